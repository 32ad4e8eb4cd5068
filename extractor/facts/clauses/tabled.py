"""Clauses that stand only as a column or row of a price list ("THR | Ditagihkan terpisah")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.clauses.engine import ClauseHit
from extractor.facts.tables import Grid, GridCell
from extractor.report import Detail
from extractor.vocabulary import ClauseKind

_ITEMS: tuple[tuple[ClauseKind, re.Pattern[str]], ...] = (
    ("thr", re.compile(r"\bthr\b|tunjangan hari raya")),
    ("compensation_pkwt", re.compile(r"kompensasi|pesangon/kompensasi")),
    ("overtime", re.compile(r"lembur|overtime")),
    ("k3_apd", re.compile(r"\bapd\b|alat pelindung|\bk3\b")),
    ("annual_leave", re.compile(r"\bcuti\b")),
)
_EMPTY = re.compile(r"^[\s\-–—=.:|_0,]*$")


def tabled_clauses(grids: Sequence[Grid]) -> Iterator[ClauseHit]:
    """A right with a price or a remark in a price list is granted; an empty cell or a dash says nothing."""
    for grid in grids:
        for index, head in enumerate(grid.header):
            for kind, pattern in _ITEMS:
                filled = [
                    r[index] for r in grid.rows if index < len(r) and r[index].end and not _EMPTY.match(r[index].text)
                ]
                if pattern.search(head) and filled:
                    yield _hit(kind, filled)
        for row in grid.rows:
            for kind, pattern in _ITEMS:
                label = next((c for c in row[:3] if pattern.search(c.low)), None)
                values = [
                    c
                    for c in row
                    if c is not label and c.end and re.search(r"\d{4}|\d[.,]\d{3}|ditagih|terpisah", c.low)
                ]
                if label is not None and values and len(label.low) < 60:
                    yield _hit(kind, [label, *values])


def _hit(kind: ClauseKind, cells: Sequence[GridCell]) -> ClauseHit:
    separately = any("terpisah" in c.low or "reimburs" in c.low for c in cells)
    details = (Detail("billed_separately", "true"),) if separately else ()
    return ClauseHit(kind, "granted", min(c.start for c in cells), max(c.end for c in cells), 0.6, details)
