"""A file handed in, how far its reading is, and the few columns that lists show."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extractor.intake.types import MediaType
from extractor.vocabulary import ContractKind
from models.base import Base, utc_now

Status = Literal["queued", "reading", "complete", "partial", "failed"]
Door = Literal["web", "api", "folder", "sample"]

FINAL: frozenset[str] = frozenset({"complete", "partial", "failed"})


class Document(Base):
    """One file of one office. The same bytes handed in twice are one document (``org`` and ``sha256`` are unique).

    ``run`` counts the readings asked for; ``inspection_notes`` are remarks of the inspection, one a line;
    ``repaired`` says that a rewritten working copy is read instead of the damaged original. ``error_*`` say why the
    status is ``failed``. The columns from ``kind`` on are copies out of the current report, so that a list of a
    hundred thousand documents opens no report.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("org", "sha256"),
        Index("ix_document_org_created_at_id", "org", "created_at", "id"),
        Index("ix_document_org_status", "org", "status"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[MediaType] = mapped_column(String(32))
    size: Mapped[int]
    door: Mapped[Door] = mapped_column(String(16))
    uploaded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    status: Mapped[Status] = mapped_column(String(16), default="queued")
    run: Mapped[int] = mapped_column(default=1)
    pipeline_version: Mapped[str] = mapped_column(String(64))
    law_version: Mapped[str] = mapped_column(String(64), default="")
    page_count: Mapped[int | None]
    pages_done: Mapped[int] = mapped_column(default=0)
    repaired: Mapped[bool] = mapped_column(default=False)
    inspection_notes: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]

    kind: Mapped[ContractKind | None] = mapped_column(String(32))
    number: Mapped[str | None] = mapped_column(String(255))
    user_name: Mapped[str | None] = mapped_column(String(255))
    vendor_name: Mapped[str | None] = mapped_column(String(255))
    signed_on: Mapped[date | None]
    value: Mapped[Decimal | None]
    missing_count: Mapped[int] = mapped_column(default=0)
    violated_count: Mapped[int] = mapped_column(default=0)
    absent_count: Mapped[int] = mapped_column(default=0)
    unreadable_count: Mapped[int] = mapped_column(default=0)
    unclear_count: Mapped[int] = mapped_column(default=0)
    satisfied_count: Mapped[int] = mapped_column(default=0)
    open_count: Mapped[int] = mapped_column(default=0)

    @property
    def finished(self) -> bool:
        """True once no reading is going on or waiting."""
        return self.status in FINAL
