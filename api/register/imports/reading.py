"""A file with a list, opened with care: CSV in the encodings and separators of Indonesian offices, or XLSX.

A workbook is a ZIP of XML. What it would unpack to, and whether its XML declares a document type (the way to entity
tricks), is looked at before any of it is parsed; macros and formulas are refused, never run.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.parsers import expat

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from api.register.imports.cells import BROKEN, FORMULA
from api.register.imports.errors import ListRefused

MEBIBYTE = 1024 * 1024
MOST_BYTES = 20 * MEBIBYTE
MOST_COLUMNS = 100
MOST_PARTS = 500
MOST_UNPACKED = 160 * MEBIBYTE
_PART_LIMITS = (("xl/worksheets/", 120 * MEBIBYTE), ("xl/sharedStrings", 40 * MEBIBYTE), ("", 20 * MEBIBYTE))
"""By the beginning of the part's name. A sheet is read row by row; texts and styles are held in memory whole."""
_EXCEL_ROWS = 1_048_576
_MACRO = "Simpan ulang sebagai .xlsx (Buku Kerja Excel, tanpa makro) atau .csv, lalu unggah lagi."
_RESAVE = "Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau .csv, lalu unggah lagi."
_DAMAGE = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError, OSError, ArithmeticError, SyntaxError,
    NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error, expat.ExpatError,
)  # fmt: skip
"""What parsers say about a workbook that is damaged or made to harm; SyntaxError is the XML parsers' own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the file has it. ``number`` counts from 1, empty rows too: what a spreadsheet shows at its edge."""

    number: int
    cells: Sequence[object]

    @property
    def empty(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or the whole of a CSV file. ``lines`` is walked through once; empty ones are left out."""

    name: str
    lines: Iterator[Line]


def tables(data: bytes, *, filename: str) -> Iterator[Table]:
    """The tables of a file, one after the other. ListRefused when it is empty, too big, damaged, or not what its name
    says."""
    if not data.strip():
        raise ListRefused(
            "Berkas ini kosong; tidak ada yang diimpor.", remedy="Periksa berkasnya, lalu unggah yang berisi."
        )
    if len(data) > MOST_BYTES:
        raise ListRefused(
            f"Berkas ini lebih besar dari {MOST_BYTES // MEBIBYTE} MB; tidak ada yang diimpor.",
            remedy="Bagi daftarnya menjadi beberapa berkas.",
        )
    ending = filename.rpartition(".")[2].lower()
    if ending == "xlsm":
        raise ListRefused("Berkas ini buku kerja bermakro (.xlsm); tidak dibuka.", remedy=_MACRO)
    what = _content(data)
    if ending not in ("csv", "txt", "tsv", "xlsx"):
        raise ListRefused(f"Daftar harus berupa .csv atau .xlsx; ini {what}. Tidak ada yang diimpor.", remedy=_RESAVE)
    if (ending == "xlsx") != (what == "XLSX") or what not in ("XLSX", "teks"):
        raise ListRefused(f"Nama berkas berakhiran .{ending}, tetapi isinya {what}; tidak dibuka.", remedy=_RESAVE)
    return _workbook(data) if what == "XLSX" else iter((Table("", _csv_lines(data)),))


def _content(data: bytes) -> str:
    """What the bytes are, in a word for people."""
    start = data.lstrip()[:512].lower()
    if data.startswith(b"PK"):
        return _zip_content(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "Excel lama (.xls) atau berkas berkata sandi"
    if data.startswith(b"%PDF"):
        return "PDF"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")):
        return "halaman HTML"
    if start.startswith((b"<?xml", b"{\\rtf")):
        return "XML atau RTF"
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "bukan teks"
    return "teks"


def _zip_content(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except _DAMAGE:
        return "arsip ZIP yang rusak"
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return "XLSX"
    if "mimetype" in names:
        return "OpenDocument (misalnya .ods)"
    return "arsip ZIP lain"


def _workbook(data: bytes) -> Iterator[Table]:
    _inspect(data)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it leaves out; they are no part of a list.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except _DAMAGE as error:
        raise _damaged() from error
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield Table(sheet.title, _sheet_lines(sheet))
    finally:
        book.close()


def _inspect(data: bytes) -> None:
    """ListRefused for a workbook that would unpack to too much, holds macros, or declares a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            # ``zipfile`` never unpacks more than the directory says, so what the directory says is the bound.
            if (
                len(parts) > MOST_PARTS
                or sum(part.file_size for part in parts) > MOST_UNPACKED
                or any(part.file_size > _most(part.filename) for part in parts)
            ):
                raise ListRefused(
                    "Isi buku kerja ini terlalu besar setelah dibuka dari kemasannya; tidak dibuka.",
                    remedy="Salin daftarnya saja ke buku kerja baru, atau simpan sebagai .csv.",
                )
            if any(part.flag_bits & 1 for part in parts):
                raise ListRefused("Buku kerja ini berkata sandi; tidak dapat dibuka.", remedy=_RESAVE)
            if any("vbaproject" in part.filename.lower() for part in parts) or b"macroenabled" in (
                archive.read("[Content_Types].xml").lower()
            ):
                raise ListRefused("Buku kerja ini berisi makro; tidak dibuka.", remedy=_MACRO)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    with archive.open(part) as stream:
                        _refuse_document_type(stream.read)
    except _DAMAGE as error:
        raise _damaged() from error


def _most(name: str) -> int:
    return next(limit for start, limit in _PART_LIMITS if name.lstrip("/").startswith(start))


def _refuse_document_type(read: Callable[[int], bytes]) -> None:
    """Parse up to the root element: a document type can stand only before it."""
    found: list[str] = []
    parser = expat.ParserCreate()

    def declared(*_: object) -> None:
        raise ListRefused(
            "Buku kerja ini memuat deklarasi XML yang tidak dipakai lembar kerja biasa; tidak dibuka.", remedy=_RESAVE
        )

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, _attributes: found.append(name)
    while not found and (piece := read(4096)):
        parser.Parse(piece, False)


def _sheet_lines(sheet: object) -> Iterator[Line]:
    """The rows that say something. A cell with a formula, or with the error of one, says so itself."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # What the file claims about its size may be anything.
    nothing: object = None
    try:
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1)  # type: ignore[attr-defined]
        for number, row in enumerate(rows, start=1):
            if number > _EXCEL_ROWS:
                raise _damaged()
            if row is nothing or all(cell is EMPTY_CELL for cell in row):
                nothing = row  # The same one again for every row that is left out: a gap may be a million rows.
                continue
            line = Line(number, [_cell(cell) for cell in row])
            if line.empty:
                continue
            yield _within(line)
    except _DAMAGE as error:
        raise _damaged() from error


def _cell(cell: object) -> object:
    kind = getattr(cell, "data_type", "n")
    if kind == "f":
        return FORMULA
    if kind == "e":
        return BROKEN
    return cell.value  # type: ignore[attr-defined]


def _csv_lines(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    first = text.split("\n", 1)[0].strip()
    mark = first[4:5] if first.lower().startswith("sep=") else _separator(text)
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=mark or ";", strict=True), 1
        ):
            if number == 1 and first.lower().startswith("sep="):
                continue  # Excel's own mark of the separator, no row of the list
            line = Line(number, cells)
            if not line.empty:
                yield _within(line)
    except csv.Error as error:
        raise ListRefused(
            "Berkas CSV ini tidak dapat diurai; mungkin tanda kutipnya tidak berpasangan. Tidak ada yang diimpor.",
            remedy=_RESAVE,
        ) from error


def _decoded(data: bytes) -> str:
    """UTF-8, the UTF-16 of "Unicode text", or Windows-1252, in which older Excel saves."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListRefused(
        "Huruf dalam berkas ini tidak dapat dikenali; tidak ada yang diimpor.",
        remedy="Simpan ulang sebagai CSV UTF-8 atau .xlsx, lalu unggah lagi.",
    )


def _separator(text: str) -> str:
    """The one that cuts the first lines into the same number of cells, and into most of them."""
    best, score = ";", (0, 0)
    sample = "".join(text.splitlines(keepends=True)[:20])
    for mark in (";", "\t", ",", "|"):
        try:
            widths = [len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if cells]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=lambda width: (wide.count(width), width), default=0)
        if common and (wide.count(common), common) > score:
            best, score = mark, (wide.count(common), common)
    return best


def _within(line: Line) -> Line:
    if len(line.cells) > MOST_COLUMNS and not Line(line.number, line.cells[MOST_COLUMNS:]).empty:
        raise ListRefused(
            f"Baris {line.number} punya lebih dari {MOST_COLUMNS} kolom; tidak ada yang diimpor.",
            remedy="Hapus kolom yang tidak perlu, lalu unggah lagi.",
        )
    return line


def _damaged() -> ListRefused:
    return ListRefused("Buku kerja ini rusak atau tidak lengkap; tidak ada yang diimpor.", remedy=_RESAVE)
