"""What one cell of a list says. Spreadsheets and Indonesian offices write the same thing in many ways; what could mean
two things is refused, not guessed."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

FieldType = Literal["text", "code", "npwp", "nib", "names", "money", "day", "last_day", "year"]
Value = str | int | Decimal | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell of a workbook without a value of its own; ``why`` is a sentence for people."""

    why: str


class CellRefused(ValueError):
    """What is wrong with the cell, in a sentence for people."""


FORMULA = Unusable("Sel ini berisi rumus, bukan nilai; salin lalu tempel sebagai nilai.")
BROKEN = Unusable("Sel ini berisi kesalahan rumus (misalnya #N/A); isi nilainya.")

_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "none", "nihil", "tidak ada"})
_AS_TEXT = re.compile(r'^="(?P<text>[^"]*)"$')
_EXPONENT = re.compile(r"^\d+([.,]\d+)?e\+?\d+$", re.I)
_EPOCH = date(1899, 12, 30)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb", "maret march mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "agustus august agu ags agt agus aug", "september sept sep",
            "oktober october okt oct", "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]\d{1,2}[:.]\d{2}.*)?$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: \d{1,2}[:.]\d{2}.*)?$")
_WORDS = re.compile(r"^(?:\w+, )?(\d{1,2})[- ]([a-z]+)[-. ]+(\d{4})(?: \d{1,2}[:.]\d{2}.*)?$")
_MONTH = re.compile(r"^([a-z]+)[- ](\d{4})$")
MOST_MONEY = Decimal(10) ** 15
"""Rupiah; more than any budget of the country, and exact as whole sen."""


def value_of(cell: object, kind: FieldType, *, limit: int = 255) -> Value:
    """The cell as a field of that kind: "" or () or None for an empty one. CellRefused where it cannot be read."""
    match kind:
        case "text":
            return text(cell, limit=limit)
        case "code":
            return code(cell, limit=limit)
        case "npwp":
            return digits(cell, (15, 16), "NPWP")
        case "nib":
            return digits(cell, (13,), "NIB")
        case "names":
            return names(cell, limit=limit)
        case "money":
            return money(cell)
        case "day":
            return day(cell)
        case "last_day":
            return day(cell, last=True)
        case "year":
            return year(cell)


def text(cell: object, *, limit: int = 255) -> str:
    """Words with single blanks; a whole number as its digits; "" for what offices write where they have nothing."""
    if isinstance(cell, Unusable):
        raise CellRefused(cell.why)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    raw = str(cell)
    if found := _AS_TEXT.match(raw.strip()):
        raw = found["text"]
    plain = " ".join((raw if raw.isprintable() else _visible(raw)).split())
    if plain.lower() in _NOTHING:
        return ""
    if len(plain) > limit:
        raise CellRefused(f"Isinya {len(plain)} huruf; paling banyak {limit}.")
    return plain


def _visible(raw: str) -> str:
    """Blanks for blanks and control characters of every kind; marks that nobody sees are gone."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zs", "Zl", "Zp") else c for c in raw)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs"))


def code(cell: object, *, limit: int = 64) -> str:
    """A number that names something. Refused where the spreadsheet has already rounded it."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= 10**15:
        raise CellRefused("Angka sepanjang ini sudah dibulatkan oleh lembar kerja; ketik lagi dengan format sel Teks.")
    plain = text(cell, limit=limit)
    if _EXPONENT.match(plain):
        raise CellRefused("Angka ini tersimpan sebagai pangkat sepuluh; ketik lagi dengan format sel Teks.")
    return plain


def digits(cell: object, lengths: tuple[int, ...], what: str) -> str:
    """The digits of an official number, "" when there is none; nothing but zeros is none."""
    found = re.sub(r"\D", "", code(cell))
    if not found.strip("0"):
        if not found and code(cell):
            raise CellRefused(f"Ini bukan {what}: tidak ada angkanya.")
        return ""
    if len(found) not in lengths:
        wanted = " atau ".join(map(str, lengths))
        lost = " Mungkin nol di depannya hilang." if len(found) == min(lengths) - 1 else ""
        raise CellRefused(f"{what} harus {wanted} angka; ini {len(found)}.{lost}")
    return found


def names(cell: object, *, limit: int = 255) -> tuple[str, ...]:
    """Several names in one cell, parted by semicolons, bars or lines."""
    if isinstance(cell, str):
        found = [text(part, limit=limit) for part in re.split(r"[;|\n\r]+", cell)]
    else:
        found = [text(cell, limit=limit)]
    return tuple(dict.fromkeys(name for name in found if name))


def money(cell: object) -> Decimal | None:
    """Rupiah, never negative: "Rp1.250.000.000,00", "1250000000", "1,250,000.00", or a number of the spreadsheet."""
    if isinstance(cell, (bool, date, datetime)):
        raise CellRefused("Ini bukan jumlah uang.")
    if isinstance(cell, float) and math.isnan(cell):
        raise CellRefused("Ini bukan jumlah uang.")
    if isinstance(cell, (int, float)):
        # A float of a spreadsheet prints as the shortest number that means it: the one that was typed.
        amount = Decimal(repr(cell)).quantize(Decimal("0.01")) if abs(cell) < 10**15 else MOST_MONEY
    else:
        plain = re.sub(r"(?i)^\(?-?\s*(?:rp|idr)\.?|\s", "", text(cell))
        plain = re.sub(r"(?:,-|\.-|-)$", "", plain)
        if not plain:
            return None
        raw = text(cell)
        if raw.startswith(("-", "(")) or plain.startswith("-"):
            raise CellRefused("Jumlah uang negatif.")
        amount = _amount(plain)
    if amount < 0:
        raise CellRefused("Jumlah uang negatif.")
    if amount >= MOST_MONEY:
        raise CellRefused("Jumlah uang ini terlalu besar untuk sebuah paket.")
    return amount


def _amount(plain: str) -> Decimal:
    """Dots and commas part thousands where three digits follow each, else one of them parts the sen."""
    if not re.fullmatch(r"\d[\d.,]*", plain):
        raise CellRefused("Jumlah uang ini tidak dapat dibaca; tulis misalnya 1.250.000.000.")
    whole, sen = plain, ""
    if found := re.fullmatch(r"(.*)([.,])(\d{1,2})", plain):
        whole, mark, sen = found.groups()
        if mark in whole:
            raise CellRefused("Jumlah uang ini tidak dapat dibaca: titik dan komanya tidak beraturan.")
    marks = set(re.sub(r"\d", "", whole))
    if len(marks) > 1 or (marks and not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole)):
        raise CellRefused("Jumlah uang ini tidak dapat dibaca: titik dan komanya tidak beraturan.")
    return Decimal(re.sub(r"\D", "", whole) + "." + (sen or "0"))


def day(cell: object, *, last: bool = False) -> date | None:
    """A day: ISO, 14/03/2026, 14 Maret 2026, a date or day number of the spreadsheet. A month alone is its first day,
    or with ``last`` its last one: SiRUP plans by month."""
    if isinstance(cell, datetime):
        return _sane(cell.date())
    if isinstance(cell, date):
        return _sane(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 30_000 <= cell < 80_000:
            raise CellRefused("Angka ini bukan tanggal; tulis misalnya 14/03/2026.")
        return _sane(_EPOCH + timedelta(days=int(cell)))
    plain = text(cell).lower()
    if not plain:
        return None
    if found := _ISO.match(plain):
        return _date(found[1], found[2], found[3])
    if found := _NUMBERS.match(plain):
        return _date(found[3], found[2], found[1])
    if found := _WORDS.match(plain):
        return _date(found[3], _month(found[2]), found[1])
    if found := _MONTH.match(plain):
        month = _month(found[1])
        first = _date(found[2], month, 1)
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if last else first
    raise CellRefused("Tanggal ini tidak dapat dibaca; tulis misalnya 14/03/2026 atau 14 Maret 2026.")


def year(cell: object) -> int | None:
    plain = code(cell)
    if not plain:
        return None
    if not re.fullmatch(r"20\d\d", plain):
        raise CellRefused("Tahun ini tidak dapat dibaca; tulis empat angka, misalnya 2026.")
    return int(plain)


def _month(word: str) -> int:
    if word not in _MONTHS:
        raise CellRefused(f"Bulan “{word}” tidak dikenal.")
    return _MONTHS[word]


def _date(year_: str | int, month: str | int, day_: str | int) -> date:
    try:
        return _sane(date(int(year_), int(month), int(day_)))
    except ValueError as error:
        if isinstance(error, CellRefused):
            raise
        raise CellRefused("Tanggal ini tidak ada di kalender; tulis hari, bulan, tahun.") from None


def _sane(found: date) -> date:
    if not 1990 <= found.year <= 2100:
        raise CellRefused(f"Tahun {found.year} tidak masuk akal untuk daftar ini.")
    return found
