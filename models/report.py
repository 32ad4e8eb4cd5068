"""Reports as they were made. A new reading adds one; the newest is the current one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import Base, utc_now
from models.types import PackedText

Origin = Literal["reading", "judged"]


class ReportRow(Base):
    """The report of one reading, as the JSON of ``extractor.report.Report``.

    At most one report of a document is ``current``; the database itself refuses a second one. ``origin`` says what
    made it: the reading of the file, or judging again (by other law, after corrections).
    """

    __tablename__ = "report"
    __table_args__ = (
        Index(
            "uq_report_current_document_id",
            "document_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
        Index("ix_report_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    pipeline_version: Mapped[str] = mapped_column(String(64))
    law_version: Mapped[str] = mapped_column(String(64))
    origin: Mapped[Origin] = mapped_column(String(16), default="reading")
    current: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    body: Mapped[str] = deferred(mapped_column(PackedText(), nullable=False), raiseload=True)
