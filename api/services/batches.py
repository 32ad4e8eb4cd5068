"""Folders handed in as a whole: begin, follow, pause, go on, cancel, try again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, CursorResult, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from api.context import Context
from api.errors import BatchClosed, NotFound
from api.folders.metadata import read_pattern
from api.services import documents, events
from models import Batch, BatchItem, Document, User
from models.base import utc_now

PAGE_SIZE = 100
Outcome = Literal["waiting", "reading", "complete", "partial", "failed", "refused", "cancelled", "erased"]
"""What became of a file, in one word: the item's own state until the house has the file, the document's from then on.
``erased``: the document was erased later (UU 27/2022)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many files of a batch have which outcome. ``duplicates`` are those that the office had already (they are
    counted under their outcome as well), ``pages`` and ``pages_done`` those of the documents looked at so far."""

    waiting: int = 0
    reading: int = 0
    complete: int = 0
    partial: int = 0
    failed: int = 0
    refused: int = 0
    cancelled: int = 0
    erased: int = 0
    duplicates: int = 0
    pages: int = 0
    pages_done: int = 0

    @property
    def total(self) -> int:
        return self.settled + self.waiting + self.reading

    @property
    def settled(self) -> int:
        """Files about which nothing more will happen by itself."""
        return self.complete + self.partial + self.failed + self.refused + self.cancelled + self.erased

    @property
    def not_right(self) -> int:
        return self.partial + self.failed + self.refused


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """All files of a batch that failed for one reason."""

    code: str
    message: str
    remedy: str
    count: int


@dataclass(frozen=True, slots=True)
class Items:
    """A page of a batch's files by keyset; ``next`` goes into ``after``, None at the end."""

    items: tuple[BatchItem, ...]
    next: int | None


def begin(
    session: Session, *, org: str, folder: Path, pattern: str = "", watched: bool = False, user: User | None = None
) -> Batch:
    """The batch of ``folder``: the one that is still open, or a new one. The folder is not looked at yet.

    Called again after a crash it goes on where it was. Invalid for a pattern that cannot be understood.
    """
    read_pattern(pattern)
    place = str(folder)
    batch = session.scalar(
        select(Batch).where(
            Batch.org == org,
            Batch.folder == place,
            Batch.watched == watched,
            Batch.state.in_(("running", "paused")),
        )
    )
    if batch is not None:
        batch.state, batch.pattern = "running", pattern or batch.pattern
        return batch
    batch = Batch(org=org, folder=place, pattern=pattern, watched=watched, created_by=None if user is None else user.id)
    session.add(batch)
    session.flush()
    _record(session, batch, "batch.begun", user=user)
    return batch


def get(session: Session, batch_id: uuid.UUID, *, org: str) -> Batch:
    """NotFound when there is none or it belongs to another office."""
    batch = session.get(Batch, batch_id)
    if batch is None or batch.org != org:
        raise NotFound()
    return batch


def listing(session: Session, *, org: str, limit: int = PAGE_SIZE) -> Sequence[Batch]:
    """The batches of the office, newest first."""
    return session.scalars(
        select(Batch).where(Batch.org == org).order_by(Batch.created_at.desc(), Batch.id).limit(limit)
    ).all()


def figures(session: Session, batch_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Figures]:
    """The figures of several batches in one query; every batch asked for is in the answer."""
    rows = session.execute(
        select(
            BatchItem.batch_id,
            BatchItem.state,
            Document.status,
            func.count(),
            func.count().filter(BatchItem.duplicate),
            func.sum(Document.page_count),
            func.sum(Document.pages_done),
        )
        .outerjoin(Document, BatchItem.document_id == Document.id)
        .where(BatchItem.batch_id.in_(batch_ids))
        .group_by(BatchItem.batch_id, BatchItem.state, Document.status)
    ).all()
    sums: dict[uuid.UUID, dict[str, int]] = {batch_id: {} for batch_id in batch_ids}
    for batch_id, state, status, count, duplicates, pages, pages_done in rows:
        added = {_outcome(state, status): count, "duplicates": duplicates, "pages": pages, "pages_done": pages_done}
        for name, number in added.items():
            sums[batch_id][name] = sums[batch_id].get(name, 0) + int(number or 0)
    return {batch_id: Figures(**numbers) for batch_id, numbers in sums.items()}


def outcome(item: BatchItem) -> Outcome:
    """What became of one file, whose ``document`` is loaded."""
    return _outcome(item.state, None if item.document is None else item.document.status)


def _outcome(state: str, status: str | None) -> Outcome:
    if state == "submitted":
        if status is None:
            return "erased"
        return "reading" if status in ("queued", "reading") else status  # type: ignore[return-value]
    return state  # type: ignore[return-value]


def items(
    session: Session, batch: Batch, *, after: int = 0, limit: int = PAGE_SIZE, only_failures: bool = False
) -> Items:
    """The files of the batch in the order in which they were found, with their documents."""
    query = (
        select(BatchItem)
        .outerjoin(Document, BatchItem.document_id == Document.id)
        .where(BatchItem.batch_id == batch.id, BatchItem.id > after)
        .options(joinedload(BatchItem.document))
    )
    if only_failures:
        query = query.where(or_(BatchItem.state == "refused", Document.status.in_(("failed", "partial"))))
    rows = session.scalars(query.order_by(BatchItem.id).limit(limit + 1)).all()
    shown = tuple(rows[:limit])
    return Items(items=shown, next=shown[-1].id if len(rows) > limit else None)


def failures(session: Session, batch: Batch) -> tuple[FailureGroup, ...]:
    """The failed and refused files by reason, the most frequent first."""
    code = func.coalesce(BatchItem.error_code, Document.error_code)
    rows = session.execute(
        select(
            code,
            func.max(func.coalesce(BatchItem.error_message, Document.error_message)),
            func.max(func.coalesce(BatchItem.error_remedy, Document.error_remedy)),
            func.count(),
        )
        .outerjoin(Document, BatchItem.document_id == Document.id)
        .where(BatchItem.batch_id == batch.id, _failed())
        .group_by(code)
        .order_by(func.count().desc(), code)
    ).all()
    return tuple(FailureGroup(code=c or "", message=m or "", remedy=r or "", count=n) for c, m, r, n in rows)


def pause(session: Session, batch: Batch, *, user: User | None = None) -> None:
    """Hand in no more files; those that are being read are finished. BatchClosed when there is nothing to pause."""
    _require_open(batch)
    batch.state = "paused"
    _record(session, batch, "batch.paused", user=user)


def resume(session: Session, batch: Batch, *, user: User | None = None) -> None:
    """Go on after a pause. BatchClosed when the batch is over."""
    _require_open(batch)
    batch.state = "running"
    _record(session, batch, "batch.resumed", user=user)


def cancel(session: Session, batch: Batch, *, user: User | None = None) -> int:
    """End the batch: files not yet handed in stay out. How many those are. What is being read is finished and stays."""
    _require_open(batch)
    left = session.execute(
        update(BatchItem).where(BatchItem.batch_id == batch.id, BatchItem.state == "waiting").values(state="cancelled")
    )
    batch.state, batch.finished_at = "cancelled", utc_now()
    _record(session, batch, "batch.cancelled", user=user)
    return cast(CursorResult[Any], left).rowcount


def retry(context: Context, session: Session, batch: Batch, code: str, *, user: User | None = None) -> int:
    """Try all files again that failed for this reason; how many. A batch that was over is open again."""
    chosen = session.scalars(
        select(BatchItem)
        .outerjoin(Document, BatchItem.document_id == Document.id)
        .where(BatchItem.batch_id == batch.id, _failed())
        .where(func.coalesce(BatchItem.error_code, Document.error_code) == code)
        .options(joinedload(BatchItem.document))
    ).all()
    for item in chosen:
        if item.state == "refused":
            item.state, item.attempts, item.taken_at = "waiting", 0, None
            item.error_code = item.error_message = item.error_remedy = None
        elif item.document is not None:
            documents.reread(context, session, item.document, user=user)
    if chosen:
        batch.state, batch.finished_at = "running", None
        _record(session, batch, "batch.retried", user=user, after={"code": code, "files": len(chosen)})
    return len(chosen)


def alike(session: Session, batch: Batch, *, limit: int = 50) -> tuple[tuple[Document, Document], ...]:
    """Pairs (of this batch, older) that look like the same contract scanned twice: same number, parties and value in
    different files. Only suggested; nobody is merged."""
    mine, other = Document.__table__.alias("mine"), Document.__table__.alias("other")
    same = and_(
        other.c.org == mine.c.org,
        other.c.id != mine.c.id,
        func.lower(func.replace(other.c.number, " ", "")) == func.lower(func.replace(mine.c.number, " ", "")),
        func.coalesce(func.lower(other.c.vendor_name), "") == func.coalesce(func.lower(mine.c.vendor_name), ""),
        func.coalesce(func.lower(other.c.user_name), "") == func.coalesce(func.lower(mine.c.user_name), ""),
        func.coalesce(other.c.value, -1) == func.coalesce(mine.c.value, -1),
        or_(
            other.c.created_at < mine.c.created_at,
            and_(other.c.created_at == mine.c.created_at, other.c.id < mine.c.id),
        ),
    )
    pairs = session.execute(
        select(mine.c.id, other.c.id)
        .join(BatchItem, BatchItem.document_id == mine.c.id)
        .join(other, same)
        .where(BatchItem.batch_id == batch.id, mine.c.number.is_not(None))
        .order_by(mine.c.created_at)
        .limit(limit)
    ).all()
    found = {
        d.id: d for d in session.scalars(select(Document).where(Document.id.in_({i for pair in pairs for i in pair})))
    }
    return tuple((found[a], found[b]) for a, b in pairs)


def unfinished(batch_id: uuid.UUID) -> Select[int]:
    """The number of the batch's documents that are being read or wait for it."""
    return (
        select(func.count())
        .select_from(BatchItem)
        .join(Document, BatchItem.document_id == Document.id)
        .where(BatchItem.batch_id == batch_id, Document.status.in_(("queued", "reading")))
    )


def _failed() -> ColumnElement[bool]:
    return or_(BatchItem.state == "refused", and_(BatchItem.state == "submitted", Document.status == "failed"))


def _require_open(batch: Batch) -> None:
    if batch.state in ("done", "cancelled"):
        raise BatchClosed()


def _record(
    session: Session, batch: Batch, action: str, *, user: User | None, after: dict[str, object] | None = None
) -> None:
    events.record(
        session,
        action,
        org=batch.org,
        actor_id=None if user is None else user.id,
        subject=("batch", batch.id),
        after=after,
    )
