"""The lists of the register for spreadsheets."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api.register.gaps import DUTY_NAMES, STATE_NAMES, Gap
from api.register.wanted import Filter, of_rows
from api.sheets import Row
from extractor.vocabulary import CONTRACT_KIND_NAMES
from models import Engagement, Organisation, RegisterContract

REGISTER_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "mulai", "berakhir", "jabatan", "jumlah_orang", "upah",
    "per", "tempat_kerja", "jaminan", "tidak_ada", "di_bawah_upah_minimum",
)  # fmt: skip
GAP_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "jumlah_orang", "keadaan", "dasar", "batas_waktu",
    "hari_sejak_tanda_tangan", "nomor_surat", "diterima", "perbedaan",
)  # fmt: skip
_PERIODS = {"month": "bulan", "day": "hari", "hour": "jam", "piece": "satuan"}


def register_cells(session: Session, *, org: str, wanted: Filter, today: date) -> Iterator[Row]:
    """Every row of the register that the filter asks for, in the order of entry: one query read as a stream, so that
    memory does not grow with the rows (the names of the office's organisations are held, whatever is asked for)."""
    called = _names(session, org=org)
    query = select(
        Engagement.agency_id, Engagement.vendor_id, Engagement.kind, Engagement.contract_number,
        Engagement.signed_on, Engagement.starts_on, Engagement.ends_on, Engagement.title, Engagement.headcount,
        Engagement.wage, Engagement.wage_period, Engagement.place, RegisterContract.insured, RegisterContract.missing,
        Engagement.below_minimum,
    ).join(RegisterContract, RegisterContract.id == Engagement.contract_id)  # fmt: skip
    query = of_rows(query, org=org, wanted=wanted, today=today).order_by(Engagement.id)
    for row in session.execute(query.execution_options(yield_per=1000)):
        agency, vendor, kind, number, signed, starts, ends, title, heads, wage, period, place, granted, lacks, low = row
        yield (
            called.get(agency), called.get(vendor), CONTRACT_KIND_NAMES[kind], number, _day(signed), _day(starts),
            _day(ends), title, heads, wage, _PERIODS.get(period or ""), place, _codes(granted), _codes(lacks),
            "ya" if low else "tidak",
        )  # fmt: skip


def _names(session: Session, *, org: str) -> dict[uuid.UUID | None, str]:
    """What each organisation of the office is called after merges."""
    kept = aliased(Organisation)
    rows = session.execute(
        select(Organisation.id, func.coalesce(kept.name, Organisation.name))
        .outerjoin(kept, kept.id == Organisation.merged_into_id)
        .where(Organisation.org == org)
    )
    return {row[0]: row[1] for row in rows}


@lru_cache(maxsize=10_000)
def _codes(joined: str) -> str:
    """``RegisterContract.insured`` or ``missing`` as words: the codes without their severities."""
    return ", ".join(code.partition("/")[0] for code in joined.split(",") if code)


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
