"""A made-up office, its contracts and reports, and its screens."""

from __future__ import annotations

import uuid

import pytest
from approved import Office
from installation import add_user
from web_office import quick_passwords, running  # noqa: F401  (fixtures of these tests)
from web_site import Site


@pytest.fixture
def office(running: Site) -> Office:  # noqa: F811  (the fixture)
    """A new office on the running installation, with the two people whom an approval needs."""
    running.client.cookies.clear()
    running.office = org = f"kantor-{uuid.uuid4().hex[:12]}"
    return Office(
        context=running.context,
        reviewer=add_user(running.context, f"p{uuid.uuid4().hex[:12]}", role="reviewer", org=org),
        approver=add_user(running.context, f"s{uuid.uuid4().hex[:12]}", role="approver", org=org),
        org=org,
    )
