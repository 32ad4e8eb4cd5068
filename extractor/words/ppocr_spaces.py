"""Blanks between words, decided by the paper: the recogniser drops some and invents others.

The ink of the crop shows where a gap is as wide as the other blanks of the line. Only clear cases are changed: a blank
is put in where the gap is far wider than those inside words, after punctuation that never stands inside a word, and
taken out inside a figure where the gap is no wider than between its digits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.words.ppocr_recognise import HEIGHT, SeenCharacter

_LEAST_GAP = 0.14 * HEIGHT
_PEAK_STEP = 10  # peaks are known to 8 columns: less than this more is no difference
_JOINS = frozenset(".,/-:'’()%‰")
# How wide a character of a proportional font is, roughly, beside an "n"; all others count as 1.
_WIDTHS = dict.fromkeys("ijl.,:;'|!I1()[]ftr-/", 0.55) | dict.fromkeys("mwMWOGQDNHUAKRBC%‰@", 1.45)
_LEAST_PAIRS = 60
_GROWS = 0.3


def respaced(
    characters: Sequence[SeenCharacter], ink: npt.NDArray[np.bool_], *, even: bool = False
) -> tuple[SeenCharacter, ...]:
    """The characters of a line with missing blanks put in and impossible ones taken out.

    ``even`` for a page in a typewriter font (see ``typewriter``): there the step decides, not the bare paper.
    """
    kept = [c for c in characters if c.text != " "]
    if len(kept) < 2:
        return tuple(kept)
    marked = _blanks(characters)
    measure = _measure(kept, marked, ink, even=even)
    out = [kept[0]]
    for i, (before, after) in enumerate(pairwise(kept)):
        follows = kept[i + 2].text if i + 2 < len(kept) and not marked[i + 1] else " "
        if _apart(i, kept, marked[i], measure, follows=follows):
            out.append(SeenCharacter(text=" ", at=(before.at + after.at) / 2, chance=1.0))
        out.append(after)
    return _around_colons(out)


@dataclass(frozen=True, slots=True)
class _Measure:
    """Of a line: ``gaps`` between neighbours and ``least`` for a blank among them, ``step`` from one character's middle
    to the next, ``digit_step`` the same between digits, ``pitch`` the step of a font whose characters are all equally
    wide (0.0 for other fonts). All in columns of the crop."""

    gaps: tuple[float, ...]
    least: float
    step: float
    digit_step: float
    pitch: float


def _measure(
    kept: Sequence[SeenCharacter], marked: Sequence[bool], ink: npt.NDArray[np.bool_], *, even: bool
) -> _Measure:
    gaps = _gaps(kept, ink)
    wide = sorted(g for g, blank in zip(gaps, marked, strict=True) if blank)
    inner = sorted(g for g, blank in zip(gaps, marked, strict=True) if not blank)
    usual = inner[len(inner) * 3 // 4] if inner else 0.0
    least = max(_LEAST_GAP, 2.0 * usual + 1)
    if len(wide) >= 2:
        least = max(least, 0.6 * wide[len(wide) // 2])
    steps = [after.at - before.at for before, after in pairwise(kept)]
    digit_steps = [s for s, (a, b) in zip(steps, pairwise(kept), strict=True) if a.text.isdigit() and b.text.isdigit()]
    step = float(np.median(steps))
    digit_step = float(np.median(digit_steps)) if len(digit_steps) >= 4 else math.inf
    inside = [s for s, blank in zip(steps, marked, strict=True) if not blank]
    pitch = float(np.median(inside)) if even and len(inside) >= 4 else 0.0
    return _Measure(gaps=tuple(gaps), least=least, step=step, digit_step=digit_step, pitch=pitch)


def typewriter(lines: Sequence[Sequence[SeenCharacter]]) -> bool:
    """Whether a page is set in a font whose characters are all equally wide.

    In a proportional font the step from one character to the next grows with the widths of the two, in a typewriter
    font it does not: measured on sixteen pages in eight fonts, by 0.59 to 0.88 of its mean a unit of width against
    0.00 to 0.01. One line alone is too short to tell.
    """
    together = spread = 0.0
    pairs = 0
    for line in lines:
        kept = [c for c in line if c.text != " "]
        inside = [(a, b) for (a, b), blank in zip(pairwise(kept), _blanks(line), strict=True) if not blank]
        if len(inside) < 3:
            continue
        steps = np.array([b.at - a.at for a, b in inside])
        middle = max(float(np.median(steps)), 1.0)
        widths = np.array([(_WIDTHS.get(a.text, 1.0) + _WIDTHS.get(b.text, 1.0)) / 2 for a, b in inside])
        usual = steps < 1.6 * middle
        steps, widths = steps[usual] / middle, widths[usual]
        widths = widths - widths.mean()
        together += float((widths * (steps - steps.mean())).sum())
        spread += float((widths**2).sum())
        pairs += len(steps)
    return pairs >= _LEAST_PAIRS and together < _GROWS * spread


def _blanks(characters: Sequence[SeenCharacter]) -> list[bool]:
    """For each pair of neighbouring non-blank characters whether a blank was read between them."""
    marked: list[bool] = []
    pending, begun = False, False
    for c in characters:
        if c.text == " ":
            pending = True
            continue
        if begun:
            marked.append(pending)
        pending, begun = False, True
    return marked


def _gaps(kept: Sequence[SeenCharacter], ink: npt.NDArray[np.bool_]) -> list[float]:
    """The widest run of ink-free columns between the middles of neighbouring characters."""
    filled = np.concatenate(([True], ink.any(axis=0), [True]))
    edges = np.flatnonzero(filled[1:] != filled[:-1]).tolist()
    begins, ends = edges[::2], edges[1::2]
    gaps, first = [], 0
    for before, after in pairwise(kept):
        left, right = int(before.at), int(after.at) + 1
        while first < len(ends) and ends[first] <= left:
            first += 1
        widest, i = 0, first
        while i < len(begins) and begins[i] < right:
            widest = max(widest, min(ends[i], right) - max(begins[i], left))
            i += 1
        gaps.append(float(widest))
    return gaps


def _apart(i: int, kept: Sequence[SeenCharacter], blank: bool, measure: _Measure, *, follows: str) -> bool:
    """Whether a blank stands between characters ``i`` and ``i + 1``; ``blank`` is what was read, ``follows`` the
    character after the two if no blank was read before it."""
    before, after = kept[i], kept[i + 1]
    distance, gap = after.at - before.at, measure.gaps[i]
    tight = distance < 1.4 * measure.step
    if measure.pitch and (before.text.isalnum() or after.text.isalnum()):
        if blank:
            return distance > 1.5 * measure.pitch
        if before.text.isalnum() and after.text.isalnum():
            return gap >= _LEAST_GAP and (distance > 1.6 * measure.pitch or gap > 0.85 * measure.pitch)
    if blank:
        # "4, 78", "terus -menerus": commas and hyphens of a fixed-width font leave half their cell empty.
        in_figure = i > 0 and kept[i - 1].text.isdigit() and before.text in ".,"
        figure = in_figure and (after.text.isdigit() or after.text == "-")
        hyphen = after.text == "-" and before.text.isalpha() and follows.isalpha()
        return not (tight and (figure or hyphen))
    if before.text in ",;)" and after.text.isalpha():
        return distance > _PEAK_STEP  # nearer, the sign is a speck on the letter
    if before.text in _JOINS or (after.text in _JOINS and after.text != "("):
        return False
    if before.text.isdigit() and after.text.isdigit():
        # The figure 1 stands in a wide cell of its own: beside it only the step tells a blank from bare paper.
        more = _PEAK_STEP if "1" in (before.text, after.text) else 0
        return distance >= 1.3 * measure.digit_step + more and gap >= 0.18 * HEIGHT
    if len(kept) < 8 and before.text.isdigit() != after.text.isdigit() and "x" in (before.text, after.text):
        # "8 x 60": so short a piece has no blank to compare with but its own.
        return gap >= _LEAST_GAP
    return gap >= measure.least or (gap >= _LEAST_GAP and distance >= 2.4 * measure.step)


def _around_colons(characters: Sequence[SeenCharacter]) -> tuple[SeenCharacter, ...]:
    """A colon between a label and its value stands free of the value: "Nomor:12" and ":12" become two words."""
    out: list[SeenCharacter] = []
    for i, c in enumerate(characters):
        out.append(c)
        if c.text != ":" or i + 1 >= len(characters) or not characters[i + 1].text.isalnum():
            continue
        before = characters[i - 1].text if i else " "
        # 08:30 is a time; a label ends in a letter or bracket, or there is none on this piece.
        if before == " " or before.isalpha() or before == ")":
            out.append(SeenCharacter(text=" ", at=(c.at + characters[i + 1].at) / 2, chance=1.0))
    return tuple(out)
