"""How values are written for Indonesian readers, and how personal numbers are covered.

Every function takes plain values and returns text; escaping is left to the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
_WIB = timezone(timedelta(hours=7))
_UNITS = ((1024 * 1024, "MB"), (1024, "KB"))

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


def rupiah(amount: Decimal) -> str:
    """``Rp1.234.567``; sen only when there are any: ``Rp1.234.567,50``."""
    sign = "-" if amount < 0 else ""
    sen = int((abs(amount) * 100).to_integral_value())
    whole, rest = divmod(sen, 100)
    return f"{sign}Rp{thousands(whole)}" + (f",{rest:02d}" if rest else "")


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(number: Decimal) -> str:
    """``3,7%`` from ``Decimal("3.70")``."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + "%"


def share(confidence: float) -> str:
    """A confidence between 0 and 1 as whole per cent; never rounded up to a certainty that is not there."""
    return f"{int(confidence * 100)}%"


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment(at: datetime) -> str:
    """``24 November 2026 11.05 WIB`` in the time zone of the server when that is an Indonesian one, else in WIB.

    A time without a zone is taken as UTC.
    """
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    if local.utcoffset() not in _ZONES:
        local = local.astimezone(_WIB)
    return f"{long_date(local.date())} {local:%H.%M} {_ZONES[local.utcoffset() or timedelta()]}"


def file_size(size: int) -> str:
    for unit, name in _UNITS:
        if size >= unit:
            return f"{size / unit:.1f} {name}".replace(".0 ", " ").replace(".", ",")
    return f"{size} byte"


def listing(items: Sequence[str]) -> str:
    """``a``, ``a dan b``, ``a, b dan c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} dan {items[-1]}"


def page_list(numbers: Iterable[int]) -> str:
    """Page numbers with runs drawn together: ``1–3, 5 dan 7``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return listing([str(a) if a == b else f"{a}–{b}" for a, b in runs])


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
