"""Turns typed text into a document's structure, as if it had been printed and read without a fault."""

from __future__ import annotations

from extractor.facts.reading import Reading, read
from extractor.geometry import Box
from extractor.structure import build_structure
from extractor.structure.types import Structure
from extractor.words.types import PageWords, Word

_WIDE, _HIGH, _LINE = 5.0, 10.0, 14.0


def paper(text: str, *, source: str = "text_layer") -> Structure:
    """The structure of typed text."""
    return build_structure(typed_pages(text, source=source))


def typed_pages(text: str, *, source: str = "text_layer") -> list[PageWords]:
    """One page a form feed; every line at its own height, every character five points wide, left margin 60."""
    pages = []
    for number, page in enumerate(text.strip("\n").split("\f"), start=1):
        words = []
        for row, line in enumerate(page.split("\n")):
            top = 60.0 + row * _LINE
            at = 0
            for part in line.split(" "):
                if part:
                    left = 60.0 + at * _WIDE
                    box = Box(left, top, left + len(part) * _WIDE, top + _HIGH)
                    words.append(Word(part, box, line=row))
                at += len(part) + 1
        height = max(842.0, 120.0 + len(page.split("\n")) * _LINE)
        pages.append(PageWords(number, 700.0, height, tuple(words), source))  # type: ignore[arg-type]
    return pages


def reading_of(text: str) -> Reading:
    """The reading of typed text."""
    return read(paper(text))
