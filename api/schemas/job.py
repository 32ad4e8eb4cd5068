"""Jobs as the API shows them: what became of the files of one request."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.document import Failure
from api.services import handovers
from api.services.handovers import JobStatus, Outcome, Progress
from models import ApiJob, ApiJobItem


class JobItemOut(BaseModel):
    """One file. ``document`` is null when it was refused or erased; ``error`` says why it failed or was refused."""

    position: int = Field(description="in the request, from 0")
    filename: str
    outcome: Outcome
    known: bool = Field(description="the office had this very file before")
    document_id: uuid.UUID | None
    document: str | None = Field(description="address of the document")
    error: Failure | None

    @classmethod
    def of(cls, item: ApiJobItem) -> Self:
        reason = item.document if item.document is not None else item
        return cls(
            position=item.position,
            filename=item.filename,
            outcome=handovers.outcome(item),
            known=item.document is not None and not item.created,
            document_id=item.document_id,
            document=None if item.document is None else f"/api/v1/documents/{item.document_id}",
            error=None
            if reason.error_code is None
            else Failure(code=reason.error_code, message=reason.error_message or "", remedy=reason.error_remedy or ""),
        )


class JobItems(BaseModel):
    """In the order of the request. ``next`` goes into ``after`` of the following request; null at the end."""

    items: list[JobItemOut]
    next: int | None


class PageCounts(BaseModel):
    """Pages of the job's documents, as far as they are known."""

    total: int
    done: int = Field(description="finished, read or not")
    failed: int


class JobOut(BaseModel):
    """``status`` is done once every file of the request is read, has failed or was refused."""

    id: uuid.UUID
    status: JobStatus
    created_at: datetime
    finished_at: datetime | None
    files: dict[Outcome, int] = Field(description="files by outcome")
    known: int = Field(description="files that the office had before")
    pages: PageCounts
    items: str = Field(description="address of the list of files")
    events: str = Field(description="address of the server-sent events")

    @classmethod
    def of(cls, progress: Progress) -> Self:
        job = progress.job
        return cls(
            id=job.id,
            status=progress.status,
            created_at=job.created_at,
            finished_at=progress.finished_at,
            files=progress.files,
            known=progress.known,
            pages=PageCounts(total=progress.pages_total, done=progress.pages_done, failed=progress.pages_failed),
            items=f"{address(job)}/items",
            events=f"{address(job)}/events",
        )


class References(BaseModel):
    """Files of the folder, or of the bucket, that the administrator has named, by their paths in it ("2024/a.pdf")."""

    model_config = ConfigDict(extra="forbid")

    source: Literal["folder", "bucket"] = "folder"
    paths: list[Annotated[str, Field(pattern=r"^[^/\x00-\x1f][^\x00-\x1f]{0,1000}$")]] = Field(
        min_length=1, max_length=500
    )


class JobBrief(BaseModel):
    id: uuid.UUID
    created_at: datetime
    job: str = Field(description="address of the job")

    @classmethod
    def of(cls, job: ApiJob) -> Self:
        return cls(id=job.id, created_at=job.created_at, job=address(job))


class JobList(BaseModel):
    """Newest first. ``next`` goes into ``after`` of the following request; null at the end."""

    jobs: list[JobBrief]
    next: str | None


def address(job: ApiJob) -> str:
    return f"/api/v1/jobs/{job.id}"
