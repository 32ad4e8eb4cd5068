"""The contracts that the rows of the register make up, with their sums and the state of their report.

Every figure of the house is counted from ``register_contract`` in the database. Its rows are written and removed in the
transaction that changes the register: ``write`` when rows enter, ``remove`` when they leave, ``refresh`` when a report
about a contract comes or goes, ``settle`` when the law data (the holidays) is another. ``tests/register`` counts all of
it again from the rows themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.register import judging
from api.register.wanted import title_key
from extractor.law import Law
from extractor.vocabulary import Severity
from models import Engagement, LabourReport, RegisterContract

SEVERITIES: tuple[Severity, ...] = ("kritis", "tinggi", "sedang", "rendah")
_BATCH = 500
"""Keys in one statement: SQLite takes no more than some ten thousand parameters."""


def write(
    session: Session,
    document_id: uuid.UUID,
    *,
    severities: Mapping[str, str] | None = None,
    addenda: bool = True,
) -> None:
    """Make the contracts of the document anew from its rows. ``severities`` says how grave the lack of a protection is.
    Without ``addenda`` the rows of an addendum make none, and so are counted nowhere.

    Rows with the same number and the same terms (sides, dates, place, programmes, protections) are one contract: a scan
    may hold several contracts, and several positions of each.
    """
    session.execute(delete(RegisterContract).where(RegisterContract.document_id == document_id))
    entries = session.scalars(
        select(Engagement)
        .where(Engagement.document_id == document_id, *(() if addenda else (Engagement.kind != "addendum",)))
        .order_by(Engagement.position)
    ).all()
    made: dict[tuple[object, ...], RegisterContract] = {}
    rows: dict[tuple[object, ...], list[Engagement]] = {}
    for entry in entries:
        terms: tuple[object, ...] = (
            entry.contract_key, entry.kind, entry.agency_id, entry.vendor_id, entry.signed_on, entry.starts_on,
            entry.ends_on, tuple(entry.insured), tuple(entry.missing), entry.below_minimum, entry.place,
        )  # fmt: skip
        if terms not in made:
            made[terms] = _contract(entry, severities or {})
        contract = made[terms]
        contract.rows += 1
        contract.workers += entry.headcount or 0
        contract.unknown += entry.headcount is None
        _widen(contract, entry)
        rows.setdefault(terms, []).append(entry)
    reports = reports_about(session, org=entries[0].org, keys={e.contract_key for e in entries}) if entries else {}
    for terms, contract in made.items():
        wages = {entry.wage for entry in rows[terms] if entry.wage is not None}
        _judge(contract, wages=wages, reports=reports.get(contract.contract_key, ()))
        session.add(contract)
    session.flush()
    for terms, contract in made.items():
        for entry in rows[terms]:
            entry.contract_id, entry.title_key = contract.id, title_key(entry.title)
            entry.from_on, entry.until_on = contract.from_on, contract.until_on
    session.flush()


def remove(session: Session, document_id: uuid.UUID) -> None:
    """Take the document's contracts out."""
    session.execute(delete(RegisterContract).where(RegisterContract.document_id == document_id))


def refresh(session: Session, *, org: str, keys: Collection[str]) -> None:
    """Judge the reports of the contracts with these keys (``number_key``) anew: to be called by whatever adds, changes
    or removes a report, in the same transaction."""
    session.flush()
    wanted = sorted(key for key in set(keys) if key)
    for first in range(0, len(wanted), _BATCH):
        some = wanted[first : first + _BATCH]
        contracts = session.scalars(
            select(RegisterContract).where(RegisterContract.org == org, RegisterContract.contract_key.in_(some))
        ).all()
        wages: dict[int, set[Decimal]] = {}
        for contract_id, wage in session.execute(
            select(Engagement.contract_id, Engagement.wage)
            .join(RegisterContract, RegisterContract.id == Engagement.contract_id)
            .where(
                RegisterContract.org == org,
                RegisterContract.contract_key.in_(some),
                Engagement.wage.is_not(None),
            )
        ):
            if contract_id is not None and wage is not None:
                wages.setdefault(contract_id, set()).add(wage)
        reports = reports_about(session, org=org, keys=some)
        for contract in contracts:
            _judge(contract, wages=wages.get(contract.id, set()), reports=reports.get(contract.contract_key, ()))
    session.flush()


def settle(session: Session, *, org: str, law: Law) -> None:
    """Reckon the deadlines that no law, or another one, was asked for yet; nothing to do most of the time.

    A deadline hangs on the holidays, which an office may amend in a file at any time: it is reckoned when somebody
    looks, and once for each version of the law data.
    """
    stale = session.execute(
        select(
            RegisterContract.id, RegisterContract.signed_on, RegisterContract.channel, RegisterContract.reported_on,
            RegisterContract.report_rank,
        ).where(
            RegisterContract.org == org,
            RegisterContract.duty == "statute",
            RegisterContract.deadline_law != law.version,
        )
    ).all()  # fmt: skip
    known: dict[tuple[date | None, str | None], date | None] = {}
    changes = []
    for identifier, signed_on, channel, reported_on, rank in stale:
        if (signed_on, channel) not in known:
            known[signed_on, channel] = judging.deadline("statute", signed_on, channel, law=law)
        last = known[signed_on, channel]
        state = judging.STATES[rank]
        if state not in ("never", "differs"):
            rank = judging.RANKS[judging.punctual(reported_on, last)]
        changes.append({"id": identifier, "deadline": last, "report_rank": rank, "deadline_law": law.version})
    if changes:
        session.execute(update(RegisterContract), changes)


def _contract(entry: Engagement, severities: Mapping[str, str]) -> RegisterContract:
    missing = [f"{code}/{severities.get(code, '')}" for code in entry.missing]
    return RegisterContract(
        org=entry.org,
        document_id=entry.document_id,
        agency_id=entry.agency_id,
        vendor_id=entry.vendor_id,
        kind=entry.kind,
        contract_number=entry.contract_number,
        contract_key=entry.contract_key,
        signed_on=entry.signed_on,
        since_on=entry.signed_on or date.max,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        from_on=entry.starts_on or date.min,
        until_on=entry.ends_on or date.max,
        rows=0,
        workers=0,
        unknown=0,
        insured=_joined(entry.insured),
        missing=_joined(missing),
        below_minimum=entry.below_minimum,
        place=entry.place,
        wage_open=False,
    )


def _widen(contract: RegisterContract, entry: Engagement) -> None:
    """Take the wage of one more position into the bounds; only a wage by the month can be held against a minimum."""
    if entry.wage is None or entry.wage_period != "month":
        contract.wage_open = True
        return
    low, high = contract.wage_low, contract.wage_high
    contract.wage_low = entry.wage if low is None else min(low, entry.wage)
    contract.wage_high = entry.wage if high is None else max(high, entry.wage)


def _joined(codes: Sequence[str]) -> str:
    return f",{','.join(codes)}," if codes else ""


def _judge(contract: RegisterContract, *, wages: set[Decimal], reports: Sequence[LabourReport]) -> None:
    found = judging.judge(
        kind=contract.kind,
        signed_on=contract.signed_on,
        headcount=None if contract.unknown else contract.workers,
        wages=wages,
        reports=reports,
        law=None,
    )
    contract.duty, contract.report_rank = found.duty, judging.RANKS[found.state]
    contract.channel = reports[0].channel if reports else None
    contract.reported_on = reports[0].received_on if reports else None
    contract.deadline, contract.deadline_law = None, ""


def reports_about(session: Session, *, org: str, keys: Collection[str]) -> dict[str, list[LabourReport]]:
    """The reports about each contract key, in the order in which they came."""
    found: dict[str, list[LabourReport]] = {}
    for report in session.scalars(
        select(LabourReport)
        .where(LabourReport.org == org, LabourReport.contract_key.in_([key for key in keys if key]))
        .order_by(LabourReport.received_on, LabourReport.recorded_at)
    ):
        found.setdefault(report.contract_key, []).append(report)
    return found
