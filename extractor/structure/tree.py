"""The clause tree: front matter, BAB / Pasal / ayat / huruf / angka, numbered points, signatures, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.structure.body import body_of, paragraphs_of
from extractor.structure.front import annex_lines, front_sections, front_without_points, points_begin, signature_line
from extractor.structure.headings import Heading, find_babs, find_pasals
from extractor.structure.marks import Mark, find_marks
from extractor.structure.outline import Line, line_at, start_of
from extractor.structure.titles import clean, title_of
from extractor.structure.types import Section


@dataclass(frozen=True, slots=True)
class Tree:
    """The root section (kind "document") and Indonesian remarks on gaps in the numbering."""

    root: Section
    notes: tuple[str, ...]


def build_tree(lines: Sequence[Line], *, length: int) -> Tree:
    """The tree over ``lines`` (running lines only); ``length`` is the length of the whole text."""
    if not lines:
        return Tree(Section("document", 0, length), ())
    marks = find_marks(lines)
    annexes = annex_lines(lines)
    main_to = annexes[0][0] if annexes else len(lines)
    notes: list[str] = []
    children = _main_part(
        lines[:main_to], marks=[m for m in marks if m.line < main_to], end=start_of(lines, main_to, length), notes=notes
    )
    for position, (first, label) in enumerate(annexes):
        last = annexes[position + 1][0] if position + 1 < len(annexes) else len(lines)
        children.append(_annex(lines, first=first, last=last, label=label, marks=marks, length=length, notes=notes))
    return Tree(Section("document", 0, length, children=tuple(children)), tuple(dict.fromkeys(notes)))


def _main_part(lines: Sequence[Line], *, marks: Sequence[Mark], end: int, notes: list[str]) -> list[Section]:
    pasals = find_pasals(lines)
    babs = find_babs(lines)
    if not pasals and not babs:
        return _points(lines, marks=marks, end=end, notes=notes)
    first = min([h.line for h in (*pasals, *babs)])
    last = max([h.line for h in (*pasals, *babs)])
    signing = signature_line(lines, after=last + 1)
    body_to = signing if signing is not None else len(lines)
    body_end = start_of(lines, body_to, end)
    articles = _articles(lines[:body_to], pasals=pasals, babs=babs, marks=marks, end=body_end, notes=notes)
    front_to = min(first, line_at(lines, articles[0].start)) if articles else first
    sections = front_sections(lines[:front_to], end=articles[0].start)
    sections += articles
    sections = [_with_items(s, lines, marks=marks, notes=notes) if s.kind == "recitals" else s for s in sections]
    if signing is not None:
        sections.append(Section("signatures", body_end, end, body_start=body_end))
    return sections


def _with_items(section: Section, lines: Sequence[Line], *, marks: Sequence[Mark], notes: list[str]) -> Section:
    """The recitals with each "bahwa ..." as an item."""
    own = [line for line in lines if section.start <= line.start < section.end]
    children = body_of(
        own,
        first=0,
        body_start=section.start,
        end=section.end,
        marks=marks,
        label="",
        where="pertimbangan",
        notes=notes,
    )
    return replace(section, children=tuple(children))


def _articles(
    lines: Sequence[Line],
    *,
    pasals: Sequence[Heading],
    babs: Sequence[Heading],
    marks: Sequence[Mark],
    end: int,
    notes: list[str],
) -> list[Section]:
    """Chapters with their articles, or articles alone."""
    taken = {h.line for h in (*pasals, *babs)}
    bab_titles = {h.line: title_of(h, lines, taken=taken) for h in babs}
    used = {i for t in bab_titles.values() for i in range(t.first_line, t.body_line)}
    titles = {}
    for heading in pasals:
        titles[heading.line] = title_of(heading, lines, taken=taken | used)
        used |= set(range(titles[heading.line].first_line, titles[heading.line].body_line))
    _note_gaps(pasals, lines, notes)
    heads = sorted((*((h, "bab") for h in babs), *((h, "pasal") for h in pasals)), key=lambda pair: pair[0].line)
    all_titles = bab_titles | titles
    starts = [lines[all_titles[h.line].first_line].start for h, _ in heads]
    made: list[Section] = []
    bab: Section | None = None
    inside: list[Section] = []
    for position, (heading, kind) in enumerate(heads):
        stop = starts[position + 1] if position + 1 < len(starts) else end
        title = all_titles[heading.line]
        label = f"{heading.number}{heading.suffix}"
        if kind == "bab":
            if bab is not None:
                made.append(replace(bab, end=starts[position], children=tuple(inside)))
            inside = body_of(
                lines,
                first=title.body_line,
                body_start=title.body_start,
                end=stop,
                marks=marks,
                label="",
                where=f"BAB {label}",
                notes=notes,
            )
            bab = Section("bab", starts[position], stop, label, title.text, min(title.body_start, stop))
            continue
        children = body_of(
            lines,
            first=title.body_line,
            body_start=title.body_start,
            end=stop,
            marks=marks,
            label=str(heading.number),
            where=f"Pasal {label}",
            notes=notes,
        )
        pasal = Section(
            "pasal", starts[position], stop, label, title.text, min(title.body_start, stop), tuple(children)
        )
        (made if bab is None else inside).append(pasal)
    if bab is not None:
        made.append(replace(bab, end=end, children=tuple(inside)))
    return made


def _note_gaps(pasals: Sequence[Heading], lines: Sequence[Line], notes: list[str]) -> None:
    for before, after in pairwise(pasals):
        if after.number > before.number + 1:
            missing = ", ".join(str(n) for n in range(before.number + 1, after.number))
            notes.append(
                f"Nomor pasal melompat dari Pasal {before.number} ke Pasal {after.number}: Pasal {missing} tidak ada "
                "dalam naskah atau judulnya tidak terbaca. Periksa halaman aslinya."
            )
        elif after.number == 1 and before.number >= 2:
            notes.append(
                f"Penomoran pasal mulai lagi dari Pasal 1 pada halaman {lines[after.line].page}: berkas ini mungkin "
                "memuat lebih dari satu perjanjian. Pisahkan berkasnya bila demikian."
            )


def _points(lines: Sequence[Line], *, marks: Sequence[Mark], end: int, notes: list[str]) -> list[Section]:
    """A document without articles: front matter, numbered points or else paragraphs, signatures."""
    first = points_begin(lines, marks)
    signing = signature_line(lines, after=len(lines) // 3 if first is None else first + 1)
    body_to = signing if signing is not None else len(lines)
    body_end = start_of(lines, body_to, end)
    if first is not None:
        start = lines[first].start
        sections = front_sections(lines[:first], end=start)
        sections += body_of(
            lines[:body_to], first=first, body_start=start, end=body_end, marks=marks, label="", where="dokumen",
            notes=notes,
        )  # fmt: skip
    else:
        sections, body_from = front_without_points(lines[:body_to], end=body_end)
        start = start_of(lines, body_from, body_end)
        if start < body_end:
            paragraphs = paragraphs_of(lines[body_from:body_to], body_start=start, end=body_end)
            sections += paragraphs or [Section("paragraph", start, body_end, body_start=start)]
    if signing is not None:
        sections.append(Section("signatures", body_end, end, body_start=body_end))
    return sections


def _annex(
    lines: Sequence[Line], *, first: int, last: int, label: str, marks: Sequence[Mark], length: int, notes: list[str]
) -> Section:
    """An annex with its own articles, points or paragraphs."""
    start = lines[first].start
    end = start_of(lines, last, length)
    body = first + 1
    titles = [lines[first].text.strip()] if label in ("SSUK", "SSKK") else []
    while (
        body < last
        and len(titles) < 4
        and lines[body].heading_like
        and not lines[body].table
        and not find_marks([lines[body]])
    ):
        titles.append(lines[body].text.strip())
        body += 1
    body_start = start_of(lines, body, end)
    inner = lines[body:last]
    own = [_shifted(m, body) for m in marks if body <= m.line < last]
    pasals = find_pasals(inner)
    if pasals:
        children = _articles(inner, pasals=pasals, babs=find_babs(inner), marks=own, end=end, notes=notes)
    else:
        children = body_of(
            inner,
            first=0,
            body_start=body_start,
            end=end,
            marks=own,
            label="",
            where=f"Lampiran {label}".strip(),
            notes=notes,
        )
    return Section("annex", start, end, label, clean(" ".join(titles)), body_start, tuple(children))


def _shifted(mark: Mark, shift: int) -> Mark:
    """The mark with its line counted from a later first line."""
    return replace(mark, line=mark.line - shift)
