"""The seal of the audit trail: a chain of keyed hashes over the events, and its proof.

Each event's hash is ``HMAC-SHA256(key, hash of the event before || the event in canonical JSON)``. Whoever changes a
row without the key cannot make its hash; whoever removes one leaves a gap in the numbers; whoever cuts the end off
contradicts the head, which carries a seal of its own. A whole older state put back (database and head together) is
noticed only by comparing with a head noted elsewhere: ``lindung audit head`` prints it.

The key lies beside the database, never in it (``api.audit_key``).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from api.errors import AuditKeyWrong
from models import AuditHead, Event

KEY = "audit_key"
PENDING = "audit_pending"
"""Names under which a session keeps the key and the events that its commit will write."""
BATCH = 2000
"""Events read at a time when the trail is proved."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the trail is not what was written. ``first`` to ``last`` are event numbers."""

    first: int
    last: int
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """``events`` were looked at; ``head`` is the newest number with its hash, as ``lindung audit head`` prints it."""

    events: int
    head: str
    breaks: tuple[Break, ...]

    @property
    def whole(self) -> bool:
        return not self.breaks


def digest(key: bytes, words: str) -> str:
    """What the trail keeps of a typed reason."""
    return hmac.new(key, b"why\x1f" + words.encode(), hashlib.sha256).hexdigest()


def begin(session: Session, key: bytes) -> None:
    """Make the head of a trail that has none, over the events that are there already.

    AuditKeyWrong when there is a head that this key did not seal.
    """
    head = session.get(AuditHead, 1)
    if head is not None:
        if not hmac.compare_digest(head.mac, _head_mac(key, head.last_id, head.hash)):
            raise AuditKeyWrong()
        return
    last = session.scalar(select(func.max(Event.id))) or 0
    sealed = _genesis(key, session.scalars(select(Event).order_by(Event.id)))
    session.add(AuditHead(id=1, last_id=last, sealed_id=last, hash=sealed, mac=_head_mac(key, last, sealed)))
    session.flush()


def write_pending(session: Session) -> None:
    """Write the events of this transaction, as its last act: the head is the one row that all writers share, so it
    is locked after everything else, and never while waiting for another row."""
    if session.in_nested_transaction():
        return
    pending: list[Event] = session.info.pop(PENDING, [])
    if not pending:
        return
    key: bytes = session.info[KEY]
    session.flush()
    moved = session.execute(
        update(AuditHead)
        .where(AuditHead.id == 1)
        .values(last_id=AuditHead.last_id + len(pending))
        .returning(AuditHead.last_id, AuditHead.hash)
        .execution_options(synchronize_session=False)
    ).one()
    last_id, seal = moved.last_id, moved.hash
    rows = []
    for number, event in enumerate(pending, start=last_id - len(pending) + 1):
        event.id = number
        seal = event.hash = _seal(key, seal, event)
        rows.append({name: getattr(event, name) for name in _COLUMNS})
    session.execute(insert(Event), rows)
    session.execute(
        update(AuditHead)
        .where(AuditHead.id == 1)
        .values(hash=seal, mac=_head_mac(key, last_id, seal))
        .execution_options(synchronize_session=False)
    )


def forget_pending(session: Session) -> None:
    """A transaction that was rolled back has done nothing."""
    session.info.pop(PENDING, None)


def verify(session: Session, key: bytes, *, noted: str = "") -> Proof:
    """Prove the whole trail. ``noted`` is a head that was written down before: it must still be in the trail."""
    head = session.get(AuditHead, 1)
    if head is None:
        return Proof(0, "", (Break(0, 0, "kepala jejak audit tidak ada"),))
    breaks: list[Break] = []
    sealed = _genesis(key, _events(session, after=0, until=head.sealed_id))
    before, last, count = sealed, head.sealed_id, head.sealed_id
    wanted_id, _, wanted_hash = noted.partition(":")
    found = not noted or wanted_id == "0"
    for event in _events(session, after=head.sealed_id, until=None):
        count += 1
        gap = event.id != last + 1
        if gap:
            breaks.append(Break(last + 1, event.id - 1, "dihapus"))
        elif event.hash != _seal(key, before, event):
            # After a gap the row before is not known, so the row itself cannot be proved.
            first = event.id == head.sealed_id + 1 and head.sealed_id > 0
            what = "diubah, atau salah satu peristiwa sebelum penyegelan" if first else "diubah"
            breaks.append(Break(event.id, event.id, what))
        found = found or (str(event.id) == wanted_id and event.hash == wanted_hash)
        before, last = event.hash or "", event.id
    if not hmac.compare_digest(head.mac, _head_mac(key, head.last_id, head.hash)):
        breaks.append(Break(head.last_id, head.last_id, "kepala jejak audit diubah"))
    elif last < head.last_id:
        breaks.append(Break(last + 1, head.last_id, "dihapus dari ujung"))
    elif last > head.last_id:
        breaks.append(Break(head.last_id + 1, last, "ditambahkan tanpa segel"))
    if not found:
        breaks.append(Break(int(wanted_id), int(wanted_id), "tidak sama dengan kepala yang dicatat dahulu"))
    return Proof(events=count, head=f"{head.last_id}:{head.hash}", breaks=tuple(breaks))


_COLUMNS = (
    "id", "at", "org", "actor_id", "action", "subject_type", "subject_id", "before", "after", "why", "hash",
)  # fmt: skip


def _events(session: Session, *, after: int, until: int | None) -> Iterator[Event]:
    while True:
        query = select(Event).where(Event.id > after).order_by(Event.id).limit(BATCH)
        if until is not None:
            query = query.where(Event.id <= until)
        rows = session.scalars(query).all()
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1].id
        session.expunge_all()


def _canonical(event: Event) -> bytes:
    fields = (
        event.id,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.org,
        None if event.actor_id is None else str(event.actor_id),
        event.action,
        event.subject_type,
        event.subject_id,
        event.before,
        event.after,
        event.why,
    )
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _seal(key: bytes, before: str, event: Event) -> str:
    return hmac.new(key, before.encode() + b"\x1f" + _canonical(event), hashlib.sha256).hexdigest()


def _genesis(key: bytes, events: Iterable[Event]) -> str:
    seal = hmac.new(key, b"genesis", hashlib.sha256).hexdigest()
    for event in events:
        seal = _seal(key, seal, event)
    return seal


def _head_mac(key: bytes, last_id: int, seal: str) -> str:
    return hmac.new(key, f"head\x1f{last_id}\x1f{seal}".encode(), hashlib.sha256).hexdigest()
