"""PP-OCRv6 as an engine: detect, cut, recognise, split into words, put in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

from extractor.geometry import Box
from extractor.pages.types import Image
from extractor.words.engines import EngineName, Reading, SeenWord
from extractor.words.errors import EngineFailure
from extractor.words.heights import even_heights
from extractor.words.lines import Piece, level, reading_order
from extractor.words.orientation import Probed, probe, turn_by_lines
from extractor.words.ppocr_detect import TextBox, detect, weighted_median
from extractor.words.ppocr_models import Size, detector, model_errors, model_folder, recogniser
from extractor.words.ppocr_recognise import (
    HEIGHT,
    Crop,
    SeenCharacter,
    cut,
    fit,
    least_chance,
    narrowing,
    recognise,
    sure_share,
)
from extractor.words.ppocr_spaces import respaced, typewriter

_CLEAR = 0.999  # where fewer letters of the first lines are read surely, lines are read at full height
_UNSURE = 0.9  # chance of a line's least sure letter
_BARELY = 0.3  # a piece whose characters are all less likely than this is dirt


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word inside a crop: ``box`` in pixels of the crop."""

    text: str
    box: Box
    confidence: float


@dataclass(slots=True, eq=False)
class _Look:
    """The page last looked at, where its text stands, and lines of it read while finding out which way is up."""

    image: Image
    boxes: tuple[TextBox, ...]
    probes: tuple[Probed, ...] = ()


class PPOcr:
    """The faster and truer first reader; reads pages as scanned (its crops follow the slope of each line)."""

    name: EngineName = "ppocr"
    wants_prepared = False
    crops_by_another_model = True

    def __init__(self, *, reader: Size = "tiny", second: Size = "small") -> None:
        self._reader: Size = reader
        self._second: Size = second
        self._looked: _Look | None = None

    def available(self) -> bool:
        return find_spec("onnxruntime") is not None and model_folder() is not None

    def warm_up(self) -> None:
        try:
            detector("tiny")
            recogniser(self._reader, 32)
            recogniser(self._second, 32)
        except model_errors() as error:
            raise EngineFailure(f"Model PP-OCR tidak dapat dimuat ({type(error).__name__}).") from error

    def boxes(self, image: Image) -> tuple[TextBox, ...]:
        """Where text stands on a grey page of any orientation. The last page looked at is remembered, because finding
        which way is up and reading need the same boxes."""
        return self._look(image).boxes

    def _look(self, image: Image) -> _Look:
        if self._looked is None or self._looked.image is not image:
            self._looked = _Look(image, detect(detector("tiny"), np.ascontiguousarray(image)))
        return self._looked

    def turn(self, image: Image, *, dpi: float) -> int | None:
        try:
            look = self._look(image)
            found = turn_by_lines(image, look.boxes, reader=recogniser(self._reader, 32))
        except model_errors() as error:
            raise EngineFailure(f"PP-OCR gagal menentukan arah halaman ({type(error).__name__}).") from error
        if found is None:
            return None
        look.probes = found.probes
        return found.degrees

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        try:
            look = self._look(image)
            self._looked = None  # a page is read once: its image need not stay
            read = self._lines(look)
        except model_errors() as error:
            raise EngineFailure(f"PP-OCR gagal membaca halaman ini ({type(error).__name__}).") from error
        even = typewriter([line for _, line in read])
        found = [
            (box, split_words(line, crop, even=even))
            for box, (crop, line) in zip(look.boxes, read, strict=True)
            if any(c.chance >= _BARELY and c.text.strip() for c in line)
        ]
        return _in_order(found, width=image.shape[1])

    def _lines(self, look: _Look) -> list[tuple[Crop, tuple[SeenCharacter, ...]]]:
        """Crop and characters of every box: first some lines as they are, which tell how narrow the others may be."""
        page = np.ascontiguousarray(look.image)
        reader = recogniser(self._reader, 32)
        probes = look.probes or probe(page, look.boxes, reader=reader)
        lines = [p.line for p in probes]
        narrow = 1.0
        if sure_share(lines) < _CLEAR:
            reader, probes = recogniser(self._reader, 48), ()
        else:
            narrow = narrowing(lines, [p.crop for p in probes], height=reader.height)
        read = {p.index: (p.crop, p.line) for p in probes}
        rest = [i for i in range(len(look.boxes)) if i not in read]
        crops = [cut(page, look.boxes[i]) for i in rest]
        read |= dict(zip(rest, zip(crops, recognise(reader, crops, narrow=narrow), strict=True), strict=True))
        if reader.height < 48:
            self._again(read)
        return [read[i] for i in range(len(look.boxes))]

    def _again(self, read: dict[int, tuple[Crop, tuple[SeenCharacter, ...]]]) -> None:
        """Lines with an unsure letter are read again at full height; the surer of the two readings stays."""
        unsure = [i for i, (_, line) in read.items() if 0 < least_chance(line) < _UNSURE]
        crops = [read[i][0] for i in unsure]
        for i, line in zip(unsure, recognise(recogniser(self._reader, 48), crops), strict=True):
            if least_chance(line) > least_chance(read[i][1]):
                read[i] = (read[i][0], line)

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        try:
            lines = recognise(recogniser(self._second, 32), [fit(crop) for crop in crops], short=1.0)
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


def split_words(characters: Sequence[SeenCharacter], crop: Crop, *, even: bool = False) -> tuple[LineWord, ...]:
    """The words of a line with their places, from the peaks of its characters and the ink around them; ``even`` on a
    page in a typewriter font."""
    ink = crop.ink
    characters = respaced(characters, ink, even=even)
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
