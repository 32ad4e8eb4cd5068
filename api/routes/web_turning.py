"""Turning a page and having it read again: both readings side by side, and the choice between them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Reviewer, require_csrf
from api.context import InContext
from api.database import Database
from api.errors import NotFound
from api.routes import web_labels as labels
from api.routes.web_format import cover_personal
from api.routes.web_labels import Tone
from api.routes.web_render import Reader, from_htmx, render
from api.services import documents, turning
from extractor.errors import LindungError
from models import Document, PageTurn, UserSession

router = APIRouter(prefix="/dokumen/{document_id}")

Choice = Literal["pakai", "biarkan", "pulihkan"]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of the page. ``image`` is the address of its picture, personal numbers of ``text`` covered."""

    heading: str
    image: str
    rotation: int
    grade: str
    tone: Tone
    confidence: float
    words: int
    text: str
    problem: str
    better: bool


@router.get("/halaman/{number:int}/putar")
def turn_page(
    request: Request, database: Database, session: Reader, user: Reviewer, document_id: uuid.UUID, number: int
) -> Response:
    """The form, how far the last try is, and both readings when it is done."""
    document = documents.seen_by(database, user, document_id)
    template = "parts/turn_state.html" if from_htmx(request) else "turn.html"
    return _page(template, database, session, document, number)


@router.post("/halaman/{number:int}/putar", dependencies=[Depends(require_csrf)])
def ask(
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    number: int,
    by: Annotated[int, Form()] = 0,
) -> Response:
    document = documents.seen_by(database, user, document_id)
    try:
        turning.ask(context, database, document, number, by=by, user=user)
    except LindungError as refused:
        return _page("turn.html", database, session, document, number, error=refused)
    return RedirectResponse(f"/dokumen/{document.id}/halaman/{number}/putar", status_code=303)


@router.post("/halaman/{number:int}/putar/{turn_id}/{choice}", dependencies=[Depends(require_csrf)])
def choose(
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    number: int,
    turn_id: uuid.UUID,
    choice: Choice,
) -> Response:
    """Keep the new reading, leave the page as it is, or put the earlier reading back."""
    document = documents.seen_by(database, user, document_id)
    try:
        match choice:
            case "pakai":
                turning.keep(context, database, document, turn_id, user=user)
            case "pulihkan":
                turning.restore(context, database, document, turn_id, user=user)
            case "biarkan":
                turning.drop(database, document, turn_id, user=user)
    except NotFound:
        raise
    except LindungError as refused:
        return _page("turn.html", database, session, document, number, error=refused)
    if choice == "biarkan":
        return RedirectResponse(f"/dokumen/{document.id}?halaman={number}#lembar", status_code=303)
    return RedirectResponse(f"/dokumen/{document.id}/proses", status_code=303)


def _page(
    template: str,
    database: Session,
    session: UserSession,
    document: Document,
    number: int,
    *,
    error: LindungError | None = None,
) -> Response:
    if document.page_count is None or not 1 <= number <= document.page_count:
        raise NotFound(f"Dokumen ini tidak punya halaman {number}.", remedy="Pilih halaman dari laporannya.")
    last = turning.newest(database, document, number)
    row = None if last is None else turning.find(database, document, last.id)
    return render(
        template,
        status=error.status if error else 200,
        session=session,
        document=document,
        number=number,
        rotation=documents.rotation_of(database, document, number) or 0,
        turn=row,
        waiting=row is not None and row.status in turning.WAITING,
        readings=_readings(database, document, row),
        error=error,
    )


def _readings(database: Session, document: Document, row: PageTurn | None) -> tuple[ReadingView, ...]:
    """The earlier and the turned reading, in this order; none while there is nothing to choose from."""
    if row is None or row.status not in ("done", "kept", "failed") or not document.finished:
        return ()
    found = turning.compared(database, document, row)
    kept = row.status == "kept"
    used = _view(document, row.number, found.used, heading="Sekarang dipakai", better=found.better == "used")
    other = _view(
        document,
        row.number,
        found.other,
        heading="Bacaan sebelumnya" if kept else "Setelah diputar",
        better=found.better == "other",
    )
    return (other, used) if kept else (used, other)


def _view(document: Document, number: int, reading: turning.Reading, *, heading: str, better: bool) -> ReadingView:
    return ReadingView(
        heading=heading,
        image=f"/dokumen/{document.id}/halaman/{number}.webp?putar={reading.rotation}",
        rotation=reading.rotation,
        grade=labels.GRADES[reading.grade],
        tone=labels.GRADE_TONES[reading.grade],
        confidence=reading.confidence,
        words=reading.words,
        text=cover_personal(reading.text),
        problem=reading.problem,
        better=better,
    )
