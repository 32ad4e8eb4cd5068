"""One reading machine in a process of its own, set up by its environment alone: ``python machine_process.py LOG CORE
fake|real``.

It keeps to one core with all its children, and writes a line into LOG when it is ready and for each page it begins.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from fake_reader import FakeReader

from api.context import open_context
from api.folders.feeder import feeding
from api.jobs.reader import PoolReader, Reader
from api.jobs.worker import Worker
from api.settings import from_environment
from extractor.intake.types import Inspection, SourceFile
from extractor.report import Report
from extractor.words.types import PageFailure, PageWords

LONGEST = 3600.0
"""Seconds after which a machine that was forgotten ends by itself."""


class Watched:
    """Another reader, whose begun pages are noted, and whose file must be the one that was handed in."""

    def __init__(self, reader: Reader, log: Path) -> None:
        self._reader = reader
        self._log = log

    def note(self, line: str) -> None:
        with self._log.open("a") as out:
            out.write(f"{line}\n")

    def inspect(self, source: SourceFile) -> Inspection:
        return self._reader.inspect(source)

    def read_page(
        self,
        source: SourceFile,
        number: int,
        *,
        inspection: Inspection,
        image_path: Path,
        turn: int | None = None,
    ) -> PageWords:
        self.note(f"begin {source.sha256} {number}")
        assert hashlib.sha256(source.path.read_bytes()).hexdigest() == source.sha256
        return self._reader.read_page(source, number, inspection=inspection, image_path=image_path, turn=turn)

    def understand(
        self, source: SourceFile, inspection: Inspection, pages: Sequence[PageWords | PageFailure]
    ) -> Report:
        return self._reader.understand(source, inspection, pages)

    def close(self) -> None:
        self._reader.close()


def main(log: Path, *, core: int, real: bool) -> None:
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[core % len(os.sched_getaffinity(0))]})
    settings = from_environment()
    context = open_context(settings)
    try:
        seconds = float(os.environ.get("LINDUNG_TEST_PAGE_SECONDS", "0.1"))
        reader = PoolReader(settings) if real else FakeReader(page_count=6, seconds_a_page=seconds)
        watched = Watched(reader, log)
        with Worker(context, watched), feeding(context):
            watched.note("ready")
            time.sleep(LONGEST)
    finally:
        context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), core=int(sys.argv[2]), real=sys.argv[3] == "real")
