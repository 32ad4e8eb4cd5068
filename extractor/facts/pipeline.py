"""Loads the spaCy pipeline once a process and runs a document through it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

from extractor.facts.addendum import superseded
from extractor.facts.assembly import assemble
from extractor.facts.components import Findings
from extractor.facts.confidence import calibrated, load_calibration
from extractor.facts.reading import Reading, read
from extractor.report import Contract
from extractor.structure.types import Structure

CONFIG = Path(__file__).with_name("config.cfg")
_LONGEST = 50_000_000  # characters; spaCy's own limit guards statistical models, which this pipeline has none of yet


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """The pipeline of config.cfg, made once."""
    nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
    nlp.max_length = _LONGEST
    return nlp


def warm_up() -> None:
    """Load the pipeline now: an understanding child does so before its fences go up."""
    load_pipeline()


def understand(reading: Reading) -> Doc:
    """The document after all components; the facts are in ``doc._.findings``."""
    nlp = load_pipeline()
    doc = nlp.make_doc(reading.text)
    doc._.reading = reading
    doc._.findings = Findings()
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def extract_facts(structure: Structure) -> Contract:
    """All facts of one document with their evidence; unknown is None, never a guess.

    A document that is no Indonesian labour contract comes back as kind "other" with the reason and without facts.
    Confidences say how often such facts are right (``extractor.facts.confidence``).
    """
    return calibrated(claimed_facts(structure), load_calibration())


def claimed_facts(structure: Structure) -> Contract:
    """The same with confidences as the rules claim them, from which the calibration is fitted."""
    reading = read(structure, without=superseded(structure))
    doc = understand(reading)
    return assemble(reading, doc._.findings)
