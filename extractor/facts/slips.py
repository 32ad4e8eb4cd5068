"""Misprints of contract words that one slip of a scanner explains, and the word each of them stands for.

``words.json`` lists some two thousand words of contract language (drawn from the project's own grammar, law data and
guide) and the commonest names of persons and firms, which are never touched. For each word, every misprint is made that one confusion of characters, as seen on real scans, or one lost
letter gives. A misprint that is a word itself, or that two words could have given, mends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

WORDS_FILE = Path(__file__).with_name("words.json")
_SHORTEST, _SHORTEST_CUT = 4, 7
"""Shorter words are too easily other words; a letter is taken for lost only inside words of seven letters
and more (without its first letter "koperasi" is a word of its own)."""
_CONFUSED: dict[str, tuple[str, ...]] = {
    "a": ("4", "o", "á", "e"), "b": ("h", "6", "8"), "c": ("e", "o"), "d": ("cl", "o"), "e": ("c", "o"), "f": ("t",),
    "g": ("q", "9"), "h": ("b", "li", "n"), "i": ("l", "1", "j", "!", "|"), "j": ("i", "]"), "k": ("lc", "x"),
    "l": ("1", "i", "|", "!"), "m": ("rn", "nn", "n"), "n": ("ri", "u", "m"), "o": ("0", "c", "e"), "p": ("o", "r", "k"),
    "q": ("g",), "r": ("t", "p", "k"), "s": ("5", "$"), "t": ("r", "l", "f", "i", "7"), "u": ("n", "ii", "v"),
    "v": ("y",), "w": ("vv",), "y": ("v",), "z": ("2",),
}  # fmt: skip
_NEVER = frozenset({"rn", "cl", "vv", "lc"})
"""Pairs of letters that no Indonesian word of four letters is misread into by being another word."""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz")


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The known words, in small letters."""
    return frozenset(_lists()["words"])


@lru_cache(maxsize=1)
def untouched() -> frozenset[str]:
    """Known words and names: none of them is a misprint."""
    return frozenset(name for part in _lists().values() for name in part)


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    return dict(json.loads(WORDS_FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _misprints() -> dict[str, str]:
    """Misprint to word; "" for a misprint that two words could have given."""
    known = words()
    made: dict[str, str] = {}
    for word in sorted(known):
        for wrong in _slips(word):
            if wrong not in untouched():
                made[wrong] = word if made.get(wrong, word) == word else ""
    return made


def _slips(word: str) -> Iterator[str]:
    """The misprints of one slip. In a word of four letters only those that no word can be: with a sign or a digit."""
    for at, letter in enumerate(word):
        for other in _CONFUSED.get(letter, ()):
            if len(word) > _SHORTEST or other in _NEVER or not set(other) <= _PLAIN:
                yield word[:at] + other + word[at + 1 :]
        if len(word) >= _SHORTEST_CUT and 0 < at < len(word) - 1:
            yield word[:at] + word[at + 1 :]


def unslipped(token: str) -> str | None:
    """The word that ``token`` (small letters) is a misprint of, None when it is none or could be of two."""
    if len(token) < _SHORTEST - 1:
        return None
    return _misprints().get(token) or None


def ambiguous(token: str) -> bool:
    """Whether ``token`` (small letters) is one slip away from two words and more: nobody can say which was printed."""
    return _misprints().get(token) == ""
