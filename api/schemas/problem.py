"""Problem details (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, Field


class FieldError(BaseModel):
    """One field that could not be accepted. The value itself is never repeated."""

    field: str
    code: str


class Problem(BaseModel):
    """What happened, what it means and what to do, in Indonesian; ``code`` is stable and meant for programs."""

    type: str = Field(examples=["urn:lindung:problem:not-found"])
    title: str
    status: int
    detail: str
    code: str
    remedy: str
    instance: str | None = None
    errors: list[FieldError] | None = None
