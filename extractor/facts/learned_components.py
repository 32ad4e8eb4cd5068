"""The trained components of the pipeline, registered like the others through entry points."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.clauses.learned import fill_silence
from extractor.facts.entity_model import find_entities, load_entity_model
from extractor.facts.party_gaps import REACH, fill_gaps, has_gaps
from extractor.facts.passage_model import load_passage_model


def entities(doc: Doc) -> Doc:
    """Parties and particulars that the rules left empty, by the entity model; it reads the opening only."""
    findings = doc._.findings
    model = load_entity_model()
    if findings.is_contract and model is not None and has_gaps(findings.parties):
        reading = doc._.reading
        found = find_entities(reading.text[:REACH], model=model)
        findings.parties = fill_gaps(findings.parties, found, reading=reading, kind=findings.kind.kind)
    return doc


def passages(doc: Doc) -> Doc:
    """Clauses in wordings that no rule foresaw, by the passage model."""
    findings = doc._.findings
    if findings.is_contract:
        findings.clauses = fill_silence(
            findings.clauses, findings.sentences, text=doc._.reading.text, model=load_passage_model()
        )
    return doc


Language.component("lindung_entities", func=entities)
Language.component("lindung_passages", func=passages)
