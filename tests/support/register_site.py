"""The web without a worker, with an office whose people sign in: for the screens of the register."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from approved import Office
from fastapi.testclient import TestClient
from installation import opened, settings_in
from planned import account
from web_site import Site

from api.app import create_app


@contextmanager
def register_site(folder: Path) -> Iterator[Site]:
    """Uploads of more than a megabyte are refused."""
    settings = settings_in(folder, max_upload=1024 * 1024)
    app = create_app(settings, make_reader=None)
    with opened(settings) as context, TestClient(app, follow_redirects=False) as client:
        yield Site(client=client, context=context, office="utama")


def fresh(shared: Site) -> tuple[Site, Office]:
    """An office of a test's own with a reviewer and an approver, and nobody signed in."""
    shared.client.cookies.clear()
    org = f"kantor-{uuid.uuid4().hex[:12]}"
    office = Office(
        context=shared.context,
        reviewer=account(shared.context, "reviewer", org=org),
        approver=account(shared.context, "approver", org=org),
        org=org,
    )
    return replace(shared, office=org), office
