"""A document on its way through the office: changes of state, views of covered numbers, filters of a person."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.document import ReviewState
from models.user import User


class StateChange(Base):
    """One step of a document's review. Rows are only ever added (the database refuses an UPDATE).

    ``user_id`` None: the system did it (a new reading changed what had been approved). ``assignee_id`` is who has the
    document afterwards.
    """

    __tablename__ = "state_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(String(16))
    before: Mapped[ReviewState] = mapped_column(String(16))
    after: Mapped[ReviewState] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(default="")
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    assignee_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[user_id])
    assignee: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[assignee_id])


class Reveal(Base):
    """Somebody looked at the uncovered personal numbers of a document, and why."""

    __tablename__ = "reveal"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=utc_now)


class SavedFilter(Base):
    """A filter of the queue under a name of the person's own; ``query`` is the part of the address after "?"."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))
    query: Mapped[str] = mapped_column(String(1000))
