"""Number patterns: filled, read back, and refused."""

from __future__ import annotations

from datetime import date

import pytest
from letter_office import Desk

from api.letters import numbers

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("560/{urut}/DISNAKER/{tahun}", "560/12/DISNAKER/2026"),
        ("{urut:3}/{bulan}/{tahun}", "012/III/2026"),
        ("B-{urut}.{bulan_angka}.{tahun}", "B-12.03.2026"),
    ],
)
def test_a_pattern_is_filled_and_read_back(pattern: str, number: str) -> None:
    """The number holds counter, month and year; from the number, however spaced, the counter comes back."""
    assert numbers.problem(pattern) is None
    assert numbers.filled(pattern, sequence=12, day=DAY) == number
    assert numbers.sequence_in(pattern, f" {number.lower()} ".replace("/", " / "), day=DAY) == 12
    assert numbers.sequence_in(pattern, "400/X", day=DAY) is None
    assert numbers.sequence_in(pattern, number, day=date(2025, 1, 1)) is None


@pytest.mark.parametrize("pattern", ["560/2026", "560/{tahun}", "{urut}", "{urut}/{urut}/{tahun}", "{urut}/{tahun}/{x}", "{urut}{tahun}}" ])  # fmt: skip
def test_a_pattern_that_would_give_a_number_twice_is_refused(pattern: str) -> None:
    """Counter once and the year are needed; unknown fields are named."""
    assert numbers.problem(pattern) is not None


def test_the_next_number_follows_the_highest_of_its_year(desk: Desk) -> None:
    """A number typed by hand moves the counter on; one outside the pattern does not; a new year begins anew."""
    desk.issue(desk.draft(), "560/41/DISNAKER/2026")
    desk.issue(desk.draft(), "400/900")
    with desk.context.sessions() as session:
        pattern = "560/{urut}/DISNAKER/{tahun}"
        assert numbers.proposed(session, org="utama", pattern=pattern, day=DAY) == "560/42/DISNAKER/2026"
        assert numbers.proposed(session, org="utama", pattern=pattern, day=date(2027, 1, 4)) == "560/1/DISNAKER/2027"
        assert numbers.proposed(session, org="lain", pattern=pattern, day=DAY) == "560/1/DISNAKER/2026"
        assert numbers.used(session, org="utama", number="400 / 900")
