"""How errors reach the outside: problem details (RFC 9457) for programs, a page for people; both say the same."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.auth import LOGIN_PATH
from api.errors import NotSignedIn
from api.refusals import TokenRefused, TooManyRequests
from api.schemas.problem import FieldError, Problem
from api.security import HEADERS
from extractor.errors import LindungError
from extractor.intake.errors import FileTooLarge

LOG = logging.getLogger("lindung.web")

ErrorPage = Callable[[Request, Problem], Response]
"""Renders a problem as an HTML page; given by the web routes."""

_HTTP: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", "Permintaan tidak dapat dipahami.", "Muat ulang halaman lalu coba lagi."),
    404: ("not-found", "Halaman atau alamat ini tidak ada.", "Periksa alamatnya atau kembali ke daftar dokumen."),
    405: (
        "method-not-allowed",
        "Alamat ini tidak menerima cara permintaan itu.",
        "Baca uraian API untuk cara yang benar.",
    ),
    413: (FileTooLarge.code, FileTooLarge.message, FileTooLarge.remedy),
}
_ELSE = ("http-error", "Permintaan tidak dapat dilayani.", "Coba lagi; bila berulang, hubungi pengelola.")
_BROKEN = (
    "internal-error",
    "Terjadi kesalahan program; perubahan terakhir tidak disimpan.",
    "Coba lagi; bila berulang, hubungi pengelola dan sebutkan jam kejadiannya.",
)
_INVALID = (
    "invalid-request",
    "Ada isian yang kurang atau salah; tidak ada yang disimpan.",
    "Perbaiki isian yang disebut lalu kirim lagi.",
)


def install(app: FastAPI, error_page: ErrorPage) -> None:
    """Answer every error of ``app`` in one of the two forms."""

    def answer(request: Request, problem: Problem) -> Response:
        if wants_problem(request):
            response: Response = JSONResponse(
                problem.model_dump(mode="json", exclude_none=True),
                status_code=problem.status,
                media_type="application/problem+json",
            )
        else:
            response = error_page(request, problem)
        # Also here, because an unexpected error is answered outside the middleware that adds them.
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if problem.status == HTTPStatus.UNAUTHORIZED and wants_problem(request):
            response.headers["www-authenticate"] = 'Bearer realm="lindung"'
        return response

    async def on_lindung(request: Request, error: Exception) -> Response:
        assert isinstance(error, LindungError)  # noqa: S101  (the handler is registered for this class)
        if isinstance(error, NotSignedIn) and not wants_problem(request):
            return to_login(request)
        response = answer(request, problem_of(error, instance=request.url.path))
        if isinstance(error, TokenRefused):
            # RFC 6750, section 3.1: ASCII only, so the code stands for the sentence.
            described = f'error="{error.problem}", error_description="{error.code}"'
            response.headers["www-authenticate"] = f'Bearer realm="lindung", {described}'
        if isinstance(error, TooManyRequests):
            response.headers["retry-after"] = str(error.seconds)
        return response

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        code, message, remedy = _HTTP.get(error.status_code, _ELSE)
        response = answer(request, make(error.status_code, code, message, remedy, instance=request.url.path))
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            # Each method of an address is a route of its own; the framework names that of the first one only.
            response.headers["allow"] = ", ".join(sorted(allowed_methods(request)))
        return response

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        problem = make(422, *_INVALID, instance=request.url.path)
        # Where and which kind of error, never the value: it may be personal data.
        problem.errors = [
            FieldError(field=".".join(str(part) for part in e["loc"][1:]), code=str(e["type"])) for e in error.errors()
        ]
        return answer(request, problem)

    async def on_bug(request: Request, error: Exception) -> Response:
        LOG.error("%s %s failed: %s", request.method, request.url.path, type(error).__name__)
        return answer(request, make(500, *_BROKEN, instance=request.url.path))

    app.add_exception_handler(LindungError, on_lindung)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_bug)


def problem_of(error: LindungError, *, instance: str | None = None) -> Problem:
    """The problem that tells of ``error``."""
    made = make(error.status, error.code, error.message, error.remedy, instance=instance)
    field = getattr(error, "field", "")
    if field:
        made.errors = [FieldError(field=field, code=error.code)]
    return made


def make(status: int, code: str, message: str, remedy: str, *, instance: str | None = None) -> Problem:
    """A problem; its title is the sentence that says what happened, its type names the code."""
    return Problem(
        type=f"urn:lindung:problem:{code}",
        title=message,
        status=status,
        detail=f"{message} {remedy}",
        code=code,
        remedy=remedy,
        instance=instance,
    )


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For OpenAPI: these statuses answer with problem details."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def allowed_methods(request: Request) -> set[str]:
    """All methods that the address of the request takes."""
    found: set[str] = set()
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            found.add(method)
    return found


def wants_problem(request: Request) -> bool:
    """Programs use the addresses under /api; people all others."""
    return request.url.path.startswith("/api/")


def to_login(request: Request) -> Response:
    """To the sign-in page, and from there back to where the person was (only when that was a page)."""
    if "hx-request" in request.headers:
        # A piece of a page was asked for: the page it belongs to is where to go back to. Only its path is taken.
        page = urlsplit(request.headers.get("hx-current-url", ""))
        return Response(status_code=401, headers={"HX-Redirect": _login_and_back(page.path, page.query)})
    if request.method == "GET":
        return RedirectResponse(_login_and_back(request.url.path, request.url.query), status_code=303)
    return RedirectResponse(LOGIN_PATH, status_code=303)


def _login_and_back(path: str, query: str) -> str:
    back = f"{path}?{query}" if query else path
    return f"{LOGIN_PATH}?next={quote(back, safe='/')}" if back else LOGIN_PATH
