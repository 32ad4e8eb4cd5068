"""Indonesian formats, and the covering of personal numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from api.routes import web_format as form


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1234567", "Rp1.234.567"), ("0", "Rp0"), ("486000000.50", "Rp486.000.000,50"), ("-1500", "-Rp1.500")],
)
def test_money_is_written_with_dots_and_shows_sen_only_when_there_are_any(amount: str, written: str) -> None:
    """Rupiah are grouped by dots; sen follow a comma."""
    assert form.rupiah(Decimal(amount)) == written


def test_percentages_drop_useless_zeros_and_use_a_comma() -> None:
    """3.70 is written 3,7% and 10 stays 10%."""
    assert [form.percent(Decimal(n)) for n in ("3.70", "10", "0.24")] == ["3,7%", "10%", "0,24%"]


def test_dates_and_times_are_in_words_and_in_an_indonesian_time_zone() -> None:
    """A moment in UTC is shown in the server's Indonesian zone or in WIB, with the zone's name."""
    assert form.long_date(date(2025, 3, 1)) == "1 Maret 2025"
    shown = form.moment(datetime(2026, 11, 24, 4, 5, tzinfo=UTC))
    assert shown in ("24 November 2026 11.05 WIB", "24 November 2026 12.05 WITA", "24 November 2026 13.05 WIT")


def test_runs_of_pages_are_drawn_together() -> None:
    """Pages 1, 2, 3, 5 and 7 become 1–3, 5 dan 7."""
    assert form.page_list([3, 1, 2, 7, 5, 5]) == "1–3, 5 dan 7"
    assert form.page_list([]) == ""


def test_sizes_are_rounded_for_people() -> None:
    """Bytes become KB and MB with a decimal comma."""
    assert [form.file_size(n) for n in (77, 2048, 1_300_000, 104_857_600, 75_000_000_000)] == [
        "77 byte",
        "2 KB",
        "1,2 MB",
        "100 MB",
        "69,8 GB",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 6471051203880004 atas nama", "NIK 647105••••••••04 atas nama"),
        ("NIK : 6471 0512 0388 0004", "NIK : 6471 05•• •••• ••04"),
        ("N.I.K. 64710512O388OOO4", "N.I.K. 647105••••••••O4"),
        ("NPWP 01.765.432.1-722.000", "NPWP 01.765.4••.•-•••.•00"),
        ("hubungi 0812-5534-7781 segera", "hubungi 0812-55••-••81 segera"),
        ("+62 812 5534 7781", "+62 812 5••• ••81"),
        ("Telp. (0542) 765432", "Telp. (0542) ••••32"),
        ("rekening Bank Mahakam nomor 1480012345678", "rekening Bank Mahakam nomor 148001•••••78"),
        ("No. Rek: 148-00-1234567-8", "No. Rek: 148-00-1•••••7-8"),
    ],
)
def test_personal_numbers_are_covered_but_their_ends(text: str, shown: str) -> None:
    """NIK, NPWP, telephone and account numbers keep the first characters and the last two, also with OCR slips."""
    assert form.cover_personal(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "nilai kontrak Rp748.800.000 sejak 02-06-2025",
        "Nomor: 044/PKS-AD/SKM-GJP/VI/2025",
        "dibayar ke rekening sebesar 62.400.000 setiap bulan",
        "rekening koran tanggal 02-06-2025",
        "UU 13/2003 Pasal 66 ayat (2)",
    ],
)
def test_sums_dates_and_contract_numbers_stay_readable(text: str) -> None:
    """What a reviewer must read is not covered."""
    assert form.cover_personal(text) == text


def test_the_number_of_an_organisation_may_be_shown() -> None:
    """An NPWP named as open is left as it is, any other is covered."""
    text = "NPWP 01.765.432.1-722.000 dan 02.765.432.1-722.000"
    assert form.cover_personal(text, open_numbers=frozenset({"017654321722000"})).startswith(
        "NPWP 01.765.432.1-722.000"
    )
    assert "02.765.432" not in form.cover_personal(text, open_numbers=frozenset({"017654321722000"}))
