"""A newer scan of the same contract: linking it, and both side by side."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Reviewer, require_csrf
from api.database import Database
from api.masking import cover_personal, covered
from api.routes.web_correct import written
from api.routes.web_correct_labels import choices_of, label_of
from api.routes.web_rejudge import difference_views
from api.routes.web_render import Reader, render
from api.services import documents, versions
from extractor.errors import LindungError
from models import Document, UserSession

router = APIRouter(prefix="/dokumen/{document_id}/versi")


@dataclass(frozen=True, slots=True)
class FactView:
    label: str
    before: str
    after: str


@router.get("")
def versions_page(database: Database, session: Reader, document_id: uuid.UUID) -> Response:
    document = documents.seen_by(database, session.user, document_id)
    return _page(database, session, document)


@router.post("", dependencies=[Depends(require_csrf)])
def link(
    database: Database,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    older: Annotated[uuid.UUID, Form()],
    version: Annotated[int, Form(ge=0)],
) -> Response:
    newer = documents.seen_by(database, user, document_id)
    before = documents.seen_by(database, user, older)
    try:
        versions.link(database, newer, before, user=user, version=version)
    except LindungError as refused:
        return _page(database, session, newer, error=refused)
    return RedirectResponse(f"/dokumen/{newer.id}/versi", status_code=303)


def _page(
    database: Session, session: UserSession, document: Document, *, error: LindungError | None = None
) -> Response:
    found = versions.compared(database, document)
    return render(
        "versions.html",
        status=error.status if error else 200,
        session=session,
        document=document,
        found=found,
        facts=[] if found is None else [_fact(change) for change in found.facts],
        findings=[] if found is None else difference_views(found.findings),
        candidates=versions.candidates(database, document, session.user),
        error=error,
    )


def _fact(change: versions.FactChange) -> FactView:
    before, after = (_shown(change.path, value) for value in (change.before, change.after))
    return FactView(label=label_of(change.path), before=before, after=after)


def _shown(path: str, value: str | None) -> str:
    """As people write it; numbers of persons covered."""
    if value is None:
        return ""
    first, last = path.split(".")[0], path.split(".")[-1]
    if last in ("nik", "npwp"):
        return covered(value)
    if first in ("insurance", "clauses", "kind"):
        shape = {"insurance": "cover", "clauses": "clause", "kind": "kind"}[first]
        return dict(choices_of(shape)).get(value, value)  # type: ignore[arg-type]
    shape = {"wage": "money", "value": "money"}.get(last, "date" if last.endswith("_on") else "text")
    return cover_personal(written(shape, value))
