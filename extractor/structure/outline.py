"""The running lines of the text with what their place on the page says: centred, set off, indented."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractor.structure.types import TextLine

_CENTRED = 0.045  # of the column width: how far a centred line's middle may be off


@dataclass(frozen=True, slots=True)
class Line:
    """A running line: its text (characters ``start:end``), and how it is set in its column.

    ``indent`` is the distance in points from the column's left edge; ``fills`` tells that it reaches the right
    edge; ``gap_before`` that more than a normal line distance is left free above it.
    """

    text: str
    start: int
    end: int
    page: int
    indent: float
    centred: bool
    fills: bool
    gap_before: bool
    table: bool
    signature: bool

    @property
    def capitals(self) -> bool:
        """Mostly capital letters."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.75 * len(letters)

    @property
    def heading_like(self) -> bool:
        """Short, and set in capitals or in the middle."""
        words = self.text.split()
        return len(words) <= 12 and (self.capitals or self.centred) and not self.text.rstrip().endswith((";", ","))

    def same_flow(self, following: Line) -> bool:
        """Whether the following line can continue this line's sentence."""
        return not following.gap_before or following.page != self.page


def start_of(lines: Sequence[Line], index: int, end: int) -> int:
    """Where a line begins in the text; ``end`` for the line after the last."""
    return lines[index].start if index < len(lines) else end


def line_at(lines: Sequence[Line], offset: int) -> int:
    """The first line that begins at or after the character; the number of lines when there is none."""
    return bisect_left(lines, offset, key=lambda line: line.start)


def outline(text: str, lines: Sequence[TextLine]) -> list[Line]:
    """The running lines (headers, footers, page numbers and foreign columns left out) with their setting."""
    made: list[Line] = []
    by_page: dict[int, list[TextLine]] = {}
    for line in lines:
        if line.running:
            by_page.setdefault(line.page, []).append(line)
    for page_lines in by_page.values():
        made += _page_outline(text, page_lines)
    return made


def _page_outline(text: str, lines: Sequence[TextLine]) -> list[Line]:
    prose = [line for line in lines if line.setting == "text"] or list(lines)
    columns = _columns(prose)
    height = median(line.box.height for line in lines)
    steps = sorted(b.box.y0 - a.box.y0 for a, b in itertools.pairwise(prose) if b.box.y0 > a.box.y0)
    step = steps[len(steps) // 3] if steps else 1.5 * height
    made = []
    before: TextLine | None = None
    for line in lines:
        left, right = _column_of(line, columns)
        width = max(right - left, 1.0)
        indent = line.box.x0 - left
        centred = (
            abs(line.box.middle_x - (left + right) / 2) <= _CENTRED * width
            and indent > 0.08 * width
            and line.box.width < 0.84 * width
        )
        gap = before is None or line.box.y0 < before.box.y0 or line.box.y0 - before.box.y0 > step + 0.45 * height
        made.append(
            Line(
                text=text[line.start : line.end],
                start=line.start,
                end=line.end,
                page=line.page,
                indent=indent,
                centred=centred,
                fills=line.box.x1 > right - 0.08 * width,
                gap_before=gap,
                table=line.setting == "table",
                signature=line.setting == "signature",
            )
        )
        before = line
    return made


def _columns(lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Left and right edges of the page's text columns: one, or two when the lines part in the middle."""
    left = min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines)
    middle = (left + right) / 2
    whole = [line for line in lines if line.box.x0 < middle - 5 and line.box.x1 > middle + 5]
    if len(whole) >= 0.3 * len(lines) or len(lines) < 8:
        return [_edges(lines)]
    halves = [[line for line in lines if line.box.middle_x < middle], [x for x in lines if x.box.middle_x >= middle]]
    return [_edges(half) for half in halves if len(half) >= 3] or [_edges(lines)]


def _edges(lines: Sequence[TextLine]) -> tuple[float, float]:
    """The left edge most lines keep to and the right edge the longest reach, stray marks aside."""
    lefts = sorted(line.box.x0 for line in lines)
    rights = sorted(line.box.x1 for line in lines)
    return lefts[len(lefts) // 10], rights[(9 * len(rights)) // 10 - (len(rights) >= 10)]


def _column_of(line: TextLine, columns: Sequence[tuple[float, float]]) -> tuple[float, float]:
    if len(columns) == 1:
        return columns[0]
    return min(columns, key=lambda c: abs((c[0] + c[1]) / 2 - line.box.middle_x))
