"""The slope of the text lines, and the straightened page."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from extractor.pages.placement import Matrix
from extractor.pages.types import Image

_ROWS = 900
_LIMIT = 6.0


def slope(image: Image) -> float:
    """The angle of the text lines in degrees, positive when they fall to the right; 0.0 when there is no clear one.

    Grey in. The ink of a reduced copy is projected along candidate slopes; text lines give the sharpest profile.
    Searches 6 degrees either way, first by half a degree, then by a twentieth.
    """
    rows, columns = image.shape
    scale = _ROWS / max(rows, columns)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    # Frames, scanner edges and rulings at the rim would vote for their own slope.
    rim = max(1, int(0.02 * min(ink.shape)))
    y, x = np.nonzero(ink[rim:-rim, rim:-rim])
    if len(x) < 200:
        return 0.0
    if len(x) > 40_000:
        step = len(x) // 40_000 + 1
        x, y = x[::step], y[::step]
    height = ink.shape[0]

    def sharpness(degrees: float) -> float:
        return _sharpness(x, y, degrees=degrees, height=height)

    level = sharpness(0.0)
    coarse = max(np.arange(-_LIMIT, _LIMIT + 0.01, 0.5), key=sharpness)
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=sharpness)
    best = float(max(np.arange(fine - 0.1, fine + 0.11, 0.05), key=sharpness))
    # A profile that is hardly sharper than the untouched one is noise, not a slope.
    return round(best, 2) if abs(best) < _LIMIT and sharpness(best) > 1.02 * level else 0.0


def _sharpness(x: npt.NDArray[np.intp], y: npt.NDArray[np.intp], *, degrees: float, height: int) -> float:
    lines = np.rint(y - x * math.tan(math.radians(degrees))).astype(np.int64)
    profile = np.bincount(lines - lines.min(), minlength=height).astype(np.float64)
    return float((np.diff(profile) ** 2).sum())


def straighten(image: Image, *, degrees: float) -> tuple[Image, Matrix]:
    """The page turned back by ``degrees`` (as ``slope`` gives them), same size, white corners.

    Also returns the matrix that takes a pixel of the straightened page to its pixel in the page given.
    """
    rows, columns = image.shape[:2]
    forward = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    straight: Image = cv2.warpAffine(
        image, forward, (columns, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    back = np.vstack([cv2.invertAffineTransform(forward), (0.0, 0.0, 1.0)])
    return straight, back
