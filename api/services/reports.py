"""The current report of a document with what reviewers decided, and the storing of a new one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from api.errors import NotFound, NotReady
from api.services import lineage, reviews, search, workflow
from extractor.report import Finding, Report, TextFact, from_json, to_json
from extractor.vocabulary import PageGrade, PartyFunction, Verdict
from models import Decision, Document, FindingRow, ReportRow
from models.report import Origin

WORST_FIRST: tuple[PageGrade, ...] = ("unreadable", "poor", "fair", "good")


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding, its row (whose ``id`` the forms send back) and the decision that counts, None while undecided."""

    row: FindingRow
    finding: Finding
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as stored. ``findings`` in the order of ``report.all_findings``: contract by contract."""

    row: ReportRow
    report: Report
    findings: tuple[JudgedFinding, ...]


def current(session: Session, document: Document) -> StoredReport:
    """The current report. NotReady while the document is read for the first time, NotFound when reading failed.

    While a document is read again, its last report stays the current one.
    """
    row = session.scalar(
        select(ReportRow)
        .where(ReportRow.document_id == document.id, ReportRow.current)
        .options(undefer(ReportRow.body))
    )
    if row is None:
        if document.finished:
            raise NotFound(document.error_message, remedy=document.error_remedy)
        raise NotReady()
    report = from_json(row.body)
    every = report.all_findings
    rows = session.scalars(select(FindingRow).where(FindingRow.report_id == row.id).order_by(FindingRow.position)).all()
    decided = reviews.standing(session, document)
    return StoredReport(
        row=row,
        report=report,
        findings=tuple(
            JudgedFinding(row=r, finding=every[r.position], decision=decided.get(r.fingerprint)) for r in rows
        ),
    )


def body(session: Session, document: Document) -> str:
    """The current report as the JSON text that was stored; raises as ``current`` does."""
    text = session.scalar(select(ReportRow.body).where(ReportRow.document_id == document.id, ReportRow.current))
    if text is None:
        if document.finished:
            raise NotFound(document.error_message, remedy=document.error_remedy)
        raise NotReady()
    return text


def store(session: Session, document: Document, report: Report, *, origin: Origin = "reading") -> ReportRow:
    """Make ``report`` the current one: its row, one row per finding, the list columns of the document, its place in
    the review, and its text in the search."""
    marks_before = _current_marks(session, document)
    session.execute(
        update(ReportRow).where(ReportRow.document_id == document.id, ReportRow.current).values(current=False)
    )
    row = ReportRow(
        document_id=document.id,
        pipeline_version=report.pipeline_version,
        law_version=report.law_version,
        origin=origin,
        body=to_json(report),
    )
    session.add(row)
    session.flush()
    every = report.all_findings
    marks = fingerprints(every)
    for position, (finding, mark) in enumerate(zip(every, marks, strict=True)):
        session.add(
            FindingRow(
                report_id=row.id,
                document_id=document.id,
                position=position,
                rule=finding.rule,
                verdict=finding.verdict,
                severity=finding.severity,
                title=finding.title,
                fingerprint=mark,
            )
        )
    session.flush()
    _copy_list_columns(document, report)
    reviews.count(session, document)
    lineage.remember(session, document, report)
    search.index(session, document, report.document.pages)
    workflow.settle(session, document, changed=marks_before is not None and marks_before != set(marks))
    return row


def _current_marks(session: Session, document: Document) -> set[str] | None:
    """The fingerprints of the report that is current now; None when there is none."""
    row = session.scalar(select(ReportRow.id).where(ReportRow.document_id == document.id, ReportRow.current))
    if row is None:
        return None
    return set(session.scalars(select(FindingRow.fingerprint).where(FindingRow.report_id == row)))


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """What each finding is about and what it found, as a hash that the next reading of the same text gives again.

    Boxes, confidences and explanations are left out: they change with the reader, not with the contract. Equal
    findings are told apart by their order.
    """
    seen: Counter[str] = Counter()
    marks = []
    for finding in findings:
        parts = [
            finding.rule,
            finding.verdict,
            *finding.protections,
            *finding.violations,
            *(f"{e.page}:{''.join(e.quote.lower().split())}" for e in finding.evidence),
            "" if finding.calculation is None else f"{finding.calculation.label}={finding.calculation.result}",
        ]
        base = "\x1f".join(parts)
        seen[base] += 1
        marks.append(hashlib.sha256(f"{base}\x1f{seen[base]}".encode()).hexdigest())
    return tuple(marks)


def _copy_list_columns(document: Document, report: Report) -> None:
    contract = report.contract
    verdicts = Counter(_counted_as(finding) for finding in report.all_findings)
    document.law_version = report.law_version
    document.kind = contract.kind
    document.number = _short(contract.number)
    document.user_name = _party_name(report, ("user", "ppk", "employer"))
    document.vendor_name = _party_name(report, ("vendor", "worker_group"))
    document.signed_on = None if contract.signed_on is None else contract.signed_on.value
    document.value = None if contract.value is None else contract.value.value
    document.missing_count = sum(len(p.missing) for p in report.parts) if report.parts else len(report.missing)
    document.violated_count = verdicts["violated"]
    document.absent_count = verdicts["absent"]
    document.unreadable_count = verdicts["unreadable"]
    document.unclear_count = verdicts["unclear"]
    document.satisfied_count = verdicts["satisfied"]
    grades = {page.grade for page in report.document.pages}
    document.worst_grade = next((grade for grade in WORST_FIRST if grade in grades), None)
    document.weak_pages = sum(page.grade in ("poor", "unreadable") for page in report.document.pages)


def _counted_as(finding: Finding) -> Verdict:
    """Figures that contradict each other break no article: a list counts them among what a person has to look at."""
    return "unclear" if finding.weight == "calculation" and finding.verdict == "violated" else finding.verdict


def _party_name(report: Report, functions: tuple[PartyFunction, ...]) -> str | None:
    for function in functions:
        for party in report.contract.parties:
            if party.function == function and party.name is not None:
                return _short(party.name)
    return None


def _short(fact: TextFact | None) -> str | None:
    return None if fact is None else fact.value[:255]
