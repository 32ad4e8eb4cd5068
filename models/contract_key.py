"""By what a contract is found again: its number, the number of the contract it amends, its date and its parties."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extractor.vocabulary import ContractKind
from models.base import Base
from models.document import Document


class ContractKey(Base):
    """One contract of a document's current report; ``part`` counts from 1 (a scan may hold several).

    ``number_key`` and ``parent_key`` are in the form of ``extractor.contract_numbers.number_key``, "" when the number
    was not found; ``parties`` are names in small letters without legal forms, one a line. All of it are copies out of
    the report, written anew with every report.
    """

    __tablename__ = "contract_key"
    __table_args__ = (
        UniqueConstraint("document_id", "part"),
        Index("ix_contract_key_org_number_key", "org", "number_key"),
        Index("ix_contract_key_org_parent_key", "org", "parent_key"),
        Index("ix_contract_key_org_signed_on", "org", "signed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    org: Mapped[str] = mapped_column(String(64))
    part: Mapped[int]
    first_page: Mapped[int]
    kind: Mapped[ContractKind] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(255))
    number_key: Mapped[str] = mapped_column(String(255))
    parent_key: Mapped[str] = mapped_column(String(255))
    signed_on: Mapped[date | None]
    parties: Mapped[str]

    document: Mapped[Document] = relationship(lazy="raise")
