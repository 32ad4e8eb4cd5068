"""A read document in an installation without web and worker, and people to review it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from fake_reader import pdf
from installation import add_user, hand_in
from written_contract import PAGES, page_words, picture, written_report

from api.context import Context
from api.database import transaction
from api.jobs import rows
from api.services import reports, reviews
from extractor.intake.types import SourceFile
from extractor.law import Law, load_law
from extractor.report import Report
from models import Document, Page, User
from models.user import Role

TODAY = date(2026, 11, 24)


@dataclass
class Office:
    """An office with people, made as they are named."""

    context: Context
    law: Law
    org: str = "utama"

    def person(self, name: str, role: Role = "reviewer", *, agency: str = "") -> User:
        with transaction(self.context.sessions) as session:
            user = add_user(self.context, name, role=role, org=self.org)
            session.add(user)
            user.agency = agency
        return user

    def document(self, mark: str = "kontrak", *, agency: str = "") -> Document:
        """The invented contract, read: words and pictures of its pages, and its report."""
        made = hand_in(self.context, pdf(mark), filename=f"{mark}.pdf", org=self.org)
        with transaction(self.context.sessions) as session:
            row = session.get_one(Document, made.id)
            row.agency = agency
            for number in range(1, len(PAGES) + 1):
                page = Page(document_id=row.id, number=number, pipeline_version=row.pipeline_version, status="done")
                session.add(page)
                rows.keep_words(page, page_words(number), has_image=True)
                place = self.context.storage.page_image(row.sha256, row.pipeline_version, number)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(picture(number))
            row.page_count = len(PAGES)
            self.store(row, session=session)
        return row

    def store(self, row: Document, *, session: object = None) -> None:
        """The report of a (new) reading."""
        source = SourceFile(
            self.context.storage.original(row.sha256), row.filename, "application/pdf", row.sha256, row.size
        )
        report = replace(written_report(source), pipeline_version=row.pipeline_version)
        reports.store(session, row, report)  # type: ignore[arg-type]
        row.status = report.document.status

    def fresh(self, document: Document) -> Document:
        with self.context.sessions() as session:
            return session.get_one(Document, document.id)

    def report(self, document: Document) -> Report:
        with self.context.sessions() as session:
            return reports.current(session, document).report

    def decide_all(self, document: Document, user: User) -> None:
        """Confirm whatever is open."""
        with self.context.sessions() as session:
            found = reports.current(session, document).findings
        for judged in found:
            if judged.decision is None and judged.row.verdict in reviews.QUESTIONS:
                with transaction(self.context.sessions) as session:
                    reviews.decide(session, org=self.org, finding_id=judged.row.id, action="confirm", user=user)


def office(context: Context) -> Office:
    return Office(context=context, law=load_law())
