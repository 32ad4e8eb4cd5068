"""What the office of the made-up regency does with its contracts, through the services that people use."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.alerts import sweep
from api.context import Context
from api.database import transaction
from api.demo.world import REGENCY, Deal, World
from api.letters import drafts, following, issuing, numbers
from api.letters import office as letter_office
from api.letters.office import LetterOffice
from api.planning import cases, links
from api.planning.form import PlanForm, StepForm
from api.public import publish, snapshot
from api.public import settings as public
from api.recap import frozen, period
from api.recap.sums import Asking
from api.register import gaps, packages
from api.register.imports import rows as import_rows
from api.register.imports import service as imports
from api.routes.web_format import rupiah
from api.services import office
from api.sheets import write_csv
from api.workbook import Cell
from extractor.contract_numbers import number_key
from extractor.law import Law
from models import Document, Engagement, Organisation, Package, User
from models.letter import LetterKind
from models.planning import PlanState
from models.register_import import ImportKind

if TYPE_CHECKING:
    from api.demo.build import People

OFFICE = LetterOffice(
    government=f"PEMERINTAH {REGENCY.upper()}",
    name="DINAS TENAGA KERJA DAN TRANSMIGRASI",
    address="Jalan Merdeka Nomor 45, Wanasari Kota",
    contact_line="surel: disnaker@wanasari.example.go.id",
    place="Wanasari",
    supervisor="Unit Pengawasan Ketenagakerjaan Provinsi",
    supervisor_address="di tempat",
    contact="Bidang Hubungan Industrial",
    signatory="Teguh Andalas",
    signatory_position="Kepala Dinas",
)
_LETTERS: tuple[LetterKind, ...] = ("clarify", "guide", "notify", "forward")
_PLANS: tuple[PlanState, ...] = ("draft", "bappeda", "disnakertrans", "legal", "approved", "approved")


@dataclass(frozen=True, slots=True)
class Done:
    """How many of each there are."""

    reports: int
    packages: int
    plans: int
    letters: int
    alerts: int


def introduce(context: Context, world: World, *, people: People) -> None:
    """Bring in the lists of agencies and firms, as an office begins, and say who the office is."""
    agencies: list[tuple[Cell, ...]] = [
        (a.name, a.short.upper(), a.npwp, a.district, a.address) for a in world.agencies
    ]
    vendors: list[tuple[Cell, ...]] = [(v.name, v.npwp, v.address) for v in world.vendors]
    with transaction(context.sessions) as session:
        admin = session.get_one(User, people.admin.id)
        _bring_in(session, "agency", ("Nama instansi", "Nama singkat", "NPWP", "Kecamatan", "Alamat"), agencies, admin)
        _bring_in(session, "vendor", ("Nama penyedia", "NPWP", "Alamat"), vendors, admin)
        typed = {name: str(value) for name, value in asdict(OFFICE).items()}
        letter_office.keep(session, context.storage, user=admin, typed=typed, logo=None)


def conduct(context: Context, world: World, *, people: People, law: Law, random: Random, today: date) -> Done:
    """Reports received, packages, plans, letters, a recapitulation that was fixed, and the page for everybody."""
    reports = _reports(context, world.deals, people=people, random=random, today=today)
    listed = _packages(context, world.deals, people=people, random=random, today=today)
    plans = _plans(context, world.deals, people=people, today=today)
    letters = _letters(context, people=people, law=law, most=max(2, len(world.deals) // 25), today=today)
    _publish(context, people=people, today=today)
    with transaction(context.sessions) as session:
        made = sweep.sweep(session, org=context.settings.org, law=law, today=today)
    return Done(reports=reports, packages=listed, plans=plans, letters=letters, alerts=made.made)


def _reports(context: Context, deals: Sequence[Deal], *, people: People, random: Random, today: date) -> int:
    """Of a hundred contracts some fifty-five were reported: most as they are, some with another number of people."""
    count = 0
    with transaction(context.sessions) as session:
        user = session.get_one(User, people.reviewer.id)
        for deal in deals:
            received_on = deal.signed_on + timedelta(days=random.choice((2, 3, 5, 9, 20, 45)))
            if random.random() > 0.55 or received_on > today:
                continue
            count += 1
            heads = sum(post.headcount for post in deal.posts)
            gaps.record(
                session,
                user=user,
                letter_number=f"{count:03d}/LAP/{received_on.year}",
                received_on=received_on,
                channel=random.choice(("online", "written")),
                sender=random.choice(("vendor", "vendor", "agency")),
                contract_number=deal.number,
                headcount=heads - 1 if random.random() < 0.12 and heads > 1 else heads,
                wage=deal.posts[0].wage if random.random() < 0.4 else None,
                today=today,
            )
    return count


def _packages(context: Context, deals: Sequence[Deal], *, people: People, random: Random, today: date) -> int:
    """This year's packages as LPSE lists them: those of the contracts, and some whose contract nobody handed in."""
    head = (
        "Kode paket", "Nama paket", "Satuan kerja", "Pagu", "Nilai kontrak", "Pemenang", "NPWP pemenang",
        "Nomor kontrak", "Tanggal kontrak", "Jenis pengadaan", "Tahun", "Awal pelaksanaan", "Akhir pelaksanaan",
    )  # fmt: skip
    lines: list[tuple[Cell, ...]] = []
    for index, deal in enumerate(d for d in deals if d.starts_on.year == today.year):
        hidden = index % 7 == 6
        number = deal.number.replace("/", "/B-", 1) if hidden else deal.number
        lines.append((
            str(9_100_000 + index), f"{deal.work} {deal.agency.name}", deal.agency.name, str(int(deal.value * 11 / 10)),
            str(int(deal.value)), deal.vendor.name, deal.vendor.npwp, number, deal.signed_on.isoformat(),
            "Jasa Lainnya", str(today.year), deal.starts_on.isoformat(), deal.ends_on.isoformat(),
        ))  # fmt: skip
    if not lines:
        return 0
    random.shuffle(lines)
    with transaction(context.sessions) as session:
        admin = session.get_one(User, people.admin.id)
        count = _bring_in(session, "spse", head, lines, admin)
        _link_packages(session, admin)
    return count


def _link_packages(session: Session, user: User) -> None:
    """A person has said of most packages which contract is theirs; the rest wait with a suggestion."""
    found = session.scalars(select(Package).where(Package.org == user.org).order_by(Package.code)).all()
    for index, package in enumerate(found):
        key = number_key(package.contract_number or "")
        document_id = session.scalar(
            select(Engagement.document_id).where(Engagement.org == user.org, Engagement.contract_key == key)
        )
        if document_id is not None and key and index % 5:
            packages.link(session, package.id, document_id=document_id, contract_key=key, user=user)


def _bring_in(
    session: Session, kind: ImportKind, head: Sequence[str], lines: Sequence[Sequence[Cell]], user: User
) -> int:
    """A list through the import: how many rows it brought."""
    text = io.StringIO()
    write_csv(head, lines, text)
    data, filename = text.getvalue().encode(), f"contoh-{kind}.csv"
    listing = import_rows.read(data, kind=kind, filename=filename)
    made = imports.stage(session, listing, kind=kind, filename=filename, data=data, org=user.org, user=user)
    imports.confirm(session, made, user=user)
    return made.count_new + made.count_changed


def _plans(context: Context, deals: Sequence[Deal], *, people: People, today: date) -> int:
    """Needs of this and the next year on every desk; those approved led to the contracts that there are."""
    running = [d for d in deals if d.starts_on <= today <= d.ends_on]
    chosen = running[: max(6, len(running) // 5)]
    made = 0
    for index, deal in enumerate(chosen):
        with transaction(context.sessions) as session:
            agency = session.scalar(
                select(Organisation).where(
                    Organisation.org == context.settings.org,
                    Organisation.kind == "agency",
                    Organisation.name == deal.agency.name,
                )
            )
            if agency is not None:
                _plan(context, session, deal, agency, _PLANS[index % len(_PLANS)], people=people, today=today)
                made += 1
    return made


def _plan(
    context: Context,
    session: Session,
    deal: Deal,
    agency: Organisation,
    wanted: PlanState,
    *,
    people: People,
    today: date,
) -> None:
    reviewer, approver = (session.get_one(User, person.id) for person in (people.reviewer, people.approver))
    led = wanted == "approved"
    post = deal.posts[0]
    year = deal.starts_on.year if led else today.year + 1
    form = PlanForm(
        agency=str(agency.id),
        title=post.title,
        headcount=str(post.headcount),
        budget=rupiah(deal.value).removeprefix("Rp"),
        place=deal.place,
        starts_on=(deal.starts_on if led else date(year, 1, 2)).isoformat(),
        ends_on=(deal.ends_on if led else date(year, 12, 31)).isoformat(),
        year=str(year),
        reason=f"{deal.work} untuk gedung dan layanan {deal.agency.name} (data contoh).",
    )
    plan = cases.file(session, user=reviewer, form=form, today=today)
    said = StepForm(decided_on=today.isoformat(), note="Sesuai kebutuhan dan anggaran (data contoh).")
    if wanted != "draft":
        cases.take(context, session, plan, "submit", user=reviewer, version=plan.version, form=said, today=today)
    while plan.state != wanted:
        cases.take(context, session, plan, "agree", user=approver, version=plan.version, form=said, today=today)
    if not led:
        return
    key = number_key(deal.number)
    place = session.execute(
        select(Engagement.document_id, Engagement.contract_key, Engagement.title_key).where(
            Engagement.org == plan.org, Engagement.contract_key == key, Engagement.title == post.title
        )
    ).first()
    if place is not None:
        where = (place[0], place[1], place[2])
        links.link(session, plan, where, user=reviewer, version=plan.version, today=today)


def _letters(context: Context, *, people: People, law: Law, most: int, today: date) -> int:
    """Letters about the contracts with the gravest findings; some were answered, some are overdue."""
    with context.sessions() as session:
        documents = session.scalars(
            select(Document.id)
            .where(Document.org == context.settings.org, Document.review_state == "approved")
            .order_by(Document.violated_count.desc(), Document.absent_count.desc(), Document.id)
            .limit(most)
        ).all()
    made = 0
    for index, identifier in enumerate(documents):
        with transaction(context.sessions) as session:
            document = session.get_one(Document, identifier)
            made += _letter(context, session, document, index, people=people, law=law, today=today)
    return made


def _letter(
    context: Context, session: Session, document: Document, index: int, *, people: People, law: Law, today: date
) -> bool:
    reviewer, approver = (session.get_one(User, person.id) for person in (people.reviewer, people.approver))
    found = drafts.basis(session, document, law=law)
    if not found.items:
        return False
    dated = today - timedelta(days=(3, 40, 25, 14)[index % 4])
    own = letter_office.of(session, org=document.org)
    form = drafts.proposed(found, kind=_LETTERS[index % len(_LETTERS)], office=own, today=dated)
    letter = drafts.create(session, found, form=form, user=reviewer, law=law, today=today)
    if index % 5 == 4:
        return True  # stays a draft
    number = numbers.proposed(session, org=document.org, pattern=own.number_pattern, day=dated)
    issuing.issue(
        session, context.storage, found, letter, number=number, user=approver, version=letter.version, law=law
    )
    if index % 4 == 2:
        picked = drafts.findings_of(session, letter)
        following.record(
            session,
            letter,
            findings=picked,
            chosen=[finding.fingerprint for finding in picked],
            state="answered",
            on=(dated + timedelta(days=9)).isoformat(),
            note="Perbaikan dituangkan dalam addendum (data contoh).",
            answer_number=f"B-{index:03d}/{today.year}",
            user=reviewer,
            today=today,
        )
    return True


def _publish(context: Context, *, people: People, today: date) -> None:
    """Fix the last quarter's recapitulation and show the page for everybody."""
    org = context.settings.org
    with transaction(context.sessions) as session:
        admin = session.get_one(User, people.admin.id)
        head = public.Paper(above=OFFICE.government, name=f"{OFFICE.name} (DATA CONTOH)", lines=OFFICE.address)
        chosen = public.Settings(on=True, vendors=True, contact=OFFICE.contact_line)
        public.keep(session, user=admin, chosen=chosen, head=head)
        asking = Asking(org=org, period=period.period_of(period.latest_quarter(today), today=today))
        frozen.fix(session, asking, agency="", note="Data contoh", user=admin)
        made = snapshot.snapshot(session, org=org, today=today, chosen=chosen, head=office.letterhead(session, org=org))
        publish.publish(session, made, user=admin, seen=snapshot.digest(snapshot.written(made)))
