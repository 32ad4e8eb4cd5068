"""One string from laid-out lines, with the exact way back to every word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.geometry import Box
from extractor.structure.types import LineRole, LineSetting, PlacedWord, TextLine, TextMap
from extractor.words.types import Word

_HYPHENS = "-\u2010\u2011\u00ad"
_SPACE = re.compile(r"\s")
_KEEPS_HYPHEN = frozenset({"non", "antar", "anti", "eks", "ex", "sub", "co", "e"})


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A printed line in its place in the reading order, before it becomes text.

    ``group`` is the same for lines that a word may run over (one column, one cell); ``table`` is the index of the
    table region on the page, None outside tables.
    """

    words: tuple[Word, ...]
    box: Box
    page: int
    role: LineRole = "body"
    setting: LineSetting = "text"
    group: int = 0
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The text, its lines (parallel to the laid lines that had words) and where each word went.

    ``place`` maps ``id`` of a word as the reader gave it to its index in ``map.words``.
    """

    map: TextMap
    lines: tuple[TextLine, ...]
    place: dict[int, int]


def write(pages: Sequence[Sequence[LaidLine]]) -> Written:
    """Lines end in "\\n", pages are parted by "\\f"; a word broken over a line end becomes one word.

    The second half of a broken word is written right after the first half, before the line's "\\n", so lines stay
    as printed. Both halves keep their own boxes.
    """
    pieces: list[str] = []
    placed: list[PlacedWord] = []
    lines: list[TextLine] = []
    place: dict[int, int] = {}
    at = 0
    for number, page in enumerate(pages):
        if number:
            pieces.append("\f")
            at += 1
        carried = 0
        for index, line in enumerate(page):
            following = page[index + 1] if index + 1 < len(page) else None
            words = line.words[carried:]
            join = _joins(line, following) if following is not None else None
            start = at
            for position, word in enumerate(words):
                if position:
                    pieces.append(" ")
                    at += 1
                text = _one_line(word.text)
                if join is not None and position == len(words) - 1:
                    text = text[:-1] if join else text
                place[id(word)] = len(placed)
                placed.append(_placed(word, at=at, length=len(text), page=line.page, line=index))
                pieces.append(text)
                at += len(text)
            carried = 0
            if join is not None and following is not None and words:
                half = following.words[0]
                text = _one_line(half.text)
                place[id(half)] = len(placed)
                placed.append(_placed(half, at=at, length=len(text), page=line.page, line=index + 1))
                pieces.append(text)
                at += len(text)
                carried = 1
            if at > start:
                lines.append(
                    TextLine(start=start, end=at, page=line.page, box=line.box, role=line.role, setting=line.setting)
                )
                pieces.append("\n")
                at += 1
    return Written(TextMap("".join(pieces), tuple(placed)), tuple(lines), place)


def _placed(word: Word, *, at: int, length: int, page: int, line: int) -> PlacedWord:
    """The word in its place, with the number of its printed line (the evidence draws one box per line)."""
    if word.line != line:
        word = Word(word.text, word.box, word.confidence, line, word.alternative)
    return PlacedWord(at, at + length, page, word)


def _one_line(text: str) -> str:
    """Blanks, line ends and form feeds inside a word (some text layers have them) become plain blanks."""
    return _SPACE.sub(" ", text) if not text.isalnum() else text


def _joins(line: LaidLine, following: LaidLine) -> bool | None:
    """Whether a word runs over this line's end: None no; True drop the hyphen; False keep it."""
    if line.group != following.group or line.role != following.role or line.setting != following.setting:
        return None
    first, second = line.words[-1].text, following.words[0].text
    if len(first) < 2 or first[-1] not in _HYPHENS or not first[-2].isalnum() or not second[:1].isalnum():
        return None
    if len(line.words) == 1 and len(following.words) == 1 and first[-2].isdigit():
        return None
    stem = re.split(r"[^\w]", first[:-1])[-1]
    if not stem.islower() or not second[0].islower() or stem in _KEEPS_HYPHEN:
        return False
    return not _doubled(stem, re.split(r"[^\w]", second)[0])


def _doubled(first: str, second: str) -> bool:
    """Reduplication keeps its hyphen: undang-undang, sekurang-kurangnya, terus-menerus, pengeluaran-pengeluaran."""
    if len(first) < 3 or len(second) < 3:
        return False
    for length in range(min(len(first), len(second)), 2, -1):
        if first[-length:] in second and 2 * length >= min(len(first), len(second)):
            return True
    return first[:4] == second[:4]
