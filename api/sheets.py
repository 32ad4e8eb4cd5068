"""Tables that leave the house: CSV and XLSX, the same for every list, and never a formula in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from api.workbook import MOST_ROWS, Cell, Workbook

Row = Sequence[Cell]


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
    total = 0
    with Workbook(place) as book:
        for table in sheets:
            total += _write_table(book, table)
    return total


def _write_table(book: Workbook, table: Sheet) -> int:
    """How many rows stand below the head."""
    above = list(table.above)
    head = Bold(table.columns)
    book.begin(table.name, widths=table.widths, frozen=len(above) + 1)
    at = 0
    for row in (*above, head):
        at += 1
        book.row(at, row, bold=isinstance(row, Bold))
    count, pages = 0, 1
    for row in table.rows:
        at += 1
        if at > MOST_ROWS:
            pages += 1
            book.begin(f"{table.name} ({pages})", widths=table.widths, frozen=1)
            book.row(1, head, bold=True)
            at = 2
        book.row(at, row, bold=isinstance(row, Bold))
        count += 1
    return count


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is marked as text (OWASP: CSV injection)."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
