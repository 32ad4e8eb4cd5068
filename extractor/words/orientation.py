"""Which way up is the page?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.pages.types import Image
from extractor.words.ppocr_detect import TextBox
from extractor.words.ppocr_models import Recogniser
from extractor.words.ppocr_recognise import HEIGHT, Crop, SeenCharacter, cut, recognise, turned_over

_LINES = 5
_MIDDLE = 12  # thicknesses of a line
_LONGEST = 480  # columns of a crop are enough to tell
_SURE = 0.93  # upside down no line reads so well


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


@dataclass(frozen=True, slots=True)
class Probed:
    """A line read to learn about its page: the place of its box among the page's, its crop and its characters."""

    index: int
    crop: Crop
    line: tuple[SeenCharacter, ...]


def probe(image: Image, boxes: Sequence[TextBox], *, reader: Recogniser) -> tuple[Probed, ...]:
    """Five of the page's long lines, read as they lie; fewer where there are fewer. ``image`` is contiguous."""
    long = sorted((i for i, b in enumerate(boxes) if b.width > 3 * b.height), key=lambda i: -boxes[i].width)
    # Spread over the page: five neighbours would share one stamp or shadow.
    chosen = long[: 4 * _LINES : 4] if len(long) >= 4 * _LINES else long[:_LINES]
    crops = [cut(image, boxes[i]) for i in chosen]
    lines = recognise(reader, crops)
    return tuple(Probed(index=i, crop=c, line=x) for i, c, x in zip(chosen, crops, lines, strict=True))


@dataclass(frozen=True, slots=True)
class Turn:
    """``degrees`` clockwise make the page upright; ``probes`` are lines of it read already (none if it must turn)."""

    degrees: int
    probes: tuple[Probed, ...] = ()


def turn_by_lines(image: Image, boxes: Sequence[TextBox], *, reader: Recogniser) -> Turn | None:
    """Which way is up, from the page's text boxes and five lines read.

    Boxes that stand on end mean a page on its side; of the two ways left, the one that reads with more certainty is up.
    Lines that read almost certainly are not read the other way round as well. None when the page has no line to read.
    """
    lying = sum(b.width * b.height for b in boxes if b.width > 1.6 * b.height)
    standing = sum(b.width * b.height for b in boxes if b.height > 1.6 * b.width)
    if lying + standing == 0:
        return None
    sideways = standing > lying
    page = np.ascontiguousarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE)) if sideways else np.ascontiguousarray(image)
    lines = _on_side(boxes, height=image.shape[0]) if sideways else boxes
    probes = probe(page, lines, reader=reader)
    if not probes:
        return None
    over = False
    if min(_certainty(p.line) for p in probes) < _SURE:
        turned = recognise(reader, [turned_over(p.crop, most=_LONGEST) for p in probes])
        over = sum(map(_weight, turned)) > sum(_weight(p.line[: len(t)]) for p, t in zip(probes, turned, strict=True))
    if sideways or over:
        return Turn((90 if sideways else 0) + (180 if over else 0))
    return Turn(0, probes)


def _on_side(boxes: Sequence[TextBox], *, height: int) -> list[TextBox]:
    """Standing boxes on the page turned clockwise, cut to the middle of their lines.

    Their slope is not known: the box around a long line of a skewed page is as high as three lines, but in its middle
    the line runs through the middle, a line's thickness high.
    """
    standing = [b for b in boxes if b.height > 1.6 * b.width]
    thin = float(np.percentile([b.width for b in standing], 25))
    return [
        TextBox(x=height - b.y, y=b.x, width=min(b.height, _MIDDLE * thin), height=min(b.width, 1.3 * thin), angle=0.0)
        for b in standing
    ]


def _certainty(line: Sequence[SeenCharacter]) -> float:
    letters = [c.chance for c in line if c.text.isalnum()]
    return float(np.mean(letters)) if letters else 0.0


def _weight(line: Sequence[SeenCharacter]) -> float:
    letters = sum(c.text.isalnum() for c in line)
    return _certainty(line) * min(letters, HEIGHT)
