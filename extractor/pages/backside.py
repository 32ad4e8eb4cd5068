"""Print of the other side showing through thin paper: told from the print of this side, and taken away.

The back shows blurred and at a tenth to a third of the depth of print, with hardly anything in between. An engine
reads it all the same, mirrored, and the page's words drown in nonsense.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractor.pages.light import paper
from extractor.pages.types import Image

_LOOKED_AT = 100.0  # dpi
_GRAIN, _WEAKEST_PRINT = 12, 72  # grey levels below paper: under the first grain, over the second print
_STEP = 8
_REACH = 7  # pixels at 100 dpi: every point of a letter has the letter's darkest one so near
_STROKE = 15  # pixels at 100 dpi: wider than any stroke of text
_LEAST_SHARE = 0.02
_EMPTY = 0.15
_FLAT = 0.92


def showing_through(image: Image, *, dpi: float) -> int | None:
    """The depth (grey levels below paper) that parts the marks of the back from print; None when none show through.

    Grey page in, any light. Every inked point is judged by the darkest point near it, on a copy of 100 dpi. There
    must be enough weak marks (a fiftieth of all ink) and a depth at which there is hardly any mark between them and
    the print.
    """
    weights = _depths(image, dpi=dpi)
    total = float(weights.sum())
    if total == 0:
        return None
    print_depth = int(np.searchsorted(np.cumsum(weights), 0.75 * total))
    bins = [float(weights[start : start + _STEP].sum()) for start in range(_GRAIN, int(0.6 * print_depth), _STEP)]
    weak_end = next((i for i in range(1, len(bins)) if bins[i] < _EMPTY * max(bins[:i])), None)
    if weak_end is None or _GRAIN + weak_end * _STEP > _WEAKEST_PRINT or sum(bins[:weak_end]) < _LEAST_SHARE * total:
        return None
    emptied = bins[weak_end:]
    run = next((i for i, weight in enumerate(emptied) if weight >= _EMPTY * max(bins[:weak_end])), len(emptied))
    return _GRAIN + weak_end * _STEP + run * _STEP // 3


def _depths(image: Image, *, dpi: float) -> npt.NDArray[np.float64]:
    """How much ink there is by the depth of the darkest point near it, 256 values; rim and specks left out."""
    scale = min(1.0, _LOOKED_AT / dpi)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    # The paper right beside a stroke, not over the page: a shadow at the spine must not be taken for ink.
    beside = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    depth = cv2.bitwise_not(cv2.divide(small, np.maximum(beside, 1), scale=255))
    _, ink = cv2.threshold(depth, _GRAIN, 255, cv2.THRESH_BINARY)
    ink = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    deepest = cv2.dilate(depth, np.ones((_REACH, _REACH), np.uint8))
    rim = max(4, round(0.01 * min(small.shape)))
    inside = np.s_[rim:-rim, rim:-rim]
    return np.bincount(deepest[inside][ink[inside] > 0], minlength=256).astype(np.float64)


def without_backside(image: Image, *, dpi: float, depth: int) -> Image:
    """The page with white paper, and everything that nowhere reaches ``depth`` gone; print keeps its soft edges.

    Grey in, grey out. What lies within half a point of print stays as it is.
    """
    flat: Image = cv2.divide(image, np.maximum(paper(image), 1), scale=255 / _FLAT)
    _, print_ = cv2.threshold(flat, 255 - depth, 255, cv2.THRESH_BINARY_INV)
    reach = 2 * max(1, round(dpi / 120)) + 1
    near = cv2.dilate(print_, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    cleaned: Image = cv2.max(flat, cv2.bitwise_not(near))
    return cleaned
