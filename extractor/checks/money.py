"""The arithmetic of labour law, exact: every amount is a Decimal in rupiah, rounded half up to the sen where money is
due. The rates and minimum wages come from the law data; the fractions here are written in the cited articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Literal

from extractor.checks.text import persen, rupiah
from extractor.law import ContributionRate, Law
from extractor.vocabulary import Programme

SEN = Decimal("0.01")
HOURS_A_MONTH = Decimal(173)
"""PP 35/2021 Pasal 32: the hourly wage is 1/173 of the monthly wage."""
MOST_DAYS_A_MONTH = Decimal(26)
"""Six working days a week (UU 13/2003 Pasal 79) make at most 26 paid days in an average month (6 x 52 / 12)."""
DAILY_DIVISORS: dict[int, Decimal] = {6: Decimal(25), 5: Decimal(21)}
"""PP 36/2021 Pasal 17, from memory: shown with a note."""
DAILY_NOTE = "Pembagi upah harian 25 (6 hari kerja) dan 21 (5 hari kerja) dari ingatan (PP 36/2021 Pasal 17)."

DayKind = Literal["weekday", "rest_six", "rest_five"]


def sen(amount: Decimal) -> Decimal:
    """Rounded half up to the sen."""
    return amount.quantize(SEN, rounding=ROUND_HALF_UP)


def hourly_wage(monthly: Decimal) -> Decimal:
    """1/173 of the monthly wage, to the sen (PP 35/2021 Pasal 32)."""
    return sen(monthly / HOURS_A_MONTH)


def overtime_base(*, basic: Decimal, fixed: Decimal = Decimal(0), variable: Decimal = Decimal(0)) -> Decimal:
    """The monthly wage overtime is counted from: basic and fixed allowances, but at least 75 % of everything when
    variable allowances make them less than that (PP 35/2021 Pasal 32)."""
    steady, everything = basic + fixed, basic + fixed + variable
    return max(steady, everything * Decimal("0.75"))


def overtime_factor(hours: int, kind: DayKind = "weekday") -> Decimal:
    """How many hourly wages ``hours`` of overtime on one day earn (PP 35/2021 Pasal 31).

    ``rest_six`` / ``rest_five``: work on the weekly rest day or a holiday in a six- or five-day week.
    """
    factor = Decimal(0)
    for hour in range(1, hours + 1):
        if kind == "weekday":
            factor += Decimal("1.5") if hour == 1 else Decimal(2)
        else:
            plain = 7 if kind == "rest_six" else 8
            factor += Decimal(2) if hour <= plain else Decimal(3) if hour == plain + 1 else Decimal(4)
    return factor


def overtime_pay(monthly: Decimal, *, hours: int, kind: DayKind = "weekday") -> Decimal:
    """Overtime pay for one day in rupiah."""
    return sen(hourly_wage(monthly) * overtime_factor(hours, kind))


def thr(monthly: Decimal, *, months: int) -> Decimal:
    """THR after ``months`` of service: one wage from 12 months, months/12 before, nothing under one month
    (Permenaker 6/2016 Pasal 3)."""
    if months < 1:
        return Decimal(0)
    return sen(monthly * min(months, 12) / 12)


def compensation(monthly: Decimal, *, months: int) -> Decimal:
    """PKWT compensation: months/12 of the wage, from one month of service (PP 35/2021 Pasal 16)."""
    if months < 1:
        return Decimal(0)
    return sen(monthly * months / 12)


def late_wage_fine_pct(days: int) -> Decimal:
    """The fine for wages ``days`` late, in per cent of that wage: none to day 3, 5 % a day from day 4 to 8, then 1 % a
    day, 50 % at most (PP 36/2021 Pasal 61)."""
    if days <= 3:
        return Decimal(0)
    return min(Decimal(5 * (min(days, 8) - 3) + max(0, days - 8)), Decimal(50))


def months_between(first: date, last: date) -> int:
    """Whole months from the first to the last day, both worked: 1 January to 31 December is 12."""
    following = date.fromordinal(last.toordinal() + 1)
    months = (following.year - first.year) * 12 + following.month - first.month
    return max(0, months if following.day >= first.day else months - 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a term that lies in one calendar year (minimum wages change on 1 January)."""

    first: date
    last: date


def stretches(first: date, last: date) -> tuple[Stretch, ...]:
    """The term cut at each new year."""
    return tuple(
        Stretch(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        for year in range(first.year, last.year + 1)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a calculation: what, how it was counted, how much (rupiah)."""

    name: str
    how: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Floor:
    """What one worker costs at least in a month. ``decides`` is False when a rate used is not certain."""

    lines: tuple[Line, ...]
    total: Decimal
    decides: bool


def labour_floor(
    monthly: Decimal,
    *,
    law: Law,
    day: date,
    jkk_class: str = "sangat_rendah",
    with_jp: bool = True,
    minimum_wage: Decimal | None = None,
) -> Floor:
    """The labour-cost floor for one worker and month: wage, employer's contributions, reserves for THR and
    compensation ("perhitungan bantu": no article prescribes this sum)."""
    lines = [Line("Upah", "upah yang diperiksa", sen(monthly))]
    decides = True
    programmes: tuple[Programme, ...] = ("jkk", "jkm", "jht", *(("jp",) if with_jp else ()), "bpjs_kesehatan")
    for programme in programmes:
        rate = law.rate(programme, day, risk_class=jkk_class if programme == "jkk" else "")
        if rate is None:
            continue
        base = contribution_base(monthly, rate, minimum_wage=minimum_wage)
        decides = decides and rate.decides
        how = f"{persen(rate.employer_pct)} x {rupiah(base)}"
        name = "BPJS Kesehatan" if programme == "bpjs_kesehatan" else programme.upper()
        lines.append(Line(f"Iuran {name}", how, sen(base * rate.employer_pct / 100)))
    lines.append(Line("Cadangan THR", "upah / 12", sen(monthly / 12)))
    rule = law.rule("pkwt-compensation")
    if rule.in_force(day):
        lines.append(Line("Cadangan kompensasi PKWT", "upah / 12", sen(monthly / 12)))
    return Floor(tuple(lines), sum((line.amount for line in lines), Decimal(0)), decides)


def contribution_base(monthly: Decimal, rate: ContributionRate, *, minimum_wage: Decimal | None = None) -> Decimal:
    """The wage a contribution is counted from: within the ceiling, for health insurance at least the minimum wage
    (Perpres 64/2020 Pasal 32)."""
    base = monthly
    if rate.programme == "bpjs_kesehatan" and minimum_wage is not None:
        base = max(base, minimum_wage)
    return min(base, rate.wage_ceiling) if rate.wage_ceiling is not None else base


@dataclass(frozen=True, slots=True)
class Share:
    """One programme inside a lumped percentage. ``worker_too``: the worker's share is in it as well."""

    programme: Programme
    risk_class: str
    pct: Decimal
    worker_too: bool = False


def take_apart(pct: Decimal, *, law: Law, day: date, health: bool = False) -> tuple[tuple[Share, ...], ...]:
    """Every way a lumped percentage can be made of the programmes in force on ``day``, fewest worker shares first.

    4.54 is JKK 0.54 + JKM 0.30 + JHT 3.70; with JP 6.54; 6.24 and 6.89 are the same with another risk class.
    ``health`` adds BPJS Kesehatan as a possibility.
    """
    found: list[tuple[Share, ...]] = []
    jkm = law.rate("jkm", day)
    if jkm is None:
        return ()
    optional: tuple[Programme, ...] = ("jht", "jp", "bpjs_kesehatan") if health else ("jht", "jp")
    rates = [(p, law.rate(p, day)) for p in optional]
    choices: Sequence[Sequence[Share | None]] = [
        [None, Share(p, "", r.employer_pct), Share(p, "", r.employer_pct + r.worker_pct, worker_too=True)]
        for p, r in rates
        if r is not None
    ]
    for jkk, *picked in product(law.jkk_rates(day), *choices):
        shares = [Share("jkk", jkk.risk_class, jkk.employer_pct), Share("jkm", "", jkm.employer_pct)]  # type: ignore[union-attr]
        shares.extend(share for share in picked if isinstance(share, Share))
        if sum(share.pct for share in shares) == pct:
            found.append(tuple(shares))
    return tuple(sorted(found, key=lambda way: (sum(s.worker_too for s in way), len(way))))
