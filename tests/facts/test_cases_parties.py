"""The parties of contracts by many authors; the rows are in tests/facts/cases/parties.json ("~" is not judged)."""

from __future__ import annotations

from typing import Any

import pytest
from facts_cases import bare, cases, contract, label

from extractor.report import Party

FIELDS = ("role", "function", "form", "name", "representative", "address", "npwp", "nik")


def _read(party: Party) -> dict[str, str | None]:
    facts = {f: getattr(party, f) for f in FIELDS[3:]}
    read = {f: bare(fact.value) if fact else None for f, fact in facts.items()}
    return {"role": bare(party.role), "function": party.function, "form": party.form} | read


def _expected(side: dict[str, str | None]) -> dict[str, str | None]:
    return {f: v if v == "~" or f in ("function", "form") else bare(v) for f, v in side.items()}


@pytest.mark.parametrize("row", cases("parties"), ids=label)
def test_parties_of_a_contract(row: dict[str, Any]) -> None:
    """Each party comes out with its role, function, form, name, representative, address and numbers, in page order."""
    expected = [_expected(side) for side in row["parties"]]
    read = [_read(party) for party in contract(row, then="\n@B").parties]
    judged = [
        {f: "~" if i < len(expected) and expected[i][f] == "~" else v for f, v in party.items()}
        for i, party in enumerate(read)
    ]
    assert judged == expected
