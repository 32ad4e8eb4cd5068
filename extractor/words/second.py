"""Figures and doubtful words are read a second time, from their own crops, gathered into one call.

Two readers that agree are hardly ever both wrong. Where they do not, both readings are kept: a person sees them, and
nothing is settled in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.geometry import Box
from extractor.pages.types import Image
from extractor.words.calibration import calibrated
from extractor.words.engines import Engine, Reading, SeenWord
from extractor.words.errors import EngineFailure
from extractor.words.figures import agree, figure_kind, well_formed
from extractor.words.repair import repaired

DOUBTFUL = 0.7
_SURE_NUMBER = 0.99
_MOST = 250
_MUCH_SURER = 0.3  # the first reader saw the whole line, the second only the word
_DISPUTED = 0.5


@dataclass(frozen=True, slots=True)
class SecondReading:
    """``seen`` with the second readings weighed in; ``notes`` in Indonesian when a reader was missing or failed."""

    seen: tuple[SeenWord, ...]
    reread: int
    disputed: int
    notes: tuple[str, ...] = ()


def read_twice(
    seen: Sequence[SeenWord], image: Image, *, dpi: float, reader: Engine | None, arbiter: Engine | None
) -> SecondReading:
    """Read figures and words of low confidence again with ``reader``; ask ``arbiter`` about disputed amounts, dates and
    identity numbers.

    ``image`` is the one in whose pixels the words' boxes are. The arbiter's vote chooses which of the two readings
    stands first; the other one stays as ``alternative``.
    """
    chosen = [i for i, word in enumerate(seen) if _matters(word)][:_MOST]
    if not chosen:
        return SecondReading(tuple(seen), 0, 0)
    if reader is None:
        return SecondReading(tuple(seen), 0, 0, ("Angka dibaca satu kali: mesin baca kedua tidak tersedia.",))
    crops = [crop(image, seen[i].box) for i in chosen]
    try:
        readings = [
            replace(r, confidence=calibrated(r.confidence, engine=reader.name))
            for r in reader.read_crops(crops, dpi=dpi)
        ]
    except EngineFailure:
        return SecondReading(tuple(seen), 0, 0, ("Angka dibaca satu kali: mesin baca kedua gagal.",))
    open_ = [k for k, i in enumerate(chosen) if _worth_a_third(seen[i].text, readings[k].text)]
    votes = _votes(arbiter, [crops[k] for k in open_], dpi=dpi)
    third = dict(zip(open_, votes, strict=True)) if votes else {}
    out = list(seen)
    disputed = 0
    for k, i in enumerate(chosen):
        out[i] = weighed(seen[i], readings[k], third.get(k))
        disputed += out[i].alternative is not None
    return SecondReading(tuple(out), len(chosen), disputed)


def _matters(word: SeenWord) -> bool:
    kind = figure_kind(word.text)
    if kind == "number":
        # Years, hours, heads: short, many, and hardly ever wrong when the first reader is sure.
        return word.confidence < _SURE_NUMBER
    if kind is not None:
        return True
    return word.confidence < DOUBTFUL and any(c.isalnum() for c in word.text)


def _worth_a_third(first: str, second: str) -> bool:
    return figure_kind(first) in ("amount", "date", "identity") and not same(first, second)


def _votes(arbiter: Engine | None, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
    if arbiter is None or not crops:
        return ()
    try:
        return arbiter.read_crops(crops, dpi=dpi)
    except EngineFailure:
        return ()


def crop(image: Image, box: Box) -> Image:
    """The word with a rim too small to hold its neighbours."""
    rim_x, rim_y = 0.12 * box.height, 0.1 * box.height
    rows, columns = image.shape
    x0, x1 = max(0, int(box.x0 - rim_x)), min(columns, int(box.x1 + rim_x) + 1)
    y0, y1 = max(0, int(box.y0 - rim_y)), min(rows, int(box.y1 + rim_y) + 1)
    return np.ascontiguousarray(image[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])


def same(first: str, second: str) -> bool:
    """Whether two readings of a word say the same: figures by meaning, words by their letters."""
    first, second = repaired(first), repaired(second)
    if figure_kind(first) or figure_kind(second):
        return agree(first, second)
    return _letters(first) == _letters(second)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _joined(again: str, *, like: str) -> str:
    """A second reading without blanks inside figures and without scraps of a neighbour, as far as ``like`` says so."""
    again = re.sub(r"(?<=[.,/-])\s+(?=\d)", "", again)
    if not same(again, like) and again[-1:] and not again[-1].isdigit() and same(again[:-1], like):
        return again[:-1]
    parts = again.split()
    if " " not in like and len(parts) > 1:
        agreeing = [p for p in parts if same(p, like)]
        if agreeing and sum(map(len, parts)) - len(agreeing[0]) <= 2:
            return agreeing[0]
    return again


def weighed(word: SeenWord, second: Reading, third: Reading | None) -> SeenWord:
    """The word after its second (and, where they disagree, third) reading."""
    text, again = repaired(word.text), _joined(repaired(second.text), like=word.text)
    if same(text, again):
        better = again if well_formed(again) and not well_formed(text) and figure_kind(text) == "amount" else text
        sure = 1 - 0.5 * (1 - word.confidence) * (1 - second.confidence)
        return replace(word, text=better, confidence=max(word.confidence, min(sure, 0.999)))
    if not any(c.isalnum() for c in again):
        return replace(word, confidence=min(word.confidence, _DISPUTED))
    other_first = second.confidence > word.confidence + _MUCH_SURER
    if third is not None and same(third.text, again):
        other_first = True
    elif third is not None and same(third.text, text):
        other_first = False
    shown, kept = (again, text) if other_first else (text, again)
    return replace(
        word, text=shown, alternative=kept, confidence=_DISPUTED * min(1.0, max(word.confidence, second.confidence))
    )
