"""Several workers on one PostgreSQL database: names, takeover from the dead, nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import postgres
import pytest
from fake_reader import FakeReader, pdf
from installation import hand_in, opened, settings_in, wait_until_finished
from sqlalchemy import func, select

from api.context import Context
from api.database import transaction
from api.errors import WorkerBusy
from api.folders.feeder import Feeder
from api.jobs import slots, supervisor
from api.jobs.worker import Worker
from api.services import batches
from models import BatchItem, Document, FindingRow, Page, ReportRow


@contextmanager
def machine(root: Path, data_dir: Path, log: Path, *, slot: str, poison: int = 0) -> Iterator[subprocess.Popen[bytes]]:
    support = root / "tests" / "support"
    path = os.pathsep.join([str(root), str(support), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, str(support / "worker_process.py"), str(data_dir), str(log), str(poison), slot],
        env={**os.environ, "PYTHONPATH": path},
        cwd=data_dir,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def until(reached: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def living(context: Context) -> tuple[str, ...]:
    with context.engine.connect() as connection:
        return slots.living(connection)


def once(context: Context, document: Document, *, pages: int) -> None:
    """The document ended complete, each page and the report exactly once."""
    assert document.status == "complete"
    with context.sessions() as session:
        mine = Page.document_id == document.id
        assert session.scalars(select(Page.status).where(mine)).all() == ["done"] * pages
        assert session.scalar(select(func.count()).where(ReportRow.document_id == document.id)) == 1
        assert session.scalar(select(func.count()).where(FindingRow.document_id == document.id)) == 3


def test_a_slot_has_one_holder_and_says_who_lives(root: Path, tmp_path: Path) -> None:
    """A second worker under a living name is refused; the name is free once its holder was killed."""
    with opened(settings_in(tmp_path, slot="a")) as context:
        with machine(root, tmp_path, tmp_path / "log", slot="a") as other:
            until(lambda: living(context) == ("a",))
            with pytest.raises(WorkerBusy):
                Worker(context, FakeReader()).__enter__()
            other.send_signal(signal.SIGKILL)
            other.wait(10)
        until(lambda: living(context) == ())
        with Worker(context, FakeReader()):
            assert living(context) == ("a",)


def test_the_work_of_a_dead_machine_is_taken_over(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill -9 of the machine that reads: another one ends its document, without redoing finished pages."""
    monkeypatch.setattr(supervisor, "LOOK", 0.2)
    log = tmp_path / "log"
    with opened(settings_in(tmp_path, slot="b")) as context:
        with machine(root, tmp_path, log, slot="a") as dead:
            document = hand_in(context, pdf())
            until(lambda: log.exists() and len(log.read_text().splitlines()) >= 3)
            dead.send_signal(signal.SIGKILL)
            dead.wait(10)
        with context.sessions() as session:
            done = set(session.scalars(select(Page.number).where(Page.status == "done")))
        reader = FakeReader(page_count=6)
        with Worker(context, reader):
            until(lambda: supervisor.adopt(context, own="b") == {} and not _held_by(context, "a"))
            document = wait_until_finished(context, document, seconds=60)
        once(context, document, pages=6)
        assert not done & set(reader.read)


def test_the_work_of_a_living_machine_is_left_to_it(root: Path, tmp_path: Path) -> None:
    """While its holder lives, a job is nobody else's."""
    log = tmp_path / "log"
    with opened(settings_in(tmp_path, slot="b")) as context, machine(root, tmp_path, log, slot="a"):
        document = hand_in(context, pdf())
        until(lambda: log.exists())
        assert supervisor.adopt(context, own="b") == {}
        assert supervisor.adopt(context, own="b", only="a") == {}
        once(context, wait_until_finished(context, document, seconds=60), pages=6)


def test_a_machine_that_was_only_asleep_does_no_harm(root: Path, tmp_path: Path) -> None:
    """A worker stopped in mid-page, whose work was taken over, wakes up again: everything is there once."""
    log = tmp_path / "log"
    with opened(settings_in(tmp_path, slot="b")) as context:
        with machine(root, tmp_path, log, slot="a") as sleeper:
            document = hand_in(context, pdf())
            until(lambda: log.exists() and len(log.read_text().splitlines()) >= 2)
            sleeper.send_signal(signal.SIGSTOP)
            with Worker(context, FakeReader(page_count=6)):
                # Its connection still holds the lock, so it is put back by hand, as an operator would do it.
                context.queue.requeue([job.identifier for job in context.queue.running() if job.slot == "a"])
                document = wait_until_finished(context, document, seconds=60)
                sleeper.send_signal(signal.SIGCONT)
                time.sleep(1.5)
        once(context, document, pages=6)


def test_two_machines_share_the_documents_of_one_folder(root: Path, tmp_path: Path) -> None:
    """Two feeders over one batch hand every file in once, and two workers end every document once."""
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.pdf").write_bytes(pdf(str(number)))
        os.utime(folder / f"{number:02}.pdf", (1_600_000_000, 1_600_000_000))
    with (
        opened(settings_in(tmp_path / "data", slot="b")) as context,
        machine(root, tmp_path / "data", tmp_path / "log", slot="a"),
        Worker(context, FakeReader(page_count=6, seconds_a_page=0.05)),
    ):
        with transaction(context.sessions) as session:
            batch = batches.begin(session, org="utama", folder=folder)
        first, second = Feeder(context), Feeder(context)

        def over() -> bool:
            first.step()
            second.step()
            with context.sessions() as session:
                return session.get_one(type(batch), batch.id).state == "done"

        until(over)
        with context.sessions() as session:
            rows = session.scalars(select(BatchItem)).all()
            assert [row.state for row in rows] == ["submitted"] * 12
            assert not any(row.duplicate for row in rows)
            for document in session.scalars(select(Document)).all():
                once(context, document, pages=6)


def test_documents_survive_the_death_of_the_database(tmp_path: Path) -> None:
    """Kill -9 of the server in mid-document: after its restart the worker, started again, ends the document once."""
    with postgres.running() as server, opened(settings_in(tmp_path, slot="a")) as context:
        document = hand_in(context, pdf())
        reader = FakeReader(page_count=6, seconds_a_page=0.2)
        ended: list[int] = []
        before = signal.signal(signal.SIGTERM, lambda *_: ended.append(1))
        try:
            with Worker(context, reader):
                until(lambda: len(reader.read) >= 2)
                postgres.kill_server(server)
                until(lambda: bool(ended))
        finally:
            signal.signal(signal.SIGTERM, before)
        context.engine.dispose()
        with Worker(context, FakeReader(page_count=6)):
            once(context, wait_until_finished(context, document, seconds=60), pages=6)


def _held_by(context: Context, slot: str) -> bool:
    return any(job.slot == slot for job in context.queue.running())
