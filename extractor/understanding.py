"""From words to facts: the two stages that work on a stranger's text (structure, facts), as one step.

They run in a killable child like the reading does (``extractor.sandbox.understanding``): text can be made to keep a
pattern busy for hours as easily as a PDF can.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts import extract_facts
from extractor.structure import build_structure
from extractor.understood import Understood, words_of
from extractor.words.types import PageFailure, PageWords


def understand(pages: Sequence[PageWords | PageFailure]) -> Understood:
    """Structure and facts of a whole document; ``pages`` holds one entry per page, in page order."""
    structure = build_structure([words_of(page) for page in pages])
    return Understood(
        contract=extract_facts(structure),
        page_texts=tuple(structure.page_text(page.number) for page in pages),
        notes=structure.notes,
    )
