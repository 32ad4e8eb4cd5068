"""Small rules on single words and lines: figures, repairs, heights, reading order, grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.geometry import Box
from extractor.words.calibration import calibrated
from extractor.words.engines import EngineName
from extractor.words.figures import agree, figure_kind, meaning, well_formed
from extractor.words.heights import even_heights
from extractor.words.lines import Piece, find_gutter, level, reading_order
from extractor.words.repair import repaired


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rp4.250.000,00", "amount"),
        ("3.750.000,-", "amount"),
        ("(1.250.000)", "amount"),
        ("3,7%", "percentage"),
        ("1,5‰", "percentage"),
        ("17-08-2023", "date"),
        ("05/01/2022,", "date"),
        ("3301124507890003", "identity"),
        ("01.234.567.8-901.000", "identity"),
        ("027/SPK/IV/2024", "identity"),
        ("2024", "number"),
        ("12", "number"),
        ("(1)", None),
        ("3.", None),
        ("upah", None),
        ("dan/atau", None),
    ],
)
def test_figures_are_recognised(text: str, kind: str | None) -> None:
    """Amounts, percentages, dates, identity numbers and contract numbers are figures; labels and words are not."""
    assert figure_kind(text) == kind


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Rp4.250.000,00", "4.250.000", True),
        ("Rp4.250.000,-", "Rp 4,250,000", True),
        ("4.250.000", "4.260.000", False),
        ("1.250.000,50", "1.250.000", False),
        ("3,7%", "3.7%", True),
        ("3,7%", "37%", False),
        ("17-08-2023", "17/08/2023", True),
        ("027/SPK/IV/2024", "027/SPK/1V/2024", False),
        ("3301 1245 0789 0003", "3301124507890003", True),
    ],
)
def test_readings_are_compared_by_meaning(first: str, second: str, same: bool) -> None:
    """Blanks and thousands separators do not matter; a decimal comma and every digit do."""
    assert agree(first, second) is same


@given(st.integers(1000, 10**12))
def test_an_amount_means_its_digits(amount: int) -> None:
    """However an amount is printed, its meaning is the plain number."""
    grouped = f"{amount:,}".replace(",", ".")
    for text in (grouped, f"Rp{grouped},00", f"Rp. {grouped},-", f"({grouped})"):
        assert meaning(text) == str(amount)
    assert well_formed(grouped)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("JI.", "Jl."),
        ("J1.", "Jl."),
        ("Ji.", "Jl."),
        ("Jin", "Jin"),
        ("JIn.", "Jln."),
        ("2,5%o", "2,5‰"),
        ("(l)", "(1)"),
        ("PlHAK", "PIHAK"),
        ("PiHAK", "PIHAK"),
        ("12/SPK/VIl/2024", "12/SPK/VII/2024"),
        ("lzin", "Izin"),
        ("luran", "Iuran"),
        ("1.25O.000", "1.250.000"),
        ("41.707:200", "41.707.200"),
        ("10:30", "10:30"),
        ("lembur", "lembur"),
        ("Pasal", "Pasal"),
        ("SOP", "SOP"),
        ("Soal", "Soal"),
        ("III", "III"),
    ],
)
def test_only_certain_misreadings_are_repaired(read: str, meant: str) -> None:
    """A word is changed only where no other reading is possible."""
    assert repaired(read) == meant


def test_heights_follow_the_font_not_the_ink() -> None:
    """Words with and without tall letters on one line get boxes of the same height, from ascent to descent."""
    # 10 point letters on a baseline at 100: capitals 7.1 high, small letters 5.3, tails 2.1 deep.
    ink = [("Upah", Box(0, 92.9, 20, 102.1)), ("sama", Box(24, 94.7, 44, 100)), ("-", Box(48, 97, 52, 98))]
    boxes = even_heights(ink)
    assert {(round(b.y0, 1), round(b.y1, 1)) for b in boxes} == {(90.9, 102.3)}
    assert [b.x0 for b in boxes] == [0, 24, 48]


def test_heights_of_small_letters_alone() -> None:
    """A line without any tall letter is measured by its small letters."""
    (box,) = even_heights([("sama", Box(0, 94.7, 20, 100))])
    assert box.y0 == pytest.approx(90.9, abs=0.1)
    assert box.y1 == pytest.approx(102.3, abs=0.1)


def test_a_line_of_punctuation_keeps_its_boxes() -> None:
    """Dots of a blank field say nothing about the font."""
    dots = Box(0, 99, 60, 100)
    assert even_heights([(".....", dots)]) == [dots]


def two_columns() -> list[Piece]:
    """Twenty lines left and right under a title, given row by row; even indices are left."""
    pieces = [Piece(index=100, box=Box(200, 20, 400, 34))]
    for row in range(20):
        y = 60 + 18 * row
        pieces.append(Piece(index=2 * row, box=Box(40, y, 280, y + 12)))
        pieces.append(Piece(index=2 * row + 1, box=Box(320, y + 1, 560, y + 13)))
    return pieces


def test_columns_are_read_one_after_the_other() -> None:
    """The title comes first, then the whole left column, then the right one."""
    gutter = find_gutter(two_columns(), width=600)
    assert gutter is not None
    assert 280 <= gutter <= 320
    order = [line[0].index for line in reading_order(two_columns(), width=600)]
    assert order == [100, *range(0, 40, 2), *range(1, 40, 2)]


def test_rows_of_a_table_are_read_across() -> None:
    """Cells side by side are no columns of running text: each row is one line."""
    cells = [
        Piece(index=10 * row + column, box=Box(x, 60 + 20 * row, x + 90, 72 + 20 * row))
        for row in range(12)
        for column, x in enumerate((40, 180, 330, 470))
    ]
    assert find_gutter(cells, width=600) is None
    assert [[p.index for p in line] for line in reading_order(cells, width=600)] == [
        [10 * row + column for column in range(4)] for row in range(12)
    ]


def test_level_takes_the_slope_out() -> None:
    """Two words of one line on a page that falls by a degree come to one height."""
    left, right = Box(0, 100, 20, 110), Box(500, 100 + 8.727, 520, 118.727)
    assert level(left, slope=1.0).middle_y == pytest.approx(level(right, slope=1.0).middle_y, abs=0.02)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["ppocr", "tesseract"]))
def test_calibration_keeps_the_order(first: float, second: float, engine: EngineName) -> None:
    """A word stated surer never becomes the less likely one, and every chance lies between 0 and 1."""
    low, high = (calibrated(c, engine=engine) for c in sorted((first, second)))
    assert 0 < low <= high < 1
