"""A bucket that is away, refuses or is full: told in a sentence, waited for, nothing lost."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from fastapi.testclient import TestClient
from installation import PASSWORD, add_user, hand_in, opened, settings_in, wait_until_finished
from s3_servers import S3Server
from sqlalchemy import func, select

from api.app import create_app
from api.buckets import Bucket
from api.database import transaction
from api.errors import DiskFull
from api.folders.feeder import Feeder
from api.jobs import steps
from api.jobs.worker import Worker
from api.services import batches
from api.settings import Settings
from api.storage import Storage, StorageAway, StorageFull, StorageRefused
from extractor.errors import LindungError
from models import Batch, BatchItem, Document, Page


@pytest.fixture
def settings(rclone: S3Server, tmp_path: Path) -> Settings:
    return settings_in(tmp_path, bucket=rclone.part(f"kendala/{tmp_path.name}"))


@contextmanager
def answering(status: int, code: str) -> Iterator[Bucket]:
    """A server that answers everything with this error, as S3 servers write it."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>".encode()

    class Answer(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.do_GET()

        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Bucket("berkas", "", f"http://127.0.0.1:{server.server_port}", "us-east-1", "kunci", "rahasia")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "QuotaExceeded", StorageFull),
        (400, "XMinioStorageFull", StorageFull),
        (403, "AccessDenied", StorageRefused),
        (404, "NoSuchBucket", StorageRefused),
        (400, "WeDoNotKnow", StorageAway),
    ],
)
def test_what_a_server_says_becomes_a_sentence(
    tmp_path: Path, status: int, code: str, kind: type[LindungError]
) -> None:
    """A full, a forbidden and a strange server are told apart; the upload is not kept, and its sender can repeat it."""
    with answering(status, code) as bucket:
        storage = Storage(settings_in(tmp_path, bucket=bucket))
        incoming = storage.receive(io.BytesIO(b"%PDF-x"))
        with pytest.raises(kind) as caught:
            storage.keep(incoming)
        assert type(caught.value) is kind
        assert "rahasia" not in str(caught.value)
        assert incoming.path.exists()
        if status != 404 and kind is not StorageFull:
            with pytest.raises(StorageAway):
                storage.fetch(storage.original("ab" * 32))


def test_a_full_bucket_counts_as_a_full_disk() -> None:
    """Whoever waits for room on a disk waits for room in a bucket."""
    assert issubclass(StorageFull, DiskFull)


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"secret_key": "salah"}, StorageRefused), ({"name": "bukan-bucket"}, StorageRefused)],
)
def test_wrong_keys_and_a_wrong_bucket_lose_no_document(
    settings: Settings, change: dict[str, str], kind: type[LindungError]
) -> None:
    """Nothing that is there counts as gone because this machine may not see it."""
    assert settings.bucket is not None
    wrong = replace(settings, bucket=replace(settings.bucket, **change))
    with opened(wrong) as context:
        with pytest.raises(kind):
            context.storage.fetch(context.storage.original("ab" * 32))
        with pytest.raises(kind):
            hand_in(context, pdf())
        with context.sessions() as session:
            assert session.scalar(select(func.count()).select_from(Document)) == 0
        assert list(settings.incoming.iterdir()) == []


def test_reading_waits_for_a_bucket_that_is_away(
    settings: Settings, rclone: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server goes down in mid-document: the job waits, no attempt is counted, and all is read when it is back."""
    monkeypatch.setattr(steps, "AGAIN", 0.1)
    down, reader = threading.Event(), FakeReader(page_count=3)

    def take_down(number: int) -> None:
        if number == 2 and not down.is_set():
            rclone.stop()
            down.set()

    reader.before_page = take_down
    with opened(replace(settings, workers=1)) as context, Worker(context, reader):
        document = hand_in(context, pdf())
        assert down.wait(30)
        time.sleep(1.0)
        with context.sessions() as session:
            assert session.get_one(Document, document.id).status == "reading"
        rclone.start()
        done = wait_until_finished(context, document)
        assert done.status == "complete"
        with context.sessions() as session:
            pages = session.execute(select(Page.status, Page.attempts, Page.has_image).order_by(Page.number)).all()
        assert pages == [("done", 1, True)] * 3
        assert all(
            context.storage.has(context.storage.page_image(done.sha256, done.pipeline_version, n)) for n in (1, 2, 3)
        )


def test_a_stop_while_the_bucket_is_away_is_no_failure(
    settings: Settings, rclone: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker ends at once although its job waits; after the next start the document is read."""
    monkeypatch.setattr(steps, "AGAIN", 30.0)
    with opened(settings) as context:
        document = hand_in(context, pdf())
        for copy in settings.cache.rglob("*"):
            if copy.is_file():
                copy.unlink()
        with rclone.away():
            began = time.monotonic()
            with Worker(context, FakeReader()):
                time.sleep(1.5)
            assert time.monotonic() - began < 25
        with Worker(context, FakeReader()):
            assert wait_until_finished(context, document).status == "complete"


def test_a_folder_waits_for_a_bucket_that_is_away(settings: Settings, rclone: S3Server, tmp_path: Path) -> None:
    """No file of the folder is refused because of it; the batch says what it waits for and goes on by itself."""
    inbox = tmp_path / "masuk"
    inbox.mkdir()
    (inbox / "a.pdf").write_bytes(pdf("a"))
    with opened(replace(settings, data_dir=tmp_path / "data")) as context:
        with transaction(context.sessions) as session:
            batch = batches.begin(session, org="utama", folder=inbox)
        feeder = Feeder(context, settle=0)
        with rclone.away():
            feeder.step()
            feeder.step()
        with context.sessions() as session:
            assert session.get_one(Batch, batch.id).trouble_code == "storage-away"
            assert session.scalars(select(BatchItem.state)).all() == ["waiting"]
        feeder.step()
        with context.sessions() as session:
            assert session.get_one(Batch, batch.id).trouble_code is None
            assert session.scalars(select(BatchItem.state)).all() == ["submitted"]


def test_the_web_says_what_is_the_matter(settings: Settings, rclone: S3Server) -> None:
    """The report is shown without its picture; the picture, the file and an upload answer with the sentence."""
    app = create_app(settings, make_reader=lambda _: FakeReader(page_count=1))
    with TestClient(app) as client, opened(settings) as context:
        add_user(context, role="admin")
        document = wait_until_finished(context, hand_in(context, pdf()))
        page = client.get("/masuk").text
        token = page.split('name="csrf" value="')[1].split('"')[0] if 'name="csrf"' in page else ""
        client.post("/masuk", data={"name": "sari", "password": PASSWORD, "csrf": token})
        address = f"/dokumen/{document.id}"
        assert f'src="{address}/halaman/1.webp' in client.get(address).text
        for copy in settings.cache.rglob("*"):
            if copy.is_file():
                copy.unlink()
        with rclone.away():
            report, picture = client.get(address), client.get(f"{address}/halaman/1.webp")
            original = client.get(f"{address}/asli")
        assert report.status_code == 200
        assert f'src="{address}/halaman/1.webp' not in report.text
        assert (picture.status_code, original.status_code) == (503, 503)
        assert "Penyimpanan berkas (S3) tidak dapat dihubungi" in original.text
        assert client.get(f"{address}/halaman/1.webp").status_code == 200
        assert client.get(f"{address}/asli").content == pdf()
