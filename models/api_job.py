"""What a program handed in with one request, and the keys by which it may safely ask again."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.document import Document


class ApiJob(Base):
    """One request that handed files in. How far it is follows from its documents; nothing of that is copied here."""

    __tablename__ = "api_job"
    __table_args__ = (Index("ix_api_job_org_created_at_id", "org", "created_at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class ApiJobItem(Base):
    """One file of a job, in the order of the request. Either ``document`` says what became of it, or ``error_*`` say
    why it was not taken; neither once the document was erased. ``created`` is False for a file known already."""

    __tablename__ = "api_job_item"
    __table_args__ = (
        UniqueConstraint("job_id", "position"),
        Index("ix_api_job_item_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_job.id", ondelete="CASCADE"))
    position: Mapped[int]
    filename: Mapped[str] = mapped_column(String(255))
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    created: Mapped[bool] = mapped_column(default=False)
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]

    document: Mapped[Document | None] = relationship(lazy="raise")


class IdempotencyKey(Base):
    """A request that was carried out under a key of its sender's choice, so that its repetition changes nothing.

    ``request_hash`` is the SHA-256 of what was asked for. The answer is not kept: it is made again from ``job_id``,
    so that nothing of an erased document stays here.
    """

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("user_id", "key"), Index("ix_idempotency_key_created_at", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(255))
    request_hash: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_job.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
