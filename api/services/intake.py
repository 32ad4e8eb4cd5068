"""The one way in for a file, whichever door it came through."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.context import Context
from api.errors import KnownElsewhere
from api.jobs.queue import Priority
from api.permissions import sees
from api.services import documents, events
from api.storage import Incoming
from extractor.intake import MAX_FILE_BYTES, identify
from extractor.intake.types import SourceFile
from extractor.pipeline import PIPELINE_VERSION
from models import Document, User
from models.document import Door

PRIORITIES: dict[Door, Priority] = {"web": "interactive", "api": "interactive", "folder": "bulk", "sample": "bulk"}


@dataclass(frozen=True, slots=True)
class Submission:
    """``created`` is False when the office had this very file already: ``document`` is then the one it had."""

    document: Document
    created: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is here and is one that can be read, but belongs to nobody yet: ``take`` it or ``discard`` it."""

    incoming: Incoming
    source: SourceFile


def submit(
    context: Context,
    session: Session,
    *,
    stream: BinaryIO,
    filename: str,
    door: Door,
    org: str,
    user: User | None,
) -> Submission:
    """Take a file in: receive, look what it is, keep the original, add the document and its reading job.

    The row and the job are one transaction: either both are there after the commit or neither is. Raises an
    ``UnreadableFile`` subclass, ``DiskFull`` or ``KnownElsewhere``; nothing is stored then. A file that ended as failed
    is read again when it is handed in again.
    """
    received = receive(context, stream=stream, filename=filename)
    return take(context, session, received, door=door, org=org, user=user)


def receive(context: Context, *, stream: BinaryIO, filename: str) -> Received:
    """The first half of ``submit``, without the database: several files can be received before any row is written."""
    incoming = context.storage.receive(stream)
    try:
        source = identify(
            incoming.path, filename=clean_filename(filename), max_bytes=max(context.settings.max_upload, MAX_FILE_BYTES)
        )
    except BaseException:
        context.storage.discard(incoming)
        raise
    return Received(incoming=incoming, source=source)


def discard(context: Context, received: Received) -> None:
    """Forget a received file that nobody takes."""
    context.storage.discard(received.incoming)


def take(
    context: Context,
    session: Session,
    received: Received,
    *,
    door: Door,
    org: str,
    user: User | None,
    priority: Priority | None = None,
) -> Submission:
    """The second half of ``submit``: the rows. Whatever happens, the received file is not left behind.

    ``priority`` None: that of the door.
    """
    source = received.source
    already = select(Document).where(Document.org == org, Document.sha256 == source.sha256)
    try:
        known = session.scalar(already)
        if known is not None:
            if user is not None and not sees(user, known):
                raise KnownElsewhere()
            context.storage.keep(received.incoming)
            if known.status == "failed":
                # Whatever stopped it may be mended by now; nobody should have to know a second button for that.
                documents.reread(context, session, known, user=user)
            return Submission(document=known, created=False)
        context.storage.keep(received.incoming)
    except BaseException:
        context.storage.discard(received.incoming)
        raise
    document = _insert(
        session,
        org=org,
        sha256=source.sha256,
        filename=source.filename,
        media_type=source.media_type,
        size=source.size,
        door=door,
        uploaded_by=None if user is None else user.id,
        agency="" if user is None else user.agency,
        pipeline_version=PIPELINE_VERSION,
    )
    if document is None:
        # The same file came in by another request at the same moment.
        return Submission(document=session.scalars(already).one(), created=False)
    context.queue.enqueue(session, document, priority or PRIORITIES[door])
    events.record(
        session,
        "document.submitted",
        org=org,
        actor_id=document.uploaded_by,
        subject=("document", document.id),
        after={"sha256": document.sha256, "size": document.size, "door": door},
    )
    return Submission(document=document, created=True)


def _insert(session: Session, **columns: object) -> Document | None:
    """Add the document; None when the office has that file already (its unique constraint decides, not a look)."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Document).values(**columns).on_conflict_do_nothing(index_elements=["org", "sha256"])
    return session.scalar(statement.returning(Document))


def clean_filename(filename: str) -> str:
    """The last part of the name without control characters, at most 200 characters; "dokumen" when nothing is left."""
    last = PurePosixPath(filename.replace("\\", "/")).name
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r"\s+", " ", plain).strip(" .")
    if len(plain) > 200:
        stem, dot, suffix = plain.rpartition(".")
        plain = f"{stem[: 200 - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 10 else plain[:200]
    return plain or "dokumen"
