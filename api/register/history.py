"""Contracts of one agency and one position in the order of time: renewed, handed to another vendor, interrupted, held
twice, with fewer people or a lower wage.

A change of vendor is shown because the workers' rights should go on with it: Putusan MK 27/PUU-IX/2011 and the articles
that the law data names for that day (rule ``ad-transfer-of-protection``). It is a lead for a person, not a breach: who
the workers are does not stand in these contracts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.register import names
from api.register.wanted import title_key
from extractor.law import Law
from extractor.report import Citation
from extractor.vocabulary import ContractKind
from models import ContractKey, Engagement, Organisation, PositionName

LINE_KINDS: tuple[ContractKind, ...] = ("alih_daya", "surat_perjanjian", "spk")
"""Contracts between an agency and a vendor. A PKWT binds a worker to the vendor and stands in no such line; an addendum
belongs to the contract that it changes."""
NEAR = 30
"""Days after the end of a contract within which the next one still follows it. The office's own yardstick, no law."""
AGENCIES = 10
"""Agencies on one page of the history."""
_RULE = "ad-transfer-of-protection"
_CLAUSE = "transfer_of_protection"

Kind = Literal["renewal", "vendor_change", "gap", "overlap", "headcount", "wage_lower", "wage_higher"]
KIND_NAMES: dict[Kind, str] = {
    "renewal": "perpanjangan",
    "vendor_change": "penyedia berganti",
    "gap": "tanpa kontrak",
    "overlap": "tumpang tindih",
    "headcount": "jumlah orang berubah",
    "wage_lower": "upah lebih rendah",
    "wage_higher": "upah lebih tinggi",
}


@dataclass(frozen=True, slots=True)
class Addendum:
    document_id: uuid.UUID
    contract_number: str
    signed_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Term:
    """One position of one contract. ``ends_on`` counts its addenda in; ``printed_end`` is what the contract itself
    says. ``clause_missing``: the check found no clause on the transfer of protection; False says only that it was not
    found missing (there, unreadable, or not asked of a contract of that date)."""

    document_id: uuid.UUID
    contract_key: str
    contract_number: str
    kind: ContractKind
    vendor: Organisation | None
    title: str
    place: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    printed_end: date | None
    headcount: int | None
    wage: Decimal | None
    wage_period: str | None
    clause_missing: bool
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What happened between two neighbours. ``days``: without a contract (gap), together (overlap), else None;
    ``difference``: rupiah (wage) or people (headcount), after less before. ``citations``: on a change of vendor."""

    kind: Kind
    before: Term
    after: Term
    days: int | None = None
    difference: Decimal | int | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """All contracts of an agency for one position, in order of time. ``undated`` lack a first or last day, so nothing
    is said of their neighbours."""

    agency: Organisation
    title: str
    terms: tuple[Term, ...]
    undated: tuple[Term, ...]
    changes: tuple[Change, ...]

    @property
    def vendors(self) -> tuple[Organisation, ...]:
        """In the order in which they came."""
        found = {term.vendor.id: term.vendor for term in (*self.terms, *self.undated) if term.vendor is not None}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names by id, after merges; ``title`` is part of the position's name."""

    agency: uuid.UUID | None = None
    vendor: uuid.UUID | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """``next`` is the agency after which the next page begins, None at the end."""

    lines: tuple[Line, ...]
    next: uuid.UUID | None


def page(
    session: Session, *, org: str, law: Law, wanted: Wanted, after: uuid.UUID | None = None, limit: int = AGENCIES
) -> Page:
    """The lines of the next agencies by name. Five queries at most, however many contracts."""
    agencies = _agencies(session, org=org, wanted=wanted, after=after, limit=limit + 1)
    shown = agencies[:limit]
    lines = _lines(session, org=org, law=law, agencies=[agency.id for agency in shown], wanted=wanted)
    return Page(lines=lines, next=shown[-1].id if len(agencies) > limit else None)


def all_lines(session: Session, *, org: str, law: Law, wanted: Wanted) -> Iterator[Line]:
    """Every line that the filter asks for, some agencies at a time."""
    after: uuid.UUID | None = None
    while True:
        found = page(session, org=org, law=law, wanted=wanted, after=after, limit=50)
        yield from found.lines
        if found.next is None:
            return
        after = found.next


def sentence(change: Change) -> str:
    """The change in words, without the names of the contracts."""
    match change.kind:
        case "renewal":
            return "Dilanjutkan oleh penyedia yang sama."
        case "vendor_change":
            return (
                f"Penyedia berganti dari {_name(change.before.vendor)} ke {_name(change.after.vendor)}. Periksa apakah "
                "pekerja yang sama dilanjutkan dengan masa kerja yang tetap dihitung (pengalihan pelindungan pekerja)."
            )
        case "gap":
            return f"{change.days} hari tanpa kontrak."
        case "overlap":
            twice = " Nomornya sama: mungkin kontrak yang sama diserahkan dua kali." if _same_number(change) else ""
            place = " Tempat kerjanya tidak disebut di salah satu kontrak." if _place_unknown(change) else ""
            return f"Dua kontrak untuk jabatan dan tempat yang sama selama {change.days} hari.{twice}{place}"
        case "headcount":
            return f"Jumlah orang berubah dari {change.before.headcount} menjadi {change.after.headcount}."
        case "wage_lower":
            return "Upah lebih rendah daripada kontrak sebelumnya."
        case "wage_higher":
            return "Upah lebih tinggi daripada kontrak sebelumnya."


def clause_words(term: Term) -> str:
    """What the check says of the clause on the transfer of protection."""
    if term.clause_missing:
        return "klausul pengalihan pelindungan tidak ditemukan"
    return "klausul pengalihan pelindungan tidak dinyatakan hilang"


def changes(terms: Sequence[Term], *, law: Law) -> tuple[Change, ...]:
    """What lies between the neighbours of one line. ``terms`` have both days and are in order of their first day.

    Only terms of the same place are neighbours (an unknown place fits every place), so that several places side by side
    make no false overlap. Two questions are asked of each term: is there an earlier one beside it, and which one does
    it follow.
    """
    found: list[Change] = []
    open_ones: list[_Dated] = []
    latest: dict[str, _Dated] = {}
    for term in terms:
        if term.starts_on is None or term.ends_on is None:
            continue
        here = _Dated(term, term.starts_on, term.ends_on, names.key_of(term.place) if term.place else "")
        # The order of first days lets what ended too long ago to be followed go for good.
        open_ones = [one for one in open_ones if (here.starts_on - one.ends_on).days - 1 <= NEAR]
        found += _about(here, [one for one in open_ones if one.fits(here)], latest, law=law)
        open_ones.append(here)
        if here.place not in latest or latest[here.place].ends_on <= here.ends_on:
            latest[here.place] = here
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A term with the days that it surely has, and its place in comparable form ("": unknown)."""

    term: Term
    starts_on: date
    ends_on: date
    place: str

    def fits(self, other: _Dated) -> bool:
        """Two lines of the same table in one contract are one contract, not two at once."""
        same = self.term.document_id == other.term.document_id and self.term.contract_key == other.term.contract_key
        return not same and (self.place == other.place or not self.place or not other.place)


def _about(here: _Dated, near: Sequence[_Dated], latest: dict[str, _Dated], *, law: Law) -> Iterator[Change]:
    """What is said of ``here``. ``near`` are the earlier ones that fit and that it may follow or stand beside."""
    beside = max((one for one in near if one.ends_on >= here.starts_on), key=lambda one: one.ends_on, default=None)
    if beside is not None:
        together = (min(beside.ends_on, here.ends_on) - here.starts_on).days + 1
        yield Change("overlap", beside.term, here.term, days=together)
    # A handover may overlap by some days; what goes on beside it for longer is not followed by it.
    handed = [
        one
        for one in near
        if (one.ends_on - here.starts_on).days < NEAR and one.ends_on < here.ends_on and one.starts_on < here.starts_on
    ]
    before = max(handed, key=lambda one: (_same_vendor(one.term, here.term), one.ends_on), default=None)
    if beside is None:
        fitting = latest.values() if not here.place else [latest[key] for key in ("", here.place) if key in latest]
        ended = max((one for one in fitting if one.fits(here)), key=lambda one: one.ends_on, default=None)
        if ended is None:
            return
        free = (here.starts_on - ended.ends_on).days - 1
        if free > 0:
            yield Change("gap", ended.term, here.term, days=free)
        if before is None:
            yield from _terms_changed(ended.term, here.term)
    if before is not None:
        yield from _followed(before.term, here.term, law=law)
        yield from _terms_changed(before.term, here.term)


def _followed(before: Term, after: Term, *, law: Law) -> Iterator[Change]:
    if before.vendor is None or after.vendor is None:
        return
    if before.vendor.id == after.vendor.id:
        yield Change("renewal", before, after)
    else:
        cited = law.rule(_RULE).citations(after.signed_on or after.starts_on)
        yield Change("vendor_change", before, after, citations=cited)


def _terms_changed(before: Term, after: Term) -> Iterator[Change]:
    if before.headcount is not None and after.headcount is not None and before.headcount != after.headcount:
        yield Change("headcount", before, after, difference=after.headcount - before.headcount)
    if before.wage is not None and after.wage is not None and before.wage_period == after.wage_period:
        difference = after.wage - before.wage
        if difference:
            yield Change("wage_lower" if difference < 0 else "wage_higher", before, after, difference=difference)


def _same_vendor(first: Term, second: Term) -> bool:
    return first.vendor is not None and second.vendor is not None and first.vendor.id == second.vendor.id


def _agencies(
    session: Session, *, org: str, wanted: Wanted, after: uuid.UUID | None, limit: int
) -> Sequence[Organisation]:
    """Agencies that have a contract of the kind asked for, by name."""
    query = select(Organisation).where(
        Organisation.org == org, Organisation.kind == "agency", Organisation.merged_into_id.is_(None)
    )
    other = aliased(Organisation)
    if wanted.agency is not None:
        query = query.where(Organisation.id == wanted.agency)
    elif wanted.vendor is not None:
        # A vendor has few contracts: their agencies are found once, not asked for agency by agency.
        rows = select(func.coalesce(other.merged_into_id, other.id)).join(Engagement, Engagement.agency_id == other.id)
        rows = rows.where(Engagement.vendor_id.in_(_spellings(org, [wanted.vendor])), *_kind(wanted))
        query = query.where(Organisation.id.in_(rows))
    else:
        under_another = select(other.merged_into_id).where(
            other.org == org,
            other.merged_into_id.is_not(None),
            exists().where(Engagement.agency_id == other.id, *_kind(wanted)),
        )
        own = exists().where(Engagement.agency_id == Organisation.id, *_kind(wanted))
        query = query.where(or_(own, Organisation.id.in_(under_another)))
    if after is not None:
        last = names.get(session, after, org=org)
        query = query.where(
            or_(Organisation.name > last.name, and_(Organisation.name == last.name, Organisation.id > last.id))
        )
    return session.scalars(query.order_by(Organisation.name, Organisation.id).limit(limit)).all()


def _kind(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a row of the register must be to stand in a line."""
    made: list[ColumnElement[bool]] = [Engagement.kind.in_(LINE_KINDS)]
    if wanted.title.strip():
        made.append(Engagement.title.icontains(wanted.title.strip(), autoescape=True))
    return made


def _lines(session: Session, *, org: str, law: Law, agencies: Sequence[uuid.UUID], wanted: Wanted) -> tuple[Line, ...]:
    if not agencies:
        return ()
    spelled, agency = aliased(Organisation), aliased(Organisation)
    spelled_vendor, vendor = aliased(Organisation), aliased(Organisation)
    rows = session.execute(
        select(Engagement, agency, vendor)
        .join(spelled, spelled.id == Engagement.agency_id)
        .join(agency, agency.id == func.coalesce(spelled.merged_into_id, spelled.id))
        .outerjoin(spelled_vendor, spelled_vendor.id == Engagement.vendor_id)
        .outerjoin(vendor, vendor.id == func.coalesce(spelled_vendor.merged_into_id, spelled_vendor.id))
        # The agencies are of this office, so their rows are; naming it would lead the database to a wider index.
        .where(Engagement.kind.in_(LINE_KINDS), Engagement.agency_id.in_(_spellings(org, agencies)))
        .order_by(Engagement.id)
    ).all()
    called = _position_names(session, org)
    addenda = _addenda(session, org=org, agencies=agencies)
    title = wanted.title.strip().casefold()
    groups: dict[tuple[uuid.UUID, str], list[tuple[Term, Organisation, str]]] = {}
    for entry, of_agency, of_vendor in rows:
        shown = called.get(title_key(entry.title), entry.title)
        if title and title not in entry.title.casefold() and title not in shown.casefold():
            continue
        # Two agencies may number alike: an addendum that names its agency belongs to no other.
        own = [a for named, a in addenda.get(entry.contract_key, ()) if named in (None, of_agency.id)]
        term = _term(entry, of_vendor, own)
        groups.setdefault((of_agency.id, title_key(shown)), []).append((term, of_agency, shown))
    made = [_line(members, law=law) for members in groups.values()]
    if wanted.vendor is not None:
        made = [line for line in made if any(v.id == wanted.vendor for v in line.vendors)]
    return tuple(sorted(made, key=lambda line: (line.agency.name, str(line.agency.id), line.title.casefold())))


def _line(members: Sequence[tuple[Term, Organisation, str]], *, law: Law) -> Line:
    terms = [term for term, _, _ in members]
    dated = sorted(
        (t for t in terms if t.starts_on is not None and t.ends_on is not None and t.ends_on >= t.starts_on),
        key=lambda t: (t.starts_on or date.min, t.ends_on or date.min, t.contract_number),
    )
    placed = set(map(id, dated))
    return Line(
        agency=members[0][1],
        title=members[0][2],
        terms=tuple(dated),
        undated=tuple(t for t in terms if id(t) not in placed),
        changes=changes(dated, law=law),
    )


def _term(entry: Engagement, vendor: Organisation | None, addenda: Sequence[Addendum]) -> Term:
    term = Term(
        document_id=entry.document_id,
        contract_key=entry.contract_key,
        contract_number=entry.contract_number,
        kind=entry.kind,
        vendor=vendor,
        title=entry.title,
        place=entry.place,
        signed_on=entry.signed_on,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        printed_end=entry.ends_on,
        headcount=entry.headcount,
        wage=entry.wage,
        wage_period=entry.wage_period,
        clause_missing=_CLAUSE in entry.missing,
    )
    ordered = tuple(sorted(addenda, key=lambda a: (a.signed_on or date.min, a.contract_number)))
    # The last addendum that names an end has the last word, also when it makes the time shorter.
    ends = [addendum.ends_on for addendum in ordered if addendum.ends_on is not None]
    return replace(term, addenda=ordered, ends_on=ends[-1] if ends else term.ends_on)


def _addenda(
    session: Session, *, org: str, agencies: Sequence[uuid.UUID]
) -> dict[str, list[tuple[uuid.UUID | None, Addendum]]]:
    """Approved addenda to contracts of the agencies, by the key of the contract that they change, each with the agency
    that it names (None: none)."""
    spelled = aliased(Organisation)
    parents = select(Engagement.contract_key).where(
        Engagement.agency_id.in_(_spellings(org, agencies)), Engagement.contract_key != ""
    )
    rows = session.execute(
        select(
            ContractKey.parent_key,
            Engagement.document_id,
            Engagement.contract_number,
            Engagement.signed_on,
            Engagement.ends_on,
            func.coalesce(spelled.merged_into_id, spelled.id),
        )
        .join(
            Engagement,
            and_(Engagement.document_id == ContractKey.document_id, Engagement.contract_key == ContractKey.number_key),
        )
        .outerjoin(spelled, spelled.id == Engagement.agency_id)
        .where(ContractKey.org == org, Engagement.kind == "addendum", ContractKey.parent_key.in_(parents))
        .distinct()
    ).all()
    found: dict[str, list[tuple[uuid.UUID | None, Addendum]]] = {}
    for parent, document_id, number, signed_on, ends_on, agency in rows:
        found.setdefault(parent, []).append((agency, Addendum(document_id, number, signed_on, ends_on)))
    return found


def _position_names(session: Session, org: str) -> dict[str, str]:
    """Under which name the office counts a spelling."""
    query = select(PositionName.key, PositionName.name).where(PositionName.org == org)
    return dict(session.execute(query).all())


def _spellings(org: str, identifiers: Iterable[uuid.UUID]) -> Select[uuid.UUID]:
    """The organisations that count as one of these, themselves included."""
    wanted = list(identifiers)
    return select(Organisation.id).where(
        Organisation.org == org, or_(Organisation.id.in_(wanted), Organisation.merged_into_id.in_(wanted))
    )


def _same_number(change: Change) -> bool:
    return bool(change.before.contract_key) and change.before.contract_key == change.after.contract_key


def _place_unknown(change: Change) -> bool:
    return not change.before.place or not change.after.place


def _name(row: Organisation | None) -> str:
    return "(tidak disebut)" if row is None else row.name
