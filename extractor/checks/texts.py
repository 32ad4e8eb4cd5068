"""A finding in three lengths: a line for a list, a paragraph for the report, a sentence for a letter."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.checks.text import daftar
from extractor.law import Law
from extractor.report import Finding
from extractor.vocabulary import CLAUSE_NAMES, PROGRAMME_NAMES, Verdict

VERDICT_NAMES: dict[Verdict, str] = {
    "violated": "dilanggar",
    "absent": "tidak ada",
    "unreadable": "tidak terbaca",
    "unclear": "perlu dinilai",
    "satisfied": "terpenuhi",
    "not_applicable": "tidak berlaku",
}
_LETTER_ENDING: dict[Verdict, str] = {
    "violated": "Mohon diperbaiki.",
    "absent": "Mohon dilengkapi.",
    "unreadable": "Mohon dikirim salinan yang terbaca.",
    "unclear": "Mohon penjelasan tertulis.",
}


def in_list(finding: Finding) -> str:
    """One line: what and how it stands."""
    return f"{finding.title}: {standing(finding)}"


def standing(finding: Finding) -> str:
    """How a finding stands, in a word or two. Figures that contradict each other break no article."""
    if finding.weight == "calculation" and finding.verdict == "violated":
        return "tidak cocok"
    return VERDICT_NAMES[finding.verdict]


def in_report(finding: Finding) -> str:
    """A paragraph: what was found, what it means, what to do, under which law."""
    parts = [finding.explanation, finding.advice]
    cited = _cited(finding)
    if cited:
        parts.append(f"Dasar: {cited}.")
    return " ".join(part for part in parts if part)


def in_letter(finding: Finding, *, law: Law) -> str:
    """A sentence for a letter to the parties; "" for what asks nothing of them.

    Office policy, contested law and our own calculations are worded as a request and never cited as a duty.
    """
    ending = _LETTER_ENDING.get(finding.verdict)
    if ending is None:
        return ""
    rule = law.rule(finding.rule)
    # The parties are told what was found; why it matters to the worker they know, or read in the report.
    said = finding.explanation.removesuffix(rule.why).strip() or rule.letter
    if finding.weight == "office_policy":
        said = rule.letter  # worded as a request and not as a duty
    if finding.verdict == "unreadable":
        said = f"Ketentuan tentang “{finding.title}” tidak dapat kami baca."
    items = [CLAUSE_NAMES.get(p) or PROGRAMME_NAMES.get(p, p) for p in finding.protections]
    named = f" Yang belum ada: {daftar(items)}." if len(items) > 1 else ""
    cited = _cited(finding)
    basis = f" (dasar: {cited})" if cited else ""
    if finding.weight == "contested":
        basis = " (butir daftar periksa; kewajibannya belum tegas)"
    elif finding.weight in ("office_policy", "calculation"):
        basis = ""
    return f"{said.rstrip('.')}{basis}.{named} {ending}"


def _cited(finding: Finding) -> str:
    return daftar(f"{c.instrument} {c.article}" for c in finding.citations if c.verified)


def changed(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[str, ...]:
    """What judging again made different, one Indonesian line a rule (for "judge again")."""
    old, new = _by_rule(before), _by_rule(after)
    lines = []
    for rule in dict.fromkeys((*old, *new)):
        was, now = old.get(rule, ()), new.get(rule, ())
        if was != now:
            lines.append(f"{rule}: {_named(was)} -> {_named(now)}")
    return tuple(lines)


def _by_rule(findings: Iterable[Finding]) -> dict[str, tuple[Verdict, ...]]:
    found: dict[str, tuple[Verdict, ...]] = {}
    for finding in findings:
        found[finding.rule] = (*found.get(finding.rule, ()), finding.verdict)
    return found


def _named(verdicts: tuple[Verdict, ...]) -> str:
    return daftar(VERDICT_NAMES[v] for v in verdicts) or "(belum dinilai)"
