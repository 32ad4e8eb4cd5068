"""The port behind which OCR engines stand, and which of them are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from extractor.geometry import Box
from extractor.pages.types import Image

EngineName = Literal["tesseract", "ppocr"]


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as an engine saw it: ``box`` in pixels of the image read, ``confidence`` 0 to 1 as the engine states it,
    ``line`` its 0-based line in reading order, ``alternative`` another reader's differing reading."""

    text: str
    box: Box
    confidence: float
    line: int
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine made of one crop: the text of a single line and its confidence, 0 to 1."""

    text: str
    confidence: float


class Engine(Protocol):
    """An OCR engine. Construction is cheap; models load on the first reading or in ``warm_up``."""

    @property
    def name(self) -> EngineName: ...

    @property
    def wants_prepared(self) -> bool:
        """True when it reads straightened pages without rulings best, False when it reads the page as scanned."""

    def available(self) -> bool:
        """Whether program and models are installed; never raises."""

    def warm_up(self) -> None:
        """Load what the first reading would load. Raises ``EngineFailure``."""

    def turn(self, image: Image, *, dpi: float) -> int | None:
        """Degrees clockwise (0/90/180/270) that make a grey page upright; None when it cannot tell."""

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        """All words of an upright grey page in reading order. Raises ``EngineFailure``."""

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        """One reading per grey crop of a single line of text, in the same order. Raises ``EngineFailure``."""

    @property
    def crops_by_another_model(self) -> bool:
        """True when ``read_crops`` uses another model than ``read`` and may thus check it."""
