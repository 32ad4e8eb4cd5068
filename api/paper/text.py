"""Text for the core fonts of PDF, which know the 218 characters of Windows code page 1252 and no others."""

from __future__ import annotations

import unicodedata

ENCODING = "cp1252"
UNKNOWN = "?"
_INSTEAD = str.maketrans({
    "\u2212": "–", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2043": "-",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "<>", "\u2248": "±", "\u2192": "->", "\u2190": "<-", "\u21d2": "=>",
    "\u2032": "'", "\u2033": '"', "\u2009": " ", "\u202f": "\u00a0", "\u2007": "\u00a0", "\u200b": "", "\ufeff": "",
    "\u2610": "[ ]", "\u2611": "[x]", "\u2612": "[x]", "\u2713": "v", "\u2717": "x", "\u25cf": "•", "\u25aa": "•",
    "\u25cb": "o", "\uf0b7": "•", "\u00ad": "",
})  # fmt: skip
"""What people write that the fonts lack, by what says the same. U+F0B7 is the bullet of Word's symbol font."""


def printable(text: str) -> str:
    """The text with every character that the core fonts lack replaced: by a sign that says the same, by its letter
    without accents, or by "?". Control characters but the line break and the tab go."""
    out: list[str] = []
    for c in text.translate(_INSTEAD):
        if c in "\n\t" or (c >= " " and _known(c)):
            out.append(c)
        elif unicodedata.category(c)[0] != "C":
            out.append(_plain(c))
    return "".join(out)


def _known(c: str) -> bool:
    try:
        c.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return not "\x7f" <= c <= "\x9f"


def _plain(c: str) -> str:
    letters = [d for d in unicodedata.normalize("NFKD", c) if not unicodedata.combining(d)]
    return "".join(d if _known(d) else UNKNOWN for d in letters)
