"""What reviewers corrected, gathered for the training of the language model; and reading again with a newer one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.context import Context
from api.jobs import rows
from api.services import corrections, documents, fact_paths, proposals, reports
from extractor.facts.learning.corrections import CorrectedDocument
from extractor.pipeline import PIPELINE_VERSION
from extractor.words.types import PageWords
from models import Correction, Document
from models.correction import CorrectionKind
from models.document import FINAL

CLOSED = frozenset({"checked", "approved"})
_TEACHES: tuple[CorrectionKind, ...] = ("fact", "word")


def corrected_documents(session: Session, *, org: str | None = None) -> Iterator[CorrectedDocument]:
    """Every finished document with standing corrections of facts or words, as the reviewers left it, oldest first.

    ``org`` None: of all offices of this installation. A document of which a page could not be read is left out: its
    words do not say all that the contract says. So is one that was read again by another version since.
    """
    with_corrections = select(Correction.document_id).where(Correction.kind.in_(_TEACHES)).distinct()
    query = select(Document).where(Document.id.in_(with_corrections)).order_by(Document.created_at, Document.id)
    if org is not None:
        query = query.where(Document.org == org)
    refused: dict[str, frozenset[str]] = {}
    for document in session.scalars(query).all():
        if document.org not in refused:
            refused[document.org] = proposals.refused_clauses(session, org=document.org)
        made = _one(session, document, refused=refused[document.org])
        if made is not None:
            yield made


def reread_older(context: Context, session: Session) -> int:
    """Read again every finished document that another version has read; how many. Corrections and decisions stay."""
    older = select(Document).where(Document.status.in_(FINAL), Document.pipeline_version != PIPELINE_VERSION)
    found = session.scalars(older.order_by(Document.created_at, Document.id)).all()
    for document in found:
        documents.reread(context, session, document, user=None)
    return len(found)


def _one(session: Session, document: Document, *, refused: frozenset[str]) -> CorrectedDocument | None:
    """``refused``: clause wordings that the administrator does not want taught."""
    standing: Sequence[Correction] = [
        row
        for row in corrections.standing(session, document, *_TEACHES)
        if not (row.kind == "fact" and "clauses." in row.path and proposals.clause_key(row) in refused)
    ]
    if not document.finished or not standing:
        return None
    pages = [page for page in rows.read_pages(session, document) if isinstance(page, PageWords)]
    if not pages or len(pages) != document.page_count:
        return None
    report = reports.current(session, document).report
    first = report.parts[0].pages if report.parts else tuple(page.number for page in pages)
    return CorrectedDocument(
        sha256=document.sha256,
        pipeline_version=document.pipeline_version,
        checked=document.review_state in CLOSED,
        paths=tuple(row.path for row in standing if row.kind == "fact" and fact_paths.split(row.path)[0] == 1),
        contract=report.contract,
        pages=tuple(page for page in pages if page.number in first),
    )
