"""The installation without web and worker, and with quick passwords."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from installation import opened, settings_in
from reviewed import Office, office
from web_office import quick_passwords  # noqa: F401  (fixtures of these tests)

from api.context import Context
from models import User


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(settings_in(tmp_path)) as made:
        yield made


@pytest.fixture
def house(context: Context) -> Office:
    return office(context)


@pytest.fixture
def sari(house: Office) -> User:
    return house.person("sari")
