"""Fixtures that several folders of tests share: import them in their ``conftest``.

The web runs without a worker and is started once a file; each test has an office of its own in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from approved import Office
from fastapi.testclient import TestClient
from installation import add_user, opened, settings_in
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from web_site import Site

from api.app import create_app
from api.services import auth


def hash_quickly(patch: pytest.MonkeyPatch) -> None:
    """Argon2 with its least cost: the tests hash many passwords, and its strength is the library's own to test."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    patch.setattr(auth, "_hasher", lambda: hasher)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = settings_in(tmp_path_factory.mktemp("data"))
    app = create_app(settings, make_reader=None)
    with opened(settings) as context, TestClient(app, follow_redirects=False) as client:
        yield Site(client=client, context=context, office="utama")


@pytest.fixture
def site(running: Site) -> Site:
    """An office and a browser of its own for each test."""
    running.client.cookies.clear()
    return replace(running, office=f"kantor-{uuid.uuid4().hex[:12]}")


@pytest.fixture
def web_office(site: Site) -> Office:
    """The two people whom an approval needs, in the site's office."""
    context, org = site.context, site.office
    return Office(
        context=context,
        reviewer=add_user(context, f"p{uuid.uuid4().hex[:12]}", role="reviewer", org=org),
        approver=add_user(context, f"s{uuid.uuid4().hex[:12]}", role="approver", org=org),
        org=org,
    )
