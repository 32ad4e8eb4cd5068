"""What the structure stage hands on: one text with a map back to words, a tree of clauses, and tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractor.geometry import Box, union
from extractor.report import Evidence
from extractor.words.types import PageWords, Word

LineRole = Literal["body", "header", "footer", "page_number"]
LineSetting = Literal["text", "table", "signature", "foreign"]
SectionKind = Literal[
    "document", "cover", "title", "parties", "recitals", "bab", "pasal", "ayat", "huruf", "angka", "paragraph",
    "annex", "signatures",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its place in ``TextMap.text`` (characters ``start`` to ``end``) and its page (1-based)."""

    start: int
    end: int
    page: int
    word: Word


@dataclass(frozen=True, slots=True)
class TextMap:
    """The document as one string and the way back from any character span to words, pages and boxes.

    Lines end in "\\n", pages in "\\f". Words joined over a line-end hyphen keep both boxes.
    """

    text: str
    words: tuple[PlacedWord, ...]
    _starts: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(w.start for w in self.words))

    def between(self, start: int, end: int) -> tuple[PlacedWord, ...]:
        """The words that share at least one character with ``start:end``."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return tuple(placed for placed in self.words[first:last] if placed.end > start and placed.start < end)

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """One ``Evidence`` per page touched, one box per printed line, the words as printed as its quote."""
        pages: dict[int, list[PlacedWord]] = {}
        for placed in self.between(start, end):
            pages.setdefault(placed.page, []).append(placed)
        return tuple(
            Evidence(page=page, quote=" ".join(p.word.text for p in placed), boxes=tuple(_line_boxes(placed)))
            for page, placed in sorted(pages.items())
        )

    def confidence(self, start: int, end: int) -> float:
        """The least confidence of the words in the span, 0 when there is none."""
        return min((p.word.confidence for p in self.between(start, end)), default=0.0)

    def page_of(self, offset: int) -> int:
        """The 1-based page on which the character stands."""
        return self.text.count("\f", 0, offset) + 1


def _line_boxes(placed: list[PlacedWord]) -> Iterator[Box]:
    lines: dict[int, list[Box]] = {}
    for p in placed:
        lines.setdefault(p.word.line, []).append(p.word.box)
    for boxes in lines.values():
        yield union(boxes)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: characters ``start`` to ``end`` of the text, its page, its box and what it is.

    ``setting`` says how it is set: running text, a table's row (or cell), a signature block, or the column of a
    bilingual page that is not Indonesian.
    """

    start: int
    end: int
    page: int
    box: Box
    role: LineRole = "body"
    setting: LineSetting = "text"

    @property
    def running(self) -> bool:
        """Whether the line belongs to the flow of the Indonesian text (not a header, footer or foreign column)."""
        return self.role == "body" and self.setting != "foreign"


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the clause tree. ``start:end`` covers the whole node with its children.

    ``label`` is the number as normalised ("5", "2", "a"); ``heading`` the title printed with it ("UPAH").
    ``body_start`` is where the text after label and heading begins.
    """

    kind: SectionKind
    start: int
    end: int
    label: str = ""
    heading: str = ""
    body_start: int = 0
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text (lines joined by blanks) and the character spans it came from."""

    text: str
    spans: tuple[tuple[int, int], ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``rows`` all have the same number of cells; ``header`` is the joined column head, "" when none.

    ``pages`` lists the pages it runs over; ``start:end`` its extent in the text.
    """

    pages: tuple[int, ...]
    start: int
    end: int
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The whole document, structured. ``pages`` are the words it was made from (pages in = pages out)."""

    text: TextMap
    lines: tuple[TextLine, ...]
    root: Section
    tables: tuple[Table, ...]
    pages: tuple[PageWords, ...]
    notes: tuple[str, ...] = ()

    def page_text(self, number: int) -> str:
        """The text of one page (1-based), lines ending in a newline; empty when the page has no words."""
        parts = self.text.text.split("\f")
        return parts[number - 1] if 0 < number <= len(parts) else ""
