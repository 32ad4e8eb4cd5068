"""What reviewers decide on findings. Decisions are only ever added; the newest one of a finding counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid, NotFound, ReasonMissing, StaleDecision
from api.permissions import require, visible
from api.services import events, workflow
from extractor.vocabulary import Severity
from models import Decision, Document, FindingRow, ReportRow, User
from models.decision import Action

QUESTIONS = ("violated", "absent", "unreadable", "unclear")
"""The verdicts that a person should look at."""
RANKS: dict[Severity, int] = {"kritis": 4, "tinggi": 3, "sedang": 2, "rendah": 1}
MAX_REASON = 2000


def decide(
    session: Session,
    *,
    org: str,
    finding_id: int,
    action: Action,
    user: User,
    reason: str = "",
    seen: int | None = None,
) -> Decision:
    """Confirm, dismiss (with a reason) or reopen a finding of the current report.

    ``seen`` is the id of the decision the person had on the screen (0 for "none yet"): StaleDecision when another
    one came in between. Raises NotFound, Forbidden (role), ReasonMissing, Invalid (unknown action, reason too long).
    """
    require(user, "review")
    row = session.execute(
        select(FindingRow, Document)
        .join(Document, Document.id == FindingRow.document_id)
        .join(ReportRow, ReportRow.id == FindingRow.report_id)
        .where(FindingRow.id == finding_id, Document.org == org, visible(user), ReportRow.current)
    ).one_or_none()
    if row is None:
        raise NotFound()
    finding, document = row[0], row[1]
    reason = reason.strip()
    _require_valid(action, reason)
    # Locks the document's row: of two reviewers at the same moment the second waits and then sees the first's decision.
    session.execute(update(Document).where(Document.id == document.id).values(run=Document.run))
    session.refresh(document)
    last = _newest(session, finding)
    # A reopened finding shows no decision, so the screen sends 0 for it as for one never decided.
    standing_id = 0 if last is None or last.action == "reopen" else last.id
    if seen is not None and seen != standing_id:
        raise StaleDecision()
    if action == "reopen" and (last is None or last.action == "reopen"):
        raise Invalid.at("action", "Temuan ini belum diputuskan.", remedy="Tidak ada yang perlu dibatalkan.")
    workflow.touch(session, document, user=user)
    decision = Decision(
        document_id=document.id,
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        action=action,
        reason=reason,
        user_id=user.id,
    )
    session.add(decision)
    session.flush()
    count(session, document)
    events.record(
        session,
        f"finding.{action}",
        org=org,
        actor_id=user.id,
        subject=("document", document.id),
        before={"decision": None if last is None else last.action},
        after={"rule": finding.rule, "fingerprint": finding.fingerprint, "decision": decision.id},
        why=reason,
    )
    return decision


def standing(session: Session, document: Document) -> dict[str, Decision]:
    """The decision that counts for each fingerprint of the document, with its user; reopened ones are left out."""
    newest = select(func.max(Decision.id)).where(Decision.document_id == document.id).group_by(Decision.fingerprint)
    rows = session.scalars(
        select(Decision).where(Decision.id.in_(newest)).options(joinedload(Decision.user, innerjoin=True))
    ).all()
    return {row.fingerprint: row for row in rows if row.action != "reopen"}


def history(session: Session, document: Document) -> Sequence[Decision]:
    """All decisions ever taken on the document, oldest first, with their users."""
    return session.scalars(
        select(Decision)
        .where(Decision.document_id == document.id)
        .options(joinedload(Decision.user, innerjoin=True))
        .order_by(Decision.id)
    ).all()


def count(session: Session, document: Document) -> None:
    """Count the questions of the current report that nobody has decided yet, and how grave the gravest is."""
    rows = session.execute(
        select(FindingRow.fingerprint, FindingRow.severity)
        .join(ReportRow, ReportRow.id == FindingRow.report_id)
        .where(FindingRow.document_id == document.id, ReportRow.current, FindingRow.verdict.in_(QUESTIONS))
    ).all()
    decided = standing(session, document)
    left = [RANKS[severity] for mark, severity in rows if mark not in decided]
    document.open_count = len(left)
    document.top_severity = max(left, default=0)


def _newest(session: Session, finding: FindingRow) -> Decision | None:
    return session.scalar(
        select(Decision)
        .where(Decision.document_id == finding.document_id, Decision.fingerprint == finding.fingerprint)
        .order_by(Decision.id.desc())
        .limit(1)
    )


def _require_valid(action: str, reason: str) -> None:
    if action not in ("confirm", "dismiss", "reopen"):
        raise Invalid.at("action", "Keputusan tidak dikenali.", remedy="Pilih setujui, tolak, atau batalkan.")
    if action == "dismiss" and not reason:
        raise ReasonMissing()
    if len(reason) > MAX_REASON:
        raise Invalid.at(
            "reason", f"Alasan lebih panjang dari {MAX_REASON} huruf.", remedy="Ringkaskan alasannya lalu simpan lagi."
        )
