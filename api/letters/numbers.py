"""Numbers of letters: a pattern that the office sets, and the next number it gives.

A pattern is text with fields in braces: ``{urut}`` counts the letters of a year (``{urut:3}`` with leading zeros),
``{tahun}`` is the year, ``{bulan}`` the month in Roman numerals, ``{bulan_angka}`` in two figures.
"""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.errors import Invalid
from models import Letter

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FIELD = re.compile(r"\{(urut|tahun|bulan|bulan_angka)(?::([1-6]))?\}")
LONGEST = 100
_HIGHEST = 10**9 - 1


def problem(pattern: str) -> Invalid | None:
    """What is wrong with a pattern, None when it can be used."""
    remedy = "Contoh: 560/{urut}/DISNAKER/{tahun}. Isian: {urut}, {urut:3}, {tahun}, {bulan}, {bulan_angka}."
    rest = _FIELD.sub("", pattern)
    unknown = re.search(r"\{[^}]*\}?|\}", rest)
    if unknown is not None:
        return Invalid.at(
            "number_pattern", f"Pola nomor berisi {unknown[0]} yang tidak dikenal; belum disimpan.", remedy=remedy
        )
    names = [found[1] for found in _FIELD.finditer(pattern)]
    if names.count("urut") != 1 or "tahun" not in names:
        return Invalid.at(
            "number_pattern",
            "Pola nomor harus memuat {urut} satu kali dan {tahun}; belum disimpan.",
            remedy=remedy,
        )
    if len(pattern) > LONGEST:
        return Invalid.at("number_pattern", f"Pola nomor lebih panjang dari {LONGEST} huruf.", remedy=remedy)
    return None


def filled(pattern: str, *, sequence: int, day: date) -> str:
    """The number that the pattern gives."""

    def value(found: re.Match[str]) -> str:
        match found[1]:
            case "urut":
                return str(sequence).zfill(int(found[2] or 1))
            case "tahun":
                return str(day.year)
            case "bulan":
                return ROMAN[day.month - 1]
            case _:
                return f"{day.month:02d}"

    return _FIELD.sub(value, pattern)


def sequence_in(pattern: str, number: str, *, day: date) -> int | None:
    """What ``{urut}`` is in a number that a person typed; None when the number does not fit the pattern of that day."""
    parts: list[str] = []
    at = 0
    for found in _FIELD.finditer(pattern):
        parts.append(re.escape(_squeezed(pattern[at : found.start()])))
        if found[1] == "urut":
            parts.append(r"0*(\d{1,9})")
        else:
            parts.append(re.escape(filled(found[0], sequence=0, day=day)))
        at = found.end()
    parts.append(re.escape(_squeezed(pattern[at:])))
    fits = re.fullmatch("".join(parts), _squeezed(number), re.IGNORECASE)
    return int(fits[1]) if fits else None


def key(number: str) -> str:
    """The number without blanks and case: two with the same key are the same number."""
    return _squeezed(number).casefold()


def proposed(session: Session, *, org: str, pattern: str, day: date) -> str:
    """The next free number of the year: after the highest that fitted the pattern, withdrawn letters included."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    highest = session.scalar(
        select(func.max(Letter.sequence)).where(Letter.org == org, Letter.letter_date.between(first, last))
    )
    sequence = min((highest or 0) + 1, _HIGHEST)
    number = filled(pattern, sequence=sequence, day=day)
    while used(session, org=org, number=number):
        sequence += 1
        number = filled(pattern, sequence=sequence, day=day)
    return number


def used(session: Session, *, org: str, number: str) -> bool:
    return session.scalar(select(Letter.id).where(Letter.org == org, Letter.number_key == key(number))) is not None


def _squeezed(text: str) -> str:
    return "".join(text.split())
