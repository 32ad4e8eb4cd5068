"""What must hold of amounts, lists and deadlines whatever their figures."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_sums import fact, judged, row, share, total
from written_facts import contract, findings, law, position, text

from extractor.checks import money, violations
from extractor.checks.sums import one_figure_apart
from extractor.report import PricedRow

SETTINGS = settings(max_examples=40, deadline=None)
PLACES = ("Kabupaten Bengkulu Tengah", "Kota Padang", "Kota Jakarta Barat", "Kabupaten Mukomuko")
RANK = {"violated": 0, "absent": 0, "unclear": 1, "satisfied": 2, "not_applicable": 2}
lines = st.lists(
    st.tuples(st.integers(1, 60), st.integers(1, 24), st.integers(1_000, 9_000_000)), min_size=1, max_size=8
)


def listed(made: list[tuple[int, int, int]], *, fee: int, tax: int) -> list[PricedRow]:
    """A price list that adds up: rows of quantity, months and price, a sum, a fee, a tax and the whole."""
    rows = [row(f"Baris {i}", n * m * price, n=n, for_=m, at=price) for i, (n, m, price) in enumerate(made, start=1)]
    whole = sum(n * m * price for n, m, price in made)
    fee_amount = (Decimal(whole) * fee / 100).to_integral_value()
    tax_amount = ((whole + fee_amount) * tax / 100).to_integral_value()
    return [
        *rows,
        total(whole),
        share(f"Jasa {fee}%", str(fee_amount), str(fee)),
        share(f"PPN {tax}%", str(tax_amount), str(tax), "tax"),
        total(str(whole + fee_amount + tax_amount), "Total"),
    ]


@SETTINGS
@given(lines, st.integers(5, 15), st.sampled_from((10, 11)))
def test_a_list_that_adds_up_is_never_doubted(made: Any, fee: int, tax: int) -> None:
    """Whatever its figures, a list that was reckoned rightly is found to agree."""
    found = judged(*listed(made, fee=fee, tax=tax))[0]
    assert found.verdict == "satisfied", found.explanation


@SETTINGS
@given(lines, st.data())
def test_a_changed_amount_is_found(made: Any, data: Any) -> None:
    """An amount changed on a printed page is found, in its row or in the sum under it."""
    rows = listed(made, fee=10, tax=11)
    at = data.draw(st.integers(0, len(made) - 1))
    n, m, price = made[at]
    wrong = data.draw(st.integers(1, 9_999_999_999))
    multiples = {price, price * n, price * m, price * n * m, price * n * 12, price * 12}
    assume(all(abs(wrong - right) > n * m for right in multiples))
    rows[at] = replace(rows[at], amount=fact(wrong))
    found = judged(*rows)[0]
    assert (found.verdict, found.violations) == ("violated", ("row_sum_mismatch",))


@SETTINGS
@given(lines, st.data())
def test_one_misread_figure_on_a_scan_is_never_called_wrong(made: Any, data: Any) -> None:
    """Where a single figure of a single row was misread on a scan, the list is left to a person."""
    from test_sums import scanned

    rows = [r for r in listed(made, fee=10, tax=11) if r.kind == "item"]
    at = data.draw(st.integers(0, len(rows) - 1))
    amount = rows[at].amount
    assert amount is not None
    digits = list(f"{amount.value:.0f}")
    place = data.draw(st.integers(0, len(digits) - 1))
    digits[place] = data.draw(st.sampled_from([d for d in "123456789" if d != digits[place]]))
    assert one_figure_apart(Decimal("".join(digits)), amount.value)
    rows[at] = replace(rows[at], amount=fact("".join(digits)))
    assert judged(*rows, on=scanned())[0].verdict in ("satisfied", "unclear")


@SETTINGS
@given(
    st.integers(100_000, 9_000_000),
    st.integers(0, 4_000_000),
    st.integers(0, 2_000_000),
    st.sampled_from((True, False, None)),
    st.sampled_from(PLACES),
    st.integers(2021, 2025),
)
def test_a_raise_worsens_no_finding_on_wages(
    wage: int, more: int, allowance: int, fixed: Any, place: str, year: int
) -> None:
    """Over several years and with an allowance, a raise of the basic wage adds no violation and worsens no verdict."""

    def judged_at(amount: int) -> dict[str, list[int]]:
        extras = (("Tunjangan", allowance, "month", fixed),) if allowance else ()
        subject = contract(
            "pkwt", signed=f"{year}-03-01", starts=f"{year}-03-01", ends=f"{year + 1}-06-30",
            positions=(position(wage=amount, allowances=extras),), work_place=text(place),
        )  # fmt: skip
        found = {rule: findings(subject, rule) for rule in ("wage-minimum", "wage-basic-75", "pkwt-item-e-wage")}
        said = {rule: [RANK[f.verdict] for f in fs] for rule, fs in found.items()}
        said["codes"] = [-len(violations([f for fs in found.values() for f in fs]))]
        return said

    before, after = judged_at(wage), judged_at(wage + more)
    for rule, ranks in before.items():
        assert min(after[rule]) >= min(ranks), rule


@SETTINGS
@given(st.dates(date(2021, 1, 1), date(2026, 12, 10)), st.integers(1, 7))
def test_a_working_day_is_one(start: date, count: int) -> None:
    """A deadline is a weekday and no holiday, lies after its start, and is not earlier where joint leave is free."""
    early = law().working_day_after(start, count, joint_leave_counts=True)
    late = law().working_day_after(start, count, joint_leave_counts=False)
    if early is None or late is None:
        assert start + timedelta(days=25) > date(2026, 12, 31)
        return
    assert start < early <= late
    for day in (early, late):
        assert day.weekday() < 5
        off = law().day_off(day)
        assert off is None or (day == early and off.kind == "cuti_bersama")


@SETTINGS
@given(st.integers(100_000, 20_000_000), st.integers(0, 60), st.integers(0, 60))
def test_longer_service_earns_no_less(wage: int, months: int, more: int) -> None:
    """THR and compensation never fall with service; THR is one wage at most, compensation grows on."""
    monthly = Decimal(wage)
    assert money.thr(monthly, months=months) <= money.thr(monthly, months=months + more) <= monthly
    before, after = (money.compensation(monthly, months=n) for n in (months, months + more))
    assert before <= after
    assert abs(money.compensation(monthly, months=12 * 5) - 5 * monthly) <= Decimal("0.01")


@SETTINGS
@given(st.integers(1, 12), st.sampled_from(("weekday", "rest_six", "rest_five")))
def test_another_hour_of_overtime_earns_at_least_the_double(hours: int, kind: Any) -> None:
    """Every further hour is worth at least twice the hourly wage, and a rest day at least as much as a weekday."""
    step = money.overtime_factor(hours + 1, kind) - money.overtime_factor(hours, kind)
    assert 2 <= step <= 4
    assert money.overtime_factor(hours, kind) >= money.overtime_factor(hours)


@SETTINGS
@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(1, 240))
def test_months_are_counted_back(first: date, months: int) -> None:
    """From a day to the day before the same day ``months`` months on are that many months."""
    assume(first.day <= 28)
    year, month = divmod(first.month - 1 + months, 12)
    following = date(first.year + year, month + 1, first.day)
    assert money.months_between(first, following - timedelta(days=1)) == months
    assert money.months_between(first, following - timedelta(days=2)) == months - 1


@SETTINGS
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 4000))
def test_stretches_cover_a_term_once(first: date, length: int) -> None:
    """The stretches of a term follow each other without gap, each within one calendar year."""
    last = first + timedelta(days=length)
    parts = money.stretches(first, last)
    assert (parts[0].first, parts[-1].last) == (first, last)
    assert all(part.first.year == part.last.year for part in parts)
    assert all(b.first - a.last == timedelta(days=1) for a, b in itertools.pairwise(parts))
