"""The REST API for what leaves the house: tables, recognised text, annotations, the original, the archive package."""

from __future__ import annotations

import base64
import io
import uuid
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated, get_args
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.archive import tables, web_annotations
from api.auth import CurrentCaller, CurrentUser
from api.conditional import tag_of, unchanged
from api.context import InContext
from api.database import Database
from api.problems import responses
from api.refusals import ScopeMissing
from api.scopes import needs
from api.services import documents, exports, personal
from extractor.intake import MediaType
from extractor.report import Report, to_json
from extractor.words.export import alto, hocr
from models import Document

router = APIRouter(prefix="/api/v1/documents/{document_id}", tags=["exports"], responses=responses(401, 403, 429))

EXPORT = needs("exports:read")
PRIVATE = {"cache-control": "private, no-cache"}
ALTO_TYPE = "application/xml"
HOCR_TYPE = "application/xhtml+xml"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IfNoneMatch = Annotated[str | None, Header(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document of which something is taken out, and whether personal numbers stand uncovered in it."""

    document: Document
    open_numbers: bool


def wanted(
    session: Database,
    caller: CurrentCaller,
    document_id: uuid.UUID,
    open_reason: Annotated[
        str | None,
        Query(
            description="why personal numbers are left uncovered (10 to 500 characters); kept with the document; "
            "needs the scope personal:read",
            pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]{8,498}[^\s\x00-\x1f]$",
        ),
    ] = None,
) -> Wanted:
    """Personal numbers are covered unless the caller may see them and says why, which is kept."""
    document = documents.seen_by(session, caller.user, document_id)
    if open_reason is not None:
        if not caller.covers("personal:read"):
            raise ScopeMissing.of("personal:read")
        personal.opened(session, document, user=caller.user, reason=open_reason, way="export")
    return Wanted(document=document, open_numbers=open_reason is not None)


Export = Annotated[Wanted, Depends(wanted)]


@router.get(
    "/report",
    dependencies=[needs("documents:read")],
    response_model=Report,
    responses={304: {"description": "Unchanged (If-None-Match)"}, **responses(404, 409, 422)},
    summary="The report (schema lindung/report/1)",
)
def report(session: Database, wanted: Export, if_none_match: IfNoneMatch = None) -> Response:
    """409 while the document is being read for the first time; 404 when it could not be read at all."""
    found = exports.stored(session, wanted.document, open_numbers=wanted.open_numbers)
    body = to_json(found.report).encode()
    headers = {"etag": tag_of(body), **PRIVATE}
    if unchanged(headers["etag"], if_none_match):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.get(
    "/facts.csv",
    dependencies=[EXPORT],
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}, **responses(404, 409, 422)},
    summary="The facts as a table",
)
def facts_csv(session: Database, wanted: Export) -> Response:
    """UTF-8, separated by semicolons; one line for each fact with its page, the words as printed and a confidence."""
    found = exports.stored(session, wanted.document, open_numbers=wanted.open_numbers)
    out = io.StringIO()
    tables.write_csv(tables.fact_rows(found.report), out)
    headers = {**PRIVATE, "content-disposition": _attachment(wanted.document, "fakta.csv")}
    return Response(out.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers)


@router.get(
    "/facts.xlsx",
    dependencies=[EXPORT],
    response_class=FileResponse,
    responses={200: {"content": {XLSX_TYPE: {}}}, **responses(404, 409, 422)},
    summary="Facts and findings as a workbook",
)
def facts_xlsx(session: Database, context: InContext, wanted: Export) -> FileResponse:
    place = exports.workbook(context, session, wanted.document, open_numbers=wanted.open_numbers)
    return _passing(place, wanted.document, "fakta.xlsx", media_type=XLSX_TYPE)


@router.get(
    "/text.hocr",
    dependencies=[EXPORT],
    response_class=Response,
    responses={200: {"content": {HOCR_TYPE: {}}}, **responses(404, 409, 422)},
    summary="The recognised words with their boxes as hOCR",
)
def text_hocr(session: Database, wanted: Export) -> Response:
    words = exports.words(session, wanted.document, open_numbers=wanted.open_numbers)
    body = hocr(words, title=wanted.document.filename)
    headers = {**PRIVATE, "content-disposition": _attachment(wanted.document, "hocr.html")}
    return Response(body.encode(), media_type=HOCR_TYPE, headers=headers)


@router.get(
    "/text.alto.xml",
    dependencies=[EXPORT],
    response_class=Response,
    responses={200: {"content": {ALTO_TYPE: {}}}, **responses(404, 409, 422)},
    summary="The recognised words with their boxes as ALTO 4",
)
def text_alto(session: Database, wanted: Export) -> Response:
    words = exports.words(session, wanted.document, open_numbers=wanted.open_numbers)
    body = alto(words, filename=wanted.document.filename)
    headers = {**PRIVATE, "content-disposition": _attachment(wanted.document, "alto.xml")}
    return Response(body.encode(), media_type=ALTO_TYPE, headers=headers)


@router.get(
    "/annotations.jsonld",
    dependencies=[EXPORT],
    response_class=Response,
    responses={200: {"content": {web_annotations.MEDIA_TYPE: {}}}, **responses(404, 409, 422)},
    summary="The findings as W3C Web Annotations",
)
def finding_annotations(request: Request, session: Database, wanted: Export) -> Response:
    """An AnnotationPage. Places are xywh of the page in points (1/72 inch), origin top-left, and the words as printed;
    what is absent is said of the document."""
    found = exports.stored(session, wanted.document, open_numbers=wanted.open_numbers)
    body = web_annotations.page_of(wanted.document, found, base=str(request.base_url).rstrip("/"))
    return Response(web_annotations.to_json(body), media_type=web_annotations.MEDIA_TYPE, headers=PRIVATE)


@router.get(
    "/original",
    dependencies=[EXPORT],
    response_class=FileResponse,
    responses={200: {"content": {kind: {} for kind in get_args(MediaType)}}, **responses(404, 422)},
    summary="The file as it was handed in",
)
def original(session: Database, context: InContext, user: CurrentUser, document_id: uuid.UUID) -> FileResponse:
    """With the SHA-256 of the content in ``Repr-Digest`` (RFC 9530)."""
    document = documents.seen_by(session, user, document_id)
    return FileResponse(
        exports.original(context, document),
        media_type=document.media_type,
        filename=document.filename,
        headers={**PRIVATE, "content-security-policy": "sandbox", "repr-digest": _digest(document)},
    )


@router.get(
    "/package.zip",
    dependencies=[EXPORT],
    response_class=FileResponse,
    responses={200: {"content": {"application/zip": {}}}, **responses(404, 409, 422)},
    summary="A package for a long-term archive (METS, PREMIS)",
)
def package(session: Database, context: InContext, user: CurrentUser, wanted: Export) -> FileResponse:
    """The original, page images, ALTO, report, and a METS with checksums and the PREMIS events of the audit trail."""
    place = exports.archive_package(context, session, wanted.document, open_numbers=wanted.open_numbers, user=user)
    return _passing(place, wanted.document, "arsip.zip", media_type="application/zip")


def _passing(place: Path, document: Document, ending: str, *, media_type: str) -> FileResponse:
    """A file that is removed once it was sent."""
    return FileResponse(
        place,
        media_type=media_type,
        headers={**PRIVATE, "content-disposition": _attachment(document, ending)},
        background=BackgroundTask(place.unlink, missing_ok=True),
    )


def _attachment(document: Document, ending: str) -> str:
    """A name to save under, in the form that takes every letter (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(f'{PurePath(document.filename).stem}.{ending}', safe='')}"


def _digest(document: Document) -> str:
    return f"sha-256=:{base64.b64encode(bytes.fromhex(document.sha256)).decode()}:"
