"""Workers that die: kill -9 in the middle of a document, and a page that kills every worker that touches it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from installation import hand_in, opened, settings_in, wait_until_finished
from sqlalchemy import func, select

from api.jobs.worker import Worker
from api.services import documents
from models import FindingRow, Page, ReportRow


def start_worker(root: Path, data_dir: Path, log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A worker process of its own."""
    support = root / "tests" / "support"
    path = os.pathsep.join([str(root), str(support), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, str(support / "worker_process.py"), str(data_dir), str(log), *arguments],
        env={**os.environ, "PYTHONPATH": path},
        cwd=data_dir,
    )


def wait_for(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def begun(log: Path) -> list[int]:
    return [int(line.split()[1]) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.mark.parametrize("pages_begun", [1, 4])
def test_a_document_survives_kill_9_and_ends_once(root: Path, tmp_path: Path, pages_begun: int) -> None:
    """After kill -9 in mid-document the next worker ends it: every page once, one report, no finished page redone."""
    log = tmp_path / "log"
    with opened(settings_in(tmp_path)) as context:
        document = hand_in(context, pdf())
        worker = start_worker(root, tmp_path, log)
        try:
            wait_for(lambda: len(begun(log)) >= pages_begun)
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait(10)
        with context.sessions() as session:
            done_before = set(session.scalars(select(Page.number).where(Page.status == "done")))
        reader = FakeReader(page_count=6)
        with Worker(context, reader):
            document = wait_until_finished(context, document, seconds=60)
        assert document.status == "complete"
        assert document.pages_done == 6
        assert not done_before & set(reader.read)
        with context.sessions() as session:
            assert [page.status for page in documents.pages(session, document)] == ["done"] * 6
            assert session.scalar(select(func.count()).select_from(ReportRow)) == 1
            assert session.scalar(select(func.count()).select_from(FindingRow)) == 3


def test_a_page_that_kills_the_worker_is_set_aside(root: Path, tmp_path: Path) -> None:
    """A page that takes the worker down three times is given up; the document ends partial, the other pages read."""
    log = tmp_path / "log"
    with opened(settings_in(tmp_path)) as context:
        document = hand_in(context, pdf())
        for _ in range(3):
            worker = start_worker(root, tmp_path, log, "3")
            try:
                assert worker.wait(60) == -signal.SIGKILL
            finally:
                worker.kill()
                worker.wait(10)
        assert begun(log).count(3) == 3
        reader = FakeReader(page_count=6)
        with Worker(context, reader):
            document = wait_until_finished(context, document, seconds=60)
        assert document.status == "partial"
        assert 3 not in reader.read
        with context.sessions() as session:
            pages = {page.number: page for page in documents.pages(session, document)}
        assert (pages[3].status, pages[3].error_code) == ("poison", "page-given-up")
        assert [pages[n].status for n in (1, 2, 4, 5, 6)] == ["done"] * 5
