"""The first screen: handing in files, and the list of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Uploader, require_csrf
from api.context import Context, InContext
from api.database import Database
from api.errors import Invalid
from api.routes import web_labels as labels
from api.routes.web_format import cover_personal, file_size
from api.routes.web_render import Reader, begins_with_figures, from_htmx, render
from api.services import documents, intake, presentation, queue
from extractor.errors import LindungError
from models import Document, UserSession
from models.document import Status

router = APIRouter()

ROWS = 25
_NO_FILE = Invalid.at(
    "files", "Belum ada berkas yang dipilih.", remedy="Pilih atau seret berkas kontrak, lalu kirim lagi."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why. ``filename`` is already covered."""

    filename: str
    error: LindungError


@router.get("/")
def home(
    database: Database,
    context: InContext,
    session: Reader,
    status: Annotated[Status | None, Query(alias="keadaan")] = None,
    text: Annotated[str, Query(alias="cari", max_length=200)] = "",
    after: Annotated[str | None, Query(alias="setelah", max_length=200)] = None,
) -> Response:
    if begins_with_figures(session.user) and status is None and not text and after is None:
        return RedirectResponse("/daftar/ringkasan", status_code=303)
    return _home(database, context, session, status=status, text=text, after=after)


@router.get("/dokumen")
def documents_page(
    database: Database,
    context: InContext,
    session: Reader,
    status: Annotated[Status | None, Query(alias="keadaan")] = None,
    text: Annotated[str, Query(alias="cari", max_length=200)] = "",
    after: Annotated[str | None, Query(alias="setelah", max_length=200)] = None,
) -> Response:
    """The list of documents for those whose first screen is another one."""
    return _home(database, context, session, status=status, text=text, after=after)


@router.post("/unggah", dependencies=[Depends(require_csrf)])
def upload(
    request: Request,
    database: Database,
    context: InContext,
    session: Reader,
    user: Uploader,
    files: Annotated[list[UploadFile], File(default_factory=list)],
) -> Response:
    """Take the files in. One good file leads to its progress; a refused one is named with the reason, the others of
    the same upload are kept."""
    taken: list[Document] = []
    known = False
    refusals: list[Refusal] = []
    for file in files:
        if not file.filename:
            continue
        try:
            made = intake.submit(
                context, database, stream=file.file, filename=file.filename, door="web", org=user.org, user=user
            )
        except LindungError as error:
            refusals.append(Refusal(filename=cover_personal(intake.clean_filename(file.filename)), error=error))
        else:
            taken.append(made.document)
            known = known or not made.created
    if not taken and not refusals:
        refusals.append(Refusal(filename="", error=_NO_FILE))
    if not refusals:
        target = f"/dokumen/{taken[0].id}{'?sudah=1' if known else ''}" if len(taken) == 1 else "/"
        if from_htmx(request):
            return Response(status_code=204, headers={"HX-Redirect": target})
        return RedirectResponse(target, status_code=303)
    status = max(refusal.error.status for refusal in refusals)
    if from_htmx(request):
        answer = render("parts/upload_errors.html", status=status, refusals=refusals, taken=taken)
        if taken:
            answer.headers["HX-Trigger"] = "berkas-diterima"
        return answer
    database.flush()
    return _home(database, context, session, refusals=refusals, taken=taken, http_status=status)


@router.get("/bantuan")
def help_page(session: Reader, context: InContext) -> Response:
    return render(
        "help.html",
        session=session,
        here="help",
        max_upload=file_size(context.settings.max_upload),
        verdicts=[(verdict, labels.VERDICTS[verdict]) for verdict in labels.VERDICT_ORDER],
        helps=labels.VERDICT_HELP,
        tones={verdict: labels.finding_tone(verdict, "kritis") for verdict in labels.VERDICT_ORDER},
        weights=[(labels.WEIGHTS[weight], labels.WEIGHT_HELP[weight]) for weight in labels.WEIGHTS],
    )


def _home(
    database: Session,
    context: Context,
    session: UserSession,
    *,
    status: Status | None = None,
    text: str = "",
    after: str | None = None,
    refusals: list[Refusal] | None = None,
    taken: list[Document] | None = None,
    http_status: int = 200,
) -> Response:
    error = None
    try:
        found = documents.listing(database, user=session.user, after=after, limit=ROWS, status=status, text=text)
    except Invalid as refused:
        error, http_status, after = refused, refused.status, None
        found = documents.listing(database, user=session.user, limit=ROWS, status=status, text=text)
    return render(
        "home.html",
        status=http_status,
        session=session,
        here="home",
        documents=found.documents,
        next=found.next,
        counts=documents.counts(database, user=session.user),
        backlog=queue.backlog(database, session.user),
        uploaders=presentation.uploaders(database, found.documents),
        status_filter=status or "",
        text=text,
        after=after or "",
        error=error,
        refusals=refusals or [],
        taken=taken or [],
        max_upload=file_size(context.settings.max_upload),
        max_upload_bytes=context.settings.max_upload,
    )
