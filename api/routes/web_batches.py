"""Folders handed in as a whole: the list of batches, one batch while it runs, and its result list."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Uploader, require_csrf
from api.context import InContext
from api.database import Database
from api.folders import results
from api.routes.web_render import Reader, from_htmx, render
from api.routes.web_table import Suffix, table
from api.services import batches
from models import Batch, User, UserSession

router = APIRouter(prefix="/kiriman")

Act = Literal["jeda", "lanjut", "batal"]
_STATES = {"running": "berjalan", "paused": "dijeda", "cancelled": "dibatalkan", "done": "selesai"}


@router.get("")
def overview(database: Database, session: Reader, user: Uploader) -> Response:
    found = batches.listing(database, org=user.org)
    return render(
        "batches.html",
        session=session,
        here="batches",
        batches=found,
        figures=batches.figures(database, [batch.id for batch in found]),
        states=_STATES,
    )


@router.get("/{batch_id}")
def one(
    request: Request,
    database: Database,
    session: Reader,
    user: Uploader,
    batch_id: uuid.UUID,
    after: Annotated[int, Query(alias="setelah", ge=0)] = 0,
    only_failures: Annotated[bool, Query(alias="perlu-dilihat")] = False,
) -> Response:
    """The whole page, or (asked by htmx while the batch runs) its figures anew."""
    batch = batches.get(database, batch_id, org=user.org)
    return _page(database, session, batch, after=after, only_failures=only_failures, part=from_htmx(request))


@router.post("/{batch_id}/ulangi", dependencies=[Depends(require_csrf)])
def retry(
    database: Database, context: InContext, user: Uploader, batch_id: uuid.UUID, code: Annotated[str, Form()]
) -> Response:
    """Try all files again that failed for this reason."""
    batch = batches.get(database, batch_id, org=user.org)
    batches.retry(context, database, batch, code, user=user)
    return RedirectResponse(f"/kiriman/{batch_id}", status_code=303)


@router.post("/{batch_id}/{act}", dependencies=[Depends(require_csrf)])
def act(database: Database, user: Uploader, batch_id: uuid.UUID, act: Act) -> Response:
    batch = batches.get(database, batch_id, org=user.org)
    _ACTS[act](database, batch, user)
    return RedirectResponse(f"/kiriman/{batch_id}", status_code=303)


@router.get("/{batch_id}/hasil.{suffix}")
def as_table(database: Database, user: Uploader, batch_id: uuid.UUID, suffix: Suffix) -> Response:
    whole = results.table(database, batches.get(database, batch_id, org=user.org))
    return table(whole.columns, whole.rows, name="hasil-kiriman", suffix=suffix, sheet=whole.name)


def _pause(database: Session, batch: Batch, user: User) -> None:
    batches.pause(database, batch, user=user)


def _resume(database: Session, batch: Batch, user: User) -> None:
    batches.resume(database, batch, user=user)


def _cancel(database: Session, batch: Batch, user: User) -> None:
    batches.cancel(database, batch, user=user)


_ACTS = {"jeda": _pause, "lanjut": _resume, "batal": _cancel}


def _page(
    database: Session, session: UserSession, batch: Batch, *, after: int, only_failures: bool, part: bool
) -> Response:
    figures = batches.figures(database, [batch.id])[batch.id]
    shown = batches.items(database, batch, after=after, only_failures=only_failures)
    return render(
        "parts/batch_state.html" if part else "batch.html",
        session=session,
        here="batches",
        batch=batch,
        figures=figures,
        states=_STATES,
        moving=batch.state == "running" or figures.reading > 0,
        failures=batches.failures(database, batch),
        alike=batches.alike(database, batch),
        items=[(item, batches.outcome(item)) for item in shown.items],
        outcome_names=results.OUTCOME_NAMES,
        next=shown.next,
        after=after,
        only_failures=only_failures,
    )
