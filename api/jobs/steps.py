"""What a reading job does, step by step, over our own tables.

Every step may run again after a crash, at any point: each looks at what is already there, writes once in one
transaction, and returns only what the engine may keep (numbers and words, never content). A page that cannot be read
is a recorded gap and makes the document partial; it never stops the document (design, house rule 3).
"""

from __future__ import annotations

import logging
import threading
import traceback
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select

from api.context import Context
from api.database import transaction
from api.errors import DiskFull, NoPageReadable, PageGivenUp, ReadingGivenUp, StorageDamaged
from api.jobs import rows
from api.jobs.reader import Reader
from api.services import corrections, events, turning
from api.storage import StorageAway
from api.webhooks import outbox
from extractor.errors import LindungError
from extractor.intake.types import Inspection, SourceFile
from extractor.report import Report
from extractor.sandbox.errors import PageGarbled, PageTimeout
from extractor.sandbox.understanding import NotUnderstood
from extractor.words.types import PageWords
from models import Document, Page
from models.base import utc_now

LOG = logging.getLogger("lindung.jobs")

MAX_ATTEMPTS = 3
"""A page that was begun this often without an end is given up: it takes the reading process down each time."""
WORTH_A_RETRY = (PageTimeout, PageGarbled)
"""Failures that may be the machine's rather than the page's; any other failure of a page is its own and stays. A
crash is not among them: the pool has tried that page in a fresh child before it says so."""

NO_ROOM = (StorageAway, DiskFull)
"""Nothing about the document: the job waits until the bucket answers again or there is room, and nothing is counted."""
AGAIN = 5.0
"""Seconds between two tries then."""

PageOutcome = Literal["done", "failed", "poison", "gone"]


class Stopping(BaseException):
    """The worker is shutting down. Not an ``Exception``: the engine must not write it down as the job's outcome, so
    that the job goes on after the next start."""


@dataclass(frozen=True, slots=True)
class _PageTask:
    """What the reading of a page needs; ``attempt`` counts from 1."""

    source: SourceFile
    inspection: Inspection
    pipeline: str
    attempt: int
    turn: int | None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one worker. Once ``stopping`` is set, a failure is the shutdown's and is not written down."""

    context: Context
    reader: Reader
    stopping: threading.Event

    def inspect(self, document_id: uuid.UUID, run: int) -> int:
        """Look at the whole file; make one row per page. The number of pages, 0 when there is nothing to read."""
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            if document is None:
                return 0
            document.status = "reading"
            document.started_at = utc_now()
            source = self.source(document)
            pipeline = document.pipeline_version
        while True:
            try:
                inspection = self._inspected(source, pipeline)
                break
            except NO_ROOM as error:
                self.wait_for_storage(error)
            except LindungError as error:
                self.go_on()
                self._fail(document_id, run, error)
                return 0
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            if document is None:
                return 0
            document.page_count = inspection.page_count
            document.repaired = inspection.repaired is not None
            document.inspection_notes = "\n".join(inspection.notes)
            known = set(rows.page_numbers(session, document))
            for number in range(1, inspection.page_count + 1):
                if number not in known:
                    session.add(Page(document_id=document.id, number=number, pipeline_version=pipeline))
            session.flush()
            rows.count_pages(session, document)
        return inspection.page_count

    def read_page(self, document_id: uuid.UUID, run: int, number: int) -> PageOutcome:
        """Read one page and keep what was found, or why nothing was."""
        while True:
            begun = self._begin_page(document_id, run, number)
            if not isinstance(begun, _PageTask):
                return begun
            place = self.context.storage.page_image(begun.source.sha256, begun.pipeline, number, turn=begun.turn)
            draft = self.context.storage.draft(place)
            try:
                self.bring(begun.source, begun.inspection)
                words = self.reader.read_page(
                    begun.source, number, inspection=begun.inspection, image_path=draft, turn=begun.turn
                )
                has_image = self.context.storage.publish(draft, place)
            except NO_ROOM as error:
                self._give_back(document_id, run, number)
                self.wait_for_storage(error)
                continue
            except LindungError as error:
                if self.stopping.is_set():
                    self._give_back(document_id, run, number)
                    raise Stopping() from error
                if isinstance(error, WORTH_A_RETRY) and begun.attempt < MAX_ATTEMPTS:
                    continue
                return self._close_page(document_id, run, number, "failed", error=error)
            finally:
                draft.unlink(missing_ok=True)
            outcome = self._close_page(document_id, run, number, "done", words=words, has_image=has_image)
            if outcome == "gone":
                self.drop_files(begun.source.sha256)
            return outcome

    def suspect(self, document_id: uuid.UUID, run: int, number: int) -> bool:
        """Whether one more end without a result would be the last of this page."""
        with self.context.sessions() as session:
            document = rows.wanted(session, document_id, run)
            page = None if document is None else rows.one_page(session, document, number)
        return page is not None and page.status in ("queued", "reading") and page.attempts >= MAX_ATTEMPTS - 1

    def _begin_page(self, document_id: uuid.UUID, run: int, number: int) -> _PageTask | PageOutcome:
        """Count the attempt before it is made: a crash of this process must leave its mark."""
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            page = None if document is None else rows.one_page(session, document, number)
            if document is None or page is None:
                return "gone"
            if page.status in ("done", "failed", "poison"):
                return page.status
            if page.attempts >= MAX_ATTEMPTS:
                rows.end_page(session, document, page, "poison", error=PageGivenUp())
                return "poison"
            page.attempts += 1
            page.status = "reading"
            page.started_at = utc_now()
            return _PageTask(
                source=self.source(document),
                inspection=self.inspection(document),
                pipeline=document.pipeline_version,
                attempt=page.attempts,
                turn=turning.standing(session, document, number),
            )

    def _close_page(
        self,
        document_id: uuid.UUID,
        run: int,
        number: int,
        status: Literal["done", "failed"],
        *,
        words: PageWords | None = None,
        has_image: bool = False,
        error: LindungError | None = None,
    ) -> PageOutcome:
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            page = None if document is None else rows.one_page(session, document, number)
            if document is None or page is None:
                return "gone"
            if words is not None:
                rows.keep_words(page, words, has_image=has_image)
            rows.end_page(session, document, page, status, error=error)
        return status

    def go_on(self) -> None:
        """Raises Stopping once the worker is shutting down."""
        if self.stopping.is_set():
            raise Stopping()

    def _give_back(self, document_id: uuid.UUID, run: int, number: int) -> None:
        """Undo the attempt of a page whose reading the shutdown cut off: stopping is not the page's fault."""
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            page = None if document is None else rows.one_page(session, document, number)
            if page is not None and page.status == "reading":
                page.status = "queued"
                page.attempts = max(0, page.attempts - 1)

    def unfinished(self, document_id: uuid.UUID, run: int) -> tuple[int, ...]:
        """The pages still to wait for; none when the document is gone, cancelled or finished."""
        with self.context.sessions() as session:
            document = rows.wanted(session, document_id, run)
            if document is None:
                return ()
            return tuple(
                session.scalars(
                    select(Page.number)
                    .where(
                        Page.document_id == document.id,
                        Page.pipeline_version == document.pipeline_version,
                        Page.status.in_(("queued", "reading")),
                    )
                    .order_by(Page.number)
                )
            )

    def adopt_orphans(self) -> int:
        """At start-up: settle the documents that wait although no job of theirs will run. How many there were.

        A document without any job (a restored backup) is queued again; one whose job was given up has failed.
        """
        with self.context.sessions() as session:
            waiting = session.scalars(select(Document).where(Document.status.in_(("queued", "reading")))).all()
        settled = 0
        for document in waiting:
            status = self.context.queue.status(document)
            if status is None:
                with transaction(self.context.sessions) as session:
                    self.context.queue.enqueue(session, document, "bulk")
            elif status in ("failed", "cancelled", "done"):
                self._fail(document.id, document.run, ReadingGivenUp())
            else:
                continue
            settled += 1
        return settled

    def give_up_dead(self, document_id: uuid.UUID, run: int) -> None:
        """Write down as gaps the pages whose jobs the engine no longer runs: nobody will ever finish them."""
        with self.context.sessions() as session:
            document = rows.wanted(session, document_id, run)
        if document is None:
            return
        dead = self.context.queue.dead_pages(document)
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            for number in dead if document is not None else ():
                page = rows.one_page(session, document, number) if document is not None else None
                if document is not None and page is not None and page.status in ("queued", "reading"):
                    rows.end_page(session, document, page, "poison", error=PageGivenUp())

    def join(self, document_id: uuid.UUID, run: int) -> str:
        """From the pages to the stored report, in one transaction. The document's final status."""
        with self.context.sessions() as session:
            document = rows.wanted(session, document_id, run)
            if document is None:
                return "gone"
            pages = rows.read_pages(session, document)
            source, inspection = self.source(document), self.inspection(document)
        try:
            report = self.reader.understand(source, inspection, pages)
        except LindungError as error:
            self.go_on()
            self._fail(document_id, run, error)
            return "failed"
        except Exception as error:  # noqa: BLE001  (the edge of a batch item: one document must not stop the others)
            # Only where it happened: the message of an exception may carry words of the contract.
            LOG.error(
                "document %s not understood: %s at %s",
                document_id,
                type(error).__name__,
                "; ".join(f"{f.name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-4:]),
            )
            self._fail(document_id, run, NotUnderstood())
            return "failed"
        return self._finish(document_id, run, report)

    def _finish(self, document_id: uuid.UUID, run: int, report: Report) -> str:
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            if document is None:
                return "gone"
            corrections.store_reading(session, document, report, settings=self.context.settings)
            document.status = report.document.status
            document.finished_at = utc_now()
            if report.document.status == "failed":
                rows.explain(document, NoPageReadable())
            events.record(
                session,
                "document.read",
                org=document.org,
                actor_id=None,
                subject=("document", document.id),
                after={"status": document.status, "pipeline": report.pipeline_version, "law": report.law_version},
            )
            outbox.announce(
                session, document, "document.failed" if document.status == "failed" else "document.completed"
            )
            LOG.info("document %s %s: %s pages", document.id, document.status, document.page_count)
            return document.status

    def _fail(self, document_id: uuid.UUID, run: int, error: LindungError) -> None:
        with transaction(self.context.sessions) as session:
            document = rows.wanted(session, document_id, run)
            if document is None:
                return
            document.status = "failed"
            document.finished_at = utc_now()
            rows.explain(document, error)
            events.record(
                session,
                "document.failed",
                org=document.org,
                actor_id=None,
                subject=("document", document.id),
                after={"code": error.code},
            )
            outbox.announce(session, document, "document.failed")
            LOG.info("document %s failed: %s", document.id, error.code)

    def drop_files(self, sha256: str) -> None:
        """A page image that was made while its document was being erased must not outlive it."""
        with self.context.sessions() as session:
            kept = session.scalar(select(func.count()).where(Document.sha256 == sha256))
        if not kept:
            with suppress(StorageAway):  # housekeeping finds it
                self.context.storage.erase(sha256)

    def source(self, document: Document) -> SourceFile:
        """The file of the document for the extractor."""
        return SourceFile(
            path=self.context.storage.original(document.sha256),
            filename=document.filename,
            media_type=document.media_type,
            sha256=document.sha256,
            size=document.size,
        )

    def inspection(self, document: Document) -> Inspection:
        """What the inspection of the file found, out of the document's row."""
        repaired: Path | None = None
        if document.repaired:
            repaired = self.context.storage.repaired(document.sha256, document.pipeline_version)
        return Inspection(
            page_count=document.page_count or 0,
            repaired=repaired,
            notes=tuple(document.inspection_notes.splitlines()),
        )

    def bring(self, source: SourceFile, inspection: Inspection) -> None:
        """Have the files of a document lie on this machine. StorageDamaged when one is gone."""
        self.context.storage.require_reserve()
        for place in (source.path, inspection.repaired):
            if place is not None and not self.context.storage.fetch(place):
                raise StorageDamaged()

    def wait_for_storage(self, error: LindungError) -> None:
        """Wait a moment before the next try; Stopping when the worker is shut down meanwhile."""
        LOG.warning("waiting for the storage: %s", error.code)
        if self.stopping.wait(AGAIN):
            raise Stopping() from error

    def _inspected(self, source: SourceFile, pipeline: str) -> Inspection:
        """Look at the file; the working copy of a damaged one is kept."""
        self.bring(source, Inspection(page_count=0))
        inspection = self.reader.inspect(source)
        if inspection.repaired is not None:
            self.context.storage.take_over(inspection.repaired, self.context.storage.repaired(source.sha256, pipeline))
        return inspection
