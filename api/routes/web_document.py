"""One document: how far its reading is, its page pictures, its files."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Admin, Uploader, require_csrf
from api.context import InContext
from api.database import Database
from api.errors import StorageDamaged
from api.routes.web_format import cover_personal
from api.routes.web_render import Reader, from_htmx, render
from api.services import documents, events, presentation, reports
from models import Document, Page, UserSession
from models.page import PageStatus

router = APIRouter(prefix="/dokumen/{document_id}")

_WORDS: dict[PageStatus, tuple[str, str]] = {
    "queued": ("menunggu", "clock"),
    "reading": ("sedang dibaca", "clock"),
    "done": ("terbaca", "check"),
    "failed": ("gagal dibaca", "cross"),
    "poison": ("gagal dibaca", "cross"),
}
IMAGE_CACHE = {"cache-control": "private, max-age=3600"}
LISTED_PAGES = 200
"""Page states shown one by one; of longer documents only the first ones and those with a problem."""


@dataclass(frozen=True, slots=True)
class PageState:
    number: int
    state: str
    word: str
    mark: str
    problem: str
    remedy: str


@router.get("/proses")
def progress_page(database: Database, session: Reader, document_id: uuid.UUID) -> Response:
    """The reading page by page; a finished document has its report instead."""
    document = documents.seen_by(database, session.user, document_id)
    if _has_report(document):
        return RedirectResponse(f"/dokumen/{document.id}", status_code=303)
    return _progress("progress.html", database, session, document)


@router.get("/kemajuan")
def progress_part(request: Request, database: Database, session: Reader, document_id: uuid.UUID) -> Response:
    """The same as a piece of the page, asked for again and again; leads on to the report when there is one."""
    document = documents.seen_by(database, session.user, document_id)
    if not from_htmx(request):
        return RedirectResponse(f"/dokumen/{document.id}/proses", status_code=303)
    if _has_report(document):
        return Response(status_code=204, headers={"HX-Redirect": f"/dokumen/{document.id}"})
    return _progress("parts/progress.html", database, session, document)


@router.post("/baca-ulang", dependencies=[Depends(require_csrf)])
def reread(database: Database, context: InContext, user: Uploader, document_id: uuid.UUID) -> Response:
    document = documents.seen_by(database, user, document_id)
    documents.reread(context, database, document, user=user)
    return RedirectResponse(f"/dokumen/{document.id}/proses", status_code=303)


@router.post("/hapus", dependencies=[Depends(require_csrf)])
def erase(
    database: Database, context: InContext, user: Admin, document_id: uuid.UUID, agreed: Annotated[bool, Form()] = False
) -> Response:
    """Erase the document with all that was made from it (UU 27/2022); back to the report when nobody agreed."""
    document = documents.seen_by(database, user, document_id)
    if not agreed:
        return RedirectResponse(f"/dokumen/{document.id}#berkas", status_code=303)
    documents.erase(context, database, document, user=user)
    return RedirectResponse("/", status_code=303)


Rotation = Annotated[int | None, Query(alias="putar", ge=0, le=270)]
"""How far the page is turned, in its picture's address: what a browser keeps is never the picture of before."""


@router.get("/halaman/{number:int}.webp")
def page_image(
    database: Database,
    context: InContext,
    session: Reader,
    document_id: uuid.UUID,
    number: int,
    rotation: Rotation = None,
) -> FileResponse:
    document = documents.seen_by(database, session.user, document_id)
    shown = documents.rotation_of(database, document, number) if rotation is None else rotation
    return FileResponse(
        documents.image_path(context, document, number, rotation=shown),
        media_type="image/webp",
        headers=dict(IMAGE_CACHE),
    )


@router.get("/halaman/{number:int}.kecil.webp")
def page_thumbnail(
    database: Database,
    context: InContext,
    session: Reader,
    document_id: uuid.UUID,
    number: int,
    rotation: Rotation = None,
) -> Response:
    document = documents.seen_by(database, session.user, document_id)
    shown = documents.rotation_of(database, document, number) if rotation is None else rotation
    small = presentation.thumbnail(documents.image_path(context, document, number, rotation=shown))
    return Response(small, media_type="image/webp", headers=dict(IMAGE_CACHE))


@router.get("/laporan.json")
def report_json(database: Database, session: Reader, document_id: uuid.UUID) -> Response:
    """The report for other programs, whole: personal numbers are not covered, therefore the download is recorded."""
    document = documents.seen_by(database, session.user, document_id)
    body = reports.body(database, document)
    _record(database, session, document, "document.report-downloaded")
    name = f"laporan-{document.sha256[:12]}.json"
    return Response(
        body, media_type="application/json", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


@router.get("/asli")
def original(database: Database, context: InContext, session: Reader, document_id: uuid.UUID) -> FileResponse:
    """The file as it was handed in; always saved, never shown by the browser: it may hold anything."""
    document = documents.seen_by(database, session.user, document_id)
    path = context.storage.original(document.sha256)
    if not context.storage.fetch(path):
        raise StorageDamaged()
    _record(database, session, document, "document.original-downloaded")
    return FileResponse(
        path,
        media_type=document.media_type,
        filename=document.filename,
        content_disposition_type="attachment",
        headers={"content-security-policy": "default-src 'none'; sandbox"},
    )


def _has_report(document: Document) -> bool:
    return document.status in ("complete", "partial") or (document.status == "failed" and document.kind is not None)


def _progress(template: str, database: Session, session: UserSession, document: Document) -> Response:
    made = documents.progress(database, document)
    first = presentation.first_text(database, document)
    pages = made.pages if len(made.pages) <= LISTED_PAGES else _worth_telling(made.pages)
    return render(
        template,
        session=session,
        document=document,
        read=made.read,
        failed=made.failed,
        pages=[_state(page) for page in pages],
        first_number=first[0] if first else 0,
        first_text=cover_personal(first[1]) if first else "",
    )


def _worth_telling(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    return tuple(p for p in pages if p.number <= LISTED_PAGES // 2 or p.status in ("reading", "failed", "poison"))


def _state(page: Page) -> PageState:
    word, mark = _WORDS[page.status]
    unreadable = page.status == "done" and page.grade == "unreadable"
    return PageState(
        number=page.number,
        state="failed" if page.status == "poison" else page.status,
        word="tidak terbaca" if unreadable else word,
        mark="unreadable" if unreadable else mark,
        problem=page.error_message or "",
        remedy=page.error_remedy or "",
    )


def _record(database: Session, session: UserSession, document: Document, action: str) -> None:
    events.record(database, action, org=document.org, actor_id=session.user_id, subject=("document", document.id))
