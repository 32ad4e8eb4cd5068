"""A running application over a temporary installation, with a reader that does as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_reader import FakeReader
from fastapi.testclient import TestClient
from installation import PASSWORD, add_user, opened, settings_in
from web_office import quick_passwords  # noqa: F401  (fixtures of these tests)

from api.app import create_app
from api.context import Context
from api.database import transaction
from api.services import tokens
from api.settings import Settings
from models.user import Role


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path, max_upload=1024 * 1024)


@pytest.fixture
def context(settings: Settings) -> Iterator[Context]:
    """The installation without web and worker."""
    with opened(settings) as made:
        yield made


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """The web alone: documents stay in the queue."""
    with TestClient(create_app(settings, make_reader=None), follow_redirects=False) as made:
        yield made


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader(page_count=2)


@pytest.fixture
def reading_client(settings: Settings, reader: FakeReader) -> Iterator[TestClient]:
    """The web with a worker beside it."""
    with TestClient(create_app(settings, make_reader=lambda _: reader), follow_redirects=False) as made:
        yield made


@pytest.fixture
def token(settings: Settings) -> Callable[..., dict[str, str]]:
    """Makes a user and gives the header with which a program acts for it."""

    def make(name: str = "sari", *, role: Role = "reviewer", org: str = "utama") -> dict[str, str]:
        with opened(settings) as context:
            user = add_user(context, name, role=role, org=org)
            with transaction(context.sessions) as session:
                session.add(user)
                return {"Authorization": f"Bearer {tokens.create(session, user=user, name='arsip').secret}"}

    return make


@pytest.fixture
def password() -> str:
    return PASSWORD
