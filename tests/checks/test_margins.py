"""Working time, wages and terms on either side of a limit, and what a finding says in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from written_facts import (
    OFFICE,
    TODAY,
    VENDOR,
    WAGE_2026,
    WORKER,
    clause,
    contract,
    cover,
    findings,
    group_spk,
    law,
    money,
    pages,
    position,
    text,
    verdicts,
)

from extractor.checks import in_list
from extractor.checks.case import Case, make_case
from extractor.checks.hours import overtime_caps
from extractor.checks.money import overtime_base
from extractor.checks.roster import read_roster, read_words
from extractor.checks.safety import touches_night
from extractor.checks.wages import wages

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


# -- wages ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("subject", "verdict", "weight"),
    [
        (contract("pkwt", positions=(position(),)), "absent", "statute"),
        (contract("pkwt", positions=(position(),), clauses=(clause("minimum_wage_reference"),)), "absent", "statute"),
        (group_spk(positions=(position(),)), "absent", "statute"),
        (contract("alih_daya", positions=(position(),)), "absent", "contested"),
        (contract("alih_daya", positions=(position(),), clauses=(clause("minimum_wage_reference"),)), "unclear", ""),
        (contract("alih_daya", positions=()), "unclear", ""),
        (contract("addendum", positions=(position(),)), "unclear", ""),
        (contract("pkwt", positions=(replace(position(), wage_period="piece"),)), "unclear", ""),
    ],
)
def test_no_wage_at_all(subject: Any, verdict: str, weight: str) -> None:
    """Towards the worker the amount is compulsory; between companies it is missed only where nothing else sets it."""
    found = findings(subject, "wage-minimum")[1]
    assert found.verdict == verdict
    if weight:
        assert found.weight == weight


@pytest.mark.parametrize(
    ("allowance", "said"),
    [
        (("Tunjangan", 300_000, "month", None), "dengan tunjangan Rp3.000.000; belum jelas"),
        (("Premi", 200_000, "month", None), "kurang Rp45.142,20"),
    ],
)
def test_an_allowance_of_unknown_kind_is_said(allowance: Any, said: str) -> None:
    """Where the allowance would lift the wage, the working says that it is not known whether it is fixed."""
    subject = contract("pkwt", positions=(position(wage=2_700_000, allowances=(allowance,)),))
    found = findings(subject, "wage-minimum")[1]
    assert found.calculation is not None
    assert said in found.calculation.steps[0]


@pytest.mark.parametrize(
    ("basic", "fixed", "unknown", "verdict"),
    [
        (3_000_000, 1_000_000, 500_000, "unclear"),
        (2_999_999, 1_000_000, 500_000, "violated"),
        (3_000_000, 1_000_000, 0, "satisfied"),
        (3_000_000, 973_510, 500_000, "unclear"),
        (100_000, 10_000, 0, "satisfied"),
        (99_999, 10_000, 0, "unclear"),
        (150_000_000, 50_000_000, 0, "satisfied"),
        (150_000_000, 50_000_001, 0, "unclear"),
    ],
)
def test_exactly_three_quarters(basic: int, fixed: int, unknown: int, verdict: str) -> None:
    """Three quarters of what is certainly fixed is enough not to be a breach."""
    extra = (("Tunjangan lain", unknown, "month", None),) if unknown else ()
    allowances = (("Tunjangan tetap", fixed, "month", True), *extra)
    subject = contract("pkwt", positions=(position(wage=basic, allowances=allowances),))
    assert verdicts(subject, "wage-basic-75") == (verdict,)


def test_what_counts_of_a_wage() -> None:
    """The basic wage and what is certainly fixed counts; what may be fixed only for the most it can be."""
    allowances = (
        ("Tetap", 200_000, "month", True), ("Entah", 100_000, "month", None), ("Hadir", 50_000, "month", False),
        ("Makan", 20_000, "day", None),
    )  # fmt: skip
    subject = contract("pkwt", positions=(position(wage=3_000_000, allowances=allowances), position()))
    (wage,) = wages(case_of(subject))
    assert (wage.least, wage.most, wage.period) == (3_200_000, 3_300_000, "month")


def test_the_share_is_shown() -> None:
    """Two million of three is 66.7 per cent."""
    allowances = (("Tunjangan tetap", 1_000_000, "month", True),)
    found = findings(contract("pkwt", positions=(position(wage=2_000_000, allowances=allowances),)), "wage-basic-75")[0]
    assert "hanya 66,7%" in found.explanation
    assert found.calculation is not None
    assert found.calculation.result == "66,7%"


@pytest.mark.parametrize(
    ("clauses", "said", "verdict"),
    [
        ((clause("wage_deduction"),), "", "violated"),
        ((clause("wage_deduction", "prohibited"),), "uang jaminan seragam", "satisfied"),
        ((), "Pekerja menyerahkan uang jaminan.", "unclear"),
        ((), "Pekerja tidak menyerahkan uang jaminan.", "satisfied"),
        ((), "", "satisfied"),
        ((clause("wage_deduction", "excluded"),), "Pekerja menyerahkan uang jaminan.", "unclear"),
    ],
)
def test_deductions(clauses: Any, said: str, verdict: str) -> None:
    """An agreed deduction is a breach, a ban is kept, a mere mention of a deposit is for a person."""
    assert verdicts(contract("pkwt", clauses=clauses), "wage-deductions-fines", said=said) == (verdict,)


@pytest.mark.parametrize(
    ("status", "severity"), [("excluded", "kritis"), ("prohibited", "kritis"), ("absent", "tinggi")]
)
def test_a_denied_thr_is_graver(status: Any, severity: str) -> None:
    """Silence leaves the right, a denial takes it."""
    found = findings(contract("pkwt", clauses=(clause("thr", status),)), "thr-allowance")[0]
    assert found.severity == severity


# -- terms, parties, values ----------------------------------------------------------------------------------------------
def test_a_signing_after_the_end_does_not_move_a_known_term() -> None:
    """With both days of the term known, a late signature does not take the end away."""
    subject = contract("pkwt", signed="2026-12-31", starts="2026-01-01", ends="2026-06-30")
    found = findings(subject, "pkwt-duration-cap")[0]
    assert found.calculation is not None
    assert found.calculation.result == "6 bulan"


def test_a_signing_after_the_end_of_an_unknown_term() -> None:
    """Where only the end is known and lies before the signature, no length is made of the two."""
    subject = contract("pkwt", signed="2026-12-31", starts=None, ends="2026-06-30")
    assert findings(subject, "pkwt-duration-cap")[0].verdict == "unclear"


@pytest.mark.parametrize(("ends", "verdict"), [("2026-01-14", "satisfied"), ("2046-02-28", "unclear")])
def test_very_short_and_very_long_terms(ends: str, verdict: str) -> None:
    """Ten days are a term of less than a month; more than twenty years are a misreading."""
    assert verdicts(contract("pkwt", ends=ends), "pkwt-duration-cap") == (verdict,)


@pytest.mark.parametrize(
    ("ends", "wage", "noted"),
    [
        ("2026-02-04", position(wage=3_000_000), "1 bulan x Rp3.000.000 = Rp3.000.000"),
        ("2026-01-20", position(wage=3_000_000), None),
        ("2045-12-31", position(wage=3_000_000), "240 bulan"),
        ("2026-12-31", position(wage=150_000, period="day"), None),
        ("2026-12-31", position(wage=2_000), None),
        ("2026-12-31", position(), None),
    ],
)
def test_the_measure_of_a_penalty(ends: str, wage: Any, noted: str | None) -> None:
    """The wages of the rest of the term are the measure, where months and a monthly wage can be believed."""
    subject = contract(
        "pkwt", starts="2026-01-01" if ends == "2045-12-31" else "2026-01-05", ends=ends, positions=(wage,),
        clauses=(clause("resignation_penalty"),),
    )  # fmt: skip
    notes = [n for n in findings(subject, "pkwt-early-termination")[0].notes if "Pembanding Pasal 62" in n]
    assert bool(notes) is (noted is not None)
    assert noted is None or noted in notes[0]


@pytest.mark.parametrize(("age", "severity"), [("14", "kritis"), ("15", "tinggi"), ("17", "tinggi")])
def test_a_stated_age(age: str, severity: str) -> None:
    """Under fifteen is gravest."""
    subject = contract("pkwt", parties=(VENDOR, WORKER))
    found = [f for f in findings(subject, "pkwt-item-b-worker", said=f"Umur : {age} tahun") if "anak" in f.explanation]
    assert [f.severity for f in found] == [severity]


@pytest.mark.parametrize(
    ("value", "result"),
    [(199_999_999, "sampai batas"), (200_000_000, "sampai batas"), (200_000_001, "di atas batas")],
)
def test_the_ceiling_of_a_work_order(value: int, result: str) -> None:
    """Two hundred million is still within the ceiling."""
    found = findings(contract("spk", value=money(value), parties=(OFFICE, VENDOR)), "spk-form-threshold")[0]
    assert found.calculation is not None
    assert found.calculation.result == result


def test_what_a_calculation_lacks_is_named() -> None:
    """Without a value it is the value that is named, with one it is people, wage or term."""
    without = findings(contract(value=None), "ad-price-covers-labour-cost")[-1]
    heads = findings(contract(value=money(90_000_000), positions=()), "ad-price-covers-labour-cost")[-1]
    assert "nilai kontrak tidak lengkap" in without.explanation
    assert "jumlah pekerja, upah bulanan atau jangka waktu tidak lengkap" in heads.explanation


@pytest.mark.parametrize(
    ("status", "said"), [("excluded", "dilanggar"), ("granted", "terpenuhi"), ("absent", "tidak ada")]
)
def test_a_line_says_how_it_stands(status: Any, said: str) -> None:
    """The line of a list ends with the verdict in a word."""
    found = findings(contract("pkwt", clauses=(clause("thr", status),)), "thr-allowance")[0]
    assert in_list(found).endswith(f": {said}")


def test_a_quote_is_the_sentence_with_the_cue() -> None:
    """What is shown of a page is the sentence around the cue: whole at the top, cut at full stops and empty lines."""
    at_top = findings(contract("pkwt"), "pkwt-temporary-nature", said="Musiman pekerjaannya. Lainnya menyusul.")[0]
    amid = findings(
        contract("pkwt"), "pkwt-temporary-nature", said="Judul surat.\n\nKerja ini musiman adanya.\n\nPasal berikut."
    )[0]
    assert [e.quote for e in at_top.evidence] == ["Musiman pekerjaannya"]
    assert [e.quote for e in amid.evidence] == ["Kerja ini musiman adanya."]


def test_dates_that_are_not_whole_make_no_earlier_term() -> None:
    """Months without a day, and days that are not exact, are left out before two dates are paired."""
    subject = contract("pkwt", signed="2026-02-01", starts="2026-02-01", ends="2027-01-31")
    said = "Perpanjangan PKWT bulan Maret 2021 dan masa 1 Februari 2025 s.d. 31 Januari 2026."
    found = findings(subject, "pkwt-duration-cap", said=said)[0]
    assert found.calculation is not None
    assert "24 bulan" in found.calculation.result


# -- what the survivors of changed rules showed ---------------------------------------------------------------------------
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
