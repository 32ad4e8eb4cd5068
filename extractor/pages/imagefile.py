"""Photos and scans that come as an image file: JPEG and PNG are one page, each frame of a TIFF is a page.

Runs only in the sandboxed child. Sizes are checked on the header, before any pixel is decoded.
"""

from __future__ import annotations

import io
import math
import mmap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from extractor.pages.embedded import FINEST_DPI
from extractor.pages.raster import MOST_PIXELS, shrunk
from extractor.pages.types import Image, PixelPage, RawPage

MOST_FRAMES = 100_000
PLAUSIBLE_DPI = (90.0, 1250.0)
SCREEN_DPI = 96.0
PHOTO_PIXELS = 16_000_000
PLAUSIBLE_INCHES = (3.0, 50.0)
A4_LONG_SIDE = 11.69
_ORIENTATION = 0x0112

# The limits of this project are checked on the header instead; Pillow's own would refuse an honest A3 at 600 dpi.
Pillow.MAX_IMAGE_PIXELS = None


class ImageUnopenable(Exception):
    """Pillow cannot read the file or this frame."""


@dataclass(slots=True)
class OpenFrame:
    """One frame; ``raw`` is what the words stage reads. Valid only inside ``ImageFile.page``."""

    raw: RawPage
    _pixels: PixelPage = field(repr=False)
    flaw: str = ""

    def view(self, *, width: int) -> Image:
        """The page for people, ``width`` pixels wide at most."""
        return shrunk(self._pixels.image, width=width)


class ImageFile:
    """An open image file. Raises ``ImageUnopenable``."""

    def __init__(self, data: mmap.mmap | bytes | bytearray) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image = Pillow.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF"))
                # A phone's JPEG may carry a second, smaller picture (MPO) and a PNG may be animated: still one page.
                self.page_count = int(getattr(self._image, "n_frames", 1)) if self._image.format == "TIFF" else 1
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError) as error:
            raise ImageUnopenable(str(error)) from error

    def pixel_size(self, number: int) -> tuple[int, int]:
        """Columns and rows of a frame from its header."""
        try:
            self._image.seek(number - 1)
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError) as error:
            raise ImageUnopenable(str(error)) from error
        return self._image.size

    def page_size(self, number: int) -> tuple[float, float]:
        """Width and height in points as shown; (0, 0) when the header cannot be read."""
        try:
            columns, rows = self.pixel_size(number)
        except ImageUnopenable:
            return 0.0, 0.0
        dpi = self._dpi(columns, rows)
        return columns * 72 / dpi, rows * 72 / dpi

    @contextmanager
    def page(self, number: int, *, max_pixels: int = MOST_PIXELS) -> Iterator[OpenFrame]:
        """Decode frame ``number`` (1-based), turned as its EXIF tag says. Raises ``ImageUnopenable``."""
        columns, rows = self.pixel_size(number)
        dpi = self._dpi(columns, rows)
        try:
            image, shrink = self._decoded(columns, rows, max_pixels=min(max_pixels, _enough(columns * rows, dpi)))
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, cv2.error) as error:
            raise ImageUnopenable(str(error)) from error
        pixels = PixelPage(image=image, dpi=dpi * shrink, embedded=True)
        raw = RawPage(
            number=number,
            width=image.shape[1] * 72 / pixels.dpi,
            height=image.shape[0] * 72 / pixels.dpi,
            text_words=(),
            rulings=(),
            image_coverage=1.0,
            pixels=lambda: pixels,
        )
        yield OpenFrame(raw=raw, _pixels=pixels)

    def close(self) -> None:
        self._image.close()

    def _dpi(self, columns: int, rows: int) -> float:
        """The file's own resolution where it is believable, else that of an A4 sheet filling the picture.

        Cameras write 72 whatever they saw; 72 dpi would make a phone photo of a page a poster.
        """
        found = self._image.info.get("dpi", (0, 0))
        try:
            dpi = float(found[0])
            across = float(found[1])
        except (TypeError, ValueError, IndexError, ZeroDivisionError, OverflowError):
            dpi = across = 0.0
        longer = max(columns, rows)
        if (
            PLAUSIBLE_DPI[0] <= dpi <= PLAUSIBLE_DPI[1]
            and abs(dpi - across) < 0.02 * dpi
            and abs(dpi - SCREEN_DPI) > 0.5
            and PLAUSIBLE_INCHES[0] <= longer / dpi <= PLAUSIBLE_INCHES[1]
        ):
            return dpi
        return max(longer / A4_LONG_SIDE, 1.0)

    def _decoded(self, columns: int, rows: int, *, max_pixels: int) -> tuple[Image, float]:
        """Grey or RGB pixels, upright by EXIF, at most ``max_pixels``; and how much they were shrunk (1 = not)."""
        shrink = 1.0
        image: Pillow.Image = self._image
        if image.format in ("JPEG", "MPO") and columns * rows > max_pixels:
            # The JPEG decoder itself can leave out every second pixel: a quarter of the memory and time.
            image.draft(None, (columns // 2, rows // 2))
        if image.mode in ("P", "LA", "PA", "RGBA", "RGBa", "La"):
            white = Pillow.new("RGBA", image.size, "white")
            image = Pillow.alpha_composite(white, image.convert("RGBA")).convert("RGB")
        elif image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
            image = _eight_bits(image)
        elif image.mode == "1":
            image = image.convert("L")
        elif image.mode not in ("L", "RGB"):
            image = image.convert("RGB")
        image = _upright(image, self._image)
        pixels = np.array(image, dtype=np.uint8)
        decoded = pixels.shape[0] * pixels.shape[1]
        if decoded > max_pixels:
            factor = math.sqrt(max_pixels / decoded)
            pixels = np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
        shrink = max(pixels.shape[:2]) / max(columns, rows)
        return np.ascontiguousarray(pixels), shrink


def _enough(pixels: int, dpi: float) -> int:
    """As many pixels as reading can use: a scan above 330 dpi as one of 300, a photo (of which the sheet may be a
    part only) no fewer than 16 million."""
    if dpi <= FINEST_DPI:
        return pixels
    return max(round(pixels * (300 / dpi) ** 2), min(pixels, PHOTO_PIXELS))


def _upright(image: Pillow.Image, tagged: Pillow.Image) -> Pillow.Image:
    """Turned as the EXIF orientation of ``tagged`` says; ``image`` may be a converted copy that lost the tag."""
    turn = tagged.getexif().get(_ORIENTATION, 1)
    if turn in (None, 1):
        return image
    if image.getexif().get(_ORIENTATION, 1) != turn:
        image.getexif()[_ORIENTATION] = turn
    return ImageOps.exif_transpose(image)


def _eight_bits(image: Pillow.Image) -> Pillow.Image:
    """16-bit and floating-point pixels spread over 8 bits between their own darkest and brightest."""
    values = np.asarray(image, dtype=np.float32)
    values = np.nan_to_num(values, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    spread = (values - low) * (255 / (high - low)) if high > low else np.full_like(values, 255)
    return Pillow.fromarray(spread.astype(np.uint8))
