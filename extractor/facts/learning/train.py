"""One command that makes both models again: ``make model`` (or ``python -m extractor.facts.learning.train``).

Everything is seeded. Beside the models it writes ``record.json``: a version made from the files themselves, the hash of
the training text, the figures and the library versions, so that a result can be traced to what produced it.
"""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

from extractor.facts.learning import train_entities, train_passages
from extractor.model_folder import SHIPPED

LIBRARIES = ("spacy", "numpy", "scikit-learn")


def train_all(*, folder: Path = SHIPPED, entities: bool = True) -> dict[str, object]:
    """Train the passage model and, unless told otherwise, the entity model; write and return the record."""
    folder.mkdir(parents=True, exist_ok=True)
    before = read_record(folder)
    about: dict[str, object] = {"passages": train_passages.train(path=folder / "passages.npz")}
    about["entities"] = train_entities.train(path=folder / "entities") if entities else before.get("entities")
    return write_record(folder, about)


def write_record(folder: Path, about: dict[str, object]) -> dict[str, object]:
    """Store what is known about the models in ``folder`` with a version that changes with any of their files."""
    libraries = {name: version(name) for name in LIBRARIES}
    record: dict[str, object] = {"version": model_version(folder), **about}
    record["libraries"] = {"python": platform.python_version(), **libraries}
    (folder / "record.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return record


def read_record(folder: Path = SHIPPED) -> dict[str, object]:
    """The stored record, empty when there is none."""
    path = folder / "record.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def model_version(folder: Path) -> str:
    """Ten hexadecimal digits over every file of the models in ``folder``."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "record.json":
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:10]


if __name__ == "__main__":
    print(json.dumps(train_all(), indent=2))
