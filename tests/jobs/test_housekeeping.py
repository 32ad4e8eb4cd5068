"""What is cleared away by itself, and the figures that monitoring reads."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from installation import add_user, hand_in, opened, settings_in, wait_until_finished

from api.context import Context
from api.database import transaction
from api.jobs import housekeeping
from api.jobs.worker import Worker
from api.services import auth, machine
from api.services.metrics import exposition
from extractor.sandbox.errors import PageDamaged
from models import Document, UserSession
from models.base import utc_now


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(settings_in(tmp_path)) as made:
        yield made


def read(context: Context, data: bytes, *, filename: str = "kontrak.pdf") -> Document:
    """Hand in and wait until the engine, too, has noted the end: it does so a moment after us."""
    document = wait_until_finished(context, hand_in(context, data, filename=filename))
    end = time.monotonic() + 20
    while context.queue.status(document) != "done":
        assert time.monotonic() < end
        time.sleep(0.05)
    return document


def test_finished_jobs_go_and_the_document_stays(context: Context) -> None:
    """The engine's rows of an ended reading are removed with those of its pages; the document can be read again."""
    with Worker(context, FakeReader(page_count=3)):
        document = read(context, pdf())
        assert context.queue.tidy(before=utc_now() - timedelta(days=1)) == 0
        assert context.queue.tidy(before=utc_now() + timedelta(minutes=1)) == 4
    assert context.queue.status(document) is None
    with context.sessions() as session:
        assert session.get_one(Document, document.id).status == "complete"


def test_jobs_of_a_document_that_is_being_read_stay(context: Context) -> None:
    """Pages that ended long before their document keep their jobs until it has ended as well."""

    def slow(number: int) -> None:
        if number == 2:
            removed.append(context.queue.tidy(before=utc_now() + timedelta(minutes=1)))

    removed: list[int] = []
    with Worker(context, FakeReader(page_count=2, before_page=slow)):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert document.status == "complete"
    assert removed == [0]


def test_originals_without_a_document_go_after_a_day(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose transaction never ended is removed once it is old; one with a document stays, a young one too."""
    kept = hand_in(context, pdf("kept"))
    orphan = context.storage.original("ab" * 32)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(pdf("orphan"))
    assert housekeeping.tidy(context).originals == 0
    monkeypatch.setattr(housekeeping, "GRACE", timedelta(seconds=-5))
    assert housekeeping.tidy(context).originals == 1
    assert not orphan.exists()
    assert context.storage.original(kept.sha256).exists()


def test_uploads_of_a_crash_and_ended_sessions_go(context: Context) -> None:
    """What was half received and what nobody can use any more is removed."""
    for left in (
        context.settings.incoming / "left",
        context.storage.draft(context.storage.page_image("ab" * 32, "1", 1)),
    ):
        left.write_bytes(b"half")
        os.utime(left, (1_600_000_000, 1_600_000_000))
    add_user(context)
    with transaction(context.sessions) as session:
        signed = auth.sign_in(session, name="sari", password="kuncirumahbiru77", hours=1)
        assert isinstance(signed, auth.SignedIn)
        signed.session.expires_at = utc_now() - timedelta(days=2)
    made = housekeeping.tidy(context)
    assert (made.uploads, made.sessions) == (2, 1)
    with context.sessions() as session:
        assert session.query(UserSession).count() == 0


def test_metrics_count_documents_pages_and_reasons(context: Context) -> None:
    """What a monitoring program reads are the figures of the tables, with nothing of any document's content."""
    with Worker(context, FakeReader(page_count=2, failures={2: PageDamaged()})):
        read(context, pdf("a"))
    with Worker(context, FakeReader(inspect_error=PageDamaged())):
        read(context, pdf("b"), filename="rahasia.pdf")
    hand_in(context, pdf("c"))
    with context.sessions() as session:
        text = exposition(machine.look(context, session)).decode()
    lines = {line for line in text.splitlines() if not line.startswith("#")}
    assert 'lindung_documents{status="partial"} 1.0' in lines
    assert 'lindung_documents{status="queued"} 1.0' in lines
    assert f'lindung_failed_documents{{code="{PageDamaged.code}"}} 1.0' in lines
    assert "lindung_pages_last_hour 2.0" in lines
    assert "lindung_pages_failed_last_hour 1.0" in lines
    assert 'lindung_jobs{queue="documents_interactive"} 1.0' in lines
    assert "rahasia" not in text
