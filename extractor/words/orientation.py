"""Which way up is the page?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from extractor.pages.types import Image
from extractor.words.ppocr_detect import TextBox
from extractor.words.ppocr_recognise import HEIGHT, Crop, SeenCharacter, cut, recognise

_LINES = 5
_LONGEST = 480  # columns of a crop are enough to tell


def turn_by_osd(image: Image, *, dpi: float, timeout: float = 20) -> int | None:
    """Degrees clockwise (0/90/180/270) that make the page upright, by Tesseract's own script detection.

    None when it has too little text to tell, or takes longer than ``timeout`` seconds.
    """
    import pytesseract
    from PIL import Image as Pillow

    os.environ["OMP_THREAD_LIMIT"] = "1"
    # Reduced further, small print is told upside down from upright no better than by chance.
    scale = min(1.0, 2600 / max(image.shape))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    try:
        found = pytesseract.image_to_osd(
            Pillow.fromarray(np.ascontiguousarray(small)),
            config=f"--dpi {round(dpi * scale)}",
            timeout=timeout,
            output_type=pytesseract.Output.DICT,
        )
    except (OSError, RuntimeError, ValueError, KeyError):
        return None
    return int(found["rotate"]) if float(found["orientation_conf"]) >= 1.0 else None


def turn_by_lines(image: Image, boxes: Sequence[TextBox], *, session: Any, classes: Sequence[str]) -> int | None:
    """Degrees clockwise that make the page upright, from its text boxes and five lines read both ways.

    Boxes that stand on end mean a page on its side; of the two ways left, the one that reads with more certainty is up.
    None when the page has no line to read.
    """
    lying = sum(b.width * b.height for b in boxes if b.width > 1.6 * b.height)
    standing = sum(b.width * b.height for b in boxes if b.height > 1.6 * b.width)
    if lying + standing == 0:
        return None
    sideways = standing > lying
    page = np.ascontiguousarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE)) if sideways else np.ascontiguousarray(image)
    lines = [_on_side(b, height=image.shape[0]) for b in boxes] if sideways else list(boxes)
    lines = sorted((b for b in lines if b.width > 3 * b.height), key=lambda b: b.width, reverse=True)
    crops = []
    # Very long lines tell no more than long ones; spread the choice over the page.
    for box in lines[: 4 * _LINES : 4] if len(lines) >= 4 * _LINES else lines[:_LINES]:
        line = np.ascontiguousarray(cut(page, box).image[:, :_LONGEST])
        crops += [Crop(image=line, scale=1.0), Crop(image=np.ascontiguousarray(line[::-1, ::-1]), scale=1.0)]
    if not crops:
        return None
    read = recognise(session, classes, crops)
    up, down = sum(map(_certainty, read[::2])), sum(map(_certainty, read[1::2]))
    return (90 if sideways else 0) + (180 if down > up else 0)


def _on_side(box: TextBox, *, height: int) -> TextBox:
    return TextBox(x=height - box.y, y=box.x, width=box.height, height=box.width, angle=box.angle)


def _certainty(line: Sequence[SeenCharacter]) -> float:
    letters = [c.chance for c in line if c.text.isalnum()]
    return float(np.mean(letters)) * min(len(letters), HEIGHT) if letters else 0.0
