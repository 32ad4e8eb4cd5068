"""A linear model over character and word n-grams that says what a passage is about and what it does.

It is the statistical half of the clause component; the rules are the other half. Features are hashed (CRC-32), so the
model is one array of weights and reading it needs numpy only. One logistic unit a label; a label is ``kind/stance``.
Design and reason: linear n-grams beat spaCy's own text classifiers on Indonesian contracts by a wide margin because
Indonesian affixes (diikutsertakan, kepesertaan) and OCR slips both live below the word.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extractor.model_folder import model_folder

BUCKETS = 1 << 15
FILE = "passages.npz"
_TOKEN = re.compile(r"[a-z]+|\d+|%")


@dataclass(frozen=True, slots=True)
class Guess:
    """One label with its calibrated probability, 0 to 1."""

    kind: str
    stance: str
    probability: float


@dataclass(frozen=True, slots=True)
class PassageModel:
    """``weights`` is (labels, BUCKETS), ``bias`` and the Platt parameters ``slope`` and ``offset`` are (labels,)."""

    labels: tuple[tuple[str, str], ...]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    slope: npt.NDArray[np.float32]
    offset: npt.NDArray[np.float32]
    version: str

    def guesses(self, text: str, *, heading: str = "") -> tuple[Guess, ...]:
        """Every label's probability for the passage, likeliest first."""
        features = feature_indices(text, heading=heading)
        score = self.weights[:, features].sum(axis=1) / np.sqrt(max(len(features), 1)) + self.bias
        chance = 1.0 / (1.0 + np.exp(-(self.slope * score + self.offset)))
        order = np.argsort(-chance)
        return tuple(Guess(self.labels[i][0], self.labels[i][1], float(chance[i])) for i in order)


@lru_cache(maxsize=2)
def load_passage_model(file: Path | None = None) -> PassageModel | None:
    """The passage model in ``file`` (that of the model in use by default), or None when there is none."""
    path = file or model_folder() / FILE
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        about = json.loads(str(stored["about"]))
        return PassageModel(
            labels=tuple((kind, stance) for kind, stance in about["labels"]),
            weights=stored["weights"].astype(np.float32),
            bias=stored["bias"].astype(np.float32),
            slope=stored["slope"].astype(np.float32),
            offset=stored["offset"].astype(np.float32),
            version=about["version"],
        )


def feature_indices(text: str, *, heading: str = "") -> npt.NDArray[np.int64]:
    """The distinct hashed features of a passage, sorted."""
    found = {zlib.crc32(feature.encode()) % BUCKETS for feature in _features(text.casefold(), heading.casefold())}
    return np.array(sorted(found), dtype=np.int64)


def _features(text: str, heading: str) -> Iterator[str]:
    tokens = ["0" if token.isdigit() else token for token in _TOKEN.findall(text)]
    for size in (1, 2, 3):
        for at in range(len(tokens) - size + 1):
            yield f"w{size} " + " ".join(tokens[at : at + size])
    for token in tokens:
        padded = f"_{token}_"
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                yield f"c{padded[at : at + size]}"
    for token in _TOKEN.findall(heading):
        yield f"h {token}"
