"""Amounts in rupiah: figures, words, and the pair of both as contracts print it ("Rp. 3.500.000,- (tiga juta ...)").

Figures survive the OCR slips of amounts: letters for digits (O, l, I, S, B), commas for dots, blanks between groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.facts.numbers import SCALES, find_number_words

_DIGITS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "!": "1", "S": "5", "B": "8"})
_D = r"[\dOoQlI|!SB]"
# Groups of three with any separator, or a plain run of digits; blanks only beside a separator ("1 . 800.000").
_FIGURES = (
    rf"\d{_D}{{0,2}}(?:\s?[.,'’]\s?{_D}{{3}}(?!\d))+(?:[.,]\d{{2}}(?![\d.,]*\d))?|\d{{1,15}}(?:[.,]\d{{1,2}}(?!\d))?"
)
_SPACED = r"\d{1,3}(?:\s\d{3}){2,}(?![\d.,]*\d)"
_TAIL = r"(?:\s?[,.]?\s?[-–—=]{1,3}|,\s?00\b)?"
_CURRENCY = r"(?<![A-Za-z])(?:Rp|RP|rp|IDR|[Rr]upiah(?=\s\d)|R[pP]s|Ro(?=\s?[.,]?\s?\d)|Kp(?=\s?[.,]?\s?\d)|Ap(?=\s?\.\s?\d))(?![A-Za-z]{2})"
_MONEY = re.compile(
    rf"{_CURRENCY}\s?[.,:;=]{{0,2}}\s{{0,3}}(?P<figures>{_SPACED}|{_FIGURES})(?P<scale>\s?(?:ribu|juta|mili?[ay]r|milyar|"
    rf"triliun|rb|jt|(?<=\d)\s?M(?![\w.]))(?!\w))?{_TAIL}"
)
_BARE = re.compile(
    rf"(?<![\d.,/\-A-Za-z])(?P<figures>[1-9]\d{{0,2}}(?:\s?[.,]\s?{_D}{{3}})+(?:,\d{{2}})?)(?![\d/])(?:,-|\.-)?"
)
_RUPIAH_AFTER = re.compile(r"\s{0,3}(?:,-)?\s?rupiah", re.IGNORECASE)
_OPEN = re.compile(r"[\s,.;:\-–—=*#]{0,6}(?:\(|\[|\{|terbilang\s*:?\s*\(?|atau\s)?[\s#*:\"“]{0,6}", re.IGNORECASE)
_RUPIAH = re.compile(r"[\s.]{0,4}rupia[hn]", re.IGNORECASE)
_CLOSE = re.compile(r"\s?[)\]}]")
_SHORT_SCALES = {"rb": 10**3, "jt": 10**6, "m": 10**9}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at ``start:end`` (figures and words together when both stand there).

    ``figures`` and ``words`` are each as read; ``value`` is the figures when present, else the words.
    ``marked`` tells that a currency sign or the word rupiah stands beside it.
    """

    start: int
    end: int
    value: Decimal
    figures: Decimal | None = None
    words: Decimal | None = None
    marked: bool = True

    @property
    def agrees(self) -> bool:
        return self.figures is None or self.words is None or self.figures == self.words


def parse_figures(text: str) -> Decimal | None:
    """The value of printed figures: "3.500.000,-", "25,000,000", "24.524.500,00", "1 . 800.000", "2.670.0OO"."""
    bare = re.sub(r"\s|'|’", "", text)
    bare = re.sub(r"^(?:Rp|IDR|rp|RP)[.:]?", "", bare)
    bare = re.sub(r"[,.]?[-–—=]+$", "", bare).translate(_DIGITS).rstrip(".,")
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})*|\d+)(?:[.,](\d{1,2}))?", bare)
    if not match:
        return None
    whole = re.sub(r"[.,]", "", match.group(1))
    return Decimal(whole) + (Decimal(match.group(2)) / 10 ** len(match.group(2)) if match.group(2) else 0)


def find_amounts(text: str, *, bare: bool = False) -> Iterator[Amount]:
    """Every amount in the text, left to right: with a currency sign, in words before "rupiah", and, with ``bare``,
    groups of figures without a sign (table cells)."""
    taken = 0
    starts = list(_candidates(text, bare=bare))
    for amount in sorted(starts, key=lambda a: (a.start, -a.end)):
        if amount.start >= taken:
            taken = amount.end
            yield amount


def _candidates(text: str, *, bare: bool) -> Iterator[Amount]:
    for match in _MONEY.finditer(text):
        yield from _with_words(text, match, marked=True)
    for match in _BARE.finditer(text):
        if bare or _RUPIAH_AFTER.match(text, match.end()):
            yield from _with_words(text, match, marked=False)
    for match in re.finditer(r"rupia[hn]", text, re.IGNORECASE):
        window = max(0, match.start() - 260)
        last = None
        for words in find_number_words(text, at=window, until=match.start()):
            last = words
        if last and last.value >= 100 and not text[last.end : match.start()].strip(" \n.,()"):
            value = Decimal(last.value)
            yield Amount(last.start, match.end(), value, words=value)


def _with_words(text: str, match: re.Match[str], *, marked: bool) -> Iterator[Amount]:
    value = parse_figures(match["figures"])
    if value is None:
        return
    scale = (match.groupdict().get("scale") or "").strip().casefold()
    if scale:
        value *= SCALES.get(scale) or _SHORT_SCALES.get(scale) or 10**9
    words_end, words = _words_after(text, match.end())
    yield Amount(match.start(), words_end or match.end(), value, figures=value, words=words, marked=marked)


def _words_after(text: str, end: int) -> tuple[int, Decimal | None]:
    """The amount in words that follows figures, in brackets or after "terbilang"; (0, None) when there is none.

    The words must run up to "rupiah" or the closing bracket: a reading that breaks off in the middle of a
    misprinted word would look like a disagreement between figures and words that the page does not have.
    """
    opened = _OPEN.match(text, end)
    at = opened.end() if opened else end
    found = next(find_number_words(text, at=at, until=at + 260), None)
    if found is None or found.start - at > 2 or found.value < 100:
        return 0, None
    tail = _RUPIAH.match(text, found.end)
    closed = _CLOSE.match(text, tail.end() if tail else found.end)
    if not tail and not (closed and re.search(r"[(\[{]", text[end:at])):
        return 0, None
    stop = closed.end() if closed else (tail.end() if tail else found.end)
    return stop, Decimal(found.value)
