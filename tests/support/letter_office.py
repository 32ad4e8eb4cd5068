"""A labour office that writes letters: people, its data, a document that was checked, letters made without a form."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from fake_reader import pdf
from installation import add_user, hand_in
from sqlalchemy import update
from written_contract import written_report

from api.context import Context
from api.database import transaction
from api.letters import drafts, issuing
from api.letters import office as offices
from api.letters.drafts import Basis, LetterForm
from api.services import reports, reviews, workflow
from extractor.intake.types import SourceFile
from extractor.law import Law, load_law
from extractor.report import Report
from models import Document, Letter, User

TODAY = date(2026, 3, 2)
OFFICE = {
    "government": "PEMERINTAH KABUPATEN WANASARI",
    "name": "DINAS TENAGA KERJA",
    "address": "Jalan Merdeka 1, Wanasari",
    "contact_line": "Telepon (0555) 210045",
    "place": "Wanasari",
    "supervisor": "Kepala Dinas Tenaga Kerja Provinsi Mahakam",
    "supervisor_address": "Jalan Pahlawan 9",
    "number_pattern": "560/{urut}/DISNAKER/{tahun}",
    "answer_days": "7",
    "contact": "Sari, telepon (0555) 210045",
    "signatory": "Dra. Melati Anggraini",
    "signatory_position": "Kepala Dinas",
    "signatory_number": "197005051995032001",
}
"""All invented."""


def checked_document(
    context: Context, *, org: str, reviewer: User, dismiss: tuple[str, ...] = (), mark: str = ""
) -> Document:
    """The invented contract, with the rules in ``dismiss`` dismissed, everything else confirmed, and checked."""
    document = hand_in(context, pdf(mark or uuid.uuid4().hex), filename="kontrak.pdf", org=org)
    source = SourceFile(None, document.filename, "application/pdf", document.sha256, document.size)  # type: ignore[arg-type]
    with transaction(context.sessions) as session:
        row = session.get_one(Document, document.id)
        reports.store(session, row, replace(written_report(source), pipeline_version=row.pipeline_version))
        row.status = "partial"
    with context.sessions() as session:
        found = reports.current(session, session.get_one(Document, document.id)).findings
    for judged in found:
        if judged.finding.verdict in reviews.QUESTIONS:
            away = judged.finding.rule in dismiss
            with transaction(context.sessions) as session:
                person = session.get_one(User, reviewer.id)
                reviews.decide(
                    session, org=org, finding_id=judged.row.id, action="dismiss" if away else "confirm",
                    user=person, reason="Diatur di lampiran" if away else "",
                )  # fmt: skip
    with transaction(context.sessions) as session:
        session.execute(update(Document).where(Document.id == document.id).values(open_count=0))
    with transaction(context.sessions) as session:
        row = session.get_one(Document, document.id)
        workflow.move(session, row, "check", user=session.get_one(User, reviewer.id), version=row.version)
    return document


@dataclass
class Desk:
    context: Context
    law: Law
    reviewer: User
    admin: User
    document: Document
    org: str = "utama"

    @classmethod
    def made(cls, context: Context) -> Desk:
        """The office with its data filled in; of the findings, one was dismissed."""
        reviewer = add_user(context, "peninjau", role="reviewer")
        admin = add_user(context, "pengelola", role="admin")
        with transaction(context.sessions) as session:
            person = session.get_one(User, admin.id)
            offices.keep(session, context.storage, user=person, typed=OFFICE, logo=None)
        document = checked_document(context, org="utama", reviewer=reviewer, dismiss=("k3-clause",))
        return cls(context=context, law=load_law(), reviewer=reviewer, admin=admin, document=document)

    @property
    def report(self) -> Report:
        with self.context.sessions() as session:
            return reports.current(session, session.get_one(Document, self.document.id)).report

    def basis(self) -> Basis:
        with self.context.sessions() as session:
            return drafts.basis(session, session.get_one(Document, self.document.id), law=self.law)

    def draft(self, *, today: date = TODAY, kind: str = "clarify", **changes: object) -> Letter:
        with transaction(self.context.sessions) as session:
            found = drafts.basis(session, session.get_one(Document, self.document.id), law=self.law)
            office = offices.of(session, org=self.org)
            form: LetterForm = drafts.proposed(found, kind=kind, office=office, today=today)  # type: ignore[arg-type]
            form = replace(form, **changes)  # type: ignore[arg-type]
            user = session.get_one(User, self.reviewer.id)
            return drafts.create(session, found, form=form, user=user, law=self.law, today=today)

    def issue(self, letter: Letter, number: str) -> Letter:
        with transaction(self.context.sessions) as session:
            found = drafts.basis(session, session.get_one(Document, self.document.id), law=self.law)
            row = session.get_one(Letter, letter.id)
            issuing.issue(
                session, self.context.storage, found, row, number=number, user=session.get_one(User, self.admin.id),
                version=row.version, law=self.law,
            )  # fmt: skip
            return row
