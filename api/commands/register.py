"""``register import``: a list of agencies, vendors, positions or packages into the register, as on the web."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.orm import Session

from api.context import open_context
from api.database import transaction
from api.register.imports import reading, rows, service
from api.register.imports.errors import ListRefused, NothingToImport
from api.settings import from_environment
from models import RegisterImport
from models.register_import import ImportKind

PARTIAL = 4
KINDS: dict[str, ImportKind] = {
    "instansi": "agency",
    "penyedia": "vendor",
    "jabatan": "position",
    "rup": "rup",
    "spse": "spse",
}


def import_list(kind: str, file: Path, *, dry_run: bool, partial: bool) -> int:
    """Bring the list in; the exit code. Every wrong row is said, and then nothing is brought in unless ``partial``:
    who types a command has not looked at a preview."""
    try:
        with file.open("rb") as stream:
            data = stream.read(reading.MOST_BYTES + 1)
    except OSError as error:
        raise ListRefused(
            f"Berkas {file.name} tidak dapat dibuka; tidak ada yang diimpor.", remedy="Periksa nama dan izin bacanya."
        ) from error
    listing = rows.read(data, kind=KINDS[kind], filename=file.name)
    settings = from_environment()
    context = open_context(settings)
    try:
        with transaction(context.sessions) as session:
            made = service.stage(
                session, listing, kind=KINDS[kind], filename=file.name, data=data, org=settings.org, user=None
            )
            wrong, good = made.count_error, made.count_new + made.count_changed
            _say(session, made)
            if dry_run or (wrong and not partial) or not good:
                session.delete(made)
                print(_nothing(wrong, dry_run=dry_run, partial=partial), file=sys.stderr)
            else:
                service.confirm(session, made, user=None)
                print(f"{good} baris masuk. Dapat diurungkan di menu Daftar, bagian Impor.", file=sys.stderr)
    finally:
        context.close()
    return PARTIAL if wrong else 0


def _say(session: Session, made: RegisterImport) -> None:
    print(f"{made.count_new} baru, {made.count_changed} berubah, {made.count_same} sama, {made.count_error} salah")
    if made.ignored:
        print(f"Kolom yang tidak dipakai: {', '.join(made.ignored)}", file=sys.stderr)
    after: int | None = 0
    while after is not None:
        found = service.page(session, made, state=None, after=after, limit=1000)
        for row in found:
            for column, sentence in row.problems:
                print(f"baris {row.number}{f', kolom {column}' if column else ''}: {sentence}", file=sys.stderr)
            for note in row.notes:
                print(f"baris {row.number}: {note}", file=sys.stderr)
        after = found[-1].number if len(found) == 1000 else None


def _nothing(wrong: int, *, dry_run: bool, partial: bool) -> str:
    if dry_run:
        return "Hanya diperiksa; tidak ada yang diimpor."
    if wrong and not partial:
        return "Tidak ada yang diimpor. Perbaiki baris yang salah, atau impor yang benar saja dengan --partial."
    return NothingToImport.message
