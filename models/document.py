"""A file handed in, how far its reading is, and the few columns that lists show."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extractor.intake.types import MediaType
from extractor.vocabulary import ContractKind, PageGrade
from models.base import Base, utc_now

Status = Literal["queued", "reading", "complete", "partial", "failed"]
Door = Literal["web", "api", "folder", "sample"]

ReviewState = Literal["unread", "read", "to_review", "in_review", "checked", "approved", "sent_back"]
"""``unread``: no report yet; ``read``: nothing in it asks for a person; ``in_review``: somebody has it in hand."""

FINAL: frozenset[str] = frozenset({"complete", "partial", "failed"})


QUEUE_COLUMNS = (
    "org", "latest", "review_state", "created_at", "id", "agency", "reviewer_id", "kind", "door", "status",
    "worst_grade", "top_severity", "violated_count", "absent_count", "unreadable_count", "unclear_count", "open_count",
    "vendor_name",
)  # fmt: skip


class Document(Base):
    """One file of one office. The same bytes handed in twice are one document (``org`` and ``sha256`` are unique).

    ``run`` counts the readings asked for; ``inspection_notes`` are remarks of the inspection, one a line;
    ``repaired`` says that a rewritten working copy is read instead of the damaged original. ``error_*`` say why the
    status is ``failed``. The columns from ``kind`` on are copies out of the current report, so that a list of a
    hundred thousand documents opens no report.

    ``agency`` is the short name of the agency that handed it in ("": the office itself). ``review_state`` to
    ``version`` belong to ``api.services.workflow``; every step counts ``version`` on, so that a form made before it is
    noticed. ``weak_pages`` counts pages that are poor or unreadable, ``worst_grade`` is the worst of all;
    ``top_severity`` ranks the gravest open finding (4 kritis … 1 rendah, 0 none). ``supersedes_id`` is the older scan
    of the same contract; ``latest`` is False once there is a newer one. The people of these columns are accounts,
    which are closed but never deleted: no foreign key, because SQLite could add one only by copying the table.
    Before ``retain_until``, or while ``legal_hold`` stands, the document is not erased.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("org", "sha256"),
        Index("ix_document_org_created_at_id", "org", "created_at", "id"),
        # Holds all that the first screen counts.
        Index("ix_document_figures", "org", "status", "agency", "open_count"),
        Index("ix_document_org_agency", "org", "agency"),
        # For the monitoring, which looks over all offices: what waits, since when, and what failed.
        Index("ix_document_status_created_at", "status", "created_at"),
        # Holds every column that the queue filters, counts and orders by, so that counting opens no row.
        Index("ix_document_queue", *QUEUE_COLUMNS),
        Index("ix_document_vendor", "org", "vendor_name"),
        CheckConstraint("approved_by IS NULL OR approved_by <> checked_by", name="two_persons"),
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
    weak_pages: Mapped[int] = mapped_column(default=0)
    worst_grade: Mapped[PageGrade | None] = mapped_column(String(16))
    top_severity: Mapped[int] = mapped_column(default=0)

    agency: Mapped[str] = mapped_column(String(64), default="")
    review_state: Mapped[ReviewState] = mapped_column(String(16), default="unread")
    state_since: Mapped[datetime | None]
    reviewer_id: Mapped[uuid.UUID | None]
    checked_by: Mapped[uuid.UUID | None]
    checked_at: Mapped[datetime | None]
    approved_by: Mapped[uuid.UUID | None]
    approved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)
    supersedes_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    latest: Mapped[bool] = mapped_column(default=True)
    retain_until: Mapped[date | None]
    legal_hold: Mapped[bool] = mapped_column(default=False)

    @property
    def finished(self) -> bool:
        """True once no reading is going on or waiting."""
        return self.status in FINAL
