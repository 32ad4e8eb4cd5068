"""``ingest``, ``watch``, ``batch`` and ``samples``: many files through the same way in as an upload."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from api.context import Context, open_context
from api.database import transaction
from api.errors import NotFound, WorkerBusy
from api.folders import results
from api.folders.feeder import feeding
from api.folders.progress import ProgressLine
from api.jobs.reader import PoolReader
from api.jobs.worker import Worker
from api.services import batches, intake
from api.settings import Settings, from_environment
from models import Batch, Document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PARTIAL = 4
STATE_NAMES = {"running": "berjalan", "paused": "dijeda", "cancelled": "dibatalkan", "done": "selesai"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, as ``--json`` prints it. ``duplicate``: the office had it already; ``reason`` why it
    is not complete."""

    file: str
    status: batches.Outcome
    duplicate: bool
    document: str | None
    pages: int | None
    missing: int | None
    violated: int | None
    reason: str


def ingest(folder: Path, *, pattern: str, out: Path | None, as_json: bool) -> int:
    """Hand in every file below ``folder`` as one batch and wait until it is over; the list of results at the end.

    One bad file never stops the others. Called again after a crash or Ctrl+C, it goes on where it was. When
    ``lindung serve`` runs on the same data folder, that does the reading.
    """
    if not folder.is_dir():
        print(f"{folder} bukan folder.", file=sys.stderr)
        return 2
    settings = from_environment()
    with ExitStack() as stack:
        context = open_context(settings)
        stack.callback(context.close)
        with transaction(context.sessions) as session:
            batch_id = batches.begin(session, org=settings.org, folder=folder.resolve(), pattern=pattern).id
        print(f"Kiriman {batch_id}: {folder}", file=sys.stderr)
        stack.enter_context(_working(context, settings))
        state = _follow(context, batch_id)
        return _finish(context, batch_id, out=out, as_json=as_json, stopped=state == "paused")


def watch(folder: Path, *, pattern: str) -> int:
    """Watch an inbox until Ctrl+C (or SIGTERM): whatever comes to lie there and stands still is read."""
    if not folder.is_dir():
        print(f"{folder} bukan folder.", file=sys.stderr)
        return 2
    settings = from_environment()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with ExitStack() as stack:
        context = open_context(settings)
        stack.callback(context.close)
        with transaction(context.sessions) as session:
            batch_id = batches.begin(
                session, org=settings.org, folder=folder.resolve(), pattern=pattern, watched=True
            ).id
        stack.enter_context(_working(context, settings))
        print(f"Mengawasi {folder}. Hentikan dengan Ctrl+C.", file=sys.stderr)
        line = ProgressLine()
        while not ended.wait(1.0):
            figures, batch = _look(context, batch_id)
            line.show(figures, trouble=batch.trouble_message)
        line.close()
    return 0


def manage(action: str, batch_id: str | None, *, reason: str | None, out: Path | None, as_json: bool) -> int:
    """``batch list|pause|resume|cancel|retry|result``."""
    settings = from_environment()
    with ExitStack() as stack:
        context = open_context(settings)
        stack.callback(context.close)
        if action == "list":
            return _list(context, as_json=as_json)
        identifier = _identifier(batch_id)
        if action == "result":
            return _finish(context, identifier, out=out, as_json=as_json)
        with transaction(context.sessions) as session:
            batch = batches.get(session, identifier, org=settings.org)
            if action == "pause":
                batches.pause(session, batch)
            elif action == "resume":
                batches.resume(session, batch)
            elif action == "cancel":
                print(f"{batches.cancel(session, batch)} berkas tidak jadi diambil.", file=sys.stderr)
            else:
                count = batches.retry(context, session, batch, reason or "")
                print(f"{count} berkas diulang; dibaca begitu server atau `lindung ingest` berjalan.", file=sys.stderr)
    return 0


def samples() -> int:
    """Hand in the sample contracts that come with the program, when no document is there yet."""
    settings = from_environment()
    context = open_context(settings)
    try:
        with context.sessions() as session:
            if session.query(Document.id).first() is not None:
                print("Basis data sudah berisi dokumen; contoh tidak dimasukkan lagi.", file=sys.stderr)
                return 0
        paths = sorted(SAMPLES.glob("*.scan.pdf"))
        for path in paths:
            with path.open("rb") as stream, transaction(context.sessions) as session:
                intake.submit(
                    context, session, stream=stream, filename=path.name, door="sample", org=settings.org, user=None
                )
        print(f"{len(paths)} kontrak contoh masuk antrean; dibaca begitu server berjalan.", file=sys.stderr)
    finally:
        context.close()
    return 0


@contextmanager
def _working(context: Context, settings: Settings) -> Iterator[None]:
    """Read and feed in this process, unless a server on the same data folder does it already."""
    try:
        with Worker(context, PoolReader(settings)), feeding(context):
            yield
    except WorkerBusy:
        print("Server Lindung sedang berjalan; berkas dibaca di sana.", file=sys.stderr)
        yield


def _follow(context: Context, batch_id: uuid.UUID) -> str:
    """Show the progress until the batch is over or somebody pauses it. Its state then."""
    line = ProgressLine()
    while True:
        figures, batch = _look(context, batch_id)
        line.show(figures, trouble=batch.trouble_message)
        if batch.state != "running" and not figures.reading:
            line.close()
            return batch.state
        time.sleep(0.5)


def _look(context: Context, batch_id: uuid.UUID) -> tuple[batches.Figures, Batch]:
    with context.sessions() as session:
        return batches.figures(session, [batch_id])[batch_id], session.get_one(Batch, batch_id)


def _finish(context: Context, batch_id: uuid.UUID, *, out: Path | None, as_json: bool, stopped: bool = False) -> int:
    """Print (and write) the list of results; the exit code."""
    with context.sessions() as session:
        batch = batches.get(session, batch_id, org=context.settings.org)
        figures = batches.figures(session, [batch_id])[batch_id]
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            with (out / "hasil.csv").open("w", encoding="utf-8-sig", newline="") as file:
                results.write_csv(session, batch, file)
            results.write_xlsx(session, batch, out / "hasil.xlsx")
            print(f"Daftar hasil: {out / 'hasil.csv'} dan hasil.xlsx", file=sys.stderr)
        outcomes = list(_outcomes(context, batch))
        groups = batches.failures(session, batch)
    print(json.dumps([asdict(o) for o in outcomes], ensure_ascii=False, indent=2) if as_json else _table(outcomes))
    for group in groups:
        print(f"{group.count} berkas [{group.code}]: {group.message} {group.remedy}", file=sys.stderr)
    if stopped:
        print("Kiriman dijeda; lanjutkan dengan perintah yang sama.", file=sys.stderr)
    return PARTIAL if figures.not_right else 0


def _outcomes(context: Context, batch: Batch) -> Iterator[Outcome]:
    after: int | None = 0
    with context.sessions() as session:
        while after is not None:
            page = batches.items(session, batch, after=after, limit=500)
            for item in page.items:
                document = item.document
                said = item if document is None or item.error_message else document
                yield Outcome(
                    file=item.path,
                    status=batches.outcome(item),
                    duplicate=item.duplicate,
                    document=None if document is None else str(document.id),
                    pages=None if document is None else document.page_count,
                    missing=None if document is None else document.missing_count,
                    violated=None if document is None else document.violated_count,
                    reason=f"{said.error_message} {said.error_remedy}" if said.error_message else "",
                )
            after = page.next


def _list(context: Context, *, as_json: bool) -> int:
    with context.sessions() as session:
        found = batches.listing(session, org=context.settings.org)
        figures = batches.figures(session, [batch.id for batch in found])
    if as_json:
        made = [
            {"id": str(b.id), "folder": b.folder, "state": b.state, "watched": b.watched, **asdict(figures[b.id])}
            for b in found
        ]
        print(json.dumps(made, ensure_ascii=False, indent=2))
        return 0
    for batch in found:
        sums = figures[batch.id]
        print(
            f"{batch.id}  {STATE_NAMES[batch.state]:10}  {sums.settled}/{sums.total} berkas, "
            f"{sums.not_right} perlu dilihat  {batch.folder}{' (diawasi)' if batch.watched else ''}"
        )
    return 0


def _identifier(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise NotFound(
            "Kiriman dengan nomor itu tidak ada.", remedy="Lihat nomornya dengan `lindung batch list`."
        ) from None


def _table(outcomes: list[Outcome]) -> str:
    head = ("Berkas", "Hasil", "Halaman", "Tidak ada", "Dilanggar")
    rows = [
        (
            o.file,
            results.OUTCOME_NAMES[o.status] + (" (sudah ada)" if o.duplicate else ""),
            _cell(o.pages),
            _cell(o.missing),
            _cell(o.violated),
        )
        for o in outcomes
    ]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    )


def _cell(number: int | None) -> str:
    return "-" if number is None else str(number)
