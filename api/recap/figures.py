"""The figures of a recapitulation, counted in the database: nothing grows with the number of contracts but the lines,
and those are handed out one by one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.errors import Invalid
from api.recap.period import Period
from extractor.vocabulary import STATUTORY_PROGRAMMES
from models import Engagement, Organisation, RegisterContract

Status = Literal["pkwt", "alih_daya", "surat_perjanjian", "spk", "person", "addendum"]
WELFARE = ("thr", "annual_leave", "k3_apd", "compensation_pkwt")
NO_TITLE = "(tanpa nama jabatan)"
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Sums:
    """``contracts`` of which ``reported`` have a report that came up to the day; ``positions`` of which ``unknown``
    state no headcount. Everything else counts workers, by stated headcounts: ``wage_stated`` those whose wage is
    written, ``below_minimum`` those of contracts found below the minimum wage, ``insured`` by programme that the
    contract grants, ``lacking`` by protection that it lacks. Wages are rupiah a month; None where none is written.
    """

    contracts: int
    reported: int
    positions: int
    workers: int
    unknown: int
    wage_stated: int
    below_minimum: int
    insured: dict[str, int]
    lacking: dict[str, int]
    wage_low: Decimal | None
    wage_high: Decimal | None

    @property
    def unreported(self) -> int:
        return self.contracts - self.reported


@dataclass(frozen=True, slots=True)
class Named:
    """The sums under one name; ``id`` is that of the agency, None elsewhere or where a contract names none."""

    name: str
    sums: Sums
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One agency x vendor x position x status. ``agency`` and ``vendor`` are "" where the contracts name none."""

    agency_id: uuid.UUID | None
    agency: str
    vendor: str
    title: str
    status: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Movement:
    """Contracts in force on any day of the period, begun in it, and ended in it (up to the day of the state)."""

    any_day: int
    begun: int
    ended: int


@dataclass(frozen=True, slots=True)
class Recap:
    """``agency`` "": all. ``agencies`` by name, ``titles`` and ``statuses`` by their number of workers."""

    period: Period
    agency: str
    total: Sums
    vendors: int
    statuses: tuple[Named, ...]
    agencies: tuple[Named, ...]
    titles: tuple[Named, ...]
    movement: Movement


@dataclass(frozen=True, slots=True)
class Contract:
    """One position of one contract in force on any day of the period; ``counted``: also on the day of the state."""

    agency: str
    vendor: str
    status: str
    number: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    title: str
    headcount: int | None
    wage: Decimal | None
    wage_period: str | None
    insured: tuple[str, ...]
    lacking: tuple[str, ...]
    below_minimum: bool
    reported_on: date | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Which contracts: of the office ``org``, in the period, of one agency (after merges) or all."""

    org: str
    period: Period
    agency: uuid.UUID | None = None


def agency_named(session: Session, text: str, *, org: str) -> Organisation | None:
    """The agency whose id the form says; None for all. Invalid at its field for one that the office does not know."""
    if not text.strip():
        return None
    try:
        row = session.get(Organisation, uuid.UUID(text.strip()))
    except ValueError:
        row = None
    if row is None or row.org != org or row.kind != "agency" or row.merged_into_id is not None:
        raise Invalid.at(
            "instansi",
            "Rekapitulasi belum dibuat: instansi ini tidak ada dalam daftar, atau sudah digabung dengan yang lain.",
            remedy="Pilih instansi dari daftar.",
        )
    return row


def recap(session: Session, asking: Asking, *, agency: str = "") -> Recap:
    """The figures of the period; ``agency`` is the name of the one that was asked for. Six queries."""
    made = _Query(asking)
    total = _sums(session.execute(made.sums()).one())
    statuses = [Named(row.status, _sums(row)) for row in session.execute(made.sums(made.status.label("status")))]
    titles = [
        Named(shown_title(row.title_key), _sums(row))
        for row in session.execute(made.sums(Engagement.title_key.label("title_key")))
    ]
    agencies = [
        Named(row.name or "", _sums(row), row.id)
        for row in session.execute(made.sums(made.agency.id.label("id"), made.agency.name.label("name")))
    ]
    return Recap(
        period=asking.period,
        agency=agency,
        total=total,
        vendors=session.scalar(made.vendor_count()) or 0,
        statuses=_largest(statuses),
        agencies=tuple(sorted(agencies, key=lambda one: (one.name == "", one.name, str(one.id)))),
        titles=_largest(titles),
        movement=_movement(session.execute(made.movement()).one()),
    )


def lines(session: Session, asking: Asking) -> Iterator[Line]:
    """Agency x vendor x position x status in the order of their names, those without a name last. One query, a few
    rows in memory at a time."""
    made = _Query(asking)
    query = made.sums(
        made.agency.id.label("agency_id"),
        made.agency.name.label("agency"),
        made.vendor.id.label("vendor_id"),
        made.vendor.name.label("vendor"),
        Engagement.title_key.label("title_key"),
        made.status.label("status"),
    ).order_by(*made.order(), Engagement.title_key, made.status)
    for row in session.execute(query.execution_options(yield_per=_CHUNK)):
        yield Line(
            agency_id=row.agency_id,
            agency=row.agency or "",
            vendor=row.vendor or "",
            title=shown_title(row.title_key),
            status=row.status,
            sums=_sums(row),
        )


def pairs(session: Session, asking: Asking) -> Iterator[Line]:
    """The same by agency, vendor and status alone (``title`` is ""): a contract of several positions counts once."""
    made = _Query(asking)
    query = made.sums(
        made.agency.id.label("agency_id"),
        made.agency.name.label("agency"),
        made.vendor.id.label("vendor_id"),
        made.vendor.name.label("vendor"),
        made.status.label("status"),
    ).order_by(*made.order(), made.status)
    for row in session.execute(query.execution_options(yield_per=_CHUNK)):
        yield Line(
            agency_id=row.agency_id,
            agency=row.agency or "",
            vendor=row.vendor or "",
            title="",
            status=row.status,
            sums=_sums(row),
        )


def wages(session: Session, asking: Asking, *, least: int) -> Iterator[tuple[str, Decimal, int]]:
    """Monthly wages that are paid to at least so many workers of one position: (position, wage, workers)."""
    made = _Query(asking)
    heads = func.sum(func.coalesce(Engagement.headcount, 0))
    query = made.joined(
        select(Engagement.title_key, Engagement.wage, heads), _in_force(asking.period.as_of, asking.period.as_of)
    ).where(Engagement.wage.is_not(None), Engagement.wage_period == "month")
    grouped = query.group_by(Engagement.title_key, Engagement.wage).having(heads >= least)
    for key, wage, workers in session.execute(grouped.order_by(Engagement.title_key, Engagement.wage)):
        yield shown_title(key), wage, int(workers)


def contracts(session: Session, asking: Asking) -> Iterator[Contract]:
    """Every position of every contract in force on any day of the period, by agency, vendor and contract."""
    made = _Query(asking)
    query = made.joined(
        select(
            made.agency.name.label("agency"),
            made.vendor.name.label("vendor"),
            made.status.label("status"),
            RegisterContract.contract_number,
            RegisterContract.signed_on,
            RegisterContract.starts_on,
            RegisterContract.ends_on,
            Engagement.title,
            Engagement.headcount,
            Engagement.wage,
            Engagement.wage_period,
            RegisterContract.insured,
            RegisterContract.missing,
            RegisterContract.below_minimum,
            RegisterContract.reported_on,
        ),
        made.any_day(),
    ).order_by(*made.order(), RegisterContract.id, Engagement.position)
    day = asking.period.as_of
    for row in session.execute(query.execution_options(yield_per=_CHUNK)):
        yield Contract(
            agency=row.agency or "",
            vendor=row.vendor or "",
            status=row.status,
            number=row.contract_number,
            signed_on=row.signed_on,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            title=row.title,
            headcount=row.headcount,
            wage=row.wage,
            wage_period=row.wage_period,
            insured=tuple(code for code in row.insured.split(",") if code),
            lacking=tuple(code.split("/")[0] for code in row.missing.split(",") if code),
            below_minimum=row.below_minimum,
            reported_on=row.reported_on if row.reported_on is not None and row.reported_on <= day else None,
            counted=(row.starts_on is None or row.starts_on <= day) and (row.ends_on is None or row.ends_on >= day),
        )


def shown_title(key: str) -> str:
    """The name of a position as lists show it."""
    return key.capitalize() or NO_TITLE


class _Query:
    """The selects over the register's rows, each with its contract and its organisations as they stand after merges."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._first_agency, self.agency = aliased(Organisation), aliased(Organisation)
        self._first_vendor, self.vendor = aliased(Organisation), aliased(Organisation)
        # Who works under a contract of their own is told apart from a firm's people, whatever the paper is called.
        self.status: ColumnElement[str] = case(
            (Engagement.kind.in_(("pkwt", "addendum")), Engagement.kind),
            (Engagement.individual.is_(True), "person"),
            else_=Engagement.kind,
        )

    def joined(self, query: Select[*tuple[Any, ...]], *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        made = (
            query.select_from(Engagement)
            .join(RegisterContract, RegisterContract.id == Engagement.contract_id)
            .outerjoin(self._first_agency, self._first_agency.id == RegisterContract.agency_id)
            .outerjoin(
                self.agency,
                self.agency.id == func.coalesce(self._first_agency.merged_into_id, self._first_agency.id),
            )
            .outerjoin(self._first_vendor, self._first_vendor.id == RegisterContract.vendor_id)
            .outerjoin(
                self.vendor,
                self.vendor.id == func.coalesce(self._first_vendor.merged_into_id, self._first_vendor.id),
            )
            .where(Engagement.org == self._asking.org, *conditions)
        )
        return made if self._asking.agency is None else made.where(self.agency.id == self._asking.agency)

    def sums(self, *keys: Any) -> Select[*tuple[Any, ...]]:
        """The columns of ``Sums`` for each value of the keys, over what is in force on the day of the state."""
        heads = func.coalesce(Engagement.headcount, 0)

        def workers(condition: ColumnElement[bool]) -> ColumnElement[int]:
            return func.coalesce(func.sum(case((condition, heads), else_=0)), 0)

        monthly = case((Engagement.wage_period == "month", Engagement.wage))
        query = select(
            *keys,
            func.count(func.distinct(RegisterContract.id)).label("contracts"),
            func.count(func.distinct(case((self._reported(), RegisterContract.id)))).label("reported"),
            func.count(Engagement.id).label("positions"),
            func.coalesce(func.sum(heads), 0).label("workers"),
            func.coalesce(func.sum(case((Engagement.headcount.is_(None), 1), else_=0)), 0).label("unknown"),
            workers(Engagement.wage.is_not(None)).label("wage_stated"),
            workers(RegisterContract.below_minimum.is_(True)).label("below_minimum"),
            *(workers(RegisterContract.insured.like(f"%,{p},%")).label(p) for p in STATUTORY_PROGRAMMES),
            *(
                workers(or_(*(RegisterContract.missing.like(f"%,{w}{end}%") for end in ("/", ",")))).label(w)
                for w in WELFARE
            ),
            func.min(monthly).label("wage_low"),
            func.max(monthly).label("wage_high"),
        )
        day = self._asking.period.as_of
        return self.joined(query, _in_force(day, day)).group_by(*(key.element for key in keys))

    def vendor_count(self) -> Select[*tuple[Any, ...]]:
        day = self._asking.period.as_of
        return self.joined(select(func.count(func.distinct(self.vendor.id))), _in_force(day, day))

    def movement(self) -> Select[*tuple[Any, ...]]:
        period = self._asking.period
        begun = and_(RegisterContract.starts_on >= period.start, RegisterContract.starts_on <= period.as_of)
        ended = and_(RegisterContract.ends_on >= period.start, RegisterContract.ends_on <= period.as_of)
        return self.joined(
            select(
                func.count(func.distinct(case((self.any_day(), RegisterContract.id)))).label("any_day"),
                func.count(func.distinct(case((begun, RegisterContract.id)))).label("begun"),
                func.count(func.distinct(case((ended, RegisterContract.id)))).label("ended"),
            )
        )

    def any_day(self) -> ColumnElement[bool]:
        return _in_force(self._asking.period.start, self._asking.period.as_of)

    def order(self) -> tuple[Any, ...]:
        """By agency and vendor; the ids keep two bodies of one name apart."""
        return (
            self.agency.id.is_(None), self.agency.name, self.agency.id,
            self.vendor.id.is_(None), self.vendor.name, self.vendor.id,
        )  # fmt: skip

    def _reported(self) -> ColumnElement[bool]:
        return RegisterContract.reported_on <= self._asking.period.as_of


def _in_force(start: date, end: date) -> ColumnElement[bool]:
    """On any day from start to end. A contract without an end is in force until somebody knows better."""
    return and_(
        or_(RegisterContract.starts_on.is_(None), RegisterContract.starts_on <= end),
        or_(RegisterContract.ends_on.is_(None), RegisterContract.ends_on >= start),
    )


def _sums(row: Row[Any]) -> Sums:
    found = row._mapping
    return Sums(
        contracts=row.contracts,
        reported=row.reported,
        positions=row.positions,
        workers=int(row.workers),
        unknown=int(row.unknown),
        wage_stated=int(row.wage_stated),
        below_minimum=int(row.below_minimum),
        insured={programme: int(found[programme]) for programme in STATUTORY_PROGRAMMES},
        lacking={protection: int(found[protection]) for protection in WELFARE},
        wage_low=row.wage_low,
        wage_high=row.wage_high,
    )


def _movement(row: Row[Any]) -> Movement:
    return Movement(any_day=row.any_day, begun=row.begun, ended=row.ended)


def _largest(found: list[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: (-one.sums.workers, one.name)))
