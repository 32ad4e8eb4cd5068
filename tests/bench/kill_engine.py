"""``make bench-kill``: kill -9 at random moments, and count what is left of it.

A folder of documents is read by a worker process that is killed again and again (on PostgreSQL the server itself every
fifth time), each time started anew. At the end every document must be complete exactly once: each page one row, one
report, its findings once; every original has its document and every document its original; nothing half-made lies
around after tidying. Pages are read by a pretended reader, so that the moments fall into the engine, not into OCR.

    python tests/bench/kill_engine.py [--kills 50] [--documents 60] [--database sqlite|postgresql] [--seed 1]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import postgres
from fake_reader import FakeReader, pdf
from installation import opened, settings_in
from sqlalchemy import func, select

from api.context import Context
from api.database import transaction
from api.folders.feeder import feeding
from api.jobs import housekeeping
from api.jobs.worker import Worker
from api.services import batches
from models import Batch, BatchItem, Document, FindingRow, Page, ReportRow

ROOT = Path(__file__).resolve().parents[2]
PAGES = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres.running()) if chosen.database == "postgresql" else None
        run(place, server, kills=chosen.kills, documents=chosen.documents, seed=chosen.seed)


def run(place: Path, server: Path | None, *, kills: int, documents: int, seed: int) -> None:
    inbox, data = place / "inbox", place / "data"
    inbox.mkdir()
    data.mkdir()
    for number in range(documents):
        (inbox / f"{number:03}.pdf").write_bytes(pdf(str(number)))
        os.utime(inbox / f"{number:03}.pdf", (1_600_000_000, 1_600_000_000))
    with opened(settings_in(data, slot="a")) as context, transaction(context.sessions) as session:
        batch_id = batches.begin(session, org="utama", folder=inbox).id
    log, dice = place / "log", random.Random(seed)
    died = {"worker": 0, "database": 0}
    for number in range(kills):
        worker = start(data, log)
        if number % 2:
            wait_for_page(log)
            time.sleep(dice.uniform(0.0, 1.0))
        else:
            time.sleep(dice.uniform(0.5, 4.0))
        if server is not None and number % 5 == 4:
            postgres.kill_server(server)
            died["database"] += 1
            time.sleep(dice.uniform(0.0, 1.0))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        died["worker"] += 1
    with opened(settings_in(data, slot="a")) as context:
        reader = FakeReader(page_count=PAGES)
        with Worker(context, reader), feeding(context):
            end = time.monotonic() + 600
            while True:
                with context.sessions() as session:
                    if session.get_one(Batch, batch_id).state == "done":
                        break
                assert time.monotonic() < end, "the folder did not end"
                time.sleep(0.2)
        begun = len(log.read_text().splitlines() if log.exists() else ()) + len(reader.read)
        report(context, begun=begun, died=died, documents=documents)


def wait_for_page(log: Path) -> None:
    """Until the worker has begun one more page, or half a minute (there may be none left)."""
    before, end = log.stat().st_size if log.exists() else 0, time.monotonic() + 30
    while time.monotonic() < end and not (log.exists() and log.stat().st_size > before):
        time.sleep(0.02)


def start(data: Path, log: Path) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "support")])
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "support" / "worker_process.py"), str(data), str(log), "0", "a"],
        env={**os.environ, "PYTHONPATH": path, "LINDUNG_TEST_PAGE_SECONDS": "0.05"},
        stderr=subprocess.DEVNULL,
        cwd=data,
    )


def report(context: Context, *, begun: int, died: dict[str, int], documents: int) -> None:
    """Print the figures; AssertionError when anything is lost, doubled or left over."""
    housekeeping.GRACE = timedelta(seconds=-5)
    tidied = housekeeping.tidy(context)
    with context.sessions() as session:
        states = dict(session.execute(select(Document.status, func.count()).group_by(Document.status)).all())
        rows = session.scalar(select(func.count()).select_from(Page)) or 0
        distinct = len(session.execute(select(Page.document_id, Page.number).distinct()).all())
        reports = session.scalar(select(func.count()).select_from(ReportRow)) or 0
        findings = session.scalar(select(func.count()).select_from(FindingRow)) or 0
        items = dict(session.execute(select(BatchItem.state, func.count()).group_by(BatchItem.state)).all())
        hashes = set(session.scalars(select(Document.sha256)))
    originals = set(context.storage.stored(older_than=-5))
    print(f"killed            worker {died['worker']} times, database {died['database']} times")
    print(f"documents         {states}, batch files {items}")
    print(f"page rows         {rows}, distinct {distinct}; pages begun {begun}, so {begun - rows} begun again")
    print(f"reports, findings {reports}, {findings}")
    print(f"orphans           {len(originals - hashes)} originals, {tidied.uploads} half-made files cleared away")
    assert states == {"complete": documents}
    assert rows == distinct == documents * PAGES
    assert (reports, findings) == (documents, 3 * documents)
    assert originals == hashes
    assert list(context.settings.incoming.iterdir()) == []
    print("every document ended exactly once, nothing lost, nothing left over")


if __name__ == "__main__":
    main()
