"""Chapter C, money: minimum wage, make-up of the wage, when it is paid, deductions, THR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractor.checks import money
from extractor.checks.case import Case, spots
from extractor.checks.items import forbidden_clause, required_clause
from extractor.checks.roster import read_roster
from extractor.checks.text import daftar, persen, rupiah, tanggal
from extractor.checks.workplace import Workplace, workplace
from extractor.law import WageLookup
from extractor.law.places import words
from extractor.report import Calculation, CalculationInput, Evidence, Finding, Position

# A monthly wage outside these bounds (rupiah) is a misreading (lost or doubled digits), never a breach.
PLAUSIBLE = {
    "month": (Decimal(100_000), Decimal(200_000_000)),
    "day": (Decimal(5_000), Decimal(10_000_000)),
    "hour": (Decimal(1_000), Decimal(1_000_000)),
    "piece": (Decimal(1), Decimal(200_000_000)),
}
LONGEST_TERM = 240
"""Months; a longer term is a misreading."""


@dataclass(frozen=True, slots=True)
class Wage:
    """What of a position's pay counts against the minimum wage. ``least`` is certain; ``most`` also counts monthly
    allowances of which the text does not say whether they are fixed."""

    title: str
    least: Decimal
    most: Decimal
    period: str
    evidence: tuple[Evidence, ...]


def wages(case: Case) -> tuple[Wage, ...]:
    """The wages stated, positions without one left out."""
    made = []
    for position in case.contract.positions:
        if position.wage is None:
            continue
        least = most = position.wage.value
        if position.wage_period in (None, "month"):
            for allowance in position.allowances:
                if allowance.period == "month" and allowance.fixed is not False:
                    most += allowance.amount.value
                    least += allowance.amount.value if allowance.fixed else 0
        period = position.wage_period or "month"
        made.append(Wage(position.title.value, least, most, period, position.wage.evidence))
    return tuple(made)


def plausible(wage: Wage) -> bool:
    low, high = PLAUSIBLE[wage.period]
    return low <= wage.least <= high


def wage_minimum(case: Case) -> Iterator[Finding]:
    yield required_clause(
        case,
        "wage-minimum",
        "minimum_wage_reference",
        absent="Kontrak tidak merujuk upah minimum, sehingga upah tidak ikut naik bila upah minimum naik.",
        granted="Kontrak merujuk upah minimum yang berlaku.",
        excluded="Kontrak mengesampingkan upah minimum.",
        severity="sedang",
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
        notes=()
        if direct
        else ("Kontrak antarperusahaan tidak wajib memuat upah; tanpa itu upah tidak dapat diawasi.",),
    )


def _by_stretch(case: Case, stated: tuple[Wage, ...], evidence: tuple[Evidence, ...]) -> Iterator[Finding]:
    place = workplace(case)
    first = case.first_day
    if place is None or first is None:
        lacking = "tempat kerja" if place is None else "tanggal kontrak"
        yield case.unclear(
            "wage-minimum", f"Upah tidak dapat dibandingkan karena {lacking} tidak diketahui.", evidence=evidence
        )
        return
    last = case.last_day
    if last is None or money.months_between(first, last) > LONGEST_TERM:
        last = first
    judged = [_judge_stretch(case, stated, place, stretch.first) for stretch in money.stretches(first, last)]
    yield _minimum_finding(case, judged[0], evidence, opening=True)
    for later in judged[1:]:
        if later.verdict != "satisfied" and later.below:
            yield _minimum_finding(case, later, evidence, opening=False)


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
        verdict, step, note = _compare(case, wage, lookup)
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


def _compare(case: Case, wage: Wage, lookup: WageLookup) -> tuple[str, str, tuple[str, ...]]:
    """One wage against one place and day: verdict, step, notes."""
    row = lookup.row
    if row is None:
        raise ValueError("no minimum wage row to compare with")
    certain = [r for r in (lookup.floor, row) if r is not None and r.decides]
    floor = max((r.amount for r in certain), default=None)
    enough = row.amount if row.decides and lookup.exact else None
    notes: tuple[str, ...] = ()
    least, most, label = wage.least, wage.most, rupiah(wage.least)
    if wage.period == "piece":
        return "unclear", f"{wage.title}: upah satuan hasil, perlu jumlah hasil sebulan.", ()
    if wage.period == "month" and _part_time(case, wage.title):
        return "unclear", f"{wage.title}: {label} untuk waktu kerja tidak penuh; bandingkan menurut jam.", ()
    if wage.period in ("day", "hour"):
        # Only a factor no reading of the law exceeds may make a breach; only the largest divisor-free one, a pass.
        most = wage.most * (money.MOST_DAYS_A_MONTH if wage.period == "day" else money.HOURS_A_MONTH)
        least = wage.least * (money.DAILY_DIVISORS[5] if wage.period == "day" else Decimal(126))
        if wage.period == "day" and _days_a_week(case) == 6:
            least = wage.least * money.DAILY_DIVISORS[6]
        factor = most / wage.most
        label = f"{rupiah(wage.least)} x {factor} {'hari' if wage.period == 'day' else 'jam'} = {rupiah(most)} sebulan"
        notes = (
            (money.DAILY_NOTE,)
            if wage.period == "day"
            else ("Pembagi upah per jam 126 untuk kerja paruh waktu (PP 36/2021 Pasal 16) dari ingatan.",)
        )
    if floor is not None and most < floor:
        gap = rupiah(floor - most)
        return "violated", f"{wage.title}: {label} < {rupiah(floor)}; kurang {gap}.", notes
    if enough is not None and least >= max(enough, floor or enough):
        return "satisfied", f"{wage.title}: {label} ≥ {rupiah(enough)}.", notes
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
            f"Upah {daftar(judged.below)} lebih rendah dari upah minimum tempat kerja; pembanding: {against}.",
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
    text = f"Upah {daftar(judged.open)} belum dapat dipastikan terhadap {against}."
    return case.unclear(
        "wage-minimum", text, evidence=evidence, calculation=judged.calculation, notes=judged.notes, day=judged.day
    )


def wage_basic_75(case: Case) -> Iterator[Finding]:
    rule_id, found = "wage-basic-75", False
    for position in case.contract.positions:
        judged = _basic_share(case, rule_id, position)
        if judged is not None:
            found = True
            yield judged
    if not found:
        yield case.not_applicable(rule_id, "Tidak ada rincian upah pokok dan tunjangan tetap.")


def _basic_share(case: Case, rule_id: str, position: Position) -> Finding | None:
    monthly = [a for a in position.allowances if a.period == "month" and a.fixed is not False]
    if position.wage is None or position.wage_period not in (None, "month") or not monthly:
        return None
    basic = position.wage.value
    fixed = sum((a.amount.value for a in monthly if a.fixed), Decimal(0))
    possible = sum((a.amount.value for a in monthly), Decimal(0))
    evidence = (*position.wage.evidence, *(e for a in monthly for e in a.amount.evidence))
    low, high = PLAUSIBLE["month"]
    if not low <= basic <= high or basic + possible > high:
        return case.unclear(rule_id, f"Besaran upah {position.title.value} tidak masuk akal.", evidence=evidence)
    share = (basic / (basic + possible) * 100).quantize(Decimal("0.1"))
    certain = basic / (basic + fixed) * 100
    calculation = Calculation(
        inputs=(
            CalculationInput("Upah pokok", rupiah(basic), "kontrak"),
            *(CalculationInput(a.name, rupiah(a.amount.value), "kontrak") for a in monthly),
        ),
        steps=(f"{rupiah(basic)} / ({rupiah(basic)} + {rupiah(possible)}) = {persen(share)}",),
        result=persen(share),
        label="Upah pokok terhadap upah pokok dan tunjangan tetap",
    )
    if basic * 4 >= (basic + possible) * 3:
        return case.satisfied(
            rule_id, f"Upah pokok {position.title.value} {persen(share)}.", evidence=evidence, calculation=calculation
        )
    if certain < 75:
        return case.finding(
            rule_id, "violated", f"Upah pokok {position.title.value} hanya {persen(share)} (paling sedikit 75%).",
            evidence=evidence, calculation=calculation,
        )  # fmt: skip
    return case.unclear(
        rule_id, f"Upah pokok {position.title.value} {persen(share)} bila semua tunjangan bulanan dianggap tetap.",
        evidence=evidence, calculation=calculation,
    )  # fmt: skip


def wage_payment_date(case: Case) -> Iterator[Finding]:
    rule_id = "wage-payment-date"
    waits = [hit for hit in case.find(case.rule(rule_id).cues) if not hit.negated]
    clause = case.contract.clause("wage_payment_date")
    if waits or (clause is not None and clause.status == "granted" and clause.detail("pay_when_paid")):
        yield case.unclear(
            rule_id,
            "Pembayaran upah tampak menunggu termin atau pencairan; upah dibayar pada waktu yang diperjanjikan.",
            severity="tinggi",
            evidence=(waits[0].evidence,) if waits else spots(clause),
        )
        return
    yield required_clause(
        case,
        rule_id,
        "wage_payment_date",
        absent="Waktu dan cara pembayaran upah tidak ditemukan.",
        granted="Waktu dan cara pembayaran upah diatur.",
        excluded="Kontrak meniadakan kepastian waktu pembayaran upah.",
        severity="sedang",
        optional=True,
    )


def wage_late_fine(case: Case) -> Iterator[Finding]:
    rule_id, clause = "wage-late-fine", case.contract.clause("late_wage_penalty")
    if clause and clause.status == "granted":
        yield case.satisfied(rule_id, "Denda keterlambatan upah diatur.", evidence=clause.evidence)
    elif clause and clause.status in ("excluded", "prohibited") and clause.detail("about") is None:
        yield case.unclear(
            rule_id,
            "Ada klausul yang meniadakan denda keterlambatan; pastikan yang dimaksud upah, bukan harga jasa.",
            evidence=clause.evidence,
        )
    else:
        yield case.not_applicable(
            rule_id, "Klausul ini tidak wajib: denda keterlambatan berlaku langsung dari peraturan."
        )


def wage_deductions_fines(case: Case) -> Iterator[Finding]:
    rule_id = "wage-deductions-fines"
    clause = case.contract.clause("wage_deduction")
    if clause is not None and clause.status == "granted":
        yield forbidden_clause(
            case,
            rule_id,
            "wage_deduction",
            found="Kerugian, uang jaminan atau biaya dibebankan pada upah pekerja.",
            clean="",
            violations=("wage_deduction_for_losses",),
        )
        return
    hits = [hit for hit in case.find(case.rule(rule_id).cues) if not hit.negated]
    if hits and not (clause and clause.status == "prohibited"):
        yield case.unclear(
            rule_id, "Ada sebutan uang jaminan, biaya atau potongan yang perlu dinilai.", evidence=(hits[0].evidence,)
        )
        return
    yield forbidden_clause(
        case, rule_id, "wage_deduction", found="", clean="Tidak ditemukan potongan upah yang dilarang."
    )


def thr_allowance(case: Case) -> Iterator[Finding]:
    rule_id, clause = "thr-allowance", case.contract.clause("thr")
    granted = clause is not None and clause.status == "granted"
    if clause is not None and granted and clause.detail("included_in_wage"):
        yield case.unclear(
            rule_id,
            "THR disebut sudah termasuk upah; THR harus dibayar tersendiri sebelum hari raya.",
            evidence=clause.evidence,
        )
        return
    if clause is not None and granted and (clause.detail("discretionary") or _discretionary(clause.evidence)):
        yield case.finding(
            rule_id,
            "violated",
            "THR digantungkan pada kemampuan atau kebijakan, padahal besarnya ditentukan peraturan.",
            severity="tinggi",
            evidence=clause.evidence,
            violations=("thr_discretionary",),
        )
        return
    yield required_clause(
        case,
        rule_id,
        "thr",
        absent="Ketentuan Tunjangan Hari Raya tidak ditemukan.",
        granted="THR diatur.",
        excluded="Kontrak meniadakan THR.",
        severity="kritis" if clause and clause.status in ("excluded", "prohibited") else "tinggi",
        calculation=service_money(case, "THR", money.thr),
    )


def _discretionary(evidence: tuple[Evidence, ...]) -> bool:
    said = " ".join(e.quote for e in evidence).casefold()
    hedges = (
        "kemampuan",
        "kebijakan",
        "kebijaksanaan",
        "apabila tersedia",
        "jika tersedia",
        "disesuaikan dengan kondisi",
    )
    return any(h in said for h in hedges)


def service_money(case: Case, label: str, formula: object) -> Calculation | None:
    """THR or compensation for the months of this contract, per position with a monthly wage."""
    if case.first_day is None or case.last_day is None or not callable(formula):
        return None
    months = money.months_between(case.first_day, case.last_day)
    stated = [w for w in wages(case) if w.period == "month" and plausible(w)]
    if not stated or not 1 <= months <= LONGEST_TERM:
        return None
    steps = tuple(
        f"{w.title}: {months} bulan x {rupiah(w.least)} / 12 = {rupiah(formula(w.least, months=months))}"
        if label != "THR" or months < 12
        else f"{w.title}: 12 bulan atau lebih = {rupiah(formula(w.least, months=months))}"
        for w in stated
    )
    inputs = (
        CalculationInput("Masa kerja", f"{months} bulan", f"{tanggal(case.first_day)} - {tanggal(case.last_day)}"),
        *(CalculationInput(f"Upah {w.title}", rupiah(w.least), "kontrak") for w in stated),
    )
    return Calculation(inputs, steps, steps[-1].rsplit("= ", 1)[-1], label)
