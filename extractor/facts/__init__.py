"""Facts: a document's structure in, the contract's facts with their evidence out."""

from extractor.facts.pipeline import extract_facts, warm_up
from extractor.facts.search import search_terms

__all__ = ["extract_facts", "search_terms", "warm_up"]
