"""The one door: a need for outsourced workers on its way through the bodies, and the contract it led to."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.register import Organisation
from models.user import User

PlanState = Literal["draft", "bappeda", "disnakertrans", "legal", "approved", "withdrawn"]
"""Where the case lies: with the agency (``draft``), with one of the three bodies, or at its end."""
PlanAction = Literal["file", "edit", "submit", "agree", "send_back", "withdraw", "attach", "link", "unlink"]


class Plan(Base):
    """One need of one agency: a position, how many people, for how much, where, from when until when.

    ``budget`` is for the whole period; ``year`` the budget year. ``version`` counts every change on, so that a form
    made before it is noticed. ``edited_by`` wrote the present text, ``filed_by`` sent it on its way (None: never);
    neither may record the final approval. People are accounts, which are closed but never deleted.
    """

    __tablename__ = "plan"
    __table_args__ = (
        Index("ix_plan_org_state", "org", "state"),
        Index("ix_plan_org_created_at_id", "org", "created_at", "id"),
        CheckConstraint(
            "approved_by IS NULL OR (approved_by <> edited_by AND approved_by <> filed_by)", name="two_persons"
        ),
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("headcount > 0", name="people"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(255))
    headcount: Mapped[int]
    budget: Mapped[Decimal]
    place: Mapped[str] = mapped_column(String(255))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    year: Mapped[int]
    reason: Mapped[str]
    state: Mapped[PlanState] = mapped_column(String(16), default="draft")
    state_since: Mapped[datetime] = mapped_column(default=utc_now)
    version: Mapped[int] = mapped_column(default=0)
    edited_by: Mapped[uuid.UUID]
    filed_by: Mapped[uuid.UUID | None]
    approved_by: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    agency: Mapped[Organisation] = relationship(lazy="raise")


class PlanStep(Base):
    """What happened to a case. Rows are only ever added (the database refuses an UPDATE).

    ``body`` is on whose behalf it was decided (the desk on which the case lay), ``decided_on`` when that body did so;
    ``user_id`` who recorded it, ``at`` when. ``note`` is the reason or remark as typed.
    """

    __tablename__ = "plan_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    action: Mapped[PlanAction] = mapped_column(String(16))
    before: Mapped[PlanState] = mapped_column(String(16))
    after: Mapped[PlanState] = mapped_column(String(16))
    body: Mapped[PlanState] = mapped_column(String(16))
    decided_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    letter_number: Mapped[str] = mapped_column(String(128), default="")
    letter_date: Mapped[date | None]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")


class PlanFile(Base):
    """A document attached to a step, kept by its content; only ever handed out as a download."""

    __tablename__ = "plan_file"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("plan_step.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]


class PlanLink(Base):
    """The contract, or the position of it, that a plan led to, as a person confirmed.

    ``contract_key`` and ``title_key`` say which contract of the file and which position of it, in the form of
    ``extractor.contract_numbers.number_key`` and ``api.register.wanted.title_key``: the rows of the register are
    written anew with every approval, so their numbers could not be kept here.
    """

    __tablename__ = "plan_link"
    __table_args__ = (
        UniqueConstraint("plan_id", "document_id", "contract_key", "title_key"),
        Index("ix_plan_link_document_id_contract_key", "document_id", "contract_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    contract_key: Mapped[str] = mapped_column(String(255))
    title_key: Mapped[str] = mapped_column(String(255))
    linked_by: Mapped[uuid.UUID]
    linked_at: Mapped[datetime] = mapped_column(default=utc_now)
