"""How long a contract runs, and whether the printed length and the dates agree."""

from __future__ import annotations

from datetime import timedelta

from extractor.checks import money
from extractor.checks.case import Case
from extractor.checks.text import tanggal


def term_months(case: Case) -> int | None:
    """The length of the term in months: from the dates, else as printed."""
    if case.contract.starts_on is not None and case.first_day and case.last_day:
        months = money.months_between(case.first_day, case.last_day)
        # "1 Januari 2021 - 1 Januari 2026" is meant as five years: one day over does not make another month begun.
        rest = case.last_day - timedelta(days=1)
        begun = money.months_between(case.first_day, rest) if rest > case.first_day else months
        return months if begun == months or months == 0 else max(months, begun)
    printed = case.contract.duration_months
    return printed.value if printed is not None else None


def term_against_dates(case: Case) -> str | None:
    """What is wrong when the printed number of months and the two dates differ by more than one month, else None."""
    printed, contract = case.contract.duration_months, case.contract
    if printed is None or contract.starts_on is None or contract.ends_on is None:
        return None
    if case.first_day is None or case.last_day is None:
        return None
    counted = money.months_between(case.first_day, case.last_day)
    if abs(counted - printed.value) <= 1:
        return None
    dates = f"{tanggal(case.first_day)} - {tanggal(case.last_day)}"
    return f"Jangka waktu tertulis {printed.value} bulan, tetapi {dates} adalah {counted} bulan."
