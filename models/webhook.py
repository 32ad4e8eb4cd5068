"""Addresses of other systems that are told when a document is done, and what became of each telling."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now

DeliveryState = Literal["waiting", "delivered", "given_up"]


class WebhookEndpoint(Base):
    """One address of one office. Its signing secret is not kept: it is derived from the key of the installation,
    ``id`` and ``generation``, so that a copied database signs nothing.

    Until ``overlap_until`` messages carry the signature of the generation before as well. ``events`` are the kinds
    it wants, separated by spaces. An address that went on failing is ``active`` no more.
    """

    __tablename__ = "webhook_endpoint"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    generation: Mapped[int] = mapped_column(default=1)
    overlap_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class WebhookMessage(Base):
    """Something that happened, written in its own transaction. ``body`` holds no personal data."""

    __tablename__ = "webhook_message"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]] = mapped_column(JSON())
    created_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)


class WebhookDelivery(Base):
    """One message on its way to one address. ``next_at`` is when it is tried next, or until when a sender has it in
    hand: a sender that dies leaves nothing behind but that moment."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("message_id", "endpoint_id"),
        Index("ix_webhook_delivery_state_next_at", "state", "next_at"),
        Index("ix_webhook_delivery_endpoint_id_id", "endpoint_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook_message.id", ondelete="CASCADE"))
    endpoint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook_endpoint.id", ondelete="CASCADE"))
    state: Mapped[DeliveryState] = mapped_column(String(16), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[datetime | None]

    message: Mapped[WebhookMessage] = relationship(lazy="raise")
    endpoint: Mapped[WebhookEndpoint] = relationship(lazy="raise")


class WebhookAttempt(Base):
    """One try. ``status`` is the HTTP status of the answer; without an answer ``error`` is a word that says why."""

    __tablename__ = "webhook_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("webhook_delivery.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    status: Mapped[int | None]
    error: Mapped[str] = mapped_column(String(64), default="")
    milliseconds: Mapped[int]
