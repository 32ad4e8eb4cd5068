"""A database with accounts, approved contracts, and a real mail server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from approved import Office
from installation import add_user, opened, settings_in
from post_office import PostOffice
from web_office import quick_passwords  # noqa: F401  (fixtures of these tests)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(settings_in(tmp_path)) as context:
        yield Office(
            context=context,
            reviewer=add_user(context, "peninjau", role="reviewer"),
            approver=add_user(context, "penyetuju", role="approver"),
        )


@pytest.fixture
def post(tmp_path: Path) -> Iterator[PostOffice]:
    """A mail server in clear, without sign-in."""
    with PostOffice(tmp_path).open() as made:
        yield made
