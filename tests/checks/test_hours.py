"""Hours, overtime, rest and leave."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import clause, contract, findings, position, verdicts

from extractor.checks import missing, violations


def hours(quote: str, *others: Any, **given: Any) -> Any:
    return contract("pkwt", clauses=(clause("working_hours", quote=quote), *others), **given)


PAID, DENIED = clause("overtime"), clause("overtime", "excluded")
CASES: tuple[tuple[str, Any, str], ...] = (
    ("40 hours", hours("7 jam sehari dan 40 jam seminggu"), "satisfied"),
    ("five days of eight", hours("Senin s/d Jumat pukul 08.00-16.00"), "satisfied"),
    ("clock span with a break", hours("Senin s/d Jumat pukul 08.00-16.30"), "satisfied"),
    ("eight hours, days not said", hours("8 jam sehari"), "satisfied"),
    ("no figures", hours("sesuai peraturan perusahaan"), "satisfied"),
    ("left open", hours("menyesuaikan", clause("thr")), "satisfied"),
    (
        "nine hours with a printed break",
        hours("Senin s.d. Jumat pukul 07.00 - 16.00 dengan istirahat 1 (satu) jam", DENIED),
        "satisfied",
    ),
    ("nine hours, break not printed, denied", hours("Senin s.d. Jumat pukul 07.00 - 16.00", DENIED), "unclear"),
    ("nine and a half hours, denied", hours("Senin s.d. Jumat pukul 07.00 - 16.30", DENIED), "violated"),
    (
        "short printed break, denied",
        hours("Senin s.d. Jumat pukul 08.00 - 17.00, istirahat 30 menit", DENIED),
        "violated",
    ),
    ("eight hours on six days", hours("8 jam sehari dan 40 jam seminggu, 6 hari kerja seminggu"), "unclear"),
    ("seven hours on six days", hours("7 jam sehari dan 40 jam seminggu, 6 hari kerja seminggu"), "satisfied"),
    ("48 hours, silent", hours("Senin s/d Sabtu pukul 07.00-15.00"), "unclear"),
    ("48 hours, paid", hours("Senin s/d Sabtu pukul 07.00-15.00", PAID), "unclear"),
    ("48 hours, denied", hours("Senin s/d Sabtu pukul 07.00-15.00", DENIED), "violated"),
    ("nine hours, silent", hours("9 jam sehari"), "unclear"),
    ("ten hours, silent", hours("10 jam sehari"), "violated"),
    ("ten hours, paid", hours("10 jam sehari", PAID), "unclear"),
    ("twelve-hour shifts, paid", hours("2 shift @ 12 jam", PAID), "unclear"),
    ("twelve-hour shifts, silent", hours("2 shift @ 12 jam"), "violated"),
    ("twelve hours seven days", hours("12 jam per hari, 7 hari seminggu", PAID), "violated"),
    ("13 hours, paid", hours("13 jam sehari", PAID), "violated"),
    (
        "twelve hours in 2018, paid",
        hours("12 jam sehari", PAID, signed="2018-03-01", starts="2018-03-01", ends=None),
        "violated",
    ),
    (
        "eleven hours in 2018, paid",
        hours("11 jam sehari", PAID, signed="2018-03-01", starts="2018-03-01", ends=None),
        "unclear",
    ),
    ("mining roster", hours("11 jam sehari", PAID, positions=(position("Operator Dump Truck", 5_000_000),)), "unclear"),
    ("not set", contract("pkwt", clauses=(clause("working_hours", "excluded"),)), "violated"),
    ("a post around the clock", hours("penjagaan 24 jam sehari"), "unclear"),
    ("three shifts all week", hours("Senin s/d Minggu, 3 shift @ 8 jam"), "satisfied"),
    (
        "30 hours a day",
        hours(
            "jadwal kerja",
            clause("overtime"),
        ),
        "satisfied",
    ),
)


@pytest.mark.parametrize(("what", "subject", "verdict"), CASES, ids=[c[0] for c in CASES])
def test_working_time(what: str, subject: Any, verdict: str) -> None:
    """Seven or eight hours and forty; what exceeds them is overtime, and beyond overtime a breach."""
    found = findings(subject, "working-time-cap")
    assert [f.verdict for f in found] == [verdict]


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        (hours("12 jam per hari, 7 hari seminggu", PAID), ("hours_over_limit",)),
        (hours("10 jam sehari"), ("hours_over_limit",)),
        (hours("Senin s/d Sabtu pukul 07.00-15.00"), ()),
        (contract("pkwt", clauses=(clause("working_hours", "excluded"),)), ()),
    ],
)
def test_the_code_for_hours(subject: Any, codes: tuple[str, ...]) -> None:
    """Only hours no lawful overtime explains get the code."""
    assert violations(findings(subject, "working-time-cap")) == codes


def test_hours_left_to_need_are_unclear() -> None:
    """Hours that follow the need of the user are not set at all."""
    subject = contract("pkwt", clauses=(clause("working_hours", quote="menyesuaikan kebutuhan", undetermined="true"),))
    assert verdicts(subject, "working-time-cap") == ("unclear",)


def test_the_working_is_shown() -> None:
    """The calculation names the roster, the break taken off, and the limits."""
    found = findings(hours("Senin s/d Sabtu pukul 07.00-15.00"), "working-time-cap")[0]
    assert found.calculation is not None
    assert "8 jam - istirahat paling singkat 0,5 jam = 7,5 jam sehari" in found.calculation.steps
    assert "45 jam seminggu terhadap 40 jam" in found.calculation.steps


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        (contract("pkwt", clauses=(DENIED,)), ("no_overtime_pay",)),
        (contract("alih_daya", clauses=(DENIED,)), ("no_overtime_pay",)),
        (contract("pkwt"), ()),
        (contract("pkwt", clauses=(PAID,)), ()),
        (
            contract("pkwt", clauses=(DENIED,), signed="2010-01-04", starts="2010-01-04", ends=None),
            ("no_overtime_pay",),
        ),
    ],
)
def test_the_code_for_overtime(subject: Any, codes: tuple[str, ...]) -> None:
    """Only denied overtime gets the code; silence is missing, not denied."""
    assert violations(findings(subject, "overtime-pay-and-cap")) == codes


def test_overtime_shows_what_an_hour_is_worth() -> None:
    """The reviewer sees the hourly wage behind the stated wage."""
    found = findings(contract("pkwt", clauses=(PAID,)), "overtime-pay-and-cap")[0]
    assert found.calculation is not None
    assert found.calculation.result == "Rp17.023,94"


REST_DENIED = clause("weekly_rest", "excluded")


@pytest.mark.parametrize(
    ("subject", "verdict", "codes"),
    [
        (contract("pkwt", clauses=(clause("weekly_rest"),)), "satisfied", ()),
        (contract("pkwt", clauses=(REST_DENIED,)), "violated", ("no_weekly_rest",)),
        (hours("12 jam, 7 hari seminggu"), "violated", ("no_weekly_rest",)),
        (hours("12 jam, 7 hari seminggu", clause("weekly_rest")), "satisfied", ()),
        (hours("Senin s/d Jumat pukul 08.00-16.00"), "absent", ()),
        (contract("pkwt"), "absent", ()),
    ],
)
def test_weekly_rest(subject: Any, verdict: str, codes: tuple[str, ...]) -> None:
    """A rest day denied, or a roster of seven days, is a breach of its own; both count as missing."""
    found = findings(subject, "rest-periods")
    assert found[0].verdict == verdict
    assert violations(found) == codes
    assert ("weekly_rest" in missing(found)) is (verdict != "satisfied")


def test_two_days_for_five() -> None:
    """One rest day in a five-day week is put to a reviewer."""
    subject = hours("Senin s/d Jumat pukul 08.00-16.00", clause("weekly_rest", rest_days="1"))
    assert verdicts(subject, "rest-periods") == ("satisfied", "unclear")


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        ("12", "satisfied"),
        ("14", "satisfied"),
        ("11", "violated"),
        ("6", "violated"),
        ("0", "satisfied"),
        ("dua belas", "satisfied"),
    ],
)
def test_annual_leave_days(days: str, verdict: str) -> None:
    """Twelve working days at least; a number that is none is not held against the contract."""
    assert verdicts(contract("pkwt", clauses=(clause("annual_leave", leave_days=days),)), "annual-leave") == (verdict,)


def test_eleven_months_are_pointed_out() -> None:
    """A term of eleven months is where leave is avoided by chains of contracts."""
    found = findings(contract("pkwt", starts="2026-01-05", ends="2026-12-04"), "annual-leave")[0]
    assert any("11 bulan" in note for note in found.notes)


@pytest.mark.parametrize(("status", "severity"), [("excluded", "tinggi"), ("absent", "sedang")])
def test_paid_absence_is_graver_when_denied(status: Any, severity: str) -> None:
    """Silence leaves the statutory default; a denial takes it away."""
    assert (
        findings(contract("pkwt", clauses=(clause("paid_absence", status),)), "paid-absence-worship")[0].severity
        == severity
    )
