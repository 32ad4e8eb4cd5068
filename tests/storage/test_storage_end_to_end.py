"""The real server with the real reader, its files in a bucket."""

from __future__ import annotations

import json
import shutil
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from installation import add_user, opened
from live_server import live_server
from s3_servers import KEY, SECRET, S3Server

from api.database import transaction
from api.services import tokens
from api.settings import from_environment


def environment(server: S3Server, *, prefix: str) -> dict[str, str]:
    return {
        "LINDUNG_STORAGE": f"s3://{server.bucket.name}/{prefix}",
        "LINDUNG_S3_ENDPOINT": server.bucket.endpoint,
        "LINDUNG_S3_ACCESS_KEY": KEY,
        "LINDUNG_S3_SECRET_KEY": SECRET,
        "LINDUNG_WORKERS": "1",
        "LINDUNG_MIN_FREE_MB": "0",
    }


def test_a_document_is_read_and_shown_with_its_files_in_a_bucket(root: Path, tmp_path: Path, rclone: S3Server) -> None:
    """From the upload to the report and the picture of its page; without the copies of this machine it is all still
    there, byte by byte, and nothing but the cache of it lies in the data folder."""
    contract = (root / "samples" / "02.born.pdf").read_bytes()
    with live_server(tmp_path, environment=environment(rclone, prefix="rumah")) as live:
        with opened(from_environment(live.environment)) as context:
            user = add_user(context, role="admin")
            with transaction(context.sessions) as session:
                session.add(user)
                secret = tokens.create(session, user=user, name="uji").secret

        def ask(path: str, *, data: bytes | None = None, kind: str = "") -> bytes:
            headers = {"Authorization": f"Bearer {secret}", **({"Content-Type": kind} if kind else {})}
            with urllib.request.urlopen(
                urllib.request.Request(f"{live.address}{path}", data=data, headers=headers), timeout=60
            ) as answer:
                body: bytes = answer.read()
            return body

        form = (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="k.pdf"\r\n\r\n'
            + contract
            + b"\r\n--x--\r\n"
        )
        made: dict[str, Any] = json.loads(ask("/api/v1/documents", data=form, kind="multipart/form-data; boundary=x"))
        address = f"/api/v1/documents/{made['id']}"
        end = time.monotonic() + 120
        while (state := json.loads(ask(address))["status"]) in ("queued", "reading"):
            assert time.monotonic() < end, state
            time.sleep(0.3)
        assert state == "complete"
        report = json.loads(ask(f"{address}/report"))
        assert report["contract"]["kind"] == "alih_daya"
        picture = ask(f"{address}/pages/1.webp")
        assert picture[:4] == b"RIFF"
        shutil.rmtree(tmp_path / "cache")
        assert ask(f"{address}/pages/1.webp") == picture
        assert ask(f"{address}/original") == contract
        assert ask(f"{address}/searchable.pdf")[:5] == b"%PDF-"
        assert not list(tmp_path.glob("originals/**/*"))
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{live.address}{address}/pages/1.webp", timeout=10)
