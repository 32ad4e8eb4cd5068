"""``ingest`` and ``samples``: many files through the same way in as an upload."""

from __future__ import annotations

import json
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from api.context import Context, open_context
from api.database import transaction
from api.errors import WorkerBusy
from api.jobs.reader import PoolReader
from api.jobs.worker import Worker
from api.services import intake
from api.settings import from_environment
from extractor.errors import LindungError
from models import Document
from models.document import Door

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
PARTIAL = 4
STATUS_NAMES = {
    "complete": "lengkap",
    "partial": "tidak lengkap",
    "failed": "gagal",
    "refused": "ditolak",
    "known": "sudah ada",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``known`` means that the office had it already; ``reason`` why it failed."""

    file: str
    status: str
    document: str | None = None
    pages: int | None = None
    missing: int | None = None
    violated: int | None = None
    reason: str = ""


def ingest(folder: Path, *, as_json: bool) -> int:
    """Hand in every contract file below ``folder``, one after the other, and wait for each; a table at the end.

    One bad file never stops the others. Called again, it goes on where it was: files that are known are not read
    twice. When ``lindung serve`` runs on the same data folder, that does the reading.
    """
    if not folder.is_dir():
        print(f"{folder} bukan folder.", file=sys.stderr)
        return 2
    settings = from_environment()
    with ExitStack() as stack:
        context = open_context(settings)
        stack.callback(context.close)
        try:
            stack.enter_context(Worker(context, PoolReader(settings)))
        except WorkerBusy:
            print("Server Lindung sedang berjalan; berkas dibaca di sana.", file=sys.stderr)
        outcomes = []
        for path in files_in(folder):
            outcome = _one(context, path, name=str(path.relative_to(folder)))
            print(
                f"{outcome.file}: {STATUS_NAMES.get(outcome.status, outcome.status)} {outcome.reason}", file=sys.stderr
            )
            outcomes.append(outcome)
    print(json.dumps([asdict(o) for o in outcomes], ensure_ascii=False, indent=2) if as_json else _table(outcomes))
    return PARTIAL if any(o.status in ("partial", "failed", "refused") for o in outcomes) else 0


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
            _submit(context, path, door="sample")
        print(f"{len(paths)} kontrak contoh masuk antrean; dibaca begitu server berjalan.", file=sys.stderr)
    finally:
        context.close()
    return 0


def files_in(folder: Path) -> Iterator[Path]:
    """The contract files below ``folder`` in order of name; links are not followed, hidden files are left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink() and not hidden:
            yield path


def _one(context: Context, path: Path, *, name: str) -> Outcome:
    try:
        document, created = _submit(context, path, door="folder")
    except LindungError as error:
        return Outcome(file=name, status="refused", reason=f"{error.message} {error.remedy}")
    except OSError as error:
        return Outcome(file=name, status="refused", reason=f"Berkas tidak dapat dibuka: {error.strerror}")
    if not created and document.finished:
        return _outcome(document, name=name, status="known")
    document = _wait(context, document.id)
    return _outcome(document, name=name, status=document.status)


def _submit(context: Context, path: Path, *, door: Door) -> tuple[Document, bool]:
    with path.open("rb") as stream, transaction(context.sessions) as session:
        made = intake.submit(
            context, session, stream=stream, filename=path.name, door=door, org=context.settings.org, user=None
        )
        return made.document, made.created


def _wait(context: Context, document_id: uuid.UUID) -> Document:
    while True:
        with context.sessions() as session:
            document = session.get_one(Document, document_id)
            if document.finished:
                return document
        time.sleep(0.2)


def _outcome(document: Document, *, name: str, status: str) -> Outcome:
    return Outcome(
        file=name,
        status=status,
        document=str(document.id),
        pages=document.page_count,
        missing=document.missing_count,
        violated=document.violated_count,
        reason=f"{document.error_message} {document.error_remedy}" if document.error_message else "",
    )


def _table(outcomes: list[Outcome]) -> str:
    head = ("Berkas", "Hasil", "Halaman", "Tidak ada", "Dilanggar")
    rows = [
        (o.file, STATUS_NAMES.get(o.status, o.status), _cell(o.pages), _cell(o.missing), _cell(o.violated))
        for o in outcomes
    ]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    )


def _cell(number: int | None) -> str:
    return "-" if number is None else str(number)
