"""Chapter C, money: minimum wage, make-up of the wage, when it is paid, deductions, THR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks import money
from extractor.checks.case import Case, spots
from extractor.checks.items import forbidden_clause, required_clause
from extractor.checks.text import persen, rupiah, tanggal
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
