"""The lists of the register for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from api.register import overview
from api.register.gaps import DUTY_NAMES, STATE_NAMES, Gap
from api.sheets import Row
from extractor.vocabulary import CONTRACT_KIND_NAMES

REGISTER_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "mulai", "berakhir", "jabatan", "jumlah_orang", "upah",
    "per", "tempat_kerja", "jaminan", "tidak_ada", "di_bawah_upah_minimum",
)  # fmt: skip
GAP_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "jumlah_orang", "keadaan", "dasar", "batas_waktu",
    "hari_sejak_tanda_tangan", "nomor_surat", "diterima", "perbedaan",
)  # fmt: skip
_PERIODS = {"month": "bulan", "day": "hari", "hour": "jam", "piece": "satuan"}


def register_cells(session: Session, *, org: str, wanted: overview.Filter, today: date) -> Iterator[Row]:
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


def gap_cells(found: Iterable[Gap]) -> Iterator[Row]:
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


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
