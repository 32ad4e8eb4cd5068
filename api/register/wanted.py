"""What of the register is wanted: one filter for the list, the figures, the tables and the state of reports."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from api.register.judging import RANKS, Duty, State
from models import Engagement, Organisation, PositionName, RegisterContract

T = TypeVar("T", bound=Select[*tuple[Any, ...]])
Table = type[Engagement] | type[RegisterContract]


@dataclass(frozen=True, slots=True)
class WageAhead:
    """Contracts with a position whose wage is ``below`` the minimum that begins on ``since``, or of which that is
    ``unknown``.

    Each of ``limits`` is an amount (rupiah a month), whether it is the minimum itself (else only a floor under one that
    is not known), and the places of work for which it holds.
    """

    which: Literal["below", "unknown"]
    since: date
    limits: tuple[tuple[Decimal, bool, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the register is wanted; a value that is empty (None, "" or False) asks for nothing.

    ``on``: in force on that day (None: ever); ``still_on``: in force on that day as well. Names by id, after merges.
    ``vendor_name`` is part of the vendor's name. ``title`` is part of a position's title (case and signs aside),
    ``position`` the whole of it as positions are counted (``NO_TITLE`` for none). ``district`` is the kecamatan of the
    agency (``NO_DISTRICT``: not filled in). ``programme`` is granted by the contract, ``without`` is not; ``lacking``
    is a protection that it lacks, ``severity`` how grave one of them is.
    """

    on: date | None = None
    agency: uuid.UUID | None = None
    vendor: uuid.UUID | None = None
    vendor_name: str = ""
    title: str = ""
    ending_within: int | None = None
    still_on: date | None = None
    position: str = ""
    district: str = ""
    programme: str = ""
    without: str = ""
    lacking: str = ""
    severity: str = ""
    below: bool = False
    report: State | None = None
    duty: Duty | None = None
    wage: WageAhead | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything but the day is asked for."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "on")


def title_key(title: str) -> str:
    """A position's title without case, signs and needless blanks, as ``PositionName.key``: what is counted as one."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", title.lower()).split())[:255]


NO_DISTRICT = "-"
NO_TITLE = "-"


def of_contracts(query: T, *, org: str, wanted: Filter, today: date) -> T:
    """``query`` over ``RegisterContract``, narrowed to the contracts with at least one row that is wanted."""
    query = query.where(*shared(RegisterContract, org=org, wanted=wanted, today=today), *of_contract(wanted))
    if by_row(wanted):
        rows = select(Engagement.contract_id).where(Engagement.org == org, *of_row(wanted, org=org))
        query = query.where(RegisterContract.id.in_(rows))
    return query


def of_rows(query: T, *, org: str, wanted: Filter, today: date) -> T:
    """``query`` over ``Engagement`` (already joined with ``RegisterContract`` where ``of_contract`` needs it)."""
    return query.where(
        *shared(Engagement, org=org, wanted=wanted, today=today), *of_contract(wanted), *of_row(wanted, org=org)
    )


def by_row(wanted: Filter) -> bool:
    """Whether the filter tells positions of one contract apart."""
    return bool(title_key(wanted.title) or wanted.position)


def shared(table: Table, *, org: str, wanted: Filter, today: date) -> list[ColumnElement[bool]]:
    """What rows and contracts are narrowed by alike: both hold the columns."""
    made: list[ColumnElement[bool]] = [table.org == org]
    for day in (wanted.on, wanted.still_on):
        if day is not None:
            made += in_force(table, day)
    if wanted.agency is not None:
        made.append(table.agency_id.in_(_standing_for(wanted.agency)))
    if wanted.vendor is not None:
        made.append(table.vendor_id.in_(_standing_for(wanted.vendor)))
    if wanted.vendor_name.strip():
        made.append(table.vendor_id.in_(_called(org, wanted.vendor_name.strip())))
    if wanted.district:
        made.append(_in_district(table, org, wanted.district))
    if wanted.ending_within is not None:
        made.append(and_(table.until_on >= today, table.until_on <= today + timedelta(days=wanted.ending_within)))
    if wanted.below:
        made.append(table.below_minimum.is_(True))
    return made


def in_force(table: Table, day: date) -> list[ColumnElement[bool]]:
    """In force on the day. A contract without an end is in force until somebody knows better."""
    return [table.from_on <= day, table.until_on >= day]


def of_contract(wanted: Filter) -> list[ColumnElement[bool]]:
    """What only the contract knows."""
    made: list[ColumnElement[bool]] = []
    if wanted.programme:
        made.append(RegisterContract.insured.contains(f",{wanted.programme},", autoescape=True))
    if wanted.without:
        made.append(~RegisterContract.insured.contains(f",{wanted.without},", autoescape=True))
    if wanted.lacking:
        made.append(RegisterContract.missing.contains(f",{wanted.lacking}/", autoescape=True))
    if wanted.severity:
        made.append(RegisterContract.missing.contains(f"/{wanted.severity},", autoescape=True))
    if wanted.report is not None:
        made.append(RegisterContract.report_rank == RANKS[wanted.report])
    if wanted.duty is not None:
        made.append(RegisterContract.duty == wanted.duty)
    if wanted.wage is not None:
        made += [*in_force(RegisterContract, wanted.wage.since), _wage(wanted.wage)]
    return made


def of_row(wanted: Filter, *, org: str) -> list[ColumnElement[bool]]:
    """What tells the positions of a contract apart."""
    made: list[ColumnElement[bool]] = []
    if title_key(wanted.title):
        made.append(Engagement.title_key.in_(_titles_with(title_key(wanted.title), org)))
    if wanted.position:
        made.append(_counted_as(wanted.position, org))
    if made:
        # Rows have the days of their contract: what is not in force is left out before contracts are looked up.
        for day in (wanted.on, wanted.still_on):
            made += in_force(Engagement, day) if day is not None else []
    return made


def _standing_for(identifier: uuid.UUID) -> Select[uuid.UUID]:
    return select(Organisation.id).where(or_(Organisation.id == identifier, Organisation.merged_into_id == identifier))


def _called(org: str, part: str) -> Select[uuid.UUID]:
    """The vendors whose name, after merges, holds the words."""
    kept = aliased(Organisation)
    return (
        select(Organisation.id)
        .outerjoin(kept, kept.id == Organisation.merged_into_id)
        .where(
            Organisation.org == org,
            Organisation.kind == "vendor",
            func.coalesce(kept.name, Organisation.name).icontains(part, autoescape=True),
        )
    )


def _in_district(table: Table, org: str, district: str) -> ColumnElement[bool]:
    kept = aliased(Organisation)
    there = (
        select(Organisation.id)
        .outerjoin(kept, kept.id == Organisation.merged_into_id)
        .where(
            Organisation.org == org,
            Organisation.kind == "agency",
            func.coalesce(kept.district, Organisation.district) == ("" if district == NO_DISTRICT else district),
        )
    )
    found = table.agency_id.in_(there)
    return or_(found, table.agency_id.is_(None)) if district == NO_DISTRICT else found


def _titles_with(part: str, org: str) -> Select[str]:
    """The titles of the office that hold the words. From one title to the next by the index: a DISTINCT would look at
    every row, and there are far fewer titles than rows."""
    first = select(func.min(Engagement.title_key).label("title")).where(Engagement.org == org)
    found = first.cte("titles", recursive=True)
    following = (
        select(func.min(Engagement.title_key))
        .where(Engagement.org == org, Engagement.title_key > found.c.title)
        .correlate(found)
        .scalar_subquery()
    )
    found = found.union_all(select(following).where(found.c.title.is_not(None)))
    return select(found.c.title).where(found.c.title.contains(part, autoescape=True))


def _counted_as(position: str, org: str) -> ColumnElement[bool]:
    """The titles that are counted under the name: its own spelling, unless that counts as another, and those that the
    office says mean it."""
    if position == NO_TITLE:
        return Engagement.title_key == ""
    spellings = select(PositionName.key).where(PositionName.org == org)
    meant = Engagement.title_key.in_(spellings.where(PositionName.name == position))
    plain = and_(Engagement.title_key == title_key(position), Engagement.title_key.not_in(spellings))
    return or_(meant, plain)


def _wage(wage: WageAhead) -> ColumnElement[bool]:
    """A contract with a position below, or with one of which that is not known."""
    table = RegisterContract
    if wage.which == "below":
        return or_(false(), *(and_(table.place.in_(p), table.wage_low < amount) for amount, _, p in wage.limits))
    sure = [place for _, exact, some in wage.limits if exact for place in some]
    floors = (and_(table.place.in_(p), table.wage_high < amount) for amount, exact, p in wage.limits if not exact)
    return or_(table.wage_open.is_(True), and_(table.place.not_in(sure), ~or_(false(), *floors)))
