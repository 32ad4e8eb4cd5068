"""One line of text from its crop: PP-OCRv6's recogniser, decoded by CTC with the place of every character.

What the recogniser costs is the columns it is fed. So a line is cut tightly to its ink, wide gaps are shortened, and
letters are made no larger than can be read; the places of the characters are given in the crop as it was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from extractor.pages.types import Image
from extractor.words.ppocr_detect import TextBox
from extractor.words.ppocr_models import Recogniser

HEIGHT = 48
SHORT_WIDER = 1.3
_BUCKET = 32
_WIDEST = 3200
_BATCH_WIDTH = 4096  # columns a call: larger calls gain nothing on one thread and only cost memory
_LEAST_ROWS = 30  # of a crop: pieces of low letters only ("ana", "-") are not blown up to full height
_RIM = 1
_INKED_ROW = 0.004  # share of a row: less is a speck
_GAP = 18  # columns of a crop: more bare paper than this tells the recogniser nothing more
_STEP = 19.0  # columns the recogniser gets for a character on the average; at 16.5 it glues typed words of a fax
_NARROWEST = 0.6
_SHORT = 160  # columns of a crop
_MARGIN = 10  # bare columns on either side: a bracket or full stop at the very edge is lost
_SURE = 0.95


@dataclass(frozen=True, slots=True)
class SeenCharacter:
    """``at`` is the middle of the character's CTC peak in columns of the crop."""

    text: str
    at: float
    chance: float


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A line 48 pixels high; ``scale`` is pixels of the crop a pixel of the page, ``ink`` says which are print."""

    image: Image
    scale: float
    ink: npt.NDArray[np.bool_]


def cut(image: Image, box: TextBox) -> Crop:
    """The rectangle of ``box``, level and 48 pixels high. ``image`` must be contiguous."""
    scale = HEIGHT / max(1.0, box.height)
    wide = int(min(_WIDEST, max(8, round(box.width * scale))))
    target = np.array([(0, 0), (wide, 0), (wide, HEIGHT)], np.float32)
    forward = cv2.getAffineTransform(box.corners()[:3], target)
    crop: Image = cv2.warpAffine(
        image, forward, (wide, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return Crop(image=crop, scale=scale, ink=ink_of(crop))


def fit(crop: Image) -> Crop:
    """A ready-made grey crop brought to 48 pixels height."""
    scale = HEIGHT / crop.shape[0]
    wide = int(min(_WIDEST, max(8, round(crop.shape[1] * scale))))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    image: Image = cv2.resize(crop, (wide, HEIGHT), interpolation=how)
    return Crop(image=image, scale=scale, ink=ink_of(image))


def turned_over(crop: Crop, *, most: int) -> Crop:
    """The first ``most`` columns of a crop upside down."""
    return Crop(
        image=np.ascontiguousarray(crop.image[::-1, :most][:, ::-1]),
        scale=crop.scale,
        ink=crop.ink[::-1, :most][:, ::-1],
    )


def ink_of(crop: Image) -> npt.NDArray[np.bool_]:
    """Which pixels of a crop are print. Underlines and table borders (runs longer than any letter) do not count."""
    _, dark = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    longest = HEIGHT * 3 // 2
    if dark.shape[1] > longest:
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
        if runs.any():
            dark[cv2.dilate(runs, np.ones((3, 1), np.uint8)) > 0] = 0
    ink: npt.NDArray[np.bool_] = dark.view(bool)
    return ink


@dataclass(frozen=True, slots=True, eq=False)
class _Fed:
    """A line as the recogniser gets it, and the column of the crop each of its columns comes from."""

    image: Image
    columns: npt.NDArray[np.int64]


def _fed(crop: Crop, *, height: int, narrow: float, short: float) -> _Fed:
    top, bottom = _rows(crop.ink)
    columns = _columns(crop.ink)
    scale = height / (bottom - top)
    if len(columns) < _SHORT:
        narrow = short
    wide = max(8, round(len(columns) * scale * narrow))
    part = crop.image[top:bottom]
    if len(columns) < part.shape[1]:
        part = part[:, columns]
    image = np.empty((height, wide + 2 * _MARGIN), np.uint8)
    image[:, _MARGIN : _MARGIN + wide] = cv2.resize(part, (wide, height), interpolation=cv2.INTER_AREA)
    image[:, :_MARGIN] = image[:, -_MARGIN:] = image[::4, _MARGIN : _MARGIN + wide : 4].max()
    middles = ((np.arange(wide) + 0.5) * (len(columns) / wide)).astype(np.int64)
    places = np.pad(columns[np.minimum(middles, len(columns) - 1)], _MARGIN, mode="edge")
    return _Fed(image=image, columns=places)


def _rows(ink: npt.NDArray[np.bool_]) -> tuple[int, int]:
    inked = np.flatnonzero(np.count_nonzero(ink, axis=1) > _INKED_ROW * ink.shape[1])
    if len(inked) == 0:
        return 0, HEIGHT
    top, bottom = max(0, int(inked[0]) - _RIM), min(HEIGHT, int(inked[-1]) + 1 + _RIM)
    if (lacking := _LEAST_ROWS - (bottom - top)) > 0:
        top = min(max(0, top - lacking // 2), HEIGHT - _LEAST_ROWS)
        bottom = max(bottom, top + _LEAST_ROWS)
    return top, bottom


def _columns(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The columns of a crop that are kept: all but the middle of gaps wider than ``_GAP``."""
    bare = np.concatenate(([0], (~ink.any(axis=0)).view(np.int8), [0]))
    edges = np.flatnonzero(np.diff(bare))
    keep = np.ones(ink.shape[1], bool)
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if end - begin > _GAP:
            before = 0 if begin == 0 else _GAP if end == len(keep) else _GAP // 2
            keep[begin + before : end - (_GAP - before)] = False
    kept = np.flatnonzero(keep)
    return kept if len(kept) else np.arange(min(8, len(keep)))


def recognise(
    reader: Recogniser, crops: Sequence[Crop], *, narrow: float = 1.0, short: float = SHORT_WIDER
) -> tuple[tuple[SeenCharacter, ...], ...]:
    """The characters of every crop, blanks included, left to right.

    ``narrow`` squeezes the lines sideways (see ``narrowing``); ``short`` does so with pieces of a few letters, which
    have no neighbours to be understood from and cost little. Crops of like width go through together; each is padded
    on the right to a multiple of 32 columns.
    """
    found: list[tuple[SeenCharacter, ...]] = [()] * len(crops)
    lines = [_fed(crop, height=reader.height, narrow=narrow, short=short) for crop in crops]
    # The widest first: what the runtime holds for them serves all the others.
    order = sorted(range(len(crops)), key=lambda i: len(lines[i].columns), reverse=True)
    for batch, wide in _batches(order, lines):
        tensor = np.zeros((len(batch), 3, reader.height, wide), np.float32)
        for row, i in enumerate(batch):
            line = lines[i].image
            tensor[row, :, :, : line.shape[1]] = line.astype(np.float32) * np.float32(1 / 127.5) - np.float32(1)
        chances = reader.model(tensor)
        for row, i in enumerate(batch):
            found[i] = _decode(chances[row], reader.classes, step=wide / chances.shape[1], columns=lines[i].columns)
    return tuple(found)


def narrowing(lines: Sequence[Sequence[SeenCharacter]], crops: Sequence[Crop], *, height: int) -> float:
    """How far lines may be squeezed sideways so that a character keeps as many columns as reading needs; at most 1.

    From some lines of the page read unsqueezed: fonts differ by half in their width, and the recogniser's cost with
    them.
    """
    length = count = 0.0
    for line, crop in zip(lines, crops, strict=True):
        top, bottom = _rows(crop.ink)
        steps = [b.at - a.at for a, b in pairwise(line) if " " not in (a.text, b.text)]
        length += sum(steps) * height / (bottom - top)
        count += len(steps)
    if count < _STEP:
        return 1.0
    return min(1.0, max(_NARROWEST, _STEP / (length / count)))


def sure_share(lines: Iterable[Sequence[SeenCharacter]]) -> float:
    """The share of letters and digits read almost certainly, 0 to 1; 1.0 where there are none."""
    chances = [c.chance for line in lines for c in line if c.text.isalnum()]
    return sum(chance > _SURE for chance in chances) / len(chances) if chances else 1.0


def least_chance(line: Sequence[SeenCharacter]) -> float:
    """The chance of the line's least sure character, blanks aside; 0.0 for an empty line."""
    return min((c.chance for c in line if c.text != " "), default=0.0)


def _batches(order: Iterable[int], lines: Sequence[_Fed]) -> Iterable[tuple[list[int], int]]:
    batch: list[int] = []
    wide = 0
    for i in order:
        needed = -(-len(lines[i].columns) // _BUCKET) * _BUCKET
        if batch and (needed != wide or (len(batch) + 1) * needed > _BATCH_WIDTH):
            yield batch, wide
            batch = []
        batch.append(i)
        wide = needed
    if batch:
        yield batch, wide


def _decode(
    chances: npt.NDArray[np.float32], classes: Sequence[str], *, step: float, columns: npt.NDArray[np.int64]
) -> tuple[SeenCharacter, ...]:
    best = chances.argmax(axis=1)
    level = chances[np.arange(len(best)), best]
    starts = np.concatenate(([0], np.flatnonzero(best[1:] != best[:-1]) + 1))
    weights = np.add.reduceat(level, starts)
    middles = np.add.reduceat((np.arange(len(best)) + 0.5) * level, starts) / weights * step
    peaks = np.maximum.reduceat(level, starts)
    kinds = best[starts]
    read = np.flatnonzero((kinds != 0) & (starts * step < len(columns)))
    places = columns[np.minimum(middles[read].astype(np.int64), len(columns) - 1)]
    return tuple(
        SeenCharacter(text=classes[kind], at=at + 0.5, chance=chance)
        for kind, at, chance in zip(kinds[read].tolist(), places.tolist(), peaks[read].tolist(), strict=True)
    )
