"""The law data on the screen: what is known, what of it decides, and an office's own minimum wages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi import Path as PathField
from fastapi.responses import FileResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.auth import Admin, Reviewer, require_csrf
from api.clock import today_here
from api.context import Context, InContext
from api.database import Database
from api.errors import RowRefused
from api.routes import web_labels as labels
from api.routes.web_format import long_date, moment, percent, rupiah
from api.routes.web_render import Reader, render
from api.services import events, law
from api.services.law_form import WageForm
from extractor.errors import LindungError
from extractor.law import ContributionRate, Law, MinimumWageRow, PendingStatute, Region
from models import UserSession

router = APIRouter(prefix="/data-hukum")

ALL_YEARS = "semua"
MOST_ROWS = 600
"""Rows shown at once: all regions of one year. A longer list asks for a filter."""


@dataclass(frozen=True, slots=True)
class WageView:
    """``decree`` is the hash of the kept decree, "" when the source lies elsewhere. ``replaced``: an office's own row
    counts instead."""

    row: MinimumWageRow
    region: str
    amount: str
    standing: str
    decides: bool
    decree: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class RateView:
    programme: str
    employer: str
    worker: str
    ceiling: str
    force: str
    now: bool
    basis: str
    standing: str
    decides: bool


@dataclass(frozen=True, slots=True)
class PendingView:
    """``shown``: its message is a banner on the reports made today."""

    entry: PendingStatute
    status: str
    announced: str
    in_force: str
    shown: bool


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The days off of one year, counted, and the decrees that set them."""

    year: int
    national: int
    joint: int
    decrees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change in words; ``before`` is "" for a row that was not there."""

    row: str
    at: str
    who: str
    before: str
    after: str
    basis: str
    decree: str


@router.get("")
def law_page(
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    year: Annotated[str | None, Query(alias="tahun", max_length=10)] = None,
    region: Annotated[str, Query(alias="daerah", max_length=100)] = "",
    saved: Annotated[bool, Query(alias="tersimpan")] = False,
) -> Response:
    return _page(database, context, session, year=year, region=region, saved=saved)


@router.post("/upah", dependencies=[Depends(require_csrf)])
def add_wage(
    database: Database,
    context: InContext,
    session: Reader,
    user: Admin,
    decree: Annotated[UploadFile | None, File()] = None,
    region: Annotated[str, Form(max_length=5000)] = "",
    year: Annotated[str, Form(max_length=5000)] = "",
    amount: Annotated[str, Form(max_length=5000)] = "",
    decree_number: Annotated[str, Form(max_length=5000)] = "",
    decree_date: Annotated[str, Form(max_length=5000)] = "",
    remark: Annotated[str, Form(max_length=5000)] = "",
    replace: Annotated[bool, Form()] = False,
) -> Response:
    """Add or replace a minimum wage. A refusal is shown at its field and what was typed stays."""
    form = WageForm(
        region=region, year=year, amount=amount, decree_number=decree_number, decree_date=decree_date,
        remark=remark, replace=replace,
    )  # fmt: skip
    stream = decree.file if decree is not None and decree.filename else None
    try:
        row = law.add_wage(context, database, form=form, decree=stream, user=user, today=today_here())
    except RowRefused as refused:
        return _page(database, context, session, form=form, refused=refused)
    return RedirectResponse(f"/data-hukum?tahun={row.year}&tersimpan=1#kantor", status_code=303)


@router.get("/sk/{sha256}")
def decree_file(
    database: Database,
    context: InContext,
    session: Reader,
    user: Reviewer,
    sha256: Annotated[str, PathField(pattern="^[0-9a-f]{64}$")],
) -> FileResponse:
    """The kept decree; always saved, never shown by the browser: it may hold anything."""
    path = law.decree_path(context, sha256)
    events.record(
        database, "law.decree-downloaded", org=user.org, actor_id=user.id, subject=("decree", sha256)
    )  # fmt: skip
    return FileResponse(
        path,
        media_type="application/pdf",
        filename=f"sk-{sha256[:12]}.pdf",
        content_disposition_type="attachment",
        headers={"content-security-policy": "default-src 'none'; sandbox"},
    )


def _page(
    database: Session,
    context: Context,
    session: UserSession,
    *,
    year: str | None = None,
    region: str = "",
    saved: bool = False,
    form: WageForm | None = None,
    refused: RowRefused | None = None,
) -> Response:
    data, broken = law.usable(context.settings)
    today = today_here()
    years = sorted({row.year for row in data.minimum_wages}, reverse=True)
    chosen = year if year is not None else str(next((y for y in years if y <= today.year), ""))
    found = [row for row in data.minimum_wages if _asked_for(row, year=chosen, region=region)]
    found.sort(key=lambda row: (-row.year, row.province, row.level != "provinsi", row.level, row.region))
    errors: dict[str, LindungError] = refused.errors if refused is not None else {}
    return render(
        "law.html",
        status=200 if refused is None else refused.status,
        session=session,
        here="law",
        law=data,
        broken=broken,
        folder=context.settings.law_folder.name,
        may_change=session.user.role == "admin",
        years=years,
        year=chosen,
        all_years=ALL_YEARS,
        region=region,
        wages=[_wage(row, data) for row in found[:MOST_ROWS]],
        found=len(found),
        office=[_wage(row, data) for row in data.minimum_wages if row.office],
        rates=_rates(data, today),
        pending=[_pending(entry, today) for entry in data.pending],
        holidays=_holidays(data),
        unknown_years=[y for y in (today.year, today.year + 1) if not data.knows_holidays(y)],
        history=[_change(change) for change in law.history(database, org=session.user.org)],
        saved=saved,
        form=form or WageForm(),
        refused=refused,
        errors=errors,
        next_year=today.year + 1,
        regions=_regions(data),
    )


def _asked_for(row: MinimumWageRow, *, year: str, region: str) -> bool:
    if year not in ("", ALL_YEARS) and str(row.year) != year:
        return False
    wanted = region.strip().casefold()
    return not wanted or wanted in f"{Region(row.level, row.region).shown} {row.province}".casefold()


def _wage(row: MinimumWageRow, data: Law) -> WageView:
    return WageView(
        row=row,
        region=Region(row.level, row.region).shown,
        amount=rupiah(row.amount),
        standing=labels.STANDINGS[row.verified],
        decides=row.decides,
        decree=_decree(row.source),
        replaced=data.wage_row(row.level, row.region, row.valid_from) is not row,
    )


def _decree(source: str) -> str:
    return source.removeprefix(law.SOURCE) if source.startswith(law.SOURCE) else ""


def _rates(data: Law, today: date) -> list[RateView]:
    return [_rate(rate, today) for rate in data.rates]


def _rate(rate: ContributionRate, today: date) -> RateView:
    until = f" sampai {long_date(rate.valid_until)}" if rate.valid_until else ""
    risk = f", risiko {rate.risk_class.replace('_', ' ')}" if rate.risk_class else ""
    return RateView(
        programme=f"{labels.protection_name(rate.programme)}{risk}",
        employer=percent(rate.employer_pct),
        worker=percent(rate.worker_pct),
        ceiling="–" if rate.wage_ceiling is None else rupiah(rate.wage_ceiling),
        force=f"sejak {long_date(rate.valid_from)}{until}",
        now=rate.covers(today),
        basis=rate.legal_basis,
        standing=labels.STANDINGS[rate.verified],
        decides=rate.decides,
    )


def _pending(entry: PendingStatute, today: date) -> PendingView:
    return PendingView(
        entry=entry,
        status=labels.PENDING[entry.status],
        announced=long_date(entry.announce_from),
        in_force=long_date(entry.in_force_from) if entry.in_force_from else "belum diketahui",
        shown=entry.status != "withdrawn" and entry.announce_from <= today,
    )


def _holidays(data: Law) -> list[HolidayYear]:
    """The newest year first; a day that was taken back does not count."""
    made = []
    for year in sorted({h.day.year for h in data.holidays}, reverse=True):
        days = {h.day for h in data.holidays if h.day.year == year}
        off = [found for day in sorted(days) if (found := data.day_off(day)) is not None]
        national = sum(h.kind == "libur_nasional" for h in off)
        decrees = tuple(dict.fromkeys(h.legal_basis for h in off))
        made.append(HolidayYear(year, national, len(off) - national, decrees))
    return made


def _change(change: law.LawEvent) -> ChangeView:
    return ChangeView(
        row=change.after["row"],
        at=moment(change.at),
        who=change.who or "kantor lain",
        before="" if change.before is None else rupiah(Decimal(change.before["amount"])),
        after=rupiah(Decimal(change.after["amount"])),
        basis=change.after["legal_basis"],
        decree=_decree(change.after["source"]),
    )


def _regions(data: Law) -> Iterable[str]:
    yield from (Region("provinsi", province.name).shown for province in data.provinces)
    yield from (Region(regency.level, regency.name).shown for regency in data.regencies)
