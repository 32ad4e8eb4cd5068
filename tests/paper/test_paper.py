"""PDF as the house writes it: heads repeated, pages numbered, any text harmless, the file's own data filled."""

from __future__ import annotations

import io
from decimal import Decimal

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from api import paper
from api.paper import Heading, Letterhead, PageBreak, Paragraph, Picture, Run, Space, Table, printable


def written(*blocks: paper.Block, **options: object) -> tuple[bytes, int]:
    out = io.BytesIO()
    pages = paper.write_pdf(blocks, out, title="Rekapitulasi", **options)  # type: ignore[arg-type]
    return out.getvalue(), pages


def texts(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        found = []
        for page in pdf.pages:
            found.append(page.extract_text())
            page.close()
        return found


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return out.getvalue()


def test_a_long_table_repeats_its_head_and_loses_no_row() -> None:
    """Every row of a table of several pages is there once, under a head on each page, with the pages numbered."""
    rows = [(f"Dinas {n:04d}", n, Decimal("2500000.50")) for n in range(450)]
    data, pages = written(Table(("Instansi", "Orang", "Upah"), rows, caption="Per instansi"))
    found = texts(data)
    assert len(found) == pages > 5
    assert all("Instansi Orang Upah" in page for page in found)
    assert all(f"Halaman {n} dari {pages}" in page for n, page in enumerate(found, start=1))
    whole = "\n".join(found)
    assert all(whole.count(f"Dinas {n:04d}") == 1 for n in range(450))
    assert "Per instansi" in found[0]


@pytest.mark.parametrize(("orientation", "wide"), [("portrait", False), ("landscape", True)])
def test_pages_are_a4_either_way(orientation: str, wide: bool) -> None:
    """The long side is 297 mm, upright or across."""
    data, _ = written(Paragraph.of("Isi"), orientation=orientation)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = [float(v) for v in pdf.pages[0].mediabox]
    assert (box[2] > box[3]) is wide
    assert max(box) == pytest.approx(841.89, abs=0.1)


def test_the_file_says_its_title_and_language() -> None:
    """Title, author and language stand in the file, the title is what a viewer shows, headings are bookmarks."""
    data, _ = written(Heading("Satu", 1), Heading("Dua", 3), Paragraph.of("isi"), author="Dinas Tenaga Kerja")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Rekapitulasi"
        assert str(pdf.docinfo["/Author"]) == "Dinas Tenaga Kerja"
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Satu"]
            assert [item.title for item in outline.root[0].children] == ["Dua"]


def test_text_is_never_markup() -> None:
    """Angle brackets, ampersands and tags are printed as they are, in paragraphs, heads and cells."""
    hostile = 'PT <b>A</b> & <img src="x"/> "B"'
    data, _ = written(
        Heading(hostile), Paragraph((Run(hostile, bold=True, italic=True, underline=True, size=9),)),
        Table((hostile,), [(hostile,), (hostile * 9,)]),
        letterhead=Letterhead(hostile, above=hostile, lines=(hostile,)),
    )  # fmt: skip
    assert texts(data)[0].count(hostile) >= 6


def test_a_letterhead_with_logo_stands_above_the_first_page_only() -> None:
    """Government, office and address head the first page; the second has none of it."""
    head = Letterhead(
        "DINAS TENAGA KERJA", above="PEMERINTAH KABUPATEN WANASARI", lines=("Jalan Merdeka 1",), logo=picture()
    )
    data, pages = written(Paragraph.of("satu"), PageBreak(), Paragraph.of("dua"), letterhead=head)
    found = texts(data)
    assert pages == 2
    assert "PEMERINTAH KABUPATEN WANASARI\nDINAS TENAGA KERJA\nJalan Merdeka 1" in found[0]
    assert "DINAS" not in found[1]
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].images) == 1
        pdf.pages[0].close()


def test_cells_hold_blocks_and_empty_tables_are_written() -> None:
    """A cell may hold paragraphs and a picture; a table without rows shows its head; no blocks make one page."""
    inner = (Paragraph((Run("tebal", bold=True),), marker="a."), Picture(picture(), 900, 450), Space(4))
    data, _ = written(Table((), [("kiri", inner)], widths=(1, 3), lines=False), Table(("Kosong",), []))
    assert "tebal" in texts(data)[0]
    assert "Kosong" in texts(data)[0]
    assert written()[1] == 1


def test_a_cell_higher_than_a_page_is_split() -> None:
    """A very long cell goes on on the next page instead of stopping the document."""
    _, pages = written(Table(("Uraian",), [("kata " * 4000,)]))
    assert pages > 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rp1.000 − 5 ≥ 3 → x", "Rp1.000 – 5 >= 3 -> x"),
        ("“kutip” – café €", "“kutip” – café €"),
        ("Đặng Şükran ﬁ", "?ang Sükran fi"),
        ("nol\x00\x07 \u200bspasi\ufeff", "nol spasi"),
        ("工", "?"),
        ("☐ ya ☒ tidak", "[ ] ya [x] tidak"),
    ],
)
def test_what_the_fonts_lack_is_replaced_by_what_says_the_same(text: str, said: str) -> None:
    """Signs become signs of the code page, letters lose accents they cannot keep, the rest is a question mark."""
    assert printable(text) == said
    said.encode("cp1252")
