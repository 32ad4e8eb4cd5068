"""How well words with places match the true ones."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractor.words.types import Word
from tests.bench.ocr_draw import TrueWord

_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,(?:\d\d|-))?")


@dataclass(frozen=True, slots=True)
class PageScore:
    """Counts of one page; ``edits``/``characters`` give the character error, ``boxes_good``/``boxes`` the share of
    words found whose box overlaps the true one by IoU 0.6."""

    edits: int
    characters: int
    words_found: int
    words: int
    amounts_intact: int
    values_right: int
    amounts: int
    values_wrong: int
    boxes_good: int
    boxes: int


def plain(text: str) -> str:
    """Typographic variants of one sign made equal, blanks single."""
    text = unicodedata.normalize("NFKC", text).replace("–", "-").replace("—", "-").replace("’", "'")
    return " ".join(text.split())


def amounts_of(text: str) -> Counter[str]:
    """Amounts as printed, blanks around ignored."""
    return Counter(_AMOUNT.findall(text))


def value(amount: str) -> str:
    """The rupiah value of an amount as printed: its digits without decimals."""
    return re.sub(r"\D", "", re.sub(r",(\d\d|-)$", "", amount))


def score(true: Sequence[TrueWord], text: str, words: Sequence[Word], read: str) -> PageScore:
    """Compare what was read (``words``, and ``read`` as text in reading order) with the true words and ``text``."""
    gold, got = plain(text), plain(read)
    bag, seen = Counter(gold.split()), Counter(got.split())
    printed, found = amounts_of(gold), amounts_of(got)
    values, values_found = Counter(map(value, printed.elements())), Counter(map(value, found.elements()))
    good, matched = _boxes(true, words)
    return PageScore(
        edits=Levenshtein.distance(gold, got),
        characters=len(gold),
        words_found=(bag & seen).total(),
        words=bag.total(),
        amounts_intact=(printed & found).total(),
        values_right=(values & values_found).total(),
        amounts=printed.total(),
        values_wrong=(values_found - values).total(),
        boxes_good=good,
        boxes=matched,
    )


def _boxes(true: Sequence[TrueWord], words: Sequence[Word]) -> tuple[int, int]:
    by_text: dict[str, list[Word]] = {}
    for word in words:
        by_text.setdefault(plain(word.text), []).append(word)
    good = matched = 0
    for target in true:
        near = [w for w in by_text.get(plain(target.text), ()) if abs(w.box.middle_y - target.box.middle_y) < 12]
        near = [w for w in near if abs(w.box.middle_x - target.box.middle_x) < 40]
        if near:
            matched += 1
            good += max(w.box.iou(target.box) for w in near) >= 0.6
    return good, matched


def total(scores: Sequence[PageScore]) -> PageScore:
    """The sum of several pages."""
    return PageScore(*(sum(getattr(s, name) for s in scores) for name in PageScore.__slots__))
