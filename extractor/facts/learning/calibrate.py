"""Fit how often facts are right at what their rules claim, field group by field group.

Two sources, neither of them flattering: ``tests/corpus/first_runs.json`` (what the rules claimed of documents on the day
they first met them, and whether it was right), and the regression documents with 1 and 3 % of their characters damaged.
The regression documents as they are would say 99 of 100, because the rules were mended on them.

Each group has a logistic curve over the claimed figure; the slope is shared, the groups' levels are drawn towards the
common one (ridge), so that a group with few facts does not run wild.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt

from extractor.facts.confidence import FIELD_GROUPS, FILE, Calibration, Group
from extractor.facts.learning.measure import Outcome, compare, load_truth
from extractor.facts.learning.noise import roughen
from extractor.facts.learning.template import Labelled
from extractor.words.types import PageWords

SEED = 20260304
DAMAGE = (0.01, 0.03)
DAMAGED_WEIGHT = 0.25
"""A damaged copy of a document that is known counts a quarter of a document nobody had seen."""
UNSURE, HELD_BELOW = 0.6, 0.84
"""What claims less than ``UNSURE`` (a model's find, words hardly read) is held below the limit of "periksa"."""
_RIDGE = 2.0
_FOLDS = 5
_POINTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.599, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
_CENTRE = 1.5  # log odds of a claim of 0.82: levels and slope are told apart best there
_GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule claimed of one fact (0 to 1) and whether it was right. ``source`` names the set it is from."""

    source: str
    document: str
    group: Group
    claimed: float
    right: bool
    weight: float = 1.0


def claims(outcomes: Iterable[Outcome], *, source: str, document: str, weight: float = 1.0) -> Iterator[Claim]:
    """The outcomes that hold a value and a confidence, as claims."""
    for outcome in outcomes:
        group = FIELD_GROUPS.get(outcome.field)
        if group is not None and outcome.confidence is not None and outcome.verdict != "missed":
            yield Claim(source, document, group, outcome.confidence, outcome.verdict == "right", weight)


def damaged(pages: Sequence[PageWords], *, rate: float, seed: str) -> tuple[PageWords, ...]:
    """The pages with ``rate`` of their characters damaged the way scanners do it; a word that loses all is gone."""
    rng = random.Random(seed)
    made = []
    for page in pages:
        words = (
            replace(word, text=text)
            for word in page.words
            if (text := "".join(roughen(Labelled(word.text), rate=rate, rng=rng).text.split()))
        )
        # such a page would come from an engine: the reading then mends slips of contract words
        made.append(replace(page, words=tuple(words), source="ocr" if rate else page.source))
    return tuple(made)


def first_run_claims(path: Path) -> list[Claim]:
    """The stored claims of documents nobody had seen (rows: document, group, claimed, right)."""
    rows = json.loads(path.read_text(encoding="utf-8"))["claims"]
    return [Claim("first run", document, group, claimed, bool(right)) for document, group, claimed, right in rows]


def damaged_claims(truths: Sequence[Path], words: dict[Path, tuple[PageWords, ...]]) -> list[Claim]:
    """The claims on damaged copies of documents whose facts are known; ``words`` holds the pages of each."""
    from extractor.facts.pipeline import claimed_facts
    from extractor.structure import build_structure

    made: list[Claim] = []
    for rate in (0.0, *DAMAGE):
        weight = DAMAGED_WEIGHT if rate else 0.0
        for path in truths:
            pages = damaged(words[path], rate=rate, seed=f"{SEED} {path.parent.name} {path.name} {rate}")
            outcomes = compare(load_truth(path), claimed_facts(build_structure(pages)))
            name = path.name.split(".")[0] if path.parent.name == "corpus" else f"{path.parent.name}{path.name}"
            made += claims(outcomes, source=f"{rate:.0%} damaged", document=name, weight=weight)
    return made


def fit(made: Sequence[Claim]) -> Calibration:
    """The curves over all claims that carry weight."""
    theta = _solve([c for c in made if c.weight > 0])
    known = {c.group for c in made if c.weight > 0}
    curves: dict[str, tuple[tuple[float, float], ...]] = {}
    for group in _GROUPS:
        if group in known or group == "other":
            curves[group] = tuple((x, _held(x, _right(theta, group, x))) for x in _POINTS)
    return Calibration(curves)


def expected_error(pairs: Sequence[tuple[float, bool]], *, bins: int = 10) -> float:
    """ECE: mean distance between what was said and how often it was right, over equal steps of what was said."""
    if not pairs:
        return 0.0
    total = 0.0
    for low in range(bins):
        inside = [(p, right) for p, right in pairs if min(int(p * bins), bins - 1) == low]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            true = sum(right for _, right in inside) / len(inside)
            total += len(inside) * abs(said - true)
    return total / len(pairs)


def held_back(made: Sequence[Claim]) -> list[float]:
    """For each claim what curves say that were fitted without its document (five parts)."""
    part = {name: int(hashlib.sha256(name.encode()).hexdigest(), 16) % _FOLDS for name in {c.document for c in made}}
    curves = [fit([c for c in made if part[c.document] != k]) for k in range(_FOLDS)]
    return [curves[part[c.document]].of(c.group, c.claimed) for c in made]


def report(made: Sequence[Claim]) -> dict[str, dict[str, float]]:
    """By source: number of facts, how many are right, mean and ECE of the claim, and of the curve (held back)."""
    said = held_back(made)
    table: dict[str, dict[str, float]] = {}
    for source in dict.fromkeys(c.source for c in made):
        own = [(c, p) for c, p in zip(made, said, strict=True) if c.source == source]
        table[source] = {
            "facts": len(own),
            "right": round(sum(c.right for c, _ in own) / len(own), 4),
            "claimed": round(sum(c.claimed for c, _ in own) / len(own), 4),
            "ece_claimed": round(expected_error([(c.claimed, c.right) for c, _ in own]), 4),
            "calibrated": round(sum(p for _, p in own) / len(own), 4),
            "ece_calibrated": round(expected_error([(p, c.right) for c, p in own]), 4),
        }
    return table


def write(folder: Path, calibration: Calibration, figures: dict[str, dict[str, float]]) -> None:
    """Store the curves with the figures they were judged by."""
    about = {
        "figures": figures,
        "curves": {name: [list(point) for point in c] for name, c in calibration.curves.items()},
    }
    (folder / FILE).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _held(claimed: float, right: float) -> float:
    return round(min(right, HELD_BELOW) if claimed < UNSURE else right, 4)


def _odds(claimed: float) -> float:
    bounded = min(max(claimed, 0.02), 0.98)
    return float(np.log(bounded / (1 - bounded))) - _CENTRE


def _right(theta: npt.NDArray[np.float64], group: Group, claimed: float) -> float:
    level = theta[2 + _GROUPS.index(group)]
    return float(1 / (1 + np.exp(-(theta[0] + theta[1] * _odds(claimed) + level))))


def _solve(made: Sequence[Claim]) -> npt.NDArray[np.float64]:
    """Common level, slope and the groups' levels by Newton's steps on the penalised likelihood."""
    inputs = np.zeros((len(made), 2 + len(_GROUPS)))
    for row, claim in enumerate(made):
        inputs[row, 0], inputs[row, 1] = 1.0, _odds(claim.claimed)
        inputs[row, 2 + _GROUPS.index(claim.group)] = 1.0
    right = np.array([float(c.right) for c in made])
    weights = np.array([c.weight for c in made])
    theta = _newton(inputs, right, weights)
    if theta[1] < 0:  # bolder claims that were right less often are chance: then the claim says nothing
        inputs[:, 1] = 0.0
        theta = _newton(inputs, right, weights)
    return theta


def _newton(
    inputs: npt.NDArray[np.float64], right: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    penalty = np.array([1e-3, 1e-2, *[_RIDGE] * len(_GROUPS)])
    theta = np.zeros(inputs.shape[1])
    for _ in range(60):
        guess = 1 / (1 + np.exp(-inputs @ theta))
        gradient = inputs.T @ (weights * (guess - right)) + penalty * theta
        curvature = (inputs.T * (weights * guess * (1 - guess))) @ inputs + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        theta = theta - step
        if float(np.abs(step).max()) < 1e-10:
            break
    return theta
