"""The trained recogniser of organisations, persons, offices held and addresses in the opening of a contract.

It is a spaCy pipeline of its own (tok2vec and ner) under ``model/entities``, built from its stored config with the
tokenizer of the facts stage: the 16,000 exceptions of spaCy's Indonesian tokenizer would cost three seconds a process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from spacy.language import Language
from spacy.util import load_config, load_model_from_config

from extractor.model_folder import model_folder

EntityLabel = Literal["ORG", "PER", "JAB", "ADDR", "POS"]
FOLDER = "entities"


@dataclass(frozen=True, slots=True)
class Entity:
    """Characters ``start`` to ``end`` of the text that was given, with their ``text`` (line ends kept)."""

    label: EntityLabel
    start: int
    end: int
    text: str


@lru_cache(maxsize=2)
def load_entity_model(folder: Path | None = None) -> Language | None:
    """The entity model in ``folder`` (that of the model in use by default), or None when there is none."""
    return read_entity_model(folder or model_folder() / FOLDER)


def read_entity_model(path: Path) -> Language | None:
    """A copy of the model in ``path`` of one's own, which may be trained further; None when there is none."""
    if not (path / "config.cfg").exists():
        return None
    config = load_config(path / "config.cfg")
    config["nlp"]["tokenizer"] = {"@tokenizers": "lindung.contract_tokenizer.v1"}
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.from_disk(path, exclude=["tokenizer"])
    return nlp


def find_entities(text: str, *, model: Language) -> tuple[Entity, ...]:
    """The entities of ``text`` in the order of the page."""
    found = (e for e in model(text).ents if e.text.strip())
    return tuple(Entity(cast(EntityLabel, e.label_), e.start_char, e.end_char, e.text) for e in found)
