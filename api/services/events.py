"""Writing the audit trail."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from api.services import audit
from models import Event
from models.base import utc_now


def record(
    session: Session,
    action: str,
    *,
    org: str,
    actor_id: uuid.UUID | None,
    subject: tuple[str, object],
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> None:
    """Add one event to the transaction; it is sealed and written when that commits.

    ``subject`` is (kind of thing, its id); never put personal data in here. Of ``why`` only a keyed digest is kept.
    """
    if not session.in_transaction():
        session.begin()  # Without a transaction a rollback would not be told to anybody, and the event would stay.
    kind, identifier = subject
    key: bytes = session.info[audit.KEY]
    session.info.setdefault(audit.PENDING, []).append(
        Event(
            at=utc_now(),
            org=org,
            actor_id=actor_id,
            action=action,
            subject_type=kind,
            subject_id=str(identifier),
            before=before,
            after=after,
            why=audit.digest(key, why) if why else None,
        )
    )
