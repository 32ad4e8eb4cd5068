"""Addresses of facts, and what people type into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import Invalid
from api.routes.web_format import long_date, rupiah
from api.services import fact_paths
from api.services.fact_paths import Field
from extractor.geometry import Box
from extractor.report import (
    Allowance,
    Clause,
    Contract,
    CountFact,
    DateFact,
    Evidence,
    InsuranceCover,
    MoneyFact,
    Party,
    Position,
    TextFact,
)

PLACE = (Evidence(2, "sebesar Rp2.100.000", (Box(1, 2, 3, 4),)),)
MONEY, DATE, COUNT = (Field("value", shape) for shape in ("money", "date", "count"))


@pytest.fixture
def contract() -> Contract:
    wage = MoneyFact(Decimal(2_700_000), "Rp2.700.000", 0.6, PLACE)
    return Contract(
        kind="alih_daya",
        number=TextFact("12/AD/2024", "12/AD/2024", 0.9, PLACE),
        signed_on=DateFact(date(2024, 3, 1), "1 Maret 2024", 0.9, PLACE),
        parties=(Party("PIHAK PERTAMA", "user", "pemda", None), Party("PIHAK KEDUA", "vendor", "pt", None)),
        positions=(
            Position(TextFact("petugas taman", "petugas taman", 0.9, PLACE), CountFact(4, "4", 0.9, PLACE), wage),
            Position(TextFact("mandor", "mandor", 0.9, PLACE), None, None, None, (Allowance("makan", wage, "day"),)),
        ),
        insurance=(InsuranceCover("jkk", "absent"), InsuranceCover("jkm", "granted")),
        clauses=(Clause("thr", "absent"),),
    )


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("kind", "pkwt", "pkwt"),
        ("number", " 12/AD/2025 ", "12/AD/2025"),
        ("signed_on", "2 Maret 2024", "2024-03-02"),
        ("work_place", "Taman Kota", "Taman Kota"),
        ("value", "Rp1.234.567,50", "1234567.50"),
        ("duration_months", "12", "12"),
        ("parties.1.name", "PT Rimbun Sejati", "PT Rimbun Sejati"),
        ("positions.0.wage", "Rp 2.100.000,-", "2100000"),
        ("positions.1.headcount", "2", "2"),
        ("positions.1.allowances.0", "15000", "15000"),
        ("insurance.jkk", "granted", "granted"),
        ("clauses.thr", "excluded", "excluded"),
        ("amends.signed_on", "01/02/2023", "2023-02-01"),
        ("insurance.jkm.payer", "employer", "employer"),
        ("insurance.jkm.employer_pct", "0,30 %", "0.3"),
        ("insurance.jkm.worker_pct", "10", "10"),
        ("parties.0.form", "bumn", "bumn"),
        ("parties.0.function", "ppk", "ppk"),
        ("positions.0.wage_period", "day", "day"),
        ("positions.1.allowances.0.name", "transpor", "transpor"),
        ("positions.1.allowances.0.period", "month", "month"),
        ("positions.1.allowances.0.fixed", "yes", "yes"),
    ],
)
def test_a_correction_changes_its_fact_and_nothing_else(contract: Contract, path: str, typed: str, value: str) -> None:
    """What was typed is understood, put in place, and found again at the same address."""
    understood = fact_paths.understood(fact_paths.field_at(contract, path), typed)
    assert understood == value
    made = fact_paths.put(contract, path, understood, evidence=PLACE)
    assert fact_paths.value_at(made, path) == value
    before = fact_paths.value_at(contract, path)
    if before is not None and path != "kind":
        back = fact_paths.put(made, path, before, evidence=PLACE)
        assert [len(back.parties), len(back.positions), len(back.clauses)] == [2, 2, 1]
        assert fact_paths.value_at(back, path) == before
    others = {"number", "positions.0.wage", "insurance.jkm", "clauses.thr", "positions.1.title"} - {path}
    assert {p: fact_paths.value_at(made, p) for p in others} == {p: fact_paths.value_at(contract, p) for p in others}


def test_a_corrected_fact_is_certain_and_keeps_what_was_read(contract: Contract) -> None:
    """The reader's own reading stays beside it; the words at the place are its text as printed."""
    made = fact_paths.put(contract, "positions.0.wage", "2100000", evidence=PLACE)
    wage = made.positions[0].wage
    assert wage == MoneyFact(Decimal(2_100_000), "sebesar Rp2.100.000", 1.0, PLACE, alternatives=("Rp2.700.000",))


def test_an_emptied_field_takes_the_fact_out(contract: Contract) -> None:
    """ "There is no such thing in the contract" is a correction too."""
    made = fact_paths.put(contract, "positions.0.wage", None, evidence=())
    assert made.positions[0].wage is None
    assert fact_paths.understood(MONEY, "  ") is None


@pytest.mark.parametrize(
    "path",
    ["", "parties", "parties.3.name", "parties.-1.name", "parties.01.name", "parties.0.role", "positions.0.allowances.0",
     "clauses.overtime", "insurance.thr", "__class__", "positions.0.wage.value", "document.sha256", "kind.x"],
)  # fmt: skip
def test_an_address_that_is_no_fact_is_refused(contract: Contract, path: str) -> None:
    """Only what the screen lists can be corrected."""
    with pytest.raises(Invalid):
        fact_paths.field_at(contract, path)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (DATE, "kemarin"), (DATE, "31 Februari 2024"), (DATE, "2-2-24"), (DATE, "2 Juny 2024"), (DATE, "1.1.1066"),
        (MONEY, "dua juta"), (MONEY, "2,5 juta"), (MONEY, "1.23.456"), (MONEY, "-5"), (MONEY, "9" * 16),
        (COUNT, "1,5"), (COUNT, "banyak"), (COUNT, "99999999"),
        (Field("insurance.jkk", "cover"), "unreadable"), (Field("kind", "kind"), ""),
        (Field("title", "text"), "x" * 501),
    ],
)  # fmt: skip
def test_what_is_no_date_amount_or_number_is_refused_at_the_field(field: Field, typed: str) -> None:
    """The message belongs to the field ``value`` and says how to write it."""
    with pytest.raises(Invalid) as refused:
        fact_paths.understood(field, typed)
    assert refused.value.field == "value"
    assert refused.value.remedy


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 12, 31)))
def test_every_date_is_understood_as_the_screen_writes_it(day: date) -> None:
    """A date copied from the screen comes back as itself."""
    for text in (long_date(day), day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}"):
        assert fact_paths.understood(DATE, text) == day.isoformat()


@given(st.integers(min_value=0, max_value=10**16))
def test_every_amount_is_understood_as_the_screen_writes_it(sen: int) -> None:
    """An amount copied from the screen comes back to the sen."""
    amount = Decimal(sen) / 100
    assert Decimal(fact_paths.understood(MONEY, rupiah(amount)) or "") == amount


def test_a_correction_of_an_addendum_without_parent_makes_one(contract: Contract) -> None:
    """What an addendum changes can be entered where nothing was read."""
    made = fact_paths.put(replace(contract, amends=None), "amends.number", "7/2020", evidence=PLACE)
    assert made.amends is not None
    assert made.amends.number is not None
    assert made.amends.number.value == "7/2020"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("insurance.jkm.employer_pct", "101"),
        ("insurance.jkm.worker_pct", "dua"),
        ("insurance.jkm.payer", "paman"),
        ("positions.0.wage_period", "windu"),
        ("positions.1.allowances.0.fixed", ""),
    ],
)
def test_a_share_or_choice_that_does_not_exist_is_refused(contract: Contract, path: str, typed: str) -> None:
    """What is no percentage and no word of the list is refused at the field."""
    with pytest.raises(Invalid) as refused:
        fact_paths.understood(fact_paths.field_at(contract, path), typed)
    assert refused.value.field == "value"


def test_the_payer_of_a_programme_that_is_not_there_is_refused(contract: Contract) -> None:
    """Who pays for something absent says nothing: first the programme itself is corrected."""
    with pytest.raises(Invalid):
        fact_paths.put(contract, "insurance.jkk.payer", "worker", evidence=PLACE)


def test_a_position_and_a_party_that_were_not_read_can_be_added(contract: Contract) -> None:
    """One past the last makes a new one; the others stay."""
    made = fact_paths.put(contract, "positions.2.title", "pengemudi", evidence=PLACE)
    made = fact_paths.put(made, "parties.2.name", "CV Lentera", evidence=PLACE)
    assert [p.title.value for p in made.positions] == ["petugas taman", "mandor", "pengemudi"]
    assert made.parties[2].name is not None
    assert made.parties[2].name.value == "CV Lentera"
    assert (made.parties[:2], made.positions[:2]) == (contract.parties, contract.positions)


def test_a_position_keeps_its_title(contract: Contract) -> None:
    """An emptied title would leave a position without a name."""
    with pytest.raises(Invalid):
        fact_paths.put(contract, "positions.0.title", None, evidence=())


@pytest.mark.parametrize(
    ("path", "meant"),
    [("2/value", (2, "value")), ("value", (1, "value")), ("1/value", (0, "1/value")), ("02/value", (0, "02/value"))],
)
def test_an_address_may_name_another_contract_of_the_file(path: str, meant: tuple[int, str]) -> None:
    """The first contract has no number in its addresses, so that each fact has one address only."""
    assert fact_paths.split(path) == meant
    if meant[0]:
        assert fact_paths.joined(*meant) == path
