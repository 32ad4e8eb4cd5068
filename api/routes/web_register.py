"""The register for people: who works where on what terms, what was never reported, and names that are one."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import CurrentUser, require_csrf
from api.clock import today_here
from api.context import Context, InContext
from api.database import Database
from api.errors import Forbidden, Invalid, ReportKnown
from api.permissions import require
from api.register import contracts, gaps, names, overview, packages, tables
from api.register.wanted import Filter
from api.routes.web_format import long_date, rupiah
from api.routes.web_render import Reader, render
from api.routes.web_table import Suffix, table
from api.routes.web_wanted import address, asked, day_of, ever_wanted, wanted_rows
from api.services import law
from extractor.errors import LindungError
from models import User, UserSession
from models.register import Channel, OrganisationKind

router = APIRouter(prefix="/daftar")

PROGRAMMES = {
    "jkk": "JKK", "jkm": "JKM", "jht": "JHT", "jp": "JP", "jkp": "JKP", "bpjs_kesehatan": "BPJS Kesehatan",
}  # fmt: skip


def office_wide(user: CurrentUser) -> User:
    """Forbidden for those who see one agency only: the register is of the whole office."""
    require(user, "register")
    if user.agency:
        raise Forbidden()
    return user


OfficeUser = Annotated[User, Depends(office_wide)]


Wanted = Annotated[Filter, Depends(wanted_rows)]
EverWanted = Annotated[Filter, Depends(ever_wanted)]


@router.get("")
def register(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    wanted: Wanted,
    after: Annotated[int, Query(alias="setelah", ge=0)] = 0,
) -> Response:
    today = day_of(wanted)
    contracts.settle(database, org=user.org, law=law.in_force(context.settings))
    listing = overview.rows(database, org=user.org, wanted=wanted, after=after, today=today)
    agencies, vendors = overview.offered(database, org=user.org)
    return render(
        "register.html",
        session=session,
        here="register",
        rows=listing.rows,
        next=listing.next,
        totals=overview.totals(database, org=user.org, today=today, wanted=wanted),
        agencies=agencies,
        vendors=vendors,
        wanted=wanted,
        address=address(wanted),
        asked=asked(wanted),
        programmes=PROGRAMMES,
        day=long_date,
        rupiah=rupiah,
    )


@router.get("/register.{suffix}")
def register_table(
    database: Database, context: InContext, user: OfficeUser, wanted: Wanted, suffix: Suffix
) -> Response:
    contracts.settle(database, org=user.org, law=law.in_force(context.settings))
    cells = tables.register_cells(database, org=user.org, wanted=wanted, today=day_of(wanted))
    return table(tables.REGISTER_COLUMNS, cells, name="daftar-alih-daya", suffix=suffix)


@router.get("/laporan")
def reports(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    wanted: EverWanted,
    after: Annotated[str, Query(alias="setelah", max_length=40)] = "",
) -> Response:
    return _reports(database, context, session, wanted=wanted, after=after)


@router.post("/laporan", dependencies=[Depends(require_csrf)])
def record(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    letter_number: Annotated[str, Form(max_length=128)] = "",
    received_on: Annotated[str, Form(max_length=20)] = "",
    channel: Annotated[str, Form(max_length=20)] = "online",
    sender: Annotated[str, Form(max_length=20)] = "vendor",
    contract_number: Annotated[str, Form(max_length=255)] = "",
    headcount: Annotated[str, Form(max_length=20)] = "",
    wage: Annotated[str, Form(max_length=30)] = "",
) -> Response:
    """Keep a report that came in. What cannot be understood is said at its field, with everything typed still there."""
    require(user, "review")
    typed = {
        "letter_number": letter_number,
        "received_on": received_on,
        "channel": channel,
        "sender": sender,
        "contract_number": contract_number,
        "headcount": headcount,
        "wage": wage,
    }
    try:
        gaps.record(
            database,
            user=user,
            letter_number=letter_number,
            received_on=_day(received_on),
            channel=_one_of(channel, get_args(Channel), "channel"),  # type: ignore[arg-type]
            sender=_one_of(sender, get_args(OrganisationKind), "sender"),  # type: ignore[arg-type]
            contract_number=contract_number,
            headcount=_count(headcount),
            wage=_amount(wage),
            today=today_here(),
        )
    except (Invalid, ReportKnown) as error:
        return _reports(database, context, session, typed=typed, error=error)
    return RedirectResponse("/daftar/laporan?tersimpan=1", status_code=303)


@router.get("/laporan.{suffix}")
def gap_table(database: Database, context: InContext, user: OfficeUser, wanted: EverWanted, suffix: Suffix) -> Response:
    found = gaps.every(database, org=user.org, law=law.in_force(context.settings), today=day_of(wanted), wanted=wanted)
    return table(tables.GAP_COLUMNS, tables.gap_cells(found), name="pelaporan-alih-daya", suffix=suffix)


@router.get("/nama")
def same_names(database: Database, session: Reader, user: OfficeUser) -> Response:
    return render(
        "names.html",
        session=session,
        here="register",
        pairs=[
            *names.alike(database, org=user.org, kind="agency"),
            *names.alike(database, org=user.org, kind="vendor"),
        ],
        merged=names.merged(database, org=user.org),
    )


@router.post("/nama/gabung", dependencies=[Depends(require_csrf)])
def merge(
    database: Database, user: OfficeUser, first: Annotated[uuid.UUID, Form()], second: Annotated[uuid.UUID, Form()]
) -> Response:
    require(user, "approve")
    names.merge(database, first, second, user=user)
    return RedirectResponse("/daftar/nama", status_code=303)


@router.post("/nama/pisah", dependencies=[Depends(require_csrf)])
def unmerge(database: Database, user: OfficeUser, identifier: Annotated[uuid.UUID, Form()]) -> Response:
    require(user, "approve")
    names.unmerge(database, identifier, user=user)
    return RedirectResponse("/daftar/nama", status_code=303)


def _reports(
    database: Session,
    context: Context,
    session: UserSession,
    *,
    wanted: Filter | None = None,
    after: str = "",
    typed: dict[str, str] | None = None,
    error: LindungError | None = None,
) -> Response:
    org, in_force, chosen = session.user.org, law.in_force(context.settings), wanted or Filter()
    found = gaps.page(database, org=org, law=in_force, today=day_of(chosen), wanted=chosen, after=after)
    return render(
        "reports.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        gaps=found.gaps,
        next=found.next,
        wanted=chosen,
        address=address(chosen),
        asked=asked(chosen),
        counts=gaps.counts(database, org=org, law=in_force, today=day_of(chosen), wanted=chosen),
        unknown=gaps.unknown(database, org=org),
        packages=packages.counts(database, org=org, today=today_here())["gap"],
        state_names=gaps.STATE_NAMES,
        duty_names=gaps.DUTY_NAMES,
        typed=typed or {"channel": "online", "sender": "vendor"},
        error=error,
        day=long_date,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid.at(
            "received_on",
            "Laporan belum disimpan: tanggal terima belum diisi atau tidak dikenali.",
            remedy="Pilih tanggalnya, atau tulis seperti 2026-03-14.",
        ) from None


def _one_of(text: str, known: tuple[str, ...], field: str) -> str:
    if text not in known:
        raise Invalid.at(field, "Laporan belum disimpan: pilihan ini tidak dikenal.", remedy="Pilih dari daftar.")
    return text


def _count(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal():
        raise Invalid.at(
            "headcount", "Laporan belum disimpan: jumlah pekerja bukan angka.", remedy="Isi angka saja, misalnya 12."
        )
    return int(text)


def _amount(text: str) -> Decimal | None:
    plain = text.lower().replace("rp", "").replace(" ", "").replace(".", "").replace(",", ".").rstrip(".-")
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal(-1)
    if not 0 < amount < 10**12 or amount * 100 != (amount * 100).to_integral_value():
        raise Invalid.at(
            "wage", "Laporan belum disimpan: upah ini tidak dapat dibaca.", remedy="Tulis rupiah, misalnya 2.507.079."
        )
    return amount
