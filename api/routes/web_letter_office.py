"""What letters are made from: the office's letterhead and numbers, and its own Word templates."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Admin, require_csrf
from api.clock import today_here
from api.context import Context, InContext
from api.database import Database
from api.errors import NotFound
from api.letters import kept_templates, kinds, numbers
from api.letters import office as offices
from api.letters.errors import LetterRefused, TemplateRefused
from api.letters.fields import FIELDS, ITEM_FIELDS
from api.routes.web_format import moment
from api.routes.web_letters import DOCX, SANDBOX
from api.routes.web_register import office_wide
from api.routes.web_render import Reader, render
from extractor.errors import LindungError
from extractor.intake.errors import FileTooLarge
from models import UserSession
from models.letter import LetterKind

router = APIRouter(prefix="/daftar/surat-templat", dependencies=[Depends(office_wide)])

LABELS: dict[str, tuple[str, str]] = {
    "government": ("Baris di atas nama kantor", "Misalnya PEMERINTAH KABUPATEN WANASARI."),
    "name": ("Nama kantor", "Misalnya DINAS TENAGA KERJA DAN TRANSMIGRASI."),
    "address": ("Alamat kantor", ""),
    "contact_line": ("Telepon, surel, laman", "Baris terakhir kop surat."),
    "place": ("Tempat surat", "Di depan tanggal, misalnya Wanasari."),
    "number_pattern": ("Pola nomor surat", "Isian: {urut} atau {urut:3}, {tahun}, {bulan} (Romawi), {bulan_angka}."),
    "answer_days": ("Waktu jawab dalam hari kerja", "Usulan di setiap surat; dapat diubah."),
    "contact": ("Narahubung", "Nama dan telepon."),
    "signatory": ("Penanda tangan", ""),
    "signatory_position": ("Jabatan penanda tangan", ""),
    "signatory_number": ("NIP penanda tangan", ""),
    "supervisor": ("Pengawas yang dituju penerusan", "Misalnya Kepala Dinas Tenaga Kerja Provinsi …"),
    "supervisor_address": ("Alamat pengawas", ""),
}
"""The fields of the office's data in the order of the form, each with its label and a hint."""

Text = Annotated[str, Form(max_length=20_000)]


def office_form(
    government: Text = "",
    name: Text = "",
    address: Text = "",
    contact_line: Text = "",
    place: Text = "",
    number_pattern: Text = "",
    answer_days: Text = "",
    contact: Text = "",
    signatory: Text = "",
    signatory_position: Text = "",
    signatory_number: Text = "",
    supervisor: Text = "",
    supervisor_address: Text = "",
) -> dict[str, str]:
    """What was typed, by the name of the field."""
    return dict(locals())


@router.get("")
def office_page(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    saved: Annotated[str, Query(alias="tersimpan", max_length=16)] = "",
) -> Response:
    return _page(database, context, session, saved=saved)


@router.post("/kantor", dependencies=[Depends(require_csrf)])
def keep_office(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    typed: Annotated[dict[str, str], Depends(office_form)],
    logo: Annotated[UploadFile | None, File()] = None,
    remove_logo: Annotated[bool, Form()] = False,
) -> Response:
    """Keep the office's data. A refusal is shown at its field and what was typed stays."""
    stream = logo.file if logo is not None and logo.filename else None
    try:
        offices.keep(
            database, context.storage, user=user, typed=typed, logo=stream, remove_logo=remove_logo
        )  # fmt: skip
    except LetterRefused as refused:
        return _page(database, context, session, typed=typed, refused=refused)
    return RedirectResponse("/daftar/surat-templat?tersimpan=kantor", status_code=303)


@router.get("/{kind}.docx")
def template_file(database: Database, context: InContext, user: Admin, kind: LetterKind) -> Response:
    """The template in use, to be edited in Word."""
    one = kept_templates.of_kind(database, org=user.org, kind=kind)
    data = kept_templates.content(context.storage, one)
    headers = {**SANDBOX, "content-disposition": f'attachment; filename="templat-{kind}.docx"'}
    return Response(data, media_type=DOCX, headers=headers)


@router.post("/{kind}", dependencies=[Depends(require_csrf)])
def replace_template(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    kind: str,
    template: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a changed template in place; a refusal names the fields nobody fills, and the one before stays."""
    known = _kind(kind)
    try:
        if template is None or not template.filename:
            raise TemplateRefused("Belum ada berkas yang dipilih.", remedy="Pilih berkas .docx, lalu unggah.")
        kept_templates.replace(
            database, context.storage, kind=known, stream=template.file, filename=template.filename, user=user
        )
    except (TemplateRefused, FileTooLarge) as refused:
        return _page(database, context, session, wrong_kind=known, wrong=refused)
    return RedirectResponse(f"/daftar/surat-templat?tersimpan={known}#templat", status_code=303)


@router.post("/{kind}/bawaan", dependencies=[Depends(require_csrf)])
def shipped_again(database: Database, user: Admin, kind: str) -> Response:
    kept_templates.shipped_again(database, kind=_kind(kind), user=user)
    return RedirectResponse("/daftar/surat-templat?tersimpan=bawaan#templat", status_code=303)


def _kind(text: str) -> LetterKind:
    for kind in get_args(LetterKind):
        if kind == text:
            return kind  # type: ignore[no-any-return]
    raise NotFound()


def _page(
    database: Session,
    context: Context,
    session: UserSession,
    *,
    saved: str = "",
    typed: dict[str, str] | None = None,
    refused: LetterRefused | None = None,
    wrong_kind: str = "",
    wrong: LindungError | None = None,
) -> Response:
    office = offices.of(database, org=session.user.org)
    pattern = office.number_pattern
    error = refused or wrong
    return render(
        "letter_office.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        office=office,
        typed=typed or {name: getattr(office, name) for name in offices.FIELDS},
        labels=LABELS,
        errors={} if refused is None else refused.errors,
        refused=refused,
        example=numbers.filled(pattern, sequence=12, day=today_here()),
        templates=kept_templates.current(database, org=session.user.org),
        letter_kinds=kinds.KIND_NAMES,
        wrong_kind=wrong_kind,
        wrong=wrong,
        saved=saved,
        fields=FIELDS,
        item_fields=ITEM_FIELDS,
        moment=moment,
    )
