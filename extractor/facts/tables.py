"""What the columns of a table hold, and the rows read accordingly (jobs, people, wages, contribution rates)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.facts.money import find_amounts, parse_figures
from extractor.facts.reading import Reading
from extractor.structure.types import Cell, Table

Column = Literal[
    "number",
    "title",
    "person",
    "count",
    "unit",
    "wage",
    "allowance",
    "price",
    "total",
    "period",
    "programme",
    "employer",
    "worker",
    "semula",
    "menjadi",
    "clause",
    "other",
]
_COLUMNS: tuple[tuple[Column, str], ...] = (
    ("semula", r"^semula|^sebelum(?: perubahan)?$|^lama$|^(?:kontrak|perjanjian|spk|pkwt) (?:semula|awal|lama|induk)$"),
    ("menjadi", r"^menjadi|^sesudah|^setelah|^baru$|^(?:kontrak|perjanjian|spk|pkwt) (?:menjadi|baru|perubahan|addendum)$"),
    ("number", r"^(?:no\.?|nomor|nr\.?)$|^no\.? urut"),
    ("clause", r"\bthr\b|tunjangan hari raya|kompensasi|pesangon|lembur"),
    ("programme", r"^program|jenis (?:program|iuran|jaminan)|^jaminan"),
    ("allowance", r"tunjangan(?! hari raya)|uang makan|transport|premi hadir|insentif"),
    ("wage", (
        r"\bupah\b|\bgaji\b|\bhonor(?:arium)?\b|take home|\bbayaran\b|"
        r"\b(?:dibayar(?:kan)?|diterima|diberikan|hak)(?: (?:kepada|oleh|untuk|ke|bersih))? "
        r"(?:pekerja|tenaga|karyawan|petugas|personi?e?l|buruh)\b"
    )),
    ("person", (
        r"^nama(?: lengkap| pekerja| tenaga(?: kerja)?| petugas| karyawan| personil)?$|^nama\b(?!.*(?:jabatan|"
        r"pekerjaan|barang))"
    )),
    ("title", (
        r"jabatan|posisi|^bagian$|^tugas$|^bidang tugas|jenis tenaga|jenis pekerjaan|tenaga kerja|uraian|"
            r"^pekerjaan|^tenaga|profesi|"
        r"klasifikasi|kualifikasi|keterangan pekerjaan|personil$|^jenis$|formasi|nama pekerjaan|item|deskripsi"
    )),
    ("count", (
        r"^(?:jumlah|jml|jlh)\.?(?: (?:orang|tenaga(?: kerja)?|personil|personel|pekerja|petugas|org|tk|"
        r"kebutuhan))?(?: \(?(?:orang|org)\)?)?$|^(?:vol(?:ume)?\.?|qty|kuantitas|banyaknya|kebutuhan|orang|"
        r"personil)(?: \(?orang\)?)?$|jumlah (?:orang|tenaga|personil|personel|pekerja)"
    )),
    ("unit", r"^satuan(?! harga)|^sat\.?$"),
    ("price", r"harga|biaya satuan|biaya/|unit price|tarif|tagihan"),
    ("total", r"^jumlah\b.*(?:rp|harga|biaya|bulan|total)|^total|^jumlah$|sub ?total|nilai"),
    ("period", r"^(?:bulan|waktu|jangka waktu|lama|durasi|masa)"),
    ("employer", r"pihak kedua|perusahaan|pemberi kerja|pengusaha|penyedia|beban perusahaan|vendor|majikan"),
    ("worker", r"^pekerja|karyawan|tenaga kerja|peserta|beban (?:pekerja|karyawan)"),
)  # fmt: skip
_PEOPLE_CELL = re.compile(
    r"\s*(?:\d{1,4}|\w+(?: \w+)?)\s*(?:\([^)]*\)\s*)?(?:orang|org|personil|personel|pax)\b|\s*\d{1,4}\s*$",
    re.IGNORECASE,
)
_RULES = tuple((column, re.compile(pattern)) for column, pattern in _COLUMNS)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell in the reading: its text and place ((0, 0) when it was left out)."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return re.sub(r"\s+", " ", self.text.lower()).strip(" |:.")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with classified columns. ``header`` is lower case; ``start:end`` its extent in the reading."""

    start: int
    end: int
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    heads: tuple[str, ...] = ()
    """The header as printed."""

    def column(self, kind: Column) -> int | None:
        """The index of the first column of a kind."""
        return self.columns.index(kind) if kind in self.columns else None

    def all_of(self, kind: Column) -> list[int]:
        return [i for i, c in enumerate(self.columns) if c == kind]


def grids(reading: Reading) -> tuple[Grid, ...]:
    """Every table of the document, its columns classified by head and content."""
    made = (_grid(reading, table) for table in reading.structure.tables)
    # With its "semula" column left out, what remains of an addendum's table is running text.
    return tuple(g for g in made if "menjadi" not in g.columns and g.end > g.start and not _is_prose(g))


def _is_prose(grid: Grid) -> bool:
    """Numbered paragraphs set in two columns ("2.1 | Tenaga kerja terdiri atas ...") are running text."""
    if any(grid.header):
        return False
    longest = sorted(max((len(c.text) for c in row), default=0) for row in grid.rows)
    return bool(longest) and longest[len(longest) // 2] > 75


def _grid(reading: Reading, table: Table) -> Grid:
    rows = tuple(tuple(_cell(reading, cell) for cell in row) for row in table.rows)
    header = tuple(re.sub(r"\s+", " ", h.lower()).strip(" |:.") for h in table.header)
    heads = tuple(re.sub(r"\s+", " ", h).strip(" |:.") for h in table.header)
    start, end = reading.span(table.start, table.end)
    if not any(header) and rows and _looks_like_header(rows[0]):
        header, heads, rows = tuple(c.low for c in rows[0]), tuple(c.text for c in rows[0]), rows[1:]
    return Grid(start, end, header, tuple(_columns(header, rows)), rows, heads)


def _cell(reading: Reading, cell: Cell) -> GridCell:
    if not cell.spans:
        return GridCell(cell.text, 0, 0)
    start = reading.at(cell.spans[0][0])
    end = reading.at(cell.spans[-1][1])
    if any(reading.at(a) == reading.at(b) for a, b in cell.spans):
        return GridCell("", 0, 0)
    return GridCell(cell.text, start, end)


def _looks_like_header(row: Sequence[GridCell]) -> bool:
    named = sum(any(rule.search(cell.low) for _, rule in _RULES) for cell in row)
    return named >= 2 and not any(list(find_amounts(cell.text, bare=True)) for cell in row)


def _columns(header: Sequence[str], rows: Sequence[Sequence[GridCell]]) -> Iterator[Column]:
    for index, head in enumerate(header):
        yield _column(head, [row[index] for row in rows if index < len(row)])


def _column(head: str, cells: Sequence[GridCell]) -> Column:
    head = head.lstrip("+-–—*•. ")
    found = next((column for column, rule in _RULES if rule.search(head)), "other")
    if found in ("title", "person") and sum(1 for c in cells if _PEOPLE_CELL.match(c.text)) * 2 > len(cells):
        return "count"
    if found in ("count", "total"):
        # "Jumlah" heads people as often as money; the cells tell.
        amounts = sum(1 for c in cells if any(a.value >= 10_000 for a in find_amounts(c.text, bare=True)))
        return "total" if amounts * 2 > max(1, len(cells)) else "count"
    return found  # type: ignore[return-value]


def cell_amount(cell: GridCell) -> Decimal | None:
    """The amount in a cell, with or without a currency sign; None when there is none or more than one."""
    found = list(find_amounts(cell.text, bare=True))
    if len(found) == 1:
        return found[0].value
    bare = cell.text.strip(" |")
    if not found and re.fullmatch(r"\d{5,9}", bare):
        return parse_figures(bare)
    return None
