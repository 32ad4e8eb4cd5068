"""Printed lines: found for table structure, taken out for reading."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.geometry import Box
from extractor.pages.types import Image


@dataclass(frozen=True, slots=True, eq=False)
class RuledLines:
    """``boxes`` in pixels of the image searched, ``mask`` 255 on every pixel of a ruling."""

    boxes: tuple[Box, ...]
    mask: Image


def find_rulings(image: Image, *, dpi: float) -> RuledLines:
    """Straight horizontal and vertical lines of at least half an inch and at most 3 points thickness.

    Grey, straightened image in. Letters have no run that long, underlines and table borders do.
    """
    ink = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, int(dpi / 8) | 1), 20
    )
    thick = max(3, round(dpi / 72 * 3))
    mask = np.zeros_like(ink)
    boxes: list[Box] = []
    for across in (True, False):
        boxes += _runs(ink, mask=mask, dpi=dpi, thick=thick, across=across)
    return RuledLines(boxes=tuple(boxes), mask=mask)


def _runs(ink: Image, *, mask: Image, dpi: float, thick: int, across: bool) -> list[Box]:
    least, stroke = round(dpi / 2), max(12, round(dpi / 6))
    size = (lambda n: (n, 1)) if across else (lambda n: (1, n))
    # Unbroken strokes first, longer than any letter's (12 points): closing gaps first would join letters into a line.
    # A scanned line steps by a pixel where the page is not quite straight: thicken by one across its direction.
    thickened = cv2.dilate(ink, np.ones((2, 1) if across else (1, 2), np.uint8))
    strokes = cv2.morphologyEx(thickened, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size(stroke)))
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, size(stroke)))
    # Contours cost a tenth of labelling every pixel of a page that is nearly empty by now.
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        x, y, wide, high = cv2.boundingRect(contour)
        length, breadth = (wide, high) if across else (high, wide)
        if length < least or breadth > max(thick, length // 40) or breadth > 4 * thick:
            continue
        found.append(Box(x, y, x + wide, y + high))
        cv2.drawContours(mask, [contour], -1, 255, cv2.FILLED)
    return found


def without_rulings(image: Image, lines: RuledLines) -> Image:
    """The image with its rulings painted paper-white; strokes of letters that cross a line are joined again."""
    if not lines.boxes:
        return image
    wider = cv2.dilate(lines.mask, np.ones((3, 3), np.uint8))
    cleaned = image.copy()
    cleaned[wider > 0] = 255
    # Where ink stands directly above and below a horizontal line, the stroke went through it.
    reach = 4
    dark = np.where(wider > 0, np.uint8(255), image)
    above = cv2.erode(dark, np.ones((reach, 1), np.uint8), anchor=(0, reach - 1))
    below = cv2.erode(dark, np.ones((reach, 1), np.uint8), anchor=(0, 0))
    through = (wider > 0) & (above < 128) & (below < 128)
    cleaned[through] = np.maximum(above, below)[through]
    return cleaned
