"""Looks for alerts and sends mail beside the worker."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from api.alerts import digest, outbox, sweep
from api.clock import WIB
from api.context import Context
from api.database import transaction
from api.services import law
from models import Alert, AlertMail, User
from models.base import utc_now

LOG = logging.getLogger("lindung.alerts")

FIRST, EVERY = 30.0, 60.0
"""Seconds after the start, and between two looks into the outbox."""
SWEEP_EVERY = 3600.0
"""Seconds between two sweeps. Not once a day at a fixed hour: an office PC is switched off at night."""
MORNING = 6
"""The letters of a day are written from this hour (WIB) on: nobody is woken by them."""
KEEP_MAIL, KEEP_RESOLVED = timedelta(days=90), timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: alerts made and resolved, letters written, letters that the mail server took."""

    made: int
    resolved: int
    written: int
    sent: int


def look(context: Context, *, now: datetime | None = None, early: bool = False) -> Round:
    """Sweep every office, write the letters of the day (``early``: also before the morning) and send what is due."""
    here = (now or utc_now()).astimezone(WIB)
    made = resolved = written = 0
    for org in _offices(context):
        with transaction(context.sessions) as session:
            swept = sweep.sweep(session, org=org, law=law.usable(context.settings)[0], today=here.date())
        made, resolved = made + swept.made, resolved + swept.resolved
        if context.settings.mail is not None and (early or here.hour >= MORNING):
            written += _write(context, org=org, today=here.date())
    _forget(context)
    return Round(made=made, resolved=resolved, written=written, sent=outbox.send_due(context))


@contextmanager
def alerting(context: Context, *, first: float = FIRST, every: float = EVERY) -> Iterator[None]:
    """Look in a thread of this process until the block ends."""
    stopping = threading.Event()

    def run() -> None:
        wait, swept = first, -SWEEP_EVERY
        while not stopping.wait(wait):
            wait = every
            try:
                if time.monotonic() - swept >= SWEEP_EVERY:
                    LOG.info("alerts: %s", look(context))
                    swept = time.monotonic()
                else:
                    outbox.send_due(context)
            except Exception as error:  # noqa: BLE001  (the edge: a failed round must not end the next one)
                LOG.error("alerts failed: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="alerts", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _write(context: Context, *, org: str, today: date) -> int:
    with transaction(context.sessions) as session:
        return digest.prepare(session, org=org, base_url=context.settings.base_url, today=today)


def _offices(context: Context) -> list[str]:
    with context.sessions() as session:
        return list(session.scalars(select(User.org).distinct().order_by(User.org)))


def _forget(context: Context) -> None:
    """Letters that are over, and alerts whose cause has long been gone."""
    now = utc_now()
    with transaction(context.sessions) as session:
        session.execute(delete(AlertMail).where(AlertMail.ended_at < now - KEEP_MAIL))
        session.execute(delete(Alert).where(Alert.resolved_at < now - KEEP_RESOLVED))
