"""Files that a program hands in with one request: the job they make, how far it is, and the safe repetition of the
request under an Idempotency-Key."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import BinaryIO, Literal

from sqlalchemy import Integer, delete, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from api.context import Context
from api.errors import DiskFull, NotFound
from api.refusals import ArchiveRefused, KeyInFlight, KeyReused
from api.services import cursors, events, intake
from api.services.intake import Received
from api.storage import CHUNK, StorageAway
from extractor.errors import LindungError
from models import ApiJob, ApiJobItem, Document, IdempotencyKey, Page, User
from models.base import utc_now

KEEP_KEYS = timedelta(hours=24)
MANY = 5
"""Files of one request above which they are read after those that somebody waits for."""

Outcome = Literal["queued", "reading", "complete", "partial", "failed", "refused", "erased"]
JobStatus = Literal["queued", "reading", "done"]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a request. ``refusal`` instead of a stream: it cannot be taken, whatever is in it."""

    filename: str
    stream: BinaryIO | None
    refusal: LindungError | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be repeated: ``key`` as its sender chose it (None: it may not), ``request_hash`` the SHA-256
    of all that was asked for."""

    key: str | None
    request_hash: str


@dataclass(frozen=True, slots=True)
class Items:
    """In the order of the request, with their documents. ``next`` is the position before the following ones, None at
    the end."""

    items: tuple[ApiJobItem, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``files`` by outcome; pages are those of its documents known so far."""

    job: ApiJob
    files: dict[Outcome, int]
    known: int
    pages_total: int
    pages_done: int
    pages_failed: int
    finished_at: datetime | None

    @property
    def status(self) -> JobStatus:
        if not self.files.get("queued", 0) and not self.files.get("reading", 0):
            return "done"
        begun = self.files.get("reading", 0) or self.pages_done or self.pages_total
        ended = sum(self.files.get(outcome, 0) for outcome in ("complete", "partial", "failed"))
        return "reading" if begun or ended else "queued"


def hash_of(about: str, files: Sequence[tuple[str, BinaryIO]]) -> str:
    """What a request asks for: ``about`` and the files with their names. Their streams stand at the start again."""
    contents = []
    for name, stream in files:
        digest = hashlib.sha256()
        stream.seek(0)
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
        stream.seek(0)
        contents.append((name, digest.hexdigest()))
    return hashlib.sha256(json.dumps([about, contents]).encode()).hexdigest()


def repeated(session: Session, asked: Asked, *, user: User) -> ApiJob | None:
    """The job that this very request made before; None when it is new. KeyReused when the key was another's."""
    if asked.key is None:
        return None
    row = session.scalar(
        select(IdempotencyKey).where(IdempotencyKey.user_id == user.id, IdempotencyKey.key == asked.key)
    )
    if row is None:
        return None
    if row.created_at < utc_now() - KEEP_KEYS:
        session.delete(row)
        session.flush()
        return None
    if row.request_hash != asked.request_hash:
        raise KeyReused()
    return session.get_one(ApiJob, row.job_id)


def hand_in(
    context: Context, session: Session, parts: Iterable[Part], *, user: User, asked: Asked, whole: bool = False
) -> ApiJob:
    """Take the files in as one job: all rows and reading jobs are one transaction.

    A file that cannot be taken is an item with its reason; when ``whole`` that reason is raised. ArchiveRefused or
    DiskFull refuse the whole request, and nothing of it stays; KeyInFlight when another process carries out the same
    request at this moment.
    """
    received = _receive(context, parts)
    try:
        for _, part in received if whole else ():
            if isinstance(part, LindungError):
                raise part
        job = ApiJob(org=user.org, user_id=user.id)
        session.add(job)
        session.flush()
        if asked.key is not None:
            _claim(session, asked.key, asked.request_hash, job=job, user=user)
        many = len(received) > MANY
        for position, (name, part) in enumerate(received):
            item = ApiJobItem(job_id=job.id, position=position, filename=name)
            _fill(context, session, item, part, user=user, many=many, whole=whole)
            session.add(item)
        session.flush()
    except BaseException:
        _give_up(context, received)
        raise
    events.record(
        session,
        "job.handed-in",
        org=user.org,
        actor_id=user.id,
        subject=("job", job.id),
        after={"files": len(received)},
    )
    return job


def _receive(context: Context, parts: Iterable[Part]) -> list[tuple[str, Received | LindungError]]:
    """Bring all files in before the database is touched: unpacking must not keep others from writing."""
    received: list[tuple[str, Received | LindungError]] = []
    try:
        for part in parts:
            name = intake.clean_filename(part.filename)
            received.append((name, _receive_one(context, part)))
    except BaseException:
        _give_up(context, received)
        raise
    return received


def _receive_one(context: Context, part: Part) -> Received | LindungError:
    if part.stream is None:
        return part.refusal or ArchiveRefused()
    try:
        return intake.receive(context, stream=part.stream, filename=part.filename)
    except (DiskFull, StorageAway, ArchiveRefused):
        raise
    except LindungError as error:
        return error


def _give_up(context: Context, received: Iterable[tuple[str, Received | LindungError]]) -> None:
    for _, part in received:
        if isinstance(part, Received):
            intake.discard(context, part)


def _fill(
    context: Context,
    session: Session,
    item: ApiJobItem,
    part: Received | LindungError,
    *,
    user: User,
    many: bool,
    whole: bool,
) -> None:
    if isinstance(part, Received):
        try:
            made = intake.take(
                context,
                session,
                part,
                door="api",
                org=user.org,
                user=user,
                priority="bulk" if many else "interactive",
            )
        except LindungError as error:
            if whole or isinstance(error, DiskFull | StorageAway):
                raise
            part = error
        else:
            item.document_id = made.document.id
            item.created = made.created
            return
    item.error_code, item.error_message, item.error_remedy = part.code, part.message, part.remedy


def _claim(session: Session, key: str, request_hash: str, *, job: ApiJob, user: User) -> None:
    """Write the key down in the transaction of what it stands for."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(IdempotencyKey)
        .values(user_id=user.id, key=key, request_hash=request_hash, job_id=job.id, created_at=utc_now())
        .on_conflict_do_nothing(index_elements=["user_id", "key"])
        .returning(IdempotencyKey.id)
    )
    if session.scalar(statement) is None:
        raise KeyInFlight()


def get(session: Session, job_id: uuid.UUID, *, user: User) -> ApiJob:
    """The job; NotFound when there is none, or it is another office's or another agency's."""
    job = session.get(ApiJob, job_id)
    if job is None or not _sees(session, user, job):
        raise NotFound("Pekerjaan itu tidak ada, atau bukan milik kantor Anda.", remedy="Periksa alamatnya.")
    return job


def _sees(session: Session, user: User, job: ApiJob) -> bool:
    if job.org != user.org:
        return False
    if user.agency == "" and user.role != "uploader":
        return True
    maker = None if job.user_id is None else session.get(User, job.user_id)
    return maker is not None and maker.agency == user.agency


def progress(session: Session, job: ApiJob) -> Progress:
    """How far the job is, in two queries however many files it has."""
    rows = session.execute(
        select(
            Document.status,
            ApiJobItem.error_code.is_not(None).label("refused"),
            func.count().label("files"),
            func.sum(ApiJobItem.created.is_(False).cast(Integer)).label("known"),
            func.sum(Document.page_count).label("pages"),
            func.sum(Document.pages_done).label("done"),
            func.max(Document.finished_at).label("finished_at"),
        )
        .select_from(ApiJobItem)
        .outerjoin(Document, Document.id == ApiJobItem.document_id)
        .where(ApiJobItem.job_id == job.id)
        .group_by(Document.status, ApiJobItem.error_code.is_not(None))
    ).all()
    failed = session.scalar(
        select(func.count())
        .select_from(ApiJobItem)
        .join(Document, Document.id == ApiJobItem.document_id)
        .join(Page, (Page.document_id == Document.id) & (Page.pipeline_version == Document.pipeline_version))
        .where(ApiJobItem.job_id == job.id, Page.status.in_(("failed", "poison")))
    )
    files: dict[Outcome, int] = {}
    for row in rows:
        outcome: Outcome = row.status or ("refused" if row.refused else "erased")
        files[outcome] = files.get(outcome, 0) + row.files
    ends = [row.finished_at for row in rows if row.finished_at is not None]
    made = Progress(
        job=job,
        files=files,
        known=sum(row.known for row in rows if row.status is not None),
        pages_total=sum(row.pages or 0 for row in rows),
        pages_done=sum(row.done or 0 for row in rows),
        pages_failed=failed or 0,
        finished_at=None,
    )
    return replace(made, finished_at=max(ends, default=job.created_at)) if made.status == "done" else made


def items(session: Session, job: ApiJob, *, after: int = -1, limit: int = 100) -> Items:
    """A page of the job's files, from the position after ``after``."""
    rows = session.scalars(
        select(ApiJobItem)
        .where(ApiJobItem.job_id == job.id, ApiJobItem.position > after)
        .options(joinedload(ApiJobItem.document))
        .order_by(ApiJobItem.position)
        .limit(limit + 1)
    ).all()
    shown = tuple(rows[:limit])
    return Items(items=shown, next=shown[-1].position if len(rows) > limit else None)


def outcome(item: ApiJobItem) -> Outcome:
    """What became of one file, whose document is loaded."""
    if item.document is not None:
        return item.document.status
    return "refused" if item.error_code is not None else "erased"


def listing(
    session: Session, *, user: User, after: str | None = None, limit: int = 50
) -> tuple[Sequence[ApiJob], str | None]:
    """The jobs that the person sees, newest first, and the cursor of those after them."""
    query = select(ApiJob).where(ApiJob.org == user.org)
    if user.agency != "" or user.role == "uploader":
        query = query.join(User, User.id == ApiJob.user_id).where(User.agency == user.agency)
    if after is not None:
        query = query.where(tuple_(ApiJob.created_at, ApiJob.id) < tuple_(*cursors.place(after)))
    rows = session.scalars(query.order_by(ApiJob.created_at.desc(), ApiJob.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return shown, cursors.cursor(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None


def tidy(session: Session) -> int:
    """Remove the keys that nobody may repeat any more; how many."""
    gone = session.execute(
        delete(IdempotencyKey).where(IdempotencyKey.created_at < utc_now() - KEEP_KEYS).returning(IdempotencyKey.id)
    ).all()
    return len(gone)
