"""The figures of a recapitulation, counted in one walk over the register in the order of agencies and vendors: only one
pair of them is in memory at a time, beside the sums by agency and by position."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from api.errors import Invalid
from api.recap.counts import Counts
from api.recap.sums import WELFARE, Asking, Contract, Line, Movement, Named, Pair, Recap
from extractor.vocabulary import STATUTORY_PROGRAMMES
from models import Engagement, Organisation, PositionName, RegisterContract

NO_TITLE = "(tanpa nama jabatan)"
_CHUNK = 1000


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
    """The figures of the period; ``agency`` is the name of the one that was asked for. Three queries."""
    total = Counts()
    agencies: dict[tuple[uuid.UUID | None, str], Counts] = {}
    titles: dict[str, Counts] = {}
    statuses: dict[str, Counts] = {}
    vendors: set[object] = set()
    for pair in _walk(session, asking):
        if pair.vendor_key is not None:
            vendors.add(pair.vendor_key)
        for status, counts in pair.statuses().items():
            agencies.setdefault((pair.agency_id, pair.agency), Counts()).add(counts)
            statuses.setdefault(status, Counts()).add(counts)
        for (title, _), counts in pair.lines.items():
            titles.setdefault(title, Counts()).add(counts)
    for counts in statuses.values():
        total.add(counts)
    return Recap(
        period=asking.period,
        agency=agency,
        total=total.sums(),
        vendors=len(vendors),
        statuses=_largest([Named(status, counts.sums()) for status, counts in statuses.items()]),
        agencies=tuple(Named(name, counts.sums(), identifier) for (identifier, name), counts in agencies.items()),
        titles=_largest([Named(title, counts.sums()) for title, counts in titles.items()]),
        movement=_movement(session, asking),
    )


def pairs(session: Session, asking: Asking) -> Iterator[Pair]:
    """Agencies and vendors in the order of their names, those without a name last. Two queries."""
    for found in _walk(session, asking):
        yield Pair(
            lines=tuple(found.line(title, status, found.lines[title, status]) for title, status in sorted(found.lines)),
            statuses=tuple(found.line("", status, counts) for status, counts in sorted(found.statuses().items())),
        )


def lines(session: Session, asking: Asking) -> Iterator[Line]:
    """Agency x vendor x position x status in that order."""
    for pair in pairs(session, asking):
        yield from pair.lines


def wages(session: Session, asking: Asking, *, least: int) -> Iterator[tuple[str, Decimal, int]]:
    """Monthly wages that are paid to at least so many workers of one position: (position, wage, workers)."""
    names = _position_names(session, asking.org)
    heads = func.sum(func.coalesce(Engagement.headcount, 0))
    day = asking.period.as_of
    query = (
        select(Engagement.title_key, Engagement.wage, heads)
        .join(RegisterContract, RegisterContract.id == Engagement.contract_id)
        .where(*_of(asking), _in_force(day, day), Engagement.wage.is_not(None), Engagement.wage_period == "month")
        .group_by(Engagement.title_key, Engagement.wage)
        .having(heads >= least)
        .order_by(Engagement.title_key, Engagement.wage)
    )
    for key, wage, workers in session.execute(query):
        if wage is not None:
            yield shown_title(key, names), wage, int(workers)


def contracts(session: Session, asking: Asking) -> Iterator[Contract]:
    """Every position of every contract in force on any day of the period, by agency, vendor and contract."""
    day = asking.period.as_of
    agency, vendor = _Body(), _Body()
    query = (
        select(
            agency.name.label("agency"),
            vendor.name.label("vendor"),
            Engagement.kind,
            Engagement.individual,
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
        )
        .select_from(Engagement)
        .join(RegisterContract, RegisterContract.id == Engagement.contract_id)
        .outerjoin(agency.first, agency.first.id == RegisterContract.agency_id)
        .outerjoin(agency.kept, agency.kept.id == agency.first.merged_into_id)
        .outerjoin(vendor.first, vendor.first.id == RegisterContract.vendor_id)
        .outerjoin(vendor.kept, vendor.kept.id == vendor.first.merged_into_id)
        .where(*_of(asking), _in_force(asking.period.start, day))
        .order_by(*agency.order(), *vendor.order(), RegisterContract.id, Engagement.position)
    )
    for row in session.execute(query.execution_options(yield_per=_CHUNK)):
        yield Contract(
            agency=row.agency or "",
            vendor=row.vendor or "",
            status=status_of(row.kind, row.individual),
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


def status_of(kind: str, individual: bool | None) -> str:
    """Who works under a contract of their own is told apart from a firm's people, whatever the paper is called."""
    return "person" if individual and kind not in ("pkwt", "addendum") else kind


def shown_title(key: str, names: Mapping[str, str]) -> str:
    """The name under which the office counts a position; ``names`` by the spelling."""
    return names.get(key) or key.capitalize() or NO_TITLE


@dataclass(slots=True)
class _Found:
    """The pair that is being counted."""

    agency_id: uuid.UUID | None
    agency: str
    vendor_key: object
    vendor: str
    lines: dict[tuple[str, str], Counts]

    def statuses(self) -> dict[str, Counts]:
        parts: dict[str, list[Counts]] = {}
        for (_, status), counts in self.lines.items():
            parts.setdefault(status, []).append(counts)
        return {status: Counts.together(some) for status, some in parts.items()}

    def line(self, title: str, status: str, counts: Counts) -> Line:
        return Line(self.agency_id, self.agency, self.vendor, title, status, counts.sums())


class _Body:
    """An agency or a vendor as it stands after merges: ``kept`` where another one stands for it."""

    def __init__(self) -> None:
        self.first, self.kept = aliased(Organisation), aliased(Organisation)
        self.id = func.coalesce(self.kept.id, self.first.id)
        self.name = func.coalesce(self.kept.name, self.first.name)

    def order(self) -> tuple[Any, ...]:
        """By name, no name last; the id keeps two bodies of one name apart."""
        return (self.first.id.is_(None), self.name, self.id)


def _walk(session: Session, asking: Asking) -> Iterator[_Found]:
    """Each agency and vendor once, in the order of their names."""
    names = _position_names(session, asking.org)
    insured: dict[str, tuple[int, ...]] = {}
    lacking: dict[str, tuple[int, ...]] = {}
    found: _Found | None = None
    at: tuple[object, object] | None = None
    identifier: uuid.UUID | None = None
    for row in session.execute(_rows(asking), execution_options={"yield_per": _CHUNK}):
        if at != (row.agency_id, row.vendor_id):
            if found is not None:
                yield found
            if at is None or at[0] != row.agency_id:
                identifier = None if row.agency_id is None else uuid.UUID(str(row.agency_id))
            at = (row.agency_id, row.vendor_id)
            found = _Found(identifier, row.agency or "", row.vendor_id, row.vendor or "", {})
        if row.insured not in insured:
            insured[row.insured] = _places(row.insured.split(","), STATUTORY_PROGRAMMES)
        if row.missing not in lacking:
            lacking[row.missing] = _places([code.split("/")[0] for code in row.missing.split(",")], WELFARE)
        status = status_of(row.kind, row.individual)
        title = names.get(row.title_key) or row.title_key.capitalize() or NO_TITLE
        assert found is not None  # noqa: S101  (made with the first row)
        line = found.lines.get((title, status))
        if line is None:
            line = found.lines[title, status] = Counts()
        line.count(row, insured[row.insured], lacking[row.missing])
    if found is not None:
        yield found


def _rows(asking: Asking) -> Any:
    """What is in force on the day of the state. Ids and wages come as the database keeps them: making objects of a
    hundred thousand of them takes longer than reading them."""
    agency, vendor = _Body(), _Body()
    day = asking.period.as_of
    return (
        select(
            type_coerce(agency.id, String).label("agency_id"),
            agency.name.label("agency"),
            type_coerce(vendor.id, String).label("vendor_id"),
            vendor.name.label("vendor"),
            Engagement.contract_id,
            Engagement.kind,
            Engagement.individual,
            Engagement.title_key,
            Engagement.headcount,
            type_coerce(Engagement.wage, BigInteger).label("wage"),
            Engagement.wage_period,
            RegisterContract.insured,
            RegisterContract.missing,
            RegisterContract.below_minimum,
            case((RegisterContract.reported_on <= day, 1), else_=0).label("reported"),
        )
        .select_from(Engagement)
        .join(RegisterContract, RegisterContract.id == Engagement.contract_id)
        .outerjoin(agency.first, agency.first.id == RegisterContract.agency_id)
        .outerjoin(agency.kept, agency.kept.id == agency.first.merged_into_id)
        .outerjoin(vendor.first, vendor.first.id == RegisterContract.vendor_id)
        .outerjoin(vendor.kept, vendor.kept.id == vendor.first.merged_into_id)
        .where(*_of(asking), _in_force(day, day))
        .order_by(*agency.order(), *vendor.order())
    )


def _movement(session: Session, asking: Asking) -> Movement:
    period = asking.period
    begun = and_(RegisterContract.starts_on >= period.start, RegisterContract.starts_on <= period.as_of)
    ended = and_(RegisterContract.ends_on >= period.start, RegisterContract.ends_on <= period.as_of)
    kinds = (_in_force(period.start, period.as_of), begun, ended)
    query = select(*(func.count(case((kind, RegisterContract.id))) for kind in kinds)).where(*_of(asking))
    row: Any = session.execute(query).one()
    return Movement(any_day=row[0], begun=row[1], ended=row[2])


def _of(asking: Asking) -> list[ColumnElement[bool]]:
    """Contracts of the office, and of the agency with whatever is merged into it."""
    made: list[ColumnElement[bool]] = [RegisterContract.org == asking.org]
    if asking.agency is not None:
        body = select(Organisation.id).where(
            or_(Organisation.id == asking.agency, Organisation.merged_into_id == asking.agency)
        )
        made.append(RegisterContract.agency_id.in_(body))
    return made


def _in_force(start: date, end: date) -> ColumnElement[bool]:
    """On any day from start to end. A contract without an end is in force until somebody knows better."""
    return and_(
        or_(RegisterContract.starts_on.is_(None), RegisterContract.starts_on <= end),
        or_(RegisterContract.ends_on.is_(None), RegisterContract.ends_on >= start),
    )


def _position_names(session: Session, org: str) -> dict[str, str]:
    """What each spelling of a position is counted as."""
    query = select(PositionName.key, PositionName.name).where(PositionName.org == org)
    return {row.key: row.name for row in session.execute(query)}


def _places(codes: list[str], known: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(known.index(code) for code in dict.fromkeys(codes) if code in known)


def _largest(found: list[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: (-one.sums.workers, one.name)))
