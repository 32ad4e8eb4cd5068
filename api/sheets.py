"""Tables that leave the house: CSV and XLSX, the same for every list, and never a formula in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter

Cell = str | int | Decimal | None
Row = Sequence[Cell]
MOST_ROWS = 1_048_576
"""Rows that a sheet of a workbook has, by the file format."""


class Bold(tuple[Cell, ...]):
    """A row that a workbook sets in bold: a sum, a heading between rows."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook. ``rows`` is walked through once, each row as long as ``columns``; ``above`` are rows
    over the head of the table. ``widths`` are those of the first columns, in characters.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]
    above: Iterable[Row] = ()
    widths: Sequence[int] = ()


def write_csv(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> int:
    """UTF-8 with ``;`` (the list separator of an Indonesian spreadsheet); cells that a spreadsheet would take for a
    formula begin with an apostrophe. How many rows were written below the head."""
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        count += 1
    return count


def write_xlsx(sheets: Iterable[Sheet], place: Path | str) -> int:
    """A workbook, sheet after sheet and row by row in constant memory; texts stay texts. How many rows in all.

    A table that is longer than a sheet can be goes on in a second one under the same head.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    total = 0
    with xlsxwriter.Workbook(str(place), options) as book:
        formats = _Formats(
            bold=book.add_format({"bold": True}),
            number=book.add_format({"num_format": "#,##0"}),
            bold_number=book.add_format({"bold": True, "num_format": "#,##0"}),
            money=book.add_format({"num_format": "#,##0.00"}),
            bold_money=book.add_format({"bold": True, "num_format": "#,##0.00"}),
        )
        for table in sheets:
            total += _write_table(book, table, formats)
    return total


@dataclass(frozen=True, slots=True)
class _Formats:
    """Whole numbers and amounts are grouped in thousands, in the way of the reader's own spreadsheet."""

    bold: Any
    number: Any
    bold_number: Any
    money: Any
    bold_money: Any


def _write_table(book: Any, table: Sheet, formats: _Formats) -> int:
    """How many rows stand below the head."""
    sheet = _begin(book, table, table.name)
    at = 0
    for row in table.above:
        _write_row(sheet, at, row, formats)
        at += 1
    sheet.freeze_panes(at + 1, 0)
    sheet.write_row(at, 0, table.columns, formats.bold)
    count, pages = 0, 1
    for row in table.rows:
        at += 1
        if at >= MOST_ROWS:
            pages += 1
            sheet = _begin(book, table, f"{table.name} ({pages})")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.columns, formats.bold)
            at = 1
        _write_row(sheet, at, row, formats)
        count += 1
    return count


def _begin(book: Any, table: Sheet, name: str) -> Any:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    return sheet


def _write_row(sheet: Any, at: int, row: Row, formats: _Formats) -> None:
    """By the type of each cell: asking the library to find out costs as much again as writing."""
    bold = isinstance(row, Bold)
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell, formats.bold if bold else None)
        elif isinstance(cell, int):
            sheet.write_number(at, column, cell, formats.bold_number if bold else formats.number)
        elif cell is not None:
            whole = cell == cell.to_integral_value()
            money = (
                (formats.bold_number if bold else formats.number)
                if whole
                else (formats.bold_money if bold else formats.money)
            )
            sheet.write_number(at, column, cell, money)


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is marked as text (OWASP: CSV injection)."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
