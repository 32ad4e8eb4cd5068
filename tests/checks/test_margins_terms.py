"""Terms, prices and wages over the years on either side of a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from written_facts import (
    TODAY,
    USER,
    VENDOR,
    WAGE_2026,
    clause,
    contract,
    cover,
    findings,
    law,
    money,
    pages,
    pair,
    position,
    text,
    verdicts,
)

from extractor.checks import in_letter, judge_rule
from extractor.checks.money import contribution_base
from extractor.law import load_law


@pytest.mark.parametrize(
    ("figures", "words", "apart"), [(1_000, 1_000, False), (1_000, 1_001, True), (1_001, 1_000, True)]
)
def test_one_rupiah_apart(figures: int, words: int, apart: bool) -> None:
    """Figures and words that differ by a rupiah differ."""
    found = findings(contract(amount_pairs=(pair(figures, words),)), "ad-price-covers-labour-cost")
    assert any("digits_words_mismatch" in f.violations for f in found) is apart


@pytest.mark.parametrize(("more", "known"), [("0", True), ("1", True), ("1.01", False), ("-1", True), ("-1.01", False)])
def test_a_price_explained_to_the_rupiah(more: str, known: bool) -> None:
    """Wages with fee and tax explain a price to one rupiah."""
    value = money(WAGE_2026 * 60 * 110 / 100 * 111 / 100).value + money(more).value
    subject = contract(
        value=money(value), positions=(position("Satpam", WAGE_2026, heads=5),), starts="2026-01-01", ends="2026-12-31"
    )
    found = findings(subject, "ad-price-covers-labour-cost")[-1]
    assert found.calculation is not None
    assert any("dengan jasa" in step for step in found.calculation.steps) is known


@pytest.mark.parametrize(
    ("place", "parties", "shown"),
    [
        (text("Kabupaten Bengkulu Tengah"), (USER, VENDOR), True),
        (None, (replace(USER, address=None, name=text("PT Rimba")), VENDOR), False),
    ],
)
def test_a_price_without_a_known_minimum(place: Any, parties: Any, shown: bool) -> None:
    """Where the minimum wage is not known the stated wage is what is counted from."""
    subject = contract(
        value=money(400_000_000), positions=(position("Satpam", 3_000_000, heads=5),), starts="2026-01-01",
        ends="2026-12-31", work_place=place, parties=parties, signed_at=None,
    )  # fmt: skip
    found = findings(subject, "ad-price-covers-labour-cost")[-1]
    assert found.verdict == "satisfied"
    assert found.calculation is not None
    assert any(i.name == "Upah minimum" for i in found.calculation.inputs) is shown
    assert "Upah saja: Rp180.000.000" in found.calculation.steps


TWENTY_YEARS = "Perpanjangan PKWT masa 1 Februari 2006 s.d. 31 Januari 2026."
LONGER = "Perpanjangan PKWT masa 1 Februari 2005 s.d. 31 Januari 2026."


@pytest.mark.parametrize(("said", "told"), [(TWENTY_YEARS, "252 bulan"), (LONGER, "tidak masuk akal")])
def test_an_earlier_term_nobody_has(said: str, told: str) -> None:
    """Twenty years before are believed, more are a misreading."""
    subject = contract("pkwt", signed="2026-02-01", starts="2026-02-01", ends="2027-01-31")
    found = findings(subject, "pkwt-duration-cap", said=said)[0]
    assert found.verdict == "unclear"
    assert told in found.explanation


def test_a_job_with_an_end_date_is_a_term() -> None:
    """An agreement that speaks of a job and has an end is judged by its end."""
    said = "Perjanjian berdasarkan selesainya pekerjaan pemeliharaan taman."
    assert verdicts(contract("pkwt"), "pkwt-job-based-terms", said=said) == ("not_applicable",)


@pytest.mark.parametrize(
    ("signed", "ends", "noted"),
    [
        ("2020-10-01", "2021-12-31", True),
        ("2020-10-01", "2020-10-31", False),
        ("2020-12-01", "2021-12-31", False),
        ("2020-10-01", None, False),
    ],
)
def test_a_contract_that_ran_into_the_compensation(signed: str, ends: str | None, noted: bool) -> None:
    """A contract made before, and still running after, may have earned compensation: a person is told."""
    subject = contract(
        "pkwt", signed=signed, starts=signed, ends=ends, clauses=(clause("compensation_pkwt", "excluded"),)
    )
    found = findings(subject, "pkwt-compensation")[0]
    assert any("Kontrak dibuat sebelum aturan ini" in note for note in found.notes) is noted
    before = signed < "2020-11-02"
    assert (found.verdict, found.weight) == (("absent", "contested") if before else ("violated", "statute"))


@pytest.mark.parametrize(
    ("status", "verdict"), [("granted", "unclear"), ("prohibited", "satisfied"), ("excluded", "satisfied")]
)
def test_damages_by_the_statute(status: Any, verdict: str) -> None:
    """A claim both sides have by Pasal 62 is weighed by a person; one that is not agreed is none."""
    subject = contract("pkwt", clauses=(clause("resignation_penalty", status, statutory="true"),))
    assert verdicts(subject, "pkwt-early-termination") == (verdict,)


@pytest.mark.parametrize(("days", "result"), [(3, "13 hari sebulan"), (5, "21,7 hari sebulan"), (6, "26 hari sebulan")])
def test_days_a_month_of_a_daily_worker(days: int, result: str) -> None:
    """A week's days are counted over 52 weeks in twelve months."""
    subject = contract(
        "pkwt",
        title=text("Perjanjian Kerja Harian Lepas"),
        positions=(position("Pekerja Harian", 130_000, period="day"),),
        clauses=(clause("working_hours", quote=f"bekerja {days} hari seminggu"),),
    )
    found = findings(subject, "pkwt-daily-worker-limit")[0]
    assert found.calculation is not None
    assert found.calculation.result == result


@pytest.mark.parametrize(
    ("kind", "status", "said", "verdict"),
    [
        ("alih_daya", "granted", "Karyawan PKWTT menjalani masa percobaan 3 bulan.", "unclear"),
        ("alih_daya", "granted", "Pekerja menjalani masa percobaan.", "violated"),
        ("alih_daya", "prohibited", "Karyawan PKWTT saja.", "satisfied"),
        ("pkwt", "granted", "Bukan PKWTT.", "violated"),
    ],
)
def test_a_trial_of_permanent_staff(kind: Any, status: Any, said: str, verdict: str) -> None:
    """A vendor may have permanent staff on trial; an agreement for a fixed term may not."""
    subject = contract(kind, clauses=(clause("probation", status),))
    found = [f for f in findings(subject, "pkwt-no-probation", said=said) if f.verdict != "not_applicable"]
    assert [f.verdict for f in found] == ([verdict] if kind == "pkwt" or found else [])


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Pekerjaan ini tidak dilakukan terus-menerus.", "satisfied"),
        ("Pekerjaan ini dilakukan terus-menerus.", "unclear"),
        ("Pekerjaan yang bersifat tetap dan tidak terputus-putus.", "unclear"),
    ],
)
def test_signs_of_permanent_work(said: str, verdict: str) -> None:
    """Only a sign that is not denied is one."""
    assert verdicts(contract("pkwt"), "pkwt-temporary-nature", said=said) == (verdict,)


# -- wages over the years ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("starts", "ends", "wage", "found"),
    [
        ("2026-01-05", "2027-12-31", 3_200_000, 2),
        ("2025-01-05", "2026-12-31", 2_900_000, 3),
        ("2025-01-05", "2026-12-31", 3_000_000, 2),
        ("2023-01-05", "2026-12-31", 2_500_000, 5),
        ("2007-01-01", "2026-12-31", 1_000_000, 8),
        ("2006-12-01", "2026-12-31", 1_000_000, 2),
    ],
)
def test_each_year_below_the_minimum_is_said(starts: str, ends: str, wage: int, found: int) -> None:
    """Besides the clause and the first year every later year with a minimum above the wage is a finding; years without
    data and terms nobody has are not."""
    subject = contract("pkwt", signed=starts, starts=starts, ends=ends, positions=(position(wage=wage),))
    assert len(findings(subject, "wage-minimum")) == found


@pytest.mark.parametrize(
    ("place", "year", "noted"), [("Kabupaten Mukomuko", 2023, True), ("Kabupaten Bengkulu Tengah", 2026, False)]
)
def test_a_row_that_does_not_decide_is_named(place: str, year: int, noted: bool) -> None:
    """Only a minimum wage that is shown and does not decide carries its class."""
    subject = contract(
        "pkwt", signed=f"{year}-01-05", starts=f"{year}-01-05", ends=f"{year}-12-31", work_place=text(place),
        positions=(position(wage=3_000_000),),
    )  # fmt: skip
    notes = findings(subject, "wage-minimum")[1].notes
    assert any("ditampilkan, tidak memutuskan" in note for note in notes) is noted


def test_a_denied_thr_inside_the_wage_is_denied() -> None:
    """What is excluded is not granted by being said to be in the wage."""
    subject = contract("pkwt", clauses=(clause("thr", "excluded", included_in_wage="true", discretionary="true"),))
    assert verdicts(subject, "thr-allowance") == ("violated",)


@pytest.mark.parametrize(("ends", "noted"), [("2026-11-04", False), ("2026-12-04", True), ("2027-01-04", False)])
def test_only_eleven_months_are_pointed_out(ends: str, noted: bool) -> None:
    """Ten months and twelve are no sign of a chain."""
    found = findings(contract("pkwt", ends=ends), "annual-leave")[0]
    assert any("11 bulan" in note for note in found.notes) is noted


@pytest.mark.parametrize(("days", "verdict"), [("1", "violated"), ("11", "violated"), ("12", "satisfied")])
def test_days_of_leave(days: str, verdict: str) -> None:
    """One day of leave is a number to hold against twelve."""
    assert verdicts(contract("pkwt", clauses=(clause("annual_leave", leave_days=days),)), "annual-leave") == (verdict,)


def test_an_hour_a_day_is_a_working_day() -> None:
    """The shortest whole number of hours is read."""
    subject = contract("pkwt", clauses=(clause("working_hours", quote="1 jam sehari"),))
    assert "1 jam sehari" in findings(subject, "working-time-cap")[0].explanation


HEAD = "year,level,region,amount,valid_from,valid_until,legal_basis,source,verified\n"


@pytest.mark.parametrize(
    ("ends", "found"),
    [("2026-12-31", 3), ("2026-07-01", 3), ("2026-06-30", 2)],
    ids=["year", "first day", "day before"],
)
def test_a_minimum_wage_changed_in_mid_year(ends: str, found: int, tmp_path: Path) -> None:
    """A decree changed on 1 July makes a stretch of its own for a contract that is still running then."""
    rows = (
        "2026,kabupaten,Bengkulu Tengah,2945142.20,2026-01-01,2026-06-30,SK awal,arsip,yes\n"
        "2026,kabupaten,Bengkulu Tengah,3100000,2026-07-01,2026-12-31,SK perubahan,arsip,yes\n"
    )
    (tmp_path / "minimum_wages_uji.csv").write_text(HEAD + rows, encoding="utf-8")
    changed = load_law(tmp_path)
    subject = contract("pkwt", ends=ends, positions=(position(wage=3_000_000),))
    judged = judge_rule("wage-minimum", subject, pages=pages("naskah"), law=changed, today=TODAY)
    assert len(judged) == found
    assert judged[1].verdict == "satisfied"
    if found == 3:
        assert "Mulai 1 Juli 2026" in judged[2].explanation
        assert "Rp3.100.000" in judged[2].explanation
    assert changed.wage_changes("Kabupaten Bengkulu Tengah", date(2026, 1, 5), date(2026, 12, 31)) == (
        date(2026, 7, 1),
    )
    assert changed.wage_changes("Kota Padang", date(2026, 1, 5), date(2026, 12, 31)) == ()
    assert changed.wage_changes("entah di mana", date(2026, 1, 5), date(2026, 12, 31)) == ()


@pytest.mark.parametrize(
    ("programme", "wage", "base"),
    [
        ("jht", 2_000_000, 2_000_000),
        ("jkm", 20_000_000, 20_000_000),
        ("bpjs_kesehatan", 2_000_000, 2_945_142),
        ("bpjs_kesehatan", 3_000_000, 3_000_000),
        ("bpjs_kesehatan", 12_000_000, 12_000_000),
        ("bpjs_kesehatan", 12_000_001, 12_000_000),
        ("jp", 11_086_300, 11_086_300),
        ("jp", 11_086_301, 11_086_300),
        ("jp", 2_000_000, 2_000_000),
    ],
)
def test_the_wage_a_contribution_is_counted_from(programme: Any, wage: int, base: int) -> None:
    """Pension and health insurance have a ceiling, health insurance the minimum wage as its floor, the others neither."""
    rate = law().rate(programme, date(2026, 6, 1))
    assert rate is not None
    assert contribution_base(Decimal(wage), rate, minimum_wage=Decimal(2_945_142)) == base


def test_health_insurance_without_a_known_minimum() -> None:
    """Where the minimum wage is not known, the wage itself is counted from."""
    rate = law().rate("bpjs_kesehatan", date(2026, 6, 1))
    assert rate is not None
    assert contribution_base(Decimal(2_000_000), rate) == 2_000_000


def test_the_basic_wage_of_the_worked_example() -> None:
    """2,100,000 basic and 845,142.20 fixed are 71.3 per cent."""
    pay = position(wage=2_100_000, allowances=(("Tunjangan tetap", 845_142, "month", True),))
    found = findings(contract("pkwt", positions=(pay,)), "wage-basic-75")[0]
    assert (found.verdict, found.calculation and found.calculation.result) == ("violated", "71,3%")


@pytest.mark.parametrize(
    ("there", "severity"),
    [
        (("jkm", "jht", "jp", "bpjs_kesehatan"), "kritis"),
        (("jkk", "jht", "jp", "bpjs_kesehatan"), "kritis"),
        (("jkk", "jkm", "jht", "jp"), "kritis"),
        (("jkk", "jkm", "jp", "bpjs_kesehatan"), "tinggi"),
        (("jkk", "jkm", "jht", "bpjs_kesehatan"), "tinggi"),
    ],
)
def test_which_programme_lacks_is_how_grave_it_is(there: tuple[str, ...], severity: str) -> None:
    """Accident, death and health insurance are gravest, old age and pension less so."""
    found = findings(contract("pkwt", insurance=tuple(cover(p) for p in there)), "bpjs-enrolment-programmes")[0]
    assert (found.verdict, found.severity) == ("absent", severity)


@pytest.mark.parametrize(
    ("said", "step"),
    [("", "Nilai tanpa PPN (12%): Rp"), ("Harga sudah termasuk PPN 11%.", "Nilai tanpa PPN (11%): Rp")],
)
def test_the_rate_of_the_tax_is_shown(said: str, step: str) -> None:
    """The working says which rate was taken out of the price."""
    subject = contract(
        value=money(300_000_000), positions=(position("Satpam", WAGE_2026, heads=5),), starts="2026-01-01",
        ends="2026-12-31",
    )  # fmt: skip
    found = findings(subject, "ad-price-covers-labour-cost", said=said)[-1]
    assert found.calculation is not None
    assert any(line.startswith(step) for line in found.calculation.steps)


@pytest.mark.parametrize(
    ("there", "named"),
    [
        (("jkk", "jkm", "jht", "bpjs_kesehatan"), False),
        (("jkk", "jkm", "bpjs_kesehatan"), True),
        (("jkk", "jkm"), True),
    ],
)
def test_a_letter_lists_what_lacks_when_there_is_more_than_one(there: tuple[str, ...], named: bool) -> None:
    """One missing item is in the sentence already; two and more are listed by their full names."""
    found = findings(contract("pkwt", insurance=tuple(cover(p) for p in there)), "bpjs-enrolment-programmes")[0]
    assert ("Yang belum ada: " in in_letter(found, law=law())) is named
