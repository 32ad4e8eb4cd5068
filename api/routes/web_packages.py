"""Procurement packages for people: which buy outsourced labour, which contract they led to, and which left no trace."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse

from api.auth import require_csrf
from api.clock import today_here
from api.database import Database
from api.permissions import require
from api.register import overview, packages
from api.routes.web_format import long_date, rupiah
from api.routes.web_register import OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_table import Suffix, table

router = APIRouter(prefix="/daftar/paket")

ALL = "semua"
_MOST_SHARES = 15


def wanted_packages(
    state: Annotated[packages.PackageState | Literal["", "semua"], Query(alias="keadaan")] = "",
    agency: Annotated[uuid.UUID | Literal[""], Query(alias="instansi")] = "",
    vendor: Annotated[uuid.UUID | Literal[""], Query(alias="penyedia")] = "",
    year: Annotated[int | Literal[""], Query(alias="tahun")] = "",
    text: Annotated[str, Query(alias="cari", max_length=100)] = "",
) -> packages.Filter:
    """Without a wish the gaps: they are what the page is for."""
    chosen: packages.PackageState | None = "gap"
    if state == "semua":
        chosen = None
    elif state != "":
        chosen = state
    return packages.Filter(
        state=chosen,
        agency=agency or None,
        vendor=vendor or None,
        year=year or None,
        text=text,
    )


Wanted = Annotated[packages.Filter, Depends(wanted_packages)]


@router.get("")
def listing(
    database: Database,
    session: Reader,
    user: OfficeUser,
    wanted: Wanted,
    after: Annotated[str, Query(alias="setelah", max_length=60)] = "",
) -> Response:
    today = today_here()
    found = packages.page(database, org=user.org, wanted=wanted, today=today, after=after)
    agencies, vendors = overview.organisations(database, org=user.org)
    address = _address(wanted)
    return render(
        "packages.html",
        session=session,
        here="register",
        rows=found.rows,
        next=found.next,
        counts=packages.counts(database, org=user.org, today=today),
        by_agency=packages.shares(database, org=user.org, today=today, side="agency"),
        by_vendor=packages.shares(database, org=user.org, today=today, side="vendor"),
        most_shares=_MOST_SHARES,
        agencies=agencies,
        vendors=vendors,
        years=packages.years(database, org=user.org),
        wanted=wanted,
        address=address,
        back="/daftar/paket?" + urlencode({name: value for name, value in address.items() if value}),
        all=ALL,
        state_names=packages.STATE_NAMES,
        source_names=packages.SOURCE_NAMES,
        day=long_date,
        rupiah=rupiah,
    )


@router.get("/paket.{suffix}")
def package_table(database: Database, user: OfficeUser, wanted: Wanted, suffix: Suffix) -> Response:
    cells = packages.cells(database, org=user.org, wanted=wanted, today=today_here())
    return table(packages.COLUMNS, cells, name="paket-pengadaan", suffix=suffix, sheet="Paket")


@router.post("/{identifier}/tenaga", dependencies=[Depends(require_csrf)])
def set_labour(
    database: Database,
    user: OfficeUser,
    identifier: uuid.UUID,
    labour: Annotated[Literal["ya", "tidak", "dugaan"], Form()],
    back: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    require(user, "review")
    packages.set_labour(database, identifier, {"ya": True, "tidak": False, "dugaan": None}[labour], user=user)
    return _back(back)


@router.post("/{identifier}/kontrak", dependencies=[Depends(require_csrf)])
def link(
    database: Database,
    user: OfficeUser,
    identifier: uuid.UUID,
    document: Annotated[uuid.UUID, Form()],
    contract_key: Annotated[str, Form(max_length=255)] = "",
    back: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    require(user, "review")
    packages.link(database, identifier, document_id=document, contract_key=contract_key, user=user)
    return _back(back)


@router.post("/{identifier}/lepas", dependencies=[Depends(require_csrf)])
def unlink(
    database: Database, user: OfficeUser, identifier: uuid.UUID, back: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    require(user, "review")
    packages.unlink(database, identifier, user=user)
    return _back(back)


def _back(address: str) -> Response:
    """To the list as it was filtered; never to another site."""
    safe = address if address.startswith("/daftar/paket?") else "/daftar/paket"
    return RedirectResponse(safe, status_code=303)


def _address(wanted: packages.Filter) -> dict[str, str | None]:
    """The filter as the address says it."""
    return {
        "keadaan": wanted.state or ALL,
        "instansi": str(wanted.agency) if wanted.agency else None,
        "penyedia": str(wanted.vendor) if wanted.vendor else None,
        "tahun": str(wanted.year) if wanted.year else None,
        "cari": wanted.text,
    }
