"""Procurement packages as SiRUP (plans) and LPSE/SPSE (tenders and their winners) list them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, utc_now

PackageSource = Literal["rup", "spse"]


class Package(Base):
    """One package of one source, as its list says it; amounts in rupiah, None where the list says nothing.

    ``rup_code`` of an SPSE package is the plan that it carries out: the two are one procurement and count once.
    ``cue`` are the words for which the package is taken to be outsourced labour ("": none); ``labour`` is what a
    person said about it and goes before the guess. ``linked_document_id`` is the contract of the register that a
    person says this package led to, and ``contract_key`` which one of a scan that holds several; ``number_key`` is
    the contract number of the list in the form of such a key.
    """

    __tablename__ = "package"
    __table_args__ = (
        UniqueConstraint("org", "source", "code"),
        Index("ix_package_org_rup_code", "org", "rup_code"),
        Index("ix_package_agency_id", "agency_id"),
        Index("ix_package_vendor_id", "vendor_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    source: Mapped[PackageSource] = mapped_column(String(8))
    code: Mapped[str] = mapped_column(String(64))
    rup_code: Mapped[str] = mapped_column(String(64), default="")
    name: Mapped[str] = mapped_column(String(500))
    year: Mapped[int]
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    vendor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    budget: Mapped[Decimal | None]
    estimate: Mapped[Decimal | None]
    value: Mapped[Decimal | None]
    method: Mapped[str] = mapped_column(String(128), default="")
    funds: Mapped[str] = mapped_column(String(128), default="")
    category: Mapped[str] = mapped_column(String(128), default="")
    volume: Mapped[str] = mapped_column(String(255), default="")
    contract_number: Mapped[str] = mapped_column(String(255), default="")
    number_key: Mapped[str] = mapped_column(String(255), default="")
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    cue: Mapped[str] = mapped_column(String(64), default="")
    labour: Mapped[bool | None]
    contract_key: Mapped[str] = mapped_column(String(255), default="")
    linked_document_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("document.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
