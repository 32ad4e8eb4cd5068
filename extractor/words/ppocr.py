"""PP-OCRv6 as an engine: detect, cut, recognise, split into words, put in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import cv2
import numpy as np
import numpy.typing as npt

from extractor.geometry import Box
from extractor.pages.types import Image
from extractor.words.engines import EngineName, Reading, SeenWord
from extractor.words.errors import EngineFailure
from extractor.words.heights import even_heights
from extractor.words.lines import Piece, level, reading_order
from extractor.words.orientation import turn_by_lines
from extractor.words.ppocr_detect import TextBox, detect, weighted_median
from extractor.words.ppocr_models import Size, detector, model_errors, model_folder, recogniser
from extractor.words.ppocr_recognise import HEIGHT, Crop, SeenCharacter, cut, fit, recognise
from extractor.words.ppocr_spaces import respaced

_BARELY = 0.3  # a piece whose characters are all less likely than this is dirt


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word inside a crop: ``box`` in pixels of the crop."""

    text: str
    box: Box
    confidence: float


class PPOcr:
    """The faster and truer first reader; reads pages as scanned (its crops follow the slope of each line)."""

    name: EngineName = "ppocr"
    wants_prepared = False
    crops_by_another_model = True

    def __init__(self, *, reader: Size = "tiny", second: Size = "small") -> None:
        self._reader: Size = reader
        self._second: Size = second
        self._looked: tuple[Image, tuple[TextBox, ...]] | None = None

    def available(self) -> bool:
        return find_spec("onnxruntime") is not None and model_folder() is not None

    def warm_up(self) -> None:
        try:
            detector("tiny")
            recogniser(self._reader)
            recogniser(self._second)
        except model_errors() as error:
            raise EngineFailure(f"Model PP-OCR tidak dapat dimuat ({type(error).__name__}).") from error

    def boxes(self, image: Image) -> tuple[TextBox, ...]:
        """Where text stands on a grey page of any orientation. The last page looked at is remembered, because finding
        which way is up and reading need the same boxes."""
        if self._looked is None or self._looked[0] is not image:
            self._looked = (image, detect(detector("tiny"), np.ascontiguousarray(image)))
        return self._looked[1]

    def turn(self, image: Image, *, dpi: float) -> int | None:
        try:
            boxes = self.boxes(image)
            session, classes = recogniser(self._reader)
            return turn_by_lines(image, boxes, session=session, classes=classes)
        except model_errors() as error:
            raise EngineFailure(f"PP-OCR gagal menentukan arah halaman ({type(error).__name__}).") from error

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        try:
            boxes = self.boxes(image)
            page = np.ascontiguousarray(image)
            session, classes = recogniser(self._reader)
            crops = [cut(page, box) for box in boxes]
            lines = recognise(session, classes, crops)
        except model_errors() as error:
            raise EngineFailure(f"PP-OCR gagal membaca halaman ini ({type(error).__name__}).") from error
        found = [
            (box, split_words(characters, crop))
            for box, crop, characters in zip(boxes, crops, lines, strict=True)
            if any(c.chance >= _BARELY and c.text.strip() for c in characters)
        ]
        return _in_order(found, width=image.shape[1])

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        try:
            session, classes = recogniser(self._second)
            lines = recognise(session, classes, [fit(crop) for crop in crops])
        except model_errors() as error:
            raise EngineFailure(f"PP-OCR gagal membaca potongan halaman ({type(error).__name__}).") from error
        return tuple(
            Reading(
                text="".join(c.text for c in line).strip(),
                confidence=min((c.chance for c in line if c.text != " "), default=0.0),
            )
            for line in lines
        )


def _in_order(found: Sequence[tuple[TextBox, Sequence[LineWord]]], *, width: int) -> tuple[SeenWord, ...]:
    slopes = sorted((box.angle, box.width) for box, _ in found)
    slope = weighted_median(slopes) if slopes else 0.0
    pieces = []
    for index, (box, words) in enumerate(found):
        if words:
            whole = Box(box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2)
            pieces.append(Piece(index=index, box=level(whole, slope=slope)))
    out = []
    for number, line in enumerate(reading_order(pieces, width=width)):
        for piece in line:
            box, words = found[piece.index]
            out += [SeenWord(text=w.text, box=on_page(w.box, box), confidence=w.confidence, line=number) for w in words]
    return tuple(out)


def on_page(word: Box, box: TextBox) -> Box:
    """A box in the crop of ``box`` as a box on the page the crop was cut from."""
    scale = max(1.0, box.height) / HEIGHT
    angle = math.radians(box.angle)
    along, down = (word.middle_x * scale - box.width / 2), (word.middle_y * scale - box.height / 2)
    x = box.x + along * math.cos(angle) - down * math.sin(angle)
    y = box.y + along * math.sin(angle) + down * math.cos(angle)
    half_w, half_h = word.width * scale * math.cos(angle) / 2, word.height * scale / 2
    return Box(x - half_w, y - half_h, x + half_w, y + half_h)


def split_words(characters: Sequence[SeenCharacter], crop: Crop) -> tuple[LineWord, ...]:
    """The words of a line with their places, from the peaks of its characters and the ink around them."""
    ink = ink_of(crop.image)
    characters = respaced(characters, ink)
    groups: list[list[SeenCharacter]] = [[]]
    edges = [0.0]
    for character in characters:
        if character.text == " ":
            if groups[-1]:
                groups.append([])
                edges.append(character.at)
            else:
                edges[-1] = character.at
        else:
            groups[-1].append(character)
    if not groups[-1]:
        groups.pop()
    edges.append(float(crop.image.shape[1]))
    texts = ["".join(c.text for c in group) for group in groups]
    boxes = [_word_box(group, ink, left=edges[i], right=edges[i + 1]) for i, group in enumerate(groups)]
    return tuple(
        LineWord(text=text, box=box, confidence=float(np.mean([c.chance for c in group])))
        for text, box, group in zip(texts, even_heights(list(zip(texts, boxes, strict=True))), groups, strict=True)
    )


def ink_of(crop: Image) -> npt.NDArray[np.bool_]:
    """Which pixels of a crop are print. Underlines and table borders (runs longer than any letter) do not count."""
    _, dark = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    longest = HEIGHT * 3 // 2
    if dark.shape[1] > longest:
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
        if runs.any():
            dark[cv2.dilate(runs, np.ones((3, 1), np.uint8)) > 0] = 0
    ink: npt.NDArray[np.bool_] = dark.astype(bool)
    return ink


def _word_box(group: Sequence[SeenCharacter], ink: npt.NDArray[np.bool_], *, left: float, right: float) -> Box:
    first, last = group[0].at, group[-1].at
    step = (last - first) / (len(group) - 1) if len(group) > 1 else HEIGHT * 0.4
    # A character reaches at most about its own width beyond its peak, and never past the blank beside it.
    reach = min(max(step, HEIGHT * 0.25) * 1.3, HEIGHT * 0.8)
    begin, end = int(max(left, first - reach, 0)), int(min(right, last + reach, ink.shape[1]))
    columns = np.flatnonzero(ink[:, begin:end].any(axis=0))
    if len(columns) == 0:
        return Box(max(0.0, first - step / 2), HEIGHT * 0.2, last + step / 2, HEIGHT * 0.8)
    x0, x1 = begin + int(columns[0]), begin + int(columns[-1]) + 1
    rows = np.flatnonzero(ink[:, x0:x1].any(axis=1))
    return Box(x0, int(rows[0]), x1, int(rows[-1]) + 1)
