"""Takes over the work of machines that never came back (PostgreSQL).

The engine itself takes work up again only under the name that began it. Here every worker looks, every few seconds,
whether the holder of any unfinished job is gone, and puts such jobs back into their queues through the engine's public
calls. Twice is harmless: every write of a step can be repeated, and the engine fences a holder that was only asleep.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from api.context import Context
from api.jobs import slots

LOG = logging.getLogger("lindung.jobs")

LOOK = 5.0
"""Seconds between two looks."""


def adopt(context: Context, *, own: str, only: str | None = None) -> dict[str, int]:
    """Put the unfinished jobs of slots that nobody holds back into their queues; how many, by slot.

    ``own`` is never looked at; ``only`` looks at that slot alone.
    """
    orphans: dict[str, list[str]] = defaultdict(list)
    for job in context.queue.running():
        if job.slot != own and only in (None, job.slot):
            orphans[job.slot].append(job.identifier)
    adopted: dict[str, int] = {}
    for name, identifiers in orphans.items():
        with context.engine.connect() as connection:
            if slots.alive(connection, name):
                continue
        context.queue.requeue(identifiers)
        adopted[name] = len(identifiers)
        LOG.warning("took %d jobs over from %s, which is gone", len(identifiers), name)
    return adopted


@contextmanager
def supervising(context: Context, *, own: str, look: float = LOOK) -> Iterator[None]:
    """Look in a thread beside the worker; on SQLite there is nobody to take over from."""
    if not slots.distributed(context):
        yield
        return
    stopping = threading.Event()

    def run() -> None:
        while not stopping.wait(look):
            try:
                adopt(context, own=own)
            except SQLAlchemyError as error:
                # The database is away for a moment: the next look tells.
                LOG.error("cannot look after other workers: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="supervisor", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
