"""The findings as the command line prints them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from written_facts import contract, evidence, findings

from api.commands.reading import contract_lines
from extractor.report import AmountPair


@pytest.mark.parametrize("apart", [True, False])
def test_figures_that_do_not_agree_are_counted_for_themselves(apart: bool) -> None:
    """A contradiction is printed and counted as one, never among the breaches."""
    pair = AmountPair("value", Decimal(198_000_000), Decimal(189_000_000 if apart else 198_000_000), evidence())
    subject = contract(amount_pairs=(pair,))
    found = findings(subject, "ad-price-covers-labour-cost")
    breach = replace(findings(subject, "wage-minimum")[0], verdict="violated")
    lines = list(contract_lines(subject, (*found, breach), ()))
    assert any(line.startswith("TIDAK COCOK") and "Kecocokan angka dan huruf" in line for line in lines) is apart
    assert sum(line.startswith("DILANGGAR") for line in lines) == 1
    counts = "Jumlah: 1 dilanggar, 1 tidak cocok, 1 tidak berlaku" if apart else "Jumlah: 1 dilanggar, 1 tidak berlaku"
    assert lines[-1] == counts
