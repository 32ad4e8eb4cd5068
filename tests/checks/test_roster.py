"""Working time read from words and from clause details."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_facts import clause

from extractor.checks.roster import read_roster, read_words

WORDS: tuple[tuple[str, str | None, str | None, int | None, bool], ...] = (
    # text, hours a day, hours a week, days, between clock times
    ("8 (delapan) jam sehari dan 40 (empat puluh) jam seminggu", "8", "40", None, False),
    ("7 (tujuh) jam dalam satu hari atau 40 (empat puluh) jam dalam 1 (satu) minggu", "7", "40", None, False),
    ("Senin s/d Jumat pukul 08.00 - 16.00 WIB", "8", "40", 5, True),
    ("Senin s/d Jum'at pukul 08.00-16.00", "8", "40", 5, True),
    ("Senin s/d Jum’at 08.00-16.00", "8", "40", 5, True),
    ("Selasa sampai dengan Minggu pukul 08.00-14.00", "6", "36", 6, True),
    ("Kamis - Senin, 08.00 - 15.00", "7", "35", 5, True),
    ("Senin-Sabtu 07.00 s.d 15.00", "8", "48", 6, True),
    ("Senin s.d Jumat pukul 07.00 s.d 15.30 WIB, Sabtu pukul 07.00 s.d 12.00 WIB", "8.5", "47.5", 6, True),
    ("2 (dua) shift @ 12 jam", "12", None, None, False),
    ("tiga regu masing-masing 8 (delapan) jam", "8", None, None, False),
    ("shift malam pukul 19.00 sampai dengan 07.00", "12", None, None, True),
    ("pukul 07.00 - 07.00", None, None, None, False),
    ("pengamanan 24 jam sehari dengan 3 shift @ 8 jam", "8", None, None, False),
    ("penjagaan 24 (dua puluh empat) jam", None, None, None, False),
    ("Senin s/d Minggu dalam tiga shift masing-masing 8 jam", "8", None, None, False),
    ("Senin s/d Minggu pukul 07.00-15.00, 15.00-23.00 dan 23.00-07.00 bergiliran shift", "8", None, None, True),
    ("2 shift 12 jam, tanpa hari libur", "12", None, 7, False),
    ("dua regu masing-masing 12 jam, 7 hari seminggu", "12", None, 7, False),
    ("12 jam per hari selama 7 hari seminggu", "12", None, 7, False),
    ("bekerja setiap hari tanpa libur pukul 06.00-18.00", "12", None, 7, True),
    ("6 hari kerja dalam seminggu, 7 jam per hari", "7", None, 6, False),
    ("5 jam kerja per hari", "5", None, None, False),
    ("7,5 jam sehari", "7.5", None, None, False),
    ("menyesuaikan kebutuhan pengguna jasa", None, None, None, False),
    ("Roster 14 hari kerja : 7 hari istirahat", None, None, None, False),
    ("pelaporan kecelakaan 2 x 24 jam", None, None, None, False),
    ("0 jam sehari", None, None, None, False),
)


@pytest.mark.parametrize(("said", "daily", "weekly", "days", "clock"), WORDS, ids=[w[0][:30] for w in WORDS])
def test_words(said: str, daily: str | None, weekly: str | None, days: int | None, clock: bool) -> None:
    """Rosters as contracts write them."""
    roster = read_words(said)
    assert roster.daily == (Decimal(daily) if daily else None)
    assert roster.weekly == (Decimal(weekly) if weekly else None)
    assert roster.days == days
    assert roster.clock is clock


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("penjagaan 24 jam", True),
        ("pukul 07.00-07.00", True),
        ("3 shift @ 8 jam selama 24 jam", False),
        ("8 jam sehari", False),
    ],
)
def test_a_post_around_the_clock_is_nobodys_day(said: str, whole: bool) -> None:
    """A post manned for 24 hours says nothing about one person's hours."""
    assert read_words(said).whole_day is whole


def test_a_manned_week_of_shifts_is_nobodys_week() -> None:
    """Seven days of a post in shifts are not seven days of one worker, unless the text says there is no rest."""
    manned = clause("working_hours", quote="Senin s/d Minggu", hours_per_day="8", days_per_week="7", shift="true")
    assert read_roster(manned).days is None
    restless = clause("working_hours", quote="tanpa hari libur", hours_per_day="12", days_per_week="7", shift="true")
    assert read_roster(restless).days == 7


def test_a_whole_day_in_the_details_is_not_taken() -> None:
    """24 hours measured by the facts stage are the post's, not the worker's."""
    assert read_roster(clause("working_hours", quote="penjagaan 24 jam", hours_per_day="24")).daily is None


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("08.00-17.00 dengan istirahat 1 (satu) jam", "1"),
        ("istirahat selama 30 menit", "0.5"),
        ("istirahat siang 1,5 jam", "1.5"),
        ("istirahat setelah 4 jam kerja", None),
        ("istirahat mingguan satu hari", None),
        ("08.00-17.00", None),
    ],
)
def test_printed_breaks(said: str, rest: str | None) -> None:
    """A printed break is read in hours."""
    assert read_words(said).rest == (Decimal(rest) if rest else None)


def test_details_come_first() -> None:
    """What the facts stage measured is taken before the words are read again."""
    made = read_roster(clause("working_hours", quote="pukul 07.00-19.00", hours_per_day="9", days_per_week="5"))
    assert (made.daily, made.days, made.clock) == (Decimal(9), 5, False)


def test_a_clock_detail_is_a_span() -> None:
    """Hours measured between clock times may hold a break."""
    made = read_roster(clause("working_hours", quote="jadwal", clock_hours_per_day="1E+1"))
    assert (made.daily, made.clock) == (Decimal(10), True)


@pytest.mark.parametrize("days", ["0", "8", "2.5", "tujuh"])
def test_days_that_cannot_be(days: str) -> None:
    """A number of days no week has is not taken."""
    assert read_roster(clause("working_hours", quote="jadwal", days_per_week=days)).days is None
