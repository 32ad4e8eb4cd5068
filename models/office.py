"""What an office decides for itself: its switches, the official figures it fixed, and what it made public."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from models.base import Base, utc_now
from models.types import PackedText
from models.user import User


class OfficeSetting(Base):
    """One switch or piece of data of one office, under a key such as ``public.page``.

    ``value`` is whatever JSON the part of the house that owns the key keeps there; ``changed_by`` None: the system.
    What it was before stands in the audit trail.
    """

    __tablename__ = "office_setting"

    org: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON())
    changed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)

    user: Mapped[User | None] = relationship(lazy="raise")


class FixedRecap(Base):
    """A recapitulation that was fixed ("ditetapkan"): its figures never change again.

    ``starts_on`` to ``ends_on`` is the period, ``as_of`` the day whose state it counts; ``agency_id`` None: all
    agencies. ``figures`` is the JSON of ``api.recap.frozen`` and ``sha256`` its digest: whoever changes the figures
    in the database is noticed. No foreign key to the agency: the sheet outlives a merge or an undone import.
    """

    __tablename__ = "fixed_recap"
    __table_args__ = (Index("ix_fixed_recap_org_fixed_at", "org", "fixed_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    as_of: Mapped[date]
    agency_id: Mapped[uuid.UUID | None]
    agency_name: Mapped[str] = mapped_column(String(255), default="")
    note: Mapped[str] = mapped_column(String(255), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    fixed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    fixed_at: Mapped[datetime] = mapped_column(default=utc_now)
    figures: Mapped[str] = deferred(mapped_column(PackedText(), nullable=False), raiseload=True)

    user: Mapped[User] = relationship(lazy="raise")


class Publication(Base):
    """What the office showed to everybody: a snapshot, made by an explicit act of a person.

    The public page shows the newest one that was not ``withdrawn_at``; live data are never shown. ``figures`` is the
    JSON of ``api.public.snapshot``, ``sha256`` its digest.
    """

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_org_published_at", "org", "published_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[date]
    sha256: Mapped[str] = mapped_column(String(64))
    published_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime] = mapped_column(default=utc_now)
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    figures: Mapped[str] = deferred(mapped_column(PackedText(), nullable=False), raiseload=True)

    publisher: Mapped[User] = relationship(lazy="raise", foreign_keys=[published_by])
