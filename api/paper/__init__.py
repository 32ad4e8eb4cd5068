"""Paper that leaves the house as PDF: letters and recapitulations, written with reportlab alone.

A document is a sequence of blocks (``Heading``, ``Paragraph``, ``Table``, ``Picture``, ``Space``, ``PageBreak``) under
an optional ``Letterhead``; ``write_pdf`` sets it on A4 with page numbers and gives the file its title and language.
"""

from api.paper.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Space,
    Table,
)
from api.paper.setting import Face
from api.paper.text import printable
from api.paper.writer import Orientation, write_pdf

__all__ = [
    "Align",
    "Block",
    "Cell",
    "Face",
    "Heading",
    "Letterhead",
    "Orientation",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Run",
    "Space",
    "Table",
    "printable",
    "write_pdf",
]
