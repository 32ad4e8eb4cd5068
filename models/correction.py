"""What reviewers correct. Rows are only ever added; the newest one of a place counts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.user import User

CorrectionKind = Literal["fact", "finding", "page", "word", "turn"]


class Correction(Base):
    """One correction of ``path`` in a document; ``undo`` takes the standing one back.

    ==========  =========================  ==============================================================
    kind        path                       new_value
    ==========  =========================  ==============================================================
    fact        ``positions.0.wage``       the value as ``api.services.fact_paths`` writes it, None: no such fact
    finding     a random name              the added finding as JSON (``api.services.corrections.AddedFinding``)
    page        ``3``                      "unreadable"
    word        ``3.120``                  the word that really stands there (page, place in the page's words)
    turn        ``3``                      how far a person turned the page clockwise ("0" to "270"); ``old_value`` is
                                           how far it had been turned
    ==========  =========================  ==============================================================

    ``x0`` to ``y1`` is the box that was drawn on ``page``, in points; all None when none was; ``quote`` are the words
    inside it. ``nth`` tells which of several equal words of a page is meant (0-based). ``pipeline_version`` is that of
    the reading that was corrected: word places mean nothing under another. The database refuses an UPDATE; rows go
    only with their document.
    """

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_document_id_kind_path", "document_id", "kind", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    kind: Mapped[CorrectionKind] = mapped_column(String(16))
    path: Mapped[str] = mapped_column(String(160))
    old_value: Mapped[str | None]
    new_value: Mapped[str | None]
    undo: Mapped[bool] = mapped_column(default=False)
    pipeline_version: Mapped[str] = mapped_column(String(64))
    page: Mapped[int | None]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]
    quote: Mapped[str] = mapped_column(default="")
    nth: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")
