"""What is known about a model, beside its files: ``record.json``. Light: neither spaCy nor numpy is loaded."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extractor.model_folder import RECORD, SHIPPED

LIBRARIES = {"spacy": "spacy", "numpy": "numpy", "scikit-learn": "sklearn"}
"""Distributions whose version decides what a training gives, and the module that shows they are installed."""
HELD = "held.spacy"
"""The corrected documents that test a model; they are no part of it (nor of its version)."""


def write_record(folder: Path, about: dict[str, object]) -> dict[str, object]:
    """Store what is known about the models in ``folder`` with a version that changes with any of their files."""
    libraries = {name: version(name) for name, module in LIBRARIES.items() if find_spec(module)}
    record: dict[str, object] = {"version": model_version(folder), **about}
    record["libraries"] = {"python": platform.python_version(), **libraries}
    (folder / RECORD).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return record


def read_record(folder: Path = SHIPPED) -> dict[str, object]:
    """The stored record, empty when there is none."""
    path = folder / RECORD
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def model_version(folder: Path) -> str:
    """Ten hexadecimal digits over every file of the models in ``folder``."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in (RECORD, HELD):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:10]
