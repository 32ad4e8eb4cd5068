"""An addendum's old text, which is no longer in force, and the contract it amends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.dates import FoundDate, find_dates
from extractor.facts.identifiers import Identifier, contract_number_at
from extractor.facts.reading import Reading
from extractor.structure.types import Structure, Table

_OLD_HEAD = re.compile(r"^\W*(?:semula|sebelum(?: perubahan)?|lama|awal)\b", re.IGNORECASE)
_NEW_HEAD = re.compile(r"^\W*(?:menjadi|sesudah|setelah(?: perubahan)?|baru)\b", re.IGNORECASE)
_OLD_TEXT = re.compile(
    (
        r"(?:\bsemula\b(?:\s+(?:berbunyi|tertulis|adalah|sebagai berikut))*\s*[:;,]?(?!\s*menjadi\b)|"
        r"(?:yang\s+)?berbunyi\s+semula\s*:?)(?P<old>.{3,1500}?)(?=\b(?:(?:diubah|dirubah|"
        r"berubah)(?:\s+sehingga)?\s+)?menjadi\b|\bsehingga\s+(?:selengkapnya\s+|seluruhnya\s+|lengkapnya\s+)?"
        r"(?:berbunyi|dibaca|tertulis)\b|\bdiganti\s+(?:menjadi|dengan)\b)"
    ),
    re.IGNORECASE | re.DOTALL,
)
_PARENT = re.compile(
    (
        r"(?:perjanjian(?: kerja ?sama| pokok| induk| kerja| awal)?|kontrak(?: awal| induk| kerja)?|pkwt|spk|"
        r"surat perjanjian|surat perintah kerja)[^.;]{0,140}?\b(?:nomor|no\.?|nomer)\s*[:.]?\s*"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParentContract:
    number: Identifier | None
    signed: FoundDate | None


def _amending(structure: Structure) -> Iterator[tuple[Table, int]]:
    """The tables of an addendum with the column of the new text."""
    for table in structure.tables:
        old = [i for i, h in enumerate(table.header) if _OLD_HEAD.match(h)]
        new = [i for i, h in enumerate(table.header) if _NEW_HEAD.match(h)]
        if old and new:
            yield table, new[0]


def superseded(structure: Structure) -> Iterator[tuple[int, int]]:
    """Spans of the structure's text that are no longer in force: the "semula" column, or the words after "semula"
    up to "menjadi". The labels of the table's rows are left out too; ``amended`` gives them as headings."""
    for table, new in _amending(structure):
        for row in table.rows:
            for index, cell in enumerate(row):
                if index != new:
                    yield from cell.spans
    yield from old_texts(structure)


def old_texts(structure: Structure) -> Iterator[tuple[int, int]]:
    """The spans between "semula" and "menjadi" outside tables."""
    for match in _OLD_TEXT.finditer(structure.text.text):
        # The head of a table ("Semula   Menjadi") was read above.
        inside = any(
            t.start <= match.start() < t.end or match.start() < t.start < match.end("old") for t in structure.tables
        )
        if not inside and re.search(r"\w{3}", match["old"]):
            yield match.span("old")


def find_parent(reading: Reading, *, own_number: str | None, after: int) -> ParentContract | None:
    """Number and date of the contract that is amended, as the recitals name it (searched from ``after`` on)."""
    own = re.sub(r"\W", "", (own_number or "").lower())
    flat = re.sub(r"\s", " ", reading.text)
    for match in _PARENT.finditer(flat, after):
        number = contract_number_at(reading.text, match.end())
        if number is None or re.sub(r"\W", "", number.value.lower()) == own:
            continue
        if re.search(r"undang|peraturan|keputusan", match.group().lower()):
            continue
        tail = flat[number.end : number.end + 60]
        dated = next(iter(find_dates(tail)), None)
        if dated is not None and dated.start > 40:
            dated = None
        moved = FoundDate(number.end + dated.start, number.end + dated.end, dated.value) if dated else None
        return ParentContract(number, moved)
    return None


def amended_pairs(
    structure: Structure,
) -> Iterator[tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]]:
    """The rows of an addendum's tables: (label, spans of the old text, spans of the new)."""
    for table, new in _amending(structure):
        old = next(i for i, h in enumerate(table.header) if _OLD_HEAD.match(h))
        for row in table.rows:
            label = " ".join(c.text for i, c in enumerate(row) if i not in (old, new))
            if max(old, new) < len(row) and row[old].spans and row[new].spans:
                yield re.sub(r"\s+", " ", label).strip(), row[old].spans, row[new].spans


def amended(structure: Structure) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """The new texts of an addendum's tables: (label of the row, spans of the new text)."""
    for table, new in _amending(structure):
        for row in table.rows:
            label = " ".join(c.text for i, c in enumerate(row) if i < new and not _OLD_HEAD.match(table.header[i]))
            if new < len(row) and row[new].spans:
                yield re.sub(r"\s+", " ", label).strip(), row[new].spans
