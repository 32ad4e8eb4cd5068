"""Whether a file holds several contracts, and on which pages each begins.

A new contract begins at the top of a page with a title and parties of its own, after the signatures of the one before,
and something must show that it is another one: articles counted from 1 again, another number, or other parties. An
annex, a restated text inside an addendum, a cover sheet and the papers around a contract (order to begin work, minutes,
statements) begin nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extractor.structure.front import is_annex, signature_line
from extractor.structure.headings import find_pasals
from extractor.structure.outline import Line, outline
from extractor.structure.types import Structure

_HEAD_LINES = 14
"""How far down a page a title may stand: below a letterhead of some lines, and above its number and parties."""
_OPENING_LINES = 70
"""How many lines after its title a contract has named its parties."""
_LEAST_WORDS = 60
"""A contract has more words than this before another one begins."""
_TITLE_WORDS = (
    "perjanjian",
    "kontrak",
    "addendum",
    "adendum",
    "amandemen",
    "kesepakatan",
    "perintah",
    "pkwt",
    "kkwt",
    "spk",
)
_NOT_OWN = re.compile(
    r"\bmulai\s+kerja\b|\bspmk\b|\blampiran\b|\bcontoh\b|\bformat\b|\bsyarat|\bberita\s+acara\b|\bpernyataan\b|\bkuasa\b|"
    r"\bpakta\b|\bkerangka\b|\brincian\b|\bjadwal\b|\bdaftar\b|\btagihan\b|\bkuitansi\b|\blanjutan\b|\bpasal\b|\bbab\b|"
    r"\bperjalanan\b|\bketentuan\b|\bpara\s+pihak\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:nomor|nomer|no\.?)(?:\s+(?:pihak\s+\w+|spk|pkwt|kontrak|perjanjian|surat|addendum))?\s*[:.]?\s*"
    r"(?P<number>[A-Z0-9][A-Z0-9.\-]*(?:\s?/\s?[A-Z0-9.\-]+){1,8})",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"selanjutnya\s+(?:di\s?sebut|dalam|cukup)|\bdisebut\s+(?:juga\s+)?(?:sebagai\s+)?[\"“']?PIHAK\b|\bdiwakili\b|"
    r"\bbertindak\b|\byang\s+bertanda\s?tangan\b|\bkepada\s+yth\b|\bmemerintahkan\b|\bpihak\s+(?:pertama|kedua|ke\s?i{1,2}|i{1,2})\b|"
    r"\bantara\b.{3,200}\bdan(?:gan)?\b|\bpejabat\s+(?:pembuat|penanda)|\bnama\s+penyedia\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^\W*(?:hal|perihal)\s*[:;.]\s*", re.IGNORECASE)
_LETTER_FIELD = re.compile(r"^\W*lamp(?:iran)?\.?\s*:", re.IGNORECASE)
_SIGNER = re.compile(
    r"\b(?:pihak|pelaksana|pengelola|klien|pemberi|penerima|perusahaan|pengusaha|pekerja|karyawan|penyedia|pengguna|pejabat|"
    r"direktur|kepala|manager|manajer|pimpinan|ketua|employee|employer|company|bank|yayasan|koperasi|m[ae]terai)\b|\bnip\b|"
    r"\b(?:s|m)\.\s?[a-z]{1,4}\b|\bpt\b|\bcv\b",
    re.IGNORECASE,
)
_NAME_ROW = re.compile(r"^\W*(?:\w{1,3}[.)]\s*)?nama\b[^:]{0,25}[:=]\s*(?P<name>\S.{2,60})", re.IGNORECASE)
_NIK = re.compile(r"\b(?:\d[ .]?){16}\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One contract of a file: its pages (1-based, both included) and why it is one of its own ("" for the first)."""

    first_page: int
    last_page: int
    reason: str = ""

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(range(self.first_page, self.last_page + 1))


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a page's top says when a contract begins there. Numbers and names without case and signs."""

    title: str
    numbers: frozenset[str]
    names: frozenset[str]
    restarts: bool


def find_parts(structure: Structure) -> tuple[Part, ...]:
    """The contracts of a file in page order; exactly one part when nothing shows that there are more."""
    numbers = [page.number for page in structure.pages]
    if len(numbers) < 2:
        return (Part(numbers[0] if numbers else 1, numbers[-1] if numbers else 1),)
    pages: dict[int, list[Line]] = {number: [] for number in numbers}
    # What opens several agreements alike (title, number) looks like the page headers of the file.
    heads = ("header", "page_number")
    seen = [replace(line, role="body") if line.role in heads else line for line in structure.lines]
    for line in outline(structure.text.text, seen):
        pages[line.page].append(line)
    starts = [(numbers[0], "")]
    for number in numbers[1:]:
        opening = _opening([line for n in (number, number + 1) for line in pages.get(n, ())], own_page=pages[number])
        if opening is None:
            continue
        before = [line for n in numbers if starts[-1][0] <= n < number for line in pages[n]]
        if not _finished(before):
            continue
        why = _differences(_opening(before, own_page=before), opening, before)
        if why is not None:
            starts.append((number, _reason(number, opening, why)))
    lasts = [number - 1 for number, _ in starts[1:]] + [numbers[-1]]
    return tuple(Part(start, last, reason) for (start, reason), last in zip(starts, lasts, strict=True))


def merged(parts: Sequence[Part], *, keep: Sequence[bool]) -> tuple[Part, ...]:
    """The parts with those that are no contract (``keep`` False) given to the one before, the leading ones to the
    first that is kept; one part when none is kept."""
    made: list[Part] = []
    first = parts[0].first_page
    for part, kept in zip(parts, keep, strict=True):
        if kept:
            made.append(Part(part.first_page if made else first, part.last_page, part.reason if made else ""))
        elif made:
            made[-1] = Part(made[-1].first_page, part.last_page, made[-1].reason)
    return tuple(made) or (Part(first, parts[-1].last_page),)


def _opening(lines: Sequence[Line], *, own_page: Sequence[Line]) -> _Opening | None:
    """The opening of a contract that begins with the first of ``lines``, None when none does."""
    head = own_page[:_HEAD_LINES]
    if any(is_annex(line.text) and not _LETTER_FIELD.match(line.text) for line in head[:6]):
        return None
    at = next((i for i, line in enumerate(head) if _is_title(line)), None)
    if at is None:
        return None
    front = list(lines[at : at + _OPENING_LINES])
    pasals = find_pasals(front)
    until = pasals[0].line if pasals else len(front)
    texts = [line.text for line in front[:until]]
    joined = " ".join(texts)
    named = bool(_PARTIES.search(joined)) or any(_NAME_ROW.match(text) for text in texts)
    if not named or (pasals and pasals[0].number != 1):
        return None
    return _Opening(
        title=" ".join(_SUBJECT.sub("", front[0].text).split()),
        numbers=frozenset(_bare(m["number"]) for line in lines[: at + 10] for m in _NUMBER.finditer(line.text)),
        names=frozenset(
            [_bare(m["name"]) for text in texts if (m := _NAME_ROW.match(text))]
            + [_bare(m.group()) for m in _NIK.finditer(joined)]
        ),
        restarts=bool(pasals),
    )


def _is_title(line: Line) -> bool:
    """A heading line (or a letter's subject, or the first cell of a form) whose first words name a kind of contract;
    one misread letter is forgiven."""
    text = line.text
    if subject := _SUBJECT.match(text):
        text = text[subject.end() :]
    words = [re.sub(r"\W", "", w) for w in text.split()]
    set_off = subject is not None or line.heading_like or all(w.isupper() for w in words[:3] if w)
    if not set_off or line.signature or _NOT_OWN.search(text):
        return False
    return any(_named(word.lower()) for word in words[:3])


def _named(word: str) -> bool:
    return word.startswith(("perjanjian", "kontrak")) or any(
        word == known or (len(known) > 6 and Levenshtein.distance(word, known, score_cutoff=1) <= 1)
        for known in _TITLE_WORDS
    )


def _finished(before: Sequence[Line]) -> bool:
    """Whether the lines end a contract: words enough, and signatures after its last article or in its last third."""
    if sum(len(line.text.split()) for line in before) < _LEAST_WORDS:
        return False
    pasals = find_pasals(before)
    after = max(len(before) // 2, pasals[-1].line + 1 if pasals else 0)
    if any(line.signature for line in before[len(before) // 3 :]) or signature_line(before, after=after) is not None:
        return True
    return _ends_in_names(before)


def _ends_in_names(lines: Sequence[Line]) -> bool:
    """Whether the last lines are names and offices below a signature: short, no prose, words with capitals."""
    named = [line.text for line in lines if sum(c.isalpha() for c in line.text) >= 7][-8:]
    short = 0
    for text in reversed(named):
        words = [w for w in text.split() if w[:1].isalpha()]
        if len(text.split()) > 11 or text.rstrip().endswith((";", ",", ":")) or not words:
            break
        if sum(w[:1].isupper() for w in words) < 0.75 * len(words):
            break
        short += 1
    return short >= 2 and any(_SIGNER.search(text) for text in named[-short:])


def _differences(first: _Opening | None, opening: _Opening, before: Sequence[Line]) -> tuple[str, ...] | None:
    """What shows that the opening is another contract's; None when it is a second copy of the same one."""
    known = (
        first.numbers
        if first is not None
        else frozenset(_bare(m["number"]) for line in before[:25] for m in _NUMBER.finditer(line.text))
    )
    alike = first is not None and _bare(first.title) == _bare(opening.title)
    others = first is not None and bool(opening.names and first.names) and not opening.names <= first.names
    if alike and opening.numbers & known and not others:
        return None
    why = []
    if opening.restarts and len(find_pasals(before)) >= 2:
        why.append("pasalnya mulai lagi dari Pasal 1")
    if opening.numbers and known and not opening.numbers & known:
        why.append("nomornya lain")
    if others:
        why.append("para pihaknya lain")
    return tuple(why)


def _reason(page: int, opening: _Opening, why: Sequence[str]) -> str:
    shown = opening.title if len(opening.title) <= 90 else opening.title[:87].rstrip() + "..."
    listed = ", ".join(("judul baru", "para pihak disebut lagi", *why))
    return f'Halaman {page} memulai kontrak lain ("{shown}") sesudah tanda tangan kontrak sebelumnya: {listed}.'


def _bare(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.lower())
