"""Until when a document must be kept, and what is held for a legal case whatever its date.

The dates decide only what may not be erased yet. Nothing is ever erased because its date has passed: destroying an
archive needs a decision (UU 43/2009 Pasal 51), so what is over is listed for whoever decides.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from api.services import events
from models import Document, User


def lock(session: Session, document: Document) -> None:
    """Let nobody else change the document until the end of this transaction, and see it as it is now."""
    session.execute(
        update(Document)
        .where(Document.id == document.id)
        .values(version=Document.version)
        .execution_options(synchronize_session=False)
    )
    session.refresh(document)


def keep(session: Session, document: Document, *, retain_until: date | None, legal_hold: bool, user: User) -> None:
    """Set both; nothing happens when they are so already."""
    before = (document.retain_until, document.legal_hold)
    if before == (retain_until, legal_hold):
        return
    document.retain_until, document.legal_hold = retain_until, legal_hold
    events.record(
        session,
        "document.kept",
        org=document.org,
        actor_id=user.id,
        subject=("document", document.id),
        before=_said(*before),
        after=_said(retain_until, legal_hold),
    )


def _said(retain_until: date | None, legal_hold: bool) -> dict[str, str | bool | None]:
    return {"retain_until": None if retain_until is None else retain_until.isoformat(), "legal_hold": legal_hold}
