"""A folder handed in as a whole, and what became of each of its files."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.document import Document

BatchState = Literal["running", "paused", "cancelled", "done"]
ItemState = Literal["waiting", "submitted", "refused", "cancelled"]


class Batch(Base):
    """One walk over a folder of this machine, or the inbox that is watched (``watched``), which is never done.

    ``trouble_*`` say what the whole batch waits for at the moment (disk full, the share has vanished); null while it
    goes on. ``walked_at`` is null until the folder has been listed once.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_org_created_at_id", "org", "created_at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    folder: Mapped[str] = mapped_column(String(4096))
    watched: Mapped[bool] = mapped_column(default=False)
    pattern: Mapped[str] = mapped_column(String(255), default="")
    state: Mapped[BatchState] = mapped_column(String(16), default="running")
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    walked_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    trouble_code: Mapped[str | None] = mapped_column(String(64))
    trouble_message: Mapped[str | None]
    trouble_remedy: Mapped[str | None]


class BatchItem(Base):
    """One file of a batch.

    ``raw_path`` are the bytes of its path below the folder, as the file system has them (any encoding); ``path`` is
    the same for showing. ``submitted``: the house has it, and ``document`` says the rest. ``refused``: it was not
    taken, ``error_*`` say why. ``duplicate``: the office had this very file before. ``meta`` is what the folder names
    or the sidecar file say of it.
    """

    __tablename__ = "batch_item"
    __table_args__ = (
        UniqueConstraint("batch_id", "raw_path"),
        Index("ix_batch_item_batch_id_state_id", "batch_id", "state", "id"),
        Index("ix_batch_item_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"))
    raw_path: Mapped[bytes] = mapped_column(LargeBinary())
    path: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger())
    modified_ns: Mapped[int] = mapped_column(BigInteger())
    state: Mapped[ItemState] = mapped_column(String(16), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    duplicate: Mapped[bool] = mapped_column(default=False)
    meta: Mapped[dict[str, Any]] = mapped_column(JSON(), default=dict)
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]

    document: Mapped[Document | None] = relationship(lazy="raise")
