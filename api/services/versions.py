"""A newer scan of the same contract: linked to the older one by a person, who then sees what is different.

The newer document takes the older one's place in the queue and the lists. Decisions on findings that say the same in
both are carried over; facts and findings that differ stand side by side.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.errors import Invalid, NotOpen
from api.permissions import require, visible
from api.services import events, fact_paths, rejudging, reports, reviews, workflow
from api.services.rejudging import FindingChange
from extractor.report import Contract, Finding
from models import Decision, Document, User

MOST_CANDIDATES = 5
_PLAIN = (
    "kind", "title", "number", "signed_on", "signed_at", "starts_on", "ends_on", "duration_months", "value",
    "work_place",
)  # fmt: skip
_OF_PARTY = ("name", "representative", "representative_position", "address", "npwp", "nik")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact by its address with both values, None where there is no such fact."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What the newer scan says otherwise."""

    older: Document
    facts: tuple[FactChange, ...]
    findings: tuple[FindingChange, ...]


def candidates(session: Session, document: Document, user: User) -> Sequence[Document]:
    """Older documents that the person sees and that may be the same contract: same
    agency, same number. None once the document has its older version."""
    if document.supersedes_id is not None or not document.number:
        return ()
    return session.scalars(
        select(Document)
        .where(
            visible(user),
            Document.latest.is_(True),
            Document.id != document.id,
            Document.created_at < document.created_at,
            Document.agency == document.agency,
            func.lower(Document.number) == document.number.lower(),
        )
        .order_by(Document.created_at.desc())
        .limit(MOST_CANDIDATES)
    ).all()


def link(session: Session, newer: Document, older: Document, *, user: User, version: int) -> int:
    """Make ``newer`` the version that counts; how many decisions were carried over.

    Forbidden, StaleDocument, NotOpen when the newer one is checked already, Invalid at ``older`` when the two cannot
    be versions of each other.
    """
    require(user, "review")
    workflow.lock(session, newer, version=version)
    session.execute(update(Document).where(Document.id == older.id).values(run=Document.run))
    session.refresh(older)
    if newer.review_state not in workflow.OPEN_STATES:
        raise NotOpen()
    if newer.supersedes_id is not None or not older.latest or newer.id == older.id or older.org != newer.org:
        raise Invalid.at(
            "older",
            "Kedua dokumen ini tidak dapat dijadikan versi satu sama lain; tidak ada yang diubah.",
            remedy="Salah satunya sudah mempunyai versi lain; buka dokumen terbarunya.",
        )
    newer.supersedes_id = older.id
    older.latest = False
    carried = _carry(session, newer, older, user=user)
    session.flush()
    events.record(
        session,
        "document.version-linked",
        org=newer.org,
        actor_id=user.id,
        subject=("document", newer.id),
        after={"older": str(older.id), "decisions": carried},
    )
    return carried


def newer_than(session: Session, document: Document) -> uuid.UUID | None:
    """The document that took this one's place."""
    return session.scalar(select(Document.id).where(Document.supersedes_id == document.id))


def compared(session: Session, newer: Document) -> Versions | None:
    """The newer scan beside the one it took the place of; None when there is none (any more)."""
    older = None if newer.supersedes_id is None else session.get(Document, newer.supersedes_id)
    if older is None:
        return None
    before, after = (reports.current(session, document).report for document in (older, newer))
    return Versions(
        older=older,
        facts=tuple(_differences(before.contract, after.contract)),
        findings=rejudging.changes(before.all_findings, after.all_findings),
    )


def _carry(session: Session, newer: Document, older: Document, *, user: User) -> int:
    """Repeat the older decisions on findings that say the same. Quotations are not compared: another scan is read
    with other slips."""
    decided = {
        _said(judged.finding): judged.decision
        for judged in reports.current(session, older).findings
        if judged.decision is not None
    }
    carried = 0
    for judged in reports.current(session, newer).findings:
        decision = decided.get(_said(judged.finding))
        if decision is None or judged.decision is not None:
            continue
        session.add(
            Decision(
                document_id=newer.id,
                rule=judged.row.rule,
                fingerprint=judged.row.fingerprint,
                action=decision.action,
                reason=decision.reason,
                user_id=user.id,
            )
        )
        carried += 1
    session.flush()
    reviews.count(session, newer)
    return carried


def _said(finding: Finding) -> tuple[object, ...]:
    result = None if finding.calculation is None else finding.calculation.result
    return finding.rule, finding.verdict, finding.title, finding.protections, finding.violations, result


def _differences(before: Contract, after: Contract) -> Iterator[FactChange]:
    for path in dict.fromkeys((*_paths(before), *_paths(after))):
        old, new = _value(before, path), _value(after, path)
        if old != new:
            yield FactChange(path, old, new)


def _paths(contract: Contract) -> Iterator[str]:
    yield from _PLAIN
    for at in range(len(contract.parties)):
        yield from (f"parties.{at}.{name}" for name in _OF_PARTY)
    for at in range(len(contract.positions)):
        yield from (f"positions.{at}.{name}" for name in ("title", "headcount", "wage"))
    yield from (f"insurance.{cover.programme}" for cover in contract.insurance)
    yield from (f"clauses.{clause.kind}" for clause in contract.clauses)


def _value(contract: Contract, path: str) -> str | None:
    try:
        return fact_paths.value_at(contract, path)
    except Invalid:
        return None
