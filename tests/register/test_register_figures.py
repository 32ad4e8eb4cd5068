"""The figures that the database adds up are those of a plain recount, whatever happened to the register before."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from approved import Job, Office
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.dashboard import figures
from api.database import transaction
from api.register import contracts, gaps, names, overview
from api.register.wanted import NO_DISTRICT, Filter
from extractor.law import Law, load_law
from models import Document, Engagement, LabourReport, Organisation, RegisterContract, User

TODAY = date(2024, 9, 2)
AGENCIES = ("Dinas Sosial", "Dinas Pendidikan", "Badan Keuangan", None)
VENDORS = ("PT Jaga Aman", "CV Bersih Terus", "PT Sopir Ulung", None)
TITLES = ("Satpam", "satpam ", "Pengemudi / Sopir", "")


@dataclass
class Recount:
    """The same figures, counted row by row without any of the code that the screen uses."""

    agencies: set[object] = field(default_factory=set)
    vendors: set[object] = field(default_factory=set)
    contracts: set[object] = field(default_factory=set)
    workers: int = 0
    unknown: int = 0
    below: int = 0
    insured: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    missing: dict[str, set[object]] = field(default_factory=dict)
    states: dict[object, set[object]] = field(default_factory=dict)
    ending: dict[int, set[object]] = field(default_factory=lambda: {30: set(), 60: set(), 90: set()})


def recount(session: Session, law: Law, wanted: Filter) -> Recount:
    bodies = {row.id: row for row in session.scalars(select(Organisation))}
    reports = session.scalars(select(LabourReport).order_by(LabourReport.received_on, LabourReport.recorded_at)).all()
    rows = session.scalars(select(Engagement).order_by(Engagement.document_id, Engagement.position)).all()
    heads: dict[object, list[Engagement]] = {}
    for row in rows:
        heads.setdefault((row.document_id, row.contract_key), []).append(row)
    made = Recount()
    for row in rows:
        agency = bodies.get(row.agency_id) if row.agency_id else None
        agency = bodies[agency.merged_into_id] if agency and agency.merged_into_id else agency
        vendor = bodies.get(row.vendor_id) if row.vendor_id else None
        vendor = bodies[vendor.merged_into_id] if vendor and vendor.merged_into_id else vendor
        if wanted.on and not ((row.starts_on or date.min) <= wanted.on <= (row.ends_on or date.max)):
            continue
        if wanted.agency and (agency is None or agency.id != wanted.agency):
            continue
        if wanted.title and wanted.title not in row.title.lower():
            continue
        if wanted.district and ((agency.district if agency else "") or NO_DISTRICT) != wanted.district:
            continue
        key = (row.document_id, row.contract_key)
        made.contracts.add(key)
        made.agencies |= {agency.id} if agency else set()
        made.vendors |= {vendor.id} if vendor else set()
        made.workers += row.headcount or 0
        made.unknown += row.headcount is None
        made.below += (row.headcount or 0) if row.below_minimum else 0
        for programme in row.insured:
            made.insured[programme] += row.headcount or 0
        title = {"satpam": "Satpam", "pengemudi / sopir": "Pengemudi sopir"}.get(row.title.strip().lower())
        made.titles[title or "(tanpa nama jabatan)"] += row.headcount or 0
        for code in row.missing:
            made.missing.setdefault(code, set()).add(key)
        state = _state(heads[key], [r for r in reports if row.contract_key and r.contract_key == row.contract_key], law)
        made.states.setdefault(state, set()).add(key)
        for days, found in made.ending.items():
            if row.ends_on and TODAY <= row.ends_on <= TODAY + timedelta(days=days):
                found.add(key)
    return made


def _state(rows: list[Engagement], reports: list[LabourReport], law: Law) -> str:
    first = rows[0]
    if not reports:
        return "never"
    said, wage = reports[-1].headcount, reports[-1].wage
    counts, wages = [row.headcount for row in rows], [row.wage for row in rows if row.wage is not None]
    if said is not None and None not in counts and said != sum(c or 0 for c in counts):
        return "differs"
    if wage is not None and wages and wage not in wages:
        return "differs"
    if first.kind != "pkwt" or first.signed_on is None or first.signed_on < date(2021, 2, 2):
        return "reported"
    days = 3 if reports[0].channel == "online" else 7
    last = law.working_day_after(first.signed_on, days, joint_leave_counts=False)
    assert last is not None
    return "late" if reports[0].received_on > last else "in_time"


class Chance:
    """One step after the other, any of those that change the register."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.inside: list[Document] = []
        self.outside: list[Document] = []
        self.count = 0

    def step(self) -> None:
        steps = [self.enter, self.enter, self.enter, self.report, self.report, self.merge, self.unmerge, self.leave]
        self.chance.choice([*steps, self.again, self.erase, self.move])()

    def enter(self) -> None:
        pick, self.count = self.chance.choice, self.count + 1
        # Blanks make another file of it, and the same number.
        signed = pick((date(2024, 8, 26), date(2024, 3, 1), date(2022, 5, 9)))
        jobs = [
            Job(pick(TITLES), pick((None, 1, 4)), pick((None, 2_500_000, 3_000_000)))
            for _ in range(pick((0, 1, 1, 2, 3)))
        ]
        document = self.office.contract(
            pick((f"{self.count}/A", "sama/A", "")) + " " * self.count, *jobs, agency=pick(AGENCIES), vendor=pick(VENDORS),
            kind=pick(("alih_daya", "pkwt", "spk")), signed=signed, starts=pick((signed, None)),
            ends=pick((None, date(2024, 9, 20), date(2024, 11, 1), date(2025, 2, 28), date(2024, 8, 30))),
            below=pick((True, False)),
        )  # fmt: skip
        self.inside.append(document)

    def leave(self) -> None:
        if self.inside:
            document = self.inside.pop(self.chance.randrange(len(self.inside)))
            self.office.step(document, "send_back", self.office.approver, reason="perlu dilihat lagi")
            self.outside.append(document)

    def again(self) -> None:
        if self.outside:
            document = self.outside.pop()
            self.office.approve(document)
            self.inside.append(document)

    def erase(self) -> None:
        if self.inside:
            document = self.inside.pop()
            with transaction(self.office.context.sessions) as session:
                session.delete(session.get_one(Document, document.id))

    def report(self) -> None:
        number = self.chance.choice(("sama/A", f"{self.chance.randint(1, self.count + 1)}/A"))
        with transaction(self.office.context.sessions) as session:
            gaps.record(
                session, user=session.get_one(User, self.office.reviewer.id),
                letter_number=f"560/{self.chance.getrandbits(40)}",
                received_on=self.chance.choice((date(2024, 8, 28), date(2024, 8, 30), date(2024, 9, 2))),
                channel=self.chance.choice(("online", "written")), sender="vendor", contract_number=number,
                headcount=self.chance.choice((None, 4, 5)), wage=self.chance.choice((None, Decimal(2_500_000))),
                today=TODAY,
            )  # fmt: skip

    def merge(self) -> None:
        with transaction(self.office.context.sessions) as session:
            whole = session.scalars(select(Organisation).where(Organisation.merged_into_id.is_(None))).all()
            pairs = [(a, b) for a in whole for b in whole if a.kind == b.kind and a.id != b.id]
            if pairs:
                first, second = self.chance.choice(sorted(pairs, key=lambda pair: (pair[0].name, pair[1].name)))
                user = session.get_one(User, self.office.approver.id)
                names.merge(session, first.id, second.id, user=user)

    def unmerge(self) -> None:
        with transaction(self.office.context.sessions) as session:
            for gone, _ in names.merged(session, org="utama")[:1]:
                names.unmerge(session, gone.id, user=session.get_one(User, self.office.approver.id))

    def move(self) -> None:
        """An agency's kecamatan is filled in, or another one."""
        with transaction(self.office.context.sessions) as session:
            for row in session.scalars(select(Organisation).where(Organisation.kind == "agency").limit(2)):
                row.district = self.chance.choice(("", "Argomulyo", "Sidorejo"))


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_a_plain_recount_after_any_history(office: Office, seed: int) -> None:
    """After each few of random steps (entering, leaving, erasing, reporting, merging, undoing) all figures agree."""
    chance, law = Chance(office, seed), load_law()
    for _ in range(4):
        for _ in range(6):
            chance.step()
        with transaction(office.context.sessions) as session:
            agencies = session.scalars(
                select(Organisation.id).where(Organisation.kind == "agency", Organisation.merged_into_id.is_(None))
            ).all()
            for wanted in (
                Filter(on=TODAY), Filter(), Filter(on=TODAY, title="satpam"), Filter(on=TODAY, district=NO_DISTRICT),
                Filter(on=TODAY, district="Argomulyo"), *(Filter(on=TODAY, agency=key) for key in agencies[:2]),
            ):  # fmt: skip
                _compare(session, law, wanted)


def _compare(session: Session, law: Law, wanted: Filter) -> None:
    slow = recount(session, law, wanted)
    found = figures(session, org="utama", wanted=wanted, today=TODAY, law=law)
    sums, whole = found.sums, overview.totals(session, org="utama", today=TODAY, wanted=wanted)
    fast = (
        found.agency_count, sums.vendors, sums.contracts, sums.workers, sums.unknown, sums.below_minimum,
        {code: count for code, count in sums.insured.items() if count}, sums.missing, sums.ending,
        {one.name: one.workers for one in sums.titles},
    )  # fmt: skip
    assert fast == (
        len(slow.agencies), len(slow.vendors), len(slow.contracts), slow.workers, slow.unknown, slow.below,
        {code: count for code, count in slow.insured.items() if count},
        {code: len(keys) for code, keys in slow.missing.items()},
        {days: len(keys) for days, keys in slow.ending.items()}, dict(slow.titles),
    )  # fmt: skip
    assert (whole.contracts, whole.workers, whole.insured) == (sums.contracts, sums.workers, sums.insured)
    states = Counter[str]()
    for (state, _), count in sums.states.items():
        states[state] += count
    assert dict(states) == {state: len(keys) for state, keys in slow.states.items()}
    counts = gaps.counts(session, org="utama", law=law, today=TODAY, wanted=wanted)
    assert {state: count for state, count in counts.items() if count} == dict(states)
    listed = Counter(gap.state for gap in gaps.every(session, org="utama", law=law, today=TODAY, wanted=wanted))
    assert listed == states
    assert sum(one.contracts for one in found.agencies) == sums.contracts
    assert sum(one.workers for one in found.districts) == sums.workers


def test_deadlines_follow_the_law_data(office: Office) -> None:
    """A holiday that the office adds makes a late report one in time, for contracts that were judged before."""
    office.contract("1/PKWT", Job("Satpam", 1, None), kind="pkwt", signed=date(2024, 8, 26))
    with transaction(office.context.sessions) as session:
        gaps.record(
            session, user=session.get_one(User, office.reviewer.id), letter_number="560/1",
            received_on=date(2024, 8, 30), channel="online", sender="vendor", contract_number="1/PKWT",
            headcount=None, wage=None, today=TODAY,
        )  # fmt: skip
    law = load_law()
    day = next(h for h in law.holidays if h.kind == "libur_nasional" and h.decides)
    other = replace(law, version="lain", holidays=(*law.holidays, replace(day, day=date(2024, 8, 28))))
    for data, state in ((law, "late"), (other, "in_time"), (law, "late")):
        with transaction(office.context.sessions) as session:
            assert gaps.counts(session, org="utama", law=data, today=TODAY)[state] == 1
            (gap,) = gaps.page(session, org="utama", law=data, today=TODAY).gaps
            assert gap.state == state


def test_contracts_of_one_scan_are_told_apart_by_their_terms(office: Office) -> None:
    """Rows of one number and the same terms are one contract; other dates under the same number are another one."""
    document = office.contract("1/A", Job("Satpam", 4, None), Job("Sopir", 2, None), Job("Kurir", 1, None))
    with transaction(office.context.sessions) as session:
        last = session.scalars(select(Engagement).order_by(Engagement.position.desc())).first()
        assert last is not None
        last.ends_on = date(2026, 1, 1)
        session.flush()
        contracts.write(session, document.id)
    with office.context.sessions() as session:
        made = session.scalars(select(RegisterContract).order_by(RegisterContract.id)).all()
        assert [(one.rows, one.workers) for one in made] == [(2, 6), (1, 1)]


def test_pages_of_reports_hold_every_contract_once(office: Office) -> None:
    """Page after page gives what one long page gives; a place that no page named begins at the beginning."""
    law = load_law()
    for number in range(7):
        office.contract(f"{number}/A", Job("Satpam", 1, None), signed=date(2024, 3, 1) if number % 2 else None)
    with transaction(office.context.sessions) as session:
        whole = gaps.gaps(session, org="utama", law=law, today=TODAY)
        seen, after = [], ""
        while True:
            part = gaps.page(session, org="utama", law=law, today=TODAY, after=after, limit=2)
            seen += part.gaps
            if part.next is None:
                break
            after = part.next
        assert [gap.contract_number for gap in seen] == [gap.contract_number for gap in whole]
        assert len({gap.contract_number for gap in seen}) == 7
        for wrong in ("9.20240101.1", "0.20241399.1", "x", "0.20240101"):
            assert gaps.page(session, org="utama", law=law, today=TODAY, after=wrong, limit=3).gaps == whole[:3]
