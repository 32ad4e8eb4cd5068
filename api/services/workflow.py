"""The way of a document through the office: who has it in hand, who checked it, who approved it.

::

    unread -> read | to_review          (the system, when the report is there)
    read | to_review | sent_back -> in_review -> checked -> approved
                                        checked | approved -> sent_back   (another person, with a reason)
    checked | approved -> to_review     (the system, when a new reading or judgement changes the report)

One person checks and another one approves, never the same; the database refuses it as well.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from api.alerts import sweep
from api.clock import today_here
from api.errors import Forbidden, Invalid, NotOpen, SamePerson, StaleDocument
from api.permissions import Permission, may, require, sees
from api.register import entries
from api.services import events
from models import Document, StateChange, User
from models.base import utc_now
from models.document import ReviewState

Action = Literal["take", "assign", "release", "check", "withdraw", "approve", "send_back"]
OPEN_STATES: frozenset[ReviewState] = frozenset({"read", "to_review", "in_review", "sent_back"})
"""States in which findings may be decided on and facts corrected."""
MAX_REASON = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """Where an action may begin, where it leads, and what it asks for."""

    before: frozenset[ReviewState]
    after: ReviewState
    permission: Permission
    reason: bool = False


STEPS: dict[Action, Step] = {
    "take": Step(OPEN_STATES, "in_review", "review"),
    "assign": Step(OPEN_STATES, "in_review", "assign"),
    "release": Step(frozenset({"in_review"}), "to_review", "review"),
    "check": Step(OPEN_STATES, "checked", "review"),
    "withdraw": Step(frozenset({"checked"}), "in_review", "review"),
    "approve": Step(frozenset({"checked"}), "approved", "approve"),
    "send_back": Step(frozenset({"checked", "approved"}), "sent_back", "approve", reason=True),
}


def move(
    session: Session,
    document: Document,
    action: Action,
    *,
    user: User,
    version: int,
    reason: str = "",
    assignee: User | None = None,
) -> StateChange:
    """Take one step. ``version`` is the one the person had on the screen; ``assignee`` only for ``assign``.

    Forbidden (role), NotOpen (not from this state), StaleDocument (somebody was faster), SamePerson, Invalid at
    ``reason`` or ``assignee``.
    """
    step = STEPS[action]
    require(user, step.permission)
    reason = reason.strip()
    lock(session, document, version=version)
    if document.review_state not in step.before:
        raise NotOpen()
    if step.reason and not reason:
        raise Invalid.at(
            "reason",
            "Dokumen tidak dapat dikembalikan tanpa alasan; belum ada yang berubah.",
            remedy="Tuliskan apa yang harus diperbaiki peninjau, lalu kirim lagi.",
        )
    if len(reason) > MAX_REASON:
        raise Invalid.at(
            "reason", f"Alasan lebih panjang dari {MAX_REASON} huruf.", remedy="Ringkaskan alasannya lalu kirim lagi."
        )
    _require_person(document, action, user=user, assignee=assignee)
    if action == "check" and document.open_count:
        raise Invalid.at(
            "action",
            f"Masih ada {document.open_count} temuan yang belum diputuskan; dokumen belum dapat dinyatakan diperiksa.",
            remedy="Putuskan setiap temuan: benar, atau abaikan dengan alasan.",
        )
    return _step(session, document, action, step.after, user=user, reason=reason, assignee=assignee)


def touch(session: Session, document: Document, *, user: User) -> None:
    """Before a decision or correction: NotOpen when the document is checked or approved already; a document that
    nobody has in hand is now this person's. The caller holds the document's row."""
    require(user, "review")
    if document.review_state not in OPEN_STATES:
        raise NotOpen()
    if document.review_state != "in_review":
        document.version += 1
        _step(session, document, "take", "in_review", user=user)


def settle(session: Session, document: Document, *, changed: bool) -> None:
    """After a report was stored: a document that needs a person waits for one; what was checked or approved and now
    says something else is open again."""
    state = document.review_state
    if state in ("checked", "approved"):
        if changed:
            document.version += 1
            _step(session, document, "reopen", "to_review", user=None)
    elif state in ("unread", "read", "to_review"):
        wanted: ReviewState = "to_review" if document.open_count or document.weak_pages else "read"
        if wanted != state:
            document.review_state = wanted
            document.state_since = utc_now()


def history(session: Session, document: Document) -> Sequence[StateChange]:
    """All steps, oldest first, with the people."""
    return session.scalars(
        select(StateChange)
        .where(StateChange.document_id == document.id)
        .options(joinedload(StateChange.user), joinedload(StateChange.assignee))
        .order_by(StateChange.id)
    ).all()


def possible(document: Document, user: User) -> tuple[Action, ...]:
    """The actions that the person may take now, whatever the open findings say."""
    return tuple(
        action
        for action, step in STEPS.items()
        if document.review_state in step.before and may(user, step.permission) and _fits(document, action, user)
    )


def reviewers(session: Session, document: Document, user: User) -> Sequence[User]:
    """Those to whom the person can give the document."""
    return [person for person in colleagues(session, user) if sees(person, document)]


def colleagues(session: Session, user: User) -> Sequence[User]:
    """Those of the person's office who review."""
    people = session.scalars(
        select(User).where(User.org == user.org, User.active).order_by(User.display_name, User.name)
    ).all()
    return [person for person in people if may(person, "review")]


def lock(session: Session, document: Document, *, version: int) -> None:
    """Take the document's row and count its version on; StaleDocument when it is not the one that was seen."""
    taken = session.execute(
        update(Document)
        .where(Document.id == document.id, Document.version == version)
        .values(version=Document.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(document)
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise StaleDocument()


def _fits(document: Document, action: Action, user: User) -> bool:
    match action:
        case "take":
            return document.reviewer_id != user.id or document.review_state != "in_review"
        case "release":
            return document.reviewer_id == user.id or may(user, "assign")
        case "withdraw":
            return document.checked_by == user.id
        case "approve":
            return document.checked_by != user.id
    return True


def _require_person(document: Document, action: Action, *, user: User, assignee: User | None) -> None:
    if action == "approve" and document.checked_by == user.id:
        raise SamePerson()
    if not _fits(document, action, user):
        raise Forbidden()
    if action == "check" and document.review_state == "in_review" and document.reviewer_id != user.id:
        raise Invalid.at(
            "action",
            "Dokumen ini sedang di tangan peninjau lain; belum ada yang berubah.",
            remedy="Ambil alih dokumennya lebih dahulu, atau tunggu peninjau itu selesai.",
        )
    if action == "assign" and (assignee is None or not may(assignee, "review") or not sees(assignee, document)):
        raise Invalid.at(
            "assignee",
            "Orang ini tidak dapat meninjau dokumen itu; dokumen belum diserahkan.",
            remedy="Pilih peninjau dari daftar.",
        )


def _step(
    session: Session,
    document: Document,
    action: str,
    after: ReviewState,
    *,
    user: User | None,
    reason: str = "",
    assignee: User | None = None,
) -> StateChange:
    before, now = document.review_state, utc_now()
    document.review_state, document.state_since = after, now
    document.reviewer_id = _holder(document, action, user=user, assignee=assignee)
    if after == "checked":
        document.checked_by, document.checked_at = (None if user is None else user.id), now
    elif after == "approved":
        document.approved_by, document.approved_at = (None if user is None else user.id), now
    if after in ("in_review", "to_review"):
        document.checked_by = document.checked_at = None
    if after != "approved":
        document.approved_by = document.approved_at = None
    if after == "approved":
        entries.enter(session, document)
    elif before == "approved":
        entries.leave(session, document)
    row = StateChange(
        document_id=document.id,
        action=action,
        before=before,
        after=after,
        reason=reason,
        user_id=None if user is None else user.id,
        assignee_id=document.reviewer_id,
    )
    session.add(row)
    session.flush()
    if after == "approved":
        sweep.of_document(session, document, today=today_here())
    events.record(
        session,
        f"document.{action.replace('_', '-')}",
        org=document.org,
        actor_id=None if user is None else user.id,
        subject=("document", document.id),
        before={"state": before},
        after={"state": after, "reviewer": None if document.reviewer_id is None else str(document.reviewer_id)},
        why=reason,
    )
    return row


def _holder(document: Document, action: str, *, user: User | None, assignee: User | None) -> uuid.UUID | None:
    """Who has the document after the step: it stays with its reviewer while another one approves or sends it back."""
    if action in ("release", "reopen"):
        return None
    if action in ("take", "check", "withdraw"):
        return None if user is None else user.id
    return assignee.id if assignee is not None else document.reviewer_id
