"""Pieces of text into lines, and lines into reading order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.geometry import Box, union

_PROSE = 0.25  # of the page's width: wider pieces are running text, narrower ones may be table cells


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one line, in pixels of a page whose lines are level; ``index`` is the caller's."""

    index: int
    box: Box


def level(box: Box, *, slope: float) -> Box:
    """The box moved to where it stands on the page turned level: y falls with x by ``slope`` degrees."""
    shift = box.middle_x * math.tan(math.radians(slope))
    return Box(box.x0, box.y0 - shift, box.x1, box.y1 - shift)


def reading_order(pieces: Sequence[Piece], *, width: float) -> list[list[Piece]]:
    """The lines of a page, each left to right, in the order a person reads: columns of running text one after the
    other, rows of a table across."""
    gutter = find_gutter(pieces, width=width)
    if gutter is None:
        return group_lines(pieces)
    across = [p for p in pieces if p.box.x0 < gutter < p.box.x1]
    bands = sorted(across, key=lambda p: p.box.middle_y)
    lines: list[list[Piece]] = []
    top = -math.inf
    for edge in [*(group_lines(bands)), None]:
        until = min(p.box.middle_y for p in edge) if edge else math.inf
        between = [p for p in pieces if p not in across and top <= p.box.middle_y < until]
        lines += group_lines([p for p in between if p.box.x1 <= gutter])
        lines += group_lines([p for p in between if p.box.x0 >= gutter])
        if edge:
            lines.append(edge)
            top = until
    return lines


def group_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces at one height form a line, left to right; lines from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box.middle_y):
        best: list[Piece] | None = None
        for line in lines[-4:]:
            near = min(line, key=lambda other: abs(other.box.middle_x - piece.box.middle_x))
            if _same_line(near.box, piece.box) and all(_beside(o.box, piece.box) for o in line):
                best = line
        if best is None:
            lines.append([piece])
        else:
            best.append(piece)
    for line in lines:
        line.sort(key=lambda p: p.box.x0)
    return sorted(lines, key=lambda line: union(p.box for p in line).middle_y)


def _same_line(a: Box, b: Box) -> bool:
    return abs(a.middle_y - b.middle_y) < 0.45 * min(a.height, b.height)


def _beside(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) < 0.5 * min(a.width, b.width)


def find_gutter(pieces: Sequence[Piece], *, width: float) -> float | None:
    """The x of the empty strip between two columns of running text, None on a page of one column.

    Two columns: in the middle third there is an x which at most a few pieces (titles) cross while many wide pieces
    stand wholly left and wholly right of it, at the same heights. Table cells are not wide enough to count.
    """
    wide = [p.box for p in pieces if p.box.width > _PROSE * width]
    if len(wide) < 12:
        return None
    best: tuple[int, float] | None = None
    steps = 60
    for i in range(steps + 1):
        x = width * (1 / 3 + i / steps / 3)
        crossing = sum(b.x0 < x < b.x1 for b in wide)
        left = [b for b in wide if b.x1 <= x]
        right = [b for b in wide if b.x0 >= x]
        if min(len(left), len(right)) < 6 or crossing > 0.25 * len(wide):
            continue
        abreast = sum(any(abs(b.middle_y - o.middle_y) < 2 * b.height for o in right) for b in left)
        if abreast < 0.5 * len(left):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, x)
        elif crossing == best[0]:
            # The strip's middle, not its edge.
            best = (crossing, best[1] + (x - best[1]) / 2)
    return best[1] if best else None
