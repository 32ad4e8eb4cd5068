"""What a contract says now: its own values with those that its addenda put in their place, each from its day on.

The links are those that ``lineage`` suggests by number. A change is laid over the contract only where it is plain which
value it means: the old value that the addendum quotes is the contract's, or there is only one value it could be. What
is not plain is shown beside it and changes nothing. The parties must not contradict each other.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from pydantic import TypeAdapter
from rapidfuzz import fuzz
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, undefer

from api.services import fact_paths, lineage
from api.services.lineage import RelatedContract
from extractor.report import Change, Contract, Report, from_json
from extractor.vocabulary import ChangeKind
from models import ContractKey, Document, ReportRow, User

CONTRACT: TypeAdapter[Contract] = TypeAdapter(Contract)
_NAMED = 85.0
"""From here on a position counts as named by the addendum (partial likeness of its title, 0 to 100)."""
OF_POSITION: tuple[ChangeKind, ...] = ("wage", "headcount")


@dataclass(frozen=True, slots=True)
class Step:
    """One value from one day on. ``before`` and ``after`` as ``extractor.report.Change`` has them.

    ``position`` is the place of the position it belongs to (0-based), None for the contract's own values. ``applied``
    is False where it is not plain what the change means, ``doubt`` then says why in Indonesian. ``agrees``: the old
    value that the addendum quotes is the one that held until then. ``approved``: two people have seen the addendum.
    """

    about: ChangeKind
    label: str
    position: int | None
    title: str
    before: str
    after: str
    since: date | None
    addendum: RelatedContract
    approved: bool
    applied: bool
    agrees: bool
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Effective:
    """``contract`` as written, the steps in the order of their days, and ``now``: the contract with all of them."""

    document_id: uuid.UUID
    contract: Contract
    steps: tuple[Step, ...]
    now: Contract


def of(
    session: Session,
    document: Document,
    contract: Contract,
    *,
    part: int = 1,
    approved_only: bool = False,
    user: User | None = None,
) -> Effective | None:
    """What holds of contract ``part`` of the document; None when no addendum changes it.

    ``user``: only by addenda that this person sees. A fixed number of statements, however many addenda there are.
    """
    found_addenda = lineage.addenda(session, document, contract, part=part, user=user)
    related = [a for a in found_addenda if a.parties_agree is not False]
    if not related:
        return None
    found = _contracts(session, related, approved_only=approved_only)
    steps, now = _laid_over(contract, [(r, *found[r.document_id, r.part]) for r in related if _key(r) in found])
    return Effective(document.id, contract, steps, now) if steps else None


def around(
    session: Session, document: Document, contract: Contract, *, part: int = 1, user: User | None = None
) -> Effective | None:
    """The same seen from the addendum ``contract``: what holds of the contract that it most likely amends."""
    candidates = lineage.parents(session, document, contract, part=part, user=user)
    parent = next((p for p in candidates if p.same_number and p.parties_agree is not False), None)
    if parent is None:
        return None
    found = _contracts(session, [parent], approved_only=False)
    if _key(parent) not in found:
        return None
    owner = session.get_one(Document, parent.document_id)
    return of(session, owner, found[_key(parent)][0], part=parent.part, user=user)


def overlaid(session: Session, document: Document, contract: dict[str, Any], *, part: int) -> dict[str, Any]:
    """The contract of a report, as its JSON has it, with what approved addenda put in its place."""
    if contract["kind"] in ("addendum", "other") or contract["number"] is None:
        return contract
    found = of(session, document, CONTRACT.validate_python(contract), part=part, approved_only=True)
    return contract if found is None else cast(dict[str, Any], CONTRACT.dump_python(found.now, mode="json"))


def parents_of(session: Session, document: Document) -> Sequence[Document]:
    """The approved documents whose contracts an addendum in ``document`` names by their number."""
    return _approved_with(session, document, own=ContractKey.parent_key, theirs=ContractKey.number_key)


def addenda_of(session: Session, document: Document) -> Sequence[Document]:
    """The approved documents with an addendum that names a contract in ``document`` by its number."""
    return _approved_with(session, document, own=ContractKey.number_key, theirs=ContractKey.parent_key)


def _approved_with(
    session: Session, document: Document, *, own: InstrumentedAttribute[str], theirs: InstrumentedAttribute[str]
) -> Sequence[Document]:
    """The other approved documents of the office in which ``theirs`` is a key that ``document`` has as ``own``."""
    keys = select(own).where(ContractKey.document_id == document.id, func.length(own) >= lineage.LEAST_KEY)
    named = select(ContractKey.document_id).where(ContractKey.org == document.org, theirs.in_(keys))
    return session.scalars(
        select(Document)
        .where(
            Document.org == document.org,
            Document.id != document.id,
            Document.review_state == "approved",
            Document.id.in_(named),
        )
        .order_by(Document.created_at)
        .limit(lineage.MOST)
    ).all()


def _key(related: RelatedContract) -> tuple[uuid.UUID, int]:
    return related.document_id, related.part


def _contracts(
    session: Session, related: Iterable[RelatedContract], *, approved_only: bool
) -> dict[tuple[uuid.UUID, int], tuple[Contract, bool]]:
    """The contracts as their current reports have them, and whether their documents are approved."""
    wanted = {_key(r) for r in related}
    query = (
        select(ReportRow, Document.review_state)
        .join(Document, Document.id == ReportRow.document_id)
        .where(ReportRow.document_id.in_({document_id for document_id, _ in wanted}), ReportRow.current)
        .options(undefer(ReportRow.body))
    )
    if approved_only:
        query = query.where(Document.review_state == "approved")
    made: dict[tuple[uuid.UUID, int], tuple[Contract, bool]] = {}
    for row, state in session.execute(query):
        report: Report = from_json(row.body)
        for document_id, part in wanted:
            if document_id == row.document_id and part <= report.contracts_in_scan:
                made[document_id, part] = (report.of_part(part).contract, state == "approved")
    return made


def since(addendum: Contract) -> date | None:
    """The day from which an addendum holds: the day it names, when that is later than its signing, else its signing."""
    signed = addendum.signed_on.value if addendum.signed_on else None
    starts = addendum.starts_on.value if addendum.starts_on else None
    if signed is None:
        return starts
    return starts if starts is not None and starts > signed else signed


def _laid_over(
    contract: Contract, addenda: Sequence[tuple[RelatedContract, Contract, bool]]
) -> tuple[tuple[Step, ...], Contract]:
    steps, now = list[Step](), contract
    for related, addendum, approved in sorted(addenda, key=lambda a: (since(a[1]) is None, since(a[1]) or date.min)):
        for change in addendum.amends.changes if addendum.amends else ():
            step = _step(now, change, related, day=since(addendum), approved=approved)
            steps.append(step)
            if step.applied:
                now = _with(now, step)
    return tuple(steps), now


def _step(now: Contract, change: Change, related: RelatedContract, *, day: date | None, approved: bool) -> Step:
    about = change.about
    position: int | None = None
    doubt, agrees = "", False
    if about == "other":
        doubt = "Ketentuan ini dibaca sendiri; tidak ada nilai yang diganti."
    elif about in OF_POSITION:
        position, agrees = _position(now, change)
        if position is None:
            doubt = "Tidak jelas jabatan mana yang dimaksud."
    else:
        agrees = _same(about, _value(now, about, None), change.before.value)
    if not doubt and not _possible(about, change.after.value):
        doubt = "Nilai barunya tidak terbaca."
    return Step(
        about=about,
        label=change.label,
        position=position,
        title="" if position is None else now.positions[position].title.value,
        before=change.before.value,
        after=change.after.value,
        since=day,
        addendum=related,
        approved=approved,
        applied=not doubt,
        agrees=agrees,
        doubt=doubt,
    )


def _position(now: Contract, change: Change) -> tuple[int | None, bool]:
    """Which position a changed wage or number of people belongs to, and whether its value is the quoted one."""
    places = range(len(now.positions))
    same = [at for at in places if _same(change.about, _value(now, change.about, at), change.before.value)]
    if len(same) == 1:
        return same[0], True
    among = same or list(places)
    label = change.label.lower()
    named = [at for at in among if fuzz.partial_ratio(now.positions[at].title.value.lower(), label) >= _NAMED]
    if label and len(named) == 1:
        return named[0], named[0] in same
    if not same and len(now.positions) == 1:
        return 0, False
    return None, False


def _value(contract: Contract, about: ChangeKind, position: int | None) -> str | None:
    fact = getattr(contract if position is None else contract.positions[position], about)
    if fact is None:
        return None
    return fact.value.isoformat() if isinstance(fact.value, date) else str(fact.value)


def _same(about: ChangeKind, one: str | None, other: str) -> bool:
    if one is None:
        return False
    try:
        return one == other if about in ("starts_on", "ends_on") else Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _possible(about: ChangeKind, value: str) -> bool:
    try:
        match about:
            case "wage" | "value":
                return Decimal(value) >= 0
            case "headcount":
                return int(value) >= 0
            case "starts_on" | "ends_on":
                date.fromisoformat(value)
    except (ValueError, InvalidOperation):
        return False
    return True


def _with(contract: Contract, step: Step) -> Contract:
    """The contract with the new value; confidence and place stay those of the fact it takes the place of, if any."""
    path = step.about if step.position is None else f"positions.{step.position}.{step.about}"
    return fact_paths.put(contract, path, step.after, evidence=fact_paths.evidence_at(contract, path))
