"""The text of pages as stems, for searching."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class SearchText(Base):
    """One page's words as stems (``api.services.search``), personal numbers covered before.

    On SQLite triggers keep the index ``search_index`` (FTS5) over this table; on PostgreSQL it is an index over
    ``to_tsvector('simple', terms)``.
    """

    __tablename__ = "search_text"
    __table_args__ = (UniqueConstraint("document_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    page: Mapped[int]
    terms: Mapped[str]
