"""Amounts and number words in the many ways they are printed; the rows are in tests/facts/cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from facts_cases import cases, label

from extractor.facts.money import find_amounts
from extractor.facts.numbers import find_number_words, parse_number_words


@pytest.mark.parametrize("row", cases("money"), ids=label)
def test_amounts_of_a_passage(row: dict[str, Any]) -> None:
    """Every amount of the passage is found once, in order, and nothing else is taken for one."""
    assert [a.value for a in find_amounts(row["text"])] == [Decimal(v) for v in row["amounts"]]


@pytest.mark.parametrize("row", cases("number_words"), ids=label)
def test_number_words(row: dict[str, Any]) -> None:
    """A number in words gives its value; inside a sentence it is the only number found there."""
    if row.get("inside"):
        found = [w.value for w in find_number_words(row["text"])]
        assert found == ([] if row["number"] is None else [row["number"]])
    else:
        assert parse_number_words(row["text"]) == row["number"]
