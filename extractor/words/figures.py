"""Which words are figures that decide something, and when two readings of one mean the same."""

from __future__ import annotations

import re
from typing import Literal

FigureKind = Literal["amount", "percentage", "date", "identity", "number"]

_EDGES = "()[]{};:'\"“”‘’"
_AMOUNT = re.compile(r"^(?:Rp\.?|IDR)?\d{1,3}(?:[.,]\d{3})+(?:[.,](?:\d{1,2}|-+))?[.,]?-?$")
_PERCENTAGE = re.compile(r"^\d{1,3}(?:[.,]\d{1,4})?[%‰][.,]?$")
_DATE = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}[.,]?$")
_IDENTITY = re.compile(r"^[\d.\-]{14,25}$")  # NIK and NPWP: 15 or 16 digits, NPWP with or without its separators
_REFERENCE = re.compile(r"^(?=.*\d)[\w.\-]+(?:/[\w.\-]+)+[.,]?$")  # 027/PKS/IV/2024
_DIGITS = re.compile(r"\d")
_DECIMALS = re.compile(r"[.,](?:\d{1,2}|-+)$")
_GROUPS = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,(?:\d\d|-))?$")
_LABEL = re.compile(r"^\(?\d{1,2}[.)]$|^\(\d{1,2}\)$")
# Letters an engine puts for a digit; only used to recognise a figure that was misread, never to change it.
_LOOKALIKE = re.compile(r"^[\dOolISBZ.,\-/%]+$")


def figure_kind(text: str) -> FigureKind | None:
    """What a word's figure is; None for words, list labels and single digits."""
    core = text.strip(_EDGES)
    if _LABEL.match(text):
        return None
    digits = len(_DIGITS.findall(core))
    if digits == 0:
        return None
    if _PERCENTAGE.match(core):
        return "percentage"
    if _DATE.match(core):
        return "date"
    if _AMOUNT.match(core):
        return "amount"
    if _IDENTITY.match(core) and digits >= 12:
        return "identity"
    if _REFERENCE.match(core) and digits >= 2:
        return "identity"
    if digits >= 2 and (core[0].isdigit() or core.startswith("Rp") or _LOOKALIKE.match(core)):
        return "number"
    return None


def meaning(text: str) -> str:
    """What must be equal for two readings of a figure to say the same.

    Blanks and the separators of thousands do not matter, decimals of zero neither; a decimal comma does.
    """
    core = re.sub(r"\s", "", text).strip(_EDGES)
    core = re.sub(r"^(?:Rp|IDR)\.?", "", core, flags=re.IGNORECASE).rstrip(".,")
    if core.endswith(("%", "‰")):
        return core.replace(".", ",")
    if _AMOUNT.match(core):
        whole = _DECIMALS.sub("", core)
        cents = core[len(whole) :].strip(".,-").rstrip("0")
        return re.sub(r"\D", "", whole) + (f",{cents}" if cents else "")
    if re.fullmatch(r"\d+[.,]\d{1,2}", core):
        return core.replace(".", ",")
    return re.sub(r"[\W_]", "", core).casefold()


def agree(first: str, second: str) -> bool:
    """Whether two readings of one figure mean the same."""
    return meaning(first) == meaning(second)


def well_formed(text: str) -> bool:
    """True for an amount grouped as Indonesian amounts are: 1.250.000 or 1.250.000,00."""
    return bool(_GROUPS.match(re.sub(r"^(?:Rp|IDR)\.?\s*", "", text.strip(_EDGES)).rstrip(".,")))
