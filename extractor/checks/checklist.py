"""The inspector's checklist: which protections a contract should name, by kind of relation and signing date.

It is what ``missing`` reports. It is *not* a statement of law: the legal weight of each item stands in its finding.

always              JKK, JKM, JHT, health insurance; hours, overtime, leave, weekly rest, THR, K3, registration,
                    termination, dispute settlement
from 2015-07-01     JP (PP 45/2015)
from 2021-02-02     JKP (PP 37/2021), PKWT compensation (PP 35/2021)
contracts with a    also a reference to the minimum wage, and from 2012-01-17 (MK 27/PUU-IX/2011) the transfer of
vendor              protection when the vendor changes; a PKWT with a named user company likewise the transfer
individuals         JKK, JKM, health insurance; hours, overtime, leave, rest, THR, K3, termination, disputes
daily workers       JKK, JKM of the programmes; the clauses of the contract's kind
addenda             nothing: only the new values count
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from extractor.checks.profile import Profile
from extractor.report import Contract

JP_SINCE = date(2015, 7, 1)
JKP_SINCE = date(2021, 2, 2)
COMPENSATION_SINCE = date(2021, 2, 2)
TRANSFER_SINCE = date(2012, 1, 17)

Need = Literal["required", "not_required", "unknown"]
_INSURANCE: dict[Profile, tuple[str, ...]] = {
    "vendor": ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp", "jkp"),
    "employment": ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp", "jkp"),
    "individuals": ("jkk", "jkm", "bpjs_kesehatan"),
    "daily": ("jkk", "jkm"),
}
_PERSONAL = (
    "working_hours", "overtime", "annual_leave", "weekly_rest", "thr", "k3_apd", "termination", "dispute_settlement",
)  # fmt: skip
_CLAUSES: dict[Profile, tuple[str, ...]] = {
    "vendor": (
        *_PERSONAL, "registration_disnaker", "compensation_pkwt", "minimum_wage_reference", "transfer_of_protection",
    ),
    "employment": (*_PERSONAL, "registration_disnaker", "compensation_pkwt"),
    "individuals": _PERSONAL,
}  # fmt: skip
_SINCE: dict[str, date] = {
    "jp": JP_SINCE,
    "jkp": JKP_SINCE,
    "compensation_pkwt": COMPENSATION_SINCE,
    "transfer_of_protection": TRANSFER_SINCE,
}
ORDER: tuple[str, ...] = (*_INSURANCE["vendor"], *_CLAUSES["vendor"])


def need(item: str, *, profile: Profile, day: date | None, contract: Contract) -> Need:
    """Whether the checklist asks for an item; "unknown" when it hangs on a signing date that is not known."""
    relation: Profile = profile
    if profile == "daily":
        relation = "employment" if contract.kind == "pkwt" else "individuals"
    listed = item in _INSURANCE.get(profile, ()) or item in _CLAUSES.get(relation, ())
    if item == "transfer_of_protection" and profile == "employment":
        listed = any(p.function == "user" for p in contract.parties)
    if not listed:
        return "not_required"
    since = _SINCE.get(item)
    if since is None:
        return "required"
    if day is None:
        return "unknown"
    return "required" if day >= since else "not_required"
