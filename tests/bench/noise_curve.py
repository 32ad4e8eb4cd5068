"""How the facts fade when characters of the page are damaged: 0, 1, 3 and 6 % of them.

Every printed word of the hand-written born-digital documents is damaged the way scanners do it (seeded), then read by
the facts stage. Prints one row a field with its F1 at each level. Run with ``make bench-facts``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extractor.facts import extract_facts
from extractor.facts.learning.calibrate import SEED, damaged
from extractor.facts.learning.measure import Outcome, Score, compare, load_truth, overall, totals
from extractor.structure import build_structure
from tests.bench.facts_cost import FIVE_PAGES, LOAD, MEMORY, Cost, measured

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "facts"))

LEVELS = (0.0, 0.01, 0.03, 0.06)


def measure(truths: Sequence[Path], *, rate: float) -> dict[str, Score]:
    """Scores by field over the documents, all damaged at one rate."""
    from born_words import born_words

    outcomes: list[Outcome] = []
    for path in truths:
        pages = born_words(path.with_name(f"{path.name.split('.')[0]}.born.pdf"))
        seed = f"{SEED} {path.parent.name} {path.name} {rate}"
        contract = extract_facts(build_structure(damaged(pages, rate=rate, seed=seed)))
        outcomes += compare(load_truth(path), contract)
    scores = totals(outcomes)
    return {**scores, "all facts": overall(scores.values())}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "tests" / "corpus", ROOT / "samples"])
    truths = [path for folder in parser.parse_args().folders for path in sorted(folder.glob("*.gold.json"))]
    levels = [measure(truths, rate=rate) for rate in LEVELS]
    print(f"{len(truths)} documents; F1 with this share of characters damaged")
    print(f"{'':<24}" + "".join(f"{rate:>8.0%}" for rate in LEVELS))
    for field in levels[0]:
        print(f"{field:<24}" + "".join(f"{level[field].f1:>8.3f}" for level in levels))
    cost = _cost(truths)
    print(
        f"model load {cost.load:.2f} CPU s (limit {LOAD}), five pages {cost.five_pages:.2f} CPU s (limit {FIVE_PAGES}), "
        f"memory {cost.memory:.0f} MB (limit {MEMORY:.0f})"
    )
    if not cost.within_limits:
        print("over a limit; on a machine with other work CPU seconds come out a tenth too high")


def _cost(truths: Sequence[Path]) -> Cost:
    """The cost of the longest of the documents."""
    from born_words import born_words

    words = [born_words(path.with_name(f"{path.name.split('.')[0]}.born.pdf")) for path in truths]
    return measured(max(words, key=lambda pages: sum(len(page.words) for page in pages)))


if __name__ == "__main__":
    main()
