"""Covering NIK, NPWP, telephone and account numbers: on screens, in exports, in what is searched."""

from __future__ import annotations

import re

SHOWN_FIRST = 6
SHOWN_LAST = 2
LONG, SHORT = 12, 8
"""A covered number keeps its first six characters (region, bank or operator) and its last two: enough to compare with
the page, not enough to use it. Below ``LONG`` characters it keeps four at the start, up to ``SHORT`` none."""
_DOT = "•"

# 16 digits of a NIK, or of an NPWP in its form since 2024; OCR and typists put spaces, dots or hyphens between them.
_SIXTEEN = re.compile(r"(?<![\d.,])\d(?:[ .\-]?\d){15}(?![\d])")
# NPWP in its old printed form 12.345.678.9-012.345.
_NPWP = re.compile(r"(?<!\d)\d{2}[. ]\d{3}[. ]\d{3}[. ]\d[-. ]\d{3}[. ]?\d{3}(?!\d)")
_MOBILE = re.compile(r"(?<![\d.,])(?:\+?62[ \-.]?8|08)\d(?:[ \-.]?\d){6,10}(?!\d)")
# A NIK after its name, also where the reader took a digit for a letter.
_AFTER_NIK = re.compile(
    r"(\b(?:NIK|N\.I\.K\.?|(?:no(?:mor)?\.?\s*)?KTP)[\s.:]*)([\dOIlSB](?:[ .\-]?[\dOIlSB]){13,17})\b", re.I
)
# A number is a landline or an account only after a word that says so: sums and contract numbers look alike. Between
# the two may stand a few words (the bank's name).
_AFTER_WORD = re.compile(
    r"(?P<word>\b(?:rek(?:ening)?|a/c|acc(?:ount)?|telp|telepon|tlp|tel|fax|faks|hp|wa|whatsapp|ponsel)\b"
    r"(?:\s+(?:bank|giro|no(?:mor)?|(?-i:(?!Rp)[A-Z][A-Za-z]{1,14}))\b){0,4}[\s.:#\-–=]*)"
    r"(?P<number>[+(]?\d[\d ().\-]{5,22}\d)",
    re.IGNORECASE,
)
_SUM = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}")


def covered(number: str) -> str:
    """The number with all characters but the first six and the last two replaced; separators stay where they are.

    Shorter numbers keep less, see ``LONG`` and ``SHORT``.
    """
    length = sum(c.isalnum() for c in number)
    first = SHOWN_FIRST if length >= LONG else SHOWN_FIRST - 2 if length > SHORT else 0
    seen = 0
    out = []
    for c in number:
        if c.isalnum():
            seen += 1
            out.append(c if seen <= first or seen > length - SHOWN_LAST else _DOT)
        else:
            out.append(c)
    return "".join(out)


def cover_personal(text: str, *, open_numbers: frozenset[str] = frozenset()) -> str:
    """Cover NIK, NPWP, mobile, landline and account numbers in running text.

    ``open_numbers``  digits of numbers that belong to organisations (their NPWP) and may be shown.
    """

    def cover(found: re.Match[str]) -> str:
        number = found[0]
        return number if digits_of(number) in open_numbers else covered(number)

    text = _NPWP.sub(cover, text)
    text = _SIXTEEN.sub(cover, text)
    text = _AFTER_NIK.sub(lambda found: found[1] + covered(found[2]), text)
    text = _MOBILE.sub(cover, text)
    return _AFTER_WORD.sub(_cover_after_word, text)


def digits_of(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _cover_after_word(found: re.Match[str]) -> str:
    number = found["number"]
    plain = _SUM.fullmatch(number) or _DATE.match(number) or len(digits_of(number)) < 7
    return found["word"] + (number if plain else covered(number))


def personal_numbers(text: str) -> list[tuple[int, str]]:
    """The numbers that ``cover_personal`` covers, with their places in the text, in order."""
    hidden = cover_personal(text)
    if len(hidden) != len(text):
        raise AssertionError("covering keeps every place")
    found: list[tuple[int, str]] = []
    at = 0
    while (dot := hidden.find(_DOT, at)) >= 0:
        if text[dot] == _DOT:
            at = dot + 1
            continue
        start, end = dot, dot + 1
        while start > 0 and (text[start - 1].isalnum() or _joins(text, start - 1)):
            start -= 1
        while end < len(text) and (text[end].isalnum() or _joins(text, end)):
            end += 1
        found.append((start, text[start:end]))
        at = end
    return found


def _joins(text: str, at: int) -> bool:
    """A separator between two digits of one number."""
    return text[at] in " .-/" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
