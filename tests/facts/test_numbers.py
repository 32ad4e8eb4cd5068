"""Number words, as contracts spell them and as scanners misread them."""

from __future__ import annotations

import pytest

from extractor.facts.numbers import find_number_words, parse_number_words

WHOLE: tuple[tuple[str, int], ...] = (
    ("nol", 0),
    ("satu", 1),
    ("sembilan", 9),
    ("sepuluh", 10),
    ("sebelas", 11),
    ("dua belas", 12),
    ("sembilan belas", 19),
    ("dua puluh", 20),
    ("dua puluh satu", 21),
    ("sembilan puluh sembilan", 99),
    ("seratus", 100),
    ("seratus satu", 101),
    ("seratus sebelas", 111),
    ("dua ratus lima puluh", 250),
    ("sembilan ratus sembilan puluh sembilan", 999),
    ("seribu", 1000),
    ("seribu lima ratus", 1500),
    ("dua ribu dua puluh enam", 2026),
    ("sepuluh ribu", 10_000),
    ("seratus ribu", 100_000),
    ("seratus dua puluh lima ribu", 125_000),
    ("satu juta", 1_000_000),
    ("sejuta", 1_000_000),
    ("dua juta tujuh ratus lima puluh ribu", 2_750_000),
    ("tiga belas milyar", 13_000_000_000),
    ("satu miliar dua ratus juta", 1_200_000_000),
    ("dua triliun", 2_000_000_000_000),
    ("Dua Belas", 12),
    ("TUJUH BELAS", 17),
    ("tiga puluh satu juta empat ratus ribu rupiah", 31_400_000),
    ("( empat puluh lima )", 45),
    ("duapuluh lima", 25),
    ("duaribu duapuluh", 2020),
    ("limabelas", 15),
    ("seratuslimapuluhribu", 150_000),
    ("se ratus", 100),
    ("se ribu dua ratus", 1200),
    ("dua puluh\nempat", 24),
    ("tiga puluh sembi1an", 39),
    ("de1apan belas", 18),
    ("1ima puluh ribu", 50_000),
    ("empat ratus tuiuh puluh", 470),
    ("enam ratns ribu", 600_000),
)


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_number_words_are_read(text: str, value: int) -> None:
    """A number in words gives its value, glued, split, capitalised or slightly misread."""
    assert parse_number_words(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "tempat",
        "batas",
        "dua orang",
        "dua puluh dua puluh",
        "juta",
        "belas",
        "ratus lima",
        "kelas",
        "",
        "lima satu",
        "sebagai",
    ],
)
def test_other_words_are_no_number(text: str) -> None:
    """A word beside a number, a torn number or a word one letter away from one gives nothing."""
    assert parse_number_words(text) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sebanyak dua belas orang dan seorang pengawas", [12]),
        ("empat orang Pramubakti, tiga orang Pengemudi", [4, 3]),
        ("di tempat kerja selama enam bulan", [6]),
        ("antara satu, dua dan tiga", [1, 2, 3]),
        ("tahun dua ribu dua puluh empat tanggal lima", [2024, 5]),
    ],
)
def test_numbers_are_found_in_running_text(text: str, values: list[int]) -> None:
    """Each maximal run of number words is one number; real words between them end it."""
    assert [n.value for n in find_number_words(text)] == values


def test_a_found_number_knows_its_place() -> None:
    """The span covers exactly the number's words."""
    text = "gaji tiga juta rupiah"
    found = next(find_number_words(text))
    assert text[found.start : found.end] == "tiga juta"
