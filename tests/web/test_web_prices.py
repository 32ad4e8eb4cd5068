"""The price list of a contract among its facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from written_contract import written_report

from api.routes.web_facts import FactSheet
from api.routes.web_views import Judged, ReportView
from extractor.geometry import Box
from extractor.intake.types import SourceFile
from extractor.report import Evidence, MoneyFact, PricedRow, PriceTable, QuantityFact, TextFact


def place(quote: str) -> tuple[Evidence, ...]:
    return (Evidence(2, quote, (Box(10, 10, 60, 20),)),)


def money(value: int) -> MoneyFact:
    return MoneyFact(Decimal(value), str(value), 0.9, place(str(value)))


def many(value: int) -> QuantityFact:
    return QuantityFact(Decimal(value), str(value), 0.9, place(str(value)))


def words(value: str) -> TextFact:
    return TextFact(value, value, 0.9, place(value))


ROWS = (
    PricedRow("item", words("Satpam"), many(8), many(60), "Orang Hari", money(150_000), (), money(72_000_000)),
    PricedRow("item", words("Sopir"), None, None, "", None, (money(3_000_000), money(400_000)), money(3_400_000)),
    PricedRow("item", words("Alat"), None, None, "", None, (), None),
    PricedRow("total", words("Jumlah"), amount=money(75_400_000)),
)


def facts_of(*tables: PriceTable) -> FactSheet:
    source = SourceFile(path=Path("x.pdf"), filename="x.pdf", sha256="0" * 64, size=1, media_type="application/pdf")
    report = written_report(source)
    report = replace(report, contract=replace(report.contract, price_tables=tables))
    return FactSheet(ReportView(report, [Judged(key=str(n)) for n in range(len(report.findings))]))


def test_a_price_list_is_shown_row_by_row() -> None:
    """Each row says what it is reckoned from and comes to, with its place on the page; a lost amount is left out."""
    facts = facts_of(PriceTable((2,), ROWS))
    (group,) = [g for g in facts.groups if g.title.startswith("Rincian harga")]
    assert [(f.label, f.value) for f in group.facts] == [
        ("Satpam (8 x 60 x Rp150.000)", "Rp72.000.000"),
        ("Sopir (Rp3.000.000 + Rp400.000)", "Rp3.400.000"),
        ("Jumlah", "Rp75.400.000"),
    ]
    assert all(f.places for f in group.facts)
    marked = {ref for ref, _, _ in facts.marks}
    assert {f.ref for f in group.facts} <= marked


def test_several_price_lists_are_numbered() -> None:
    """Two lists are told apart; without a list there is no group."""
    titles = [g.title for g in facts_of(PriceTable((1,), ROWS), PriceTable((2,), ROWS)).groups]
    assert titles[-2:] == ["Rincian harga 1", "Rincian harga 2"]
    assert not any("Rincian harga" in g.title for g in facts_of().groups)
