"""The sums of the register over what a filter wants, added up by the database and never row by row in Python."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    Uuid,
    case,
    cast,
    distinct,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

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
    """Four queries, however many contracts: the contracts that are wanted are found once and added up in five ways."""
    chosen = _chosen(source_of(org=org, wanted=wanted, today=today))
    into = merges(session, org=org)
    made = _Adding(into)
    for part, *row in session.execute(_ways(chosen, today=today)):
        made.take(part, row, today=today)
    return Sums(
        contracts=made.whole[0],
        rows=made.whole[1],
        workers=made.whole[2],
        unknown=made.whole[3],
        below_minimum=made.whole[4],
        vendors=made.vendors,
        agencies=tuple(made.agencies.values()),
        states=made.states,
        insured=made.insured,
        missing=made.missing,
        severities=made.severities,
        titles=titles(session, org=org, wanted=wanted, today=today),
        ending=made.ending,
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
    # The empty text keeps SQLite from walking every row there ever was, in the order of titles, to spare a sorting.
    title = (Engagement.title_key + "").label("title")
    query = select(title, func.coalesce(func.sum(Engagement.headcount), 0))
    if of_contract(wanted):
        query = query.join(RegisterContract, RegisterContract.id == Engagement.contract_id)
    query = of_rows(query, org=org, wanted=wanted, today=today).group_by(title)
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
    # The sum keeps SQLite from walking the whole table in the order of contracts to spare itself a sorting.
    contract_id = (Engagement.contract_id + 0).label("contract_id")
    part = (
        select(
            contract_id,
            func.coalesce(func.sum(Engagement.headcount), 0).label("workers"),
            func.sum(case((Engagement.headcount.is_(None), 1), else_=0)).label("unknown"),
            func.count().label("rows"),
        )
        .where(Engagement.org == org, *of_row(wanted, org=org))
        .group_by(contract_id)
        .subquery()
    )
    return Source(
        base.join(part, part.c.contract_id == RegisterContract.id), part.c.workers, part.c.unknown, part.c.rows
    )


def _chosen(source: Source) -> CTE:
    """The wanted contracts with what is added up, found once for all the ways."""
    table = RegisterContract
    below = case((table.below_minimum.is_(True), source.workers), else_=0)
    return source.columns(
        table.agency_id, table.vendor_id, table.report_rank, table.duty, table.insured, table.missing, table.until_on,
        source.rows.label("rows"), source.workers.label("workers"), source.unknown.label("unknown"),
        below.label("below"),
    ).cte("chosen")  # fmt: skip


def _ways(chosen: CTE, *, today: date) -> CompoundSelect[*tuple[Any, ...]]:
    """Each row says in its first column which way it is of (``_Adding`` knows them), then: an organisation, a rank, a
    text, a day, and five sums."""
    c, one = chosen.c, func.count()
    no_body, no_rank, no_text, no_day = (cast(null(), kind) for kind in (Uuid(), Integer(), String(), Date()))
    nought: ColumnElement[int] = literal_column("0")
    last = today + timedelta(days=max(ENDING))

    def way(part: int, keys: tuple[Any, ...], sums: tuple[Any, ...], *grouped: Any) -> Select[*tuple[Any, ...]]:
        return select(literal_column(str(part)).label("way"), *keys, *sums).group_by(*grouped)

    stands = func.coalesce(Organisation.merged_into_id, c.vendor_id)
    whole = (one, func.sum(c.rows), func.sum(c.workers), func.sum(c.unknown), func.sum(c.below))
    return union_all(
        way(0, (c.agency_id, c.report_rank, c.duty, no_day), whole, c.agency_id, c.report_rank, c.duty),
        # One number: thousands of vendors need not come over to be counted.
        way(1, (no_body, no_rank, no_text, no_day), (func.count(distinct(stands)), *(nought,) * 4)).select_from(
            chosen.outerjoin(Organisation, Organisation.id == c.vendor_id)
        ),
        way(2, (no_body, no_rank, c.insured, no_day), (func.sum(c.workers), *(nought,) * 4), c.insured),
        way(3, (no_body, no_rank, c.missing, no_day), (one, *(nought,) * 4), c.missing),
        way(4, (no_body, no_rank, no_text, c.until_on), (one, *(nought,) * 4), c.until_on).where(
            c.until_on >= today, c.until_on <= last
        ),
    )


class _Adding:
    """The sums while the rows of ``_ways`` come in."""

    def __init__(self, into: Mapping[uuid.UUID, uuid.UUID]) -> None:
        self.into = into
        self.whole = [0, 0, 0, 0, 0]
        self.agencies: dict[uuid.UUID | None, AgencySums] = {}
        self.vendors = 0
        self.states: dict[tuple[State, Duty], int] = {}
        self.insured = dict.fromkeys(PROGRAMMES, 0)
        self.missing: dict[str, int] = {}
        self.severities = dict.fromkeys((str(grave) for grave in SEVERITIES), 0)
        self.ending = dict.fromkeys(ENDING, 0)

    def take(self, part: int, row: Sequence[Any], *, today: date) -> None:
        body, rank, text, day, *numbers = row
        match part:
            case 0:
                self._agency(body, STATES[rank], text, [int(number) for number in numbers])
            case 1:
                self.vendors += numbers[0]
            case 2:
                for code in text.split(","):
                    if code in self.insured:
                        self.insured[code] += int(numbers[0])
            case 3:
                self._lacking(text, numbers[0])
            case _:
                for days in ENDING:
                    self.ending[days] += numbers[0] if day <= today + timedelta(days=days) else 0

    def _agency(self, body: uuid.UUID | None, state: State, duty: Duty, numbers: list[int]) -> None:
        self.whole = [before + number for before, number in zip(self.whole, numbers, strict=True)]
        self.states[state, duty] = self.states.get((state, duty), 0) + numbers[0]
        identifier = None if body is None else self.into.get(body, body)
        one = self.agencies.setdefault(identifier, AgencySums(identifier))
        one.contracts += numbers[0]
        one.workers += numbers[2]
        one.states[state] += numbers[0]

    def _lacking(self, codes: str, count: int) -> None:
        pairs = [code.partition("/") for code in codes.split(",") if code]
        for code, _, _ in pairs:
            self.missing[code] = self.missing.get(code, 0) + count
        for grave in {grave for _, _, grave in pairs if grave in self.severities}:
            self.severities[grave] += count
