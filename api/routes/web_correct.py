"""Correcting what was read: forms for a fact, a missed finding, a page nobody can read, a word; and taking it back.

Each form is a page of its own, and a piece of the report when htmx asks for it. A refusal shows the message at its
field and keeps what was typed; a success leads back to the report, which tells what changed in the findings.
"""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Reviewer, require_csrf
from api.clock import today_here
from api.context import InContext
from api.database import Database
from api.errors import Invalid, NotFound
from api.routes import web_correct_labels as words
from api.routes import web_labels as labels
from api.routes.web_format import cover_personal, long_date, moment, percent, rupiah
from api.routes.web_render import Reader, from_htmx, render
from api.services import corrections, documents, fact_paths, law, page_words, reports
from api.services.corrected_report import AddedFinding, at
from api.services.corrections import Drawn
from extractor.errors import LindungError
from extractor.geometry import Box
from extractor.vocabulary import Severity
from models import Correction, Document, UserSession

router = APIRouter(prefix="/dokumen/{document_id}")

DOUBTFUL_WORD = 0.8
_NO_CHOICE = "tidak terbaca"
MOST_WORDS = 400
Path = Annotated[str, Query(alias="fakta", max_length=160)]
Ref = Annotated[str, Query(alias="sorot", max_length=12, pattern=r"^([tf]\d{1,6})?$")]


@dataclass(frozen=True, slots=True)
class FactForm:
    """What the form of one fact shows. ``value`` is what stands in the field, "" for a covered number."""

    path: str
    ref: str
    label: str
    shape: str
    value: str
    present: str
    choices: tuple[tuple[str, str], ...]
    seen: int
    page: str = ""
    box: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WordView:
    place: int
    text: str
    alternative: str
    confidence: float
    seen: int


@router.get("/koreksi")
def fact_form(
    request: Request,
    database: Database,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    path: Path,
    ref: Ref = "",
) -> Response:
    document = documents.seen_by(database, user, document_id)
    return _fact_page(request, session, document, _form(database, document, path, ref=ref))


@router.post("/koreksi", dependencies=[Depends(require_csrf)])
def correct_fact(
    request: Request,
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    path: Annotated[str, Form(max_length=160)],
    ref: Annotated[str, Form(max_length=12)] = "",
    value: Annotated[str, Form(max_length=2000)] = "",
    page: Annotated[str, Form(max_length=10)] = "",
    box: Annotated[str, Form(max_length=100)] = "",
    reason: Annotated[str, Form(max_length=20_000)] = "",
    seen: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    document = documents.seen_by(database, user, document_id)
    try:
        corrections.correct_fact(
            database,
            document,
            path=path,
            typed=value,
            drawn=_drawn(page, box),
            reason=reason,
            user=user,
            seen=seen,
            law=law.usable(context.settings)[0],
            today=today_here(),
        )
    except LindungError as refused:
        now = _form(database, document, path, ref=ref)
        form = FactForm(
            path=path, ref=ref, label=now.label, shape=now.shape, value=value, present=now.present,
            choices=now.choices, seen=now.seen, page=page, box=box, reason=reason,
        )  # fmt: skip
        return _fact_page(request, session, document, form, error=refused)
    return _back(request, document, ref=ref)


@router.post("/koreksi/{correction_id}/batal", dependencies=[Depends(require_csrf)])
def undo(
    request: Request,
    database: Database,
    context: InContext,
    user: Reviewer,
    document_id: uuid.UUID,
    correction_id: int,
    ref: Annotated[str, Form(max_length=12)] = "",
) -> Response:
    document = documents.seen_by(database, user, document_id)
    corrections.undo(
        database, document, correction_id, user=user, law=law.usable(context.settings)[0], today=today_here()
    )
    return _back(request, document, ref=ref)


@router.get("/temuan-baru")
def finding_form(
    request: Request,
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    part: Annotated[int, Query(alias="kontrak", ge=1, le=1000)] = 1,
) -> Response:
    document = documents.seen_by(database, user, document_id)
    return _finding_page(request, context, session, document, typed={"part": str(part)})


@router.post("/temuan-baru", dependencies=[Depends(require_csrf)])
def add_finding(
    request: Request,
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    rule: Annotated[str, Form(max_length=64)] = "",
    verdict: Annotated[Literal["violated", "absent"], Form()] = "violated",
    severity: Annotated[Severity, Form()] = "sedang",
    explanation: Annotated[str, Form(max_length=20_000)] = "",
    page: Annotated[str, Form(max_length=10)] = "",
    box: Annotated[str, Form(max_length=100)] = "",
    part: Annotated[int, Form(ge=1, le=1000)] = 1,
) -> Response:
    document = documents.seen_by(database, user, document_id)
    data = law.usable(context.settings)[0]
    title = next((r.title for r in data.rules if r.id == rule), "")
    added = AddedFinding(rule=rule, verdict=verdict, severity=severity, title=title, explanation=explanation.strip())
    try:
        corrections.add_finding(
            database, document, added, drawn=_drawn(page, box), user=user, law=data, today=today_here(), part=part
        )
    except LindungError as refused:
        typed = {
            "rule": rule, "verdict": verdict, "severity": severity, "explanation": explanation, "page": page,
            "box": box, "part": str(part),
        }  # fmt: skip
        return _finding_page(request, context, session, document, typed=typed, error=refused)
    return _back(request, document, page=_first_page(database, document, part) if part > 1 else 0)


@router.post("/halaman/{number:int}/tandai", dependencies=[Depends(require_csrf)])
def mark_page(
    request: Request,
    database: Database,
    context: InContext,
    user: Reviewer,
    document_id: uuid.UUID,
    number: int,
    unreadable: Annotated[bool, Form()],
    reason: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    document = documents.seen_by(database, user, document_id)
    corrections.mark_page(
        database,
        document,
        number,
        unreadable=unreadable,
        reason=reason,
        user=user,
        law=law.usable(context.settings)[0],
        today=today_here(),
    )
    return _back(request, document, page=number)


@router.get("/kata/{number:int}")
def word_page(database: Database, session: Reader, user: Reviewer, document_id: uuid.UUID, number: int) -> Response:
    """The words of a page that the reader was unsure of, to be put right one by one."""
    document = documents.seen_by(database, user, document_id)
    return _word_page(database, session, document, number)


@router.post("/kata/{number:int}", dependencies=[Depends(require_csrf)])
def correct_word(
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    document_id: uuid.UUID,
    number: int,
    place: Annotated[int, Form(ge=0)],
    value: Annotated[str, Form(max_length=2000)] = "",
    seen: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    document = documents.seen_by(database, user, document_id)
    try:
        corrections.correct_word(
            database,
            document,
            page=number,
            place=place,
            typed=value,
            user=user,
            seen=seen,
            law=law.usable(context.settings)[0],
            today=today_here(),
        )
    except Invalid as refused:
        return _word_page(database, session, document, number, error=refused, at=place, typed=value)
    return RedirectResponse(f"/dokumen/{document.id}/kata/{number}#kata-{place}", status_code=303)


def _form(database: Session, document: Document, path: str, *, ref: str) -> FactForm:
    contract, inner = at(reports.current(database, document).report, path)
    try:
        field = fact_paths.field_at(contract, inner)
    except Invalid as wrong:
        raise NotFound(wrong.message, remedy=wrong.remedy) from None
    value = fact_paths.value_at(contract, inner) or ""
    shown = written(field.shape, value)
    places = fact_paths.evidence_at(contract, inner)
    standing = {row.path: row for row in corrections.standing(database, document, "fact")}
    row: Correction | None = standing.get(path)
    choices = words.choices_of(field.shape)
    # "unreadable" can be read, but not chosen.
    covered = dict(choices).get(value, _NO_CHOICE if field.shape in ("cover", "clause") else "") if choices else ""
    covered = covered if choices else cover_personal(shown)
    return FactForm(
        path=path,
        ref=ref,
        label=words.label_of(path),
        shape=field.shape,
        value=value if choices else "" if field.personal or covered != shown else shown,
        present=covered if not field.personal else words.covered_whole(shown),
        choices=choices,
        seen=0 if row is None else row.id,
        page=str(places[0].page) if places else "",
    )


def written(shape: str, value: str) -> str:
    """The stored value as people write it; what the form shows is what it understands."""
    if not value:
        return ""
    match shape:
        case "date":
            return long_date(date.fromisoformat(value))
        case "money":
            return rupiah(Decimal(value))
        case "percent":
            return percent(Decimal(value))
    return value


def _drawn(page: str, box: str) -> Drawn | None:
    """The place out of the form: a page number, and four numbers when a box was drawn. Invalid at ``page``/``box``."""
    if not page.strip() and not box.strip():
        return None
    if not (page.strip().isascii() and page.strip().isdecimal()):
        raise Invalid.at("page", "Nomor halaman harus bilangan.", remedy="Isi nomor halaman tempat fakta itu tertulis.")
    if not box.strip():
        return Drawn(int(page), None)
    try:
        numbers = [float(part) for part in box.split(",")]
        if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
            raise ValueError("four numbers")
    except ValueError:
        raise Invalid.at(
            "box", "Kotak pada halaman tidak dapat dipahami; belum ada yang disimpan.", remedy="Tarik lagi kotaknya."
        ) from None
    return Drawn(int(page), Box(*numbers))


def _first_page(database: Session, document: Document, part: int) -> int:
    """The page (1-based) on which contract ``part`` of the file begins."""
    return reports.current(database, document).report.parts[part - 1].pages[0]


def _fact_page(
    request: Request, session: UserSession, document: Document, form: FactForm, *, error: LindungError | None = None
) -> Response:
    return render(
        "parts/correction_form.html" if from_htmx(request) else "correction.html",
        status=error.status if error else 200,
        session=session,
        document=document,
        form=form,
        error=error,
        field=getattr(error, "field", ""),
    )


def _finding_page(
    request: Request,
    context: InContext,
    session: UserSession,
    document: Document,
    *,
    typed: dict[str, str],
    error: LindungError | None = None,
) -> Response:
    blank = {
        "rule": "",
        "verdict": "violated",
        "severity": "sedang",
        "explanation": "",
        "page": "",
        "box": "",
        "part": "1",
    }
    return render(
        "parts/finding_form.html" if from_htmx(request) else "finding_new.html",
        status=error.status if error else 200,
        session=session,
        document=document,
        typed={**blank, **typed},
        rules=law.usable(context.settings)[0].rules,
        severities=labels.SEVERITIES,
        error=error,
        field=getattr(error, "field", ""),
    )


def _word_page(
    database: Session,
    session: UserSession,
    document: Document,
    number: int,
    *,
    error: Invalid | None = None,
    at: int = -1,
    typed: str = "",
) -> Response:
    page = page_words.of(database, document, number)
    if page is None:
        raise NotFound(f"Halaman {number} tidak punya kata yang terbaca.", remedy="Pilih halaman lain dari laporannya.")
    standing = {row.path: row for row in corrections.standing(database, document, "word")}
    shown = [
        WordView(
            place=place,
            text=typed if place == at else word.text,
            alternative=word.alternative or "",
            confidence=word.confidence,
            seen=standing[path].id if (path := f"{number}.{place}") in standing else 0,
        )
        for place, word in enumerate(page.words)
        if (word.confidence < DOUBTFUL_WORD or word.alternative or f"{number}.{place}" in standing)
        and cover_personal(word.text) == word.text
    ]
    return render(
        "words.html",
        status=error.status if error else 200,
        session=session,
        document=document,
        number=number,
        words=shown[:MOST_WORDS],
        corrected=[(row, moment(row.at)) for row in standing.values() if row.page == number],
        error=error,
        at=at,
    )


def _back(request: Request, document: Document, *, ref: str = "", page: int = 0) -> Response:
    """To the report, which says at its top what the correction changed."""
    said = {"halaman": page or "", "sorot": ref, "berubah": 1}
    target = f"/dokumen/{document.id}?{urlencode({name: value for name, value in said.items() if value})}"
    if from_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": target})
    return RedirectResponse(target, status_code=303)
