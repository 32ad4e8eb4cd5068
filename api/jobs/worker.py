"""The worker: runs the reading jobs of this machine, inside ``lindung serve`` or ``lindung ingest``.

One worker a slot (``slots``): on SQLite that is one a data folder, on PostgreSQL as many as there are machines.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self, TypeVar

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID
from sqlalchemy.exc import OperationalError

from api.context import Context
from api.errors import WorkerBusy
from api.jobs import slots, turned
from api.jobs.queue import (
    APPLICATION,
    DOCUMENT_WORKFLOW,
    PAGE_QUEUE,
    PAGE_WORKFLOW,
    QUEUES,
    TURN_WORKFLOW,
    WORKFLOW_VERSION,
    Priority,
    log_with_ours,
    page_priority,
)
from api.jobs.reader import Reader
from api.jobs.steps import Steps, Stopping
from api.jobs.supervisor import supervising

LOG = logging.getLogger("lindung.jobs")

POLL = 0.25
"""Seconds between two looks of a queue, or of a document at its pages."""
DEAD_CHECK = 30.0
"""Seconds after which a document that waits asks whether jobs of its pages were given up."""
OUTAGE = 60
"""Seconds for which a step waits for a database that does not answer; a restart takes a few."""
_T = TypeVar("_T")
_running: Worker | None = None


class Worker:
    """Start with ``with``; stops at the end. ``reader`` is closed with it."""

    def __init__(self, context: Context, reader: Reader) -> None:
        self._context = context
        self._reader = reader
        self._stopping = threading.Event()
        self._steps = Steps(context=context, reader=reader, stopping=self._stopping)
        # A page is counted as begun only when a reading process is free for it: pages that merely wait when the
        # machine goes down have not failed.
        self._free = threading.BoundedSemaphore(context.settings.workers)
        self._alone = threading.Lock()
        self._held = ExitStack()

    def __enter__(self) -> Self:
        global _running
        try:
            slot = self._held.enter_context(slots.held(self._context))
        except WorkerBusy:
            self._reader.close()
            raise
        _running = self
        log_with_ours()
        workers = self._context.settings.workers
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_engine": self._context.engine,
                "application_version": WORKFLOW_VERSION,
                "executor_id": slot,
                "log_level": "WARNING",
                "run_migrations": False,
                # Not used by us, but the stop waits for this thread to wake up.
                "notification_listener_polling_interval_sec": POLL,
            }
        )
        self._steps.adopt_orphans()
        DBOS.launch()
        DBOS.register_queue(QUEUES["interactive"], worker_concurrency=8, polling_interval_sec=POLL)
        # More documents than processes: while one is put together and the next one looked at, the pages of the others
        # keep the processes busy.
        DBOS.register_queue(QUEUES["bulk"], worker_concurrency=2 * workers + 2, polling_interval_sec=POLL)
        DBOS.register_queue(PAGE_QUEUE, worker_concurrency=2 * workers, polling_interval_sec=POLL)
        self._held.enter_context(supervising(self._context, own=slot))
        LOG.info("worker %s started: %d reading processes", slot, workers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        global _running
        self._stopping.set()
        self._reader.close()
        DBOS.destroy()
        _running = None
        self._held.close()
        LOG.info("worker stopped")

    def document(self, document_id: str, run: int, priority: Priority) -> str:
        """The workflow of a document: look at it, have its pages read, put them together."""
        workflow_id = DBOS.workflow_id
        pages: int = DBOS.run_step({"name": "inspect"}, self._inspect, document_id, run)
        for number in range(1, pages + 1):
            with SetWorkflowID(f"{workflow_id}:{number}"), SetEnqueueOptions(priority=page_priority(priority, number)):
                DBOS.enqueue_workflow(PAGE_QUEUE, PAGE_JOB, document_id, run, number)
        if pages:
            self._wait_for_pages(uuid.UUID(document_id), run)
        outcome: str = DBOS.run_step({"name": "join"}, self._join, document_id, run)
        return outcome

    def page(self, document_id: str, run: int, number: int) -> str:
        """The workflow of a page: one step."""
        outcome: str = DBOS.run_step({"name": "read"}, self._read, document_id, run, number)
        return outcome

    def turned_page(self, turn_id: str) -> str:
        """The workflow of a page that a person turned: one step."""
        outcome: str = DBOS.run_step({"name": "read turned"}, self._read_turned, turn_id)
        return outcome

    def _read_turned(self, turn_id: str) -> str:
        with self._turn(alone=False):
            self._steps.go_on()
            return self._through_outages(lambda: turned.read(self._steps, uuid.UUID(turn_id)))

    def _inspect(self, document_id: str, run: int) -> int:
        self._steps.go_on()
        pages = self._through_outages(lambda: self._steps.inspect(uuid.UUID(document_id), run))
        self._steps.go_on()
        return pages

    def _read(self, document_id: str, run: int, number: int) -> str:
        suspect = self._through_outages(lambda: self._steps.suspect(uuid.UUID(document_id), run, number))
        with self._turn(alone=suspect):
            self._steps.go_on()
            try:
                return self._through_outages(lambda: self._steps.read_page(uuid.UUID(document_id), run, number))
            finally:
                self._steps.go_on()

    def _through_outages(self, act: Callable[[], _T]) -> _T:
        """What ``act`` gives, tried again while the database does not answer: every step may be repeated.

        An error that left a step would be written down as the end of its job as soon as the database is back, and a
        page would count as given up for nothing. While the worker stops, the job is left to the next start.
        """
        end = time.monotonic() + OUTAGE
        while True:
            try:
                return act()
            except OperationalError as error:
                if self._stopping.wait(1.0):
                    raise Stopping() from error
                if time.monotonic() > end:
                    raise
                LOG.warning("the database does not answer (%s); trying again", type(error.orig).__name__)

    @contextmanager
    def _turn(self, *, alone: bool) -> Iterator[None]:
        """Wait for a free reading process; ``alone``: for all of them.

        Whatever takes the worker down is blamed on every page in hand. A page that was in hand each time so far is
        therefore read with no other beside it: the next time only the guilty one is blamed.
        """
        with ExitStack() as held:
            if alone:
                held.enter_context(self._alone)
            for _ in range(self._context.settings.workers if alone else 1):
                held.enter_context(self._free)
            yield

    def _join(self, document_id: str, run: int) -> str:
        self._steps.go_on()
        return self._through_outages(lambda: self._steps.join(uuid.UUID(document_id), run))

    def _wait_for_pages(self, document_id: uuid.UUID, run: int) -> None:
        """Waits on our own rows, not on the engine's results: nothing to record, and a stop is seen at once."""
        asked = time.monotonic()
        while self._through_outages(lambda: self._steps.unfinished(document_id, run)):
            self._steps.go_on()
            if time.monotonic() - asked > DEAD_CHECK:
                self._through_outages(lambda: self._steps.give_up_dead(document_id, run))
                asked = time.monotonic()
            self._stopping.wait(POLL)


def _document_workflow(document_id: str, run: int, priority: Priority) -> str:
    return _worker().document(document_id, run, priority)


def _page_workflow(document_id: str, run: int, number: int) -> str:
    return _worker().page(document_id, run, number)


def _turn_workflow(turn_id: str) -> str:
    return _worker().turned_page(turn_id)


def _worker() -> Worker:
    if _running is None:
        raise Stopping()
    return _running


# Registered by calls, at import, because the engine looks workflows up by name when it takes old work up again.
# Twenty recoveries: a document in flight is counted whenever the worker dies, whoever's fault it was.
DOCUMENT_JOB = DBOS.workflow(name=DOCUMENT_WORKFLOW, max_recovery_attempts=20)(_document_workflow)
PAGE_JOB = DBOS.workflow(name=PAGE_WORKFLOW, max_recovery_attempts=20)(_page_workflow)
TURN_JOB = DBOS.workflow(name=TURN_WORKFLOW, max_recovery_attempts=20)(_turn_workflow)
