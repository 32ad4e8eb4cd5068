"""A clause in its surroundings: the whole Pasal around the words that a finding quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.report import Evidence, PageResult

_HEADING = re.compile(r"^[ \t]*(?:PASAL|Pasal)[ \t]+\d+[A-Z]?\b[^\n]{0,80}$", re.M)
_SPACE = re.compile(r"\s+")
LONGEST = 6000
"""Characters of a Pasal that are shown; a longer one is cut around the quoted words."""


def whole_pasal(pages: Sequence[PageResult], evidence: Evidence) -> str:
    """The text of the Pasal that holds the quoted words, over page breaks; "" when the words are not found or stand
    in no Pasal. ``pages`` in order."""
    starts, text = dict[int, int](), ""
    for page in pages:
        starts[page.number] = len(text)
        text += page.text + "\n"
    if evidence.page not in starts or not evidence.quote:
        return ""
    at = _find(text, evidence.quote, starts[evidence.page])
    if at is None:
        return ""
    headings = [found.start() for found in _HEADING.finditer(text)]
    begin = max((h for h in headings if h <= at), default=None)
    if begin is None:
        return ""
    end = min((h for h in headings if h > at), default=len(text))
    if end - begin > LONGEST:
        begin = max(begin, at - LONGEST // 2)
        end = min(end, begin + LONGEST)
    return text[begin:end].strip()


def _find(text: str, quote: str, start: int) -> int | None:
    """Where the first words of the quote stand, at or after ``start``; spaces and line breaks are all alike."""
    words = _SPACE.split(quote.strip())[:6]
    found = re.compile(r"\s+".join(map(re.escape, words))).search(text, start)
    return None if found is None else found.start()
