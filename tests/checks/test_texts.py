"""Findings in three lengths, and what judging again changed."""

from __future__ import annotations

from dataclasses import replace
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
    """The letter says what was found and asks; where nothing is said of it, the rule's own sentence stands in."""
    case = Finding(
        rule=rule.id, verdict="violated", severity=rule.severity, title=rule.title, explanation=rule.why, advice="y"
    )
    said = in_letter(case, law=law())
    assert said.startswith(rule.letter.rstrip("."))
    assert said.endswith("Mohon diperbaiki.")
    found = in_letter(replace(case, explanation=f"Upahnya Rp900.000. {rule.why}"), law=law())
    assert found == "Upahnya Rp900.000. Mohon diperbaiki."


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
        ("thr-allowance", (clause("thr", "excluded"),), "Ubah ketentuan ini melalui addendum dan bayarkan"),
        ("ad-worker-contract-form", (clause("worker_contract_form", "excluded"),), "Hapus atau perbaiki"),
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


@pytest.mark.parametrize("kind", ["alih_daya", "surat_perjanjian", "spk", "pkwt"])
def test_a_finding_a_person_can_act_on(kind: Any) -> None:
    """Whatever asks for something says why it matters, gives a wording, and names whom to turn to."""
    for found in judged(
        contract(kind, clauses=(clause("thr", "excluded"), clause("working_hours", quote="9 jam sehari")))
    ):
        if found.verdict in ("violated", "absent", "unclear"):
            assert "Hubungi: " in found.advice, found.rule
            assert found.explanation.count(". ") >= 1, found.rule
            assert "Contoh rumusan" in found.advice or found.weight == "calculation", found.rule


@pytest.mark.parametrize(
    ("kind", "rule", "office"),
    [("alih_daya", "spk-form-threshold", False), ("spk", "spk-core-fields", True), ("spk", "spk-no-subcontract", True)],
)
def test_only_government_work_has_a_procurement_officer(kind: Any, rule: str, office: bool) -> None:
    """Parties without a government body are not sent to one."""
    given = {"signed": "2026-01-05"} if office else {"parties": contract("alih_daya").parties}
    for found in findings(contract(kind, **given), rule):
        assert ("(PPK)" in found.advice) is (office and bool(found.advice))
    private = [f for f in judged(contract("spk", parties=contract("alih_daya").parties)) if "Hubungi" in f.advice]
    assert private
    assert not any("(PPK)" in f.advice for f in private)


def test_clauses_of_one_rule_have_their_own_wording() -> None:
    """The end of a contract and disputes, judged under one rule, are each explained and worded for themselves."""
    end, quarrel = findings(contract("pkwt"), "pkwt-item-f-rights")[1:]
    assert "diberhentikan sewaktu-waktu" in end.explanation
    assert "Perjanjian berakhir karena" in end.advice
    assert "ke mana mengadu" in quarrel.explanation
    assert "Perselisihan diselesaikan dengan musyawarah" in quarrel.advice


def test_the_want_of_a_reference_is_not_called_a_low_wage() -> None:
    """Where only the reference to the minimum wage lacks, the reason given is that wages will not follow."""
    found = findings(contract(), "wage-minimum")[0]
    assert "meminta sendiri kenaikannya" in found.explanation
    assert "dilarang" not in found.explanation


@pytest.mark.parametrize(
    ("rule", "signed", "said", "shown"),
    [
        ("pkwt-registration", "2026-01-05", "Permenaker pelaksana", True),
        ("pkwt-registration", "2026-01-05", "Kepmenakertrans 100/2004", False),
        ("pkwt-registration", "2021-02-01", "Kepmenakertrans 100/2004", True),
        ("pkwt-registration", "2021-02-02", "Kepmenakertrans 100/2004", False),
        ("bpjs-enrolment-programmes", "2026-01-05", "UU 3/1992", False),
        ("bpjs-enrolment-programmes", "2010-01-05", "UU 3/1992", True),
        ("wage-minimum", "2026-01-05", "Pembagi upah harian", False),
    ],
)
def test_a_doubt_stands_where_it_matters(rule: str, signed: str, said: str, shown: bool) -> None:
    """A doubt about the law of some dates is kept from contracts of others."""
    found = findings(contract("pkwt", signed=signed, starts=signed, ends=None), rule)
    assert any(said in note for f in found for note in f.notes) is shown


def test_an_undated_contract_carries_every_doubt() -> None:
    """Where the date is not known, no doubt can be set aside."""
    found = findings(contract("pkwt", signed=None, starts=None, ends=None), "pkwt-registration")[0]
    assert any("Kepmenakertrans 100/2004" in note for note in found.notes)
    assert any("Permenaker pelaksana" in note for note in found.notes)


@pytest.mark.parametrize(
    ("hours", "said"),
    [("Senin s/d Sabtu pukul 08.00-14.40", "satisfied"), ("Senin s/d Sabtu pukul 08.00-15.30", "unclear")],
)
def test_forty_hours_in_minutes(hours: str, said: str) -> None:
    """Six days of 6 hours 40 are forty hours, not a little more."""
    subject = contract("pkwt", clauses=(clause("working_hours", quote=f"{hours}, istirahat 1 menit"),))
    assert verdicts(subject, "working-time-cap") == (said,)
