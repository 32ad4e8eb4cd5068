"""The page for everybody, and the screen on which the office decides what stands there."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Admin, require_csrf
from api.clock import today_here
from api.conditional import tag_of, unchanged
from api.context import InContext
from api.database import Database
from api.errors import Forbidden, Invalid, NotFound, PublicationChanged
from api.public import data, publish
from api.public import settings as decided
from api.public.cells import LEAST
from api.public.settings import LICENCES, Paper, Settings
from api.public.snapshot import Snapshot, digest, snapshot, written
from api.rates import RATE, Rates
from api.recap.rules import PROGRAMME_SHORT
from api.routes.web_format import long_date, rupiah
from api.routes.web_render import Reader, render
from api.services import office
from extractor.errors import LindungError
from models import User, UserSession

router = APIRouter()

SHOWN = 300
"""Rows of a table on the page; the data hold them all."""
_CACHED = "public, max-age=300"
_OPEN = {"cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*"}
"""Open data may be fetched by the page of another site; nothing of a session is sent along or read."""


def counted(request: Request) -> None:
    """TooManyRequests for an address that asks too often: nobody signs in here."""
    rates: Rates = request.app.state.rates
    address = request.client.host if request.client is not None else ""
    request.scope.setdefault("state", {})[RATE] = rates.count_visit(address)


def published(
    database: Database, context: InContext, org: Annotated[str, Query(alias="kantor", max_length=64)] = ""
) -> publish.Shown:
    """What the office of this installation, or the one that the address names, has published."""
    return publish.shown(database, org=org or context.settings.org)


Published = Annotated[publish.Shown, Depends(published)]
Known = Annotated[str | None, Header(alias="if-none-match")]


@router.get("/terbuka", dependencies=[Depends(counted)])
def page(shown: Published, context: InContext, known: Known = None) -> Response:
    made = render(
        "public.html",
        shown=shown.snapshot,
        published_at=shown.row.published_at,
        org=None if shown.row.org == context.settings.org else shown.row.org,
        dictionary=data.DICTIONARY,
        **_words(),
    )
    return _cached(made, known)


@router.get("/terbuka/data.csv", dependencies=[Depends(counted)])
def table(shown: Published, known: Known = None) -> Response:
    name = f"alih-daya-{shown.snapshot.as_of:%Y-%m-%d}.csv"
    made = Response(data.as_csv(shown), media_type="text/csv; charset=utf-8", headers=_OPEN)
    made.headers["content-disposition"] = f'attachment; filename="{name}"'
    return _cached(made, known)


@router.get("/terbuka/data.json", dependencies=[Depends(counted)])
def everything(shown: Published, known: Known = None) -> Response:
    return _cached(Response(data.as_json(shown), media_type="application/json", headers=_OPEN), known)


@router.get("/robots.txt", dependencies=[Depends(counted)])
def robots(database: Database, context: InContext) -> Response:
    """Search engines may read the public page, and nothing else of the house."""
    try:
        publish.shown(database, org=context.settings.org)
    except NotFound:
        allowed = ""
    else:
        allowed = "Allow: /terbuka\n"
    return Response(f"User-agent: *\n{allowed}Disallow: /\n", media_type="text/plain; charset=utf-8")


@router.get("/daftar/terbuka")
def decide(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    saved: Annotated[str, Query(alias="tersimpan", max_length=10)] = "",
) -> Response:
    return _decide(database, session, user, own=context.settings.org, saved=saved)


@router.post("/daftar/terbuka", dependencies=[Depends(require_csrf)])
def keep(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    above: Annotated[str, Form(alias="pemerintah", max_length=255)] = "",
    name: Annotated[str, Form(alias="nama", max_length=255)] = "",
    lines: Annotated[str, Form(alias="alamat", max_length=1500)] = "",
    on: Annotated[str, Form(alias="nyala", max_length=2)] = "",
    vendors: Annotated[str, Form(alias="penyedia", max_length=2)] = "",
    licence: Annotated[str, Form(alias="lisensi", max_length=255)] = "",
    contact: Annotated[str, Form(alias="kontak", max_length=255)] = "",
) -> Response:
    head = Paper(above=above, name=name, lines=lines)
    chosen = Settings(on=bool(on), vendors=bool(vendors), licence=licence, contact=contact)
    _whole_office(user)
    try:
        decided.keep(database, user=user, chosen=chosen, head=head)
    except Invalid as error:
        return _decide(database, session, user, own=context.settings.org, typed=(chosen, head), error=error)
    return RedirectResponse("/daftar/terbuka?tersimpan=atur", status_code=303)


@router.post("/daftar/terbuka/terbitkan", dependencies=[Depends(require_csrf)])
def make_public(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    seen: Annotated[str, Form(alias="dilihat", max_length=64)] = "",
) -> Response:
    """Show the previewed figures to everybody; refused when they are others by now."""
    _whole_office(user)
    try:
        publish.publish(database, _preview(database, user), user=user, seen=seen)
    except (Invalid, PublicationChanged) as error:
        return _decide(database, session, user, own=context.settings.org, error=error)
    return RedirectResponse("/daftar/terbuka?tersimpan=terbit", status_code=303)


@router.post("/daftar/terbuka/tarik", dependencies=[Depends(require_csrf)])
def take_back(database: Database, user: Admin, identifier: Annotated[uuid.UUID, Form()]) -> Response:
    _whole_office(user)
    publish.withdraw(database, identifier, user=user)
    return RedirectResponse("/daftar/terbuka?tersimpan=tarik", status_code=303)


def _whole_office(user: User) -> None:
    """Forbidden for an account of one agency: what it would decide is the whole office's."""
    if user.agency:
        raise Forbidden()


def _preview(database: Session, user: User) -> Snapshot:
    return snapshot(
        database,
        org=user.org,
        today=today_here(),
        chosen=decided.settings(database, org=user.org),
        head=office.letterhead(database, org=user.org),
    )


def _decide(
    database: Session,
    session: UserSession,
    user: User,
    *,
    own: str,
    typed: tuple[Settings, Paper] | None = None,
    error: LindungError | None = None,
    saved: str = "",
) -> Response:
    _whole_office(user)
    made = _preview(database, user)
    kept = decided.settings(database, org=user.org)
    chosen, head = typed or (kept, decided.paper(database, org=user.org))
    return render(
        "public_settings.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        error=error,
        field=getattr(error, "field", ""),
        saved=saved,
        chosen=chosen,
        head=head,
        on=kept.on,
        licences=LICENCES,
        preview=made,
        seen=digest(written(made)),
        publications=publish.listing(database, org=user.org),
        org=None if user.org == own else user.org,
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"least": LEAST, "programmes": PROGRAMME_SHORT, "most": SHOWN, "day": long_date, "rupiah": rupiah}


def _cached(response: Response, known: str | None) -> Response:
    """The answer with its tag, or only the tag to one who has it."""
    tag = tag_of(bytes(response.body))
    if unchanged(tag, known):
        response = Response(status_code=304)
    response.headers["etag"] = tag
    response.headers["cache-control"] = _CACHED
    return response
