"""Where text stands on a page: PP-OCRv6's detector (a DB network) and the rectangles read off its map."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.pages.types import Image
from extractor.words.ppocr_runtime import Model

LONG_SIDE = 800
_MAP_LEVEL = 0.2  # thresholds and ratio as published with the model
_BOX_LEVEL = 0.4
_UNCLIP = 1.4
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_STD = np.array([0.229, 0.224, 0.225], np.float32)


@dataclass(frozen=True, slots=True)
class TextBox:
    """A turned rectangle in pixels of the page: centre, ``width`` along the text, ``height`` across it, ``angle`` of
    its text in degrees (positive falls to the right)."""

    x: float
    y: float
    width: float
    height: float
    angle: float

    def corners(self) -> npt.NDArray[np.float32]:
        """Top left, top right, bottom right, bottom left as seen along the text; 4 x 2."""
        across = np.array([math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))])
        down = np.array([-across[1], across[0]])
        middle = np.array([self.x, self.y])
        half_w, half_h = across * self.width / 2, down * self.height / 2
        return np.array(
            [middle - half_w - half_h, middle + half_w - half_h, middle + half_w + half_h, middle - half_w + half_h],
            np.float32,
        )


def detect(model: Model, image: Image, *, long_side: int = LONG_SIDE) -> tuple[TextBox, ...]:
    """All pieces of text on a grey page, unordered."""
    rows, columns = image.shape
    scale = long_side / max(rows, columns)
    high, wide = (max(32, round(n * scale / 32) * 32) for n in (rows, columns))
    small = cv2.resize(image, (wide, high), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    tensor = ((small.astype(np.float32) / 255)[None] - _MEAN[:, None, None]) / _STD[:, None, None]
    result = model(np.ascontiguousarray(tensor[None]))
    return _rectangles(result[0, 0], stretch=(columns / wide, rows / high))


def _rectangles(chances: npt.NDArray[np.float32], *, stretch: tuple[float, float]) -> tuple[TextBox, ...]:
    bits = (chances > _MAP_LEVEL).astype(np.uint8)
    contours, _ = cv2.findContours(bits, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    kept = [c for c in contours if len(c) >= 4 and _score(chances, c) >= _BOX_LEVEL]
    long, short = [], []
    for contour in kept:
        turned = _turned_box(contour)
        if turned.width > 6 * turned.height:
            long.append((turned, contour))
        else:
            short.append(contour)
    slopes = sorted((box.angle, box.width) for box, _ in long)
    page = weighted_median(slopes) if slopes else 0.0
    found = []
    for box, contour in long:
        found.append(box if abs(box.angle - page) < 3 else _level_box(contour, slope=page))
    # Short pieces take the slope of the page: the smallest rectangle around two digits lies at any angle.
    found += [_level_box(contour, slope=page) for contour in short]
    return tuple(_grown(box, stretch=stretch) for box in found if min(box.width, box.height) >= 2)


def _turned_box(contour: npt.NDArray[np.int32]) -> TextBox:
    (x, y), (w, h), angle = cv2.minAreaRect(contour)
    # minAreaRect gives any of four equivalent descriptions; the text runs along the one nearest to level.
    while angle > 45:
        w, h, angle = h, w, angle - 90
    while angle < -45:
        w, h, angle = h, w, angle + 90
    return TextBox(x=x, y=y, width=w, height=h, angle=angle)


def _level_box(contour: npt.NDArray[np.int32], *, slope: float) -> TextBox:
    points = contour.reshape(-1, 2).astype(np.float64)
    angle = math.radians(slope)
    across = np.array([math.cos(angle), math.sin(angle)])
    down = np.array([-across[1], across[0]])
    along, over = points @ across, points @ down
    middle = (along.min() + along.max()) / 2 * across + (over.min() + over.max()) / 2 * down
    return TextBox(
        x=float(middle[0]),
        y=float(middle[1]),
        width=float(np.ptp(along)),
        height=float(np.ptp(over)),
        angle=slope,
    )


def _grown(box: TextBox, *, stretch: tuple[float, float]) -> TextBox:
    # The network marks a shrunken core of every line; published rule: grow by area x ratio / perimeter each way.
    grow = box.width * box.height * _UNCLIP / (box.width + box.height)
    return TextBox(
        x=box.x * stretch[0],
        y=box.y * stretch[1],
        width=(box.width + grow) * stretch[0],
        height=(box.height + grow) * stretch[1],
        angle=box.angle,
    )


def _score(chances: npt.NDArray[np.float32], contour: npt.NDArray[np.int32]) -> float:
    x, y, w, h = cv2.boundingRect(contour)
    mask = np.zeros((h, w), np.uint8)
    cv2.fillPoly(mask, [contour - np.array([x, y])], 1)
    return float(cv2.mean(chances[y : y + h, x : x + w], mask)[0])


def weighted_median(pairs: list[tuple[float, float]]) -> float:
    """The value at half the total weight of (value, weight) pairs sorted by value."""
    half, total = sum(weight for _, weight in pairs) / 2, 0.0
    for value, weight in pairs:
        total += weight
        if total >= half:
            return value
    return pairs[-1][0]
