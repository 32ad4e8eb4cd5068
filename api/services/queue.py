"""The reviewers' queue: which documents wait, for whom, and how many; and the filters that people keep.

Everything is counted and filtered from columns of ``document`` that stand in one index, so that the figures are those
of the moment and no report is opened.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from sqlalchemy import ColumnElement, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from api.clock import WIB
from api.errors import Invalid, NotFound
from api.permissions import sees_all, visible
from api.services import cursors, search
from extractor.vocabulary import ContractKind, PageGrade
from models import Document, SavedFilter, SearchText, User
from models.document import Door, ReviewState

Verdict = Literal["violated", "absent", "unclear", "unreadable"]
Whose = Literal["", "mine", "nobody"]
ROWS = 25
MOST_FILTERS = 30
STATES: tuple[ReviewState, ...] = get_args(ReviewState)
WAITING: tuple[ReviewState, ...] = ("to_review", "in_review", "sent_back")
"""The backlog: what somebody still has to look at."""
_COUNT_OF = {
    "violated": Document.violated_count,
    "absent": Document.absent_count,
    "unclear": Document.unclear_count,
    "unreadable": Document.unreadable_count,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show; an empty value asks for nothing. ``severity`` 4 (kritis) to 1: an open finding at least so grave.
    ``since`` and ``until`` are days (WIB) on which a document came in; ``text`` is looked for in the pages."""

    state: ReviewState | None = None
    whose: Whose = ""
    agency: str = ""
    vendor: str = ""
    kind: ContractKind | None = None
    verdict: Verdict | None = None
    severity: int = 0
    grade: PageGrade | None = None
    rescan: bool = False
    since: date | None = None
    until: date | None = None
    door: Door | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """``pages`` names, of each document that was found by its text, the pages that say it; ``next`` is the cursor."""

    documents: tuple[Document, ...]
    people: dict[uuid.UUID, str]
    pages: dict[uuid.UUID, tuple[int, ...]]
    next: str | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """The figure on the first screen. ``mine`` are those that this person has in hand."""

    documents: int
    findings: int
    mine: int


def listing(session: Session, user: User, wanted: Filter, *, after: str | None = None, limit: int = ROWS) -> Found:
    """A page of the queue, newest first, with the names of those who have the documents in hand."""
    query = select(Document).where(*_conditions(session, user, wanted))
    if wanted.state is not None:
        query = query.where(Document.review_state == wanted.state)
    if after is not None:
        query = query.where(tuple_(Document.created_at, Document.id) < tuple_(*cursors.place(after)))
    rows = session.scalars(query.order_by(Document.created_at.desc(), Document.id.desc()).limit(limit + 1)).all()
    shown = tuple(rows[:limit])
    return Found(
        documents=shown,
        people=names(session, (d.reviewer_id for d in shown)),
        pages=search.hits(session, search.understood(wanted.text), shown, user),
        next=cursors.cursor(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None,
    )


def counts(session: Session, user: User, wanted: Filter) -> dict[ReviewState, int]:
    """How many documents of each state the filter leaves (its own state aside), all states named."""
    rows = session.execute(
        select(Document.review_state, func.count())
        .where(*_conditions(session, user, replace(wanted, state=None)))
        .group_by(Document.review_state)
    )
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in STATES}


def backlog(session: Session, user: User) -> Backlog:
    """What waits in the person's part of the house."""
    row = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(Document.open_count), 0),
            func.coalesce(func.sum(case((Document.reviewer_id == user.id, 1), else_=0)), 0),
        ).where(visible(user), Document.latest.is_(True), Document.review_state.in_(WAITING))
    ).one()
    return Backlog(documents=row[0], findings=int(row[1]), mine=int(row[2]))


def agencies(session: Session, user: User) -> Sequence[str]:
    """The agencies that have handed something in, for the list to choose from.

    From one to the next by the index: a DISTINCT would look at every document of the office.
    """
    if not sees_all(user):
        return [user.agency] if user.agency else []
    first = select(func.min(Document.agency).label("agency")).where(Document.org == user.org, Document.agency > "")
    found = first.cte("found", recursive=True)
    following = (
        select(func.min(Document.agency))
        .where(Document.org == user.org, Document.agency > found.c.agency)
        .correlate(found)
        .scalar_subquery()
    )
    found = found.union_all(select(following).where(found.c.agency.is_not(None)))
    return list(session.scalars(select(found.c.agency).where(found.c.agency.is_not(None))))


def names(session: Session, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """What these accounts are called, in one statement."""
    wanted = {identifier for identifier in ids if identifier is not None}
    if not wanted:
        return {}
    rows = session.execute(select(User.id, User.display_name, User.name).where(User.id.in_(wanted)))
    return {identifier: shown or name for identifier, shown, name in rows}


def saved(session: Session, user: User) -> Sequence[SavedFilter]:
    """The person's own filters by name."""
    return session.scalars(select(SavedFilter).where(SavedFilter.user_id == user.id).order_by(SavedFilter.name)).all()


def save(session: Session, user: User, *, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it. Invalid at ``name``."""
    name = " ".join(name.split())
    if not name or len(name) > 64:
        raise Invalid.at(
            "name", "Saringan perlu nama (paling banyak 64 huruf); belum disimpan.", remedy="Beri nama yang singkat."
        )
    kept = saved(session, user)
    row = next((f for f in kept if f.name == name), None)
    if row is None:
        if len(kept) >= MOST_FILTERS:
            raise Invalid.at(
                "name", f"Sudah ada {MOST_FILTERS} saringan tersimpan.", remedy="Hapus yang tidak dipakai lagi."
            )
        row = SavedFilter(user_id=user.id, name=name, query="")
        session.add(row)
    row.query = query[:1000]
    session.flush()
    return row


def forget(session: Session, user: User, filter_id: int) -> None:
    """Throw a filter away; NotFound for another person's."""
    row = session.get(SavedFilter, filter_id)
    if row is None or row.user_id != user.id:
        raise NotFound()
    session.delete(row)


def _conditions(session: Session, user: User, wanted: Filter) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = [visible(user), Document.latest.is_(True)]
    if wanted.whose == "mine":
        made.append(Document.reviewer_id == user.id)
    elif wanted.whose == "nobody":
        made.append(Document.reviewer_id.is_(None))
    if wanted.agency:
        made.append(Document.agency == wanted.agency)
    if wanted.vendor.strip():
        made.append(Document.vendor_name.icontains(wanted.vendor.strip(), autoescape=True))
    if wanted.kind is not None:
        made.append(Document.kind == wanted.kind)
    if wanted.verdict is not None:
        made.append(_COUNT_OF[wanted.verdict] > 0)
    if wanted.severity:
        made.append(Document.top_severity >= wanted.severity)
    if wanted.grade is not None:
        made.append(Document.worst_grade == wanted.grade)
    if wanted.rescan:
        made.append(or_(Document.worst_grade == "unreadable", Document.status == "failed"))
    if wanted.since is not None:
        made.append(Document.created_at >= _midnight(wanted.since))
    if wanted.until is not None:
        made.append(Document.created_at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.door is not None:
        made.append(Document.door == wanted.door)
    query = search.understood(wanted.text)
    if query.parts:
        rows = search.pages(session, query, user)
        made.append(Document.id.in_(select(SearchText.document_id).where(SearchText.id.in_(rows))))
    return made


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=WIB)
