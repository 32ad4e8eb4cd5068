"""671 passages of contracts, from words to verdicts: what was right stays right."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from passage_cases import FOLDER, files, outcome, passages

from extractor.law import load_law

UNSOLVED = FOLDER.parent / "passages_unsolved.json"
"""What the reading still gets wrong, by passage: the areas. Take off what is solved; add nothing."""


@pytest.mark.parametrize("stem", files())
def test_passages_are_read_and_judged_as_written(stem: str) -> None:
    """Every passage gives the clauses, covers, jobs, verdicts and codes a careful reader takes from it, but for the
    listed ones."""
    known = json.loads(UNSOLVED.read_text("utf-8"))
    wrong: dict[str, set[str]] = {}
    for passage in passages(stem):
        for miss in outcome(passage).misses:
            wrong.setdefault(passage.id, set()).add(f"{miss.area}: {miss.asked} -> {miss.came}")
    new = {
        name: sorted(m for m in misses if m.split(":")[0] not in known.get(name, ())) for name, misses in wrong.items()
    }
    assert {name: misses for name, misses in new.items() if misses} == {}


def test_every_rule_is_asked_about_at_least_four_times() -> None:
    """The table covers each of the 71 rules with at least four passages."""
    asked = Counter(rule for stem in files() for passage in passages(stem) for rule in passage.row.get("rules", {}))
    rules = {rule.id for rule in load_law().rules}
    assert set(asked) == rules
    assert {rule: n for rule, n in asked.items() if n < 4} == {}


def test_the_table_is_large_and_varied() -> None:
    """At least 450 different passages, 80 on insurance and 75 on jobs and wages, half of them only for testing."""
    rows = [passage for stem in files() for passage in passages(stem)]
    assert len({passage.text for passage in rows}) >= 450
    assert sum("insurance" in p.row for p in rows) >= 80
    assert sum("positions" in p.row for p in rows) >= 75
    tested = sum(p.row["use"] == "test" for p in rows)
    assert 0.4 <= tested / len(rows) <= 0.6
