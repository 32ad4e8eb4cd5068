"""One row per finding of a report, so that findings can be counted, filtered and decided on."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extractor.vocabulary import Severity, Verdict
from models.base import Base


class FindingRow(Base):
    """The finding at ``position`` (0-based) of its report's ``findings``.

    ``fingerprint`` says what the finding is about and what it found, independent of the reading: when a document is
    read again and the same finding comes out, decisions taken on it still hold.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("report_id", "position"),
        Index("ix_finding_document_id_fingerprint", "document_id", "fingerprint"),
        Index("ix_finding_rule_verdict", "rule", "verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    position: Mapped[int]
    rule: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[Verdict] = mapped_column(String(16))
    severity: Mapped[Severity] = mapped_column(String(16))
    title: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(String(64))
