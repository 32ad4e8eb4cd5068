"""A page read again after a reviewer turned it: asked for, shown beside the reading in use, kept or let go.

::

    ask -> (a job reads the page, turned) -> keep | drop
    keep -> restore                          (the earlier reading comes back)

Keeping and restoring put the document into the queue once more: no page is read again, only its facts and findings are
made anew from all pages. Decisions on findings that come out the same stay. That the page was turned is a correction
of kind "turn", so that a later version of the reader turns it as well, and what was drawn on the page turns with it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, undefer

from api.context import Context
from api.errors import Invalid, NotFound, NotReady
from api.services import documents, events, workflow
from extractor.geometry import Box
from extractor.pipeline import PIPELINE_VERSION
from extractor.report import PageResult
from extractor.vocabulary import PageGrade
from extractor.words.types import PageWords
from models import Correction, Document, Page, PageTurn, User

Side = Literal["before", "after"]
WAITING = ("queued", "reading")
SHOWN_CHARACTERS = 400
_WORDS: TypeAdapter[PageWords] = TypeAdapter(PageWords)
_RANK: dict[PageGrade, int] = {"unreadable": 0, "poor": 1, "fair": 2, "good": 3}
_READING = ("source", "grade", "rotation", "confidence", "width", "height", "has_image", "words")
_FAILURE = ("error_code", "error_message", "error_remedy")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page was read once. ``rotation`` in degrees clockwise; ``words`` how many; ``text`` its beginning."""

    rotation: int
    grade: PageGrade
    confidence: float
    words: int
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The reading in use and the one that is not. ``better`` None: they are as good as each other."""

    used: Reading
    other: Reading
    better: Literal["used", "other"] | None


def ask(context: Context, session: Session, document: Document, number: int, *, by: int, user: User) -> PageTurn:
    """Have page ``number`` (1-based) read again, turned ``by`` 90, 180 or 270 degrees clockwise from how it is shown.

    Invalid at ``by`` or ``page``; NotOpen, Forbidden, NotReady. What is being read already is given back.
    """
    if by not in (90, 180, 270):
        raise Invalid.at("by", "Halaman hanya dapat diputar 90, 180, atau 270 derajat.", remedy="Pilih salah satunya.")
    _begin(session, document, user=user)
    if document.pipeline_version != PIPELINE_VERSION:
        raise Invalid.at(
            "page",
            "Dokumen ini dibaca dengan versi program yang lama; halamannya belum diputar.",
            remedy="Tekan Baca ulang lebih dahulu, lalu putar halamannya bila masih perlu.",
        )
    page = _page(session, document, number)
    before = page.rotation or 0
    waiting = session.scalar(_of_page(document, number).where(PageTurn.status.in_(WAITING)).limit(1))
    if waiting is not None:
        return waiting
    session.execute(
        update(PageTurn)
        .where(PageTurn.document_id == document.id, PageTurn.number == number, PageTurn.status == "done")
        .values(status="dropped")
    )
    row = PageTurn(
        document_id=document.id,
        number=number,
        pipeline_version=document.pipeline_version,
        turn=(before + by) % 360,
        before=before,
        user_id=user.id,
    )
    session.add(row)
    session.flush()
    context.queue.enqueue_turn(session, row)
    _record(session, document, row, "page.turn-asked", user=user)
    return row


def find(session: Session, document: Document, turn_id: uuid.UUID) -> PageTurn:
    """The try with its words; NotFound for one of another document."""
    row = session.get(PageTurn, turn_id, options=[undefer(PageTurn.words)], populate_existing=True)
    if row is None or row.document_id != document.id:
        raise NotFound()
    return row


def newest(session: Session, document: Document, number: int) -> PageTurn | None:
    """The last try of the page, without its words."""
    return session.scalar(_of_page(document, number).order_by(PageTurn.at.desc()).limit(1))


def compared(session: Session, document: Document, row: PageTurn) -> Compared:
    """Both readings of the page of ``row``; NotReady while it is being read."""
    if row.status in WAITING:
        raise NotReady("Halaman ini masih dibaca ulang.", remedy="Tunggu sebentar lalu coba lagi.")
    page = _page(session, document, row.number)
    used, other = _reading(page), _reading(row)
    mine, theirs = _quality(used), _quality(other)
    return Compared(used=used, other=other, better=None if mine == theirs else "used" if mine > theirs else "other")


def keep(context: Context, session: Session, document: Document, turn_id: uuid.UUID, *, user: User) -> PageTurn:
    """Put the new reading in use; facts and findings are then made anew by a job.

    Invalid at ``page`` when there is nothing to keep, or the page is no longer as it was when it was turned.
    """
    return _exchange(context, session, document, turn_id, user=user, restoring=False)


def restore(context: Context, session: Session, document: Document, turn_id: uuid.UUID, *, user: User) -> PageTurn:
    """Put the reading back whose place a kept one took; as ``keep``."""
    return _exchange(context, session, document, turn_id, user=user, restoring=True)


def drop(session: Session, document: Document, turn_id: uuid.UUID, *, user: User) -> PageTurn:
    """Leave the page as it is."""
    _begin(session, document, user=user)
    row = find(session, document, turn_id)
    if row.status in ("done", "failed"):
        row.status = "dropped"
        session.flush()
        _record(session, document, row, "page.turn-dropped", user=user)
    return row


def standing(session: Session, document: Document, number: int) -> int | None:
    """How far people turned the page clockwise; None when the reader is to find out by itself."""
    row = session.scalar(
        select(Correction)
        .where(Correction.document_id == document.id, Correction.kind == "turn", Correction.path == str(number))
        .order_by(Correction.id.desc())
        .limit(1)
    )
    return None if row is None or row.undo else int(row.new_value or 0)


def rows(session: Session, document: Document) -> Sequence[Correction]:
    """Every turn of a page of the document, oldest first."""
    return session.scalars(
        select(Correction)
        .where(Correction.document_id == document.id, Correction.kind == "turn")
        .order_by(Correction.id)
    ).all()


def following(box: Box, drawn: Correction, turns: Iterable[Correction], page: PageResult) -> Box:
    """``box``, drawn by the correction ``drawn``, where it is on ``page`` as that is turned now."""
    later = next((t for t in turns if t.page == page.number and t.id > drawn.id), None)
    if later is None:
        return box
    degrees = (page.rotation - int(later.old_value or 0)) % 360
    size = (page.height, page.width) if degrees in (90, 270) else (page.width, page.height)
    return box.turned(degrees, width=size[0], height=size[1])


def _exchange(
    context: Context, session: Session, document: Document, turn_id: uuid.UUID, *, user: User, restoring: bool
) -> PageTurn:
    _begin(session, document, user=user)
    row = find(session, document, turn_id)
    page = _page(session, document, row.number)
    expected, here = ("kept", row.turn) if restoring else ("done", row.before)
    if row.status != expected or (row.words is None and not restoring):
        raise _gone()
    if row.pipeline_version != page.pipeline_version or (page.rotation or 0) != here:
        raise _gone()
    was = page.rotation or 0
    _swap(page, row)
    row.status = "restored" if restoring else "kept"
    session.add(
        Correction(
            document_id=document.id,
            kind="turn",
            path=str(row.number),
            old_value=str(was),
            new_value=str(page.rotation or 0),
            # Where a person had turned the page before, restoring leads back to that, not to the reader's own finding.
            undo=restoring and not _turned_earlier(session, row),
            pipeline_version=document.pipeline_version,
            page=row.number,
            user_id=user.id,
        )
    )
    _void_words(session, document, row.number, user=user)
    session.flush()
    _record(session, document, row, "page.turn-restored" if restoring else "page.turn-kept", user=user)
    documents.reread(context, session, document, user=user)
    return row


def _turned_earlier(session: Session, row: PageTurn) -> bool:
    """Whether the page was as it was before ``row`` because a person had turned it so."""
    earlier = session.scalar(
        select(PageTurn.id)
        .where(
            PageTurn.document_id == row.document_id,
            PageTurn.number == row.number,
            PageTurn.status == "kept",
            PageTurn.at < row.at,
        )
        .limit(1)
    )
    return earlier is not None


def _swap(page: Page, row: PageTurn) -> None:
    for name in (*_READING, *_FAILURE):
        mine, theirs = getattr(page, name), getattr(row, name)
        setattr(page, name, theirs)
        setattr(row, name, mine)
    page.status = "failed" if page.words is None else "done"


def _void_words(session: Session, document: Document, number: int, *, user: User) -> None:
    """Take the word corrections of the page back: their places mean nothing in another reading."""
    newest = (
        select(func.max(Correction.id))
        .where(Correction.document_id == document.id, Correction.kind == "word", Correction.page == number)
        .group_by(Correction.path)
    )
    for word in session.scalars(select(Correction).where(Correction.id.in_(newest), Correction.undo.is_(False))).all():
        session.add(
            Correction(
                document_id=document.id,
                kind="word",
                path=word.path,
                old_value=word.new_value,
                new_value=None,
                undo=True,
                pipeline_version=word.pipeline_version,
                page=number,
                user_id=user.id,
            )
        )


def _begin(session: Session, document: Document, *, user: User) -> None:
    """Take the document's row, and the document into this person's hands."""
    session.execute(update(Document).where(Document.id == document.id).values(run=Document.run))
    session.refresh(document)
    if not document.finished:
        raise NotReady()
    workflow.touch(session, document, user=user)


def _page(session: Session, document: Document, number: int) -> Page:
    row = session.scalar(
        select(Page)
        .where(
            Page.document_id == document.id,
            Page.number == number,
            Page.pipeline_version == document.pipeline_version,
        )
        .options(undefer(Page.words))
    )
    if row is None:
        raise Invalid.at(
            "page", f"Dokumen ini tidak punya halaman {number}.", remedy="Pilih halaman dari deretan di bawah gambar."
        )
    return row


def _of_page(document: Document, number: int) -> Select[PageTurn]:
    return select(PageTurn).where(PageTurn.document_id == document.id, PageTurn.number == number)


def _reading(row: Page | PageTurn) -> Reading:
    words = None if row.words is None else _WORDS.validate_json(row.words)
    return Reading(
        rotation=row.rotation or 0,
        grade=row.grade or "unreadable",
        confidence=row.confidence or 0.0,
        words=0 if words is None else len(words.words),
        text="" if words is None else _beginning(words),
        problem=row.error_message or "",
    )


def _beginning(words: PageWords) -> str:
    lines: dict[int, list[str]] = {}
    for word in words.words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())[:SHOWN_CHARACTERS]


def _quality(reading: Reading) -> tuple[int, float]:
    return _RANK[reading.grade], round(reading.confidence, 3)


def _gone() -> Invalid:
    return Invalid.at(
        "page",
        "Bacaan ini tidak dapat dipakai lagi: halamannya sudah dibaca atau diputar sesudahnya.",
        remedy="Muat ulang laporannya, lalu putar halamannya sekali lagi bila perlu.",
    )


def _record(session: Session, document: Document, row: PageTurn, action: str, *, user: User) -> None:
    events.record(
        session,
        action,
        org=document.org,
        actor_id=user.id,
        subject=("document", document.id),
        before={"page": row.number, "turned": row.before},
        after={"turn": str(row.id), "turned": row.turn, "grade": row.grade, "confidence": row.confidence},
    )
