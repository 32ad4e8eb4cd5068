"""One line of text from its crop: PP-OCRv6's recogniser, decoded by CTC with the place of every character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractor.pages.types import Image
from extractor.words.ppocr_detect import TextBox

HEIGHT = 48
_BUCKET = 64
_WIDEST = 3200
_BATCH_WIDTH = 4096  # columns a call: larger calls gain nothing on one thread and only cost memory


@dataclass(frozen=True, slots=True)
class SeenCharacter:
    """``at`` is the middle of the character's CTC peak in columns of the crop."""

    text: str
    at: float
    chance: float


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A line 48 pixels high; ``scale`` is pixels of the crop a pixel of the page."""

    image: Image
    scale: float


def cut(image: Image, box: TextBox) -> Crop:
    """The rectangle of ``box``, level and 48 pixels high. ``image`` must be contiguous."""
    scale = HEIGHT / max(1.0, box.height)
    wide = int(min(_WIDEST, max(8, round(box.width * scale))))
    target = np.array([(0, 0), (wide, 0), (wide, HEIGHT)], np.float32)
    forward = cv2.getAffineTransform(box.corners()[:3], target)
    crop: Image = cv2.warpAffine(
        image, forward, (wide, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return Crop(image=crop, scale=scale)


def fit(crop: Image) -> Crop:
    """A ready-made grey crop brought to 48 pixels height."""
    scale = HEIGHT / crop.shape[0]
    wide = int(min(_WIDEST, max(8, round(crop.shape[1] * scale))))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return Crop(image=cv2.resize(crop, (wide, HEIGHT), interpolation=how), scale=scale)


def recognise(session: Any, classes: Sequence[str], crops: Sequence[Crop]) -> tuple[tuple[SeenCharacter, ...], ...]:
    """The characters of every crop, blanks included, left to right.

    Crops of like width go through together; each is padded on the right to a multiple of 64 columns.
    """
    found: list[tuple[SeenCharacter, ...]] = [()] * len(crops)
    order = sorted(range(len(crops)), key=lambda i: crops[i].image.shape[1])
    for batch, wide in _batches(order, crops):
        tensor = np.zeros((len(batch), 3, HEIGHT, wide), np.float32)
        for row, i in enumerate(batch):
            line = crops[i].image
            tensor[row, :, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1
        (chances,) = session.run(None, {"x": tensor})
        for row, i in enumerate(batch):
            found[i] = _decode(chances[row], classes, columns=wide, used=crops[i].image.shape[1])
    return tuple(found)


def _batches(order: Iterable[int], crops: Sequence[Crop]) -> Iterable[tuple[list[int], int]]:
    batch: list[int] = []
    wide = 0
    for i in order:
        needed = -(-crops[i].image.shape[1] // _BUCKET) * _BUCKET
        if batch and (needed != wide or (len(batch) + 1) * needed > _BATCH_WIDTH):
            yield batch, wide
            batch = []
        batch.append(i)
        wide = needed
    if batch:
        yield batch, wide


def _decode(
    chances: npt.NDArray[np.float32], classes: Sequence[str], *, columns: int, used: int
) -> tuple[SeenCharacter, ...]:
    best = chances.argmax(axis=1)
    level = chances[np.arange(len(best)), best]
    step = columns / len(best)
    found = []
    at = 0
    while at < len(best):
        until = at
        while until < len(best) and best[until] == best[at]:
            until += 1
        if best[at] != 0 and at * step < used:
            run = level[at:until]
            weight = float(run.sum())
            middle = float(((np.arange(at, until) + 0.5) * run).sum()) / weight
            found.append(SeenCharacter(text=classes[int(best[at])], at=middle * step, chance=float(run.max())))
        at = until
    return tuple(found)
