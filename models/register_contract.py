"""One contract of the register with its sums and the state of its report: what every figure is counted from."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from extractor.vocabulary import ContractKind
from models.base import Base
from models.register import Channel

FIGURE_COLUMNS = (
    "org", "until_on", "from_on", "agency_id", "vendor_id", "report_rank", "duty", "workers", "unknown", "rows",
    "below_minimum", "insured", "missing", "id",
)  # fmt: skip


class RegisterContract(Base):
    """A contract of an approved document, written and removed together with its rows (``api.register.contracts``).

    ``rows`` are its positions, ``workers`` the sum of the headcounts that it states and ``unknown`` its positions
    without one. ``insured`` is ",jkk,jkm,": the programmes it grants; ``missing`` is ",thr/kritis,jp/sedang,": the
    protections it lacks, each with the severity of the finding ("" where there is none). ``wage_low`` and ``wage_high``
    bound the monthly wages, ``wage_open``: a position states none by the month. ``report_rank`` is the place
    of the report's state in ``api.register.gaps.STATES``; ``channel`` and ``reported_on`` are those of the first
    report. ``deadline`` holds for the law data named by ``deadline_law`` ("": not reckoned yet). ``since_on`` is the
    day of signing, or the last day there is when that is unknown: what lists are ordered by. ``from_on`` and
    ``until_on`` are the first and last day in force, the first and last there are where the contract states none: a
    bound that is never NULL is one that an index can be searched by.
    """

    __tablename__ = "register_contract"
    __table_args__ = (
        # Holds every column that the figures are made of, so that counting opens no row.
        Index("ix_register_contract_figures", *FIGURE_COLUMNS),
        Index("ix_register_contract_agency", "agency_id", "until_on", "from_on"),
        Index("ix_register_contract_vendor_id", "vendor_id"),
        Index("ix_register_contract_document_id", "document_id"),
        Index("ix_register_contract_key", "org", "contract_key"),
        Index("ix_register_contract_reports", "org", "report_rank", "since_on", "id"),
        Index("ix_register_contract_law", "org", "duty", "deadline_law"),
        Index("ix_register_contract_starts", "org", "from_on", "until_on", "workers"),
        Index(
            "ix_register_contract_wages",
            *("org", "until_on", "from_on", "place", "wage_low", "wage_high", "wage_open"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    vendor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    kind: Mapped[ContractKind] = mapped_column(String(32))
    contract_number: Mapped[str] = mapped_column(String(255), default="")
    contract_key: Mapped[str] = mapped_column(String(255), default="")
    signed_on: Mapped[date | None]
    since_on: Mapped[date]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    from_on: Mapped[date]
    until_on: Mapped[date]
    rows: Mapped[int]
    workers: Mapped[int]
    unknown: Mapped[int]
    insured: Mapped[str] = mapped_column(String(255), default="")
    missing: Mapped[str] = mapped_column(String(1000), default="")
    below_minimum: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(255), default="")
    wage_low: Mapped[Decimal | None]
    wage_high: Mapped[Decimal | None]
    wage_open: Mapped[bool] = mapped_column(default=False)
    duty: Mapped[str] = mapped_column(String(16))
    report_rank: Mapped[int]
    channel: Mapped[Channel | None] = mapped_column(String(16))
    reported_on: Mapped[date | None]
    deadline: Mapped[date | None]
    deadline_law: Mapped[str] = mapped_column(String(64), default="")

    @property
    def headcount(self) -> int | None:
        """How many workers it states; None when a position states none."""
        return None if self.unknown else self.workers
