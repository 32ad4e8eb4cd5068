"""Tables without drawn lines: columns that stand under one another with white between them.

A table is told from prose, from "label : value" rows and from signatures by three or more set-apart columns in
several rows (or two, the second of figures), and by figures or a column head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.structure.columned import PartedLine, cells_of, column_of, edges_of, logical_rows, parts_of
from extractor.structure.grid import Grid, head_score, is_count, is_figure, make_grid, same_heads, text_of
from extractor.structure.numbering import is_pasal
from extractor.structure.rows import Row
from extractor.words.types import Word

_GAP = 0.95  # of the text height: the least white between two columns of one row
_STRETCH = 2.3  # of the page's usual blank: justified lines and typewriter faces have wide blanks between words
_WIDEST_BLANK = 0.6  # of the text height: a page of nothing but a table has no usual blank
_WHITE = 0.16  # of a row's width: the least share of white between its columns when it holds no figure
_FARTHEST = 2.4  # text heights between two rows of one table
_MOST_HEADER_LINES = 4
_ENUMERATOR = re.compile(r"^\W*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]+|[-–•·])$", re.IGNORECASE)
_LABEL_VALUE = re.compile(r"^[:=;]|[:=]$")
_SIGNING = re.compile(
    r"\bpihak\b|pejabat pembuat|mengetahui|menyetujui|materai|meterai|\bnip\b|^\W*\(.{6,}\)\W*$", re.IGNORECASE
)


def find_aligned(rows: Sequence[Row], height: float) -> list[Grid]:
    """The unruled tables among these rows, from top to bottom."""
    gap = max(_GAP * height, _STRETCH * min(_usual_blank(rows), _WIDEST_BLANK * height))
    lines = [PartedLine(row, parts_of(row, gap)) for row in rows]
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        if not _tabular(lines[at]):
            at += 1
            continue
        last = _run_end(lines, first=at, height=height)
        grid = _grid(lines[at:last], height) if last - at >= 2 else None
        if grid is None:
            at += 1
        else:
            grids.append(grid)
            at = last
    return grids


def find_continued(rows: Sequence[Row], table: Grid, height: float) -> Grid | None:
    """The rows at the top that go on with the table whose columns end the page before; None when none do.

    A page's header lines may stand above. A single row overleaf is too little to be found as a table by itself.
    """
    edges = table.edges
    lines = [PartedLine(row, parts_of(row, _GAP * height)) for row in rows]
    first = next((i for i, line in enumerate(lines[:_MOST_HEADER_LINES]) if _fits(line, edges, height)), None)
    if first is None:
        return None
    last = first + 1
    while last < len(lines) and (_fits(lines[last], edges, height) or _sums_up(lines[last], edges, height)):
        if lines[last].row.box.y0 - lines[last - 1].row.box.y1 > _FARTHEST * height:
            break
        last += 1
    heads = [[text_of(cell) for cell in row] for row in table.rows[: table.heads]]
    for above in range(first - 1, -1, -1):  # the head printed again, in one line or more
        if same_heads(heads, [line.texts for line in lines[above:first]]):
            first = above
            break
    return make_grid([cells_of(line, edges) for line in lines[first:last]], edges=edges, ruled=False, keep_columns=True)


def _fits(line: PartedLine, edges: Sequence[float], height: float) -> bool:
    """Whether every part of a line lies in one column of its own, figures among them."""
    if len(line.parts) < max(2, (len(edges) - 1) // 2) or not any(is_figure(t) for t in line.texts):
        return False
    if any(_LABEL_VALUE.search(t) for t in line.texts):
        return False
    columns = [column_of(edges, (part[0].box.x0 + part[-1].box.x1) / 2) for part in line.parts]
    inside = all(
        part[0].box.x0 >= edges[c] - height and part[-1].box.x1 <= edges[c + 1] + height
        for part, c in zip(line.parts, columns, strict=True)
    )
    return inside and len(set(columns)) == len(columns)


def _sums_up(line: PartedLine, edges: Sequence[float], height: float) -> bool:
    """Whether a line is a sum under the rows: a name of any width, then one figure in the last column."""
    if len(line.parts) != 2 or _LABEL_VALUE.search(line.texts[0]) or not is_figure(line.texts[1]):
        return False
    name, figure = line.parts
    inside = figure[0].box.x0 >= edges[-2] - height and figure[-1].box.x1 <= edges[-1] + height
    return inside and len(name) <= 7 and name[0].box.x0 >= edges[0] - height


def _usual_blank(rows: Sequence[Row]) -> float:
    """The blank between two words of running text on this page (the lower fifth: columns' gaps do not count)."""
    blanks = sorted(b.box.x0 - a.box.x1 for row in rows for a, b in pairwise(row.words) if b.box.x0 > a.box.x1)
    return blanks[len(blanks) // 5] if blanks else 0.0


def _tabular(line: PartedLine) -> bool:
    """Whether a line looks like a row of a table."""
    texts = line.texts
    if (
        len(texts) < 2
        or any(_LABEL_VALUE.search(t) for t in texts[:3])
        or sum(bool(_SIGNING.search(t)) for t in texts) > 1
    ):
        return False
    if len(texts) == 2:
        if _ENUMERATOR.match(texts[0]) or len(texts[0].split()) > 7:
            return False
        return (
            is_figure(texts[1]) or is_count(texts[1]) or (head_score(texts) == 2 and len(" ".join(texts).split()) <= 8)
        )
    return max(len(t.split()) for t in texts) <= 9 or sum(is_figure(t) for t in texts) >= 2


def _white(line: PartedLine) -> bool:
    """Whether much of the row is white between its parts: columns, not a stretched sentence."""
    white = sum(b[0].box.x0 - a[-1].box.x1 for a, b in pairwise(line.parts))
    return white >= _WHITE * line.row.box.width


def _run_end(lines: Sequence[PartedLine], *, first: int, height: float) -> int:
    """One past the last line of the table that begins here: tabular lines, and short lines of wrapped cells."""
    last = first + 1
    at = first + 1
    while at < len(lines):
        if lines[at].row.box.y0 - lines[at - 1].row.box.y1 > _FARTHEST * height:
            break
        if _tabular(lines[at]):
            at += 1
            last = at
            continue
        if at - last >= 2 or not _may_wrap(lines[at], lines[first:last], height):
            break
        at += 1
    # a wrapped cell's last lines below the last full row
    while last < len(lines) and last < at and _may_wrap(lines[last], lines[first:last], height) and _close(lines, last):
        last += 1
    return last


def _close(lines: Sequence[PartedLine], at: int) -> bool:
    steps = [b.row.box.middle_y - a.row.box.middle_y for a, b in pairwise(lines[max(0, at - 6) : at])]
    usual = max(steps, default=0.0)
    return lines[at].row.box.middle_y - lines[at - 1].row.box.middle_y <= 1.15 * usual


def _may_wrap(line: PartedLine, table: Sequence[PartedLine], height: float) -> bool:
    """Whether a line can be the further lines of wrapped cells: short parts that stand under one column each."""
    if any(_LABEL_VALUE.search(t) or " : " in t for t in line.texts) or not line.parts:
        return False
    if is_pasal(line.parts[0][0].text):
        return False
    for part in line.parts:
        x0, x1 = part[0].box.x0, part[-1].box.x1
        if len(part) > 7:
            return False
        fits = any(
            x0 >= other[0].box.x0 - 1.5 * height and x1 <= _room(other, row) + 0.5 * height
            for row in table[-4:]
            for other in row.parts
            if len(row.parts) >= 2
        )
        if not fits:
            return False
    return True


def _room(part: Sequence[Word], row: PartedLine) -> float:
    """How far to the right a cell reaches: to the next cell of its row."""
    after = [other[0].box.x0 for other in row.parts if other[0].box.x0 > part[-1].box.x1]
    return min(after) if after else part[-1].box.x1 + 60.0


def _grid(lines: Sequence[PartedLine], height: float) -> Grid | None:
    edges = edges_of(lines, height)
    if len(edges) < 3:
        return None
    table = [cells_of(line, edges) for line in lines]
    rows = logical_rows(table, lines=lines, height=height)
    texts = [[text_of(cell) for cell in row] for row in rows]
    if not _believable(texts):
        return None
    return make_grid(rows, edges=edges, ruled=False)


def _believable(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are a table's: figures in a column or named heads, and cells, not sentences."""
    if len(texts) < 2:
        return False
    columns = len(texts[0])
    heads = head_score(texts[0])
    figured = 0
    for c in range(columns):
        cells = [row[c] for row in texts[1:] if row[c]]
        figured += len(cells) >= 1 and sum(is_figure(t) or is_count(t) for t in cells) >= 0.6 * len(cells)
    enumerated = all(_ENUMERATOR.match(row[0]) or not row[0] for row in texts)
    if columns == 2:
        return not enumerated and figured >= 1 and (heads == 2 or len(texts) >= 3)
    if columns == 3 and enumerated and heads < 2 and figured == 0:
        return False
    if figured == 0 and heads < max(2, columns // 2):
        return False
    words = [len(t.split()) for row in texts for t in row if t]
    return sum(n > 12 for n in words) <= 0.25 * len(words)
