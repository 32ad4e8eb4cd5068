"""The hand-written documents: floors per field, the same result twice, and nothing invented where nothing is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from born_words import born_words, facts_of
from facts_paper import paper

from extractor.facts import extract_facts
from extractor.facts.learning.measure import Outcome, Score, compare, load_truth, overall, totals
from extractor.report import Contract, DocumentResult, Report, to_json
from extractor.structure import build_structure

ROOT = Path(__file__).parent.parent.parent
CORPUS, SAMPLES = ROOT / "tests" / "corpus", ROOT / "samples"
TRUTHS = sorted(CORPUS.glob("*.gold.json")) + sorted(SAMPLES.glob("*.gold.json"))
NOT_CONTRACTS = sorted((CORPUS / "not_contracts").glob("*.txt"))
# A little under what was measured when each floor was set; raise them with the figures, never lower them silently.
FLOORS = {
    "kind": 0.98,
    "number": 0.94,
    "signed_on": 0.95,
    "starts_on": 0.97,
    "ends_on": 0.97,
    "value": 0.95,
    "party name": 0.91,
    "party representative": 0.93,
    "party address": 0.94,
    "party npwp": 0.97,
    "party nik": 0.9,
    "party function": 0.96,
    "party form": 0.92,
    "position title": 0.97,
    "position headcount": 0.97,
    "position wage": 0.97,
    "insurance programme": 0.96,
    "insurance payer": 0.89,
    "other insurance": 0.95,
    "clause": 0.97,
    "clause negated": 0.89,
}


def _born(truth: Path) -> Path:
    return truth.with_name(f"{truth.name.split('.')[0]}.born.pdf")


@lru_cache(maxsize=1)
def _scores() -> dict[str, Score]:
    outcomes: list[Outcome] = []
    for path in TRUTHS:
        outcomes += compare(load_truth(path), facts_of(_born(path)))
    return totals(outcomes)


def _json(contract: Contract) -> str:
    document = DocumentResult(sha256="0" * 64, filename="x.pdf", status="complete", pages=())
    return to_json(Report(document, contract, findings=(), missing=(), violations=()))


@pytest.mark.parametrize("field", FLOORS)
def test_field_keeps_its_floor(field: str) -> None:
    """Over all hand-written documents a field's F1 stays at or above the floor set for it."""
    score = _scores()[field]
    assert score.f1 >= FLOORS[field], f"{field}: F1 {score.f1:.3f}, {score}"


def test_every_measured_field_has_a_floor() -> None:
    """No field of the comparison is left without a floor."""
    assert set(_scores()) == set(FLOORS)


def test_all_facts_together() -> None:
    """All fields of all hand-written documents together keep an F1 of at least 0.96."""
    score = overall(_scores().values())
    assert score.f1 >= 0.96, f"F1 {score.f1:.3f}"


@pytest.mark.parametrize("path", [TRUTHS[0], TRUTHS[9], TRUTHS[-1]], ids=lambda p: p.name)
def test_same_document_same_report(path: Path) -> None:
    """The facts of a document are the same JSON, byte for byte, however often it is read."""
    pages = born_words(_born(path))
    first, second = (_json(extract_facts(build_structure(pages))) for _ in range(2))
    assert first == second


def test_mending_harms_no_clean_scan() -> None:
    """Documents without a misprint give the same facts when their words come from an engine, whose slips are mended."""
    outcomes: list[Outcome] = []
    for path in TRUTHS:
        pages = [replace(page, source="ocr") for page in born_words(_born(path))]
        outcomes += compare(load_truth(path), extract_facts(build_structure(pages)))
    assert overall(totals(outcomes).values()).f1 >= overall(_scores().values()).f1 - 0.002


@pytest.mark.parametrize("source", ["text_layer", "ocr"])
@pytest.mark.parametrize("path", NOT_CONTRACTS, ids=lambda p: p.name)
def test_nothing_is_invented_outside_contracts(path: Path, source: str) -> None:
    """What is no labour contract comes back as "other", with a reason and without a single fact, also from a scan."""
    contract = extract_facts(paper(path.read_text(encoding="utf-8"), source=source))
    assert contract.kind == "other"
    assert contract.reason
    facts = (contract.number, contract.signed_on, contract.starts_on, contract.ends_on, contract.value)
    assert facts == (None,) * 5
    assert (contract.parties, contract.positions) == ((), ())
    assert not [c for c in (*contract.insurance, *contract.clauses) if c.status != "absent"]
