"""Lists of positions: which spelling is counted under which name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.register.imports.known import position_key
from api.register.imports.organisations import changed_since
from api.register.imports.rows import Parsed, Planned
from models import PositionName, RegisterImport, RegisterImportRow


def plan(session: Session, *, org: str, rows: Sequence[Parsed]) -> list[Planned]:
    """What each row would do. One query. ``before`` maps the keys that change to the name until now (None: new)."""
    known = {row.key: row.name for row in session.scalars(select(PositionName).where(PositionName.org == org))}
    seen: dict[str, int] = {}
    made = []
    for row in rows:
        planned = Planned(row.number, row.fields, "error" if row.problems else "same", list(row.problems))
        for index, written in enumerate(_spellings(row.fields)):
            column = "Jabatan" if index == 0 else "Nama lain"
            key = position_key(written)
            if not key:
                planned.refuse(column, "Nama ini tidak berisi huruf atau angka.")
                continue
            earlier = seen.setdefault(key, row.number)
            if earlier != row.number:
                planned.refuse(column, f"Jabatan ini sudah ada di baris {earlier}.")
            elif known.get(key) != _name(row.fields):
                planned.before[key] = known.get(key)
        if planned.state != "error" and planned.before:
            planned.state = "new" if all(name is None for name in planned.before.values()) else "changed"
        made.append(planned)
    return made


def apply(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> None:
    known = _known(session, made.org)
    for row in rows:
        written = {position_key(text): text for text in _spellings(row.fields)}
        for key in row.before:
            if key in known:
                known[key].name = _name(row.fields)
            else:
                session.add(PositionName(org=made.org, key=key, written=written[key], name=_name(row.fields)))
    session.flush()


def undo(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> None:
    """ImportInUse when one of the names was changed since."""
    known = _known(session, made.org)
    for row in rows:
        for key, before in row.before.items():
            now = known.get(key)
            if now is None or now.name != _name(row.fields):
                raise changed_since(str(row.fields["name"]))
            if before is None:
                session.delete(now)
            else:
                now.name = before
    session.flush()


def _known(session: Session, org: str) -> dict[str, PositionName]:
    return {row.key: row for row in session.scalars(select(PositionName).where(PositionName.org == org))}


def _spellings(fields: dict[str, Any]) -> list[str]:
    """The title and its other names, each once."""
    title = str(fields.get("name", ""))
    found = {position_key(text): text for text in (title, *fields.get("aliases", ()))}
    return [text for key, text in found.items() if text]


def _name(fields: dict[str, Any]) -> str:
    return str(fields.get("group") or fields["name"])
