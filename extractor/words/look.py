"""What the image of a page looks like, for the sentence that says why its words are hard to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.geometry import Box
from extractor.pages.light import ink_level
from extractor.pages.types import Image
from extractor.words.engines import SeenWord

UNSURE = 0.7
_HALF_SURE = 0.5
_LINES_CUT, _SHARE_CUT = 4, 0.15
_TOUCHING = 0.35  # of a letter's height
_EDGE_SAMPLE = 1600  # columns


@dataclass(frozen=True, slots=True)
class PageLook:
    """``dpi`` of the image, ``letter_height`` in its pixels (None when unknown); 0 to 1: ``sharpness`` (how fast paper
    becomes ink), ``contrast`` (of print to its paper), ``brightness`` (of the paper), ``joined`` (the share of the
    unsure words that are one unbroken stroke, as handwriting is)."""

    dpi: float
    letter_height: float | None
    sharpness: float
    contrast: float
    brightness: float = 1.0
    joined: float = 0.0


def look_of(image: Image, seen: Sequence[SeenWord], *, dpi: float) -> PageLook:
    """The look of a grey upright page as it was scanned, with the words read on it (boxes in its pixels)."""
    heights = [w.box.height for w in seen if w.confidence >= 0.3]
    paper = float(np.percentile(image[::4, ::4], 80)) / 255
    return PageLook(
        dpi=dpi,
        letter_height=float(np.median(heights)) if heights else None,
        sharpness=sharpness(image),
        contrast=max(0.0, paper - ink_level(image)) / max(paper, 0.01),
        brightness=paper,
        joined=joined([w.box for w in seen if w.confidence < UNSURE and len(w.text) >= 2], image),
    )


def sharpness(image: Image) -> float:
    """How much of the step from paper to ink lies between two neighbouring pixels, at the edges of print; 0 to 1.

    About 0.5 for a sharp scan, under 0.2 where letters run into each other; 0.0 for a page without ink.
    """
    columns = image.shape[1]
    middle = image[:, max(0, (columns - _EDGE_SAMPLE) // 2) :][:, :_EDGE_SAMPLE]
    step = np.maximum(
        np.abs(np.diff(middle[:-1].astype(np.int16), axis=1)), np.abs(np.diff(middle.astype(np.int16), axis=0))[:, :-1]
    )
    ink = ink_level(image)
    paper = float(np.percentile(image[::4, ::4], 80)) / 255
    if ink >= paper:
        return 0.0
    near = cv2.erode(middle, np.ones((3, 3), np.uint8))[:-1, :-1] < 255 * (ink + paper) / 2
    edges = step[near]
    return min(1.0, float(np.percentile(edges, 90)) / (255 * (paper - ink))) if edges.size else 0.0


def joined(boxes: Sequence[Box], image: Image) -> float:
    """The share of these words whose ink is one unbroken stroke over most of their width; 0.0 for no words."""
    found = [_one_stroke(box, image) for box in boxes if box.width > 1.5 * box.height]
    return sum(found) / len(found) if found else 0.0


def _one_stroke(box: Box, image: Image) -> bool:
    crop = image[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1]
    if min(crop.shape) < 4:
        return False
    _, ink = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widest = max((int(stats[n, cv2.CC_STAT_WIDTH]) for n in range(1, count)), default=0)
    return bool(widest > 0.5 * crop.shape[1])


def cut_off(seen: Sequence[SeenWord], *, columns: int) -> bool:
    """Whether the text runs out of the picture at its left or right edge: lines that begin or end right at it.

    Boxes in pixels of a picture ``columns`` wide. A few words at the edge are dirt or a stamp; lines are text.
    """
    words = [w for w in seen if w.confidence >= _HALF_SURE and sum(map(str.isalnum, w.text)) >= 2]
    lines = {w.line for w in words}
    if not lines:
        return False
    near = _TOUCHING * float(np.median([w.box.height for w in words]))
    left = {w.line for w in words if w.box.x0 <= near}
    right = {w.line for w in words if w.box.x1 >= columns - near}
    return max(len(left), len(right)) >= max(_LINES_CUT, _SHARE_CUT * len(lines))
