"""Seeded benchmark pages with true words and places: six kinds of damage, three resolutions, eight fonts.

Half of the pages (even numbers) serve to choose a recipe, half (odd numbers) to report it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from extractor.geometry import Box
from extractor.pages.types import PixelPage, RawPage
from tests.bench.ocr_damage import DAMAGES, Damage, damage
from tests.bench.ocr_draw import FONTS, Sheet, TrueWord
from tests.bench.ocr_text import Writer

Half = Literal["choose", "report"]
RESOLUTIONS = (300, 200, 150)
COUNT = 72


@dataclass(frozen=True, slots=True, eq=False)
class BenchPage:
    """``words`` are the true words in reading order, boxes in points on the page as scanned."""

    number: int
    kind: Damage
    dpi: int
    font: str
    image: np.ndarray
    width: float
    height: float
    words: tuple[TrueWord, ...]

    @property
    def raw(self) -> RawPage:
        """The page as the pages stage would hand it on: an image-only page."""
        return RawPage(
            number=self.number,
            width=self.width,
            height=self.height,
            text_words=(),
            rulings=(),
            image_coverage=1.0,
            pixels=lambda: PixelPage(image=self.image, dpi=self.dpi, embedded=True),
        )

    @property
    def text(self) -> str:
        """The true text, one printed line a line."""
        lines: dict[int, list[str]] = {}
        for word in self.words:
            lines.setdefault(word.line, []).append(word.text)
        return "\n".join(" ".join(words) for words in lines.values())


def make_page(number: int, *, kind: Damage | None = None, dpi: int | None = None) -> BenchPage:
    """Page ``number`` of the benchmark (0-based), always the same for the same number.

    ``kind`` and ``dpi`` override what the number stands for.
    """
    kind = kind or DAMAGES[number // 2 % len(DAMAGES)]
    # 150 dpi is what offices use least: half as often as the others.
    dpi = dpi or (300, 200, 200, 300, 150)[(number // 2 + number // 12) % 5]
    font = FONTS[(number + number // 8) % len(FONTS)]
    sheet = Sheet(seed=number, dpi=dpi, font=font, size=(10.5, 11.0, 12.0, 10.0)[number % 4])
    sheet.add(Writer(number).page(table=number % 3 == 0))
    drawn = sheet.finish(dpi)
    hurt = damage(drawn.image, kind, dpi=dpi, seed=number)
    scale = dpi / 72
    width, height = hurt.image.shape[1] / scale, hurt.image.shape[0] / scale
    words = tuple(TrueWord(text=w.text, box=_moved(w.box, hurt.matrix, scale=scale), line=w.line) for w in drawn.words)
    return BenchPage(
        number=number, kind=kind, dpi=dpi, font=font, image=hurt.image, width=width, height=height, words=words
    )


def half(which: Half, *, most: int = COUNT) -> list[int]:
    """The page numbers of one half."""
    return list(range(0 if which == "choose" else 1, most, 2))


def _moved(box: Box, matrix: np.ndarray, *, scale: float) -> Box:
    def at(x: float, y: float) -> tuple[float, float]:
        u, v, w = matrix @ (x * scale, y * scale, 1.0)
        return float(u / w) / scale, float(v / w) / scale

    left, right = at(box.x0, box.middle_y)[0], at(box.x1, box.middle_y)[0]
    top, bottom = at(box.middle_x, box.y0)[1], at(box.middle_x, box.y1)[1]
    return Box(left, top, right, bottom)
