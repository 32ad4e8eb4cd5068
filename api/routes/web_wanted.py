"""The filter of the register as an address says it: one for the list, the tables, the reports and the figures."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.auth import CurrentUser
from api.clock import today_here
from api.context import InContext
from api.dashboard import wages
from api.dashboard.counting import NO_DISTRICT_NAME
from api.database import Database
from api.register.gaps import DUTY_NAMES, STATE_NAMES
from api.register.judging import Duty, State
from api.register.sums import UNTITLED
from api.register.wanted import NO_DISTRICT, NO_TITLE, Filter
from api.routes.web_format import long_date
from api.routes.web_labels import protection_name
from api.services import law

Time = Literal["sekarang", "semua"]


def wanted_rows(
    database: Database,
    context: InContext,
    user: CurrentUser,
    time: Annotated[Time | None, Query(alias="waktu")] = None,
    on: Annotated[date | Literal[""], Query(alias="pada")] = "",
    agency: Annotated[uuid.UUID | Literal[""], Query(alias="instansi")] = "",
    vendor: Annotated[uuid.UUID | Literal[""], Query(alias="penyedia")] = "",
    vendor_name: Annotated[str, Query(alias="nama_penyedia", max_length=100)] = "",
    title: Annotated[str, Query(alias="jabatan", max_length=100)] = "",
    position: Annotated[str, Query(alias="posisi", max_length=255)] = "",
    district: Annotated[str, Query(alias="kecamatan", max_length=64)] = "",
    ending: Annotated[Literal["", "30", "60", "90"], Query(alias="berakhir")] = "",
    programme: Annotated[str, Query(alias="program", max_length=32)] = "",
    without: Annotated[str, Query(alias="tanpa", max_length=32)] = "",
    lacking: Annotated[str, Query(alias="tidak_ada", max_length=64)] = "",
    severity: Annotated[Literal["", "kritis", "tinggi", "sedang", "rendah"], Query(alias="bobot")] = "",
    below: Annotated[Literal["", "ya"], Query(alias="bawah_minimum")] = "",
    report: Annotated[State | Literal[""], Query(alias="laporan")] = "",
    duty: Annotated[Duty | Literal[""], Query(alias="dasar")] = "",
    still: Annotated[date | Literal[""], Query(alias="masih")] = "",
    wage: Annotated[Literal["", "below", "unknown"], Query(alias="upah_baru")] = "",
) -> Filter:
    """What the address asks for; without ``waktu`` what is in force."""
    chosen = Filter(
        on=None if time == "semua" else on or today_here(),
        agency=agency or None,
        vendor=vendor or None,
        vendor_name=vendor_name,
        title=title,
        position=position,
        district=district,
        ending_within=int(ending) if ending else None,
        programme=programme,
        without=without,
        lacking=lacking,
        severity=severity,
        below=bool(below),
        report=report or None,
        duty=duty or None,
        still_on=still or None,
    )
    if wage:
        ahead = wages.ahead(
            database, org=user.org, law=law.in_force(context.settings), wanted=chosen, today=day_of(chosen)
        )
        chosen = replace(chosen, wage=ahead.below if wage == "below" else ahead.unknown)
    return chosen


def ever_wanted(
    chosen: Annotated[Filter, Depends(wanted_rows)],
    time: Annotated[Time | None, Query(alias="waktu")] = None,
    on: Annotated[date | Literal[""], Query(alias="pada")] = "",
) -> Filter:
    """The same where everything that ever was counts unless the address says a time: the state of reports."""
    return replace(chosen, on=None) if time is None and not on else chosen


def day_of(wanted: Filter) -> date:
    """The day from which terms are counted: the one asked for, else today."""
    return wanted.on or today_here()


def asked(wanted: Filter) -> tuple[str, ...]:
    """What the filter asks for that the fields of the form do not show, in words."""
    found = []
    if wanted.on is not None and wanted.on != today_here():
        found.append(f"keadaan per {long_date(wanted.on)}")
    if wanted.position:
        found.append(f"jabatan {UNTITLED if wanted.position == NO_TITLE else wanted.position}")
    if wanted.district:
        found.append(f"kecamatan {NO_DISTRICT_NAME if wanted.district == NO_DISTRICT else wanted.district}")
    if wanted.ending_within is not None:
        found.append(f"berakhir dalam {wanted.ending_within} hari")
    if wanted.still_on is not None:
        found.append(f"masih berlaku pada {long_date(wanted.still_on)}")
    if wanted.programme:
        found.append(f"menjamin {protection_name(wanted.programme)}")
    if wanted.without:
        found.append(f"tidak menjamin {protection_name(wanted.without)}")
    if wanted.lacking:
        found.append(f"tanpa klausul {protection_name(wanted.lacking)}")
    if wanted.severity:
        found.append(f"pelindungan yang tidak ada berbobot {wanted.severity}")
    if wanted.below:
        found.append("di bawah upah minimum")
    if wanted.report is not None:
        found.append(STATE_NAMES[wanted.report])
    if wanted.duty is not None:
        found.append(DUTY_NAMES[wanted.duty])
    if wanted.wage is not None:
        word = "di bawah" if wanted.wage.which == "below" else "belum diketahui terhadap"
        found.append(f"upah {word} upah minimum mulai {long_date(wanted.wage.since)}")
    return tuple(found)


def query_of(wanted: Filter) -> str:
    """The filter as the query of an address."""
    return urlencode({name: value for name, value in address(wanted).items() if value})


def address(wanted: Filter) -> dict[str, str | None]:
    """The filter as the address says it."""
    today = today_here()
    return {
        "waktu": "semua" if wanted.on is None else "sekarang",
        "pada": wanted.on.isoformat() if wanted.on not in (None, today) else None,
        "instansi": str(wanted.agency) if wanted.agency else None,
        "penyedia": str(wanted.vendor) if wanted.vendor else None,
        "nama_penyedia": wanted.vendor_name,
        "jabatan": wanted.title,
        "posisi": wanted.position,
        "kecamatan": wanted.district,
        "berakhir": str(wanted.ending_within) if wanted.ending_within else None,
        "program": wanted.programme,
        "tanpa": wanted.without,
        "tidak_ada": wanted.lacking,
        "bobot": wanted.severity,
        "bawah_minimum": "ya" if wanted.below else None,
        "laporan": wanted.report,
        "dasar": wanted.duty,
        "masih": wanted.still_on.isoformat() if wanted.still_on else None,
        "upah_baru": wanted.wage.which if wanted.wage else None,
    }
