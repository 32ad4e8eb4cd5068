"""The contract price: does it cover the labour cost, and do its figures agree with each other ("perhitungan bantu")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.checks import money
from extractor.checks.case import Case
from extractor.checks.consistency import figures_and_words
from extractor.checks.roster import read_roster
from extractor.checks.rows import VAT
from extractor.checks.sums import price_sums
from extractor.checks.term import term_months
from extractor.checks.text import jam, persen, rupiah
from extractor.checks.wages import LONGEST_TERM, plausible, wages
from extractor.checks.workplace import workplace
from extractor.report import Calculation, CalculationInput, Evidence, Finding

RULE = "ad-price-covers-labour-cost"
FEES = tuple(Decimal(n) / 100 for n in range(5, 16))
"""Management fees met in price lists: 5 to 15 per cent."""

_VAT_NAMES = r"(?:ppn|pajak|p\.p\.n)"
WITHOUT_TAX = (
    rf"\b(?:belum|tidak|bukan)\s+(?:\w+\s+)?(?:termasuk|meliputi|mencakup)\s+(?:\w+\s+){{0,3}}{_VAT_NAMES}\b",
    rf"\b(?:di ?luar|tanpa|belum)\s+{_VAT_NAMES}\b",
)
WITH_TAX = (rf"\b(?:termasuk|meliputi|mencakup)\s+(?:\w+\s+){{0,3}}{_VAT_NAMES}\b",)
_RATE = re.compile(r"\b(1[0-2])\s?%")


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who the price pays: workers, months, and the wages of all of them in a month (rupiah)."""

    headcount: int
    months: int
    monthly: Decimal
    evidence: tuple[Evidence, ...]


def staffing(case: Case) -> Staffing | None:
    """The staffing when every position has a head count and a plausible monthly wage and the term is known."""
    months = term_months(case)
    stated = {w.title: w for w in wages(case)}
    if months is None or not 1 <= months <= LONGEST_TERM or not case.contract.positions:
        return None
    evidence: list[Evidence] = []
    heads, total = 0, Decimal(0)
    for position in case.contract.positions:
        wage = stated.get(position.title.value)
        if position.headcount is None or wage is None or wage.period != "month" or not plausible(wage):
            return None
        if not 0 < position.headcount.value <= 10_000:
            return None
        heads += position.headcount.value
        total += wage.least * position.headcount.value
        evidence.extend((*wage.evidence, *position.headcount.evidence))
    return Staffing(heads, months, total, tuple(evidence))


def price_covers_labour_cost(case: Case) -> Iterator[Finding]:
    if case.contract.kind != "spk":
        yield from figures_and_words(case, RULE)
        yield from price_sums(case, RULE)
    value, staff = case.contract.value, staffing(case)
    if value is None or staff is None:
        lacking = "nilai kontrak" if value is None else "jumlah pekerja, upah bulanan atau jangka waktu"
        yield case.not_applicable(RULE, f"Perhitungan bantu tidak dapat dibuat: {lacking} tidak lengkap.")
        return
    yield _floor_finding(case, staff, value.value, (*value.evidence, *staff.evidence))


def _floor_finding(case: Case, staff: Staffing, value: Decimal, evidence: tuple[Evidence, ...]) -> Finding:
    day = case.first_day
    if day is None:
        return case.unclear(
            RULE, "Tanggal kontrak tidak diketahui, sehingga tarif iuran tidak dapat dipilih.", evidence=evidence
        )
    place = workplace(case)
    lookup = case.law.find_minimum_wage(place.text, day) if place else None
    minimum = lookup.row.amount if lookup and lookup.row and lookup.row.decides else None
    average = staff.monthly / staff.headcount
    basis = max(average, minimum or average)
    floor = money.labour_floor(basis, law=case.law, day=day, minimum_wage=minimum)
    wages_only = money.sen(staff.monthly * staff.months)
    least_wages = money.sen(basis * staff.headcount * staff.months)
    whole = money.sen(floor.total * staff.headcount * staff.months)
    taxed = _tax_inside(case)
    net = money.sen(value / taxed.factor)
    inputs = (
        CalculationInput("Nilai kontrak", rupiah(value), "kontrak"),
        CalculationInput("Jumlah pekerja", str(staff.headcount), "kontrak"),
        CalculationInput("Masa", f"{staff.months} bulan", "kontrak"),
        CalculationInput("Upah rata-rata", rupiah(money.sen(average)), "kontrak"),
        *(
            (CalculationInput("Upah minimum", rupiah(minimum), lookup.row.name),)
            if minimum and lookup and lookup.row
            else ()
        ),
    )
    steps = (
        *(f"{line.name}: {line.how} = {rupiah(line.amount)}" for line in floor.lines),
        f"Biaya terendah: {rupiah(floor.total)} x {staff.headcount} orang x {staff.months} bulan = {rupiah(whole)}",
        f"Upah saja: {rupiah(least_wages)}",
        f"Nilai tanpa PPN ({persen((taxed.factor - 1) * 100)}): {rupiah(net)}",
        *_how_it_adds_up(value, wages_only),
        *_overtime_left_out(case),
    )
    result = "tidak menutup" if value < whole else "menutup"
    calculation = Calculation(inputs, steps, result, "Perhitungan bantu biaya tenaga kerja")
    # No article prescribes this sum, so a price below it is never called a breach: a person has to ask.
    if value < least_wages:
        return case.unclear(
            RULE,
            f"Menurut perhitungan bantu, nilai {rupiah(value)} tidak menutup upah {rupiah(least_wages)} untuk "
            f"{staff.headcount} orang selama {staff.months} bulan. Mintalah rincian harganya.",
            evidence=evidence, calculation=calculation,
        )  # fmt: skip
    if case.profile != "vendor":
        return case.satisfied(
            RULE, "Nilai menutup upah orang-orang yang dikontrak.", evidence=evidence, calculation=calculation
        )
    if value < whole:
        return case.unclear(
            RULE,
            f"Menurut perhitungan bantu, nilai {rupiah(value)} menutup upah, tetapi tidak seluruh iuran, THR dan "
            f"kompensasi (paling sedikit {rupiah(whole)}). Mintalah rincian harganya.",
            severity="tinggi", evidence=evidence, calculation=calculation,
        )  # fmt: skip
    if net < whole and taxed.said != "without":
        inside = taxed.said == "with"
        return case.unclear(
            RULE,
            f"Menurut perhitungan bantu, nilai tanpa PPN ({rupiah(net)}) tidak menutup biaya tenaga kerja terendah "
            f"({rupiah(whole)})."
            + ("" if inside else " Naskah tidak menyebut apakah nilai itu sudah termasuk PPN; pastikan lebih dulu."),
            severity="tinggi" if inside else "sedang", evidence=(*evidence, *taxed.evidence), calculation=calculation,
        )  # fmt: skip
    return case.satisfied(
        RULE, "Nilai kontrak menutup biaya tenaga kerja terendah.", evidence=evidence, calculation=calculation
    )


@dataclass(frozen=True, slots=True)
class _Tax:
    """Whether the price is said to have VAT in it, and what to divide it by to take that out."""

    said: Literal["with", "without", "unsaid"]
    factor: Decimal
    evidence: tuple[Evidence, ...] = ()


def _tax_inside(case: Case) -> _Tax:
    """ "Sudah termasuk PPN 11%" or "belum termasuk PPN"; else it stays open at the highest rate."""
    without, inside = case.find(WITHOUT_TAX), [hit for hit in case.find(WITH_TAX) if not hit.negated]
    if without and not inside:
        return _Tax("without", max(VAT), (without[0].evidence,))
    if inside and not without:
        printed = next((m for hit in inside if (m := _RATE.search(hit.quote))), None)
        factor = 1 + Decimal(printed[1]) / 100 if printed else max(VAT)
        return _Tax("with", factor if factor in VAT else max(VAT), (inside[0].evidence,))
    return _Tax("unsaid", max(VAT))


def _overtime_left_out(case: Case) -> tuple[str, ...]:
    """Shifts beyond eight hours cost overtime, which the floor does not count."""
    clause = case.contract.clause("working_hours")
    daily = read_roster(clause).daily if clause is not None else None
    if daily is None or daily <= 9:
        return ()
    return (f"Belum termasuk upah lembur untuk jadwal {jam(daily)} jam sehari.",)


def _how_it_adds_up(value: Decimal, wages_only: Decimal) -> tuple[str, ...]:
    """Whether the price is the wages with a known fee or tax on top; when nothing fits, only the gap is shown."""
    if wages_only == value:
        return ("Nilai sama dengan jumlah orang x upah x bulan: tidak tersisa untuk iuran, THR, kompensasi atau jasa.",)
    for fee in (Decimal(0), *FEES):
        for tax in (Decimal(1), *VAT):
            if abs(wages_only * (1 + fee) * tax - value) <= 1:
                with_fee, with_tax = persen((1 + fee) * 100), persen(tax * 100)
                made = f"Nilai = upah x {with_fee} (dengan jasa) x {with_tax} (dengan PPN)"
                return (f"{made}: tidak tersisa untuk iuran, THR dan kompensasi.",)
    share = ((value - wages_only) / wages_only * 100).quantize(Decimal("0.1"))
    gap = f"Nilai - upah = {rupiah(value - wages_only)} ({persen(share)} dari upah)"
    return (f"{gap}; tidak sama dengan imbalan jasa 5-15% dan PPN saja.",)
