"""Tables that leave the house: CSV and XLSX, the same for every list, and never a formula in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TextIO

import xlsxwriter

Cell = str | int | Decimal | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook. ``rows`` is walked through once, each row as long as ``columns``."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]


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
    """A workbook, sheet after sheet and row by row in constant memory; texts stay texts. How many rows in all."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    total = 0
    with xlsxwriter.Workbook(str(place), options) as book:
        bold = book.add_format({"bold": True})
        for table in sheets:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.columns, bold)
            count = 0
            for count, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(count, column, cell)
            total += count
    return total


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is marked as text (OWASP: CSV injection)."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
