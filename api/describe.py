"""What FastAPI cannot see for itself in the description of the API: problem details, and who may ask what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.schemas.problem import Problem
from api.scopes import MEANINGS

SCHEMES: dict[str, Any] = {
    "client": {
        "type": "oauth2",
        "description": "For systems: client_id and client_secret (lindung client add).",
        "flows": {"clientCredentials": {"tokenUrl": "/api/v1/oauth/token", "scopes": dict(MEANINGS)}},
    },
    "token": {"type": "http", "scheme": "bearer", "description": "For accounts: lindung token add."},
}


def describe(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Add the schema of problem details, the ways to authenticate, and for each address of ``routers`` its scope."""
    plain = app.openapi
    scopes = {(route.path, method.lower()): scope for route in _routes(routers) for method, scope in _scoped(route)}

    def openapi() -> dict[str, Any]:
        described = plain()
        components = described.setdefault("components", {})
        made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        components.setdefault("schemas", {}).update(made.pop("$defs", {}))
        components["schemas"]["Problem"] = made
        components["securitySchemes"] = SCHEMES
        for (path, method), scope in scopes.items():
            described["paths"][path][method]["security"] = [{"client": [scope]}, {"token": []}]
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def _routes(routers: Iterable[APIRouter]) -> Iterator[APIRoute]:
    for router in routers:
        yield from (route for route in router.routes if isinstance(route, APIRoute))


def _scoped(route: APIRoute) -> Iterator[tuple[str, str]]:
    scope = scope_of(route.dependant)
    if scope is not None:
        yield from ((method, scope) for method in route.methods or ())


def scope_of(dependant: Dependant) -> str | None:
    """The scope that a route asks for, wherever among its dependencies."""
    own: str | None = getattr(dependant.call, "scope", None)
    if own is not None:
        return own
    return next((found for inner in dependant.dependencies if (found := scope_of(inner)) is not None), None)
