"""What is cleared away by itself, once a day: rows and files that nobody will ever ask for again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

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
COPY_GRACE = timedelta(hours=1)
"""A copy from the bucket may have come in before the row of its document; one that long unused has not."""
ROWS_AT_ONCE = 500
FIRST, EVERY = 600.0, 86_400.0
"""Seconds after the start, and between two rounds: an office PC is switched off at night, so no fixed hour."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many were removed: finished jobs of the engine, uploads that a crash left, originals without a document (or
    only what was made from one), copies on this machine of documents that are gone or that exceed its cache, sessions
    that have ended, keys and access tokens of programs that are past their time,
    messages to other systems that are over and old."""

    jobs: int
    uploads: int
    originals: int
    copies: int
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
    with transaction(context.sessions) as session:
        ended = session.execute(delete(UserSession).where(UserSession.expires_at < now).returning(UserSession.id)).all()
        keys = handovers.tidy(session)
        tokens = clients.tidy(session)
        messages = webhooks.tidy(session)
    # Last: a bucket that does not answer must not keep the rows from being tidied.
    originals = _orphans(context)
    copies = _copies(context)
    made = Tidied(
        jobs=jobs,
        uploads=uploads,
        originals=originals,
        copies=copies,
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
    """Remove originals that have had no document for longer than the grace, and what was made from documents that are
    gone: pages that were being read while theirs was erased."""
    removed, old = 0, GRACE.total_seconds()
    for sha256 in _unknown(context, context.storage.stored(older_than=old)):
        # Asked again: it may have been handed in once more since it was listed.
        if context.storage.still_older(sha256, older_than=old):
            context.storage.erase(sha256)
            removed += 1
    for sha256 in _unknown(context, context.storage.derived()):
        context.storage.erase_derived(sha256)
        removed += 1
    return removed


def _copies(context: Context) -> int:
    """Remove the copies of documents that were erased, perhaps on another machine (UU 27/2022), and those that exceed
    the size of the cache."""
    copies = context.storage.copies(older_than=COPY_GRACE.total_seconds())
    removed = 0
    for sha256 in _unknown(context, copies):
        for place in copies[sha256]:
            place.unlink(missing_ok=True)
            removed += 1
    return removed + context.storage.trim()


def _unknown(context: Context, hashes: Iterable[str]) -> Iterator[str]:
    """Those of the hashes that no document has, in whatever order they come."""
    given = iter(hashes)
    while chunk := list(islice(given, ROWS_AT_ONCE)):
        with context.sessions() as session:
            known = set(session.scalars(select(Document.sha256).where(Document.sha256.in_(chunk))))
        yield from (sha256 for sha256 in chunk if sha256 not in known)
