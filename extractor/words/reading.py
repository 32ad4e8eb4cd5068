"""One page into words: the steps in their order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np

from extractor.geometry import Box
from extractor.pages.prepare import PageImage, evenly_lit, page_image, ruling_boxes, straightened, turned
from extractor.pages.types import Image, RawPage
from extractor.words.calibration import calibrated
from extractor.words.engines import Engine, SeenWord
from extractor.words.errors import EngineFailure, NoEngine
from extractor.words.grade import Grade, grade_page
from extractor.words.look import look_of
from extractor.words.ppocr import PPOcr
from extractor.words.ppocr_detect import weighted_median
from extractor.words.repair import repaired
from extractor.words.second import SecondReading, read_twice
from extractor.words.source import TextLayer, judge_text_layer, same_text
from extractor.words.tesseract import Tesseract
from extractor.words.types import PageWords, Ruling, Word

_BLANK_INK = 0.0005
_BLACK = 60
_PRINT = 70
_LAYER_AGREES = 0.8
_BLANK_NOTE = "Halaman kosong."


@lru_cache(maxsize=1)
def default_engines() -> tuple[Engine, ...]:
    """The engines of this installation, first reader first; those not installed are left out."""
    return tuple(e for e in (PPOcr(), Tesseract()) if e.available())


def warm_up(engines: Sequence[Engine] | None = None) -> None:
    """Load what the first page would load, so that a waiting worker reads at once.

    An engine that cannot load says so on the pages it then fails to read.
    """
    for engine in default_engines() if engines is None else engines:
        with suppress(EngineFailure):
            engine.warm_up()


def read_page(
    raw: RawPage, *, engines: Sequence[Engine] | None = None, turn: int | None = None, figures_twice: bool = True
) -> PageWords:
    """The words of one page, upright, with places in points, confidence and grade.

    ``engines`` in the order in which they are asked (default: all installed). ``turn`` (0/90/180/270 clockwise) is a
    person's answer to which way up; None lets the page decide. ``figures_twice=False`` saves the second reading of
    figures (a fifth of the CPU time) where nobody will rely on them. A blank page is a result (source ``none``), not an
    error. Raises ``NoEngine`` for a scan without any engine and ``EngineFailure`` when every engine failed.
    """
    layer = judge_text_layer(raw)
    if layer.trust == "trust":
        return _from_layer(raw, turn=turn)
    chosen = default_engines() if engines is None else tuple(engines)
    return _from_image(raw, layer=layer, engines=chosen, turn=turn, figures_twice=figures_twice)


def _from_layer(raw: RawPage, *, turn: int | None, notes: tuple[str, ...] = ()) -> PageWords:
    degrees = layer_turn(raw.text_words) if turn is None else turn % 360
    width, height = (raw.height, raw.width) if degrees in (90, 270) else (raw.width, raw.height)

    def place(word: Word) -> Word:
        box = word.box.turned(degrees, width=raw.width, height=raw.height)
        return replace(word, box=box.clipped(width=width, height=height))

    return PageWords(
        number=raw.number,
        width=width,
        height=height,
        words=tuple(place(w) for w in raw.text_words),
        source="text_layer",
        rotation=degrees,
        rulings=tuple(Ruling(r.box.turned(degrees, width=raw.width, height=raw.height)) for r in raw.rulings),
        notes=notes,
    )


def layer_turn(words: Sequence[Word]) -> int:
    """How far to turn a page whose characters run up or down its side; 0 for the usual page.

    Words of four letters and more are wider than high unless they stand on end; then their order tells the direction.
    """
    longer = [w for w in words if len(w.text) >= 4]
    upended = [w for w in longer if w.box.height > 1.5 * w.box.width]
    if len(upended) < 10 or len(upended) < 0.6 * len(longer):
        return 0
    steps = [
        second.box.middle_y - first.box.middle_y
        for first, second in pairwise(upended)
        if abs(second.box.middle_x - first.box.middle_x) < first.box.width
    ]
    return 270 if sum(1 if s > 0 else -1 for s in steps) > 0 else 90


def _from_image(
    raw: RawPage, *, layer: TextLayer, engines: tuple[Engine, ...], turn: int | None, figures_twice: bool
) -> PageWords:
    page = scanned = page_image(raw.pixels(), width=raw.width, height=raw.height)
    if is_blank(page.image):
        return _blank(raw)
    if not engines:
        raise NoEngine
    # Lit evenly first: finding out which way is up and reading then look at the same image, for one price.
    page = evenly_lit(page)
    degrees = turn % 360 if turn is not None else _upright(engines, page)
    page = turned(page, degrees)
    first = _first_reading(engines, page)
    twice = _second_reading(engines, first) if figures_twice else SecondReading(first.seen, 0, 0)
    grade = grade_page(
        twice.seen,
        look=lambda: look_of(turned(scanned, degrees).image, twice.seen, dpi=scanned.dpi),
        columns=first.image.image.shape[1],
        dpi=page.dpi,
    )
    words: tuple[Word, ...] = ()
    if grade.grade != "unreadable":
        words = tuple(
            Word(
                text=repaired(w.text),
                box=first.image.placement.box(w.box),
                confidence=round(w.confidence, 3),
                line=w.line,
                alternative=w.alternative,
            )
            for w in twice.seen
        )
    if layer.trust == "doubt" and same_text(raw.text_words, words) >= _LAYER_AGREES:
        return _from_layer(raw, turn=turn)
    if layer.trust == "refuse" and raw.text_words and not words:
        return _from_layer(raw, turn=turn)
    return PageWords(
        number=raw.number,
        width=page.placement.width,
        height=page.placement.height,
        words=words,
        source="ocr",
        rotation=degrees,
        grade=grade.grade,
        grade_reason=grade.reason,
        confidence=round(grade.confidence, 3),
        rulings=tuple(Ruling(box) for box in _rulings(first, page)),
        engine=first.engine.name,
        notes=first.notes + twice.notes,
    )


def _upright(engines: Sequence[Engine], page: PageImage) -> int:
    for engine in engines:
        try:
            degrees = engine.turn(page.image, dpi=page.dpi)
        except EngineFailure:
            continue  # said when reading fails too; the next engine may tell
        if degrees is not None:
            return degrees
    return 0


@dataclass(frozen=True, slots=True, eq=False)
class _FirstReading:
    """``seen`` are words in pixels of ``image``; ``notes`` name engines that failed before this one."""

    engine: Engine
    image: PageImage
    seen: tuple[SeenWord, ...]
    notes: tuple[str, ...]


def _first_reading(engines: Sequence[Engine], page: PageImage) -> _FirstReading:
    notes: tuple[str, ...] = ()
    failure: EngineFailure | None = None
    for engine in engines:
        image = straightened(page) if engine.wants_prepared else page
        try:
            seen = engine.read(image.image, dpi=image.dpi)
        except EngineFailure as error:
            failure = error
            notes += (f"Mesin baca {engine.name} gagal pada halaman ini; dibaca dengan mesin baca lain.",)
        else:
            known = tuple(replace(w, confidence=calibrated(w.confidence, engine=engine.name)) for w in seen)
            return _FirstReading(engine, image, known, notes)
    raise failure if failure is not None else NoEngine()


def _second_reading(engines: Sequence[Engine], first: _FirstReading) -> SecondReading:
    """Another model reads the figures again: that of the same engine where it has one, else another engine's."""
    others = [e for e in engines if e is not first.engine]
    readers = [first.engine, *others] if first.engine.crops_by_another_model else others
    return read_twice(
        first.seen,
        first.image.image,
        dpi=first.image.dpi,
        reader=readers[0] if readers else None,
        arbiter=readers[1] if len(readers) > 1 else None,
    )


def _rulings(first: _FirstReading, page: PageImage) -> tuple[Box, ...]:
    """Rulings in points: those found while straightening, else looked for now."""
    if first.image is not page:
        return tuple(first.image.placement.box(box) for box in first.image.rulings)
    return ruling_boxes(page, degrees=slope_of(first.seen))


def slope_of(seen: Sequence[SeenWord]) -> float | None:
    """The slope of the text lines in degrees, positive when they fall to the right, from the words read; None when
    fewer than five lines are long enough to tell."""
    ends: dict[int, tuple[SeenWord, SeenWord]] = {}
    for word in seen:
        ends[word.line] = (ends[word.line][0] if word.line in ends else word, word)
    pairs = []
    for left, right in ends.values():
        along = right.box.middle_x - left.box.middle_x
        if along > 8 * left.box.height:
            fall = right.box.middle_y - left.box.middle_y
            pairs.append((math.degrees(math.atan2(fall, along)), along))
    return weighted_median(sorted(pairs)) if len(pairs) >= 5 else None


def is_blank(image: Image) -> bool:
    """True when hardly a pixel is darker than its surroundings: an empty sheet, whatever its shade, but not a black one
    (a scanner lid left open)."""
    if float(np.median(image[::8, ::8])) < _BLACK:
        return False
    if _plainly_printed(image):
        return False
    scale = 800 / max(image.shape)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    smooth = cv2.medianBlur(small, 3)
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 20)
    rim_y, rim_x = (max(1, int(0.03 * n)) for n in ink.shape)
    marks = int(np.count_nonzero(ink[rim_y:-rim_y, rim_x:-rim_x]))
    return marks < _BLANK_INK * int(ink.size)


def _plainly_printed(image: Image) -> bool:
    """True when half of forty bands of the page hold the marks of print: no closer look at its paper is needed."""
    rows, columns = image.shape
    sample = image[rows // 10 : rows - rows // 10 : 3, columns // 10 : columns - columns // 10 : 3]
    dark = sample < float(np.median(sample[::4, ::4])) - _PRINT
    shares = [float(np.count_nonzero(band)) / max(1, band.size) for band in np.array_split(dark, 40)]
    return sum(0.01 < share < 0.3 for share in shares) >= 20


def _blank(raw: RawPage) -> PageWords:
    grade = Grade("good", "", 1.0)
    return PageWords(
        number=raw.number,
        width=raw.width,
        height=raw.height,
        words=(),
        source="none",
        grade=grade.grade,
        confidence=grade.confidence,
        rulings=raw.rulings,
        notes=(_BLANK_NOTE,),
    )
