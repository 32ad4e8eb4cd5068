"""Wages, terms and values on either side of a limit, and what a finding says in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import (
    OFFICE,
    TODAY,
    VENDOR,
    WORKER,
    clause,
    contract,
    findings,
    group_spk,
    law,
    money,
    pages,
    position,
    verdicts,
)

from extractor.checks import in_list
from extractor.checks.case import Case, make_case
from extractor.checks.wages import wages

PAID = clause("overtime")


def case_of(subject: Any) -> Case:
    return make_case(subject, pages=pages("naskah"), law=law(), today=TODAY)


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


@pytest.mark.parametrize(
    ("ends", "verdict"), [("2026-01-14", "satisfied"), ("2046-01-04", "violated"), ("2046-02-28", "unclear")]
)
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
