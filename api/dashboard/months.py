"""Workers and contracts month by month, from the days on which contracts begin and end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, or_
from sqlalchemy.orm import Session

from api.register.sums import source_of
from api.register.wanted import Filter
from models import RegisterContract

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """What was in force on ``day``: the last of a month, or the day asked for in the month that still runs."""

    day: date
    workers: int
    contracts: int


def months(session: Session, *, org: str, wanted: Filter, today: date, count: int = MONTHS) -> tuple[Month, ...]:
    """The ``count`` months up to ``today``, oldest first. Two queries.

    What is in force on a day has begun by then and not ended before it; so two running sums do for all months.
    """
    days = _last_days(today, count)
    source = source_of(org=org, wanted=replace(wanted, on=None), today=today)
    starts, ends = RegisterContract.starts_on, RegisterContract.ends_on
    # What ended before the first month counts in none; a contract that ends before it begins is never in force.
    alive = (
        or_(ends.is_(None), ends >= days[0]),
        or_(starts.is_(None), ends.is_(None), starts <= ends),
    )
    begun = session.execute(
        source.columns(starts, func.sum(source.workers), func.count())
        .where(*alive, or_(starts.is_(None), starts <= days[-1]))
        .group_by(starts)
    ).all()
    ended = session.execute(
        source.columns(ends, func.sum(source.workers), func.count())
        .where(*alive, ends < days[-1], or_(starts.is_(None), starts <= days[-1]))
        .group_by(ends)
    ).all()
    made = []
    for day in days:
        workers = sum(int(w) for first, w, _ in begun if first is None or first <= day)
        workers -= sum(int(w) for last, w, _ in ended if last < day)
        contracts = sum(c for first, _, c in begun if first is None or first <= day)
        contracts -= sum(c for last, _, c in ended if last < day)
        made.append(Month(day, workers, contracts))
    return tuple(made)


def _last_days(today: date, count: int) -> list[date]:
    """``today`` and the last days of the months before it, oldest first."""
    found = [today]
    while len(found) < count:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]
