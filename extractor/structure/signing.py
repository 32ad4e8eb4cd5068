"""Signature blocks: two or three signatories side by side, found by their geometry and their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.structure.rows import Row, segments
from extractor.structure.textmap import LaidLine

_MOST_WORDS = 9  # in one signatory's line
_CUE = re.compile(
    r"p\s?i\s?h\s?a\s?k|pertama|kedua|ketiga|kesatu|penyedia|pejabat|komitmen|pengguna|direktur|pimpinan|kepala|"
    r"menerima|menyetujui|mengetahui|saksi|pekerja|karyawan|perusahaan|pengusaha|me?t?e?r[ae]i|nip\b|ttd|tertanda|"
    r"yang membuat|hormat|employee|company|\bpt\b|\bcv\b|koperasi|manager|manajer|ketua|^\W*\(.*\)\W*$",
    re.IGNORECASE,
)
_PROSE_END = re.compile(r"[;,]$|\b(?:yang|dan|dengan|untuk|pada|dari|oleh|dalam|di)$", re.IGNORECASE)
_LABEL = re.compile(r"^[:=]|^\(?(?:[0-9]{1,2}|[a-z])[.)]|^[0-9]{1,2}(?:\.[0-9]{1,2})+\.?$|:$", re.IGNORECASE)
_MONEY = re.compile(r"\d[.,]\d{3}\b|%")
_FURTHEST = 10.0  # text heights between two lines of one block (room for signature, seal, meterai)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One signature block: for each signatory the lines from top to bottom, from left to right."""

    columns: tuple[tuple[Row, ...], ...]


def names_signatory(text: str) -> bool:
    """Whether a short line names a role, an office or a firm as it stands above or below a signature."""
    return bool(_CUE.search(text))


def split_signatures(lines: Sequence[LaidLine], *, height: float) -> list[LaidLine | SideBySide]:
    """The lines with each side-by-side signature block put together."""
    made: list[LaidLine | SideBySide] = []
    at = 0
    while at < len(lines):
        last = _block_end(lines, first=at, height=height)
        if last is None:
            made.append(lines[at])
            at += 1
        else:
            made.append(_divide(lines[at:last], height=height))
            at = last
    return made


def _parts(line: LaidLine, height: float) -> list[Row]:
    if line.setting != "text" or line.table is not None:
        return []
    return segments(Row(line.words, line.box), height, wide=1.6)


def _block_end(lines: Sequence[LaidLine], *, first: int, height: float) -> int | None:
    """One past the last line of a block that begins here, or None.

    A block begins with a line of two or three short parts, at least one of which names a role, a firm or an office.
    """
    opening = _parts(lines[first], height)
    if not 2 <= len(opening) <= 3 or not all(_short(p) for p in opening) or not any(_cued(p) for p in opening):
        return None
    gutters = _gutters(opening)
    last = first + 1
    cues = sum(_cued(p) for p in opening)
    paired = 1
    while last < len(lines):
        line = lines[last]
        if line.setting != "text" or line.box.y0 - lines[last - 1].box.y1 > _FURTHEST * height:
            break
        parts = _split_at(line, gutters, height)
        if not all(_short(p) for p in parts) or _crosses(parts, gutters):
            break
        paired += len(parts) > 1
        cues += sum(_cued(p) for p in parts)
        last += 1
    # a single pair of words is no block; a second pair, or the names below the roles, make it one
    return last if cues >= 2 and last - first >= 2 and (paired >= 2 or cues >= len(opening)) else None


def _split_at(line: LaidLine, gutters: Sequence[float], height: float) -> list[Row]:
    """The line's parts left and right of each gutter, cut at the widest blank near it."""
    words = sorted(line.words, key=lambda w: w.box.x0)
    cuts = set()
    for gutter in gutters:
        blanks = [
            (b.box.x0 - a.box.x1, i + 1)
            for i, (a, b) in enumerate(itertools.pairwise(words))
            if a.box.x1 < gutter + 40 and b.box.x0 > gutter - 40 and b.box.x0 - a.box.x1 > 0.6 * height
        ]
        if blanks:
            cuts.add(max(blanks)[1])
    bounds = [0, *sorted(cuts), len(words)]
    return [Row.of(words[a:b]) for a, b in itertools.pairwise(bounds)]


def _short(part: Row) -> bool:
    text = part.text
    return (
        len(part.words) <= _MOST_WORDS
        and not _LABEL.search(part.words[0].text)
        and not _LABEL.search(text)
        and not _MONEY.search(text)
        and (not _PROSE_END.search(text) or (text.endswith(",") and len(part.words) <= 5))
    )


def _cued(part: Row) -> bool:
    return names_signatory(part.text)


def _gutters(parts: Sequence[Row]) -> list[float]:
    return [(a.box.x1 + b.box.x0) / 2 for a, b in itertools.pairwise(parts)]


def _crosses(parts: Sequence[Row], gutters: Sequence[float]) -> bool:
    """A part that spreads well over both sides of a gutter belongs to no signatory."""
    return any(p.box.x0 < g - 25 and p.box.x1 > g + 25 and len(p.words) > 4 for p in parts for g in gutters)


def _divide(lines: Sequence[LaidLine], *, height: float) -> SideBySide:
    gutters = _gutters(_parts(lines[0], height))
    columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        for part in _split_at(line, gutters, height):
            columns[sum(part.box.middle_x > g for g in gutters)].append(part)
    return SideBySide(tuple(tuple(column) for column in columns))
