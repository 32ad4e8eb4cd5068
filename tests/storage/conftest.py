"""The same storage over a folder, over moto's S3 server and over rclone's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3_servers
from installation import settings_in
from s3_servers import S3Server

from api.settings import Settings
from api.storage import Storage


@pytest.fixture(scope="session")
def moto() -> Iterator[S3Server]:
    with s3_servers.moto() as server:
        yield server


@pytest.fixture(scope="session")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_servers.rclone(tmp_path_factory.mktemp("rclone")) as server:
        yield server


@pytest.fixture(params=["folder", "moto", "rclone"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """One machine whose files lie there."""
    return on(request, request.param, tmp_path / "data")


@pytest.fixture(params=["moto", "rclone"])
def far(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """One machine whose files lie in a bucket."""
    return on(request, request.param, tmp_path / "data")


@pytest.fixture
def storage(settings: Settings) -> Storage:
    return Storage(settings)


def on(request: pytest.FixtureRequest, kind: str, data_dir: Path) -> Settings:
    data_dir.mkdir()
    if kind == "folder":
        return settings_in(data_dir)
    server: S3Server = request.getfixturevalue(kind)
    return settings_in(data_dir, bucket=server.part(f"uji/{uuid.uuid4().hex}"))
