"""What a document is made of. All lengths are points (1/72 inch)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Align = Literal["left", "centre", "right", "justify"]
Cell = str | int | Decimal | None
"""A number stands at the right of its column, written as given (a decimal comma is the caller's)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; ``size`` None: that of the document. A line break is "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the title of the document, 2 and 3 stand below it; all are bookmarks of the file."""

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``indent`` of the whole paragraph, ``first`` of its first line beyond that (negative: hanging).

    ``marker`` stands before a paragraph of a list, at ``indent`` + ``first``. ``leading`` is the line height as a
    multiple of the size.
    """

    runs: tuple[Run, ...]
    align: Align = "left"
    indent: float = 0
    first: float = 0
    marker: str = ""
    before: float = 0
    after: float = 6
    leading: float = 1.25
    keep_with_next: bool = False

    @classmethod
    def of(cls, text: str, *, align: Align = "left", bold: bool = False) -> Paragraph:
        """A paragraph of plain text."""
        return cls((Run(text, bold=bold),), align=align)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as PNG or JPEG bytes; shrunk to the width of the page when it is wider."""

    data: bytes
    width: float
    height: float
    align: Align = "left"
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    height: float = 12


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Table:
    """A table that splits over pages, with its ``columns`` (the head) repeated on each.

    ``columns`` empty: a table without head. ``widths`` are points or shares, in proportion to which the width of the
    page is given out; empty: by the longest texts. A cell is text or a number, or paragraphs and pictures (then a
    sequence of blocks). ``lines`` False: without rules, for letters; ``underline`` draws one below the last row.
    ``total`` sets the last row in bold. ``spans`` are (row, column, how many): cells that reach over several columns;
    rows count from 0 below the head.
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell | Sequence[Block]]]
    widths: tuple[float, ...] = ()
    caption: str = ""
    lines: bool = True
    total: bool = False
    size: float | None = None
    after: float = 6
    spans: tuple[tuple[int, int, int], ...] = ()
    underline: bool = False


Block = Heading | Paragraph | Table | Picture | Space | PageBreak


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an office's paper: ``above`` is the government it belongs to ("PEMERINTAH KABUPATEN ..."), ``name``
    the office, ``lines`` its address and telephone, ``logo`` an image as PNG or JPEG bytes."""

    name: str
    above: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes | None = None
