"""Which contract of the register may be a package's: suggested with the reasons, confirmed by a person.

A contract number alone proves little, since every agency counts its contracts from one.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models import Document, Organisation, Package, RegisterContract

MOST = 3
_LEAST = 4
_CLOSE = Decimal("0.05")
"""Values that differ by no more than this share are close: a list often gives the value without or with tax."""
_AROUND = timedelta(days=45)
"""Contracts begin some weeks before or after what the list says."""
_AT_MOST = 3000
"""Contracts that are compared for one page of packages."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """``reasons`` in words for people, ``score`` only for the order."""

    document_id: uuid.UUID
    contract_key: str
    contract_number: str
    signed_on: date | None
    reasons: tuple[str, ...]
    score: int


def candidates(session: Session, *, org: str, packages: Sequence[Package]) -> dict[uuid.UUID, tuple[Candidate, ...]]:
    """For each package the contracts that may be its own, the likeliest first. Two queries for all of them."""
    if not packages:
        return {}
    merged: dict[uuid.UUID, uuid.UUID] = {
        gone: kept
        for gone, kept in session.execute(
            select(Organisation.id, Organisation.merged_into_id).where(
                Organisation.org == org, Organisation.merged_into_id.is_not(None)
            )
        )
        if kept is not None
    }
    agencies = {merged.get(p.agency_id, p.agency_id) for p in packages if p.agency_id is not None}
    agencies |= {gone for gone, kept in merged.items() if kept in agencies}
    keys = {package.number_key for package in packages if package.number_key}
    years = [package.year for package in packages]
    begins = func.coalesce(RegisterContract.starts_on, RegisterContract.signed_on)
    found = session.execute(
        select(RegisterContract, Document.value)
        .join(Document, Document.id == RegisterContract.document_id)
        .where(
            RegisterContract.org == org,
            RegisterContract.kind != "pkwt",
            or_(
                RegisterContract.contract_key.in_(keys),
                and_(
                    RegisterContract.agency_id.in_(agencies),
                    # A contract of a budget year begins in it or a few weeks before.
                    begins >= date(min(years) - 1, 10, 1),
                    begins <= date(max(years), 12, 31),
                ),
            ),
        )
        .order_by(RegisterContract.id)
        .limit(_AT_MOST)
    ).all()
    made: dict[uuid.UUID, tuple[Candidate, ...]] = {}
    for package in packages:
        scored = [
            one for contract, value in found if (one := _compare(package, contract, value, merged)).score >= _LEAST
        ]
        made[package.id] = tuple(sorted(scored, key=lambda one: (-one.score, one.contract_number))[:MOST])
    return made


def _compare(
    package: Package, contract: RegisterContract, value: Decimal | None, merged: dict[uuid.UUID, uuid.UUID]
) -> Candidate:
    reasons, score = [], 0
    agency = _same(package.agency_id, contract.agency_id, merged)
    vendor = _same(package.vendor_id, contract.vendor_id, merged)
    if package.number_key and package.number_key == contract.contract_key:
        reasons.append("nomor kontrak sama")
        score += 4
    if agency:
        reasons.append("instansi sama")
        score += 2
    if vendor:
        reasons.append("penyedia sama")
        score += 2
    if vendor is False:
        reasons.append("penyedianya lain")
        score -= 2
    if _touch(package, contract):
        reasons.append("masanya bersinggungan")
        score += 1
    if _close(package, value):
        reasons.append("nilainya dekat")
        score += 1
    if agency is False:
        score = 0  # Whoever else has that number, it is another contract.
    return Candidate(
        document_id=contract.document_id,
        contract_key=contract.contract_key,
        contract_number=contract.contract_number,
        signed_on=contract.signed_on,
        reasons=tuple(reasons),
        score=score,
    )


def _same(one: uuid.UUID | None, other: uuid.UUID | None, merged: dict[uuid.UUID, uuid.UUID]) -> bool | None:
    """None when one side is not known."""
    if one is None or other is None:
        return None
    return merged.get(one, one) == merged.get(other, other)


def _touch(package: Package, contract: RegisterContract) -> bool:
    begins, ends = package.starts_on or package.signed_on, package.ends_on
    since, until = contract.starts_on or contract.signed_on, contract.ends_on
    if begins is None or since is None:
        return False
    return since - _AROUND <= (ends or begins) and begins <= (until or since) + _AROUND


def _close(package: Package, value: Decimal | None) -> bool:
    """The contract's value near the list's, or in a plan within its budget and above half of it."""
    if value is None:
        return False
    if package.value:
        return abs(package.value - value) <= package.value * _CLOSE
    budget = package.estimate or package.budget
    return budget is not None and budget / 2 <= value <= budget * (1 + _CLOSE)
