"""Indonesian number words ("terbilang") read back into integers, tolerant of OCR slips and lost spaces.

"dua ratus lima puluh ribu", "Duapuluh", "SERATUS", "tiga puluh sembi1an" are all read; a run of words that stops being
a number is cut where it stops, so "dua belas orang" gives 12 and leaves "orang" alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

UNITS: dict[str, int] = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9,
}  # fmt: skip
WHOLE: dict[str, int] = {
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, "sejuta": 1_000_000,
    "semiliar": 10**9, "semilyar": 10**9,
}  # fmt: skip
MULTIPLIERS: dict[str, int] = {"belas": 10, "puluh": 10, "ratus": 100}
SCALES: dict[str, int] = {
    "ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "milliar": 10**9, "milyard": 10**9,
    "miliyar": 10**9, "miliard": 10**9,
    "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
VOCABULARY: frozenset[str] = frozenset({*UNITS, *WHOLE, *MULTIPLIERS, *SCALES})

# Real words one letter away from a number word; they are never taken for an OCR slip.
_REAL_WORDS = frozenset({
    "tempat", "kelas", "beras", "balas", "bekas", "batas", "kamus", "ratu", "enak", "ribut", "libur", "dia", "sua",
    "duka", "juga", "jasa", "tika", "limas", "harus", "status", "putus", "batu", "suatu", "situ", "sate", "cepat",
    "rapat", "penuh", "keluh", "puluhan", "ratusan", "ribuan", "belasan", "jutaan", "tujuan", "tubuh", "sepuh",
    "patuh", "jatuh", "iuran", "tugas", "teratur", "juru", "buta", "lunas", "deras", "emas", "tetap", "diatas",
    "belah", "melas", "rasul", "mobil", "ketiga", "kedua", "dapat", "pulih", "seratusan",
})  # fmt: skip
_LETTERS = str.maketrans({"0": "o", "1": "l", "5": "s", "|": "l", "!": "l", "4": "a", "8": "b"})
# No number below a quadrillion takes more words; it keeps a page of nothing but number words linear.
_LONGEST = 40
_WORD = re.compile(r"(?:[^\W\d_]|[1|!](?=[A-Za-z]{2}))[\w|!]*")
_GAP = re.compile(r"[\s.,\-–—]*")
_GLUED = sorted(VOCABULARY | {"se"}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number in words at ``start:end``. ``exact`` is False when an OCR slip had to be mended."""

    start: int
    end: int
    value: int
    exact: bool = True


def parse_number_words(text: str) -> int | None:
    """The value when the whole text is one number in words ("dua belas"), else None. "rupiah" may follow."""
    bare = re.sub(r"\brupiah\b.{0,40}\bsen\b", " ", text.casefold())
    bare = re.sub(r"\b(rupiah|rp)\b\.?", " ", bare).strip(" .,()[]#-–—:;\n\t*=\"'")
    found = next(find_number_words(bare), None)
    if found is None or found.start != 0 or bare[found.end :].strip(" .,-–—"):
        return None
    return found.value


def find_number_words(text: str, *, at: int = 0, until: int | None = None) -> Iterator[NumberWords]:
    """Every maximal number in words inside ``text[at:until]``, left to right."""
    limit = len(text) if until is None else until
    run: list[tuple[str, int, int, bool]] = []
    for match in _WORD.finditer(text, at, limit):
        parts, exact = _number_parts(match.group())
        if text[max(0, match.start() - 3) : match.start()].lower() == "ke-":
            parts = ()  # an ordinal: "ke-dua belah pihak"
        if run and (not parts or not _GAP.fullmatch(text, run[-1][2], match.start())):
            yield from _numbers_in(run)
            run = []
        for part in parts:
            if run and run[-1][0] == "se" and "se" + part in WHOLE:
                run[-1] = ("se" + part, run[-1][1], match.end(), exact)
            else:
                run.append((part, match.start(), match.end(), exact))
    yield from _numbers_in(run)


@lru_cache(maxsize=20_000)
def _number_parts(word: str) -> tuple[tuple[str, ...], bool]:
    """The number words a printed word consists of ("duapuluh" -> dua, puluh), and whether it was printed exactly."""
    low = word.casefold()
    if low in VOCABULARY:
        return (low,), True
    if low == "se":
        return ("se",), True
    glued = _unglue(low)
    if glued:
        return glued, True
    if low in _REAL_WORDS or len(low) < 4 or len(low) > 40:
        return (), False
    mended = low.translate(_LETTERS).strip("|!")
    for guess in (mended, mended.replace("rn", "m")):
        if guess in VOCABULARY:
            return (guess,), False
        glued = _unglue(guess)
        if glued:
            return glued, False
    near = [w for w in VOCABULARY if len(w) >= 4 and Levenshtein.distance(w, mended, score_cutoff=1) <= 1]
    if len(near) == 1 and (len(mended) >= 5 or mended[0] == near[0][0] or near[0][-1] == mended[-1]):
        return (near[0],), False
    return (), False


def _unglue(word: str) -> tuple[str, ...]:
    """Split a word into number words when it consists of nothing else, else ()."""
    for part in _GLUED:
        if word == part and part != "se":
            return (part,)
        if word.startswith(part):
            rest = _unglue(word[len(part) :])
            if rest:
                return (part, *rest)
    return ()


def _numbers_in(run: list[tuple[str, int, int, bool]]) -> Iterator[NumberWords]:
    at = 0
    while at < len(run):
        value, used = _evaluate([part for part, *_ in run[at : at + _LONGEST]])
        if used == 0:
            at += 1
            continue
        taken = run[at : at + used]
        exact = all(part[3] for part in taken)
        # A lone mended word is too weak: "tempat" for "empat" would invent a figure.
        if exact or len(taken) > 1:
            yield NumberWords(taken[0][1], taken[-1][2], value, exact)
        at += used


class _Group:
    """The part of a number below one thousand, built word by word."""

    def __init__(self) -> None:
        self.value = 0
        self.pending: int | None = None
        self.floor = 1000  # the next part must be smaller than this

    def total(self) -> int:
        return self.value + (self.pending or 0)

    def add(self, word: str) -> bool:
        """Take the word if it can follow; False when the number ends before it."""
        if word in UNITS:
            if self.pending is not None or self.floor <= 1 or (word == "nol" and self.value):
                return False
            self.pending = UNITS[word]
            return True
        if word in ("sepuluh", "sebelas"):
            if self.pending is not None or self.floor <= 10:
                return False
            self.value += WHOLE[word]
            self.floor = 0
            return True
        if word == "seratus":
            if self.pending is not None or self.value:
                return False
            self.value, self.floor = 100, 100
            return True
        if self.pending is None or self.pending == 0:
            return False
        if word == "belas" and self.floor > 10:
            self.value += 10 + self.pending
            self.pending, self.floor = None, 0
            return True
        if word == "puluh" and self.floor > 10:
            self.value += self.pending * 10
            self.pending, self.floor = None, 10
            return True
        if word == "ratus" and self.floor > 100:
            self.value += self.pending * 100
            self.pending, self.floor = None, 100
            return True
        return False


def _evaluate(words: list[str]) -> tuple[int, int]:
    """Value and number of words of the longest number at the head of ``words``; (0, 0) when there is none."""
    total, group, last_scale, used = 0, _Group(), 10**15, 0
    for word in words:
        if word in ("seribu", "sejuta", "semiliar", "semilyar"):
            scale = WHOLE[word]
            if group.total() or scale >= last_scale:
                break
            total, last_scale = total + scale, scale
        elif word in SCALES:
            if not group.total() or SCALES[word] >= last_scale:
                break
            total, last_scale = total + group.total() * SCALES[word], SCALES[word]
            group = _Group()
        elif not group.add(word):
            break
        used += 1
    return (total + group.total(), used) if used else (0, 0)
