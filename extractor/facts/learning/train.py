"""One command that makes both models again: ``make model`` (or ``python -m extractor.facts.learning.train``).

Everything is seeded. Beside the models it writes ``record.json``: a version made from the files themselves, the hash of
the training text, the figures and the library versions, so that a result can be traced to what produced it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from extractor.facts.confidence import FILE
from extractor.facts.entity_model import FOLDER as ENTITIES
from extractor.facts.learning import train_entities, train_passages
from extractor.facts.learning.corrections import CorrectedDocument, labelled, write_corrections
from extractor.facts.learning.corrections import passages as passages_of
from extractor.facts.learning.record import HELD, read_record, write_record
from extractor.facts.passage_model import FILE as PASSAGES
from extractor.model_folder import SHIPPED


def train_all(*, folder: Path = SHIPPED, entities: bool = True) -> dict[str, object]:
    """Train the passage model and, unless told otherwise, the entity model; write and return the record."""
    folder.mkdir(parents=True, exist_ok=True)
    before = read_record(folder)
    about: dict[str, object] = {"passages": train_passages.train(path=folder / "passages.npz")}
    about["entities"] = train_entities.train(path=folder / "entities") if entities else before.get("entities")
    return write_record(folder, about)


def train_with(
    documents: Sequence[CorrectedDocument], *, base: Path, folder: Path, passages: bool = True
) -> dict[str, object]:
    """A new model in ``folder``: that of ``base`` carried on with the corrected documents that are not held back.

    The held-back ones are stored beside it (``held.spacy``) to test it with. ``passages`` False leaves the passage
    model as it was (without scikit-learn there is no other way). ValueError when no document is left to learn from.
    """
    learnt = [d for d in documents if not d.held_back]
    if not learnt:
        raise ValueError("every corrected document is held back")
    folder.mkdir(parents=True)
    for name in (FILE, PASSAGES):
        if (base / name).exists():
            shutil.copy2(base / name, folder / name)
    before = read_record(base)
    about = {key: value for key, value in before.items() if key in ("passages", "entities")}
    openings = [made for d in learnt if (made := labelled(d)).spans]
    if openings:
        about["entities"] = train_entities.improve(openings, base=base / ENTITIES, path=folder / ENTITIES)
    else:
        shutil.copytree(base / ENTITIES, folder / ENTITIES)
    sentences = [passage for d in learnt for passage in passages_of(d)]
    if passages and sentences:
        about["passages"] = train_passages.train(path=folder / PASSAGES, corrected=sentences)
    about["base"] = before.get("version")
    about["corrections"] = {
        "trained": len(learnt), "held_back": len(documents) - len(learnt), "passages": len(sentences),
        "documents_sha256": hashlib.sha256("\n".join(sorted(d.sha256 for d in documents)).encode()).hexdigest(),
    }  # fmt: skip
    record = write_record(folder, about)
    write_corrections([d for d in documents if d.held_back], folder / HELD)
    return record


if __name__ == "__main__":
    print(json.dumps(train_all(), indent=2))
