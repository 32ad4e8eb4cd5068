"""A database with accounts, contracts that went through checking and approval, and the web over another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from approved import Office
from installation import add_user, opened, settings_in
from web_office import quick_passwords, running, site, web_office  # noqa: F401  (fixtures of these tests)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(settings_in(tmp_path)) as context:
        yield Office(
            context=context,
            reviewer=add_user(context, "peninjau", role="reviewer"),
            approver=add_user(context, "penyetuju", role="approver"),
        )
