"""The installation without web and worker, and with quick passwords."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from installation import opened, settings_in
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from reviewed import Office, office

from api.context import Context
from api.services import auth
from models import User


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with its least cost: its strength is the library's own to test."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(auth, "_hasher", lambda: hasher)


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
