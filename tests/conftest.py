"""Shared fixtures. Sockets reach loopback only: the product must work, and be tested, without internet."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres
import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=2000, deadline=None)
# A processor with bfloat16 units would choose the other runtime, and golden results would differ in the last digits.
os.environ.setdefault("LINDUNG_RUNTIME", "onnxruntime")
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address[0]}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's top folder."""
    return ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="where the installations of the tests keep their rows; postgresql starts a server for the run",
    )


@pytest.fixture(scope="session", autouse=True)
def database_server(request: pytest.FixtureRequest) -> Iterator[None]:
    """The PostgreSQL server of this run, when one was asked for."""
    if request.config.getoption("--database") == "sqlite":
        yield
        return
    with postgres.running():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests go last: Playwright keeps an event loop running in the main thread, and the job engine may not be
    started under one."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
