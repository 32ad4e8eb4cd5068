"""Numbers of articles and items as a scanner reads them: "5", "(7)", "V", "l1", "1O", "Pasa1 5".

Every token gives all the numbers it may stand for; which one is meant is decided by what is expected next.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_DIGIT_FOR = str.maketrans({
    "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "!": "1", "i": "1", "S": "5", "s": "5",
    "B": "8", "Z": "2", "z": "2", "G": "6", "q": "9", "g": "9",
})  # fmt: skip
_MISTAKEN = {"3": "8", "8": "3", "1": "7", "7": "1", "5": "6", "6": "5"}  # digits that scanners take for another
_LOOKS_DIGIT = re.compile(r"^[0-9OoQDlI|!iSsBZzGqg]{1,3}$")
_ROMAN = re.compile(r"^[IVXLivxl1|!]{1,7}$")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDS = [
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
    "duabelas",
    "tigabelas",
    "empatbelas",
    "limabelas",
    "enambelas",
    "tujuhbelas",
    "delapanbelas",
    "sembilanbelas",
    "duapuluh",
]
_NUMBER_WORDS = (
    {word: i for i, word in enumerate(_WORDS, 1)}
    | {"ke" + word: i for i, word in enumerate(_WORDS, 1)}
    | {"pertama": 1, "kesatu": 1}
)


@lru_cache(maxsize=4096)
def numbers(token: str) -> tuple[int, ...]:
    """All numbers 1-99 a token may stand for, the plain reading first: "5" (5), "l1" (11), "V" (5), "lima" (5)."""
    bare = token.strip("().,:;-–—'\"“”‘’*_ ")
    if not bare:
        return ()
    found: list[int] = []
    if bare.isdigit() and len(bare) <= 3:
        found.append(int(bare))
    elif _LOOKS_DIGIT.match(bare):
        found.append(int(bare.translate(_DIGIT_FOR)))
    if not bare.isdigit() and _ROMAN.match(bare):
        found.append(_roman(re.sub(r"[1|!l]", "I", bare).upper()))
        found.append(_roman(bare.replace("1", "I").replace("|", "I").replace("!", "I").upper()))
    word = bare.lower().replace(" ", "")
    if word in _NUMBER_WORDS:
        found.append(_NUMBER_WORDS[word])
    return tuple(dict.fromkeys(n for n in found if 1 <= n <= 99))


@lru_cache(maxsize=4096)
def mistaken_numbers(token: str) -> tuple[int, ...]:
    """What a token is when its last digit was taken for its look-alike: "8" (3). Only worth a look when expected."""
    bare = token.strip("().,:;-–—'\"“”‘’*_ ")
    if not bare.isdigit() or len(bare) > 2 or bare[-1] not in _MISTAKEN:
        return ()
    return (int(bare[:-1] + _MISTAKEN[bare[-1]]),)


def _roman(text: str) -> int:
    """The value of a Roman numeral, 0 when it is malformed."""
    total = 0
    values = [_ROMAN_VALUE[c] for c in text]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total if 1 <= total <= 99 and to_roman(total) == text else 0


def to_roman(number: int) -> str:
    """The Roman numeral of 1 to 99."""
    tens, ones = divmod(number, 10)
    return ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"][tens] + [
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    ][ones]  # fmt: skip


_LETTER_FOR = str.maketrans({
    "1": "l", "i": "l", "!": "l", "|": "l", "4": "a", "0": "o", "$": "s", "5": "s", "ş": "s", "ș": "s", "§": "s",
})  # fmt: skip
_OTHER_WORDS = frozenset({"pasar", "pasak", "asal", "pascal", "nasal", "masal", "basal", "pasai"})


@lru_cache(maxsize=4096)
def is_pasal(token: str) -> bool:
    """Whether a token is the word "Pasal" as a scanner may read it: PASAI, Pasa1, Fasal, Paşal, P4sal."""
    bare = "".join(c for c in token.lower() if c.isalnum() or c in "$§|!").translate(_LETTER_FOR)
    if bare in ("pasal", "fasal"):
        return True
    # one slip more, but not another Indonesian word at that distance
    return 4 <= len(bare) <= 6 and bare not in _OTHER_WORDS and Levenshtein.distance(bare, "pasal") <= 1


@lru_cache(maxsize=4096)
def may_be_pasal(token: str) -> bool:
    """Whether a token that stands like a heading may be "Pasal" with two letters misread."""
    bare = "".join(c for c in token.lower() if c.isalnum() or c in "$§|!").translate(_LETTER_FOR)
    return 4 <= len(bare) <= 7 and Levenshtein.distance(bare, "pasal") <= 2


@lru_cache(maxsize=4096)
def letters(token: str) -> tuple[str, ...]:
    """The letters a list token may stand for: "a" (a), "€" (e, c)."""
    bare = token.strip("().,:;-–— ")
    if len(bare) != 1:
        return ()
    found = []
    if bare.isascii() and bare.isalpha():
        found.append(bare.lower())
    found += {
        "1": ["l", "i"], "|": ["l", "i"], "!": ["i", "l"], "€": ["e", "c"], "6": ["b", "g"], "8": ["b"], "9": ["g"],
        "0": ["o"], "©": ["c"], "¢": ["c"], "@": ["a"], "4": ["a"], "5": ["s"], "q": ["g"], "o": ["c", "e"],
        "é": ["e"], "à": ["a"], "ä": ["a"], "f": ["t"], "l": ["i"], "t": ["f"], "j": ["i"], "&": ["g"],
        "c": ["e"], "e": ["c"], "n": ["h"], "b": ["h"], "h": ["b"],
    }.get(bare.lower(), [])  # fmt: skip
    return tuple(dict.fromkeys(found))
