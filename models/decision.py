"""What reviewers decided on findings. Rows are only ever added; the newest one counts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.user import User

Action = Literal["confirm", "dismiss", "reopen"]
"""``reopen`` takes the decision before it back."""


class Decision(Base):
    """One decision on the finding of ``document_id`` that carries ``fingerprint`` (see ``FindingRow``).

    The database refuses an UPDATE of this table (trigger in the migrations); rows go only with their document.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_document_id_fingerprint", "document_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    action: Mapped[Action] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(default="")
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")
