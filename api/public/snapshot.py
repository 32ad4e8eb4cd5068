"""The figures of a publication, made from the register. What is not in these types cannot reach the public page."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.paper import Letterhead
from api.public import words
from api.public.cells import LEAST, told
from api.public.settings import Settings
from api.recap import figures
from api.recap.period import Period
from api.recap.rules import STATUS_NAMES
from api.recap.sums import Asking, Line, Recap
from extractor.vocabulary import STATUTORY_PROGRAMMES
from models import PositionName

SCHEMA = "lindung/public/1"
_ALONE = ("person", "pkwt")
"""Statuses whose contracts may name no vendor because a person works under the contract itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """``insured`` counts workers by programme; None where the group is too small to tell (``cells``)."""

    name: str
    contracts: int
    reported: int
    workers: int
    unknown: int
    insured: dict[str, int] | None

    @property
    def unreported(self) -> int:
        return self.contracts - self.reported


@dataclass(frozen=True, slots=True)
class Job:
    """A position. Wages are rupiah a month, the least and the most of those paid to ``LEAST`` workers or more."""

    name: str
    workers: int
    unknown: int
    wage_low: Decimal | None
    wage_high: Decimal | None


@dataclass(frozen=True, slots=True)
class Pair:
    """An agency and a vendor with their contracts."""

    agency: str
    vendor: str
    contracts: int
    reported: int
    workers: int
    unknown: int

    @property
    def unreported(self) -> int:
        return self.contracts - self.reported


@dataclass(frozen=True, slots=True)
class Place:
    """How many work for the agency, from the vendor, in the position."""

    agency: str
    vendor: str
    title: str
    workers: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``agencies_count`` and ``vendors_count`` are bodies of the register, also those that are not named."""

    office: str
    above: str
    contact: str
    licence: str
    as_of: date
    vendors_named: bool
    agencies_count: int
    vendors_count: int
    total: Group
    statuses: dict[str, int]
    agencies: tuple[Group, ...]
    vendors: tuple[Group, ...]
    jobs: tuple[Job, ...]
    pairs: tuple[Pair, ...]
    places: tuple[Place, ...]


def snapshot(session: Session, *, org: str, today: date, chosen: Settings, head: Letterhead | None) -> Snapshot:
    """What would be published now."""
    asking = Asking(org=org, period=Period(label="", start=today, end=today, as_of=today))
    recap = figures.recap(session, asking)
    known = {name.lower() for name in session.scalars(select(PositionName.name).where(PositionName.org == org))}
    agencies, vendors, pairs, places, titles = _Heap(), _Heap(), _Heap(), _Heap(), _Heap()
    for found in figures.pairs(session, asking):
        for line in found.statuses:
            agency, vendor = _agency(line), _vendor(line, chosen)
            agencies.add((agency,), line)
            vendors.add((vendor,), line)
            pairs.add((agency, vendor), line)
        for line in found.lines:
            title = words.title(line.title, known=known)
            places.add((_agency(line), _vendor(line, chosen), title), line)
            titles.add((title,), line)
    return Snapshot(
        office="" if head is None else head.name,
        above="" if head is None else head.above,
        contact=chosen.contact,
        licence=chosen.licence,
        as_of=today,
        vendors_named=chosen.vendors,
        agencies_count=sum(one.id is not None for one in recap.agencies),
        vendors_count=recap.vendors,
        total=_total(recap),
        statuses={STATUS_NAMES[one.name]: one.sums.workers for one in recap.statuses},
        agencies=_groups(agencies),
        vendors=_groups(vendors),
        jobs=_jobs(session, asking, titles, known=known),
        pairs=tuple(
            Pair(names[0], names[1], one.contracts, one.reported, one.workers, one.unknown)
            for names, one in pairs.sorted()
        ),
        places=tuple(Place(names[0], names[1], names[2], one.workers, one.unknown) for names, one in places.sorted()),
    )


def written(made: Snapshot) -> str:
    """As JSON whose text is always the same for the same figures."""
    body = {"schema": SCHEMA, **asdict(made)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=str)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Snapshot:
    """The figures back from ``written``."""
    body: dict[str, Any] = json.loads(text)
    del body["schema"]
    assert set(body) == {field.name for field in fields(Snapshot)}  # noqa: S101  (written by ourselves)
    return Snapshot(
        **{
            **body,
            "as_of": date.fromisoformat(body["as_of"]),
            "total": Group(**body["total"]),
            "agencies": tuple(Group(**one) for one in body["agencies"]),
            "vendors": tuple(Group(**one) for one in body["vendors"]),
            "jobs": tuple(
                Job(**{**one, "wage_low": _money(one["wage_low"]), "wage_high": _money(one["wage_high"])})
                for one in body["jobs"]
            ),
            "pairs": tuple(Pair(**one) for one in body["pairs"]),
            "places": tuple(Place(**one) for one in body["places"]),
        }
    )


class _Counts:
    """Sums under one name, while they are being put together."""

    def __init__(self) -> None:
        self.contracts = self.reported = self.workers = self.unknown = 0
        self.insured: dict[str, int] = dict.fromkeys(STATUTORY_PROGRAMMES, 0)

    def add(self, line: Line) -> None:
        self.contracts += line.sums.contracts
        self.reported += line.sums.reported
        self.workers += line.sums.workers
        self.unknown += line.sums.unknown
        for programme in STATUTORY_PROGRAMMES:
            self.insured[programme] += line.sums.insured[programme]


class _Heap:
    """Counts by name. Contracts add up where each stands in one line only: by agency and vendor, not by position."""

    def __init__(self) -> None:
        self._found: defaultdict[tuple[str, ...], _Counts] = defaultdict(_Counts)

    def add(self, names: tuple[str, ...], line: Line) -> None:
        self._found[names].add(line)

    def sorted(self) -> list[tuple[tuple[str, ...], _Counts]]:
        return sorted(self._found.items())

    def largest(self) -> list[tuple[str, _Counts]]:
        return [(n[0], c) for n, c in sorted(self._found.items(), key=lambda one: (-one[1].workers, one[0]))]


def _agency(line: Line) -> str:
    return words.agency(line.agency)


def _vendor(line: Line, chosen: Settings) -> str:
    return words.vendor(line.vendor, named=chosen.vendors, individual=line.status in _ALONE)


def _groups(heap: _Heap) -> tuple[Group, ...]:
    found = heap.largest()
    open_ones = told([counts.workers for _, counts in found])
    return tuple(
        Group(
            name=name,
            contracts=counts.contracts,
            reported=counts.reported,
            workers=counts.workers,
            unknown=counts.unknown,
            insured=dict(counts.insured) if may else None,
        )
        for (name, counts), may in zip(found, open_ones, strict=True)
    )


def _total(recap: Recap) -> Group:
    sums = recap.total
    return Group(
        name="",
        contracts=sums.contracts,
        reported=sums.reported,
        workers=sums.workers,
        unknown=sums.unknown,
        insured=dict(sums.insured) if sums.workers >= LEAST else None,
    )


def _jobs(session: Session, asking: Asking, heap: _Heap, *, known: Iterable[str]) -> tuple[Job, ...]:
    known = set(known)
    wages: dict[str, list[Decimal]] = {}
    for title, wage, _workers in figures.wages(session, asking, least=LEAST):
        name = words.title(title, known=known)
        if name != words.OTHER_TITLE:
            wages.setdefault(name, []).append(wage)
    return tuple(
        Job(
            name=name,
            workers=counts.workers,
            unknown=counts.unknown,
            wage_low=min(wages[name]) if name in wages else None,
            wage_high=max(wages[name]) if name in wages else None,
        )
        for name, counts in heap.largest()
    )


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
