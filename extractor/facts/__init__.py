"""Facts: a document's structure in, the contract's facts with their evidence out.

The language pipeline is imported at the first use, not with this package: the checks ask here what was searched, in
processes that never read a text themselves (the web, the command line) and should not carry spaCy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.search import search_terms

if TYPE_CHECKING:
    from extractor.report import Contract
    from extractor.structure.types import Structure

__all__ = ["extract_facts", "search_terms", "warm_up"]


def extract_facts(structure: Structure) -> Contract:
    """All facts of one document with their evidence; see ``extractor.facts.pipeline``."""
    from extractor.facts import pipeline

    return pipeline.extract_facts(structure)


def warm_up() -> None:
    """Load the language pipeline now."""
    from extractor.facts import pipeline

    pipeline.warm_up()
