"""Documents as the API shows them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from extractor.vocabulary import ContractKind, PageGrade, PageSource
from models import Document, Page
from models.document import Door, Status
from models.page import PageStatus


class Failure(BaseModel):
    """Why a document or a page could not be read, and what to do."""

    code: str
    message: str
    remedy: str


class PageOut(BaseModel):
    number: int = Field(description="1-based")
    status: PageStatus
    source: PageSource | None = None
    grade: PageGrade | None = None
    rotation: int | None = Field(None, description="degrees clockwise by which the page was turned upright")
    confidence: float | None = None
    image: str | None = Field(None, description="address of the page image, once there is one")
    error: Failure | None = None

    @classmethod
    def of(cls, page: Page) -> Self:
        return cls(
            number=page.number,
            status=page.status,
            source=page.source,
            grade=page.grade,
            rotation=page.rotation,
            confidence=page.confidence,
            image=f"/api/v1/documents/{page.document_id}/pages/{page.number}.webp" if page.has_image else None,
            error=_failure(page),
        )


class DocumentOut(BaseModel):
    """A document. Figures and names come from the current report and are empty until there is one."""

    id: uuid.UUID
    sha256: str
    filename: str
    media_type: str
    size: int = Field(description="bytes")
    door: Door
    created_at: datetime
    status: Status
    page_count: int | None
    pages_done: int = Field(description="pages that are finished, read or not")
    started_at: datetime | None
    finished_at: datetime | None
    error: Failure | None
    pipeline_version: str
    law_version: str
    kind: ContractKind | None
    number: str | None
    user_name: str | None
    vendor_name: str | None
    signed_on: date | None
    value: Decimal | None
    missing_count: int
    violated_count: int
    absent_count: int
    unreadable_count: int
    unclear_count: int
    satisfied_count: int
    open_count: int = Field(description="findings that await a reviewer's decision")
    retain_until: date | None = Field(description="not erased before this day has passed")
    legal_hold: bool = Field(description="not erased whatever the date")
    report: str | None = Field(description="address of the report, once the reading is finished")

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(**_fields(document))


class DocumentDetail(DocumentOut):
    pages: list[PageOut]

    @classmethod
    def with_pages(cls, document: Document, pages: Iterable[Page]) -> Self:
        return cls(**_fields(document), pages=[PageOut.of(page) for page in pages])


class Keeping(BaseModel):
    """What is not sent stays as it is; ``retain_until`` null: no date."""

    model_config = ConfigDict(extra="forbid")

    retain_until: date | None = None
    legal_hold: bool = False


class DocumentList(BaseModel):
    """Newest first. ``next`` goes into ``after`` of the following request; null at the end."""

    documents: list[DocumentOut]
    next: str | None


_COPIED = (
    "id", "sha256", "filename", "media_type", "size", "door", "created_at", "status", "page_count", "pages_done",
    "started_at", "finished_at", "pipeline_version", "law_version", "kind", "number", "user_name", "vendor_name",
    "signed_on", "value", "missing_count", "violated_count", "absent_count", "unreadable_count", "unclear_count",
    "satisfied_count", "open_count", "retain_until", "legal_hold",
)  # fmt: skip


def _fields(document: Document) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(document, name) for name in _COPIED}
    readable = document.status in ("complete", "partial")
    return {
        **fields,
        "error": _failure(document),
        "report": f"/api/v1/documents/{document.id}/report" if readable else None,
    }


def _failure(row: Document | Page) -> Failure | None:
    if row.error_code is None:
        return None
    return Failure(code=row.error_code, message=row.error_message or "", remedy=row.error_remedy or "")
