"""hOCR: the words of pages with their places, as other OCR tools read them.

Format: hOCR specification 1.2 (ocr_page, ocr_line, ocrx_word). Its boxes are whole numbers; ours are points, so they
are written in units of 1/300 inch, which ``scan_res`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from extractor.geometry import Box, union
from extractor.words.types import PageWords, Word

DPI = 300


def write_hocr(pages: Sequence[PageWords], *, title: str) -> str:
    """One XHTML document with all pages, in the reader's order of words."""
    body = "\n".join(_page(page) for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="id">\n<head>\n'
        f"<title>{escape(title)}</title>\n"
        '<meta charset="utf-8"/>\n<meta name="ocr-system" content="lindung"/>\n'
        '<meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word"/>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _page(page: PageWords) -> str:
    whole = Box(0.0, 0.0, page.width, page.height)
    lines = [
        _line(page.number, number, list(words)) for number, words in groupby(page.words, key=lambda word: word.line)
    ]
    head = f"<div class='ocr_page' id='page_{page.number}' title='{_box(whole)}; ppageno {page.number - 1}; "
    return "\n".join([f"{head}scan_res {DPI} {DPI}'>", *lines, "</div>"])


def _line(page: int, number: int, words: list[Word]) -> str:
    spans = " ".join(
        f"<span class='ocrx_word' id='word_{page}_{number}_{i}' "
        f"title='{_box(word.box)}; x_wconf {round(100 * word.confidence)}'>{escape(word.text)}</span>"
        for i, word in enumerate(words, start=1)
    )
    return (
        f"<span class='ocr_line' id='line_{page}_{number}' title='{_box(union(w.box for w in words))}'>{spans}</span>"
    )


def _box(box: Box) -> str:
    return "bbox " + " ".join(str(round(n * DPI / 72)) for n in (box.x0, box.y0, box.x1, box.y1))
