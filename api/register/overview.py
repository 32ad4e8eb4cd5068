"""The register on a day: its rows, its totals, and how they stand beside each other in time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Document, Engagement, Organisation

PAGE_SIZE = 100
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan")


@dataclass(frozen=True, slots=True)
class Row:
    """One position of one contract. ``agency`` and ``vendor`` are None where the contract names none."""

    engagement: Engagement
    agency: Organisation | None
    vendor: Organisation | None


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the register is wanted. ``on``: in force on that day (None: ever); names by id, after merges."""

    on: date | None = None
    agency: uuid.UUID | None = None
    vendor: uuid.UUID | None = None
    title: str = ""
    ending_within: int | None = None


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
    """A page of rows by keyset, in the order of entry. One query, however many rows."""
    agency, vendor = aliased(Organisation), aliased(Organisation)
    query = _joined(agency, vendor).where(Engagement.org == org, Engagement.id > after)
    query = _filtered(query, agency, vendor, wanted or Filter(), today=today)
    found = session.execute(query.order_by(Engagement.id).limit(limit + 1)).all()
    shown = tuple(Row(engagement=row[0], agency=row[1], vendor=row[2]) for row in found[:limit])
    return Listing(rows=shown, next=shown[-1].engagement.id if len(found) > limit else None)


def totals(session: Session, *, org: str, today: date, wanted: Filter | None = None) -> Totals:
    """The figures over what is in force ``today`` (or what the filter says)."""
    agency, vendor = aliased(Organisation), aliased(Organisation)
    chosen = wanted or Filter(on=today)
    query = _filtered(_joined(agency, vendor).where(Engagement.org == org), agency, vendor, chosen, today=today)
    agencies: set[uuid.UUID] = set()
    vendors: set[uuid.UUID] = set()
    contracts: set[uuid.UUID] = set()
    ends: dict[uuid.UUID, date] = {}
    titles: dict[str, int] = {}
    insured = dict.fromkeys(PROGRAMMES, 0)
    count = workers = unknown = below = 0
    for entry, of_agency, of_vendor in session.execute(query.execution_options(yield_per=1000)):
        count += 1
        heads = entry.headcount
        workers += heads or 0
        unknown += heads is None
        below += (heads or 0) if entry.below_minimum else 0
        contracts.add(entry.document_id)
        if entry.ends_on is not None:
            ends[entry.document_id] = entry.ends_on
        if of_agency is not None:
            agencies.add(of_agency.id)
        if of_vendor is not None:
            vendors.add(of_vendor.id)
        name = entry.title.strip().capitalize() or "(tanpa nama jabatan)"
        titles[name] = titles.get(name, 0) + (heads or 0)
        for programme in entry.insured:
            if programme in insured:
                insured[programme] += heads or 0
    waiting = session.scalar(
        select(func.count())
        .select_from(Document)
        .where(
            Document.org == org,
            Document.latest,
            Document.kind.is_not(None),
            Document.kind != "other",
            Document.review_state != "approved",
        )
    )
    return Totals(
        agencies=len(agencies),
        vendors=len(vendors),
        contracts=len(contracts),
        rows=count,
        workers=workers,
        unknown=unknown,
        below_minimum=below,
        insured=insured,
        by_title=tuple(sorted(titles.items(), key=lambda item: (-item[1], item[0]))),
        ending={
            days: sum(today <= end <= today + timedelta(days=days) for end in ends.values()) for days in (30, 60, 90)
        },
        not_approved=waiting or 0,
    )


def organisations(session: Session, *, org: str) -> tuple[Sequence[Organisation], Sequence[Organisation]]:
    """All agencies and all vendors that stand for themselves, by name: what a filter offers."""
    found = session.scalars(
        select(Organisation)
        .where(Organisation.org == org, Organisation.merged_into_id.is_(None))
        .order_by(Organisation.name)
    ).all()
    return [o for o in found if o.kind == "agency"], [o for o in found if o.kind == "vendor"]


def _joined(agency: type[Organisation], vendor: type[Organisation]) -> Select[Engagement, Organisation, Organisation]:
    """Engagements with their organisations as they stand after merges."""
    first_agency, first_vendor = aliased(Organisation), aliased(Organisation)
    return (
        select(Engagement, agency, vendor)
        .outerjoin(first_agency, first_agency.id == Engagement.agency_id)
        .outerjoin(agency, agency.id == func.coalesce(first_agency.merged_into_id, first_agency.id))
        .outerjoin(first_vendor, first_vendor.id == Engagement.vendor_id)
        .outerjoin(vendor, vendor.id == func.coalesce(first_vendor.merged_into_id, first_vendor.id))
    )


def _filtered(
    query: Select[Engagement, Organisation, Organisation],
    agency: type[Organisation],
    vendor: type[Organisation],
    wanted: Filter,
    *,
    today: date,
) -> Select[Engagement, Organisation, Organisation]:
    if wanted.on is not None:
        # A contract without an end is in force until somebody knows better.
        query = query.where(
            or_(Engagement.starts_on.is_(None), Engagement.starts_on <= wanted.on),
            or_(Engagement.ends_on.is_(None), Engagement.ends_on >= wanted.on),
        )
    if wanted.agency is not None:
        query = query.where(agency.id == wanted.agency)
    if wanted.vendor is not None:
        query = query.where(vendor.id == wanted.vendor)
    if wanted.title.strip():
        query = query.where(Engagement.title.icontains(wanted.title.strip(), autoescape=True))
    if wanted.ending_within is not None:
        last = today + timedelta(days=wanted.ending_within)
        query = query.where(and_(Engagement.ends_on >= today, Engagement.ends_on <= last))
    return query
