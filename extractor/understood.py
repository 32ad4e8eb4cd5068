"""What the stages on text (structure, facts) hand to the checks, light enough for every process to import."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.report import Contract
from extractor.words.types import PageFailure, PageWords


@dataclass(frozen=True, slots=True)
class UnderstoodPart:
    """One of several contracts in a file: its pages (1-based, in order), why it is one of its own, and its facts."""

    pages: tuple[int, ...]
    reason: str
    contract: Contract


@dataclass(frozen=True, slots=True)
class Understood:
    """What the pages say. ``page_texts`` has one text per page, in page order; ``notes`` are Indonesian remarks.

    ``parts`` holds every contract of a file with several, in page order, the first being ``contract``; it is empty
    for a file with one contract.
    """

    contract: Contract
    page_texts: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[UnderstoodPart, ...] = ()


def words_of(page: PageWords | PageFailure) -> PageWords:
    """A failed page keeps its place as an empty, unreadable one: pages in = pages out."""
    if isinstance(page, PageWords):
        return page
    return PageWords(
        number=page.number,
        width=0.0,
        height=0.0,
        words=(),
        source="none",
        grade="unreadable",
        grade_reason=f"{page.message} {page.remedy}",
        confidence=0.0,
    )
