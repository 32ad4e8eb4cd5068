"""What became of one page of a document under one version of the pipeline."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from extractor.vocabulary import PageGrade, PageSource
from models.base import Base
from models.types import PackedText

PageStatus = Literal["queued", "reading", "done", "failed", "poison"]
"""``failed``: the page could not be read and the reason is known; ``poison``: it was given up after ending the
reading process too often. Both are recorded gaps: the document goes on as partial."""


class Page(Base):
    """One page. ``attempts`` counts every start of its reading, also those that a crash cut short.

    ``words`` is the JSON of ``extractor.words.types.PageWords``, loaded only when asked for (``undefer``).
    """

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("document_id", "number", "pipeline_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    pipeline_version: Mapped[str] = mapped_column(String(64))
    status: Mapped[PageStatus] = mapped_column(String(16), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    source: Mapped[PageSource | None] = mapped_column(String(16))
    grade: Mapped[PageGrade | None] = mapped_column(String(16))
    rotation: Mapped[int | None]
    confidence: Mapped[float | None]
    width: Mapped[float | None]
    height: Mapped[float | None]
    has_image: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime | None]
    # The monitoring asks for the last hour's pages every minute; without an index it would go through all of them.
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    words: Mapped[str | None] = deferred(mapped_column(PackedText()), raiseload=True)
