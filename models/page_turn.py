"""A page read again after a person turned it: the reading that was tried, beside the one in use."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from extractor.vocabulary import PageGrade, PageSource
from models.base import Base, utc_now
from models.types import PackedText

TurnStatus = Literal["queued", "reading", "done", "failed", "kept", "dropped", "restored"]
"""``done``: read, waiting for a person's choice; ``kept``: in use; ``dropped``: the reading in use stayed;
``restored``: was kept, then the earlier reading was put back."""


class PageTurn(Base):
    """One try. ``turn`` is how far the stored page is turned clockwise (0/90/180/270), ``before`` how far it was.

    The columns from ``source`` on are the reading that is *not* in use: the new one until it is kept, afterwards the
    one whose place it took, so that nothing is lost and the choice can be taken back. ``attempts`` counts every start.
    """

    __tablename__ = "page_turn"
    __table_args__ = (Index("ix_page_turn_document_id_number", "document_id", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    pipeline_version: Mapped[str] = mapped_column(String(64))
    turn: Mapped[int]
    before: Mapped[int]
    status: Mapped[TurnStatus] = mapped_column(String(16), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)
    finished_at: Mapped[datetime | None]
    source: Mapped[PageSource | None] = mapped_column(String(16))
    grade: Mapped[PageGrade | None] = mapped_column(String(16))
    rotation: Mapped[int | None]
    confidence: Mapped[float | None]
    width: Mapped[float | None]
    height: Mapped[float | None]
    has_image: Mapped[bool] = mapped_column(default=False)
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    words: Mapped[str | None] = deferred(mapped_column(PackedText()), raiseload=True)
