"""Files with lists: what is read, and what is refused before it can do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest

from api.register.imports import rows
from api.register.imports.cells import CellRefused, day, digits, money, names, text
from api.register.imports.errors import ListRefused
from models.register_import import ImportKind

FROM_A_SHEET = datetime.combine(date(2026, 3, 14), time(9))
RUP = ["Kode RUP", "Nama Paket", "Satuan Kerja", "Pagu (Rp)", "Tahun", "Awal", "Tanggal Mulai", "Tanggal Selesai"]


def book(*lines: list[object], heading: list[str] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    for line in [heading or RUP, *lines]:
        sheet.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return out.getvalue()


def read(data: bytes | str, *, kind: ImportKind = "agency", name: str = "daftar.csv") -> rows.Listing:
    return rows.read(data.encode() if isinstance(data, str) else data, kind=kind, filename=name)


def refused(data: bytes | str, *, kind: ImportKind = "agency", name: str = "daftar.csv") -> str:
    with pytest.raises(ListRefused) as caught:
        read(data, kind=kind, name=name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("Rp1.250.000.000,00", "1250000000"),
        ("Rp. 1.250.000.000", "1250000000"),
        ("1,250,000.50", "1250000.50"),
        ("1250000", "1250000"),
        ("1.250", "1250"),
        ("1.250,-", "1250"),
        (1_250_000_000.0, "1250000000"),
        (0.1 + 0.2, "0.30"),
        (75, "75"),
    ],
)
def test_amounts_as_offices_write_them(cell: object, amount: str) -> None:
    """Dots and commas of thousands and sen, and numbers of the spreadsheet, are exact rupiah."""
    assert money(cell) == Decimal(amount)


@pytest.mark.parametrize(
    "cell", ["-5", "(5.000)", -5, -0.5, "Rp-5.000", "1.25.0", "1,2,3", "lima juta", "1.000.00", "9" * 16, 1e300, True,
             date(2024, 1, 1), float("nan")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(cell: object) -> None:
    """Negative, absurd or ambiguous amounts are never guessed."""
    with pytest.raises(CellRefused):
        money(cell)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026-03-14T08:00:00", date(2026, 3, 14)),
        ("14/03/2026", date(2026, 3, 14)),
        ("4.3.2026", date(2026, 3, 4)),
        ("14 Maret 2026", date(2026, 3, 14)),
        ("Senin, 14-Agt-2026", date(2026, 8, 14)),
        ("14 Nopember 2026 10:15", date(2026, 11, 14)),
        (FROM_A_SHEET, date(2026, 3, 14)),
        (46095, date(2026, 3, 14)),
        ("Februari 2024", date(2024, 2, 1)),
        ("-", None),
    ],
)
def test_days_as_offices_write_them(cell: object, found: date | None) -> None:
    """Indonesian, ISO and spreadsheet days are the same day; the day stands before the month."""
    assert day(cell) == found


def test_a_month_as_an_end_is_its_last_day() -> None:
    """SiRUP plans by month: what ends in February ends with it."""
    assert day("Februari 2024", last=True) == date(2024, 2, 29)
    assert day("Des 2026", last=True) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "cell", ["31/02/2026", "03/25/2026", "14 Foo 2026", "kemarin", 12, 1e9, "01/01/0001", "14/03/26", float("inf")]
)
def test_what_is_no_day_is_refused(cell: object) -> None:
    """A day that is not in the calendar, or could be read in two ways, is said and not guessed."""
    with pytest.raises(CellRefused):
        day(cell)


def test_tax_numbers_keep_their_zeros() -> None:
    """Digits only; all zeros is none; a lost zero, a rounded number and an exponent are told."""
    assert digits("01.234.567.8-901.000", (15, 16), "NPWP") == "012345678901000"
    assert digits("00.000.000.0-000.000", (15, 16), "NPWP") == ""
    assert digits(None, (15, 16), "NPWP") == ""
    for cell, said in (
        (12345678901000, "nol di depannya"),
        (1234567890123456.0, "dibulatkan"),
        ("1,23E+14", "pangkat"),
    ):
        with pytest.raises(CellRefused, match=said):
            digits(cell, (15, 16), "NPWP")


def test_texts_lose_what_nobody_sees() -> None:
    """Control characters, invisible marks and double blanks go; Excel's ="…" is the text in it."""
    assert text("  Dinas\u00a0 Sosial\u200b\t ") == "Dinas Sosial"
    assert text('="0123"') == "0123"
    assert text("\u202eDinas") == "Dinas"
    assert names("Dinsos; Dinas Sos | -\nDinsos") == ("Dinsos", "Dinas Sos")
    with pytest.raises(CellRefused, match="paling banyak 255"):
        text("x" * 256)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_csv_in_every_encoding_and_separator(encoding: str, mark: str) -> None:
    """Names with accents, commas in quotes, and a title above the heading."""
    lines = ["Daftar penyedia", "", mark.join(("NPWP", "Nama Perusahaan", "Alamat")),
             mark.join(("", "CV Café Señor", '"Jl. A; No. 1, RT 2|3"'))]  # fmt: skip
    found = read("\r\n".join(lines).encode(encoding), kind="vendor")
    assert [(row.number, row.fields) for row in found.rows] == [
        (4, {"name": "CV Café Señor", "address": "Jl. A; No. 1, RT 2|3"})
    ]


def test_excels_own_mark_of_the_separator_is_no_row() -> None:
    """Row numbers stay those that a spreadsheet shows."""
    found = read("sep=,\nNama OPD,Kecamatan\nDinas A,Rawa\n\nDinas B,Rawa\n")
    assert [(row.number, row.fields["name"]) for row in found.rows] == [(3, "Dinas A"), (5, "Dinas B")]


def test_headings_in_any_order_case_and_wording() -> None:
    """Unknown columns are told, a second column of the same meaning too."""
    found = read("KECAMATAN;telepon;Nama  SKPD;Singkatan;OPD\nRawa;021;Dinas A;DA;x\n")
    assert found.ignored == ("telepon", "OPD")
    assert found.rows[0].fields == {"name": "Dinas A", "short_name": "DA", "district": "Rawa"}


def test_a_missing_column_is_named() -> None:
    """With the row of the heading, and a hint when it is another kind of list."""
    said = refused("Nama Paket;Satuan Kerja;Tahun\nA;B;2026\n", kind="rup")
    assert "Kolom “Kode RUP” dan “Pagu” tidak ada" in said
    assert "baris 1" in said
    said = refused("Kode Tender;Nama Paket;Satuan Kerja\n1;A;B\n", kind="rup")
    assert "lebih mirip daftar paket pengadaan LPSE/SPSE" in said
    assert "Baris judul kolom tidak ditemukan" in refused("a;b\n1;2\n")


def test_every_wrong_cell_of_a_row_is_said() -> None:
    """Not only the first one; the good rows are read all the same."""
    found = read(
        "Kode RUP;Nama Paket;Satuan Kerja;Pagu;Tahun;Mulai;Selesai\n"
        "1;Jasa;Dinas A;-5;26;1/3/2026;1/1/2026\n"
        "2;;Dinas A;5;2026;;\n"
        "3;Jasa;Dinas A;5;;;\n"
        "4;Jasa;Dinas A;5;;1/3/2026;\n",
        kind="rup",
    )
    assert [(p.column, p.text.split(";")[0]) for p in found.rows[0].problems] == [
        ("Pagu", "Jumlah uang negatif."),
        ("Tahun", "Tahun ini tidak dapat dibaca"),
        ("Akhir pelaksanaan", "Tanggal akhir lebih dahulu daripada tanggal awal."),
    ]
    assert [p.column for p in found.rows[1].problems] == ["Nama paket"]
    assert [p.column for p in found.rows[2].problems] == ["Tahun"]
    assert (found.rows[3].problems, found.rows[3].fields["year"]) == ((), 2026)


def test_workbooks_with_numbers_days_and_cover_sheets() -> None:
    """Numbers and dates of the spreadsheet are read as such, from the first sheet that has the heading."""
    made = openpyxl.Workbook()
    made.active.append(["Rekapitulasi RUP"])
    sheet = made.create_sheet("Data")
    sheet.append([])
    sheet.append(["ID RUP", "Paket", "Satker", "Pagu", "TA", "Mulai", "Selesai"])
    sheet.append(
        [
            50012345,
            "Jasa Keamanan",
            "Dinas A",
            1250000000.5,
            2026,
            datetime.combine(date(2026, 1, 1), time()),
            "31 Desember 2026",
        ]
    )
    out = io.BytesIO()
    made.save(out)
    (row,) = read(out.getvalue(), kind="rup", name="rup.xlsx").rows
    assert row == rows.Parsed(
        number=3,
        fields={
            "code": "50012345", "name": "Jasa Keamanan", "agency": "Dinas A", "budget": Decimal("1250000000.50"),
            "year": 2026, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
        },
    )  # fmt: skip


def test_formulas_are_refused_cell_by_cell() -> None:
    """A formula is no value: its row is wrong, wherever it stands, and it is never reckoned."""
    data = book(
        ["1", "Jasa", "Dinas A", "=SUM(1,2)", 2026], ["2", '=HYPERLINK("http://x")', "Dinas A", 5, 2026],
        ["3", "Jasa", "Dinas A", 5, 2026],
    )  # fmt: skip
    found = read(data, kind="rup", name="rup.xlsx").rows
    assert [[p.column for p in row.problems] for row in found] == [["Pagu"], ["Nama paket"], []]
    assert "rumus" in found[0].problems[0].text


@pytest.mark.parametrize("data", [b"", b"  \n ", b"Nama OPD;Kecamatan\n", "\ufeff".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """Also one with a heading and nothing below it."""
    assert "tidak ada yang diimpor" in refused(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("opd.csv", book(["x"]), "berakhiran .csv, tetapi isinya XLSX"),
        ("opd.xlsx", b"Nama OPD\nDinas A\n", "berakhiran .xlsx, tetapi isinya teks"),
        ("opd.xlsx", b"<html><table><tr><td>Nama OPD</td></tr></table>", "isinya halaman HTML"),
        ("opd.csv", b"<table><tr><td>Nama OPD</td></tr></table>", "isinya halaman HTML"),
        ("opd.csv", b"%PDF-1.7 x", "isinya PDF"),
        ("opd.csv", b"Nama OPD\0\1\2", "isinya bukan teks"),
        ("opd.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel lama"),
        ("opd.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel lama (.xls) atau berkas berkata sandi"),
        ("opd.xlsx", b"PK\x03\x04rusak", "arsip ZIP yang rusak"),
        ("opd.ods", b"PK\x03\x04rusak", "harus berupa .csv atau .xlsx"),
        ("opd.xlsm", book(["x"]), "bermakro"),
        ("opd.csv", b'Nama OPD;Alamat\nDinas A;"Jl. tanpa akhir\n', "tanda kutipnya"),
        ("opd.csv", b"Nama OPD;Alamat\nDinas \x81\x8d;x\n", "tidak dapat dikenali"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, data: bytes, said: str) -> None:
    """By its content, in words that say what it is."""
    assert said in refused(data, name=name)


def test_macros_are_refused_under_any_name() -> None:
    """A workbook with a macro part, or of a macro type, is not opened even when it is called .xlsx."""
    data = book(["x"])
    assert "berisi makro" in refused(repacked(data, {"xl/vbaProject.bin": b"x"}), name="opd.xlsx")
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    types = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    assert "berisi makro" in refused(repacked(data, {"[Content_Types].xml": types}), name="opd.xlsx")


def test_a_zip_bomb_is_not_unpacked() -> None:
    """What the workbook would unpack to is looked at first: 180 KB that would become 180 MB are refused."""
    data = repacked(book(["x"]), {"xl/worksheets/sheet1.xml": b" " * (180 * 1024 * 1024)})
    assert len(data) < 512 * 1024
    assert "terlalu besar setelah dibuka" in refused(data, name="opd.xlsx")
    many = repacked(book(["x"]), {f"xl/media/{i}.png": b"" for i in range(600)})
    assert "terlalu besar setelah dibuka" in refused(many, name="opd.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_xml_entities_are_refused(part: str) -> None:
    """A document type, the only way to entities, stands in no workbook that a spreadsheet program saves."""
    bomb = b'<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert "deklarasi XML" in refused(repacked(book(["x"]), {part: bomb}), name="opd.xlsx")


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet",
        b"<worksheet><sheetData><row r='1'><c r='1A'><v>x</v></c></row></sheetData></worksheet>",
        b"bukan xml",
    ],
)
def test_a_damaged_workbook_is_refused(sheet: bytes) -> None:
    """With a sentence, not an error of the parser."""
    said = refused(repacked(book(["x"]), {"xl/worksheets/sheet1.xml": sheet}), name="opd.xlsx")
    assert "rusak" in said or "tidak berisi tabel" in said


def test_a_row_far_below_does_not_take_forever() -> None:
    """A row number beyond what a spreadsheet can hold is damage, not a thousand million empty rows."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    far = (
        f'<worksheet xmlns="{name}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nama OPD</t></is></c></row>'
        '<row r="4000000000"><c r="A4000000000" t="inlineStr"><is><t>Dinas A</t></is></c></row></sheetData></worksheet>'
    ).encode()
    assert "rusak" in refused(repacked(book(["x"]), {"xl/worksheets/sheet1.xml": far}), name="opd.xlsx")


def test_a_list_that_is_too_long_or_too_wide_is_refused() -> None:
    """100,001 packages, 20,001 names, 101 columns, 20 MB: told with what to do."""
    head = "Kode RUP;Nama Paket;Satuan Kerja;Pagu;Tahun\n"
    line = "1;J;D;5;2026\n"
    assert "paling banyak 100.000 baris" in refused(head + line * 100_001, kind="rup")
    assert "paling banyak 20.000 baris" in refused("Nama OPD\n" + "A\n" * 20_001)
    assert "lebih dari 100 kolom" in refused("Nama OPD" + ";x" * 100 + "\n")
    assert "lebih besar dari 20 MB" in refused(b"Nama OPD\n" + b"A" * (20 * 1024 * 1024))


def test_an_empty_tail_of_a_sheet_counts_nothing() -> None:
    """Formatted but empty rows below the list are no rows."""
    made = openpyxl.Workbook()
    made.active.append(["Nama OPD"])
    made.active.append(["Dinas A"])
    made.active.cell(row=30_000, column=1).value = "  "
    out = io.BytesIO()
    made.save(out)
    assert len(read(out.getvalue(), name="opd.xlsx").rows) == 1
