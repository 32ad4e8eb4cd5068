"""Where a client gets its short-lived token (OAuth 2.0 client credentials)."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated
from urllib.parse import unquote_plus

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from api.database import Database
from api.problems import responses
from api.rates import RATE, Rates
from api.services import clients
from api.services.clients import GrantRefused

router = APIRouter(prefix="/api/v1/oauth", tags=["oauth"])

NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}


class AccessTokenOut(BaseModel):
    access_token: str
    token_type: str = Field(examples=["Bearer"])
    expires_in: int = Field(description="seconds")
    scope: str = Field(description="scopes, separated by spaces")


class OAuthError(BaseModel):
    """RFC 6749, section 5.2."""

    error: str
    error_description: str


@router.post(
    "/token",
    response_model=AccessTokenOut,
    responses={
        400: {"model": OAuthError, "description": "What was asked for is not given"},
        401: {"model": OAuthError, "description": "The client is not known, revoked or expired"},
        **responses(413, 422, 429),
    },
    summary="A token for 30 minutes, for client_id and client_secret",
)
def token(
    request: Request,
    session: Database,
    grant_type: Annotated[str, Form(max_length=64, json_schema_extra={"enum": ["client_credentials"]})],
    client_id: Annotated[str, Form(max_length=64)] = "",
    client_secret: Annotated[str, Form(max_length=256)] = "",
    scope: Annotated[str, Form(max_length=255, description="a part of the client's scopes; empty: all")] = "",
) -> Response:
    """The client authenticates by HTTP Basic or by the two form fields, not both."""
    rates: Rates = request.app.state.rates
    request.scope.setdefault("state", {})[RATE] = rates.count_try(request.client.host if request.client else "")
    header = request.headers.get("authorization", "")
    try:
        if grant_type != "client_credentials":
            raise GrantRefused("unsupported_grant_type", "only client_credentials is given here")
        if header and client_secret and header.lower().startswith("basic "):
            raise GrantRefused("invalid_request", "authenticate by header or by form, not both")
        if not client_secret:
            client_id, client_secret = _basic(header)
        granted = clients.grant(session, client_id=client_id, secret=client_secret, asked=scope)
    except GrantRefused as refused:
        unknown = refused.error == "invalid_client"
        headers = {**NO_STORE, "www-authenticate": 'Basic realm="lindung"'} if unknown else NO_STORE
        body = OAuthError(error=refused.error, error_description=refused.description)
        return JSONResponse(body.model_dump(), status_code=401 if unknown else 400, headers=headers)
    made = AccessTokenOut(
        access_token=granted.token,
        token_type="Bearer",  # noqa: S106  (a word of the protocol)
        expires_in=granted.seconds,
        scope=granted.scopes,
    )
    return JSONResponse(made.model_dump(), headers=NO_STORE)


def _basic(header: str) -> tuple[str, str]:
    """Name and secret out of the header; both are form-encoded in it (RFC 6749, section 2.3.1)."""
    scheme, _, encoded = header.partition(" ")
    try:
        name, colon, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        scheme, name, colon, secret = "", "", "", ""
    if scheme.lower() != "basic" or not colon:
        raise GrantRefused("invalid_client", "the Authorization header is not HTTP Basic")
    return unquote_plus(name), unquote_plus(secret)
