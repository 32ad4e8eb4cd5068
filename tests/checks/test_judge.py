"""Judging a whole contract: every rule once in the registry, purely, fast, and from memory nothing decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import TODAY, clause, contract, cover, day, findings, group_spk, law, money, pages, position

from extractor.checks import judge, missing, violations
from extractor.checks.case import make_case
from extractor.checks.judge import _restrain
from extractor.checks.registry import CHECKS
from extractor.report import Finding

KINDS = ("alih_daya", "surat_perjanjian", "spk", "pkwt", "addendum", "other")


def judged(subject: Any, *, said: str = "naskah", grade: Any = "good") -> tuple[Finding, ...]:
    return judge(subject, pages=pages(said, grade=grade), law=law(), today=TODAY)


def test_every_rule_has_one_check() -> None:
    """The registry lists each of the 71 rules exactly once."""
    assert sorted(check.rule for check in CHECKS) == sorted(rule.id for rule in law().rules)
    assert len(CHECKS) == 71


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_answers(kind: Any) -> None:
    """Every rule gives at least one finding on every kind of contract, with a text and a verdict."""
    found = judged(contract(kind))
    assert {f.rule for f in found} == {rule.id for rule in law().rules}
    assert all(f.explanation.strip() and f.title for f in found)


@pytest.mark.parametrize("kind", KINDS)
def test_judging_is_pure(kind: Any) -> None:
    """The same facts give the same findings."""
    assert judged(contract(kind)) == judged(contract(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_adverse_findings_say_what_to_do(kind: Any) -> None:
    """Whatever is not satisfied carries advice, and what is violated carries the law it breaks."""
    for found in judged(contract(kind, clauses=(clause("thr", "excluded"), clause("probation")))):
        if found.verdict in ("violated", "absent", "unclear", "unreadable"):
            assert found.advice, found.rule
        if found.verdict == "violated":
            assert any(c.verified for c in found.citations) or found.weight in (
                "contested",
                "office_policy",
                "calculation",
            ), found.rule


@pytest.mark.parametrize("kind", KINDS)
def test_citations_were_in_force_on_the_day(kind: Any) -> None:
    """What is cited was in force on the signing date or within the term."""
    subject = contract(kind, signed="2016-04-04", starts="2016-04-04", ends="2017-04-03")
    for found in judged(subject):
        for cited in found.citations:
            assert cited.in_force_from is None or cited.in_force_from <= day("2017-04-03").value, found.rule
            assert cited.in_force_until is None or cited.in_force_until >= day("2016-04-04").value, found.rule


@pytest.mark.parametrize(
    ("signed", "instrument"),
    [
        ("2019-01-07", "UU 13/2003"),
        ("2021-06-01", "UU 13/2003 jo. UU 6/2023"),
        ("2020-12-01", "UU 13/2003 jo. UU 11/2020"),
        ("2026-01-05", "UU 13/2003 jo. UU 6/2023"),
    ],
)
def test_hours_cite_the_act_of_their_date(signed: str, instrument: str) -> None:
    """The same rule cites the act as it stood when the contract was made."""
    subject = contract("pkwt", signed=signed, starts=signed, ends=None)
    assert findings(subject, "working-time-cap")[0].citations[0].instrument == instrument


def test_an_addendum_is_not_blamed_for_silence() -> None:
    """An addendum changes some things: nothing is absent in it, but what it does say is judged."""
    subject = contract(
        "addendum", positions=(position(wage=1_000_000),), clauses=(clause("original_diploma_withheld"),)
    )
    found = judged(subject)
    assert missing(found) == ()
    assert "absent" not in {f.verdict for f in found}
    assert set(violations(found)) == {"wage_below_minimum", "original_diploma_withheld"}


def test_something_else_is_not_judged() -> None:
    """A document that is no contract gets the reason, and nothing is missing or violated."""
    found = judged(replace(contract("other"), reason="Ini pengumuman."))
    assert {f.verdict for f in found} == {"not_applicable"}
    assert {f.explanation for f in found} == {"Ini pengumuman."}


def test_a_rule_from_memory_does_not_decide() -> None:
    """A rule whose whole basis is remembered is never absent or violated."""
    found = findings(contract(positions=(position("Satpam", 3_000_000),)), "security-guard-qualification")
    assert found[0].verdict == "unclear"
    assert any("tidak memutuskan" in note for note in found[0].notes)


def test_remembered_law_turns_a_breach_into_a_question() -> None:
    """Where only remembered law is cited, a breach becomes a question and its codes are dropped."""
    case = make_case(contract(signed="2010-01-04", starts="2010-01-04"), pages=pages("naskah"), law=law(), today=TODAY)
    breach = case.finding("thr-allowance", "violated", "Uji.", violations=("kode",))
    assert _restrain(case, breach).verdict == "unclear"
    assert _restrain(case, breach).violations == ()


@pytest.mark.parametrize(
    ("rule", "clauses", "verdict"),
    [
        ("wage-payment-date", (), "unclear"),
        ("maternity-leave", (), "absent"),
        ("pkwt-no-probation", (clause("probation"),), "violated"),
        ("pkwt-compensation", (clause("compensation_pkwt", "excluded"),), "unclear"),
    ],
)
def test_without_a_date_only_what_always_held_is_decided(rule: str, clauses: Any, verdict: str) -> None:
    """A rule younger than the act of 2003 cannot be held against a contract whose date is not known."""
    subject = contract("pkwt", signed=None, starts=None, ends=None, clauses=clauses)
    assert findings(subject, rule)[0].verdict == verdict


def test_violations_are_listed_once() -> None:
    """A code two rules establish stands once."""
    subject = contract(insurance=(cover("jkk", payer="worker"), cover("jht", payer="worker")))
    assert violations(judged(subject)).count("bpjs_borne_by_worker") == 1


def test_missing_keeps_the_order_of_the_checklist() -> None:
    """Missing items come in one fixed order, insurance first."""
    lacking = missing(judged(group_spk()))
    assert lacking[:3] == ("jkk", "jkm", "bpjs_kesehatan")
    assert lacking.index("working_hours") < lacking.index("thr")


BAD: tuple[tuple[str, Any], ...] = (
    ("end before start", contract("pkwt", starts="2026-06-01", ends="2025-06-01")),
    ("forty years", contract("pkwt", ends="2066-01-04")),
    ("year 0201", replace(contract("pkwt"), signed_on=day("0201-01-05"))),
    ("year 9999", replace(contract("pkwt"), ends_on=day("9999-12-31"))),
    ("signed in the far future", replace(contract("pkwt"), signed_on=day("2099-01-01"), starts_on=None)),
    ("wage of 0", contract("pkwt", positions=(position(wage=0),))),
    ("wage of ten digits", contract("pkwt", positions=(position(wage=9_999_999_999),))),
    ("head count of 0", contract(positions=(position(wage=3_000_000, heads=0),), value=money(1))),
    ("a million people", contract(positions=(position(wage=3_000_000, heads=1_000_000),), value=money(1))),
    ("value of 0", contract(value=money(0))),
    ("no parties", replace(contract(), parties=())),
    (
        "nothing at all",
        replace(contract("pkwt"), parties=(), positions=(), signed_on=None, starts_on=None, ends_on=None),
    ),
    ("thirty hours a day", contract("pkwt", clauses=(clause("working_hours", hours_per_day="30"),))),
    ("no pages", contract("pkwt")),
)


@pytest.mark.parametrize(("what", "subject"), BAD, ids=[b[0] for b in BAD])
def test_nonsense_is_never_a_breach(what: str, subject: Any) -> None:
    """Impossible dates and amounts are unclear with a reason; nothing crashes and nothing is called a breach."""
    read = () if what == "no pages" else pages("naskah")
    found = judge(subject, pages=read, law=law(), today=TODAY)
    numeric = {"wage-minimum", "wage-basic-75", "working-time-cap", "pkwt-duration-cap", "ad-price-covers-labour-cost"}
    assert not [f for f in found if f.rule in numeric and f.verdict == "violated" and f.violations]


@pytest.mark.parametrize(
    ("subject", "said"),
    [(BAD[0][1], "mendahului tanggal mulai"), (BAD[2][1], "tidak masuk akal"), (BAD[3][1], "tidak masuk akal")],
)
def test_impossible_dates_are_named(subject: Any, said: str) -> None:
    """A finding that could not use a date says which and why."""
    notes = [note for f in judged(subject) for note in f.notes]
    assert any(said in note for note in notes)
