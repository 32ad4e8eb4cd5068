"""The register on a day: its rows, and its totals."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api.register import sums
from api.register.wanted import Filter, WageAhead, of_contracts, of_rows
from models import Document, Engagement, Organisation, RegisterContract

__all__ = [
    "PAGE_SIZE", "PROGRAMMES", "Filter", "Listing", "Row", "Totals", "WageAhead", "bodies", "not_approved",
    "of_contracts", "offered", "organisations", "rows", "totals",
]  # fmt: skip

PAGE_SIZE = 100
PROGRAMMES = sums.PROGRAMMES


@dataclass(frozen=True, slots=True)
class Row:
    """One position of one contract. ``agency`` and ``vendor`` are None where the contract names none."""

    engagement: Engagement
    agency: Organisation | None
    vendor: Organisation | None


@dataclass(frozen=True, slots=True)
class Totals:
    """``workers`` counts the headcounts that the contracts state; ``unknown`` are rows without one. ``insured`` are
    workers by programme, ``not_approved`` documents that are not in the register because nobody approved them yet."""

    agencies: int
    vendors: int
    contracts: int
    rows: int
    workers: int
    unknown: int
    below_minimum: int
    insured: dict[str, int]
    by_title: tuple[tuple[str, int], ...]
    ending: dict[int, int]
    not_approved: int


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Row, ...]
    next: int | None


def rows(
    session: Session, *, org: str, wanted: Filter | None = None, after: int = 0, limit: int = PAGE_SIZE, today: date
) -> Listing:
    """A page of rows by keyset, in the order of entry. Two queries, however many rows."""
    query = select(Engagement).join(RegisterContract, RegisterContract.id == Engagement.contract_id)
    query = of_rows(query, org=org, wanted=wanted or Filter(), today=today).where(Engagement.id > after)
    found = session.scalars(query.order_by(Engagement.id).limit(limit + 1)).all()
    shown = found[:limit]
    known = bodies(session, {i for entry in shown for i in (entry.agency_id, entry.vendor_id) if i is not None})
    made = tuple(
        Row(
            engagement=entry,
            agency=None if entry.agency_id is None else known.get(entry.agency_id),
            vendor=None if entry.vendor_id is None else known.get(entry.vendor_id),
        )
        for entry in shown
    )
    return Listing(rows=made, next=shown[-1].id if len(found) > limit else None)


def totals(session: Session, *, org: str, today: date, wanted: Filter | None = None) -> Totals:
    """The figures over what is in force ``today`` (or what the filter says); a constant number of queries."""
    chosen = wanted or Filter(on=today)
    found = sums.sums(session, org=org, wanted=chosen, today=today)
    return Totals(
        agencies=sum(one.organisation_id is not None for one in found.agencies),
        vendors=found.vendors,
        contracts=found.contracts,
        rows=found.rows,
        workers=found.workers,
        unknown=found.unknown,
        below_minimum=found.below_minimum,
        insured=found.insured,
        by_title=tuple((title.name, title.workers) for title in found.titles),
        ending=found.ending,
        not_approved=not_approved(session, org=org),
    )


def not_approved(session: Session, *, org: str) -> int:
    """Documents with a contract that are not in the register because nobody approved them yet."""
    count = session.scalar(
        select(func.count())
        .select_from(Document)
        .where(
            Document.org == org,
            Document.latest.is_(True),
            Document.review_state.in_(("unread", "read", "to_review", "in_review", "checked", "sent_back")),
            Document.kind.is_not(None),
            Document.kind != "other",
        )
    )
    return count or 0


def organisations(session: Session, *, org: str) -> tuple[Sequence[Organisation], Sequence[Organisation]]:
    """All agencies and all vendors that stand for themselves, by name: what a filter offers."""
    found = session.scalars(
        select(Organisation)
        .where(Organisation.org == org, Organisation.merged_into_id.is_(None))
        .order_by(Organisation.name)
    ).all()
    return [o for o in found if o.kind == "agency"], [o for o in found if o.kind == "vendor"]


def offered(
    session: Session, *, org: str, vendors: int = 200
) -> tuple[Sequence[Organisation], Sequence[Organisation] | None]:
    """The agencies and vendors to choose from; no vendors (None) when there are more than a list of choices is good
    for. Two queries."""
    whole = select(Organisation).where(Organisation.org == org, Organisation.merged_into_id.is_(None))
    whole = whole.order_by(Organisation.name)
    agencies = session.scalars(whole.where(Organisation.kind == "agency")).all()
    found = session.scalars(whole.where(Organisation.kind == "vendor").limit(vendors + 1)).all()
    return agencies, found if len(found) <= vendors else None


def bodies(session: Session, identifiers: Collection[uuid.UUID]) -> dict[uuid.UUID, Organisation]:
    """What each of these organisations stands for after merges. One query."""
    if not identifiers:
        return {}
    kept = aliased(Organisation)
    found = session.execute(
        select(Organisation.id, kept)
        .join(kept, kept.id == func.coalesce(Organisation.merged_into_id, Organisation.id))
        .where(Organisation.id.in_(identifiers))
    )
    return {row[0]: row[1] for row in found}
