"""The period of a recapitulation, as a form says it, and the day whose state is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from api.errors import Invalid

Span = Literal["bulan", "triwulan", "tahun", "rentang"]
SPANS: tuple[Span, ...] = get_args(Span)
EARLIEST = 1990
"""No contract of the house is older; a year before it is a slip of the keyboard."""
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_QUARTERS = ("I", "II", "III", "IV")
_NOT_MADE = "Rekapitulasi belum dibuat:"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both counted; ``label`` names it for people.

    ``as_of`` is the day whose state is counted: the last of the period, or the day of making when that comes first.
    """

    label: str
    start: date
    end: date
    as_of: date


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as typed: ``span`` and the fields that it needs."""

    span: str = ""
    year: str = ""
    month: str = ""
    quarter: str = ""
    start: str = ""
    end: str = ""


def latest_quarter(today: date) -> Asked:
    """The last quarter that is over: what an office reports most often."""
    before = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1)
    return Asked(span="triwulan", year=str(before.year), quarter=str((before.month + 2) // 3))


def period_of(asked: Asked, *, today: date) -> Period:
    """The period that the form asks for. Invalid at its field when it cannot be understood or has not begun."""
    match asked.span:
        case "bulan":
            year, month = _year(asked.year, today), _number(asked.month, "bulan", most=12)
            start, label = date(year, month, 1), f"{_MONTHS[month - 1]} {year}"
            end, field = _end_of(year, month), "bulan"
        case "triwulan":
            year, quarter = _year(asked.year, today), _number(asked.quarter, "triwulan", most=4)
            start, label = date(year, 3 * quarter - 2, 1), f"Triwulan {_QUARTERS[quarter - 1]} {year}"
            end, field = _end_of(year, 3 * quarter), "triwulan"
        case "tahun":
            year = _year(asked.year, today)
            start, end, label, field = date(year, 1, 1), date(year, 12, 31), f"Tahun {year}", "tahun"
        case "rentang":
            start, end, field = _day(asked.start, "dari"), _day(asked.end, "sampai"), "dari"
            label = f"{_written(start)} sampai {_written(end)}"
            if end < start:
                raise Invalid.at(
                    "sampai",
                    f"{_NOT_MADE} akhir periode mendahului awalnya.",
                    remedy="Tukar kedua tanggal, atau periksa tahunnya.",
                )
        case _:
            raise Invalid.at("periode", f"{_NOT_MADE} jenis periode ini tidak dikenal.", remedy="Pilih dari daftar.")
    if start > today:
        raise Invalid.at(
            field,
            f"{_NOT_MADE} periode {label} belum mulai, jadi belum ada keadaan yang dapat dihitung.",
            remedy="Pilih periode yang sudah berjalan atau sudah lewat.",
        )
    return Period(label=label, start=start, end=end, as_of=min(end, today))


def _year(text: str, today: date) -> int:
    plain = text.strip()
    if not plain.isascii() or not plain.isdecimal() or not EARLIEST <= int(plain[:9]) <= today.year:
        raise Invalid.at(
            "tahun",
            f"{_NOT_MADE} tahunnya belum diisi atau tidak masuk akal.",
            remedy=f"Tulis tahun dengan empat angka, dari {EARLIEST} sampai {today.year}.",
        )
    return int(plain)


def _number(text: str, field: str, *, most: int) -> int:
    plain = text.strip()
    if not plain.isascii() or not plain.isdecimal() or not 1 <= int(plain[:9]) <= most:
        raise Invalid.at(field, f"{_NOT_MADE} {field}nya belum dipilih.", remedy=f"Pilih {field} 1 sampai {most}.")
    return int(plain)


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if day.year < EARLIEST or day.year > 2200:
        raise Invalid.at(
            field,
            f"{_NOT_MADE} tanggal ini belum diisi atau tidak dikenali.",
            remedy="Pilih tanggalnya, atau tulis seperti 2026-03-14.",
        )
    return day


def _end_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
