"""What is due about one contract, and what its reports make of it. Pure functions: nothing here asks the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from extractor.law import Law
from models import LabourReport

Duty = Literal["statute", "former_statute", "office"]
State = Literal["never", "differs", "late", "reported", "in_time"]
"""``reported``: there is a report, and no deadline that could be counted for it."""
STATES: tuple[State, ...] = get_args(State)
"""In the order in which lists show them."""
RANKS: dict[State, int] = {state: rank for rank, state in enumerate(STATES)}
_WORKING_DAYS = {"online": 3, "written": 7}
_PP35 = date(2021, 2, 2)
_FORMER = (date(2012, 11, 19), date(2020, 11, 1))


@dataclass(frozen=True, slots=True)
class Judgement:
    """``deadline`` is the last day in time where a duty sets one and the holidays are known; ``differences`` are
    sentences for people, about the latest report."""

    duty: Duty
    state: State
    deadline: date | None
    differences: tuple[str, ...]


def judge(
    *,
    kind: str,
    signed_on: date | None,
    headcount: int | None,
    wages: Collection[Decimal],
    reports: Sequence[LabourReport],
    law: Law | None,
) -> Judgement:
    """``reports`` about the contract in the order in which they came; without ``law`` no deadline is reckoned."""
    duty = duty_of(kind, signed_on)
    if not reports:
        last = None if law is None else deadline(duty, signed_on, None, law=law)
        return Judgement(duty, "never", last, ())
    last = None if law is None else deadline(duty, signed_on, reports[0].channel, law=law)
    differences = differing(headcount, wages, reports[-1])
    state: State = "differs" if differences else punctual(reports[0].received_on, last)
    return Judgement(duty, state, last, differences)


def duty_of(kind: str, signed_on: date | None) -> Duty:
    """What asks for the report of such a contract."""
    if kind == "pkwt" and signed_on is not None and signed_on >= _PP35:
        return "statute"
    if kind == "alih_daya" and signed_on is not None and _FORMER[0] <= signed_on <= _FORMER[1]:
        return "former_statute"
    return "office"


def deadline(duty: Duty, signed_on: date | None, channel: str | None, *, law: Law) -> date | None:
    """The last day in time (PP 35/2021 Pasal 14); ``channel`` None: nothing came yet, the longer time counts."""
    if duty != "statute" or signed_on is None:
        return None
    # The later reading of joint leave: only what is late under both readings is called late.
    return law.working_day_after(signed_on, _WORKING_DAYS[channel or "written"], joint_leave_counts=False)


def punctual(received_on: date | None, last: date | None) -> State:
    """The state of a contract with a report that does not differ."""
    if last is None or received_on is None:
        return "reported"
    return "late" if received_on > last else "in_time"


def differing(headcount: int | None, wages: Collection[Decimal], report: LabourReport) -> tuple[str, ...]:
    """What the report says otherwise than the contract."""
    found = []
    if report.headcount is not None and headcount is not None and report.headcount != headcount:
        found.append(f"Jumlah pekerja: {report.headcount} di laporan, {headcount} di kontrak.")
    if report.wage is not None and wages and report.wage not in wages:
        found.append("Upah di laporan tidak sama dengan upah mana pun di kontrak.")
    return tuple(found)
