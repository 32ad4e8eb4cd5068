"""Wages against the minimum wage of place and month, and the make-up of the wage."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import USER, VENDOR, WAGE_2026, clause, contract, findings, group_spk, position, text, verdicts

from extractor.checks import violations

JAKARTA, MUKOMUKO, PADANG = text("Kota Jakarta Selatan"), text("Kabupaten Mukomuko"), text("Kota Padang")


def paid(
    wage: Any, *, place: Any = None, year: int = 2026, period: Any = "month", allowances: Any = (), clauses: Any = ()
) -> Any:
    term = {"signed": f"{year}-01-05", "starts": f"{year}-01-05", "ends": f"{year}-12-31"}
    paid_position = position(wage=wage, period=period, allowances=allowances)
    made = contract("pkwt", **term, positions=(paid_position,), clauses=clauses)
    return replace(made, work_place=place) if place else made


SIX_DAYS = (clause("working_hours", quote="6 hari kerja seminggu, 7 jam per hari"),)
JOB_ALLOWANCE = (("Tunjangan jabatan", 300_000, "month", True),)


def wage_verdict(subject: Any) -> Any:
    """The finding on the amount (the first one, on the reference to the minimum wage, left out)."""
    return findings(subject, "wage-minimum")[1]


CASES: tuple[tuple[str, Any, str], ...] = (
    ("at the UMK", paid(WAGE_2026), "satisfied"),
    ("a sen under the UMK", paid("2945142.19"), "violated"),
    ("above the UMK", paid(3_100_000), "satisfied"),
    ("under the UMP", paid(1_500_000), "violated"),
    ("DKI has no UMK: above", paid(6_000_000, place=JAKARTA), "satisfied"),
    ("DKI has no UMK: below", paid(5_700_000, place=JAKARTA), "violated"),
    ("only the UMP known: above", paid(3_500_000, place=PADANG), "unclear"),
    ("only the UMP known: below", paid(3_000_000, place=PADANG), "violated"),
    ("UMK approximate: above", paid(2_700_000, place=MUKOMUKO, year=2023), "unclear"),
    ("UMK approximate: below the UMP", paid(2_400_000, place=MUKOMUKO, year=2023), "violated"),
    ("UMK approximate: between", paid(2_500_000, place=MUKOMUKO, year=2023), "unclear"),
    ("UMP conflicting", paid(3_000_000, place=text("Kabupaten Asahan")), "unclear"),
    ("follows the UMP", paid("2827250.90", place=text("Kabupaten Kaur")), "satisfied"),
    ("follows the UMP: below", paid(2_827_250, place=text("Kabupaten Kaur")), "violated"),
    ("year without data", paid(900_000, year=2012), "unclear"),
    ("place in two provinces", replace(paid(2_400_000, place=text("Banjar")), parties=(), signed_at=None), "unclear"),
    ("place unknown", replace(paid(2_400_000, place=text("Kantor Pusat")), parties=(), signed_at=None), "unclear"),
    ("no date", replace(paid(1_000_000), signed_on=None, starts_on=None, ends_on=None), "unclear"),
    ("daily, far below", paid(90_000, period="day"), "violated"),
    ("daily, a 26th", paid(113_274, period="day"), "violated"),
    ("daily, between", paid(125_000, period="day"), "unclear"),
    ("daily, above a 21st", paid(141_000, period="day"), "satisfied"),
    ("daily, six days", paid(118_000, period="day", clauses=SIX_DAYS), "satisfied"),
    ("hourly, below", paid(15_000, period="hour"), "violated"),
    ("hourly, between", paid(20_000, period="hour"), "unclear"),
    ("hourly, above", paid(24_000, period="hour"), "satisfied"),
    ("piece", paid(2_000, period="piece"), "unclear"),
    ("part time", paid(1_600_000, clauses=(clause("working_hours", quote="5 jam kerja per hari"),)), "unclear"),
    ("wage of 0", paid(0), "unclear"),
    ("ten digits", paid(2_945_142_200), "unclear"),
    ("four digits", paid(2_945), "unclear"),
    ("fixed allowance lifts it", paid(2_700_000, allowances=JOB_ALLOWANCE), "satisfied"),
    ("allowance of unknown kind", paid(2_700_000, allowances=(("Tunjangan", 300_000, "month", None),)), "unclear"),
    ("meal money by the day", paid(2_700_000, allowances=(("Uang makan", 30_000, "day", None),)), "violated"),
    ("allowance by attendance", paid(2_700_000, allowances=(("Premi hadir", 300_000, "month", False),)), "violated"),
)


@pytest.mark.parametrize(("what", "subject", "verdict"), CASES, ids=[c[0] for c in CASES])
def test_minimum_wage(what: str, subject: Any, verdict: str) -> None:
    """Below what is certain is a breach, at or above what certainly binds is good, all else is for a person."""
    found = wage_verdict(subject)
    assert found.verdict == verdict
    assert (found.violations == ("wage_below_minimum",)) is (verdict == "violated")


def test_the_working_names_its_sources() -> None:
    """Wage, minimum wage, decree and gap are shown to the sen."""
    found = wage_verdict(paid("2945142.19"))
    assert found.calculation is not None
    assert any(i.name == "UMK Kabupaten Bengkulu Tengah 2026" and "K.647" in i.source for i in found.calculation.inputs)
    assert "kurang Rp0,01" in found.calculation.steps[0]


@pytest.mark.parametrize(
    ("granted", "verdict", "word"),
    [(True, "unclear", "mewajibkan penyesuaian"), (False, "unclear", "tidak ada klausul penyesuaian")],
)
def test_a_term_that_crosses_a_new_minimum(granted: bool, verdict: str, word: str) -> None:
    """Each calendar year is compared; a later minimum above the wage is shown and is no breach of the signing day."""
    clauses = (clause("minimum_wage_reference"),) if granted else ()
    subject = contract(
        signed="2025-03-03",
        starts="2025-03-03",
        ends="2026-03-02",
        positions=(position(wage=2_816_835),),
        clauses=clauses,
    )
    found = findings(subject, "wage-minimum")
    assert [f.verdict for f in found][1:] == ["satisfied", verdict]
    assert "1 Januari 2026" in found[2].explanation
    assert word in found[2].explanation
    assert violations(found) == ()


def test_one_low_position_is_enough() -> None:
    """The position below the minimum is named, the other is not."""
    subject = contract(positions=(position("Satpam", 3_200_000), position("Pramubakti", 2_000_000)))
    found = wage_verdict(subject)
    assert found.verdict == "violated"
    assert "Pramubakti" in found.explanation
    assert "Satpam" not in found.explanation


def test_short_hours_of_one_job_say_nothing_of_another() -> None:
    """Hours written for the gardeners do not make the guards part-timers."""
    subject = contract(
        positions=(position("Satpam", 2_000_000), position("Tukang Kebun", 1_600_000)),
        clauses=(clause("working_hours", quote="Tukang Kebun bekerja 5 jam kerja per hari"),),
    )
    found = wage_verdict(subject)
    assert found.verdict == "violated"
    assert "Satpam" in found.explanation
    assert "Tukang Kebun" not in found.explanation


def test_the_users_seat_stands_in_for_the_place() -> None:
    """Without a place of work the user's address is compared, and the finding says so."""
    found = wage_verdict(contract(work_place=None, positions=(position(wage=2_000_000),)))
    assert found.verdict == "violated"
    assert any("Pastikan tempat kerja sebenarnya" in note for note in found.notes)


@pytest.mark.parametrize(
    ("wage", "period", "verdict"),
    [
        (2_317_600, "month", "violated"),
        (2_317_601, "month", "unclear"),
        (89_138, "day", "violated"),
        (89_139, "day", "unclear"),
        (500, "piece", "unclear"),
    ],
)
def test_without_a_place_only_the_lowest_minimum_decides(wage: int, period: Any, verdict: str) -> None:
    """Where people work is not known, but below the lowest minimum of the country a wage is unlawful anywhere."""
    subject = replace(paid(wage, period=period), work_place=None, parties=(), signed_at=text("Kota Jakarta Pusat"))
    found = wage_verdict(subject)
    assert found.verdict == verdict
    assert (found.violations == ("wage_below_minimum",)) is (verdict == "violated")


def test_the_vendors_seat_never_does() -> None:
    """Where the vendor sits says nothing about where people work."""
    subject = contract(
        work_place=None, signed_at=None, parties=(replace(USER, address=None, name=text("PT Rimba")), VENDOR)
    )
    assert wage_verdict(subject).verdict == "unclear"


NO_WAGE = (position(),)


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        (contract("pkwt", positions=NO_WAGE), ("wage_not_stated",)),
        (group_spk(positions=NO_WAGE), ("wage_not_stated",)),
        (contract("alih_daya", positions=NO_WAGE), ()),
        (contract("alih_daya", positions=NO_WAGE, clauses=(clause("minimum_wage_reference"),)), ()),
        (contract("alih_daya", positions=()), ()),
        (contract("addendum", positions=NO_WAGE), ()),
    ],
)
def test_a_wage_that_is_not_stated(subject: Any, codes: tuple[str, ...]) -> None:
    """No amount is a violation towards workers; a contract between companies need not state it."""
    assert violations(findings(subject, "wage-minimum")) == codes


@pytest.mark.parametrize(
    ("basic", "allowances", "verdict"),
    [
        (2_250_000, (("Tunjangan tetap", 750_000, "month", True),), "satisfied"),
        (2_249_999, (("Tunjangan tetap", 750_001, "month", True),), "violated"),
        ("2100000", (("Tunjangan tetap", 845_142, "month", True),), "violated"),
        (2_000_000, (("Tunjangan", 1_000_000, "month", None),), "unclear"),
        (2_000_000, (("Uang makan", 50_000, "day", None),), "not_applicable"),
        (2_000_000, (("Premi hadir", 1_000_000, "month", False),), "not_applicable"),
        (3_000_000, (), "not_applicable"),
        (0, (("Tunjangan tetap", 750_000, "month", True),), "unclear"),
    ],
)
def test_three_quarters_basic_wage(basic: Any, allowances: Any, verdict: str) -> None:
    """The basic wage is at least 75 per cent of itself and the fixed allowances."""
    subject = contract("pkwt", positions=(position(wage=basic, allowances=allowances),))
    assert verdicts(subject, "wage-basic-75") == (verdict,)


@pytest.mark.parametrize(
    ("given", "said", "verdict"),
    [
        ({"clauses": (clause("wage_payment_date", pay_when_paid="true"),)}, "", "unclear"),
        ({"clauses": (clause("wage_payment_date"),)}, "Upah dibayar setelah pencairan anggaran.", "unclear"),
        ({"clauses": (clause("wage_payment_date"),)}, "Upah dibayar tanggal 1.", "satisfied"),
        ({}, "Upah tidak dibayar setelah termin, melainkan tiap bulan.", "absent"),
        ({"signed": "2020-01-06"}, "", "not_applicable"),
    ],
)
def test_pay_when_paid(given: dict[str, Any], said: str, verdict: str) -> None:
    """Wages that wait for someone else's payment go to a reviewer."""
    assert verdicts(contract("pkwt", **given), "wage-payment-date", said=said) == (verdict,)


@pytest.mark.parametrize(
    ("clauses", "verdict"),
    [
        ((clause("late_wage_penalty"),), "satisfied"),
        ((clause("late_wage_penalty", "excluded"),), "unclear"),
        ((clause("late_wage_penalty", "excluded", about="delivery"),), "not_applicable"),
        ((), "not_applicable"),
    ],
)
def test_late_wage_fine(clauses: Any, verdict: str) -> None:
    """The fine applies by law; only a clause against it is looked at, and a procurement fine is none."""
    assert verdicts(contract("pkwt", clauses=clauses), "wage-late-fine") == (verdict,)


@pytest.mark.parametrize(
    ("given", "verdict", "code"),
    [
        ({"discretionary": "true"}, "violated", True),
        ({}, "satisfied", False),
        ({"included_in_wage": "true"}, "unclear", False),
        ({"billed_separately": "true"}, "satisfied", False),
    ],
)
def test_thr_that_hangs_on_goodwill(given: dict[str, str], verdict: str, code: bool) -> None:
    """A THR given as the employer sees fit is not the THR of the law."""
    found = findings(contract("pkwt", clauses=(clause("thr", **given),)), "thr-allowance")
    assert found[0].verdict == verdict
    assert (violations(found) == ("thr_discretionary",)) is code


def test_thr_law_before_2016_does_not_decide() -> None:
    """Before Permenaker 6/2016 the law on THR is only remembered, so its denial stays missing and is no breach."""
    old = contract("pkwt", signed="2011-01-03", starts="2011-01-03", ends=None, clauses=(clause("thr", "excluded"),))
    found = findings(old, "thr-allowance")[0]
    assert (found.verdict, found.weight, found.protections) == ("absent", "contested", ("thr",))


@pytest.mark.parametrize(
    ("ends", "result"),
    [("2026-08-04", "Rp1.717.999,62"), ("2027-01-04", "Rp2.945.142,20"), ("2028-01-04", "Rp2.945.142,20")],
)
def test_thr_shows_its_amount(ends: str, result: str) -> None:
    """A granted THR is counted for the months of the contract, one wage at most."""
    subject = contract("pkwt", ends=ends, clauses=(clause("thr"),))
    found = findings(subject, "thr-allowance")[0]
    assert found.calculation is not None
    assert found.calculation.result == result


@pytest.mark.parametrize(
    "given",
    [
        {"ends": None},
        {"ends": "2026-01-20"},
        {"positions": (position(wage=100_000, period="day"),)},
        {"ends": "2099-01-01"},
    ],
)
def test_thr_without_a_countable_term(given: dict[str, Any]) -> None:
    """Without months or a monthly wage no amount is shown."""
    found = findings(contract("pkwt", title=text("PKWT"), clauses=(clause("thr"),), **given), "thr-allowance")[0]
    assert found.calculation is None
