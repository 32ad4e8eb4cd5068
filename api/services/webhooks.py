"""Addresses of other systems that are told when a document is done, and the log of what they were told."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, select, tuple_
from sqlalchemy.orm import Session, joinedload

from api.context import Context
from api.errors import Forbidden, Invalid, NotFound
from api.permissions import require
from api.services import audit, cursors, events
from api.webhooks.addresses import resolve, target
from api.webhooks.outbox import KINDS, TEST, secret_of, send
from models import User, WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage
from models.base import utc_now
from models.webhook import DeliveryState

OVERLAP = timedelta(hours=24)
"""After a rotation messages are signed with both secrets for so long."""
KEEP_MESSAGES = timedelta(days=30)
MOST = 20
"""Addresses of one office: every document makes a message for each."""


@dataclass(frozen=True, slots=True)
class NewSecret:
    """``secret`` can be shown again only by rotating it."""

    endpoint: WebhookEndpoint
    secret: str


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Newest first, with their messages; ``attempts`` by delivery, oldest first. ``next`` is the id before which the
    following ones are."""

    deliveries: tuple[WebhookDelivery, ...]
    attempts: dict[int, tuple[WebhookAttempt, ...]]
    next: int | None


def require_manager(user: User) -> None:
    """Forbidden for those who do not see the whole office: an address is told of all its documents."""
    require(user, "upload")
    if user.agency or user.role == "uploader":
        raise Forbidden()


def create(context: Context, session: Session, *, url: str, kinds: Iterable[str], user: User) -> NewSecret:
    """A new address. AddressRefused, Invalid at ``events`` or ``url``, Forbidden."""
    require_manager(user)
    private = context.settings.webhook_private
    resolve(target(url, private=private), private=private)
    wanted = set(kinds)
    if not wanted or not wanted <= set(KINDS):
        raise Invalid.at("events", "Jenis peristiwa tidak dikenal.", remedy=f"Pilih dari: {', '.join(KINDS)}.")
    if len(session.scalars(select(WebhookEndpoint.id).where(WebhookEndpoint.org == user.org)).all()) >= MOST:
        raise Invalid.at("url", f"Kantor ini sudah punya {MOST} alamat.", remedy="Hapus dulu yang tidak dipakai.")
    endpoint = WebhookEndpoint(
        id=uuid.uuid4(), org=user.org, url=url, events=" ".join(kind for kind in KINDS if kind in wanted), generation=1
    )
    session.add(endpoint)
    session.flush()
    _record(session, endpoint, "webhook.created", user)
    return NewSecret(endpoint=endpoint, secret=secret_of(endpoint, _key(session)))


def get(session: Session, endpoint_id: uuid.UUID, *, user: User) -> WebhookEndpoint:
    """The address; NotFound when there is none or it is another office's; Forbidden."""
    require_manager(user)
    row = session.get(WebhookEndpoint, endpoint_id)
    if row is None or row.org != user.org:
        raise NotFound("Alamat webhook itu tidak ada.", remedy="Periksa daftar alamatnya.")
    return row


def listing(
    session: Session, *, user: User, after: str | None = None, limit: int = 50
) -> tuple[Sequence[WebhookEndpoint], str | None]:
    """The office's addresses, newest first, and the cursor of those after them."""
    require_manager(user)
    query = select(WebhookEndpoint).where(WebhookEndpoint.org == user.org)
    if after is not None:
        query = query.where(tuple_(WebhookEndpoint.created_at, WebhookEndpoint.id) < tuple_(*cursors.place(after)))
    rows = session.scalars(
        query.order_by(WebhookEndpoint.created_at.desc(), WebhookEndpoint.id.desc()).limit(limit + 1)
    ).all()
    shown = rows[:limit]
    return shown, cursors.cursor(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None


def rotate(session: Session, endpoint: WebhookEndpoint, *, user: User) -> NewSecret:
    """A new secret; for ``OVERLAP`` messages carry both signatures. An address that was given up is tried again."""
    endpoint.generation += 1
    endpoint.overlap_until = utc_now() + OVERLAP
    endpoint.active = True
    session.flush()
    _record(session, endpoint, "webhook.secret-rotated", user)
    return NewSecret(endpoint=endpoint, secret=secret_of(endpoint, _key(session)))


def remove(session: Session, endpoint: WebhookEndpoint, *, user: User) -> None:
    """Take the address away with its log; what waits for it is not sent."""
    _record(session, endpoint, "webhook.removed", user)
    session.delete(endpoint)


def test(session: Session, endpoint: WebhookEndpoint) -> WebhookMessage:
    """Send a message that says nothing."""
    return send(session, [endpoint], kind=TEST, data={})


def deliveries(
    session: Session,
    endpoint: WebhookEndpoint,
    *,
    state: DeliveryState | None = None,
    before: int | None = None,
    limit: int = 50,
) -> Deliveries:
    """What was sent to the address, newest first."""
    query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint.id)
    if state is not None:
        query = query.where(WebhookDelivery.state == state)
    if before is not None:
        query = query.where(WebhookDelivery.id < before)
    rows = session.scalars(
        query.options(joinedload(WebhookDelivery.message, innerjoin=True))
        .order_by(WebhookDelivery.id.desc())
        .limit(limit + 1)
    ).all()
    shown = tuple(rows[:limit])
    tries: dict[int, list[WebhookAttempt]] = {row.id: [] for row in shown}
    for attempt in session.scalars(
        select(WebhookAttempt).where(WebhookAttempt.delivery_id.in_(tries)).order_by(WebhookAttempt.id)
    ):
        tries[attempt.delivery_id].append(attempt)
    return Deliveries(
        deliveries=shown,
        attempts={number: tuple(found) for number, found in tries.items()},
        next=shown[-1].id if len(rows) > limit else None,
    )


def redeliver(session: Session, endpoint: WebhookEndpoint, delivery_id: int) -> None:
    """Send a message once more, under its old id, whatever became of it. NotFound when there is none."""
    delivery = session.get(WebhookDelivery, delivery_id)
    if delivery is None or delivery.endpoint_id != endpoint.id:
        raise NotFound("Kiriman itu tidak ada.", remedy="Periksa catatan kirimannya.")
    delivery.state, delivery.attempts, delivery.next_at, delivery.ended_at = "waiting", 0, utc_now(), None


def tidy(session: Session) -> int:
    """Remove messages that are over and old, with their log; how many."""
    waiting = exists().where(WebhookDelivery.message_id == WebhookMessage.id, WebhookDelivery.state == "waiting")
    gone = session.execute(
        delete(WebhookMessage)
        .where(WebhookMessage.created_at < utc_now() - KEEP_MESSAGES, ~waiting)
        .returning(WebhookMessage.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(gone)


def _key(session: Session) -> bytes:
    key: bytes = session.info[audit.KEY]
    return key


def _record(session: Session, endpoint: WebhookEndpoint, action: str, user: User) -> None:
    events.record(session, action, org=endpoint.org, actor_id=user.id, subject=("webhook", endpoint.id))
