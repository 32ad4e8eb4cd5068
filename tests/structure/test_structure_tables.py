"""Tables: drawn and undrawn, wrapped, continued, and what is no table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from structure_paper import Paper

from extractor.geometry import Box
from extractor.structure import build_structure
from extractor.structure.types import Structure, Table
from extractor.words.types import Ruling

STAFF = (
    ("No", "Posisi", "Jumlah", "Upah per orang (Rp)", "Jumlah (Rp)"),
    ("1", "Petugas kebersihan gedung utama dan halaman", "12", "2.750.000", "33.000.000"),
    ("2", "Pengemudi", "3", "3.100.000", "9.300.000"),
    ("3", "Petugas taman dan pemelihara kolam ikan", "2", "2.700.000", "5.400.000"),
    ("", "Jumlah", "17", "", "47.700.000"),
)
WIDTHS = (28, 150, 60, 110, 100)
SHARES = (
    ("Program", "Pemberi Kerja", "Pekerja"),
    ("JKK", "0,24%", "-"),
    ("JKM", "0,30%", "-"),
    ("JHT", "3,70%", "2,00%"),
)
COSTS = (
    ("Komponen", "Satpam", "Pengemudi", "Kebersihan"),
    ("Upah pokok", "3.500.000", "3.600.000", "3.200.000"),
    ("Potongan makan", "(250.000)", "(250.000)", "(200.000)"),
    ("Fee 10 %", "325.000", "335.000", "300.000"),
)
CHANGES = (
    ("Semula", "Menjadi"),
    (
        "Jumlah petugas sebanyak 20 (dua puluh) orang terdiri dari 2 (dua) kepala regu dan anggota.",
        "Jumlah petugas sebanyak 16 (enam belas) orang terdiri dari 1 (satu) kepala regu dan anggota.",
    ),
    (
        "Biaya jasa sebesar Rp4.900.000,00 per orang per bulan.",
        "Biaya jasa sebesar Rp5.200.000,00 (lima juta dua ratus ribu rupiah) per orang per bulan.",
    ),
)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *(tuple(cell.text for cell in row) for row in table.rows)]


def between_text(
    widths: Sequence[float], rows: Sequence[Sequence[str]], *, ruled: bool, skew: float = 0.0, pad: float = 4.0
) -> Structure:
    paper = Paper(tight=True)
    paper.centre("Pasal 1")
    paper.para("(1) Jumlah tenaga kerja dan biaya per bulan adalah sebagai berikut :", hang=20)
    paper.table(widths, rows, ruled=ruled, pad=pad)
    paper.para(
        "(2) Uang makan Rp20.000,00 per hari dan transport Rp15.000,00 per hari dibayarkan bersama upah.", hang=20
    )
    return build_structure(paper.finish(skew=skew))


@pytest.mark.parametrize(
    ("ruled", "skew"), [(True, 0.0), (True, 0.8), (True, -0.8), (False, 0.0), (False, 0.5), (False, -0.6)]
)
@pytest.mark.parametrize(
    ("widths", "rows"),
    [(WIDTHS, STAFF), ((150, 110, 110), SHARES), ((140, 100, 100, 100), COSTS), ((220, 230), CHANGES)],
    ids=["staff", "shares", "costs", "changes"],
)
def test_table_cells(widths: Sequence[float], rows: Sequence[Sequence[str]], ruled: bool, skew: float) -> None:
    """Drawn or not, straight or turned, the head and every cell come out whole."""
    structure = between_text(widths, rows, ruled=ruled, skew=skew)
    assert [cells(t) for t in structure.tables] == [[tuple(row) for row in rows]]
    assert [s.label for s in structure.root.walk() if s.kind == "ayat"] == ["1", "2"]


def test_cell_spans_lead_to_its_words() -> None:
    """The text at a cell's spans is the cell's text, and its box holds the boxes of its words."""
    structure = between_text(WIDTHS, STAFF, ruled=False)
    (table,) = structure.tables
    text = structure.text.text
    for row in table.rows:
        for cell in row:
            assert " ".join(text[a:b] for a, b in cell.spans) == cell.text
            for a, b in cell.spans:
                assert table.start <= a < b <= table.end
                for placed in structure.text.between(a, b):
                    assert cell.box.x0 <= placed.word.box.x0 <= placed.word.box.x1 <= cell.box.x1
                    assert cell.box.y0 <= placed.word.box.y0 <= placed.word.box.y1 <= cell.box.y1


def test_sentences_in_cells_stay_in_one_piece() -> None:
    """The old and the new wording of an addendum are each one stretch of the text."""
    for ruled in (True, False):
        flat = between_text((220, 230), CHANGES, ruled=ruled).text.text.replace("\n", " ")
        for row in CHANGES[1:]:
            for sentence in row:
                assert sentence in flat


def test_table_with_only_an_outer_frame() -> None:
    """Rows without lines between them are told apart by their figures."""
    paper = Paper(tight=True)
    paper.table((28, 150, 60, 110), [("No", "Nama", "Umur", "Upah (Rp)"), *STAFFERS], inner=False, pad=1)
    (table,) = build_structure(paper.finish()).tables
    assert cells(table) == [("No", "Nama", "Umur", "Upah (Rp)"), *STAFFERS]


STAFFERS = [(str(i), f"Pekerja Contoh{i}", f"2{i}", "2.750.000") for i in range(1, 10)]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("repeated", [True, False])
def test_table_over_two_pages(ruled: bool, repeated: bool) -> None:
    """A table that goes on overleaf is one table, whether or not its head is printed again."""
    head = ("No", "Nama", "Umur", "Upah (Rp)")
    paper = Paper(tight=True, bottom=300)
    paper.para("Daftar pekerja :")
    paper.table((28, 150, 60, 110), [head, *STAFFERS], ruled=ruled, head_again=head if repeated else None)
    paper.para("Demikian daftar ini dibuat untuk dipergunakan sebagaimana mestinya.")
    (table,) = build_structure(paper.finish()).tables
    assert table.pages == (1, 2)
    assert cells(table) == [head, *STAFFERS]


def test_two_tables_on_following_pages_stay_two() -> None:
    """A table at the top of a page is no continuation when text stands between."""
    paper = Paper(tight=True)
    paper.table((150, 110, 110), SHARES)
    paper.para("Iuran untuk tahun berikutnya diatur tersendiri.")
    paper.new_page()
    paper.table((150, 110, 110), SHARES)
    assert [t.pages for t in build_structure(paper.finish()).tables] == [(1,), (2,)]


def test_merged_head_cells() -> None:
    """A head cell over two columns and a head in two rows are joined by column."""
    paper = Paper(tight=True)
    paper.table(
        (150, 110, 110, 110),
        [("Posisi", "Upah", "Iuran", ""), ("", "(Rp)", "Perusahaan", "Pekerja"),
         ("Satpam", "3.500.000", "4,24%", "3,00%"), ("Pengemudi", "3.600.000", "4,24%", "3,00%")],
    )  # fmt: skip
    (table,) = build_structure(paper.finish()).tables
    assert table.header == ("Posisi", "Upah (Rp)", "Iuran Perusahaan", "Pekerja")
    assert len(table.rows) == 2


def test_form_grid_of_a_work_order() -> None:
    """The drawn grid of a work order is a table whose cells keep "label : value" together."""
    paper = Paper(tight=True)
    paper.centre("SURAT PERINTAH KERJA")
    paper.table(
        (225, 225),
        [("Satuan Kerja : Dinas Contoh Kota Magelang", "Tanggal SPK : 4 Maret 2023"),
         ("Paket Pekerjaan : Jasa Kebersihan Gedung Kantor Tahun 2023", "Nomor Undangan : 5/UND/2023")],
    )  # fmt: skip
    structure = build_structure(paper.finish())
    (table,) = structure.tables
    texts = [cell for row in cells(table) for cell in row]
    assert "Paket Pekerjaan : Jasa Kebersihan Gedung Kantor Tahun 2023" in texts
    assert "Tanggal SPK : 4 Maret 2023" in texts


def test_form_box_on_every_page_is_a_header() -> None:
    """A document box that repeats on every page is a header and no table."""
    paper = Paper(tight=True)
    for n in (1, 2, 3):
        paper.y = 30
        paper.table(
            (150, 200, 100),
            [("PT Tirta Jelita", "PERJANJIAN KERJA", "FM-HRD-07"), ("Revisi 2", "Divisi SDM", f"Hal {n}")],
        )
        paper.para(f"Ketentuan halaman {n} mengatur hal yang berbeda dari halaman sebelumnya dan sesudahnya." * n)
        if n < 3:
            paper.new_page()
    structure = build_structure(paper.finish())
    assert structure.tables == ()
    assert sum(line.role != "body" for line in structure.lines) >= 6


def test_traces_of_rulings_are_left_out_of_cells() -> None:
    """Bars that a scanner read as "|" stand in the text but in no cell."""
    paper = Paper(tight=True)
    rows = [
        ("No", "|", "Posisi", "|", "Upah"),
        ("1", "|", "Satpam", "|", "3.500.000"),
        ("2", "|", "Pengemudi", "|", "3.600.000"),
    ]
    paper.table((40, 20, 150, 20, 100), rows, ruled=False)
    structure = build_structure(paper.finish())
    (table,) = structure.tables
    assert cells(table) == [("No", "Posisi", "Upah"), ("1", "Satpam", "3.500.000"), ("2", "Pengemudi", "3.600.000")]
    assert structure.text.text.count("|") == 6


def test_prose_forms_and_lists_are_no_tables() -> None:
    """Justified text, "label : value" rows, lists with indents, signatures and amounts in lists make no table."""
    paper = Paper(tight=True)
    paper.para(
        "Upah pokok sebesar Rp2.750.000,00 dan tunjangan Rp300.000,00 dibayarkan setiap tanggal 25 bulan berjalan. " * 4
    )
    for label, value in (
        ("Nama", "Laras Widuri"),
        ("Upah pokok", "Rp2.000.000,00"),
        ("Makan", "Rp300.000,00"),
        ("NIK", "3371 0102 0304 0005"),
    ):
        paper.pair(label, value, at=150)
    for i in range(1, 6):
        paper.put(f"{i}.", paper.left)
        paper.put("Menyediakan seragam dua stel bagi pekerja setiap tahun.", paper.left + 40)
        paper.y += paper.pitch
    paper.para("a. Gaji pokok : Rp2.000.000,00")
    paper.para("b. Tunjangan hadir : Rp300.000,00")
    paper.side_by_side([
        ["PIHAK KEDUA", "CV Resik Sentosa", "", "", "Bagas Prakoso", "NIP 19790226 200604 2 001"],
        ["PIHAK PERTAMA", "PT Tirta Jelita", "", "", "Laras Widuri", "NIP 19800301 200801 1 002"],
    ])  # fmt: skip
    assert build_structure(paper.finish()).tables == ()


def test_typewriter_face_is_no_table() -> None:
    """Words set far apart, as by a typewriter or in justified lines, make no columns."""
    paper = Paper()
    for i in range(14):
        paper.put(f"Pihak kedua wajib membayar upah pekerja nomor {i} setiap bulan", paper.left, blank=9.5 + i % 3)
        paper.y += paper.pitch
    assert build_structure(paper.finish()).tables == ()


def test_text_in_a_frame_is_read_as_text() -> None:
    """A page with a frame around it gives its articles; the table drawn inside the frame stays a table."""
    paper = Paper(tight=True)
    top = paper.y - 6
    for n in (1, 2):
        paper.centre(f"Pasal {n}")
        paper.para(
            "(1) Upah dibayar setiap bulan oleh penyedia jasa kepada pekerja yang ditempatkan di lokasi.", hang=20
        )
        paper.para("(2) Rincian biaya adalah sebagai berikut :", hang=20)
        paper.table((150, 150, 151), SHARES)
    for _ in range(20):
        paper.para("Ketentuan lain mengenai pelaksanaan pekerjaan diatur dalam berita acara tersendiri.")
    for x in (paper.left, paper.right):
        paper.rulings[0].append(Ruling(Box(x, top, x + 0.5, paper.y + 6)))
    for y in (top, paper.y + 6):
        paper.rulings[0].append(Ruling(Box(paper.left, y, paper.right, y + 0.5)))
    structure = build_structure(paper.finish())
    assert [s.label for s in structure.root.children if s.kind == "pasal"] == ["1", "2"]
    assert [s.label for s in structure.root.walk() if s.kind == "ayat"] == ["1", "2", "1", "2"]
    assert [cells(t) for t in structure.tables] == [[tuple(row) for row in SHARES]] * 2
