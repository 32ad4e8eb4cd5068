"""Which contract was reported to the labour office: in time, late, differently, or never.

Two things are kept apart everywhere: a duty that stands in a regulation, and what the office itself asks for (the one
door). The registration of a PKWT within three working days online, or seven in writing, is a duty (PP 35/2021 Pasal
14). An alih daya agreement had to be registered under Permenakertrans 19/2012 (19 November 2012 to 1 November 2020); PP
35/2021 has no such article, so for later ones, and for an SPK, the report is what the office asks for and nothing is
called a breach.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from api.errors import Invalid, ReportKnown
from api.register import contracts, overview
from api.register.judging import STATES, Duty, State, duty_of, judge
from api.services import events
from extractor.contract_numbers import number_key
from extractor.law import Law
from models import Engagement, LabourReport, Organisation, RegisterContract, User
from models.register import Channel, OrganisationKind

__all__ = [
    "DUTY_NAMES", "PAGE_SIZE", "STATES", "STATE_NAMES", "Duty", "Gap", "GapPage", "State", "counts", "duty_of",
    "every", "gaps", "page", "record", "unknown",
]  # fmt: skip

STATE_NAMES: dict[State, str] = {
    "never": "belum pernah dilaporkan",
    "late": "dilaporkan terlambat",
    "differs": "dilaporkan, tetapi berbeda dari kontrak",
    "in_time": "dilaporkan tepat waktu",
    "reported": "sudah dilaporkan",
}
DUTY_NAMES: dict[Duty, str] = {
    "statute": "wajib menurut PP 35/2021 Pasal 14",
    "former_statute": "wajib menurut Permenakertrans 19/2012 (berlaku saat itu)",
    "office": "diminta kantor (satu pintu); bukan kewajiban undang-undang",
}
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """One contract and what is known of its report. ``days`` since its signing (None: no date); ``deadline`` the last
    day in time where a duty sets one and the holidays are known; ``differences`` sentences for people."""

    document_id: uuid.UUID
    contract_number: str
    kind: str
    signed_on: date | None
    agency: Organisation | None
    vendor: Organisation | None
    headcount: int | None
    duty: Duty
    state: State
    report: LabourReport | None
    deadline: date | None
    days: int | None
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapPage:
    """``next`` is the place of the following page (None: this is the last)."""

    gaps: tuple[Gap, ...]
    next: str | None


def gaps(session: Session, *, org: str, law: Law, today: date) -> tuple[Gap, ...]:
    """All contracts of the register with the state of their report; those never reported first, the oldest of them on
    top. A screen takes ``page``, a table ``every``: this one holds all of them at once."""
    return tuple(every(session, org=org, law=law, today=today))


def every(session: Session, *, org: str, law: Law, today: date, wanted: overview.Filter | None = None) -> Iterator[Gap]:
    """The same one after the other, page by page: memory does not grow with the register."""
    after: str | None = ""
    while after is not None:
        found = page(session, org=org, law=law, today=today, wanted=wanted, after=after, limit=1000)
        yield from found.gaps
        after = found.next


def page(
    session: Session,
    *,
    org: str,
    law: Law,
    today: date,
    wanted: overview.Filter | None = None,
    after: str = "",
    limit: int = PAGE_SIZE,
) -> GapPage:
    """A page by keyset, in the order of ``gaps``, of what the filter wants; five queries, however many contracts.
    ``after`` is the ``next`` of the page before; what is none begins at the beginning."""
    contracts.settle(session, org=org, law=law)
    order = (RegisterContract.report_rank, RegisterContract.since_on, RegisterContract.id)
    query = overview.of_contracts(select(RegisterContract), org=org, wanted=wanted or overview.Filter(), today=today)
    place = _place(after)
    if place is not None:
        query = query.where(tuple_(*order) > tuple_(*place))
    rows = session.scalars(query.order_by(*order).limit(limit + 1)).all()
    shown = rows[:limit]
    bodies = overview.bodies(session, {i for row in shown for i in (row.agency_id, row.vendor_id) if i is not None})
    reports = contracts.reports_about(session, org=org, keys={row.contract_key for row in shown})
    wages: dict[int, set[Decimal]] = {}
    for contract_id, wage in session.execute(
        select(Engagement.contract_id, Engagement.wage).where(
            Engagement.contract_id.in_([row.id for row in shown]), Engagement.wage.is_not(None)
        )
    ):
        if contract_id is not None and wage is not None:
            wages.setdefault(contract_id, set()).add(wage)
    made = tuple(
        _gap(
            row,
            agency=None if row.agency_id is None else bodies.get(row.agency_id),
            vendor=None if row.vendor_id is None else bodies.get(row.vendor_id),
            wages=wages.get(row.id, set()),
            reports=reports.get(row.contract_key, ()),
            law=law,
            today=today,
        )
        for row in shown
    )
    more = len(rows) > limit
    return GapPage(made, f"{shown[-1].report_rank}.{shown[-1].since_on:%Y%m%d}.{shown[-1].id}" if more else None)


def counts(
    session: Session, *, org: str, law: Law, today: date, wanted: overview.Filter | None = None
) -> dict[State, int]:
    """How many contracts of each state the filter leaves (its own state aside), all states named. Two queries."""
    contracts.settle(session, org=org, law=law)
    chosen = replace(wanted or overview.Filter(), report=None)
    query = select(RegisterContract.report_rank, func.count())
    query = overview.of_contracts(query, org=org, wanted=chosen, today=today)
    found = {row[0]: row[1] for row in session.execute(query.group_by(RegisterContract.report_rank))}
    return {state: found.get(rank, 0) for rank, state in enumerate(STATES)}


def unknown(session: Session, *, org: str) -> Sequence[LabourReport]:
    """Reports about contracts that the register does not hold: a lead to a contract nobody handed in."""
    known = select(Engagement.contract_key).where(Engagement.org == org)
    return session.scalars(
        select(LabourReport)
        .where(LabourReport.org == org, LabourReport.contract_key.not_in(known))
        .order_by(LabourReport.received_on.desc())
    ).all()


def record(
    session: Session,
    *,
    user: User,
    letter_number: str,
    received_on: date,
    channel: Channel,
    sender: OrganisationKind,
    contract_number: str,
    headcount: int | None,
    wage: Decimal | None,
    today: date,
) -> LabourReport:
    """Keep a report that was received. Invalid at its field; ReportKnown when this letter about this contract is there
    already. A contract that the register does not know is no error: ``unknown`` lists the report."""
    letter, number = letter_number.strip(), contract_number.strip()
    for field, text, what in (("letter_number", letter, "nomor surat"), ("contract_number", number, "nomor kontrak")):
        if not text:
            raise Invalid.at(
                field, f"Laporan belum disimpan: {what} belum diisi.", remedy=f"Isi {what} seperti tercetak."
            )
    if received_on > today:
        raise Invalid.at(
            "received_on",
            "Laporan belum disimpan: tanggal terimanya di masa depan.",
            remedy="Periksa tanggal, bulan, dan tahunnya.",
        )
    if headcount is not None and not 0 < headcount < 100_000:
        raise Invalid.at(
            "headcount", "Laporan belum disimpan: jumlah pekerja tidak masuk akal.", remedy="Isi angka, misalnya 12."
        )
    key = number_key(number)[:255]
    known = session.scalar(
        select(LabourReport.id).where(
            LabourReport.org == user.org, LabourReport.letter_number == letter, LabourReport.contract_key == key
        )
    )
    if known is not None:
        raise ReportKnown()
    report = LabourReport(
        org=user.org,
        letter_number=letter[:128],
        received_on=received_on,
        channel=channel,
        sender=sender,
        contract_number=number[:255],
        contract_key=key,
        headcount=headcount,
        wage=wage,
        recorded_by=user.id,
    )
    session.add(report)
    session.flush()
    contracts.refresh(session, org=user.org, keys={key})
    events.record(
        session,
        "report.recorded",
        org=user.org,
        actor_id=user.id,
        subject=("labour_report", report.id),
        after={"received_on": received_on.isoformat(), "channel": channel, "sender": sender},
    )
    return report


def _gap(
    contract: RegisterContract,
    *,
    agency: Organisation | None,
    vendor: Organisation | None,
    wages: Collection[Decimal],
    reports: Sequence[LabourReport],
    law: Law,
    today: date,
) -> Gap:
    found = judge(
        kind=contract.kind,
        signed_on=contract.signed_on,
        headcount=contract.headcount,
        wages=wages,
        reports=reports,
        law=law,
    )
    return Gap(
        document_id=contract.document_id,
        contract_number=contract.contract_number,
        kind=contract.kind,
        signed_on=contract.signed_on,
        agency=agency,
        vendor=vendor,
        headcount=contract.headcount,
        duty=found.duty,
        state=found.state,
        report=reports[-1] if reports else None,
        deadline=found.deadline,
        days=None if contract.signed_on is None else (today - contract.signed_on).days,
        differences=found.differences,
    )


def _place(text: str) -> tuple[int, date, int] | None:
    """Where a page begins, from the address; None for what no page said."""
    found = re.fullmatch(r"([0-4])\.(\d{8})\.(\d{1,12})", text)
    if found is None:
        return None
    try:
        return int(found[1]), datetime.strptime(found[2], "%Y%m%d").date(), int(found[3])  # noqa: DTZ007  (a day)
    except ValueError:
        return None
