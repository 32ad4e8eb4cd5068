"""Days off as law data: reading them, an office's own rows, and counting working days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractor.law import LawDataError, check_law, diff_laws, load_law
from extractor.law.tables import holidays

HEAD = "date,name,kind,legal_basis,source,verified\n"


def office(folder: Path, *rows: str) -> Path:
    (folder / "holidays_kantor.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("row", "line", "said"),
    [
        ("2027-13-01,Tahun Baru,libur_nasional,SKB,arsip,yes", 2, "bukan tanggal"),
        (",Tahun Baru,libur_nasional,SKB,arsip,yes", 2, '"date" kosong'),
        ("1989-12-31,Tahun Baru,libur_nasional,SKB,arsip,yes", 2, "tidak masuk akal"),
        ("2101-01-01,Tahun Baru,libur_nasional,SKB,arsip,yes", 2, "tidak masuk akal"),
        ("2027-01-01,Tahun Baru,libur,SKB,arsip,yes", 2, "yang dikenal"),
        ("2027-01-01,Tahun Baru,libur_nasional,,arsip,yes", 2, '"legal_basis" kosong'),
        ("2027-01-01,,libur_nasional,SKB,arsip,yes", 2, '"name" kosong'),
        ("2027-01-01,A,libur_nasional,SKB,arsip,yes\n2027-01-01,B,cuti_bersama,SKB,arsip,yes", 3, "baris 2"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row: str, line: int, said: str) -> None:
    """A day that is none, an unknown kind, a missing decree or a day twice is refused where it stands."""
    with pytest.raises(LawDataError) as refused:
        holidays(HEAD + row, file="holidays_x.csv")
    assert (refused.value.line, refused.value.file) == (line, "holidays_x.csv")
    assert said in refused.value.problem


@pytest.mark.parametrize("year", [1990, 2100])
def test_the_years_at_the_edge_are_taken(year: int) -> None:
    """The first and the last believable year are."""
    (row,) = holidays(f"{HEAD}{year}-01-01,Tahun Baru,libur_nasional,SKB,arsip,yes", file="h.csv")
    assert row.day == date(year, 1, 1)


def test_an_office_adds_a_year(tmp_path: Path) -> None:
    """With the decree of a new year entered, its working days are counted; the difference names the rows."""
    law = load_law(office(tmp_path, "2027-01-01,Tahun Baru,libur_nasional,SKB 2027,arsip,yes"))
    assert not load_law().knows_holidays(2027)
    assert law.knows_holidays(2027)
    assert law.working_day_after(date(2026, 12, 30), 2, joint_leave_counts=True) == date(2027, 1, 4)
    assert load_law().working_day_after(date(2026, 12, 30), 2, joint_leave_counts=True) is None
    assert "+ hari libur: 2027-01-01 Tahun Baru (libur_nasional; SKB 2027)" in diff_laws(load_law(), law)
    assert not check_law(tmp_path).problems


def test_a_row_from_memory_does_not_make_a_year_known(tmp_path: Path) -> None:
    """A year whose only row is remembered stays unknown."""
    assert not load_law(office(tmp_path, "2027-01-01,Tahun Baru,libur_nasional,SKB,arsip,no")).knows_holidays(2027)
    assert not load_law(office(tmp_path, "2027-01-01,Cuti,cuti_bersama,SKB,arsip,yes")).knows_holidays(2027)


def test_an_office_moves_a_holiday(tmp_path: Path) -> None:
    """A later decree may take a day back and set another."""
    rows = (
        "2026-01-16,Isra Mikraj,batal,SKB perubahan,arsip,yes",
        "2026-01-15,Isra Mikraj,libur_nasional,SKB perubahan,arsip,yes",
    )
    law = load_law(office(tmp_path, *rows))
    assert law.day_off(date(2026, 1, 16)) is None
    moved = law.day_off(date(2026, 1, 15))
    assert moved is not None
    assert moved.name == "Isra Mikraj"
    assert law.working_day_after(date(2026, 1, 14), 1, joint_leave_counts=True) == date(2026, 1, 16)
    assert load_law().working_day_after(date(2026, 1, 14), 2, joint_leave_counts=True) == date(2026, 1, 19)


@pytest.mark.parametrize(
    ("day", "count", "counts", "end"),
    [
        ("2026-01-05", 1, True, "2026-01-06"),
        ("2026-01-09", 1, True, "2026-01-12"),
        ("2026-01-10", 1, True, "2026-01-12"),
        ("2026-03-17", 1, True, "2026-03-18"),
        ("2026-03-17", 1, False, "2026-03-25"),
        ("2026-03-18", 1, True, "2026-03-20"),
        ("2026-01-05", 0, True, "2026-01-05"),
    ],
)
def test_working_days(day: str, count: int, counts: bool, end: str) -> None:
    """Weekends and national holidays never count; joint leave as told."""
    found = load_law().working_day_after(date.fromisoformat(day), count, joint_leave_counts=counts)
    assert found == date.fromisoformat(end)


def test_a_day_off_from_memory_is_off_only_for_the_late_reading(tmp_path: Path) -> None:
    """What is only remembered may make a deadline later, never earlier."""
    law = load_law(office(tmp_path, "2026-01-06,Libur ingatan,libur_nasional,SKB,ingatan,no"))
    assert law.working_day_after(date(2026, 1, 5), 1, joint_leave_counts=True) == date(2026, 1, 6)
    assert law.working_day_after(date(2026, 1, 5), 1, joint_leave_counts=False) == date(2026, 1, 7)
