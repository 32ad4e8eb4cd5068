"""A browser without JavaScript over a running application: follows forms by hand, keeps its cookie."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from fake_reader import pdf
from fastapi.testclient import TestClient
from httpx import Response
from installation import PASSWORD, add_user, wait_until_finished

from api.context import Context
from models import Document
from models.user import Role


@dataclass
class Site:
    """``client`` must not follow redirects: the tests look at them."""

    client: TestClient
    context: Context
    office: str

    def sign_in(self, *, role: Role = "reviewer", office: str | None = None) -> None:
        """As a new person of that role in the office (another one with ``office``)."""
        name = f"sari{uuid.uuid4().hex[:12]}"
        add_user(self.context, name, role=role, org=office or self.office)
        answer = self.client.post("/masuk", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text

    def sign_out(self) -> None:
        self.client.cookies.clear()

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/bantuan").text)
        assert found is not None
        return found[1]

    def upload(self, *files: tuple[str, bytes], htmx: bool = False) -> Response:
        return self.client.post(
            "/unggah",
            data={"csrf_token": self.csrf},
            files=[("files", (name, data, "application/octet-stream")) for name, data in files],
            headers={"hx-request": "true"} if htmx else {},
        )

    def read(self, name: str = "pks satpam.pdf", *, mark: str = "") -> str:
        """Upload, wait until it has been read, and give its address."""
        answer = self.upload((name, pdf(mark or name)))
        assert answer.status_code == 303, answer.text
        address = answer.headers["location"].split("?")[0]
        with self.context.sessions() as session:
            document = session.get(Document, _identifier(address))
        assert document is not None
        wait_until_finished(self.context, document)
        return str(address)

    def report(self, address: str, query: str = "") -> str:
        answer = self.client.get(address + query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def finding_address(self, address: str, rule: str) -> tuple[str, str]:
        """Where decisions on the finding of ``rule`` go, and the ``seen`` value that its form holds."""
        part = next(p for p in self.report(address).split('<details id="t') if f">{rule}</p>" in p)
        found = re.search(r'action="(/dokumen/[^"]+/temuan/\d+)"', part)
        seen = re.search(r'name="seen" value="(\d+)"', part)
        assert found is not None
        assert seen is not None
        return found[1], seen[1]

    def decide(self, address: str, rule: str, *, htmx: bool = False, **fields: str) -> Response:
        target, seen = self.finding_address(address, rule)
        return self.client.post(
            target,
            data={"csrf_token": self.csrf, "seen": seen, **fields},
            headers={"hx-request": "true"} if htmx else {},
        )


def _identifier(address: str) -> uuid.UUID:
    return uuid.UUID(address.split("/")[2].split("?")[0])
