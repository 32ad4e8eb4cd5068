"""Rules that ask for a proof: named, denied, not named, not readable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import VENDOR, clause, contract, findings, position, text

GUARDS = contract("alih_daya", positions=(position("Anggota Satpam", 3_000_000),))
DRIVERS = contract("alih_daya", positions=(position("Pengemudi", 3_000_000),))
# rule, contract, words that prove it, words that deny it, verdict when nothing is said
RULES: tuple[tuple[str, Any, str, str, str], ...] = (
    ("ad-vendor-licence", contract(), "NIB 1234567890123 terlampir", "Vendor belum memiliki NIB", "absent"),
    ("bpjs-evidence", contract(), "melampirkan bukti setor iuran BPJS", "tanpa bukti setor iuran BPJS", "absent"),
    ("security-bujp-licence", GUARDS, "memiliki izin BUJP dari Polri", "tidak memiliki izin BUJP", "absent"),
    ("security-guard-qualification", GUARDS, "bersertifikat gada pratama", "belum memiliki gada pratama", "unclear"),
    ("driver-licence-and-hours", DRIVERS, "wajib memiliki SIM A umum", "tidak wajib memiliki SIM A", "unclear"),
    ("rep-wlkp", contract(), "bukti WLKP tahun berjalan", "belum melakukan WLKP", "absent"),
    (
        "rep-one-door",
        contract(),
        "tembusan kepada Dinas Tenaga Kerja",
        "tanpa tembusan kepada Dinas Tenaga Kerja",
        "absent",
    ),
    (
        "rep-company-regulation",
        contract("pkwt"),
        "sesuai Peraturan Perusahaan",
        "belum ada Peraturan Perusahaan",
        "absent",
    ),
)
every = pytest.mark.parametrize(("rule", "subject", "proves", "denies", "silent"), RULES, ids=[r[0] for r in RULES])


@every
def test_a_named_proof_satisfies(rule: str, subject: Any, proves: str, denies: str, silent: str) -> None:
    """A proof named in the text satisfies the rule and its words are shown."""
    found = findings(subject, rule, said=f"Pasal 9. {proves}.")
    assert [f.verdict for f in found] == ["satisfied"]
    assert proves in found[0].evidence[0].quote


@every
def test_a_denied_proof_does_not(rule: str, subject: Any, proves: str, denies: str, silent: str) -> None:
    """Naming the proof in order to deny it proves nothing."""
    assert [f.verdict for f in findings(subject, rule, said=f"Pasal 9. {denies}.")] == [silent]


@every
def test_no_proof_is_absent(rule: str, subject: Any, proves: str, denies: str, silent: str) -> None:
    """No proof is absent with what was searched; a rule from memory alone goes to a person."""
    found = findings(subject, rule, said="Pasal 9. Lain-lain.")
    assert [f.verdict for f in found] == [silent]
    assert found[0].searched is not None
    assert found[0].searched.terms


@every
def test_no_proof_on_a_poor_page_is_unreadable(rule: str, subject: Any, proves: str, denies: str, silent: str) -> None:
    """On a poor page the want of a proof says nothing."""
    assert [f.verdict for f in findings(subject, rule, said="Pasal 9.", grade="poor")] == ["unreadable"]


@pytest.mark.parametrize(
    ("rule", "kind"),
    [("ad-vendor-licence", "vendor_licence"), ("bpjs-evidence", "bpjs_evidence"), ("rep-wlkp", "wlkp_reporting")],
)
def test_a_clause_with_the_proof_satisfies(rule: str, kind: Any) -> None:
    """A proof the facts stage found as a clause counts with its place."""
    found = findings(contract(clauses=(clause(kind, quote="pasal tentang bukti"),)), rule)
    assert [f.verdict for f in found] == ["satisfied"]
    assert found[0].evidence[0].quote == "pasal tentang bukti"


@pytest.mark.parametrize(
    ("rule", "kind"),
    [("ad-vendor-licence", "vendor_licence"), ("bpjs-evidence", "bpjs_evidence"), ("rep-wlkp", "wlkp_reporting")],
)
def test_a_proof_that_could_not_be_read(rule: str, kind: Any) -> None:
    """A proof the facts stage could not read is unreadable, not absent."""
    found = findings(contract(clauses=(clause(kind, "unreadable"),)), rule)
    assert [f.verdict for f in found] == ["unreadable"]


@pytest.mark.parametrize("rule", ["security-bujp-licence", "security-guard-qualification", "driver-licence-and-hours"])
def test_job_rules_only_for_that_job(rule: str) -> None:
    """Rules on guards and drivers do not touch cleaners."""
    assert [f.verdict for f in findings(contract(), rule)] == ["not_applicable"]


def test_a_cue_is_found_in_any_case() -> None:
    """Capitals do not hide a proof, and letters that grow when lowered do not shift its place."""
    found = findings(contract(), "rep-wlkp", said="\u0130\u0130 BUKTI Wlkp TERLAMPIR.")
    assert found[0].verdict == "satisfied"
    assert "Wlkp" in found[0].evidence[0].quote


def test_office_policy_is_never_a_breach_of_statute() -> None:
    """The one-door rule is office policy: it may be absent, its weight says so, and it is never violated."""
    found = findings(contract(), "rep-one-door")
    assert found[0].verdict == "absent"
    assert found[0].weight == "office_policy"
    assert any("kebijakan kantor" in note for note in found[0].notes)


@pytest.mark.parametrize(("heads", "verdict"), [(9, "not_applicable"), (10, "absent"), (None, "absent")])
def test_company_regulation_from_ten_workers(heads: int | None, verdict: str) -> None:
    """A vendor contract that names fewer than ten workers does not call for a company regulation."""
    subject = contract(positions=(position("Petugas Kebersihan", 3_000_000, heads=heads),))
    assert [f.verdict for f in findings(subject, "rep-company-regulation")] == [verdict]


def test_a_licence_law_only_remembered_does_not_decide() -> None:
    """For a guard contract of 2016 the licence rule is only remembered, so its want goes to a person."""
    old = replace(
        GUARDS,
        signed_on=contract(signed="2016-03-01").signed_on,
        parties=(VENDOR, replace(VENDOR, function="user", name=text("PT Teluk Indah"))),
    )
    assert [f.verdict for f in findings(old, "security-bujp-licence")] == ["unclear"]
