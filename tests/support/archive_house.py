"""A running installation with a worker, shared by the tests of one file: starting one takes a second."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fake_reader import FakeReader
from fastapi.testclient import TestClient
from httpx2 import Response
from installation import PASSWORD, settings_in

from api.app import create_app
from api.context import Context
from api.database import transaction
from api.services import auth, tokens
from models import User
from models.user import Role

API = "/api/v1"


@dataclass
class House:
    """``context`` is the running one's own."""

    client: TestClient
    context: Context
    reader: FakeReader
    made: dict[str, User] = field(default_factory=dict)

    def user(self, name: str, *, role: Role = "admin", org: str = "utama", agency: str = "") -> User:
        if name not in self.made:
            with transaction(self.context.sessions) as session:
                self.made[name] = auth.create_user(
                    session, org=org, name=name, password=PASSWORD, role=role, by=None, agency=agency
                )
        return self.made[name]

    def token(self, name: str = "kepala", *, scopes: str = "", **user: Any) -> dict[str, str]:
        """The header with which a program acts for the account."""
        row = self.user(name, **user)
        with transaction(self.context.sessions) as session:
            session.add(row)
            return {"Authorization": f"Bearer {tokens.create(session, user=row, name='arsip', scopes=scopes).secret}"}

    def post(self, headers: dict[str, str], data: bytes, name: str = "kontrak.pdf", **more: str) -> Response:
        """Hand one file in."""
        files = {"file": (name, io.BytesIO(data))}
        return self.client.post(f"{API}/documents", files=files, headers={**headers, **more})

    def post_many(self, headers: dict[str, str], *files: tuple[str, bytes], **more: str) -> Response:
        """Hand several in as one job."""
        sent = [("files", (name, io.BytesIO(data))) for name, data in files]
        return self.client.post(f"{API}/jobs", files=sent, headers={**headers, **more})

    def finished(self, headers: dict[str, str], address: str) -> dict[str, Any]:
        """The job or document once nothing of it is going on."""
        for _ in range(600):
            body: dict[str, Any] = self.client.get(address, headers=headers).json()
            if body["status"] in ("complete", "partial", "failed", "done"):
                return body
            time.sleep(0.05)
        raise AssertionError(body["status"])


@contextmanager
def running_house(folder: Path, **settings: object) -> Iterator[House]:
    """The application with a worker whose reader gives two pages."""
    reader = FakeReader(page_count=2)
    app = create_app(settings_in(folder, max_upload=1024 * 1024, **settings), make_reader=lambda _: reader)
    with TestClient(app, follow_redirects=False) as client:
        yield House(client=client, context=app.state.context, reader=reader)


def problem(answer: Response, status: int, code: str) -> dict[str, Any]:
    """The problem details of an answer."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert (body["status"], body["code"]) == (status, code), body
    assert body["title"]
    assert body["remedy"]
    return body
