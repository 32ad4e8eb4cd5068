"""A regency's office with a checked document whose report holds every kind of finding, made once a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from installation import opened, settings_in
from letter_office import Desk
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from api.services import auth


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        # Argon2 with its least cost: its strength is the library's own to test.
        hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
        patch.setattr(auth, "_hasher", lambda: hasher)
        with opened(settings_in(tmp_path_factory.mktemp("data"))) as context:
            yield Desk.made(context)
