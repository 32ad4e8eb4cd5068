"""The reading order of a page: its lines one after the other, each with what it is set as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.geometry import union
from extractor.structure.aligned import find_aligned, find_continued
from extractor.structure.changes import find_changes
from extractor.structure.columns import Columns, split_columns
from extractor.structure.forms import join_labels
from extractor.structure.grid import Grid
from extractor.structure.language import language_of
from extractor.structure.rows import Row, group_rows, slope_of, text_height
from extractor.structure.ruled import find_ruled, unframed
from extractor.structure.signing import SideBySide, split_signatures
from extractor.structure.textmap import LaidLine
from extractor.structure.types import LineSetting
from extractor.words.types import PageWords, Word

_SENTENCE = 9  # a cell with more words is read on its own, not in one line with its neighbours


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page's lines in reading order, and its tables (``LaidLine.table`` is an index into them)."""

    lines: tuple[LaidLine, ...]
    grids: tuple[Grid, ...]


@dataclass(slots=True)
class _Sheet:
    """A page being laid out: what is written so far, and the running number of the next group of lines."""

    page: int
    height: float
    slope: float
    lines: list[LaidLine] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    group: int = 0
    continued: Grid | None = None


def lay_out(page: PageWords, *, before: PageLayout | None = None) -> PageLayout:
    """All words of the page as lines in reading order: tables row by row, a two-column stretch one column after the
    other (the Indonesian one first), a signature block one signatory after the other.

    ``before`` is the layout of the page before: a table that ends it may go on here.
    """
    words = [w for w in page.words if w.text.strip()]
    if not words:
        return PageLayout((), ())
    height = text_height(words)
    sheet = _Sheet(page.number, height, slope_of(words, height), continued=_last_table(before))
    ruled = [grid for grid in find_ruled(words, page.rulings, slope=sheet.slope) if not _is_bilingual(grid)]
    taken = {i for grid in ruled for i in grid.ids}
    rest = [w for w in words if id(w) not in taken]
    for position, band in enumerate(_bands(rest, ruled)):
        _write_band(sheet, band)
        if position < len(ruled):
            for part in unframed(ruled[position], page_height=page.height):
                if isinstance(part, Grid):
                    _write_grid(sheet, part)
                else:
                    _write_band(sheet, part)
    return PageLayout(tuple(sheet.lines), tuple(sheet.grids))


def _last_table(layout: PageLayout | None) -> Grid | None:
    """The unruled table at the end of a page, a few footer lines aside."""
    if layout is None or not layout.grids:
        return None
    at_end = any(line.table == len(layout.grids) - 1 for line in layout.lines[-4:])
    return layout.grids[-1] if at_end and not layout.grids[-1].ruled else None


def _is_bilingual(grid: Grid) -> bool:
    """Two ruled columns, one in another language: a bilingual contract set in a frame, to be read by column."""
    if len(grid.edges) != 3:
        return False
    left, right = ([w.text for row in grid.rows for w in row[c]] for c in (0, 1))
    return min(len(left), len(right)) >= 30 and "foreign" in (language_of(left), language_of(right))


def _bands(words: Sequence[Word], grids: Sequence[Grid]) -> list[list[Word]]:
    """The words above the first table, between the tables, and below the last."""
    bands: list[list[Word]] = [[] for _ in range(len(grids) + 1)]
    middles = [grid.box.middle_y for grid in grids]
    for word in words:
        bands[sum(word.box.middle_y > middle for middle in middles)].append(word)
    return bands


def _write_band(sheet: _Sheet, words: Sequence[Word]) -> None:
    if not words:
        return
    rows = group_rows(words, slope=sheet.slope)
    at = 0
    for first, last, grid in find_changes(rows, sheet.height):
        _write_stretch(sheet, rows[at:first])
        _write_grid(sheet, grid)
        at = last
    _write_stretch(sheet, rows[at:])


def _write_stretch(sheet: _Sheet, rows: Sequence[Row]) -> None:
    """Rows without ruled tables: what is set in two columns goes column after column."""
    plain: list[Row] = []
    for part in split_columns(rows, height=sheet.height, slope=sheet.slope):
        if isinstance(part, Row):
            plain.append(part)
            continue
        _write_rows(sheet, plain, setting="text")
        plain = []
        for column, setting in _in_order(part):
            _write_rows(sheet, column, setting=setting)
    _write_rows(sheet, plain, setting="text")


def _in_order(columns: Columns) -> list[tuple[tuple[Row, ...], LineSetting]]:
    left_setting: LineSetting = "foreign" if columns.foreign == "left" else "text"
    right_setting: LineSetting = "foreign" if columns.foreign == "right" else "text"
    pair: list[tuple[tuple[Row, ...], LineSetting]] = [(columns.left, left_setting), (columns.right, right_setting)]
    return pair[::-1] if columns.foreign == "left" else pair


def _write_rows(sheet: _Sheet, rows: Sequence[Row], *, setting: LineSetting) -> None:
    """One column's rows: its unruled tables as tables, the rest as lines, signatures one after the other."""
    if not rows:
        return
    sheet.group += 1
    if setting == "foreign":
        sheet.lines += [_line(sheet, row, setting=setting) for row in rows]
        return
    grids = find_aligned(rows, sheet.height)
    if sheet.continued is not None and not sheet.grids:
        going_on = find_continued(rows, sheet.continued, sheet.height)
        columns = len(sheet.continued.edges)
        if going_on is not None and not any(going_on.ids <= g.ids and len(g.edges) == columns for g in grids):
            grids = [going_on, *(g for g in grids if not g.ids & going_on.ids)]
        sheet.continued = None
    owner = {i: n for n, grid in enumerate(grids) for i in grid.ids}
    plain: list[Row] = []
    written = -1
    for row in rows:
        number = owner.get(id(row.words[0]))
        if number is None:
            plain.append(row)
            continue
        if number > written:
            _write_lines(sheet, plain)
            plain = []
            _write_grid(sheet, grids[number])
            written = number
    _write_lines(sheet, plain)


def _write_lines(sheet: _Sheet, rows: Sequence[Row]) -> None:
    """Running lines; signature blocks that stand side by side are read one signatory after the other."""
    lines = [
        LaidLine(words=words, box=union(w.box for w in words), page=sheet.page, group=sheet.group)
        for words in join_labels(rows, sheet.height)
    ]
    for part in split_signatures(lines, height=sheet.height):
        if isinstance(part, SideBySide):
            for column in part.columns:
                sheet.group += 1
                setting: LineSetting = "text" if part.introduces else "signature"
                sheet.lines += [_line(sheet, row, setting=setting) for row in column]
            sheet.group += 1
        else:
            sheet.lines.append(part)


def _line(sheet: _Sheet, row: Row, *, setting: LineSetting = "text") -> LaidLine:
    return LaidLine(words=row.words, box=row.box, page=sheet.page, setting=setting, group=sheet.group)


def _write_grid(sheet: _Sheet, grid: Grid) -> None:
    """A table's rows, one line each. A row with sentences in its cells is written cell after cell, so that each
    sentence stays in one piece."""
    number = len(sheet.grids)
    sheet.grids.append(grid)
    for row in grid.rows:
        filled = [cell for cell in row if cell]
        if any(len(cell) > _SENTENCE for cell in filled):
            pieces = [(i, line.words) for i, cell in enumerate(filled) for line in group_rows(cell)]
        else:
            pieces = [(0, tuple(w for cell in filled for w in cell))]
        sheet.lines += [
            LaidLine(
                words=words,
                box=union(w.box for w in words),
                page=sheet.page,
                setting="table",
                group=sheet.group + 1 + cell,
                table=number,
            )
            for cell, words in pieces
        ]
        sheet.group += 1 + len(row)
