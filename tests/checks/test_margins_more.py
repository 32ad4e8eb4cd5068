"""Sectors, conversions, prices and dates at the last value that still counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from written_facts import (
    TODAY,
    WAGE_2026,
    clause,
    contract,
    cover,
    findings,
    law,
    money,
    pages,
    position,
    text,
)

from extractor.checks.case import Case, make_case
from extractor.checks.roster import read_roster, read_words

PAID = clause("overtime")


def case_of(subject: Any) -> Case:
    return make_case(subject, pages=pages("naskah"), law=law(), today=TODAY)


@pytest.mark.parametrize(
    ("hours", "verdict", "sector"),
    [
        ({"hours_per_week": "58"}, "unclear", True),
        ({"hours_per_week": "58.5"}, "violated", False),
        ({"hours_per_day": "11"}, "unclear", True),
        ({"hours_per_day": "13"}, "unclear", True),
    ],
)
def test_a_sector_with_rosters_of_its_own(hours: dict[str, str], verdict: str, sector: bool) -> None:
    """Mining may work other rosters, but not beyond the week with all its overtime."""
    subject = contract(
        "pkwt",
        positions=(position("Operator Dump Truck", 5_000_000),),
        clauses=(clause("working_hours", quote="jadwal", **hours), PAID),
    )
    found = findings(subject, "working-time-cap")[0]
    assert found.verdict == verdict
    assert ("sektor" in found.explanation) is sector


@pytest.mark.parametrize(
    ("wage", "said"),
    [(3_182_955, "belum menentukan"), (3_182_954, "belum jelas tunjangan mana"), (3_400_000, "belum menentukan")],
)
def test_where_only_the_provincial_minimum_is_known(wage: int, said: str) -> None:
    """At the UMP and above, what is open is the UMK and not the allowance."""
    pay = position(wage=wage, allowances=(("Tunjangan", 300_000, "month", None),))
    subject = contract("pkwt", work_place=text("Kota Padang"), positions=(pay,))
    found = findings(subject, "wage-minimum")[1]
    assert found.verdict == "unclear"
    assert found.calculation is not None
    assert said in found.calculation.steps[0]


@pytest.mark.parametrize(
    ("wage", "period", "said", "noted"),
    [
        (110_000, "day", "Rp110.000 x 26 hari = Rp2.860.000 sebulan", "Pembagi upah harian"),
        (16_000, "hour", "Rp16.000 x 173 jam = Rp2.768.000 sebulan", "Pembagi upah per jam"),
    ],
)
def test_how_a_days_and_an_hours_wage_is_converted(wage: int, period: Any, said: str, noted: str) -> None:
    """The working names the factor and its unit; the doubt about the divisor is noted."""
    found = findings(contract("pkwt", positions=(position(wage=wage, period=period),)), "wage-minimum")[1]
    assert found.calculation is not None
    assert said in found.calculation.steps[0]
    assert next(note for note in found.notes if note.startswith("Pembagi")).startswith(noted)


@pytest.mark.parametrize(("ends", "result"), [("2026-02-04", "Rp245.428,52"), ("2026-02-03", None)])
def test_a_month_of_service_earns_a_twelfth(ends: str, result: str | None) -> None:
    """From one whole month on a twelfth of the wage is due as THR."""
    found = findings(contract("pkwt", ends=ends, clauses=(clause("thr"),)), "thr-allowance")[0]
    assert (found.calculation.result if found.calculation else None) == result


def test_twenty_years_of_service_are_still_counted() -> None:
    """The longest term that is believed has an amount, a month more has none."""
    kept = contract("pkwt", starts="2026-01-01", ends="2045-12-31", clauses=(clause("thr"),))
    lost = contract("pkwt", starts="2026-01-01", ends="2046-01-31", clauses=(clause("thr"),))
    assert findings(kept, "thr-allowance")[0].calculation is not None
    assert findings(lost, "thr-allowance")[0].calculation is None


@pytest.mark.parametrize(
    ("said", "whole"), [("24 jam sehari", True), ("25 jam sehari", False), ("20 jam sehari", True)]
)
def test_more_hours_than_a_day_has(said: str, whole: bool) -> None:
    """Twenty to twenty-four hours are a post, more are nothing."""
    assert read_words(said).whole_day is whole


@pytest.mark.parametrize(("details", "whole"), [({}, True), ({"hours_per_day": "8"}, False)])
def test_a_measured_day_is_somebodys(details: dict[str, str], whole: bool) -> None:
    """Where one person's hours were measured, the post around the clock is no longer all there is."""
    assert read_roster(clause("working_hours", quote="penjagaan 24 jam", **details)).whole_day is whole


@pytest.mark.parametrize(
    ("said", "weekly"),
    [
        ("Senin-Jumat 07.00-15.00, Sabtu 07.00-12.00", "45"),
        ("Senin-Jumat 07.00-15.00, 15.00-16.00", None),
        ("07.00-15.00, Sabtu 07.00-12.00", None),
    ],
)
def test_a_week_is_added_up_only_when_every_span_has_its_days(said: str, weekly: str | None) -> None:
    """A span without days leaves the week unknown."""
    assert read_words(said).weekly == (Decimal(weekly) if weekly else None)


def test_seven_days_and_a_denied_rest_are_one_finding() -> None:
    """What the roster shows and what the clause denies is said once."""
    hours = clause("working_hours", quote="12 jam per hari, 7 hari seminggu")
    found = findings(contract("pkwt", clauses=(hours, clause("weekly_rest", "excluded"))), "rest-periods")
    assert [f.verdict for f in found] == ["violated"]
    assert "meniadakan" in found[0].explanation


@pytest.mark.parametrize(
    ("value", "said", "result", "verdict"),
    [
        ("224254908", "Nilai di luar PPN.", "menutup", "satisfied"),
        ("224254907.99", "Nilai di luar PPN.", "tidak menutup", "unclear"),
    ],
)
def test_a_price_exactly_at_the_floor(value: str, said: str, result: str, verdict: str) -> None:
    """To the sen: at the floor it covers, a sen below it does not."""
    subject = contract(
        value=money(value), positions=(position("Satpam", WAGE_2026, heads=5),), starts="2026-01-01", ends="2026-12-31"
    )
    found = findings(subject, "ad-price-covers-labour-cost", said=said)[-1]
    assert found.calculation is not None
    assert (found.calculation.result, found.verdict) == (result, verdict)


@pytest.mark.parametrize(
    ("given", "noted"),
    [
        ({"signed": "1970-01-01", "starts": None, "ends": None}, False),
        ({"signed": "1969-12-31", "starts": None, "ends": None}, True),
        ({"signed": "2036-12-31", "starts": None, "ends": None}, False),
        ({"signed": "2037-01-01", "starts": None, "ends": None}, True),
        ({"starts": "2037-01-01", "ends": None}, True),
        ({"ends": "2086-12-31"}, False),
        ({"ends": "2087-01-01"}, True),
    ],
)
def test_days_no_contract_has(given: dict[str, Any], noted: bool) -> None:
    """Before 1970, more than ten years ahead, or for an end sixty, a date is a misreading and is named."""
    case = case_of(contract("pkwt", **given))
    assert any("tidak masuk akal" in note for note in case.date_notes) is noted


@pytest.mark.parametrize(
    ("starts", "ends", "noted"), [("2026-02-01", "2026-02-01", False), ("2026-02-02", "2026-02-01", True)]
)
def test_a_contract_of_one_day(starts: str, ends: str, noted: bool) -> None:
    """A contract may end on the day it begins, not before."""
    case = case_of(contract("pkwt", signed="2026-02-01", starts=starts, ends=ends))
    assert any("mendahului tanggal mulai" in note for note in case.date_notes) is noted
    assert (case.last_day is None) is noted


@pytest.mark.parametrize(
    ("pct", "odd"), [("0.24", False), ("0.25", True), ("2.9", True), ("3", True), ("3.01", False), ("4.54", False)]
)
def test_a_rate_of_no_class(pct: str, odd: bool) -> None:
    """Up to three per cent a rate of JKK is held against the tariff; more is a sum of programmes."""
    insured = (cover("jkk", employer=pct), cover("jkm"))
    found = findings(contract("pkwt", insurance=insured), "bpjs-jkk-jkm-employer-only")
    assert any("bukan tarif yang dikenal" in f.explanation for f in found) is odd


@pytest.mark.parametrize(
    ("pct", "said"),
    [
        ("2.04", "JKK 1,74% + JKM 0,3% = 2,04%"),
        ("1.19", "JKK 0,89% + JKM 0,3% = 1,19%"),
        ("4.54", "JKK 0,54% + JKM 0,3% + JHT 3,7% = 4,54%"),
        ("0.54", None),
        ("0.60", None),
    ],
)
def test_a_sum_of_programmes_is_taken_apart(pct: str, said: str | None) -> None:
    """A figure that is no rate of JKK but one with JKM and others is shown as that sum, and not called odd."""
    found = findings(
        contract("pkwt", insurance=(cover("jkk", employer=pct), cover("jkm"))), "bpjs-jkk-jkm-employer-only"
    )
    steps = [step for f in found if f.calculation is not None for step in f.calculation.steps]
    assert (said in steps) if said else not steps
    assert any("bukan tarif" in f.explanation for f in found) is (pct == "0.60")


def test_a_quote_without_an_end_is_cut() -> None:
    """Where no full stop is near, 120 characters before a cue and 80 behind it are shown."""
    said = "a" * 300 + " musiman " + "b" * 300
    (place,) = findings(contract("pkwt"), "pkwt-temporary-nature", said=said)[0].evidence
    before, after = place.quote.split("musiman")
    assert (len(before), len(after)) == (120, 80)
