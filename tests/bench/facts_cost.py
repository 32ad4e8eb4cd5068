"""What a facts worker costs: time to load the model, time for five pages, memory. Printed by ``make bench-facts``.

Runs in a process of its own, so that nothing else is loaded: ``python -m tests.bench.facts_cost WORDS`` with the pickled
pages of a document. CPU seconds are this process's own; they do not change with what else the machine does.
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.words.types import PageWords

LOAD, FIVE_PAGES, MEMORY = 1.5, 0.4, 500.0
"""Limits: CPU seconds to load, CPU seconds for five pages, MB resident at the peak."""
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """``load`` and ``five_pages`` in CPU seconds, ``memory`` the highest resident size in MB."""

    load: float
    five_pages: float
    memory: float

    @property
    def within_limits(self) -> bool:
        return self.load < LOAD and self.five_pages < FIVE_PAGES and self.memory < MEMORY


def five_pages(document: Sequence[PageWords]) -> tuple[PageWords, ...]:
    """The document's pages, the last ones again until there are five."""
    pages = list(document)
    while len(pages) < 5:
        pages.append(document[len(pages) % len(document)])
    return tuple(replace(page, number=number) for number, page in enumerate(pages[:5], start=1))


def measured(document: Sequence[PageWords]) -> Cost:
    """The cost of a fresh worker on five pages of this document."""
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words"
        words.write_bytes(pickle.dumps(five_pages(document)))
        command = [sys.executable, "-m", "tests.bench.facts_cost", str(words)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Cost(*(float(figure) for figure in answer[-3:]))


def _work(words: Path) -> None:
    begun = time.process_time()
    from extractor.facts import extract_facts, warm_up
    from extractor.facts.entity_model import load_entity_model
    from extractor.facts.passage_model import load_passage_model
    from extractor.structure import build_structure

    warm_up()
    load_entity_model()
    load_passage_model()
    loaded = time.process_time() - begun
    pages = pickle.loads(words.read_bytes())  # our own file, written a moment ago
    extract_facts(build_structure(pages))  # the first document fills the caches
    begun = time.process_time()
    for _ in range(ROUNDS):
        extract_facts(build_structure(pages))
    spent = (time.process_time() - begun) / ROUNDS
    print(loaded, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
