"""The reading jobs, run by the real engine over a real SQLite file."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from installation import add_user, hand_in, opened, settings_in, wait_until_finished
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from api.context import Context
from api.database import transaction
from api.errors import WorkerBusy
from api.jobs.queue import page_priority
from api.jobs.worker import Worker
from api.services import documents, reports
from extractor.sandbox.errors import PageDamaged, PageTimeout
from models import Document, Event, FindingRow, Page, ReportRow


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(settings_in(tmp_path)) as made:
        yield made


def page_rows(context: Context, document: Document) -> list[Page]:
    with context.sessions() as session:
        return list(documents.pages(session, document))


def test_a_document_is_read_once_and_its_report_stored(context: Context) -> None:
    """A handed-in file ends complete, with every page done once, one current report and one row per finding."""
    reader = FakeReader(page_count=3)
    with Worker(context, reader):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert document.status == "complete"
    assert (document.page_count, document.pages_done) == (3, 3)
    assert sorted(reader.read) == [1, 2, 3]
    assert [(p.number, p.status, p.attempts, p.has_image) for p in page_rows(context, document)] == [
        (n, "done", 1, True) for n in (1, 2, 3)
    ]
    assert (document.kind, document.vendor_name, document.missing_count) == ("alih_daya", "PT Bina Raga Lestari", 1)
    assert str(document.value) == "486000000.5"
    assert document.open_count == 2
    with context.sessions() as session:
        stored = reports.current(session, document)
        assert [f.row.rule for f in stored.findings] == ["wage-minimum", "thr-allowance", "ad-written-agreement"]
        assert documents.image_path(context, document, 2).read_bytes().startswith(b"RIFF")
    assert reader.closed.is_set()


def test_a_page_that_cannot_be_read_makes_the_document_partial(context: Context) -> None:
    """One damaged page is a recorded gap with its reason; the others are read and the report is made."""
    with Worker(context, FakeReader(page_count=3, failures={2: PageDamaged()})):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert document.status == "partial"
    damaged = page_rows(context, document)[1]
    assert (damaged.status, damaged.error_code, damaged.attempts) == ("failed", "page-damaged", 1)
    with context.sessions() as session:
        assert reports.current(session, document).report.document.pages[1].grade == "unreadable"


def test_a_failure_that_may_be_the_machines_is_tried_again(context: Context) -> None:
    """A page whose reading ran out of time is tried three times in all, then given up as a gap."""
    reader = FakeReader(page_count=2, failures={1: PageTimeout()})
    with Worker(context, reader):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert reader.read.count(1) == 3
    assert page_rows(context, document)[0].status == "failed"
    assert document.status == "partial"


def test_a_file_that_cannot_be_inspected_fails_with_its_reason(context: Context) -> None:
    """A refusal by the inspection is the document's error, in words, and no page is read."""
    reader = FakeReader(inspect_error=PageDamaged("Berkas rusak.", remedy="Pindai ulang."))
    with Worker(context, reader):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert (document.status, document.error_code, document.error_message, document.error_remedy) == (
        "failed",
        "page-damaged",
        "Berkas rusak.",
        "Pindai ulang.",
    )
    assert reader.read == []


def test_a_program_error_in_one_document_stops_only_that_one(
    context: Context, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception while judging fails the document with a message for people and logs no text of the contract."""
    reader = FakeReader(understand_error=ValueError("NIK 3173010101900001"))
    with Worker(context, reader):
        first = wait_until_finished(context, hand_in(context, pdf("one")))
        reader.understand_error = None
        second = wait_until_finished(context, hand_in(context, pdf("two")))
    assert (first.status, first.error_code) == ("failed", "not-understood")
    assert second.status == "complete"
    assert "3173010101900001" not in caplog.text


def test_all_pages_unreadable_is_failed_but_keeps_its_report(context: Context) -> None:
    """A document without one readable page is failed, says so, and its pages' reasons can be looked up."""
    with Worker(context, FakeReader(page_count=1, failures={1: PageDamaged()})):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert (document.status, document.error_code) == ("failed", "no-page-readable")
    with context.sessions() as session:
        assert reports.current(session, document).report.document.status == "failed"


def test_rolled_back_means_never_there(context: Context) -> None:
    """When the transaction of a submission fails, neither row nor job is left, and the file can be handed in again."""
    document = Document(
        org="utama",
        sha256="0" * 64,
        filename="a.pdf",
        media_type="application/pdf",
        size=1,
        door="api",
        pipeline_version="test",
    )

    def submit_and_fail() -> None:
        with transaction(context.sessions) as session:
            session.add(document)
            session.flush()
            context.queue.enqueue(session, document, "interactive")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        submit_and_fail()
    assert context.queue.status(document) is None
    with context.sessions() as session:
        assert session.scalars(select(Document)).all() == []


def test_reading_again_keeps_one_current_report(context: Context) -> None:
    """A second reading reads only what failed, replaces the current report and keeps the old one as history."""
    reader = FakeReader(page_count=3, failures={2: PageDamaged()})
    with Worker(context, reader):
        document = wait_until_finished(context, hand_in(context, pdf()))
        assert document.status == "partial"
        reader.failures = {}
        reader.read.clear()
        with transaction(context.sessions) as session:
            documents.reread(context, session, documents.get(session, document.id, org="utama"), user=None)
        document = wait_until_finished(context, document)
    assert document.status == "complete"
    assert reader.read == [2]
    with context.sessions() as session:
        rows = session.scalars(select(ReportRow).order_by(ReportRow.id)).all()
        assert [row.current for row in rows] == [False, True]
        assert len(session.scalars(select(FindingRow)).all()) == 6


def test_an_erased_document_leaves_only_events(context: Context) -> None:
    """Erasing removes rows, jobs and files; the audit trail keeps who and when, but nothing of the content."""
    admin = add_user(context, "kepala", role="admin")
    with Worker(context, FakeReader(page_count=2)):
        document = wait_until_finished(context, hand_in(context, pdf(), filename="Kontrak Budi.pdf"))
        with transaction(context.sessions) as session:
            documents.erase(context, session, documents.get(session, document.id, org="utama"), user=admin)
    assert not context.storage.original(document.sha256).exists()
    assert not (context.settings.derived / document.sha256).exists()
    assert context.queue.status(document) is None
    with context.sessions() as session:
        for table in (Document, Page, ReportRow, FindingRow):
            assert session.scalars(select(table)).all() == []
        trail = session.scalars(select(Event).order_by(Event.id)).all()
        assert trail[-1].action == "document.erased"
        assert "Budi" not in repr([(e.before, e.after) for e in trail])


def test_two_workers_cannot_share_a_data_folder(context: Context) -> None:
    """A second worker on the same data folder is refused, because both would take up the same unfinished work."""
    second = FakeReader()
    with Worker(context, FakeReader()), pytest.raises(WorkerBusy):
        Worker(context, second).__enter__()
    assert second.closed.is_set()


def test_stopping_in_mid_page_is_not_the_pages_fault(tmp_path: Path) -> None:
    """A worker stopped while a page is being read leaves the page to the next worker, without a counted attempt."""
    reached = threading.Event()
    reader = FakeReader(page_count=2)

    def hold(number: int) -> None:
        reached.set()
        reader.closed.wait(20)
        raise PageTimeout()

    reader.before_page = hold
    settings = settings_in(tmp_path)
    with opened(settings) as context:
        document = hand_in(context, pdf())
        with Worker(context, reader):
            assert reached.wait(20)
        next_reader = FakeReader(page_count=2)
        with Worker(context, next_reader):
            document = wait_until_finished(context, document)
        assert document.status == "complete"
        assert sorted(next_reader.read) == [1, 2]
        assert [page.attempts for page in page_rows(context, document)] == [1, 1]


def test_a_document_erased_in_mid_page_leaves_no_file(context: Context) -> None:
    """A page that was being read while its document was erased leaves neither row nor image behind."""
    admin = add_user(context, "kepala", role="admin")
    reached, go_on = threading.Event(), threading.Event()
    finished: list[int] = []

    def hold(number: int) -> None:
        reached.set()
        assert go_on.wait(20)
        finished.append(number)

    reader = FakeReader(page_count=1, before_page=hold)
    with Worker(context, reader):
        document = hand_in(context, pdf())
        assert reached.wait(20)
        with transaction(context.sessions) as session:
            documents.erase(context, session, documents.get(session, document.id, org="utama"), user=admin)
        go_on.set()
        folder = context.settings.derived / document.sha256
        end = time.monotonic() + 20
        while (not finished or folder.exists()) and time.monotonic() < end:
            time.sleep(0.05)
        assert finished == [1]
        assert not folder.exists()
    with context.sessions() as session:
        assert session.scalars(select(Page)).all() == []


def test_a_document_without_a_job_is_taken_up_at_start(context: Context) -> None:
    """After a restored backup a waiting document may have lost its job: the next worker queues it again."""
    document = hand_in(context, pdf())
    with transaction(context.sessions) as session:
        context.queue.forget(session, document)
    assert context.queue.status(document) is None
    with Worker(context, FakeReader(page_count=1)):
        assert wait_until_finished(context, document).status == "complete"


def test_a_document_whose_job_was_given_up_says_so(context: Context) -> None:
    """A cancelled or given-up job does not leave its document waiting for ever."""
    document = hand_in(context, pdf())
    with transaction(context.sessions) as session:
        context.queue.cancel(session, document)
    assert context.queue.status(document) == "cancelled"
    with Worker(context, FakeReader(page_count=1)):
        document = wait_until_finished(context, document)
    assert (document.status, document.error_code) == ("failed", "reading-given-up")


def test_an_upload_is_not_kept_waiting_by_a_full_folder_queue(context: Context) -> None:
    """With many folder documents waiting, a document from the form is read before most of them."""
    bulk = [hand_in(context, pdf(f"bulk {n}"), door="folder") for n in range(8)]
    upload = hand_in(context, pdf("upload"), door="web")
    with Worker(context, FakeReader(page_count=2, seconds_a_page=0.05)):
        upload = wait_until_finished(context, upload)
        with context.sessions() as session:
            waiting = session.scalars(select(Document.id).where(Document.status != "complete")).all()
        assert len(waiting) >= 4
        for document in bulk:
            wait_until_finished(context, document)


def test_first_pages_of_uploads_come_first(context: Context) -> None:
    """The first page of an upload does not wait for the later pages of an upload before it."""
    documents_ = [hand_in(context, pdf("a")), hand_in(context, pdf("b"))]

    def until_both_are_known(_number: int) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end and not all(len(page_rows(context, d)) == 12 for d in documents_):
            time.sleep(0.02)

    reader = FakeReader(page_count=12, before_page=until_both_are_known)
    with Worker(context, reader):
        for document in documents_:
            assert wait_until_finished(context, document).status == "complete"
    second = [place for place, number in enumerate(reader.read) if number == 1][1]
    assert second <= 2 * 2 * context.settings.workers, reader.read


def test_a_folder_waits_behind_every_page_of_an_upload() -> None:
    """Pages of a folder come after the last page of an upload, in the order of their documents."""
    assert page_priority("interactive", 1) < page_priority("interactive", 2) == page_priority("interactive", 900)
    assert page_priority("interactive", 900) < page_priority("bulk", 1) == page_priority("bulk", 7)


def test_a_database_that_is_away_for_a_moment_costs_no_page(context: Context) -> None:
    """A step that meets a database without an answer is tried again; its page is not given up."""
    away = [True]

    def once_away(number: int) -> None:
        if number == 2 and away:
            away.pop()
            raise OperationalError("select 1", {}, ConnectionError("refused"))

    with Worker(context, FakeReader(page_count=3, before_page=once_away)):
        document = wait_until_finished(context, hand_in(context, pdf()))
    assert document.status == "complete"
    assert [(p.number, p.status, p.attempts) for p in page_rows(context, document)] == [
        (1, "done", 1), (2, "done", 2), (3, "done", 1),
    ]  # fmt: skip
