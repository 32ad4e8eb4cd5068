"""The official recapitulation for people: made for a period and an agency, taken away, fixed, and printed again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.auth import require_csrf
from api.clock import today_here
from api.database import Database
from api.errors import Invalid, RecapChanged
from api.permissions import may, require
from api.recap import figures, frozen, paper, tables
from api.recap.head import Head
from api.recap.period import EARLIEST, Asked, latest_quarter, period_of
from api.recap.rules import STATUS_NAMES, rules
from api.recap.sums import Asking, Line, Recap
from api.register import overview
from api.routes.web_format import MONTHS, long_date, rupiah
from api.routes.web_register import OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_table import made_file, table, workbook
from api.services import office
from extractor.errors import LindungError
from models import User, UserSession
from models.base import utc_now

router = APIRouter(prefix="/daftar")

FileSuffix = Literal["csv", "xlsx", "pdf"]
SHOWN_LINES = 500
"""Lines that the page shows; the files hold them all."""


def asked(
    span: Annotated[str, Query(alias="periode", max_length=20)] = "",
    year: Annotated[str, Query(alias="tahun", max_length=20)] = "",
    month: Annotated[str, Query(alias="bulan", max_length=20)] = "",
    quarter: Annotated[str, Query(alias="triwulan", max_length=20)] = "",
    start: Annotated[str, Query(alias="dari", max_length=20)] = "",
    end: Annotated[str, Query(alias="sampai", max_length=20)] = "",
) -> Asked:
    """The period as the address says it; the last quarter that is over when it says none."""
    if not span:
        return latest_quarter(today_here())
    return Asked(span=span, year=year, month=month, quarter=quarter, start=start, end=end)


def asked_by_form(
    span: Annotated[str, Form(alias="periode", max_length=20)] = "",
    year: Annotated[str, Form(alias="tahun", max_length=20)] = "",
    month: Annotated[str, Form(alias="bulan", max_length=20)] = "",
    quarter: Annotated[str, Form(alias="triwulan", max_length=20)] = "",
    start: Annotated[str, Form(alias="dari", max_length=20)] = "",
    end: Annotated[str, Form(alias="sampai", max_length=20)] = "",
) -> Asked:
    return Asked(span=span, year=year, month=month, quarter=quarter, start=start, end=end)


AskedFor = Annotated[Asked, Depends(asked)]
Agency = Annotated[str, Query(alias="instansi", max_length=64)]


@dataclass(frozen=True, slots=True)
class _Chosen:
    asking: Asking
    agency: str


@router.get("/rekap")
def page(database: Database, session: Reader, user: OfficeUser, wanted: AskedFor, agency: Agency = "") -> Response:
    return _page(database, session, wanted, agency)


@router.post("/rekap/tetapkan", dependencies=[Depends(require_csrf)])
def fix(
    database: Database,
    session: Reader,
    user: OfficeUser,
    wanted: Annotated[Asked, Depends(asked_by_form)],
    agency: Annotated[str, Form(alias="instansi", max_length=64)] = "",
    note: Annotated[str, Form(alias="catatan", max_length=255)] = "",
) -> Response:
    """Keep the figures of this period as they are now: last quarter's report can be printed again, unchanged."""
    require(user, "approve")
    try:
        chosen = _chosen(database, wanted, agency, org=user.org)
        row = frozen.fix(database, chosen.asking, agency=chosen.agency, note=note, user=user)
    except (Invalid, RecapChanged) as error:
        return _page(database, session, wanted, agency, error=error, note=note)
    return RedirectResponse(f"/daftar/rekap/tetap/{row.id}?baru=1", status_code=303)


# Before the page: an id takes whatever stands up to the next slash, a suffix too.
@router.get("/rekap/tetap/{identifier}.{suffix}")
def fixed_file(database: Database, user: OfficeUser, identifier: uuid.UUID, suffix: FileSuffix) -> Response:
    """The fixed figures again. Their digest stands on the sheet."""
    kept = frozen.get(database, identifier, org=user.org)
    head = Head(
        maker=_name_of(kept.row.user),
        made_at=kept.row.fixed_at,
        letterhead=office.letterhead(database, org=user.org),
        fixed=kept.row.sha256,
    )
    name = f"rekapitulasi-{kept.row.as_of:%Y-%m-%d}-tetap"
    if suffix == "pdf":
        return _pdf(kept.recap, head, list(kept.lines), name=name)
    if suffix == "csv":
        return table(tables.LINE_COLUMNS, tables.line_rows(kept.recap, kept.lines), name=name, suffix=suffix)
    return workbook(tables.sheets(kept.recap, head, lines=kept.lines, contracts=None), name=name)


@router.get("/rekap/tetap/{identifier}")
def fixed(
    database: Database,
    session: Reader,
    user: OfficeUser,
    identifier: uuid.UUID,
    new: Annotated[str, Query(alias="baru", max_length=1)] = "",
) -> Response:
    kept = frozen.get(database, identifier, org=user.org)
    return render(
        "recap_fixed.html",
        session=session,
        here="register",
        kept=kept,
        new=bool(new),
        changes=frozen.differences(database, kept),
        today=today_here(),
        **_shown(kept.recap, list(kept.lines[: SHOWN_LINES + 1])),
    )


@router.get("/rekap.{suffix}")
def file(
    database: Database, session: Reader, user: OfficeUser, suffix: FileSuffix, wanted: AskedFor, agency: Agency = ""
) -> Response:
    try:
        chosen = _chosen(database, wanted, agency, org=user.org)
    except Invalid as error:
        return _page(database, session, wanted, agency, error=error)
    made = figures.recap(database, chosen.asking, agency=chosen.agency)
    lines = figures.lines(database, chosen.asking)
    name = f"rekapitulasi-{chosen.asking.period.as_of:%Y-%m-%d}"
    head = Head(maker=_name_of(user), made_at=utc_now(), letterhead=office.letterhead(database, org=user.org))
    if suffix == "pdf":
        return _pdf(made, head, lines, name=name)
    if suffix == "csv":
        return table(tables.LINE_COLUMNS, tables.line_rows(made, lines), name=name, suffix=suffix)
    found = figures.contracts(database, chosen.asking)
    return workbook(tables.sheets(made, head, lines=lines, contracts=found), name=name)


def _page(
    database: Session,
    session: UserSession,
    wanted: Asked,
    agency: str,
    *,
    error: LindungError | None = None,
    note: str = "",
) -> Response:
    org = session.user.org
    made: Recap | None = None
    found: list[Line] = []
    try:
        chosen = _chosen(database, wanted, agency, org=org)
        made = figures.recap(database, chosen.asking, agency=chosen.agency)
        if chosen.asking.agency is not None:
            found = list(figures.lines(database, chosen.asking))
    except Invalid as invalid:
        error = error or invalid
    agencies, _ = overview.organisations(database, org=org)
    address = {
        "periode": wanted.span,
        "tahun": wanted.year,
        "bulan": wanted.month,
        "triwulan": wanted.quarter,
        "dari": wanted.start,
        "sampai": wanted.end,
    }
    return render(
        "recap.html",
        status=200 if error is None else error.status,
        session=session,
        here="register",
        error=error,
        field=getattr(error, "field", ""),
        wanted=wanted,
        chosen_agency=agency,
        note=note,
        all_agencies=agencies,
        months=MONTHS,
        years=range(today_here().year, EARLIEST - 1, -1),
        period_address=address,
        address={**address, "instansi": agency},
        fixed=frozen.listing(database, org=org),
        may_fix=may(session.user, "approve"),
        **_shown(made, found[: SHOWN_LINES + 1]),
    )


def _shown(made: Recap | None, found: list[Line]) -> dict[str, Any]:
    """What both pages show of the figures."""
    return {
        "recap": made,
        "lines": found[:SHOWN_LINES],
        "more_lines": len(found) > SHOWN_LINES,
        "summary": () if made is None else tables.summary(made),
        "protections": () if made is None else tables.protections(made),
        "rules": () if made is None else rules(made.period),
        "status_names": STATUS_NAMES,
        "unnamed_agency": tables.UNNAMED_AGENCY,
        "unnamed_vendor": tables.UNNAMED_VENDOR,
        "day": long_date,
        "rupiah": rupiah,
    }


def _chosen(database: Session, wanted: Asked, agency: str, *, org: str) -> _Chosen:
    """Invalid at the field that cannot be understood."""
    period = period_of(wanted, today=today_here())
    row = figures.agency_named(database, agency, org=org)
    return _Chosen(
        asking=Asking(org=org, period=period, agency=None if row is None else row.id),
        agency="" if row is None else row.name,
    )


def _pdf(made: Recap, head: Head, lines: Iterable[Line], *, name: str) -> Response:
    def write(place: Path) -> None:
        with place.open("wb") as out:
            paper.write(made, head, out, lines=iter(lines))

    return made_file(write, name=f"{name}.pdf", media_type="application/pdf")


def _name_of(user: User) -> str:
    return user.display_name or user.name
