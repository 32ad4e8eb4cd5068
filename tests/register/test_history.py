"""Contracts in the order of time: renewals, changes of vendor, gaps, overlaps, and what changed between neighbours."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from approved import Job, Office
from sqlalchemy import event, select, update

from api.database import transaction
from api.register import history
from extractor.law import load_law
from models import ContractKey, Engagement, Organisation, PositionName

LAW = load_law()
SATPAM = Job("Satpam", 4, 2_500_000)


def lines(office: Office, **wanted: object) -> tuple[history.Line, ...]:
    with office.context.sessions() as session:
        found = history.all_lines(session, org="utama", law=LAW, wanted=history.Wanted(**wanted))  # type: ignore[arg-type]
        return tuple(found)


def kinds(line: history.Line) -> list[str]:
    return [change.kind for change in line.changes]


def contract(office: Office, number: str, starts: date, ends: date, *jobs: Job, **more: object) -> uuid.UUID:
    made = office.contract(number, *(jobs or (SATPAM,)), signed=starts, starts=starts, ends=ends, **more)  # type: ignore[arg-type]
    return made.id


def alter(office: Office, document: uuid.UUID, **values: object) -> None:
    """What the reading would have found in another contract."""
    with transaction(office.context.sessions) as session:
        session.execute(update(Engagement).where(Engagement.document_id == document).values(**values))


def test_the_same_vendor_going_on_is_a_renewal(office: Office) -> None:
    """The next period begins the day after the end: a renewal, no gap, and nothing else changed."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2025, 1, 1), date(2025, 12, 31))
    (line,) = lines(office)
    assert [term.contract_number for term in line.terms] == ["1/2024", "2/2025"]
    assert kinds(line) == ["renewal"]


def test_another_vendor_taking_over_is_shown_with_its_law_and_both_clauses(office: Office) -> None:
    """Rights go on with the work: MK 27/PUU-IX/2011 and PP 35/2021 are named, and which contract lacks the clause."""
    old = contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2025, 1, 11), date(2025, 12, 31), vendor="PT Penjaga Baru")
    alter(office, old, missing=["thr", "transfer_of_protection"])
    (line,) = lines(office)
    gap, change = line.changes
    assert (gap.kind, gap.days) == ("gap", 10)
    assert change.kind == "vendor_change"
    assert {c.instrument for c in change.citations} >= {"Putusan MK 27/PUU-IX/2011", "PP 35/2021"}
    assert (change.before.clause_missing, change.after.clause_missing) == (True, False)
    assert "tidak ditemukan" in history.clause_words(change.before)
    assert "PT Jaga Aman ke PT Penjaga Baru" in history.sentence(change)
    assert [vendor.name for vendor in line.vendors] == ["PT Jaga Aman", "PT Penjaga Baru"]


def test_before_the_ruling_a_change_of_vendor_cites_nothing(office: Office) -> None:
    """The law of the contract's own day: in 2011 there was no such duty."""
    contract(office, "1/2010", date(2010, 1, 1), date(2010, 12, 31))
    contract(office, "2/2011", date(2011, 1, 1), date(2011, 12, 31), vendor="PT Penjaga Baru")
    (line,) = lines(office)
    assert [(c.kind, c.citations) for c in line.changes] == [("vendor_change", ())]


@pytest.mark.parametrize(("free", "expected"), [(30, ["gap", "renewal"]), (31, ["gap"])])
def test_after_a_long_gap_the_next_contract_follows_nobody(office: Office, free: int, expected: list[str]) -> None:
    """Up to thirty days without a contract the next one still follows; the gap itself is always told in days."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2025, 1, 1) + timedelta(days=free), date(2025, 12, 31))
    (line,) = lines(office)
    assert kinds(line) == expected
    assert line.changes[0].days == free
    assert history.sentence(line.changes[0]) == f"{free} hari tanpa kontrak."


def test_two_contracts_at_once_for_one_place_overlap(office: Office) -> None:
    """The days together are counted; side by side neither follows the other."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2024", date(2024, 7, 1), date(2025, 6, 30), vendor="PT Penjaga Baru")
    (line,) = lines(office)
    assert [(c.kind, c.days) for c in line.changes] == [("overlap", 184)]
    assert "tidak disebut" in history.sentence(line.changes[0])


def test_a_contract_beside_others_does_not_hide_who_follows_whom(office: Office) -> None:
    """The next period of the same vendor is its renewal, though another contract runs over both; the overlap is told too."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2024", date(2024, 6, 1), date(2025, 5, 31), vendor="CV Wira")
    contract(office, "3/2025", date(2025, 1, 1), date(2025, 12, 31), Job("Satpam", 5, 2_500_000))
    (line,) = lines(office)
    assert [(c.kind, c.before.contract_number, c.after.contract_number) for c in line.changes] == [
        ("overlap", "1/2024", "2/2024"),
        ("overlap", "2/2024", "3/2025"),
        ("renewal", "1/2024", "3/2025"),
        ("headcount", "1/2024", "3/2025"),
    ]


def test_a_handover_of_some_days_is_both_overlap_and_change_of_vendor(office: Office) -> None:
    """The new vendor begins a week before the old one ends."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2024, 12, 25), date(2025, 12, 31), vendor="PT Penjaga Baru")
    (line,) = lines(office)
    assert [(c.kind, c.days) for c in line.changes] == [("overlap", 7), ("vendor_change", None)]


def test_the_same_number_twice_is_said_to_be_perhaps_one_contract(office: Office) -> None:
    """Two scans of one contract look like two contracts at once; the sentence says what it may be."""
    contract(office, "1/A/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "1/a/ 2024", date(2024, 1, 1), date(2024, 12, 31))
    (line,) = lines(office)
    assert "diserahkan dua kali" in history.sentence(line.changes[0])


def test_different_places_side_by_side_do_not_overlap(office: Office) -> None:
    """Each place has a line of succession of its own, also when contracts of two places alternate."""
    for number, place, starts, ends in (
        ("1", "RSUD Wanasari", date(2024, 1, 1), date(2024, 12, 31)),
        ("2", "Kantor Bupati", date(2024, 1, 1), date(2024, 12, 31)),
        ("3", "RSUD Wanasari", date(2025, 1, 1), date(2025, 12, 31)),
        ("4", "Kantor Bupati", date(2025, 1, 1), date(2025, 12, 31)),
    ):
        alter(office, contract(office, f"{number}/A", starts, ends), place=place)
    (line,) = lines(office)
    assert [(c.kind, c.before.place) for c in line.changes] == [
        ("renewal", "RSUD Wanasari"),
        ("renewal", "Kantor Bupati"),
    ]


def test_two_rows_of_one_contract_do_not_overlap(office: Office) -> None:
    """Day and night guards in one table are one contract."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31), SATPAM, Job("satpam", 2, 2_600_000))
    (line,) = lines(office)
    assert len(line.terms) == 2
    assert line.changes == ()


def test_fewer_people_and_a_lower_wage_are_pointed_out(office: Office) -> None:
    """The differences are after less before; a wage by the day is not held against one by the month."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2025, 1, 1), date(2025, 12, 31), Job("Satpam", 3, 2_400_000))
    last = contract(office, "3/2026", date(2026, 1, 1), date(2026, 12, 31), Job("Satpam", 3, 100_000))
    alter(office, last, wage_period="day")
    (line,) = lines(office)
    assert [(c.kind, c.difference) for c in line.changes] == [
        ("renewal", None),
        ("headcount", -1),
        ("wage_lower", Decimal(-100_000)),
        ("renewal", None),
    ]


def test_an_addendum_moves_the_end_and_is_no_contract_of_its_own(office: Office) -> None:
    """A contract that was extended leaves no gap; the addendum stands beside the contract that it changes."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    extra = contract(office, "1/ADD/2024", date(2024, 12, 1), date(2025, 1, 31), kind="addendum")
    contract(office, "2/2025", date(2025, 2, 1), date(2025, 12, 31))
    with transaction(office.context.sessions) as session:
        parent = session.scalars(select(Engagement.contract_key).where(Engagement.contract_number == "1/2024")).one()
        session.execute(update(ContractKey).where(ContractKey.document_id == extra).values(parent_key=parent))
    (line,) = lines(office)
    first = line.terms[0]
    assert [a.contract_number for a in first.addenda] == ["1/ADD/2024"]
    assert (first.ends_on, first.printed_end) == (date(2025, 1, 31), date(2024, 12, 31))
    assert kinds(line) == ["renewal"]


def test_a_contract_without_an_end_is_listed_and_judged_by_nothing(office: Office) -> None:
    """Unknown is not forever and not over."""
    office.contract("1/2024", SATPAM, ends=None)
    contract(office, "2/2025", date(2025, 1, 1), date(2025, 12, 31))
    (line,) = lines(office)
    assert [t.contract_number for t in line.undated] == ["1/2024"]
    assert line.changes == ()


def test_spellings_that_the_office_counts_as_one_position_are_one_line(office: Office) -> None:
    """The names of positions that the office keeps bring "Security" and "Satpam" together."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2025, 1, 1), date(2025, 12, 31), Job("Security", 4, 2_500_000))
    assert len(lines(office)) == 2
    with transaction(office.context.sessions) as session:
        session.add(PositionName(org="utama", key="security", written="Security", name="Satpam"))
    (line,) = lines(office)
    assert kinds(line) == ["renewal"]


def test_filters_keep_the_line_whole(office: Office) -> None:
    """By vendor: every line in which it stands, with those before and after it; by position: part of its name."""
    contract(office, "1/2024", date(2024, 1, 1), date(2024, 12, 31))
    contract(office, "2/2025", date(2025, 1, 1), date(2025, 12, 31), vendor="PT Penjaga Baru")
    contract(office, "3/2025", date(2025, 1, 1), date(2025, 12, 31), Job("Pengemudi", 1, None), agency="Badan Pajak")
    contract(office, "4/PKWT", date(2025, 1, 1), date(2025, 12, 31), kind="pkwt")
    with office.context.sessions() as session:
        ids = {o.name: o.id for o in session.scalars(select(Organisation))}
    assert [(line.agency.name, line.title) for line in lines(office)] == [
        ("Badan Pajak", "Pengemudi"),
        ("Dinas Sosial Kabupaten Wanasari", "Satpam"),
    ]
    (line,) = lines(office, vendor=ids["PT Penjaga Baru"])
    assert len(line.terms) == 2
    assert [x.title for x in lines(office, title="gemudi")] == ["Pengemudi"]
    assert [x.title for x in lines(office, agency=ids["Badan Pajak"])] == ["Pengemudi"]


def test_agencies_come_page_by_page_with_as_many_queries_as_ever(office: Office) -> None:
    """The next page begins after the last agency of this one; the number of queries does not grow with the rows."""

    def queries(limit: int) -> tuple[int, history.Page]:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(office.context.engine, "before_cursor_execute", note)
        try:
            with office.context.sessions() as session:
                found = history.page(session, org="utama", law=LAW, wanted=history.Wanted(), limit=limit)
        finally:
            event.remove(office.context.engine, "before_cursor_execute", note)
        return count, found

    for number in range(4):
        contract(office, f"{number}/A", date(2024, 1, 1), date(2024, 12, 31), agency=f"Dinas {number % 3}")
    few, first = queries(1)
    many, whole = queries(10)
    assert few == many
    assert [line.agency.name for line in first.lines] == ["Dinas 0"]
    assert whole.next is None
    with office.context.sessions() as session:
        rest = history.page(session, org="utama", law=LAW, wanted=history.Wanted(), after=first.next)
    assert [line.agency.name for line in rest.lines] == ["Dinas 1", "Dinas 2"]
