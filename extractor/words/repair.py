"""Corrections of single words that admit no other reading. Anything less certain is left as read."""

from __future__ import annotations

import re

# "Jl." (jalan, street) is read as JI., J1., Ji.; no Indonesian word is written so.
_STREET = re.compile(r"^J(?:[1I|l](n?)([.,]?)|i(n?)(\.))$")
_PER_MILLE = re.compile(r"(?<=\d)(%[o0]|%o|0/00|o/oo)$")
_PARAGRAPH = re.compile(r"^\(([lI|])\)([.,;]?)$")
# A letter amid the digits of an amount: O for 0, l or I for 1, S for 5 only where digits stand on both sides.
_AMOUNT = re.compile(r"^(?:Rp\.?)?\d{1,3}(?:[.,][\dOolI]{3})+(?:,[\dOo-]{1,2})?$")
# One small l or i amid capitals is a capital I (PlHAK); so is an l in the Roman month of a number (12/SPK/VIl/2024) and
# an l before a consonant at the start of a word (lzin): no Indonesian word begins that way.
_CAPITALS = re.compile(r"^[A-Z]*[li][A-Z]+[.,:;]?$|^[A-Z]{2,}[li][.,:;]?$")
_ROMAN = re.compile(r"(?<=/)(?=[IVX])[IVXl|]{2,5}(?=/)")
# 1.707:200: after a group of three digits a colon before three more is a speck on a full stop.
_COLON_GROUP = re.compile(r"(?<=\d\.\d{3}):(?=\d{3}(?!\d))")
_CAPITAL_I = re.compile(r"^l(?=[bcdfghjkmnpqrstvwxz]|uran\b)")
_DIGIT = str.maketrans("OolI", "0011")


def repaired(text: str) -> str:
    """The word with certain misreadings put right."""
    if found := _STREET.match(text):
        return f"Jl{found[1] or found[3] or ''}{'.' if found[2] or found[4] else ''}"
    if found := _PARAGRAPH.match(text):
        return f"(1){found[2]}"
    text = _PER_MILLE.sub("‰", text)
    if len(text) >= 4 and _CAPITALS.match(text):
        return text.replace("l", "I").replace("i", "I")
    text = _CAPITAL_I.sub("I", text)
    text = _ROMAN.sub(lambda found: found[0].replace("l", "I").replace("|", "I"), text)
    text = _COLON_GROUP.sub(".", text)
    if _AMOUNT.match(text):
        prefix = 2 if text.startswith("Rp") else 0
        return text[:prefix] + text[prefix:].translate(_DIGIT)
    return text
