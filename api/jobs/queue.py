"""The port to the job engine: all that the rest of the house knows of it.

The engine's tables lie in the same database as ours, so that a document and its job are one transaction. Jobs carry
identifiers only; nothing read from a document ever goes into the engine's tables.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dbos import DBOS, DBOSClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from api.settings import Settings
from models import Document, PageTurn

APPLICATION = "lindung"
DOCUMENT_WORKFLOW = "read_document"
PAGE_WORKFLOW = "read_page"
TURN_WORKFLOW = "read_turned_page"
WORKFLOW_VERSION = "1"
"""Changes only when the order of the steps of a workflow changes: jobs begun under another version are not taken up."""

Priority = Literal["interactive", "bulk"]
QUEUES: dict[Priority, str] = {"interactive": "documents_interactive", "bulk": "documents_bulk"}
"""Two queues: an upload must not wait behind ten thousand documents of a folder (30 s against 3 s when measured)."""
PAGE_QUEUE = "pages"
_PAGE_PRIORITIES: dict[Priority, int] = {"interactive": 1, "bulk": 10}

JobStatus = Literal["waiting", "running", "done", "failed", "cancelled"]
_STATUS: dict[str, JobStatus] = {
    "ENQUEUED": "waiting",
    "DELAYED": "waiting",
    "PENDING": "running",
    "SUCCESS": "done",
    "CANCELLED": "cancelled",
}


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job in hand. ``slot`` is the name of its worker."""

    identifier: str
    slot: str


class JobQueue:
    """Puts reading jobs into the engine and asks about them. Runs none: that is ``worker.Worker``."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        log_with_ours()
        DBOS.migrate(settings.database_url)
        self._client = DBOSClient(system_database_engine=engine, application_name=APPLICATION)

    def enqueue(self, session: Session, document: Document, priority: Priority) -> str:
        """Add the reading of ``document`` (its present ``run``) to the caller's transaction; the job's id.

        The same document and run twice is one job.
        """
        identifier = workflow_id(document)
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": DOCUMENT_WORKFLOW,
                "queue_name": QUEUES[priority],
                "workflow_id": identifier,
                "app_version": WORKFLOW_VERSION,
            },
            str(document.id),
            document.run,
            priority,
        )
        return identifier

    def enqueue_turn(self, session: Session, turn: PageTurn) -> None:
        """Add the reading of a page that a person turned to the caller's transaction: somebody waits for it."""
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": TURN_WORKFLOW,
                "queue_name": PAGE_QUEUE,
                "workflow_id": f"turn:{turn.id}",
                "app_version": WORKFLOW_VERSION,
                "priority": page_priority("interactive", 1),
            },
            str(turn.id),
        )

    def cancel(self, session: Session, document: Document) -> None:
        """Stop the reading once the caller's transaction is committed: pages in hand finish, no new one begins."""
        identifier = workflow_id(document)
        _after_commit(session, lambda: self._client.cancel_workflows([identifier], cancel_children=True))

    def forget(self, session: Session, document: Document) -> None:
        """Stop the reading and remove every trace of its jobs once the caller's transaction is committed."""
        identifiers = [workflow_id(document, run=run) for run in range(1, document.run + 1)]

        def remove() -> None:
            self._client.cancel_workflows(identifiers, cancel_children=True)
            self._client.delete_workflows(identifiers, delete_children=True)

        _after_commit(session, remove)

    def status(self, document: Document) -> JobStatus | None:
        """What the engine says about the reading; None when it knows no such job."""
        found = self._client.list_workflows(workflow_ids=[workflow_id(document)], load_input=False, load_output=False)
        return _STATUS.get(found[0].status, "failed") if found else None

    def dead_pages(self, document: Document) -> tuple[int, ...]:
        """The pages (1-based) whose jobs the engine has given up, in order."""
        prefix = f"{workflow_id(document)}:"
        found = self._client.list_workflows(
            workflow_id_prefix=prefix,
            status=["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
            load_input=False,
            load_output=False,
        )
        return tuple(sorted(int(workflow.workflow_id.removeprefix(prefix)) for workflow in found))

    def tidy(self, *, before: datetime, at_once: int = 500) -> int:
        """Remove the engine's rows of jobs that ended before that moment; how many. What they did lies in our tables.

        Never those of a document that is still being read: its pages end long before it does, and what became of
        them is asked while it waits.
        """
        removed = 0
        offset = 0
        while True:
            ended = self._client.list_workflows(
                status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
                completed_before=before.isoformat(),
                limit=at_once,
                offset=offset,
                load_input=False,
                load_output=False,
            )
            if not ended:
                return removed
            going_on = self._going_on({_parent(job.workflow_id) for job in ended})
            gone = [job.workflow_id for job in ended if _parent(job.workflow_id) not in going_on]
            self._client.delete_workflows(gone)
            removed += len(gone)
            offset += len(ended) - len(gone)

    def running(self) -> tuple[RunningJob, ...]:
        """The jobs that somebody has begun and not ended, whoever it is."""
        found = self._client.list_workflows(status="PENDING", load_input=False, load_output=False)
        return tuple(RunningJob(identifier=job.workflow_id, slot=job.executor_id or "") for job in found)

    def requeue(self, identifiers: Sequence[str]) -> None:
        """Put begun jobs back into the queues they came from, so that any worker takes them up where they were."""
        found = self._client.list_workflows(workflow_ids=list(identifiers), load_input=False, load_output=False)
        by_queue: dict[str, list[str]] = {}
        for job in found:
            if job.queue_name is not None:
                by_queue.setdefault(job.queue_name, []).append(job.workflow_id)
        for queue, chosen in by_queue.items():
            self._client.resume_workflows(chosen, queue_name=queue)

    def waiting(self) -> dict[str, int]:
        """How many jobs wait or run in each queue."""
        counts = dict.fromkeys((*QUEUES.values(), PAGE_QUEUE), 0)
        for job in self._client.list_queued_workflows(load_input=False):
            if job.queue_name in counts:
                counts[job.queue_name] += 1
        return counts

    def close(self) -> None:
        self._client.destroy()

    def _going_on(self, identifiers: set[str]) -> set[str]:
        found = self._client.list_workflows(
            workflow_ids=sorted(identifiers),
            status=["ENQUEUED", "DELAYED", "PENDING"],
            load_input=False,
            load_output=False,
        )
        return {job.workflow_id for job in found}


def page_priority(priority: Priority, number: int) -> int:
    """The place of a page in the queue of pages, smaller first: pages of uploads before those of folders, and of
    uploads the first pages before all others, because somebody is waiting to see that the right file was sent."""
    return _PAGE_PRIORITIES[priority] + (priority == "interactive" and number > 1)


def workflow_id(document: Document, *, run: int | None = None) -> str:
    """The engine's name for a reading.

    One document row stands for one file of one office (``org`` and ``sha256`` are unique), so its id names the file;
    a file that is erased and handed in again is another document, and its job never meets what is left of the old one.
    """
    return f"{document.org}:{document.id}:{document.run if run is None else run}"


def page_workflow_id(document: Document, number: int) -> str:
    """The engine's name for the reading of one page (1-based)."""
    return f"{workflow_id(document)}:{number}"


def _parent(identifier: str) -> str:
    """The job of the document that a job belongs to: itself, or the one of the page's document."""
    return ":".join(identifier.split(":")[:3])


def log_with_ours() -> None:
    """Let the engine warn through our logging: without a handler of its own it would open a second one on stderr."""
    logger = logging.getLogger("dbos")
    logger.setLevel(logging.WARNING)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _after_commit(session: Session, act: Callable[[], None]) -> None:
    """Call ``act`` after the commit: the engine writes over a connection of its own, which on SQLite would wait for
    the caller's lock forever."""
    event.listen(session, "after_commit", lambda _session: act(), once=True)
