"""What the administrator decided on what reviewers' corrections suggest."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.user import User

ProposalKind = Literal["position", "field", "clause"]
"""``position``: a spelling means this job; ``field``: a job belongs to this field of work; ``clause``: words say this
clause."""
ProposalAction = Literal["accepted", "refused"]


class ProposalDecision(Base):
    """Rows are only ever added; the newest one of a ``key`` counts. ``key`` is a digest of what is proposed; ``said``
    and ``meant`` tell it in words; ``value`` is what was taken over."""

    __tablename__ = "proposal_decision"
    __table_args__ = (Index("ix_proposal_decision_org_key", "org", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[ProposalKind] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64))
    said: Mapped[str]
    meant: Mapped[str]
    action: Mapped[ProposalAction] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")
