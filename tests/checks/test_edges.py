"""The last value that still counts and the first that does not: thresholds, words and dates a small slip would move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from written_facts import (
    EMPLOYER,
    GROUP,
    OFFICE,
    TODAY,
    USER,
    VENDOR,
    WAGE_2026,
    WORKER,
    clause,
    contract,
    count,
    cover,
    findings,
    law,
    money,
    pages,
    position,
    text,
)

from extractor.checks.case import make_case
from extractor.checks.hours import net_hours
from extractor.checks.pkwt_items import birth_date
from extractor.checks.profile import profile_of
from extractor.checks.roster import Roster, read_words
from extractor.checks.term import term_against_dates
from extractor.checks.wages import Wage, plausible
from extractor.checks.workplace import workplace


def case(subject: Any, said: str = "naskah") -> Any:
    return make_case(subject, pages=pages(said), law=law(), today=TODAY)


@pytest.mark.parametrize(
    ("period", "amount", "believed"),
    [
        ("month", 99_999, False),
        ("month", 100_000, True),
        ("month", 200_000_000, True),
        ("month", 200_000_001, False),
        ("day", 4_999, False),
        ("day", 5_000, True),
        ("day", 10_000_000, True),
        ("day", 10_000_001, False),
        ("hour", 999, False),
        ("hour", 1_000, True),
        ("hour", 1_000_000, True),
        ("hour", 1_000_001, False),
        ("piece", 0, False),
        ("piece", 1, True),
        ("piece", 200_000_000, True),
        ("piece", 200_000_001, False),
    ],
)
def test_believable_wages(period: str, amount: int, believed: bool) -> None:
    """A wage beyond these bounds is a misreading."""
    assert plausible(Wage("Pramubakti", Decimal(amount), Decimal(amount), period, ())) is believed


@pytest.mark.parametrize(("printed", "apart"), [(12, False), (11, False), (13, False), (10, True), (14, True)])
def test_printed_months_against_dates(printed: int, apart: bool) -> None:
    """One month more or less may be a way of counting, two are a contradiction."""
    subject = contract("pkwt", starts="2026-01-01", ends="2026-12-31", duration_months=count(printed))
    assert (term_against_dates(case(subject)) is not None) is apart


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Sabtu s/d Ahad pukul 07.00-15.00", 2),
        ("Senin s/d Jumat pukul 07.00-15.00", 5),
        ("Selasa s/d Kamis pukul 07.00-15.00", 3),
        ("Rabu s/d Sabtu pukul 07.00-15.00", 4),
        ("bekerja 1 hari dalam seminggu", 1),
        ("bekerja 7 hari dalam seminggu", 7),
        ("bekerja 8 hari dalam seminggu", None),
    ],
)
def test_days_of_the_week(said: str, days: int | None) -> None:
    """Days are counted from the first to the last named, within a week."""
    assert read_words(said).days == days


@pytest.mark.parametrize(("said", "rest"), [("istirahat 3 jam", Decimal(3)), ("istirahat 4 jam", None)])
def test_longest_break(said: str, rest: Decimal | None) -> None:
    """More than three hours is no break within a working day."""
    assert read_words(f"08.00-17.00, {said}").rest == rest


@pytest.mark.parametrize(
    ("nik", "born"),
    [
        ("1701010203250001", date(2025, 3, 2)),
        ("1701010203260001", date(1926, 3, 2)),
        ("1701014203050001", date(2005, 3, 2)),
        ("1701014203990001", date(1999, 3, 2)),
        ("170101420399000", None),
        ("1701013113990001", None),
    ],
)
def test_birth_dates_in_a_nik(nik: str, born: date | None) -> None:
    """Day (women: plus 40), month and year stand in digits 7 to 12; a year still to come is of the last century."""
    assert birth_date(nik, today=TODAY) == born


@pytest.mark.parametrize(
    ("given", "profile"),
    [
        ({"positions": (position(),)}, "vendor"),
        ({"positions": (), "clauses": (clause("overtime"),)}, "vendor"),
        ({"positions": (), "clauses": (clause("overtime", "absent"),)}, "none"),
        ({"positions": (), "clauses": (clause("late_delivery_fine"),)}, "none"),
        ({"positions": (), "insurance": (cover("jkk"),)}, "vendor"),
        ({"positions": (), "insurance": (cover("jkk", "excluded"),)}, "vendor"),
        ({"positions": (), "insurance": (cover("jkk", "absent"),)}, "none"),
        ({"positions": (), "insurance": (cover("goods"),)}, "none"),
        ({"positions": (), "title": text("SPK Jasa Kebersihan")}, "vendor"),
    ],
)
def test_an_spk_about_people(given: dict[str, Any], profile: str) -> None:
    """An SPK is judged as labour when it names jobs, a worker's right, a worker's insurance or such work."""
    assert profile_of(contract("spk", **given)) == profile


def test_an_unreadable_object_clause() -> None:
    """What the facts stage could not read is not called absent."""
    subject = contract(positions=(), clauses=(clause("object_of_work", "unreadable"),))
    assert findings(subject, "ad-object-type-headcount")[0].verdict == "unreadable"


@pytest.mark.parametrize("status", ["prohibited", "excluded"])
def test_a_written_ban_holds_on_a_poor_page(status: Any) -> None:
    """A ban that was read is shown as such even where other words could not be read."""
    found = findings(contract("pkwt", clauses=(clause("probation", status),)), "pkwt-no-probation", grade="poor")[0]
    assert found.verdict == "satisfied"
    assert found.evidence


@pytest.mark.parametrize(("signed", "noted"), [("2013-12-31", True), ("2014-01-01", False), ("2016-05-02", False)])
def test_health_insurance_before_2014(signed: str, noted: bool) -> None:
    """Before 2014 there was no BPJS Kesehatan, and the finding says what there was."""
    subject = contract("pkwt", signed=signed, starts=signed, ends=None)
    notes = [note for f in findings(subject, "bpjs-enrolment-programmes") for note in f.notes]
    assert any("JPK Jamsostek" in note for note in notes) is noted


@pytest.mark.parametrize(
    ("worker", "verdict"), [("1.00", "satisfied"), ("2.00", "satisfied"), ("2.01", "violated"), (None, "violated")]
)
def test_a_workers_own_share(worker: str | None, verdict: str) -> None:
    """Two per cent of the old-age saving is the worker's own; more, or no figure, is the whole contribution."""
    insured = (cover("jht", payer="worker", worker=worker, quote="iuran JHT dipotong dari upah pekerja"),)
    assert findings(contract("pkwt", insurance=insured), "bpjs-not-all-on-worker")[0].verdict == verdict


def test_hours_are_said() -> None:
    """The finding names the hours of the day and of the week."""
    subject = contract("pkwt", clauses=(clause("working_hours", hours_per_day="12", days_per_week="6"),))
    said = findings(subject, "working-time-cap")[0].explanation
    assert "12 jam sehari" in said
    assert "72 jam seminggu" in said


@pytest.mark.parametrize(
    ("wage", "period", "days", "verdict"),
    [
        ("23374.14", "hour", 0, "unclear"),
        ("23374.16", "hour", 0, "satisfied"),
        ("17023.94", "hour", 0, "violated"),
        ("17023.95", "hour", 0, "unclear"),
        ("140244.86", "day", 5, "unclear"),
        ("140244.87", "day", 5, "satisfied"),
        ("117805.68", "day", 6, "unclear"),
        ("117805.69", "day", 6, "satisfied"),
        ("113274.69", "day", 6, "violated"),
        ("113274.70", "day", 6, "unclear"),
    ],
)
def test_hourly_and_daily_wages(wage: str, period: Any, days: int, verdict: str) -> None:
    """An hour counts 126 to 173 times, a day 21 or 25 to 26 times: only beyond all of them is decided."""
    hours = (clause("working_hours", quote=f"{days} hari kerja seminggu, 7 jam per hari"),) if days else ()
    subject = contract("pkwt", positions=(position(wage=wage, period=period),), clauses=hours)
    assert findings(subject, "wage-minimum")[1].verdict == verdict


def test_a_denied_reason_is_no_reason() -> None:
    """Work said not to be temporary shows no reason for a fixed term."""
    denied = findings(contract("pkwt"), "pkwt-temporary-nature", said="Pekerjaan ini tidak bersifat musiman.")[0]
    given = findings(contract("pkwt"), "pkwt-temporary-nature", said="Pekerjaan ini bersifat musiman.")[0]
    assert (denied.evidence, len(given.evidence)) == ((), 1)


@pytest.mark.parametrize(("ends", "said"), [("2026-12-04", "11 bulan x"), ("2027-01-04", "12 bulan atau lebih")])
def test_the_working_of_a_thr(ends: str, said: str) -> None:
    """Below a year the months are counted, from a year on the wage itself is due."""
    found = findings(contract("pkwt", ends=ends, clauses=(clause("thr"),)), "thr-allowance")[0]
    assert found.calculation is not None
    assert said in found.calculation.steps[0]


@pytest.mark.parametrize(
    ("roster", "daily", "weekly"),
    [
        (Roster(Decimal(9), Decimal(63), 7, clock=True, rest=Decimal(1)), 8, 57),
        (Roster(Decimal(9), Decimal(45), 5, clock=True, rest=Decimal(1)), 8, 40),
        (Roster(Decimal(9), Decimal(45), 5, clock=True), Decimal("8.5"), Decimal("42.5")),
        (Roster(Decimal(9), Decimal(45), 5), 9, 45),
        (Roster(Decimal(4), Decimal(20), 5, clock=True, rest=Decimal(1)), 4, 20),
        (Roster(Decimal("4.5"), Decimal(24), 5, clock=True, rest=Decimal(1)), Decimal("3.5"), 19),
        (Roster(Decimal(8), None, 6), 8, 48),
        (Roster(None, Decimal(45), 5, clock=True), None, 45),
        (Roster(Decimal(8), None, None, clock=True), Decimal("7.5"), None),
    ],
)
def test_breaks_are_taken_off(roster: Roster, daily: Any, weekly: Any) -> None:
    """A break lies in every day longer than four hours between clock times, on six days a week at most."""
    assert net_hours(roster) == (daily, weekly)


@pytest.mark.parametrize(
    ("parties", "place"),
    [
        ((OFFICE,), "Dinas Arsip Kabupaten Bengkulu Tengah"),
        ((USER,), "Kabupaten Bengkulu Tengah"),
        ((replace(USER, address=None, name=text("Rumah Sakit Kota Padang")),), "Rumah Sakit Kota Padang"),
        ((EMPLOYER, WORKER), "Kabupaten Seluma"),
        ((replace(EMPLOYER, address=None, name=text("PT Arga Kota Padang")), WORKER), None),
    ],
)
def test_a_place_of_work_from_the_parties(parties: Any, place: str | None) -> None:
    """The user's seat or name stands in for the place of work; an employer's name does not."""
    found = workplace(case(contract("pkwt", work_place=None, signed_at=None, parties=parties)))
    assert (found.text if found else None) == place


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        ("2026-01-01", "2026-01-31", True),
        ("2026-01-01", "2026-01-20", False),
        ("2026-01-01", "2045-12-31", True),
        ("2026-01-01", "2046-01-31", False),
    ],
)
def test_terms_a_price_is_counted_for(first: str, last: str, counted: bool) -> None:
    """The labour cost is counted for a month up to twenty years."""
    priced = contract(value=money(90_000_000), positions=(position("Satpam", WAGE_2026),), starts=first, ends=last)
    assert (findings(priced, "ad-price-covers-labour-cost")[-1].verdict != "not_applicable") is counted


@pytest.mark.parametrize(
    ("hours", "verdict"),
    [
        ({"hours_per_day": "6"}, "unclear"),
        ({"hours_per_day": "6.5"}, "violated"),
        ({"hours_per_week": "34"}, "unclear"),
        ({"hours_per_week": "35"}, "violated"),
    ],
)
def test_short_hours(hours: dict[str, str], verdict: str) -> None:
    """Six hours a day, or less than 35 a week, is part time: its wage is not held against a whole month's."""
    subject = contract("pkwt", positions=(position(wage=2_000_000),), clauses=(clause("working_hours", **hours),))
    assert findings(subject, "wage-minimum")[1].verdict == verdict


@pytest.mark.parametrize(
    ("parties", "verdict"),
    [
        ((OFFICE, GROUP), "unclear"),
        ((OFFICE, VENDOR), "not_applicable"),
        ((OFFICE, VENDOR, GROUP), "not_applicable"),
        ((OFFICE, replace(VENDOR, form="perorangan")), "unclear"),
        ((OFFICE,), "not_applicable"),
    ],
)
def test_an_individual_as_provider(parties: Any, verdict: str) -> None:
    """People engaged themselves are asked about; people beside a company are the company's."""
    assert findings(contract("spk", parties=parties), "spk-individual-provider")[0].verdict == verdict


@pytest.mark.parametrize(
    ("hours", "nonsense"),
    [
        ({"hours_per_week": "169"}, True),
        ({"hours_per_day": "23"}, False),
        ({"hours_per_week": "168"}, False),
    ],
)
def test_hours_no_day_has(hours: dict[str, str], nonsense: bool) -> None:
    """More hours than a day or a week has are a misreading."""
    found = findings(contract("pkwt", clauses=(clause("working_hours", **hours),)), "working-time-cap")[0]
    assert ("tidak masuk akal" in found.explanation) is nonsense


@pytest.mark.parametrize(("days", "shown"), [("5", True), (None, False)])
def test_the_days_are_among_the_inputs(days: str | None, shown: bool) -> None:
    """The working of the hours names the days of the week where they are known."""
    given = {"hours_per_day": "12"} | ({"days_per_week": days} if days else {})
    found = findings(contract("pkwt", clauses=(clause("working_hours", **given),)), "working-time-cap")[0]
    assert found.calculation is not None
    assert any(i.value.startswith("5") for i in found.calculation.inputs) is shown


@pytest.mark.parametrize(("programme", "words"), [("goods", "barang"), ("third_party_liability", "barang")])
def test_insurance_of_things_is_no_insurance_of_workers(programme: Any, words: str) -> None:
    """Cover of goods or third parties is shown and does not count for workers."""
    found = findings(contract("spk", insurance=(cover(programme),)), "spk-insurance-clause")[0]
    assert (found.verdict, bool(found.evidence)) == ("absent", True)
    assert words in found.explanation


@pytest.mark.parametrize(("value", "noted"), [(190_000_000, True), (189_999_999, False), (200_000_000, True)])
def test_a_value_just_below_the_ceiling(value: int, noted: bool) -> None:
    """From 95 per cent of the ceiling on, splitting is pointed at."""
    found = findings(contract("spk", value=money(value)), "spk-form-threshold")[0]
    assert (found.verdict, bool(found.notes)) == ("satisfied", noted)


def test_overtime_shows_its_first_hour() -> None:
    """A granted overtime clause is counted out: one hour after the wage's 173rd part, one and a half times."""
    subject = contract("pkwt", positions=(position(wage=3_460_000),), clauses=(clause("overtime"),))
    steps = [s for f in findings(subject, "overtime-pay-and-cap") if f.calculation for s in f.calculation.steps]
    assert any("1,5 x Rp20.000 = Rp30.000" in step for step in steps)
