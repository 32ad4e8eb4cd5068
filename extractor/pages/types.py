"""What the pages stage hands to the words stage: a page's own characters, and its pixels on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from extractor.words.types import Ruling, Word

Image: TypeAlias = npt.NDArray[np.uint8]
"""Grey (height, width) or RGB (height, width, 3), 8 bits a channel, row 0 at the top."""


@dataclass(frozen=True, slots=True)
class PixelPage:
    """The page as pixels, ``dpi`` pixels an inch. ``embedded`` is True when this is the scan's own image,
    taken out of the file without rendering."""

    image: Image
    dpi: float
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as the file gives it (the file's own /Rotate already applied), not yet turned upright.

    ``width`` and ``height`` in points. ``text_words`` are the characters already in the file (empty for a plain
    scan; may be garbage or a hidden OCR layer of unknown origin), ``rulings`` its vector lines, ``image_coverage``
    the share of the page area covered by raster images (0 to 1). ``pixels`` makes or takes the image, greyscale
    unless ``colour`` is asked for; it is called only when the page must be read by OCR or shown.
    """

    number: int
    width: float
    height: float
    text_words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    image_coverage: float
    pixels: Callable[[], PixelPage]
