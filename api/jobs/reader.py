"""What the jobs need from the extractor, and the one that really reads."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from api.clock import today_here
from api.settings import Settings
from extractor import pipeline
from extractor.intake.types import Inspection, SourceFile
from extractor.law import Law, LawDataError, load_law
from extractor.report import Report
from extractor.sandbox import ReadingPool, UnderstandingPool
from extractor.words.types import PageFailure, PageWords

LOG = logging.getLogger("lindung.jobs")


class Reader(Protocol):
    """Reads files and judges what was read. ``inspect`` and ``read_page`` may be called from several threads."""

    def inspect(self, source: SourceFile) -> Inspection:
        """Raises an UnreadableFile or ReadingFailure subclass."""
        ...

    def read_page(
        self, source: SourceFile, number: int, *, inspection: Inspection, image_path: Path, turn: int | None = None
    ) -> PageWords:
        """Raises a ReadingFailure subclass. May write the page's WebP image to ``image_path``. ``turn`` (0/90/180/270
        clockwise) is a person's answer to which way up."""
        ...

    def understand(
        self, source: SourceFile, inspection: Inspection, pages: Sequence[PageWords | PageFailure]
    ) -> Report:
        """From all pages to the report. Raises a ReadingFailure subclass when their content could not be read."""
        ...

    def close(self) -> None:
        """End all reading at once; calls that are going on fail."""
        ...


class PresentLaw:
    """The law data as its files are at the moment. Raises LawDataError at first when they cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._law = load_law(folder)

    def now(self) -> Law:
        """The law to judge the next document by. While somebody's edit has broken a file, the last good state goes
        on judging: the report says by which version."""
        try:
            self._law = load_law(self._folder)
        except LawDataError as error:
            LOG.error("law data not usable, still judging by %s: %s line %s", self._law.version, error.file, error.line)
        return self._law


class PoolReader:
    """Reads in killable child processes (``extractor.sandbox``) and judges by the installed law data."""

    def __init__(self, settings: Settings) -> None:
        self._law = PresentLaw(settings.law_folder)
        self._pool = ReadingPool(workers=settings.workers)
        self._mind = UnderstandingPool()
        self._mind.warm_up()
        self._pool.warm_up()

    def inspect(self, source: SourceFile) -> Inspection:
        return self._pool.inspect(source)

    def read_page(
        self, source: SourceFile, number: int, *, inspection: Inspection, image_path: Path, turn: int | None = None
    ) -> PageWords:
        return self._pool.read_page(source, number, inspection=inspection, image_path=image_path, turn=turn)

    def understand(
        self, source: SourceFile, inspection: Inspection, pages: Sequence[PageWords | PageFailure]
    ) -> Report:
        understood = self._mind.understand(pages)
        return pipeline.judge_document(
            source, inspection, pages, understood=understood, law=self._law.now(), today=today_here()
        )

    def close(self) -> None:
        self._pool.close()
        self._mind.close()
