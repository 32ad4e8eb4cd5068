"""The register: who uses outsourced work from whom, for which positions, on what terms, and what was reported."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extractor.vocabulary import ContractKind
from models.base import Base, utc_now

OrganisationKind = Literal["agency", "vendor"]
Channel = Literal["online", "written"]


class Organisation(Base):
    """An agency that uses outsourced work, or a firm that provides it, as one office knows it.

    ``npwp`` and ``nib`` are digits ("": none known); ``district`` is the kecamatan in which it sits, as the office
    writes it, and ``address`` its street address ("": unknown). ``merged_into_id``: this row stands for the same body
    as that one; taking it away undoes the merge, because nothing else was changed by it.
    """

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_org_kind_npwp", "org", "kind", "npwp"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[OrganisationKind] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(255))
    npwp: Mapped[str] = mapped_column(String(32), default="")
    nib: Mapped[str] = mapped_column(String(32), default="")
    short_name: Mapped[str] = mapped_column(String(64), default="")
    district: Mapped[str] = mapped_column(String(64), default="")
    address: Mapped[str] = mapped_column(String(255), default="")
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class OrganisationAlias(Base):
    """A way in which the organisation's name is written; ``key`` is the name without form, case and punctuation."""

    __tablename__ = "organisation_alias"
    __table_args__ = (UniqueConstraint("org", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[OrganisationKind] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(255))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Engagement(Base):
    """One position of one approved contract: agency x vendor x position.

    A contract without any position has one row with an empty ``title``. ``insured`` and ``missing`` are programmes and
    protections in the vocabulary of the report; ``below_minimum`` is the finding of the check, never guessed here.
    ``individual``: the work is done by a person under the contract itself (a PKWT, an SPK with a person), who is no
    row of any kind; None for rows that are older than the question. ``contract_id`` is its ``RegisterContract`` and
    ``title_key`` the title by which positions are counted; they, ``from_on`` and ``until_on`` (as there) are written by
    ``api.register.contracts`` (no foreign key, because SQLite could add one only by copying the table).
    """

    __tablename__ = "engagement"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index("ix_engagement_org_starts_on", "org", "starts_on"),
        Index("ix_engagement_org_contract_key", "org", "contract_key"),
        Index("ix_engagement_agency_id", "agency_id"),
        Index("ix_engagement_vendor_id", "vendor_id"),
        Index("ix_engagement_contract_id", "contract_id"),
        # Holds what workers by position are counted from, so that counting opens no row.
        Index("ix_engagement_titles", "org", "title_key", "until_on", "from_on", "headcount", "contract_id"),
        Index("ix_engagement_in_force", "org", "until_on", "from_on", "title_key", "headcount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    position: Mapped[int]
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    vendor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    kind: Mapped[ContractKind] = mapped_column(String(32))
    contract_number: Mapped[str] = mapped_column(String(255), default="")
    contract_key: Mapped[str] = mapped_column(String(255), default="")
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(255), default="")
    headcount: Mapped[int | None]
    wage: Mapped[Decimal | None]
    wage_period: Mapped[str | None] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(255), default="")
    insured: Mapped[list[str]] = mapped_column(JSON())
    missing: Mapped[list[str]] = mapped_column(JSON())
    below_minimum: Mapped[bool] = mapped_column(default=False)
    individual: Mapped[bool | None]
    contract_id: Mapped[int | None]
    title_key: Mapped[str] = mapped_column(String(255), default="")
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]


class LabourReport(Base):
    """A report about outsourced work that the labour office received, as its letter says.

    It belongs to a contract by ``contract_key`` (the number without spaces and case); ``headcount`` and ``wage`` are
    what the letter says, None where it says nothing.
    """

    __tablename__ = "labour_report"
    __table_args__ = (
        UniqueConstraint("org", "letter_number", "contract_key"),
        Index("ix_labour_report_org_contract_key", "org", "contract_key"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    letter_number: Mapped[str] = mapped_column(String(128))
    received_on: Mapped[date]
    channel: Mapped[Channel] = mapped_column(String(16))
    sender: Mapped[OrganisationKind] = mapped_column(String(16))
    contract_number: Mapped[str] = mapped_column(String(255))
    contract_key: Mapped[str] = mapped_column(String(255))
    headcount: Mapped[int | None]
    wage: Mapped[Decimal | None]
    recorded_by: Mapped[uuid.UUID]
    recorded_at: Mapped[datetime] = mapped_column(default=utc_now)
