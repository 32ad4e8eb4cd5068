"""Price lists read cell by cell from typed tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from facts_paper import paper
from test_positions import FIRMS

from extractor.facts import extract_facts
from extractor.facts.price_tables import signed_amount
from extractor.report import PricedRow, PriceTable

AFTER = "\nPasal 2\nPIHAK KEDUA menyediakan 5 orang satpam. Upah lembur dibayar."
LIST = """
No   Uraian                      Vol      Satuan         Harga Satuan (Rp)   Jumlah (Rp)
1    Petugas Kebersihan          6 x 10   Orang Bulan        3.050.000       183.000.000
2    Pengawas                    1 x 10   Orang Bulan        3.400.000        34.000.000
3    Alat dan bahan              10       Bulan              2.125.000        21.250.000
4    Potongan langganan                                                       (1.250.000)
     Jumlah                                                                  237.000.000
     Jasa perusahaan 8 %                                                      18.960.000
     PPN 11 %                                                                 28.155.600
     Dibulatkan                                                              284.100.000
"""


def tables(body: str) -> tuple[PriceTable, ...]:
    return extract_facts(paper(f"{FIRMS}HARGA\nPasal 1\nHarga sebagai berikut:\n{body}{AFTER}")).price_tables


def plain(row: PricedRow) -> tuple[object, ...]:
    """A row's kind, factors, price and amount as plain numbers."""
    facts = (row.quantity, row.duration, row.unit_price, row.amount)
    return (row.kind, *(None if fact is None else int(fact.value) for fact in facts))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3.050.000", "3050000"),
        ("Rp 3.050.000,-", "3050000"),
        ("Rp. 3.050.000,00", "3050000"),
        ("3,871,052", "3871052"),
        ("1.250,50", "1250.50"),
        ("750", "750"),
        ("(1.250.000)", "-1250000"),
        ("(Rp 1.250.000)", "-1250000"),
        ("-1.250.000", "-1250000"),
        ("Rp -1.250.000", "-1250000"),
        ("– 1.250.000", "-1250000"),
        ("2.67O.000", "2670000"),
        ("-", "0"),
        ("Rp -", "0"),
        ("Nihil", "0"),
        ("0,00", "0"),
    ],
)
def test_an_amount_in_a_cell(text: str, amount: str) -> None:
    """An amount in any print is read with its sign; a dash is nothing."""
    assert signed_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "10 bulan", "Rp 5.000 per hari", "(1.250.000", "1.250.000)", "5 x 10", "Lihat lampiran"]
)
def test_a_cell_that_is_no_amount(text: str) -> None:
    """Words, products and half a bracket are no amount."""
    assert signed_amount(text) is None


def test_a_price_list_is_read_cell_by_cell() -> None:
    """Quantity, months, price and amount of every row, and the sums under them with their rates."""
    (table,) = tables(LIST)
    assert [plain(row) for row in table.rows] == [
        ("item", 6, 10, 3_050_000, 183_000_000),
        ("item", 1, 10, 3_400_000, 34_000_000),
        ("item", 10, None, 2_125_000, 21_250_000),
        ("item", None, None, None, -1_250_000),
        ("total", None, None, None, 237_000_000),
        ("fee", None, None, None, 18_960_000),
        ("tax", None, None, None, 28_155_600),
        ("rounding", None, None, None, 284_100_000),
    ]
    assert [row.rate for row in table.rows if row.rate] == [Decimal(8), Decimal(11)]
    assert table.amount_head == "Jumlah (Rp)"
    assert table.rows[0].unit == "Orang Bulan"


def test_every_cell_shows_where_it_stands() -> None:
    """Each figure has the page, the words as printed and a box of its own."""
    (table,) = tables(LIST)
    for row in table.rows:
        for cell in row.cells:
            assert [(e.page, bool(e.boxes)) for e in cell.evidence] == [(1, True)]
    price = table.rows[0].unit_price
    assert price is not None
    assert (price.evidence[0].quote, price.raw) == ("3.050.000", "3.050.000")


def test_a_list_that_runs_over_a_page() -> None:
    """Rows after a page break belong to the list and know their own page."""
    lines = LIST.strip("\n").split("\n")
    broken = "\n" + "\n".join([*lines[:3], "\f" + lines[0], *lines[3:]]) + "\n"
    found = tables(broken)
    rows = [row for table in found for row in table.rows]
    assert [row.kind for row in rows] == ["item"] * 4 + ["total", "fee", "tax", "rounding"]
    assert {e.page for row in rows for cell in row.cells for e in cell.evidence} == {1, 2}


def test_the_columns_a_price_is_made_of() -> None:
    """Without a total, the last price is the amount and the money before it its parts; the head may say months."""
    (table,) = tables("""
Posisi            Upah (Rp)     BPJS (Rp)   Jasa (Rp)   Harga/bulan (Rp)
Satpam            3.200.000     313.600     280.000     3.793.600
Resepsionis       3.100.000     303.800     270.000     3.673.800
""")
    assert [[int(part.value) for part in row.parts] for row in table.rows] == [
        [3_200_000, 313_600, 280_000],
        [3_100_000, 303_800, 270_000],
    ]
    assert [int(row.amount.value) for row in table.rows if row.amount] == [3_793_600, 3_673_800]


def test_the_head_of_the_amounts_may_name_months() -> None:
    """ "Jumlah 10 bulan" is kept as ten months."""
    (table,) = tables("""
No   Nama Jabatan        Honor per bulan (Rp)   Jumlah 10 bulan (Rp)
1    Penjaga Malam            1.800.000             18.000.000
2    Juru Parkir              1.700.000             17.000.000
     Jumlah                                         35.000.000
""")
    assert table.amount_months == 10
    assert [plain(row)[-1] for row in table.rows] == [18_000_000, 17_000_000, 35_000_000]


def test_a_list_of_wages_alone_is_no_price_list() -> None:
    """Where nothing follows from anything, there is nothing to add up."""
    assert (
        tables("""
Jabatan           Jumlah orang   Upah per bulan
Satpam            4              3.200.000
Resepsionis       2              3.100.000
""")
        == ()
    )


def test_what_is_paid_by_the_day_says_so() -> None:
    """A row's own words give its unit where no column does."""
    (table,) = tables("""
No  Komponen            Besaran          Keterangan
1   Gaji pokok          Rp 3.000.000     per bulan
2   Uang makan          Rp 20.000        per hari hadir
    Total               Rp 3.500.000
""")
    assert [row.unit for row in table.rows] == ["", "hari hadir", ""]


def test_a_sum_of_people_is_no_amount() -> None:
    """The total under the heads is not taken for one of wages."""
    found = tables("""
No   Jabatan             Jumlah (orang)   Upah pokok per bulan (Rp)
1    Kepala Jaga         1                3.300.000
2    Petugas Taman       9                3.100.000
     Jumlah seluruhnya   10
""")
    assert [plain(row)[-1] for table in found for row in table.rows if row.kind == "total"] == []


def test_one_column_of_money_with_a_sum_is_a_list() -> None:
    """A list of wage items needs no head over its amounts; a matrix of jobs is no such list."""
    (table,) = tables("""
No  Komponen            Besaran
1   Gaji pokok          Rp 3.000.000
2   Tunjangan jabatan   Rp 250.000
    Total               Rp 3.250.000
""")
    assert [plain(row)[-1] for row in table.rows] == [3_000_000, 250_000, 3_250_000]
    assert (
        tables("""
Komponen                 Satpam        Cleaner       Sopir
Upah pokok               3.000.000     2.900.000     3.100.000
BPJS Kesehatan           120.000       116.000       124.000
Jumlah per orang         3.120.000     3.016.000     3.224.000
""")
        == ()
    )
