"""The made-up regency in an empty data folder, made through the services that people use.

Every contract is handed in, its findings are decided on by a reviewer, checked, and approved by another person, so that
the register, the trail and every figure come about as they would in an office. Only the reading is left out: the report
is written from the facts of which the contract was printed.
"""

from __future__ import annotations

import io
import logging
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from api.clock import today_here
from api.context import Context
from api.database import transaction
from api.demo import affairs, facts, paper, wording
from api.demo.paper import Pages
from api.demo.world import PROVINCE, REGENCY, Deal, Minimum, make_world
from api.jobs import rows
from api.services import auth, intake, law, office, reports, reviews, workflow
from api.settings import Settings
from extractor.intake.types import SourceFile
from extractor.law import Law
from models import Document, Page, User
from models.base import utc_now
from models.user import Role

LOG = logging.getLogger("lindung.demo")

ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("admin", "admin", "Nilam Kusumo"),
    ("kepala", "head", "Teguh Andalas"),
    ("peninjau", "reviewer", "Sarimah Lesmana"),
    ("penyetuju", "approver", "Hendro Prayitno"),
    ("auditor", "auditor", "Kartika Setiawati"),
    ("pengunggah", "uploader", "Yusran Harahap"),
)
LEFT_OPEN = 12
"""Of a hundred contracts so many still wait: for a reviewer, or for somebody to approve them."""
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class People:
    """The two whom an approval needs, and those who do the rest."""

    admin: User
    head: User
    reviewer: User
    approver: User


@dataclass(frozen=True, slots=True)
class Made:
    """What the folder holds now. ``password`` opens every one of ``accounts``; it is kept nowhere in clear."""

    accounts: tuple[tuple[str, Role], ...]
    password: str
    contracts: int
    approved: int
    agencies: int
    vendors: int
    affairs: affairs.Done


def build(context: Context, *, seed: int, contracts: int, today: date | None = None) -> Made:
    """Fill the installation, whose database must be empty. The same seed, day and number give the same contracts; the
    password is another one each time."""
    day = today or today_here()
    data = law.in_force(context.settings)
    random = Random(seed + 1)  # noqa: S311  (an example, no secret)
    world = make_world(seed=seed, contracts=contracts, today=day, minimum=_minimum(data, day))
    password = secrets.token_urlsafe(9)
    people = _people(context, password)
    affairs.introduce(context, world, people=people)
    approved = 0
    for deal, pages, printed, pictures in _printed(world.deals):
        document = _hand_in(context, deal, pages, printed, pictures, people=people, law=data, today=day)
        approved += _decide(context, document, people=people, random=random)
    done = affairs.conduct(context, world, people=people, law=data, random=random, today=day)
    return Made(
        accounts=tuple((name, role) for name, role, _ in ACCOUNTS),
        password=password,
        contracts=len(world.deals),
        approved=approved,
        agencies=len(world.agencies),
        vendors=len(world.vendors),
        affairs=done,
    )


def empty(settings: Settings) -> bool:
    """Whether nothing is in the data folder yet: a demonstration never mixes with an office's own contracts."""
    return not settings.data_dir.exists() or not any(settings.data_dir.iterdir())


def _minimum(data: Law, today: date) -> Minimum:
    found = {}
    for year in range(today.year - 4, today.year + 1):
        row = data.minimum_wage(f"{REGENCY}, {PROVINCE}", date(year, 6, 1))
        if row is not None:
            found[year] = row.amount
    return Minimum(found)


def _people(context: Context, password: str) -> People:
    made = {}
    with transaction(context.sessions) as session:
        for name, role, display in ACCOUNTS:
            made[name] = auth.create_user(
                session, org=context.settings.org, name=name, password=password, role=role, by=None
            )
            made[name].display_name = display
        office.keep(session, user=made["admin"], key=office.BANNER, value=True)
    return People(admin=made["admin"], head=made["kepala"], reviewer=made["peninjau"], approver=made["penyetuju"])


def _printed(deals: Sequence[Deal]) -> Iterator[tuple[Deal, Pages, bytes, tuple[bytes, ...]]]:
    """The contracts with their pages, PDF and pictures. Drawing takes most of the time, so another process does it
    while this one writes rows; it never runs more than a few contracts ahead."""
    with ProcessPoolExecutor(max_workers=1) as pool:
        for first in range(0, len(deals), _AT_ONCE):
            some = [(deal, wording.written(deal)) for deal in deals[first : first + _AT_ONCE]]
            files = [paper.pdf(pages, title=deal.number) for deal, pages in some]
            drawn = pool.map(paper.pictures, files)
            for (deal, pages), file, pictures in zip(some, files, drawn, strict=True):
                yield deal, pages, file, pictures


def _hand_in(
    context: Context,
    deal: Deal,
    pages: Pages,
    printed: bytes,
    pictures: tuple[bytes, ...],
    *,
    people: People,
    law: Law,
    today: date,
) -> Document:
    """Hand the contract in and leave what a reading leaves: pages, words, pictures, report."""
    filename = f"{deal.number.replace('/', '-')}.pdf"
    with transaction(context.sessions) as session:
        document = intake.submit(
            context,
            session,
            stream=io.BytesIO(printed),
            filename=filename,
            door="sample",
            org=context.settings.org,
            user=session.get_one(User, people.admin.id),
        ).document
        # Nothing is left to read: the worker of a server that starts later must not begin.
        context.queue.forget(session, document)
        now = utc_now()
        document.started_at = document.finished_at = now
        document.page_count = document.pages_done = len(pages)
        for number, page in enumerate(pages, start=1):
            row = Page(
                document_id=document.id,
                number=number,
                pipeline_version=document.pipeline_version,
                status="done",
                attempts=1,
                started_at=now,
                finished_at=now,
            )
            session.add(row)
            rows.keep_words(row, paper.words(page, number), has_image=True)
            _keep_picture(context, document, number, pictures[number - 1])
        source = SourceFile(
            path=context.storage.original(document.sha256),
            filename=document.filename,
            media_type=document.media_type,
            sha256=document.sha256,
            size=document.size,
        )
        reports.store(session, document, facts.report(deal, pages, source, law=law, today=today))
        document.status, document.law_version = "complete", law.version
    return document


def _keep_picture(context: Context, document: Document, number: int, picture: bytes) -> None:
    place = context.storage.page_image(document.sha256, document.pipeline_version, number)
    draft = context.storage.draft(place)
    draft.write_bytes(picture)
    context.storage.publish(draft, place)


def _decide(context: Context, document: Document, *, people: People, random: Random) -> bool:
    """Review the document; whether it was approved. Some stay where they are."""
    waits = random.randint(1, 100)
    if waits <= LEFT_OPEN // 2:
        return False
    with transaction(context.sessions) as session:
        reviewer = session.get_one(User, people.reviewer.id)
        row = session.get_one(Document, document.id)
        for judged in reports.current(session, row).findings:
            if judged.row.verdict in reviews.QUESTIONS:
                _one(session, judged.row.id, verdict=judged.row.verdict, user=reviewer)
        workflow.move(session, row, "check", user=reviewer, version=row.version)
        if waits <= LEFT_OPEN:
            return False
        workflow.move(session, row, "approve", user=session.get_one(User, people.approver.id), version=row.version)
    return True


def _one(session: Session, finding: int, *, verdict: str, user: User) -> None:
    """What is plainly there is confirmed; what the program could not tell is dismissed with a reason."""
    if verdict == "unclear":
        reason = "Sudah dilihat pada halaman aslinya: tidak perlu tindak lanjut (data contoh)."
        reviews.decide(session, org=user.org, finding_id=finding, action="dismiss", reason=reason, user=user)
    else:
        reviews.decide(session, org=user.org, finding_id=finding, action="confirm", user=user)
