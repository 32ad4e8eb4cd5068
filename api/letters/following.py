"""What comes of a finding after a letter: sent, answered, corrected, closed; and which answers are overdue."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from api.errors import Invalid
from api.letters.errors import LetterRefused, LetterTaken
from api.letters.kinds import STEP_NAMES, STEPS
from api.permissions import require
from api.services import events
from extractor.errors import LindungError
from models import FollowUp, Letter, LetterFinding, User
from models.letter import FollowUpState

MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands: its newest step and the letter this belongs to."""

    state: FollowUpState
    on: date
    note: str
    answer_number: str
    letter_id: uuid.UUID
    letter_number: str
    answer_until: date | None

    def overdue(self, today: date) -> bool:
        return self.state == "sent" and self.answer_until is not None and self.answer_until < today


@dataclass(frozen=True, slots=True)
class Overdue:
    """A letter whose answer did not come in time. ``days`` since its last day; ``findings`` are still without an
    answer. ``agency`` is the short name of the agency that handed the document in ("": the office)."""

    letter_id: uuid.UUID
    document_id: uuid.UUID
    agency: str
    number: str
    addressee: str
    subject: str
    contract_number: str
    sent_on: date
    answer_until: date
    days: int
    findings: int

    @property
    def path(self) -> str:
        """The page of the letter."""
        return f"/daftar/surat/{self.letter_id}"


def newest() -> Select[int]:
    """The ids of the steps that count: the newest of each finding, steps of withdrawn letters left out."""
    return (
        select(func.max(FollowUp.id))
        .join(Letter, Letter.id == FollowUp.letter_id)
        .where(Letter.state == "issued")
        .group_by(FollowUp.document_id, FollowUp.fingerprint)
    )


def of_document(session: Session, document_id: uuid.UUID) -> dict[str, Standing]:
    """Where each finding of the document stands, by its fingerprint; findings without a letter are left out."""
    rows = session.scalars(
        select(FollowUp)
        .where(
            FollowUp.document_id == document_id, FollowUp.id.in_(newest().where(FollowUp.document_id == document_id))
        )
        .options(joinedload(FollowUp.letter, innerjoin=True))
    ).all()
    return {
        row.fingerprint: Standing(
            state=row.state,
            on=row.happened_on,
            note=row.note,
            answer_number=row.answer_number,
            letter_id=row.letter_id,
            letter_number=row.letter.number or "",
            answer_until=row.letter.answer_until,
        )
        for row in rows
    }


def overdue(session: Session, *, org: str, today: date) -> tuple[Overdue, ...]:
    """The letters whose answer is overdue, the longest first. One query, however many letters. A later letter about
    the same finding (a reminder) takes its place: then its own last day counts."""
    rows = session.execute(
        select(Letter, func.count(FollowUp.id))
        .join(FollowUp, FollowUp.letter_id == Letter.id)
        .where(
            Letter.org == org,
            Letter.state == "issued",
            Letter.answer_until < today,
            FollowUp.state == "sent",
            FollowUp.id.in_(newest().where(Letter.org == org)),
        )
        .group_by(Letter.id)
        .order_by(Letter.answer_until, Letter.id)
    ).all()
    return tuple(
        Overdue(
            letter_id=letter.id,
            document_id=letter.document_id,
            agency=letter.agency,
            number=letter.number or "",
            addressee=letter.addressee,
            subject=letter.subject,
            contract_number=letter.contract_number,
            sent_on=letter.letter_date,
            answer_until=letter.answer_until,
            days=(today - letter.answer_until).days,
            findings=count,
        )
        for letter, count in rows
        if letter.document_id is not None and letter.answer_until is not None
    )


def history(session: Session, letter: Letter) -> Sequence[FollowUp]:
    """All steps recorded under the letter, oldest first, with their people."""
    return session.scalars(
        select(FollowUp)
        .where(FollowUp.letter_id == letter.id)
        .options(joinedload(FollowUp.user, innerjoin=True))
        .order_by(FollowUp.id)
    ).all()


def begin(session: Session, letter: Letter, fingerprints: Collection[str], *, user: User) -> None:
    """The first step of each finding: its letter was sent."""
    for mark in fingerprints:
        session.add(
            FollowUp(
                letter_id=letter.id,
                document_id=letter.document_id,
                fingerprint=mark,
                state="sent",
                happened_on=letter.letter_date,
                user_id=user.id,
            )
        )
    session.flush()


def record(
    session: Session,
    letter: Letter,
    *,
    findings: Sequence[LetterFinding],
    chosen: Collection[str],
    state: str,
    on: str,
    note: str,
    answer_number: str,
    user: User,
    today: date,
) -> int:
    """Add a step for the ``chosen`` fingerprints of the letter's ``findings``; how many.

    LetterRefused with what is wrong at each field: nothing chosen, a state that is none or lies behind, a day before
    the letter or in the future, an answer without number or note. LetterTaken for a letter that is not issued.
    """
    require(user, "review")
    if letter.state != "issued" or letter.document_id is None:
        raise LetterTaken()
    note, answer_number = note.strip(), answer_number.strip()
    marks = [finding.fingerprint for finding in findings if finding.fingerprint in set(chosen)]
    day = _day(on)
    errors: dict[str, LindungError] = {}
    if not marks:
        errors["chosen"] = _wrong("chosen", "belum ada temuan yang dipilih", "Centang paling sedikit satu temuan.")
    if state not in STEPS[1:]:
        errors["state"] = _wrong("state", "tahap tidak dikenal", "Pilih dijawab, diperbaiki, atau selesai.")
    if day is None or not letter.letter_date <= day <= today:
        errors["on"] = _wrong(
            "on", "tanggal kosong, sebelum tanggal surat, atau di masa depan", "Isi tanggal kejadiannya."
        )
    if len(note) > MOST_NOTE or len(answer_number) > 128:
        field = "note" if len(note) > MOST_NOTE else "answer_number"
        errors[field] = _wrong(field, "isian ini terlalu panjang", "Ringkaskan isinya.")
    elif state == "answered" and not (note or answer_number):
        errors["answer_number"] = _wrong(
            "answer_number", "jawaban tanpa nomor surat dan tanpa catatan", "Isi nomor surat jawaban, atau catatannya."
        )
    standing = of_document(session, letter.document_id)
    if not errors:
        behind = [m for m in marks if m in standing and STEPS.index(standing[m].state) >= STEPS.index(state)]
        if behind:
            now = STEP_NAMES[standing[behind[0]].state]
            errors["state"] = _wrong(
                "state", f"ada temuan yang sudah “{now}”", "Pilih tahap sesudahnya, atau jangan centang temuan itu."
            )
    if errors or day is None:
        raise LetterRefused(errors)
    for mark in marks:
        session.add(
            FollowUp(
                letter_id=letter.id,
                document_id=letter.document_id,
                fingerprint=mark,
                state=state,
                happened_on=day,
                answer_number=answer_number,
                note=note,
                user_id=user.id,
            )
        )
    session.flush()
    events.record(
        session,
        "letter.followed-up",
        org=letter.org,
        actor_id=user.id,
        subject=("letter", letter.id),
        after={"state": state, "findings": len(marks), "on": day.isoformat()},
        why=note,
    )
    return len(marks)


def _wrong(field: str, what: str, remedy: str) -> Invalid:
    return Invalid.at(field, f"Tahap belum dicatat: {what}.", remedy=remedy)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
