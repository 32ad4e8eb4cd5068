"""Writing the audit trail."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from models import Event


def record(
    session: Session,
    action: str,
    *,
    org: str,
    actor_id: uuid.UUID | None,
    subject: tuple[str, object],
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add one event to the transaction. ``subject`` is (kind of thing, its id); never put personal data in here."""
    kind, identifier = subject
    session.add(
        Event(
            org=org,
            actor_id=actor_id,
            action=action,
            subject_type=kind,
            subject_id=str(identifier),
            before=before,
            after=after,
        )
    )
