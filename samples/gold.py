"""Checks that a gold file says only what its document says.

A gold file is the expected report of one document, written by a person. ``problems`` compares it with the text of the
born-digital PDF and with itself and returns sentences; an empty list means that nothing contradicts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

STATUTORY = ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan")
FORBIDDEN = ("probation", "original_diploma_withheld", "resignation_penalty")
CLAUSES = (
    "overtime", "working_hours", "annual_leave", "weekly_rest", "thr", "k3_apd", "compensation_pkwt", "probation",
    "transfer_of_protection", "registration_disnaker", "termination", "dispute_settlement", "minimum_wage_reference",
    "late_wage_penalty", "original_diploma_withheld", "resignation_penalty", "private_insurance",
    "third_party_insurance", "pdp",
)  # fmt: skip
SPELLED_WITH_DATE = ("signing_date", "start_date", "end_date")


def load(path: Path) -> dict[str, Any]:
    """The gold file as written."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def flat(text: str) -> str:
    """Text with every run of blanks and line ends as one space."""
    return re.sub(r"\s+", " ", text).strip()


def quotes(gold: dict[str, Any]) -> Iterator[tuple[str, int | None, str]]:
    """(what it proves, page, words) for everything that the gold file quotes."""
    for name, proof in gold["field_evidence"].items():
        yield name, proof["page"], proof["quote"]
    for item in gold["insurance"]:
        if item["evidence"]:
            yield f"insurance {item['programme']}", item["evidence"]["page"], item["evidence"]["quote"]
    for kind, clause in gold["clauses"].items():
        if clause["quote"]:
            yield f"clause {kind}", clause["page"], clause["quote"]


def problems(gold: dict[str, Any], pages: list[str]) -> list[str]:
    """What contradicts the text of ``pages`` (born-digital, one string a page) or the gold file itself."""
    flats = [flat(page) for page in pages]
    found = []
    if gold["pages"] != len(pages):
        found.append(f"says {gold['pages']} pages, the PDF has {len(pages)}")
    for what, page, quote in quotes(gold):
        if page is None or not 1 <= page <= len(flats) or flat(quote) not in flats[page - 1]:
            found.append(f"{what}: {quote!r} is not on page {page}")
    whole = " ".join(flats)
    for party in gold["parties"]:
        for key in ("name", "representative", "address", "npwp", "nik"):
            if party[key] and flat(party[key]) not in whole:
                found.append(f"party {key} {party[key]!r} is not in the text")
    for position in gold["positions"]:
        if position["title"] not in whole:
            found.append(f"position {position['title']!r} is not in the text")
    if gold["number"] and flat(gold["number"]) not in whole:
        found.append(f"number {gold['number']!r} is not in the text")
    found.extend(_inner_contradictions(gold))
    return found


def _inner_contradictions(gold: dict[str, Any]) -> Iterator[str]:
    for name in SPELLED_WITH_DATE:
        if gold[name]:
            date.fromisoformat(gold[name])
    if set(gold["clauses"]) != set(CLAUSES):
        yield "the clause kinds are not the agreed nineteen"
    named = [item["programme"] for item in gold["insurance"]]
    if any(named.count(programme) != 1 for programme in STATUTORY):
        yield "each statutory programme must be listed once"
    present = {item["programme"] for item in gold["insurance"] if item["present"]}
    present |= {kind for kind, clause in gold["clauses"].items() if clause["present"]}
    wanted = [*gold["required_rule"]["insurance"], *gold["required_rule"]["clauses"]]
    missing = [item for item in wanted if item not in present]
    if gold["expected_missing"] != missing:
        yield f"expected_missing is {gold['expected_missing']}, required minus present is {missing}"
    for kind, violation in zip(FORBIDDEN, ("probation_in_pkwt", *FORBIDDEN[1:]), strict=True):
        clause = gold["clauses"][kind]
        if clause["present"] != (violation in gold["expected_violations"]):
            yield f"{kind} and violation {violation} disagree"
    if bool(gold["wage_below_minimum"]) != ("wage_below_minimum" in gold["expected_violations"]):
        yield "wage_below_minimum and the violation disagree"
