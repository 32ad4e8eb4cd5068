"""The arithmetic of labour law, to the sen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_facts import WAGE_2026, law

from extractor.checks import money

DAY = date(2026, 6, 1)


def test_hourly_wage_and_overtime() -> None:
    """1/173 of the wage; the first hour one and a half, the next two."""
    assert money.hourly_wage(WAGE_2026) == Decimal("17023.94")
    assert money.overtime_pay(WAGE_2026, hours=1) == Decimal("25535.91")
    assert money.overtime_pay(WAGE_2026, hours=2) - money.overtime_pay(WAGE_2026, hours=1) == Decimal("34047.88")


@pytest.mark.parametrize(
    ("hours", "kind", "factor"),
    [
        (0, "weekday", "0"), (1, "weekday", "1.5"), (2, "weekday", "3.5"), (4, "weekday", "7.5"),
        (7, "rest_six", "14"), (8, "rest_six", "17"), (9, "rest_six", "21"), (11, "rest_six", "29"),
        (8, "rest_five", "16"), (9, "rest_five", "19"), (10, "rest_five", "23"), (12, "rest_five", "31"),
    ],
)  # fmt: skip
def test_overtime_factors(hours: int, kind: money.DayKind, factor: str) -> None:
    """Work on a rest day counts double, then three and four times."""
    assert money.overtime_factor(hours, kind) == Decimal(factor)


@pytest.mark.parametrize(
    ("basic", "fixed", "variable", "base"),
    [(3000, 500, 0, "3500"), (3000, 0, 500, "3000"), (2000, 0, 2000, "3000"), (2000, 200, 800, "2250")],
)
def test_overtime_base(basic: int, fixed: int, variable: int, base: str) -> None:
    """Variable allowances lift the base to three quarters of everything when the rest is less."""
    made = money.overtime_base(basic=Decimal(basic), fixed=Decimal(fixed), variable=Decimal(variable))
    assert made == Decimal(base)


def test_overtime_base_of_a_plain_wage() -> None:
    """A wage without allowances is its own base."""
    assert money.overtime_base(basic=Decimal(3000)) == Decimal(3000)


@pytest.mark.parametrize(
    ("months", "due"), [(0, "0"), (1, "245428.52"), (7, "1717999.62"), (12, "2945142.20"), (30, "2945142.20")]
)
def test_thr(months: int, due: str) -> None:
    """Proportional under twelve months, one wage from then on."""
    assert money.thr(WAGE_2026, months=months) == Decimal(due)


@pytest.mark.parametrize(
    ("months", "due"), [(0, "0"), (11, "2699713.68"), (12, "2945142.20"), (24, "5890284.40"), (60, "14725711.00")]
)
def test_compensation(months: int, due: str) -> None:
    """Every month of service earns a twelfth of the wage."""
    assert money.compensation(WAGE_2026, months=months) == Decimal(due)


@pytest.mark.parametrize(("days", "pct"), [(0, 0), (3, 0), (4, 5), (8, 25), (9, 26), (10, 27), (33, 50), (90, 50)])
def test_late_wage_fine(days: int, pct: int) -> None:
    """Free to day 3, five per cent a day to day 8, then one, fifty at most."""
    assert money.late_wage_fine_pct(days) == pct


def floor(**how: object) -> money.Floor:
    return money.labour_floor(WAGE_2026, law=law(), day=DAY, minimum_wage=WAGE_2026, **how)  # type: ignore[arg-type]


def test_labour_floor_line_by_line() -> None:
    """The floor of a worker-month at the least risk class, each line rounded to the rupiah as published."""
    lines = {line.name: line.amount.quantize(Decimal(1)) for line in floor().lines}
    assert lines == {
        "Upah": 2_945_142, "Iuran JKK": 7_068, "Iuran JKM": 8_835, "Iuran JHT": 108_970, "Iuran JP": 58_903,
        "Iuran BPJS Kesehatan": 117_806,
        "Cadangan THR": 245_429, "Cadangan kompensasi PKWT": 245_429,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("jkk_class", "with_jp", "total"),
    [("sangat_rendah", True, 3_737_582), ("sedang", True, 3_756_725), ("sangat_rendah", False, 3_678_679)],
)
def test_labour_floor_totals(jkk_class: str, with_jp: bool, total: int) -> None:
    """Risk class and the pension change the floor as worked out by hand."""
    assert floor(jkk_class=jkk_class, with_jp=with_jp).total.quantize(Decimal(1)) == total


def test_labour_floor_of_a_small_guard_post() -> None:
    """Five guards for a year cost more than an SPK may be worth."""
    assert floor().total * 5 * 12 == Decimal("224254908.00")


def test_labour_floor_before_compensation_existed() -> None:
    """Before the compensation came into the law there is no reserve for it."""
    old = money.labour_floor(Decimal(2_000_000), law=law(), day=date(2019, 1, 1))
    assert "Cadangan kompensasi PKWT" not in {line.name for line in old.lines}
    assert old.decides is False


@pytest.mark.parametrize(
    ("pct", "first"),
    [
        ("4.24", {"jkk": "0.24", "jkm": "0.30", "jht": "3.70"}),
        ("4.54", {"jkk": "0.54", "jkm": "0.30", "jht": "3.70"}),
        ("4.89", {"jkk": "0.89", "jkm": "0.30", "jht": "3.70"}),
        ("6.24", {"jkk": "0.24", "jkm": "0.30", "jht": "3.70", "jp": "2.00"}),
        ("6.54", {"jkk": "0.54", "jkm": "0.30", "jht": "3.70", "jp": "2.00"}),
        ("6.89", {"jkk": "0.89", "jkm": "0.30", "jht": "3.70", "jp": "2.00"}),
        ("7.74", {"jkk": "1.74", "jkm": "0.30", "jht": "3.70", "jp": "2.00"}),
        ("0.54", {"jkk": "0.24", "jkm": "0.30"}),
    ],
)
def test_lumped_percentages(pct: str, first: dict[str, str]) -> None:
    """A lumped percentage is taken apart into programmes and risk class."""
    ways = money.take_apart(Decimal(pct), law=law(), day=DAY)
    assert {s.programme: s.pct for s in ways[0]} == {k: Decimal(v) for k, v in first.items()}


def test_lumped_with_the_workers_share() -> None:
    """9.24 is the least class with both shares of JHT and JP."""
    way = money.take_apart(Decimal("9.24"), law=law(), day=DAY)[0]
    assert [s.programme for s in way if s.worker_too] == ["jht", "jp"]


@pytest.mark.parametrize("pct", ["5.00", "6.66", "12.34"])
def test_lumped_that_fits_nothing(pct: str) -> None:
    """A percentage no combination gives is not explained away."""
    assert money.take_apart(Decimal(pct), law=law(), day=DAY) == ()


def test_lumped_before_the_tariff() -> None:
    """Before July 2015 no tariff is known, so nothing is taken apart."""
    assert money.take_apart(Decimal("4.24"), law=law(), day=date(2012, 1, 1)) == ()


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-01-01", "2026-12-31", 12), ("2026-01-15", "2026-02-14", 1), ("2026-01-15", "2026-02-13", 0),
        ("2024-03-01", "2025-02-28", 12), ("2022-01-03", "2027-01-02", 60), ("2026-05-01", "2026-05-01", 0),
        ("2026-05-01", "2026-04-01", 0),
    ],
)  # fmt: skip
def test_months_between(first: str, last: str, months: int) -> None:
    """Whole months, first and last day worked."""
    assert money.months_between(date.fromisoformat(first), date.fromisoformat(last)) == months


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_stretches_cover_the_term(first: date, days: int) -> None:
    """Cut at the new years, the stretches are the term again, without gap or overlap."""
    last = date.fromordinal(first.toordinal() + days)
    cut = money.stretches(first, last)
    assert cut[0].first == first
    assert cut[-1].last == last
    assert all((b.first - a.last).days == 1 for a, b in pairwise(cut))
    assert all(s.first.year == s.last.year for s in cut)


@given(st.integers(1, 10**8), st.integers(1, 120))
def test_compensation_adds_up(wage: int, months: int) -> None:
    """Twelve times the compensation of n months is n wages, within the rounding."""
    assert abs(money.compensation(Decimal(wage), months=months) * 12 - wage * months) <= Decimal("0.06")
