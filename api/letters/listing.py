"""The register of letters: what was written to whom, what came of it, what is overdue; on screen and as a table."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from api.letters.following import newest
from api.letters.kinds import KIND_NAMES, STATE_NAMES, STEP_NAMES, STEPS
from api.sheets import Row
from models import FollowUp, Letter, LetterFinding
from models.letter import FollowUpState, LetterKind, LetterState

PAGE_SIZE = 50
COLUMNS = (
    "nomor", "tanggal", "jenis", "kepada", "perihal", "kontrak", "keadaan", "batas jawab", "hari terlambat", "temuan",
    *(STEP_NAMES[step] for step in STEPS), "alasan ditarik",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """``state`` "overdue" asks for letters whose answer is overdue; "" for all."""

    state: LetterState | str = ""
    kind: LetterKind | str = ""
    year: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter; ``days`` its answer is overdue (None: it is not); ``findings`` in all, ``steps`` how many of them
    stand at which step now, whichever letter brought them there."""

    letter: Letter
    days: int | None
    findings: int
    steps: dict[FollowUpState, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """``next`` is where the following page begins, None at the end; ``total`` of all pages."""

    rows: tuple[LetterRow, ...]
    next: int | None
    total: int


def rows(session: Session, *, org: str, wanted: Wanted, today: date, after: int = 0) -> Listing:
    """A page of the register: overdue answers first, the longest on top; then the newest letters. Four queries."""
    total = session.scalar(select(func.count(Letter.id)).where(*_conditions(org, wanted, today))) or 0
    found = _page(session, org=org, wanted=wanted, today=today, offset=after, limit=PAGE_SIZE)
    end = after + len(found)
    return Listing(rows=tuple(found), next=end if end < total else None, total=total)


def cells(session: Session, *, org: str, wanted: Wanted, today: date) -> Iterator[Row]:
    """The whole register as rows of ``COLUMNS``, a few hundred letters at a time."""
    offset = 0
    while found := _page(session, org=org, wanted=wanted, today=today, offset=offset, limit=500):
        offset += len(found)
        for row in found:
            letter = row.letter
            yield (
                letter.number or "", letter.letter_date.isoformat(), KIND_NAMES[letter.kind], letter.addressee,
                letter.subject, letter.contract_number, STATE_NAMES[letter.state],
                "" if letter.answer_until is None else letter.answer_until.isoformat(), row.days, row.findings,
                *(row.steps.get(step, 0) for step in STEPS), letter.withdrawn_reason,
            )  # fmt: skip


def years(session: Session, *, org: str) -> tuple[int, ...]:
    """The years of which there are letters, newest first."""
    first, last = session.execute(
        select(func.min(Letter.letter_date), func.max(Letter.letter_date)).where(Letter.org == org)
    ).one()
    return () if first is None else tuple(range(last.year, first.year - 1, -1))


def counts(session: Session, *, org: str, today: date) -> dict[str, int]:
    """How many letters are in each state, and how many answers are overdue."""
    found = {
        str(state): count
        for state, count in session.execute(
            select(Letter.state, func.count(Letter.id)).where(Letter.org == org).group_by(Letter.state)
        )
    }
    late = session.scalar(select(func.count(Letter.id)).where(Letter.org == org, _late(org, today)))
    return {**dict.fromkeys(STATE_NAMES, 0), **found, "overdue": late or 0}


def _page(session: Session, *, org: str, wanted: Wanted, today: date, offset: int, limit: int) -> list[LetterRow]:
    late = case((_late(org, today), 0), else_=1)
    found: Sequence[tuple[Letter, int]] = [
        (letter, rank)
        for letter, rank in session.execute(
            select(Letter, late)
            .where(*_conditions(org, wanted, today))
            .order_by(late, case((late == 0, Letter.answer_until)), Letter.created_at.desc(), Letter.id)
            .offset(offset)
            .limit(limit)
        )
    ]
    ids = [letter.id for letter, _ in found]
    counted = (
        select(LetterFinding.letter_id, func.count(LetterFinding.id))
        .where(LetterFinding.letter_id.in_(ids))
        .group_by(LetterFinding.letter_id)
    )
    totals = {row[0]: row[1] for row in session.execute(counted)}
    steps = _steps(session, org=org, ids=ids)
    return [
        LetterRow(
            letter=letter,
            days=(today - letter.answer_until).days if rank == 0 and letter.answer_until is not None else None,
            findings=totals.get(letter.id, 0),
            steps=steps.get(letter.id, {}),
        )
        for letter, rank in found
    ]


def _steps(session: Session, *, org: str, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[FollowUpState, int]]:
    """How many findings of each letter stand at which step now."""
    made: dict[uuid.UUID, dict[FollowUpState, int]] = {}
    for letter_id, state, count in session.execute(
        select(LetterFinding.letter_id, FollowUp.state, func.count(FollowUp.id))
        .join(Letter, Letter.id == LetterFinding.letter_id)
        .join(
            FollowUp,
            and_(
                FollowUp.document_id == Letter.document_id,
                FollowUp.fingerprint == LetterFinding.fingerprint,
                FollowUp.id.in_(newest().where(Letter.org == org)),
            ),
        )
        .where(LetterFinding.letter_id.in_(ids))
        .group_by(LetterFinding.letter_id, FollowUp.state)
    ):
        made.setdefault(letter_id, {})[state] = count
    return made


def _conditions(org: str, wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = [Letter.org == org]
    if wanted.state == "overdue":
        made.append(_late(org, today))
    elif wanted.state:
        made.append(Letter.state == wanted.state)
    if wanted.kind:
        made.append(Letter.kind == wanted.kind)
    if wanted.year is not None:
        made.append(Letter.letter_date.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if text := wanted.text.strip():
        columns = (Letter.number, Letter.addressee, Letter.subject, Letter.contract_number)
        made.append(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    return made


def _late(org: str, today: date) -> ColumnElement[bool]:
    """Letters with a finding that still waits for its answer after the last day."""
    waiting = select(FollowUp.letter_id).where(
        FollowUp.state == "sent", FollowUp.id.in_(newest().where(Letter.org == org))
    )
    return and_(Letter.state == "issued", Letter.answer_until < today, Letter.id.in_(waiting))
