"""How the facts fade when characters of the page are damaged: 0, 1, 3 and 6 % of them.

Every printed word of the hand-written born-digital documents is damaged the way scanners do it (seeded), then read by
the facts stage. Prints one row a field with its F1 at each level. Run with ``make bench-facts``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.facts import extract_facts
from extractor.facts.learning.measure import Outcome, Score, compare, load_truth, overall, totals
from extractor.facts.learning.noise import roughen
from extractor.facts.learning.template import Labelled
from extractor.structure import build_structure
from extractor.words.types import PageWords

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "facts"))

LEVELS = (0.0, 0.01, 0.03, 0.06)
SEED = 20260304


def damaged(pages: Sequence[PageWords], *, rate: float, rng: random.Random) -> tuple[PageWords, ...]:
    """The pages with ``rate`` of their characters damaged; a word that loses all its characters is gone."""
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


def measure(truths: Sequence[Path], *, rate: float) -> dict[str, Score]:
    """Scores by field over the documents, all damaged at one rate."""
    from born_words import born_words

    outcomes: list[Outcome] = []
    for path in truths:
        pages = born_words(path.with_name(f"{path.name.split('.')[0]}.born.pdf"))
        rng = random.Random(f"{SEED} {path.parent.name} {path.name} {rate}")
        contract = extract_facts(build_structure(damaged(pages, rate=rate, rng=rng)))
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


if __name__ == "__main__":
    main()
