"""Folders handed in as a whole: the list of batches, one batch while it runs, and its result list."""

from __future__ import annotations

import io
import os
import tempfile
import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask

from api.auth import Uploader, require_csrf
from api.context import InContext
from api.database import Database
from api.folders import results
from api.routes.web_render import Reader, from_htmx, render
from api.services import batches
from models import Batch, User, UserSession

router = APIRouter(prefix="/kiriman")

Act = Literal["jeda", "lanjut", "batal"]
_STATES = {"running": "berjalan", "paused": "dijeda", "cancelled": "dibatalkan", "done": "selesai"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


@router.get("/{batch_id}/hasil.csv")
def as_csv(database: Database, user: Uploader, batch_id: uuid.UUID) -> Response:
    batch = batches.get(database, batch_id, org=user.org)
    out = io.StringIO(newline="")
    results.write_csv(database, batch, out)
    # With the mark at the beginning spreadsheet programs take the file for the UTF-8 that it is.
    return Response(("\ufeff" + out.getvalue()).encode(), media_type="text/csv; charset=utf-8", headers=_named("csv"))


@router.get("/{batch_id}/hasil.xlsx")
def as_xlsx(database: Database, user: Uploader, batch_id: uuid.UUID) -> Response:
    batch = batches.get(database, batch_id, org=user.org)
    handle, place = tempfile.mkstemp(suffix=".xlsx")
    os.close(handle)
    results.write_xlsx(database, batch, place)
    return FileResponse(place, media_type=_XLSX, headers=_named("xlsx"), background=BackgroundTask(os.unlink, place))


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


def _named(suffix: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="hasil-kiriman.{suffix}"', "cache-control": "no-store"}
