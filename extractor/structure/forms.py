"""Form rows ("label : value") whose label itself takes two lines.

    Alamat       : Jalan Kenari No. 8, Kota
    Perusahaan     Magelang

Read line by line this says "Kota Perusahaan Magelang". The label's second line goes up to the label.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.structure.numbering import is_pasal
from extractor.structure.rows import Row
from extractor.words.types import Word

_MOST_LABEL_WORDS = 4
_SAME_EDGE = 10.0  # points


def join_labels(rows: Sequence[Row], height: float) -> list[tuple[Word, ...]]:
    """The words of each row in reading order, second label lines moved up before the colon they belong to."""
    made: list[tuple[Word, ...]] = []
    at = 0
    while at < len(rows):
        colon = _colon(rows[at])
        below = rows[at + 1] if at + 1 < len(rows) else None
        moved = None
        if colon is not None and below is not None and below.box.y0 - rows[at].box.y1 < 0.9 * height:
            moved = _second_label_line(rows[at], below, colon=colon, after=rows[at + 2] if at + 2 < len(rows) else None)
        if moved is None or colon is None or below is None:
            made.append(rows[at].words)
            at += 1
            continue
        made.append((*rows[at].words[:colon], *moved, *rows[at].words[colon:]))
        if len(moved) < len(below.words):
            made.append(below.words[len(moved) :])
        at += 2
    return made


def _colon(row: Row) -> int | None:
    """The index of the word that is the row's colon, set apart from a short label ("PASAL : 7" has no label)."""
    if is_pasal(row.words[0].text):
        return None
    for i, word in enumerate(row.words[: _MOST_LABEL_WORDS + 2]):
        if (i and word.text in (":", ";")) or (i and word.text.startswith(":")):
            return i
    return None


def _starts_entry(label: Word, rest: Sequence[Word], *, value: float) -> bool:
    """Whether the words after a label's second line are the entry going on: they begin where the entry began, after a
    gap as wide as the colon leaves; in running text below a form a word may stand there by chance, without the gap."""
    gap = rest[0].box.x0 - label.box.x1
    between = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(rest))
    usual = between[len(between) // 2] if between else 0.3 * label.box.height
    return abs(rest[0].box.x0 - value) <= _SAME_EDGE and gap > max(0.55 * label.box.height, 1.6 * usual)


def _second_label_line(row: Row, below: Row, *, colon: int, after: Row | None) -> tuple[Word, ...] | None:
    """The words of the line below that stand under the label, when that line is no row of its own."""
    edge = row.words[colon].box.x0
    if _colon(below) is not None or abs(below.box.x0 - row.box.x0) > _SAME_EDGE:
        return None
    under = tuple(w for w in below.words if w.box.x1 < edge + 2)
    rest = below.words[len(under) :]
    if not 1 <= len(under) <= _MOST_LABEL_WORDS or not any(c.isalpha() for c in under[0].text):
        return None
    if row.words[0].text.rstrip(".)").isdigit() or any(w.text.endswith((".", ")", ";")) for w in under):
        return None
    value = row.words[colon + 1].box.x0 if colon + 1 < len(row.words) else edge
    if rest:
        return under if _starts_entry(under[-1], rest, value=value) else None
    # a label line alone: only inside a form, whose next row has its colon at the same place
    following = _colon(after) if after is not None else None
    if after is None or following is None or abs(after.words[following].box.x0 - edge) > _SAME_EDGE:
        return None
    return under
