"""What is true today and should be noticed. Nothing here writes; each source asks the database a fixed number of times.

A text names the contract by its number and the agency by its name, never a worker: it goes into mail.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.letters import following
from api.masking import cover_personal
from api.register.judging import RANKS
from api.routes.web_format import long_date, rupiah
from extractor.law import Law, MinimumWageRow
from models import Alert, Decision, Document, Engagement, FindingRow, Organisation, RegisterContract, ReportRow
from models.alert import AlertKind

KIND_NAMES: dict[AlertKind, str] = {
    "ending": "Kontrak akan berakhir",
    "overdue": "Laporan belum masuk",
    "critical": "Temuan kritis",
    "wage": "Upah minimum berubah",
    "answer": "Jawaban surat lewat waktu",
}
STAGES = (30, 60, 90)
"""Days before the end of a contract at which it is told."""
OFFICE_DAYS = 30
"""After so many days without a report the office asks, where no regulation sets a deadline."""
FRESH = timedelta(days=30)
"""A finding is news for so long: the first sweep over an old archive shall not tell ten years of it."""
WAGE_NEWS = timedelta(days=60)
"""A minimum wage is news from its entry into the law data until so long after it took effect."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One true thing at one stage; the fields are those of ``models.Alert``."""

    kind: AlertKind
    subject_kind: str
    subject_id: str
    stage: str
    what: str
    path: str
    about: str = ""
    who: str = ""
    agency: str = ""
    document_id: uuid.UUID | None = None
    due_on: date | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.kind, self.subject_kind, self.subject_id, self.stage)


def ending(session: Session, *, org: str, today: date, document_id: uuid.UUID | None = None) -> Iterator[Notice]:
    """Contracts that end within 90 days, each at the narrowest of the stages it has reached."""
    query = _contracts(org, document_id).where(
        RegisterContract.ends_on >= today, RegisterContract.ends_on <= today + timedelta(days=STAGES[-1])
    )
    for contract, scope, agency in session.execute(query):
        last = contract.ends_on
        if last is None:
            continue  # the condition above lets none through
        stage = next(days for days in STAGES if last <= today + timedelta(days=days))
        yield _about_contract(
            "ending",
            contract,
            scope,
            agency,
            # The day belongs to the stage: a contract that was prolonged ends, and is told, once more.
            stage=f"{stage}/{last.isoformat()}",
            what=f"Kontrak berakhir {long_date(last)}, dalam {stage} hari.",
            due_on=last,
        )


def overdue(session: Session, *, org: str, today: date, document_id: uuid.UUID | None = None) -> Iterator[Notice]:
    """Contracts in force that nobody reported: after the deadline of the regulation where there is one, otherwise
    ``OFFICE_DAYS`` after signing. The two are worded apart; the deadline must have been reckoned before
    (``contracts.settle``)."""
    asked = and_(RegisterContract.duty != "statute", RegisterContract.signed_on < today - timedelta(days=OFFICE_DAYS))
    query = _contracts(org, document_id).where(
        RegisterContract.report_rank == RANKS["never"],
        or_(RegisterContract.ends_on.is_(None), RegisterContract.ends_on >= today),
        or_(asked, RegisterContract.deadline < today),
    )
    for contract, scope, agency in session.execute(query):
        if contract.deadline is not None:
            what = (
                f"Belum pernah dilaporkan; batas pencatatan PKWT {long_date(contract.deadline)} (PP 35/2021 Pasal 14)."
            )
        else:
            signed = "" if contract.signed_on is None else f" sejak ditandatangani {long_date(contract.signed_on)}"
            what = (
                f"Belum pernah dilaporkan{signed}. "
                "Laporan ini diminta kantor (satu pintu), bukan kewajiban undang-undang."
            )
        yield _about_contract(
            "overdue", contract, scope, agency, stage=contract.duty, what=what, due_on=contract.deadline
        )


def critical(session: Session, *, org: str, today: date, document_id: uuid.UUID | None = None) -> Iterator[Notice]:
    """Documents with critical findings that nobody dismissed: those judged within ``FRESH``, and those told already."""
    told = select(Alert.document_id).where(
        Alert.org == org, Alert.kind == "critical", Alert.resolved_at.is_(None), Alert.document_id.is_not(None)
    )
    since = datetime.combine(today, time(), UTC) - FRESH
    first, agency = aliased(Organisation), aliased(Organisation)
    query = (
        select(Document.id, Document.agency, Document.number, agency.name, FindingRow.rule, FindingRow.title)
        .join(ReportRow, ReportRow.id == FindingRow.report_id)
        .join(Document, Document.id == FindingRow.document_id)
        .outerjoin(RegisterContract, RegisterContract.document_id == Document.id)
        .outerjoin(first, first.id == RegisterContract.agency_id)
        .outerjoin(agency, agency.id == func.coalesce(first.merged_into_id, first.id))
        .where(
            Document.org == org,
            Document.latest,
            ReportRow.current,
            FindingRow.severity == "kritis",
            FindingRow.verdict.in_(("violated", "absent")),
            or_(ReportRow.created_at >= since, Document.id.in_(told)),
            ~_dismissed(),
        )
        .order_by(Document.id, FindingRow.position)
    )
    if document_id is not None:
        query = query.where(Document.id == document_id)
    found: dict[uuid.UUID, tuple[str, str, str, dict[str, str]]] = {}
    for identifier, scope, number, name, rule, title in session.execute(query):
        found.setdefault(identifier, (scope, number or "", name or "", {}))[3][rule] = title
    for identifier, (scope, number, name, titles) in found.items():
        yield Notice(
            kind="critical",
            subject_kind="document",
            subject_id=str(identifier),
            # Another critical finding in the same document is news again; the same ones read anew are not.
            stage=hashlib.sha256(" ".join(sorted(titles)).encode()).hexdigest()[:16],
            what=f"{len(titles)} temuan kritis: {'; '.join(titles.values())}.",
            path=f"/dokumen/{identifier}",
            about=cover_personal(number),
            who=name,
            agency=scope,
            document_id=identifier,
        )


def answers(session: Session, *, org: str, today: date) -> Iterator[Notice]:
    """Letters whose answer did not come by the day that they name."""
    for letter in following.overdue(session, org=org, today=today):
        yield Notice(
            kind="answer",
            subject_kind="letter",
            subject_id=str(letter.letter_id),
            # A later day was granted: when that passes too, it is told once more.
            stage=letter.answer_until.isoformat(),
            # Not the addressee: it may be a person.
            what=(
                f"Surat {cover_personal(letter.number)} minta jawaban paling lambat {long_date(letter.answer_until)}; "
                f"{letter.findings} temuan belum dijawab."
            ),
            path=letter.path,
            about=cover_personal(letter.contract_number),
            agency=letter.agency,
            document_id=letter.document_id,
            due_on=letter.answer_until,
        )


def wages(session: Session, *, org: str, law: Law, today: date) -> Iterator[Notice]:
    """Minimum wages that take effect soon or did lately, where a contract of the register runs on under them."""
    news = [
        row for row in law.minimum_wages if row.decides and row.valid_from - timedelta(days=366) < today
        and today <= row.valid_from + WAGE_NEWS
    ]  # fmt: skip
    if not news:
        return
    first = min(row.valid_from for row in news)
    running = session.execute(
        select(
            RegisterContract.id, Engagement.place, Engagement.wage, Engagement.wage_period, RegisterContract.starts_on,
            RegisterContract.ends_on,
        )
        .join(Engagement, Engagement.contract_id == RegisterContract.id)
        .where(
            RegisterContract.org == org,
            or_(RegisterContract.ends_on.is_(None), RegisterContract.ends_on >= first),
            Engagement.place != "",
        )
    ).all()  # fmt: skip
    binding: dict[tuple[str, date], MinimumWageRow | None] = {}
    for row in news:
        under: set[int] = set()
        below: set[int] = set()
        for contract, place, wage, period, starts_on, ends_on in running:
            if (ends_on or date.max) < row.valid_from or (starts_on or date.min) >= row.valid_from:
                continue  # ended before, or was agreed on for the time after it
            at = (place, row.valid_from)
            if at not in binding:
                # Where the regency's own is not known, the province's binds all the same: no UMK lies below it.
                binding[at] = law.find_minimum_wage(place, row.valid_from).row
            if binding[at] is not row:
                continue
            under.add(contract)
            if period == "month" and wage is not None and wage < row.amount:
                below.add(contract)
        if under:
            yield _about_wage(row, under=len(under), below=len(below))


def _about_wage(row: MinimumWageRow, *, under: int, below: int) -> Notice:
    return Notice(
        kind="wage",
        subject_kind="law",
        subject_id=f"{row.level}/{row.region}/{row.valid_from.isoformat()}",
        stage=format(row.amount, "f"),
        what=(
            f"{rupiah(row.amount)} mulai {long_date(row.valid_from)}. {under} kontrak berjalan terkena; {below} di "
            "antaranya menyebut upah bulanan di bawah angka itu (tunjangan belum dihitung)."
        ),
        path="/data-hukum",
        about=row.name,
        due_on=row.valid_from,
    )


def _contracts(org: str, document_id: uuid.UUID | None) -> Select[RegisterContract, str, str | None]:
    """Contracts with the agency that handed them in and the name of the agency that uses them, after merges."""
    first, agency = aliased(Organisation), aliased(Organisation)
    query = (
        select(RegisterContract, Document.agency, agency.name)
        .join(Document, Document.id == RegisterContract.document_id)
        .outerjoin(first, first.id == RegisterContract.agency_id)
        .outerjoin(agency, agency.id == func.coalesce(first.merged_into_id, first.id))
        .where(RegisterContract.org == org)
        .order_by(RegisterContract.id)
    )
    return query if document_id is None else query.where(RegisterContract.document_id == document_id)


def _about_contract(
    kind: AlertKind,
    contract: RegisterContract,
    scope: str,
    agency: str | None,
    *,
    stage: str,
    what: str,
    due_on: date | None,
) -> Notice:
    # Not the row's id: the contracts of a document are written anew whenever it is approved again.
    mark = hashlib.sha256(contract.contract_key.encode()).hexdigest()[:16]
    return Notice(
        kind=kind,
        subject_kind="contract",
        subject_id=f"{contract.document_id}/{mark}",
        stage=stage,
        what=what,
        path=f"/dokumen/{contract.document_id}",
        about=cover_personal(contract.contract_number),
        who=agency or "",
        agency=scope,
        document_id=contract.document_id,
        due_on=due_on,
    )


def _dismissed() -> ColumnElement[bool]:
    """Whether the newest decision on the finding dismisses it."""
    newest = (
        select(func.max(Decision.id))
        .where(Decision.document_id == FindingRow.document_id, Decision.fingerprint == FindingRow.fingerprint)
        .correlate(FindingRow)
        .scalar_subquery()
    )
    return exists().where(Decision.id == newest, Decision.action == "dismiss")
