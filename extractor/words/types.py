"""What the words stage hands on: one ``PageWords`` per page, in the coordinates of ``extractor.geometry``."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.geometry import Box
from extractor.vocabulary import PageGrade, PageSource


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed, with its place.

    ``confidence`` is 0 to 1 (1.0 for a text layer). ``line`` numbers the reader's own text lines on the page
    (0-based; words of one line share it). ``alternative`` is the second engine's reading where the two disagree.
    """

    text: str
    box: Box
    confidence: float = 1.0
    line: int = 0
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight printed line (table border, signature line), kept for table structure."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class PageWords:
    """One page, upright, with its words in the reader's order.

    ``number`` is 1-based; ``width`` and ``height`` are points of the upright page; ``rotation`` is how many degrees
    clockwise the page was turned to become upright (0/90/180/270). ``grade_reason`` is an Indonesian sentence when
    the grade is below good. ``notes`` are Indonesian remarks ("mesin baca kedua tidak tersedia").
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: PageSource
    rotation: int = 0
    grade: PageGrade = "good"
    grade_reason: str = ""
    confidence: float = 1.0
    rulings: tuple[Ruling, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be read: the recorded gap that makes the document ``partial``.

    ``code``, ``message`` and ``remedy`` are those of the ``ReadingFailure`` that ended the reading.
    """

    number: int
    code: str
    message: str
    remedy: str
