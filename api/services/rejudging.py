"""Judging a finished document again by the law data as it is now, without reading it again; and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from api.errors import NotReady
from api.services import corrections, events, reports
from extractor.law import Law
from extractor.report import Finding, Report, from_json
from models import Document, ReportRow, User


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding before and after; one of them None when it was not there."""

    before: Finding | None
    after: Finding | None

    @property
    def title(self) -> str:
        return self.after.title if self.after is not None else self.before.title if self.before is not None else ""

    @property
    def rule(self) -> str:
        return self.after.rule if self.after is not None else self.before.rule if self.before is not None else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The current report beside the one before it. ``same_reading``: both judged the same facts."""

    before_law: str
    after_law: str
    before_at: datetime
    after_at: datetime
    same_reading: bool
    changes: tuple[FindingChange, ...]


def judge_again(session: Session, document: Document, *, law: Law, today: date, user: User) -> bool:
    """Judge the stored facts and pages, with what reviewers corrected, by ``law``; the result is the current report.

    Decisions stay with the findings that come out the same. False when nothing at all would change: then no report
    is added. NotReady while the document is being read.
    """
    # Locks the row: a decision or the end of a reading must not come in between.
    session.execute(update(Document).where(Document.id == document.id).values(run=Document.run))
    session.refresh(document)
    if not document.finished:
        raise NotReady()
    stored = reports.current(session, document)
    new = corrections.rebuild(session, document, law=law, today=today)
    after = reports.current(session, document)
    changed = changes(stored.report.all_findings, after.report.all_findings)
    events.record(
        session,
        "document.rejudged",
        org=document.org,
        actor_id=user.id,
        subject=("document", document.id),
        before={"law": stored.report.law_version, "report": stored.row.id},
        after={"law": after.report.law_version, "report": after.row.id, "changed": len(changed)},
    )
    return new


def has_earlier(session: Session, row: ReportRow) -> bool:
    """Whether the document had a report before this one."""
    earlier = select(ReportRow.id).where(ReportRow.document_id == row.document_id, ReportRow.id < row.id).limit(1)
    return session.scalar(earlier) is not None


def compared(session: Session, document: Document) -> Comparison | None:
    """The current report and the one it took the place of; None when there is only one. Raises as ``current`` does."""
    stored = reports.current(session, document)
    row = session.scalar(
        select(ReportRow)
        .where(ReportRow.document_id == document.id, ReportRow.id < stored.row.id)
        .order_by(ReportRow.id.desc())
        .limit(1)
        .options(undefer(ReportRow.body))
    )
    if row is None:
        return None
    before: Report = from_json(row.body)
    return Comparison(
        before_law=before.law_version,
        after_law=stored.report.law_version,
        before_at=row.created_at,
        after_at=stored.row.created_at,
        same_reading=before.contract == stored.report.contract,
        changes=changes(before.all_findings, stored.report.all_findings),
    )


def changes(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[FindingChange, ...]:
    """The findings whose verdict or explanation differs, in the order of the newer report, gone ones at their end.

    A rule may give several findings (one a position): within a rule equal ones are paired first, then those of the
    same title, then in order.
    """
    old: dict[str, list[Finding]] = {}
    for finding in before:
        old.setdefault(finding.rule, []).append(finding)
    pairs: dict[int, Finding] = {}
    for alike in (_said, _titled, _ruled):
        for number, finding in enumerate(after):
            if number in pairs:
                continue
            match = next((f for f in old.get(finding.rule, ()) if alike(f) == alike(finding)), None)
            if match is not None:
                old[finding.rule].remove(match)
                pairs[number] = match
    made = [FindingChange(pairs.get(number), finding) for number, finding in enumerate(after)]
    made += [FindingChange(finding, None) for left in old.values() for finding in left]
    return tuple(c for c in made if c.before is None or c.after is None or _judgement(c.before) != _judgement(c.after))


def _judgement(finding: Finding) -> tuple[str, str]:
    return finding.verdict, finding.explanation


def _said(finding: Finding) -> tuple[str, ...]:
    return finding.title, finding.verdict, finding.explanation


def _titled(finding: Finding) -> tuple[str, ...]:
    return (finding.title,)


def _ruled(finding: Finding) -> tuple[str, ...]:
    return (finding.rule,)
