"""What a person types about a need or a step, and what it means; every slip is said at its field."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.errors import Invalid
from extractor.errors import LindungError
from models import Organisation

MOST_PEOPLE = 99_999
MOST_MONEY = Decimal(10) ** 13
LONGEST_LINE = 255
LONGEST_TEXT = 4000
LONGEST_PERIOD = 10
"""Years. More is a slip of the pen."""
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")

Errors = dict[str, LindungError]


@dataclass(frozen=True, slots=True)
class PlanForm:
    """The fields as typed. ``agency`` is the id of an agency of the register; days are ISO 8601, as browsers send
    them."""

    agency: str = ""
    title: str = ""
    headcount: str = ""
    budget: str = ""
    place: str = ""
    starts_on: str = ""
    ends_on: str = ""
    year: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A need that can be kept. ``budget`` in rupiah for the whole period."""

    agency_id: uuid.UUID
    title: str
    headcount: int
    budget: Decimal
    place: str
    starts_on: date
    ends_on: date
    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class StepForm:
    """What was typed about a step. ``decided_on`` is when the body decided."""

    decided_on: str = ""
    note: str = ""
    letter_number: str = ""
    letter_date: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    decided_on: date
    note: str
    letter_number: str
    letter_date: date | None


def need_of(form: PlanForm, *, agencies: Mapping[uuid.UUID, Organisation], today: date) -> tuple[Need | None, Errors]:
    """The need that is meant, or None with what is wrong at each field. ``agencies`` are those to choose from."""
    errors: Errors = {}

    def refuse(field: str, message: str, remedy: str) -> None:
        errors.setdefault(field, Invalid.at(field, message, remedy=remedy))

    agency = agencies.get(_identifier(form.agency))
    if agency is None:
        refuse("agency", "Instansi belum dipilih, atau tidak ada di daftar.", "Pilih instansi dari daftar.")
    title, place, reason = line(form.title), line(form.place), text_of(form.reason)
    for field, value, what in (("title", title, "Jabatan"), ("place", place, "Tempat kerja")):
        if not value:
            refuse(field, f"{what} belum diisi.", "Isi seperti nanti ditulis dalam kontrak.")
        elif len(value) > LONGEST_LINE:
            refuse(field, f"{what} lebih panjang dari {LONGEST_LINE} huruf.", "Ringkaskan.")
    if not reason:
        refuse("reason", "Alasan kebutuhan belum diisi.", "Tulis mengapa tenaga ini dibutuhkan.")
    elif len(reason) > LONGEST_TEXT:
        refuse("reason", f"Alasan lebih panjang dari {LONGEST_TEXT} huruf.", "Ringkaskan; lampirkan uraiannya.")
    headcount = _count(form.headcount)
    if headcount is None:
        refuse("headcount", "Jumlah orang bukan bilangan bulat lebih dari nol.", "Isi angka saja, misalnya 12.")
    budget = amount_of(form.budget)
    if budget is None or not 0 < budget < MOST_MONEY:
        refuse("budget", "Anggaran ini tidak dapat dibaca sebagai rupiah.", "Tulis seperti 145.000.000.")
    starts_on, ends_on = day_of(form.starts_on), day_of(form.ends_on)
    for field, day, what in (("starts_on", starts_on, "mulai"), ("ends_on", ends_on, "selesai")):
        if day is None:
            refuse(field, f"Tanggal {what} belum diisi atau tidak dikenali.", "Pilih tanggalnya.")
        elif not today.year - LONGEST_PERIOD <= day.year <= today.year + LONGEST_PERIOD:
            refuse(field, f"Tahun pada tanggal {what} tidak masuk akal.", "Periksa tahunnya.")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        refuse("ends_on", "Tanggal selesai mendahului tanggal mulai.", "Periksa kedua tanggalnya.")
    year = int(form.year) if re.fullmatch(r"[0-9]{4}", form.year.strip()) else None
    if year is None:
        refuse("year", "Tahun anggaran belum diisi atau tidak dikenali.", "Tulis empat angka, misalnya 2027.")
    elif starts_on is not None and ends_on is not None and not starts_on.year - 1 <= year <= ends_on.year:
        refuse("year", f"Tahun anggaran {year} di luar masa kerja yang diisi.", "Periksa tahun dan tanggalnya.")
    if errors or agency is None or headcount is None or budget is None:
        return None, errors
    if starts_on is None or ends_on is None or year is None:
        return None, errors
    return Need(agency.id, title, headcount, budget, place, starts_on, ends_on, year, reason), errors


def decided(form: StepForm, *, reason: bool, today: date) -> tuple[Decided | None, Errors]:
    """What was decided, or None with what is wrong at each field. ``reason``: the step asks for one."""
    errors: Errors = {}

    def refuse(field: str, message: str, remedy: str) -> None:
        errors.setdefault(field, Invalid.at(field, message, remedy=remedy))

    note, number = text_of(form.note), line(form.letter_number)
    if reason and not note:
        refuse("note", "Alasannya belum diisi.", "Tuliskan mengapa, supaya instansi tahu apa yang harus diperbaiki.")
    if len(note) > LONGEST_TEXT:
        refuse("note", f"Catatan lebih panjang dari {LONGEST_TEXT} huruf.", "Ringkaskan; lampirkan uraiannya.")
    if len(number) > 128:
        refuse("letter_number", "Nomor surat lebih panjang dari 128 huruf.", "Isi nomornya saja.")
    day = day_of(form.decided_on)
    if day is None:
        refuse("decided_on", "Tanggal keputusan belum diisi atau tidak dikenali.", "Pilih tanggalnya.")
    elif day > today:
        refuse("decided_on", "Tanggal keputusan belum tiba.", "Catat keputusan setelah diambil.")
    letter_date = None
    if form.letter_date.strip():
        letter_date = day_of(form.letter_date)
        if letter_date is None:
            refuse("letter_date", "Tanggal surat tidak dikenali.", "Pilih tanggalnya, atau kosongkan.")
        elif letter_date > today:
            refuse("letter_date", "Tanggal surat belum tiba.", "Periksa tanggal pada suratnya.")
        if not number:
            refuse("letter_number", "Tanggal surat diisi tanpa nomornya.", "Isi nomor suratnya juga.")
    if errors or day is None:
        return None, errors
    return Decided(day, note, number, letter_date), errors


def amount_of(text: str) -> Decimal | None:
    """``145000000``, ``145.000.000``, ``Rp145.000.000,50``; None for anything else."""
    plain = re.sub(r"^rp\.?", "", "".join(text.split()), flags=re.IGNORECASE).removesuffix(",-")
    if not plain.isascii() or len(plain) > 40:
        return None
    if _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def line(text: str) -> str:
    """One line without control characters."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", text))
    return " ".join(plain.split())


def text_of(text: str) -> str:
    """The lines of a text, without control characters."""
    return "\n".join(line(part) for part in text.replace("\r\n", "\n").split("\n")).strip()


def _count(text: str) -> int | None:
    plain = text.strip()
    if not plain.isascii() or not plain.isdecimal() or len(plain) > 6:
        return None
    return int(plain) if 0 < int(plain) <= MOST_PEOPLE else None


def _identifier(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
