"""The lists of the register for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TextIO

import xlsxwriter
from sqlalchemy.orm import Session

from api.folders.results import harmless
from api.register import overview
from api.register.gaps import DUTY_NAMES, STATE_NAMES, Gap
from extractor.vocabulary import CONTRACT_KIND_NAMES

Cell = str | int | Decimal | None
REGISTER_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "mulai", "berakhir", "jabatan", "jumlah_orang", "upah",
    "per", "tempat_kerja", "jaminan", "tidak_ada", "di_bawah_upah_minimum",
)  # fmt: skip
GAP_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "jumlah_orang", "keadaan", "dasar", "batas_waktu",
    "hari_sejak_tanda_tangan", "nomor_surat", "diterima", "perbedaan",
)  # fmt: skip
_PERIODS = {"month": "bulan", "day": "hari", "hour": "jam", "piece": "satuan"}


def register_cells(session: Session, *, org: str, wanted: overview.Filter, today: date) -> Iterator[Sequence[Cell]]:
    """Every row of the register that the filter asks for, page by page."""
    after: int | None = 0
    while after is not None:
        listing = overview.rows(session, org=org, wanted=wanted, after=after, limit=1000, today=today)
        for row in listing.rows:
            entry = row.engagement
            yield (
                None if row.agency is None else row.agency.name,
                None if row.vendor is None else row.vendor.name,
                CONTRACT_KIND_NAMES[entry.kind],
                entry.contract_number,
                _day(entry.signed_on),
                _day(entry.starts_on),
                _day(entry.ends_on),
                entry.title,
                entry.headcount,
                entry.wage,
                _PERIODS.get(entry.wage_period or ""),
                entry.place,
                ", ".join(entry.insured),
                ", ".join(entry.missing),
                "ya" if entry.below_minimum else "tidak",
            )
        after = listing.next


def gap_cells(found: Iterable[Gap]) -> Iterator[Sequence[Cell]]:
    for gap in found:
        yield (
            None if gap.agency is None else gap.agency.name,
            None if gap.vendor is None else gap.vendor.name,
            CONTRACT_KIND_NAMES[gap.kind],
            gap.contract_number,
            _day(gap.signed_on),
            gap.headcount,
            STATE_NAMES[gap.state],
            DUTY_NAMES[gap.duty],
            _day(gap.deadline),
            gap.days,
            None if gap.report is None else gap.report.letter_number,
            None if gap.report is None else _day(gap.report.received_on),
            " ".join(gap.differences),
        )


def write_csv(columns: Sequence[str], cells: Iterable[Sequence[Cell]], out: TextIO) -> None:
    """UTF-8 with ``;``; what a spreadsheet would run as a formula comes out as text."""
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in cells:
        writer.writerow([harmless(cell) for cell in row])


def write_xlsx(columns: Sequence[str], cells: Iterable[Sequence[Cell]], place: str) -> None:
    """One sheet, row by row in constant memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(place, options) as book:
        sheet = book.add_worksheet("Daftar")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(cells, start=1):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
