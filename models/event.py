"""The audit trail: who did what, when, to what, what it was before, and why; each row sealed to the one before it."""

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

    ``why`` is a keyed digest of the reason that was given: the words themselves stand where they can be erased, and
    the digest proves which words they were. ``hash`` seals the row to all rows before it (``api.services.audit``);
    None only in rows older than the seal. Numbers have no gaps.
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
    why: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))


class AuditHead(Base):
    """Where the trail ends: the only row of this table, moved on in the transaction of every event.

    ``last_id`` and ``hash`` are those of the newest event; ``mac`` seals the two, so that rows cut off at the end are
    noticed. ``sealed_id`` is the last event that was there before the trail was sealed (0: none).
    """

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_id: Mapped[int]
    sealed_id: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
