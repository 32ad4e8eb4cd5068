"""Blocks of text drawn on a page image, with the true place of every word."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from extractor.geometry import Box
from tests.bench.ocr_text import Block

FONTS = (
    "DejaVuSans", "DejaVuSerif", "LiberationSans-Regular", "LiberationSerif-Regular", "LiberationMono-Regular",
    "LiberationSansNarrow-Regular", "DejaVuSansCondensed", "LiberationSerif-Italic",
)  # fmt: skip
_BOLD = {
    "DejaVuSans": "DejaVuSans-Bold",
    "DejaVuSerif": "DejaVuSerif-Bold",
    "DejaVuSansCondensed": "DejaVuSansCondensed-Bold",
}
_FINE = 2  # drawn at twice the resolution and reduced, as a scanner's lens does


@dataclass(frozen=True, slots=True)
class TrueWord:
    """``box`` in points, as high as the font's ascent and descent; ``line`` counts printed lines."""

    text: str
    box: Box
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A clean grey page and its words in reading order."""

    image: np.ndarray
    words: tuple[TrueWord, ...]
    width: float
    height: float


class Sheet:
    """One page being drawn; units are points, origin top-left."""

    def __init__(self, *, seed: int, dpi: int, font: str, size: float) -> None:
        self._random = random.Random(seed)
        self.width, self.height = self._random.choice([(595.0, 842.0), (612.0, 936.0)])
        self._scale = dpi / 72 * _FINE
        self._image = Pillow.new("L", (round(self.width * self._scale), round(self.height * self._scale)), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._name, self._size = font, size
        bold = _BOLD.get(font, font.replace("-Regular", "-Bold").replace("-Italic", "-BoldItalic"))
        self._plain = ImageFont.truetype(f"{font}.ttf", round(size * self._scale))
        self._bold = ImageFont.truetype(f"{bold}.ttf", round(size * self._scale))
        self._left, self._right = self._random.uniform(55, 80), self.width - self._random.uniform(50, 70)
        self._y = self._random.uniform(55, 80)
        self._words: list[TrueWord] = []
        self._line = 0

    def finish(self, dpi: int) -> Drawn:
        size = (round(self.width * dpi / 72), round(self.height * dpi / 72))
        image = np.asarray(self._image.resize(size, Pillow.Resampling.BOX))
        return Drawn(image=image, words=tuple(self._words), width=self.width, height=self.height)

    def add(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if self._y > self.height - 90:
                return
            match block.kind:
                case "title" | "heading":
                    for text in block.lines:
                        self._centred(text)
                    self._y += 4
                case "item":
                    self._paragraph(block.lines[1], label=block.lines[0], indent=24)
                case "field":
                    self._field(*block.lines)
                case "table":
                    self._table(block.cells)
                case _:
                    self._paragraph(block.lines[0])

    def _wide(self, text: str, font: ImageFont.FreeTypeFont) -> float:
        return float(font.getlength(text)) / self._scale

    def _word(self, text: str, x: float, font: ImageFont.FreeTypeFont) -> None:
        ascent, descent = (n / self._scale for n in font.getmetrics())
        self._draw.text((x * self._scale, self._y * self._scale), text, font=font, fill=self._random.randint(0, 40))
        box = Box(x, self._y, x + self._wide(text, font), self._y + ascent + descent)
        self._words.append(TrueWord(text=text, box=box, line=self._line))

    def _row(self, text: str, x: float, font: ImageFont.FreeTypeFont, *, stretch: float = 0.0) -> None:
        blank = self._wide(" ", font) + stretch
        for word in text.split():
            self._word(word, x, font)
            x += self._wide(word, font) + blank

    def _next(self, share: float = 1.35) -> None:
        self._y += self._size * share
        self._line += 1

    def _centred(self, text: str) -> None:
        self._row(text, (self._left + self._right - self._wide(text, self._bold)) / 2, self._bold)
        self._next()

    def _paragraph(self, text: str, *, label: str = "", indent: float = 0.0) -> None:
        room = self._right - self._left - indent
        rows: list[list[str]] = [[]]
        for word in text.split():
            if rows[-1] and self._wide(" ".join([*rows[-1], word]), self._plain) > room:
                rows.append([])
            rows[-1].append(word)
        for number, row in enumerate(rows):
            if self._y > self.height - 70:
                return
            if number == 0 and label:
                self._word(label, self._left, self._plain)
            spare = room - self._wide(" ".join(row), self._plain)
            stretch = spare / (len(row) - 1) if number < len(rows) - 1 and len(row) > 1 else 0.0
            self._row(" ".join(row), self._left + indent, self._plain, stretch=stretch)
            self._next()
        self._y += 3

    def _field(self, name: str, value: str) -> None:
        self._row(name, self._left + 12, self._plain)
        self._row(f": {value}", self._left + 110, self._plain)
        self._next()

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        shares = (0.06, 0.36, 0.16, 0.2, 0.22)
        total = self._right - self._left
        edges = [self._left + total * sum(shares[:i]) for i in range(6)]
        self._y += 4
        for number, row in enumerate(rows):
            top = self._y
            self._y += 3
            font = self._bold if number == 0 else self._plain
            for i, cell in enumerate(row):
                right = edges[i + 1] - 4 - self._wide(cell, font)
                self._row(cell, right if i >= 3 and number else edges[i] + 4, font)
            self._y = top
            self._next(1.9)
            for y in {top, self._y}:
                self._rule(edges[0], y, edges[-1], y)
            for x in edges:
                self._rule(x, top, x, self._y)
        self._y += 8

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        points = [(x0 * self._scale, y0 * self._scale), (x1 * self._scale, y1 * self._scale)]
        self._draw.line(points, fill=30, width=max(1, round(0.7 * self._scale)))
