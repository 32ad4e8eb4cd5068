"""From the lines of a list to its rows: fields that were understood, and what is wrong where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from api.register.imports import columns, reading
from api.register.imports.cells import CellRefused, FieldType, Value, value_of
from api.register.imports.columns import HEADING_WITHIN, KINDS, Heading
from api.register.imports.errors import ListRefused
from models.register_import import ImportKind

Fields = dict[str, Value]
"""By the names of ``columns``; what the file leaves empty is not in it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """``column`` as the person knows it ("": the whole row), ``text`` a sentence."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    number: int
    fields: Fields
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Planned:
    """A row and what it would do. ``before``: the fields that it changes, as they were."""

    number: int
    fields: Fields
    state: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    target: Any = None
    before: dict[str, Any] = field(default_factory=dict)

    def refuse(self, column: str, text: str) -> None:
        self.state = "error"
        self.problems.append(Problem(column, text))


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Parsed, ...]
    ignored: tuple[str, ...]


def read(data: bytes, *, kind: ImportKind, filename: str) -> Listing:
    """The rows of the first table that has the heading of such a list. ListRefused as the modules below say, and for
    a list without rows or with too many."""
    refused: ListRefused | None = None
    for table in reading.tables(data, filename=filename):
        first = list(islice(table.lines, HEADING_WITHIN))
        if not first:
            continue
        try:
            heading = columns.find(kind, [(line.number, line.cells) for line in first])
        except ListRefused as error:
            refused = refused or error
            continue
        lines = chain((line for line in first if line.number > heading.number), table.lines)
        rows = tuple(_rows(lines, heading, kind))
        if not rows:
            raise ListRefused(
                f"Di bawah judul kolom (baris {heading.number}) tidak ada baris; tidak ada yang diimpor.",
                remedy="Periksa berkasnya, lalu unggah yang berisi.",
            )
        return Listing(rows=rows, ignored=heading.ignored)
    raise refused or ListRefused(
        "Berkas ini tidak berisi tabel; tidak ada yang diimpor.", remedy="Periksa berkasnya, lalu unggah yang berisi."
    )


def _rows(lines: Iterator[reading.Line], heading: Heading, kind: ImportKind) -> Iterator[Parsed]:
    most = KINDS[kind].most_rows
    for count, line in enumerate(lines, start=1):
        if count > most:
            raise ListRefused(
                f"Daftar {KINDS[kind].name} paling banyak {most:,} baris; berkas ini lebih panjang. ".replace(",", ".")
                + "Tidak ada yang diimpor.",
                remedy="Bagi daftarnya menjadi beberapa berkas, misalnya per tahun.",
            )
        yield parse(line, heading, kind)


def parse(line: reading.Line, heading: Heading, kind: ImportKind) -> Parsed:
    """One row. Every cell that is wrong is said, not only the first."""
    fields: Fields = {}
    problems = []
    for column, position in heading.at:
        cell = line.cells[position] if position < len(line.cells) else None
        try:
            value = value_of(cell, column.type, limit=column.limit)
        except CellRefused as error:
            problems.append(Problem(column.title, str(error)))
            continue
        if value not in ("", None, ()):
            fields[column.name] = value
        elif column.required:
            problems.append(Problem(column.title, "Belum diisi."))
    if kind in ("rup", "spse"):
        problems += _package(fields, heading)
    return Parsed(number=line.number, fields=fields, problems=tuple(problems))


def _package(fields: Fields, heading: Heading) -> Iterator[Problem]:
    starts, ends, signed = fields.get("starts_on"), fields.get("ends_on"), fields.get("signed_on")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        yield Problem(heading.title("ends_on"), "Tanggal akhir lebih dahulu daripada tanggal awal.")
    if isinstance(signed, date) and isinstance(ends, date) and ends < signed:
        yield Problem(heading.title("ends_on"), "Tanggal akhir lebih dahulu daripada tanggal kontrak.")
    if "year" not in fields:
        known = next((day for day in (starts, signed, ends) if isinstance(day, date)), None)
        if known is None:
            yield Problem("Tahun", "Tahun tidak disebut, dan tidak ada tanggal yang menunjukkannya.")
        else:
            fields["year"] = known.year


def to_json(fields: Fields) -> dict[str, Any]:
    """Fields as they are kept between preview and confirmation."""
    return {name: _plain(value) for name, value in fields.items()}


def from_json(kept: dict[str, Any], kind: ImportKind) -> Fields:
    """The same fields again. Names that no column has are left out."""
    types = {column.name: column.type for column in KINDS[kind].fields}
    return {name: _typed(value, types[name]) for name, value in kept.items() if name in types}


def _typed(value: Any, kind: FieldType) -> Value:
    if value is None or value == "":
        return None
    match kind:
        case "names":
            return tuple(value)
        case "money":
            return Decimal(value)
        case "day" | "last_day":
            return date.fromisoformat(value)
        case _:
            return value  # type: ignore[no-any-return]


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
