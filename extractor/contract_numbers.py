"""Contract numbers made comparable: what one document prints and another quotes is never typed quite alike."""

from __future__ import annotations

import re

_ALIKE = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2"})
"""Letters and digits that scanners take for each other."""


def number_key(number: str | None) -> str:
    """The number without case, signs, blanks, leading zeros and the letters that scanners confuse; "" for none.

    Two numbers with the same key are taken for the same number, so a key is for finding, never for showing.
    """
    groups = re.findall(r"[A-Z0-9]+", (number or "").upper().replace("_", " "))
    return "".join(group.translate(_ALIKE).lstrip("0") or "0" for group in groups)
