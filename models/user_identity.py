"""Who an account is at the office's own sign-in service (OpenID Connect)."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.user import User


class UserIdentity(Base):
    """One account at one ``issuer``. The administrator names the ``email`` (in small letters); ``subject`` is what the
    service calls the person, learnt at the first sign-in and from then on the only thing that counts: an address may
    be given to somebody else, a subject never is."""

    __tablename__ = "user_identity"
    __table_args__ = (
        UniqueConstraint("issuer", "email"),
        UniqueConstraint("issuer", "subject"),
        UniqueConstraint("user_id", "issuer"),
        Index("ix_user_identity_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(String(255))
    email: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str | None] = mapped_column(String(255))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")
