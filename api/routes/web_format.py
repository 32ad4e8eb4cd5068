"""How values are written for Indonesian readers; ``api.masking`` covers personal numbers.

Every function takes plain values and returns text; escaping is left to the templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from api.masking import cover_personal, covered, digits_of

__all__ = [
    "cover_personal", "covered", "digits_of", "file_size", "listing", "long_date", "moment", "page_list", "percent",
    "rupiah", "share", "thousands",
]  # fmt: skip

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
_WIB = timezone(timedelta(hours=7))
_UNITS = ((1024**3, "GB"), (1024 * 1024, "MB"), (1024, "KB"))


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
