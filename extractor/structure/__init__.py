"""Structure: lines in reading order, the text with its way back to words, the clause tree, tables."""

from extractor.structure.build import build_structure
from extractor.structure.clauses import (
    Block,
    ClauseText,
    Flow,
    clauses,
    evidence,
    flow,
    party_block,
    recitals,
    section_of,
    sentence_spans,
    signature_block,
    title_block,
    where,
)
from extractor.structure.parts import Part, find_parts

__all__ = [
    "Block",
    "ClauseText",
    "Flow",
    "Part",
    "build_structure",
    "clauses",
    "evidence",
    "find_parts",
    "flow",
    "party_block",
    "recitals",
    "section_of",
    "sentence_spans",
    "signature_block",
    "title_block",
    "where",
]
