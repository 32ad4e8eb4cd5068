"""A Word document to the blocks of ``api.paper``: what an edited template looks like, also without Word.

Paragraphs with their runs (bold, italic, underline, size), alignment, indents, list marks, tables with joined cells,
and pictures are taken over, from the body and from headers and footers. Text boxes, shapes, columns and fields other
than text are not: a letter has none, and what is left out is left out of the PDF alone, never of the Word file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from api.letters.list_marks import Marks
from api.paper import Align, Block, PageBreak, Paragraph, Picture, Run, Table, write_pdf

_ALIGNS: dict[str, Align] = {
    "left": "left", "start": "left", "center": "centre", "right": "right", "end": "right", "both": "justify",
    "distribute": "justify",
}  # fmt: skip
DEFAULT_SIZE = 11.0
_EMU = 12700.0
_SERIF = ("times", "bookman", "georgia", "garamond", "serif", "cambria", "palatino")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as blocks. ``margins`` in points: top, right, bottom, left; ``serif`` says that its text is set in a
    face with serifs, ``size`` how large."""

    body: tuple[Block, ...]
    first_head: tuple[Block, ...]
    head: tuple[Block, ...]
    foot: tuple[Block, ...]
    margins: tuple[float, float, float, float]
    serif: bool
    size: float


def read(data: bytes) -> Sheet:
    """The blocks of a DOCX that this house made (nothing of its soundness is checked here)."""
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    normal = document.styles["Normal"].font
    size = normal.size.pt if normal.size is not None else DEFAULT_SIZE
    reader = _Reader(document, size=size)
    first = section.first_page_header if section.different_first_page_header_footer else section.header
    return Sheet(
        body=tuple(reader.blocks(document.element.body, document.part)),
        first_head=tuple(reader.blocks(first._element, first.part)),
        head=tuple(reader.blocks(section.header._element, section.header.part)),
        foot=tuple(reader.blocks(section.footer._element, section.footer.part)),
        margins=tuple(_points(v, 56.7) for v in (
            section.top_margin, section.right_margin, section.bottom_margin, section.left_margin,
        )),  # type: ignore[arg-type]
        serif=any(word in (normal.name or "").lower() for word in _SERIF),
        size=size,
    )  # fmt: skip


def pdf(sheet: Sheet, out: BinaryIO, *, title: str, author: str) -> int:
    """Write the document as PDF; how many pages it has."""
    return write_pdf(
        sheet.body, out, title=title, author=author, language="id-ID", face="serif" if sheet.serif else "sans",
        size=sheet.size, margins=sheet.margins, first_head=sheet.first_head, head=sheet.head, foot=sheet.foot,
    )  # fmt: skip


def _points(length: Any, default: float) -> float:
    return default if length is None else max(18.0, float(length.pt))


class _Reader:
    def __init__(self, document: Any, *, size: float) -> None:
        self._size = size
        self._marks = Marks(document)

    def blocks(self, parent: Any, part: Any) -> Iterator[Block]:
        """The blocks below an element of the XML; ``part`` is where its pictures are looked up."""
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(WordParagraph(child, _Owner(part)))
            elif child.tag == qn("w:tbl"):
                yield self._table(WordTable(child, _Owner(part)), part)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self.blocks(content, part)

    def _paragraph(self, word: WordParagraph) -> Iterator[Block]:
        runs: list[Run] = []
        pictures: list[Picture] = []
        breaks = 0
        align = _align(word)
        for element in word._p.iter(qn("w:r")):
            run = WordRun(element, word)
            breaks += sum(b.get(qn("w:type")) == "page" for b in element.iter(qn("w:br")))
            text = _text(element)
            if text:
                runs.append(self._run(run, word, text))
            pictures.extend(_pictures(element, word.part, align))
        form = word.paragraph_format
        if breaks and not runs and not pictures:
            yield PageBreak()
            return
        yield from pictures
        if runs or not pictures:
            indent, first = _length(word, "left_indent"), _length(word, "first_line_indent")
            mark, mark_indent, mark_first = self._marks.of(word)
            spacing = _inherited(word, "line_spacing")
            yield Paragraph(
                runs=tuple(runs) or (Run("", size=self._size),),
                align=align,
                indent=indent or mark_indent,
                first=first or mark_first,
                marker=mark,
                before=_length(word, "space_before"),
                after=_length(word, "space_after"),
                leading=1.2 * spacing if isinstance(spacing, float) else 1.2,
                keep_with_next=bool(form.keep_with_next),
            )
        if breaks:
            yield PageBreak()

    def _run(self, run: WordRun, word: WordParagraph, text: str) -> Run:
        size = run.font.size
        if size is None:
            size = _style_value(run.style, "size") or _style_value(word.style, "size")
        return Run(
            text.upper() if run.font.all_caps else text,
            bold=_flag(run, word, "bold"),
            italic=_flag(run, word, "italic"),
            underline=_flag(run, word, "underline"),
            size=None if size is None else float(size.pt),
        )

    def _table(self, word: WordTable, part: Any) -> Table:
        rows: list[list[Any]] = []
        spans: list[tuple[int, int, int]] = []
        for number, row in enumerate(word._tbl.tr_lst):
            cells: list[Any] = []
            for cell in row.tc_lst:
                wide = cell.grid_span
                if wide > 1:
                    spans.append((number, len(cells), wide))
                joined = cell.vMerge == "continue"
                cells.append("" if joined else tuple(self.blocks(cell, part)))
                cells.extend([""] * (wide - 1))
            rows.append(cells)
        heads = 0
        while heads < len(rows) and word._tbl.tr_lst[heads].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            heads += 1
        widths = tuple(float(g.w.pt) if g.w is not None else 72.0 for g in word._tbl.tblGrid.gridCol_lst)
        columns: tuple[str, ...] = ()
        if heads == 1 and len(rows) > 1:
            columns = tuple(_plain(cell) for cell in rows.pop(0))
            spans = [(y - 1, x, n) for y, x, n in spans if y > 0]
        sides = _borders(word)
        return Table(
            columns=columns,
            rows=rows,
            widths=widths,
            lines=bool(sides & {"insideH", "insideV"}) or len(sides) >= 3,
            size=self._size,
            after=6,
            spans=tuple(spans),
            underline=sides == {"bottom"},
        )


class _Owner:
    """What python-docx asks of the parent of a paragraph or table: the part that it lies in."""

    def __init__(self, part: Any) -> None:
        self.part = part


def _text(element: Any) -> str:
    """Text, tabs and line breaks of a run, in order; page breaks and deleted text left out."""
    out: list[str] = []
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            out.append(child.text or "")
        elif child.tag == qn("w:tab"):
            out.append("\t")
        elif child.tag in (qn("w:br"), qn("w:cr")) and child.get(qn("w:type")) != "page":
            out.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            out.append("-")
    return "".join(out)


def _pictures(element: Any, part: Any, align: Align) -> Iterator[Picture]:
    for drawing in element.iter(qn("wp:inline"), qn("wp:anchor")):
        blip = next(drawing.iter(qn("a:blip")), None)
        extent = drawing.find(qn("wp:extent"))
        relation = None if blip is None else part.rels.get(blip.get(qn("r:embed")))
        if relation is None or relation.is_external or extent is None:
            continue
        data = relation.target_part.blob
        if data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff":
            wide, high = float(extent.get("cx")) / _EMU, float(extent.get("cy")) / _EMU
            yield Picture(data, wide, high, align=align)


def _align(word: WordParagraph) -> Align:
    style = word.style
    element: Any = word._p.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    while element is None and style is not None:
        element = style.element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        style = style.base_style
    return "left" if element is None else _ALIGNS.get(str(element.get(qn("w:val"))), "left")


def _inherited(word: WordParagraph, name: str) -> Any:
    """A setting of the paragraph, or of the nearest style that has it."""
    value = getattr(word.paragraph_format, name)
    style: Any = word.style
    while value is None and style is not None:
        value = getattr(style.paragraph_format, name, None)
        style = style.base_style
    return value


def _length(word: WordParagraph, name: str) -> float:
    value = _inherited(word, name)
    return 0.0 if value is None else float(value.pt)


def _flag(run: WordRun, word: WordParagraph, name: str) -> bool:
    for value in (getattr(run.font, name), _style_value(run.style, name), _style_value(word.style, name)):
        if value is not None:
            return bool(value)
    return False


def _style_value(style: Any, name: str) -> Any:
    while style is not None:
        value = getattr(style.font, name)
        if value is not None:
            return value
        style = style.base_style
    return None


def _plain(cell: Any) -> str:
    """The words of a cell of a table's head."""
    if isinstance(cell, str):
        return cell
    return " ".join("".join(r.text for r in b.runs) for b in cell if isinstance(b, Paragraph)).strip()


def _borders(word: WordTable) -> set[str]:
    """The sides of the table that are drawn ("top", "insideH", ...): by its own borders, else by its style."""
    style: Any = word.style
    places = [word._tbl.tblPr]
    while style is not None:
        places.append(style.element.find(qn("w:tblPr")))
        style = style.base_style
    for place in places:
        borders = None if place is None else place.find(qn("w:tblBorders"))
        if borders is not None:
            drawn = (side for side in borders if side.get(qn("w:val")) not in (None, "none", "nil"))
            return {str(side.tag).rsplit("}", 1)[-1] for side in drawn}
    return set()
