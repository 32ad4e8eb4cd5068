"""The screens over a temporary installation whose reader hands out the invented contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from installation import opened, settings_in
from web_office import quick_passwords  # noqa: F401  (fixtures of these tests)
from web_site import Site
from written_contract import WrittenReader

from api.app import MakeReader, create_app


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The web with a worker beside it, started once a file: starting takes longer than any of the tests."""
    yield from _site(tmp_path_factory.mktemp("data"), make_reader=lambda _: WrittenReader())


@pytest.fixture(scope="module")
def running_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The web without a worker."""
    yield from _site(tmp_path_factory.mktemp("data"), make_reader=None)


def _site(folder: Path, *, make_reader: MakeReader | None) -> Iterator[Site]:
    settings = settings_in(folder, max_upload=1024 * 1024)
    app = create_app(settings, make_reader=make_reader)
    with opened(settings) as context, TestClient(app, follow_redirects=False) as client:
        yield Site(client=client, context=context, office="utama")


def _fresh(shared: Site, name: str) -> Site:
    """An office and a browser of its own for each test: nothing of another test is seen."""
    shared.client.cookies.clear()
    return replace(shared, office=name[:60])


@pytest.fixture
def site(running: Site, request: pytest.FixtureRequest) -> Site:
    """A new office on the web that reads."""
    return _fresh(running, request.node.name)


@pytest.fixture
def waiting_site(running_alone: Site, request: pytest.FixtureRequest) -> Site:
    """A new office on the web alone: documents stay in the queue."""
    return _fresh(running_alone, request.node.name)
