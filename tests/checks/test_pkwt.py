"""The fixed-term agreement: its length, its nature, daily work, compensation, registration."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import clause, contract, count, findings, position, text, verdicts

TERMS: tuple[tuple[str, str | None, str | None, int | None, str], ...] = (
    # signed, starts, ends, printed months, verdict
    ("2022-01-03", "2022-01-03", "2023-01-02", None, "satisfied"),
    ("2022-01-03", "2022-01-03", "2027-01-02", None, "satisfied"),
    ("2022-01-03", "2022-01-03", "2027-01-03", None, "satisfied"),
    ("2022-01-03", "2022-01-03", "2027-02-28", None, "violated"),
    ("2022-01-03", "2022-01-03", "2029-01-02", None, "violated"),
    ("2021-02-02", "2021-02-02", "2024-02-01", None, "satisfied"),
    ("2021-02-01", "2021-02-01", "2024-01-31", None, "violated"),
    ("2014-05-05", "2014-05-05", "2016-05-04", None, "satisfied"),
    ("2014-05-05", "2014-05-05", "2016-06-30", None, "violated"),
    ("2025-03-01", "2025-03-01", None, 60, "satisfied"),
    ("2025-03-01", "2025-03-01", None, 61, "violated"),
    ("2025-03-01", "2025-03-01", None, None, "unclear"),
    ("2025-03-01", "2025-03-01", "2065-02-28", None, "unclear"),
    ("2025-03-01", "2025-03-01", "2024-03-01", None, "unclear"),
)


@pytest.mark.parametrize(("signed", "starts", "ends", "months", "verdict"), TERMS)
def test_length_of_the_term(
    signed: str, starts: str | None, ends: str | None, months: int | None, verdict: str
) -> None:
    """Five years since 2 February 2021, two years before; nonsense is unclear."""
    printed = count(months) if months is not None else None
    subject = contract("pkwt", signed=signed, starts=starts, ends=ends, duration_months=printed)
    assert verdicts(subject, "pkwt-duration-cap") == (verdict,)


@pytest.mark.parametrize(
    ("months", "verdict"), [(24, "satisfied"), (36, "unclear"), (60, "unclear"), (61, "violated"), (480, "unclear")]
)
def test_length_without_a_date(months: int, verdict: str) -> None:
    """Without a date only what holds in every period is decided."""
    subject = contract("pkwt", signed=None, starts=None, ends=None, duration_months=count(months))
    assert verdicts(subject, "pkwt-duration-cap") == (verdict,)


JOB = "Perjanjian berdasarkan selesainya pekerjaan pemeliharaan taman."


@pytest.mark.parametrize(
    ("given", "said", "verdict"),
    [
        ({"clauses": (clause("job_completion_terms"),), "duration_months": count(8)}, JOB, "satisfied"),
        ({"clauses": (clause("job_completion_terms"),), "ends": None}, JOB, "unclear"),
        ({"clauses": (clause("job_completion_terms"),), "ends": None, "duration_months": count(8)}, JOB, "satisfied"),
        ({"clauses": (clause("job_completion_terms"),)}, JOB, "satisfied"),
        ({"ends": None}, JOB, "absent"),
        ({}, "Perjanjian berlaku satu tahun.", "not_applicable"),
        ({"ends": None, "signed": "2018-01-08", "starts": "2018-01-08"}, JOB, "not_applicable"),
    ],
)
def test_job_based_terms(given: dict[str, Any], said: str, verdict: str) -> None:
    """An agreement for a job must say when the job is done and how long it should take."""
    assert verdicts(contract("pkwt", **given), "pkwt-job-based-terms", said=said) == (verdict,)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Pekerjaan ini bersifat musiman.", "satisfied"),
        ("Pekerjaan ini adalah pekerjaan tetap dan terus-menerus.", "unclear"),
        ("Pekerjaan ini bukan pekerjaan tetap.", "satisfied"),
        ("Pekerja melaksanakan kebersihan gedung.", "satisfied"),
    ],
)
def test_temporary_nature(said: str, verdict: str) -> None:
    """Signs of permanent work go to a reviewer; silence never fails."""
    assert verdicts(contract("pkwt"), "pkwt-temporary-nature", said=said) == (verdict,)


def daily(quote: str, ends: str = "2026-12-31") -> Any:
    return contract(
        "pkwt",
        ends=ends,
        title=text("Perjanjian Kerja Harian Lepas"),
        positions=(position("Pekerja Harian", 130_000, period="day"),),
        clauses=(clause("working_hours", quote=quote),),
    )


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (daily("bekerja 3 hari seminggu"), "satisfied"),
        (daily("bekerja 4 hari dalam seminggu"), "satisfied"),
        (daily("bekerja 6 hari seminggu"), "violated"),
        (daily("bekerja 6 hari seminggu", ends="2026-02-04"), "unclear"),
        (daily("bekerja 6 hari seminggu", ends="2026-04-04"), "violated"),
        (daily("bekerja 5 hari seminggu", ends="2026-04-03"), "unclear"),
        (daily("bekerja bila dipanggil"), "unclear"),
        (contract("pkwt"), "not_applicable"),
    ],
)
def test_daily_workers(subject: Any, verdict: str) -> None:
    """Daily workers work fewer than 21 days a month."""
    assert verdicts(subject, "pkwt-daily-worker-limit") == (verdict,)


def test_compensation_shows_its_amount() -> None:
    """A granted compensation is counted for the months of the contract."""
    subject = contract("pkwt", ends="2026-12-04", clauses=(clause("compensation_pkwt"),))
    found = findings(subject, "pkwt-compensation")[0]
    assert found.calculation is not None
    assert found.calculation.result == "Rp2.699.713,68"


@pytest.mark.parametrize(
    ("signed", "ends", "verdict"),
    [
        ("2021-02-02", "2021-12-31", "absent"),
        ("2021-01-30", "2021-12-31", "not_applicable"),
        ("2018-05-01", "2018-12-31", "not_applicable"),
        ("2026-01-05", "2026-12-31", "absent"),
    ],
)
def test_compensation_by_date(signed: str, ends: str, verdict: str) -> None:
    """The checklist asks for compensation from 2 February 2021."""
    assert verdicts(contract("pkwt", signed=signed, starts=signed, ends=ends), "pkwt-compensation") == (verdict,)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [("pkwt-compensation", "compensation_pkwt"), ("thr-allowance", "thr"), ("overtime-pay-and-cap", "overtime")],
)
def test_all_in_pay_is_left_to_a_person(rule: str, kind: Any) -> None:
    """A right said to be inside the wage already is neither granted nor simply denied."""
    subject = contract("pkwt", clauses=(clause(kind, included_in_wage="true"),))
    assert verdicts(subject, rule) == ("unclear",)


@pytest.mark.parametrize(("signed", "weight"), [("2023-05-02", "statute"), ("2016-05-02", "contested")])
def test_registration_has_the_weight_of_its_date(signed: str, weight: str) -> None:
    """Before PP 35/2021 the duty to register is only remembered: it stays missing, with that weight."""
    found = findings(contract("pkwt", signed=signed, starts=signed, ends=None), "pkwt-registration")[0]
    assert (found.verdict, found.weight) == ("absent", weight)
    assert found.protections == ("registration_disnaker",)


def test_early_termination_shows_the_measure() -> None:
    """A penalty is set beside the wages of the rest of the term."""
    subject = contract(
        "pkwt", ends="2026-07-04", positions=(position(wage=3_000_000),), clauses=(clause("resignation_penalty"),)
    )
    found = findings(subject, "pkwt-early-termination")[0]
    assert any("Rp18.000.000" in note for note in found.notes)
