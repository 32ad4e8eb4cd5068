"""Blanks between words, decided by the paper: the recogniser drops some and invents others.

The ink of the crop shows where a gap is as wide as the other blanks of the line. Only clear cases are changed: a blank
is put in where the gap is far wider than those inside words, after punctuation that never stands inside a word, and
taken out inside a figure where the gap is no wider than between its digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.words.ppocr_recognise import HEIGHT, SeenCharacter

_LEAST_GAP = 0.14 * HEIGHT
_JOINS = frozenset(".,/-:'’()%‰")


def respaced(characters: Sequence[SeenCharacter], ink: npt.NDArray[np.bool_]) -> tuple[SeenCharacter, ...]:
    """The characters of a line with missing blanks put in and impossible ones taken out."""
    kept = [c for c in characters if c.text != " "]
    if len(kept) < 2:
        return tuple(kept)
    marked = _blanks(characters)
    gaps = _gaps(kept, ink)
    wide = sorted(g for g, blank in zip(gaps, marked, strict=True) if blank)
    inner = sorted(g for g, blank in zip(gaps, marked, strict=True) if not blank)
    usual = inner[len(inner) * 3 // 4] if inner else 0.0
    least = max(_LEAST_GAP, 2.0 * usual + 1)
    if len(wide) >= 2:
        least = max(least, 0.6 * wide[len(wide) // 2])
    step = float(np.median(np.diff([c.at for c in kept])))
    out = [kept[0]]
    for i, (before, after) in enumerate(pairwise(kept)):
        distance = after.at - before.at
        tight = distance < 1.4 * step
        in_figure = tight and i > 0 and kept[i - 1].text.isdigit()
        hyphen = tight and after.text == "-" and before.text.isalpha() and i + 1 < len(marked) and not marked[i + 1]
        if hyphen and marked[i]:
            out.append(after)
            continue
        if _apart(before, after, blank=marked[i], gap=gaps[i], least=least, in_figure=in_figure):
            out.append(SeenCharacter(text=" ", at=(before.at + after.at) / 2, chance=1.0))
        out.append(after)
    return _around_colons(out)


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
    filled: npt.NDArray[np.bool_] = np.logical_or.reduce(ink, axis=0)
    gaps = []
    for before, after in pairwise(kept):
        span = filled[int(before.at) : int(after.at) + 1]
        edges = np.flatnonzero(np.diff(np.concatenate(([True], span, [True])).astype(np.int8)))
        runs = edges[1::2] - edges[::2]
        gaps.append(float(runs.max()) if len(runs) else 0.0)
    return gaps


def _apart(
    before: SeenCharacter, after: SeenCharacter, *, blank: bool, gap: float, least: float, in_figure: bool
) -> bool:
    if blank:
        # "1. 932" and "4, 78": a comma in a fixed-width font leaves half a cell empty.
        return not (in_figure and before.text in ".," and (after.text.isdigit() or after.text == "-"))
    if before.text in ",;)" and after.text.isalpha():
        return True
    if before.text in _JOINS or (after.text in _JOINS and after.text != "("):
        return False
    # The figure 1 stands in a wide cell of its own; groups of digits are compared without blanks anyway.
    if before.text.isdigit() and after.text.isdigit():
        return False
    return gap >= least


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
