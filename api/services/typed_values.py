"""Dates, amounts, shares and numbers as people type them into a correction. Invalid at ``value`` for anything else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from api.errors import Invalid

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan", "februari feb", "maret mar", "april apr", "mei", "juni jun", "juli jul", "agustus agu agt ags",
         "september sep", "oktober okt", "november nov", "desember des"), start=1)
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_LONG = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})")
_MONEY = re.compile(r"(?:Rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-))?(?:,-)?", re.I)
MOST = Decimal(10) ** 15


def date_of(text: str) -> date:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _SHORT.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif (found := _LONG.fullmatch(text)) and found[2].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
    else:
        raise wrong(f"“{text}” bukan tanggal; koreksi belum disimpan.", "Tulis seperti 2 Juni 2025 atau 02-06-2025.")
    try:
        made = date(year, month, day)
    except ValueError:
        raise wrong(f"Tanggal {text} tidak ada; koreksi belum disimpan.", "Periksa hari dan bulannya.") from None
    if not 1945 <= made.year <= 2100:
        raise wrong(f"Tahun {made.year} tidak mungkin untuk kontrak ini.", "Periksa tahunnya.")
    return made


def money_of(text: str) -> Decimal:
    found = _MONEY.fullmatch(text)
    if found is None:
        raise wrong(
            f"“{text}” bukan jumlah rupiah; koreksi belum disimpan.",
            "Tulis seperti Rp3.250.000 atau 3250000; sen setelah koma.",
        )
    amount = Decimal(found[1].replace(".", "")) + Decimal((found[2] or "").strip("-").ljust(2, "0")) / 100
    if amount >= MOST:
        raise wrong("Jumlah ini terlalu besar untuk sebuah kontrak.", "Periksa banyaknya angka.")
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.quantize(Decimal("0.01"))


def percent_of(text: str) -> Decimal:
    """A share of the wage: "4", "3,7 %", "0.24"."""
    found = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,3}))?\s*%?", text)
    if found is None or Decimal(f"{found[1]}.{found[2] or 0}") > 100:
        raise wrong(f"“{text}” bukan persentase; koreksi belum disimpan.", "Tulis seperti 3,7 atau 4%.")
    return Decimal(f"{found[1]}.{found[2]}" if found[2] else found[1])


def count_of(text: str) -> int:
    plain = text.replace(".", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 7:
        raise wrong(f"“{text}” bukan bilangan; koreksi belum disimpan.", "Tulis dengan angka, misalnya 12.")
    return int(plain)


def wrong(message: str, remedy: str) -> Invalid:
    return Invalid.at("value", message, remedy=remedy)
