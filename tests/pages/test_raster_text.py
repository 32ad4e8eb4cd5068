"""Words out of a PDF's own characters: the same text as the slow library gives, in the right places."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import hostile
import pdfplumber
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.geometry import Box
from extractor.pages.raster import PdfFile
from extractor.pages.textlayer import PageFrame
from extractor.pages.types import RawPage

LINES = [
    "PASAL 5  UPAH DAN TUNJANGAN",
    "(1) Upah pokok sebesar Rp4.250.000,00 (empat juta dua ratus lima puluh ribu rupiah)",
    "(2) Iuran JKK 0,24% dan JKM 0,30% ditanggung Pihak Pertama; JHT 3,7% / 2%.",
    "No. Jabatan          Jumlah   Tarif",
    "1.  Petugas kebersihan   12   3.100.000",
]


@contextmanager
def raw_page(content: bytes, number: int = 1) -> Iterator[RawPage]:
    document = PdfFile(bytearray(content))
    try:
        with document.page(number) as page:
            yield page.raw
    finally:
        document.close()


def written(operators: bytes, *, entries: bytes = b"", media_box: bytes = b"0 0 595 842") -> bytes:
    """A page with these content operators and Helvetica as /F1."""
    return hostile.page(
        contents=hostile.stream(operators), resources=hostile.HELVETICA, entries=entries, media_box=media_box
    )


def texts(content: bytes) -> list[str]:
    with raw_page(content) as raw:
        return [word.text for word in raw.text_words]


@pytest.mark.parametrize("size", [5, 8, 11])
def test_the_words_are_those_of_the_slow_library(size: int) -> None:
    """At every font size the words equal pdfplumber's with a tolerance relative to the font size."""
    content = written(hostile.text_operators(LINES, size=size))
    with raw_page(content) as raw, pdfplumber.open(io.BytesIO(content)) as slow:
        theirs = slow.pages[0].extract_words(x_tolerance_ratio=0.15)
        inside = [w for w in theirs if w["x0"] < 595]
        assert Counter(w.text for w in raw.text_words) == Counter(w["text"] for w in inside)
        boxes = {w["text"]: Box(w["x0"], w["top"], w["x1"], w["bottom"]) for w in inside if w["x1"] <= 595}
        for word in raw.text_words:
            if word.text in boxes and boxes[word.text].width > 20:
                assert word.box.x0 == pytest.approx(boxes[word.text].x0, abs=0.6)
                assert word.box.x1 == pytest.approx(boxes[word.text].x1, abs=0.6)


def test_words_set_close_together_are_not_glued() -> None:
    """Words placed one by one with a narrow gap and no blank between them stay apart; letters of a word together."""
    operators = b"BT /F1 8 Tf 60 700 Td [(Rp) -20 (4.000) -200 (per) -180 (bulan)] TJ ET"
    assert texts(written(operators)) == ["Rp4.000", "per", "bulan"]


def test_a_word_drawn_in_pieces_is_one_word() -> None:
    """Pieces that touch are one word, whatever the drawing order of the file cuts them into."""
    operators = b"BT /F1 12 Tf 60 700 Td (Perjan) Tj (jian) Tj 0 -20 Td (Ker) Tj (ja) Tj ET"
    assert texts(written(operators)) == ["Perjanjian", "Kerja"]


def test_lines_are_numbered_as_printed() -> None:
    """Words of one printed line share its number."""
    with raw_page(written(hostile.text_operators(["satu dua", "tiga", "empat lima enam"]))) as raw:
        assert [word.line for word in raw.text_words] == [0, 0, 1, 2, 2, 2]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_pages_own_rotation_is_applied(turn: int) -> None:
    """With /Rotate the boxes are those of the page as shown, and turning them back gives the unturned page."""
    operators = hostile.text_operators(["kiri atas"])
    with raw_page(written(operators)) as plain, raw_page(written(operators, entries=b"/Rotate %d" % turn)) as turned:
        assert (turned.width, turned.height) == ((842, 595) if turn in (90, 270) else (595, 842))
        for before, after in zip(plain.text_words, turned.text_words, strict=True):
            expected = before.box.turned(turn, width=595, height=842)
            assert after.text == before.text
            assert _sides(after.box) == pytest.approx(_sides(expected), abs=0.1)


def _sides(box: Box) -> list[float]:
    return [box.x0, box.y0, box.x1, box.y1]


@pytest.mark.parametrize("matrix", [b"0 1 -1 0 300 100", b"0 -1 1 0 300 700", b"-1 0 0 -1 500 400"])
def test_text_that_runs_another_way_still_makes_words(matrix: bytes) -> None:
    """A page scanned sideways or upside down with a text layer gives whole words, not letters."""
    operators = b"q %s cm BT /F1 12 Tf 0 0 Td (upah pokok pekerja dibayar setiap bulan) Tj ET Q" % matrix
    assert texts(written(operators)) == ["upah", "pokok", "pekerja", "dibayar", "setiap", "bulan"]


def test_a_crop_box_away_from_the_origin_shifts_the_boxes() -> None:
    """Places are counted from the visible corner, and text outside the visible part is not read."""
    operators = b"BT /F1 12 Tf 150 650 Td (terlihat) Tj -130 150 Td (tersembunyi) Tj ET"
    with raw_page(written(operators, entries=b"/CropBox [100 100 500 700]")) as raw:
        assert (raw.width, raw.height) == (400, 600)
        (word,) = raw.text_words
        assert word.text == "terlihat"
        assert word.box.x0 == pytest.approx(50, abs=0.5)
        assert 35 < word.box.y0 < 50


def test_a_filled_form_field_is_read() -> None:
    """What was typed into a form field belongs to the contract though it is not in the page's content."""
    appearance = hostile.stream(
        b"BT /F1 12 Tf 2 4 Td (Rp5.000.000) Tj ET",
        entries=b"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << %s >>" % hostile.HELVETICA,
    )
    widget = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (upah) /V (Rp5.000.000) /Rect [100 600 300 620] "
        b"/AP << /N 5 0 R >> /F 4 >>"
    )
    content = hostile.page(
        contents=hostile.stream(hostile.text_operators(["Upah:"])),
        resources=hostile.HELVETICA,
        entries=b"/Annots [6 0 R]",
        others={5: appearance, 6: widget},
    )
    with raw_page(content) as raw:
        found = {word.text: word.box for word in raw.text_words}
    assert set(found) == {"Upah:", "Rp5.000.000"}
    assert 98 < found["Rp5.000.000"].x0 < 110
    assert 220 < found["Rp5.000.000"].y0 < 242


def test_a_stamp_over_a_line_does_not_cut_its_words() -> None:
    """Text of a stamp annotation comes after the printed words; the printed words and the page's size stay whole."""
    appearance = hostile.stream(
        b"BT /F1 12 Tf 2 4 Td (LUNAS) Tj ET",
        entries=b"/Type /XObject /Subtype /Form /BBox [0 0 60 20] /Resources << %s >>" % hostile.HELVETICA,
    )
    stamp = b"<< /Type /Annot /Subtype /Stamp /Rect [100 776 160 796] /AP << /N 5 0 R >> /F 4 >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << %s >> /Annots [6 0 R] >>" % hostile.HELVETICA,
        4: hostile.stream(hostile.text_operators(["Perjanjian kerjasama pengamanan"])),
        5: appearance,
        6: stamp,
    }
    with raw_page(hostile.pdf(objects)) as raw:
        assert [word.text for word in raw.text_words] == ["Perjanjian", "kerjasama", "pengamanan", "LUNAS"]
        assert [word.line for word in raw.text_words] == [0, 0, 0, 1]
        assert (raw.width, raw.height) == (595, 842)
        assert raw.text_words[0].box.y0 == pytest.approx(66.6, abs=1)


def test_characters_outside_every_script_are_marked_not_dropped() -> None:
    """A font without a map to characters leaves a mark the words stage can see and refuse."""
    font = (
        b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b"/Encoding << /Type /Encoding /Differences [65 /g1 /g2 /g3] >> >> >>"
    )
    content = hostile.page(contents=hostile.stream(b"BT /F1 12 Tf 60 700 Td (ABC) Tj ET"), resources=font)
    with raw_page(content) as raw:
        joined = "".join(word.text for word in raw.text_words)
    joined.encode("utf-8")
    assert "\x00" not in joined


def test_a_page_without_text_has_no_words() -> None:
    """An empty page gives an empty tuple."""
    assert texts(hostile.page()) == []


def test_ruled_lines_are_found_however_they_are_drawn() -> None:
    """Strokes, thin boxes and the sides of a frame are rulings; a clip or a filled area is not."""
    operators = (
        b"100 700 m 400 700 l S "  # a stroke
        b"100 650 300 0.8 re f "  # a thin box
        b"100 500 200 100 re S "  # a frame: four sides
        b"0 0 595 842 re W n "  # a clip
        b"300 100 100 100 re f"  # an area
    )
    with raw_page(written(operators)) as raw:
        boxes = sorted((r.box for r in raw.rulings), key=lambda b: (b.y0, b.x0))
    assert len(boxes) == 6
    assert sum(r.width > r.height for r in boxes) == 4
    assert boxes[0].y0 == pytest.approx(142, abs=1)
    assert boxes[0].x1 == pytest.approx(400, abs=1)


def test_rulings_inside_a_form_stand_where_the_form_is_drawn() -> None:
    """The matrix of a form object moves what is drawn in it."""
    form = hostile.stream(
        b"0 0 m 100 0 l S", entries=b"/Type /XObject /Subtype /Form /BBox [0 -5 200 5] /Matrix [1 0 0 1 50 0]"
    )
    content = hostile.page(
        contents=hostile.stream(b"q 2 0 0 2 100 400 cm /F Do Q"),
        resources=b"/XObject << /F 5 0 R >>",
        others={5: form},
    )
    with raw_page(content) as raw:
        (ruling,) = raw.rulings
    assert [ruling.box.x0, ruling.box.x1] == pytest.approx([200, 400], abs=2.5)
    assert (ruling.box.y0 + ruling.box.y1) / 2 == pytest.approx(442, abs=2)


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(*[st.floats(0, 300)] * 2),
    st.lists(st.tuples(*[st.floats(0, 1)] * 4), min_size=1, max_size=5),
)
def test_no_box_inside_the_visible_area_leaves_the_page(
    turn: int, corner: tuple[float, float], shares: list[tuple[float, float, float, float]]
) -> None:
    """Whatever the rotation and the offset of the page, a box inside it stays inside and keeps its area."""
    import numpy as np

    frame = PageFrame(left=corner[0], bottom=corner[1], right=corner[0] + 500, top=corner[1] + 700, turn=turn)
    rows = [
        [
            corner[0] + 500 * min(a, c),
            corner[1] + 700 * min(b, d),
            corner[0] + 500 * max(a, c),
            corner[1] + 700 * max(b, d),
        ]
        for a, b, c, d in shares
    ]
    boxes = np.array(rows)
    shown = frame.shown(boxes)
    assert (shown >= -1e-6).all()
    assert (shown[:, 2] <= frame.width + 1e-6).all()
    assert (shown[:, 3] <= frame.height + 1e-6).all()
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    assert np.allclose((shown[:, 2] - shown[:, 0]) * (shown[:, 3] - shown[:, 1]), area, atol=1e-6)


def test_a_page_that_is_missing_in_the_file_is_an_error_not_an_empty_page() -> None:
    """A page the tree names but the file lacks must not look like a blank one."""
    from extractor.pages.raster import PageUnopenable

    content = hostile.wrong_count(hostile.plain(1), claimed=2)
    with pytest.raises(PageUnopenable), raw_page(content, 2):
        pass


def test_every_page_of_a_long_file_can_be_opened_and_closed() -> None:
    """Pages are read one after the other from one open file, each its own text."""
    document = PdfFile(bytearray(hostile.plain(30)))
    try:
        for number in range(1, document.page_count + 1):
            with document.page(number) as page:
                assert page.raw.text_words[1].text == str(number)
    finally:
        document.close()


def test_a_linearized_and_packed_file_reads_the_same() -> None:
    """Object streams and linearization change nothing in the words."""
    content = hostile.plain(2)
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(sink, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert texts(sink.getvalue()) == texts(content)
