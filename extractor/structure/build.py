"""The structure stage: from the words of the pages to text, clause tree and tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.layout import PageLayout, lay_out
from extractor.structure.margins import mark_margins
from extractor.structure.outline import outline
from extractor.structure.tables import make_tables
from extractor.structure.textmap import write
from extractor.structure.tree import build_tree
from extractor.structure.types import Structure
from extractor.words.types import PageWords


def build_structure(pages: Sequence[PageWords]) -> Structure:
    """The whole document, structured. Pages in = pages out; a page without words adds nothing but its "\\f"."""
    layouts: list[PageLayout] = []
    for page in pages:
        layouts.append(lay_out(page, before=layouts[-1] if layouts else None))
    laid = mark_margins(pages, [layout.lines for layout in layouts])
    written = write(laid)
    tables = make_tables([layout.grids for layout in layouts], laid, written)
    tree = build_tree(outline(written.map.text, written.lines), length=len(written.map.text))
    return Structure(
        text=written.map,
        lines=written.lines,
        root=tree.root,
        tables=tables,
        pages=tuple(pages),
        notes=tree.notes,
    )
