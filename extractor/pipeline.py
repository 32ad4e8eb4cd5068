"""A contract file in, a report out: the only place that knows the order of the steps.

``check_file`` is the whole way for one file (the command line). The web's jobs take the same steps one by one:
``pool.inspect``, ``pool.read_page`` for each page, then ``understand`` on what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from extractor.checks import judge, missing, violations
from extractor.facts import extract_facts
from extractor.intake import identify
from extractor.intake.types import Inspection, SourceFile
from extractor.law import Law
from extractor.report import DocumentResult, Finding, PageResult, Report
from extractor.structure import build_structure
from extractor.structure.types import Structure
from extractor.vocabulary import DocumentStatus
from extractor.words.types import PageFailure, PageWords

PIPELINE_VERSION = f"lindung-{version('lindung')}"
"""Part of every stored result. It changes whenever the same file could give another report."""

Progress = Callable[[int, int], None]
"""Called as ``progress(pages_done, page_count)`` after each page."""


class Reader(Protocol):
    """What the pipeline needs of ``extractor.sandbox.ReadingPool``: files are opened only behind it."""

    def inspect(self, source: SourceFile) -> Inspection: ...

    def read_pages(self, source: SourceFile, inspection: Inspection) -> Sequence[PageWords | PageFailure]: ...


def check_file(
    path: Path,
    *,
    pool: Reader,
    law: Law,
    today: date,
    filename: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read and judge one file.

    Raises an ``UnreadableFile`` subclass when nothing of the file can be used; a page that fails makes the report
    ``partial``. ``today`` is the day of the check (which law is current, which deadlines have passed).
    """
    source = identify(path, filename=filename)
    inspection = pool.inspect(source)
    pages: list[PageWords | PageFailure] = []
    for page in pool.read_pages(source, inspection):
        pages.append(page)
        if progress is not None:
            progress(len(pages), inspection.page_count)
    return understand(source, inspection, pages, law=law, today=today)


def understand(
    source: SourceFile,
    inspection: Inspection,
    pages: Sequence[PageWords | PageFailure],
    *,
    law: Law,
    today: date,
) -> Report:
    """From the words of all pages to the report. ``pages`` holds exactly one entry per page, in page order."""
    numbers = [page.number for page in pages]
    if numbers != list(range(1, inspection.page_count + 1)):
        raise ValueError(f"{inspection.page_count} pages in the file, but pages {numbers} were handed in")
    structure = build_structure([_words(page) for page in pages])
    contract = extract_facts(structure)
    results = tuple(_page_result(page, structure) for page in pages)
    findings = judge(contract, pages=results, law=law, today=today)
    return Report(
        document=DocumentResult(
            sha256=source.sha256,
            filename=source.filename,
            status=_status(results),
            pages=results,
            notes=(*inspection.notes, *structure.notes),
        ),
        contract=contract,
        findings=findings,
        missing=missing(findings),
        violations=violations(findings),
        law_version=law.version,
        pipeline_version=PIPELINE_VERSION,
        banners=law.banners(today),
    )


def needs_person(report: Report) -> tuple[Finding, ...]:
    """The findings a reviewer should look at: everything that is not satisfied or outside the rule's reach."""
    return tuple(f for f in report.findings if f.verdict not in ("satisfied", "not_applicable"))


def _words(page: PageWords | PageFailure) -> PageWords:
    """A failed page keeps its place as an empty, unreadable one: pages in = pages out."""
    if isinstance(page, PageWords):
        return page
    return PageWords(
        number=page.number,
        width=0.0,
        height=0.0,
        words=(),
        source="none",
        grade="unreadable",
        grade_reason=f"{page.message} {page.remedy}",
        confidence=0.0,
    )


def _page_result(page: PageWords | PageFailure, structure: Structure) -> PageResult:
    words = _words(page)
    return PageResult(
        number=words.number,
        source=words.source,
        rotation=words.rotation,
        grade=words.grade,
        confidence=round(words.confidence, 4),
        text=structure.page_text(words.number),
        width=words.width,
        height=words.height,
        grade_reason=words.grade_reason,
        notes=words.notes,
    )


def _status(pages: Sequence[PageResult]) -> DocumentStatus:
    """A document with an unreadable page is never complete (house rule 3)."""
    unreadable = sum(page.grade == "unreadable" for page in pages)
    if unreadable == len(pages):
        return "failed"
    return "partial" if unreadable else "complete"
