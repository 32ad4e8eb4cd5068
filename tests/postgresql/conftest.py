"""These tests need a PostgreSQL server, whatever the rest of the run keeps its rows in."""

from __future__ import annotations

import os
from collections.abc import Iterator

import postgres
import pytest


@pytest.fixture(scope="session")
def socket_folder() -> Iterator[str]:
    """The folder of the server's socket; the server is one of this run."""
    if postgres.VARIABLE in os.environ:
        yield os.environ[postgres.VARIABLE]
        return
    with postgres.running() as folder:
        # Named for each of these tests alone: those that follow keep their rows where the run says.
        del os.environ[postgres.VARIABLE]
        yield str(folder)


@pytest.fixture(autouse=True)
def on_postgresql(socket_folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installations of these tests keep their rows there."""
    monkeypatch.setenv(postgres.VARIABLE, socket_folder)
