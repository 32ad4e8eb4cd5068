"""The REST API for jobs: several files or a ZIP in one request, and following how far they are."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Annotated

import anyio
from anyio import to_thread
from fastapi import APIRouter, Depends, File, Header, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse, StreamingResponse

from api import auth
from api.archive import references, unpack
from api.auth import CurrentUser, Uploader, require_csrf
from api.conditional import tag_of, unchanged
from api.context import Context, InContext
from api.database import Database, transaction
from api.errors import NotSignedIn
from api.problems import responses
from api.refusals import ArchiveRefused, KeyInFlight, ReferenceOff, ScopeMissing
from api.schemas.job import JobBrief, JobItemOut, JobItems, JobList, JobOut, References, address
from api.scopes import needs
from api.services import cursors, handovers
from api.services.handovers import Asked, Part
from models import User

router = APIRouter(prefix="/api/v1/jobs", tags=["jobs"], responses=responses(401, 403, 429))

RETRY_AFTER = "2"
LONGEST_WAIT = 30
POLL = 0.5
"""Seconds between two looks at a job that somebody waits for."""
MOST_WAITING = 50
"""Requests that wait at the same time; a further one is answered at once, as if it had waited."""
LONGEST_STREAM = 600.0
HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is alive: proxies cut silent connections."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[!-~]+$",
        description="of your choice, new for every new request; repeating one under it changes nothing (24 hours)",
    ),
]

Cursor = Annotated[str | None, Query(description="``next`` of the answer before", pattern=cursors.PATTERN)]

_in_flight: set[tuple[str, str]] = set()
_in_flight_lock = threading.Lock()
_waiting = threading.BoundedSemaphore(MOST_WAITING)


def one_at_a_time(request: Request, key: IdempotencyKey = None) -> Iterator[str | None]:
    """The key of this request, held until its transaction is committed; KeyInFlight while another request has it.

    Declared before the database session, so that it ends after it.
    """
    if key is None:
        yield None
        return
    held = (request.headers.get("authorization") or request.headers.get("cookie", ""), key)
    with _in_flight_lock:
        if held in _in_flight:
            raise KeyInFlight()
        _in_flight.add(held)
    try:
        yield key
    finally:
        with _in_flight_lock:
            _in_flight.discard(held)


HeldKey = Annotated[str | None, Depends(one_at_a_time, scope="function")]


@router.post(
    "",
    status_code=202,
    dependencies=[Depends(require_csrf), needs("documents:write")],
    responses=responses(400, 409, 413, 415, 422, 507),
    summary="Hand in several contracts, or a ZIP archive of them",
)
def submit(
    key: HeldKey,
    response: Response,
    session: Database,
    context: InContext,
    user: Uploader,
    files: Annotated[list[UploadFile], File(min_length=1, description="scans or PDFs; a ZIP is opened")],
) -> JobOut:
    """Every file, also every file of an archive, has an outcome of its own: see the job's items. 202 with ``Location``.

    A ZIP that is damaged or exceeds the limits is refused whole. Archives in archives are not opened.
    """
    named = [(file.filename or "", file.file) for file in files]
    asked = Asked(key, "" if key is None else handovers.hash_of("POST jobs", named))
    job = handovers.repeated(session, asked, user=user)
    if job is None:
        job = handovers.hand_in(context, session, _parts(files), user=user, asked=asked)
    else:
        response.headers["idempotency-replayed"] = "true"
    response.headers["location"] = address(job)
    response.headers["retry-after"] = RETRY_AFTER
    return JobOut.of(handovers.progress(session, job))


@router.post(
    "/by-reference",
    status_code=202,
    dependencies=[Depends(require_csrf), needs("documents:write")],
    responses=responses(400, 404, 409, 422, 503, 507),
    summary="Hand in files of the server's reference folder or bucket by their paths",
)
def submit_references(
    key: HeldKey, response: Response, session: Database, context: InContext, user: Uploader, wanted: References
) -> JobOut:
    """The files are copied; what happens to them there afterwards changes nothing. Each has an outcome of its own;
    links and paths that lead out are refused. 404 when there is no such folder or bucket for the office; 503 when the
    bucket does not answer, and nothing was taken."""
    settings = context.settings
    # They belong to the office of the installation: others that share the server must not read in them.
    if user.org != settings.org or user.agency:
        raise ReferenceOff()
    if wanted.source == "bucket" and settings.reference_bucket is not None:
        opened = references.in_bucket(settings.reference_bucket, most=settings.max_upload)
    elif wanted.source == "folder" and settings.reference_dir is not None:
        opened = references.in_folder(settings.reference_dir)
    else:
        raise ReferenceOff()
    asked = Asked(key, handovers.hash_of(f"POST references {wanted.model_dump_json()}", []))
    job = handovers.repeated(session, asked, user=user)
    if job is None:
        with ExitStack() as streams:
            parts = (opened(path, streams) for path in wanted.paths)
            job = handovers.hand_in(context, session, parts, user=user, asked=asked)
    else:
        response.headers["idempotency-replayed"] = "true"
    response.headers["location"] = address(job)
    response.headers["retry-after"] = RETRY_AFTER
    return JobOut.of(handovers.progress(session, job))


def _parts(files: list[UploadFile]) -> Iterator[Part]:
    empty = True
    for file in files:
        head = file.file.read(4)
        file.file.seek(0)
        if not unpack.is_zip(head):
            yield Part(file.filename or "", file.file)
            empty = False
            continue
        for entry in unpack.entries(file.file, size=file.size or 0):
            yield Part(entry.name, entry.stream, entry.refusal)
            empty = False
    if empty:
        raise ArchiveRefused(
            "Arsip ZIP ini tidak memuat berkas; tidak ada yang diambil.",
            remedy="Masukkan PDF atau gambar ke dalam arsip, lalu kirim lagi.",
        )


@router.get("", dependencies=[needs("documents:read")], responses=responses(422), summary="List jobs, newest first")
def listing(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    after: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> JobList:
    jobs, following = handovers.listing(session, user=user, after=after, limit=limit)
    link_next(request, response, following)
    return JobList(jobs=[JobBrief.of(job) for job in jobs], next=following)


def link_next(request: Request, response: Response, following: str | int | None) -> None:
    """Name the following page in a ``Link`` header (RFC 8288)."""
    if following is not None:
        onward = request.url.include_query_params(after=following)
        response.headers["link"] = f'<{onward.path}?{onward.query}>; rel="next"'


@router.get(
    "/{job_id}/items",
    dependencies=[needs("documents:read")],
    responses=responses(404, 422),
    summary="The files of a job, each with its outcome",
)
def job_items(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    job_id: uuid.UUID,
    after: Annotated[int, Query(ge=-1, le=1_000_000, description="``next`` of the answer before")] = -1,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> JobItems:
    found = handovers.items(session, handovers.get(session, job_id, user=user), after=after, limit=limit)
    link_next(request, response, found.next)
    return JobItems(items=[JobItemOut.of(item) for item in found.items], next=found.next)


def reader_now(request: Request, context: InContext) -> User:
    """The caller of a request that may wait, recognised in a transaction of its own: none is open while it waits."""
    with transaction(context.sessions) as session:
        caller = auth.maybe_caller(request, session, context)
        if caller is None:
            raise NotSignedIn()
        auth.current_caller(request, caller)
        if not caller.covers("documents:read"):
            raise ScopeMissing.of("documents:read")
        return caller.user


reader_now.scope = "documents:read"  # type: ignore[attr-defined] # as ``api.scopes.needs`` does
ReaderNow = Annotated[User, Depends(reader_now)]


@router.get(
    "/{job_id}",
    response_model=JobOut,
    responses={304: {"description": "Unchanged (If-None-Match)"}, **responses(404, 422)},
    summary="How far a job is",
)
async def job(
    context: InContext,
    user: ReaderNow,
    job_id: uuid.UUID,
    wait: Annotated[int, Query(ge=0, le=LONGEST_WAIT, description="seconds to wait for a change")] = 0,
    if_none_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> Response:
    """With ``wait`` the answer comes as soon as the job differs from ``If-None-Match`` (without it: is done), at the
    latest after so many seconds. 304 when it is still as it was."""
    look = await to_thread.run_sync(_look, context, user, job_id)
    if wait and _waiting.acquire(blocking=False):
        try:
            end = time.monotonic() + wait
            while time.monotonic() < end and _as_before(look, if_none_match):
                await anyio.sleep(POLL)
                look = await to_thread.run_sync(_look, context, user, job_id)
        finally:
            _waiting.release()
    tag = tag_of(look)
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if look.status != "done":
        headers["retry-after"] = RETRY_AFTER
    if unchanged(tag, if_none_match):
        return Response(status_code=304, headers=headers)
    return JSONResponse(look.model_dump(mode="json"), headers=headers)


def _look(context: Context, user: User, job_id: uuid.UUID) -> JobOut:
    with context.sessions() as session:
        return JobOut.of(handovers.progress(session, handovers.get(session, job_id, user=user)))


def _as_before(look: JobOut, if_none_match: str | None) -> bool:
    if if_none_match is None:
        return look.status != "done"
    return unchanged(tag_of(look), if_none_match)


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **responses(404, 422)},
    summary="The job as server-sent events, one for every change, until it is done",
)
async def job_events(context: InContext, user: ReaderNow, job_id: uuid.UUID) -> StreamingResponse:
    """Event ``progress`` with the job as JSON; the last one is ``done``. A stream ends after ten minutes: ask again."""
    first = await to_thread.run_sync(_look, context, user, job_id)
    return StreamingResponse(
        _stream(context, user, first), media_type="text/event-stream", headers={"x-accel-buffering": "no"}
    )


async def _stream(context: Context, user: User, look: JobOut) -> AsyncIterator[str]:
    end = time.monotonic() + LONGEST_STREAM
    told, told_at = "", 0.0
    while True:
        tag = tag_of(look)
        now = time.monotonic()
        if tag != told:
            event = "done" if look.status == "done" else "progress"
            yield f"event: {event}\nid: {tag.strip(chr(34))}\ndata: {look.model_dump_json()}\n\n"
            told, told_at = tag, now
        elif now - told_at > HEARTBEAT:
            yield ": masih berjalan\n\n"
            told_at = now
        if look.status == "done" or now > end:
            return
        await anyio.sleep(POLL)
        look = await to_thread.run_sync(_look, context, user, look.id)
