"""A list on its way into the register: uploaded, shown, confirmed, taken back.

Between upload and confirmation the rows lie in the database, for the one person who uploaded them and for a day. What
was shown is what is done: when the register has changed in between, the rows are compared anew and shown again.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.register.imports import organisations, positions, procurement
from api.register.imports.errors import ImportOver, NothingToImport
from api.register.imports.rows import Listing, Parsed, Planned, from_json, to_json
from api.services import events
from models import RegisterImport, RegisterImportRow, User
from models.base import utc_now
from models.register_import import ImportKind, RowState

EXPIRES = timedelta(hours=24)
PAGE_SIZE = 200
_AT_ONCE = 1000


def stage(
    session: Session,
    listing: Listing,
    *,
    kind: ImportKind,
    filename: str,
    data: bytes,
    org: str,
    user: User | None,
) -> RegisterImport:
    """Compare a list with the register and keep its rows until they are confirmed. Forgets what expired."""
    purge(session, org=org)
    now = utc_now()
    made = RegisterImport(
        id=uuid.uuid4(),
        org=org,
        kind=kind,
        filename=filename[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        ignored=list(listing.ignored)[:100],
        created_by=None if user is None else user.id,
        created_at=now,
        expires_at=now + EXPIRES,
    )
    session.add(made)
    session.flush()
    _keep(session, made, _plan(session, org=org, kind=kind, rows=listing.rows))
    return made


def purge(session: Session, *, org: str) -> None:
    """Forget what was uploaded and never confirmed."""
    session.execute(
        delete(RegisterImport).where(
            RegisterImport.org == org, RegisterImport.state == "staged", RegisterImport.expires_at < utc_now()
        )
    )


def get(session: Session, identifier: uuid.UUID, *, user: User) -> RegisterImport:
    """NotFound for another office's, for another person's that is not confirmed, and for what expired."""
    row = session.get(RegisterImport, identifier)
    if row is None or row.org != user.org:
        raise NotFound()
    if row.state == "staged" and (row.created_by != user.id or row.expires_at < utc_now()):
        raise NotFound()
    return row


def page(
    session: Session, made: RegisterImport, *, state: RowState | None, after: int = 0, limit: int = PAGE_SIZE
) -> Sequence[RegisterImportRow]:
    """Rows of that state (None: all) whose number is above ``after``, in the order of the file."""
    query = select(RegisterImportRow).where(RegisterImportRow.import_id == made.id, RegisterImportRow.number > after)
    if state is not None:
        query = query.where(RegisterImportRow.state == state)
    return session.scalars(query.order_by(RegisterImportRow.number).limit(limit)).all()


def listing(session: Session, *, user: User, limit: int = 50) -> Sequence[tuple[RegisterImport, str]]:
    """The newest imports of the office with the name of who made them ("": the command line), and what the person has
    uploaded and not confirmed."""
    mine = (RegisterImport.created_by == user.id) & (RegisterImport.expires_at >= utc_now())
    found = session.execute(
        select(RegisterImport, func.coalesce(func.nullif(User.display_name, ""), User.name, ""))
        .outerjoin(User, User.id == RegisterImport.created_by)
        .where(RegisterImport.org == user.org, (RegisterImport.state != "staged") | mine)
        .order_by(RegisterImport.created_at.desc())
        .limit(limit)
    )
    return [(row, name) for row, name in found]


def confirm(session: Session, made: RegisterImport, *, user: User | None) -> bool:
    """Bring in all good rows. False when the register changed since the preview: nothing was done, the rows were
    compared anew and want to be looked at again.

    ImportOver when it was confirmed already, NothingToImport when no row would change anything.
    """
    session.refresh(made, with_for_update=True)
    if made.state != "staged" or made.expires_at < utc_now():
        raise ImportOver()
    rows = _good(session, made)
    if not made.count_new + made.count_changed:
        raise NothingToImport()
    if _moved(session, made, rows):
        return False
    doing = [row for row in rows if row.state != "same"]
    match made.kind:
        case "agency" | "vendor":
            organisations.apply(session, made, doing)
        case "position":
            positions.apply(session, made, doing)
        case _:
            procurement.apply(session, made, doing)
    made.state, made.confirmed_at = "done", utc_now()
    _record(session, "import.confirmed", made, user=user)
    return True


def cancel(session: Session, made: RegisterImport) -> None:
    """Forget an upload. ImportOver when it was confirmed already."""
    if made.state != "staged":
        raise ImportOver()
    session.delete(made)


def undo(session: Session, made: RegisterImport, *, user: User) -> int:
    """Take the whole import back; how many organisations stay because something else uses them by now.

    ImportInUse when later things rest on it, ImportOver when it is not in force.
    """
    session.refresh(made, with_for_update=True)
    if made.state != "done":
        raise ImportOver()
    rows = [row for row in _good(session, made) if row.state != "same"]
    kept = 0
    match made.kind:
        case "agency" | "vendor":
            organisations.undo(session, made, rows)
        case "position":
            positions.undo(session, made, rows)
        case _:
            kept = procurement.undo(session, made, rows)
    made.state, made.undone_at, made.undone_by = "undone", utc_now(), user.id
    _record(session, "import.undone", made, user=user)
    return kept


def _plan(session: Session, *, org: str, kind: ImportKind, rows: Sequence[Parsed]) -> list[Planned]:
    match kind:
        case "agency" | "vendor":
            return organisations.plan(session, org=org, kind=kind, rows=rows)
        case "position":
            return positions.plan(session, org=org, rows=rows)
        case _:
            return procurement.plan(session, org=org, source=kind, rows=rows)


def _good(session: Session, made: RegisterImport) -> Sequence[RegisterImportRow]:
    return session.scalars(
        select(RegisterImportRow)
        .where(RegisterImportRow.import_id == made.id, RegisterImportRow.state != "error")
        .order_by(RegisterImportRow.number)
    ).all()


def _moved(session: Session, made: RegisterImport, rows: Sequence[RegisterImportRow]) -> bool:
    """Whether the good rows would do something else by now; if so they are kept as they would."""
    parsed = [Parsed(number=row.number, fields=from_json(row.fields, made.kind)) for row in rows]
    again = _plan(session, org=made.org, kind=made.kind, rows=parsed)
    if all(
        (row.state, row.target_id, row.before, row.notes) == (now.state, now.target, now.before, now.notes)
        for row, now in zip(rows, again, strict=True)
    ):
        return False
    session.execute(
        delete(RegisterImportRow).where(RegisterImportRow.import_id == made.id, RegisterImportRow.state != "error")
    )
    _keep(session, made, again)
    return True


def _keep(session: Session, made: RegisterImport, planned: Sequence[Planned]) -> None:
    """Write the rows and count them with those that are there."""
    for start in range(0, len(planned), _AT_ONCE):
        session.execute(
            insert(RegisterImportRow), [_columns(made.id, row) for row in planned[start : start + _AT_ONCE]]
        )
    query = select(RegisterImportRow.state, func.count()).where(RegisterImportRow.import_id == made.id)
    found = session.execute(query.group_by(RegisterImportRow.state))
    counts: dict[str, int] = {state: count for state, count in found}  # noqa: C416  (rows are no pairs to mypy)
    made.count_new, made.count_changed = counts.get("new", 0), counts.get("changed", 0)
    made.count_same, made.count_error = counts.get("same", 0), counts.get("error", 0)
    session.flush()


def _columns(import_id: uuid.UUID, row: Planned) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "number": row.number,
        "state": row.state,
        "fields": to_json(row.fields),
        "problems": [[problem.column, problem.text] for problem in row.problems],
        "notes": row.notes,
        "target_id": row.target,
        "before": row.before,
    }


def _record(session: Session, action: str, made: RegisterImport, *, user: User | None) -> None:
    """The file's name may be a person's, so it stays in the import and out of the trail."""
    events.record(
        session,
        action,
        org=made.org,
        actor_id=None if user is None else user.id,
        subject=("register_import", made.id),
        after={
            "kind": made.kind,
            "sha256": made.sha256,
            "new": made.count_new,
            "changed": made.count_changed,
            "same": made.count_same,
            "errors": made.count_error,
        },
    )
