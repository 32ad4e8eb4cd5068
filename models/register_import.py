"""Lists that were brought into the register: what each row said, what it changed, and how to take it back."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, utc_now

ImportKind = Literal["agency", "vendor", "position", "rup", "spse"]
ImportState = Literal["staged", "done", "undone"]
RowState = Literal["new", "changed", "same", "error"]


class RegisterImport(Base):
    """One file. ``staged`` until its user confirms it, and gone after ``expires_at`` when nobody does.

    ``created_by`` is None for the command line. ``ignored`` are headings of the file that mean nothing here;
    ``made`` the organisations that a list of packages brought along (ids as text).
    """

    __tablename__ = "register_import"
    __table_args__ = (Index("ix_register_import_org_created_at", "org", "created_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[ImportKind] = mapped_column(String(16))
    state: Mapped[ImportState] = mapped_column(String(16), default="staged")
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    ignored: Mapped[list[str]] = mapped_column(JSON())
    made: Mapped[list[str]] = mapped_column(JSON(), default=list)
    count_new: Mapped[int] = mapped_column(default=0)
    count_changed: Mapped[int] = mapped_column(default=0)
    count_same: Mapped[int] = mapped_column(default=0)
    count_error: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None]


class RegisterImportRow(Base):
    """One row of the file. ``number`` counts the rows of the file from 1, as a spreadsheet shows them.

    ``fields`` is what was understood: texts and lists of texts (amounts and days in their plain form);
    ``problems`` pairs of column and sentence; ``notes`` sentences that decide nothing. ``target_id`` is the thing that
    it changes, or made; ``before`` what the changed fields said until then.
    """

    __tablename__ = "register_import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index("ix_register_import_row_import_id_state", "import_id", "state"),
        Index("ix_register_import_row_target_id", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("register_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[RowState] = mapped_column(String(8))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON())
    problems: Mapped[list[list[str]]] = mapped_column(JSON())
    notes: Mapped[list[str]] = mapped_column(JSON())
    target_id: Mapped[uuid.UUID | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON())
