"""Judging a document again by the law data of today, and what that changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Uploader, require_csrf
from api.clock import today_here
from api.context import InContext
from api.database import Database
from api.routes import web_labels as labels
from api.routes.web_format import cover_personal, moment
from api.routes.web_labels import Tone
from api.routes.web_render import Reader, render
from api.services import documents, law, rejudging
from extractor.report import Finding
from extractor.vocabulary import Verdict
from models import Document

router = APIRouter(prefix="/dokumen/{document_id}")


@dataclass(frozen=True, slots=True)
class SideView:
    """A finding as it was judged once."""

    verdict: Verdict
    label: str
    tone: Tone
    explanation: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """``before`` None: a new finding; ``after`` None: it is gone."""

    title: str
    rule: str
    before: SideView | None
    after: SideView | None


@router.post("/nilai-ulang", dependencies=[Depends(require_csrf)])
def judge_again(database: Database, context: InContext, user: Uploader, document_id: uuid.UUID) -> Response:
    document = documents.seen_by(database, user, document_id)
    made = rejudging.judge_again(
        database, document, law=law.in_force(context.settings), today=today_here(), user=user
    )  # fmt: skip
    return RedirectResponse(f"/dokumen/{document.id}/perubahan{'' if made else '?tetap=1'}", status_code=303)


@router.get("/perubahan")
def changes_page(
    database: Database,
    session: Reader,
    document_id: uuid.UUID,
    unchanged: Annotated[bool, Query(alias="tetap")] = False,
) -> Response:
    """The findings of the current report that differ from the report before it."""
    document = documents.seen_by(database, session.user, document_id)
    found = rejudging.compared(database, document)
    return render(
        "changes.html",
        session=session,
        document=document,
        found=found,
        unchanged=unchanged,
        before_at=moment(found.before_at) if found else "",
        after_at=moment(found.after_at) if found else "",
        changes=difference_views(found.changes if found else ()),
    )


def changed_findings(database: Session, document: Document) -> list[DifferenceView]:
    """What the current report says otherwise than the one before it."""
    found = rejudging.compared(database, document)
    return difference_views(found.changes if found else ())


def difference_views(changes: Iterable[rejudging.FindingChange]) -> list[DifferenceView]:
    """The changed findings in words, personal numbers covered."""
    return [DifferenceView(cover_personal(c.title), c.rule, _side(c.before), _side(c.after)) for c in changes]


def _side(finding: Finding | None) -> SideView | None:
    if finding is None:
        return None
    return SideView(
        verdict=finding.verdict,
        label=labels.VERDICTS[finding.verdict],
        tone=labels.finding_tone(finding.verdict, finding.severity),
        explanation=cover_personal(finding.explanation),
    )
