"""What a recapitulation consists of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.recap.period import Period

WELFARE = ("thr", "annual_leave", "k3_apd", "compensation_pkwt")


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
class Pair:
    """An agency and a vendor: their lines, and the same by status alone (``title`` is "": a contract of several
    positions counts once)."""

    lines: tuple[Line, ...]
    statuses: tuple[Line, ...]


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
