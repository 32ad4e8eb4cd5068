"""Word boxes as high as the font, not as the ink.

"rumus" and "Jadwal" on one line have ink of different height. A text layer's boxes reach from the font's ascent to its
descent, and so do these, so that words of both kinds line up, group into lines, and highlight evenly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extractor.geometry import Box

# Shares of the font size, the middle of common text fonts.
_CAPITAL, _SMALL, _TAIL = 0.71, 0.53, 0.21
_ASCENT, _DESCENT = 0.91, 0.23
_TALL = re.compile(r"[A-Z0-9bdfhkl%]")
_TAILED = re.compile(r"[gjpqyQ,;()\[\]/@$|{}_]")
_FLOATING = re.compile(r"^[^\w]*$")


def even_heights(line: Sequence[tuple[str, Box]]) -> list[Box]:
    """The boxes of one level line of words (text and ink box), all from ascent to descent of its font.

    Sideways they stay as they are. Words of mere punctuation take the height of the others and tell nothing.
    """
    telling = [(text, box) for text, box in line if not _FLOATING.match(text) and box.height > 0]
    if not telling:
        return [box for _, box in line]
    feet = [box.y1 for text, box in telling if not _TAILED.search(text)]
    heads = [box.y0 for text, box in telling if _TALL.search(text)]
    low = [box.y0 for text, box in telling if not _TALL.search(text) and "t" not in text and "i" not in text]
    tails = [box.y1 for text, box in telling if _TAILED.search(text)]
    baseline = median(feet) if feet else None
    if heads:
        size = (baseline - median(heads)) / _CAPITAL if baseline is not None else 0.0
        if baseline is None and tails:
            size = (median(tails) - median(heads)) / (_CAPITAL + _TAIL)
    elif low and baseline is not None:
        size = (baseline - median(low)) / _SMALL
    else:
        size = median(box.height for _, box in telling) / (_SMALL + _TAIL)
    if baseline is None:
        baseline = median(tails) - _TAIL * size
    if size <= 0:
        return [box for _, box in line]
    top, bottom = baseline - _ASCENT * size, baseline + _DESCENT * size
    return [Box(box.x0, top, box.x1, bottom) for _, box in line]
