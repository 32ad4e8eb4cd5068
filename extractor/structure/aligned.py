"""Tables without drawn lines: columns that stand under one another with white between them.

A table is told from prose, from "label : value" rows and from signatures by three or more set-apart columns in
several rows (or two, the second of figures), and by figures or a column head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.structure.grid import Grid, head_score, is_count, is_figure, is_rule_mark, make_grid, same_heads, text_of
from extractor.structure.numbering import is_pasal
from extractor.structure.rows import Row
from extractor.words.types import Word

_GAP = 0.95  # of the text height: the least white between two columns of one row
_STRETCH = 2.3  # of the page's usual blank: justified lines and typewriter faces have wide blanks between words
_WIDEST_BLANK = 0.6  # of the text height: a page of nothing but a table has no usual blank
_WHITE = 0.16  # of a row's width: the least share of white between its columns when it holds no figure
_FARTHEST = 2.4  # text heights between two rows of one table
_BIN = 2.0  # points
_MOST_HEADER_LINES = 4
_ENUMERATOR = re.compile(r"^\W*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]+|[-–•·])$", re.IGNORECASE)
_LABEL_VALUE = re.compile(r"^[:=;]|[:=]$")
_SIGNING = re.compile(
    r"\bpihak\b|pejabat pembuat|mengetahui|menyetujui|materai|meterai|\bnip\b|^\W*\(.{6,}\)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line and its set-apart parts (traces of rulings left out but counted as borders)."""

    row: Row
    parts: tuple[tuple[Word, ...], ...]

    @property
    def texts(self) -> list[str]:
        return [" ".join(w.text for w in part) for part in self.parts]


def find_aligned(rows: Sequence[Row], height: float) -> list[Grid]:
    """The unruled tables among these rows, from top to bottom."""
    gap = max(_GAP * height, _STRETCH * min(_usual_blank(rows), _WIDEST_BLANK * height))
    lines = [_Line(row, _parts(row, gap)) for row in rows]
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
    lines = [_Line(row, _parts(row, _GAP * height)) for row in rows]
    first = next((i for i, line in enumerate(lines[:_MOST_HEADER_LINES]) if _fits(line, edges, height)), None)
    if first is None:
        return None
    last = first + 1
    while last < len(lines) and _fits(lines[last], edges, height):
        if lines[last].row.box.y0 - lines[last - 1].row.box.y1 > _FARTHEST * height:
            break
        last += 1
    heads = [[text_of(cell) for cell in row] for row in table.rows[: table.heads]]
    for above in range(first - 1, -1, -1):  # the head printed again, in one line or more
        if same_heads(heads, [line.texts for line in lines[above:first]]):
            first = above
            break
    return make_grid([_cells(line, edges) for line in lines[first:last]], edges=edges, ruled=False, keep_columns=True)


def _fits(line: _Line, edges: Sequence[float], height: float) -> bool:
    """Whether every part of a line lies in one column of its own, figures among them."""
    if len(line.parts) < max(2, (len(edges) - 1) // 2) or not any(is_figure(t) for t in line.texts):
        return False
    if any(_LABEL_VALUE.search(t) for t in line.texts):
        return False
    columns = [_column(edges, (part[0].box.x0 + part[-1].box.x1) / 2) for part in line.parts]
    inside = all(
        part[0].box.x0 >= edges[c] - height and part[-1].box.x1 <= edges[c + 1] + height
        for part, c in zip(line.parts, columns, strict=True)
    )
    return inside and len(set(columns)) == len(columns)


def _usual_blank(rows: Sequence[Row]) -> float:
    """The blank between two words of running text on this page (the lower fifth: columns' gaps do not count)."""
    blanks = sorted(b.box.x0 - a.box.x1 for row in rows for a, b in pairwise(row.words) if b.box.x0 > a.box.x1)
    return blanks[len(blanks) // 5] if blanks else 0.0


def _parts(row: Row, gap: float) -> tuple[tuple[Word, ...], ...]:
    parts: list[list[Word]] = [[]]
    right: float | None = None
    for word in row.words:
        if is_rule_mark(word):
            if parts[-1]:
                parts.append([])
            continue
        if right is not None and word.box.x0 - right > gap and parts[-1]:
            parts.append([])
        parts[-1].append(word)
        right = word.box.x1 if right is None else max(right, word.box.x1)
    return tuple(tuple(part) for part in parts if part)


def _tabular(line: _Line) -> bool:
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


def _white(line: _Line) -> bool:
    """Whether much of the row is white between its parts: columns, not a stretched sentence."""
    white = sum(b[0].box.x0 - a[-1].box.x1 for a, b in pairwise(line.parts))
    return white >= _WHITE * line.row.box.width


def _run_end(lines: Sequence[_Line], *, first: int, height: float) -> int:
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


def _close(lines: Sequence[_Line], at: int) -> bool:
    steps = [b.row.box.middle_y - a.row.box.middle_y for a, b in pairwise(lines[max(0, at - 6) : at])]
    usual = max(steps, default=0.0)
    return lines[at].row.box.middle_y - lines[at - 1].row.box.middle_y <= 1.15 * usual


def _may_wrap(line: _Line, table: Sequence[_Line], height: float) -> bool:
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


def _room(part: Sequence[Word], row: _Line) -> float:
    """How far to the right a cell reaches: to the next cell of its row."""
    after = [other[0].box.x0 for other in row.parts if other[0].box.x0 > part[-1].box.x1]
    return min(after) if after else part[-1].box.x1 + 60.0


def _grid(lines: Sequence[_Line], height: float) -> Grid | None:
    edges = _edges(lines, height)
    if len(edges) < 3:
        return None
    table = [_cells(line, edges) for line in lines]
    rows = _logical_rows(table, lines=lines, height=height)
    texts = [[text_of(cell) for cell in row] for row in rows]
    if not _believable(texts):
        return None
    return make_grid(rows, edges=edges, ruled=False)


def _edges(lines: Sequence[_Line], height: float) -> list[float]:
    """The x of the column borders: the middles of the white strips that the full rows leave free."""
    most = sorted(len(line.parts) for line in lines)[int(0.75 * (len(lines) - 1))]
    core = [line for line in lines if len(line.parts) >= max(2, most - 1)]
    if len(core) >= 3:
        core = core[1:]  # heads are often wider than their column
    left = min(line.row.box.x0 for line in lines)
    right = max(line.row.box.x1 for line in lines)
    bins = [0] * (int((right - left) / _BIN) + 2)
    for line in core:
        for part in line.parts:
            a, b = int((part[0].box.x0 - left) / _BIN), int((part[-1].box.x1 - left) / _BIN)
            for i in range(a, b + 1):
                bins[i] += 1
    allowed = 0 if len(core) < 6 else len(core) // 6
    edges = [left - 2]
    start: int | None = None
    for i, count in enumerate(bins):
        if count <= allowed:
            start = i if start is None else start
        else:
            if start is not None and start > 0 and (i - start) * _BIN >= 0.5 * height:
                strip = (left + start * _BIN, left + i * _BIN)
                edges.append(_head_gap(lines[0].row, strip) or sum(strip) / 2)
            start = None
    edges.append(right + 2)
    return edges


def _head_gap(head: Row, strip: tuple[float, float]) -> float | None:
    """Where the head's words leave the most white near a strip: heads reach over their column's figures."""
    gaps = [
        (b.box.x0 - a.box.x1, (max(a.box.x1, strip[0]) + min(b.box.x0, strip[1])) / 2)
        for a, b in pairwise(head.words)
        if a.box.x1 < strip[1] and b.box.x0 > strip[0]
    ]
    return max(gaps)[1] if gaps else None


def _cells(line: _Line, edges: Sequence[float]) -> list[list[Word]]:
    """The words of a line by column. A part stays whole when it fits one column; else its words go each to theirs."""
    cells: list[list[Word]] = [[] for _ in range(len(edges) - 1)]
    for part in line.parts:
        middle = (part[0].box.x0 + part[-1].box.x1) / 2
        column = _column(edges, middle)
        inside = part[0].box.x0 >= edges[column] - 12 and part[-1].box.x1 <= edges[column + 1] + 12
        for word in part:
            cells[column if inside else _column(edges, word.box.middle_x)].append(word)
    placed = {id(w) for cell in cells for w in cell}
    for word in line.row.words:
        if id(word) not in placed:  # the trace of a ruling: kept with the words, left out of the cell's text
            cells[_column(edges, word.box.x0)].append(word)
    return cells


def _column(edges: Sequence[float], x: float) -> int:
    for i in range(1, len(edges) - 1):
        if x < edges[i]:
            return i - 1
    return len(edges) - 2


def _logical_rows(
    table: Sequence[list[list[Word]]], *, lines: Sequence[_Line], height: float
) -> list[list[list[Word]]]:
    """Printed lines joined to rows. A row has one full line; the lines between two full ones go to the nearer side
    of the widest space, and below the first when the spaces are even (cells are set from the top)."""
    columns = len(table[0])
    full = [i for i, row in enumerate(table) if _is_full(row, columns)]
    if not full:
        return [list(row) for row in table]
    owner = list(range(len(table)))
    for i in range(full[0]):
        owner[i] = i
    for a, b in pairwise([*full, len(table)]):
        if b - a <= 1:
            continue
        spaces = [(lines[k + 1].row.box.y0 - lines[k].row.box.y1, k) for k in range(a, min(b, len(table) - 1))]
        cut = max(spaces)[1] if b < len(table) and spaces and max(spaces)[0] - min(spaces)[0] > 0.15 * height else b - 1
        for k in range(a + 1, b):
            owner[k] = a if k <= cut else b
    merged: dict[int, list[list[Word]]] = {}
    for i, row in enumerate(table):
        target = merged.setdefault(owner[i], [[] for _ in range(columns)])
        for c, cell in enumerate(row):
            target[c].extend(cell)
    return [merged[key] for key in sorted(merged)]


def _is_full(row: Sequence[Sequence[Word]], columns: int) -> bool:
    """A line that begins a row: its first cell and most others filled, or a figure in it, or a total."""
    filled = [bool(text_of(cell)) for cell in row]
    figures = sum(is_figure(text_of(cell)) for cell in row)
    return sum(filled) >= max(2, round(0.6 * columns)) or (figures >= 1 and filled[-1] and sum(filled) >= 2)


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
