"""When a PKWT has to be registered, and whether a printed date of registration keeps to that (PP 35/2021 Pasal 14).

Three working days online, seven in writing. Whether joint leave is a working day for this purpose is not said
anywhere, so each deadline has an early and a late reading, and only what is late under both is called late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.checks.case import Case
from extractor.checks.items import required_clause
from extractor.checks.pkwt import PP35_SINCE
from extractor.checks.text import tanggal
from extractor.facts.dates import find_dates
from extractor.law import Holiday
from extractor.report import Calculation, CalculationInput, Clause, Evidence, Finding

RULE = "pkwt-registration"
ONLINE, WRITTEN = 3, 7
"""Working days from the signing of the agreement."""
_REGISTERED = re.compile(
    r"(?:telah|sudah)\s+(?:di)?catat\w*|\btercatat\b|(?:bukti|tanda terima|nomor|no\.?)\s+(?:penerimaan\s+)?pencatatan",
    re.IGNORECASE,
)
_PROMISED = re.compile(r"\b(?:akan|wajib|harus|paling l(?:ambat|ama)|selambat)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day in time: ``early`` where joint leave is a working day, ``late`` where it is not."""

    early: date
    late: date

    @property
    def text(self) -> str:
        if self.early == self.late:
            return tanggal(self.early)
        return f"{tanggal(self.early)} (atau {tanggal(self.late)} bila cuti bersama tidak dihitung hari kerja)"


@dataclass(frozen=True, slots=True)
class Deadlines:
    online: Deadline
    written: Deadline


def deadlines(case: Case) -> Deadlines | None:
    """The deadlines of an agreement signed under PP 35/2021; None for others and for years without known holidays."""
    signed = _signed(case)
    if signed is None:
        return None
    made = []
    for count in (ONLINE, WRITTEN):
        early = case.law.working_day_after(signed, count, joint_leave_counts=True)
        late = case.law.working_day_after(signed, count, joint_leave_counts=False)
        if early is None or late is None:
            return None
        made.append(Deadline(early, late))
    return Deadlines(*made)


def registration(case: Case) -> Iterator[Finding]:
    clause = case.contract.clause("registration_disnaker")
    done = _registered_on(clause) if clause is not None and clause.status == "granted" else None
    limits, signed = deadlines(case), _signed(case)
    if done is not None and limits is not None and signed is not None:
        yield _kept(case, done, limits=limits, signed=signed)
        return
    yield required_clause(
        case,
        RULE,
        "registration_disnaker",
        absent="Ketentuan atau bukti pencatatan PKWT tidak ditemukan.",
        granted="Pencatatan PKWT disebut; janji mencatatkan belum merupakan bukti.",
        excluded="Kontrak meniadakan pencatatan PKWT.",
        notes=_notes(case, limits),
    )


def _kept(case: Case, done: tuple[date, Evidence], *, limits: Deadlines, signed: date) -> Finding:
    day, place = done
    calculation = Calculation(
        inputs=(
            CalculationInput("Tanggal tanda tangan", tanggal(signed), "kontrak"),
            CalculationInput("Tanggal pencatatan", tanggal(day), f"kontrak, halaman {place.page}"),
            *(CalculationInput(h.name, tanggal(h.day), h.legal_basis) for h in _days_off(case, signed, limits)),
        ),
        steps=(
            f"Daring: {ONLINE} hari kerja sesudah {tanggal(signed)} = {limits.online.text}",
            f"Tertulis: {WRITTEN} hari kerja sesudah {tanggal(signed)} = {limits.written.text}",
        ),
        result=tanggal(day),
        label="Tenggat pencatatan PKWT",
    )
    if day < signed:
        return case.unclear(
            RULE, f"Tanggal pencatatan {tanggal(day)} mendahului tanggal perjanjian {tanggal(signed)}; periksa "
            "tanggal mana yang salah.", severity="sedang", evidence=(place,), calculation=calculation,
        )  # fmt: skip
    if day <= limits.online.early:
        return case.satisfied(
            RULE, f"PKWT dicatatkan pada {tanggal(day)}, dalam tenggat.", evidence=(place,), calculation=calculation
        )
    if day > limits.written.late:
        return case.finding(
            RULE, "violated",
            f"PKWT dicatatkan pada {tanggal(day)}, lewat dari tenggat daring ({limits.online.text}) dan tenggat "
            f"tertulis ({limits.written.text}).",
            advice="Catat keterlambatan ini dan ingatkan pengusaha agar mencatatkan PKWT berikutnya tepat waktu. "
            f"Hubungi: {case.contact(case.rule(RULE))}",
            severity="sedang", evidence=(place,), calculation=calculation,
        )  # fmt: skip
    return case.unclear(
        RULE,
        f"PKWT dicatatkan pada {tanggal(day)}: lewat dari tenggat daring ({limits.online.text}); tenggat tertulis "
        f"{limits.written.text} hanya berlaku bila pencatatan daring belum tersedia. Periksa cara pencatatannya.",
        severity="sedang", evidence=(place,), calculation=calculation,
    )  # fmt: skip


def _registered_on(clause: Clause) -> tuple[date, Evidence] | None:
    """The printed day of a registration that has taken place, with where it stands."""
    for place in clause.evidence:
        told = _REGISTERED.search(place.quote)
        if told is None or _PROMISED.search(place.quote):
            continue
        days = [d.value for d in find_dates(place.quote[told.start() :]) if d.whole and d.exact]
        if days:
            return days[0], place
    return None


def _signed(case: Case) -> date | None:
    """The signing date when it is believed and PP 35/2021 was in force on it."""
    signed = case.contract.signed_on
    if signed is None or case.form_day != signed.value or signed.value < PP35_SINCE:
        return None
    return signed.value


def _notes(case: Case, limits: Deadlines | None) -> tuple[str, ...]:
    signed = _signed(case)
    if signed is None:
        return ()
    if limits is None:
        last = signed + timedelta(days=2 * WRITTEN)
        unknown = sorted({day.year for day in (signed, last) if not case.law.knows_holidays(day.year)})
        years = " dan ".join(map(str, unknown))
        return (f"Tenggat pencatatan belum dapat dihitung: hari libur nasional {years} belum ada di data hukum.",)
    told = f"Tenggat pencatatan daring {limits.online.text}, tertulis {limits.written.text}"
    return (f"{told}; dihitung Senin-Jumat tanpa hari libur nasional.",)


def _days_off(case: Case, signed: date, limits: Deadlines) -> Iterator[Holiday]:
    """The holidays and joint leave on weekdays between the signing and the last deadline."""
    day = signed
    while day < limits.written.late:
        day += timedelta(days=1)
        off = case.law.day_off(day)
        if off is not None and day.weekday() < 5:
            yield off
