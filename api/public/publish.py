"""Publishing: what everybody may see is a snapshot that a person looked at first, and can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from api.errors import Invalid, NotFound, PublicationChanged
from api.public.settings import settings
from api.public.snapshot import Snapshot, digest, read, written
from api.services import events
from models import Publication, User
from models.base import utc_now


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page."""

    row: Publication
    snapshot: Snapshot


def publish(session: Session, made: Snapshot, *, user: User, seen: str) -> Publication:
    """Show the snapshot to everybody. ``seen`` is the digest of the preview that the person looked at:
    PublicationChanged when the figures are others by now. Invalid without the name of an office."""
    if not made.office:
        raise Invalid.at(
            "nama",
            "Belum ada yang diterbitkan: nama kantor belum diisi.",
            remedy="Isi nama kantor pada pengaturan di halaman ini, simpan, lalu terbitkan.",
        )
    text = written(made)
    if digest(text) != seen:
        raise PublicationChanged()
    row = Publication(org=user.org, as_of=made.as_of, figures=text, sha256=digest(text), published_by=user.id)
    session.add(row)
    session.flush()
    events.record(
        session,
        "public.published",
        org=user.org,
        actor_id=user.id,
        subject=("publication", row.id),
        after={"as_of": made.as_of.isoformat(), "sha256": row.sha256},
    )
    return row


def withdraw(session: Session, identifier: uuid.UUID, *, user: User) -> None:
    """Take a publication back; the one before it, if there is any, is shown again. NotFound for another office's."""
    row = session.get(Publication, identifier)
    if row is None or row.org != user.org:
        raise NotFound()
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.withdrawn_by = utc_now(), user.id
    events.record(session, "public.withdrawn", org=user.org, actor_id=user.id, subject=("publication", row.id))


def shown(session: Session, *, org: str) -> Shown:
    """What the page of the office shows. NotFound while it is off, or when nothing stands published."""
    if not settings(session, org=org).on:
        raise NotFound()
    row = session.scalar(
        select(Publication)
        .where(Publication.org == org, Publication.withdrawn_at.is_(None))
        .options(undefer(Publication.figures))
        .order_by(Publication.published_at.desc(), Publication.id)
        .limit(1)
    )
    if row is None:
        raise NotFound()
    return Shown(row=row, snapshot=read(row.figures))


def listing(session: Session, *, org: str, limit: int = 50) -> Sequence[Publication]:
    """The newest publications of the office, without their figures."""
    return session.scalars(
        select(Publication)
        .where(Publication.org == org)
        .options(joinedload(Publication.publisher))
        .order_by(Publication.published_at.desc(), Publication.id)
        .limit(limit)
    ).all()
