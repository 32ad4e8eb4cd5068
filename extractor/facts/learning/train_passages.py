"""Train the passage model on invented passages: one logistic unit a label, calibrated on held-back templates.

Calibration (Platt) is fitted on a model trained on one half of the wordings and scored on the other half, so the stored
probabilities speak about wordings never seen; the weights that ship are then fitted on all wordings. scikit-learn does the fitting and is needed only here (extra ``train``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.facts.learning.invented import Passage, labelled_passages
from extractor.facts.passage_model import BUCKETS, MODEL_FILE, feature_indices

SEED = 20260301


def train(*, count: int = 9000, seed: int = SEED, path: Path = MODEL_FILE) -> dict[str, float]:
    """Fit, calibrate, store. Returns figures measured on held-back wordings of our own grammar (optimistic)."""
    from sklearn.linear_model import LogisticRegression

    fitted = list(labelled_passages(count=count, seed=seed))
    seen = list(labelled_passages(count=count // 2, seed=seed + 1, half=0))
    unseen = list(labelled_passages(count=count // 2, seed=seed + 2, half=1))
    labels = sorted({(p.kind, p.stance) for p in fitted})
    inputs, seen_inputs, unseen_inputs = _matrix(fitted), _matrix(seen), _matrix(unseen)
    weights = np.zeros((len(labels), BUCKETS), dtype=np.float32)
    unseen_scores = np.zeros((len(unseen), len(labels)), dtype=np.float32)
    bias, slope, offset = (np.zeros(len(labels), dtype=np.float32) for _ in range(3))
    for row, label in enumerate(labels):
        unit = LogisticRegression(C=4.0, max_iter=200).fit(inputs, _is(fitted, label))
        weights[row], bias[row] = unit.coef_[0], unit.intercept_[0]
        half = LogisticRegression(C=4.0, max_iter=200).fit(seen_inputs, _is(seen, label))
        unseen_scores[:, row] = half.decision_function(unseen_inputs)
        platt = LogisticRegression(C=1.0).fit(unseen_scores[:, [row]], _is(unseen, label))
        slope[row], offset[row] = platt.coef_[0][0], platt.intercept_[0]
    weights[np.abs(weights) < 0.01] = 0.0
    best = unseen_scores.argmax(axis=1)
    right = float(np.mean([labels[i] == (p.kind, p.stance) for i, p in zip(best, unseen, strict=True)]))
    about = {"version": f"passages-{seed}-{count}", "labels": labels}
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path, weights=weights.astype(np.float16), bias=bias, slope=slope, offset=offset, about=json.dumps(about)
    )
    return {"labels": float(len(labels)), "accuracy_on_unseen_wordings": right}


def _matrix(passages: list[Passage]) -> Any:
    """Sparse (passages, BUCKETS) with each row scaled to length one."""
    from scipy.sparse import csr_matrix

    rows = [feature_indices(p.text, heading=p.heading) for p in passages]
    starts = np.concatenate([[0], np.cumsum([len(r) for r in rows])])
    values = np.concatenate([np.full(len(r), 1 / np.sqrt(max(len(r), 1)), dtype=np.float32) for r in rows])
    return csr_matrix((values, np.concatenate(rows), starts), shape=(len(rows), BUCKETS))


def _is(passages: list[Passage], label: tuple[str, str]) -> npt.NDArray[np.bool_]:
    return np.array([(p.kind, p.stance) == label for p in passages])


if __name__ == "__main__":
    print(train())
