"""Webhooks as the API shows them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from api.services.webhooks import Deliveries
from api.webhooks.outbox import Kind
from models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from models.webhook import DeliveryState


class NewWebhook(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=2000, examples=["https://arsip.example.go.id/lindung"])
    events: list[Kind] = Field(min_length=1, max_length=10)


class WebhookOut(BaseModel):
    """``active`` is false once the address answered 410, or nothing for three days; rotating its secret revives it."""

    id: uuid.UUID
    url: str
    events: list[Kind]
    active: bool
    created_at: datetime
    overlap_until: datetime | None = Field(description="until when messages carry the signature of the old secret too")

    @classmethod
    def of(cls, row: WebhookEndpoint) -> Self:
        return cls(
            id=row.id,
            url=row.url,
            events=row.events.split(),  # type: ignore[arg-type] # checked by pydantic
            active=row.active,
            created_at=row.created_at,
            overlap_until=row.overlap_until,
        )


class WebhookSecret(WebhookOut):
    """``secret`` is shown this once."""

    secret: str

    @classmethod
    def with_secret(cls, row: WebhookEndpoint, secret: str) -> Self:
        return cls(**WebhookOut.of(row).model_dump(), secret=secret)


class WebhookList(BaseModel):
    webhooks: list[WebhookOut]
    next: str | None


class AttemptOut(BaseModel):
    """``status`` of the answer; null when there was none, and ``error`` says why."""

    at: datetime
    status: int | None
    error: str
    milliseconds: int

    @classmethod
    def of(cls, row: WebhookAttempt) -> Self:
        return cls(at=row.at, status=row.status, error=row.error, milliseconds=row.milliseconds)


class DeliveryOut(BaseModel):
    id: int
    message_id: str
    type: str
    state: DeliveryState
    next_at: datetime | None = Field(description="when it is tried next")
    attempts: list[AttemptOut]

    @classmethod
    def of(cls, row: WebhookDelivery, attempts: tuple[WebhookAttempt, ...]) -> Self:
        return cls(
            id=row.id,
            message_id=f"msg_{row.message_id.hex}",
            type=row.message.kind,
            state=row.state,
            next_at=row.next_at if row.state == "waiting" else None,
            attempts=[AttemptOut.of(attempt) for attempt in attempts],
        )


class DeliveryList(BaseModel):
    """Newest first. ``next`` goes into ``after`` of the following request; null at the end."""

    deliveries: list[DeliveryOut]
    next: int | None

    @classmethod
    def of(cls, found: Deliveries) -> Self:
        return cls(
            deliveries=[DeliveryOut.of(row, found.attempts[row.id]) for row in found.deliveries], next=found.next
        )
