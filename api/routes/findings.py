"""The REST API for findings: what was found, and deciding on it."""

from __future__ import annotations

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from api.auth import CurrentUser, Reviewer, require_csrf
from api.conditional import require_match
from api.database import Database
from api.errors import NotFound
from api.problems import responses
from api.routes.jobs import link_next
from api.schemas.finding import FindingList, FindingOut, NewDecision, etag
from api.scopes import needs
from api.services import documents, reports, reviews

router = APIRouter(
    prefix="/api/v1/documents/{document_id}/findings", tags=["findings"], responses=responses(401, 403, 429)
)


@router.get(
    "",
    dependencies=[needs("documents:read")],
    responses=responses(404, 409, 422),
    summary="The findings of the current report with their decisions",
)
def listing(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    document_id: uuid.UUID,
    after: Annotated[int, Query(ge=-1, le=1_000_000, description="``next`` of the answer before")] = -1,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> FindingList:
    """409 while the document is being read for the first time; 404 when it could not be read at all."""
    stored = reports.current(session, documents.seen_by(session, user, document_id))
    left = [judged for judged in stored.findings if judged.row.position > after]
    shown = left[:limit]
    following = shown[-1].row.position if len(left) > limit else None
    link_next(request, response, following)
    return FindingList(findings=[FindingOut.of(judged) for judged in shown], next=following)


@router.post(
    "/{finding_id}/decisions",
    status_code=201,
    dependencies=[Depends(require_csrf), needs("review:write")],
    responses=responses(400, 404, 409, 412, 422, 428),
    summary="Confirm, dismiss or reopen a finding",
)
def decide(
    response: Response,
    session: Database,
    user: Reviewer,
    document_id: uuid.UUID,
    finding_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
    wanted: NewDecision,
    if_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> FindingOut:
    """Needs ``If-Match`` with the finding's ``etag``: 412 when somebody decided in between."""
    document = documents.seen_by(session, user, document_id)
    before = next((j for j in reports.current(session, document).findings if j.row.id == finding_id), None)
    if before is None:
        raise NotFound()
    require_match(etag(before.decision), if_match)
    reviews.decide(
        session,
        org=user.org,
        finding_id=finding_id,
        action=wanted.action,
        user=user,
        reason=wanted.reason,
        seen=0 if before.decision is None else before.decision.id,
    )
    after = next(j for j in reports.current(session, document).findings if j.row.id == finding_id)
    response.headers["etag"] = etag(after.decision)
    return FindingOut.of(after)
