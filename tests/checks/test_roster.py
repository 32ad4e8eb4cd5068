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
    ("pukul 07.00 - 07.00", "24", None, None, True),
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
