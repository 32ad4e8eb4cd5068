"""Judging one contract by every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from extractor.checks.case import Case, make_case
from extractor.checks.checklist import ORDER
from extractor.checks.registry import CHECKS, Check
from extractor.law import Law
from extractor.report import Contract, Finding, PageResult
from extractor.vocabulary import ContractKind, Verdict

_UNDATED = "Aturan ini tidak berlaku pada semua masa; tanpa tanggal kontrak tidak dapat diputuskan."
ACT_OF_2003 = date(2003, 3, 25)
"""UU 13/2003 took effect. A rule as old as it, and still in force, is the same for every contract seen here."""
_FROM_MEMORY = "Aturan ini dari ingatan penyusun: ditampilkan untuk penelaah dan tidak memutuskan."
_ADDENDUM = "Addendum hanya mengubah sebagian; yang tidak disebut tetap menurut kontrak induknya."


def judge(contract: Contract, *, pages: Sequence[PageResult], law: Law, today: date) -> tuple[Finding, ...]:
    """Every rule's finding on a contract, in the order of the registry (a rule may give more than one).

    Pure: the same facts, pages, law and day give the same findings. ``today`` bounds which dates are believable.
    """
    case = make_case(contract, pages=pages, law=law, today=today)
    return tuple(finding for check in CHECKS for finding in _judge_one(case, check))


def judge_rule(
    rule_id: str, contract: Contract, *, pages: Sequence[PageResult], law: Law, today: date
) -> tuple[Finding, ...]:
    """What ``judge`` says about one rule. Raises KeyError when there is none of that id."""
    check = next((check for check in CHECKS if check.rule == rule_id), None)
    if check is None:
        raise KeyError(rule_id)
    return tuple(_judge_one(make_case(contract, pages=pages, law=law, today=today), check))


def missing(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The protections the findings report as missing, in the order of the inspector's checklist."""
    named = {item for finding in findings for item in finding.protections}
    return tuple(item for item in ORDER if item in named)


def violations(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The violation codes the findings establish, each once, in the order found."""
    return tuple(dict.fromkeys(code for finding in findings for code in finding.violations))


def _judge_one(case: Case, check: Check) -> Iterator[Finding]:
    reason = _outside(case, check)
    if reason:
        yield case.not_applicable(check.rule, reason)
        return
    for finding in check.judge(case):
        yield _restrain(case, finding)


def _outside(case: Case, check: Check) -> str:
    """Why a rule is not judged at all for this contract, "" when it is."""
    rule = case.rule(check.rule)
    if case.profile == "none":
        return case.contract.reason or "Dokumen ini bukan kontrak kerja atau penyediaan tenaga kerja."
    if _base_kind(case) not in rule.applies_to:
        return "Aturan ini untuk jenis kontrak lain."
    if case.profile not in check.profiles:
        return "Aturan ini untuk hubungan kerja jenis lain."
    if check.judged_by == "form" and case.form_day is not None and not rule.in_force(case.form_day):
        return "Aturan ini tidak berlaku pada tanggal kontrak."
    return ""


def _base_kind(case: Case) -> ContractKind:
    """The kind whose rules apply; an addendum follows the contract it most likely changes."""
    if case.contract.kind != "addendum":
        return case.contract.kind
    with_worker = any(p.function in ("worker", "worker_group") for p in case.contract.parties)
    return "pkwt" if with_worker else "alih_daya"


def _restrain(case: Case, finding: Finding) -> Finding:
    """Nothing from memory decides, and an addendum is not blamed for what it does not mention."""
    rule = case.rule(finding.rule)
    if case.profile == "addendum" and finding.verdict in ("absent", "unreadable"):
        return case.not_applicable(finding.rule, _ADDENDUM)
    if finding.weight == "calculation":
        return finding  # figures that contradict each other do so under any law
    always = rule.periods[0].since <= ACT_OF_2003 and rule.periods[-1].until is None
    undated = case.form_day is None and not always and not finding.protections
    if undated and finding.verdict in ("violated", "absent"):
        return replace(finding, verdict="unclear", violations=(), notes=(*finding.notes, _UNDATED))
    if rule.status == "from_memory" and finding.verdict in ("violated", "absent"):
        return replace(finding, verdict="unclear", violations=(), notes=(*finding.notes, _FROM_MEMORY))
    cited = bool(finding.citations)
    verified = any(citation.verified for citation in finding.citations)
    if not cited or verified or finding.verdict not in ("violated", "absent"):
        return finding
    # The law of that day is only remembered: what the checklist misses stays missing, nothing is called a breach.
    verdict: Verdict = "absent" if finding.protections else "unclear"
    return replace(finding, verdict=verdict, weight="contested", violations=())
