"""A wage stated net, or with contributions in it, against the minimum wage."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import WAGE_2026, contract, findings, position, text

NET = "Upah bersih yang dibayarkan sebesar Rp2.800.000 per bulan."
WITH = "Upah pekerja sudah termasuk iuran BPJS Ketenagakerjaan dan BPJS Kesehatan."


def amount(wage: Any, said: str, *, period: Any = "month", place: str = "Kabupaten Bengkulu Tengah") -> Any:
    subject = contract("pkwt", positions=(position(wage=wage, period=period),), work_place=text(place))
    if not place:
        subject = contract(
            "pkwt", positions=(position(wage=wage, period=period),), work_place=None, parties=(), signed_at=None
        )
    return findings(subject, "wage-minimum", said=said)[1]


@pytest.mark.parametrize(
    ("wage", "said", "verdict"),
    [
        (WAGE_2026, NET, "satisfied"),
        (2_800_000, NET, "unclear"),
        (2_800_000, "Take home pay pekerja Rp2.800.000.", "unclear"),
        (2_800_000, "Gaji netto Rp2.800.000.", "unclear"),
        (2_800_000, "Upah diterima setelah dipotong iuran dan pajak.", "unclear"),
        ("2680079.41", NET, "unclear"),
        ("2680079.39", NET, "violated"),
        (2_400_000, NET, "violated"),
        (2_800_000, "Upah dibayar penuh. Lingkungan kerja harus bersih.", "violated"),
        (2_800_000, "Upah tidak dibayar secara bersih melainkan bruto.", "violated"),
        (3_000_000, WITH, "unclear"),
        (2_900_000, WITH, "violated"),
        ("3290901.80", WITH, "unclear"),
        (3_290_902, WITH, "satisfied"),
        (3_000_000, "Upah belum termasuk iuran BPJS.", "satisfied"),
        (3_000_000, "Upah tidak termasuk iuran BPJS.", "satisfied"),
        (3_000_000, "Harga pekerjaan meliputi upah dan termasuk iuran BPJS.", "satisfied"),
        (3_000_000, "Upah pekerja dibayar bulanan.", "satisfied"),
    ],
)
def test_net_and_lumped_wages(wage: Any, said: str, verdict: str) -> None:
    """The wage before deductions decides: what a net or lumped wage leaves open goes to a person."""
    found = amount(wage, said)
    assert found.verdict == verdict
    assert (found.violations == ("wage_below_minimum",)) is (verdict == "violated")


def test_the_conversion_is_shown() -> None:
    """The note names the rates: workers pay 4 per cent in 2026, and the lowest tax bracket is 5."""
    notes = " ".join(amount(2_800_000, NET).notes)
    assert "100% - 9%" in notes
    assert "100% + 11,74%" in " ".join(amount(3_000_000, WITH).notes)


@pytest.mark.parametrize(("wage", "verdict"), [(2_317_000, "unclear"), (2_100_000, "violated")])
def test_a_net_wage_without_a_place(wage: int, verdict: str) -> None:
    """Where the place is not known, a net wage is held against the country's lowest minimum with the same bounds."""
    assert amount(wage, NET, place="").verdict == verdict


@pytest.mark.parametrize(("wage", "verdict"), [(105_000, "unclear"), (100_000, "violated")])
def test_a_net_day_wage(wage: int, verdict: str) -> None:
    """A day's net wage is converted before it is counted to the month."""
    assert amount(wage, NET, period="day").verdict == verdict
