"""The words of a page as they were read, with the corrections of reviewers laid over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from extractor.geometry import Box
from extractor.words.types import PageWords
from models import Correction, Document, Page

_WORDS: TypeAdapter[PageWords] = TypeAdapter(PageWords)
INSIDE = 0.5
"""A word belongs to a drawn box when at least this part of it lies inside."""


def of(session: Session, document: Document, number: int) -> PageWords | None:
    """The words of a page of the present reading; None when it has none."""
    text = session.scalar(
        select(Page.words).where(
            Page.document_id == document.id,
            Page.number == number,
            Page.pipeline_version == document.pipeline_version,
        )
    )
    return None if text is None else corrected(_WORDS.validate_json(text), _corrections(session, document, number))


def quote(session: Session, document: Document, number: int, box: Box) -> str:
    """The words that stand in the box, in the reader's order."""
    page = of(session, document, number)
    if page is None:
        return ""
    return " ".join(w.text for w in page.words if w.box.intersection(box) >= INSIDE * w.box.area > 0)


def corrected(page: PageWords, corrections: Iterable[Correction]) -> PageWords:
    """The page with the words exchanged; their boxes never move."""
    words = list(page.words)
    for row in corrections:
        place = int(row.path.partition(".")[2])
        if place < len(words):
            words[place] = replace(words[place], text=row.new_value or "", confidence=1.0, alternative=None)
    return replace(page, words=tuple(words))


def all_corrections(session: Session, document: Document) -> dict[int, list[Correction]]:
    """The standing word corrections of the present reading, by page."""
    found: dict[int, list[Correction]] = {}
    for row in _corrections(session, document, None):
        found.setdefault(row.page or 0, []).append(row)
    return found


def _corrections(session: Session, document: Document, number: int | None) -> list[Correction]:
    newest = (
        select(func.max(Correction.id))
        .where(Correction.document_id == document.id, Correction.kind == "word")
        .group_by(Correction.path)
    )
    query = select(Correction).where(
        Correction.id.in_(newest),
        Correction.undo.is_(False),
        Correction.pipeline_version == document.pipeline_version,
    )
    if number is not None:
        query = query.where(Correction.page == number)
    return list(session.scalars(query))
