"""The list of what became of each file of a batch, as CSV and XLSX."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TextIO

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services import batches
from models import Batch, BatchItem

OUTCOME_NAMES: dict[batches.Outcome, str] = {
    "waiting": "menunggu",
    "reading": "sedang dibaca",
    "complete": "lengkap",
    "partial": "tidak lengkap",
    "failed": "gagal",
    "refused": "ditolak",
    "cancelled": "dibatalkan",
    "erased": "dihapus",
}
COLUMNS = (
    "berkas", "hasil", "sudah_ada", "dokumen", "halaman", "jenis", "nomor", "instansi_pengguna", "penyedia",
    "tanggal", "nilai", "tidak_ada", "dilanggar", "tidak_terbaca", "alasan", "saran",
)  # fmt: skip
Cell = str | int | Decimal | None


def rows(session: Session, batch: Batch) -> Iterator[tuple[dict[str, Cell], dict[str, str]]]:
    """For each file its columns (named as ``COLUMNS``) and what the office knew of it, in the order of finding."""
    after: int | None = 0
    while after is not None:
        page = batches.items(session, batch, after=after, limit=500)
        for item in page.items:
            yield _row(item), item.meta
        after = page.next


def write_csv(session: Session, batch: Batch, out: TextIO) -> int:
    """UTF-8 with ``;`` (the list separator of an Indonesian spreadsheet); cells that a spreadsheet would take for a
    formula begin with an apostrophe. How many files."""
    extra = meta_columns(session, batch)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLUMNS, *extra])
    count = 0
    for row, meta in rows(session, batch):
        writer.writerow([harmless(cell) for cell in (*row.values(), *(meta.get(name) for name in extra))])
        count += 1
    return count


def write_xlsx(session: Session, batch: Batch, place: Path | str) -> int:
    """A workbook with one sheet, written row by row in constant memory. How many files."""
    extra = meta_columns(session, batch)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(str(place), options) as book:
        sheet = book.add_worksheet("Hasil")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [*COLUMNS, *extra], bold)
        for count, (row, meta) in enumerate(rows(session, batch), start=1):
            for column, cell in enumerate((*row.values(), *(meta.get(name) for name in extra))):
                if cell is not None:
                    sheet.write(count, column, cell)
    return count


def meta_columns(session: Session, batch: Batch) -> tuple[str, ...]:
    """The names under which the office knew something of any file of the batch, in order of appearance."""
    names: dict[str, None] = {}
    for meta in session.scalars(select(BatchItem.meta).where(BatchItem.batch_id == batch.id).order_by(BatchItem.id)):
        names.update(dict.fromkeys(meta))
    return tuple(names)


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is marked as text (OWASP: CSV injection)."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell


def _row(item: BatchItem) -> dict[str, Cell]:
    document = item.document
    values: list[Cell] = [item.path, OUTCOME_NAMES[batches.outcome(item)], "ya" if item.duplicate else "tidak"]
    if document is None:
        values += [None] * 11 + [item.error_message, item.error_remedy]
    else:
        values += [
            str(document.id),
            document.page_count,
            document.kind,
            document.number,
            document.user_name,
            document.vendor_name,
            None if document.signed_on is None else document.signed_on.isoformat(),
            document.value,
            document.missing_count,
            document.violated_count,
            document.unreadable_count,
            document.error_message or item.error_message,
            document.error_remedy or item.error_remedy,
        ]
    return dict(zip(COLUMNS, values, strict=True))
