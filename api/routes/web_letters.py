"""Letters for people: the register, the form, the letter with its preview, issuing, and what came of it."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import require_csrf
from api.clock import today_here
from api.context import Context, InContext
from api.database import Database
from api.errors import Invalid, NotFound
from api.letters import drafts, following, issuing, listing, reading
from api.letters import office as offices
from api.letters.drafts import Basis, LetterForm
from api.letters.errors import LetterRefused, LetterTaken, NotCheckedYet, NumberUsed, TemplateRefused
from api.letters.listing import Wanted
from api.permissions import may, require
from api.routes.web_format import long_date
from api.routes.web_letter_screens import basis_of, form_screen, letter_screen, names, waiting, word_file_of
from api.routes.web_register import OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_table import Suffix, table
from api.services import documents, law, retention
from extractor.intake.errors import FileTooLarge
from models import Letter, User
from models.letter import LetterKind

router = APIRouter(prefix="/daftar/surat")
tables = APIRouter(prefix="/daftar")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SANDBOX = {"content-security-policy": "default-src 'none'; sandbox", "cache-control": "no-store"}
Text = Annotated[str, Form(max_length=20_000)]


def wanted_letters(
    state: Annotated[Literal["", "draft", "issued", "withdrawn", "overdue"], Query(alias="keadaan")] = "",
    kind: Annotated[Literal["", "clarify", "guide", "notify", "forward", "remind"], Query(alias="jenis")] = "",
    year: Annotated[str, Query(alias="tahun", pattern=r"^(\d{4})?$")] = "",
    text: Annotated[str, Query(alias="cari", max_length=200)] = "",
) -> Wanted:
    return Wanted(state=state, kind=kind, year=int(year) if year and 1900 <= int(year) <= 2999 else None, text=text)


WantedLetters = Annotated[Wanted, Depends(wanted_letters)]


def letter_form(
    kind: Annotated[str, Form(max_length=16)] = "",
    addressee: Text = "",
    address: Text = "",
    subject: Text = "",
    letter_date: Text = "",
    answer_until: Text = "",
    answer_days: Text = "",
    contact: Text = "",
    signatory: Text = "",
    signatory_position: Text = "",
    signatory_number: Text = "",
    note: Text = "",
    findings: Annotated[list[str] | None, Form(max_length=500)] = None,
) -> LetterForm:
    return LetterForm(
        kind=kind, addressee=addressee, address=address, subject=subject, letter_date=letter_date,
        answer_until=answer_until, answer_days=answer_days, contact=contact, signatory=signatory,
        signatory_position=signatory_position, signatory_number=signatory_number, note=note,
        findings=tuple(findings or ()),
    )  # fmt: skip


Typed = Annotated[LetterForm, Depends(letter_form)]
Version = Annotated[int, Form(ge=0)]


@router.get("")
def letters(
    database: Database,
    session: Reader,
    user: OfficeUser,
    wanted: WantedLetters,
    after: Annotated[int, Query(alias="setelah", ge=0)] = 0,
    saved: Annotated[Literal["", "dibuang"], Query(alias="selesai")] = "",
) -> Response:
    today = today_here()
    return render(
        "letters.html",
        session=session,
        here="register",
        listing=listing.rows(database, org=user.org, wanted=wanted, today=today, after=after),
        counts=listing.counts(database, org=user.org, today=today),
        years=listing.years(database, org=user.org),
        wanted=wanted,
        address=_address(wanted),
        saved=saved,
        is_admin=may(user, "users"),
        day=long_date,
        **names(),
    )


@tables.get("/surat.{suffix}")
def letter_table(database: Database, user: OfficeUser, wanted: WantedLetters, suffix: Suffix) -> Response:
    cells = listing.cells(database, org=user.org, wanted=wanted, today=today_here())
    return table(listing.COLUMNS, cells, name="daftar-surat", suffix=suffix)


@router.get("/baru")
def new_letter(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    document_id: Annotated[uuid.UUID | None, Query(alias="dokumen")] = None,
    kind: Annotated[Literal["clarify", "guide", "notify", "forward"], Query(alias="jenis")] = "clarify",
    reminds_id: Annotated[uuid.UUID | None, Query(alias="ingatkan")] = None,
) -> Response:
    """The form for a letter about a document, or (``ingatkan``) for a reminder of a letter."""
    require(user, "review")
    found, reminds = _begun(database, context, user, document_id, reminds_id)
    office = offices.of(database, org=user.org)
    chosen: LetterKind = kind if reminds is None else "remind"
    form = drafts.proposed(found, kind=chosen, office=office, today=today_here(), reminds=reminds)
    if reminds is not None:
        form = replace(form, findings=waiting(database, reminds))
    return form_screen(database, session, found, form, reminds=reminds)


@router.post("/baru", dependencies=[Depends(require_csrf)])
def create(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    form: Typed,
    document_id: Annotated[uuid.UUID | None, Query(alias="dokumen")] = None,
    reminds_id: Annotated[uuid.UUID | None, Query(alias="ingatkan")] = None,
) -> Response:
    """Keep a draft. A refusal is shown at its field and what was typed stays."""
    require(user, "review")
    found, reminds = _begun(database, context, user, document_id, reminds_id)
    data, _ = law.usable(context.settings)
    if reminds is not None:
        form = replace(form, kind="remind")
    try:
        letter = drafts.create(
            database, found, form=form, user=user, law=data, today=today_here(), reminds=reminds
        )  # fmt: skip
    except LetterRefused as refused:
        return form_screen(database, session, found, form, reminds=reminds, refused=refused)
    return RedirectResponse(f"/daftar/surat/{letter.id}", status_code=303)


@router.get("/{letter_id}")
def letter_page(
    database: Database, context: InContext, session: Reader, user: OfficeUser, letter_id: uuid.UUID
) -> Response:
    return letter_screen(database, context, session, drafts.get(database, user, letter_id))


@router.get("/{letter_id}/ubah")
def edit(database: Database, context: InContext, session: Reader, user: OfficeUser, letter_id: uuid.UUID) -> Response:
    require(user, "review")
    letter, found = _draft(database, context, user, letter_id)
    form = drafts.form_of(letter, drafts.findings_of(database, letter))
    return form_screen(database, session, found, form, letter=letter)


@router.post("/{letter_id}/ubah", dependencies=[Depends(require_csrf)])
def change(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    letter_id: uuid.UUID,
    form: Typed,
    version: Version = 0,
) -> Response:
    require(user, "review")
    letter, found = _draft(database, context, user, letter_id)
    if letter.kind == "remind":
        form = replace(form, kind="remind")
    data, _ = law.usable(context.settings)
    try:
        drafts.change(database, letter, found, form=form, user=user, version=version, law=data, today=today_here())
    except (LetterRefused, LetterTaken) as refused:
        # With the new version in the form, saving once more is the person's own decision.
        return form_screen(database, session, found, form, letter=letter, refused=refused)
    return RedirectResponse(f"/daftar/surat/{letter.id}", status_code=303)


@router.post("/{letter_id}/buang", dependencies=[Depends(require_csrf)])
def discard(database: Database, user: OfficeUser, letter_id: uuid.UUID, version: Version = 0) -> Response:
    drafts.discard(database, drafts.get(database, user, letter_id), user=user, version=version)
    return RedirectResponse("/daftar/surat?selesai=dibuang", status_code=303)


@router.post("/{letter_id}/terbit", dependencies=[Depends(require_csrf)])
def issue(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    letter_id: uuid.UUID,
    number: Text = "",
    version: Version = 0,
) -> Response:
    """Number and freeze the draft; a refusal is shown beside the number, which stays as typed."""
    require(user, "approve")
    letter, found = _draft(database, context, user, letter_id)
    data, _ = law.usable(context.settings)
    try:
        hold_document(database, found)
        with database.begin_nested():
            issuing.issue(database, context.storage, found, letter, number=number, user=user, version=version, law=data)
    except (LetterRefused, NumberUsed, TemplateRefused) as refused:
        database.expire(letter)
        return letter_screen(database, context, session, letter, issuing_error=refused, typed_number=number)
    return RedirectResponse(f"/daftar/surat/{letter.id}", status_code=303)


@router.post("/{letter_id}/tarik", dependencies=[Depends(require_csrf)])
def withdraw(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    letter_id: uuid.UUID,
    reason: Text = "",
    version: Version = 0,
) -> Response:
    letter = drafts.get(database, user, letter_id)
    try:
        issuing.withdraw(database, letter, reason=reason, user=user, version=version)
    except Invalid as refused:
        return letter_screen(database, context, session, letter, withdraw_error=refused, typed_reason=reason)
    return RedirectResponse(f"/daftar/surat/{letter.id}", status_code=303)


@router.post("/{letter_id}/tahap", dependencies=[Depends(require_csrf)])
def step(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    letter_id: uuid.UUID,
    chosen: Annotated[list[str] | None, Form(max_length=500)] = None,
    state: Annotated[str, Form(max_length=16)] = "",
    on: Text = "",
    note: Text = "",
    answer_number: Text = "",
) -> Response:
    """Record what came of findings of an issued letter."""
    letter = drafts.get(database, user, letter_id)
    typed = {"state": state, "on": on, "note": note, "answer_number": answer_number}
    try:
        following.record(
            database, letter, findings=drafts.findings_of(database, letter), chosen=chosen or (), state=state, on=on,
            note=note, answer_number=answer_number, user=user, today=today_here(),
        )  # fmt: skip
    except LetterRefused as refused:
        return letter_screen(
            database, context, session, letter, step_error=refused, typed_step=typed, chosen=frozenset(chosen or ())
        )
    return RedirectResponse(f"/daftar/surat/{letter.id}#tahap", status_code=303)


@router.post("/{letter_id}/pindaian", dependencies=[Depends(require_csrf)])
def attach(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    letter_id: uuid.UUID,
    scan: Annotated[UploadFile | None, File()] = None,
) -> Response:
    letter = drafts.get(database, user, letter_id)
    stream = scan.file if scan is not None else io.BytesIO()
    name = scan.filename if scan is not None else ""
    try:
        issuing.attach_scan(database, context.storage, letter, stream=stream, filename=name or "", user=user)
    except (Invalid, FileTooLarge) as refused:
        return letter_screen(database, context, session, letter, scan_error=refused)
    return RedirectResponse(f"/daftar/surat/{letter.id}#pindaian", status_code=303)


@router.get("/{letter_id}/pindaian")
def scan_file(database: Database, context: InContext, user: OfficeUser, letter_id: uuid.UUID) -> Response:
    letter = drafts.get(database, user, letter_id)
    data = issuing.kept_file(context.storage, letter.scan_sha256)
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg"}.get(letter.scan_media_type, "png")
    return _download(data, letter.scan_media_type, f"{_file_name(letter)}-pindaian.{ending}", inline=False)


@router.get("/{letter_id}/surat.docx")
def word_file(database: Database, context: InContext, user: OfficeUser, letter_id: uuid.UUID) -> Response:
    letter = drafts.get(database, user, letter_id)
    return _download(word_file_of(database, context, user, letter), DOCX, f"{_file_name(letter)}.docx", inline=False)


@router.get("/{letter_id}/surat.pdf")
def pdf_file(database: Database, context: InContext, user: OfficeUser, letter_id: uuid.UUID) -> Response:
    """The letter as PDF, from the very Word file: what an edited template changes shows here as well."""
    letter = drafts.get(database, user, letter_id)
    out = io.BytesIO()
    office = offices.of(database, org=letter.org)
    sheet = reading.read(word_file_of(database, context, user, letter))
    reading.pdf(sheet, out, title=f"{letter.subject} {letter.number or '(konsep)'}", author=office.name)
    return _download(out.getvalue(), "application/pdf", f"{_file_name(letter)}.pdf", inline=True)


def hold_document(database: Session, found: Basis) -> None:
    """Hold the document's row while its letter is issued, and see that it is still checked: NotCheckedYet."""
    retention.lock(database, found.document)
    if found.document.review_state not in drafts.CHECKED:
        raise NotCheckedYet()


def _begun(
    database: Session, context: Context, user: User, document_id: uuid.UUID | None, reminds_id: uuid.UUID | None
) -> tuple[Basis, Letter | None]:
    """What a new letter is about: a document, or the letter it reminds of."""
    reminds = None if reminds_id is None else drafts.get(database, user, reminds_id)
    if reminds is not None:
        if reminds.state != "issued":
            raise LetterTaken()
        document_id = reminds.document_id
    if document_id is None:
        raise NotFound(
            "Surat dibuat dari sebuah dokumen; dokumennya tidak disebut, atau sudah dihapus.",
            remedy="Buka laporan dokumennya, lalu pilih “Buat surat”.",
        )
    document = documents.seen_by(database, user, document_id)
    return drafts.basis(database, document, law=law.usable(context.settings)[0]), reminds


def _draft(database: Session, context: Context, user: User, letter_id: uuid.UUID) -> tuple[Letter, Basis]:
    letter = drafts.get(database, user, letter_id)
    if letter.state != "draft":
        raise LetterTaken()
    return letter, basis_of(database, context, user, letter)


def _address(wanted: Wanted) -> dict[str, str | None]:
    return {
        "keadaan": wanted.state,
        "jenis": wanted.kind,
        "tahun": str(wanted.year) if wanted.year else None,
        "cari": wanted.text,
    }


def _file_name(letter: Letter) -> str:
    """A name of letters, digits and hyphens only: the number of a letter holds slashes."""
    said = "".join(c if c.isascii() and c.isalnum() else "-" for c in letter.number or "konsep")
    return f"surat-{'-'.join(part for part in said.split('-') if part)}"[:100]


def _download(data: bytes, media_type: str, name: str, *, inline: bool) -> Response:
    place = "inline" if inline else "attachment"
    headers = {"content-disposition": f'{place}; filename="{name}"', "cache-control": "no-store"}
    return Response(data, media_type=media_type, headers=headers if inline else {**SANDBOX, **headers})
