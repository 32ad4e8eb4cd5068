"""The REST API for documents: hand in, follow, fetch the report and the page images."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Header, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse

from api.auth import CurrentUser, Uploader, require_csrf
from api.clock import today_here
from api.context import InContext
from api.database import Database
from api.errors import Forbidden
from api.problems import responses
from api.schemas.document import DocumentDetail, DocumentList, DocumentOut
from api.schemas.rejudged import ChangedFinding, Rejudged
from api.services import copies, documents, intake, law, rejudging, reports
from extractor.report import Report
from extractor.vocabulary import ContractKind
from models.document import Status

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], responses=responses(401))

RETRY_AFTER = "2"
"""Seconds after which asking again about a document that is being read makes sense."""


@router.post(
    "",
    status_code=202,
    dependencies=[Depends(require_csrf)],
    responses={200: {"model": DocumentOut, "description": "Known already"}, **responses(403, 413, 415, 422, 507)},
    summary="Hand in a contract (PDF, JPEG, PNG, TIFF)",
)
def submit(
    response: Response,
    session: Database,
    context: InContext,
    user: Uploader,
    file: Annotated[UploadFile, File(description="the scan or PDF")],
) -> DocumentOut:
    """Stores the file and queues its reading. 202 with ``Location``; 200 when the office has this very file already."""
    made = intake.submit(
        context,
        session,
        stream=file.file,
        filename=file.filename or "",
        door="api",
        org=user.org,
        user=user,
    )
    response.headers["location"] = f"/api/v1/documents/{made.document.id}"
    if made.created:
        response.headers["retry-after"] = RETRY_AFTER
    else:
        response.status_code = 200
    return DocumentOut.of(made.document)


@router.get("", responses=responses(422), summary="List documents, newest first")
def listing(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    after: Annotated[str | None, Query(description="``next`` of the answer before", max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = documents.PAGE_SIZE,
    status: Status | None = None,
    kind: ContractKind | None = None,
    q: Annotated[str, Query(description="in file name, number and party names", max_length=200)] = "",
) -> DocumentList:
    """Pages by keyset: follow ``next`` (also given as a ``Link`` header) until it is null."""
    found = documents.listing(session, user=user, after=after, limit=limit, status=status, kind=kind, text=q)
    if found.next is not None:
        address = request.url.include_query_params(after=found.next)
        response.headers["link"] = f'<{address.path}?{address.query}>; rel="next"'
    return DocumentList(documents=[DocumentOut.of(d) for d in found.documents], next=found.next)


@router.get("/{document_id}", responses=responses(404), summary="A document and how far its reading is")
def detail(response: Response, session: Database, user: CurrentUser, document_id: uuid.UUID) -> DocumentDetail:
    document = documents.seen_by(session, user, document_id)
    if not document.finished:
        response.headers["retry-after"] = RETRY_AFTER
    return DocumentDetail.with_pages(document, documents.pages(session, document))


@router.delete(
    "/{document_id}",
    status_code=204,
    dependencies=[Depends(require_csrf)],
    responses=responses(403, 404),
    summary="Erase a document with everything made from it",
)
def erase(session: Database, context: InContext, user: CurrentUser, document_id: uuid.UUID) -> None:
    """For administrators. The file, its page images, reports and decisions are gone for good (UU 27/2022)."""
    if user.role != "admin":
        raise Forbidden()
    document = documents.seen_by(session, user, document_id)
    documents.erase(context, session, document, user=user)


@router.get(
    "/{document_id}/report",
    response_model=Report,
    responses={304: {"description": "Unchanged (If-None-Match)"}, **responses(404, 409)},
    summary="The report (schema lindung/report/1)",
)
def report(
    session: Database,
    user: CurrentUser,
    document_id: uuid.UUID,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """409 while the document is being read for the first time; 404 when it could not be read at all."""
    document = documents.seen_by(session, user, document_id)
    body = reports.body(session, document).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if if_none_match is not None and tag in (t.strip() for t in if_none_match.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.post(
    "/{document_id}/rejudge",
    dependencies=[Depends(require_csrf)],
    responses=responses(403, 404, 409, 422),
    summary="Judge the stored facts by the law data of now",
)
def rejudge(session: Database, context: InContext, user: Uploader, document_id: uuid.UUID) -> Rejudged:
    """Nothing is read again; the result becomes the current report unless it is the same. 409 while the document is
    being read, 422 while the office's own law data cannot be used."""
    document = documents.seen_by(session, user, document_id)
    before = document.law_version
    present = law.in_force(context.settings)
    made = rejudging.judge_again(session, document, law=present, today=today_here(), user=user)
    found = rejudging.compared(session, document) if made else None
    return Rejudged(
        stored=made,
        law_before=before,
        law_after=document.law_version,
        changed=[ChangedFinding.of(change) for change in found.changes] if found is not None else [],
    )


@router.get(
    "/{document_id}/pages/{number}.webp",
    response_class=FileResponse,
    responses={200: {"content": {"image/webp": {}}}, **responses(404)},
    summary="The image of a page, upright",
)
def page_image(
    session: Database, context: InContext, user: CurrentUser, document_id: uuid.UUID, number: int
) -> FileResponse:
    """``number`` is 1-based. Boxes of the report are points (1/72 inch) on this page, origin top-left."""
    document = documents.seen_by(session, user, document_id)
    return FileResponse(
        documents.image_path(context, document, number),
        media_type="image/webp",
        headers={"cache-control": "private, max-age=3600"},
    )


@router.get(
    "/{document_id}/searchable.pdf",
    response_class=FileResponse,
    responses={200: {"content": {"application/pdf": {}}}, **responses(404, 409, 422)},
    summary="A copy of the document in which its words can be searched",
)
def searchable(
    session: Database,
    context: InContext,
    user: CurrentUser,
    document_id: uuid.UUID,
    pdfa: Annotated[bool, Query(description="as PDF/A-2b, for an archive")] = False,
) -> FileResponse:
    """Invisible text over the unchanged pages; the original is not touched. A signed original gives an unsigned copy
    that says so in its metadata. 409 while the document is being read."""
    document = documents.seen_by(session, user, document_id)
    place = copies.searchable(context, session, document, archival=pdfa)
    return FileResponse(
        place,
        media_type="application/pdf",
        filename=f"{PurePath(document.filename).stem}.{'arsip' if pdfa else 'cari'}.pdf",
        headers={"cache-control": "private, no-cache"},
    )
