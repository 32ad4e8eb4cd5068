"""Tables as the facts stage reads them: cells with their text and spans, joined over page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.geometry import union
from extractor.structure.grid import Grid, printed, same_heads, text_of
from extractor.structure.textmap import LaidLine, Written
from extractor.structure.types import Cell, Table
from extractor.words.types import Word

_SHIFT = 14.0  # points the columns of a continued table may stand elsewhere on the next page


@dataclass(slots=True)
class _Open:
    """A table being put together: its grids page after page."""

    pages: list[int]
    heads: list[list[str]]
    grids: list[Grid]
    rows: list[tuple[tuple[Word, ...], ...]]


def make_tables(
    grids: Sequence[Sequence[Grid]], laid: Sequence[Sequence[LaidLine]], written: Written
) -> tuple[Table, ...]:
    """All tables of the document. ``grids`` are those of each page, ``laid`` each page's marked lines."""
    finished: list[_Open] = []
    running: _Open | None = None
    for index, page_grids in enumerate(grids):
        body = [line for line in laid[index] if line.role == "body"]
        tables = {line.table for line in body if line.table is not None}
        for position, grid in enumerate(page_grids):
            if position not in tables:
                continue  # a form box that repeats on every page is a header
            if (
                running is not None
                and index + 1 == running.pages[-1] + 1
                and _begins(body, position)
                and _continues(running, grid)
            ):
                _append(running, grid, page=index + 1)
            else:
                running = _Open(
                    [index + 1],
                    [[text_of(c) for c in row] for row in grid.rows[: grid.heads]],
                    [grid],
                    list(grid.rows[grid.heads :]),
                )
                finished.append(running)
            if not _ends(body, position):
                running = None
        if running is not None and running.pages[-1] != index + 1:
            running = None
    return tuple(_table(t, written) for t in finished)


def _begins(body: Sequence[LaidLine], table: int) -> bool:
    return bool(body) and body[0].table == table


def _ends(body: Sequence[LaidLine], table: int) -> bool:
    return bool(body) and body[-1].table == table


def _continues(running: _Open, grid: Grid) -> bool:
    """The same number of columns, and either the same head or columns at the same places."""
    last = running.grids[-1]
    if len(last.edges) != len(grid.edges):
        return False
    if same_heads(running.heads, [[text_of(c) for c in row] for row in grid.rows[: grid.heads]]):
        return True
    if grid.heads and running.heads and grid.ruled and last.ruled and _is_new_head(grid):
        return False
    return sum(abs(a - b) for a, b in zip(last.edges, grid.edges, strict=True)) / len(grid.edges) <= _SHIFT


def _is_new_head(grid: Grid) -> bool:
    """A head of its own, with rows below that a head-less continuation would not have."""
    from extractor.structure.grid import head_score

    first = [text_of(c) for c in grid.rows[0]]
    return len(grid.rows) > grid.heads and head_score(first) >= 2 and all(first)


def _append(running: _Open, grid: Grid, *, page: int) -> None:
    heads = [[text_of(c) for c in row] for row in grid.rows[: grid.heads]]
    repeated = same_heads(running.heads, heads)
    running.rows += grid.rows[grid.heads :] if repeated or (heads and not running.heads) else grid.rows
    if heads and not running.heads:
        running.heads = heads
    running.grids.append(grid)
    running.pages.append(page)


def _table(table: _Open, written: Written) -> Table:
    places = [written.place[id(w)] for grid in table.grids for row in grid.rows for cell in row for w in cell]
    placed = written.map.words
    columns = len(table.grids[0].edges) - 1
    header = (
        tuple(" ".join(filter(None, (row[c] for row in table.heads))) for c in range(columns)) if table.heads else ()
    )
    return Table(
        pages=tuple(dict.fromkeys(table.pages)),
        start=min(placed[i].start for i in places),
        end=max(placed[i].end for i in places),
        header=header,
        rows=tuple(tuple(_cell(cell, written, table.grids[0]) for cell in row) for row in table.rows),
    )


def _cell(words: Sequence[Word], written: Written, grid: Grid) -> Cell:
    real = printed(words)
    if not real:
        return Cell("", (), grid.box if not words else union(w.box for w in words))
    spans: list[tuple[int, int]] = []
    for word in real:
        place = written.map.words[written.place[id(word)]]
        if spans and 0 <= place.start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], place.end)
        else:
            spans.append((place.start, place.end))
    text = " ".join(written.map.text[a:b] for a, b in spans).replace("\n", " ").replace("\f", " ")
    return Cell(text, tuple(spans), union(w.box for w in real))
