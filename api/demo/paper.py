"""Printed lines as a PDF, as words with their places, and as pictures of pages."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from api.demo.wording import Line
from extractor.geometry import Box
from extractor.report import Evidence
from extractor.words.types import PageWords, Word

PAGE = (595.0, 842.0)
FONT, BOLD, SIZE, LEADING = "Times-Roman", "Times-Bold", 11.0, 16.5
LEFT, TOP = 70.0, 62.0
SCALE = 1.25
"""Pixels of a picture per point: small, but every word is legible."""

Pages = Sequence[Sequence[Line]]


def pdf(pages: Pages, *, title: str) -> bytes:
    """The contract as a PDF with a text layer. Always the same bytes for the same text."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=1)
    canvas.setTitle(title)
    for page in pages:
        for row, line in enumerate(page):
            box = line_box(line, row)
            canvas.setFont(BOLD if line.heading else FONT, SIZE)
            canvas.drawString(box.x0, PAGE[1] - box.y1 + 2, line.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pictures(data: bytes) -> tuple[bytes, ...]:
    """A WebP picture of each page."""
    made = []
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            image = page.render(scale=SCALE, grayscale=True).to_pil()
            out = BytesIO()
            image.save(out, "WEBP", quality=60, method=0)
            made.append(out.getvalue())
            page.close()
    finally:
        document.close()
    return tuple(made)


def words(page: Sequence[Line], number: int) -> PageWords:
    """The words of one page where they are printed."""
    found = []
    for row, line in enumerate(page):
        box, font = line_box(line, row), BOLD if line.heading else FONT
        for start, text in _split(line.text):
            x0 = box.x0 + stringWidth(line.text[:start], font, SIZE)
            found.append(Word(text=text, box=Box(x0, box.y0, x0 + stringWidth(text, font, SIZE), box.y1), line=row))
    return PageWords(number=number, width=PAGE[0], height=PAGE[1], words=tuple(found), source="text_layer")


def evidence(pages: Pages, key: str) -> tuple[Evidence, ...]:
    """Where the lines of that key stand, one for each page; none when the contract does not say it."""
    found = []
    for number, page in enumerate(pages, start=1):
        rows = [(row, line) for row, line in enumerate(page) if line.key == key]
        if rows:
            quote = " ".join(line.text.strip() for _, line in rows)
            found.append(Evidence(page=number, quote=quote, boxes=tuple(line_box(line, row) for row, line in rows)))
    return tuple(found)


def line_box(line: Line, row: int) -> Box:
    wide = stringWidth(line.text, BOLD if line.heading else FONT, SIZE)
    x0 = (PAGE[0] - wide) / 2 if line.heading else LEFT
    y0 = TOP + row * LEADING
    return Box(x0, y0, x0 + wide, y0 + SIZE + 2)


def _split(text: str) -> list[tuple[int, str]]:
    """The words of a line with the character at which each begins."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found
