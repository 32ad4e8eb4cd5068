"""Procurement packages beside the contracts of the register: which of them buy outsourced labour and left no trace.

A package for which neither a contract nor a report is known is a lead to look into, never a breach: the contract may
lie with the agency, the tender may have failed, the guess that it buys labour may be wrong. No regulation asks an
agency to report a package to the labour office.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from sqlalchemy import Case, ColumnElement, Select, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from api.errors import NotFound
from api.register.matching import Candidate, candidates
from api.services import events
from api.sheets import Row
from models import LabourReport, Organisation, Package, RegisterContract, User
from models.procurement import PackageSource

PackageState = Literal["gap", "upcoming", "reported", "linked", "carried", "other"]
STATE_NAMES: dict[PackageState, str] = {
    "gap": "belum ada kontrak maupun laporan",
    "upcoming": "belum mulai",
    "reported": "laporan sudah diterima",
    "linked": "kontraknya dikenal",
    "carried": "dilanjutkan di LPSE/SPSE",
    "other": "bukan tenaga alih daya",
}
SOURCE_NAMES: dict[PackageSource, str] = {"rup": "SiRUP", "spse": "LPSE/SPSE"}
COLUMNS = (
    "sumber", "kode", "nama_paket", "instansi", "penyedia", "tahun", "pagu", "nilai_kontrak", "tanggal_kontrak",
    "mulai", "berakhir", "tenaga_alih_daya", "keadaan", "hari",
)  # fmt: skip
PAGE_SIZE = 50
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Filter:
    """``state`` None: every package. ``agency`` and ``vendor`` by id, after merges; ``text`` in its name or code."""

    state: PackageState | None = None
    agency: uuid.UUID | None = None
    vendor: uuid.UUID | None = None
    year: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PackageRow:
    """``days`` since the contract was signed, or else since the work was to begin (None: no day known, or not yet).
    ``candidates`` are contracts of the register that may be this package's, the likeliest first."""

    package: Package
    agency: Organisation | None
    vendor: Organisation | None
    state: PackageState
    days: int | None
    candidates: tuple[Candidate, ...] = ()

    @property
    def labour(self) -> bool:
        return self.package.cue != "" if self.package.labour is None else self.package.labour


@dataclass(frozen=True, slots=True)
class PackagePage:
    """``next`` is the place of the following page (None: this is the last)."""

    rows: tuple[PackageRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many packages of one agency or vendor are gaps, and the days since the oldest began (None: no day known)."""

    organisation_id: uuid.UUID | None
    name: str
    count: int
    days: int | None


def page(
    session: Session, *, org: str, wanted: Filter, today: date, after: str = "", limit: int = PAGE_SIZE
) -> PackagePage:
    """A page by keyset, the longest waiting first. Four queries, however many packages."""
    found = _rows(session, org=org, wanted=wanted, today=today, after=after, limit=limit + 1)
    shown = found[:limit]
    matches = candidates(session, org=org, packages=[row.package for row in shown if row.state == "gap"])
    rows = tuple(
        PackageRow(row.package, row.agency, row.vendor, row.state, row.days, candidates=matches.get(row.package.id, ()))
        for row in shown
    )
    return PackagePage(rows, _place(shown[-1].package) if len(found) > limit else None)


def counts(session: Session, *, org: str, today: date) -> dict[PackageState, int]:
    """How many packages of each state, all states named. One query."""
    state = _state(today).label("state")
    found = dict.fromkeys(STATE_NAMES, 0)
    for name, count in session.execute(
        select(state, func.count()).select_from(Package).where(Package.org == org).group_by(state)
    ):
        found[cast("PackageState", name)] = count
    return found


def shares(session: Session, *, org: str, today: date, side: Literal["agency", "vendor"]) -> tuple[Share, ...]:
    """The gaps by agency or by vendor, most first. One query; one that the list does not name is the empty name."""
    query, agency, vendor = _joined()
    body = agency if side == "agency" else vendor
    counted = (
        query.with_only_columns(body.id, body.name, func.count(), func.min(_began()))
        .where(Package.org == org, _state(today) == "gap")
        .group_by(body.id, body.name)
        .order_by(func.count().desc(), func.coalesce(body.name, ""))
    )
    return tuple(
        Share(identifier, name or "", count, None if began is None else (today - began).days)
        for identifier, name, count, began in session.execute(counted)
    )


def years(session: Session, *, org: str) -> Sequence[int]:
    return session.scalars(
        select(Package.year).where(Package.org == org).distinct().order_by(Package.year.desc())
    ).all()


def set_labour(session: Session, identifier: uuid.UUID, labour: bool | None, *, user: User) -> Package:
    """Say that a package buys outsourced labour or not; None goes back to the guess."""
    package = get(session, identifier, org=user.org)
    before, package.labour = package.labour, labour
    _record(session, "package.labour", package, user=user, before={"labour": before}, after={"labour": labour})
    return package


def link(session: Session, identifier: uuid.UUID, *, document_id: uuid.UUID, contract_key: str, user: User) -> Package:
    """A person says that this contract of the register is the package's. NotFound when the register lacks it."""
    package = get(session, identifier, org=user.org)
    known = session.scalar(
        select(RegisterContract.id)
        .where(
            RegisterContract.org == user.org,
            RegisterContract.document_id == document_id,
            RegisterContract.contract_key == contract_key,
        )
        .limit(1)
    )
    if known is None:
        raise NotFound()
    package.linked_document_id, package.contract_key = document_id, contract_key
    _record(session, "package.linked", package, user=user, after={"document": str(document_id)})
    return package


def unlink(session: Session, identifier: uuid.UUID, *, user: User) -> Package:
    package = get(session, identifier, org=user.org)
    before = package.linked_document_id
    package.linked_document_id, package.contract_key = None, ""
    _record(session, "package.unlinked", package, user=user, before={"document": str(before)})
    return package


def get(session: Session, identifier: uuid.UUID, *, org: str) -> Package:
    """NotFound when there is none or it belongs to another office."""
    row = session.get(Package, identifier)
    if row is None or row.org != org:
        raise NotFound()
    return row


def cells(session: Session, *, org: str, wanted: Filter, today: date) -> Iterator[Row]:
    """Every package that the filter asks for, page by page."""
    after = ""
    while True:
        found = _rows(session, org=org, wanted=wanted, today=today, after=after, limit=1000)
        for row in found:
            package = row.package
            yield (
                SOURCE_NAMES[package.source],
                package.code,
                package.name,
                None if row.agency is None else row.agency.name,
                None if row.vendor is None else row.vendor.name,
                package.year,
                package.budget,
                package.value,
                *(None if day is None else day.isoformat() for day in _days(package)),
                _LABOUR[package.labour] if package.labour is not None or not package.cue else "dugaan",
                STATE_NAMES[row.state],
                row.days,
            )
        if len(found) < 1000:
            return
        after = _place(found[-1].package)


_LABOUR = {True: "ya", False: "tidak", None: "tidak"}


def _days(package: Package) -> tuple[date | None, date | None, date | None]:
    return package.signed_on, package.starts_on, package.ends_on


def _rows(session: Session, *, org: str, wanted: Filter, today: date, after: str, limit: int) -> list[PackageRow]:
    joined, agency, vendor = _joined()
    state = _state(today)
    query = joined.with_only_columns(Package, agency, vendor, state).where(Package.org == org)
    if wanted.state is not None:
        query = query.where(state == wanted.state)
    if wanted.agency is not None:
        query = query.where(agency.id == wanted.agency)
    if wanted.vendor is not None:
        query = query.where(vendor.id == wanted.vendor)
    if wanted.year is not None:
        query = query.where(Package.year == wanted.year)
    if text := wanted.text.strip():
        query = query.where(or_(Package.name.icontains(text, autoescape=True), Package.code == text))
    order = (func.coalesce(_began(), literal(_NEVER)), Package.id)
    if (place := _placed(after)) is not None:
        query = query.where(tuple_(*order) > tuple_(literal(place[0]), literal(place[1])))
    found = session.execute(query.order_by(*order).limit(limit))
    return [PackageRow(row, by, to, cast("PackageState", said), _waiting(row, today)) for row, by, to, said in found]


def _waiting(package: Package, today: date) -> int | None:
    began = package.signed_on or package.starts_on
    return None if began is None or began > today else (today - began).days


def _place(package: Package) -> str:
    return f"{package.signed_on or package.starts_on or _NEVER:%Y%m%d}.{package.id.hex}"


def _placed(text: str) -> tuple[date, uuid.UUID] | None:
    """The place that ``_place`` wrote; None for anything else, which begins at the beginning."""
    day, _, identifier = text.partition(".")
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:8])), uuid.UUID(identifier)
    except ValueError:
        return None


def _began() -> ColumnElement[date]:
    return func.coalesce(Package.signed_on, Package.starts_on)


def _state(today: date) -> Case[str]:
    """The state of a package, in the database: lists, figures and tables then cannot differ."""
    tender = aliased(Package)
    carried = and_(
        Package.source == "rup",
        exists().where(tender.org == Package.org, tender.source == "spse", tender.rup_code == Package.code),
    )
    reported = and_(
        Package.number_key != "",
        exists().where(LabourReport.org == Package.org, LabourReport.contract_key == Package.number_key),
    )
    labour = func.coalesce(Package.labour, Package.cue != "")
    return case(
        (labour.is_(False), "other"),
        (carried, "carried"),
        (Package.linked_document_id.is_not(None), "linked"),
        (reported, "reported"),
        (_began() > today, "upcoming"),
        else_="gap",
    )


def _joined() -> tuple[Select[Package], type[Organisation], type[Organisation]]:
    """Packages with their organisations as they stand after merges."""
    agency, vendor = aliased(Organisation), aliased(Organisation)
    first_agency, first_vendor = aliased(Organisation), aliased(Organisation)
    query = (
        select(Package)
        .outerjoin(first_agency, first_agency.id == Package.agency_id)
        .outerjoin(agency, agency.id == func.coalesce(first_agency.merged_into_id, first_agency.id))
        .outerjoin(first_vendor, first_vendor.id == Package.vendor_id)
        .outerjoin(vendor, vendor.id == func.coalesce(first_vendor.merged_into_id, first_vendor.id))
    )
    return query, agency, vendor


def _record(
    session: Session,
    action: str,
    package: Package,
    *,
    user: User,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    events.record(
        session, action, org=user.org, actor_id=user.id, subject=("package", package.id), before=before, after=after
    )
