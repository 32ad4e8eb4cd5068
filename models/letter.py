"""Letters of the labour office about findings: the templates they are made from, what was issued, what came of it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, utc_now
from models.user import User

LetterKind = Literal["clarify", "guide", "notify", "forward", "remind"]
LetterState = Literal["draft", "issued", "withdrawn"]
FollowUpState = Literal["sent", "answered", "corrected", "closed"]


class LetterTemplate(Base):
    """A Word file that an office put in the place of the shipped one for a kind of letter. The newest row counts.

    ``sha256`` "" takes the office back to the shipped template. Rows are only ever added.
    """

    __tablename__ = "letter_template"
    __table_args__ = (Index("ix_letter_template_org_kind", "org", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(String(64))
    kind: Mapped[LetterKind] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(255), default="")
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")


class Letter(Base):
    """One letter. A draft has no number; an issued one is frozen; a withdrawn one keeps its number for ever.

    ``number_key`` is the number without spaces and case: a number is used once in an office, whatever its spelling.
    ``sequence`` is what the number pattern counts, None where the number does not fit the pattern. ``answer_until`` is
    the last day for the answer (None: none is asked for). ``agency`` is the short name of the agency that handed the
    document in, as ``Document.agency``. ``docx_sha256`` is the file as it was issued, ``template_sha256`` what it was
    made from ("": the shipped template). ``scan_*`` is the signed letter, scanned. A letter outlives its document.
    ``version`` counts every change, so that a form made before it is noticed. ``reminds_id`` is the letter whose
    answer is asked for again.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("org", "number_key"),
        Index("ix_letter_org_created_at", "org", "created_at"),
        Index("ix_letter_org_state_answer_until", "org", "state", "answer_until"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    org: Mapped[str] = mapped_column(String(64))
    agency: Mapped[str] = mapped_column(String(64), default="")
    kind: Mapped[LetterKind] = mapped_column(String(16))
    state: Mapped[LetterState] = mapped_column(String(16), default="draft")
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    reminds_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    contract_number: Mapped[str] = mapped_column(String(255), default="")
    number: Mapped[str | None] = mapped_column(String(128))
    number_key: Mapped[str | None] = mapped_column(String(128))
    sequence: Mapped[int | None]
    letter_date: Mapped[date]
    answer_until: Mapped[date | None]
    addressee: Mapped[str] = mapped_column(String(255))
    address: Mapped[str] = mapped_column(String(500), default="")
    subject: Mapped[str] = mapped_column(String(255))
    note: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(String(255), default="")
    signatory: Mapped[str] = mapped_column(String(128), default="")
    signatory_position: Mapped[str] = mapped_column(String(128), default="")
    signatory_number: Mapped[str] = mapped_column(String(32), default="")
    docx_sha256: Mapped[str | None] = mapped_column(String(64))
    template_sha256: Mapped[str] = mapped_column(String(64), default="")
    scan_sha256: Mapped[str | None] = mapped_column(String(64))
    scan_filename: Mapped[str] = mapped_column(String(255), default="")
    scan_media_type: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    issued_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    creator: Mapped[User] = relationship(lazy="raise", foreign_keys=[created_by])
    issuer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[issued_by])
    withdrawer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[withdrawn_by])


class LetterFinding(Base):
    """A finding that a letter is about. ``fingerprint`` is that of ``FindingRow``; ``said``, ``pages`` and ``basis``
    are the words of the letter as issued ("" in a draft)."""

    __tablename__ = "letter_finding"
    __table_args__ = (UniqueConstraint("letter_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"))
    position: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    pages: Mapped[str] = mapped_column(String(255), default="")
    basis: Mapped[str] = mapped_column(default="")


class FollowUp(Base):
    """One step of what came of a finding after a letter. Rows are only ever added (the database refuses an UPDATE).

    The newest step of (document, fingerprint) counts, steps of withdrawn letters left out. ``letter_id`` is the letter
    it belongs to; ``answer_number`` the number of the letter that answered. Steps go with their document.
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_document_id_fingerprint", "document_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    state: Mapped[FollowUpState] = mapped_column(String(16))
    happened_on: Mapped[date]
    answer_number: Mapped[str] = mapped_column(String(128), default="")
    note: Mapped[str] = mapped_column(default="")
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")
    letter: Mapped[Letter] = relationship(lazy="raise")
