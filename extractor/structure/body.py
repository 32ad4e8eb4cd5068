"""The text of an article, point or annex: its items in their order, or else its paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extractor.structure.items import Item, nest
from extractor.structure.marks import Mark
from extractor.structure.outline import Line, line_at
from extractor.structure.titles import clean
from extractor.structure.types import Section, SectionKind


def body_of(
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
    own = marks[bisect_left(marks, body_start, key=_begin) : bisect_left(marks, end, key=_begin)]
    items = nest(own, label=label)
    if items:
        return _sections(items, lines, end=end, depth=0, article=bool(label), where=where, notes=notes)
    return paragraphs_of([line for line in lines[first:] if line.start < end], body_start=body_start, end=end)


def _begin(mark: Mark) -> int:
    return mark.start


def paragraphs_of(lines: Sequence[Line], *, body_start: int, end: int) -> list[Section]:
    """Paragraphs by the space between them; none when there is only one."""
    starts = [body_start]
    starts += [line.start for before, line in pairwise(lines) if line.start > body_start and _begins(before, line)]
    if len(starts) == 1:
        return []
    return [Section("paragraph", a, b, body_start=a) for a, b in zip(starts, [*starts[1:], end], strict=True) if b > a]


def _begins(before: Line, line: Line) -> bool:
    """Whether a paragraph begins with ``line``. A table goes with the text above it, sentences in its cells apart."""
    over = before.text.rstrip().endswith((".", ":", ";", ")", "!", "?"))
    if line.table:
        head = len(before.text.split()) <= 3 and not any(c.isdigit() for c in before.text)
        return before.table and (over or (head and line.text[:1].isupper())) and len(line.text.split()) > 4
    set_off = line.gap_before and line.page == before.page
    return (over and (set_off or not before.fills)) or (set_off and not before.fills)


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
    index = line_at(lines, item.start + 1) - 1
    if index + 1 >= len(lines) or lines[index + 1].start >= stop:
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
        return clean(text), lines[index + 1].start
    return "", item.body_start
