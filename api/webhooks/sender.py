"""Sends what lies in the outbox, beside the worker: signed, with retries that grow apart, and a log of every try."""

from __future__ import annotations

import http.client
import json
import logging
import random
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload
from standardwebhooks import Webhook

from api.context import Context
from api.database import transaction
from api.refusals import AddressRefused
from api.services import audit
from api.webhooks.addresses import Target, resolve, target
from api.webhooks.outbox import secret_of
from models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from models.base import utc_now

LOG = logging.getLogger("lindung.webhooks")

RETRIES = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""Pauses between tries as the specification suggests them: three days in all."""
EVERY = 2.0
"""Seconds between two looks into the outbox."""
AT_ONCE = 4
LEASE = timedelta(seconds=60)
"""For so long a sender has a delivery in hand; longer than a try can take."""
TRY_SECONDS = 15.0
SLOW = 5.0
"""Seconds in which the other side must answer the connection, and go on answering."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """One try: everything it needs, so that no transaction is open while the other side thinks."""

    delivery_id: int
    message_id: str
    url: str
    body: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """``status`` of the answer, None without one; ``error`` is then a word that says why."""

    status: int | None
    error: str
    milliseconds: int

    @property
    def delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@contextmanager
def sending(context: Context, *, every: float = EVERY) -> Iterator[None]:
    """Send in threads of this process until the block ends; a try that is going on is waited for."""
    stopping = threading.Event()

    def run() -> None:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as pool:
            while not stopping.wait(every):
                try:
                    errands = take_due(context)
                    list(pool.map(lambda errand: close(context, errand, attempt(context, errand)), errands))
                except Exception as error:  # noqa: BLE001  (the edge: one failed look must not end the next one)
                    LOG.error("webhooks not sent: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="webhooks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def take_due(context: Context) -> list[_Errand]:
    """Take in hand what is due. Two senders never take the same: whoever moves its time on first has it."""
    now = utc_now()
    key = _key(context)
    taken = []
    with transaction(context.sessions) as session:
        due = session.scalars(
            select(WebhookDelivery)
            .where(WebhookDelivery.state == "waiting", WebhookDelivery.next_at <= now)
            .options(
                joinedload(WebhookDelivery.message, innerjoin=True),
                joinedload(WebhookDelivery.endpoint, innerjoin=True),
            )
            .order_by(WebhookDelivery.next_at)
            .limit(AT_ONCE * 4)
        ).all()
        for delivery in due:
            moved = session.execute(
                update(WebhookDelivery)
                .where(WebhookDelivery.id == delivery.id, WebhookDelivery.next_at == delivery.next_at)
                .values(next_at=now + LEASE)
                .returning(WebhookDelivery.id)
                .execution_options(synchronize_session=False)
            ).all()
            if moved:
                taken.append(_errand(delivery, key))
    return taken


def _errand(delivery: WebhookDelivery, key: bytes) -> _Errand:
    endpoint = delivery.endpoint
    secrets = [secret_of(endpoint, key)]
    if endpoint.overlap_until is not None and endpoint.overlap_until > utc_now():
        secrets.append(secret_of(endpoint, key, generation=endpoint.generation - 1))
    return _Errand(
        delivery_id=delivery.id,
        message_id=f"msg_{delivery.message.id.hex}",
        url=endpoint.url,
        body=json.dumps(delivery.message.body, ensure_ascii=False, separators=(",", ":")),
        secrets=tuple(secrets),
    )


def attempt(context: Context, errand: _Errand) -> _Outcome:
    """One try. Never raises for what the other side does."""
    begun = time.monotonic()
    status: int | None = None
    error = ""
    try:
        where = target(errand.url, private=context.settings.webhook_private)
        address = resolve(where, private=context.settings.webhook_private)
        status = _post(where, address, errand)
    except AddressRefused:
        error = "address-refused"
    except TimeoutError:
        error = "timeout"
    except ssl.SSLError:
        error = "tls"
    except (OSError, http.client.HTTPException, ValueError):
        error = "no-answer"
    return _Outcome(status=status, error=error, milliseconds=round((time.monotonic() - begun) * 1000))


def _post(where: Target, address: str, errand: _Errand) -> int:
    """Post the message to ``address`` under the name of ``where``; the status. Redirects are not followed."""
    at = utc_now()
    signatures = [Webhook(secret).sign(errand.message_id, at, errand.body) for secret in errand.secrets]
    headers = {
        "host": where.authority,
        "content-type": "application/json",
        "user-agent": "lindung-webhooks",
        "webhook-id": errand.message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
        "connection": "close",
    }
    connection = _Pinned(where, address)
    # A side that sends one byte every few seconds would never run into the socket's own limit.
    watchdog = threading.Timer(TRY_SECONDS, connection.abort)
    watchdog.daemon = True
    watchdog.start()
    try:
        connection.request("POST", where.path, body=errand.body.encode(), headers=headers)
        status = connection.getresponse().status
        if connection.aborted:
            # The rest of the answer was cut off by ourselves: what looks like its end is none.
            raise TimeoutError
        return status
    finally:
        watchdog.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was judged, whatever the name says by now."""

    def __init__(self, where: Target, address: str) -> None:
        super().__init__(where.host, where.port, timeout=SLOW)
        self._where = where
        self._address = address
        self.aborted = False

    def connect(self) -> None:
        sock: socket.socket = socket.create_connection((self._address, self._where.port), timeout=SLOW)
        if self._where.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self._where.host)
        self.sock = sock

    def abort(self) -> None:
        """End the try from another thread."""
        self.aborted = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def close(context: Context, errand: _Errand, outcome: _Outcome) -> None:
    """Write the try down, and when the next one is."""
    with transaction(context.sessions) as session:
        delivery = session.get(WebhookDelivery, errand.delivery_id)
        if delivery is None or delivery.state != "waiting":
            return  # The address was removed while it was tried.
        session.add(
            WebhookAttempt(
                delivery_id=delivery.id,
                status=outcome.status,
                error=outcome.error,
                milliseconds=outcome.milliseconds,
            )
        )
        delivery.attempts += 1
        now = utc_now()
        if outcome.delivered:
            delivery.state, delivery.ended_at = "delivered", now
        elif outcome.status == 410 or delivery.attempts > len(RETRIES):
            delivery.state, delivery.ended_at = "given_up", now
            # 410: the other side says that it is gone for good. Else: nothing was taken for three days.
            session.execute(
                update(WebhookEndpoint).where(WebhookEndpoint.id == delivery.endpoint_id).values(active=False)
            )
        else:
            pause = RETRIES[delivery.attempts - 1]
            delivery.next_at = now + pause * (1 + 0.1 * random.random())  # noqa: S311  (to spread the load, no secret)
        LOG.info("webhook %d try %d: %s", delivery.id, delivery.attempts, outcome.status or outcome.error)


def _key(context: Context) -> bytes:
    key: bytes = context.sessions.kw["info"][audit.KEY]
    return key
