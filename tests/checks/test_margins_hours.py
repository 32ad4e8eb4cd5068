"""Working time on either side of a limit, and what a finding says of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from written_facts import (
    TODAY,
    WAGE_2026,
    clause,
    contract,
    findings,
    law,
    pages,
    position,
)

from extractor.checks.case import Case, make_case
from extractor.checks.hours import overtime_caps
from extractor.checks.money import overtime_base
from extractor.checks.roster import read_roster, read_words
from extractor.checks.safety import touches_night

PAID = clause("overtime")


def case_of(subject: Any) -> Case:
    return make_case(subject, pages=pages("naskah"), law=law(), today=TODAY)


def worked(*others: Any, signed: str = "2026-01-05", **details: str) -> Any:
    """The finding on working hours measured by the facts stage."""
    clauses = (clause("working_hours", quote="jadwal", **details), *others)
    return findings(contract("pkwt", signed=signed, starts=signed, ends=None, clauses=clauses), "working-time-cap")[0]


@pytest.mark.parametrize(
    ("details", "verdict", "said"),
    [
        ({"hours_per_day": "0"}, "unclear", "tidak masuk akal"),
        ({"hours_per_day": "1"}, "satisfied", "1 jam sehari"),
        ({"hours_per_week": "0"}, "unclear", "tidak masuk akal"),
        ({"hours_per_week": "1"}, "satisfied", "tidak melebihi 40 jam"),
        ({"hours_per_week": "40"}, "satisfied", "tidak melebihi 40 jam"),
        ({"hours_per_week": "41"}, "unclear", "41 jam seminggu"),
        ({"hours_per_week": "168"}, "violated", "168 jam seminggu"),
        ({"hours_per_week": "169"}, "unclear", "tidak masuk akal"),
        ({"clock_hours_per_day": "24.5"}, "violated", "24 jam sehari"),
        ({"clock_hours_per_day": "25"}, "unclear", "tidak masuk akal"),
        ({"hours_per_day": "8"}, "satisfied", "hari kerja seminggu tidak disebut"),
        ({"hours_per_day": "8", "days_per_week": "5"}, "satisfied", "tidak melebihi 40 jam"),
        ({"hours_per_day": "7", "hours_per_week": "40"}, "satisfied", "tidak melebihi 40 jam"),
        ({"hours_per_day": "7.5", "days_per_week": "6"}, "unclear", "7,5 jam sehari"),
        ({"hours_per_day": "7.5", "days_per_week": "5"}, "satisfied", "tidak melebihi 40 jam"),
    ],
)
def test_hours_and_what_is_said_of_them(details: dict[str, str], verdict: str, said: str) -> None:
    """Nought and more than a week has are misreadings; the text names what was measured."""
    found = worked(**details)
    assert found.verdict == verdict
    assert said in found.explanation


@pytest.mark.parametrize(
    ("signed", "hours", "verdict"),
    [
        ("2026-01-05", {"hours_per_week": "58"}, "unclear"),
        ("2026-01-05", {"hours_per_week": "58.5"}, "violated"),
        ("2018-01-05", {"hours_per_week": "54"}, "unclear"),
        ("2018-01-05", {"hours_per_week": "54.5"}, "violated"),
        ("2020-11-01", {"hours_per_day": "12"}, "violated"),
        ("2020-11-02", {"hours_per_day": "12"}, "unclear"),
        ("2020-11-20", {"hours_per_day": "12"}, "unclear"),
        ("2020-11-01", {"hours_per_day": "11"}, "unclear"),
        ("2026-01-05", {"hours_per_day": "12.5"}, "violated"),
        ("2026-01-05", {"hours_per_day": "11", "days_per_week": "5"}, "unclear"),
        ("2026-01-05", {"hours_per_day": "11.5", "days_per_week": "6"}, "violated"),
    ],
)
def test_paid_overtime_has_its_caps(signed: str, hours: dict[str, str], verdict: str) -> None:
    """Three hours a day and 14 a week to 1 November 2020, four and 18 since, on top of the normal hours."""
    assert worked(PAID, signed=signed, **hours).verdict == verdict


@pytest.mark.parametrize(
    ("hours", "verdict"),
    [
        ({"hours_per_day": "9"}, "unclear"),
        ({"hours_per_day": "9.5"}, "violated"),
        ({"hours_per_week": "48"}, "unclear"),
        ({"hours_per_week": "48.5"}, "violated"),
    ],
)
def test_what_breaks_may_explain_where_overtime_is_not_mentioned(hours: dict[str, str], verdict: str) -> None:
    """Nine hours a day and 48 a week may hold breaks that nobody printed; more may not."""
    assert worked(**hours).verdict == verdict


def test_the_caps_of_a_day_nobody_knows() -> None:
    """Without a date the wider caps are taken."""
    assert overtime_caps(None) == (Decimal(4), Decimal(18))


@pytest.mark.parametrize(("days", "limit"), [("5", "8"), ("6", "7"), ("7", "7"), (None, "8")])
def test_the_limit_of_a_day_is_shown(days: str | None, limit: str) -> None:
    """Seven hours in a week of six days or more, eight in a week of five."""
    found = worked(hours_per_day="10", **({"days_per_week": days} if days else {}))
    assert found.calculation is not None
    assert found.calculation.steps[-1] == f"10 jam sehari terhadap {limit} jam"


@pytest.mark.parametrize(
    ("status", "verdict"), [("granted", "unclear"), ("excluded", "violated"), ("prohibited", "violated")]
)
def test_overtime_in_the_wage(status: Any, verdict: str) -> None:
    """Overtime that is granted as part of the wage is for a person; overtime that is denied is denied."""
    subject = contract("pkwt", clauses=(clause("overtime", status, included_in_wage="true"),))
    assert findings(subject, "overtime-pay-and-cap")[0].verdict == verdict


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        (
            {"positions": (position(wage=WAGE_2026),)},
            (
                "Upah sejam: Rp2.945.142,20 / 173 = Rp17.023,94",
                "Jam lembur pertama: 1,5 x Rp17.023,94 = Rp25.535,91",
                "Dua jam lembur: 3,5 x Rp17.023,94 = Rp59.583,79",
            ),
        ),
        ({"positions": (position(wage=None),)}, None),
        ({"positions": (position(wage=150_000, period="day"),)}, None),
        ({"positions": (position(wage=2_000),)}, None),
        ({"positions": (position(wage=WAGE_2026),), "signed": None, "starts": None, "ends": None}, None),
    ],
)
def test_the_worth_of_overtime(given: dict[str, Any], steps: tuple[str, ...] | None) -> None:
    """One and two hours are counted out of a believable monthly wage under a known law, and of nothing else."""
    found = findings(contract("pkwt", clauses=(PAID,), **given), "overtime-pay-and-cap")[0]
    assert (found.calculation.steps if found.calculation else None) == steps


def test_overtime_is_counted_from_the_wage_alone_where_nothing_is_added() -> None:
    """Without allowances the base is the basic wage, to the rupiah."""
    assert overtime_base(basic=Decimal(3_000_000)) == 3_000_000
    assert overtime_base(basic=Decimal(3_000_000), fixed=Decimal(100_000)) == 3_100_000


@pytest.mark.parametrize(
    ("said", "daily", "weekly"),
    [
        ("upah lembur untuk jam di atas 8 jam sehari", None, None),
        ("7 jam sehari; lembur dihitung setelah 8 jam sehari", "7", None),
        ("168 jam seminggu", None, "168"),
        ("169 jam seminggu", None, None),
        ("0 jam seminggu", None, None),
        ("1 jam seminggu", None, "1"),
        ("shift 22.00-06.00", "8", None),
        ("shift 23.30-07.00", "7.5", None),
        ("19 jam sehari", "19", None),
        ("20 jam sehari", None, None),
        ("03.30-23.00", "19.5", None),
        ("03.00-23.00", None, None),
    ],
)
def test_rosters_at_the_edges(said: str, daily: str | None, weekly: str | None) -> None:
    """From where overtime counts is no working day; midnight is passed; twenty hours are a post's."""
    made = read_words(said)
    assert made.daily == (Decimal(daily) if daily else None)
    assert made.weekly == (Decimal(weekly) if weekly else None)


@pytest.mark.parametrize(("hours", "daily"), [("19", Decimal(19)), ("20", None), ("19.5", Decimal("19.5"))])
def test_a_measured_day_of_twenty_hours_is_a_post(hours: str, daily: Decimal | None) -> None:
    """What the facts stage measured follows the same limit."""
    assert read_roster(clause("working_hours", quote="jadwal", hours_per_day=hours)).daily == daily


@pytest.mark.parametrize(("days", "read"), [("1", 1), ("7", 7), ("0", None), ("8", None), ("5.5", None)])
def test_measured_days(days: str, read: int | None) -> None:
    """A week has one to seven whole working days."""
    assert read_roster(clause("working_hours", quote="jadwal", hours_per_day="7", days_per_week=days)).days == read


@pytest.mark.parametrize(("said", "rest"), [("istirahat 0 menit", None), ("istirahat 1 menit", Decimal("0.02"))])
def test_a_break_of_nothing(said: str, rest: Decimal | None) -> None:
    """A break of no length is none."""
    assert read_words(f"08.00-17.00, {said}").rest == rest


@pytest.mark.parametrize(
    ("hours", "verdict"),
    [
        ({"hours_per_week": "40"}, "satisfied"),
        ({"hours_per_week": "40.5"}, "violated"),
        ({"hours_per_day": "8"}, "satisfied"),
        ({"hours_per_day": "8.5"}, "violated"),
    ],
)
def test_any_excess_is_a_breach_where_overtime_is_denied(hours: dict[str, str], verdict: str) -> None:
    """Hours beyond the week or the day alone are enough when they are not paid."""
    assert worked(clause("overtime", "excluded"), **hours).verdict == verdict


@pytest.mark.parametrize(
    ("said", "night"),
    [
        ("20.00-20.10", False),
        ("04.59-13.00", True),
        ("05.00-13.00", False),
        ("22.59-23.30", False),
        ("23.00-23.30", True),
        ("07.00-07.00", True),
        ("15.00-23.00", False),
        ("14.00-02.00", True),
    ],
)
def test_night(said: str, night: bool) -> None:
    """A span is at night when it runs over midnight, begins before five or from eleven on."""
    assert touches_night(said) is night
