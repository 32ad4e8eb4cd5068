"""An office with two people, one who writes cases and one who approves them; the database is shared by a file."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from approved import Office
from installation import opened, settings_in
from planned import Desk, account
from register_site import fresh, register_site
from web_office import hash_quickly
from web_site import Site

from api.context import Context


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    with opened(settings_in(tmp_path_factory.mktemp("data"))) as context:
        yield context


@pytest.fixture
def office(installation: Context) -> Office:
    """An office of this test's own: nothing of another test is seen in it."""
    org = f"kantor-{uuid.uuid4().hex[:12]}"
    return Office(
        context=installation,
        reviewer=account(installation, "reviewer", org=org),
        approver=account(installation, "approver", org=org),
        org=org,
    )


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with register_site(tmp_path_factory.mktemp("web")) as made:
        yield made


@pytest.fixture
def site(running: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, Desk]:
    """The web with an office of this test's own, and what its people did; passwords cost least."""
    hash_quickly(monkeypatch)
    web, office = fresh(running)
    return web, Desk(office)
