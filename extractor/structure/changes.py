"""The old and the new wording side by side ("Semula | Menjadi") in an addendum without drawn lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extractor.structure.grid import Grid, make_grid
from extractor.structure.numbering import is_pasal
from extractor.structure.rows import Row, group_rows
from extractor.words.types import Word

_BEFORE = re.compile(
    r"^\W*(?:semula|sebelum(?:nya)?|lama|ketentuan lama|perjanjian pokok|awal|tertulis)\W*$", re.IGNORECASE
)
_AFTER = re.compile(
    r"^\W*(?:menjadi|sesudah(?:nya)?|setelah|baru|ketentuan baru|perubahan(?:nya)?|seharusnya)\W*$", re.IGNORECASE
)
_STRIP = 0.35  # of the text height: the least white between the two wordings
_BREAK = 3.2  # text heights of white that end the table
_ROW_SPACE = 0.35  # of the text height more white than between two lines: a new row


def find_changes(rows: Sequence[Row], height: float) -> list[tuple[int, int, Grid]]:
    """(first row, one past the last row, the grid) for every such table."""
    found = []
    at = 0
    while at < len(rows):
        strip = _head_strip(rows[at])
        if strip is None:
            at += 1
            continue
        last, gutter = _follow(rows, first=at, strip=strip, height=height)
        if last - at >= 2:
            found.append((at, last, _grid(rows[at:last], gutter=gutter, height=height)))
            at = last
        else:
            at += 1
    return found


def _head_strip(row: Row) -> tuple[float, float] | None:
    """The white between "Semula" and "Menjadi" when the row is just that."""
    if not 2 <= len(row.words) <= 5:
        return None
    for i in range(1, len(row.words)):
        left, right = row.words[:i], row.words[i:]
        if _BEFORE.match(" ".join(w.text for w in left)) and _AFTER.match(" ".join(w.text for w in right)):
            return left[-1].box.x1, right[0].box.x0
    return None


def _follow(rows: Sequence[Row], *, first: int, strip: tuple[float, float], height: float) -> tuple[int, float]:
    """How far the white strip below the head goes on, and its middle."""
    strips = [strip]
    last = first + 1
    while last < len(rows):
        row = rows[last]
        if row.box.y0 - rows[last - 1].box.y1 > _BREAK * height or is_pasal(row.words[0].text):
            break
        free = _free(row)
        narrowed = [
            (max(a, c), min(b, d)) for a, b in strips for c, d in free if min(b, d) - max(a, c) >= _STRIP * height
        ]
        if not narrowed:
            break
        strips = narrowed
        last += 1
    left, right = max(strips, key=lambda s: s[1] - s[0])
    return last, (left + right) / 2


def _free(row: Row) -> list[tuple[float, float]]:
    """The x intervals that no word of the row covers."""
    free = [(float("-inf"), row.words[0].box.x0)]
    reach = row.words[0].box.x1
    for word in row.words[1:]:
        if word.box.x0 > reach:
            free.append((reach, word.box.x0))
        reach = max(reach, word.box.x1)
    return [*free, (reach, float("inf"))]


def _grid(rows: Sequence[Row], *, gutter: float, height: float) -> Grid:
    head, body = rows[0], rows[1:]
    sides: list[list[Word]] = [[], []]
    for row in body:
        for word in row.words:
            sides[word.box.middle_x > gutter].append(word)
    lines = sorted((line for side in sides if side for line in group_rows(side)), key=lambda r: r.box.y0)
    breaks = _row_breaks(lines, height)
    cells: list[list[list[Word]]] = [[[], []] for _ in range(len(breaks) + 1)]
    for side, words in enumerate(sides):
        for word in words:
            cells[sum(word.box.middle_y > b for b in breaks)][side].append(word)
    head_cells = [
        [w for w in head.words if w.box.middle_x <= gutter],
        [w for w in head.words if w.box.middle_x > gutter],
    ]
    left = min(r.box.x0 for r in rows) - 2
    right = max(r.box.x1 for r in rows) + 2
    return make_grid([head_cells, *cells], edges=(left, gutter, right), ruled=False)


def _row_breaks(lines: Sequence[Row], height: float) -> list[float]:
    """The y at which a new row begins: where both sides leave more white than between two lines."""
    spaces = []
    reach = lines[0].box.y1 if lines else 0.0
    for line in lines[1:]:
        if line.box.y0 > reach - 0.5 * height:
            spaces.append((line.box.y0 - reach, (line.box.y0 + reach) / 2))
        reach = max(reach, line.box.y1)
    if not spaces:
        return []
    usual = median(space for space, _ in spaces)
    least = min(space for space, _ in spaces)
    limit = min(usual, least + 0.3 * height) + _ROW_SPACE * height
    return [y for space, y in spaces if space > limit]
