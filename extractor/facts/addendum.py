"""An addendum's old text, which is no longer in force, and the contract it amends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.dates import FoundDate, find_dates
from extractor.facts.identifiers import Identifier, contract_number_at
from extractor.facts.occupations import find_occupations
from extractor.facts.reading import Reading
from extractor.structure.types import Cell, Structure, Table

# "Kontrak Awal | Kontrak Perubahan": what the columns state stands before which of the two states it is.
_STATED = r"(?:isi |nilai |ketentuan |volume |bunyi )?(?:kontrak|perjanjian|spk|pkwt|ketentuan|nilai|volume|isi|bunyi|pasal|harga|upah|data|tertulis)"
_OLD_HEAD = re.compile(
    rf"^\W*(?:{_STATED}\s+)?(?:semula|sebelum(?: perubahan)?|sebelumnya|lama|awal|induk|asal)\b", re.IGNORECASE
)
_NEW_HEAD = re.compile(
    rf"^\W*(?:{_STATED}\s+)?(?:menjadi|sesudah|setelah(?: perubahan)?|baru|perubahan|addendum|adendum|amandemen|diubah)\b",
    re.IGNORECASE,
)
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
    up to "menjadi". The labels of the table's rows are left out too; ``amended`` gives them as headings. Where the label
    is a job ("Satpam | 9 orang | 7 orang") it stays: the new number and wage are those of the job."""
    for table, new in _amending(structure):
        for row in table.rows:
            for index, cell in enumerate(row):
                if index != new and not (index < new and _names_job(table, index, cell)):
                    yield from cell.spans
    yield from old_texts(structure)


def _names_job(table: Table, column: int, cell: Cell) -> bool:
    """Whether a row's label is the name of a job and nothing before it ("Upah Satpam" names a wage)."""
    if _OLD_HEAD.match(table.header[column]):
        return False
    job = next(iter(find_occupations(re.sub(r"\s+", " ", cell.text).strip())), None)
    return job is not None and job.start == 0


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
    """The new texts of an addendum's tables: (label of the row, spans of the new text, the job it is about before it)."""
    for table, new in _amending(structure):
        for row in table.rows:
            label = " ".join(c.text for i, c in enumerate(row) if i < new and not _OLD_HEAD.match(table.header[i]))
            if new < len(row) and row[new].spans:
                job = tuple(span for i, c in enumerate(row[:new]) if _names_job(table, i, c) for span in c.spans)
                yield re.sub(r"\s+", " ", label).strip(), (*job, *row[new].spans)
