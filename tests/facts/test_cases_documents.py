"""Dates, numbers and totals of whole contracts, each written in another manner; the rows are in tests/facts/cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from facts_cases import bare, cases, contract, label


@pytest.mark.parametrize("row", cases("dates"), ids=label)
def test_dates_of_a_contract(row: dict[str, Any]) -> None:
    """Signing, first and last day are read, or left out where the text does not give them."""
    read = contract(row)
    got = {
        name: fact.value.isoformat() if fact else None
        for name, fact in (("signed", read.signed_on), ("starts", read.starts_on), ("ends", read.ends_on))
    }
    assert got == {name: row[name] for name in got}


@pytest.mark.parametrize("row", cases("contract_numbers"), ids=label)
def test_number_of_a_contract(row: dict[str, Any]) -> None:
    """The number is the contract's own (one of its own where it bears two), None where none was filled in."""
    read = contract(row).number
    assert (bare(read.value) if read else None) in ([bare(n) for n in row["number"]] or [None])


@pytest.mark.parametrize("row", cases("value"), ids=label)
def test_total_of_a_contract(row: dict[str, Any]) -> None:
    """The value is the contract's total: not a month's bill, a unit price, a ceiling or a guarantee."""
    read = contract(row).value
    assert (read.value if read else None) == (None if row["value"] is None else Decimal(row["value"]))
