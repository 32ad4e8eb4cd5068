"""Rules that ask for a clause: granted, excluded, not found, and not readable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import clause, contract, findings, group_spk, pages

from extractor.checks import missing

# rule, clause kind, kind of contract, whether the inspector's checklist asks for it
RULES: tuple[tuple[str, Any, str, bool], ...] = (
    ("ad-worker-contract-form", "worker_contract_form", "alih_daya", False),
    ("ad-transfer-of-protection", "transfer_of_protection", "alih_daya", True),
    ("ad-registration-history", "registration_disnaker", "alih_daya", True),
    ("pkwt-compensation", "compensation_pkwt", "pkwt", True),
    ("pkwt-compensation", "compensation_pkwt", "alih_daya", True),
    ("pkwt-registration", "registration_disnaker", "pkwt", True),
    ("wage-minimum", "minimum_wage_reference", "alih_daya", True),
    ("wage-payment-date", "wage_payment_date", "pkwt", False),
    ("thr-allowance", "thr", "pkwt", True),
    ("thr-allowance", "thr", "spk", True),
    ("overtime-pay-and-cap", "overtime", "pkwt", True),
    ("overtime-pay-and-cap", "overtime", "alih_daya", True),
    ("working-time-cap", "working_hours", "pkwt", True),
    ("rest-periods", "weekly_rest", "pkwt", True),
    ("annual-leave", "annual_leave", "pkwt", True),
    ("annual-leave", "annual_leave", "spk", True),
    ("paid-absence-worship", "paid_absence", "pkwt", False),
    ("k3-clause", "k3_apd", "pkwt", True),
    ("k3-clause", "k3_apd", "alih_daya", True),
    ("maternity-leave", "maternity_leave", "pkwt", False),
    ("spk-price-composition", "price_composition", "spk", False),
    ("spk-personnel-liability", "personnel_liability", "spk", False),
    ("spk-no-subcontract", "subcontract_ban", "spk", False),
)
every = pytest.mark.parametrize(("rule", "kind", "of", "listed"), RULES, ids=[f"{r[0]}-{r[2]}" for r in RULES])


@every
def test_a_granted_clause_satisfies(rule: str, kind: Any, of: str, listed: bool) -> None:
    """A clause that stands in the contract satisfies its rule, shows its place, and is never called missing."""
    found = findings(contract(of, clauses=(clause(kind, quote="pasal yang memuatnya"),)), rule)
    assert found[0].verdict == "satisfied"
    assert found[0].evidence[0].quote == "pasal yang memuatnya"
    assert kind not in missing(found)


@every
def test_a_contradiction_is_pointed_out(rule: str, kind: Any, of: str, listed: bool) -> None:
    """A clause granted here and denied there satisfies, with a note to read both."""
    found = findings(contract(of, clauses=(clause(kind, conflict="true"),)), rule)
    assert found[0].verdict == "satisfied"
    if kind not in ("working_hours", "subcontract_ban"):
        assert any("disangkal" in note for note in found[0].notes)


@every
def test_an_excluded_clause_is_violated(rule: str, kind: Any, of: str, listed: bool) -> None:
    """A clause that takes the right away breaks the rule, and the protection counts as missing when it is listed."""
    found = findings(contract(of, clauses=(clause(kind, "excluded"),)), rule)
    assert found[0].verdict == "violated"
    assert found[0].citations
    assert (kind in missing(found)) is listed


@every
def test_a_clause_not_found_is_absent(rule: str, kind: Any, of: str, listed: bool) -> None:
    """A clause not found on readable pages is absent, with what was searched, where, and a wording to add."""
    found = findings(contract(of), rule, on=pages("satu", "dua"))
    assert found[0].verdict == "absent"
    assert found[0].searched is not None
    assert found[0].searched.terms
    assert found[0].searched.pages == (1, 2)
    assert "Contoh rumusan" in found[0].advice
    assert (kind in missing(found)) is listed


@every
def test_a_poor_page_makes_it_unreadable(rule: str, kind: Any, of: str, listed: bool) -> None:
    """Nothing found beside a poor page is unreadable, never absent, and nothing is called missing."""
    read = (*pages("satu"), replace(pages("dua", grade="poor")[0], number=2))
    found = findings(contract(of), rule, on=read)
    assert found[0].verdict == "unreadable"
    assert "halaman 2" in found[0].explanation
    assert missing(found) == ()


@every
def test_a_page_that_was_not_read_makes_it_unreadable(rule: str, kind: Any, of: str, listed: bool) -> None:
    """When a page between the others is not there, nothing can be called absent."""
    read = (*pages("satu"), replace(pages("tiga")[0], number=3))
    assert findings(contract(of), rule, on=read)[0].verdict == "unreadable"


@every
def test_an_unreadable_clause_stays_unreadable(rule: str, kind: Any, of: str, listed: bool) -> None:
    """A clause the facts stage could not read is unreadable on any page."""
    found = findings(contract(of, clauses=(clause(kind, "unreadable"),)), rule)
    assert found[0].verdict == "unreadable"
    assert missing(found) == ()


@pytest.mark.parametrize(
    ("kind", "rule", "subject"),
    [
        ("termination", "ad-vendor-bears-protection", contract("alih_daya")),
        ("dispute_settlement", "ad-vendor-bears-protection", contract("surat_perjanjian")),
        ("termination", "spk-core-fields", contract("spk")),
        ("dispute_settlement", "spk-core-fields", group_spk()),
        ("termination", "pkwt-item-f-rights", contract("pkwt")),
        ("dispute_settlement", "pkwt-item-f-rights", contract("pkwt")),
    ],
)
def test_termination_and_disputes_are_reported_once(kind: Any, rule: str, subject: Any) -> None:
    """The two checklist items without a rule of their own are reported under the rule on duties of that contract."""
    assert kind in missing(findings(subject, rule))
    granted = replace(subject, clauses=(clause(kind),))
    assert kind not in missing(findings(granted, rule))
