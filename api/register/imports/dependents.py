"""What rests on a thing that an import brought: found through the foreign keys of the whole database, so that a table
made later is not forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session

from api.register.imports.errors import ImportInUse
from models import Base, Organisation, RegisterImport, RegisterImportRow

_OWN = {"organisation_alias"}
"""Tables whose rows are part of the thing and go with it."""
_WORDS = {
    "engagement": "baris daftar alih daya",
    "register_contract": "kontrak",
    "plan": "rencana kebutuhan",
    "package": "paket pengadaan",
    "organisation": "penggabungan nama",
}
_AT_ONCE = 500


def used(session: Session, table: str, identifiers: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the identifiers that a row elsewhere points to."""
    found: set[uuid.UUID] = set()
    for column in _pointing_to(table):
        for start in range(0, len(identifiers), _AT_ONCE):
            found |= set(
                session.scalars(select(column).where(column.in_(identifiers[start : start + _AT_ONCE])).distinct())
            )
    return found


def refuse_when_used(session: Session, table: str, identifiers: Sequence[uuid.UUID]) -> None:
    """ImportInUse, with what and how much, when anything rests on one of them or a later import changed it."""
    said: dict[str, int] = {}
    one: uuid.UUID | None = None
    for column in _pointing_to(table):
        for start in range(0, len(identifiers), _AT_ONCE):
            some = identifiers[start : start + _AT_ONCE]
            count = session.scalar(select(func.count()).select_from(column.table).where(column.in_(some))) or 0
            if count:
                word = _WORDS.get(column.table.name, "data lain")
                said[word] = said.get(word, 0) + count
                one = one or session.scalar(select(column).where(column.in_(some)).limit(1))
    for start in range(0, len(identifiers), _AT_ONCE):
        later = session.scalar(
            select(func.count())
            .select_from(RegisterImportRow)
            .join(RegisterImport, RegisterImport.id == RegisterImportRow.import_id)
            .where(
                RegisterImport.state == "done",
                RegisterImportRow.state == "changed",
                RegisterImportRow.target_id.in_(identifiers[start : start + _AT_ONCE]),
            )
        )
        if later:
            said["baris impor yang lebih baru"] = said.get("baris impor yang lebih baru", 0) + later
    if not said:
        return
    words = ", ".join(f"{count} {word}" for word, count in said.items())
    name = ""
    if one is not None and table == "organisation":
        name = f", antara lain “{session.get_one(Organisation, one).name}”"
    raise ImportInUse(
        f"Impor ini tidak dapat diurungkan: isinya sudah dipakai {words}{name}. Tidak ada yang berubah.",
        remedy="Lepaskan dahulu yang memakainya (urungkan impor paket, pisahkan nama), lalu ulangi.",
    )


def _pointing_to(table: str) -> Iterator[Column[uuid.UUID]]:
    for other in Base.metadata.sorted_tables:
        if other.name in _OWN:
            continue
        for key in other.foreign_keys:
            if key.column.table.name == table:
                yield key.parent
