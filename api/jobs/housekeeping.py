"""What is cleared away by itself, once a day: rows and files that nobody will ever ask for again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from api.context import Context
from api.database import transaction
from api.services import clients, handovers, webhooks
from models import Document, UserSession
from models.base import utc_now

LOG = logging.getLogger("lindung.jobs")

KEEP_JOBS = timedelta(days=7)
"""Long enough to look into a trouble of last week; a job is a few hundred bytes."""
GRACE = timedelta(days=1)
"""A file without a row may belong to a request that is going on; after a day it does not."""
FIRST, EVERY = 600.0, 86_400.0
"""Seconds after the start, and between two rounds: an office PC is switched off at night, so no fixed hour."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many were removed: finished jobs of the engine, uploads that a crash left, originals without a document,
    sessions that have ended, keys and access tokens of programs that are past their time,
    messages to other systems that are over and old."""

    jobs: int
    uploads: int
    originals: int
    sessions: int
    keys: int
    tokens: int
    messages: int


def tidy(context: Context) -> Tidied:
    """Clear away; safe at any time beside running work."""
    now = utc_now()
    jobs = context.queue.tidy(before=now - KEEP_JOBS)
    uploads = context.storage.sweep(older_than=GRACE.total_seconds())
    uploads += context.storage.sweep_drafts(older_than=GRACE.total_seconds())
    originals = _orphans(context)
    with transaction(context.sessions) as session:
        ended = session.execute(delete(UserSession).where(UserSession.expires_at < now).returning(UserSession.id)).all()
        keys = handovers.tidy(session)
        tokens = clients.tidy(session)
        messages = webhooks.tidy(session)
    made = Tidied(
        jobs=jobs,
        uploads=uploads,
        originals=originals,
        sessions=len(ended),
        keys=keys,
        tokens=tokens,
        messages=messages,
    )
    LOG.info("tidied: %s", made)
    return made


@contextmanager
def keeping(context: Context, *, first: float = FIRST, every: float = EVERY) -> Iterator[None]:
    """Tidy in a thread beside the worker, ``first`` seconds after the start and then ``every`` so many."""
    stopping = threading.Event()

    def run() -> None:
        wait = first
        while not stopping.wait(wait):
            wait = every
            try:
                tidy(context)
            except Exception as error:  # noqa: BLE001  (the edge: a failed clean-up must not end the next one)
                LOG.error("tidying failed: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="housekeeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _orphans(context: Context) -> int:
    """Remove originals that have had no document for longer than the grace."""
    removed = 0
    for sha256 in context.storage.stored(older_than=GRACE.total_seconds()):
        with context.sessions() as session:
            known = session.scalar(select(Document.id).where(Document.sha256 == sha256).limit(1))
        if known is None:
            context.storage.erase(sha256)
            removed += 1
    return removed
