"""Confidences: fitted on what the rules claimed and what was true, monotone, and honest about what is unsure."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import get_args

import pytest
from born_words import born_words
from facts_paper import paper
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import extract_facts
from extractor.facts.confidence import (
    DOUBTFUL,
    FIELD_GROUPS,
    FILE,
    Calibration,
    Group,
    calibrated,
    load_calibration,
)
from extractor.facts.learning.calibrate import (
    HELD_BELOW,
    UNSURE,
    Claim,
    claims,
    expected_error,
    first_run_claims,
    fit,
    held_back,
    report,
    write,
)
from extractor.facts.learning.measure import Outcome, compare, load_truth
from extractor.facts.pipeline import claimed_facts
from extractor.model_folder import SHIPPED
from extractor.structure import build_structure

CORPUS = Path(__file__).parents[1] / "corpus"
FIRST_RUNS = CORPUS / "first_runs.json"
GROUPS: tuple[Group, ...] = get_args(Group)


def invented(count: int, *, group: Group = "wage", right: float = 0.9, claimed: float = 0.7) -> list[Claim]:
    """Claims of which this share is right, each document with ten of them."""
    rng = random.Random(f"{group} {count} {right}")
    return [Claim("invented", str(i // 10), group, claimed, rng.random() < right) for i in range(count)]


def test_a_modest_claim_is_raised_to_what_was_true() -> None:
    """Facts claimed at 0.7 that are right nine times in ten come out near 0.9."""
    curve = fit(invented(600))
    assert curve.of("wage", 0.7) == pytest.approx(0.9, abs=0.03)


def test_a_bold_claim_is_lowered() -> None:
    """Facts claimed at 0.95 that are right six times in ten come out near 0.6."""
    assert fit(invented(600, right=0.6, claimed=0.95)).of("wage", 0.95) == pytest.approx(0.6, abs=0.05)


def test_groups_have_their_own_levels() -> None:
    """A group that is often wrong does not profit from one that is nearly always right."""
    curve = fit([*invented(400, group="number", right=0.7), *invented(400, group="clause", right=0.98)])
    assert curve.of("number", 0.7) < 0.78
    assert curve.of("clause", 0.7) > 0.94


def test_a_group_with_few_facts_stays_near_the_common_level() -> None:
    """Three lucky facts are not taken for certainty."""
    curve = fit([*invented(600, right=0.85), *[Claim("invented", "x", "value", 0.7, True)] * 3])
    assert curve.of("value", 0.7) < 0.93


def test_what_claims_little_is_held_below_the_limit() -> None:
    """A model's find stays a fact to be checked even where such facts were mostly right."""
    curve = fit(invented(600, right=0.99, claimed=0.5))
    assert curve.of("wage", UNSURE - 0.01) <= HELD_BELOW < DOUBTFUL
    assert curve.of("wage", UNSURE) > DOUBTFUL


@given(group=st.sampled_from(GROUPS), one=st.floats(0, 1), other=st.floats(0, 1))
def test_the_shipped_curves_never_fall(group: Group, one: float, other: float) -> None:
    """Of two facts of one kind the one with the bolder claim never gets the lower confidence, and all are in 0 to 1."""
    curve = load_calibration()
    low, high = sorted((one, other))
    assert 0 <= curve.of(group, low) <= curve.of(group, high) <= 1


def test_every_measured_field_has_a_curve() -> None:
    """No group of measured facts is left with the rules' own figure."""
    assert set(FIELD_GROUPS.values()) <= set(load_calibration(SHIPPED).curves)


def test_the_stored_figures_are_those_of_the_stored_first_runs() -> None:
    """The count and the share of right facts in the calibration file are those of the claims in the repository."""
    stored = json.loads((SHIPPED / FILE).read_text(encoding="utf-8"))["figures"]["first run"]
    made = first_run_claims(FIRST_RUNS)
    assert stored["facts"] == len(made)
    assert stored["right"] == pytest.approx(sum(c.right for c in made) / len(made), abs=1e-4)


def test_unseen_documents_are_judged_within_five_points() -> None:
    """Fitted without the document it speaks about, a confidence is within 0.05 of the truth, and nearer than the claim."""
    figures = report(first_run_claims(FIRST_RUNS))["first run"]
    assert figures["ece_calibrated"] < 0.05
    assert figures["ece_calibrated"] < figures["ece_claimed"] / 2


def test_a_document_is_judged_by_curves_that_never_saw_it() -> None:
    """One document whose facts are all wrong does not lower its own confidences."""
    wrong = [Claim("invented", "alone", "wage", 0.7, False)] * 30
    made = [*invented(400, right=0.95), *wrong]
    said = held_back(made)
    assert min(said[-30:]) > 0.85


@pytest.mark.parametrize(
    ("pairs", "error"),
    [([], 0.0), ([(0.9, True)] * 9 + [(0.9, False)], 0.0), ([(0.5, True)] * 4, 0.5), ([(1.0, False)] * 3, 1.0)],
)
def test_expected_error(pairs: list[tuple[float, bool]], error: float) -> None:
    """The distance between what was said and what was true, 0 when they agree."""
    assert expected_error(pairs) == pytest.approx(error)


def test_missed_facts_and_unknown_fields_are_no_claims() -> None:
    """Only values that were given with a confidence can be right or wrong."""
    outcomes = [
        Outcome("number", "right", 0.9), Outcome("number", "missed"), Outcome("party form", "right", 0.9),
        Outcome("party name", "invented", 0.8), Outcome("kind", "wrong", None),
    ]  # fmt: skip
    made = list(claims(outcomes, source="s", document="d"))
    assert [(c.group, c.right) for c in made] == [("number", True), ("party name", False)]


def test_every_confidence_of_a_contract_is_calibrated() -> None:
    """Number, dates, parties, jobs, insurance and clauses of a real layout all get the value of their curve."""
    structure = build_structure(born_words(CORPUS / "22.born.pdf"))
    claimed, given_out = claimed_facts(structure), extract_facts(structure)
    curve = Calibration(dict.fromkeys(GROUPS, ((0.0, 0.123), (1.0, 0.123))))
    flat = calibrated(claimed, curve)
    truth = load_truth(CORPUS / "22.gold.json")
    assert {o.confidence for o in compare(truth, flat) if o.confidence is not None} == {0.123}
    assert {c.confidence for c in flat.clauses if c.status == "absent"} == {1.0}
    assert given_out == calibrated(claimed, load_calibration())


def test_a_folder_without_curves_leaves_the_claims(tmp_path: Path) -> None:
    """A model folder of an older make has no curves: nothing is invented for it."""
    structure = paper("KONTRAK KERJA\nNomor : 1/A/2024")
    assert calibrated(claimed_facts(structure), load_calibration(tmp_path)) == claimed_facts(structure)


def test_curves_survive_their_file(tmp_path: Path) -> None:
    """What is written is what is read."""
    curve = fit(invented(300))
    write(tmp_path, curve, {})
    assert load_calibration(tmp_path) == curve


def test_other_readings_keep_their_places() -> None:
    """Of two printed numbers one is the contract's, the other is kept, and the page shows where each of them stands."""
    number = extract_facts(paper(TWO_NUMBERS)).number
    assert number is not None
    assert (number.value, number.alternatives) == ("7/PKS/AB/2024", ("19/STU/PKS/2024",))
    assert [e.quote for e in number.evidence] == ["7/PKS/AB/2024"]
    assert [e.quote for e in number.alternative_evidence] == ["19/STU/PKS/2024"]


TWO_NUMBERS = """PERJANJIAN ALIH DAYA JASA KEBERSIHAN
Nomor Pihak Pertama : 7/PKS/AB/2024
Nomor Pihak Kedua : 19/STU/PKS/2024
Pada hari ini Senin tanggal 4 Maret 2024 yang bertanda tangan di bawah ini:
1. PT Arta Graha, beralamat di Jalan Imam Bonjol 4, Medan, diwakili oleh Lindawati selaku Direktur, selanjutnya disebut PIHAK PERTAMA.
2. PT Sumber Tenaga, beralamat di Jalan Merdeka 90, Medan, diwakili oleh Horas Sitorus selaku Direktur, selanjutnya disebut PIHAK KEDUA.
Pasal 1
Nilai kontrak sebesar Rp 120.000.000,- (seratus dua puluh juta rupiah).
Tenaga kerja mendapat upah minimum dan cuti.
"""
