"""The deadlines for registering a PKWT, counted over the holidays of the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from written_facts import clause, contract, findings, law

from extractor.checks.registration import RULE

SAID = "Perjanjian ini telah dicatatkan pada Dinas Tenaga Kerja dengan nomor 71/PKWT tanggal "


def registered(on: str, *, signed: str = "2026-03-16", said: str = SAID) -> Any:
    subject = contract(
        "pkwt", signed=signed, starts=signed, clauses=(clause("registration_disnaker", quote=said + on),)
    )
    (found,) = findings(subject, RULE)
    return found


def notes_of(signed: str | None) -> str:
    subject = contract("pkwt", signed=signed, starts=signed or "2026-01-05", ends=None)
    return " ".join(findings(subject, RULE)[0].notes)


@pytest.mark.parametrize(
    ("signed", "online", "written"),
    [
        ("2026-01-05", "8 Januari 2026,", "14 Januari 2026;"),
        ("2026-01-08", "13 Januari 2026,", "20 Januari 2026;"),
        ("2026-01-10", "14 Januari 2026,", "21 Januari 2026;"),
        ("2021-08-06", "12 Agustus 2021,", "19 Agustus 2021;"),
        ("2024-02-12", "16 Februari 2024,", "22 Februari 2024;"),
    ],
)
def test_deadlines_leave_out_weekends_and_holidays(signed: str, online: str, written: str) -> None:
    """Three working days online and seven in writing, over Isra Mikraj, a moved holiday and an election day."""
    said = notes_of(signed)
    assert f"daring {online}" in said
    assert f"tertulis {written}" in said


def test_joint_leave_gives_two_readings() -> None:
    """Where joint leave lies in between, both days are told."""
    said = notes_of("2026-03-16")
    assert "daring 20 Maret 2026 (atau 26 Maret 2026 bila cuti bersama tidak dihitung hari kerja)" in said
    assert "tertulis 26 Maret 2026 (atau 1 April 2026 bila" in said


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ("2026-12-28", "hari libur nasional 2027 belum ada"),
        ("2027-05-03", "hari libur nasional 2027 belum ada"),
        ("2026-12-22", "hari libur nasional 2027 belum ada"),
    ],
)
def test_a_year_without_its_decree_is_said(signed: str, said: str) -> None:
    """Working days of a year whose holidays are not known are not counted."""
    assert said in notes_of(signed)
    assert "Tenggat pencatatan daring" not in notes_of(signed)


@pytest.mark.parametrize("signed", ["2021-02-01", "2016-05-02", None])
def test_no_deadline_before_the_regulation_or_without_a_date(signed: str | None) -> None:
    """The deadlines are those of PP 35/2021."""
    assert "Tenggat" not in notes_of(signed)


def test_the_first_day_of_the_regulation_counts() -> None:
    """An agreement of 2 February 2021 has its deadlines."""
    assert "daring 5 Februari 2021, tertulis 11 Februari 2021" in notes_of("2021-02-02")


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("15 Maret 2026", "unclear"),
        ("16 Maret 2026", "satisfied"),
        ("20 Maret 2026", "satisfied"),
        ("21 Maret 2026", "unclear"),
        ("26 Maret 2026", "unclear"),
        ("1 April 2026", "unclear"),
        ("2 April 2026", "violated"),
        ("30 April 2026", "violated"),
    ],
)
def test_a_printed_registration_is_held_against_both_deadlines(on: str, verdict: str) -> None:
    """Only what is late online and in writing, however joint leave is counted, is late."""
    found = registered(on)
    assert found.verdict == verdict
    assert found.calculation is not None
    assert found.calculation.result == on
    assert [i.name for i in found.calculation.inputs[2:]] == ["Nyepi", "Nyepi", "Idulfitri", "Idulfitri", "Idulfitri"]
    assert (found.severity, found.protections) == ("sedang" if verdict != "satisfied" else found.severity, ())


def test_a_late_registration_says_what_to_do() -> None:
    """The advice does not ask for a clause that is there."""
    found = registered("30 April 2026")
    assert "Catat keterlambatan ini" in found.advice
    assert "Hubungi" in found.advice
    assert "Contoh rumusan" not in found.advice


@pytest.mark.parametrize(
    "said",
    [
        "PIHAK PERTAMA akan mencatatkan perjanjian ini, paling lambat tercatat tanggal ",
        "Perjanjian ini wajib tercatat pada Dinas tanggal ",
        "Perjanjian ini dicatatkan pada Dinas sejak tanggal ",
        "Perjanjian ini sudah dicatatkan pada Dinas dalam bulan ",
    ],
)
def test_a_promise_is_no_registration(said: str) -> None:
    """What is to be done, or has no day of its own, proves nothing."""
    on = "April 2026" if said.endswith("bulan ") else "30 April 2026"
    found = registered(on, said=said)
    assert found.verdict == "satisfied"
    assert "belum merupakan bukti" in found.explanation


def test_a_registration_of_a_year_without_holidays_is_not_called_late() -> None:
    """Without the decree nothing is counted."""
    found = registered("30 Juni 2027", signed="2027-03-01")
    assert found.verdict == "satisfied"
    assert found.calculation is None


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_year_shipped_is_whole(year: int) -> None:
    """Each year has its fixed national days, New Year to Christmas, each by a decree, none from memory."""
    rows = [h for h in law().holidays if h.day.year == year]
    fixed = {date(year, 1, 1), date(year, 5, 1), date(year, 6, 1), date(year, 8, 17), date(year, 12, 25)}
    national = {h.day for h in rows if h.kind == "libur_nasional"}
    assert fixed <= national
    assert 15 <= len(national) <= 19
    assert all(h.decides and h.legal_basis and h.source for h in rows)
    assert len({h.name for h in rows if h.kind == "libur_nasional"}) >= 13
