"""Finding documents, following their reading, reading them again, erasing them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from api.clock import today_here
from api.context import Context
from api.errors import NotFound
from api.permissions import sees, visible
from api.refusals import Retained
from api.services import cursors, events
from api.webhooks import outbox
from extractor.pipeline import PIPELINE_VERSION
from extractor.vocabulary import ContractKind
from models import ApiJobItem, Document, Page, User
from models.base import utc_now
from models.document import Status

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """Newest first. ``next`` is the cursor of the rows after these, None at the end."""

    documents: tuple[Document, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of the office are in which state. ``open_findings`` await a decision."""

    total: int
    queued: int
    reading: int
    complete: int
    partial: int
    failed: int
    open_findings: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of a document is. ``pages`` are those known so far, in order, without their words."""

    document: Document
    pages: tuple[Page, ...]

    @property
    def read(self) -> int:
        return sum(page.status == "done" for page in self.pages)

    @property
    def failed(self) -> int:
        return sum(page.status in ("failed", "poison") for page in self.pages)


def get(session: Session, document_id: uuid.UUID, *, org: str) -> Document:
    """The document; NotFound when there is none or it belongs to another office."""
    document = session.get(Document, document_id)
    if document is None or document.org != org:
        raise NotFound()
    return document


def seen_by(session: Session, user: User, document_id: uuid.UUID) -> Document:
    """The document; NotFound when there is none or the person does not see it (another office, another agency)."""
    document = session.get(Document, document_id)
    if document is None or not sees(user, document):
        raise NotFound()
    return document


def listing(
    session: Session,
    *,
    user: User,
    after: str | None = None,
    limit: int = PAGE_SIZE,
    status: Status | None = None,
    kind: ContractKind | None = None,
    text: str = "",
    kept_until_before: date | None = None,
) -> Listing:
    """A page of what the person sees, by keyset. ``text`` is looked for in file name, number and party names;
    ``kept_until_before``: only those with a retention date before that day.

    Invalid for a cursor that was not given out by this function.
    """
    query = select(Document).where(visible(user))
    if status is not None:
        query = query.where(Document.status == status)
    if kind is not None:
        query = query.where(Document.kind == kind)
    if text.strip():
        fields = (Document.filename, Document.number, Document.user_name, Document.vendor_name)
        query = query.where(or_(*(field.icontains(text.strip(), autoescape=True) for field in fields)))
    if kept_until_before is not None:
        query = query.where(Document.retain_until < kept_until_before)
    if after is not None:
        query = query.where(tuple_(Document.created_at, Document.id) < tuple_(*cursors.place(after)))
    rows = session.scalars(query.order_by(Document.created_at.desc(), Document.id.desc()).limit(limit + 1)).all()
    shown = tuple(rows[:limit])
    return Listing(
        documents=shown, next=cursors.cursor(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None
    )


def counts(session: Session, *, user: User | None = None, org: str = "") -> Counts:
    """The figures over the list of what the person sees; without a person, of the whole office ``org``."""
    rows = session.execute(
        select(Document.status, func.count(), func.sum(Document.open_count))
        .where(Document.org == org if user is None else visible(user))
        .group_by(Document.status)
    ).all()
    number = {status: count for status, count, _ in rows}
    return Counts(
        total=sum(number.values()),
        queued=number.get("queued", 0),
        reading=number.get("reading", 0),
        complete=number.get("complete", 0),
        partial=number.get("partial", 0),
        failed=number.get("failed", 0),
        open_findings=sum(total or 0 for _, _, total in rows),
    )


def pages(session: Session, document: Document) -> Sequence[Page]:
    """The pages of the present reading in order, without their words."""
    return session.scalars(
        select(Page)
        .where(Page.document_id == document.id, Page.pipeline_version == document.pipeline_version)
        .order_by(Page.number)
    ).all()


def progress(session: Session, document: Document) -> Progress:
    """How far the reading is, page by page."""
    return Progress(document=document, pages=tuple(pages(session, document)))


def rotation_of(session: Session, document: Document, number: int) -> int | None:
    """How far the page is turned clockwise in the present reading."""
    return session.scalar(
        select(Page.rotation).where(
            Page.document_id == document.id,
            Page.number == number,
            Page.pipeline_version == document.pipeline_version,
        )
    )


def picture(context: Context, document: Document, number: int, *, rotation: int | None) -> Path:
    """Where the image of the page lies (or would lie): as a person turned it, when it stands so."""
    place = context.storage.page_image(document.sha256, document.pipeline_version, number, turn=rotation)
    if rotation is not None and context.storage.has(place):
        return place
    return context.storage.page_image(document.sha256, document.pipeline_version, number)


def image_path(context: Context, document: Document, number: int, *, rotation: int | None = None) -> Path:
    """The WebP image of a page (1-based), turned by ``rotation`` degrees when somebody had it read so; NotFound while
    there is none."""
    place = picture(context, document, number, rotation=rotation)
    if not context.storage.fetch(place):
        raise NotFound(
            f"Gambar halaman {number} tidak ada.",
            remedy="Tunggu sampai halaman itu selesai dibaca, atau periksa nomor halamannya.",
        )
    return place


def reread(context: Context, session: Session, document: Document, *, user: User | None) -> None:
    """Read a finished document again with the present pipeline; decisions on the same findings stay.

    Does nothing while a reading is going on. Pages that were read by the same version are not read twice, only those
    that failed.
    """
    if not document.finished:
        return
    before = {"status": document.status, "pipeline": document.pipeline_version, "run": document.run}
    for page in pages(session, document):
        if page.status in ("failed", "poison"):
            session.delete(page)
    document.pipeline_version = PIPELINE_VERSION
    document.run += 1
    document.status = "queued"
    document.error_code = document.error_message = document.error_remedy = None
    document.finished_at = None
    session.flush()
    context.queue.enqueue(session, document, "interactive")
    events.record(
        session,
        "document.reread",
        org=document.org,
        actor_id=None if user is None else user.id,
        subject=("document", document.id),
        before=before,
        after={"run": document.run, "pipeline": document.pipeline_version},
    )


def erase(context: Context, session: Session, document: Document, *, user: User) -> None:
    """Erase a document with pages, reports, decisions, jobs and files (UU 27/2022); only the bare event stays.

    Retained before its retention date has passed, or while it is held for a legal case. Files go last: when the
    commit fails afterwards the document shows as damaged rather than the file staying behind.
    """
    if document.legal_hold or (document.retain_until is not None and document.retain_until >= today_here()):
        raise Retained()
    context.queue.forget(session, document)
    # What the API keeps of the request that brought it: the file's name may hold a person's.
    session.execute(update(ApiJobItem).where(ApiJobItem.document_id == document.id).values(filename=""))
    events.record(
        session,
        "document.erased",
        org=document.org,
        actor_id=user.id,
        subject=("document", document.id),
        before={"status": document.status, "at": utc_now().isoformat()},
    )
    outbox.announce(session, document, "document.erased")
    session.delete(document)
    session.flush()
    shared = session.scalar(select(func.count()).where(Document.sha256 == document.sha256))
    if not shared:
        context.storage.erase(document.sha256)
