"""The clause tree: front matter, BAB / Pasal / ayat / huruf / angka, numbered points, signatures, annexes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.structure.front import annex_lines, front_end_without_articles, front_sections, signature_line
from extractor.structure.headings import Heading, find_babs, find_pasals
from extractor.structure.items import Item, nest
from extractor.structure.marks import Mark, find_marks
from extractor.structure.outline import Line
from extractor.structure.types import Section, SectionKind

_NUMBERED = ("paren", "half", "dot", "ayat", "roman", "roman_upper")


@dataclass(frozen=True, slots=True)
class Tree:
    """The root section (kind "document") and Indonesian remarks on gaps in the numbering."""

    root: Section
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    """The title of a heading: its words, the first line it takes, and the line at which the text goes on."""

    text: str
    first_line: int
    body_line: int
    body_start: int


def build_tree(lines: Sequence[Line], *, length: int) -> Tree:
    """The tree over ``lines`` (running lines only); ``length`` is the length of the whole text."""
    if not lines:
        return Tree(Section("document", 0, length), ())
    marks = find_marks(lines)
    annexes = annex_lines(lines)
    main_to = annexes[0][0] if annexes else len(lines)
    notes: list[str] = []
    children = _main_part(
        lines[:main_to], marks=[m for m in marks if m.line < main_to], end=_start(lines, main_to, length), notes=notes
    )
    for position, (first, label) in enumerate(annexes):
        last = annexes[position + 1][0] if position + 1 < len(annexes) else len(lines)
        children.append(_annex(lines, first=first, last=last, label=label, marks=marks, length=length, notes=notes))
    return Tree(Section("document", 0, length, children=tuple(children)), tuple(dict.fromkeys(notes)))


def _start(lines: Sequence[Line], index: int, end: int) -> int:
    return lines[index].start if index < len(lines) else end


def _main_part(lines: Sequence[Line], *, marks: Sequence[Mark], end: int, notes: list[str]) -> list[Section]:
    pasals = find_pasals(lines)
    babs = find_babs(lines)
    if not pasals and not babs:
        return _points(lines, marks=marks, end=end, notes=notes)
    first = min([h.line for h in (*pasals, *babs)])
    last = max([h.line for h in (*pasals, *babs)])
    signing = signature_line(lines, after=last + 1)
    body_to = signing if signing is not None else len(lines)
    body_end = _start(lines, body_to, end)
    articles = _articles(lines[:body_to], pasals=pasals, babs=babs, marks=marks, end=body_end, notes=notes)
    front_to = min(first, _line_at(lines, articles[0].start)) if articles else first
    sections = front_sections(lines[:front_to], end=articles[0].start)
    sections += articles
    if signing is not None:
        sections.append(Section("signatures", body_end, end, body_start=body_end))
    return sections


def _line_at(lines: Sequence[Line], offset: int) -> int:
    return next((i for i, line in enumerate(lines) if line.start >= offset), len(lines))


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
    bab_titles = {h.line: _title(h, lines, taken=taken) for h in babs}
    used = {i for t in bab_titles.values() for i in range(t.first_line, t.body_line)}
    titles = {}
    for heading in pasals:
        titles[heading.line] = _title(heading, lines, taken=taken | used)
        used |= set(range(titles[heading.line].first_line, titles[heading.line].body_line))
    _note_gaps(pasals, notes)
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
            inside = _body(
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
        children = _body(
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


def _note_gaps(pasals: Sequence[Heading], notes: list[str]) -> None:
    for before, after in itertools.pairwise(pasals):
        if after.number > before.number + 1:
            missing = ", ".join(str(n) for n in range(before.number + 1, after.number))
            notes.append(
                f"Nomor pasal melompat dari Pasal {before.number} ke Pasal {after.number}: Pasal {missing} tidak ada "
                "dalam naskah atau judulnya tidak terbaca. Periksa halaman aslinya."
            )


def _title(heading: Heading, lines: Sequence[Line], *, taken: set[int]) -> _Title:
    """The title in the heading's own line, else in the line or two below, else in the line above."""
    own = lines[heading.line]
    same = own.text[heading.rest - own.start :].strip()
    if same:
        if _titular(same, own):
            body = heading.line + 1
            return _Title(_clean(same), heading.line, body, _start(lines, body, own.end + 1))
        return _Title("", heading.line, heading.line, heading.rest)
    below = heading.line + 1
    titles: list[str] = []
    while below < len(lines) and len(titles) < 3 and below not in taken and _is_title(lines, below, bool(titles)):
        titles.append(lines[below].text.strip())
        below += 1
    if titles:
        return _Title(_clean(" ".join(titles)), heading.line, below, _start(lines, below, lines[below - 1].end + 1))
    above = heading.line - 1
    after = _start(lines, heading.line + 1, own.end + 1)
    if (
        above >= 0
        and above not in taken
        and lines[above].heading_like
        and _is_title(lines, above, False)
        and lines[above].page == own.page
    ):
        return _Title(_clean(lines[above].text), above, heading.line + 1, after)
    return _Title("", heading.line, heading.line + 1, after)


def _clean(text: str) -> str:
    return " ".join(text.strip(' :-–—.*_()[]"“”').split())


def _titular(text: str, line: Line) -> bool:
    """Whether what follows "Pasal 5" in its line is a title and not the article's text."""
    words = text.split()
    letters = [c for c in text if c.isalpha()]
    if not letters or len(words) > 12 or text.rstrip().endswith((";", ",")):
        return False
    if sum(c.isupper() for c in letters) >= 0.75 * len(letters):
        return True
    large = sum(w[:1].isupper() or w.lower() in ("dan", "atau", "serta", "untuk", "kerja") for w in words)
    return large >= 0.7 * len(words) and not line.fills and not text.rstrip().endswith(".")


def _is_title(lines: Sequence[Line], index: int, second: bool) -> bool:
    line = lines[index]
    text = line.text.strip()
    words = text.split()
    if line.table or line.signature or not any(c.isalpha() for c in text) or len(words) > 12:
        return False
    if text.endswith((".", ";", ",", ":")) and not line.capitals:
        return False
    if find_marks([line]):
        return False
    if line.capitals:
        return line.centred or not line.fills or len(words) <= 6
    if line.centred:
        return text[:1].isupper() or text[:1] in '("“' or second
    large = sum(w[:1].isupper() or len(w) <= 4 for w in words)
    return not second and not line.fills and len(words) <= 7 and large >= 0.75 * len(words) and words[0][:1].isupper()


def _body(
    lines: Sequence[Line],
    *,
    first: int,
    body_start: int,
    end: int,
    marks: Sequence[Mark],
    label: str,
    where: str,
    notes: list[str],
) -> list[Section]:
    """The items (or else the paragraphs) of a stretch that begins on line ``first``."""
    own = [m for m in marks if body_start <= m.start < end]
    items = nest(own, label=label)
    if items:
        return _sections(items, lines, end=end, depth=0, article=bool(label), where=where, notes=notes)
    return _paragraphs([line for line in lines[first:] if line.start < end], body_start=body_start, end=end)


def _paragraphs(lines: Sequence[Line], *, body_start: int, end: int) -> list[Section]:
    """Paragraphs by the space between them; none when there is only one."""
    starts = [body_start]
    for before, line in itertools.pairwise(lines):
        sentence_over = before.text.rstrip().endswith((".", ":", ";", ")", "!", "?"))
        if (
            line.start > body_start
            and ((line.gap_before and line.page == before.page) or not before.fills)
            and (sentence_over or (line.gap_before and not before.fills))
        ):
            starts.append(line.start)
    if len(starts) == 1:
        return []
    return [Section("paragraph", a, b, body_start=a) for a, b in zip(starts, [*starts[1:], end], strict=True) if b > a]


def _sections(
    items: Sequence[Item], lines: Sequence[Line], *, end: int, depth: int, article: bool, where: str, notes: list[str]
) -> list[Section]:
    made = []
    for position, item in enumerate(items):
        stop = items[position + 1].start if position + 1 < len(items) else end
        kind = _kind(item.style, depth=depth, article=article)
        name = f"{kind} {item.label}"
        if item.skipped:
            lost = ", ".join(_earlier(item, n) for n in range(item.skipped, 0, -1))
            notes.append(
                f"Nomor {kind} {lost} pada {where} tidak ditemukan; mungkin tidak terbaca atau tidak ada dalam naskah."
            )
        children = _sections(
            item.children, lines, end=stop, depth=depth + 1, article=article, where=f"{where} {name}", notes=notes
        )
        heading, body = _item_heading(item, lines, stop=stop, article=article)
        made.append(Section(kind, item.start, stop, item.label, heading, min(body, stop), tuple(children)))
    return made


def _earlier(item: Item, back: int) -> str:
    number = item.number - back
    if item.style.startswith("letter"):
        return chr(96 + number)
    head, dot, _ = item.label.rpartition(".")
    return f"{head}{dot}{number}"


def _kind(style: str, *, depth: int, article: bool) -> SectionKind:
    if style == "dash":
        return "paragraph"
    if style.startswith("letter"):
        return "huruf"
    return "ayat" if article and depth == 0 else "angka"


def _item_heading(item: Item, lines: Sequence[Line], *, stop: int, article: bool) -> tuple[str, int]:
    """A title in an item's first line ("5. KERAHASIAAN"), and where its text begins."""
    if item.inside or item.style == "dash":
        return "", item.body_start
    index = next((i for i, line in enumerate(lines) if line.start <= item.start < line.end), None)
    if index is None or index + 1 >= len(lines) or lines[index + 1].start >= stop:
        return "", item.body_start
    line = lines[index]
    text = line.text[item.body_start - line.start :].strip()
    words = text.split()
    letters = [c for c in text if c.isalpha()]
    if not 1 <= len(words) <= 9 or len(letters) < 3 or text.endswith((",", ";")):
        return "", item.body_start
    capitals = sum(c.isupper() for c in letters) >= 0.75 * len(letters)
    titled = sum(w[:1].isupper() or len(w) <= 4 for w in words) >= 0.75 * len(words) and not text.endswith((".", ":"))
    child_next = bool(item.children) and item.children[0].start < lines[index + 1].end
    if (capitals and not line.fills and ":" not in text.rstrip(":")) or (
        titled and not line.fills and (child_next or not article) and len(words) <= 6
    ):
        return _clean(text), lines[index + 1].start
    return "", item.body_start


def _points(lines: Sequence[Line], *, marks: Sequence[Mark], end: int, notes: list[str]) -> list[Section]:
    """A document without articles: front matter, numbered points or paragraphs, signatures."""
    first = front_end_without_articles(lines, marks)
    signing = signature_line(lines, after=max(first + 1, len(lines) // 3) if first < len(lines) else len(lines) // 3)
    body_to = signing if signing is not None else len(lines)
    first = min(first, body_to)
    body_end = _start(lines, body_to, end)
    front_stop = _start(lines, first, body_end) if first < body_to else body_end
    sections: list[Section] = []
    if first >= body_to or not marks:
        opening = front_sections(lines[:body_to], end=body_end)
        titles = [s for s in opening if s.kind in ("cover", "title")]
        body_first = _line_at(lines, titles[-1].end) if titles else 0
        rest = lines[body_first:body_to]
        start = rest[0].start if rest else body_end
        sections = titles + (
            _paragraphs(rest, body_start=start, end=body_end)
            or ([Section("paragraph", start, body_end, body_start=start)] if rest else [])
        )
    else:
        sections = front_sections(lines[:first], end=front_stop)
        sections += _body(
            lines[:body_to],
            first=first,
            body_start=front_stop,
            end=body_end,
            marks=marks,
            label="",
            where="dokumen",
            notes=notes,
        )
    if signing is not None:
        sections.append(Section("signatures", body_end, end, body_start=body_end))
    return sections


def _annex(
    lines: Sequence[Line], *, first: int, last: int, label: str, marks: Sequence[Mark], length: int, notes: list[str]
) -> Section:
    """An annex with its own articles, points or paragraphs."""
    start = lines[first].start
    end = _start(lines, last, length)
    body = first + 1
    titles: list[str] = []
    while (
        body < last
        and len(titles) < 4
        and lines[body].heading_like
        and not lines[body].table
        and not find_marks([lines[body]])
    ):
        titles.append(lines[body].text.strip())
        body += 1
    body_start = _start(lines, body, end)
    inner = lines[body:last]
    own = [replace_line(m, body) for m in marks if body <= m.line < last]
    pasals = find_pasals(inner)
    if pasals:
        children = _articles(inner, pasals=pasals, babs=find_babs(inner), marks=own, end=end, notes=notes)
    else:
        children = _body(
            inner,
            first=0,
            body_start=body_start,
            end=end,
            marks=own,
            label="",
            where=f"Lampiran {label}".strip(),
            notes=notes,
        )
    return Section("annex", start, end, label, _clean(" ".join(titles)), body_start, tuple(children))


def replace_line(mark: Mark, shift: int) -> Mark:
    """The mark with its line counted from a later first line."""
    return replace(mark, line=mark.line - shift)
