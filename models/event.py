"""The audit trail: who did what, when, to what, and what it was before."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, utc_now


class Event(Base):
    """One event, written in the transaction of the change it tells of. The database refuses UPDATE and DELETE.

    No personal data ever goes in here (no names, NIK, NPWP, file names, reasons typed by people): a document must be
    erasable on request (UU 27/2022) while the trail stays whole. ``actor_id`` is the user, None for the system itself.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject_type_subject_id", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    org: Mapped[str] = mapped_column(String(64))
    actor_id: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(64))
    subject_type: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(64))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON())
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON())
