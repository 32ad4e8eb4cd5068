"""Lists from elsewhere for people: upload, preview with what is wrong where, confirmation, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import require_csrf
from api.database import Database
from api.errors import Invalid
from api.permissions import require
from api.register.imports import reading, rows, service
from api.register.imports.cells import Value
from api.register.imports.columns import KINDS
from api.register.imports.errors import ImportInUse, ImportOver, ListRefused, NothingToImport
from api.routes.web_format import long_date, rupiah
from api.routes.web_register import OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_table import Suffix, table
from api.sheets import Row
from extractor.errors import LindungError
from models import RegisterImport, RegisterImportRow, User, UserSession
from models.register_import import ImportKind, RowState

router = APIRouter(prefix="/daftar/impor")

STATE_NAMES: dict[RowState, str] = {
    "error": "salah",
    "new": "baru",
    "changed": "berubah",
    "same": "sama",
}


@dataclass(frozen=True, slots=True)
class RowView:
    """A row for the preview. ``said`` pairs of column and text; ``was`` what each changed column said until now."""

    number: int
    state: RowState
    said: tuple[tuple[str, str], ...]
    was: tuple[tuple[str, str], ...]
    problems: list[list[str]]
    notes: list[str]


@router.get("")
def imports(
    database: Database,
    session: Reader,
    user: OfficeUser,
    cancelled: Annotated[bool, Query(alias="dibatalkan")] = False,
) -> Response:
    return _index(database, session, cancelled=cancelled)


@router.post("", dependencies=[Depends(require_csrf)])
def upload(
    database: Database,
    session: Reader,
    user: OfficeUser,
    kind: Annotated[str, Form(max_length=20)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Read the list and show what it would do. A list that cannot be taken is said at its field."""
    require(user, "approve")
    try:
        chosen = _kind(kind)
        if file is None or not file.filename:
            raise Invalid.at("file", "Berkas belum dipilih; tidak ada yang diimpor.", remedy="Pilih berkas daftarnya.")
        data = file.file.read(reading.MOST_BYTES + 1)
        listing = rows.read(data, kind=chosen, filename=file.filename)
    except (Invalid, ListRefused) as error:
        return _index(database, session, kind=kind, error=error)
    made = service.stage(database, listing, kind=chosen, filename=file.filename, data=data, org=user.org, user=user)
    return RedirectResponse(f"/daftar/impor/{made.id}", status_code=303)


@router.get("/contoh/{kind}.{suffix}")
def sample(user: OfficeUser, kind: ImportKind, suffix: Suffix) -> Response:
    """An empty list with the headings of that kind."""
    titles = [field.title for field in KINDS[kind].fields]
    return table(titles, [], name=f"contoh-{_SAMPLES[kind]}", suffix=suffix)


_SAMPLES: dict[ImportKind, str] = {
    "agency": "instansi", "vendor": "penyedia", "position": "jabatan", "rup": "paket-rup", "spse": "paket-spse",
}  # fmt: skip


@router.get("/{identifier}")
def one(
    database: Database,
    session: Reader,
    user: OfficeUser,
    identifier: uuid.UUID,
    state: Annotated[Literal["", "error", "new", "changed", "same"] | None, Query(alias="keadaan")] = None,
    after: Annotated[int, Query(alias="setelah", ge=0)] = 0,
    moved: Annotated[bool, Query(alias="berubah")] = False,
    kept: Annotated[int, Query(alias="tetap", ge=0)] = 0,
) -> Response:
    made = service.get(database, identifier, user=user)
    return _one(database, session, made, state=state, after=after, moved=moved, kept=kept)


@router.get("/{identifier}/salah.{suffix}")
def errors(database: Database, user: OfficeUser, identifier: uuid.UUID, suffix: Suffix) -> Response:
    """Every wrong row with its columns, for the one who mends the list."""
    made = service.get(database, identifier, user=user)
    return table(("baris", "kolom", "masalah"), _error_cells(database, made), name="baris-salah", suffix=suffix)


@router.post("/{identifier}/jalankan", dependencies=[Depends(require_csrf)])
def confirm(database: Database, session: Reader, user: OfficeUser, identifier: uuid.UUID) -> Response:
    require(user, "approve")
    made = service.get(database, identifier, user=user)
    try:
        done = service.confirm(database, made, user=user)
    except (ImportOver, NothingToImport) as error:
        return _one(database, session, made, error=error)
    return RedirectResponse(f"/daftar/impor/{made.id}{'' if done else '?berubah=1'}", status_code=303)


@router.post("/{identifier}/batal", dependencies=[Depends(require_csrf)])
def cancel(database: Database, session: Reader, user: OfficeUser, identifier: uuid.UUID) -> Response:
    require(user, "approve")
    made = service.get(database, identifier, user=user)
    try:
        service.cancel(database, made)
    except ImportOver as error:
        return _one(database, session, made, error=error)
    return RedirectResponse("/daftar/impor?dibatalkan=1", status_code=303)


@router.post("/{identifier}/urungkan", dependencies=[Depends(require_csrf)])
def undo(database: Database, session: Reader, user: OfficeUser, identifier: uuid.UUID) -> Response:
    require(user, "approve")
    made = service.get(database, identifier, user=user)
    try:
        # What was taken back before the reason to refuse was met must not be kept with the answer.
        with database.begin_nested():
            kept = service.undo(database, made, user=user)
    except (ImportInUse, ImportOver) as error:
        return _one(database, session, made, error=error)
    return RedirectResponse(f"/daftar/impor/{made.id}" + (f"?tetap={kept}" if kept else ""), status_code=303)


def _index(
    database: Session,
    session: UserSession,
    *,
    kind: str = "",
    error: LindungError | None = None,
    cancelled: bool = False,
) -> Response:
    return render(
        "imports.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        kinds=KINDS,
        kind=kind,
        error=error,
        field=getattr(error, "field", "") or "file",
        imports=service.listing(database, user=session.user),
        cancelled=cancelled,
        most=reading.MOST_BYTES // reading.MEBIBYTE,
    )


def _one(
    database: Session,
    session: UserSession,
    made: RegisterImport,
    *,
    state: str | None = None,
    after: int = 0,
    moved: bool = False,
    kept: int = 0,
    error: LindungError | None = None,
) -> Response:
    """Without a wish the wrong rows come first: they are what a person has to look at."""
    chosen = state if state is not None else ("error" if made.count_error and made.state == "staged" else "")
    wanted: RowState | None = chosen or None  # type: ignore[assignment]
    found = service.page(database, made, state=wanted, after=after, limit=service.PAGE_SIZE + 1)
    shown = found[: service.PAGE_SIZE]
    maker = database.get(User, made.created_by) if made.created_by else None
    undoer = database.get(User, made.undone_by) if made.undone_by else None
    return render(
        "import.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        made=made,
        kind=KINDS[made.kind],
        maker=_person(maker),
        undoer=_person(undoer),
        counts={
            "error": made.count_error,
            "new": made.count_new,
            "changed": made.count_changed,
            "same": made.count_same,
        },
        state_names=STATE_NAMES,
        state=chosen,
        rows=[_view(row, made.kind) for row in shown],
        next=shown[-1].number if len(found) > len(shown) else None,
        moved=moved,
        kept=kept,
        error=error,
    )


def _view(row: RegisterImportRow, kind: ImportKind) -> RowView:
    titles = {field.name: field.title for field in KINDS[kind].fields}
    fields = rows.from_json(row.fields, kind)
    said = tuple((titles[name], _words(value)) for name, value in fields.items())
    if kind == "position":
        was = tuple((key, before or "") for key, before in row.before.items() if before)
    else:
        was = tuple(
            (titles[name], _words(before))
            for name, before in rows.from_json(row.before, kind).items()
            if name != "aliases"
        )
    return RowView(row.number, row.state, said, was, row.problems, row.notes)


def _words(value: Value) -> str:
    """A field for people."""
    match value:
        case None:
            return ""
        case tuple():
            return "; ".join(value)
        case Decimal():
            return rupiah(value)
        case date():
            return long_date(value)
        case _:
            return str(value)


def _person(user: User | None) -> str:
    return "" if user is None else user.display_name or user.name


def _error_cells(database: Session, made: RegisterImport) -> Iterator[Row]:
    after: int | None = 0
    while after is not None:
        found = service.page(database, made, state="error", after=after, limit=1000)
        for row in found:
            for column, sentence in row.problems:
                yield row.number, column, sentence
        after = found[-1].number if len(found) == 1000 else None


def _kind(text: str) -> ImportKind:
    if text not in get_args(ImportKind):
        raise Invalid.at("kind", "Jenis daftar belum dipilih; tidak ada yang diimpor.", remedy="Pilih jenis daftarnya.")
    return text  # type: ignore[return-value]
