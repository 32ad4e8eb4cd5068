"""Durations, rates, people and identifiers: the closed forms."""

from __future__ import annotations

import pytest

from extractor.facts.identifiers import find_nik, find_npwp, mended_month, plausible_nik
from extractor.facts.measures import find_durations, find_people, find_percents
from extractor.facts.mending import mend


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 (dua belas) bulan", [(12, "month")]),
        ("selama satu tahun", [(1, "year")]),
        ("335 hari kalender", [(335, "day")]),
        ("dua puluh empat bulan", [(24, "month")]),
        ("setahun sekali", [(1, "year")]),
        ("6 (enam) bulan dan 2 minggu", [(6, "month"), (2, "week")]),
        ("tahun 2023", []),
        ("8 jam sehari", [(1, "day")]),
    ],
)
def test_durations(text: str, expected: list[tuple[int, str]]) -> None:
    """A count with its unit, in figures, words or both."""
    assert [(d.count, d.unit) for d in find_durations(text)] == expected


def test_figures_and_words_of_a_duration_may_differ() -> None:
    """The number in brackets is kept when it is another one."""
    assert [d.words for d in find_durations("12 (sebelas) bulan")] == [11]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6,24%", ["6.24"]),
        ("0.30 %", ["0.30"]),
        ("5 (lima) persen", []),
        ("5 persen", ["5"]),
        ("JHT 3,7% dan 2%", ["3.7", "2"]),
    ],
)
def test_rates(text: str, expected: list[str]) -> None:
    """Percentages with a comma or a dot."""
    assert [str(p.value) for p in find_percents(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 (dua belas) orang", [12]),
        ("seorang pengawas", [1]),
        ("2 regu @ 4 orang", [8]),
        ("tiga regu @ 4 orang", [12]),
        ("[145 x 12]", [145]),
        ("per orang per bulan", []),
        ("3 shift @ 8 jam", []),
        ("sepuluh personil", [10]),
    ],
)
def test_people(text: str, expected: list[int]) -> None:
    """People in figures, words, teams and the notation of price lists; prices per person are none."""
    assert [p.count for p in find_people(text)] == expected


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("NPWP 02.417.338.1-013.000", ["024173381013000"]),
        ("N.P.W.P. : 01.782.464.5-424.000", ["017824645424000"]),
        ("NPWP : 0917 4420 3354 2000", ["0917442033542000"]),
        ("NPWP Penyedia : 0751 2096 4432 7000", ["0751209644327000"]),
        ("01.234.567.8-901.000", ["012345678901000"]),
        ("NPWP : ...............", []),
        ("1234 5678 9012 3456", []),
    ],
)
def test_npwp(text: str, digits: list[str]) -> None:
    """Dotted numbers anywhere, plain ones only after the label, blanks never."""
    assert [n.digits for n in find_npwp(text)] == digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("NIK : 3215011204950003", ["3215011204950003"]),
        ("No. KTP : 3215 0112 0495 0003", ["3215011204950003"]),
        ("pemegang KTP nomor 3215011204950003", ["3215011204950003"]),
        ("NIK Karyawan : GJP-2403117", []),
        ("NIK : 12345", []),
    ],
)
def test_nik(text: str, digits: list[str]) -> None:
    """Sixteen digits after NIK or KTP; a staff number is none."""
    assert [n.digits for n in find_nik(text)] == digits


@pytest.mark.parametrize(
    ("digits", "good"),
    [
        ("3215011204950003", True),
        ("3215015204950003", True),
        ("3215013904950003", False),
        ("0015011204950003", False),
        ("321501", False),
    ],
)
def test_a_nik_holds_province_and_birth_date(digits: str, good: bool) -> None:
    """The province, the day (plus 40 for women) and the month must be possible."""
    assert plausible_nik(digits) is good


@pytest.mark.parametrize(
    ("printed", "month", "mended"),
    [
        ("9/ADD/1/2025", 1, "9/ADD/I/2025"),
        ("9/ADD/1I/2009", 2, "9/ADD/II/2009"),
        ("9/ADD/111/2018", 3, "9/ADD/III/2018"),
        ("9/ADD/11/2018", 11, "9/ADD/11/2018"),
        ("9/ADD/11/2018", 2, "9/ADD/II/2018"),
        ("9/ADD/X1/2021", 11, "9/ADD/XI/2021"),
        ("9/ADD//2023", 3, "9/ADD/III/2023"),
        ("9/ADD/IV/2023", 4, "9/ADD/IV/2023"),
    ],
)
def test_a_misread_roman_month_is_mended(printed: str, month: int, mended: str) -> None:
    """Strokes read as figures or slashes become the numeral of the month again."""
    assert mended_month(printed, month=month) == mended


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("PERIANJIAN", "PERJANJIAN"),
        ("PIHIAK", "PIHAK"),
        ("seIanjutnya", "selanjutnya"),
        ("Keria", "Kerja"),
        ("Jarninan", "Jaminan"),
        ("lembar", "lembar"),
        ("pekerjanya", "pekerjanya"),
        ("mengadakan", "mengadakan"),
        ("beras", "beras"),
        ("Rosnidar", "Rosnidar"),
        ("Sugiarto", "Sugiarto"),
    ],
)
def test_only_slips_of_contract_words_are_mended(printed: str, mended: str) -> None:
    """A misprint of a contract's word is mended; real words and names stay."""
    assert mend(printed) == mended
