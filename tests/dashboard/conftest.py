"""A made-up office, its contracts and reports, and its screens."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from approved import Office
from fastapi.testclient import TestClient
from installation import add_user, opened, settings_in
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from web_site import Site

from api.app import create_app
from api.services import auth


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with its least cost: its strength is the library's own to test."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(auth, "_hasher", lambda: hasher)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The web without a worker, started once a file."""
    settings = settings_in(tmp_path_factory.mktemp("data"))
    app = create_app(settings, make_reader=None)
    with opened(settings) as context, TestClient(app, follow_redirects=False) as client:
        yield Site(client=client, context=context, office="utama")


@pytest.fixture
def office(running: Site) -> Office:
    """A new office on the running installation, with the two people whom an approval needs."""
    running.client.cookies.clear()
    running.office = org = f"kantor-{uuid.uuid4().hex[:12]}"
    return Office(
        context=running.context,
        reviewer=add_user(running.context, f"p{uuid.uuid4().hex[:12]}", role="reviewer", org=org),
        approver=add_user(running.context, f"s{uuid.uuid4().hex[:12]}", role="approver", org=org),
        org=org,
    )
