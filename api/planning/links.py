"""The contract that a plan led to: suggested by agency, position and period, confirmed by a person, and compared."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rapidfuzz import fuzz
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.errors import Forbidden, Invalid, NotFound
from api.planning import desks
from api.planning.cases import agency_of, lock, record, seen
from api.planning.errors import PlanNotThere
from api.register.history import LINE_KINDS
from api.register.wanted import title_key
from api.routes.web_format import long_date, rupiah
from models import Document, Engagement, Organisation, Plan, PlanLink, PositionName, User

ALIKE = 70
"""Likeness of two positions (0 to 100) from which a contract is suggested; only the order of help, nothing is decided
by it."""
AROUND = 60
"""Days before and after the planned period in which a contract is looked for."""
MOST = 20

Place = tuple[uuid.UUID, str, str]
"""A position of a contract: document, key of the number, key of the title."""


@dataclass(frozen=True, slots=True)
class Position:
    """One position of one contract of the register; several rows of the same title are one. ``headcount`` None: not
    all of them say it."""

    document_id: uuid.UUID
    contract_key: str
    title_key: str
    contract_number: str
    title: str
    vendor: Organisation | None
    place: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    headcount: int | None

    @property
    def place_key(self) -> Place:
        return (self.document_id, self.contract_key, self.title_key)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``score`` 0 to 100 is the likeness of the positions; ``plans`` so many other plans are linked to it already."""

    position: Position
    score: int
    plans: int


@dataclass(frozen=True, slots=True)
class Linked:
    """``position`` None: the contract is not in the register any more (sent back for another review)."""

    link: PlanLink
    position: Position | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Planned beside contracted.

    ``contracted`` None: not all contracts state a number. ``value`` of all contracts, None where it is unknown or of
    more than what was planned; ``budget`` of all the plans that led to these contracts, ``plans`` of them.
    ``differences`` are sentences for people.
    """

    links: tuple[Linked, ...]
    contracted: int | None
    value: Decimal | None
    budget: Decimal
    plans: int
    differences: tuple[str, ...]


def suggestions(session: Session, plan: Plan) -> tuple[Suggestion, ...]:
    """Positions of approved contracts of the plan's agency around its period that are called alike, the most alike
    first; those linked already are left out. Five queries at most."""
    agency = agency_of(session, plan)
    first, last = plan.starts_on - timedelta(days=AROUND), plan.ends_on + timedelta(days=AROUND)
    found = _positions(
        session,
        select(Engagement.id).where(
            Engagement.org == plan.org,
            Engagement.kind.in_(LINE_KINDS),
            Engagement.agency_id.in_(
                select(Organisation.id).where(
                    or_(Organisation.id == agency.id, Organisation.merged_into_id == agency.id)
                )
            ),
            or_(Engagement.starts_on.is_(None), Engagement.starts_on <= last),
            or_(Engagement.ends_on.is_(None), Engagement.ends_on >= first),
        ),
    )
    links = session.scalars(
        select(PlanLink).where(PlanLink.document_id.in_({position.document_id for position in found}))
    ).all()
    own = {_place(link) for link in links if link.plan_id == plan.id}
    called = dict(
        session.execute(select(PositionName.key, PositionName.name).where(PositionName.org == plan.org)).all()
    )
    wanted = _called(plan.title, called)
    made = [
        Suggestion(
            position=position,
            score=round(fuzz.token_set_ratio(wanted, _called(position.title, called))) if position.title else ALIKE,
            plans=sum(_place(link) == position.place_key for link in links),
        )
        for position in found
        if position.place_key not in own
    ]
    alike = [one for one in made if one.score >= ALIKE]
    alike.sort(key=lambda one: (-one.score, abs((one.position.starts_on or plan.starts_on) - plan.starts_on)))
    return tuple(alike[:MOST])


def link(session: Session, plan: Plan, place: Place, *, user: User, version: int, today: date) -> PlanLink:
    """Say that the plan led to this position of a contract.

    Forbidden, StalePlan, PlanNotThere (not approved), Invalid (no such position of that agency in the register, or
    linked already).
    """
    if not desks.may_write(user):
        raise Forbidden()
    seen(plan, version=version)
    if plan.state != "approved":
        raise PlanNotThere()
    agency = agency_of(session, plan)
    spelled = aliased(Organisation)
    rows = _positions(
        session,
        select(Engagement.id)
        .join(spelled, spelled.id == Engagement.agency_id)
        .where(
            Engagement.org == plan.org,
            Engagement.kind.in_(LINE_KINDS),
            Engagement.document_id == place[0],
            Engagement.contract_key == place[1],
            or_(spelled.id == agency.id, spelled.merged_into_id == agency.id),
        ),
    )
    position = next((row for row in rows if row.place_key == place), None)
    if position is None:
        raise Invalid.at(
            "contract",
            "Kontrak ini tidak ada di daftar instansi itu; belum dihubungkan.",
            remedy="Pilih dari usulan, atau setujui dulu dokumennya di antrean.",
        )
    known = session.scalar(
        select(PlanLink.id).where(
            PlanLink.plan_id == plan.id,
            PlanLink.document_id == place[0],
            PlanLink.contract_key == place[1],
            PlanLink.title_key == place[2],
        )
    )
    if known is not None:
        raise Invalid.at("contract", "Kontrak ini sudah dihubungkan.", remedy="Tidak perlu dihubungkan lagi.")
    lock(session, plan, version=version)
    made = PlanLink(plan_id=plan.id, document_id=place[0], contract_key=place[1], title_key=place[2], linked_by=user.id)
    session.add(made)
    record(session, plan, "link", user=user, decided_on=today, note=_named(position))
    return made


def unlink(session: Session, plan: Plan, identifier: int, *, user: User, version: int, today: date) -> None:
    """Take a link back; that it was there stays in the history. NotFound when there is none."""
    if not desks.may_write(user):
        raise Forbidden()
    seen(plan, version=version)
    row = session.scalar(select(PlanLink).where(PlanLink.id == identifier, PlanLink.plan_id == plan.id))
    if row is None:
        raise NotFound()
    lock(session, plan, version=version)
    rows = _positions(session, select(Engagement.id).where(Engagement.document_id == row.document_id))
    position = next((one for one in rows if one.place_key == _place(row)), None)
    session.delete(row)
    note = "kontrak yang tidak lagi ada di daftar" if position is None else _named(position)
    record(session, plan, "unlink", user=user, decided_on=today, note=note)


def compare(session: Session, plan: Plan) -> Comparison:
    """What was planned beside what was contracted. Six queries at most."""
    links = session.scalars(select(PlanLink).where(PlanLink.plan_id == plan.id).order_by(PlanLink.id)).all()
    if not links:
        return Comparison((), contracted=None, value=None, budget=plan.budget, plans=1, differences=())
    documents = {link.document_id for link in links}
    rows = _positions(session, select(Engagement.id).where(Engagement.document_id.in_(documents)))
    by_place = {row.place_key: row for row in rows}
    linked = tuple(Linked(link, by_place.get(_place(link))) for link in links)
    heads = [one.position.headcount if one.position else None for one in linked]
    contracted = sum(head for head in heads if head is not None) if None not in heads else None
    value, budget, plans = _money(session, plan, links, rows)
    return Comparison(
        links=linked,
        contracted=contracted,
        value=value,
        budget=budget,
        plans=plans,
        differences=tuple(_differences(plan, linked, contracted, value=value, budget=budget, plans=plans)),
    )


def _money(
    session: Session, plan: Plan, links: Sequence[PlanLink], rows: Iterable[Position]
) -> tuple[Decimal | None, Decimal, int]:
    """The value of the contracts, the budget of all plans that led to them, and how many plans these are.

    A value is of a whole contract: it is compared only when all its positions were planned, by plans that led to
    nothing else.
    """
    contracts = {(link.document_id, link.contract_key) for link in links}
    documents = {document for document, _ in contracts}
    others = session.scalars(select(PlanLink).where(PlanLink.document_id.in_(documents))).all()
    about = [link for link in others if (link.document_id, link.contract_key) in contracts]
    identifiers = {link.plan_id for link in about} | {plan.id}
    elsewhere = session.scalar(
        select(func.count())
        .select_from(PlanLink)
        .where(PlanLink.plan_id.in_(identifiers), PlanLink.id.not_in([link.id for link in about]))
    )
    budget = sum(session.scalars(select(Plan.budget).where(Plan.id.in_(identifiers))), Decimal(0))
    values = dict(session.execute(select(Document.id, Document.value).where(Document.id.in_(documents))).all())
    places = [row for row in rows if (row.document_id, row.contract_key) in contracts]
    covered = {row.place_key for row in places} <= {_place(link) for link in about}
    single = {row.document_id: row.contract_key for row in rows}
    alone = all(single.get(row.document_id) == row.contract_key for row in rows)
    if elsewhere or not covered or not alone or len({(r.document_id, r.contract_key) for r in places}) < len(contracts):
        return None, plan.budget, 1
    known = [values.get(document) for document in documents]
    if None in known:
        return None, plan.budget, 1
    return sum((value for value in known if value is not None), Decimal(0)), budget, len(identifiers)


def _differences(
    plan: Plan,
    linked: Sequence[Linked],
    contracted: int | None,
    *,
    value: Decimal | None,
    budget: Decimal,
    plans: int,
) -> Iterable[str]:
    if any(one.position is None for one in linked):
        yield "Ada kontrak yang tidak lagi ada di daftar: dokumennya dikembalikan untuk ditinjau ulang."
    elif contracted is None:
        yield "Jumlah orang tidak disebut dalam kontrak, jadi tidak dapat dibandingkan."
    if contracted is not None and contracted != plan.headcount:
        more = "lebih banyak" if contracted > plan.headcount else "lebih sedikit"
        yield (
            f"Direncanakan {plan.headcount} orang, dikontrak {contracted}: {abs(contracted - plan.headcount)} {more}."
        )
    if value is not None and value != budget:
        together = f" (bersama {plans - 1} perencanaan lain untuk kontrak yang sama)" if plans > 1 else ""
        more = "di atas" if value > budget else "di bawah"
        yield (
            f"Nilai kontrak {rupiah(value)}, {rupiah(abs(value - budget))} {more} anggaran {rupiah(budget)}{together}."
        )
    for one in linked:
        row = one.position
        if row is None:
            continue
        if row.starts_on is not None and row.starts_on != plan.starts_on:
            yield f"Kontrak mulai {long_date(row.starts_on)}, direncanakan {long_date(plan.starts_on)}."
        if row.ends_on is not None and row.ends_on != plan.ends_on:
            yield f"Kontrak berakhir {long_date(row.ends_on)}, direncanakan {long_date(plan.ends_on)}."


def _positions(session: Session, wanted: Select[int]) -> tuple[Position, ...]:
    """The rows of the register with these ids as positions of contracts, in the order of entry."""
    spelled, vendor = aliased(Organisation), aliased(Organisation)
    rows = session.execute(
        select(Engagement, vendor)
        .outerjoin(spelled, spelled.id == Engagement.vendor_id)
        .outerjoin(vendor, vendor.id == func.coalesce(spelled.merged_into_id, spelled.id))
        .where(Engagement.id.in_(wanted))
        .order_by(Engagement.id)
    )
    groups: dict[Place, list[tuple[Engagement, Organisation | None]]] = {}
    for entry, of_vendor in rows:
        key = (entry.document_id, entry.contract_key, title_key(entry.title))
        groups.setdefault(key, []).append((entry, of_vendor))
    return tuple(_position(key, members) for key, members in groups.items())


def _position(key: Place, members: Sequence[tuple[Engagement, Organisation | None]]) -> Position:
    entry, vendor = members[0]
    heads = [one.headcount for one, _ in members]
    return Position(
        document_id=key[0],
        contract_key=key[1],
        title_key=key[2],
        contract_number=entry.contract_number,
        title=entry.title,
        vendor=vendor,
        place=entry.place,
        signed_on=entry.signed_on,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        headcount=sum(head for head in heads if head is not None) if None not in heads else None,
    )


def _place(row: PlanLink) -> Place:
    return (row.document_id, row.contract_key, row.title_key)


def _called(title: str, names: dict[str, str]) -> str:
    """The name under which the office counts the position, comparable."""
    key = title_key(title)
    return title_key(names.get(key, title))


def _named(position: Position) -> str:
    number = position.contract_number or "tanpa nomor"
    return f"kontrak {number}, {position.title or 'tanpa nama jabatan'}"
