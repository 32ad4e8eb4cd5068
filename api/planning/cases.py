"""Filing a need, changing it, and moving it from desk to desk; what happened is only ever added to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from api.clock import WIB
from api.context import Context
from api.errors import Forbidden, Invalid, NotFound
from api.planning import attachments, desks
from api.planning.attachments import Upload
from api.planning.errors import PlanNotThere, PlanRefused, SameFiler, StalePlan
from api.planning.form import Decided, Need, PlanForm, StepForm, decided, need_of
from api.register import overview
from api.routes.web_format import long_date, rupiah
from api.services import cursors, events
from models import Organisation, Plan, PlanFile, PlanLink, PlanStep, User
from models.base import utc_now
from models.planning import PlanAction, PlanState

PAGE_SIZE = 50
_FIELDS = (
    "agency_id", "title", "headcount", "budget", "place", "starts_on", "ends_on", "year", "reason",
)  # fmt: skip
_NAMES = {
    "agency_id": "instansi", "title": "jabatan", "headcount": "jumlah orang", "budget": "anggaran", "place": "tempat",
    "starts_on": "mulai", "ends_on": "selesai", "year": "tahun anggaran", "reason": "alasan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    state: PlanState | None = None
    agency: uuid.UUID | None = None
    year: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list. ``agency`` as it stands after merges; ``days`` on its present desk; ``links`` to contracts."""

    plan: Plan
    agency: Organisation
    days: int
    links: int


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """Cases on one desk, and for how many days the longest has lain there."""

    number: int
    oldest: int


def file(session: Session, *, user: User, form: PlanForm, today: date) -> Plan:
    """Keep a new need as a draft. PlanRefused with what is wrong at each field."""
    need = _need(session, user=user, form=form, today=today)
    plan = Plan(org=user.org, edited_by=user.id, **_values(need))
    session.add(plan)
    session.flush()
    record(session, plan, "file", user=user, decided_on=today)
    return plan


def edit(session: Session, plan: Plan, *, user: User, form: PlanForm, version: int, today: date) -> None:
    """Change a draft; what it said before stands in the history. PlanRefused, StalePlan, PlanNotThere."""
    seen(plan, version=version)
    if plan.state != "draft":
        raise PlanNotThere()
    need = _need(session, user=user, form=form, today=today)
    said = _changes(session, plan, need)
    if not said:
        return
    lock(session, plan, version=version)
    for name, value in _values(need).items():
        setattr(plan, name, value)
    plan.edited_by = user.id
    record(session, plan, "edit", user=user, decided_on=today, note="\n".join(said))


def take(
    context: Context,
    session: Session,
    plan: Plan,
    step: desks.Step,
    *,
    user: User,
    version: int,
    form: StepForm,
    uploads: Sequence[Upload] = (),
    today: date,
) -> PlanStep:
    """One step, with its documents; all of it or nothing.

    Forbidden (role), StalePlan (somebody was faster), PlanNotThere (not from this desk), SameFiler, PlanRefused with
    what is wrong at each field.
    """
    if not desks.may_write(user):
        raise Forbidden()
    seen(plan, version=version)
    way = desks.way(plan.state, step)
    if way is None:
        raise PlanNotThere()
    if way.final and desks.wrote(plan, user):
        raise SameFiler()
    if not desks.allowed(plan, way, user):
        raise Forbidden()
    if step == "withdraw" and plan.state == "approved" and _linked(session, plan):
        raise PlanNotThere(
            "Perencanaan ini sudah dihubungkan dengan kontrak, jadi tidak dapat dicabut; tidak ada yang diubah.",
            remedy="Lepaskan dulu hubungannya bila memang keliru.",
        )
    said, errors = decided(form, reason=way.reason, today=today)
    with attachments.received(context.storage, uploads, errors) as documents:
        if step == "attach" and not documents and said is not None and not said.note and not errors:
            missing = "Belum ada lampiran atau catatan untuk disimpan."
            errors["note"] = Invalid.at("note", missing, remedy="Pilih berkas, atau tulis catatannya.")
        if errors or said is None:
            raise PlanRefused(errors)
        lock(session, plan, version=version)
        row = _move(session, plan, way, said, user=user)
        attachments.keep(context, session, row, documents)
    return row


def get(session: Session, identifier: uuid.UUID, *, org: str) -> Plan:
    """NotFound when there is none or it belongs to another office."""
    plan = session.get(Plan, identifier)
    if plan is None or plan.org != org:
        raise NotFound()
    return plan


def steps(session: Session, plan: Plan) -> Sequence[PlanStep]:
    """All that happened, oldest first, with the people."""
    return session.scalars(
        select(PlanStep).where(PlanStep.plan_id == plan.id).options(joinedload(PlanStep.user)).order_by(PlanStep.id)
    ).all()


def files(session: Session, plan: Plan) -> dict[int, list[PlanFile]]:
    """The documents by the step with which they came."""
    found: dict[int, list[PlanFile]] = {}
    for row in session.scalars(select(PlanFile).where(PlanFile.plan_id == plan.id).order_by(PlanFile.filename)):
        found.setdefault(row.step_id, []).append(row)
    return found


def listing(
    session: Session, *, org: str, wanted: Wanted, today: date, after: str = "", limit: int = PAGE_SIZE
) -> Listing:
    """A page of cases, newest first. One query, however many cases. Invalid for an ``after`` that is no place."""
    spelled, agency = aliased(Organisation), aliased(Organisation)
    links = select(func.count()).select_from(PlanLink).where(PlanLink.plan_id == Plan.id).scalar_subquery()
    query = (
        select(Plan, agency, links)
        .join(spelled, spelled.id == Plan.agency_id)
        .join(agency, agency.id == func.coalesce(spelled.merged_into_id, spelled.id))
        .where(Plan.org == org)
    )
    if wanted.state is not None:
        query = query.where(Plan.state == wanted.state)
    if wanted.agency is not None:
        query = query.where(agency.id == wanted.agency)
    if wanted.year is not None:
        query = query.where(Plan.year == wanted.year)
    if wanted.title.strip():
        query = query.where(Plan.title.icontains(wanted.title.strip(), autoescape=True))
    if after:
        moment, identifier = cursors.place(after)
        query = query.where(or_(Plan.created_at < moment, (Plan.created_at == moment) & (Plan.id < identifier)))
    found = session.execute(query.order_by(Plan.created_at.desc(), Plan.id.desc()).limit(limit + 1)).all()
    rows = tuple(
        Row(plan=plan, agency=of_agency, days=days_since(plan.state_since, today), links=count)
        for plan, of_agency, count in found[:limit]
    )
    last = rows[-1].plan if rows else None
    more = len(found) > limit and last is not None
    return Listing(rows=rows, next=cursors.cursor(last.created_at, last.id) if more and last is not None else None)


def counts(session: Session, *, org: str, today: date) -> dict[PlanState, Count]:
    """How many cases lie on each desk, all desks named."""
    found = {
        state: Count(number, days_since(since, today))
        for state, number, since in session.execute(
            select(Plan.state, func.count(), func.min(Plan.state_since)).where(Plan.org == org).group_by(Plan.state)
        )
    }
    return {state: found.get(state, Count(0, 0)) for state in desks.STATES}


def agency_of(session: Session, plan: Plan) -> Organisation:
    """The agency as it stands after merges."""
    own = session.get_one(Organisation, plan.agency_id)
    return own if own.merged_into_id is None else session.get_one(Organisation, own.merged_into_id)


def form_of(plan: Plan, agency: Organisation) -> PlanForm:
    """The need as a form holds it."""
    return PlanForm(
        agency=str(agency.id),
        title=plan.title,
        headcount=str(plan.headcount),
        budget=rupiah(plan.budget).removeprefix("Rp"),
        place=plan.place,
        starts_on=plan.starts_on.isoformat(),
        ends_on=plan.ends_on.isoformat(),
        year=str(plan.year),
        reason=plan.reason,
    )


def seen(plan: Plan, *, version: int) -> None:
    """StalePlan when the case is not the one that the person saw. Asked before anything is written, so that a refusal
    leaves no trace."""
    if plan.version != version:
        raise StalePlan()


def lock(session: Session, plan: Plan, *, version: int) -> None:
    """Take the case's row and count its version on, after all checks; StalePlan when somebody was faster."""
    taken = session.execute(
        update(Plan)
        .where(Plan.id == plan.id, Plan.version == version)
        .values(version=Plan.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(plan)
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise StalePlan()


def record(
    session: Session,
    plan: Plan,
    action: PlanAction,
    *,
    user: User,
    decided_on: date,
    before: PlanState | None = None,
    note: str = "",
    letter_number: str = "",
    letter_date: date | None = None,
) -> PlanStep:
    """Add to the case's history and to the trail. ``before`` is the desk that was left (None: the same)."""
    left = before or plan.state
    row = PlanStep(
        plan_id=plan.id,
        action=action,
        before=left,
        after=plan.state,
        body=left,
        decided_on=decided_on,
        note=note,
        letter_number=letter_number,
        letter_date=letter_date,
        user_id=user.id,
    )
    session.add(row)
    session.flush()
    events.record(
        session,
        f"plan.{action.replace('_', '-')}",
        org=plan.org,
        actor_id=user.id,
        subject=("plan", plan.id),
        before={"state": left},
        after={"state": plan.state, "version": plan.version, "step": row.id},
        why=note,
    )
    return row


def days_since(moment: datetime, today: date) -> int:
    """Whole days, by the calendar of the office."""
    return max(0, (today - moment.astimezone(WIB).date()).days)


def _need(session: Session, *, user: User, form: PlanForm, today: date) -> Need:
    if not desks.may_write(user):
        raise Forbidden()
    agencies, _ = overview.organisations(session, org=user.org)
    need, errors = need_of(form, agencies={agency.id: agency for agency in agencies}, today=today)
    if need is None:
        raise PlanRefused(errors)
    return need


def _move(session: Session, plan: Plan, way: desks.Way, said: Decided, *, user: User) -> PlanStep:
    before = plan.state
    if way.after != before:
        plan.state, plan.state_since = way.after, utc_now()
        plan.approved_by = user.id if way.final else None
    if way.step == "submit":
        plan.filed_by = user.id
    return record(
        session,
        plan,
        way.step,
        user=user,
        before=before,
        decided_on=said.decided_on,
        note=said.note,
        letter_number=said.letter_number,
        letter_date=said.letter_date,
    )


def _linked(session: Session, plan: Plan) -> bool:
    return session.scalar(select(PlanLink.id).where(PlanLink.plan_id == plan.id).limit(1)) is not None


def _values(need: Need) -> dict[str, object]:
    return {name: getattr(need, name) for name in _FIELDS}


def _changes(session: Session, plan: Plan, need: Need) -> list[str]:
    """What the new text says differently, a line each."""
    said = []
    for name in _FIELDS:
        old, new = getattr(plan, name), getattr(need, name)
        if old == new or (name == "agency_id" and agency_of(session, plan).id == new):
            continue
        if name == "reason":
            said.append("alasan diubah; sebelumnya: " + plan.reason)
        elif name == "agency_id":
            before, after = agency_of(session, plan), session.get_one(Organisation, need.agency_id)
            said.append(f"instansi: {before.name} menjadi {after.name}")
        else:
            said.append(f"{_NAMES[name]}: {_shown(old)} menjadi {_shown(new)}")
    return said


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return rupiah(value)
    return long_date(value) if isinstance(value, date) else str(value)
