"""How the engine is doing: what waits, what runs, what failed and why, how much room is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.context import Context
from models import Batch, Document, Page
from models.base import utc_now


@dataclass(frozen=True, slots=True)
class Cause:
    """Documents that failed for one reason."""

    code: str
    message: str
    count: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Machine:
    """One look at the whole installation. Counts are of documents unless they say pages or batches.

    ``documents`` by status, ``queues`` the engine's jobs by queue; ``pages_last_hour`` and ``seconds_a_page`` are those
    of pages that ended in the last hour (None: none did); ``oldest_waiting`` is when the longest waiting document came
    in; ``free`` and ``reserve`` are bytes of the data folder's disk.
    """

    documents: dict[str, int]
    queues: dict[str, int]
    pages_last_hour: int
    pages_failed_last_hour: int
    seconds_a_page: float | None
    oldest_waiting: datetime | None
    batches: dict[str, int]
    causes: tuple[Cause, ...]
    free: int
    reserve: int
    workers: int


def look(context: Context, session: Session) -> Machine:
    """The whole installation, over all offices: for administrators and the monitoring, never with a name in it."""
    since = utc_now() - timedelta(hours=1)
    ended = session.execute(
        select(Page.status, Page.started_at, Page.finished_at).where(Page.finished_at >= since)
    ).all()
    spans = [
        (finished - started).total_seconds()
        for status, started, finished in ended
        if status == "done" and started is not None and finished is not None
    ]
    causes = session.execute(
        select(Document.error_code, func.max(Document.error_message), func.count(), func.max(Document.finished_at))
        .where(Document.status == "failed")
        .group_by(Document.error_code)
        .order_by(func.count().desc())
        .limit(50)
    ).all()
    return Machine(
        documents=_counted(session, Document.status),
        queues=context.queue.waiting(),
        pages_last_hour=len(ended),
        pages_failed_last_hour=sum(status != "done" for status, _, _ in ended),
        seconds_a_page=sum(spans) / len(spans) if spans else None,
        oldest_waiting=session.scalar(select(func.min(Document.created_at)).where(Document.status == "queued")),
        batches=_counted(session, Batch.state),
        causes=tuple(Cause(code=c or "", message=m or "", count=n, last=at) for c, m, n, at in causes),
        free=context.storage.free(),
        reserve=context.settings.min_free,
        workers=context.settings.workers,
    )


def _counted(session: Session, column: object) -> dict[str, int]:
    return {str(value): count for value, count in session.execute(select(column, func.count()).group_by(column))}  # type: ignore[call-overload]
