"""Colour to grey so that coloured stamps, signatures and stains fade and black print stays."""

from __future__ import annotations

import numpy as np

from extractor.pages.types import Image


def brightest_channel(image: Image) -> Image:
    """Grey by max(R, G, B): black ink is dark in every channel, stamp ink is bright in at least one.

    A grey image comes back as it is. Rows x columns x 3 in, rows x columns out.
    """
    if image.ndim == 2:
        return image
    grey: Image = np.ascontiguousarray(image.max(axis=2))
    return grey


def colourful(image: Image) -> float:
    """Share of pixels whose channels differ by more than 40 of 255; 0 for a grey image. Looks at every 8th pixel."""
    if image.ndim == 2:
        return 0.0
    sample = image[::8, ::8]
    spread = sample.max(axis=2).astype(np.int16) - sample.min(axis=2)
    return float((spread > 40).mean())
