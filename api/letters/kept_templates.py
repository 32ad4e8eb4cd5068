"""Which template a kind of letter is made from: the office's own Word file, or the shipped one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from api.letters.engine import require_template
from api.letters.errors import TemplateRefused
from api.letters.kinds import KINDS
from api.letters.package_check import LARGEST
from api.permissions import require
from api.services import events
from api.storage import Storage
from models import LetterTemplate, User
from models.letter import LetterKind

SHIPPED = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True, slots=True)
class Current:
    """The template of a kind. ``sha256`` "" and ``row`` None: the shipped one."""

    kind: LetterKind
    sha256: str
    row: LetterTemplate | None


def current(session: Session, *, org: str) -> tuple[Current, ...]:
    """The template of every kind, in the order of the kinds."""
    newest = select(func.max(LetterTemplate.id)).where(LetterTemplate.org == org).group_by(LetterTemplate.kind)
    rows: Sequence[LetterTemplate] = session.scalars(
        select(LetterTemplate).where(LetterTemplate.id.in_(newest)).options(joinedload(LetterTemplate.user))
    ).all()
    found = {row.kind: row for row in rows if row.sha256}
    return tuple(Current(kind, found[kind].sha256 if kind in found else "", found.get(kind)) for kind in KINDS)


def of_kind(session: Session, *, org: str, kind: LetterKind) -> Current:
    return next(one for one in current(session, org=org) if one.kind == kind)


def content(storage: Storage, one: Current) -> bytes:
    """The Word file. TemplateRefused when the office's own one is no longer in the storage."""
    if not one.sha256:
        return (SHIPPED / f"{one.kind}.docx").read_bytes()
    place = storage.attachment(one.sha256)
    if not storage.fetch(place):
        raise TemplateRefused(
            "Berkas templat kantor tidak ada lagi di penyimpanan.",
            remedy="Unggah lagi templatnya, atau kembali ke templat bawaan.",
        )
    return place.read_bytes()


def replace(
    session: Session, storage: Storage, *, kind: LetterKind, stream: BinaryIO, filename: str, user: User
) -> LetterTemplate:
    """Put an office's own template in place. TemplateRefused: the one before stays."""
    require(user, "users")
    data = stream.read(LARGEST + 1)
    require_template(data)
    incoming = storage.receive(io.BytesIO(data))
    storage.keep_attachment(incoming)
    return _add(session, kind=kind, sha256=incoming.sha256, filename=filename, user=user)


def shipped_again(session: Session, *, kind: LetterKind, user: User) -> None:
    """Back to the shipped template; nothing happens when it is the one in use."""
    require(user, "users")
    if of_kind(session, org=user.org, kind=kind).sha256:
        _add(session, kind=kind, sha256="", filename="", user=user)


def _add(session: Session, *, kind: LetterKind, sha256: str, filename: str, user: User) -> LetterTemplate:
    row = LetterTemplate(org=user.org, kind=kind, sha256=sha256, filename=filename[-255:], user_id=user.id)
    session.add(row)
    session.flush()
    events.record(
        session,
        "letter.template-changed",
        org=user.org,
        actor_id=user.id,
        subject=("letter_template", row.id),
        after={"kind": kind, "sha256": sha256 or "shipped"},
    )
    return row
