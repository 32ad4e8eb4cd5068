"""How long a contract runs, and whether the printed length and the dates agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from extractor.checks import money
from extractor.checks.case import Case
from extractor.checks.text import tanggal
from extractor.facts.dates import find_dates
from extractor.report import Evidence

_EXTENDS = r"(?:perpanjangan|diperpanjang)"
_EARLIER = (
    rf"(?:{_EXTENDS}|pembaruan|kelanjutan|melanjutkan|menyambung|(?:pkwt|perjanjian kerja)[^.;\n]{{0,30}}sebelumnya)"
    r"[^;]{0,220}"
)


@dataclass(frozen=True, slots=True)
class EarlierTerm:
    """A term before this one, told in the contract itself. ``extends``: this contract calls itself its extension."""

    first: date
    last: date
    months: int
    extends: bool
    evidence: tuple[Evidence, ...]


def earlier_term(case: Case) -> EarlierTerm | None:
    """The term of the contract this one goes on from: two dates in one sentence, both before this one's first day."""
    if case.first_day is None:
        return None
    for hit in case.find((_EARLIER,)):
        days = [found.value for found in find_dates(hit.quote) if found.whole and found.exact]
        # The longest stretch told before the first day: a signing date beside it is skipped by taking neighbours.
        pairs = [(a, b) for a, b in pairwise(days) if a < b < case.first_day]
        if hit.negated or not pairs:
            continue
        first, last = max(pairs, key=lambda pair: pair[1] - pair[0])
        extends = re.search(_EXTENDS, hit.quote, re.IGNORECASE) is not None
        return EarlierTerm(first, last, money.months_between(first, last), extends, (hit.evidence,))
    return None


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
