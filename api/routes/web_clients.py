"""The page where administrators make and end API clients, and see which addresses are told of documents."""

from __future__ import annotations

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from api.auth import Admin, require_csrf
from api.database import Database
from api.errors import Invalid
from api.permissions import ROLE_NAMES
from api.routes.web_render import Reader, render
from api.scopes import MEANINGS, checked
from api.services import clients, webhooks
from api.services.clients import NewSecret
from models import User, UserSession
from models.base import utc_now
from models.user import Role

router = APIRouter(prefix="/klien")

USUAL = ("documents:read", "documents:write", "exports:read")


@router.get("")
def overview(database: Database, session: Reader, admin: Admin) -> Response:
    return _page(database, session, admin)


@router.post("", dependencies=[Depends(require_csrf)])
def create(
    database: Database,
    session: Reader,
    admin: Admin,
    name: Annotated[str, Form(max_length=128)] = "",
    scopes: Annotated[list[str] | None, Form(max_length=len(MEANINGS))] = None,
    role: Annotated[Role, Form()] = "api",
    days: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """The secret stands on this very answer and nowhere else: it is not kept, and no address leads to it again."""
    try:
        made = clients.create(
            database,
            org=admin.org,
            name=name,
            scopes=checked(scopes or ()),
            role=role,
            days=_days(days),
            by=admin,
        )
    except Invalid as error:
        return _page(database, session, admin, error=error, typed=(name, tuple(scopes or ()), role, days))
    return _page(database, session, admin, made=made)


@router.post("/{client_id}/rahasia", dependencies=[Depends(require_csrf)])
def renew(database: Database, session: Reader, admin: Admin, client_id: uuid.UUID) -> Response:
    """A new secret, shown on this answer."""
    made = clients.renew_secret(database, clients.get(database, client_id, org=admin.org), by=admin)
    return _page(database, session, admin, made=made)


@router.post("/{client_id}/cabut", dependencies=[Depends(require_csrf)])
def revoke(database: Database, admin: Admin, client_id: uuid.UUID) -> Response:
    clients.revoke(database, clients.get(database, client_id, org=admin.org), by=admin)
    return RedirectResponse("/klien", status_code=303)


def _page(
    database: Database,
    session: UserSession,
    admin: User,
    *,
    made: NewSecret | None = None,
    error: Invalid | None = None,
    typed: tuple[str, tuple[str, ...], str, str] = ("", USUAL, "api", "365"),
) -> Response:
    found, _ = webhooks.listing(database, user=admin, limit=webhooks.MOST)
    return render(
        "clients.html",
        status=200 if error is None else 422,
        session=session,
        here="machine",
        clients=clients.listing(database, org=admin.org),
        webhooks=found,
        made=made,
        error=error,
        typed=typed,
        scopes=MEANINGS,
        roles=ROLE_NAMES,
        now=utc_now(),
    )


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal():
        raise Invalid.at("days", "Masa berlaku bukan angka.", remedy="Tulis jumlah hari, atau kosongkan.")
    return int(text)
