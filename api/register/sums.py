"""The sums of the register over what a filter wants, added up by the database and never row by row in Python."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from api.register.contracts import SEVERITIES
from api.register.judging import STATES, Duty, State
from api.register.wanted import NO_TITLE, Filter, by_row, of_contract, of_row, of_rows, shared
from models import Engagement, Organisation, PositionName, RegisterContract

PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan")
ENDING = (30, 60, 90)
UNTITLED = "(tanpa nama jabatan)"


@dataclass(slots=True)
class AgencySums:
    """One agency after merges; ``organisation_id`` None: contracts that name none. ``states`` counts contracts by the
    state of their report."""

    organisation_id: uuid.UUID | None
    contracts: int = 0
    workers: int = 0
    states: dict[State, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))


@dataclass(frozen=True, slots=True)
class TitleSums:
    """Workers of one position; ``key`` is what ``Filter.position`` takes."""

    key: str
    name: str
    workers: int


@dataclass(frozen=True, slots=True)
class Sums:
    """``workers`` are the headcounts that the contracts state, ``unknown`` rows without one. ``below_minimum``,
    ``insured`` (by programme) and ``titles`` count workers; ``missing`` (by protection), ``severities`` (with at least
    one protection missing that is so grave), ``states`` and ``ending`` (within days) count contracts."""

    contracts: int
    rows: int
    workers: int
    unknown: int
    below_minimum: int
    vendors: int
    agencies: tuple[AgencySums, ...]
    states: Mapping[tuple[State, Duty], int]
    insured: dict[str, int]
    missing: dict[str, int]
    severities: dict[str, int]
    titles: tuple[TitleSums, ...]
    ending: dict[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Contracts with the sums of those of their rows that are wanted."""

    query: Select[*tuple[Any, ...]]
    workers: ColumnElement[int]
    unknown: ColumnElement[int]
    rows: ColumnElement[int]

    def columns(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        return self.query.with_only_columns(*columns, maintain_column_froms=True)


def sums(session: Session, *, org: str, wanted: Filter, today: date) -> Sums:
    """Seven queries, however many contracts."""
    source = source_of(org=org, wanted=wanted, today=today)
    into = merges(session, org=org)
    agencies, states, whole = _by_agency(session, source, into)
    insured = dict.fromkeys(PROGRAMMES, 0)
    for codes, workers in session.execute(
        source.columns(RegisterContract.insured, func.sum(source.workers)).group_by(RegisterContract.insured)
    ):
        for code in codes.split(","):
            if code in insured:
                insured[code] += int(workers)
    missing: dict[str, int] = {}
    severities = dict.fromkeys((str(grave) for grave in SEVERITIES), 0)
    for codes, count in session.execute(
        source.columns(RegisterContract.missing, func.count()).group_by(RegisterContract.missing)
    ):
        pairs = [code.partition("/") for code in codes.strip(",").split(",") if code]
        for code, _, _ in pairs:
            missing[code] = missing.get(code, 0) + count
        for grave in {grave for _, _, grave in pairs if grave in severities}:
            severities[grave] += count
    return Sums(
        contracts=whole[0],
        rows=whole[1],
        workers=whole[2],
        unknown=whole[3],
        below_minimum=whole[4],
        vendors=_vendors(session, source),
        agencies=agencies,
        states=states,
        insured=insured,
        missing=missing,
        severities=severities,
        titles=titles(session, org=org, wanted=wanted, today=today),
        ending=_ending(session, source, today=today),
    )


def merges(session: Session, *, org: str) -> dict[uuid.UUID, uuid.UUID]:
    """Which organisation stands for which other one."""
    rows = session.execute(
        select(Organisation.id, Organisation.merged_into_id).where(
            Organisation.org == org, Organisation.merged_into_id.is_not(None)
        )
    )
    return {row.id: row.merged_into_id for row in rows if row.merged_into_id is not None}


def titles(session: Session, *, org: str, wanted: Filter, today: date) -> tuple[TitleSums, ...]:
    """Workers by position as the office counts positions, most first."""
    query = select(Engagement.title_key, func.coalesce(func.sum(Engagement.headcount), 0))
    if of_contract(wanted):
        query = query.join(RegisterContract, RegisterContract.id == Engagement.contract_id)
    query = of_rows(query, org=org, wanted=wanted, today=today).group_by(Engagement.title_key)
    spellings = select(PositionName.key, PositionName.name).where(PositionName.org == org)
    meant = {row.key: row.name for row in session.execute(spellings)}
    found: dict[str, TitleSums] = {}
    for key, workers in session.execute(query):
        name = meant.get(key) or key.capitalize() or UNTITLED
        before = found[name].workers if name in found else 0
        found[name] = TitleSums(NO_TITLE if not key else name, name, before + int(workers or 0))
    return tuple(sorted(found.values(), key=lambda one: (-one.workers, one.name)))


def source_of(*, org: str, wanted: Filter, today: date) -> Source:
    """The contracts that are wanted; where positions are told apart, with the sums of the wanted ones alone."""
    conditions = [*shared(RegisterContract, org=org, wanted=wanted, today=today), *of_contract(wanted)]
    base = select(RegisterContract.id).where(*conditions)
    if not by_row(wanted):
        return Source(base, RegisterContract.workers, RegisterContract.unknown, RegisterContract.rows)  # type: ignore[arg-type]
    part = (
        select(
            Engagement.contract_id,
            func.coalesce(func.sum(Engagement.headcount), 0).label("workers"),
            func.sum(case((Engagement.headcount.is_(None), 1), else_=0)).label("unknown"),
            func.count().label("rows"),
        )
        .where(Engagement.org == org, *of_row(wanted, org=org))
        .group_by(Engagement.contract_id)
        .subquery()
    )
    return Source(
        base.join(part, part.c.contract_id == RegisterContract.id), part.c.workers, part.c.unknown, part.c.rows
    )


def _by_agency(
    session: Session, source: Source, into: Mapping[uuid.UUID, uuid.UUID]
) -> tuple[tuple[AgencySums, ...], dict[tuple[State, Duty], int], list[int]]:
    agencies: dict[uuid.UUID | None, AgencySums] = {}
    states: dict[tuple[State, Duty], int] = {}
    whole = [0, 0, 0, 0, 0]
    below = case((RegisterContract.below_minimum.is_(True), source.workers), else_=0)
    grouped = (RegisterContract.agency_id, RegisterContract.report_rank, RegisterContract.duty)
    query = source.columns(
        *grouped,
        func.count(),
        func.sum(source.rows),
        func.sum(source.workers),
        func.sum(source.unknown),
        func.sum(below),
    ).group_by(*grouped)
    for agency_id, rank, duty, *numbers in session.execute(query):
        for place, number in enumerate(numbers):
            whole[place] += int(number)
        state, count = STATES[rank], numbers[0]
        states[state, duty] = states.get((state, duty), 0) + count
        identifier = into.get(agency_id, agency_id)
        one = agencies.setdefault(identifier, AgencySums(identifier))
        one.contracts += count
        one.workers += int(numbers[2])
        one.states[state] += count
    return tuple(agencies.values()), states, whole


def _vendors(session: Session, source: Source) -> int:
    """How many vendors after merges."""
    named = source.columns(RegisterContract.vendor_id).distinct().subquery()
    body = aliased(Organisation)
    query = select(func.count(func.coalesce(body.merged_into_id, body.id).distinct())).join(
        named, named.c.vendor_id == body.id
    )
    return session.scalar(query) or 0


def _ending(session: Session, source: Source, *, today: date) -> dict[int, int]:
    found = dict.fromkeys(ENDING, 0)
    last = today + timedelta(days=max(ENDING))
    query = source.columns(RegisterContract.ends_on, func.count()).where(
        RegisterContract.ends_on >= today, RegisterContract.ends_on <= last
    )
    for day, count in session.execute(query.group_by(RegisterContract.ends_on)):
        for days in ENDING:
            if day <= today + timedelta(days=days):
                found[days] += count
    return found
