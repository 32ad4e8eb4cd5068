"""The job that reads one page again after a person turned it; what it finds is kept beside the page until somebody
chooses (``api.services.turning``)."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from api.database import transaction
from api.errors import PageGivenUp
from api.jobs.steps import MAX_ATTEMPTS, NO_ROOM, WORTH_A_RETRY, Steps, Stopping
from extractor.errors import LindungError
from extractor.intake.types import Inspection, SourceFile
from extractor.words.types import PageWords
from models import Document, PageTurn
from models.base import utc_now

LOG = logging.getLogger("lindung.jobs")

_WORDS: TypeAdapter[PageWords] = TypeAdapter(PageWords)


@dataclass(frozen=True, slots=True)
class _Task:
    source: SourceFile
    inspection: Inspection
    pipeline: str
    number: int
    turn: int
    attempt: int


def read(steps: Steps, turn_id: uuid.UUID) -> str:
    """Read the page, turned. May run again after a crash at any point; the status it ended with."""
    storage = steps.context.storage
    while True:
        task = _begin(steps, turn_id)
        if not isinstance(task, _Task):
            return task
        place = storage.page_image(task.source.sha256, task.pipeline, task.number, turn=task.turn)
        draft = storage.draft(place)
        try:
            steps.bring(task.source, task.inspection)
            words = steps.reader.read_page(
                task.source, task.number, inspection=task.inspection, image_path=draft, turn=task.turn
            )
            has_image = storage.publish(draft, place)
        except NO_ROOM as error:
            _give_back(steps, turn_id)
            steps.wait_for_storage(error)
            continue
        except LindungError as error:
            if steps.stopping.is_set():
                _give_back(steps, turn_id)
                raise Stopping() from error
            if isinstance(error, WORTH_A_RETRY) and task.attempt < MAX_ATTEMPTS:
                continue
            return _fail(steps, turn_id, error)
        finally:
            draft.unlink(missing_ok=True)
        outcome = _close(steps, turn_id, words, has_image=has_image)
        if outcome == "gone":
            steps.drop_files(task.source.sha256)
        return outcome


def _begin(steps: Steps, turn_id: uuid.UUID) -> _Task | str:
    """Count the attempt before it is made: a crash of this process must leave its mark."""
    with transaction(steps.context.sessions) as session:
        row = _wanted(session, turn_id)
        if row is None:
            return "gone"
        document = session.get_one(Document, row.document_id)
        if row.attempts >= MAX_ATTEMPTS:
            _explain(row, PageGivenUp())
            return "failed"
        row.attempts += 1
        row.status = "reading"
        return _Task(
            source=steps.source(document),
            inspection=steps.inspection(document),
            pipeline=row.pipeline_version,
            number=row.number,
            turn=row.turn,
            attempt=row.attempts,
        )


def _close(steps: Steps, turn_id: uuid.UUID, words: PageWords, *, has_image: bool) -> str:
    with transaction(steps.context.sessions) as session:
        row = _wanted(session, turn_id)
        if row is None:
            return "gone"
        row.source, row.grade, row.rotation, row.confidence = (
            words.source,
            words.grade,
            words.rotation,
            words.confidence,
        )
        row.width, row.height, row.has_image = words.width, words.height, has_image
        row.words = _WORDS.dump_json(words).decode()
        row.status, row.finished_at = "done", utc_now()
        LOG.info("page %d of document %s read turned by %d", row.number, row.document_id, row.turn)
        return "done"


def _fail(steps: Steps, turn_id: uuid.UUID, error: LindungError) -> str:
    with transaction(steps.context.sessions) as session:
        row = _wanted(session, turn_id)
        if row is None:
            return "gone"
        _explain(row, error)
        LOG.info("page %d of document %s not read turned: %s", row.number, row.document_id, error.code)
        return "failed"


def _explain(row: PageTurn, error: LindungError) -> None:
    row.status, row.finished_at = "failed", utc_now()
    row.error_code, row.error_message, row.error_remedy = error.code, error.message, error.remedy


def _give_back(steps: Steps, turn_id: uuid.UUID) -> None:
    """Undo an attempt that a shutdown or an absent storage cut off: neither is the page's fault."""
    with transaction(steps.context.sessions) as session:
        row = _wanted(session, turn_id)
        if row is not None:
            row.status, row.attempts = "queued", max(0, row.attempts - 1)


def _wanted(session: Session, turn_id: uuid.UUID) -> PageTurn | None:
    """The try while somebody still waits for it."""
    row = session.get(PageTurn, turn_id)
    return row if row is not None and row.status in ("queued", "reading") else None
