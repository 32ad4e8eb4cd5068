"""The three shapes most rules have: a clause that must be there, one that must not, a proof that should be shown."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.checks.case import Case, spots
from extractor.checks.checklist import need
from extractor.report import Calculation, Clause, Evidence, Finding
from extractor.vocabulary import ClauseKind, LegalWeight, Severity

CONFLICT = "Di bagian lain naskah hal yang sama disangkal atau dibatasi; baca kedua tempat itu."
CHECKLIST_ONLY = (
    "Pada tanggal kontrak aturan ini belum atau tidak lagi memuat kewajiban yang tegas: ini butir daftar periksa "
    "pengawas, bukan pelanggaran undang-undang."
)


def required_clause(
    case: Case,
    rule_id: str,
    kind: ClauseKind,
    *,
    absent: str,
    granted: str,
    excluded: str,
    violations: Iterable[str] = (),
    severity: Severity | None = None,
    weight: LegalWeight | None = None,
    calculation: Calculation | None = None,
    notes: Iterable[str] = (),
    optional: bool = False,
    why: str | None = None,
    wording: str | None = None,
) -> Finding:
    """Judge a clause of the inspector's checklist.

    Granted: satisfied. Excluded: violated where the rule is in force (else reported as absent, contested). Not found:
    absent, or unreadable when pages were. ``optional`` items are judged even where the checklist does not ask.
    ``why`` and ``wording`` stand in for the rule's own where the rule holds several clauses.
    """
    clause = case.contract.clause(kind)
    status = clause.status if clause else "absent"
    wanted = need(kind, profile=case.profile, day=case.form_day, contract=case.contract)
    if clause is not None and status == "granted":
        if clause.detail("conflict"):
            notes = (*notes, CONFLICT)
        return case.satisfied(rule_id, granted, evidence=clause.evidence, calculation=calculation, notes=notes)
    if wanted == "not_required" and not optional and status not in ("excluded", "prohibited"):
        return case.not_applicable(rule_id, "Tidak diwajibkan untuk jenis kontrak dan tanggal ini.")
    protections = (kind,) if wanted == "required" else ()
    in_force = case.in_force(rule_id)
    notes = [*notes, *([CHECKLIST_ONLY] if in_force is False else [])]
    rule = case.rule(rule_id)
    if in_force is False:
        weight = "contested"
    if status in ("excluded", "prohibited"):
        if in_force is False:
            return case.finding(
                rule_id, "absent", excluded, weight=weight, severity=severity, evidence=spots(clause),
                searched=case.searched(case.terms(kind)), protections=protections, violations=violations, notes=notes,
                why=why, advice=case.advice(rule, "absent", clause=wording),
            )  # fmt: skip
        return case.finding(
            rule_id, "violated", excluded, weight=weight, severity=severity, evidence=spots(clause),
            protections=protections, violations=violations, notes=notes, calculation=calculation, why=why,
            advice=case.advice(rule, "violated", clause=wording),
        )  # fmt: skip
    if wanted == "unknown":
        return case.unclear(
            rule_id,
            f"{absent} Apakah ini wajib tergantung tanggal kontrak, yang tidak diketahui.",
            severity=severity,
            searched=case.searched(case.terms(kind)),
            notes=notes,
        )
    return case.not_found(
        rule_id,
        absent,
        terms=case.terms(kind),
        unreadable=status == "unreadable",
        protections=protections,
        severity=severity,
        weight=weight,
        notes=notes,
        why=why,
        advice=case.advice(rule, "absent", clause=wording),
    )


def forbidden_clause(
    case: Case,
    rule_id: str,
    kind: ClauseKind,
    *,
    found: str,
    clean: str,
    violations: Iterable[str] = (),
    severity: Severity | None = None,
    weight: LegalWeight | None = None,
    notes: Iterable[str] = (),
    evidence: Iterable[Evidence] = (),
) -> Finding:
    """Judge a thing that must not be agreed: granted is violated, prohibited or not found is satisfied."""
    clause = case.contract.clause(kind)
    status = clause.status if clause else "absent"
    if clause is not None and status == "granted":
        return case.finding(
            rule_id, "violated", found, severity=severity, weight=weight, evidence=(*clause.evidence, *evidence),
            violations=violations, notes=notes,
        )  # fmt: skip
    if clause is not None and status in ("prohibited", "excluded"):
        return case.satisfied(rule_id, clean, evidence=clause.evidence)
    if status == "unreadable" or not case.fully_readable:
        return case.not_found(rule_id, clean, terms=case.terms(kind), unreadable=True)
    return case.finding(
        rule_id, "satisfied", clean, advice="", searched=case.searched(case.terms(kind)), severity=severity
    )


def proof(
    case: Case,
    rule_id: str,
    kind: ClauseKind | None,
    *,
    shown: str,
    missing: str,
    severity: Severity | None = None,
    weight: LegalWeight | None = None,
    notes: Iterable[str] = (),
) -> Finding:
    """Judge a proof that should be attached or named: a clause of that kind, else a cue in the page texts."""
    rule = case.rule(rule_id)
    clause: Clause | None = case.contract.clause(kind) if kind else None
    if clause is not None and clause.status == "granted":
        return case.satisfied(rule_id, shown, evidence=clause.evidence, notes=notes)
    hits = [hit for hit in case.find(rule.cues) if not hit.negated]
    if hits:
        return case.satisfied(rule_id, shown, evidence=(hits[0].evidence,), notes=notes)
    terms = case.terms(kind) if kind else tuple(rule.cues)
    return case.not_found(
        rule_id,
        missing,
        terms=terms,
        unreadable=clause is not None and clause.status == "unreadable",
        severity=severity,
        weight=weight,
        notes=notes,
    )
