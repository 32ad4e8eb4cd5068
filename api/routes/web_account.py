"""Signing in and out, and changing the password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse

from api.auth import LOGIN_PATH, PASSWORD_PATH, CurrentSession, MaybeSession, clear_cookie, require_csrf, same_origin
from api.auth import set_cookie as hand_out
from api.context import Context, InContext
from api.database import Database
from api.errors import Invalid, LoginRefused
from api.routes.web_render import render
from api.services import auth
from extractor.errors import LindungError

router = APIRouter()


def login_answer(context: Context, *, onward: str, name: str = "", error: LindungError | None = None) -> Response:
    """The sign-in page, with what was refused; with a button where the office has a sign-in service of its own."""
    service = context.settings.oidc
    return render(
        "login.html",
        status=error.status if error else 200,
        name=name,
        onward=onward,
        error=error,
        notice="",
        service="" if service is None else service.name,
    )


@router.get(LOGIN_PATH)
def login_page(
    session: MaybeSession, context: InContext, onward: Annotated[str, Query(alias="next", max_length=500)] = "/"
) -> Response:
    """The sign-in form; who is signed in already goes on."""
    if session is not None:
        return RedirectResponse(inside(onward), status_code=303)
    return login_answer(context, onward=inside(onward))


@router.post(LOGIN_PATH, dependencies=[Depends(same_origin)])
def login(
    database: Database,
    context: InContext,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    onward: Annotated[str, Form(alias="next", max_length=500)] = "/",
) -> Response:
    """Sign in and go on to where the person wanted to be; the name stays in the form when it is refused."""
    made = auth.sign_in(database, name=name, password=password, hours=context.settings.session_hours)
    if isinstance(made, LoginRefused):
        return login_answer(context, onward=inside(onward), name=name, error=made)
    target = PASSWORD_PATH if made.user.must_change_password else inside(onward)
    response = RedirectResponse(target, status_code=303)
    hand_out(response, made.token, secure=context.settings.secure_cookies)
    return response


@router.post("/keluar", dependencies=[Depends(require_csrf)])
def logout(database: Database, session: CurrentSession) -> Response:
    auth.sign_out(database, session)
    response = RedirectResponse(LOGIN_PATH, status_code=303)
    clear_cookie(response)
    return response


@router.get(PASSWORD_PATH)
def password_page(session: CurrentSession) -> Response:
    return render("password.html", session=session, error=None, done=False)


@router.post(PASSWORD_PATH, dependencies=[Depends(require_csrf)])
def change_password(
    database: Database,
    session: CurrentSession,
    old: Annotated[str, Form(max_length=1000)] = "",
    new: Annotated[str, Form(max_length=1000)] = "",
    again: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    try:
        if new != again:
            raise Invalid.at(
                "again",
                "Kedua isian kata sandi baru tidak sama; kata sandi belum diubah.",
                remedy="Ketik lagi kata sandi baru di kedua kolom.",
            )
        auth.change_password(database, user=session.user, old=old, new=new, keep=session)
    except Invalid as refused:
        return render("password.html", status=refused.status, session=session, error=refused, done=False)
    return render("password.html", session=session, error=None, done=True)


def inside(address: str) -> str:
    """The address when it is one of this site, otherwise the first page: a link must not lead out after signing in."""
    if address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address:
        return address
    return "/"
