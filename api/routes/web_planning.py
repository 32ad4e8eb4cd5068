"""The one door for people: cases of need, their way from desk to desk, and the contract each led to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi.responses import FileResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.auth import require_csrf
from api.clock import today_here
from api.context import InContext
from api.database import Database
from api.errors import Forbidden, Invalid
from api.planning import attachments, cases, desks, links, lists
from api.planning.attachments import Upload
from api.planning.errors import PlanNotThere, PlanRefused, SameFiler, StalePlan
from api.planning.form import PlanForm, StepForm, day_of
from api.register import overview
from api.routes.web_format import file_size, long_date, moment, rupiah
from api.routes.web_register import OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_table import Suffix, table
from extractor.errors import LindungError
from models import Plan, User, UserSession
from models.planning import PlanState

router = APIRouter(prefix="/daftar")
HOME = "/daftar/perencanaan"
_ANSWERED = (PlanRefused, StalePlan, PlanNotThere, SameFiler, Invalid)
"""Refusals that are told on the page, with everything typed still there."""
_TEXT = Form(max_length=20_000)


def writer(user: OfficeUser) -> User:
    """Forbidden for those who only look."""
    if not desks.may_write(user):
        raise Forbidden()
    return user


Writer = Annotated[User, Depends(writer)]


def wanted_cases(
    state: Annotated[str, Query(alias="keadaan", max_length=16)] = "",
    agency: Annotated[str, Query(alias="instansi", max_length=36)] = "",
    year: Annotated[str, Query(alias="tahun", max_length=4)] = "",
    title: Annotated[str, Query(alias="jabatan", max_length=100)] = "",
) -> cases.Wanted:
    """What cannot be understood asks for nothing."""
    return cases.Wanted(
        state=next((known for known in get_args(PlanState) if known == state), None),
        agency=_identifier(agency),
        year=int(year) if year.isascii() and year.isdecimal() else None,
        title=title,
    )


def typed_need(
    agency: Annotated[str, _TEXT] = "",
    title: Annotated[str, _TEXT] = "",
    headcount: Annotated[str, _TEXT] = "",
    budget: Annotated[str, _TEXT] = "",
    place: Annotated[str, _TEXT] = "",
    starts_on: Annotated[str, _TEXT] = "",
    ends_on: Annotated[str, _TEXT] = "",
    year: Annotated[str, _TEXT] = "",
    reason: Annotated[str, _TEXT] = "",
) -> PlanForm:
    return PlanForm(
        agency=agency, title=title, headcount=headcount, budget=budget, place=place, starts_on=starts_on,
        ends_on=ends_on, year=year, reason=reason,
    )  # fmt: skip


Wanted = Annotated[cases.Wanted, Depends(wanted_cases)]
Typed = Annotated[PlanForm, Depends(typed_need)]
Version = Annotated[int, Form(ge=0)]


@router.get("/perencanaan")
def plans(
    database: Database,
    session: Reader,
    user: OfficeUser,
    wanted: Wanted,
    after: Annotated[str, Query(alias="setelah", max_length=60)] = "",
) -> Response:
    today = today_here()
    listing = cases.listing(database, org=user.org, wanted=wanted, today=today, after=after)
    agencies, _ = overview.organisations(database, org=user.org)
    return render(
        "plans.html",
        session=session,
        here="register",
        rows=listing.rows,
        next=listing.next,
        counts=cases.counts(database, org=user.org, today=today),
        agencies=agencies,
        wanted=wanted,
        address=_address(wanted),
        may_write=desks.may_write(user),
        state_names=desks.STATE_NAMES,
        day=long_date,
        rupiah=rupiah,
    )


@router.get("/perencanaan.{suffix}")
def plan_table(database: Database, user: OfficeUser, wanted: Wanted, suffix: Suffix) -> Response:
    cells = lists.plan_cells(database, org=user.org, wanted=wanted, today=today_here())
    return table(lists.PLAN_COLUMNS, cells, name="perencanaan-alih-daya", suffix=suffix)


@router.get("/perencanaan/tanpa-pasangan")
def unmatched(
    database: Database,
    session: Reader,
    user: OfficeUser,
    agency: Annotated[str, Query(alias="instansi", max_length=36)] = "",
    since: Annotated[str, Query(alias="sejak", max_length=10)] = "",
    after: Annotated[int, Query(alias="setelah", ge=0)] = 0,
) -> Response:
    day, chosen = day_of(since), _identifier(agency)
    found = lists.without_plan(database, org=user.org, agency=chosen, since=day, after=after)
    agencies, _ = overview.organisations(database, org=user.org)
    return render(
        "plans_unmatched.html",
        session=session,
        here="register",
        waiting=lists.without_contract(database, org=user.org, today=today_here()),
        unplanned=found.rows,
        next=found.next,
        agencies=agencies,
        agency=chosen,
        since="" if day is None else day.isoformat(),
        address={"instansi": str(chosen) if chosen else None, "sejak": day.isoformat() if day else None},
        day=long_date,
        rupiah=rupiah,
    )


@router.get("/tanpa-perencanaan.{suffix}")
def unplanned_table(
    database: Database,
    user: OfficeUser,
    suffix: Suffix,
    agency: Annotated[str, Query(alias="instansi", max_length=36)] = "",
    since: Annotated[str, Query(alias="sejak", max_length=10)] = "",
) -> Response:
    cells = lists.unplanned_cells(database, org=user.org, agency=_identifier(agency), since=day_of(since))
    return table(lists.UNPLANNED_COLUMNS, cells, name="kontrak-tanpa-perencanaan", suffix=suffix)


@router.get("/perencanaan/baru")
def new_plan(database: Database, session: Reader, user: Writer) -> Response:
    return _form(database, session, form=PlanForm(year=str(today_here().year)))


@router.post("/perencanaan/baru", dependencies=[Depends(require_csrf)])
def file_plan(database: Database, session: Reader, user: Writer, typed: Typed) -> Response:
    try:
        plan = cases.file(database, user=user, form=typed, today=today_here())
    except PlanRefused as refused:
        return _form(database, session, form=typed, refused=refused)
    return RedirectResponse(f"{HOME}/{plan.id}", status_code=303)


@router.get("/perencanaan/{plan_id}")
def plan_page(database: Database, session: Reader, user: OfficeUser, plan_id: uuid.UUID) -> Response:
    return _page(database, session, cases.get(database, plan_id, org=user.org))


@router.get("/perencanaan/{plan_id}/ubah")
def edit_form(database: Database, session: Reader, user: Writer, plan_id: uuid.UUID) -> Response:
    plan = cases.get(database, plan_id, org=user.org)
    if plan.state != "draft":
        raise PlanNotThere()
    return _form(database, session, form=cases.form_of(plan, cases.agency_of(database, plan)), plan=plan)


@router.post("/perencanaan/{plan_id}/ubah", dependencies=[Depends(require_csrf)])
def edit_plan(
    database: Database, session: Reader, user: Writer, plan_id: uuid.UUID, typed: Typed, version: Version
) -> Response:
    plan = cases.get(database, plan_id, org=user.org)
    try:
        cases.edit(database, plan, user=user, form=typed, version=version, today=today_here())
    except _ANSWERED as refused:
        return _form(database, session, form=typed, plan=plan, refused=refused)
    return RedirectResponse(f"{HOME}/{plan.id}", status_code=303)


@router.post("/perencanaan/{plan_id}/langkah", dependencies=[Depends(require_csrf)])
def take_step(
    database: Database,
    context: InContext,
    session: Reader,
    user: Writer,
    plan_id: uuid.UUID,
    files: Annotated[list[UploadFile], File(default_factory=list)],
    version: Version,
    step: Annotated[str, Form(max_length=16)] = "",
    decided_on: Annotated[str, _TEXT] = "",
    note: Annotated[str, _TEXT] = "",
    letter_number: Annotated[str, _TEXT] = "",
    letter_date: Annotated[str, _TEXT] = "",
) -> Response:
    """One step; a refusal is told at its field and what was typed stays (chosen files must be chosen again)."""
    plan = cases.get(database, plan_id, org=user.org)
    form = StepForm(decided_on=decided_on, note=note, letter_number=letter_number, letter_date=letter_date)
    try:
        known = next((one for one in desks.STEPS if one == step), None)
        if known is None:
            missing = Invalid.at("step", "Langkahnya belum dipilih.", remedy="Pilih salah satu langkah.")
            raise PlanRefused({"step": missing})
        cases.take(
            context,
            database,
            plan,
            known,
            user=user,
            version=version,
            form=form,
            uploads=[Upload(file.filename, file.file) for file in files if file.filename],
            today=today_here(),
        )
    except _ANSWERED as refused:
        return _page(database, session, plan, typed=form, step=step, refused=refused)
    return RedirectResponse(f"{HOME}/{plan.id}#riwayat", status_code=303)


@router.post("/perencanaan/{plan_id}/hubungkan", dependencies=[Depends(require_csrf)])
def link(
    database: Database,
    session: Reader,
    user: Writer,
    plan_id: uuid.UUID,
    version: Version,
    document: Annotated[uuid.UUID, Form()],
    contract_key: Annotated[str, Form(max_length=255)] = "",
    title_key: Annotated[str, Form(max_length=255)] = "",
) -> Response:
    plan = cases.get(database, plan_id, org=user.org)
    try:
        place = (document, contract_key, title_key)
        links.link(database, plan, place, user=user, version=version, today=today_here())
    except _ANSWERED as refused:
        return _page(database, session, plan, refused=refused)
    return RedirectResponse(f"{HOME}/{plan.id}#kontrak", status_code=303)


@router.post("/perencanaan/{plan_id}/lepaskan", dependencies=[Depends(require_csrf)])
def unlink(
    database: Database,
    session: Reader,
    user: Writer,
    plan_id: uuid.UUID,
    version: Version,
    identifier: Annotated[int, Form(ge=0, le=2**31 - 1)],
) -> Response:
    plan = cases.get(database, plan_id, org=user.org)
    try:
        links.unlink(database, plan, identifier, user=user, version=version, today=today_here())
    except _ANSWERED as refused:
        return _page(database, session, plan, refused=refused)
    return RedirectResponse(f"{HOME}/{plan.id}#kontrak", status_code=303)


@router.get("/perencanaan/{plan_id}/berkas/{file_id}")
def attachment(
    database: Database, context: InContext, user: OfficeUser, plan_id: uuid.UUID, file_id: uuid.UUID
) -> FileResponse:
    """The document; always saved, never shown by the browser: it may hold anything."""
    plan = cases.get(database, plan_id, org=user.org)
    row, place = attachments.hand_out(context, database, plan, file_id, user=user)
    return FileResponse(
        place,
        media_type=row.media_type,
        filename=row.filename,
        content_disposition_type="attachment",
        headers={"content-security-policy": "default-src 'none'; sandbox", "cache-control": "no-store"},
    )


def _form(
    database: Session,
    session: UserSession,
    *,
    form: PlanForm,
    plan: Plan | None = None,
    refused: LindungError | None = None,
) -> Response:
    """The form of a new case, or of a draft. After somebody else's change it says what is stored now."""
    if plan is not None:
        database.refresh(plan)
    agencies, _ = overview.organisations(database, org=session.user.org)
    stale = plan is not None and isinstance(refused, StalePlan)
    return render(
        "plan_form.html",
        status=200 if refused is None else refused.status,
        session=session,
        here="register",
        form=asdict(form),
        plan=plan,
        refused=refused,
        errors=refused.errors if isinstance(refused, PlanRefused) else {},
        stored=asdict(cases.form_of(plan, cases.agency_of(database, plan))) if stale and plan is not None else None,
        agencies=agencies,
        agency_names={str(agency.id): agency.name for agency in agencies},
    )


def _page(
    database: Session,
    session: UserSession,
    plan: Plan,
    *,
    typed: StepForm | None = None,
    step: str = "",
    refused: LindungError | None = None,
) -> Response:
    database.refresh(plan)
    user, today = session.user, today_here()
    may_link = desks.may_write(user) and plan.state == "approved"
    return render(
        "plan.html",
        status=200 if refused is None else refused.status,
        session=session,
        here="register",
        plan=plan,
        agency=cases.agency_of(database, plan),
        days=cases.days_since(plan.state_since, today),
        state=desks.STATE_NAMES[plan.state],
        stations=_stations(plan),
        ways=desks.open_ways(plan, user),
        wrote=desks.wrote(plan, user),
        steps=cases.steps(database, plan),
        files=cases.files(database, plan),
        comparison=links.compare(database, plan),
        suggestions=links.suggestions(database, plan) if may_link else (),
        may_write=desks.may_write(user),
        typed=asdict(typed or StepForm(decided_on=today.isoformat())),
        step=step,
        refused=refused,
        errors=refused.errors if isinstance(refused, PlanRefused) else {},
        state_names=desks.STATE_NAMES,
        bodies=desks.BODIES,
        done=desks.DONE,
        most_files=attachments.MOST,
        largest=file_size(attachments.MAX_BYTES),
        day=long_date,
        moment=moment,
        rupiah=rupiah,
        file_size=file_size,
    )


def _stations(plan: Plan) -> Sequence[tuple[str, str]]:
    """The desks in order, each "done", "here" or "ahead"."""
    order: tuple[PlanState, ...] = ("draft", "bappeda", "disnakertrans", "legal", "approved")
    if plan.state == "withdrawn":
        return [(desks.STATE_NAMES["withdrawn"], "here")]
    at = order.index(plan.state)
    marks = ("done", "here", "ahead")
    return [(desks.STATE_NAMES[one], marks[(n >= at) + (n > at)]) for n, one in enumerate(order)]


def _address(wanted: cases.Wanted) -> dict[str, str | None]:
    """The filter as the address says it."""
    return {
        "keadaan": wanted.state,
        "instansi": str(wanted.agency) if wanted.agency else None,
        "tahun": str(wanted.year) if wanted.year else None,
        "jabatan": wanted.title,
    }


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
