"""The steps of a document's review (take, check, approve, send back), its history, and personal numbers uncovered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import CurrentUser, require_csrf
from api.database import Database
from api.errors import Invalid
from api.permissions import may
from api.routes import web_states as states
from api.routes.web_format import moment
from api.routes.web_labels import Tone
from api.routes.web_render import Reader, from_htmx, render
from api.services import corrections, documents, personal, queue, workflow
from api.services.workflow import Action
from extractor.errors import LindungError
from models import Correction, Document, User, UserSession

router = APIRouter(prefix="/dokumen/{document_id}")


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the history. ``what`` is a sentence without its person."""

    who: str
    what: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewPanel:
    """Where the document stands, and what this person can do about it. ``main`` is the step of the key "a"."""

    state: str
    tone: Tone
    version: int
    holder: str
    actions: tuple[Action, ...]
    main: Action | None
    people: tuple[tuple[str, str], ...]
    may_correct: bool
    may_reveal: bool


def panel(session: Session, document: Document, user: User) -> ReviewPanel:
    """In at most two statements."""
    possible = workflow.possible(document, user)
    people = workflow.reviewers(session, document, user) if "assign" in possible else ()
    holder = queue.names(session, [document.reviewer_id]).values()
    return ReviewPanel(
        state=states.STATES[document.review_state],
        tone=states.TONES[document.review_state],
        version=document.version,
        holder=next(iter(holder), ""),
        actions=possible,
        main=next((a for a in ("approve", "check") if a in possible), None),
        people=tuple((str(p.id), p.display_name or p.name) for p in people),
        may_correct=may(user, "review") and document.review_state in workflow.OPEN_STATES,
        may_reveal=may(user, "reveal"),
    )


@router.post("/langkah", dependencies=[Depends(require_csrf)])
def take_step(
    request: Request,
    database: Database,
    session: Reader,
    user: CurrentUser,
    document_id: uuid.UUID,
    action: Annotated[Action, Form()],
    version: Annotated[int, Form(ge=0)],
    reason: Annotated[str, Form(max_length=20_000)] = "",
    to: Annotated[str, Form(alias="kepada", max_length=64)] = "",
) -> Response:
    """One step; a refusal is told above the report and the typed reason stays."""
    document = documents.seen_by(database, user, document_id)
    error: LindungError | None = None
    try:
        assignee = None
        if action == "assign":
            assignee = next((p for p in workflow.reviewers(database, document, user) if str(p.id) == to), None)
        workflow.move(database, document, action, user=user, version=version, reason=reason, assignee=assignee)
    except LindungError as refused:
        error = refused
    if not from_htmx(request):
        if error is None:
            return RedirectResponse(f"/dokumen/{document.id}", status_code=303)
        return _panel_page(database, session, document, error=error, typed=reason, template="review.html")
    if error is None:
        return Response(status_code=204, headers={"HX-Redirect": f"/dokumen/{document.id}"})
    return _panel_page(database, session, document, error=error, typed=reason, template="parts/review_panel.html")


@router.get("/riwayat")
def history_page(database: Database, session: Reader, document_id: uuid.UUID) -> Response:
    """Who did what with the document: steps and corrections, newest first."""
    document = documents.seen_by(database, session.user, document_id)
    steps = [
        (
            row.at,
            StepView(
                who=_name(row.user),
                what=states.DONE[row.action]
                + (f" kepada {_name(row.assignee)}" if row.action == "assign" and row.assignee else ""),
                at=moment(row.at),
                reason=row.reason,
            ),
        )
        for row in workflow.history(database, document)
    ]
    made = [
        (row.at, StepView(who=_name(row.user), what=_corrected(row), at=moment(row.at), reason=row.reason))
        for row in corrections.standing(database, document)
    ]
    ordered = [view for _, view in sorted(steps + made, key=lambda pair: pair[0], reverse=True)]
    return render("history.html", session=session, document=document, steps=ordered)


@router.post("/nomor-pribadi", dependencies=[Depends(require_csrf)])
def reveal(
    database: Database,
    session: Reader,
    user: CurrentUser,
    document_id: uuid.UUID,
    reason: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """Show the personal numbers once, on a page that is kept nowhere."""
    document = documents.seen_by(database, user, document_id)
    try:
        numbers = personal.reveal(database, document, user=user, reason=reason)
    except Invalid as refused:
        return render(
            "personal.html", status=refused.status, session=session, document=document, numbers=None, error=refused,
            typed=reason,
        )  # fmt: skip
    return render("personal.html", session=session, document=document, numbers=numbers, error=None, typed="")


@router.get("/nomor-pribadi")
def reveal_form(database: Database, session: Reader, document_id: uuid.UUID) -> Response:
    document = documents.seen_by(database, session.user, document_id)
    return render("personal.html", session=session, document=document, numbers=None, error=None, typed="")


def _panel_page(
    database: Session, session: UserSession, document: Document, *, error: LindungError, typed: str, template: str
) -> Response:
    database.refresh(document)
    return render(
        template,
        status=error.status,
        session=session,
        document=document,
        review=panel(database, document, session.user),
        action_names=states.ACTIONS,
        step_error=error,
        step_typed=typed,
        swapped=False,
    )


def _name(user: User | None) -> str:
    return "Sistem" if user is None else user.display_name or user.name


def _corrected(row: Correction) -> str:
    match row.kind:
        case "page":
            return f"menandai halaman {row.page} tidak terbaca"
        case "finding":
            return "menambahkan temuan yang terlewat"
        case "word":
            return f"mengoreksi kata di halaman {row.page}"
        case "turn":
            return f"memakai bacaan halaman {row.page} yang diputar {row.new_value}°"
    from api.routes.web_correct_labels import label_of

    return f"mengoreksi fakta {label_of(row.path)}"
