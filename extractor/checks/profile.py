"""What kind of working relation a contract is about. The inspector's checklist depends on it.

vendor       a company supplies workers (alih daya, surat perjanjian or SPK with a firm)
individuals  a government office or firm engages people one by one or as a group under an SPK or surat perjanjian
employment   a worker and the employer (PKWT)
daily        workers paid by the day (harian lepas), whoever engages them directly
addendum     changes another contract; only the new values count
none         no labour contract: nothing is judged
"""

from __future__ import annotations

import re
from typing import Literal

from extractor.report import Contract
from extractor.vocabulary import STATUTORY_PROGRAMMES, ClauseKind

Profile = Literal["vendor", "individuals", "employment", "daily", "addendum", "none"]
_DAILY = re.compile(
    r"\b(?:harian\s+lepas|pekerja(?:an)?\s+harian|kerja\s+harian|tenaga\s+harian|harian|THL|PHL|BHL|KHL)\b",
    re.IGNORECASE,
)
_FIXED_TERM = re.compile(r"waktu\s+tertentu|PKWT|KKWT", re.IGNORECASE)
_LABOUR_CLAUSES: tuple[ClauseKind, ...] = (
    "overtime", "working_hours", "annual_leave", "weekly_rest", "thr", "compensation_pkwt", "minimum_wage_reference",
    "worker_contract_form", "vendor_bears_protection",
)  # fmt: skip
_LABOUR_WORDS = re.compile(
    r"tenaga (?:kerja|kebersihan|keamanan|pengaman|ahli daya|alih daya|pendukung|harian|sopir)|satpam|pengamanan|"
    r"cleaning|kebersihan|pramubakti|alih ?daya|outsourc|pengemudi|sopir|security",
    re.IGNORECASE,
)


def profile_of(contract: Contract) -> Profile:
    """The profile of a contract, from its kind, its parties and how wages are paid."""
    if contract.kind == "addendum":
        return "addendum"
    if contract.kind == "other":
        return "none"
    direct = contract.kind == "pkwt" or _provider_is_individual(contract)
    if direct and _paid_by_the_day(contract):
        return "daily"
    if contract.kind == "pkwt":
        return "employment"
    if direct:
        return "individuals"
    return "vendor" if contract.kind == "alih_daya" or is_labour(contract) else "none"


def is_labour(contract: Contract) -> bool:
    """Whether an SPK or surat perjanjian is about people's work (and not goods or a hotel)."""
    if contract.positions or any(c.status == "granted" and c.kind in _LABOUR_CLAUSES for c in contract.clauses):
        return True
    if any(i.status in ("granted", "excluded") and i.programme in STATUTORY_PROGRAMMES for i in contract.insurance):
        return True
    return bool(contract.title and _LABOUR_WORDS.search(contract.title.value))


def _provider_is_individual(contract: Contract) -> bool:
    workers = [p for p in contract.parties if p.function in ("worker", "worker_group")]
    vendors = [p for p in contract.parties if p.function == "vendor"]
    if workers:
        return not vendors
    return bool(vendors) and all(p.form == "perorangan" for p in vendors)


def _paid_by_the_day(contract: Contract) -> bool:
    title = contract.title.value if contract.title else ""
    if _DAILY.search(title):
        return True
    if _FIXED_TERM.search(title):
        # A fixed-term agreement that merely states its wage by the day is still a fixed-term agreement.
        return False
    periods = [p.wage_period for p in contract.positions if p.wage is not None]
    return bool(periods) and all(period == "day" for period in periods)
