"""Signing in through the office's own service (OpenID Connect), where the administrator has named one.

The browser is sent away and comes back with a code; what it must bring along stands in a sealed cookie that lives for
ten minutes and only under these addresses.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from api import oidc
from api.auth import LOGIN_PATH
from api.auth import set_cookie as hand_out
from api.context import Context, InContext
from api.database import transaction
from api.errors import NotFound, OidcRefused
from api.oidc import Attempt, Provider
from api.routes.web_account import inside, login_answer
from api.services import audit, identities
from api.services.auth import SignedIn
from extractor.errors import LindungError

PATH = f"{LOGIN_PATH}/oidc"
COOKIE = "lindung_oidc"

router = APIRouter(prefix=PATH)


@router.get("")
def leave(
    request: Request, context: InContext, onward: Annotated[str, Query(alias="next", max_length=500)] = "/"
) -> Response:
    """To the service; back to the sign-in page with the reason when it does not answer."""
    service = _service(context)
    attempt = Attempt.new(inside(onward))
    try:
        target = service.address(attempt, back=_back(request, context))
    except LindungError as away:
        return login_answer(context, onward=inside(onward), error=away)
    response = RedirectResponse(target, status_code=303)
    response.set_cookie(
        COOKIE, attempt.sealed(_key(context)), httponly=True, samesite="lax", secure=context.settings.secure_cookies,
        path=PATH, max_age=oidc.ATTEMPT_SECONDS,
    )  # fmt: skip
    return response


@router.get("/kembali")
async def come_back(
    request: Request,
    context: InContext,
    code: Annotated[str, Query(max_length=4000)] = "",
    state: Annotated[str, Query(max_length=500)] = "",
    issuer: Annotated[str, Query(alias="iss", max_length=500)] = "",
    error: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """From the service: signed in when everything is in order, else the sign-in page says what was not."""
    service = _service(context)
    attempt = Attempt.opened(request.cookies.get(COOKIE, ""), _key(context))
    onward = "/" if attempt is None else attempt.onward
    response: Response
    try:
        if attempt is None:
            raise OidcRefused.because("percobaan masuk ini sudah lewat masanya atau dimulai di peramban lain")
        if error or not code:
            raise OidcRefused.because("layanan itu tidak mengizinkan Anda masuk")
        back = _back(request, context)
        person = await run_in_threadpool(service.person, attempt, code=code, state=state, issuer=issuer, back=back)
        made = await run_in_threadpool(_signed_in, context, service, person)
        response = RedirectResponse(onward, status_code=303)
        hand_out(response, made.token, secure=context.settings.secure_cookies)
    except LindungError as refused:
        response = login_answer(context, onward=onward, error=refused)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _signed_in(context: Context, service: Provider, person: oidc.Person) -> SignedIn:
    with transaction(context.sessions) as session:
        return identities.sign_in(
            session,
            person,
            org=context.settings.org,
            new_role=service.client.new_role,
            hours=context.settings.session_hours,
        )


def _service(context: Context) -> Provider:
    """NotFound where the administrator has named no service."""
    if context.settings.oidc is None:
        raise NotFound()
    return oidc.provider(context.settings.oidc)


def _back(request: Request, context: Context) -> str:
    """Where the service sends the browser; the administrator registers it there."""
    base = context.settings.base_url or str(request.base_url).rstrip("/")
    return f"{base}{PATH}/kembali"


def _key(context: Context) -> bytes:
    with context.sessions() as session:
        key: bytes = session.info[audit.KEY]
    return key
