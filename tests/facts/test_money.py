"""Amounts in rupiah, in figures, in words and in both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.facts.money import find_amounts, parse_figures

FIGURES: tuple[tuple[str, int], ...] = (
    ("Rp. 3.500.000,-", 3_500_000),
    ("Rp 61.050.000", 61_050_000),
    ("Rp61.407.500", 61_407_500),
    ("Rp 4.250.000,00", 4_250_000),
    ("Rp.750.000,-", 750_000),
    ("Rp 25,000,000", 25_000_000),
    ("Rp 3,871,052", 3_871_052),
    ("Rp 24.524.500,00", 24_524_500),
    ("IDR 5,200,000", 5_200_000),
    ("IDR 5.200.000,-", 5_200_000),
    ("RP 900.000", 900_000),
    ("rp 15.000", 15_000),
    ("Rp: 2.000.000", 2_000_000),
    ("Rp.\n198.000.000,-", 198_000_000),
    ("Rp 1 . 800.000", 1_800_000),
    ("Rp 1,800.000", 1_800_000),
    ("Rp 2.670.0OO,-", 2_670_000),
    ("Rp 4.I50.000", 4_150_000),
    ("Rp 3.S00.000", 3_500_000),
    ("Rp 2.B50.000", 2_850_000),
    ("Rp 500.000,=", 500_000),
    ("Rp 500.000.-", 500_000),
    ("Rp 4961753", 4_961_753),
    ("Rp 2,5 juta", 2_500_000),
    ("Rp 3 juta", 3_000_000),
    ("Rp 750 ribu", 750_000),
    ("Rp 1,2 miliar", 1_200_000_000),
    ("Rp 1.000", 1000),
    ("5.396.761 rupiah", 5_396_761),
    ("tiga juta rupiah", 3_000_000),
    ("satu juta dua ratus lima puluh ribu rupiah", 1_250_000),
    ("Rp 10.800,- per orang", 10_800),
    ("Rp. 40.000,-/hari", 40_000),
    ("Rp 118.000 sehari", 118_000),
    ("sebesar Rp. 1.620.000,- (satu juta enam ratus dua puluh ribu rupiah)", 1_620_000),
    ("Rp 150.000.000,- (seratus lima puluh juta rupiah)", 150_000_000),
    ("Rp2.917.000,00/bulan", 2_917_000),
    ("Rp 99.999.999.999", 99_999_999_999),
)


@pytest.mark.parametrize(("text", "value"), FIGURES)
def test_an_amount_is_read(text: str, value: int) -> None:
    """One printed amount gives one amount of that value."""
    assert [a.value for a in find_amounts(text)] == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "Nomor 112.345/2023",
        "NPWP 01.234.567.8-901.000",
        "tanggal 12.10.2023",
        "pukul 07.00 - 16.00",
        "Pasal 1.2.3",
        "12 bulan",
        "Kode Pos 27118",
        "40 jam seminggu",
        "dua belas orang",
        "Rp",
        "Rp ......",
    ],
)
def test_other_figures_are_no_amount(text: str) -> None:
    """Numbers, dates, times and blanks in a form give no amount."""
    assert list(find_amounts(text)) == []


@pytest.mark.parametrize(
    ("text", "figures", "words"),
    [
        ("Rp 61.407.500 (enam puluh enam juta sembilan ratus ribu rupiah)", 61_407_500, 66_900_000),
        ("Rp. 2.500.000,- [dua juta lima ratus ribu rupiah]", 2_500_000, 2_500_000),
        ("Rp 5.000.000 (lima juta)", 5_000_000, 5_000_000),
        ("Rp 7.250.000 terbilang: tujuh juta dua ratus lima puluh ribu rupiah", 7_250_000, 7_250_000),
        ("Rp 900.000,- (SEMBILAN RATUS RIBU RUPIAH)", 900_000, 900_000),
    ],
)
def test_figures_and_words_are_read_apart(text: str, figures: int, words: int) -> None:
    """Both readings are kept, whether or not they agree."""
    amount = next(find_amounts(text))
    assert (amount.figures, amount.words) == (Decimal(figures), Decimal(words))


def test_words_that_break_off_are_not_compared() -> None:
    """A misprint in the middle of the words gives no second value, so no false disagreement."""
    amount = next(find_amounts("Rp 7.500.000 (tujuh juta lxxa ratus ribu rupiah)"))
    assert amount.words is None


def test_bare_amounts_are_read_on_request() -> None:
    """A table's figures without a currency sign are amounts only where they are asked for."""
    assert [a.value for a in find_amounts("Satpam 4.961.753 309.613", bare=True)] == [Decimal(4961753), Decimal(309613)]
    assert list(find_amounts("Satpam 4.961.753 309.613")) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("12,5", "12.5"),
        ("900", "900"),
        ("abc", None),
        ("1.23.4", None),
    ],
)
def test_figures_alone(text: str, value: str | None) -> None:
    """Separators may be dots or commas; two figures after the last one are decimals."""
    assert parse_figures(text) == (None if value is None else Decimal(value))
