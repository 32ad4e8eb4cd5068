"""The searchable copy of a document, made when it is first asked for."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.context import Context
from api.errors import NotReady, StorageDamaged
from api.jobs.rows import read_pages
from extractor.intake.types import Inspection, SourceFile
from extractor.sandbox import COPY_VERBS, ReadingPool
from extractor.understood import words_of
from models import Correction, Document

_ONE_AT_A_TIME = threading.Lock()
"""A copy takes seconds and the memory of a child: two requests at once wait for each other."""


def searchable(context: Context, session: Session, document: Document, *, archival: bool) -> Path:
    """The copy with the words of the present reading laid over it; as PDF/A-2b when ``archival``.

    NotReady while the document is being read. Raises what the child says about the file.
    """
    if not document.finished:
        raise NotReady()
    place = _place(context, session, document, archival=archival)
    with _ONE_AT_A_TIME:
        if not context.storage.fetch(place):
            _make(context, session, document, place=place, archival=archival)
    return place


def _place(context: Context, session: Session, document: Document, *, archival: bool) -> Path:
    """Where the copy lies. What people changed in the words makes another copy, and one of this office's own: the same
    file may lie in another office, where nobody turned a page."""
    place = context.storage.searchable(document.sha256, document.pipeline_version, archival=archival)
    changed = session.scalar(
        select(func.max(Correction.id)).where(
            Correction.document_id == document.id, Correction.kind.in_(("word", "turn"))
        )
    )
    return place if changed is None else place.with_name(f"{place.stem}.{document.id.hex[:12]}-{changed}{place.suffix}")


def _make(context: Context, session: Session, document: Document, *, place: Path, archival: bool) -> None:
    original = context.storage.original(document.sha256)
    if not context.storage.fetch(original):
        raise StorageDamaged()
    pages = [words_of(page) for page in read_pages(session, document)]
    repaired = context.storage.repaired(document.sha256, document.pipeline_version) if document.repaired else None
    if repaired is not None and not context.storage.fetch(repaired):
        raise StorageDamaged(
            "Salinan kerja dokumen yang diperbaiki ini tidak ada di penyimpanan, sehingga PDF-nya tidak dapat dibuat.",
            remedy="Tekan Baca ulang pada dokumen ini, lalu ulangi.",
        )
    # No file name: two offices may hold the same file under different names, and the copy is kept for both.
    source = SourceFile(
        path=original, filename="", media_type=document.media_type, sha256=document.sha256, size=document.size
    )
    draft = context.storage.draft(place)
    with ReadingPool(workers=1, verbs=COPY_VERBS) as pool:
        inspection = Inspection(page_count=document.page_count or 0, repaired=repaired, notes=())
        pool.searchable_pdf(source, pages, inspection=inspection, target=draft, archival=archival)
    context.storage.publish(draft, place)
