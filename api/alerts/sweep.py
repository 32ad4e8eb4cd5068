"""From what is true today to alerts: each subject and stage once, and resolved when its cause is gone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.alerts import notices
from api.alerts.notices import Notice
from api.register import contracts
from extractor.law import Law
from models import Alert, Document
from models.alert import AlertKind
from models.base import utc_now

_OF_DOCUMENTS: tuple[AlertKind, ...] = ("ending", "overdue", "critical")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How many alerts are new (or true again), and how many were resolved."""

    made: int
    resolved: int


def sweep(session: Session, *, org: str, law: Law, today: date) -> Swept:
    """Look at the whole office. May run at any time and in several processes: the unique key of an alert decides."""
    contracts.settle(session, org=org, law=law)
    found = [
        *notices.ending(session, org=org, today=today),
        *notices.overdue(session, org=org, today=today),
        *notices.critical(session, org=org, today=today),
        *notices.answers(session, org=org, today=today),
        *notices.wages(session, org=org, law=law, today=today),
    ]
    return _reconcile(session, found, org=org, kinds=get_args(AlertKind))


def of_document(session: Session, document: Document, *, today: date) -> Swept:
    """The same for one document, when it is approved: nobody waits for the next sweep."""
    found = [
        *notices.ending(session, org=document.org, today=today, document_id=document.id),
        *notices.overdue(session, org=document.org, today=today, document_id=document.id),
        *notices.critical(session, org=document.org, today=today, document_id=document.id),
    ]
    return _reconcile(session, found, org=document.org, kinds=_OF_DOCUMENTS, document_id=document.id)


def _reconcile(
    session: Session,
    found: Iterable[Notice],
    *,
    org: str,
    kinds: tuple[AlertKind, ...],
    document_id: uuid.UUID | None = None,
) -> Swept:
    wanted = {notice.key: notice for notice in found}
    query = select(Alert.id, Alert.kind, Alert.subject_kind, Alert.subject_id, Alert.stage, Alert.resolved_at).where(
        Alert.org == org, Alert.kind.in_(kinds)
    )
    if document_id is not None:
        query = query.where(Alert.document_id == document_id)
    over: list[int] = []
    again: list[int] = []
    for identifier, kind, subject_kind, subject_id, stage, resolved_at in session.execute(query):
        true = wanted.pop((kind, subject_kind, subject_id, stage), None) is not None
        if true and resolved_at is not None:
            again.append(identifier)
        elif not true and resolved_at is None:
            over.append(identifier)
    _mark(session, over, resolved=True)
    _mark(session, again, resolved=False)
    made = sum(_insert(session, notice, org=org) for notice in wanted.values())
    return Swept(made=made + len(again), resolved=len(over))


def _mark(session: Session, identifiers: list[int], *, resolved: bool) -> None:
    for first in range(0, len(identifiers), _BATCH):
        session.execute(
            update(Alert)
            .where(Alert.id.in_(identifiers[first : first + _BATCH]))
            .values(resolved_at=utc_now() if resolved else None)
            .execution_options(synchronize_session=False)
        )


def _insert(session: Session, notice: Notice, *, org: str) -> bool:
    """Add the alert; False when another process was faster."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    made = session.scalar(
        insert(Alert)
        .values(
            org=org,
            kind=notice.kind,
            subject_kind=notice.subject_kind,
            subject_id=notice.subject_id,
            stage=notice.stage,
            document_id=notice.document_id,
            agency=notice.agency,
            about=notice.about[:255],
            who=notice.who[:255],
            what=notice.what,
            path=notice.path,
            due_on=notice.due_on,
            created_at=utc_now(),
        )
        .on_conflict_do_nothing(index_elements=["org", "kind", "subject_kind", "subject_id", "stage"])
        .returning(Alert.id)
    )
    return made is not None
