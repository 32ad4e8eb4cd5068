"""The history of the register for people: lines of contracts in time, and the page of one agency or one vendor."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.clock import today_here
from api.context import Context, InContext
from api.database import Database
from api.errors import NotFound
from api.register import gaps, history, names, overview
from api.register.history import KIND_NAMES, Line
from api.routes.web_format import long_date, rupiah
from api.routes.web_register import OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_table import Suffix, table
from api.routes.web_timeline import view
from api.services import law
from api.sheets import Row
from extractor.law import Law
from models import UserSession
from models.register import OrganisationKind

router = APIRouter(prefix="/daftar")

COLUMNS = (
    "instansi", "jabatan", "penyedia", "nomor_kontrak", "mulai", "berakhir", "jumlah_orang", "upah", "per",
    "tempat_kerja", "addendum", "kejadian", "hari_tanpa_kontrak", "hari_tumpang_tindih", "selisih_orang",
    "selisih_upah", "keterangan",
)  # fmt: skip
_PERIODS = {"month": "bulan", "day": "hari", "hour": "jam", "piece": "satuan"}
_PLACES = {"agency": "instansi", "vendor": "penyedia"}


def wanted_lines(
    agency: Annotated[str, Query(alias="instansi", max_length=36)] = "",
    vendor: Annotated[str, Query(alias="penyedia", max_length=36)] = "",
    title: Annotated[str, Query(alias="jabatan", max_length=100)] = "",
) -> history.Wanted:
    """What cannot be understood asks for nothing."""
    return history.Wanted(agency=_identifier(agency), vendor=_identifier(vendor), title=title)


Wanted = Annotated[history.Wanted, Depends(wanted_lines)]


@router.get("/riwayat")
def lines(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    wanted: Wanted,
    after: Annotated[str, Query(alias="setelah", max_length=36)] = "",
) -> Response:
    found = history.page(
        database, org=user.org, law=_law(context), wanted=wanted, after=_identifier(after)
    )  # fmt: skip
    agencies, vendors = overview.organisations(database, org=user.org)
    return render(
        "history_register.html",
        session=session,
        here="register",
        views=[view(line, today=today_here()) for line in found.lines],
        next=found.next,
        agencies=agencies,
        vendors=vendors,
        wanted=wanted,
        address=_address(wanted),
        **_words(),
    )


@router.get("/riwayat.{suffix}")
def line_table(database: Database, context: InContext, user: OfficeUser, wanted: Wanted, suffix: Suffix) -> Response:
    found = history.all_lines(database, org=user.org, law=_law(context), wanted=wanted)
    return table(COLUMNS, cells(found), name="riwayat-alih-daya", suffix=suffix)


@router.get("/instansi/{identifier}")
def agency_page(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    identifier: uuid.UUID,
    after: Annotated[str, Query(alias="setelah", max_length=40)] = "",
) -> Response:
    return _body(database, context, session, identifier, kind="agency", after=after)


@router.get("/penyedia/{identifier}")
def vendor_page(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    identifier: uuid.UUID,
    after: Annotated[str, Query(alias="setelah", max_length=40)] = "",
) -> Response:
    return _body(database, context, session, identifier, kind="vendor", after=after)


def _body(
    database: Session,
    context: Context,
    session: UserSession,
    identifier: uuid.UUID,
    *,
    kind: OrganisationKind,
    after: str,
) -> Response:
    """The page of one agency or vendor; a merged one leads to the one that it counts as."""
    org, today = session.user.org, today_here()
    row = names.get(database, identifier, org=org)
    if row.kind != kind:
        raise NotFound()
    if row.merged_into_id is not None:
        return RedirectResponse(f"/daftar/{_PLACES[kind]}/{row.merged_into_id}", status_code=303)
    data = _law(context)
    agency, vendor = (row.id, None) if kind == "agency" else (None, row.id)
    wanted = overview.Filter(agency=agency, vendor=vendor)
    found = history.page(database, org=org, law=data, wanted=history.Wanted(agency=agency, vendor=vendor))
    reported = gaps.page(database, org=org, law=data, today=today, wanted=wanted, after=after)
    now = overview.Filter(on=today, agency=agency, vendor=vendor)
    return render(
        "history_register_body.html",
        session=session,
        here="register",
        body=row,
        kind=kind,
        place=_PLACES[kind],
        spellings=[gone for gone, kept in names.merged(database, org=org) if kept.id == row.id],
        totals=overview.totals(database, org=org, today=today, wanted=now),
        counts=gaps.counts(database, org=org, law=data, today=today, wanted=wanted),
        reports=reported.gaps,
        next=reported.next,
        state_names=gaps.STATE_NAMES,
        duty_names=gaps.DUTY_NAMES,
        views=[view(line, today=today) for line in found.lines],
        more_lines=found.next is not None,
        **_words(),
    )


def cells(found: Iterable[Line]) -> Iterator[Row]:
    """One row a contract; what is said of it against the one before stands in its own columns."""
    for line in found:
        for term in (*line.terms, *line.undated):
            said = {change.kind: change for change in line.changes if change.after is term}
            wage = said.get("wage_lower") or said.get("wage_higher")
            heads = said.get("headcount")
            yield (
                line.agency.name,
                line.title,
                None if term.vendor is None else term.vendor.name,
                term.contract_number,
                _iso(term.starts_on),
                _iso(term.ends_on),
                term.headcount,
                term.wage,
                _PERIODS.get(term.wage_period or ""),
                term.place,
                ", ".join(addendum.contract_number for addendum in term.addenda),
                ", ".join(KIND_NAMES[kind] for kind in said),
                said["gap"].days if "gap" in said else None,
                said["overlap"].days if "overlap" in said else None,
                None if heads is None else _whole(heads.difference),
                None if wage is None else _money(wage.difference),
                " ".join(history.sentence(change) for change in said.values()),
            )


def _words() -> dict[str, Any]:
    return {
        "kinds": KIND_NAMES,
        "near": history.NEAR,
        "sentence": history.sentence,
        "clause_words": history.clause_words,
        "periods": _PERIODS,
        "day": long_date,
        "rupiah": rupiah,
    }


def _law(context: Context) -> Law:
    return law.in_force(context.settings)


def _address(wanted: history.Wanted) -> dict[str, str | None]:
    """The filter as the address says it."""
    return {
        "instansi": str(wanted.agency) if wanted.agency else None,
        "penyedia": str(wanted.vendor) if wanted.vendor else None,
        "jabatan": wanted.title,
    }


def _whole(value: Decimal | int | None) -> int | None:
    return None if value is None else int(value)


def _money(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
