"""Looking at personal numbers uncovered: with a permission and a reason, and never without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from api.errors import Invalid
from api.masking import cover_personal, personal_numbers
from api.permissions import require
from api.services import events, reports
from models import Document, Reveal, User

LEAST_REASON, MOST_REASON = 10, 500
Way = Literal["screen", "export"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands on ``page``, with the words before it (themselves covered)."""

    page: int
    number: str
    before: str


def reveal(session: Session, document: Document, *, user: User, reason: str) -> tuple[Number, ...]:
    """The personal numbers of the document as printed. Raises as ``opened`` does."""
    opened(session, document, user=user, reason=reason, way="screen")
    report = reports.current(session, document).report
    return tuple(
        Number(page=page.number, number=number, before=before)
        for page in report.document.pages
        for number, before in _numbers(page.text)
    )


def opened(session: Session, document: Document, *, user: User, reason: str, way: Way) -> Reveal:
    """Note that somebody sees personal numbers of the document uncovered, and why. Forbidden, or Invalid at ``reason``.

    The event is written in the same transaction, so nothing is shown that is not recorded.
    """
    require(user, "reveal")
    reason = " ".join(reason.split())
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise Invalid.at(
            "reason",
            "Nomor pribadi tidak dibuka tanpa alasan yang jelas; belum ada yang ditampilkan.",
            remedy=f"Tuliskan untuk apa nomor itu diperlukan ({LEAST_REASON}–{MOST_REASON} huruf).",
        )
    row = Reveal(document_id=document.id, user_id=user.id, reason=reason)
    session.add(row)
    session.flush()
    events.record(
        session,
        "personal.revealed",
        org=document.org,
        actor_id=user.id,
        subject=("document", document.id),
        after={"reveal": row.id, "as": way},
        why=reason,
    )
    return row


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    for start, number in personal_numbers(text):
        before = cover_personal(text[max(0, start - 60) : start]).split("\n")[-1]
        yield number, " ".join(before.split()[-6:])
