"""What stands before the first article: cover, title block, party block, recitals. And where signatures begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.structure.marks import Mark
from extractor.structure.outline import Line, line_at
from extractor.structure.types import Section

_OPENING = re.compile(
    r"\bpada\s+hari\s+ini|\bpada\s+hari\s+\w+[,]?\s+tanggal|\byang\s+bertanda\s?tangan|\bkami\s+yang\b|\bsaya\s+yang\b|"
    r"\b(?:perjanjian|addendum|adendum|kontrak|kesepakatan|surat|amandemen|pks|pkwt|kkwt|spk)\b.{0,120}?"
    r"\b(?:di\s?buat|diadakan|ditandatangani)\b|^\W*nama(?:\s+lengkap)?\s*[:=]|\bdengan\s+ini\s+memerintahkan|"
    r"^\W*(?:I|1)\s?[.)]\s+(?:nama|N a m a|(?:PT|CV|UD)\b)|\bberdasarkan\s+hasil\b|\bdengan\s+hormat\b",
    re.IGNORECASE,
)
_RECITAL = re.compile(
    r"^\W*(?:\(?[a-z0-9]{1,2}[.)]\)?\s*)?(?:bahwa\b|menimbang\b|mengingat\b|latar\s+belakang\b)|"
    r"(?:menerangkan|mempertimbangkan|menimbang|menyatakan)\b.{0,60}(?:bahwa|hal-hal|berikut)|"
    r"\bterlebih\s+dahulu\s+(?:menerangkan|menjelaskan|menyatakan)",
    re.IGNORECASE,
)
_TERMS_FOLLOW = re.compile(
    r"ketentuan.{0,60}(?:berikut|bawah|:\s*$)|\b(?:sebagai|sbb|sbg)\s*\.?\s*berikut|\bsbb\b|\bsepakat\b|\bsetuju\b|"
    r"memerintahkan|selanjutnya\s+disebut",
    re.IGNORECASE,
)
_NAMES_PARTY = re.compile(
    r"selanjutnya\s+(?:di\s?sebut|dalam)|yang\s+diwakili|dalam hal ini\s+bertindak", re.IGNORECASE
)
_LABELLED = re.compile(r"^\W*(?:\w{1,2}[.)]\s*)?(?:\w+[ ./-]*){1,5}\s*[:=]\s*\S")
_MOST_MARKS = 400  # how many enumerators are looked at; a longer list has shown itself by then
_SIGNING = re.compile(
    r"^\W*(?:P\s?I\s?H\s?A\s?K\s+(?:pertama|kedua|kesatu|ketiga|i{1,3}\b|ke\b|pengusaha|pekerja|perusahaan)|"
    r"yang\s+membuat|hormat\s+kami|menerima\s+dan\s+menyetujui|mengetahui|menyetujui|untuk\s+dan\s+atas\s+nama|"
    r"para\s+pihak|karyawan|pekerja|perusahaan|pejabat\s+(?:pembuat|penanda)|penyedia)\W*(?:[,/:]|pembuat\s+komitmen|$)",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    r"^\W*[A-Z][A-Za-z. ]{2,30},\s*(?:tanggal\s*)?(?:\d{1,2}|[._…]{2,})\s*[A-Za-z._…/-]+", re.UNICODE
)
_ANNEX = re.compile(
    r"^\W*(?:LAMPIRAN|Lampiran|LAMP1RAN|LAMPlRAN|L\s?A\s?M\s?P\s?I\s?R\s?A\s?N|ANNEX|APPENDIX)\b\W*(?P<number>[0-9IVXl]{0,4}|[A-Z])?\b\W*(?P<rest>.*)$"
)
_KIND = re.compile(r"PERJANJIAN|P[EF]RINTAH\s+KERJA|KONTRAK|KESEPAKATAN|ADD?ENDUM|AMANDEMEN|SYARAT", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"^\W*(?:no(?:mor|mer)?|number|tanggal|tgl|tentang|antara|dengan|dan)\b", re.IGNORECASE)
_MOST_COVER_WORDS = 140


def front_sections(lines: Sequence[Line], *, end: int) -> list[Section]:
    """Sections for ``lines`` (all before the first article); ``end`` is the character where the articles begin."""
    if not lines:
        return []
    opening = _first(lines, _opens)
    made: list[Section] = []
    title_from = 0
    if opening is not None and lines[opening].page > lines[0].page:
        words = sum(len(line.text.split()) for line in lines if line.page == lines[0].page)
        if words <= _MOST_COVER_WORDS:
            title_from = next(i for i, line in enumerate(lines) if line.page > lines[0].page)
            made.append(_section("cover", lines, 0, title_from, end))
    title_to = opening if opening is not None else _title_end(lines)
    if title_to > title_from:
        made.append(_section("title", lines, title_from, title_to, end))
    recital = _first(lines, lambda ls, i: i >= title_to and bool(_RECITAL.search(ls[i].text)))
    parties_to = recital if recital is not None else len(lines)
    if parties_to > title_to:
        made.append(_section("parties", lines, title_to, parties_to, end))
    if recital is not None:
        made.append(_section("recitals", lines, recital, len(lines), end))
    return made


def front_without_points(lines: Sequence[Line], *, end: int) -> tuple[list[Section], int]:
    """Cover, title and parties of a document that has neither articles nor points, and the line where they end:
    after the last "label : value" row or definition of a party before its last fifth."""
    half = max(4, (4 * len(lines)) // 5)
    rows = [i for i, line in enumerate(lines[:half]) if _LABELLED.match(line.text) or _NAMES_PARTY.search(line.text)]
    opening = _first(lines, _opens)
    last = rows[-1] + 1 if rows and (opening is None or rows[-1] >= opening) else 0
    if last == 0:
        last = _title_end(lines) if opening is None else opening
    else:
        while last < len(lines) and _LABELLED.match(lines[last].text):
            last += 1
    stop = lines[last].start if last < len(lines) else end
    sections = front_sections(lines[:last], end=stop) if last else []
    return [_with_prose(s, lines) if s.kind == "parties" else s for s in sections], last


def _with_prose(parties: Section, lines: Sequence[Line]) -> Section:
    """The party block of a letter holds sentences about the work between its two parties: each a paragraph."""
    own = [line for line in lines if parties.start <= line.start < parties.end]
    prose = [line for line in own if not _LABELLED.match(line.text) and line.fills and len(line.text.split()) >= 6]
    children: list[Section] = []
    for line in prose:
        if children and own[_index(own, children[-1].end)].start == line.start:
            children[-1] = replace(children[-1], end=line.end + 1)
        else:
            children.append(Section("paragraph", line.start, line.end + 1, body_start=line.start))
    return replace(parties, children=tuple(children))


def _index(lines: Sequence[Line], offset: int) -> int:
    return min(line_at(lines, offset), len(lines) - 1)


def _first(lines: Sequence[Line], test: Callable[[Sequence[Line], int], bool]) -> int | None:
    return next((i for i in range(len(lines)) if test(lines, i)), None)


def _opens(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    if line.capitals and line.centred:
        return False
    match = _OPENING.search(f"{line.text} {lines[i + 1].text}" if i + 1 < len(lines) else line.text)
    return match is not None and match.start() < len(line.text)


def _title_end(lines: Sequence[Line]) -> int:
    """Without an opening sentence: the leading lines that are set as headings (or "label : value")."""
    named = [i for i, line in enumerate(lines[:20]) if line.capitals and _KIND.search(line.text)]
    last = named[-1] + 1 if named else 0
    for i in range(last, len(lines)):
        if not (lines[i].heading_like or _NUMBER_LINE.match(lines[i].text) or (not named and len(lines[i].text) < 30)):
            return i
    return len(lines) if named else min(len(lines), 3)


def _section(kind: str, lines: Sequence[Line], first: int, last: int, end: int) -> Section:
    start = lines[first].start
    stop = lines[last].start if last < len(lines) else end
    return Section(kind=kind, start=start, end=stop, body_start=start)  # type: ignore[arg-type]


def points_begin(lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """The line at which the numbered points begin in a document without articles (an SPK), None without points.

    Of all lists that begin on a line, the longest is the points; an announcement above it speaks for it, a party
    named after its first item against it ("1. PT ..., selanjutnya disebut ...").
    """
    named = [i for i, line in enumerate(lines) if _NAMES_PARTY.search(line.text)]
    best: tuple[float, int] | None = None
    for position, mark in enumerate(marks[:_MOST_MARKS]):
        style = next((o.style for o in mark.options if o.number == 1 or (o.number == 2 and o.cost == 0)), None)
        if mark.inside or style is None:
            continue
        length, last = _count_up(marks[position : position + _MOST_MARKS], style)
        if length < 2:
            continue
        score = float(length)
        score += 1.5 * any(_TERMS_FOLLOW.search(line.text) for line in lines[max(0, mark.line - 4) : mark.line])
        score -= 3.0 * any(mark.line <= i <= last for i in named) + 1.0 * any(i > last for i in named)
        if best is None or score > best[0]:
            best = (score, mark.line)
    return best[1] if best is not None and best[0] >= 2 else None


def _count_up(marks: Sequence[Mark], style: str) -> tuple[int, int]:
    """How far a list of this style counts up from its first mark (one lost number is forgiven), and its last line."""
    number = next(o.number for o in marks[0].options if o.style == style)
    length, last = 1, marks[0].line
    for mark in marks[1:]:
        ahead = [o.number - number for o in mark.options if o.style == style]
        step = min((a for a in ahead if 1 <= a <= 2), default=0)
        if step:
            number += step
            length += 1
            last = mark.line
    return length, last


_CONDITIONS = re.compile(
    r"^\W*(?:STANDAR\W+)?SYARAT\W*(?:SYARAT\W+)?(?P<kind>UMUM|KHUSUS)\b|^\W*\(?(?P<short>SSUK|SSKK)\)?\W*$",
    re.IGNORECASE,
)


def annex_lines(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """(line, label) where an annex begins: its heading stands at the top of a page or in the middle of a line.

    A work order's general and special conditions (SSUK, SSKK) count as annexes: they have a numbering of their own.
    """
    found: list[tuple[int, str]] = []
    for i, line in enumerate(lines):
        match = _ANNEX.match(line.text) or _CONDITIONS.match(line.text)
        if match is None or i == 0 or len(line.text.split()) > 14 or line.text.rstrip().endswith((";", ",", ".")):
            continue
        top = lines[max(0, i - 3)].page != line.page
        if top or (line.gap_before and (line.centred or line.capitals)):
            found.append((i, _annex_label(match)))
    return found


def is_annex(text: str) -> bool:
    """Whether a line is worded like the heading of an annex or of a work order's conditions."""
    return bool(_ANNEX.match(text) or _CONDITIONS.match(text))


def _annex_label(match: re.Match[str]) -> str:
    """The annex's number as printed; SSUK or SSKK for a work order's general or special conditions."""
    groups = match.groupdict()
    if "number" in groups:
        return groups["number"] or ""
    short = (groups["short"] or "").upper()
    return short or ("SSUK" if groups["kind"].upper() == "UMUM" else "SSKK")


def signature_line(lines: Sequence[Line], *, after: int) -> int | None:
    """The line at which the signatures begin, looked for from line ``after`` on; None when there are none."""
    for i in range(after, len(lines)):
        line = lines[i]
        short = len(line.text.split()) <= 8 and not line.table
        if line.signature or (short and _SIGNING.match(line.text) and _ends(lines, i)):
            while i - 1 >= after and _PLACE_DATE.match(lines[i - 1].text) and len(lines[i - 1].text.split()) <= 7:
                i -= 1
            return i
        if short and _PLACE_DATE.match(line.text) and 3 * i >= 2 * len(lines) and _ends(lines, i):
            return i
    return None


def _ends(lines: Sequence[Line], i: int) -> bool:
    """Only short lines follow within the next eight: no article goes on there."""
    following = lines[i + 1 : i + 9]
    return all(len(line.text.split()) <= 10 and not (line.fills and len(line.text) > 70) for line in following)
