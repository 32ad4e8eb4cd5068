"""A whole installation in a temporary folder."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import postgres

from api.context import Context, open_context
from api.database import transaction
from api.services import auth, intake
from api.settings import Settings
from models import Document, User
from models.document import Door
from models.user import Role

PASSWORD = "kuncirumahbiru77"


def settings_in(folder: Path, **changes: object) -> Settings:
    """Settings whose data folder is ``folder``; the database is the SQLite file in it, or under ``--database
    postgresql`` one of the test server that belongs to the folder."""
    url = postgres.address(folder) or f"sqlite:///{folder / 'lindung.sqlite3'}"
    fields: dict[str, object] = {"data_dir": folder, "database_url": url}
    return Settings(**{**fields, "min_free": 0, "hosts": ("testserver", "localhost"), **changes})  # type: ignore[arg-type]


@contextmanager
def opened(settings: Settings) -> Iterator[Context]:
    """The installation, closed at the end."""
    context = open_context(settings)
    try:
        yield context
    finally:
        context.close()


def add_user(context: Context, name: str = "sari", *, role: Role = "reviewer", org: str = "utama") -> User:
    """An account with the password ``PASSWORD``."""
    with transaction(context.sessions) as session:
        return auth.create_user(session, org=org, name=name, password=PASSWORD, role=role, by=None)


def hand_in(
    context: Context, data: bytes, *, filename: str = "kontrak.pdf", door: Door = "api", org: str = "utama"
) -> Document:
    """Hand a file in, in a transaction of its own."""
    with transaction(context.sessions) as session:
        return intake.submit(
            context, session, stream=io.BytesIO(data), filename=filename, door=door, org=org, user=None
        ).document


def wait_until_finished(context: Context, document: Document, *, seconds: float = 30) -> Document:
    """The document once its reading has ended; AssertionError when it has not after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with context.sessions() as session:
            row = session.get(Document, document.id)
            assert row is not None
            if row.finished:
                return row
        time.sleep(0.05)
    raise AssertionError(f"the document is still {row.status} after {seconds} s")
