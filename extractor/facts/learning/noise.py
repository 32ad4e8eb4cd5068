"""Scanner noise on labelled text: characters confused, dropped, joined or split the way OCR does it.

The confusions are those seen in real scans of contracts (``1`` for ``l``, ``0`` for ``O``, ``rn`` for ``m``, a colon
read as ``_:``). Spans move with their characters, so noisy text stays training data.
"""

from __future__ import annotations

import random

from extractor.facts.learning.template import Labelled, Span

_CONFUSED: dict[str, tuple[str, ...]] = {
    "l": ("1", "I", "i"), "I": ("1", "l"), "i": ("l", "1"), "1": ("l", "I"), "0": ("O", "o"), "O": ("0",), "o": ("0", "c"),
    "S": ("5", "s"), "5": ("S",), "8": ("B",), "B": ("8",), "m": ("rn", "nn"), "n": ("ri", "u"), "u": ("n", "ii"),
    "e": ("c", "o"), "c": ("e",), "a": ("4", "o", "á"), "h": ("b", "li"), "b": ("h", "6"), "g": ("q", "9"), "J": ("I", "]"),
    "R": ("P", "K"), "A": ("4", "Á"), "T": ("I", "7"), "D": ("O",), "t": ("r", "l", "f"), "r": ("t",), "k": ("K", "lc"),
    "p": ("P", "o"), "d": ("cl",), ".": (",", ""), ",": (".", ""), ":": (";", "_:", ""), "/": ("l", "I"), "-": ("–", "—", ""),
    "(": ("{", "["), ")": ("}", "]"), " ": ("", "  "),
}  # fmt: skip


def roughen(clean: Labelled, *, rate: float, rng: random.Random) -> Labelled:
    """``clean`` with about ``rate`` (0 to 1) of its characters damaged; rate 0 returns it unchanged."""
    if rate <= 0:
        return clean
    pieces: list[str] = []
    moved: list[int] = []
    length = 0
    for character in clean.text:
        moved.append(length)
        made = character
        if character != "\n" and rng.random() < rate:
            made = rng.choice(_CONFUSED.get(character, (character.swapcase(), "")))
        pieces.append(made)
        length += len(made)
    moved.append(length)
    text = "".join(pieces)
    return Labelled(text, tuple(s for s in (_shift(span, moved, text) for span in clean.spans) if s is not None))


def _shift(span: Span, moved: list[int], text: str) -> Span | None:
    """The span in the noisy text, without blanks at its edges; None when nothing of it is left."""
    start, end = moved[span.start], moved[span.end]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, span.label) if end > start else None
