"""What leaves the house about one document. Personal numbers are covered unless the person may see them and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive import package, tables
from api.archive.covering import covered_report, covered_words, organisation_numbers
from api.context import Context
from api.errors import NotFound, NotReady, StorageDamaged
from api.jobs.rows import read_pages
from api.services import documents, events, reports
from api.services.reports import JudgedFinding, StoredReport
from extractor.report import Report
from extractor.understood import words_of
from extractor.words.types import PageWords
from models import Document, Event, User
from models.base import utc_now


def stored(session: Session, document: Document, *, open_numbers: bool) -> StoredReport:
    """The current report with its decisions; raises as ``reports.current`` does."""
    found = reports.current(session, document)
    if open_numbers:
        return found
    shown = covered_report(found.report)
    judged = tuple(
        JudgedFinding(row=j.row, finding=shown.all_findings[j.row.position], decision=j.decision)
        for j in found.findings
    )
    return replace(found, report=shown, findings=judged)


def words(session: Session, document: Document, *, open_numbers: bool) -> tuple[PageWords, ...]:
    """The words of every page; a page that could not be read has none. NotReady while it is being read."""
    if not document.finished:
        raise NotReady()
    pages = tuple(words_of(page) for page in read_pages(session, document))
    if not pages:
        raise NotFound(document.error_message, remedy=document.error_remedy)
    if open_numbers:
        return pages
    shown = _organisations(session, document)
    return tuple(covered_words(page, shown) for page in pages)


def original(context: Context, document: Document) -> Path:
    """The file as it was handed in. StorageDamaged when it is gone."""
    place = context.storage.original(document.sha256)
    if not context.storage.fetch(place):
        raise StorageDamaged()
    return place


def workbook(context: Context, session: Session, document: Document, *, open_numbers: bool) -> Path:
    """Facts and findings as XLSX, in a file that the caller removes."""
    report = stored(session, document, open_numbers=open_numbers).report
    place = context.storage.passing(".xlsx")
    try:
        tables.write_xlsx(report, place)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place


def archive_package(context: Context, session: Session, document: Document, *, open_numbers: bool, user: User) -> Path:
    """The package for an archive, in a file that the caller removes. NotReady while the document is being read."""
    if not document.finished:
        raise NotReady()
    pages = documents.pages(session, document)
    images = {
        page.number: documents.picture(context, document, page.number, rotation=page.rotation)
        for page in pages
        if page.has_image
    }
    events.record(
        session,
        "document.exported",
        org=document.org,
        actor_id=user.id,
        subject=("document", document.id),
        after={"as": "package", "open": open_numbers},
    )
    trail = session.scalars(
        select(Event).where(Event.subject_type == "document", Event.subject_id == str(document.id)).order_by(Event.id)
    ).all()
    contents = package.Contents(
        document=document,
        original=original(context, document),
        images={number: place for number, place in images.items() if context.storage.fetch(place)},
        words=words(session, document, open_numbers=open_numbers) if pages else (),
        report=_report_or_none(session, document, open_numbers=open_numbers),
        events=trail,
        open_numbers=open_numbers,
    )
    place = context.storage.passing(".zip")
    try:
        package.write(contents, place, made_at=utc_now())
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place


def _report_or_none(session: Session, document: Document, *, open_numbers: bool) -> Report | None:
    try:
        return stored(session, document, open_numbers=open_numbers).report
    except NotFound:
        return None


def _organisations(session: Session, document: Document) -> frozenset[str]:
    try:
        return organisation_numbers(reports.current(session, document).report)
    except NotFound:
        return frozenset()
