"""``make bench-engine``: a folder of many documents through the real engine, and an upload in the middle of it.

Born-digital and scanned documents are the samples, each made another file by a comment at its end. The folder door
hands them in; the real reader reads them in its child processes. Printed are the pages a second, how busy the cores
were with page work (CPU seconds of the reading processes against wall time), what the engine itself cost (CPU
seconds of this process: queue, database, judging), memory at the beginning and at the end, and how long an upload of
three scanned pages took on the idle machine and in the middle of the folder. Every document must end in a final state.

    python tests/bench/bench_engine.py [--born 200] [--scans 30] [--database URL]
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pikepdf

from api.context import Context, open_context
from api.database import transaction
from api.folders.feeder import Feeder
from api.jobs.reader import PoolReader
from api.jobs.worker import Worker
from api.services import batches, intake
from api.settings import Settings
from models import Batch, Document, Page

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.born.pdf")), sorted((ROOT / "samples").glob("*.scan.pdf"))
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Processes:
    """CPU seconds and resident bytes: of this process, and of all its descendants together."""

    own_cpu: float
    children_cpu: float
    own_memory: int
    children_memory: int


@dataclass(frozen=True, slots=True)
class Upload:
    """Seconds from handing in until the first page was read, and until the report was there."""

    first_page: float
    done: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--born", type=int, default=200, help="born-digital documents")
    parser.add_argument("--scans", type=int, default=30, help="scanned documents")
    parser.add_argument("--database", default="", help="SQLAlchemy address of an empty database (default: SQLite)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        run(Path(place), born=chosen.born, scans=chosen.scans, database=chosen.database)


def run(place: Path, *, born: int, scans: int, database: str) -> None:
    inbox, data = place / "inbox", place / "data"
    fill(inbox, born=born, scans=scans)
    three = three_pages()
    settings = Settings(
        data_dir=data, database_url=database or f"sqlite:///{data / 'lindung.sqlite3'}", workers=2, min_free=0
    )
    context = open_context(settings)
    try:
        with Worker(context, PoolReader(settings)):
            upload(context, three, mark="warm")
            idle = upload(context, three, mark="idle")
            bulk(context, inbox, three, idle, count=born + scans)
    finally:
        context.close()


def bulk(context: Context, inbox: Path, three: bytes, idle: Upload, *, count: int) -> None:
    """Read the folder while a thread hands one upload in, half-way; print the table."""
    with transaction(context.sessions) as session:
        batch_id = batches.begin(session, org="utama", folder=inbox).id
    feeder, uploads = Feeder(context), list[Upload]()
    before, began = processes(), time.monotonic()
    memory: dict[int, int] = {}
    first_result: float | None = None
    middle: threading.Thread | None = None
    while True:
        feeder.step()
        with context.sessions() as session:
            figures = batches.figures(session, [batch_id])[batch_id]
            state = session.get_one(Batch, batch_id).state
        if first_result is None and figures.complete + figures.partial:
            first_result = time.monotonic() - began
        now = processes()
        memory[figures.settled] = now.own_memory + now.children_memory
        if middle is None and figures.settled >= count // 2:
            middle = threading.Thread(target=lambda: uploads.append(upload(context, three, mark="busy")))
            middle.start()
        if state == "done":
            break
        time.sleep(0.25)
    wall = time.monotonic() - began
    if middle is not None:
        middle.join()
    after = processes()
    cores = os.cpu_count() or 1
    reading, engine = after.children_cpu - before.children_cpu, after.own_cpu - before.own_cpu
    early = [size for settled, size in memory.items() if count * 0.05 <= settled <= count * 0.15]
    late = [size for settled, size in memory.items() if settled >= count * 0.9]
    print(f"documents         {figures.settled} of {figures.total}, {figures.pages_done} pages, {wall:.0f} s")
    print(f"                  complete {figures.complete}, partial {figures.partial}, failed {figures.failed}")
    print(f"pages a second    {figures.pages_done / wall:.2f}")
    print(
        f"cores busy        {(reading + engine) / wall / cores:.0%} in all, {reading / wall / cores:.0%} in reading processes (bar 90 %)"
    )
    print(
        f"engine overhead   {engine / wall / cores:.1%} of wall time, {1000 * engine / max(1, figures.pages_done):.1f} ms a page (bar 5 %)"
    )
    print(f"first result      {first_result or -1:.1f} s (bar 10 s)")
    print(
        f"memory            {max(early) >> 20} MB early, {max(late) >> 20} MB late, ratio {max(late) / max(early):.2f} (bar 1.10)"
    )
    for name, one in (("idle", idle), *(("busy", one) for one in uploads)):
        print(f"upload, {name}      first page {one.first_page:.1f} s, done {one.done:.1f} s")
    if uploads:
        print(f"                  busy against idle {uploads[0].done / idle.done:.1f} (bar 2.5), first page bar 4 s")
    assert figures.settled == figures.total == count


def fill(inbox: Path, *, born: int, scans: int) -> None:
    """The documents, born-digital and scanned in between each other, lying there for long."""
    inbox.mkdir()
    every = max(1, (born + scans) // max(1, scans))
    made = {"born": 0, "scan": 0}
    for number in range(born + scans):
        kind = "scan" if made["scan"] < scans and (number % every == every - 1 or made["born"] >= born) else "born"
        paths = SAMPLES[kind == "scan"]
        source = paths[made[kind] % len(paths)]
        made[kind] += 1
        path = inbox / f"{number:05}.{kind}.pdf"
        path.write_bytes(source.read_bytes() + f"\n% {number}\n".encode())
        os.utime(path, (1_600_000_000, 1_600_000_000))


def three_pages() -> bytes:
    """A scanned document of three pages."""
    with pikepdf.new() as made, pikepdf.open(SAMPLES[1][0]) as one, pikepdf.open(SAMPLES[1][1]) as other:
        made.pages.extend([*list(one.pages), *list(other.pages)][:3])
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def upload(context: Context, data: bytes, *, mark: str) -> Upload:
    """Hand a file in by the web door and wait for it."""
    began = time.monotonic()
    with transaction(context.sessions) as session:
        document = intake.submit(
            context,
            session,
            stream=io.BytesIO(data + f"\n% {mark}\n".encode()),
            filename=f"{mark}.pdf",
            door="web",
            org="utama",
            user=None,
        ).document
    first = None
    while True:
        with context.sessions() as session:
            row = session.get_one(Document, document.id)
            if first is None and _read(context, document.id):
                first = time.monotonic() - began
        if row.finished:
            return Upload(first_page=first or -1, done=time.monotonic() - began)
        time.sleep(0.05)


def _read(context: Context, document_id: uuid.UUID) -> bool:
    with context.sessions() as session:
        return session.query(Page.id).where(Page.document_id == document_id, Page.status == "done").first() is not None


def processes() -> Processes:
    """As the kernel counts at this moment; children that have ended are counted with their parent."""
    own = os.times()
    tree = _descendants(os.getpid())
    return Processes(
        own_cpu=own.user + own.system,
        children_cpu=sum(cpu for cpu, _ in tree) + own.children_user + own.children_system,
        own_memory=int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_SIZE,
        children_memory=sum(memory for _, memory in tree),
    )


def _descendants(top: int) -> list[tuple[float, int]]:
    parents: dict[int, list[int]] = {}
    known: dict[int, tuple[float, int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(place.parent.name)
        parents.setdefault(int(fields[1]), []).append(pid)
        known[pid] = (sum(map(int, fields[11:15])) / TICKS, int(fields[21]) * PAGE_SIZE)
    found, waiting = list[tuple[float, int]](), [top]
    while waiting:
        for child in parents.get(waiting.pop(), ()):
            found.append(known[child])
            waiting.append(child)
    return found


if __name__ == "__main__":
    main()
