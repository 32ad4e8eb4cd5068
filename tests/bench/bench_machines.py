"""``make bench-machines``: pages a second of one and of two machines over one PostgreSQL database and one S3 bucket.

A machine is a process group on one core with one reading process and a data folder of its own; the two share a real
PostgreSQL server and `rclone serve s3` on loopback, which run on whatever the cores leave over. The documents are the
scanned and born-digital samples, each made another file by a comment at its end, handed in before the clock starts to
run. Printed are the pages a second of one machine and of two, their ratio (bar 1.8), and with ``--kill`` how long after
the death of one of the two in mid-run the other held its jobs, and when the last document ended.

    python tests/bench/bench_machines.py [--scans 30] [--born 30] [--kill]
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "support"))

import postgres
import s3_servers
from machines import machine, shared_environment, until
from s3_servers import S3Server
from sqlalchemy import func, select

from api.context import Context, open_context
from api.database import transaction
from api.services import intake
from api.settings import Settings, from_environment
from models import Document, Page

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LONGEST = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Run:
    """``seconds`` from the first page begun to the last document ended; ``taken_over`` and ``after_kill`` are seconds
    after the death of a machine, None when none died."""

    pages: int
    seconds: float
    by_machine: tuple[int, ...]
    taken_over: float | None
    after_kill: float | None

    @property
    def rate(self) -> float:
        return self.pages / self.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scans", type=int, default=30, help="scanned documents")
    parser.add_argument("--born", type=int, default=30, help="born-digital documents")
    parser.add_argument("--kill", action="store_true", help="kill one of two machines in a third run")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, postgres.running(), s3_servers.rclone(Path(place) / "s3") as server:
        one = run(Path(place) / "one", server, count=1, scans=chosen.scans, born=chosen.born)
        report("one machine", one)
        two = run(Path(place) / "two", server, count=2, scans=chosen.scans, born=chosen.born)
        report("two machines", two)
        print(f"ratio             {two.rate / one.rate:.2f} (bar 1.80)", flush=True)
        if chosen.kill:
            died = run(Path(place) / "died", server, count=2, scans=chosen.scans, born=chosen.born, kill=True)
            report("one of two dies", died)
            print(f"taken over        {died.taken_over or -1:.1f} s after kill -9 (bar 60 s)")
            print(f"all ended         {died.after_kill or -1:.1f} s after kill -9")


def report(name: str, one: Run) -> None:
    shares = " + ".join(map(str, one.by_machine))
    print(f"{name:<18}{one.rate:.3f} pages/s: {one.pages} pages in {one.seconds:.0f} s, begun {shares}", flush=True)


def run(place: Path, server: S3Server, *, count: int, scans: int, born: int, kill: bool = False) -> Run:
    place.mkdir()
    url = postgres.address(place)
    if url is None:
        raise RuntimeError("no PostgreSQL server")
    shared = shared_environment(url, server.part(place.name))
    settings = from_environment({**shared, "LINDUNG_DATA_DIR": str(place / "web"), "LINDUNG_SLOT": "web"})
    context = open_context(settings)
    try:
        return _run(context, settings, place, shared, count=count, scans=scans, born=born, kill=kill)
    finally:
        context.close()


def _run(
    context: Context,
    settings: Settings,
    place: Path,
    shared: dict[str, str],
    *,
    count: int,
    scans: int,
    born: int,
    kill: bool,
) -> Run:
    with ExitStack() as stack:
        running = [
            stack.enter_context(machine(place / f"m{core}", shared, slot=f"m{core}", core=core, real=True))
            for core in range(count)
        ]
        until(lambda: all(one.ready for one in running), seconds=300)
        hand_in(context, settings, scans=scans, born=born)
        until(lambda: any(one.begun for one in running), seconds=300)
        began = time.monotonic()
        taken_over = killed = None
        if kill:
            until(lambda: len(running[0].begun) >= 3 and ended(context) >= (scans + born) // 3, seconds=LONGEST)
            running[0].kill()
            killed = time.monotonic()
            until(lambda: not any(job.slot == "m0" for job in context.queue.running()), seconds=LONGEST)
            taken_over = time.monotonic() - killed
        until(lambda: ended(context) == scans + born, seconds=LONGEST)
        over = time.monotonic()
        with context.sessions() as session:
            pages = session.scalar(select(func.count()).where(Page.status == "done")) or 0
            states = set(session.scalars(select(Document.status)))
        if states - {"complete", "partial"}:
            raise RuntimeError(f"not every document was read: {states}")
        return Run(
            pages=pages,
            seconds=over - began,
            by_machine=tuple(len(one.begun) for one in running),
            taken_over=taken_over,
            after_kill=None if killed is None else over - killed,
        )


def hand_in(context: Context, settings: Settings, *, scans: int, born: int) -> None:
    """All documents in one transaction: the machines see them at the same moment."""
    with transaction(context.sessions) as session:
        for kind, number in (("scan", scans), ("born", born)):
            sources = sorted(SAMPLES.glob(f"*.{kind}.pdf"))
            for index in range(number):
                data = sources[index % len(sources)].read_bytes() + f"\n% {kind} {index}\n".encode()
                intake.submit(
                    context,
                    session,
                    stream=io.BytesIO(data),
                    filename=f"{index:05}.{kind}.pdf",
                    door="folder",
                    org=settings.org,
                    user=None,
                )


def ended(context: Context) -> int:
    with context.sessions() as session:
        return session.scalar(select(func.count()).where(Document.finished_at.is_not(None))) or 0


if __name__ == "__main__":
    main()
