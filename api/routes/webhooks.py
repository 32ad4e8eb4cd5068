"""The REST API for webhooks (Standard Webhooks): addresses, their secrets, and the log of what was sent."""

from __future__ import annotations

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.auth import CurrentUser, require_csrf
from api.context import InContext
from api.database import Database
from api.problems import responses
from api.routes.jobs import Cursor, link_next
from api.schemas.webhook import DeliveryList, NewWebhook, WebhookList, WebhookOut, WebhookSecret
from api.scopes import needs
from api.services import webhooks
from models.webhook import DeliveryState

router = APIRouter(
    prefix="/api/v1/webhooks",
    tags=["webhooks"],
    dependencies=[needs("webhooks:write")],
    responses=responses(401, 403, 429),
)

CHANGE = [Depends(require_csrf)]


@router.post("", status_code=201, dependencies=CHANGE, responses=responses(400, 422), summary="Add an address")
def create(
    response: Response, session: Database, context: InContext, user: CurrentUser, wanted: NewWebhook
) -> WebhookSecret:
    """It is told of every document of the office, without personal data. Addresses on private networks are refused."""
    made = webhooks.create(context, session, url=wanted.url, kinds=wanted.events, user=user)
    response.headers["location"] = f"{router.prefix}/{made.endpoint.id}"
    return WebhookSecret.with_secret(made.endpoint, made.secret)


@router.get("", responses=responses(422), summary="List the addresses, newest first")
def listing(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    after: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> WebhookList:
    rows, following = webhooks.listing(session, user=user, after=after, limit=limit)
    link_next(request, response, following)
    return WebhookList(webhooks=[WebhookOut.of(row) for row in rows], next=following)


@router.get("/{webhook_id}", responses=responses(404, 422), summary="One address")
def detail(session: Database, user: CurrentUser, webhook_id: uuid.UUID) -> WebhookOut:
    return WebhookOut.of(webhooks.get(session, webhook_id, user=user))


@router.delete(
    "/{webhook_id}", status_code=204, dependencies=CHANGE, responses=responses(404, 422), summary="Remove an address"
)
def remove(session: Database, user: CurrentUser, webhook_id: uuid.UUID) -> None:
    webhooks.remove(session, webhooks.get(session, webhook_id, user=user), user=user)


@router.post(
    "/{webhook_id}/rotate", dependencies=CHANGE, responses=responses(404, 422), summary="Give an address a new secret"
)
def rotate(session: Database, user: CurrentUser, webhook_id: uuid.UUID) -> WebhookSecret:
    """For 24 hours messages carry the signatures of both secrets."""
    made = webhooks.rotate(session, webhooks.get(session, webhook_id, user=user), user=user)
    return WebhookSecret.with_secret(made.endpoint, made.secret)


@router.post(
    "/{webhook_id}/test",
    status_code=202,
    dependencies=CHANGE,
    responses=responses(404, 422),
    summary="Send a message that says nothing",
)
def test(session: Database, user: CurrentUser, webhook_id: uuid.UUID) -> WebhookOut:
    endpoint = webhooks.get(session, webhook_id, user=user)
    webhooks.test(session, endpoint)
    return WebhookOut.of(endpoint)


@router.get("/{webhook_id}/deliveries", responses=responses(404, 422), summary="What was sent, newest first")
def deliveries(
    request: Request,
    response: Response,
    session: Database,
    user: CurrentUser,
    webhook_id: uuid.UUID,
    state: DeliveryState | None = None,
    after: Annotated[int | None, Query(ge=0, le=2**31 - 1, description="``next`` of the answer before")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DeliveryList:
    endpoint = webhooks.get(session, webhook_id, user=user)
    found = webhooks.deliveries(session, endpoint, state=state, before=after, limit=limit)
    link_next(request, response, found.next)
    return DeliveryList.of(found)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver",
    status_code=202,
    dependencies=CHANGE,
    responses=responses(404, 422),
    summary="Send a message once more",
)
def redeliver(
    session: Database,
    user: CurrentUser,
    webhook_id: uuid.UUID,
    delivery_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
) -> WebhookOut:
    """Under its old id, so that the receiver can tell a repetition."""
    endpoint = webhooks.get(session, webhook_id, user=user)
    webhooks.redeliver(session, endpoint, delivery_id)
    return WebhookOut.of(endpoint)
