"""What reviewers' corrections suggest to the administrator: nothing of it is used before somebody has accepted it.

``position``  a title was read one way and corrected to another: the spelling becomes a name of that job in the office's
              list of positions (``PositionName``), by which the register counts
``field``     a corrected title belongs to no field of work: it becomes an alias of a field in the office's own law data
              (``position_fields_kantor.csv``), by which checks of the field judge from then on
``clause``    somebody said that a clause is there, and drew where: its words are taught to the next model
              (``lindung corrections export``) unless they are refused
"""

from __future__ import annotations

import csv
import hashlib
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, event, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from api.context import Context
from api.errors import Invalid, NotFound
from api.masking import cover_personal
from api.permissions import require
from api.register.wanted import title_key
from api.services import events, fact_paths
from api.services.law import alone, drafted, usable
from api.settings import Settings
from api.storage.files import publish
from extractor.law import Law, LawDataError
from extractor.law.load import build_law, law_files, read_files
from extractor.law.tables import position_fields
from models import Correction, Document, PositionName, ProposalDecision, User
from models.proposal import ProposalAction, ProposalKind

FIELDS_FILE = "position_fields_kantor.csv"
MOST_CORRECTIONS = 5000
"""The newest so many corrections of titles and clauses are looked at."""
SHOWN_DOCUMENTS = 5
LONGEST = 300
MAX_REASON = 2000
_CLAUSE_WORDS = frozenset({"granted", "excluded", "prohibited"})


@dataclass(frozen=True, slots=True)
class Source:
    """A document whose correction suggests it."""

    document_id: uuid.UUID
    filename: str


@dataclass
class Proposal:
    """``said`` is what stands in the contracts, ``meant`` what the reviewers say it is (a title, or a clause and its
    status as "thr granted"). ``count`` corrections in ``documents`` by ``people``; ``decision`` None while open."""

    kind: ProposalKind
    key: str
    said: str
    meant: str
    count: int = 0
    documents: dict[uuid.UUID, Source] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    last: datetime | None = None
    decision: ProposalDecision | None = None


def listing(session: Session, settings: Settings, *, org: str) -> tuple[Proposal, ...]:
    """All that the office's corrections suggest, open ones first, then most often met. Three statements."""
    law = usable(settings)[0]
    spellings = select(PositionName.key, PositionName.name).where(PositionName.org == org)
    known = {row.key: row.name for row in session.execute(spellings)}
    decided = _decided(session, org=org)
    found: dict[str, Proposal] = {}
    for row, document in _corrections(session, org=org):
        for made in _suggested(row, law, known=known):
            proposal = found.setdefault(made.key, made)
            proposal.count += 1
            proposal.documents[document.document_id] = document
            proposal.people.add(row.user.display_name or row.user.name)
            proposal.last = max(row.at, proposal.last or row.at)
    for key, decision in decided.items():
        proposal = found.setdefault(key, Proposal(decision.kind, key, decision.said, decision.meant))
        proposal.decision = decision
    return tuple(
        sorted(found.values(), key=lambda p: (p.decision is not None, -p.count, p.kind, p.said.lower(), p.meant))
    )


def decide(
    context: Context,
    session: Session,
    key: str,
    action: ProposalAction,
    *,
    value: str,
    reason: str,
    user: User,
) -> ProposalDecision:
    """Accept or refuse a proposal; refusing what was accepted takes it out again.

    ``value``: the name of the job, or the field of work, that is taken over. Forbidden, NotFound, Invalid at ``reason``
    or ``value``.
    """
    require(user, "users")
    value, reason = " ".join(value.split()), reason.strip()
    session.execute(update(User).where(User.id == user.id).values(role=User.role))  # one decision at a time
    proposal = next((p for p in listing(session, context.settings, org=user.org) if p.key == key), None)
    if proposal is None:
        raise NotFound()
    before = proposal.decision
    if action == "refused" and not reason:
        raise Invalid.at(
            "reason", "Usulan tidak dapat ditolak tanpa alasan; belum ada yang berubah.", remedy="Tuliskan alasannya."
        )
    if len(reason) > MAX_REASON:
        raise Invalid.at("reason", f"Alasan lebih panjang dari {MAX_REASON} huruf.", remedy="Ringkaskan alasannya.")
    if before is not None and before.action == action:
        raise Invalid.at("action", "Usulan ini sudah diputuskan begitu.", remedy="Muat ulang halamannya.")
    taken = _take_over(context, session, proposal, value, user=user) if action == "accepted" else ""
    if action == "refused" and before is not None and before.action == "accepted":
        _take_back(context, session, proposal, before.value, user=user)
    row = ProposalDecision(
        org=user.org, kind=proposal.kind, key=key, said=proposal.said, meant=proposal.meant, action=action,
        value=taken, reason=reason, user_id=user.id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    events.record(
        session,
        f"proposal.{action}",
        org=user.org,
        actor_id=user.id,
        subject=("proposal", row.id),
        before={"action": None if before is None else before.action},
        after={"kind": proposal.kind, "key": key, "count": proposal.count},
        why=reason,
    )
    return row


def refused_clauses(session: Session, *, org: str) -> frozenset[str]:
    """The keys of clause wordings that are not to be taught."""
    return frozenset(k for k, d in _decided(session, org=org).items() if (d.kind, d.action) == ("clause", "refused"))


def clause_key(row: Correction) -> str | None:
    """The key of what a corrected clause suggests; None when it suggests nothing."""
    made = _clause(row)
    return None if made is None else made.key


def fields_of(settings: Settings) -> tuple[str, ...]:
    """The fields of work that a job can belong to."""
    return tuple(sorted({name for name, _ in usable(settings)[0].position_fields}))


def _corrections(session: Session, *, org: str) -> Iterable[tuple[Correction, Source]]:
    """The standing corrections of titles and clauses with their documents, newest first."""
    newest = (
        select(func.max(Correction.id))
        .where(
            Correction.kind == "fact",
            or_(Correction.path.like("%positions.%.title"), Correction.path.like("%clauses.%")),
        )
        .group_by(Correction.document_id, Correction.path)
    )
    rows = session.execute(
        select(Correction, Document.id, Document.filename)
        .join(Document, Document.id == Correction.document_id)
        .where(Document.org == org, Correction.undo.is_(False), Correction.id.in_(newest))
        .options(joinedload(Correction.user, innerjoin=True))
        .order_by(Correction.id.desc())
        .limit(MOST_CORRECTIONS)
    )
    for row, document_id, filename in rows:
        yield row, Source(document_id, filename)


def _suggested(row: Correction, law: Law, *, known: dict[str, str]) -> Iterable[Proposal]:
    if fact_paths.split(row.path)[1].startswith("clauses."):
        made = _clause(row)
        return () if made is None else (made,)
    title, found = row.new_value or "", list[Proposal]()
    if not title:
        return ()
    read = title_key(row.old_value or "")
    if read not in ("", title_key(title)) and known.get(read) != title:
        found.append(_proposal("position", row.old_value or "", title, read, title_key(title)))
    if law.position_field(title) is None:
        found.append(_proposal("field", title, "", title_key(title)))
    return found


def _clause(row: Correction) -> Proposal | None:
    kind = fact_paths.split(row.path)[1].removeprefix("clauses.")
    words = cover_personal(" ".join(row.quote.split()))[:LONGEST]
    if not words or row.new_value not in _CLAUSE_WORDS:
        return None
    return _proposal("clause", words, f"{kind} {row.new_value}", words.lower(), f"{kind} {row.new_value}")


def _proposal(kind: ProposalKind, said: str, meant: str, *parts: str) -> Proposal:
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode()).hexdigest()
    return Proposal(kind, digest, cover_personal(said)[:LONGEST], cover_personal(meant)[:LONGEST])


def _decided(session: Session, *, org: str) -> dict[str, ProposalDecision]:
    newest = select(func.max(ProposalDecision.id)).where(ProposalDecision.org == org).group_by(ProposalDecision.key)
    rows: Sequence[ProposalDecision] = session.scalars(
        select(ProposalDecision)
        .where(ProposalDecision.id.in_(newest))
        .options(joinedload(ProposalDecision.user, innerjoin=True))
    ).all()
    return {row.key: row for row in rows}


def _take_over(context: Context, session: Session, proposal: Proposal, value: str, *, user: User) -> str:
    """Put the accepted proposal where it is used; what was taken over."""
    if proposal.kind == "clause":
        return proposal.meant
    if proposal.kind == "position":
        name = value or proposal.meant
        if not title_key(name) or len(name) > 255:
            raise Invalid.at("value", "Nama jabatan kosong atau terlalu panjang.", remedy="Tulis nama jabatannya.")
        _name(session, proposal.said, name, org=user.org)
        return name
    if value not in fields_of(context.settings):
        raise Invalid.at("value", "Bidang pekerjaan ini tidak dikenal.", remedy="Pilih bidang dari daftar.")
    _write_fields(context, session, proposal.said, value)
    return value


def _take_back(context: Context, session: Session, proposal: Proposal, value: str, *, user: User) -> None:
    if proposal.kind == "position":
        session.execute(
            delete(PositionName).where(
                PositionName.org == user.org, PositionName.key == title_key(proposal.said), PositionName.name == value
            )
        )
    elif proposal.kind == "field":
        _write_fields(context, session, proposal.said, None)


def _name(session: Session, written: str, name: str, *, org: str) -> None:
    key = title_key(written)
    row = session.scalar(select(PositionName).where(PositionName.org == org, PositionName.key == key))
    if row is None:
        session.add(PositionName(org=org, key=key, written=written, name=name))
    else:
        row.written, row.name = written, name
    session.flush()


def _write_fields(context: Context, session: Session, alias: str, chosen: str | None) -> None:
    """Write the alias into the office's file (None: out of it), validated as a whole; put back when the transaction
    fails. Invalid at ``value`` when the law data could not be used with it."""
    folder = context.settings.law_folder
    place = folder / FIELDS_FILE
    try:
        with alone(folder):
            old = place.read_bytes() if place.exists() else None
            rows = position_fields(old.decode("utf-8-sig"), file=str(place)) if old else ()
            kept = [(name, known) for name, known in rows if known.lower() != alias.lower()]
            text = _csv([*kept, (chosen, alias.lower())] if chosen is not None else kept)
            _require_usable(folder, place, text)
            publish(drafted(place, text.encode()), place)
    except LawDataError as error:
        raise Invalid.at(
            "value", f"Data hukum kantor tidak dapat dipakai: {error.message}", remedy=error.remedy
        ) from None
    except OSError as error:
        raise Invalid.at(
            "value",
            f"Folder data hukum tidak dapat ditulis ({error.strerror}); tidak ada yang berubah.",
            remedy="Minta pengelola memeriksa hak tulis atas folder data hukum.",
        ) from None
    event.listen(session, "after_rollback", lambda _: _put_back(place, old), once=True)


def _put_back(place: Path, old: bytes | None) -> None:
    if old is None:
        place.unlink(missing_ok=True)
    else:
        publish(drafted(place, old), place)


def _require_usable(folder: Path, place: Path, text: str) -> None:
    texts, version = read_files(law_files(folder))
    build_law({**texts, str(place): text}, version=version)


def _csv(rows: Iterable[tuple[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("field", "alias"))
    writer.writerows(rows)
    return out.getvalue()
