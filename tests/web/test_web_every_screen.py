"""Every screen is on the list of those that are looked at for accessibility, and every one on the list opens."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from screens import ELSEWHERE, SCREENS
from web_site import Site

import api.routes


def addresses() -> Iterator[str]:
    """What the screens' own routers answer to a GET, without addresses that need something to exist."""
    for module in pkgutil.iter_modules(api.routes.__path__):
        if not module.name.startswith("web_") and module.name not in ("web", "machine"):
            continue
        for value in vars(importlib.import_module(f"api.routes.{module.name}")).values():
            for route in value.routes if isinstance(value, APIRouter) else ():
                path = getattr(route, "path", "{")
                if "GET" in getattr(route, "methods", ()) and "{" not in path and not path.startswith("/api/"):
                    yield path


def test_no_screen_is_missing_from_the_list() -> None:
    """A new page is one line in tests/support/screens.py; what is no screen says why."""
    listed = {address.split("?")[0] for address in SCREENS} | set(ELSEWHERE)
    assert sorted(set(addresses()) - listed) == []
    assert sorted(listed - set(addresses())) == []


@pytest.mark.parametrize("address", SCREENS)
def test_every_screen_opens_for_the_administrator(site: Site, address: str) -> None:
    """In an office without a single document each page answers, with one heading and the page's language."""
    site.sign_in(role="admin")
    answer = site.client.get(address)
    assert answer.status_code in (200, 422), answer.text[:300]
    assert answer.text.count("<h1") == 1, address
    assert '<html lang="id">' in answer.text
