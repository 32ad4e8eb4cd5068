"""Price lists: rows against amounts, amounts against sums, fees and taxes on their bases, the sum against the value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from written_facts import contract, evidence, findings, money, pages, text

from extractor.checks.price import RULE
from extractor.checks.sums import one_figure_apart
from extractor.report import Evidence, MoneyFact, PageResult, PricedRow, PriceTable, QuantityFact


def fact(value: str | int, *, confidence: float = 1.0, page: int = 1) -> MoneyFact:
    return MoneyFact(Decimal(str(value)), str(value), confidence, evidence(str(value), page))


def many(value: str | int, page: int = 1) -> QuantityFact:
    return QuantityFact(Decimal(str(value)), str(value), 1.0, evidence(str(value), page))


def row(
    name: str,
    amount: str | int | None,
    *,
    n: Any = None,
    for_: Any = None,
    at: Any = None,
    parts: Any = (),
    **more: Any,
) -> PricedRow:
    """``n`` pieces or people ``for_`` months or days ``at`` a unit price; ``parts`` of that price."""
    return PricedRow(
        kind=more.pop("kind", "item"),
        description=text(name),
        quantity=many(n) if n is not None else None,
        duration=many(for_) if for_ is not None else None,
        unit_price=fact(at) if at is not None else None,
        parts=tuple(fact(part) for part in parts),
        amount=fact(amount) if amount is not None else None,
        **more,
    )


def total(amount: int | str, name: str = "Jumlah", kind: Any = "total") -> PricedRow:
    return row(name, amount, kind=kind)


def share(name: str, amount: int | str, rate: str, kind: Any = "fee") -> PricedRow:
    return row(name, amount, kind=kind, rate=Decimal(rate))


def printed(*said: str) -> tuple[PageResult, ...]:
    """Pages whose text came from the file, not from a picture."""
    return tuple(replace(page, source="text_layer") for page in pages(*(said or ("",))))


def judged(*rows: PricedRow, value: int | None = None, on: Any = None, **given: Any) -> tuple[Any, ...]:
    """The findings on one price list; the rule's own finding about the floor comes last and is left out."""
    table = PriceTable((1,), rows, **{k: given.pop(k) for k in ("amount_head", "amount_months") if k in given})
    subject = contract(price_tables=(table,), value=money(value) if value else None, positions=(), **given)
    return findings(subject, RULE, on=on or printed())[:-1]


def verdict_of(*rows: PricedRow, **given: Any) -> str:
    return str(judged(*rows, **given)[0].verdict)


ROWS: tuple[tuple[PricedRow, str], ...] = (
    (row("Satpam", 36_000_000, n=12, at=3_000_000), "satisfied"),
    (row("Satpam", 36_000_000, n=1, for_=12, at=3_000_000), "satisfied"),
    (row("Satpam", 144_000_000, n=4, for_=12, at=3_000_000), "satisfied"),
    (row("Satpam", 12_000_000, n=4, for_=12, at=3_000_000), "satisfied"),
    (row("Satpam", 144_000_001, n=4, for_=12, at=3_000_000), "satisfied"),
    (row("Satpam", 144_000_024, n=4, for_=12, at=3_000_000), "satisfied"),
    (row("Satpam", 144_000_025, n=4, for_=12, at=3_000_000), "violated"),
    (row("Satpam", 143_999_976, n=4, for_=12, at=3_000_000), "satisfied"),
    (row("Satpam", 143_999_975, n=4, for_=12, at=3_000_000), "violated"),
    (row("Satpam", 146_000_000, n=4, for_=12, at=3_000_000), "violated"),
    (row("Sarung tangan", 3, n=2, at=1), "satisfied"),
    (row("Sarung tangan", 4, n=2, at=1), "violated"),
    (row("Cat", "1312500", n="12.5", at=105_000), "satisfied"),
    (row("Cat", "1260000", n="12.5", at=105_000), "violated"),
    (row("Satpam", 3_900_000, parts=(3_000_000, 600_000, 300_000)), "satisfied"),
    (row("Satpam", 3_950_000, parts=(3_000_000, 600_000, 300_000)), "violated"),
    (row("Satpam", 140_400_000, n=4, for_=9, parts=(3_000_000, 600_000, 300_000)), "satisfied"),
    (row("Satpam", 108_000_000, n=4, for_=9, parts=(3_000_000, 600_000, 300_000)), "satisfied"),
    (row("Satpam", 15_600_000, n=4, at=3_900_000, parts=(3_000_000,)), "satisfied"),
    (row("Satpam", 12_000_000, n=4, at=3_900_000, parts=(3_000_000,)), "satisfied"),
    (row("Satpam", 15_500_000, n=4, at=3_900_000, parts=(3_000_000,)), "violated"),
    (row("Potongan seragam", -500_000, n=5, at=-100_000), "satisfied"),
    (row("Potongan seragam", 500_000, n=5, at=-100_000), "violated"),
    (row("Satpam", None, n=4, at=3_000_000), "unclear"),
    (row("Alat", 10_000_000, n=1, at=5_000_000), "violated"),
    (row("Alat", 10_000_000, at=5_000_000), "violated"),
)


@pytest.mark.parametrize(("one", "verdict"), ROWS, ids=[f"{i}-{v}" for i, (_, v) in enumerate(ROWS)])
def test_a_row_is_quantity_times_months_times_price(one: PricedRow, verdict: str) -> None:
    """A row agrees by any usual reading, within the rounding of its unit price; else it is said not to add up."""
    assert verdict_of(one) == verdict


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (row("Satpam", 144_000_000, n=4, for_=12, at=3_000_000), "4 x 12 x Rp3.000.000 = Rp144.000.000"),
        (row("Satpam", 12_000_000, n=4, for_=12, at=3_000_000), "4 x Rp3.000.000 = Rp12.000.000"),
        (row("Satpam", 12_000_000, n=4, at=3_000_000), "4 x Rp3.000.000 = Rp12.000.000"),
        (row("Satpam", 36_000_000, for_=12, at=3_000_000), "12 x Rp3.000.000 = Rp36.000.000"),
        (row("Satpam", 3_000_000, n=1, at=3_000_000), "Rp3.000.000 = Rp3.000.000"),
        (row("Satpam", 3_900_000, parts=(3_000_000, 900_000)), "Rp3.900.000 (jumlah kolom biaya) = Rp3.900.000"),
        (row("Satpam", 3_000_000, parts=(3_000_000, 900_000)), "Rp3.000.000 (kolom biaya pertama) = Rp3.000.000"),
        (row("Satpam", 1_500_000, parts=(1_500_000,)), "Rp1.500.000 = Rp1.500.000"),
    ],
)
def test_how_a_row_is_shown(one: PricedRow, step: str) -> None:
    """The working shows the factors that were used and what the price was taken to be."""
    found = judged(one)[0]
    assert found.calculation is not None
    assert found.calculation.steps == (f"“Satpam”: {step}",)


def test_the_head_of_the_column_may_say_the_months() -> None:
    """ "Jumlah 12 bulan" over the amounts multiplies a monthly wage by twelve."""
    one = row("Marbun", 18_000_000, parts=(1_500_000,))
    assert verdict_of(one, amount_months=12) == "satisfied"
    assert verdict_of(one, amount_months=10, ends="2026-10-31") == "violated"


def test_the_term_of_the_contract_may_be_what_is_multiplied() -> None:
    """People times price may be for the whole term although no column says so."""
    one = row("Satpam", 144_000_000, n=4, at=3_000_000)
    assert verdict_of(one, starts="2026-01-01", ends="2026-12-31") == "satisfied"
    assert verdict_of(one, starts="2026-01-01", ends="2026-10-31") == "violated"
    assert verdict_of(row("Satpam", 24_000_000, n=4, at=3_000_000), ends=None) == "violated"


ITEMS = (row("Satpam", 60_000_000, n=20, at=3_000_000, unit="Orang Bulan"), row("Alat", 20_000_000, n=4, at=5_000_000))
SUMS: tuple[tuple[str, tuple[PricedRow, ...], str], ...] = (
    ("plain", (total(80_000_000),), "satisfied"),
    ("one rupiah of rounding", (total(80_000_001),), "satisfied"),
    ("two rupiah", (total(80_000_002),), "violated"),
    ("too high", (total(81_000_000),), "violated"),
    ("too low", (total(79_000_000),), "violated"),
    ("twelve months of it", (total(960_000_000, "Jumlah 12 bulan"),), "satisfied"),
    ("a year of it", (total(960_000_000, "Total setahun"),), "satisfied"),
    ("ten months of it", (total(800_000_000, "Jumlah 10 (sepuluh) bulan"),), "satisfied"),
    ("other months", (total(720_000_000, "Jumlah 10 bulan"),), "violated"),
    ("with tax in one line", (total(88_800_000, "Jumlah termasuk PPN"),), "satisfied"),
    ("a tax nobody names", (total(88_800_000, "Jumlah"),), "violated"),
    ("fee on all", (total(80_000_000), share("Jasa 10%", 8_000_000, "10"), total(88_000_000, "Total")), "satisfied"),
    ("fee on labour", (share("Fee 10%", 6_000_000, "10"), total(86_000_000, "Total")), "satisfied"),
    ("fee on nothing known", (share("Fee 10%", 5_000_000, "10"), total(85_000_000, "Total")), "unclear"),
    ("tax on all", (total(80_000_000), share("PPN", 8_800_000, "11", "tax"), total(88_800_000, "Total")), "satisfied"),
    (
        "tax on the fee alone",
        (total(80_000_000), share("Jasa", 8_000_000, "10"), share("PPN", 880_000, "11", "tax"), total(88_880_000)),
        "satisfied",
    ),
    (
        "tax on sum and fee",
        (total(80_000_000), share("Jasa", 8_000_000, "10"), share("PPN", 9_680_000, "11", "tax"), total(97_680_000)),
        "satisfied",
    ),
    (
        "tax of 12 % on eleven twelfths",
        (total(80_000_000), share("PPN 12%", 8_800_000, "12", "tax"), total(88_800_000)),
        "satisfied",
    ),
    (
        "tax rounded to the thousand",
        (total(80_000_000), share("PPN", 8_799_000, "11", "tax"), total(88_799_000)),
        "satisfied",
    ),
    ("a fee a rupiah off", (total(80_000_000), share("Jasa 7%", 5_600_001, "7"), total(85_600_001)), "satisfied"),
    ("a fee two rupiah off", (total(80_000_000), share("Jasa 7%", 5_600_002, "7"), total(85_600_002)), "unclear"),
    (
        "a rounded tax too far off",
        (total(80_000_000), share("PPN", 8_798_000, "11", "tax"), total(88_798_000)),
        "unclear",
    ),
    ("tax off", (total(80_000_000), share("PPN", 8_700_000, "11", "tax"), total(88_700_000)), "unclear"),
    (
        "tax left out of the sum",
        (total(80_000_000), share("PPN", 8_800_000, "11", "tax"), total(80_800_000)),
        "violated",
    ),
    (
        "income tax taken off",
        (total(80_000_000), share("PPh 2%", 1_600_000, "2", "tax"), total(78_400_000)),
        "satisfied",
    ),
    ("income tax in brackets", (share("PPh 2%", -1_600_000, "2", "tax"), total(78_400_000)), "satisfied"),
    ("rounded down", (total("80000000"), total(79_990_000, "Dibulatkan", "rounding")), "satisfied"),
    ("rounded too far", (total("80000000"), total(79_980_000, "Dibulatkan", "rounding")), "violated"),
    ("rounding has a limit", (total("80000000"), total(81_000_000, "Dibulatkan", "rounding")), "violated"),
    (
        "tax on a fee above the sum",
        (
            share("Fee 10%", 8_000_000, "10"),
            total(88_000_000),
            share("PPN x fee", 880_000, "11", "tax"),
            total(88_880_000),
        ),
        "satisfied",
    ),
    ("carried over", (row("Pindahan", 12_345, kind="carried"), total(80_000_000)), "satisfied"),
)


@pytest.mark.parametrize(("rows", "verdict"), [s[1:] for s in SUMS], ids=[s[0] for s in SUMS])
def test_the_sums_under_a_list(rows: tuple[PricedRow, ...], verdict: str) -> None:
    """Sums, fees and taxes are tried on every usual base before anything is said not to add up."""
    assert verdict_of(*ITEMS, *rows) == verdict


def test_a_row_by_the_day_cannot_be_added_up() -> None:
    """Meal money a day among monthly items leaves the sum to a person, unless it is simply the sum."""
    rows = (row("Gaji pokok", 3_000_000), row("Uang makan", 20_000, unit="hari hadir"))
    assert verdict_of(*rows, total(3_500_000)) == "unclear"
    assert verdict_of(*rows, total(3_020_000)) == "satisfied"
    assert verdict_of(row("Gaji pokok", 3_000_000), row("Uang makan", 500_000), total(3_600_000)) == "violated"
    assert verdict_of(row("Jaga", 3_000_000, n=20, at=150_000, unit="hari"), total(3_100_000)) == "violated"


def test_a_fee_on_the_wages_alone() -> None:
    """Rows named for wages are a base of their own, whatever their unit."""
    rows = (row("Upah satpam", 24_000_000, n=8, at=3_000_000), row("Gaji sopir", 6_000_000, n=2, at=3_000_000))
    other = row("Seragam", 3_500_000, n=10, at=350_000)
    assert verdict_of(*rows, other, share("Jasa 8%", 2_400_000, "8"), total(35_900_000)) == "satisfied"
    assert verdict_of(*rows, other, share("Jasa 8%", 2_500_000, "8"), total(36_000_000)) == "unclear"


def test_groups_with_sums_of_their_own() -> None:
    """Two groups with a subtotal each come to the grand total; a wrong one is named."""
    first = (row("Satpam", 60_000_000), row("Sopir", 40_000_000), total(100_000_000, "Subtotal A", "subtotal"))
    second = (row("Alat", 30_000_000), total(30_000_000, "Subtotal B", "subtotal"))
    assert verdict_of(*first, *second, total(130_000_000)) == "satisfied"
    wrong = judged(*first, *second, total(135_000_000))[0]
    assert wrong.verdict == "violated"
    assert "“Jumlah”" in wrong.explanation


def test_a_heading_that_carries_the_sum_of_its_rows_is_not_added_twice() -> None:
    """A group's own amount stands above its rows: the total counts either, not both."""
    rows = (row("Tenaga kerja", 60_000_000), row("Satpam", 60_000_000, n=20, at=3_000_000))
    assert verdict_of(*rows, total(60_000_000)) == "satisfied"
    assert verdict_of(*rows, total(110_000_000)) == "violated"


def test_a_sum_of_prices_may_count_the_people() -> None:
    """Under a column of prices a head, the sum may be of price times people."""
    rows = (row("Satpam", 4_000_000, n=3), row("Sopir", 5_000_000, n=2))
    assert verdict_of(*rows, total(9_000_000)) == "satisfied"
    assert verdict_of(*rows, total(22_000_000)) == "satisfied"
    assert verdict_of(*rows, total(21_000_000)) == "violated"


def test_a_list_may_run_on_in_a_second_table() -> None:
    """The total under the second part of a list counts the rows of the first part as well."""
    first = PriceTable((1,), ITEMS)
    second = PriceTable((2,), (row("Seragam", 5_000_000, n=10, at=500_000), total(85_000_000)))
    found = findings(contract(price_tables=(first, second), positions=()), RULE, on=printed())[:-1]
    assert [f.verdict for f in found] == ["satisfied", "satisfied"]


def test_what_is_wrong_is_told_with_its_cells() -> None:
    """The finding names the row, shows both amounts, points at its cells and lists every figure as an input."""
    found = judged(*ITEMS, row("Seragam", 5_100_000, n=10, at=500_000), total(85_100_000))[0]
    assert (found.verdict, found.violations, found.weight) == ("violated", ("row_sum_mismatch",), "calculation")
    assert "“Seragam”: 10 x Rp500.000 = Rp5.000.000; tertulis Rp5.100.000, selisih Rp100.000" in found.explanation
    assert [e.quote for e in found.evidence] == ["Seragam", "10", "500000", "5100000"]
    assert found.citations == ()
    assert found.calculation is not None
    assert [i.value for i in found.calculation.inputs][-2:] == ["Rp5.100.000", "Rp85.100.000"]
    assert all("halaman 1" in i.source for i in found.calculation.inputs)
    assert found.calculation.result == "tidak cocok"


def test_a_list_that_adds_up_shows_its_working() -> None:
    """A satisfied list carries every step and no violation."""
    found = judged(*ITEMS, total(80_000_000))[0]
    assert (found.verdict, found.violations) == ("satisfied", ())
    assert found.calculation is not None
    assert found.calculation.steps == (
        "“Satpam”: 20 x Rp3.000.000 = Rp60.000.000", "“Alat”: 4 x Rp5.000.000 = Rp20.000.000", "“Jumlah”: Rp80.000.000",
    )  # fmt: skip
    assert found.calculation.result == "cocok"


def test_a_long_list_names_three_rows_and_counts_the_rest() -> None:
    """Of many wrong rows three are named, and only their figures are listed when the list is long."""
    rows = [row(f"Barang {i}", 1_500_000, n=2, at=500_000) for i in range(25)]
    found = judged(*rows)[0]
    assert "Masih ada 22 lainnya." in found.explanation
    assert found.calculation is not None
    assert len(found.calculation.inputs) == 75
    good = [row(f"Barang {i}", 1_000_000, n=2, at=500_000) for i in range(25)]
    few = judged(*good, rows[0])[0]
    assert few.calculation is not None
    assert len(few.calculation.inputs) == 3
    assert "lainnya" not in few.explanation


WRONG = row("Satpam", 146_520_000, n=4, for_=12, at=3_000_000)


def scanned(grade: Any = "good") -> tuple[PageResult, ...]:
    return tuple(replace(page, source="ocr") for page in pages("", grade=grade))


@pytest.mark.parametrize(
    ("rows", "on", "verdict"),
    [
        ((WRONG,), None, "violated"),
        ((WRONG,), "good", "violated"),
        ((WRONG,), "fair", "violated"),
        ((WRONG,), "poor", "unclear"),
        ((replace(WRONG, amount=fact(146_520_000, confidence=0.79)),), "good", "unclear"),
        ((replace(WRONG, amount=fact(146_520_000, confidence=0.8)),), "good", "violated"),
        # one figure of the amount, of the price or of the count may be misread on a scan, never on a printed page
        ((row("Satpam", 149_000_000, n=4, for_=12, at=3_000_000),), None, "violated"),
        ((row("Satpam", 149_000_000, n=4, for_=12, at=3_000_000),), "good", "unclear"),
        ((row("Satpam", 14_400_000, n=4, for_=12, at=3_000_000),), "good", "unclear"),
        ((row("Satpam", 153_600_000, n=4, for_=12, at=3_000_000),), "good", "unclear"),
        ((row("Satpam", 324_000_000, n=4, for_=12, at=3_000_000),), "good", "unclear"),
        # a row may be lost where a scan's sum is larger than its rows, not where it is smaller
        ((*ITEMS, total(91_700_000)), None, "violated"),
        ((*ITEMS, total(91_700_000)), "good", "unclear"),
        ((*ITEMS, total(71_700_000)), "good", "violated"),
        ((*ITEMS, row("Sopir", None, n=2, at=3_000_000), total(91_700_000)), None, "unclear"),
    ],
)
def test_what_was_poorly_read_is_never_called_wrong(rows: tuple[PricedRow, ...], on: Any, verdict: str) -> None:
    """On a scan a doubtful figure, one figure misread, or a lost row leaves the list open for a person."""
    assert verdict_of(*rows, on=scanned(on) if on else None) == verdict


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        (198_000, 189_000, False),
        (198_000, 188_000, True),
        (198_000, 198_000, False),
        (1_980_000, 198_000, True),
        (1_980_000, 980_000, True),
        (1_980_000, 98_000, False),
        (1_980_000, 281_000, False),
    ],
)
def test_one_figure_apart(first: int, second: int, apart: bool) -> None:
    """One figure changed, dropped or added is told from any other difference."""
    assert one_figure_apart(Decimal(first), Decimal(second)) is apart


VALUES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (80_000_000, ("satisfied",)),
    (80_000_001, ("satisfied",)),
    (88_000_000, ("satisfied",)),
    (88_800_000, ("satisfied",)),
    (89_600_000, ("satisfied",)),
    (960_000_000, ("satisfied",)),
    (80_000_002, ("satisfied", "unclear")),
    (100_000_000, ("satisfied", "unclear")),
    (100_000_100, ("satisfied",)),
    (64_000_000, ("satisfied", "unclear")),
    (63_999_000, ("satisfied",)),
)


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_the_list_against_the_contract_value(value: int, expected: tuple[str, ...]) -> None:
    """A sum near the value must meet it, with or without tax or months; one far from it is another list."""
    found = judged(*ITEMS, total(80_000_000), value=value, starts="2026-01-01", ends="2026-12-31")
    assert tuple(f.verdict for f in found) == expected
    if len(expected) == 2:
        assert (found[1].severity, found[1].violations, found[1].weight) == ("sedang", (), "calculation")
        assert "dengan atau tanpa PPN" in found[1].explanation


@pytest.mark.parametrize(("kind", "rule"), [("spk", "spk-core-fields"), ("pkwt", "pkwt-item-e-wage")])
def test_lists_of_other_contracts_are_judged_once(kind: Any, rule: str) -> None:
    """A work order's list stands under its core fields, a worker's list of wage items under the wage."""
    table = PriceTable((1,), (*ITEMS, total(85_000_000)))
    subject = contract(kind, price_tables=(table,))
    found = [f for f in findings(subject, rule, on=printed()) if "row_sum_mismatch" in f.violations]
    assert len(found) == 1
    assert not [f for f in findings(subject, RULE, on=printed()) if "row_sum_mismatch" in f.violations]
    assert ("upah" if kind == "pkwt" else "harga") in found[0].explanation


def test_a_list_without_a_date_is_still_wrong() -> None:
    """Whether figures agree does not hang on which law applies."""
    found = judged(*ITEMS, total(85_000_000), signed=None, starts=None, ends=None)[0]
    assert (found.verdict, found.violations) == ("violated", ("row_sum_mismatch",))
    assert not any("Tanggal kontrak" in note for note in found.notes)


@pytest.mark.parametrize(("rows", "shown"), [(20, 60), (21, 3)])
def test_how_many_figures_are_listed(rows: int, shown: int) -> None:
    """Up to sixty figures all are inputs of the working, beyond only those of the rows that are named."""
    good = [row(f"Barang {i}", 1_000_000, n=2, at=500_000) for i in range(rows - 1)]
    found = judged(*good, row("Barang salah", 1_500_000, n=2, at=500_000))[0]
    assert found.calculation is not None
    assert len(found.calculation.inputs) == shown


def test_cells_on_two_pages_are_both_named() -> None:
    """A list over two pages says so, and each input has the page of its own cell."""
    second = replace(row("Alat", 21_000_000, n=4), unit_price=fact(5_000_000, page=2))
    second = replace(second, amount=replace(fact(21_000_000), evidence=(Evidence(2, "21.000.000", ()),)))
    table = PriceTable((1, 2), (ITEMS[0], second))
    found = findings(contract(price_tables=(table,), positions=()), RULE, on=printed("a", "b"))[0]
    assert "halaman 1 dan 2" in found.explanation
    assert found.calculation is not None
    assert {i.source for i in found.calculation.inputs if "Alat" in i.name} == {"rincian harga, halaman 2"}
