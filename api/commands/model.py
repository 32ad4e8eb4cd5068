"""``model``: train the models of the facts stage, and measure them against documents whose facts are known."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from api.settings import from_environment
from extractor.facts.learning.measure import Outcome, Score, compare, load_truth, overall, totals
from extractor.intake import identify
from extractor.sandbox import ReadingPool, UnderstandingPool

NOT_FOUND = 5


def train(*, without_entities: bool) -> int:
    """Make the models again from the invented contract text; minutes of work."""
    if find_spec("sklearn") is None:
        print(
            "Melatih model memerlukan scikit-learn, yang tidak terpasang. Model bawaan tetap dipakai.\n"
            "Pasang dengan: .venv/bin/pip install scikit-learn",
            file=sys.stderr,
        )
        return NOT_FOUND
    from extractor.facts.learning.train import train_all

    print(json.dumps(train_all(entities=not without_entities), indent=2, ensure_ascii=False))
    return 0


def evaluate(folder: Path, *, variant: str, as_json: bool) -> int:
    """Read every ``NN.<variant>.pdf`` in ``folder`` and compare its facts with ``NN.gold.json``."""
    truths = sorted(folder.glob("*.gold.json"))
    pairs = [(path, path.with_name(f"{path.name.split('.')[0]}.{variant}.pdf")) for path in truths]
    pairs = [(truth, file) for truth, file in pairs if file.exists()]
    if not pairs:
        print(
            f"Tidak ada dokumen uji di {folder}. Ukuran model tidak dapat dihitung.\n"
            f"Siapkan pasangan berkas NN.gold.json dan NN.{variant}.pdf (lihat tests/corpus).",
            file=sys.stderr,
        )
        return NOT_FOUND
    scores = totals(_outcomes(pairs))
    _print({**scores, "all facts": overall(scores.values())}, documents=len(pairs), as_json=as_json)
    return 0


def _outcomes(pairs: list[tuple[Path, Path]]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with ReadingPool(workers=from_environment().workers) as reader, UnderstandingPool() as understander:
        for truth, file in pairs:
            source = identify(file)
            pages = list(reader.read_pages(source, reader.inspect(source)))
            outcomes += compare(load_truth(truth), understander.understand(pages).contract)
    return outcomes


def _print(scores: dict[str, Score], *, documents: int, as_json: bool) -> None:
    if as_json:
        rows = {name: {"f1": round(s.f1, 4), "right": s.right, "invented": s.invented, "missed": s.missed}
                for name, s in scores.items()}  # fmt: skip
        print(json.dumps({"documents": documents, "fields": rows}, indent=2, ensure_ascii=False))
        return
    print(f"{documents} dokumen")
    print(f"{'fakta':<24}{'F1':>7}{'benar':>8}{'salah':>8}{'luput':>8}")
    for name, score in scores.items():
        print(f"{name:<24}{score.f1:>7.3f}{score.right:>8}{score.invented:>8}{score.missed:>8}")
