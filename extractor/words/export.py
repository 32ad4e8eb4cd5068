"""The words of pages in the two formats other programs read: hOCR 1.2 and ALTO 4.

Pure functions on ``PageWords``. Both formats describe the upright page. Boxes in these formats are whole numbers;
ours are points, so they are written in units of 1/300 inch (hOCR, which says so in ``scan_res``) and of 1/1200 inch
(ALTO, one of its own units).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.metadata import version

from extractor.geometry import Box, union
from extractor.words.types import PageWords, Word

HOCR_DPI = 300
ALTO_UNITS = 1200
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even escaped."""


def hocr(pages: Sequence[PageWords], *, title: str) -> str:
    """One XHTML document with all pages, lines and words in the reader's order."""
    body = "\n".join(_hocr_page(page) for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="id" xml:lang="id">\n<head>\n'
        f"<title>{_escaped(title)}</title>\n"
        '<meta charset="utf-8"/>\n'
        f'<meta name="ocr-system" content="lindung {version("lindung")}"/>\n'
        '<meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word ocrp_wconf"/>\n'
        f'<meta name="ocr-number-of-pages" content="{len(pages)}"/>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def alto(pages: Sequence[PageWords], *, filename: str) -> str:
    """One ALTO 4.4 document with all pages. A word's second reading stands in its ``ALTERNATIVE``."""
    body = "\n".join(_alto_page(page) for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# '
        'http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">\n'
        "<Description>\n<MeasurementUnit>inch1200</MeasurementUnit>\n"
        f"<sourceImageInformation><fileName>{_escaped(filename)}</fileName></sourceImageInformation>\n"
        '<Processing ID="PROC_1"><processingCategory>contentGeneration</processingCategory>'
        f"<processingSoftware><softwareName>lindung</softwareName><softwareVersion>{version('lindung')}"
        "</softwareVersion></processingSoftware></Processing>\n"
        f"</Description>\n<Layout>\n{body}\n</Layout>\n</alto>\n"
    )


def lines_of(page: PageWords) -> tuple[tuple[Word, ...], ...]:
    """The words by printed line, lines in the order in which the reader first met them."""
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word)
    return tuple(tuple(words) for words in lines.values())


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=True)


# -- hOCR --------------------------------------------------------------------------------------------------------------


def _hocr_page(page: PageWords) -> str:
    whole = Box(0.0, 0.0, page.width, page.height)
    head = (
        f"<div class='ocr_page' id='page_{page.number}' "
        f"title='{_hocr_box(whole)}; ppageno {page.number - 1}; scan_res {HOCR_DPI} {HOCR_DPI}'>"
    )
    lines = [_hocr_line(page.number, place, words) for place, words in enumerate(lines_of(page), start=1)]
    return "\n".join([head, *lines, "</div>"])


def _hocr_line(page: int, line: int, words: Sequence[Word]) -> str:
    spans = " ".join(
        f"<span class='ocrx_word' id='word_{page}_{line}_{place}' "
        f"title='{_hocr_box(word.box)}; x_wconf {round(100 * word.confidence)}'>{_escaped(word.text)}</span>"
        for place, word in enumerate(words, start=1)
    )
    return f"<span class='ocr_line' id='line_{page}_{line}' title='{_hocr_box(_around(words))}'>{spans}</span>"


def _hocr_box(box: Box) -> str:
    return "bbox " + " ".join(str(round(n * HOCR_DPI / 72)) for n in (box.x0, box.y0, box.x1, box.y1))


# -- ALTO --------------------------------------------------------------------------------------------------------------


def _alto_page(page: PageWords) -> str:
    lines = [_alto_line(page.number, place, words) for place, words in enumerate(lines_of(page), start=1)]
    head = (
        f'<Page ID="PAGE_{page.number}" PHYSICAL_IMG_NR="{page.number}" '
        f'WIDTH="{_units(page.width)}" HEIGHT="{_units(page.height)}" PC="{_share(page.confidence)}" '
        'PROCESSINGREFS="PROC_1">'
    )
    parts = [
        head,
        f'<PrintSpace HPOS="0" VPOS="0" WIDTH="{_units(page.width)}" HEIGHT="{_units(page.height)}">',
    ]
    if lines:
        parts.append(f'<TextBlock ID="BLOCK_{page.number}" {_alto_box(_around(page.words))} LANG="id">')
        parts += [*lines, "</TextBlock>"]
    parts += [
        f'<GraphicalElement ID="RULE_{page.number}_{place}" {_alto_box(ruling.box)}/>'
        for place, ruling in enumerate(page.rulings, start=1)
    ]
    return "\n".join([*parts, "</PrintSpace>", "</Page>"])


def _alto_line(page: int, line: int, words: Sequence[Word]) -> str:
    parts: list[str] = []
    for place, word in enumerate(words, start=1):
        if place > 1:
            parts.append(_alto_space(words[place - 2].box, word.box))
        head = (
            f'<String ID="STRING_{page}_{line}_{place}" {_alto_box(word.box)} '
            f'CONTENT="{_escaped(word.text)}" WC="{_share(word.confidence)}"'
        )
        if word.alternative is None:
            parts.append(head + "/>")
        else:
            parts.append(f"{head}><ALTERNATIVE>{_escaped(word.alternative)}</ALTERNATIVE></String>")
    return f'<TextLine ID="LINE_{page}_{line}" {_alto_box(_around(words))}>' + "".join(parts) + "</TextLine>"


def _alto_space(before: Box, after: Box) -> str:
    width = max(0.0, after.x0 - before.x1)
    return f'<SP HPOS="{_units(before.x1)}" VPOS="{_units(before.y0)}" WIDTH="{_units(width)}"/>'


def _alto_box(box: Box) -> str:
    return f'HPOS="{_units(box.x0)}" VPOS="{_units(box.y0)}" WIDTH="{_units(box.width)}" HEIGHT="{_units(box.height)}"'


def _units(points: float) -> int:
    return round(points * ALTO_UNITS / 72)


def _share(confidence: float) -> str:
    return f"{min(1.0, max(0.0, confidence)):.3f}"


def _around(words: Iterable[Word]) -> Box:
    return union(word.box for word in words)
