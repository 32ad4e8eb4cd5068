"""Planning cases of a made-up regency, on any desk."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from approved import Office
from sqlalchemy import select

from api.context import Context
from api.database import transaction
from api.planning import cases, desks, links
from api.planning.attachments import Upload
from api.planning.form import PlanForm, StepForm
from api.register import names
from models import Plan, PlanStep, User
from models.user import Role

TODAY = date(2026, 3, 2)
AGENCY = "Dinas Sosial Kabupaten Wanasari"
FORM = PlanForm(
    title="Satpam",
    headcount="4",
    budget="145.000.000",
    place="Kantor Dinas Sosial",
    starts_on="2026-04-01",
    ends_on="2026-12-31",
    year="2026",
    reason="Gedung baru dijaga siang dan malam.",
)
SAID = StepForm(decided_on="2026-03-02")
PDF = b"%PDF-1.7\n1 0 obj"


def docx(*parts: str) -> bytes:
    """An archive with these parts, the two of a document first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", "word/document.xml", *parts):
            archive.writestr(part, "<x/>")
    return out.getvalue()


def uploads(*documents: tuple[str, bytes]) -> list[Upload]:
    return [Upload(name, io.BytesIO(data)) for name, data in documents]


def account(context: Context, role: Role, *, org: str) -> User:
    """A new account that nobody signs in with: no password is hashed for it."""
    with transaction(context.sessions) as session:
        user = User(org=org, name=f"orang-{uuid.uuid4().hex}", password_hash="-", role=role)
        session.add(user)
        session.flush()
    return user


@dataclass
class Desk:
    """What the people of the office do with cases."""

    office: Office

    def agency(self, name: str = AGENCY) -> uuid.UUID:
        """An agency of the register under that name."""
        with transaction(self.office.context.sessions) as session:
            return names.recognise(session, org=self.office.org, kind="agency", name=name).id

    def person(self, role: Role) -> User:
        """A new account of the office."""
        return account(self.office.context, role, org=self.office.org)

    def file(self, *, user: User | None = None, agency: str = AGENCY, **changes: str) -> uuid.UUID:
        """A draft; by the reviewer unless said otherwise."""
        form = replace(FORM, **{"agency": str(self.agency(agency)), **changes})
        with transaction(self.office.context.sessions) as session:
            person = session.get_one(User, (user or self.office.reviewer).id)
            return cases.file(session, user=person, form=form, today=TODAY).id

    def take(
        self,
        plan: uuid.UUID,
        step: desks.Step,
        *,
        user: User | None = None,
        version: int | None = None,
        form: StepForm = SAID,
        documents: Sequence[Upload] = (),
    ) -> PlanStep:
        with transaction(self.office.context.sessions) as session:
            row = cases.get(session, plan, org=self.office.org)
            return cases.take(
                self.office.context,
                session,
                row,
                step,
                user=session.get_one(User, (user or self.office.reviewer).id),
                version=row.version if version is None else version,
                form=form,
                uploads=documents,
                today=TODAY,
            )

    def approved(self, **changes: str) -> uuid.UUID:
        """A case that went the whole way."""
        plan = self.file(**changes)
        for step in ("submit", "agree", "agree"):
            self.take(plan, step)  # type: ignore[arg-type]
        self.take(plan, "agree", user=self.office.approver)
        return plan

    def link(self, plan: uuid.UUID) -> None:
        """To the first contract that is suggested."""
        with transaction(self.office.context.sessions) as session:
            row = cases.get(session, plan, org=self.office.org)
            first = links.suggestions(session, row)[0]
            user = session.get_one(User, self.office.reviewer.id)
            place = first.position.place_key
            links.link(session, row, place, user=user, version=row.version, today=TODAY)

    def read(self, plan: uuid.UUID) -> Plan:
        with self.office.context.sessions() as session:
            return cases.get(session, plan, org=self.office.org)

    def steps(self, plan: uuid.UUID) -> list[PlanStep]:
        with self.office.context.sessions() as session:
            return list(session.scalars(select(PlanStep).where(PlanStep.plan_id == plan).order_by(PlanStep.id)))
