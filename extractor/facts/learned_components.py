"""The trained components of the pipeline, registered like the others through entry points."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.clauses.learned import fill_silence
from extractor.facts.passage_model import load_passage_model


def passages(doc: Doc) -> Doc:
    """Clauses in wordings that no rule foresaw, by the passage model."""
    findings = doc._.findings
    if findings.is_contract:
        findings.clauses = fill_silence(
            findings.clauses, findings.sentences, text=doc._.reading.text, model=load_passage_model()
        )
    return doc


Language.component("lindung_passages", func=passages)
