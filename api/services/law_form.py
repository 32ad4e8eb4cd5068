"""What a person types about a minimum wage, and what it means; every slip is said at its field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.errors import Invalid
from extractor.errors import LindungError
from extractor.law import Law, LawDataError, MinimumWageRow, NewWage, Region
from extractor.law.tables import FIRST_YEAR, LEAST_WAGE, MOST_WAGE

MAX_TEXT = 300
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")
_FIELDS = {"year": "year", "region": "region", "amount": "amount", "legal_basis": "decree_number", "remark": "remark"}


@dataclass(frozen=True, slots=True)
class WageForm:
    """The fields as typed. ``decree_date`` is ISO 8601, as browsers send dates; ``replace`` agrees to replacing."""

    region: str = ""
    year: str = ""
    amount: str = ""
    decree_number: str = ""
    decree_date: str = ""
    remark: str = ""
    replace: bool = False


def checked(form: WageForm, *, law: Law, today: date) -> tuple[NewWage | None, dict[str, LindungError]]:
    """The row that is meant (its source still open), or None with what is wrong at each field."""
    errors: dict[str, LindungError] = {}

    def refuse(field: str, message: str, remedy: str) -> None:
        errors.setdefault(field, Invalid.at(field, message, remedy=remedy))

    year = _year(form.year, today=today)
    if year is None:
        refuse("year", "Tahun ini tidak dapat dipakai.", f"Tulis tahun {FIRST_YEAR} sampai {today.year + 1}.")
    found = law.regions(form.region)
    if len(found) != 1:
        refuse("region", *_doubtful(form.region.strip(), found))
    amount = _amount(form.amount)
    if amount is None:
        refuse("amount", "Angka upah ini tidak dapat dibaca.", "Tulis rupiah sebulan, misalnya 2.945.142,20.")
    elif not LEAST_WAGE <= amount <= MOST_WAGE:
        refuse(
            "amount", "Upah minimum sebulan ini tidak masuk akal.",
            f"Periksa jumlah angkanya; yang diterima Rp{LEAST_WAGE:,} sampai Rp{MOST_WAGE:,}.".replace(",", "."),
        )  # fmt: skip
    elif year is not None and len(found) == 1 and (floor := _floor(found[0], year, law=law)) and amount < floor.amount:
        refuse(
            "amount", f"Angka ini lebih rendah daripada {floor.name}.",
            "UMK tidak boleh di bawah UMP (PP 51/2023 Pasal 31); periksa angka dan daerahnya pada SK.",
        )  # fmt: skip
    number, remark = _line(form.decree_number), _line(form.remark)
    if not number:
        refuse("decree_number", "Nomor SK belum diisi.", "Tulis penetap dan nomornya, seperti SK Gubernur Nomor 12.")
    for field, text in (("decree_number", number), ("remark", remark)):
        if len(text) > MAX_TEXT:
            refuse(field, f"Isian ini lebih panjang dari {MAX_TEXT} huruf.", "Ringkaskan.")
        if text.startswith(("=", "+", "-", "@")):
            # Spreadsheets would take it for a formula when the office opens its file.
            refuse(field, "Isian tidak boleh diawali = + - atau @.", "Hapus tanda itu.")
    day = _day(form.decree_date)
    if day is None:
        refuse("decree_date", "Tanggal SK belum diisi atau bukan tanggal.", "Pilih tanggal penetapannya.")
    elif day > today:
        refuse("decree_date", "Tanggal SK belum tiba.", "Periksa tanggal pada SK.")
    elif year is not None and not year - 1 <= day.year <= year:
        refuse(
            "decree_date", f"SK tahun {day.year} tidak menetapkan upah minimum {year}.",
            "Upah minimum ditetapkan tahun sebelumnya atau diubah dalam tahunnya; periksa tahun dan tanggal.",
        )  # fmt: skip
    if errors or year is None or amount is None or day is None:
        return None, errors
    basis = f"{number}, {day:%d-%m-%Y}"
    return NewWage(year, found[0], amount, basis, source="", remark=remark), errors


def _floor(region: Region, year: int, *, law: Law) -> MinimumWageRow | None:
    """The province's minimum wage under which none of its kabupaten and kota can lie, when it is surely known."""
    home = next((r.province for r in law.regencies if (r.level, r.name) == (region.level, region.name)), None)
    row = law.wage_row("provinsi", home, date(year, 1, 1)) if home is not None else None
    return row if row is not None and row.decides else None


def field_of(error: LawDataError) -> str:
    """The field of the form that a refused column was typed in; "" for the form as a whole."""
    return _FIELDS.get(error.column, "")


def _doubtful(typed: str, found: tuple[Region, ...]) -> tuple[str, str]:
    if not typed:
        return "Daerah belum diisi.", "Pilih dari daftar, misalnya Kabupaten Seluma."
    if found:
        names = ", ".join(region.shown for region in found)
        return f"“{typed}” dapat berarti {names}.", "Tulis salah satunya lengkap dengan jenisnya."
    return f"Daerah “{typed}” tidak dikenal.", "Pilih dari daftar: Provinsi, Kabupaten, atau Kota, lalu namanya."


def _year(text: str, *, today: date) -> int | None:
    """A minimum wage is fixed for the coming year at most: a later year is a slip of the pen."""
    text = text.strip()
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= today.year + 1:
        return None
    return int(text)


def _amount(text: str) -> Decimal | None:
    """``2945142``, ``2945142.20``, ``2.945.142,20``, each with or without Rp; None for anything else."""
    plain = re.sub(r"^rp\.?", "", "".join(text.split()), flags=re.IGNORECASE)
    if not plain.isascii():
        return None
    if _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _line(text: str) -> str:
    """One line without control characters: a line break would end the row of the file."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", text))
    return " ".join(plain.split())
