"""Contracts of a made-up regency, handed in, checked by one and approved by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fake_reader import PDF, make_report
from installation import hand_in
from sqlalchemy import update

from api.context import Context
from api.database import transaction
from api.services import reports, workflow
from extractor.geometry import Box
from extractor.intake.types import SourceFile
from extractor.report import (
    CountFact,
    DateFact,
    Evidence,
    Finding,
    InsuranceCover,
    MoneyFact,
    Party,
    Position,
    Report,
    TextFact,
)
from extractor.vocabulary import ContractKind
from extractor.words.types import PageFailure
from models import Document, User

HERE = (Evidence(page=1, quote="di sini", boxes=(Box(50.0, 70.0, 260.0, 82.0),)),)


@dataclass(frozen=True, slots=True)
class Job:
    title: str
    headcount: int | None
    wage: int | None


@dataclass
class Office:
    """The installation with the two people whom an approval needs."""

    context: Context
    reviewer: User
    approver: User
    org: str = "utama"

    def contract(
        self,
        number: str,
        *jobs: Job,
        agency: str | None = "Dinas Sosial Kabupaten Wanasari",
        vendor: str | None = "PT Jaga Aman",
        vendor_npwp: str = "",
        kind: ContractKind = "alih_daya",
        signed: date | None = date(2024, 3, 1),
        starts: date | None = date(2024, 3, 1),
        ends: date | None = date(2025, 2, 28),
        below: bool = False,
        place: str | None = None,
        critical: tuple[str, ...] = (),
        approve: bool = True,
    ) -> Document:
        """A document with this contract; in the register when approved. ``critical`` are the titles of findings."""
        document = hand_in(self.context, PDF + number.encode(), org=self.org)
        parties = []
        if agency is not None:
            parties.append(Party("PIHAK KESATU", "user", "pemda", _text(agency)))
        if vendor is not None:
            npwp = _text(vendor_npwp) if vendor_npwp else None
            parties.append(
                Party("PIHAK KEDUA", "employer" if kind == "pkwt" else "vendor", "pt", _text(vendor), npwp=npwp)
            )
        made = _report(document)
        contract = replace(
            made.contract,
            kind=kind,
            number=_text(number),
            signed_on=_day(signed),
            starts_on=_day(starts),
            ends_on=_day(ends),
            parties=tuple(parties),
            positions=tuple(_position(job) for job in jobs),
            work_place=None if place is None else _text(place),
            insurance=(InsuranceCover("jkk", "granted", evidence=HERE), InsuranceCover("jp", "excluded")),
        )
        violations = ("wage_below_minimum",) if below else ()
        with transaction(self.context.sessions) as session:
            row = session.get_one(Document, document.id)
            findings = tuple(_critical(title) for title in critical)
            reports.store(session, row, replace(made, contract=contract, violations=violations, findings=findings))
            row.status = "complete"
        if approve:
            self.approve(document)
        return document

    def approve(self, document: Document) -> None:
        """Checked by one person and approved by the other, whatever is still open in it."""
        with transaction(self.context.sessions) as session:
            session.execute(update(Document).where(Document.id == document.id).values(open_count=0))
        self.step(document, "check", self.reviewer)
        self.step(document, "approve", self.approver)

    def step(self, document: Document, action: workflow.Action, user: User, *, reason: str = "") -> None:
        with transaction(self.context.sessions) as session:
            row = session.get_one(Document, document.id)
            person = session.get_one(User, user.id)
            workflow.move(session, row, action, user=person, version=row.version, reason=reason)


def _report(document: Document) -> Report:
    source = SourceFile(
        path=None,  # type: ignore[arg-type]  (nothing is opened)
        filename=document.filename,
        media_type=document.media_type,
        sha256=document.sha256,
        size=document.size,
    )
    made = make_report(source, [PageFailure(number=1, code="x", message="x", remedy="x")])
    return replace(made, document=replace(made.document, status="complete"), findings=(), missing=("thr",))


def _critical(title: str) -> Finding:
    return Finding(
        rule=f"aturan-{title.lower().replace(' ', '-')}",
        verdict="violated",
        severity="kritis",
        title=title,
        explanation="",
        advice="",
        evidence=HERE,
    )


def _position(job: Job) -> Position:
    return Position(
        title=_text(job.title),
        headcount=None if job.headcount is None else CountFact(job.headcount, str(job.headcount), 0.9, HERE),
        wage=None if job.wage is None else MoneyFact(Decimal(job.wage), str(job.wage), 0.9, HERE),
        wage_period="month",
    )


def _text(value: str) -> TextFact:
    return TextFact(value, value, 0.9, HERE)


def _day(value: date | None) -> DateFact | None:
    return None if value is None else DateFact(value, value.isoformat(), 0.9, HERE)
