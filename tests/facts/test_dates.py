"""Dates in figures, in words and in both, with the slips of scanners."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.facts.dates import add_months, find_dates, find_months, last_day, month_of

ONE: tuple[tuple[str, str], ...] = (
    ("4 Januari 2022", "2022-01-04"),
    ("04 Januari 2022", "2022-01-04"),
    ("1 Pebruari 2019", "2019-02-01"),
    ("16 Nopember 2011", "2011-11-16"),
    ("30 Agustus 2023", "2023-08-30"),
    ("3 Jan 2024", "2024-01-03"),
    ("17 Agt 2020", "2020-08-17"),
    ("31-Des-2023", "2023-12-31"),
    ("02-01-2025", "2025-01-02"),
    ("02 – 01 – 2020", "2020-01-02"),
    ("30/08/2023", "2023-08-30"),
    ("2-3-2020", "2020-03-02"),
    ("01.02.2021", "2021-02-01"),
    ("01-09-10", "2010-09-01"),
    ("10/26/2021", "2021-10-26"),
    ("5/XII/2022", "2022-12-05"),
    ("1 Juli 2O24", "2024-07-01"),
    ("l5 Maret 2020", "2020-03-15"),
    ("17 Agusius 2023", "2023-08-17"),
    ("9 Desernber 2018", "2018-12-09"),
    ("5 0ktober 2021", "2021-10-05"),
    ("tanggal 01 bulan Februari tahun 2022", "2022-02-01"),
    ("tanggal dua puluh tujuh bulan April tahun dua ribu enam belas", "2016-04-27"),
    ("tanggal TIGA bulan FEBRUARI tahun DUA RIBU DUA PULUH", "2020-02-03"),
    ("tanggal Enam belas bulan Pebruari tahun Dua ribu\nsembilan", "2009-02-16"),
    ("tanggal lima bulan Delapan tahun Dua Ribu Empat Belas", "2014-08-05"),
    ("tanggal satu bulan dua belas tahun dua ribu dua puluh", "2020-12-01"),
    ("tanggal dua bulan Januari tahun dua ribu duapuluh dua", "2022-01-02"),
    ("lima belas bulan Januari tahun dua ribu dua puluh lima (15-01-2025)", "2025-01-15"),
    ("dua puluh bulan Mei tahun dua ribu delapan belas (20 – 05 – 2018)", "2018-05-20"),
    ("tiga puluh bulan Juni tahun dua ribu tujuh belas (30/06/17)", "2017-06-30"),
    ("tanggal 5 (lima) bulan Januari tahun 2024 (dua ribu dua puluh empat)", "2024-01-05"),
    ("tanggal dua Maret dua ribu dua puluh", "2020-03-02"),
    ("hari Rabu, 15 Januari 2025", "2025-01-15"),
    ("Jum'at tanggal 7 Juni 2019", "2019-06-07"),
    ("28\nPebruari 2010", "2010-02-28"),
    ("1 Mei\n2016", "2016-05-01"),
    ("29 Februari 2024", "2024-02-29"),
    ("tgl. 9 September 2022", "2022-09-09"),
    ("March 3, 2021", "2021-03-03"),
)


@pytest.mark.parametrize(("text", "day"), ONE)
def test_a_date_is_read(text: str, day: str) -> None:
    """One printed date gives that day."""
    assert [f.value.isoformat() for f in find_dates(text)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "31 Februari 2020",
        "Pasal 1.2.10",
        "No. 13 Tahun 2003",
        "12 bulan tahun 2024",
        "Undang-Undang Nomor 6 Tahun 2023",
        "40/2023/PKS",
        "tanggal ...... bulan ...... tahun ......",
        "08-11-22-33",
        "99 Januari 2020",
        "5 Juta 2020",
        "021/SPP/II/2009",
        "32-13-2020",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    """An impossible day, a law's number, a blank or a contract number is no date."""
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 Februari s.d 31 Desember 2025", ["2025-02-03", "2025-12-31"]),
        ("1 s.d. 30 Juni 2024", ["2024-06-01", "2024-06-30"]),
        ("15 Desember s/d 14 Maret 2022", ["2021-12-15", "2022-03-14"]),
        ("1 Maret 2009 s/d 28 Pebruari 2010", ["2009-03-01", "2010-02-28"]),
        ("tanggal 1 Juli 2023 sampai dengan tanggal 30 Juni 2024", ["2023-07-01", "2024-06-30"]),
    ],
)
def test_ranges_give_both_ends(text: str, days: list[str]) -> None:
    """A year or month printed once belongs to both ends of a range."""
    assert [f.value.isoformat() for f in find_dates(text)] == days


def test_words_and_figures_that_differ_are_both_kept() -> None:
    """The words are the value, the figures in brackets the other reading."""
    found = next(find_dates("tanggal sepuluh bulan Mei tahun dua ribu dua puluh (11-05-2020)"))
    assert (found.value, found.other) == (date(2020, 5, 10), date(2020, 5, 11))


def test_months_without_a_day() -> None:
    """Month and year alone are read as months, not as dates."""
    assert [f.value for f in find_months("Januari s.d. Desember 2024")] == [date(2024, 1, 1), date(2024, 12, 1)]


@pytest.mark.parametrize(
    ("start", "months", "days", "end"),
    [
        (date(2023, 5, 1), 12, 0, date(2024, 4, 30)),
        (date(2024, 1, 31), 1, 0, date(2024, 2, 28)),
        (date(2022, 1, 17), 0, 335, date(2022, 12, 17)),
        (date(2024, 1, 8), 0, 60, date(2024, 3, 7)),
        (date(2020, 3, 1), 24, 0, date(2022, 2, 28)),
    ],
)
def test_the_last_day_of_a_period(start: date, months: int, days: int, end: date) -> None:
    """Twelve months from 1 May end on 30 April; days count both ends."""
    assert last_day(start, months=months, days=days) == end


def test_a_month_later_in_a_shorter_month() -> None:
    """The day is cut to the length of the month."""
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)


@pytest.mark.parametrize("word", ["juta", "hari", "pada", "tahun", "pasal", "april1x", "mar1tim"])
def test_other_words_are_no_month(word: str) -> None:
    """Only a month's name, or one a slip away from it, is a month."""
    assert month_of(word) is None
