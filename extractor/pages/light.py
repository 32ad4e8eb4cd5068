"""Uneven light: the shadow at a book spine, a phone's own shadow, a dark photocopy, print showing through."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.pages.types import Image

_SHRINK = 8
_MARKED = 30  # grey levels below paper: ink, not grain
_LEAST_INK = 0.0005


def paper(image: Image) -> Image:
    """The brightness of the bare paper around every pixel: grey in, grey of the same size out.

    Print is closed away on an eighth of the size (15 there is 120 pixels here, wider than any letter), then
    smoothed, because paper changes slowly and print does not.
    """
    rows, columns = image.shape
    small = cv2.resize(image, (max(1, columns // _SHRINK), max(1, rows // _SHRINK)), interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (15, 15)))
    smooth = cv2.GaussianBlur(cv2.medianBlur(closed, 5), (0, 0), 5)
    grown: Image = cv2.resize(smooth, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return grown


def unevenness(image: Image) -> float:
    """How much the paper's brightness differs over the page: (95th - 5th percentile) / 255 on a coarse copy."""
    # Paper changes slowly: every fourth pixel tells as much as all of them.
    small = cv2.resize(np.ascontiguousarray(image[::4, ::4]), (64, 90), interpolation=cv2.INTER_AREA)
    background = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    low, high = np.percentile(background, (5, 95))
    return float(high - low) / 255


def flatten(image: Image, *, white: float = 0.92) -> Image:
    """Divide by the paper so that it becomes white; what is ``white`` of the paper or brighter becomes pure white.

    Weak marks (bleed-through, paper grain) above that share vanish with it; print is far below.
    """
    flat: Image = cv2.divide(image, np.maximum(paper(image), 1), scale=255 / white)
    return flat


def ink_level(image: Image) -> float:
    """The grey level of the darkest twentieth of what is inked, as a share of white; 1.0 where hardly anything is.

    Of the ink, not of the page: on a page of a few lines the darkest hundredth is half paper.
    """
    sample = image[::4, ::4]
    ink = sample[sample < float(np.percentile(sample, 80)) - _MARKED]
    return float(np.percentile(ink, 5)) / 255 if ink.size > _LEAST_INK * sample.size else 1.0


def stretch(image: Image, *, ink: float | None = None) -> Image:
    """Pull faint print to black: level ``ink`` (share of white, measured when None) maps to 0, white stays white.

    Returns the image unchanged when its print is dark already (below 0.25) or there is hardly any (above 0.95).
    """
    level = ink_level(image) if ink is None else ink
    if not 0.25 < level < 0.95:
        return image
    table = np.clip((np.arange(256) / 255 - level) / (1 - level) * 255, 0, 255).astype(np.uint8)
    stretched: Image = cv2.LUT(image, table)
    return stretched
