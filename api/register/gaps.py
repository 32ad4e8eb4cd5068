"""Which contract was reported to the labour office: in time, late, differently, or never.

Two things are kept apart everywhere: a duty that stands in a regulation, and what the office itself asks for (the one
door). The registration of a PKWT within three working days online, or seven in writing, is a duty (PP 35/2021 Pasal
14). An alih daya agreement had to be registered under Permenakertrans 19/2012 (19 November 2012 to 1 November 2020); PP
35/2021 has no such article, so for later ones, and for an SPK, the report is what the office asks for and nothing is
called a breach.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from api.errors import Invalid, ReportKnown
from api.services import events
from extractor.contract_numbers import number_key
from extractor.law import Law
from models import Engagement, LabourReport, Organisation, User
from models.register import Channel, OrganisationKind

Duty = Literal["statute", "former_statute", "office"]
State = Literal["never", "late", "differs", "in_time", "reported"]
"""``reported``: there is a report, and no deadline that could be counted for it."""
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
_WORKING_DAYS: dict[Channel, int] = {"online": 3, "written": 7}
_PP35 = date(2021, 2, 2)
_FORMER = (date(2012, 11, 19), date(2020, 11, 1))


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


def gaps(session: Session, *, org: str, law: Law, today: date) -> tuple[Gap, ...]:
    """All contracts of the register with the state of their report; those never reported first, the oldest of them on
    top. Three queries, however many contracts."""
    agency, vendor = aliased(Organisation), aliased(Organisation)
    found = session.execute(
        select(Engagement, agency, vendor)
        .outerjoin(agency, agency.id == Engagement.agency_id)
        .outerjoin(vendor, vendor.id == Engagement.vendor_id)
        .where(Engagement.org == org)
        .order_by(Engagement.document_id, Engagement.position)
    ).all()
    reports: dict[str, list[LabourReport]] = {}
    for report in session.scalars(
        select(LabourReport).where(LabourReport.org == org).order_by(LabourReport.received_on, LabourReport.recorded_at)
    ):
        reports.setdefault(report.contract_key, []).append(report)
    into = _after_merges(session, org)
    # A scan may hold several contracts.
    contracts: dict[tuple[uuid.UUID, str], list[tuple[Engagement, Organisation | None, Organisation | None]]] = {}
    for entry, of_agency, of_vendor in found:
        contracts.setdefault((entry.document_id, entry.contract_key), []).append((entry, of_agency, of_vendor))
    made = [
        _gap(
            [entry for entry, _, _ in rows],
            agency=_merged(rows[0][1], into),
            vendor=_merged(rows[0][2], into),
            reports=reports.get(rows[0][0].contract_key, []) if rows[0][0].contract_key else [],
            law=law,
            today=today,
        )
        for rows in contracts.values()
    ]
    order = {"never": 0, "differs": 1, "late": 2, "reported": 3, "in_time": 4}
    return tuple(sorted(made, key=lambda gap: (order[gap.state], gap.signed_on or date.max, gap.contract_number)))


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
    events.record(
        session,
        "report.recorded",
        org=user.org,
        actor_id=user.id,
        subject=("labour_report", report.id),
        after={"received_on": received_on.isoformat(), "channel": channel, "sender": sender},
    )
    return report


def duty_of(kind: str, signed_on: date | None) -> Duty:
    """What asks for the report of such a contract."""
    if kind == "pkwt" and signed_on is not None and signed_on >= _PP35:
        return "statute"
    if kind == "alih_daya" and signed_on is not None and _FORMER[0] <= signed_on <= _FORMER[1]:
        return "former_statute"
    return "office"


def _gap(
    entries: list[Engagement],
    *,
    agency: Organisation | None,
    vendor: Organisation | None,
    reports: list[LabourReport],
    law: Law,
    today: date,
) -> Gap:
    first = entries[0]
    duty = duty_of(first.kind, first.signed_on)
    heads = [entry.headcount for entry in entries if entry.headcount is not None]
    headcount = sum(heads) if len(heads) == len(entries) else None
    report = reports[0] if reports else None
    deadline = None
    if duty == "statute" and first.signed_on is not None:
        # The later reading of joint leave: only what is late under both readings is called late.
        days = _WORKING_DAYS[report.channel if report is not None else "written"]
        deadline = law.working_day_after(first.signed_on, days, joint_leave_counts=False)
    latest = reports[-1] if reports else None
    differences = () if latest is None else _differences(entries, headcount, latest)
    return Gap(
        document_id=first.document_id,
        contract_number=first.contract_number,
        kind=first.kind,
        signed_on=first.signed_on,
        agency=agency,
        vendor=vendor,
        headcount=headcount,
        duty=duty,
        state=_state(report, deadline, differences),
        report=latest,
        deadline=deadline,
        days=None if first.signed_on is None else (today - first.signed_on).days,
        differences=differences,
    )


def _state(report: LabourReport | None, deadline: date | None, differences: tuple[str, ...]) -> State:
    if report is None:
        return "never"
    if differences:
        return "differs"
    if deadline is None:
        return "reported"
    return "late" if report.received_on > deadline else "in_time"


def _differences(entries: list[Engagement], headcount: int | None, report: LabourReport) -> tuple[str, ...]:
    found = []
    if report.headcount is not None and headcount is not None and report.headcount != headcount:
        found.append(f"Jumlah pekerja: {report.headcount} di laporan, {headcount} di kontrak.")
    wages = {entry.wage for entry in entries if entry.wage is not None}
    if report.wage is not None and wages and report.wage not in wages:
        found.append("Upah di laporan tidak sama dengan upah mana pun di kontrak.")
    return tuple(found)


def _after_merges(session: Session, org: str) -> dict[uuid.UUID, Organisation]:
    kept = aliased(Organisation)
    rows = session.execute(
        select(Organisation.id, kept).join(kept, kept.id == Organisation.merged_into_id).where(Organisation.org == org)
    )
    return {identifier: row for identifier, row in rows}  # noqa: C416  (rows are not pairs to the type checker)


def _merged(row: Organisation | None, into: dict[uuid.UUID, Organisation]) -> Organisation | None:
    return None if row is None else into.get(row.id, row)
