"""The engine for administrators: a page, and the same figures for a monitoring program."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.alerts import outbox
from api.auth import Admin
from api.context import InContext
from api.database import Database
from api.problems import responses
from api.routes.web_format import file_size
from api.routes.web_render import Reader, render
from api.scopes import needs
from api.services import machine
from api.services.metrics import CONTENT_TYPE, exposition

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1", tags=["operations"], responses=responses(401, 403, 429))


@router.get(
    "/metrics",
    dependencies=[needs("admin")],
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
    summary="Figures for monitoring, in the text format of Prometheus",
)
def metrics(context: InContext, database: Database, admin: Admin) -> Response:
    """For administrators' tokens."""
    return Response(exposition(machine.look(context, database)), media_type=CONTENT_TYPE)


@pages.get("/mesin")
def page(context: InContext, database: Database, session: Reader, admin: Admin) -> Response:
    look = machine.look(context, database)
    return render(
        "machine.html",
        session=session,
        here="machine",
        machine=look,
        free=file_size(look.free),
        reserve=file_size(look.reserve),
        mail=outbox.health(database),
        mail_server=context.settings.mail,
    )
