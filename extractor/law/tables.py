"""The CSV tables of the law data. Format: docs/law-data.md. Every refusal names file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar, get_args

from extractor.law.errors import LawDataError
from extractor.law.types import (
    ContributionRate,
    Holiday,
    HolidayKind,
    MinimumWageRow,
    Province,
    Regency,
    Source,
    Verified,
    WageLevel,
)
from extractor.vocabulary import STATUTORY_PROGRAMMES, Programme

T = TypeVar("T", bound=str)
LEVELS: tuple[WageLevel, ...] = get_args(WageLevel)
VERIFIED: tuple[Verified, ...] = get_args(Verified)
HOLIDAY_KINDS: tuple[HolidayKind, ...] = get_args(HolidayKind)
RISK_CLASSES = ("sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi")
# A monthly minimum wage outside these bounds (rupiah) is a slip of the pen: a lost or doubled group of digits.
LEAST_WAGE, MOST_WAGE = Decimal(100_000), Decimal(20_000_000)
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CSV file with its place, for messages."""

    file: str
    line: int
    cells: Mapping[str, str]

    def refuse(self, problem: str, *, column: str = "") -> LawDataError:
        return LawDataError(problem, file=self.file, line=self.line, column=column)

    def text(self, column: str, *, required: bool = True) -> str:
        value = self.cells.get(column, "").strip()
        if required and not value:
            raise self.refuse(f'Kolom "{column}" kosong.', column=column)
        return value

    def one_of(self, column: str, allowed: tuple[T, ...]) -> T:
        value = self.text(column)
        if value not in allowed:
            known = ", ".join(allowed)
            raise self.refuse(f'Kolom "{column}" berisi "{value}"; yang dikenal: {known}.', column=column)
        return value

    def number(self, column: str, *, required: bool = True) -> Decimal | None:
        value = self.text(column, required=required)
        if not value:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0:
            raise self.refuse(
                f'Kolom "{column}" berisi "{value}", bukan angka; tulis tanpa Rp dan tanpa titik ribuan (2945142.20).',
                column=column,
            )
        return number

    def day(self, column: str) -> date | None:
        value = self.text(column, required=False)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            problem = f'Kolom "{column}" berisi "{value}", bukan tanggal (tulis TTTT-BB-HH).'
            raise self.refuse(problem, column=column) from None

    def year(self, column: str) -> int:
        value = self.text(column)
        if not value.isdigit() or not FIRST_YEAR <= int(value) <= LAST_YEAR:
            problem = f'Kolom "{column}" berisi "{value}", bukan tahun {FIRST_YEAR}-{LAST_YEAR}.'
            raise self.refuse(problem, column=column)
        return int(value)


def read_rows(text: str, *, file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV text (comma, or semicolon as spreadsheets with Indonesian settings write it).

    Raises ``LawDataError`` when a column of ``columns`` is missing from the head or a row has too many cells.
    """
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head and "," not in head else ",")
    missing = [c for c in columns if c not in (reader.fieldnames or ())]
    if missing:
        raise LawDataError(f"Kolom tidak ada: {', '.join(missing)}.", file=file, line=1)
    for cells in reader:
        row = Row(file=file, line=reader.line_num, cells={k: v or "" for k, v in cells.items() if k is not None})
        if None in cells:
            raise row.refuse("Jumlah kolom lebih banyak daripada judulnya (ada koma di dalam isi? beri tanda kutip).")
        if any(v.strip() for v in row.cells.values()):
            yield row


def sources(text: str, *, file: str) -> tuple[Source, ...]:
    kinds = ("P", "C", "S", "M")
    return tuple(
        Source(r.text("key"), r.one_of("class", kinds), r.text("what"), r.text("address", required=False))
        for r in read_rows(text, file=file, columns=("key", "class", "what", "address"))
    )


def provinces(text: str, *, file: str) -> tuple[Province, ...]:
    return tuple(
        Province(
            name=r.text("name"),
            aliases=_list(r.text("aliases", required=False)),
            split_from=r.text("split_from", required=False),
            has_umk=r.one_of("has_umk", ("yes", "no")) == "yes",
        )
        for r in read_rows(text, file=file, columns=("name", "aliases", "split_from", "has_umk"))
    )


def regencies(text: str, *, file: str, provinces: tuple[Province, ...]) -> tuple[Regency, ...]:
    known = {p.name for p in provinces}
    made = []
    for r in read_rows(text, file=file, columns=("level", "name", "province", "aliases")):
        if r.text("province") not in known:
            raise r.refuse(f'Provinsi "{r.text("province")}" tidak dikenal.')
        levels: tuple[WageLevel, ...] = ("kabupaten", "kota")
        aliases = _list(r.text("aliases", required=False))
        made.append(Regency(r.one_of("level", levels), r.text("name"), r.text("province"), aliases))
    return tuple(made)


def minimum_wages(
    text: str, *, file: str, provinces: tuple[Province, ...], regencies: tuple[Regency, ...]
) -> tuple[MinimumWageRow, ...]:
    """Minimum wages; the region must exist, a row without dates is valid for its whole calendar year."""
    homes = {(r.level, r.name): r.province for r in regencies}
    known = {p.name for p in provinces}
    made: list[MinimumWageRow] = []
    seen: dict[tuple[str, str, date], int] = {}
    needed = ("year", "level", "region", "amount", "legal_basis", "source", "verified")
    for r in read_rows(text, file=file, columns=needed):
        level, region, year = r.one_of("level", LEVELS), r.text("region"), r.year("year")
        if level == "provinsi":
            if region not in known:
                raise r.refuse(f'Provinsi "{region}" tidak dikenal.', column="region")
            province = region
        else:
            if (level, region) not in homes:
                problem = f'{level.capitalize()} "{region}" tidak dikenal; tulis nama tanpa "Kab." atau "Kota".'
                raise r.refuse(problem, column="region")
            province = homes[level, region]
            said = r.text("province", required=False)
            if said and said != province:
                raise r.refuse(f'{level.capitalize()} "{region}" ada di {province}, bukan {said}.')
        amount = r.number("amount")
        if amount is None or not LEAST_WAGE <= amount <= MOST_WAGE:
            problem = f"Upah minimum {amount} tidak masuk akal (harus {LEAST_WAGE} sampai {MOST_WAGE} rupiah)."
            raise r.refuse(problem, column="amount")
        since = r.day("valid_from") or date(year, 1, 1)
        until = r.day("valid_until") or date(year, 12, 31)
        if until < since:
            raise r.refuse("Tanggal akhir mendahului tanggal mulai.")
        if (before := seen.get((level, region, since))) is not None:
            raise r.refuse(f"Daerah dan masa yang sama sudah ada di baris {before}.")
        seen[level, region, since] = r.line
        made.append(
            MinimumWageRow(
                year=year,
                level=level,
                region=region,
                province=province,
                amount=amount,
                valid_from=since,
                valid_until=until,
                legal_basis=r.text("legal_basis"),
                source=r.text("source"),
                verified=r.one_of("verified", VERIFIED),
                remark=r.text("remark", required=False),
            )
        )
    return tuple(made)


def contribution_rates(text: str, *, file: str) -> tuple[ContributionRate, ...]:
    made = []
    needed = ("programme", "employer_pct", "worker_pct", "valid_from", "legal_basis", "verified")
    for r in read_rows(text, file=file, columns=needed):
        programme: Programme = r.one_of("programme", STATUTORY_PROGRAMMES)
        risk = r.one_of("risk_class", RISK_CLASSES) if programme == "jkk" else ""
        employer, worker = r.number("employer_pct"), r.number("worker_pct")
        since, until = r.day("valid_from"), r.day("valid_until")
        if employer is None or worker is None or employer + worker > 20:
            raise r.refuse("Tarif iuran tidak masuk akal (persen dari upah, paling banyak 20).")
        if since is None:
            raise r.refuse('Kolom "valid_from" kosong.')
        if until is not None and until < since:
            raise r.refuse("Tanggal akhir mendahului tanggal mulai.")
        ceiling = r.number("wage_ceiling", required=False)
        made.append(
            ContributionRate(
                programme=programme,
                risk_class=risk,
                employer_pct=employer,
                worker_pct=worker,
                wage_ceiling=ceiling,
                valid_from=since,
                valid_until=until,
                legal_basis=r.text("legal_basis"),
                verified=r.one_of("verified", VERIFIED),
            )
        )
    return tuple(made)


def holidays(text: str, *, file: str) -> tuple[Holiday, ...]:
    """Days off; a day stands once in a file."""
    made: list[Holiday] = []
    seen: dict[date, int] = {}
    for r in read_rows(text, file=file, columns=("date", "name", "kind", "legal_basis", "source", "verified")):
        day = r.day("date")
        if day is None:
            raise r.refuse('Kolom "date" kosong.', column="date")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise r.refuse(f"Tahun {day.year} tidak masuk akal.", column="date")
        if day in seen:
            raise r.refuse(f"Tanggal yang sama sudah ada di baris {seen[day]}.", column="date")
        seen[day] = r.line
        made.append(
            Holiday(
                day=day,
                name=r.text("name"),
                kind=r.one_of("kind", HOLIDAY_KINDS),
                legal_basis=r.text("legal_basis"),
                source=r.text("source"),
                verified=r.one_of("verified", VERIFIED),
            )
        )
    return tuple(made)


def position_fields(text: str, *, file: str) -> tuple[tuple[str, str], ...]:
    """Job titles and the field of work they belong to, as (field, alias)."""
    return tuple((r.text("field"), r.text("alias")) for r in read_rows(text, file=file, columns=("field", "alias")))


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
