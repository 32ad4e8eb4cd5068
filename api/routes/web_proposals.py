"""What reviewers' corrections suggest, for the administrator to accept or refuse."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from api.auth import Admin, require_csrf
from api.context import Context, InContext
from api.database import Database
from api.errors import Invalid
from api.routes import web_labels as labels
from api.routes.web_render import Reader, render
from api.services import proposals
from extractor.vocabulary import CLAUSE_NAMES
from models import UserSession
from models.proposal import ProposalKind

router = APIRouter(prefix="/usulan")

KINDS: dict[ProposalKind, str] = {
    "position": "Ejaan jabatan",
    "field": "Bidang pekerjaan",
    "clause": "Bunyi klausul",
}


@router.get("")
def proposals_page(database: Database, context: InContext, session: Reader, admin: Admin) -> Response:
    return _page(database, context, session)


@router.post("/{key}", dependencies=[Depends(require_csrf)])
def decide(
    database: Database,
    context: InContext,
    session: Reader,
    admin: Admin,
    key: str,
    action: Annotated[Literal["accepted", "refused"], Form()],
    value: Annotated[str, Form(max_length=2000)] = "",
    reason: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """A refusal is told at the proposal, and what was typed stays."""
    try:
        proposals.decide(context, database, key, action, value=value, reason=reason, user=admin)
    except Invalid as refused:
        return _page(database, context, session, error=refused, at=key, typed=(value, reason))
    return RedirectResponse(f"/usulan#u{key[:16]}", status_code=303)


def meant(kind: ProposalKind, text: str) -> str:
    """What a proposal means, in words."""
    if kind != "clause":
        return text
    name, _, status = text.partition(" ")
    return f"{CLAUSE_NAMES[name]}: {labels.CLAUSE_STATUSES[status]}"  # type: ignore[index]


def _page(
    database: Database,
    context: Context,
    session: UserSession,
    *,
    error: Invalid | None = None,
    at: str = "",
    typed: tuple[str, str] = ("", ""),
) -> Response:
    return render(
        "proposals.html",
        status=error.status if error else 200,
        session=session,
        found=proposals.listing(database, context.settings, org=session.user.org),
        kinds=KINDS,
        meant=meant,
        fields=proposals.fields_of(context.settings),
        most=proposals.SHOWN_DOCUMENTS,
        error=error,
        at=at,
        typed=typed,
        here="proposals",
    )
