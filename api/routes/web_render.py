"""Templates to answers, and the dependencies that every page shares."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import object_session

from api.alerts import desk
from api.auth import PASSWORD_PATH, CurrentSession
from api.permissions import may
from api.routes import web_format, web_labels
from api.services import office
from extractor.vocabulary import CONTRACT_KIND_NAMES
from models import User, UserSession

HERE = Path(__file__).resolve().parent.parent
STATIC = HERE / "static"


def reader(session: CurrentSession) -> UserSession:
    """The signed-in person's session; those who still use the printed first password are sent to change it."""
    if session.user.must_change_password:
        raise HTTPException(303, headers={"location": PASSWORD_PATH})
    return session


Reader = Annotated[UserSession, Depends(reader)]


def may_upload(user: User) -> bool:
    return may(user, "upload")


def may_decide(user: User) -> bool:
    return may(user, "review")


def begins_with_figures(user: User) -> bool:
    """The head of an office begins with what the register says; documents are one step further."""
    return user.role == "head" and may(user, "register") and not user.agency


def from_htmx(request: Request) -> bool:
    """The page asked for a piece of itself; without JavaScript it asks for whole pages."""
    return request.headers.get("hx-request") == "true"


def render(template: str, *, status: int = 200, session: UserSession | None = None, **values: Any) -> HTMLResponse:
    """``template`` as an answer. ``session`` gives the header its user and the forms their token."""
    shared = {
        "user": session.user if session else None,
        "csrf_token": session.csrf_token if session else "",
        "may_upload": session is not None and may_upload(session.user),
        "may_decide": session is not None and may_decide(session.user),
        "sees_register": session is not None and may(session.user, "register") and not session.user.agency,
        "may_approve": session is not None and may(session.user, "approve"),
        "sees_alerts": session is not None and desk.notices_things(session.user),
        "unseen_alerts": _unseen(session),
        "made_up": _made_up(session),
        "documents_at": "/dokumen" if session is not None and begins_with_figures(session.user) else "/",
        "here": "",
    }
    return HTMLResponse(_environment().get_template(template).render({**shared, **values}), status_code=status)


def _unseen(session: UserSession | None) -> int:
    """The figure at the bell, counted in the request's own transaction."""
    database = None if session is None else object_session(session)
    return 0 if session is None or database is None else desk.unseen(database, session.user)


def _made_up(session: UserSession | None) -> bool:
    """Whether the office switched the banner on that says that its data are an example (``api.demo``)."""
    database = None if session is None else object_session(session)
    return (
        session is not None
        and database is not None
        and bool(office.value(database, org=session.user.org, key=office.BANNER))
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        cover=web_format.cover_personal,
        file_size=web_format.file_size,
        long_date=web_format.long_date,
        moment=web_format.moment,
        page_list=web_format.page_list,
        share=web_format.share,
        thousands=web_format.thousands,
        query=_query,
    )
    made.globals.update(
        static=_static,
        kind_names=CONTRACT_KIND_NAMES,
        grade_names=web_labels.GRADES,
        source_names=web_labels.SOURCES,
        VERDICTS=web_labels.VERDICTS,
    )
    return made


def _query(values: dict[str, str | None]) -> str:
    """A query string of the values that say something."""
    return urlencode({name: value for name, value in values.items() if value})


@cache
def _static(name: str) -> str:
    """The address of one of our files, with a mark of its content: a new version is fetched at once."""
    path = STATIC / name
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "absent"
    return f"/static/{name}?v={mark}"
