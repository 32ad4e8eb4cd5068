"""Words with boxes straight from pdfium's characters: one pass over the page, grouping done on whole arrays.

The rule for where a word ends is that of pdfplumber with ``x_tolerance_ratio=0.15`` (a gap of about 15 % of the
font size), because the usual fixed tolerance glues words of small print. Blanks that stand in the file part words;
those that pdfium inserts by its own guess only where there is two thirds of that gap.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extractor.geometry import Box
from extractor.pages import quick
from extractor.words.types import Word

GAP_RATIO = 0.145
GUESSED_GAP_RATIO = 0.1
_SAMPLED = 40
_MOSTLY = 0.6
_HYPHENS = (0x02, 0xFFFE)
"""What pdfium puts for a hyphen at a line's end."""

Floats = npt.NDArray[np.float64]
_N = TypeVar("_N", float, Floats)


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How user space becomes the page as shown: ``left, bottom, right, top`` of the visible area, ``turn`` is the
    page's own /Rotate. ``width`` and ``height`` in points as shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn in (90, 270) else self.top - self.bottom

    def shown(self, boxes: Floats) -> Floats:
        """Rows (left, bottom, right, top) in user space to rows (x0, y0, x1, y1), points, origin top-left."""
        return np.stack(self._sides(*boxes.T), axis=1)

    def shown_sides(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The same for one rectangle."""
        return self._sides(left, bottom, right, top)

    def _sides(self, left: _N, bottom: _N, right: _N, top: _N) -> tuple[_N, _N, _N, _N]:
        match self.turn:
            case 90:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 180:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 270:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                return left - self.left, self.top - top, right - self.left, self.top - bottom


def text_words(page: Any, frame: PageFrame) -> tuple[Word, ...]:
    """The words of a loaded pdfium page (``FPDF_PAGE``) in content order, boxes on the page as shown.

    A box is as wide as the characters' advance and as high as the font's ascent and descent. Raises MemoryError when
    pdfium cannot make its text page.
    """
    textpage = pdfium_c.FPDFText_LoadPage(page)
    if not textpage:
        raise MemoryError("no text page")
    try:
        count = pdfium_c.FPDFText_CountChars(textpage)
        if count <= 0:
            return ()
        return _words(textpage, count, frame)
    finally:
        pdfium_c.FPDFText_ClosePage(textpage)


def with_writing(printed: tuple[Word, ...], together: tuple[Word, ...]) -> tuple[Word, ...]:
    """The printed words and behind them, on lines of their own, what only the flattened page has.

    Taken together, a stamp over a line would cut the printed words into pieces: pdfium orders by place.
    """
    known = {(word.text, round(word.box.x0), round(word.box.y0)) for word in printed}
    written = [
        word
        for word in together
        if (word.text, round(word.box.x0), round(word.box.y0)) not in known
        and not any(word.text in whole.text and _lies_in(word.box, whole.box) for whole in printed)
    ]
    behind = max((word.line for word in printed), default=-1) + 1
    lines = {line: behind + place for place, line in enumerate(dict.fromkeys(word.line for word in written))}
    return (*printed, *(replace(word, line=lines[word.line]) for word in written))


def _lies_in(inner: Box, outer: Box) -> bool:
    return (
        outer.x0 - 1 <= inner.x0 and inner.x1 <= outer.x1 + 1 and outer.y0 - 1 <= inner.y0 and inner.y1 <= outer.y1 + 1
    )


def _words(textpage: Any, count: int, frame: PageFrame) -> tuple[Word, ...]:
    codes = _codes(textpage, count)
    blank = np.isin(codes, (0x20, 0xA0, 0x0A, 0x0D, 0x09, 0x3000, 0xFEFF))
    blank |= (codes >= 0x2000) & (codes <= 0x200B)
    kept = np.flatnonzero(~blank)
    if not kept.size:
        return ()
    boxes = frame.shown(_loose_boxes(textpage, kept))
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    visible = (middle_x >= 0) & (middle_x <= frame.width) & (middle_y >= 0) & (middle_y <= frame.height)
    kept, boxes = kept[visible], boxes[visible]
    if not kept.size:
        return ()
    spaces, guesses = _blanks_before(textpage, codes=codes, kept=kept)
    turn = _reading_direction(textpage, kept, frame)
    sizes = _font_sizes(textpage, kept, boxes, sideways=turn in (90, 270))
    word_starts, line_starts = _breaks(_upright(boxes, turn, frame), sizes=sizes, spaces=spaces, guesses=guesses)
    return _assembled(_text(codes[kept]), boxes, word_starts=word_starts, line_starts=line_starts, frame=frame)


def _codes(textpage: Any, count: int) -> npt.NDArray[np.uint32]:
    """One code point a character. One call for all when every character is one UTF-16 unit, else one call each."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(textpage, 0, count, buffer)
    if written == count + 1:
        codes: npt.NDArray[np.uint32] = np.frombuffer(memoryview(buffer), dtype=np.uint16)[:count].astype(np.uint32)
        if not ((codes >= 0xD800) & (codes <= 0xDFFF)).any():
            return codes
    one = pdfium_c.FPDFText_GetUnicode
    return np.fromiter((one(textpage, i) for i in range(count)), dtype=np.uint32, count=count)


def _loose_boxes(textpage: Any, kept: npt.NDArray[np.intp]) -> Floats:
    """Rows (left, bottom, right, top) in user space."""
    rects = (pdfium_c.FS_RECTF * kept.size)()
    number, place, size = quick.number_of(textpage), ctypes.addressof(rects), ctypes.sizeof(pdfium_c.FS_RECTF)
    call = quick.loose_box
    for index in kept.tolist():
        call(number, index, place)
        place += size
    table = np.frombuffer(rects, dtype=np.float32).reshape(-1, 4).astype(np.float64)  # left, top, right, bottom
    table = np.nan_to_num(table, posinf=0.0, neginf=0.0)
    left, right = np.minimum(table[:, 0], table[:, 2]), np.maximum(table[:, 0], table[:, 2])
    bottom, top = np.minimum(table[:, 1], table[:, 3]), np.maximum(table[:, 1], table[:, 3])
    return np.stack((left, bottom, right, top), axis=1)


def _blanks_before(
    textpage: Any, *, codes: npt.NDArray[np.uint32], kept: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each kept character whether a blank stands between it and the one before: in the file, and by pdfium's own
    guess only."""
    found, guessed = np.zeros(kept.size, dtype=bool), np.zeros(kept.size, dtype=bool)
    number, line_end = quick.number_of(textpage), np.isin(codes, (0x0A, 0x0D)).tolist()
    all_kept = kept.tolist()
    for place in (np.flatnonzero(np.diff(kept) > 1) + 1).tolist():
        blanks = [i for i in range(all_kept[place - 1] + 1, all_kept[place]) if not line_end[i]]
        if any(quick.is_generated(number, i) != 1 for i in blanks):
            found[place] = True
        else:
            guessed[place] = bool(blanks)
    return found, guessed


def _reading_direction(textpage: Any, kept: npt.NDArray[np.intp], frame: PageFrame) -> int:
    """Clockwise degrees (0/90/180/270) by which the page as shown must be turned so that most characters stand."""
    sample = kept[:: max(1, kept.size // _SAMPLED)][:_SAMPLED].tolist()
    votes = [0, 0, 0, 0]
    for index in sample:
        angle = pdfium_c.FPDFText_GetCharAngle(textpage, index)
        if angle >= 0:
            votes[round(angle / (math.pi / 2)) % 4] += 1
    best = max(range(4), key=votes.__getitem__)
    if votes[best] < _MOSTLY * len(sample):
        return 0
    # pdfium's angle turns clockwise in its own measure of a page whose y grows upwards: text that runs up the page
    # has 270 degrees, and the page's own /Rotate turns it further.
    shown = (best * 90 + frame.turn) % 360
    return (360 - shown) % 360


def _upright(boxes: Floats, turn: int, frame: PageFrame) -> Floats:
    x0, y0, x1, y1 = boxes.T
    match turn:
        case 90:
            return np.stack((frame.height - y1, x0, frame.height - y0, x1), axis=1)
        case 180:
            return np.stack((frame.width - x1, frame.height - y1, frame.width - x0, frame.height - y0), axis=1)
        case 270:
            return np.stack((y0, frame.width - x1, y1, frame.width - x0), axis=1)
        case _:
            return boxes


def _font_sizes(textpage: Any, kept: npt.NDArray[np.intp], boxes: Floats, *, sideways: bool) -> Floats:
    """Font size in points for each character, asked only where the height of the line's letters changes."""
    heights = boxes[:, 2] - boxes[:, 0] if sideways else boxes[:, 3] - boxes[:, 1]
    changes = np.flatnonzero(np.abs(np.diff(heights)) > 0.05) + 1
    firsts = np.concatenate(([0], changes))
    if firsts.size > 2000:
        return heights / 1.15  # a page of ever-changing fonts: ascent plus descent of an ordinary font
    matrix = pdfium_c.FS_MATRIX()
    known: dict[float, float] = {}
    sizes = np.empty(firsts.size)
    for place, first in enumerate(firsts.tolist()):
        height = round(float(heights[first]), 2)
        size = known.get(height)
        if size is None:
            index = int(kept[first])
            size = pdfium_c.FPDFText_GetFontSize(textpage, index)
            if pdfium_c.FPDFText_GetMatrix(textpage, index, matrix):
                size *= math.hypot(matrix.c, matrix.d)
            if not 0.5 * height < size < 2 * height:
                size = height / 1.15
            known[height] = size
        sizes[place] = size
    lengths = np.diff(np.concatenate((firsts, [kept.size])))
    return np.repeat(sizes, lengths)


def _breaks(
    boxes: Floats, *, sizes: Floats, spaces: npt.NDArray[np.bool_], guesses: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Indices at which words begin and at which lines begin; both contain 0."""
    x0, y0, x1, y1 = boxes.T
    size = np.minimum(sizes[1:], sizes[:-1])
    least = np.minimum((y1 - y0)[1:], (y1 - y0)[:-1])
    shared = np.minimum(y1[1:], y1[:-1]) - np.maximum(y0[1:], y0[:-1])
    back = x0[1:] < x0[:-1] - 0.5 * size
    new_line = (shared < 0.5 * least) | (back & (x1[1:] < x0[:-1]))
    gap = x0[1:] - x1[:-1]
    # A letter that reaches to the left of its place (j, A after A) narrows the gap; pdfium's guess knows its place.
    wide = gap > np.where(guesses[1:], GUESSED_GAP_RATIO, GAP_RATIO) * sizes[:-1]
    new_word = new_line | back | spaces[1:] | wide
    word_starts = np.concatenate(([0], np.flatnonzero(new_word) + 1))
    line_starts = np.concatenate(([0], np.flatnonzero(new_line) + 1))
    return word_starts, line_starts


def _text(codes: npt.NDArray[np.uint32]) -> str:
    """The characters as a string of the same length; what is no character becomes U+FFFD."""
    fixed = codes.copy()
    fixed[np.isin(fixed, _HYPHENS)] = 0x2D
    bad = (fixed < 0x20) | ((fixed >= 0xD800) & (fixed <= 0xDFFF)) | (fixed > 0x10FFFF) | (fixed == 0xFFFF)
    fixed[bad] = 0xFFFD
    return fixed.astype("<u4").tobytes().decode("utf-32-le")


def _assembled(
    text: str,
    boxes: Floats,
    *,
    word_starts: npt.NDArray[np.intp],
    line_starts: npt.NDArray[np.intp],
    frame: PageFrame,
) -> tuple[Word, ...]:
    ends = np.concatenate((word_starts[1:], [len(text)])).tolist()
    lines = np.searchsorted(line_starts, word_starts, side="right") - 1
    low = np.minimum.reduceat(boxes[:, :2], word_starts, axis=0)
    high = np.maximum.reduceat(boxes[:, 2:], word_starts, axis=0)
    limits = np.array((frame.width, frame.height))
    low, high = np.clip(low, 0, limits), np.clip(high, 0, limits)
    places = np.concatenate((low, high), axis=1).tolist()
    starts = word_starts.tolist()
    return tuple(
        Word(text=text[start:end], box=Box(*place), line=line)
        for start, end, place, line in zip(starts, ends, places, lines.tolist(), strict=True)
    )
