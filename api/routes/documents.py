"""The REST API for documents: hand in, follow, fetch the report and the page images."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Header, Path, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse
from sqlalchemy.orm import Session

from api.auth import CurrentUser, Uploader, require_csrf
from api.clock import today_here
from api.conditional import require_match, tag_of, unchanged
from api.context import InContext
from api.database import Database
from api.errors import NotFound
from api.permissions import require
from api.problems import responses
from api.routes.jobs import RETRY_AFTER, Cursor, HeldKey, link_next
from api.schemas.document import DocumentDetail, DocumentList, DocumentOut, Keeping
from api.schemas.job import address
from api.schemas.rejudged import ChangedFinding, Rejudged
from api.scopes import needs
from api.services import copies, documents, handovers, law, rejudging, retention
from api.services.handovers import Asked, Part
from extractor.vocabulary import ContractKind
from models import Document, User
from models.document import Status

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], responses=responses(401, 403, 429))

READ, WRITE, EXPORT = needs("documents:read"), needs("documents:write"), needs("exports:read")
IfNoneMatch = Annotated[str | None, Header(max_length=1000)]
IfMatch = Annotated[str | None, Header(max_length=1000)]
PageNumber = Annotated[int, Path(ge=1, le=1_000_000)]


@router.post(
    "",
    status_code=202,
    dependencies=[Depends(require_csrf), WRITE],
    responses={200: {"model": DocumentOut, "description": "Known already"}, **responses(400, 409, 413, 415, 422, 507)},
    summary="Hand in a contract (PDF, JPEG, PNG, TIFF)",
)
def submit(
    key: HeldKey,
    response: Response,
    session: Database,
    context: InContext,
    user: Uploader,
    file: Annotated[UploadFile, File(description="the scan or PDF")],
) -> DocumentOut:
    """Stores the file and queues its reading. 202; 200 when the office has this very file already. ``Location`` is the
    job that tells how far the reading is, ``Content-Location`` the document."""
    name = file.filename or ""
    asked = Asked(key, "" if key is None else handovers.hash_of("POST documents", [(name, file.file)]))
    job = handovers.repeated(session, asked, user=user)
    if job is None:
        job = handovers.hand_in(context, session, [Part(name, file.file)], user=user, asked=asked, whole=True)
    else:
        response.headers["idempotency-replayed"] = "true"
    item = handovers.items(session, job).items[0]
    if item.document is None:
        raise NotFound()
    response.headers["location"] = address(job)
    response.headers["content-location"] = f"{router.prefix}/{item.document_id}"
    if item.created:
        response.headers["retry-after"] = RETRY_AFTER
    else:
        response.status_code = 200
    return DocumentOut.of(item.document)


@router.get("", dependencies=[READ], responses=responses(422), summary="List documents, newest first")
def listing(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    after: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = documents.PAGE_SIZE,
    status: Status | None = None,
    kind: ContractKind | None = None,
    q: Annotated[str, Query(description="in file name, number and party names", pattern=r"^[^\x00]{0,200}$")] = "",
    retention_over: Annotated[bool, Query(description="only those whose retention date has passed")] = False,
) -> DocumentList:
    """Pages by keyset: follow ``next`` (also given as a ``Link`` header) until it is null."""
    found = documents.listing(
        session,
        user=user,
        after=after,
        limit=limit,
        status=status,
        kind=kind,
        text=q,
        kept_until_before=today_here() if retention_over else None,
    )
    link_next(request, response, found.next)
    return DocumentList(documents=[DocumentOut.of(d) for d in found.documents], next=found.next)


@router.get(
    "/{document_id}",
    dependencies=[READ],
    response_model=DocumentDetail,
    responses={304: {"description": "Unchanged (If-None-Match)"}, **responses(404, 422)},
    summary="A document and how far its reading is",
)
def detail(
    response: Response,
    session: Database,
    user: CurrentUser,
    document_id: uuid.UUID,
    if_none_match: IfNoneMatch = None,
) -> Response | DocumentDetail:
    """Its ETag is what conditional changes of the document are made with."""
    document = documents.seen_by(session, user, document_id)
    shown = DocumentDetail.with_pages(document, documents.pages(session, document))
    headers = {"etag": tag_of(shown), "cache-control": "private, no-cache"}
    if not document.finished:
        headers["retry-after"] = RETRY_AFTER
    if unchanged(headers["etag"], if_none_match):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return shown


@router.patch(
    "/{document_id}",
    dependencies=[Depends(require_csrf), WRITE],
    responses=responses(400, 404, 412, 422, 428),
    summary="Set until when a document is kept, and whether it is held",
)
def keep(
    response: Response,
    session: Database,
    user: CurrentUser,
    document_id: uuid.UUID,
    keeping: Keeping,
    if_match: IfMatch = None,
) -> DocumentDetail:
    """Before ``retain_until`` has passed, or while ``legal_hold`` stands, nobody erases the document. Only what is sent
    is changed. For those who may erase; needs ``If-Match``."""
    require(user, "erase")
    document = _matched(session, user, document_id, if_match)
    sent = keeping.model_fields_set
    retention.keep(
        session,
        document,
        retain_until=keeping.retain_until if "retain_until" in sent else document.retain_until,
        legal_hold=keeping.legal_hold if "legal_hold" in sent else document.legal_hold,
        user=user,
    )
    session.flush()
    shown = DocumentDetail.with_pages(document, documents.pages(session, document))
    response.headers["etag"] = tag_of(shown)
    return shown


@router.delete(
    "/{document_id}",
    status_code=204,
    dependencies=[Depends(require_csrf), needs("documents:erase")],
    responses=responses(404, 409, 412, 422),
    summary="Erase a document with everything made from it",
)
def erase(
    session: Database, context: InContext, user: CurrentUser, document_id: uuid.UUID, if_match: IfMatch = None
) -> None:
    """For administrators. The file, its page images, reports and decisions are gone for good (UU 27/2022). With
    ``If-Match`` only while it is as it was when it was fetched. 409 before its retention date, or while it is held."""
    require(user, "erase")
    if if_match is None:
        document = documents.seen_by(session, user, document_id)
    else:
        document = _matched(session, user, document_id, if_match)
    documents.erase(context, session, document, user=user)


def _matched(session: Session, user: User, document_id: uuid.UUID, if_match: str | None) -> Document:
    """The document, locked for this transaction, as the sender of ``if_match`` has it."""
    document = documents.seen_by(session, user, document_id)
    retention.lock(session, document)
    shown = DocumentDetail.with_pages(document, documents.pages(session, document))
    require_match(tag_of(shown), if_match)
    return document


@router.post(
    "/{document_id}/rejudge",
    dependencies=[Depends(require_csrf), WRITE],
    responses=responses(404, 409, 422),
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
    dependencies=[READ],
    response_class=FileResponse,
    responses={200: {"content": {"image/webp": {}}}, **responses(404, 422)},
    summary="The image of a page, upright",
)
def page_image(
    session: Database, context: InContext, user: CurrentUser, document_id: uuid.UUID, number: PageNumber
) -> FileResponse:
    """``number`` is 1-based. Boxes of the report are points (1/72 inch) on this page, origin top-left."""
    document = documents.seen_by(session, user, document_id)
    return FileResponse(
        documents.image_path(context, document, number, rotation=documents.rotation_of(session, document, number)),
        media_type="image/webp",
        headers={"cache-control": "private, max-age=3600"},
    )


@router.get(
    "/{document_id}/searchable.pdf",
    dependencies=[EXPORT],
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
