"""The religious holiday allowance (THR) ahead.

THR must be paid at the latest seven days before the religious holiday (Permenaker 6/2016; rule ``thr-allowance`` of
the law data, which does not hold the number of that article). The day of the holiday is that of the joint decree of
three ministers in the law data; only one that is marked as sure counts. The register knows no worker's religion, so
every religious holiday for which THR is paid is shown, and everybody under a contract in force on the day is counted
as concerned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import case, func
from sqlalchemy.orm import Session

from api.register.sums import source_of
from api.register.wanted import Filter
from extractor.law import Law
from models import RegisterContract

DAYS_BEFORE = 7
BASIS = "Permenaker 6/2016"
RELIGIOUS = ("Idulfitri", "Natal", "Nyepi", "Waisak", "Tahun Baru Imlek")
"""Hari Raya Keagamaan of Permenaker 6/2016 Pasal 1, as the law data calls them."""


@dataclass(frozen=True, slots=True)
class Season:
    """The next holiday and the last day for its THR; both None when the law data names none ahead. ``contracts`` are
    in force on the holiday, ``without_clause`` of them lack a THR clause. ``known_until`` is the last day of the
    holidays that are known."""

    name: str | None
    holiday: date | None
    pay_by: date | None
    contracts: int
    workers: int
    without_clause: int
    known_until: date | None
    next_idulfitri: date | None


def season(session: Session, *, org: str, law: Law, wanted: Filter, today: date) -> Season:
    """One query."""
    known_until = max((h.day for h in law.holidays if h.decides), default=None)
    name, holiday = _next(law, today, RELIGIOUS)
    _, idulfitri = _next(law, today, ("Idulfitri",))
    if holiday is None:
        return Season(None, None, None, 0, 0, 0, known_until, None)
    lacking = case((RegisterContract.missing.contains(",thr/"), 1), else_=0)
    source = source_of(org=org, wanted=on_the_day(wanted, holiday), today=today)
    query = source.columns(func.count(), func.coalesce(func.sum(source.workers), 0), func.sum(lacking))
    contracts, workers, without = session.execute(query).one()
    return Season(
        name=name,
        holiday=holiday,
        pay_by=holiday - timedelta(days=DAYS_BEFORE),
        contracts=contracts,
        workers=int(workers),
        without_clause=int(without or 0),
        known_until=known_until,
        next_idulfitri=idulfitri,
    )


def on_the_day(wanted: Filter, holiday: date) -> Filter:
    """The same filter for what is in force on the holiday."""
    return replace(wanted, on=holiday, still_on=None, ending_within=None)


def _next(law: Law, today: date, names: tuple[str, ...]) -> tuple[str | None, date | None]:
    """The first day of the next of these holidays that is sure and not yet over."""
    found = [
        (row.day, name)
        for row in law.holidays
        if row.kind == "libur_nasional" and row.decides and row.day >= today
        for name in names
        if name in (part.strip() for part in row.name.split(";")) and law.day_off(row.day) == row
    ]
    if not found:
        return None, None
    day, name = min(found)
    return name, day
