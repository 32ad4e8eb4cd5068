"""Who is asking: dependencies for routes.

Browsers carry a session cookie; programs a bearer token (``Authorization: Bearer lindung_…``). A request that changes
something and comes with a cookie must prove that it was made by our own page: same origin, and the session's token in
the form field ``csrf_token`` or the header ``X-CSRF-Token``. A bearer token is never sent by a browser on its own, so
it needs no such proof. What a token may be used for is narrowed by its scopes (``api.scopes``); such a token opens the
addresses under /api only, where every route says which scope it needs.

==================  ======================================================================================
dependency          gives
==================  ======================================================================================
``CurrentUser``     the signed-in ``User``; NotSignedIn otherwise (the web answers with the sign-in page)
``CurrentSession``  the ``UserSession`` of the browser (``.csrf_token``, ``.user``); NotSignedIn otherwise
``MaybeSession``    the same or None
``require_csrf``    put in ``dependencies=[Depends(require_csrf)]`` of every route that changes something
``same_origin``     the weaker proof for the sign-in form, which has no session yet
==================  ======================================================================================
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from api.context import InContext
from api.database import Database
from api.errors import BadOrigin, Forbidden, NotSignedIn
from api.permissions import require
from api.rates import RATE, Rates
from api.refusals import PasswordDue
from api.services import auth, tokens
from models import User, UserSession

COOKIE = "lindung_session"
LOGIN_PATH = "/masuk"
PASSWORD_PATH = "/kata-sandi"  # noqa: S105  (an address)


@dataclass(frozen=True, slots=True)
class Caller:
    """``session`` is None for a program with a token; ``scopes`` None when nothing but the role narrows it."""

    user: User
    session: UserSession | None
    scopes: frozenset[str] | None = None

    def covers(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes


def maybe_caller(request: Request, database: Database, context: InContext) -> Caller | None:
    """Whoever asks, None when nobody is recognised. A bad bearer token never falls back to the cookie: TokenRefused.

    TooManyRequests for a program that asks too often.
    """
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        bearer = tokens.bearer_of(database, secret.strip())
        rates: Rates = request.app.state.rates
        request.scope.setdefault("state", {})[RATE] = rates.count(bearer.key)
        if bearer.scopes is not None and not _for_programs(request):
            raise Forbidden()
        return Caller(user=bearer.user, session=None, scopes=bearer.scopes)
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    session = auth.session_of(database, token, hours=context.settings.session_hours)
    return None if session is None else Caller(user=session.user, session=session)


MaybeCaller = Annotated[Caller | None, Depends(maybe_caller)]


def current_caller(request: Request, caller: MaybeCaller) -> Caller:
    if caller is None:
        raise NotSignedIn()
    # An account for programs alone never signs in, so it has no password to change.
    if caller.user.must_change_password and caller.user.role != "api" and _for_programs(request):
        raise PasswordDue()
    return caller


CurrentCaller = Annotated[Caller, Depends(current_caller)]


def _for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def current_user(caller: CurrentCaller) -> User:
    return caller.user


def maybe_session(caller: MaybeCaller) -> UserSession | None:
    return None if caller is None else caller.session


def current_session(caller: CurrentCaller) -> UserSession:
    if caller.session is None:
        raise NotSignedIn()
    return caller.session


CurrentUser = Annotated[User, Depends(current_user)]
CurrentSession = Annotated[UserSession, Depends(current_session)]
MaybeSession = Annotated[UserSession | None, Depends(maybe_session)]


def same_origin(request: Request) -> None:
    """BadOrigin when a browser says that another site made this request."""
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise BadOrigin()
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise BadOrigin()


async def require_csrf(request: Request, caller: CurrentCaller) -> None:
    """BadOrigin unless the request carries its session's token (or comes with a bearer token)."""
    if caller.session is None:
        return
    same_origin(request)
    sent = request.headers.get("x-csrf-token")
    if sent is None and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        field = (await request.form()).get("csrf_token")
        sent = field if isinstance(field, str) else None
    if sent is None or not hmac.compare_digest(sent.encode(), caller.session.csrf_token.encode()):
        raise BadOrigin()


def require_uploader(user: CurrentUser) -> User:
    """Forbidden for those who only read."""
    require(user, "upload")
    return user


def require_reviewer(user: CurrentUser) -> User:
    """Forbidden for those who do not judge documents."""
    require(user, "review")
    return user


def require_admin(user: CurrentUser) -> User:
    require(user, "users")
    return user


Uploader = Annotated[User, Depends(require_uploader)]
Reviewer = Annotated[User, Depends(require_reviewer)]
Admin = Annotated[User, Depends(require_admin)]


def set_cookie(response: Response, token: str, *, secure: bool) -> None:
    """Hand the browser its session. Not readable by scripts, not sent along from other sites; ends with the browser."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure, path="/")


def clear_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/")
