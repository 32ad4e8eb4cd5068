"""Findings in three lengths, and what judging again changed."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import TODAY, clause, contract, count, findings, group_spk, law, pages, verdicts

from extractor.checks import changed, in_letter, in_list, in_report, judge
from extractor.report import Finding


def judged(subject: Any, grade: Any = "good") -> tuple[Finding, ...]:
    return judge(subject, pages=pages("naskah", grade=grade), law=law(), today=TODAY)


@pytest.mark.parametrize("kind", ["alih_daya", "surat_perjanjian", "spk", "pkwt", "addendum"])
@pytest.mark.parametrize("grade", ["good", "poor"])
def test_every_finding_has_its_three_lengths(kind: Any, grade: Any) -> None:
    """Each finding has a line and a paragraph; each that asks for something has a letter sentence."""
    for found in judged(contract(kind), grade):
        assert found.title in in_list(found)
        assert found.explanation in in_report(found)
        wants = found.verdict in ("violated", "absent", "unreadable", "unclear")
        assert bool(in_letter(found, law=law())) is wants, found.rule


@pytest.mark.parametrize("rule", law().rules, ids=lambda r: r.id)
def test_every_rule_has_a_letter_sentence_that_asks(rule: Any) -> None:
    """Whatever rule is broken, the letter says so in a sentence of its own and ends with a request."""
    case = Finding(
        rule=rule.id, verdict="violated", severity=rule.severity, title=rule.title, explanation="x", advice="y"
    )
    said = in_letter(case, law=law())
    assert said.startswith(rule.letter.rstrip("."))
    assert said.endswith("Mohon diperbaiki.")


def test_office_policy_cites_no_law() -> None:
    """A letter never presents office policy as law."""
    found = findings(contract(), "rep-one-door")[0]
    said = in_letter(found, law=law())
    assert "dasar:" not in said
    assert "bukan pelanggaran undang-undang" in said


def test_contested_law_is_not_cited_as_a_duty() -> None:
    """An item of the checklist without a clear duty is asked for as such."""
    said = in_letter(findings(contract(), "ad-registration-history")[0], law=law())
    assert "butir daftar periksa" in said
    assert "dasar:" not in said


@pytest.mark.parametrize(
    ("rule", "clauses", "start"),
    [
        ("thr-allowance", (clause("thr", "excluded"),), "Hapus atau perbaiki"),
        ("thr-allowance", (), "Lengkapi melalui addendum"),
        ("rep-wlkp", (), "Minta buktinya"),
        ("wage-late-fine", (clause("late_wage_penalty", "excluded"),), "Perlu dinilai penelaah"),
        ("thr-allowance", (clause("thr"),), ""),
    ],
)
def test_advice_fits_the_verdict(rule: str, clauses: Any, start: str) -> None:
    """A breach is to be taken out, a want to be filled, a proof to be asked for, nothing where all is well."""
    advice = findings(contract(clauses=clauses), rule)[0].advice
    assert advice.startswith(start)
    assert bool(advice) is bool(start)


def test_a_letter_names_what_is_missing() -> None:
    """The missing programmes are named in full."""
    said = in_letter(findings(group_spk(), "bpjs-enrolment-programmes")[0], law=law())
    assert "Jaminan Kecelakaan Kerja (JKK)" in said
    assert "UU 24/2011" in said


def test_judging_again_shows_what_changed() -> None:
    """Only rules whose verdicts differ are listed."""
    before = judged(contract())
    after = judged(contract(clauses=(clause("thr"),)))
    assert changed(before, before) == ()
    assert "thr-allowance: tidak ada -> terpenuhi" in changed(before, after)
    assert changed((), findings(contract(), "thr-allowance")) == ("thr-allowance: (belum dinilai) -> tidak ada",)


@pytest.mark.parametrize(
    ("months", "verdict"), [(12, "satisfied"), (11, "satisfied"), (13, "satisfied"), (24, "unclear"), (6, "unclear")]
)
@pytest.mark.parametrize(("kind", "rule"), [("pkwt", "pkwt-item-g-period"), ("alih_daya", "ad-written-agreement")])
def test_printed_months_against_dates(kind: Any, rule: str, months: int, verdict: str) -> None:
    """A printed length that differs from the dates by more than a month goes to a reviewer."""
    subject = contract(kind, starts="2026-01-01", ends="2026-12-31", duration_months=count(months))
    assert verdicts(subject, rule)[0] == verdict
