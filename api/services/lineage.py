"""Which contract an addendum belongs to, and which addenda a contract has: suggested, never decided here.

Two contracts are brought together by the number that the addendum quotes, compared without the way it is typed; where
no number fits, by the date it quotes and a number that is nearly the same. Whether the parties agree is said beside it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session, joinedload

from api.permissions import visible
from extractor.contract_numbers import number_key
from extractor.report import Contract, Party, Report
from extractor.vocabulary import ContractKind
from models import ContractKey, Document, User

MOST = 10
"""So many suggestions are shown; more would mean that the number says nothing."""
LEAST_KEY = 4
"""A shorter number ("12") is shared by too many contracts."""
_NEARLY = 88.0
_SAME_NAME = 88.0
_FORMS = re.compile(r"\b(?:pt|cv|ud|pd|tbk|persero|koperasi|yayasan|bapak|ibu|sdr|drs?|ir|hj?|s\.?e|s\.?h|m\.?m)\b\.?")


@dataclass(frozen=True, slots=True)
class RelatedContract:
    """A contract that seems to belong to the one on the screen.

    ``part`` and ``first_page`` say which contract of its file. ``same_number``: the numbers are the same, not only
    alike. ``dates_agree`` and ``parties_agree`` are None when one side does not say.
    """

    document_id: uuid.UUID
    part: int
    first_page: int
    filename: str
    kind: ContractKind
    number: str
    signed_on: date | None
    same_number: bool
    dates_agree: bool | None
    parties_agree: bool | None


def remember(session: Session, document: Document, report: Report) -> None:
    """Write the rows of the document's contracts anew."""
    session.execute(delete(ContractKey).where(ContractKey.document_id == document.id))
    contracts = [(p.contract, p.pages[0]) for p in report.parts] or [(report.contract, 1)]
    for part, (contract, first_page) in enumerate(contracts, start=1):
        if contract.kind == "other":
            continue
        amended = contract.amends.number if contract.amends else None
        session.add(
            ContractKey(
                document_id=document.id,
                org=document.org,
                part=part,
                first_page=first_page,
                kind=contract.kind,
                number=contract.number.value[:255] if contract.number else "",
                number_key=number_key(contract.number.value if contract.number else None)[:255],
                parent_key=number_key(amended.value if amended else None)[:255],
                signed_on=contract.signed_on.value if contract.signed_on else None,
                parties="\n".join(_names(contract.parties)),
            )
        )
    session.flush()


def parents(
    session: Session, document: Document, contract: Contract, *, part: int = 1, user: User | None = None
) -> tuple[RelatedContract, ...]:
    """The contracts of the same office that ``contract`` (number ``part`` of the document) seems to amend; with
    ``user`` only those that this person sees."""
    amended = contract.amends
    if amended is None or (amended.number is None and amended.signed_on is None):
        return ()
    key = number_key(amended.number.value if amended.number else None)[:255]
    signed = amended.signed_on.value if amended.signed_on else None
    found = _rows(session, document, part, ContractKey.number_key == key, user) if len(key) >= LEAST_KEY else []
    if not found and signed is not None and key:
        dated = _rows(session, document, part, ContractKey.signed_on == signed, user)
        found = [row for row in dated if fuzz.ratio(row.number_key, key) >= _NEARLY]
    names = _names(contract.parties)
    related = [_related(row, key=key, signed=signed, names=names) for row in found]
    return tuple(sorted(related, key=_doubt)[:MOST])


def addenda(
    session: Session, document: Document, contract: Contract, *, part: int = 1, user: User | None = None
) -> tuple[RelatedContract, ...]:
    """The addenda of the same office that quote the number of ``contract``, in the order of their dates; with ``user``
    only those that this person sees."""
    key = number_key(contract.number.value if contract.number else None)[:255]
    if len(key) < LEAST_KEY:
        return ()
    names = _names(contract.parties)
    rows = _rows(session, document, part, ContractKey.parent_key == key, user)
    related = [_related(row, key="", signed=None, names=names, same_number=True) for row in rows]
    return tuple(sorted(related, key=lambda r: (r.signed_on is None, r.signed_on or date.min))[:MOST])


def _rows(
    session: Session, document: Document, part: int, condition: ColumnElement[bool], user: User | None
) -> list[ContractKey]:
    conditions = [ContractKey.org == document.org, condition]
    if user is not None:
        conditions.append(select(Document.id).where(Document.id == ContractKey.document_id, visible(user)).exists())
    rows = session.scalars(
        select(ContractKey)
        .where(*conditions)
        .options(joinedload(ContractKey.document, innerjoin=True))
        .order_by(ContractKey.id)
        .limit(5 * MOST)
    )
    return [row for row in rows if (row.document_id, row.part) != (document.id, part)]


def _related(
    row: ContractKey, *, key: str, signed: date | None, names: Sequence[str], same_number: bool | None = None
) -> RelatedContract:
    theirs = row.parties.splitlines()
    return RelatedContract(
        document_id=row.document_id,
        part=row.part,
        first_page=row.first_page,
        filename=row.document.filename,
        kind=row.kind,
        number=row.number,
        signed_on=row.signed_on,
        same_number=row.number_key == key if same_number is None else same_number,
        dates_agree=None if signed is None or row.signed_on is None else signed == row.signed_on,
        parties_agree=_agree(names, theirs) if names and theirs else None,
    )


def _doubt(related: RelatedContract) -> tuple[bool, bool, bool, bool]:
    """Least doubtful first; a contract before an addendum of the same number."""
    return (
        not related.same_number,
        related.parties_agree is False,
        related.dates_agree is False,
        related.kind == "addendum",
    )


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(name for party in parties if party.name and (name := _plain(party.name.value)))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", _FORMS.sub(" ", name.lower())).split())


def _agree(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether every name of the shorter list has a like one in the other."""
    few, many = sorted((ours, theirs), key=len)
    return all(any(fuzz.ratio(name, other) >= _SAME_NAME for other in many) for name in few)
