"""What other systems are told, written in the transaction of what happened: either both are there or neither is."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from typing import Any, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ApiJobItem, Document, WebhookDelivery, WebhookEndpoint, WebhookMessage
from models.base import utc_now

Kind = Literal["document.completed", "document.failed", "document.erased"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TEST = "webhook.test"


def announce(session: Session, document: Document, kind: Kind) -> None:
    """Put the message about the document into the outbox of every address of its office that wants this kind."""
    endpoints = [
        endpoint
        for endpoint in session.scalars(
            select(WebhookEndpoint).where(WebhookEndpoint.org == document.org, WebhookEndpoint.active)
        )
        if kind in endpoint.events.split()
    ]
    if endpoints:
        send(session, endpoints, kind=kind, data=_data(session, document, kind))


def send(session: Session, endpoints: list[WebhookEndpoint], *, kind: str, data: dict[str, Any]) -> WebhookMessage:
    """One message to these addresses, of one office. ``data`` holds no personal data."""
    at = utc_now()
    message = WebhookMessage(
        id=uuid.uuid4(),
        org=endpoints[0].org,
        kind=kind,
        body={"type": kind, "timestamp": at.isoformat(), "data": data},
        created_at=at,
    )
    session.add(message)
    session.flush()
    session.add_all(WebhookDelivery(message_id=message.id, endpoint_id=endpoint.id) for endpoint in endpoints)
    session.flush()
    return message


def secret_of(endpoint: WebhookEndpoint, key: bytes, *, generation: int | None = None) -> str:
    """The signing secret of the address, in the form of the Standard Webhooks specification. ``key`` is that of the
    installation; the word in front keeps the secret apart from everything else that is derived from it."""
    number = endpoint.generation if generation is None else generation
    made = hmac.new(key, f"webhook\x1f{endpoint.id}\x1f{number}".encode(), hashlib.sha256).digest()
    return "whsec_" + base64.b64encode(made).decode()


def _data(session: Session, document: Document, kind: Kind) -> dict[str, Any]:
    address = f"/api/v1/documents/{document.id}"
    data: dict[str, Any] = {"document_id": str(document.id), "sha256": document.sha256}
    if kind == "document.erased":
        return data
    jobs = session.scalars(select(ApiJobItem.job_id).where(ApiJobItem.document_id == document.id).distinct()).all()
    data |= {"document": address, "status": document.status, "run": document.run, "jobs": sorted(str(j) for j in jobs)}
    if kind == "document.failed":
        return {**data, "error": document.error_code}
    counted = ("violated", "absent", "unreadable", "unclear", "satisfied")
    return {
        **data,
        "report": f"{address}/report",
        "pages": document.page_count,
        "findings": {name: getattr(document, f"{name}_count") for name in counted},
        "missing": document.missing_count,
    }
