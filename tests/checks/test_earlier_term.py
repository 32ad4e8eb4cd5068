"""A fixed-term contract that tells the term it extends."""

from __future__ import annotations

import pytest
from written_facts import contract, findings

SINCE_2022 = "Perjanjian ini merupakan perpanjangan dari PKWT yang berlaku sejak 1 Februari 2022 sampai dengan "
RENEWED = "Perjanjian ini adalah pembaruan PKWT yang berlaku sejak 1 Februari 2022 sampai dengan 31 Januari 2026."
NUMBERED = "Perpanjangan PKWT Nomor 12/X/2021 tanggal 20 Januari 2022, masa 1 Februari 2022 s.d. 31 Januari 2026."


@pytest.mark.parametrize(
    ("said", "ends", "verdict", "total"),
    [
        (SINCE_2022 + "31 Januari 2026.", "2027-01-31", "satisfied", "60 bulan"),
        (SINCE_2022 + "31 Januari 2026.", "2027-02-28", "violated", "61 bulan"),
        (SINCE_2022 + "31 Januari 2025.", "2027-01-31", "satisfied", "48 bulan"),
        (NUMBERED, "2027-02-28", "violated", "61 bulan"),
        (RENEWED, "2027-02-28", "unclear", "61 bulan"),
        (RENEWED, "2027-01-31", "satisfied", "60 bulan"),
        ("Perpanjangan PKWT masa 2 Februari 2021 s.d. 31 Januari 2026.", "2027-01-31", "violated", "71 bulan"),
        ("Perpanjangan PKWT masa 1 Februari 2021 s.d. 31 Januari 2026.", "2027-01-31", "unclear", "72 bulan"),
        ("Perpanjangan PKWT masa 1 Februari 2020 s.d. 31 Januari 2021.", "2027-01-31", "unclear", "24 bulan"),
        ("Perpanjangan PKWT masa 1 Februari 2026 s.d. 31 Januari 2027.", "2027-01-31", "satisfied", "12 bulan"),
        ("Perjanjian ini bukan perpanjangan dari masa 1 Mei 2021 s.d. 30 April 2025.", "2028-01-31", "satisfied", ""),
        ("Perpanjangan dapat dilakukan paling lambat 7 hari sebelum berakhir.", "2027-01-31", "satisfied", "12 bulan"),
    ],
)
def test_terms_are_added(said: str, ends: str, verdict: str, total: str) -> None:
    """The term told before counts with this one; only an extension under one law is a breach, the rest for a person."""
    subject = contract("pkwt", signed="2026-02-01", starts="2026-02-01", ends=ends)
    found = findings(subject, "pkwt-duration-cap", said=said)[0]
    assert found.verdict == verdict
    assert found.calculation is not None
    assert total in found.calculation.result


def test_nothing_is_added_without_a_first_day() -> None:
    """Without a date of this contract no term is before it."""
    subject = contract("pkwt", signed=None, starts=None, ends=None)
    assert findings(subject, "pkwt-duration-cap", said=NUMBERED)[0].verdict == "unclear"
