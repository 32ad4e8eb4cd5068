"""The list of what became of each file of a batch, as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import sheets
from api.services import batches
from api.sheets import Sheet
from api.workbook import Cell
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


def rows(session: Session, batch: Batch) -> Iterator[tuple[dict[str, Cell], dict[str, str]]]:
    """For each file its columns (named as ``COLUMNS``) and what the office knew of it, in the order of finding."""
    after: int | None = 0
    while after is not None:
        page = batches.items(session, batch, after=after, limit=500)
        for item in page.items:
            yield _row(item), item.meta
        after = page.next


def table(session: Session, batch: Batch) -> Sheet:
    """The whole list; its rows are read while they are written."""
    extra = meta_columns(session, batch)
    cells = ((*row.values(), *(meta.get(name) for name in extra)) for row, meta in rows(session, batch))
    return Sheet("Hasil", [*COLUMNS, *extra], cells)


def write_csv(session: Session, batch: Batch, out: TextIO) -> int:
    """The list as CSV (see ``api.sheets``). How many files."""
    whole = table(session, batch)
    return sheets.write_csv(whole.columns, whole.rows, out)


def write_xlsx(session: Session, batch: Batch, place: Path | str) -> int:
    """The list as a workbook with one sheet. How many files."""
    return sheets.write_xlsx([table(session, batch)], place)


def meta_columns(session: Session, batch: Batch) -> tuple[str, ...]:
    """The names under which the office knew something of any file of the batch, in order of appearance."""
    names: dict[str, None] = {}
    for meta in session.scalars(select(BatchItem.meta).where(BatchItem.batch_id == batch.id).order_by(BatchItem.id)):
        names.update(dict.fromkeys(meta))
    return tuple(names)


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
