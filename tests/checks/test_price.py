"""The contract price against the labour-cost floor."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from written_facts import WAGE_2026, clause, contract, findings, money, position, verdicts

from extractor.checks.price import RULE

GUARDS = (position("Satpam", WAGE_2026, heads=5),)
YEAR = {"starts": "2026-01-01", "ends": "2026-12-31"}


def priced(value: int | str, **given: Any) -> Any:
    return contract(**{"value": money(value), "positions": GUARDS, **YEAR, **given})


@pytest.mark.parametrize(
    ("subject", "verdict", "severity"),
    [
        (priced(170_000_000), "unclear", "kritis"),
        (priced(200_000_000), "unclear", "tinggi"),
        (priced("224254907"), "unclear", "tinggi"),
        (priced("224254908"), "unclear", "sedang"),
        (priced("176708532"), "unclear", "tinggi"),
        (priced("176708531"), "unclear", "kritis"),
        (priced("251165496.95"), "unclear", "sedang"),
        (priced("251165496.96"), "satisfied", "kritis"),
        (priced(251_000_000), "unclear", "sedang"),
        (priced(252_000_000), "satisfied", "kritis"),
        (priced(400_000_000), "satisfied", "kritis"),
        (priced(200_000_000, positions=(position("Satpam", WAGE_2026, heads=None),)), "not_applicable", "kritis"),
        (priced(200_000_000, positions=(position("Satpam", None, heads=5),)), "not_applicable", "kritis"),
        (priced(200_000_000, ends=None), "not_applicable", "kritis"),
        (contract(), "not_applicable", "kritis"),
        (
            priced(200_000_000, positions=(position("Satpam", 150_000, period="day", heads=5),)),
            "not_applicable",
            "kritis",
        ),
    ],
)
def test_price_covers_the_floor(subject: Any, verdict: str, severity: str) -> None:
    """Below the bare wages is gravest, between wages and floor is serious; as no article says so, a person decides."""
    found = findings(subject, RULE)[-1]
    assert (found.verdict, found.severity, found.violations) == (verdict, severity, ())


@pytest.mark.parametrize(
    ("said", "value", "verdict", "severity"),
    [
        ("Harga sudah termasuk PPN 11%.", 248_922_946, "unclear", "tinggi"),
        ("Harga sudah termasuk PPN 11%.", 248_922_949, "satisfied", "kritis"),
        ("Harga sudah termasuk PPN 10 %.", 247_000_000, "satisfied", "kritis"),
        ("Harga tersebut telah termasuk pajak.", 251_165_496, "unclear", "tinggi"),
        ("Harga belum termasuk PPN.", 230_000_000, "satisfied", "kritis"),
        ("Harga tersebut tidak termasuk pajak yang berlaku.", 230_000_000, "satisfied", "kritis"),
        ("Nilai di luar PPN.", 230_000_000, "satisfied", "kritis"),
        ("Nilai di luar PPN.", 200_000_000, "unclear", "tinggi"),
        ("Harga belum termasuk PPN. Tagihan telah termasuk PPN.", 230_000_000, "unclear", "sedang"),
        ("Harga termasuk PPN 7%.", 250_000_000, "unclear", "tinggi"),
    ],
)
def test_what_is_said_of_the_tax_counts(said: str, value: int, verdict: str, severity: str) -> None:
    """A price said to be before tax is all there for the work; one said to be after tax is not."""
    found = findings(priced(value), RULE, said=said)[-1]
    assert (found.verdict, found.severity) == (verdict, severity)


def test_a_shortfall_says_what_it_means_for_the_workers_and_breaks_no_law() -> None:
    """The explanation names both sums and what follows; the weight is that of a calculation."""
    found = findings(priced(170_000_000), RULE)[-1]
    assert "Rp170.000.000 tidak menutup upah Rp176.708.532" in found.explanation
    assert "dibayar pekerja" in found.explanation
    assert "Mintalah" in found.explanation
    assert (found.weight, found.violations) == ("calculation", ())


def test_a_low_wage_does_not_lower_the_floor() -> None:
    """The floor counts from the minimum wage where the stated wage is below it."""
    low = findings(priced(170_000_000, positions=(position("Satpam", 2_000_000, heads=5),)), RULE)[-1]
    assert "tidak menutup upah Rp176.708.532" in low.explanation
    assert verdicts(priced(170_000_000, positions=(position("Satpam", 2_000_000, heads=5),)), RULE) == ("unclear",)


def test_the_working_is_labelled_as_an_aid() -> None:
    """The calculation is called an aid, and each contribution is a step."""
    found = findings(priced(200_000_000), RULE)[-1]
    assert found.calculation is not None
    assert found.calculation.label.startswith("Perhitungan bantu")
    assert any("JHT: 3,7% x Rp2.945.142,20 = Rp108.970,26" in step for step in found.calculation.steps)
    assert found.weight == "calculation"


def test_a_price_that_is_only_the_wages_is_pointed_out() -> None:
    """Heads times wage times months leaves nothing for contributions."""
    found = findings(priced(WAGE_2026 * 60), RULE)[-1]
    assert found.calculation is not None
    assert any("tidak tersisa" in step for step in found.calculation.steps)


@pytest.mark.parametrize(("quote", "noted"), [("2 shift @ 12 jam", True), ("8 jam sehari", False)])
def test_long_shifts_cost_more_than_the_floor(quote: str, noted: bool) -> None:
    """A roster beyond nine hours means overtime that the floor does not hold."""
    found = findings(priced(400_000_000, clauses=(clause("working_hours", quote=quote),)), RULE)[-1]
    assert found.calculation is not None
    assert any("lembur" in step for step in found.calculation.steps) is noted


@pytest.mark.parametrize(("fee", "known"), [("1.05", True), ("1.15", True), ("1.04", False), ("1.16", False)])
def test_fees_met_in_price_lists(fee: str, known: bool) -> None:
    """A fee of 5 to 15 per cent explains a price; others do not."""
    found = findings(priced(str(WAGE_2026 * 60 * Decimal(fee))), RULE)[-1]
    assert found.calculation is not None
    assert any("tidak tersisa" in step for step in found.calculation.steps) is known


def test_a_price_that_is_wages_fee_and_tax_is_pointed_out() -> None:
    """A fee of ten per cent and VAT on top of the wages is recognised before anything is claimed."""
    found = findings(priced(str(WAGE_2026 * 60 * 110 / 100 * 111 / 100)), RULE)[-1]
    assert found.calculation is not None
    assert any("x 110% (dengan jasa) x 111% (dengan PPN)" in step for step in found.calculation.steps)


@pytest.mark.parametrize(
    ("value", "said"), [(400_000_000, "126,4% dari upah"), (WAGE_2026 * 54, "Nilai - upah = Rp-17.670.853,20 (-10%")]
)
def test_a_price_nothing_explains_shows_its_gap(value: int, said: str) -> None:
    """When neither fee nor tax explains the price, the working shows the gap and claims nothing."""
    found = findings(priced(str(value)), RULE)[-1]
    assert found.calculation is not None
    assert any(said in step for step in found.calculation.steps)
