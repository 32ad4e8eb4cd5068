"""Plans without a contract, contracts without a plan, and the tables of both to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from api.planning import cases
from api.planning.desks import STATE_NAMES
from api.register.history import LINE_KINDS
from api.sheets import Row as Cells
from extractor.vocabulary import CONTRACT_KIND_NAMES
from models import Organisation, Plan, PlanLink, RegisterContract

PAGE_SIZE = 100
PLAN_COLUMNS = (
    "instansi", "jabatan", "jumlah_orang", "anggaran", "tempat", "mulai", "selesai", "tahun_anggaran", "keadaan",
    "hari_di_meja", "kontrak_terhubung",
)  # fmt: skip
UNPLANNED_COLUMNS = (
    "instansi", "penyedia", "jenis", "nomor_kontrak", "tanggal", "mulai", "berakhir", "jumlah_orang",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """An approved plan whose first day has passed without a contract, ``days`` ago."""

    plan: Plan
    agency: Organisation
    days: int


@dataclass(frozen=True, slots=True)
class Unplanned:
    """An approved contract to which no plan led."""

    contract: RegisterContract
    agency: Organisation | None
    vendor: Organisation | None


@dataclass(frozen=True, slots=True)
class UnplannedPage:
    rows: tuple[Unplanned, ...]
    next: int | None


def without_contract(session: Session, *, org: str, today: date, limit: int = PAGE_SIZE) -> tuple[Waiting, ...]:
    """The longest overdue first; at most ``limit``. One query."""
    spelled, agency = aliased(Organisation), aliased(Organisation)
    rows = session.execute(
        select(Plan, agency)
        .join(spelled, spelled.id == Plan.agency_id)
        .join(agency, agency.id == func.coalesce(spelled.merged_into_id, spelled.id))
        .where(
            Plan.org == org,
            Plan.state == "approved",
            Plan.starts_on < today,
            ~exists().where(PlanLink.plan_id == Plan.id),
        )
        .order_by(Plan.starts_on, Plan.id)
        .limit(limit)
    )
    return tuple(Waiting(plan, of_agency, (today - plan.starts_on).days) for plan, of_agency in rows)


def without_plan(
    session: Session,
    *,
    org: str,
    agency: uuid.UUID | None = None,
    since: date | None = None,
    after: int = 0,
    limit: int = PAGE_SIZE,
) -> UnplannedPage:
    """Contracts of the register with a vendor to which no plan is linked, by keyset; only those that begin on ``since``
    or later when it is given. A contract counts as planned as soon as one of its positions is. One query."""
    spelled, of_agency = aliased(Organisation), aliased(Organisation)
    spelled_vendor, of_vendor = aliased(Organisation), aliased(Organisation)
    query = (
        select(RegisterContract, of_agency, of_vendor)
        .outerjoin(spelled, spelled.id == RegisterContract.agency_id)
        .outerjoin(of_agency, of_agency.id == func.coalesce(spelled.merged_into_id, spelled.id))
        .outerjoin(spelled_vendor, spelled_vendor.id == RegisterContract.vendor_id)
        .outerjoin(of_vendor, of_vendor.id == func.coalesce(spelled_vendor.merged_into_id, spelled_vendor.id))
        .where(
            RegisterContract.org == org,
            RegisterContract.kind.in_(LINE_KINDS),
            RegisterContract.id > after,
            ~exists().where(
                PlanLink.document_id == RegisterContract.document_id,
                PlanLink.contract_key == RegisterContract.contract_key,
            ),
        )
    )
    if agency is not None:
        query = query.where(of_agency.id == agency)
    if since is not None:
        query = query.where(RegisterContract.starts_on >= since)
    found = session.execute(query.order_by(RegisterContract.id).limit(limit + 1)).all()
    rows = tuple(Unplanned(contract, one, other) for contract, one, other in found[:limit])
    return UnplannedPage(rows, rows[-1].contract.id if len(found) > limit else None)


def plan_cells(session: Session, *, org: str, wanted: cases.Wanted, today: date) -> Iterator[Cells]:
    """Every case that the filter asks for, page by page."""
    after: str | None = ""
    while after is not None:
        listing = cases.listing(session, org=org, wanted=wanted, today=today, after=after, limit=500)
        for row in listing.rows:
            plan = row.plan
            yield (
                row.agency.name,
                plan.title,
                plan.headcount,
                plan.budget,
                plan.place,
                plan.starts_on.isoformat(),
                plan.ends_on.isoformat(),
                plan.year,
                STATE_NAMES[plan.state],
                row.days,
                row.links,
            )
        after = listing.next


def unplanned_cells(session: Session, *, org: str, agency: uuid.UUID | None, since: date | None) -> Iterator[Cells]:
    after: int | None = 0
    while after is not None:
        found = without_plan(session, org=org, agency=agency, since=since, after=after, limit=500)
        for row in found.rows:
            contract = row.contract
            yield (
                None if row.agency is None else row.agency.name,
                None if row.vendor is None else row.vendor.name,
                CONTRACT_KIND_NAMES[contract.kind],
                contract.contract_number,
                _day(contract.signed_on),
                _day(contract.starts_on),
                _day(contract.ends_on),
                contract.headcount,
            )
        after = found.next


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
