"""Lays invented text out on paper: words with boxes, as a reader would hand them over.

Widths are those of a plain proportional face; ``tight`` boxes hug the letters as an OCR engine's do, otherwise every
word of a line has the same height as in a text layer.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.geometry import Box
from extractor.words.types import PageWords, Ruling, Word

_NARROW = set("iljtfr.,:;'|!()[]-")
_WIDE = set("mwMWABCDGHKNOQRUVXYZ%@&")
_LOOKALIKES = dict(zip("aeliosntbhg150cru", "ec1l05ufhqqlSOenn", strict=True))


def word_width(text: str, size: float) -> float:
    """The printed width in points."""
    return size * sum(0.28 if c in _NARROW else 0.68 if c in _WIDE else 0.5 for c in text)


@dataclass
class Paper:
    """Pages being written on. ``y`` is the top of the next line; a full page begins a new one."""

    size: float = 11.0
    width: float = 595.0
    height: float = 842.0
    left: float = 72.0
    right: float = 523.0
    top: float = 70.0
    bottom: float = 770.0
    tight: bool = False
    step: float = 1.4
    pages: list[list[Word]] = field(default_factory=lambda: [[]])
    rulings: list[list[Ruling]] = field(default_factory=lambda: [[]])
    y: float = 70.0
    lines: int = 0

    @property
    def pitch(self) -> float:
        return self.size * self.step

    def gap(self, lines: float = 0.6) -> None:
        """White space."""
        self.y += lines * self.pitch

    def new_page(self) -> None:
        self.pages.append([])
        self.rulings.append([])
        self.y = self.top

    def _room(self, lines: float = 1.0) -> None:
        if self.y + lines * self.pitch > self.bottom:
            self.new_page()

    def put(self, text: str, x: float, *, y: float | None = None, blank: float | None = None) -> float:
        """Words from x on at the current line; returns where they end. Does not move down."""
        level = self.y if y is None else y
        space = 0.28 * self.size if blank is None else blank
        for part in text.split():
            wide = word_width(part, self.size)
            self.pages[-1].append(Word(part, self._box(part, x, level, wide), 1.0, self.lines))
            x += wide + space
        self.lines += 1
        return x - space

    def _box(self, text: str, x: float, y: float, wide: float) -> Box:
        if not self.tight:
            return Box(x, y, x + wide, y + self.size)
        has_top = any(c.isupper() or c.isdigit() or c in "bdfhklti(" for c in text)
        has_tail = any(c in "gjpqy,;(" for c in text)
        y0 = y + (0.1 if has_top else 0.32) * self.size
        y1 = y + (1.0 if has_tail else 0.8) * self.size
        if all(c in "-–=_~" for c in text):
            y0, y1 = y + 0.5 * self.size, y + 0.58 * self.size
        if all(c in ".,:" for c in text):
            y0 = y + 0.55 * self.size
        return Box(x, y0, x + wide, y1)

    def line(self, text: str, *, indent: float = 0.0) -> None:
        """One line at the left margin."""
        self._room()
        self.put(text, self.left + indent)
        self.y += self.pitch

    def centre(self, text: str) -> None:
        """One line in the middle."""
        self._room()
        wide = sum(word_width(w, self.size) for w in text.split()) + 0.28 * self.size * (len(text.split()) - 1)
        self.put(text, (self.left + self.right - wide) / 2)
        self.y += self.pitch

    def wrapped(self, text: str, *, left: float, right: float) -> list[str]:
        """The lines a text takes between two edges."""
        lines: list[str] = []
        current = ""
        for part in text.split():
            tried = f"{current} {part}".strip()
            wide = sum(word_width(w, self.size) for w in tried.split()) + 0.28 * self.size * tried.count(" ")
            if current and wide > right - left:
                lines.append(current)
                current = part
            else:
                current = tried
        return [*lines, current] if current else lines

    def para(self, text: str, *, indent: float = 0.0, hang: float = 0.0, justify: bool = True) -> None:
        """A paragraph, justified; ``hang`` moves its later lines further in."""
        first = True
        rest = text
        while rest:
            left = self.left + indent + (0 if first else hang)
            lines = self.wrapped(rest, left=left, right=self.right)
            current, rest = lines[0], rest[len(lines[0]) :].strip()
            self._room()
            blank = None
            count = current.count(" ")
            if justify and rest and count:
                blank = (self.right - left - sum(word_width(w, self.size) for w in current.split())) / count
            self.put(current, left, blank=blank)
            self.y += self.pitch
            first = False

    def pair(self, label: str, value: str, *, at: float = 90.0, indent: float = 0.0) -> None:
        """A form row: label, a colon at a fixed place, the value (wrapped below itself)."""
        self._room()
        self.put(label, self.left + indent)
        self.put(":", self.left + at)
        for i, part in enumerate(self.wrapped(value, left=self.left + at + 12, right=self.right)):
            if i:
                self.y += self.pitch
                self._room()
            self.put(part, self.left + at + 12)
        self.y += self.pitch

    def side_by_side(self, columns: Sequence[Sequence[str]], *, centred: bool = True) -> None:
        """Signatories beside one another; "" leaves room for a signature."""
        self._room(max(len(c) for c in columns))
        wide = (self.right - self.left) / len(columns)
        for i in range(max(len(c) for c in columns)):
            for c, column in enumerate(columns):
                text = column[i] if i < len(column) else ""
                if text:
                    length = sum(word_width(w, self.size) + 0.28 * self.size for w in text.split())
                    x = self.left + c * wide + ((wide - length) / 2 if centred else 10)
                    self.put(text, x)
            self.y += self.pitch

    def two_columns(self, left: Sequence[str], right: Sequence[str], *, shift: float = 0.0) -> None:
        """Two columns of paragraphs from here down; ``shift`` sets the right column's lines lower."""
        middle = (self.left + self.right) / 2
        begin = self.y
        end = begin
        for x0, x1, paras, down in ((self.left, middle - 10, left, 0.0), (middle + 10, self.right, right, shift)):
            y = begin + down
            for text in paras:
                for current in self.wrapped(text, left=x0, right=x1):
                    self.put(current, x0, y=y)
                    y += self.pitch
                y += 0.4 * self.pitch
            end = max(end, y)
        self.y = end

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[str]], *, ruled: bool = True, pad: float = 4.0,
              inner: bool = True, head_again: Sequence[str] | None = None) -> None:  # fmt: skip
        """A table; cells wrap, figures are set right. ``ruled`` draws the borders, ``inner`` those between rows."""
        for row in rows:
            x = self.left
            cells = []
            for wide, text in zip(widths, row, strict=True):
                cells.append((x, wide, self.wrapped(text, left=x + pad, right=x + wide - pad)))
                x += wide
            tall = max(len(lines) for _, _, lines in cells) * self.pitch + 2 * pad
            if self.y + tall > self.bottom:
                self.new_page()
                if head_again is not None:
                    self.table(widths, [head_again], ruled=ruled, pad=pad)
                    self.y -= 0.4 * self.pitch
            for x0, wide, lines in cells:
                for i, text in enumerate(lines):
                    length = sum(word_width(w, self.size) for w in text.split()) + 0.28 * self.size * text.count(" ")
                    figure = text.replace(".", "").replace(",", "").isdigit()
                    start = x0 + wide - pad - length if figure else x0 + pad
                    self.put(text, start, y=self.y + pad + i * self.pitch)
            if ruled:
                edges = [self.left]
                for wide in widths:
                    edges.append(edges[-1] + wide)
                for edge in edges:
                    self.rulings[-1].append(Ruling(Box(edge, self.y, edge + 0.5, self.y + tall)))
                first_or_last = row is rows[0] or row is rows[-1]
                if inner or first_or_last:
                    for y in (self.y, self.y + tall):
                        self.rulings[-1].append(Ruling(Box(self.left, y, edges[-1], y + 0.5)))
            self.y += tall
        self.y += 0.4 * self.pitch

    def margins(self, *, header: str = "", footer: str = "") -> None:
        """A header and footer on every page; "#" becomes the page's number, "@" the number of pages."""
        for number, words in enumerate(self.pages, 1):
            for text, y in ((header, 30.0), (footer, self.height - 40)):
                x = self.left
                for part in text.replace("#", str(number)).replace("@", str(len(self.pages))).split():
                    wide = word_width(part, self.size)
                    words.append(Word(part, Box(x, y, x + wide, y + self.size), 1.0, -1))
                    x += wide + 3

    def _turned(self, ruling: Ruling, slope: float) -> Ruling:
        """The box around a ruling turned with the page."""
        b = ruling.box
        xs = [x - slope * (y - self.height / 2) for x, y in ((b.x0, b.y0), (b.x1, b.y1))]
        ys = [y + slope * (x - self.width / 2) for x, y in ((b.x0, b.y0), (b.x1, b.y1))]
        return Ruling(Box(min(xs), min(ys), max(xs), max(ys)))

    def finish(
        self, *, skew: float = 0.0, noise: float = 0.0, seed: int = 0, one_line: bool = False
    ) -> list[PageWords]:
        """The pages; ``skew`` in degrees turns the lines, ``noise`` is the share of characters misread."""
        dice = random.Random(seed)
        slope = math.tan(math.radians(skew))
        made = []
        for number, words in enumerate(self.pages, 1):
            placed = []
            for word in words:
                across = -slope * (word.box.middle_y - self.height / 2)
                down = slope * (word.box.middle_x - self.width / 2)
                box = Box(word.box.x0 + across, word.box.y0 + down, word.box.x1 + across, word.box.y1 + down)
                text = misread(word.text, noise, dice) if noise else word.text
                if text:
                    placed.append(
                        Word(text, box.clipped(width=self.width, height=self.height), 0.9, 0 if one_line else word.line)
                    )
            made.append(
                PageWords(
                    number,
                    self.width,
                    self.height,
                    tuple(placed),
                    "ocr",
                    rulings=tuple(self._turned(r, slope) for r in self.rulings[number - 1]),
                )
            )
        return made


def misread(text: str, rate: float, dice: random.Random) -> str:
    """The text with that share of its characters replaced by look-alikes or lost."""
    made = []
    for c in text:
        if dice.random() < rate:
            if dice.random() < 0.25:
                continue
            made.append(_LOOKALIKES.get(c, c.swapcase()))
        else:
            made.append(c)
    return "".join(made)
