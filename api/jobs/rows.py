"""The rows that a reading job works on: what is wanted, what is done, what was found."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, undefer

from api.errors import PageGivenUp
from api.services import page_words
from extractor.errors import LindungError
from extractor.words.types import PageFailure, PageWords
from models import Document, Page
from models.base import utc_now
from models.page import PageStatus

LOG = logging.getLogger("lindung.jobs")

_WORDS: TypeAdapter[PageWords] = TypeAdapter(PageWords)


def wanted(session: Session, document_id: uuid.UUID, run: int) -> Document | None:
    """The document while this very reading of it is wanted: not erased, not finished, not begun anew."""
    document = session.get(Document, document_id)
    return None if document is None or document.finished or document.run != run else document


def one_page(session: Session, document: Document, number: int) -> Page | None:
    """The page of the present reading, None when there is none."""
    return session.scalar(
        select(Page).where(
            Page.document_id == document.id,
            Page.number == number,
            Page.pipeline_version == document.pipeline_version,
        )
    )


def page_numbers(session: Session, document: Document) -> Sequence[int]:
    """The pages (1-based) that have a row already."""
    return session.scalars(
        select(Page.number).where(Page.document_id == document.id, Page.pipeline_version == document.pipeline_version)
    ).all()


def keep_words(page: Page, words: PageWords, *, has_image: bool) -> None:
    """Copy what was read into the page's row."""
    page.source = words.source
    page.grade = words.grade
    page.rotation = words.rotation
    page.confidence = words.confidence
    page.width = words.width
    page.height = words.height
    page.has_image = has_image
    page.words = _WORDS.dump_json(words).decode()


def end_page(
    session: Session, document: Document, page: Page, status: PageStatus, *, error: LindungError | None
) -> None:
    """Close a page with its reason, and count it in its document."""
    page.status = status
    page.finished_at = utc_now()
    if error is not None:
        explain(page, error)
        LOG.info("document %s page %d %s: %s", document.id, page.number, status, error.code)
    session.flush()
    count_pages(session, document)


def explain(row: Document | Page, error: LindungError) -> None:
    """Write into the row why it ended as it did, and what to do."""
    row.error_code, row.error_message, row.error_remedy = error.code, error.message, error.remedy


def count_pages(session: Session, document: Document) -> None:
    """Count in the database itself: two pages of a document may end at the same moment.

    The document is locked first. On PostgreSQL a statement that waited for the other page's transaction would still
    count as of the moment it began, and the later one would write the smaller number.
    """
    session.execute(select(Document.id).where(Document.id == document.id).with_for_update())
    finished = (
        select(func.count())
        .select_from(Page)
        .where(
            Page.document_id == document.id,
            Page.pipeline_version == document.pipeline_version,
            Page.status.in_(("done", "failed", "poison")),
        )
        .scalar_subquery()
    )
    session.execute(update(Document).where(Document.id == document.id).values(pages_done=finished))


def read_pages(session: Session, document: Document) -> list[PageWords | PageFailure]:
    """All pages of the present reading in order, each as its words (with what reviewers corrected) or its failure."""
    rows = session.scalars(
        select(Page)
        .where(Page.document_id == document.id, Page.pipeline_version == document.pipeline_version)
        .order_by(Page.number)
        .options(undefer(Page.words))
    )
    corrections = page_words.all_corrections(session, document)
    return [
        PageFailure(
            number=row.number,
            code=row.error_code or PageGivenUp.code,
            message=row.error_message or PageGivenUp.message,
            remedy=row.error_remedy or PageGivenUp.remedy,
        )
        if row.words is None
        else page_words.corrected(_WORDS.validate_json(row.words), corrections.get(row.number, ()))
        for row in rows
    ]
