"""Printed lines of a table taken apart into parts, columns and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.structure.grid import is_figure, is_rule_mark, text_of
from extractor.structure.rows import Row
from extractor.words.types import Word

_BIN = 2.0  # points


@dataclass(frozen=True, slots=True)
class PartedLine:
    """A printed line and its set-apart parts (traces of rulings left out but counted as borders)."""

    row: Row
    parts: tuple[tuple[Word, ...], ...]

    @property
    def texts(self) -> list[str]:
        return [" ".join(w.text for w in part) for part in self.parts]


def parts_of(row: Row, gap: float) -> tuple[tuple[Word, ...], ...]:
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


def edges_of(lines: Sequence[PartedLine], height: float) -> list[float]:
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


def cells_of(line: PartedLine, edges: Sequence[float]) -> list[list[Word]]:
    """The words of a line by column. A part stays whole when it fits one column; else its words go each to theirs."""
    cells: list[list[Word]] = [[] for _ in range(len(edges) - 1)]
    for part in line.parts:
        middle = (part[0].box.x0 + part[-1].box.x1) / 2
        column = column_of(edges, middle)
        inside = part[0].box.x0 >= edges[column] - 12 and part[-1].box.x1 <= edges[column + 1] + 12
        for word in part:
            cells[column if inside else column_of(edges, word.box.middle_x)].append(word)
    placed = {id(w) for cell in cells for w in cell}
    for word in line.row.words:
        if id(word) not in placed:  # the trace of a ruling: kept with the words, left out of the cell's text
            cells[column_of(edges, word.box.x0)].append(word)
    return cells


def column_of(edges: Sequence[float], x: float) -> int:
    for i in range(1, len(edges) - 1):
        if x < edges[i]:
            return i - 1
    return len(edges) - 2


def logical_rows(
    table: Sequence[list[list[Word]]], *, lines: Sequence[PartedLine], height: float
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
