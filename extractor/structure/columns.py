"""Pages set in two columns: where the gutter is, and which column comes first.

A gutter is a white strip near the middle that several lines of prose in a row leave free on both sides. Tables and
signature blocks have white strips too; they differ by having few words a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.structure.language import language_of
from extractor.structure.rows import Row, group_rows, segments
from extractor.structure.signing import names_signatory
from extractor.words.types import Word

_LEAST_ROWS = 5
_LEAST_WORDS_A_SIDE = 2.5  # a prose column of a bilingual page has four to eight words a line
_SET_OFF = 1.7  # of the usual line distance: white above a signature block
_MOST_NAME_WORDS = 6  # in one signatory's line below two columns
_STEP = 4.0  # points between tried gutter places; a gutter is wider


@dataclass(frozen=True, slots=True)
class Columns:
    """A stretch of the page in two columns; ``foreign`` is "left", "right" or "" when both are Indonesian."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    foreign: str


def split_columns(rows: Sequence[Row], *, height: float, slope: float) -> list[Row | Columns]:
    """The page's rows from top to bottom, with each two-column stretch put together as one ``Columns``."""
    found = _best_stretch(rows, height, slope)
    if found is None:
        return list(rows)
    gutter, first, last = found
    before = split_columns(rows[:first], height=height, slope=slope)
    after = split_columns(rows[last:], height=height, slope=slope)
    return [*before, _divide(rows[first:last], gutter=gutter, slope=slope), *after]


def _best_stretch(rows: Sequence[Row], height: float, slope: float) -> tuple[float, int, int] | None:
    """(gutter x, first row, one past the last row) of the longest two-column stretch, or None."""
    if len(rows) < _LEAST_ROWS:
        return None
    left = min(r.box.x0 for r in rows)
    right = max(r.box.x1 for r in rows)
    wide = right - left
    if wide < 20 * height:
        return None
    gaps = [_gaps(row, 0.7 * height) for row in rows]
    best: tuple[int, float, int, int] | None = None
    judged: dict[tuple[int, int, int], bool] = {}
    x = left + 0.33 * wide
    while x <= left + 0.67 * wide:
        marks = [_mark(row, row_gaps, x) for row, row_gaps in zip(rows, gaps, strict=True)]
        for first, last in _runs(marks, rows, height):
            both = _sides(marks[first:last])
            if both < _LEAST_ROWS or (best is not None and both <= best[0]):
                continue
            key = (first, last, sum(w.box.middle_x < x for row in rows[first:last] for w in row.words))
            if key not in judged:
                judged[key] = _is_prose(rows[first:last], x, slope)
            if judged[key]:
                best = (both, x, first, last)
        x += max(_STEP, wide / 300)
    if best is None:
        return None
    return _centred(rows[best[2] : best[3]], best[1]), best[2], best[3]


def _gaps(row: Row, least: float) -> list[tuple[float, float]]:
    gaps = []
    reach = row.words[0].box.x1
    for word in row.words[1:]:
        if word.box.x0 - reach >= least:
            gaps.append((reach, word.box.x0))
        reach = max(reach, word.box.x1)
    return gaps


def _mark(row: Row, gaps: Sequence[tuple[float, float]], x: float) -> str:
    """ "b" words on both sides of a free x, "l"/"r" only on one side, "x" when a word crosses."""
    if row.box.x1 <= x:
        return "l"
    if row.box.x0 >= x:
        return "r"
    return "b" if any(a <= x <= b for a, b in gaps) else "x"


def _sides(marks: Sequence[str]) -> int:
    """Lines on the weaker side. The columns' levels need not agree: "l" and "r" may take turns."""
    both = marks.count("b")
    return both + min(marks.count("l"), marks.count("r"))


def _runs(marks: Sequence[str], rows: Sequence[Row], height: float) -> list[tuple[int, int]]:
    """Stretches without a crossing line. They begin where both sides begin; one column may run on below the other,
    but only without a break, so that what stands under the columns stays out."""
    runs = []
    start: int | None = None
    for i, mark in enumerate([*marks, "x"]):
        if mark == "x":
            if start is not None:
                runs.append((start, i))
            start = None
        elif start is None:
            start = i
    trimmed = []
    for first, last in runs:
        while first + 1 < last and marks[first] != "b" and not _beside(marks, rows, first, height):
            first += 1
        end = first
        for i in range(first, last):
            if marks[i] == "b" or _beside(marks, rows, i, height):
                end = i + 1
        while end < last and rows[end].box.y0 - rows[end - 1].box.y1 < 2.2 * height:
            end += 1
        end = _without_signatures(rows, first, end, height)
        if first < end:
            trimmed.append((first, end))
    return trimmed


def _without_signatures(rows: Sequence[Row], first: int, end: int, height: float) -> int:
    """Where the stretch ends when a signature block, set off by white, stands below the columns."""
    steps = [b.box.middle_y - a.box.middle_y for a, b in pairwise(rows[first:end])]
    usual = median(steps) if steps else 0.0
    for i in range(max(first + 1, end - 14), end):
        set_off = rows[i].box.middle_y - rows[i - 1].box.middle_y > _SET_OFF * usual
        if set_off and names_signatory(rows[i].text) and all(_is_short(row, height) for row in rows[i:end]):
            return i
    return end


def _is_short(row: Row, height: float) -> bool:
    return all(len(part.words) <= _MOST_NAME_WORDS for part in segments(row, height))


def _beside(marks: Sequence[str], rows: Sequence[Row], at: int, height: float) -> bool:
    """Whether a one-sided line has a neighbour on the other side at about its own level."""
    return any(
        0 <= other < len(rows)
        and marks[other] in "lrb"
        and marks[other] != marks[at]
        and abs(rows[other].box.middle_y - rows[at].box.middle_y) < 1.6 * height
        for other in (at - 1, at + 1)
    )


def _is_prose(rows: Sequence[Row], x: float, slope: float) -> bool:
    """Both sides carry running text: enough words a line, and lines that fill their column."""
    words = [w for row in rows for w in row.words]
    # grouped anew: where the columns' levels differ a little, a printed line may be spread over two rows
    lefts = [row.words for row in group_rows([w for w in words if w.box.middle_x < x], slope=slope)]
    rights = [row.words for row in group_rows([w for w in words if w.box.middle_x >= x], slope=slope)]
    for lines in (lefts, rights):
        if len(lines) < _LEAST_ROWS or median(len(ws) for ws in lines) < _LEAST_WORDS_A_SIDE:
            return False
        start = min(ws[0].box.x0 for ws in lines)
        end = max(ws[-1].box.x1 for ws in lines)
        filled = sum((ws[-1].box.x1 - ws[0].box.x0) > 0.7 * (end - start) for ws in lines)
        if filled < 0.3 * len(lines):
            return False
        # label : value rows fill a line too, but a colon stands at their edge
        if sum(ws[0].text.startswith((":", "=")) or ws[-1].text == ":" for ws in lines) > 0.3 * len(lines):
            return False
    numbered = sum(len(ws) <= 2 for ws in lefts)
    return numbered <= 0.5 * len(lefts)


def _centred(rows: Sequence[Row], x: float) -> float:
    """The middle of the white strip around x."""
    left = max((w.box.x1 for row in rows for w in row.words if w.box.middle_x < x and w.box.x1 <= x + 1), default=x)
    right = min((w.box.x0 for row in rows for w in row.words if w.box.middle_x >= x and w.box.x0 >= x - 1), default=x)
    return (left + right) / 2


def _divide(rows: Sequence[Row], *, gutter: float, slope: float) -> Columns:
    """Both columns on their own; their lines are grouped anew, since the two columns' levels need not agree."""
    words = [w for row in rows for w in row.words]
    left = [w for w in words if w.box.middle_x < gutter]
    right = [w for w in words if w.box.middle_x >= gutter]
    return Columns(
        tuple(group_rows(left, slope=slope)), tuple(group_rows(right, slope=slope)), _foreign_side(left, right)
    )


def _foreign_side(left: Sequence[Word], right: Sequence[Word]) -> str:
    of_left = language_of(w.text for w in left)
    of_right = language_of(w.text for w in right)
    if of_right == "foreign" and of_left != "foreign":
        return "right"
    if of_left == "foreign" and of_right != "foreign":
        return "left"
    return ""
