"""Hands the files of the running batches in, a few at a time.

A few at a time, because a hundred thousand queued documents help nobody: an office that pauses or cancels wants that
to be so now, and a full disk is met after a handful of files. The row of the file and the document are one
transaction, so that a crash at any moment neither loses a file nor takes it twice.
"""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy import or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.context import Context
from api.database import transaction
from api.errors import DiskFull, FileChanging, FileGone, FileUnreadable, NotARegularFile, ShareGone
from api.folders.metadata import read_pattern, read_sidecar
from api.folders.walk import Found, shown, walk
from api.services import batches, events, intake
from api.storage import StorageAway
from extractor.errors import LindungError
from models import Batch, BatchItem
from models.base import utc_now

LOG = logging.getLogger("lindung.folders")

WINDOW = 8
"""Documents of one batch in the queue at a time and for each reading process: enough that no process ever waits."""
SETTLE = 10.0
"""Seconds for which size and time of a file must stand still before it is taken."""
TRY_AGAIN = timedelta(seconds=5)
MAX_ATTEMPTS = 3
LOOK_AGAIN = 10.0
"""Seconds between two looks into a watched folder, or into one in which files are still arriving."""
ROWS_AT_ONCE = 1000


@dataclass
class _Look:
    """What the feeder remembers of one folder between two looks. ``known`` and ``arriving`` by raw path: size and
    time of the files that have a row, and of those that do not stand still yet with the moment they were seen so."""

    known: dict[bytes, tuple[int, int]]
    arriving: dict[bytes, tuple[int, int, float]] = field(default_factory=dict)
    due: float = 0.0


class Feeder:
    """Call ``step`` again and again, or ``run`` it in a thread of its own. One feeder per installation: it belongs to
    the process that holds the worker's slot."""

    def __init__(self, context: Context, *, settle: float = SETTLE, look_again: float = LOOK_AGAIN) -> None:
        self._context = context
        self._settle = settle
        self._look_again = look_again
        self._looks: dict[uuid.UUID, _Look] = {}

    def run(self, stopping: threading.Event, *, pause: float = 0.5) -> None:
        """Feed until ``stopping`` is set, with ``pause`` seconds between two rounds."""
        while not stopping.wait(pause):
            self.step()

    def step(self) -> None:
        """One round over all running batches: look into the folder when it is time, hand in what there is room for,
        end what is over."""
        with self._context.sessions() as session:
            running = session.scalars(select(Batch.id).where(Batch.state == "running")).all()
        for batch_id in running:
            try:
                self._step(batch_id)
            except LindungError as error:
                self._tell(batch_id, error)
            except Exception as error:  # noqa: BLE001  (the edge of a batch: one must not stop the others)
                LOG.error("batch %s: %s", batch_id, type(error).__name__)

    def _step(self, batch_id: uuid.UUID) -> None:
        batch = self._batch(batch_id)
        if batch is None:
            return
        arriving = self._look(batch)
        for item_id in self._next(batch):
            if self._batch(batch_id) is None:
                return  # paused or cancelled in the meantime
            self._hand_in(batch, item_id)
        self._tell(batch_id, None)
        if not arriving and not batch.watched:
            self._end_if_over(batch_id)

    def _batch(self, batch_id: uuid.UUID) -> Batch | None:
        with self._context.sessions() as session:
            batch = session.get(Batch, batch_id)
        return batch if batch is not None and batch.state == "running" else None

    def _look(self, batch: Batch) -> bool:
        """List the folder if it is time to. True while files in it are still arriving."""
        look = self._looks.get(batch.id)
        if look is None:
            with self._context.sessions() as session:
                rows = session.execute(
                    select(BatchItem.raw_path, BatchItem.size, BatchItem.modified_ns).where(
                        BatchItem.batch_id == batch.id
                    )
                )
                look = self._looks[batch.id] = _Look(known={raw: (size, time_ns) for raw, size, time_ns in rows})
        finished = batch.walked_at is not None and not batch.watched and not look.arriving
        if finished or time.monotonic() < look.due:
            return bool(look.arriving)
        folder = Path(batch.folder)
        settled = list(self._settled(look, walk(folder)))
        pattern, sidecar = read_pattern(batch.pattern), read_sidecar(folder)
        for start in range(0, len(settled), ROWS_AT_ONCE):
            with transaction(self._context.sessions) as session:
                for found in settled[start : start + ROWS_AT_ONCE]:
                    meta = {**pattern.read(found.path), **sidecar.get(found.path, {})}
                    _note(session, batch.id, found, meta=meta, anew=found.raw in look.known)
        for found in settled:
            look.known[found.raw] = (found.size, found.modified_ns)
        with transaction(self._context.sessions) as session:
            row = session.get_one(Batch, batch.id)
            row.walked_at = row.walked_at or utc_now()
        look.due = time.monotonic() + (min(self._look_again, self._settle) if look.arriving else self._look_again)
        return bool(look.arriving)

    def _settled(self, look: _Look, entries: Iterator[Found]) -> Iterator[Found]:
        """Those entries that are new (or new content under an old name) and stand still."""
        now, wall = time.monotonic(), time.time_ns()
        arriving: dict[bytes, tuple[int, int, float]] = {}
        for found in entries:
            mark = (found.size, found.modified_ns)
            if look.known.get(found.raw) == mark:
                continue
            size, modified, since = look.arriving.get(found.raw, (-1, -1, now))
            if (size, modified) != mark:
                since = now
            # A file that was finished long ago need not be looked at twice, if its clock is to be believed at all.
            old = self._settle < (wall - found.modified_ns) / 1e9 and found.size > 0
            if old or now - since >= self._settle or found.refusal is not None:
                yield found
            else:
                arriving[found.raw] = (*mark, since)
        look.arriving = arriving

    def _next(self, batch: Batch) -> list[int]:
        """The files to hand in now, oldest first."""
        with self._context.sessions() as session:
            unfinished = session.scalar(batches.unfinished(batch.id)) or 0
            room = WINDOW * self._context.settings.workers - unfinished
            if room <= 0:
                return []
            return list(
                session.scalars(
                    select(BatchItem.id)
                    .where(
                        BatchItem.batch_id == batch.id,
                        BatchItem.state == "waiting",
                        or_(BatchItem.taken_at.is_(None), BatchItem.taken_at < utc_now() - TRY_AGAIN),
                    )
                    .order_by(BatchItem.id)
                    .limit(room)
                )
            )

    def _hand_in(self, batch: Batch, item_id: int) -> None:
        """One file, in one transaction. Raises what stops the whole batch: DiskFull, ShareGone, StorageAway."""
        try:
            with transaction(self._context.sessions) as session:
                # Another machine may feed the same batch (PostgreSQL): the file is whose who locked its row first.
                item = session.get(BatchItem, item_id, with_for_update={"skip_locked": True})
                if item is None or item.state != "waiting":
                    return
                with opened(Path(batch.folder), item.raw_path) as stream:
                    made = intake.submit(
                        self._context,
                        session,
                        stream=stream,
                        filename=shown(os.path.basename(item.raw_path)),
                        door="folder",
                        org=batch.org,
                        user=None,
                    )
                item.state, item.taken_at = "submitted", utc_now()
                item.document_id, item.duplicate = made.document.id, not made.created
        except (DiskFull, ShareGone, StorageAway):
            raise
        except LindungError as error:
            self._refuse(item_id, error)
        except OSError:
            self._refuse(item_id, FileUnreadable())

    def _refuse(self, item_id: int, error: LindungError) -> None:
        with transaction(self._context.sessions) as session:
            item = session.get_one(BatchItem, item_id)
            item.attempts += 1
            item.taken_at = utc_now()
            if isinstance(error, FileChanging) and item.attempts < MAX_ATTEMPTS:
                return
            item.state = "refused"
            item.error_code, item.error_message, item.error_remedy = error.code, error.message, error.remedy
            LOG.info("batch %s item %d refused: %s", item.batch_id, item.id, error.code)

    def _tell(self, batch_id: uuid.UUID, error: LindungError | None) -> None:
        """Write down what the batch waits for, or that it goes on."""
        code = None if error is None else error.code
        with transaction(self._context.sessions) as session:
            batch = session.get(Batch, batch_id)
            if batch is None or batch.trouble_code == code:
                return
            batch.trouble_code = code
            batch.trouble_message = None if error is None else error.message
            batch.trouble_remedy = None if error is None else error.remedy
            LOG.info("batch %s %s", batch_id, "goes on" if code is None else f"waits: {code}")

    def _end_if_over(self, batch_id: uuid.UUID) -> None:
        with transaction(self._context.sessions) as session:
            batch = session.get(Batch, batch_id)
            if batch is None or batch.state != "running":
                return
            waiting = session.scalar(
                select(BatchItem.id).where(BatchItem.batch_id == batch_id, BatchItem.state == "waiting").limit(1)
            )
            if waiting is not None or session.scalar(batches.unfinished(batch_id)):
                return
            batch.state, batch.finished_at = "done", utc_now()
            events.record(session, "batch.done", org=batch.org, actor_id=None, subject=("batch", batch_id))
        self._looks.pop(batch_id, None)
        LOG.info("batch %s done", batch_id)


@contextmanager
def feeding(context: Context) -> Iterator[None]:
    """Feed in a thread beside the worker; the inbox of the settings, if there is one, is watched."""
    settings = context.settings
    if settings.inbox is not None:
        with transaction(context.sessions) as session:
            batches.begin(
                session, org=settings.org, folder=settings.inbox, pattern=settings.inbox_pattern, watched=True
            )
    stopping = threading.Event()
    thread = threading.Thread(target=Feeder(context).run, args=(stopping,), name="feeder", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _note(session: Session, batch_id: uuid.UUID, found: Found, *, meta: dict[str, str], anew: bool) -> None:
    """A row for the entry; ``anew``: its name has one already, but the content is another now."""
    refusal = found.refusal
    values: dict[str, object] = {
        "size": found.size,
        "modified_ns": found.modified_ns,
        "state": "waiting" if refusal is None else "refused",
        "attempts": 0,
        "duplicate": False,
        "meta": meta,
        "document_id": None,
        "taken_at": None,
        "error_code": None if refusal is None else refusal.code,
        "error_message": None if refusal is None else refusal.message,
        "error_remedy": None if refusal is None else refusal.remedy,
    }
    if anew:
        item = session.scalars(
            select(BatchItem).where(BatchItem.batch_id == batch_id, BatchItem.raw_path == found.raw)
        ).one()
        for name, value in values.items():
            setattr(item, name, value)
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    made = insert(BatchItem).values(batch_id=batch_id, raw_path=found.raw, path=found.path, **values)
    session.execute(made.on_conflict_do_nothing(index_elements=["batch_id", "raw_path"]))


@contextmanager
def opened(folder: Path, raw: bytes) -> Iterator[BinaryIO]:
    """The file for reading from beginning to end.

    Raises ShareGone, FileGone or NotARegularFile; reading raises FileChanging at the end when size or time moved in
    the meantime. Never waits for a FIFO, never follows a link, never leaves the folder.
    """
    top = os.fsencode(folder)
    place = os.path.join(top, raw)
    if os.path.realpath(os.path.dirname(place)) != os.path.join(os.path.realpath(top), os.path.dirname(raw)).rstrip(
        b"/"
    ):
        raise FileGone() if not os.path.lexists(place) else NotARegularFile()
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise (FileGone() if os.path.isdir(top) else ShareGone()) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotARegularFile()
        yield cast(BinaryIO, _Steady(file))


class _Steady(RawIOBase):
    """A file that says at its end whether it is still the one that was opened."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._before = os.fstat(file.fileno())
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._read += len(data)
        if not data:
            after = os.fstat(self._file.fileno())
            if (after.st_size, after.st_mtime_ns) != (self._before.st_size, self._before.st_mtime_ns) or (
                self._read != after.st_size
            ):
                raise FileChanging()
        return data
