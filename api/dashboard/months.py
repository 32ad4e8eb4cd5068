"""Workers and contracts month by month, from the days on which contracts begin and end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, literal_column, union_all
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
    """The ``count`` months up to ``today``, oldest first. One query.

    What is in force on a day has begun by then and not ended before it; so two running sums do for all months.
    """
    days = _last_days(today, count)
    source = source_of(org=org, wanted=replace(wanted, on=None), today=today)
    first, last = RegisterContract.from_on, RegisterContract.until_on
    begun: list[tuple[date, int, int]] = []
    ended: list[tuple[date, int, int]] = []
    # What ended before the first month counts in none; a contract that ends before it begins is never in force. Each
    # sum walks an index in the order of its own day.
    for over, day, some, found in session.execute(
        union_all(
            *(
                source.columns(literal_column(str(over)).label("over"), day, func.sum(source.workers), func.count())
                .where(last >= days[0], first <= days[-1], first <= last, *more)
                .group_by(day)
                for over, day, more in ((0, first, ()), (1, last, (last < days[-1],)))
            )
        )
    ):
        (ended if over else begun).append((day, int(some), found))
    coming, going = sorted(begun, reverse=True), sorted(ended, reverse=True)
    made, workers, contracts = [], 0, 0
    for day in days:
        while coming and coming[-1][0] <= day:
            _, w, c = coming.pop()
            workers, contracts = workers + w, contracts + c
        while going and going[-1][0] < day:
            _, w, c = going.pop()
            workers, contracts = workers - w, contracts - c
        made.append(Month(day, workers, contracts))
    return tuple(made)


def _last_days(today: date, count: int) -> list[date]:
    """``today`` and the last days of the months before it, oldest first."""
    found = [today]
    while len(found) < count:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]
