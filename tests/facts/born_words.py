"""The words of a born-digital PDF through Lindung's own reading, in this process and without an OCR engine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

from extractor.facts import extract_facts
from extractor.pages.raster import PdfFile
from extractor.report import Contract
from extractor.sandbox.documents import mapped
from extractor.structure import build_structure
from extractor.words import read_page
from extractor.words.source import TextLayer
from extractor.words.types import PageWords

_PIXELS = 2_000_000
"""Enough to judge the text layer; nothing is read from the picture."""


@lru_cache(maxsize=64)
def born_words(path: Path) -> tuple[PageWords, ...]:
    """Every page of a PDF whose text layer is to be trusted."""
    pages = []
    with path.open("rb") as file:
        document = PdfFile(mapped(file.fileno()))
        for number in range(1, document.page_count + 1):
            # These layers are known to be right; the reader may doubt a page that is all table and names.
            trusting = patch("extractor.words.reading.judge_text_layer", return_value=TextLayer("trust"))
            with document.page(number, max_pixels=_PIXELS) as page, trusting:
                pages.append(read_page(page.raw, engines=(), turn=0))
        document.close()
    return tuple(pages)


def facts_of(path: Path) -> Contract:
    """The facts of a born-digital PDF."""
    return extract_facts(build_structure(born_words(path)))
