"""A contract file in, a report out: the only place that knows the order of the steps.

``check_file`` is the whole way for one file (the command line). The web's jobs take the same steps one by one:
inspect, one ``read_page`` per page, ``understand``, then ``judge_document`` here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from extractor.checks import judge, missing, violations
from extractor.intake import identify
from extractor.intake.types import Inspection, SourceFile
from extractor.law import Law
from extractor.model_folder import RECORD, model_folder
from extractor.report import ContractPart, DocumentResult, Finding, PageResult, Report
from extractor.understood import Understood, words_of
from extractor.vocabulary import DocumentStatus
from extractor.words.types import PageFailure, PageWords

_MODEL_RECORD = model_folder() / RECORD  # read as a file: spaCy is not needed here
PIPELINE_VERSION = f"lindung-{version('lindung')}+model.{json.loads(_MODEL_RECORD.read_text())['version']}"
"""Part of every stored result. It changes whenever the same file could give another report; it is fixed when the
process starts, like the model itself."""

Progress = Callable[[int, int], None]
"""Called as ``progress(pages_done, page_count)`` after each page."""


class Reader(Protocol):
    """What opens files: ``extractor.sandbox.ReadingPool``."""

    def inspect(self, source: SourceFile) -> Inspection: ...

    def read_pages(self, source: SourceFile, inspection: Inspection) -> Iterable[PageWords | PageFailure]: ...


class Understander(Protocol):
    """What reads their content: ``extractor.sandbox.UnderstandingPool``."""

    def understand(self, pages: Sequence[PageWords | PageFailure]) -> Understood: ...


def check_file(
    path: Path,
    *,
    reader: Reader,
    understander: Understander,
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
    inspection = reader.inspect(source)
    pages: list[PageWords | PageFailure] = []
    for page in reader.read_pages(source, inspection):
        pages.append(page)
        if progress is not None:
            progress(len(pages), inspection.page_count)
    understood = understander.understand(pages)
    return judge_document(source, inspection, pages, understood=understood, law=law, today=today)


def judge_document(
    source: SourceFile,
    inspection: Inspection,
    pages: Sequence[PageWords | PageFailure],
    *,
    understood: Understood,
    law: Law,
    today: date,
) -> Report:
    """From what the pages say to the report. ``pages`` holds exactly one entry per page, in page order."""
    numbers = [page.number for page in pages]
    if numbers != list(range(1, inspection.page_count + 1)):
        raise ValueError(f"{inspection.page_count} pages in the file, but pages {numbers} were handed in")
    results = tuple(_page_result(words_of(page), text) for page, text in zip(pages, understood.page_texts, strict=True))
    parts = tuple(
        _judged(ContractPart(part.pages, part.reason, part.contract, (), (), ()), results, law=law, today=today)
        for part in understood.parts
    )
    findings = parts[0].findings if parts else judge(understood.contract, pages=results, law=law, today=today)
    return Report(
        document=DocumentResult(
            sha256=source.sha256,
            filename=source.filename,
            status=document_status(results),
            pages=results,
            notes=(*inspection.notes, *understood.notes),
        ),
        contract=understood.contract,
        findings=findings,
        missing=missing(findings),
        violations=violations(findings),
        law_version=law.version,
        pipeline_version=PIPELINE_VERSION,
        banners=law.banners(today),
        parts=parts,
    )


def judge_again(report: Report, *, law: Law, today: date) -> Report:
    """The same facts and pages judged by the law data as it is now; nothing is read again.

    ``pipeline_version`` stays that of the reading: it says where the facts came from.
    """
    pages = report.document.pages
    parts = tuple(_judged(part, pages, law=law, today=today) for part in report.parts)
    findings = parts[0].findings if parts else judge(report.contract, pages=pages, law=law, today=today)
    return replace(
        report,
        findings=findings,
        missing=missing(findings),
        violations=violations(findings),
        law_version=law.version,
        banners=law.banners(today),
        parts=parts,
    )


def _judged(part: ContractPart, pages: Sequence[PageResult], *, law: Law, today: date) -> ContractPart:
    """The part judged on its own pages only: what another contract of the file says is no protection here."""
    own = [page for page in pages if page.number in part.pages]
    findings = judge(part.contract, pages=own, law=law, today=today)
    return replace(part, findings=findings, missing=missing(findings), violations=violations(findings))


def needs_person(report: Report) -> tuple[Finding, ...]:
    """The findings a reviewer should look at: everything that is not satisfied or outside the rule's reach."""
    return tuple(f for f in report.all_findings if f.verdict not in ("satisfied", "not_applicable"))


def document_status(pages: Sequence[PageResult]) -> DocumentStatus:
    """A document with an unreadable page is never complete (house rule 3)."""
    unreadable = sum(page.grade == "unreadable" for page in pages)
    if unreadable == len(pages):
        return "failed"
    return "partial" if unreadable else "complete"


def _page_result(words: PageWords, text: str) -> PageResult:
    return PageResult(
        number=words.number,
        source=words.source,
        rotation=words.rotation,
        grade=words.grade,
        confidence=round(words.confidence, 4),
        text=text,
        width=words.width,
        height=words.height,
        grade_reason=words.grade_reason,
        notes=words.notes,
    )
