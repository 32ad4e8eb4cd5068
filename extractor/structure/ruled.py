"""Tables drawn with lines: the grid from the rulings, the cells from the words between them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.geometry import Box, union
from extractor.structure.grid import Grid, is_figure, make_grid, text_of
from extractor.structure.rows import group_rows
from extractor.words.types import Ruling, Word

_TOUCH = 4.5  # points: rulings that come this near meet
_SAME = 4.0  # points: rulings this near are one border (double lines)
_SHORTEST = 8.0
_SENTENCE = 9  # a cell with more words is text
_FRAMES_PAGE = 0.6  # of the page height: a frame around the whole page
_MOST_RULINGS = 900  # a page with more is a drawing, not a table


@dataclass(slots=True)
class _Bar:
    """A ruling: where it stands across (x of a vertical, y of a horizontal) and from where to where it runs."""

    at: float
    start: float
    end: float


def find_ruled(words: Sequence[Word], rulings: Sequence[Ruling], *, slope: float = 0.0) -> list[Grid]:
    """The ruled tables of a page, from top to bottom. A box around text is no table: it takes two columns and rows.

    ``slope`` is the fall of the page's lines (dy/dx): words and rulings are compared with the page turned straight.
    """
    if not 4 <= len(rulings) <= _MOST_RULINGS:
        return []
    around = union(r.box for r in rulings)
    turn = _Turn(slope, around.middle_x, around.middle_y)
    across = [
        _Bar(turn.straight(r.box)[1], r.box.x0, r.box.x1) for r in rulings if r.horizontal and r.box.width >= _SHORTEST
    ]
    upright = [
        _Bar(turn.straight(r.box)[0], r.box.y0, r.box.y1)
        for r in rulings
        if not r.horizontal and r.box.height >= _SHORTEST
    ]
    grids = []
    for bars_across, bars_upright in _components(_merge(across), _merge(upright)):
        grid = _grid(words, across=bars_across, upright=bars_upright, turn=turn)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.box.y0, g.box.x0))


@dataclass(frozen=True, slots=True)
class _Turn:
    """The small turn that makes the page straight, about the middle of its rulings."""

    slope: float
    x: float
    y: float

    def straight(self, box: Box) -> tuple[float, float]:
        """Where the box's middle stands on the straight page."""
        return (
            box.middle_x + self.slope * (box.middle_y - self.y),
            box.middle_y - self.slope * (box.middle_x - self.x),
        )


def _merge(bars: Sequence[_Bar]) -> list[_Bar]:
    """Pieces of one line put together."""
    merged: list[_Bar] = []
    for bar in sorted(bars, key=lambda b: (round(b.at / 2), b.start)):
        for other in merged[-6:]:
            if abs(other.at - bar.at) <= 2.5 and bar.start <= other.end + _TOUCH and bar.end >= other.start - _TOUCH:
                other.start, other.end = min(other.start, bar.start), max(other.end, bar.end)
                break
        else:
            merged.append(_Bar(bar.at, bar.start, bar.end))
    return merged


def _components(across: Sequence[_Bar], upright: Sequence[_Bar]) -> list[tuple[list[_Bar], list[_Bar]]]:
    """Groups of rulings that touch one another."""
    parent = list(range(len(across) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(upright):
            meets = h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH
            if meets:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[_Bar], list[_Bar]]] = {}
    for i, bar in enumerate((*across, *upright)):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(bar)
    return [g for g in groups.values() if len(g[0]) >= 2 and g[1]]


def _levels(bars: Sequence[_Bar]) -> list[float]:
    levels: list[list[float]] = []
    for at in sorted(b.at for b in bars):
        if levels and at - levels[-1][-1] <= _SAME:
            levels[-1].append(at)
        else:
            levels.append([at])
    return [sum(group) / len(group) for group in levels]


def _grid(words: Sequence[Word], *, across: Sequence[_Bar], upright: Sequence[_Bar], turn: _Turn) -> Grid | None:
    xs, ys = _levels(upright), _levels(across)
    # an open table has no frame at its sides: the horizontals tell how wide it is
    left, right = min(b.start for b in across), max(b.end for b in across)
    xs = ([left] if left < xs[0] - 10 else []) + xs + ([right] if right > xs[-1] + 10 else [])
    if len(xs) < 3 or len(ys) < 2:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    placed = [(w, *turn.straight(w.box)) for w in words]
    inside = [(w, x, y) for w, x, y in placed if xs[0] - 2 <= x <= xs[-1] + 2 and ys[0] <= y <= ys[-1]]
    cells: list[list[list[Word]]] = [[[] for _ in range(len(xs) - 1)] for _ in range(len(ys) - 1)]
    owners = _owners(xs, ys, across=across, upright=upright)
    for word, x, y in inside:
        row, column = owners[_slot(ys, y)][_slot(xs, x)]
        cells[row][column].append(word)
    rows = [part for row in cells for part in _apart(row)]
    filled = [row for row in rows if any(row)]
    columns = sum(any(row[c] for row in filled) for c in range(len(xs) - 1))
    if columns < 2 or len(filled) < 1 or (len(filled) == 1 and columns < 3) or len(inside) < 3:
        return None
    return make_grid(rows, edges=xs, ruled=True, box=box)


def _slot(edges: Sequence[float], at: float) -> int:
    for i in range(1, len(edges) - 1):
        if at < edges[i]:
            return i - 1
    return len(edges) - 2


def _owners(
    xs: Sequence[float], ys: Sequence[float], *, across: Sequence[_Bar], upright: Sequence[_Bar]
) -> list[list[tuple[int, int]]]:
    """For every slot of the grid the slot that owns it: cells without a border between them are one."""
    owners = [[(r, c) for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if c and not _covered(upright, at=xs[c], start=ys[r], end=ys[r + 1]):
                owners[r][c] = owners[r][c - 1]
            elif r and not _covered(across, at=ys[r], start=xs[c], end=xs[c + 1]):
                owners[r][c] = owners[r - 1][c]
    return owners


def _covered(bars: Sequence[_Bar], *, at: float, start: float, end: float) -> bool:
    """Whether a border runs along at least a third of this side (scanned rulings have holes)."""
    length = 0.0
    for bar in bars:
        if abs(bar.at - at) <= _SAME:
            length += max(0.0, min(bar.end, end) - max(bar.start, start))
    return length >= 0.35 * (end - start)


def _apart(row: Sequence[Sequence[Word]]) -> list[list[list[Word]]]:
    """A ruled row that holds several printed rows (no lines drawn between them) taken apart.

    The sign is a column of nothing but figures, one under the other.
    """
    lines = [group_rows(cell) if len(cell) > 1 else [] for cell in row]
    columns = [ls for ls in lines if len(ls) >= 2 and all(is_figure(text_of(line.words)) for line in ls)]
    if len(columns) < 1:
        return [[list(cell) for cell in row]]
    leading = max(columns, key=len)
    others = [ls for ls in lines if ls is not leading and len(ls) >= 2]
    if not others:
        return [[list(cell) for cell in row]]
    levels = [line.box.middle_y for line in leading]
    bounds = [(a + b) / 2 for a, b in itertools.pairwise(levels)]
    parts: list[list[list[Word]]] = [[[] for _ in row] for _ in levels]
    for c, cell in enumerate(row):
        for word in cell:
            parts[sum(word.box.middle_y > b for b in bounds)][c].append(word)
    return parts


def unframed(grid: Grid, *, page_height: float) -> list[Grid | list[Word]]:
    """The table without the running text that stands in its frame, and that text, from top to bottom.

    Forms and framed pages put whole paragraphs into one cell over the full width; they are read like other text.
    """
    whole_page = grid.box.height > _FRAMES_PAGE * page_height
    parts: list[Grid | list[Word]] = []
    run: list[tuple[tuple[Word, ...], ...]] = []

    def close() -> None:
        if run:
            parts.extend(_as_table(run, grid, alone=not parts))
            run.clear()

    for row in grid.rows:
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and _over_the_width(filled[0], grid) and (whole_page or _is_text(filled[0])):
            close()
            parts.append(list(filled[0]))
        else:
            run.append(row)
    if not parts:
        return [grid]
    close()
    return parts


def _is_text(cell: Sequence[Word]) -> bool:
    """A paragraph; one line of a form ("Sumber Dana : DIPA ...") is none."""
    labelled = any(":" in word.text for word in cell[:5])
    return (len(cell) > _SENTENCE and not labelled) or len(group_rows(cell)) > 1


def _over_the_width(cell: Sequence[Word], grid: Grid) -> bool:
    """Whether a cell's words reach over the first border: no border is drawn there."""
    left = min(w.box.x0 for w in cell)
    return left < grid.edges[1] and max(w.box.x1 for w in cell) > grid.edges[1] + _TOUCH


def _as_table(rows: Sequence[tuple[tuple[Word, ...], ...]], grid: Grid, *, alone: bool) -> list[Grid | list[Word]]:
    """Rows of a framed page as a table when they are one, else as text."""
    columns = sum(any(row[c] for row in rows) for c in range(len(grid.edges) - 1))
    if columns >= 2 and (len(rows) >= 2 or columns >= 3 or alone):
        return [make_grid(rows, edges=grid.edges, ruled=True)]
    return [[w for row in rows for cell in row for w in cell]]
