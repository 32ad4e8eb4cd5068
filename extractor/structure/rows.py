"""Printed lines from words, by geometry alone.

The reader's own line numbers are not trusted: engines break a line at a wide gap ("Nama      : X"), and merge the
lines of two columns. Here a line is what stands on one level of the (slightly turned) page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractor.geometry import Box, union
from extractor.words.types import Word

_STEEPEST = 0.06  # about 3.4 degrees; what is steeper was not a line of text
_LEVEL = 0.0008  # below this a 450-point line drifts by less than half a point: leave it
_SAME_LINE = 0.5  # of the text height: two words whose middles differ by less stand on one line
_WIDE_GAP = 1.45  # of the text height: wider than the blank of a justified line, usually


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one printed line (or of one column's part of it), from left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """The words joined by one blank."""
        return " ".join(w.text for w in self.words)

    @classmethod
    def of(cls, words: Sequence[Word]) -> Row:
        """A row of these words, put from left to right; ValueError when there is none."""
        ordered = tuple(sorted(words, key=_left_to_right))
        return cls(ordered, union(w.box for w in ordered))


def _left_to_right(word: Word) -> tuple[float, float]:
    return (word.box.x0, word.box.x1)


def text_height(words: Iterable[Word]) -> float:
    """The usual height of a word in points (median), 10 when there is none."""
    return median([w.box.height for w in words if w.box.height > 0] or [10.0])


def slope_of(words: Sequence[Word], height: float) -> float:
    """How far the lines fall per point to the right (dy/dx), from chains of neighbouring words; 0 when unclear."""
    chains: list[list[Word]] = []
    for word in words:
        last = chains[-1][-1] if chains else None
        if last is not None and _follows(last.box, word.box, height):
            chains[-1].append(word)
        else:
            chains.append([word])
    slopes = []
    for chain in chains:
        wide = chain[-1].box.middle_x - chain[0].box.middle_x
        if len(chain) < 5 or wide < 12 * height:
            continue
        slopes.append(_fit([w.box for w in chain]))
    if len(slopes) < 3:
        return 0.0
    slope = median(slopes)
    return slope if _LEVEL < abs(slope) < _STEEPEST else 0.0


def _follows(left: Box, right: Box, height: float) -> bool:
    return -0.5 * height < right.x0 - left.x1 < 3 * height and abs(right.middle_y - left.middle_y) < 0.7 * height


def _fit(boxes: Sequence[Box]) -> float:
    """Least squares of the bottoms' and tops' mean over x: glyph shapes scatter it, but not to one side."""
    n = len(boxes)
    mean_x = sum(b.middle_x for b in boxes) / n
    mean_y = sum(b.middle_y for b in boxes) / n
    across = sum((b.middle_x - mean_x) ** 2 for b in boxes)
    return sum((b.middle_x - mean_x) * (b.middle_y - mean_y) for b in boxes) / across if across else 0.0


def group_rows(words: Sequence[Word], *, slope: float = 0.0) -> list[Row]:
    """The printed lines of these words from top to bottom.

    Words are taken by the level of their middle after turning the slope out. Small marks (a dash, a comma, dots)
    have middles of their own; they join the line whose height they stand in.
    """
    height = text_height(words)
    tall = [w for w in words if w.box.height >= 0.55 * height]
    small = [w for w in words if w.box.height < 0.55 * height]
    levels: list[tuple[float, Word]] = sorted(
        ((w.box.middle_y - slope * w.box.middle_x, w) for w in tall), key=lambda pair: pair[0]
    )
    groups: list[list[Word]] = []
    tops: list[float] = []
    bottoms: list[float] = []
    mean = 0.0
    for level, word in levels:
        if groups and level - mean <= _SAME_LINE * min(max(word.box.height, height), 1.6 * height):
            groups[-1].append(word)
            mean += (level - mean) / len(groups[-1])
        else:
            groups.append([word])
            mean = level
            tops.append(0.0)
            bottoms.append(0.0)
        half = word.box.height / 2
        first = len(groups[-1]) == 1
        tops[-1] = level - half if first else min(tops[-1], level - half)
        bottoms[-1] = level + half if first else max(bottoms[-1], level + half)
    orphans = _join_small(small, groups=groups, tops=tops, bottoms=bottoms, slope=slope)
    rows = [Row.of(group) for group in groups]
    if orphans:
        rows += group_rows_of_marks(orphans, slope=slope, height=height)
    rows.sort(key=lambda row: (row.box.middle_y - slope * row.box.middle_x, row.box.x0))
    return rows


def _join_small(
    small: Sequence[Word], *, groups: list[list[Word]], tops: list[float], bottoms: list[float], slope: float
) -> list[Word]:
    """Put each mark into the line it stands in (levels ascend, so a pointer walks along); the rest is returned."""
    orphans = []
    at = 0
    for level, word in sorted(((w.box.middle_y - slope * w.box.middle_x, w) for w in small), key=lambda pair: pair[0]):
        while at < len(groups) and bottoms[at] < level - 2:
            at += 1
        near = [i for i in (at, at + 1) if i < len(groups) and tops[i] - 2 <= level <= bottoms[i] + 2]
        if near:
            best = min(near, key=lambda i: abs((tops[i] + bottoms[i]) / 2 - level))
            groups[best].append(word)
        else:
            orphans.append(word)
    return orphans


def group_rows_of_marks(marks: Sequence[Word], *, slope: float, height: float) -> list[Row]:
    """Rows made only of small marks (a dotted line, a row of dashes)."""
    rows: list[list[Word]] = []
    level = 0.0
    for word in sorted(marks, key=lambda w: w.box.middle_y - slope * w.box.middle_x):
        here = word.box.middle_y - slope * word.box.middle_x
        if rows and here - level <= _SAME_LINE * height:
            rows[-1].append(word)
        else:
            rows.append([word])
            level = here
    return [Row.of(row) for row in rows]


def segments(row: Row, height: float, *, wide: float = _WIDE_GAP) -> list[Row]:
    """The parts of a line that are set apart by more than ``wide`` text heights."""
    parts: list[list[Word]] = [[row.words[0]]]
    right = row.words[0].box.x1
    for word in row.words[1:]:
        if word.box.x0 - right > wide * height:
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.box.x1)
    if len(parts) == 1:
        return [row]
    return [Row.of(part) for part in parts]
