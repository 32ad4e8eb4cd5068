"""The minimum wage ahead: contracts that run over the next known change, held against the new minimum.

Only what the law data marks as sure decides: a wage is below when it lies under the minimum that binds the place, or
under the provincial one, which no minimum of a regency can undercut (PP 51/2023 Pasal 31). Everything else is "not
known", never "all right".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.register.wanted import Filter, WageAhead, in_force, of_contracts
from extractor.law import Law
from models import RegisterContract


@dataclass(frozen=True, slots=True)
class Ahead:
    """``since``: the first day of the new minimum, 1 January when no decree says another. ``known``: at least one
    place of work has a new minimum in the law data. ``crossing`` contracts are in force then as well; of those,
    ``below_contracts`` have a position under the new minimum, ``unknown_contracts`` one of which that is not known.
    ``below`` and ``unknown`` are what a filter takes to show them."""

    since: date
    known: bool
    crossing: int
    below_contracts: int
    unknown_contracts: int
    below: WageAhead
    unknown: WageAhead


def ahead(session: Session, *, org: str, law: Law, wanted: Filter, today: date) -> Ahead:
    """Over what the filter wants. Four queries; places are looked up once for each version of the law data."""
    chosen = replace(wanted, wage=None)
    new_year = date(today.year + 1, 1, 1)
    places = _places(session, org=org, wanted=chosen, today=today, new_year=new_year)
    key = _ByVersion(law)
    since = min((day for place in places for day in _changes(key, place, today, new_year)), default=new_year)
    under: dict[tuple[Decimal, bool], list[str]] = {}
    for place in places:
        found = _minimum(key, place, since)
        if found is not None:
            under.setdefault(found, []).append(place)
    limits = tuple((amount, exact, tuple(some)) for (amount, exact), some in sorted(under.items()))
    below, unknown = WageAhead("below", since, limits), WageAhead("unknown", since, limits)

    def contracts(**changes: object) -> int:
        query = select(func.count()).select_from(RegisterContract)
        narrowed = replace(chosen, **changes)  # type: ignore[arg-type]
        return session.scalar(of_contracts(query, org=org, wanted=narrowed, today=today)) or 0

    crossing = contracts(still_on=since)
    return Ahead(
        since=since,
        known=bool(limits),
        crossing=crossing,
        below_contracts=contracts(wage=below) if limits else 0,
        unknown_contracts=contracts(wage=unknown) if limits else crossing,
        below=below,
        unknown=unknown,
    )


class _ByVersion:
    """Law data as the key of a cache: two of one version say the same."""

    def __init__(self, law: Law) -> None:
        self.law = law

    def __hash__(self) -> int:
        return hash(self.law.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByVersion) and self.law.version == other.law.version


@lru_cache(maxsize=20_000)
def _minimum(key: _ByVersion, place: str, day: date) -> tuple[Decimal, bool] | None:
    """The amount that is sure for the place, and whether it is the one that binds it or only the floor under it."""
    found = key.law.find_minimum_wage(place, day)
    if found.row is not None and found.row.decides and found.exact:
        return found.row.amount, True
    if found.floor is not None and found.floor.decides:
        return found.floor.amount, False
    return None


@lru_cache(maxsize=20_000)
def _changes(key: _ByVersion, place: str, first: date, last: date) -> tuple[date, ...]:
    return key.law.wage_changes(place, first, last)


def _places(session: Session, *, org: str, wanted: Filter, today: date, new_year: date) -> list[str]:
    """The places of work of what is wanted and in force at the turn of the year as well."""
    query = of_contracts(select(RegisterContract.place), org=org, wanted=wanted, today=today)
    query = query.where(*in_force(RegisterContract, new_year), RegisterContract.place != "")
    return sorted(session.scalars(query.distinct()))
