"""Blocks to reportlab's flowables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Printed
from reportlab.platypus import Table as Grid

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
from api.paper.text import printable

Face = Literal["sans", "serif"]

FONTS: dict[Face, str] = {"sans": "Helvetica", "serif": "Times-Roman"}
_BOLD: dict[Face, str] = {"sans": "Helvetica-Bold", "serif": "Times-Bold"}
_ALIGNS: dict[Align, Literal[0, 1, 2, 4]] = {"left": 0, "centre": 1, "right": 2, "justify": 4}
_PLACES: dict[Align, Literal["LEFT", "CENTER", "RIGHT"]] = {
    "left": "LEFT",
    "centre": "CENTER",
    "right": "RIGHT",
    "justify": "LEFT",
}
_PAD = 3.5
ROWS_A_TABLE = 200
"""A long table is set in pieces of so many rows: reportlab's effort for one table grows with the square of its rows."""
_SAMPLE = 200
"""Rows that are looked at to find the widths of columns."""


class Setter:
    """Blocks to reportlab's flowables, in one face and size, for columns of ``width`` points."""

    def __init__(self, *, face: Face, size: float, width: float) -> None:
        self.font, self.bold, self.size, self.width = FONTS[face], _BOLD[face], size, width

    def all(self, blocks: Iterable[Block], *, width: float | None = None, bold: bool = False) -> Iterator[Flowable]:
        wide = self.width if width is None else width
        for block in blocks:
            match block:
                case Heading():
                    yield self._heading(block)
                case Paragraph():
                    yield self._paragraph(block, bold=bold)
                case Table():
                    yield from self._table(block, wide)
                case Picture():
                    yield self._picture(block, wide)
                case Space():
                    yield Spacer(1, block.height)
                case PageBreak():
                    yield NewPage()

    def height(self, blocks: Iterable[Block]) -> float:
        """How high the blocks are when they are set one below the other."""
        total = 0.0
        for number, flowable in enumerate(self.all(blocks)):
            before = flowable.getSpaceBefore() if number else 0
            total += float(flowable.wrap(self.width, 10_000)[1]) + float(before) + float(flowable.getSpaceAfter())
        return total

    def letterhead(self, head: Letterhead | None) -> Iterator[Flowable]:
        if head is None:
            return
        centre = self._style(align="centre", leading=1.2)
        lines: list[Flowable] = []
        if head.above:
            lines.append(Printed(_markup(Run(head.above, size=12)), centre))
        lines.append(Printed(_markup(Run(head.name, bold=True, size=14)), centre))
        lines.extend(Printed(_markup(Run(line, size=9)), centre) for line in head.lines)
        aside = 62.0 if head.logo else 0.0
        mark = self._picture(Picture(head.logo, 54, 54), 54) if head.logo else ""
        # The same room on both sides keeps the name in the middle of the page.
        grid = Grid([[mark, lines, ""]], colWidths=[aside, self.width - 2 * aside, aside])
        grid.setStyle([
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, -1), 1.6, colors.black),
        ])  # fmt: skip
        yield grid
        yield Spacer(1, 12)

    def _style(
        self, *, align: Align = "left", leading: float = 1.25, size: float | None = None, font: str = "", **more: Any
    ) -> ParagraphStyle:
        height = size or self.size
        return ParagraphStyle(
            "", fontName=font or self.font, fontSize=height, leading=height * leading, alignment=_ALIGNS[align], **more
        )

    def _heading(self, block: Heading) -> Flowable:
        size = self.size * {1: 1.5, 2: 1.2, 3: 1.0}[block.level]
        style = self._style(size=size, font=self.bold, keepWithNext=1, spaceBefore=size * 0.8, spaceAfter=size * 0.4)
        made = Printed(_markup(Run(block.text)), style)
        made.outline_level = block.level - 1
        made.outline_text = printable(block.text)
        return made

    def _paragraph(self, block: Paragraph, *, bold: bool = False) -> Flowable:
        runs = block.runs
        if not any(run.text.strip() for run in runs):
            return Spacer(1, (runs[0].size if runs and runs[0].size else self.size) * block.leading)
        largest = max((run.size or self.size for run in runs), default=self.size)
        style = self._style(
            align=block.align, leading=block.leading * largest / self.size, font=self.bold if bold else "",
            leftIndent=block.indent, firstLineIndent=0 if block.marker else block.first,
            bulletIndent=block.indent + block.first, spaceBefore=block.before, spaceAfter=block.after,
            keepWithNext=int(block.keep_with_next), bulletFontName=self.font, bulletFontSize=self.size,
        )  # fmt: skip
        return Printed(
            "".join(_markup(run) for run in runs), style, bulletText=printable(block.marker) if block.marker else None
        )

    def _picture(self, block: Picture, width: float) -> Flowable:
        ImageReader(io.BytesIO(block.data))  # What is no image is said here, not in the middle of a page.
        shrink = min(1.0, width / block.width) if block.width else 1.0
        return Image(io.BytesIO(block.data), block.width * shrink, block.height * shrink, hAlign=_PLACES[block.align])

    def _table(self, block: Table, width: float) -> Iterator[Flowable]:
        size = block.size or (self.size - 1 if block.lines else self.size)
        count = max(len(block.columns), *(len(row) for row in block.rows), 1) if block.rows else len(block.columns)
        if not count:
            return
        widths = _shared(width, block.widths or self._needed(block, count, size))
        pieces = [block.rows[i : i + ROWS_A_TABLE] for i in range(0, len(block.rows), ROWS_A_TABLE)] or [()]
        caption = block.caption
        for number, rows in enumerate(pieces):
            last, first = number == len(pieces) - 1, number * ROWS_A_TABLE
            grid = self._grid(
                block,
                rows,
                widths=widths,
                size=size,
                total=block.total and last,
                spans=[(y - first, x, n) for y, x, n in block.spans if first <= y < first + len(rows)],
            )
            grid.spaceAfter = block.after if last else 0
            if caption and number == 0:
                head = Printed(_markup(Run(caption, bold=True)), self._style(keepWithNext=1, spaceAfter=3))
                if len(rows) <= 8:
                    yield KeepTogether([head, grid])
                    continue
                yield head
            yield grid

    def _grid(
        self, block: Table, rows: Sequence[Sequence[Cell | Sequence[Block]]], *, widths: list[float], size: float,
        total: bool, spans: Sequence[tuple[int, int, int]],
    ) -> Grid:  # fmt: skip
        pad = _PAD if block.lines else 0.0
        cells: list[list[Any]] = []
        if block.columns:
            cells.append([self._cell(c, widths[i] - 2 * pad, size, bold=True) for i, c in enumerate(block.columns)])
        for number, row in enumerate(rows):
            bold = total and number == len(rows) - 1
            filled = [*row, *[None] * (len(widths) - len(row))]
            cells.append([self._cell(c, widths[i] - 2 * pad, size, bold=bold) for i, c in enumerate(filled)])
        head = 1 if block.columns else 0
        grid = Grid(cells or [[""] * len(widths)], colWidths=widths, repeatRows=head, splitInRow=1)
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONT", (0, 0), (-1, -1), self.font, size, size * 1.2),
            ("LEFTPADDING", (0, 0), (-1, -1), pad), ("RIGHTPADDING", (0, 0), (-1, -1), pad),
            ("TOPPADDING", (0, 0), (-1, -1), 2 if block.lines else 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3 if block.lines else 0),
        ]  # fmt: skip
        if head:
            style.append(("FONT", (0, 0), (-1, 0), self.bold, size, size * 1.2))
        if block.lines:
            style.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))
            if head:
                style.append(("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.92, 0.93, 0.92)))
        style.extend(("SPAN", (x, y + head), (x + wide - 1, y + head)) for y, x, wide in spans)
        if block.underline:
            style.append(("LINEBELOW", (0, -1), (-1, -1), 1.2, colors.black))
        if total:
            style.append(("FONT", (0, -1), (-1, -1), self.bold, size, size * 1.2))
        for y, row in enumerate(rows, start=head):
            style.extend(
                ("ALIGN", (x, y), (x, y), "RIGHT")
                for x, c in enumerate(row)
                if not isinstance(c, str | Sequence | None)
            )
        grid.setStyle(style)
        return grid

    def _cell(self, cell: Cell | Sequence[Block], width: float, size: float, *, bold: bool) -> Any:
        """A short text as it is; one that needs more than a line as a paragraph, which costs much more."""
        if cell is None:
            return ""
        if not isinstance(cell, str | int | Decimal):
            return list(self.all(cell, width=width, bold=bold))
        text = printable(str(cell))
        font = self.bold if bold else self.font
        if "\n" not in text and stringWidth(text, font, size) <= width:
            return text
        return Printed(_markup(Run(text)), self._style(size=size, font=font, leading=1.2, splitLongWords=1))

    def _needed(self, block: Table, count: int, size: float) -> tuple[float, ...]:
        """How wide each column would like to be: its longest text, but not more than 220 points."""
        wide = [_PAD * 2 + 6.0] * count
        rows: list[Sequence[Any]] = [block.columns, *block.rows[:_SAMPLE]]
        for row in rows:
            for i, cell in enumerate(row):
                if isinstance(cell, str | int | Decimal):
                    wide[i] = max(wide[i], min(220.0, stringWidth(printable(str(cell)), self.bold, size) + 2 * _PAD))
        return tuple(wide)


def _shared(width: float, wanted: Sequence[float]) -> list[float]:
    """The width of the page given out in proportion to what was wanted."""
    scale = width / sum(wanted)
    return [w * scale for w in wanted]


def _markup(run: Run) -> str:
    """A run as reportlab's own markup, everything in it escaped."""
    text = escape(printable(run.text)).replace("\t", "&nbsp;&nbsp;&nbsp; ").replace("\n", "<br/>")
    for mark, on in (("u", run.underline), ("i", run.italic), ("b", run.bold)):
        if on:
            text = f"<{mark}>{text}</{mark}>"
    return f'<font size="{run.size:g}">{text}</font>' if run.size else text
