"""The text as the facts stage reads it: running Indonesian lines only, OCR slips of contract words mended, and the way
back to the printed words for every character.

Left out: page headers, footers, page numbers, the foreign column of a bilingual page, and the superseded half of an
addendum. What is left out is also left out of the evidence.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.facts.mending import mend
from extractor.report import Evidence
from extractor.structure.types import Structure, TextLine

_SAME_LENGTH = {"İ": "i", "ẞ": "ß"}


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` has one blank between words and "\\n" at line ends; ``low`` is its lower case, same length.

    ``origin[i]`` is the place of character i in ``structure.text.text`` (rising). ``signature_spans`` and
    ``table_spans`` are the lines of ``text`` that stand in signature blocks and tables.
    """

    text: str
    low: str
    origin: array[int]
    structure: Structure
    signature_spans: tuple[tuple[int, int], ...] = ()
    table_spans: tuple[tuple[int, int], ...] = ()

    def at(self, source: int) -> int:
        """The place in this text of a character of the structure's text (or of the next one that was kept)."""
        return bisect_left(self.origin, source)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the structure's text as a span of this text."""
        return self.at(start), self.at(end)

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The printed words of ``start:end``, one ``Evidence`` a page, without what this reading leaves out."""
        pages: dict[int, list[Evidence]] = {}
        for first, last in self._runs(start, end):
            for piece in self.structure.text.evidence(first, last):
                pages.setdefault(piece.page, []).append(piece)
        return tuple(
            pieces[0]
            if len(pieces) == 1
            else Evidence(page, " ".join(p.quote for p in pieces), tuple(b for p in pieces for b in p.boxes))
            for page, pieces in sorted(pages.items())
        )

    def confidence(self, start: int, end: int) -> float:
        """The least word confidence in the span, 0 when it is empty."""
        runs = self._runs(start, end)
        return min((self.structure.text.confidence(a, b) for a, b in runs), default=0.0)

    def printed(self, start: int, end: int) -> str:
        """The span as printed (slips kept), white space as single blanks."""
        source = self.structure.text.text
        return re.sub(r"\s+", " ", " ".join(source[a:b] for a, b in self._runs(start, end))).strip()

    def line_at(self, at: int) -> tuple[int, int]:
        """Start and end of the line with the character ``at``."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return start, len(self.text) if end < 0 else end

    def in_signature(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.signature_spans)

    def in_table(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.table_spans)

    def _runs(self, start: int, end: int) -> list[tuple[int, int]]:
        """The span as spans of the structure's text, cut where lines were left out."""
        start, end = max(0, start), min(end, len(self.origin))
        runs: list[tuple[int, int]] = []
        at = start
        while at < end:
            stop = self.text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if stop > at:
                first, last = self.origin[at], self.origin[stop - 1] + 1
                if runs and not self.structure.text.text[runs[-1][1] : first].strip():
                    runs[-1] = (runs[-1][0], last)
                else:
                    runs.append((first, last))
            at = stop + 1
        return runs


def read(structure: Structure, *, without: Iterable[tuple[int, int]] = ()) -> Reading:
    """The reading of a document, leaving out the given spans of the structure's text."""
    hidden = sorted(without)
    labels = _label_ends(structure)
    noisy = {page.number for page in structure.pages if page.source == "ocr"}
    pieces: list[str] = []
    origin: array[int] = array("l")
    signatures: list[tuple[int, int]] = []
    tables: list[tuple[int, int]] = []
    for line in structure.lines:
        if not line.running:
            continue
        begun = len(origin)
        for text, start, end in _words(structure, line):
            if any(a <= start < b for a, b in hidden):
                continue
            shown = mend(text) if line.page in noisy else text
            if len(origin) > begun:
                pieces.append(" ")
                origin.append(start)
            pieces.append(shown)
            origin.extend(min(start + i, end - 1) for i in range(len(shown)))
            if end in labels and not shown.endswith(":"):
                pieces.append(" :")
                origin.extend((end - 1, end - 1))
        if len(origin) == begun:
            continue
        if line.setting == "signature":
            signatures.append((begun, len(origin)))
        if line.setting == "table":
            tables.append((begun, len(origin)))
        pieces.append("\n")
        origin.append(line.end)
    text = "".join(pieces)
    return Reading(text, lower(text), origin, structure, tuple(signatures), tuple(tables))


_LABEL_CELL = re.compile(r"[A-Za-z][A-Za-z ./&-]{1,45}")


def _label_ends(structure: Structure) -> frozenset[int]:
    """Where the label cells of a form end: a table of two columns, short words left, the entry right. The printed
    rule between them does what a colon does elsewhere, so a colon is read there."""
    ends: set[int] = set()
    for table in structure.tables:
        if any(table.header) or not table.rows or len(table.rows[0]) != 2:
            continue
        rows = [r for r in table.rows if r[0].text.strip() and r[1].text.strip()]
        named = [r for r in rows if _LABEL_CELL.fullmatch(r[0].text.strip(" :"))]
        if len(named) < 3 or len(named) * 3 < len(rows) * 2:
            continue
        for row in named:
            entry = row[1].text.lstrip()
            if row[0].spans and not row[0].text.rstrip().endswith(":") and not entry.startswith(":"):
                ends.add(row[0].spans[-1][1])
    return frozenset(ends)


def _words(structure: Structure, line: TextLine) -> Iterable[tuple[str, int, int]]:
    text = structure.text.text
    for match in re.finditer(r"\S+", text[line.start : line.end]):
        yield match.group(), line.start + match.start(), line.start + match.end()


def lower(text: str) -> str:
    """Lower case without a change of length (some capitals lower to two characters)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else _SAME_LENGTH.get(c, c) for c in text)
