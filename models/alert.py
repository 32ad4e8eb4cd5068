"""What the office should notice in time, who has seen it, and the daily mail about it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Literal

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now

AlertKind = Literal["ending", "overdue", "critical", "wage", "answer"]
MailState = Literal["waiting", "sent", "given_up"]


class Alert(Base):
    """One thing at one stage. The same subject and stage never alert twice, however often the sweep looks.

    ``subject_kind`` and ``subject_id`` say what it is about, ``stage`` which step of it ("30": the last 30 days).
    ``about`` is the contract's number or the name of the minimum wage, ``who`` the agency, ``what`` a sentence without
    personal data; ``path`` is the address of the page inside Lindung. ``agency`` is the short name of the agency that
    handed the document in ("": the office), which decides who sees it. ``resolved_at``: its cause is gone.
    """

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("org", "kind", "subject_kind", "subject_id", "stage"),
        Index("ix_alert_org_resolved_at", "org", "resolved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[AlertKind] = mapped_column(String(16))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(128))
    stage: Mapped[str] = mapped_column(String(64))
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    agency: Mapped[str] = mapped_column(String(64), default="")
    about: Mapped[str] = mapped_column(String(255), default="")
    who: Mapped[str] = mapped_column(String(255), default="")
    what: Mapped[str]
    path: Mapped[str] = mapped_column(String(255))
    due_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    resolved_at: Mapped[datetime | None]


class AlertSeen(Base):
    """That a person has noticed an alert."""

    __tablename__ = "alert_seen"

    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)


class AlertSubscription(Base):
    """What a person wants by mail. No row: nothing. ``kinds`` in the order of ``AlertKind``."""

    __tablename__ = "alert_subscription"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    active: Mapped[bool] = mapped_column(default=True)
    kinds: Mapped[list[str]] = mapped_column(JSON())


class AlertMail(Base):
    """The one mail of a day to a person, on its way. ``next_at`` is when it is tried next, or until when a sender has
    it in hand. ``last_error`` is what the mail server said, without the letter."""

    __tablename__ = "alert_mail"
    __table_args__ = (
        UniqueConstraint("user_id", "day"),
        Index("ix_alert_mail_state_next_at", "state", "next_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    day: Mapped[date]
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(255))
    body: Mapped[str]
    state: Mapped[MailState] = mapped_column(String(16), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=utc_now)
    last_error: Mapped[str] = mapped_column(String(255), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[datetime | None]


class AlertMailItem(Base):
    """An alert that is in a mail: no alert is mailed to a person twice."""

    __tablename__ = "alert_mail_item"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True, index=True)
    mail_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("alert_mail.id", ondelete="CASCADE"), index=True)

    alert: Mapped[Alert] = relationship(lazy="raise")
