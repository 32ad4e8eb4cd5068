"""Values as Indonesian readers expect them: rupiah, dates, percentages, lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def rupiah(amount: Decimal) -> str:
    """ "Rp2.945.142,20"; whole amounts without the sen."""
    whole = f"{amount:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")
    return "Rp" + whole.removesuffix(",00")


def tanggal(day: date) -> str:
    """ "4 Januari 2022"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def persen(value: Decimal) -> str:
    """ "3,7%", without trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + "%"


def jam(value: Decimal) -> str:
    """A number of hours: "8", "7,5"."""
    return persen(value).removesuffix("%")


def daftar(items: Iterable[str]) -> str:
    """ "JKK, JKM dan JHT"."""
    named = list(items)
    if len(named) < 2:
        return "".join(named)
    return ", ".join(named[:-1]) + " dan " + named[-1]
