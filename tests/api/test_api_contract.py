"""What the OpenAPI description promises, asked of a real server over a real socket by schemathesis."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from string import Template

import httpx2
import pikepdf
import uvicorn
from archive_house import API, House
from fake_reader import FakeReader
from installation import settings_in

from api.app import create_app
from api.client import Client
from api.database import transaction
from api.services import clients

SECONDS = 30
"""Time for the whole run of schemathesis."""
CONFIG = Template("""
# Things that are there, so that more than "not found" is asked about.
[parameters]
"path.document_id" = "$document"
"path.job_id" = "$job"
"path.webhook_id" = "$webhook"
"path.number" = 1
"path.finding_id" = $finding

# A request can be well-formed and still not hold: another version (412), no condition (428), a state (409).
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 304, 401, 403, 404, 409, 412, 428]

# What a file is stands in its bytes, not in the description.
[[operations]]
include-name = "POST /api/v1/documents"
checks.positive_data_acceptance.expected-statuses = ["2xx", 409, 415, 422]

# Every file of a job has its own outcome, so any bytes make a job; every value of a form is a string of bytes.
[[operations]]
include-name = "POST /api/v1/jobs"
checks.positive_data_acceptance.expected-statuses = ["2xx", 409, 422]
checks.negative_data_rejection.enabled = false

# Names that do not resolve, or lead into a private network.
[[operations]]
include-name = "POST /api/v1/webhooks"
checks.positive_data_acceptance.expected-statuses = ["2xx", 422]

# Dismissing needs a reason; a finding nobody decided on cannot be reopened.
[[operations]]
include-name = "POST /api/v1/documents/{document_id}/findings/{finding_id}/decisions"
checks.positive_data_acceptance.expected-statuses = ["2xx", 404, 409, 412, 422, 428]

[[operations]]
include-name = "DELETE /api/v1/documents/{document_id}"
parameters = { "path.document_id" = "$erased" }
checks.ensure_resource_availability.enabled = false

# The one thing to be removed is asked about always, so after its first removal it is rightly not there.
[[operations]]
include-name = "DELETE /api/v1/webhooks/{webhook_id}"
parameters = { "path.webhook_id" = "$removed" }
checks.ensure_resource_availability.enabled = false
""")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, House]]:
    """The application under uvicorn on a port of this machine, and its address."""
    made = settings_in(folder, max_upload=1024 * 1024, api_rate="1000000/minute", webhook_private=True)
    app = create_app(replace(made, hosts=("127.0.0.1",)), make_reader=lambda _: FakeReader(page_count=1))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        yield address, House(client=None, context=app.state.context, reader=FakeReader())  # type: ignore[arg-type]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def test_the_server_keeps_what_its_description_promises(tmp_path: Path) -> None:
    """For every address, with good and bad input: no server error, no status, type, header or body that is not
    described, nothing malformed accepted, nothing well-formed refused, no access without a token."""
    with serving(tmp_path / "data") as (address, house):
        headers = house.token()
        with httpx2.Client(base_url=address, headers=headers, timeout=30) as client:
            ids = things_to_ask_about(client)
        config = tmp_path / "schemathesis.toml"
        config.write_text(CONFIG.substitute(ids), encoding="utf-8")
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(config), "run", f"{address}{API}/openapi.json"),
            *("-H", f"Authorization: {headers['Authorization']}"),
            *("--max-time", str(SECONDS), "--max-examples", "6", "--seed", "7", "--no-shrink", "--no-color"),
            *("--continue-on-failure", "--request-timeout", "40", "--generation-database", "none"),
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Tested: " in done.stdout


def test_our_client_works_over_a_real_socket(tmp_path: Path) -> None:
    """From client_id and secret to the report and an export, with nothing between the client and the server."""
    file = tmp_path / "kontrak.pdf"
    file.write_bytes(real_pdf("klien"))
    with serving(tmp_path / "data") as (address, house):
        with transaction(house.context.sessions) as session:
            made = clients.create(
                session, org="utama", name="arsip", scopes="documents:read documents:write exports:read"
            )
        with Client.with_secret(address, client_id=str(made.client.id), client_secret=made.secret) as client:
            document, job = client.submit(file)
            assert client.wait(job).files == {"complete": 1}
            assert client.report(document.id).missing == ("thr",)
            client.export(document.id, "package.zip", tmp_path / "paket.zip")
    assert zipfile.is_zipfile(tmp_path / "paket.zip")


def real_pdf(title: str) -> bytes:
    """A PDF of one empty page: a searchable copy is made of it in earnest."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.docinfo["/Title"] = title
        made.save(out)
    return out.getvalue()


def things_to_ask_about(client: httpx2.Client) -> dict[str, str]:
    """A document that was read with its job and a finding, one to be erased, and two webhook addresses."""
    ids = {}
    for name in ("document", "erased"):
        made = client.post(f"{API}/documents", files={"file": ("kontrak.pdf", real_pdf(name))})
        ids[name] = made.json()["id"]
        ids["job"] = made.headers["location"].rsplit("/", 1)[1]
        assert client.get(made.headers["location"], params={"wait": 30}).json()["status"] == "done"
    findings = client.get(f"{API}/documents/{ids['document']}/findings").json()["findings"]
    ids["finding"] = str(findings[0]["id"])
    for name in ("webhook", "removed"):
        wanted = {"url": "http://127.0.0.1:9/", "events": ["document.failed"]}
        ids[name] = client.post(f"{API}/webhooks", json=wanted).json()["id"]
    return ids
