"""A few warm children that open documents for the whole process, whoever asks."""

from __future__ import annotations

import contextlib
import itertools
import math
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from extractor.errors import ReadingFailure
from extractor.intake.types import Inspection, SourceFile
from extractor.sandbox.errors import (
    PageCrashed,
    PageGarbled,
    PageMemoryLimit,
    PageStopped,
    PageTimeout,
    PoolClosed,
    SandboxUnavailable,
)
from extractor.sandbox.handed import opened_source, rewind, written
from extractor.sandbox.limits import Limits
from extractor.sandbox.requests import (
    INSPECT_REPLY,
    INSPECT_REQUEST,
    PAGE_WORDS,
    READ_REQUEST,
    SEARCHABLE_REPLY,
    SEARCHABLE_REQUEST,
    InspectRequest,
    ReadRequest,
    SearchableReply,
    SearchableRequest,
)
from extractor.sandbox.worker import Worker
from extractor.sandbox.workspace import Workspace
from extractor.words.types import PageFailure, PageWords

VERBS = "extractor.sandbox.table:VERBS"
COPY_VERBS = "extractor.sandbox.copy_table:VERBS"
"""For a pool that only makes searchable copies."""
ENGINE_STOPPED = "Mesin baca {engine} terhenti pada halaman ini; dibaca dengan mesin baca lain."
KEPT_COPIES = 16
"""Repaired copies kept at a time; an older one that is asked for again is made again."""
AHEAD = 2
"""Pages in work or done beyond the one waited for, per worker: memory stays flat over any number of pages."""


class ReadingPool:
    """Children in which PDFs and images are opened; nothing is opened in this process.

    Thread-safe: each call borrows one of ``workers`` children and waits when all are busy. A child that died is
    replaced by the next call. Use as a context manager, or call ``close``.
    """

    def __init__(
        self,
        workers: int = 2,
        limits: Limits | None = None,
        *,
        verbs: str = VERBS,
        import_paths: Sequence[Path] = (),
    ) -> None:
        """``verbs`` ("module:table") and ``import_paths`` let tests put their own verbs into the children."""
        self.workers = workers
        self.limits = limits or Limits()
        self._verbs = verbs
        self._import_paths = tuple(import_paths)
        self._workspace = Workspace()
        self._free = threading.Semaphore(workers)
        self._lock = threading.Lock()
        self._idle: deque[Worker] = deque()
        self._living: set[Worker] = set()
        self._copies: deque[Path] = deque()
        self._names = itertools.count(1)
        self._closed = False
        # One thread starts all children and lives as long as the pool: the kernel ends a child with its starter.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lindung-starter")

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start all children now, without waiting for them, so that no page need wait for their imports: a child
        that starts while another one reads costs that page as well."""
        started: list[Worker] = []
        with contextlib.suppress(SandboxUnavailable, PoolClosed):
            started.extend(self._borrowed() for _ in range(self.workers))
        for worker in started:
            self._give_back(worker)

    def close(self) -> None:
        """End all children and remove everything temporary; calls in progress end with PoolClosed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            busy = self._living - set(self._idle)
            idle = tuple(self._idle)
            self._idle.clear()
            self._living.clear()
        for worker in busy:
            worker.kill()  # the thread that waits for it cleans up
        for worker in idle:
            worker.stop()
        self._starter.shutdown(wait=True)
        self._workspace.close()

    # -- the verbs -------------------------------------------------------------------------------------------------

    def inspect(self, source: SourceFile) -> Inspection:
        """Count pages with two libraries, check limits, repair where needed.

        Raises ``UnreadableFile`` subclasses (the file is refused) or ``ReadingFailure`` subclasses.
        """
        body = INSPECT_REQUEST.dump_json(InspectRequest(media_type=source.media_type, size=source.size))
        copy = self._workspace.path / f"{source.sha256}.pdf"
        with opened_source(source.path, size=source.size) as file, written(copy) as output:
            reply = self.call("inspect", body, result=INSPECT_REPLY, files=(file, output.number))
            output.keep = reply.repaired
        if reply.repaired:
            self._keep_copy(copy)
        if not 0 < reply.page_count <= self.limits.pages:
            raise PageGarbled
        return Inspection(page_count=reply.page_count, repaired=copy if reply.repaired else None, notes=reply.notes)

    def read_page(
        self,
        source: SourceFile,
        number: int,
        *,
        inspection: Inspection,
        image_path: Path | None = None,
        turn: int | None = None,
    ) -> PageWords:
        """The words of page ``number`` (1-based). Raises ``ReadingFailure`` subclasses.

        ``image_path`` also gets the upright page as WebP; the file appears whole or not at all. ``turn`` (0/90/180/270
        clockwise) is a person's answer to which way up.
        """
        path, size, mark = self._to_read(source, inspection)
        request = ReadRequest(
            key=f"{source.sha256}:{mark}",
            media_type=source.media_type,
            number=number,
            turn=turn,
            picture=image_path is not None,
        )
        body = READ_REQUEST.dump_json(request)
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(opened_source(path, size=size))]
            output = stack.enter_context(written(image_path)) if image_path is not None else None
            if output is not None:
                files.append(output.number)
            try:
                words: PageWords = self.call("read_page", body, result=PAGE_WORDS, files=files)
            except PageStopped as stopped:
                words = self._read_by_another_engine(request, stopped, files=files)
            if words.number != number or not _sane(words):
                raise PageGarbled
            if output is not None:
                output.keep = True
        return words

    def read_pages(
        self, source: SourceFile, inspection: Inspection, *, image_dir: Path | None = None
    ) -> Iterator[PageWords | PageFailure]:
        """All pages in page order, as many at a time as there are children; a page that fails is given as failure.

        Raises PoolClosed and SandboxUnavailable, which say nothing about a page.

        ``image_dir`` gets one ``0001.webp`` per page. A page that ran out of wall-clock time is tried once more.
        """
        with ThreadPoolExecutor(max_workers=self.workers, thread_name_prefix="lindung-pages") as threads:
            waiting: deque[Future[PageWords | PageFailure]] = deque()
            numbers = iter(range(1, inspection.page_count + 1))
            try:
                for number in itertools.islice(numbers, self.workers * AHEAD):
                    waiting.append(threads.submit(self._page_or_failure, source, number, inspection, image_dir))
                while waiting:
                    page = waiting.popleft().result()
                    for number in itertools.islice(numbers, 1):
                        waiting.append(threads.submit(self._page_or_failure, source, number, inspection, image_dir))
                    yield page
            finally:
                for future in waiting:
                    future.cancel()

    def searchable_pdf(
        self,
        source: SourceFile,
        pages: Sequence[PageWords],
        *,
        inspection: Inspection,
        target: Path,
        archival: bool = False,
    ) -> tuple[str, ...]:
        """Write a copy of the document with the words of its scanned pages as invisible text to ``target``.

        ``archival`` makes it PDF/A-2b. The original is not touched; ``target`` appears whole or not at all. Returns
        Indonesian sentences on how the copy differs from the original, besides its words. Raises ``UnreadableFile`` or
        ``ReadingFailure`` subclasses.
        """
        path, size, _ = self._to_read(source, inspection)
        request = SearchableRequest(
            media_type=source.media_type,
            pages=tuple(pages),
            title=source.filename,
            sha256=source.sha256,
            archival=archival,
        )
        with opened_source(path, size=size) as file, written(target) as output:
            reply: SearchableReply = self.call(
                "searchable_pdf",
                SEARCHABLE_REQUEST.dump_json(request),
                result=SEARCHABLE_REPLY,
                files=(file, output.number),
            )
            output.keep = True
        return reply.notes

    def call(
        self,
        verb: str,
        body: bytes,
        *,
        result: TypeAdapter[Any],
        files: Sequence[int] = (),
        wall_seconds: float | None = None,
    ) -> Any:
        """Ask any child to do ``verb`` on a JSON body and validate what it answers.

        A child that read other pages before and dies gets no verdict: the page is tried once more in a fresh one.
        Raises the child's refusal, a subclass of ``UnreadableFile`` or ``ReadingFailure``.
        """
        with self._free:
            for last_try in (False, True):
                worker = self._borrowed()
                experienced = worker.answered > 0
                try:
                    reply = worker.ask(verb, body, files=files, wall_seconds=wall_seconds)
                    return result.validate_json(reply)
                except (PageCrashed, PageMemoryLimit, SandboxUnavailable):
                    if self._closed:
                        raise PoolClosed from None
                    if last_try or not experienced:
                        raise
                    rewind(files)
                except ValidationError as error:
                    worker.healthy = False
                    raise PageGarbled from error
                finally:
                    self._give_back(worker)
        raise PoolClosed  # not reached: the second try returns or raises

    # -- children --------------------------------------------------------------------------------------------------

    def _borrowed(self) -> Worker:
        with self._lock:
            if self._closed:
                raise PoolClosed
            if self._idle:
                return self._idle.pop()
            try:
                starting = self._starter.submit(self._start)
            except RuntimeError as error:
                raise PoolClosed from error
        return starting.result()

    def _start(self) -> Worker:
        worker = Worker(
            self._workspace.path / f"child{next(self._names)}",
            limits=self.limits,
            verbs=self._verbs,
            import_paths=self._import_paths,
        )
        with self._lock:
            if not self._closed:
                self._living.add(worker)
                return worker
        worker.stop()
        raise PoolClosed

    def _give_back(self, worker: Worker) -> None:
        worn_out = (
            not worker.healthy
            or worker.answered >= self.limits.pages_per_child
            or worker.resident_bytes > self.limits.resident_bytes
        )
        with self._lock:
            if not worn_out and not self._closed:
                self._idle.append(worker)
                return
            self._living.discard(worker)
        worker.stop()

    def _keep_copy(self, copy: Path) -> None:
        """Remember a repaired copy and drop the oldest beyond the number kept (open ones stay readable)."""
        with self._lock:
            if copy in self._copies:
                self._copies.remove(copy)
            self._copies.append(copy)
            while len(self._copies) > KEPT_COPIES:
                self._copies.popleft().unlink(missing_ok=True)

    # -- pages -----------------------------------------------------------------------------------------------------

    def _read_by_another_engine(self, request: ReadRequest, stopped: PageStopped, *, files: Sequence[int]) -> PageWords:
        """Once more without the engine in which the child ended. Raises ``stopped`` when that does not help either."""
        if stopped.during is None or self._closed:
            raise stopped
        rewind(files)
        body = READ_REQUEST.dump_json(replace(request, without=(stopped.during,)))
        try:
            words: PageWords = self.call("read_page", body, result=PAGE_WORDS, files=files)
        except (PoolClosed, SandboxUnavailable):
            raise
        except ReadingFailure:
            raise stopped from None
        return replace(words, notes=(ENGINE_STOPPED.format(engine=stopped.during), *words.notes))

    def _page_or_failure(
        self, source: SourceFile, number: int, inspection: Inspection, image_dir: Path | None
    ) -> PageWords | PageFailure:
        image_path = image_dir / f"{number:04d}.webp" if image_dir is not None else None
        for last_try in (False, True):
            try:
                return self.read_page(source, number, inspection=inspection, image_path=image_path)
            except (PoolClosed, SandboxUnavailable):
                raise  # says nothing about the page; it must not be recorded as read in vain
            except PageTimeout as failure:
                if last_try:
                    return _failed(number, failure)
            except ReadingFailure as failure:
                return _failed(number, failure)
        raise PoolClosed  # not reached: the second try returns

    def _to_read(self, source: SourceFile, inspection: Inspection) -> tuple[Path, int | None, str]:
        """Path, expected size and mark of the file to read: the original, or the repaired copy.

        The copy lives as long as the pool that made it; another process (a job taken over) makes it again.
        """
        if inspection.repaired is None:
            return source.path, source.size, "original"
        if inspection.repaired.exists():
            return inspection.repaired, None, "repaired"
        again = self._workspace.path / f"{source.sha256}.pdf"
        if not again.exists() and self.inspect(source).repaired is None:
            return source.path, source.size, "original"
        return again, None, "repaired"


def _failed(number: int, failure: ReadingFailure) -> PageFailure:
    return PageFailure(number=number, code=failure.code, message=failure.message, remedy=failure.remedy)


def _sane(words: PageWords) -> bool:
    """Whether the figures of an answer can be true; what is not is thrown away, not repaired."""
    numbers = [words.width, words.height, words.confidence]
    for word in words.words:
        numbers += (word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.confidence)
    for ruling in words.rulings:
        numbers += (ruling.box.x0, ruling.box.y0, ruling.box.x1, ruling.box.y1)
    return words.rotation in (0, 90, 180, 270) and all(map(math.isfinite, numbers))
