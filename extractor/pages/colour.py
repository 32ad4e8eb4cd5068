"""Colour to grey so that coloured stamps, signatures and stains fade and black print stays."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.pages.types import Image

_INK = 150  # darker than this in some channel: print or stamp, not paper
_COLOURED = 60  # channels further apart than this: coloured ink
_GREYISH = 12  # what JPEG and the lamp do to black print
_PRINTED_IN_COLOUR = 0.5


def fade_colour(image: Image) -> Image:
    """Grey in which coloured ink is nearly paper: the brightest channel, plus how far the channels lie apart.

    Black ink is dark in every channel and stays; a blue or red stamp is bright in one channel and becomes white. Where
    most ink is coloured the text itself is, and plain brightness is taken. A grey image comes back as it is.
    Rows x columns x 3 of a page without background in, rows x columns out.
    """
    if image.ndim == 2:
        return image
    image = white_paper(image)
    if coloured_share(image) > _PRINTED_IN_COLOUR:
        plain: Image = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        return plain
    brightest = np.maximum(np.maximum(image[..., 0], image[..., 1]), image[..., 2])
    darkest = np.minimum(np.minimum(image[..., 0], image[..., 1]), image[..., 2])
    apart = cv2.subtract(cv2.subtract(brightest, darkest), np.full_like(brightest, _GREYISH))
    faded: Image = cv2.add(brightest, apart)
    return faded


def white_paper(image: Image) -> Image:
    """An RGB page whose paper (the 80th percentile of each channel) is white: yellowed sheets and lamp light undone."""
    levels = [max(64.0, float(np.percentile(image[::8, ::8, channel], 80))) for channel in range(3)]
    if min(levels) > 240:
        return image
    tables = np.stack([np.clip(np.arange(256) * (255 / level), 0, 255) for level in levels], axis=-1).astype(np.uint8)
    balanced: Image = cv2.LUT(image, tables[None])
    return balanced


def coloured_share(image: Image) -> float:
    """The share of coloured ink in all ink of an RGB image, 0 to 1, on every 3rd pixel; 0.0 without ink."""
    sample = image[::3, ::3]
    darkest, brightest = sample.min(axis=2), sample.max(axis=2)
    ink = darkest < _INK
    count = int(np.count_nonzero(ink))
    if count == 0:
        return 0.0
    return int(np.count_nonzero((brightest - darkest)[ink] > _COLOURED)) / count
