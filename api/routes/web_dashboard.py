"""The first screen of the head of office: the register in figures and charts, each of which opens its list."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api import dashboard
from api.clock import today_here
from api.context import InContext
from api.dashboard import Figures, charts
from api.dashboard.thr import BASIS, on_the_day
from api.database import Database
from api.register.gaps import DUTY_NAMES, STATE_NAMES
from api.register.judging import Duty, State
from api.register.wanted import Filter
from api.routes.web_format import MONTHS, long_date, thousands
from api.routes.web_labels import SEVERITIES, SEVERITY_ORDER, protection_name
from api.routes.web_register import PROGRAMMES, OfficeUser
from api.routes.web_render import Reader, render
from api.routes.web_wanted import address, asked, query_of, wanted_rows
from api.services import law, queue

router = APIRouter(prefix="/daftar")

DUTIES: tuple[Duty, ...] = ("statute", "former_statute", "office")
SHOWN_STATES: tuple[State, ...] = ("never", "late", "differs")


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. ``tone`` marks what asks for something ("" for the rest)."""

    word: str
    value: int
    href: str
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next."""

    text: str
    href: str
    why: str


@router.get("/ringkasan")
def summary(
    database: Database,
    context: InContext,
    session: Reader,
    user: OfficeUser,
    asked_for: Annotated[Filter, Depends(wanted_rows)],
) -> Response:
    wanted = replace(asked_for, on=asked_for.on or today_here())
    found = dashboard.figures(
        database, org=user.org, wanted=wanted, today=today_here(), law=law.in_force(context.settings)
    )
    waiting = queue.backlog(database, user)
    return render(
        "dashboard.html",
        session=session,
        here="summary",
        figures=found,
        wanted=wanted,
        address=address(wanted),
        asked=asked(wanted),
        today=today_here(),
        cards=cards(found, wanted, waiting=waiting.documents),
        severities=[
            (SEVERITIES[grave], grave, found.sums.severities[grave], to(wanted, severity=grave))
            for grave in SEVERITY_ORDER
        ],
        states=[
            (
                STATE_NAMES[state],
                [(found.sums.states.get((state, duty), 0), reports(wanted, state, duty)) for duty in DUTIES],
            )
            for state in SHOWN_STATES
        ],
        duties=[DUTY_NAMES[duty] for duty in DUTIES],
        bars=bars(found, wanted),
        lines=lines(found, wanted),
        steps=list(steps(found, wanted, waiting=waiting.documents)),
        season_links=season_links(found, wanted),
        ahead_links={
            "crossing": to(wanted, still_on=found.ahead.since),
            "below": to(wanted, wage=found.ahead.below),
            "unknown": to(wanted, wage=found.ahead.unknown),
        },
        thr_basis=BASIS,
        day=long_date,
    )


def to(wanted: Filter, **changes: object) -> str:
    """The list of the register behind a figure."""
    return f"/daftar?{query_of(replace(wanted, **changes))}"  # type: ignore[arg-type]


def reports(wanted: Filter, state: State, duty: Duty | None = None) -> str:
    """The list of contracts whose report is in that state."""
    return f"/daftar/laporan?{query_of(replace(wanted, report=state, duty=duty or wanted.duty))}"


def cards(found: Figures, wanted: Filter, *, waiting: int) -> list[Card]:
    sums = found.sums
    unknown = f"{thousands(sums.unknown)} baris tidak menyebut jumlah orang" if sums.unknown else ""
    return [
        Card("instansi", found.agency_count, to(wanted)),
        Card("penyedia", sums.vendors, to(wanted)),
        Card("kontrak berlaku", sums.contracts, to(wanted)),
        Card("pekerja", sums.workers, to(wanted), unknown),
        Card(
            "pekerja di bawah upah minimum",
            sums.below_minimum,
            to(wanted, below=True),
            tone="kritis" if sums.below_minimum else "",
        ),
        Card(
            "kontrak belum pernah dilaporkan",
            never(found),
            reports(wanted, "never"),
            tone="tinggi" if never(found) else "",
        ),
        *(
            Card(f"kontrak berakhir dalam {days} hari", count, to(wanted, ending_within=days))
            for days, count in sums.ending.items()
        ),
        Card("dokumen menunggu di antrean", waiting, "/antrean"),
    ]


def never(found: Figures) -> int:
    """Contracts that were never reported, whatever asks for the report."""
    return sum(count for (state, _), count in found.sums.states.items() if state == "never")


def bars(found: Figures, wanted: Filter) -> list[charts.BarChart]:
    sums = found.sums
    lacking = sorted(sums.missing.items(), key=lambda item: (-item[1], item[0]))
    return [
        charts.bar_chart(
            "jabatan",
            title="Pekerja menurut jabatan",
            of="Jabatan",
            unit="pekerja",
            values=[(one.name, one.workers, to(wanted, position=one.key)) for one in sums.titles],
        ),
        charts.bar_chart(
            "jaminan",
            title="Pekerja yang jaminannya tertulis dalam kontrak",
            of="Program",
            unit="pekerja",
            values=[
                (PROGRAMMES.get(code, code), workers, to(wanted, programme=code))
                for code, workers in sums.insured.items()
            ],
            whole=sums.workers,
        ),
        charts.bar_chart(
            "tidak-ada",
            title="Pelindungan yang tidak ada dalam kontrak",
            of="Pelindungan",
            unit="kontrak",
            values=[(protection_name(code), count, to(wanted, lacking=code)) for code, count in lacking],
            whole=sums.contracts,
        ),
        charts.bar_chart(
            "belum-dilaporkan",
            title="Kontrak yang belum pernah dilaporkan, menurut instansi",
            of="Instansi",
            unit="kontrak",
            values=[
                (one.name, one.never, reports(_of_agency(wanted, one.key), "never") if one.key else "")
                for one in found.agencies
                if one.never
            ],
            note="Pelaporan satu pintu diminta kantor; yang belum melakukannya tidak disebut melanggar undang-undang.",
        ),
        charts.bar_chart(
            "kecamatan",
            title="Pekerja menurut kecamatan instansi",
            of="Kecamatan",
            unit="pekerja",
            values=[
                (one.name, one.workers, to(wanted, district=one.key))
                for one in sorted(found.districts, key=lambda one: (-one.workers, one.name))
            ],
        ),
    ]


def lines(found: Figures, wanted: Filter) -> list[charts.LineChart]:
    made = []
    for name, title, unit in (
        ("pekerja-bulan", "Pekerja dari bulan ke bulan", "pekerja"),
        ("kontrak-bulan", "Kontrak dari bulan ke bulan", "kontrak"),
    ):
        made.append(
            charts.line_chart(
                name,
                title=title,
                unit=unit,
                values=[(one.day, one.workers if unit == "pekerja" else one.contracts) for one in found.months],
                name=long_date,
                tick=_month,
                href=lambda day: to(wanted, on=day),
            )
        )
    return made


def season_links(found: Figures, wanted: Filter) -> dict[str, str]:
    if found.season.holiday is None:
        return {}
    then = on_the_day(wanted, found.season.holiday)
    return {"all": to(then), "lacking": to(then, lacking="thr")}


def steps(found: Figures, wanted: Filter, *, waiting: int) -> Iterator[Step]:
    """What to do next, the duties of statute before what the office itself asks for."""
    sums, states = found.sums, found.sums.states
    if sums.below_minimum:
        yield Step(
            f"Minta klarifikasi upah {thousands(sums.below_minimum)} pekerja di bawah upah minimum.",
            to(wanted, below=True),
            "Temuan sudah disetujui; surat dapat dibuat dari laporannya.",
        )
    due = states.get(("never", "statute"), 0)
    if due:
        yield Step(
            f"Ingatkan pencatatan {thousands(due)} PKWT.",
            reports(wanted, "never", "statute"),
            "Pencatatan PKWT wajib menurut PP 35/2021 Pasal 14.",
        )
    grave = sums.severities["kritis"]
    if grave:
        yield Step(
            f"Mulai pembinaan untuk {thousands(grave)} kontrak tanpa pelindungan berbobot kritis.",
            to(wanted, severity="kritis"),
            "Kabupaten/kota membina; pengawasan ada pada provinsi.",
        )
    asked_by_office = states.get(("never", "office"), 0)
    if asked_by_office:
        yield Step(
            f"Minta laporan satu pintu untuk {thousands(asked_by_office)} kontrak.",
            reports(wanted, "never", "office"),
            "Diminta kantor, bukan kewajiban undang-undang.",
        )
    if sums.ending[60]:
        yield Step(
            f"Tanyakan kelanjutan {thousands(sums.ending[60])} kontrak yang berakhir dalam 60 hari.",
            to(wanted, ending_within=60),
            "Bila penyedia berganti, hak pekerja harus beralih.",
        )
    if found.season.without_clause and found.season.pay_by is not None:
        yield Step(
            f"Ingatkan THR pada {thousands(found.season.without_clause)} kontrak tanpa klausul THR.",
            season_links(found, wanted)["lacking"],
            f"THR {found.season.name} paling lambat dibayar {long_date(found.season.pay_by)} ({BASIS}).",
        )
    if waiting:
        yield Step(f"Selesaikan {thousands(waiting)} dokumen di antrean.", "/antrean", "Belum dihitung di sini.")


def _of_agency(wanted: Filter, key: str) -> Filter:
    return replace(wanted, agency=uuid.UUID(key))


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
