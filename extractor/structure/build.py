"""The structure stage: from the words of the pages to text, clause tree and tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.layout import lay_out
from extractor.structure.margins import mark_margins
from extractor.structure.outline import outline
from extractor.structure.textmap import write
from extractor.structure.tree import build_tree
from extractor.structure.types import Structure
from extractor.words.types import PageWords


def build_structure(pages: Sequence[PageWords]) -> Structure:
    """The whole document, structured. Pages in = pages out; a page without words adds nothing but its "\\f"."""
    laid = [lay_out(page) for page in pages]
    marked = mark_margins(pages, laid)
    written = write(marked)
    lines = outline(written.map.text, written.lines)
    tree = build_tree(lines, length=len(written.map.text))
    return Structure(
        text=written.map,
        lines=written.lines,
        root=tree.root,
        tables=(),
        pages=tuple(pages),
        notes=tree.notes,
    )
