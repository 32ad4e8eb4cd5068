"""What should be noticed in time: the page behind the bell, and what a person wants by mail."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse

from api.alerts import desk
from api.alerts.notices import KIND_NAMES
from api.auth import require_csrf
from api.clock import today_here
from api.context import Context, InContext
from api.database import Database
from api.errors import Forbidden, Invalid
from api.routes.web_format import long_date
from api.routes.web_render import Reader, render
from models import UserSession
from models.alert import AlertKind

router = APIRouter(prefix="/peringatan")

_MAIL = "/peringatan/surel"


@router.get("")
def alerts(
    database: Database,
    context: InContext,
    session: Reader,
    kind: Annotated[AlertKind | Literal[""], Query(alias="jenis")] = "",
    which: Annotated[Literal["baru", "semua"], Query(alias="tampil")] = "baru",
    before: Annotated[int | None, Query(alias="sebelum", ge=1)] = None,
) -> Response:
    listing = desk.listing(database, session.user, kind=kind or None, everything=which == "semua", before=before)
    return render(
        "alerts.html",
        session=session,
        here="alerts",
        listing=listing,
        unseen=sum(listing.counts.values()),
        kind=kind,
        which=which,
        kind_names_of_alerts=KIND_NAMES,
        mail_works=context.settings.mail is not None,
        wish=desk.wish(database, session.user),
        day=long_date,
        today=today_here(),
    )


@router.post("/{alert_id}/lihat", dependencies=[Depends(require_csrf)])
def seen(
    database: Database,
    session: Reader,
    alert_id: int,
    back: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    desk.see(database, session.user, alert_id)
    return RedirectResponse(f"/peringatan?{_filter(back)}", status_code=303)


@router.post("/lihat-semua", dependencies=[Depends(require_csrf)])
def all_seen(database: Database, session: Reader, up_to: Annotated[int, Form(ge=0)] = 0) -> Response:
    desk.see_all(database, session.user, up_to=up_to)
    return RedirectResponse("/peringatan", status_code=303)


@router.get("/surel")
def mail(
    database: Database,
    context: InContext,
    session: Reader,
    saved: Annotated[Literal["", "1"], Query(alias="tersimpan")] = "",
) -> Response:
    if not desk.notices_things(session.user):
        raise Forbidden()
    return _mail(context, session, wish=desk.wish(database, session.user), saved=bool(saved))


@router.post("/surel", dependencies=[Depends(require_csrf)])
def subscribe(
    database: Database,
    context: InContext,
    session: Reader,
    email: Annotated[str, Form(max_length=500)] = "",
    active: Annotated[Literal["", "1"], Form()] = "",
    kinds: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Keep the wish. What cannot be accepted is said at its field, with everything typed still there."""
    chosen = kinds or []
    try:
        desk.subscribe(database, session.user, email=email, active=active == "1", kinds=chosen)
    except Invalid as error:
        typed = desk.Wish(email=email, active=active == "1", kinds=tuple(k for k in desk.KINDS if k in chosen))
        return _mail(context, session, wish=typed, error=error)
    return RedirectResponse(f"{_MAIL}?tersimpan=1", status_code=303)


def _mail(
    context: Context, session: UserSession, *, wish: desk.Wish, saved: bool = False, error: Invalid | None = None
) -> Response:
    return render(
        "alert_mail.html",
        status=200 if error is None else error.status,
        session=session,
        here="alerts",
        wish=wish,
        saved=saved,
        error=error,
        kind_names_of_alerts=KIND_NAMES,
        mail_works=context.settings.mail is not None,
    )


def _filter(back: str) -> str:
    """The filter that the page had, of which nothing else than its own words is taken over."""
    known = {f"jenis={kind}" for kind in KIND_NAMES} | {"tampil=semua", "tampil=baru"}
    return "&".join(part for part in back.split("&") if part in known)
