"""The report of a reading with what reviewers corrected laid over it, judged again. Pure: rows in, a report out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast

from api.errors import Invalid, NotFound
from api.services import fact_paths, turning
from extractor import pipeline
from extractor.checks import missing, violations
from extractor.geometry import Box
from extractor.law import Law
from extractor.report import Contract, Evidence, Finding, PageResult, Report
from extractor.vocabulary import Severity
from models import Correction

BY_HAND = "Ditambahkan oleh peninjau."
MARKED = "Ditandai tidak terbaca oleh peninjau."


@dataclass(frozen=True, slots=True)
class AddedFinding:
    """A finding that the program missed. ``rule`` is one of the law data."""

    rule: str
    verdict: Literal["violated", "absent"]
    severity: Severity
    title: str
    explanation: str


def applied(
    report: Report, corrections: Iterable[Correction], *, law: Law, today: date, turns: Sequence[Correction] = ()
) -> Report:
    """The report of a reading with corrections put in and judged. A correction whose fact the reading no longer has
    is left out, and said so in the document's notes. ``turns``: what people drew on a page before it was turned goes
    round with it."""
    contracts = [part.contract for part in report.parts] or [report.contract]
    pages, added, lost = report.document.pages, list[tuple[int, Finding]](), 0
    by_number = {page.number: page for page in pages}
    # What adds a party or a position comes before what is said about it, whichever was typed last.
    for row in sorted(corrections, key=lambda r: (r.kind != "fact" or not fact_paths.makes(r.path), r.id)):
        match row.kind:
            case "fact":
                part, path = fact_paths.split(row.path)
                try:
                    contract = contracts[part - 1] if 1 <= part <= len(contracts) else Contract()
                    evidence = _evidence(row, by_number, turns) or fact_paths.evidence_at(contract, path)
                    contracts[part - 1] = fact_paths.put(contract, path, row.new_value, evidence=evidence)
                except (Invalid, IndexError):
                    lost += 1
            case "page":
                pages = tuple(_unreadable(p) if p.number == row.page else p for p in pages)
            case "word":
                if row.pipeline_version == report.pipeline_version:
                    pages = tuple(_with_word(p, row) if p.number == row.page else p for p in pages)
            case "finding":
                part = fact_paths.split(row.path)[0]
                if part <= len(contracts):
                    added.append((part, _finding(row, law, _evidence(row, by_number, turns))))
                else:
                    lost += 1
    notes = report.document.notes
    if lost:
        notes = (*notes, f"{lost} koreksi tidak dapat diterapkan lagi karena bacaan barunya berbeda; periksa kembali.")
    document = replace(report.document, pages=pages, status=pipeline.document_status(pages), notes=notes)
    parts = tuple(replace(p, contract=c) for p, c in zip(report.parts, contracts, strict=False))
    corrected = replace(report, document=document, contract=contracts[0], parts=parts)
    judged = pipeline.judge_again(corrected, law=law, today=today)
    return _with_findings(judged, added) if added else judged


def at(report: Report, path: str) -> tuple[Contract, str]:
    """The contract of the file that an address means, and the address in it. NotFound when the file has no such
    contract."""
    part, inner = fact_paths.split(path)
    if not 1 <= part <= report.contracts_in_scan:
        raise NotFound()
    return report.of_part(part).contract, inner


def _with_findings(report: Report, added: Sequence[tuple[int, Finding]]) -> Report:
    """``added``: which contract of the file (from 1), and what a person found in it."""
    parts = tuple(
        replace(part, **_summed((*part.findings, *(f for n, f in added if n == number))))
        for number, part in enumerate(report.parts, start=1)
    )
    first = (*report.findings, *(f for n, f in added if n == 1))
    return replace(report, **_summed(first), parts=parts)


def _summed(findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {"findings": findings, "missing": missing(findings), "violations": violations(findings)}


def _evidence(row: Correction, pages: Mapping[int, PageResult], turns: Sequence[Correction]) -> tuple[Evidence, ...]:
    if row.page is None:
        return ()
    box = _box(row)
    if box is not None and row.page in pages:
        box = turning.following(box, row, turns, pages[row.page])
    return (Evidence(row.page, row.quote, () if box is None else (box,)),)


def _box(row: Correction) -> Box | None:
    numbers = (row.x0, row.y0, row.x1, row.y1)
    return None if None in numbers else Box(*cast(tuple[float, float, float, float], numbers))


def _unreadable(page: PageResult) -> PageResult:
    return replace(page, grade="unreadable", grade_reason=MARKED)


def _with_word(page: PageResult, row: Correction) -> PageResult:
    """The text of the page with the word exchanged. The text is in reading order, the words in the reader's: equal
    words come in the same order in both."""
    old, places = row.old_value or "", list[int]()
    at = page.text.find(old)
    while at >= 0:
        alone = page.text[at - 1 : at].isspace() or at == 0
        end = at + len(old)
        if alone and (end == len(page.text) or page.text[end].isspace()):
            places.append(at)
        at = page.text.find(old, at + 1)
    if not places:
        return page
    at = places[min(row.nth, len(places) - 1)]
    return replace(page, text=f"{page.text[:at]}{row.new_value}{page.text[at + len(old) :]}")


def _finding(row: Correction, law: Law, evidence: tuple[Evidence, ...]) -> Finding:
    """What a person added, told apart from the program's findings by its note."""
    added = AddedFinding(**json.loads(row.new_value or "{}"))
    rule = next((r for r in law.rules if r.id == added.rule), None)
    return Finding(
        rule=added.rule,
        verdict=added.verdict,
        severity=added.severity,
        title=added.title,
        explanation=added.explanation,
        advice="" if rule is None else rule.clause,
        weight="contested" if rule is None else rule.weight,
        citations=() if rule is None else rule.citations(None),
        evidence=evidence,
        notes=(BY_HAND,),
    )
