"""Chapter C, the minimum wage: every stated wage against what binds its place in each calendar year of the term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from extractor.checks import money
from extractor.checks.case import Case
from extractor.checks.items import required_clause
from extractor.checks.roster import read_roster
from extractor.checks.text import daftar, rupiah, tanggal
from extractor.checks.wage_basis import bounds
from extractor.checks.wages import LONGEST_TERM, Wage, plausible, wages
from extractor.checks.workplace import Workplace, workplace
from extractor.law import WageLookup
from extractor.law.places import words
from extractor.report import Calculation, CalculationInput, Evidence, Finding


def wage_minimum(case: Case) -> Iterator[Finding]:
    yield required_clause(
        case,
        "wage-minimum",
        "minimum_wage_reference",
        absent="Kontrak tidak merujuk upah minimum, sehingga upah tidak ikut naik bila upah minimum naik.",
        granted="Kontrak merujuk upah minimum yang berlaku.",
        excluded="Kontrak mengesampingkan upah minimum.",
        severity="sedang",
        why="Upah minimum biasanya naik setiap tahun; tanpa rujukan itu pekerja harus meminta sendiri kenaikannya.",
    )
    stated = wages(case)
    if not stated:
        yield _no_wage(case)
        return
    odd = [w for w in stated if not plausible(w)]
    evidence = tuple(e for w in stated for e in w.evidence)
    if odd:
        said = daftar(f"{w.title} {rupiah(w.least)}" for w in odd)
        yield case.unclear(
            "wage-minimum",
            f"Besaran upah terbaca {said} dan tidak masuk akal; periksa angka pada naskah.",
            evidence=evidence,
        )
        return
    yield from _by_stretch(case, stated, evidence)


def _no_wage(case: Case) -> Finding:
    """No wage at all. In an agreement with the worker the amount is compulsory content; in a vendor contract the want
    of both an amount and a reference to the minimum wage leaves the workers without any floor, but breaks no law."""
    direct = case.profile in ("employment", "individuals", "daily")
    referred = case.granted("minimum_wage_reference")
    piece = any(p.wage_period == "piece" for p in case.contract.positions)
    if case.profile == "addendum" or piece:
        return case.unclear("wage-minimum", "Besaran upah tidak disebut, sehingga tidak dapat dibandingkan.")
    if not direct and (referred or not case.contract.positions):
        return case.unclear("wage-minimum", "Besaran upah tidak disebut, sehingga nilainya tidak dapat dibandingkan.")
    return case.not_found(
        "wage-minimum",
        "Besaran upah pekerja tidak disebut.",
        terms=("upah", "gaji", "honor", "Rp"),
        violations=("wage_not_stated",) if direct else (),
        weight=None if direct else "contested",
        why="Tanpa angkanya, upah tidak dapat ditagih dan tidak dapat dibandingkan dengan upah minimum.",
        notes=()
        if direct
        else ("Kontrak antarperusahaan tidak wajib memuat upah; tanpa itu upah tidak dapat diawasi.",),
    )


def _by_stretch(case: Case, stated: tuple[Wage, ...], evidence: tuple[Evidence, ...]) -> Iterator[Finding]:
    place = workplace(case)
    first = case.first_day
    if first is None:
        yield case.unclear(
            "wage-minimum", "Upah tidak dapat dibandingkan karena tanggal kontrak tidak diketahui.", evidence=evidence
        )
        return
    if place is None or not place.decides:
        yield _anywhere(case, stated, evidence, first)
        return
    last = case.last_day
    if last is None or money.months_between(first, last) > LONGEST_TERM:
        last = first
    begins = {stretch.first for stretch in money.stretches(first, last)}
    begins.update(case.law.wage_changes(place.text, first, last))
    judged = [_judge_stretch(case, stated, place, day) for day in sorted(begins)]
    yield _minimum_finding(case, judged[0], evidence, opening=True)
    for later in judged[1:]:
        if later.verdict != "satisfied" and later.below:
            yield _minimum_finding(case, later, evidence, opening=False)


def _anywhere(case: Case, stated: tuple[Wage, ...], evidence: tuple[Evidence, ...], day: date) -> Finding:
    """Where the place of work is not known, only a wage below the lowest minimum of the country is a breach."""
    lowest = case.law.lowest_minimum_wage(day)
    if lowest is None:
        return case.unclear(
            "wage-minimum", "Upah tidak dapat dibandingkan karena tempat kerja tidak diketahui.", evidence=evidence
        )
    highest = {id(w): monthly(replace(w, most=bounds(case, w, day).most)) for w in stated}
    below = [
        w for w in stated if w.period != "piece" and not _part_time(case, w.title) and highest[id(w)] < lowest.amount
    ]
    calculation = Calculation(
        inputs=(
            CalculationInput(f"UMP terendah ({lowest.name})", rupiah(lowest.amount), lowest.source),
            *(
                CalculationInput(f"Upah {w.title}", f"{rupiah(w.least)} per {_PERIOD[w.period]}", "kontrak")
                for w in stated
            ),
        ),
        steps=tuple(f"{w.title}: {rupiah(highest[id(w)])} sebulan < {rupiah(lowest.amount)}" for w in below),
        result="di bawah UMP terendah" if below else "belum dapat dibandingkan",
        label="Upah minimum tanpa tempat kerja",
    )
    if below:
        return case.finding(
            "wage-minimum",
            "violated",
            f"Upah {daftar(w.title for w in below)} di bawah upah minimum terendah di Indonesia tahun {day.year}.",
            evidence=evidence,
            calculation=calculation,
            violations=("wage_below_minimum",),
            notes=("Tempat kerja tidak diketahui; pembanding adalah UMP terendah.",),
            day=day,
        )
    return case.unclear(
        "wage-minimum",
        "Upah tidak dapat dibandingkan karena tempat kerja tidak diketahui.",
        evidence=evidence,
        calculation=calculation,
        day=day,
    )


def monthly(wage: Wage) -> Decimal:
    """The most a wage can come to in a month (a day's wage on 26 days, an hour's in 173 hours)."""
    factor = {"day": money.MOST_DAYS_A_MONTH, "hour": money.HOURS_A_MONTH}.get(wage.period, Decimal(1))
    return wage.most * factor


@dataclass(frozen=True, slots=True)
class _Stretch:
    day: date
    lookup: WageLookup
    verdict: str
    below: tuple[str, ...]
    open: tuple[str, ...]
    calculation: Calculation
    notes: tuple[str, ...]


def _judge_stretch(case: Case, stated: tuple[Wage, ...], place: Workplace, day: date) -> _Stretch:
    lookup = case.law.find_minimum_wage(place.text, day)
    inputs = [CalculationInput("Tempat kerja", place.text, place.source)]
    notes = [note for note in (lookup.reason, place.note) if note]
    steps: list[str] = []
    if lookup.row is None:
        calculation = Calculation(tuple(inputs), (), "belum dapat dibandingkan", "Upah minimum")
        return _Stretch(day, lookup, "unclear", (), tuple(w.title for w in stated), calculation, tuple(notes))
    floors = {id(row): row for row in (lookup.row, lookup.floor) if row is not None}
    for row in floors.values():
        inputs.append(CalculationInput(row.name, rupiah(row.amount), f"{row.legal_basis}; {row.source}"))
        if not row.decides:
            notes.append(f"{row.name} di data berkelas “{row.verified}”: ditampilkan, tidak memutuskan.")
    below, still_open = [], []
    for wage in stated:
        verdict, step, note = _compare(case, wage, lookup, day=day)
        inputs.append(
            CalculationInput(f"Upah {wage.title}", f"{rupiah(wage.least)} per {_PERIOD[wage.period]}", "kontrak")
        )
        steps.append(step)
        notes.extend(note)
        if verdict == "violated":
            below.append(wage.title)
        elif verdict == "unclear":
            still_open.append(wage.title)
    verdict = "violated" if below else "unclear" if still_open else "satisfied"
    result = {"violated": "di bawah upah minimum", "unclear": "belum pasti", "satisfied": "tidak di bawah upah minimum"}
    calculation = Calculation(tuple(inputs), tuple(steps), result[verdict], "Upah minimum")
    return _Stretch(day, lookup, verdict, tuple(below), tuple(still_open), calculation, tuple(dict.fromkeys(notes)))


_PERIOD = {"month": "bulan", "day": "hari", "hour": "jam", "piece": "satuan hasil"}


def _compare(case: Case, wage: Wage, lookup: WageLookup, *, day: date) -> tuple[str, str, tuple[str, ...]]:
    """One wage against one place and day: verdict, step, notes."""
    row = lookup.row
    if row is None:
        raise ValueError("no minimum wage row to compare with")
    certain = [r for r in (lookup.floor, row) if r is not None and r.decides]
    floor = max((r.amount for r in certain), default=None)
    enough = row.amount if row.decides and lookup.exact else None
    basis = bounds(case, wage, day)
    stated = wage
    wage = replace(wage, least=basis.least, most=basis.most)
    basis_notes = (basis.note,) if basis.note else ()
    notes: tuple[str, ...] = basis_notes
    least, most, label = wage.least, wage.most, rupiah(stated.least)
    if basis.note:
        label += f" (sebelum potongan {rupiah(least)} - {rupiah(most)})"
    if wage.period == "piece":
        return "unclear", f"{wage.title}: upah satuan hasil, perlu jumlah hasil sebulan.", notes
    if wage.period == "month" and _part_time(case, wage.title):
        return "unclear", f"{wage.title}: {label} untuk waktu kerja tidak penuh; bandingkan menurut jam.", notes
    if wage.period in ("day", "hour"):
        # Only a factor no reading of the law exceeds may make a breach; only the largest divisor-free one, a pass.
        most = monthly(wage)
        least = wage.least * (money.DAILY_DIVISORS[5] if wage.period == "day" else Decimal(126))
        if wage.period == "day" and _days_a_week(case) == 6:
            least = wage.least * money.DAILY_DIVISORS[6]
        factor = most / wage.most
        label = (
            f"{rupiah(stated.least)} x {factor} {'hari' if wage.period == 'day' else 'jam'} = {rupiah(most)} sebulan"
        )
        notes = (
            money.DAILY_NOTE
            if wage.period == "day"
            else "Pembagi upah per jam 126 untuk kerja paruh waktu (PP 36/2021 Pasal 16) dari ingatan.",
            *basis_notes,
        )
    if floor is not None and most < floor:
        gap = rupiah(floor - most)
        return "violated", f"{wage.title}: {label} < {rupiah(floor)}; kurang {gap}.", notes
    if enough is not None and least >= max(enough, floor or enough):
        return "satisfied", f"{wage.title}: {label} ≥ {rupiah(enough)}.", notes
    if basis.note:
        step = f"{wage.title}: {label}; pembanding {row.name} {rupiah(row.amount)} belum menentukan."
        return "unclear", step, notes
    if wage.period == "month" and most > least and floor is not None and least < floor:
        step = f"{wage.title}: {label}, dengan tunjangan {rupiah(most)}; belum jelas tunjangan mana yang tetap."
        return "unclear", step, notes
    return "unclear", f"{wage.title}: {label}; pembanding {row.name} {rupiah(row.amount)} belum menentukan.", notes


def _part_time(case: Case, title: str) -> bool:
    """Whether the position works short hours; hours written for one named position say nothing about the others."""
    clause = case.contract.clause("working_hours")
    if clause is None or clause.status != "granted":
        return False
    said = f" {words(' '.join(e.quote for e in clause.evidence))} "
    named = {p.title.value for p in case.contract.positions if f" {words(p.title.value)} " in said}
    if named and title not in named:
        return False
    roster = read_roster(clause)
    return (roster.daily is not None and roster.daily <= 6) or (roster.weekly is not None and roster.weekly < 35)


def _days_a_week(case: Case) -> int | None:
    clause = case.contract.clause("working_hours")
    return read_roster(clause).days if clause is not None else None


def _minimum_finding(case: Case, judged: _Stretch, evidence: tuple[Evidence, ...], *, opening: bool) -> Finding:
    row = judged.lookup.row
    against = f"{row.name} ({rupiah(row.amount)} sebulan)" if row else "upah minimum"
    if judged.verdict == "satisfied":
        return case.satisfied(
            "wage-minimum",
            f"Upah tidak lebih rendah dari {against}.",
            evidence=evidence,
            calculation=judged.calculation,
            notes=judged.notes,
            day=judged.day,
        )
    if judged.verdict == "violated" and opening:
        return case.finding(
            "wage-minimum",
            "violated",
            f"Upah {daftar(judged.below)} lebih rendah dari upah minimum tempat kerja, yaitu {against}.",
            evidence=evidence,
            calculation=judged.calculation,
            violations=("wage_below_minimum",),
            notes=judged.notes,
            day=judged.day,
        )
    if not opening:
        adjusts = case.granted("minimum_wage_reference")
        text = f"Mulai {tanggal(judged.day)} upah tertulis {daftar(judged.below)} di bawah {against}; " + (
            "klausul rujukan upah minimum mewajibkan penyesuaian." if adjusts else "tidak ada klausul penyesuaian."
        )
        return case.unclear(
            "wage-minimum", text, severity="tinggi", evidence=evidence, calculation=judged.calculation,
            notes=(*judged.notes, "Upah minimum tahun itu belum ditetapkan saat kontrak dibuat."), day=judged.day,
        )  # fmt: skip
    text = f"Belum dapat dipastikan bahwa upah {daftar(judged.open)} memenuhi upah minimum" + (
        f"; pembanding yang ada: {against}." if row else ": data upah minimum tempat kerja untuk tahun itu belum ada."
    )
    return case.unclear(
        "wage-minimum", text, evidence=evidence, calculation=judged.calculation, notes=judged.notes, day=judged.day
    )
