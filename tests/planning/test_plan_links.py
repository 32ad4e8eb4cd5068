"""The contract that a plan led to: suggested, confirmed, compared, taken back; and what has no counterpart."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from approved import Job, Office
from planned import AGENCY, SAID, TODAY, Desk
from sqlalchemy import event, update

from api.database import transaction
from api.errors import Invalid
from api.planning import cases, links, lists
from api.planning.errors import PlanNotThere, StalePlan
from models import Document, PositionName, User

APRIL, DECEMBER = date(2026, 4, 1), date(2026, 12, 31)
SATPAM = Job("Tenaga Satpam", 4, 2_700_000)


def contract(office: Office, number: str, *jobs: Job, value: int | None = 145_000_000, **more: object) -> uuid.UUID:
    terms = {"agency": AGENCY, "signed": APRIL, "starts": APRIL, "ends": DECEMBER, **more}
    made = office.contract(number, *(jobs or (SATPAM,)), **terms)  # type: ignore[arg-type]
    with transaction(office.context.sessions) as session:
        session.execute(update(Document).where(Document.id == made.id).values(value=value and Decimal(value)))
    return made.id


def suggested(desk: Desk, plan: uuid.UUID) -> list[links.Suggestion]:
    with desk.office.context.sessions() as session:
        return list(links.suggestions(session, cases.get(session, plan, org=desk.office.org)))


def compared(desk: Desk, plan: uuid.UUID) -> links.Comparison:
    with desk.office.context.sessions() as session:
        return links.compare(session, cases.get(session, plan, org=desk.office.org))


def unlink(desk: Desk, plan: uuid.UUID) -> None:
    with transaction(desk.office.context.sessions) as session:
        row = cases.get(session, plan, org=desk.office.org)
        user = session.get_one(User, desk.office.reviewer.id)
        identifier = links.compare(session, row).links[0].link.id
        links.unlink(session, row, identifier, user=user, version=row.version, today=TODAY)


def test_contracts_of_the_agency_for_that_work_at_that_time_are_suggested(desk: Desk) -> None:
    """Another agency, another year, another job and an addendum are not; the name the office gave a job counts."""
    plan = desk.approved()
    office = desk.office
    with transaction(office.context.sessions) as session:
        session.add(PositionName(org=office.org, key="petugas pam", written="Petugas PAM", name="Satpam"))
    fits = contract(office, "1/2026")
    named = contract(office, "2/2026", Job("Petugas PAM", 2, None))
    contract(office, "3/2026", agency="Badan Pendapatan")
    contract(office, "4/2024", signed=date(2024, 1, 1), starts=date(2024, 1, 1), ends=date(2024, 12, 31))
    contract(office, "5/2026", Job("Pramubakti", 3, None))
    contract(office, "6/2026", kind="addendum")
    assert {one.position.document_id for one in suggested(desk, plan)} == {fits, named}


def test_planned_and_contracted_that_agree_show_no_difference(desk: Desk) -> None:
    """Number, money and days the same: nothing is pointed out; the step names the contract."""
    plan = desk.approved()
    contract(desk.office, "1/2026")
    desk.link(plan)
    found = compared(desk, plan)
    assert (found.contracted, found.value, found.budget, found.differences) == (
        4,
        Decimal(145_000_000),
        Decimal(145_000_000),
        (),
    )
    assert "1/2026" in desk.steps(plan)[-1].note
    assert suggested(desk, plan) == []


def test_differences_are_said_in_words(desk: Desk) -> None:
    """More people, more money, other days: each with both figures."""
    plan = desk.approved()
    contract(desk.office, "1/2026", replace(SATPAM, headcount=6), value=150_000_000, ends=date(2026, 11, 30))
    desk.link(plan)
    assert compared(desk, plan).differences == (
        "Direncanakan 4 orang, dikontrak 6: 2 lebih banyak.",
        "Nilai kontrak Rp150.000.000, Rp5.000.000 di atas anggaran Rp145.000.000.",
        "Kontrak berakhir 30 November 2026, direncanakan 31 Desember 2026.",
    )


def test_the_value_of_a_contract_is_held_against_all_plans_that_led_to_it(desk: Desk) -> None:
    """A value covers every position: alone it is not compared, together with the plan of the other position it is."""
    guards, cleaners = desk.approved(), desk.approved(title="Pramubakti", headcount="3", budget="55.000.000")
    contract(desk.office, "1/2026", SATPAM, Job("Pramubakti", 3, None), value=190_000_000)
    desk.link(guards)
    assert (compared(desk, guards).value, compared(desk, guards).contracted) == (None, 4)
    desk.link(cleaners)
    found = compared(desk, guards)
    assert (found.value, found.budget, found.plans) == (Decimal(190_000_000), Decimal(200_000_000), 2)
    assert "bersama 1 perencanaan lain" in found.differences[0]


def test_a_contract_that_says_no_number_is_not_compared_with_one(desk: Desk) -> None:
    """Unknown stays unknown, and is said."""
    plan = desk.approved()
    contract(desk.office, "1/2026", replace(SATPAM, headcount=None), value=None)
    desk.link(plan)
    found = compared(desk, plan)
    assert (found.contracted, found.value) == (None, None)
    assert found.differences == ("Jumlah orang tidak disebut dalam kontrak, jadi tidak dapat dibandingkan.",)


def test_a_link_can_be_taken_back_and_stays_in_the_history(desk: Desk) -> None:
    """Linked, unlinked, linked again: three steps, one link."""
    plan = desk.approved()
    contract(desk.office, "1/2026")
    desk.link(plan)
    unlink(desk, plan)
    assert compared(desk, plan).links == ()
    desk.link(plan)
    assert [s.action for s in desk.steps(plan)][-3:] == ["link", "unlink", "link"]


def test_a_contract_sent_back_for_review_is_said_to_be_missing(desk: Desk) -> None:
    """The link stays and says so; once approved again it is compared as before."""
    plan = desk.approved()
    document = contract(desk.office, "1/2026")
    desk.link(plan)
    with desk.office.context.sessions() as session:
        row = session.get_one(Document, document)
    desk.office.step(row, "send_back", desk.office.approver, reason="jumlahnya salah")
    found = compared(desk, plan)
    assert (found.links[0].position, found.contracted) == (None, None)
    assert "dikembalikan" in found.differences[0]
    desk.office.approve(row)
    assert compared(desk, plan).contracted == 4


def test_only_an_approved_plan_is_linked_and_only_to_its_agencys_contract(desk: Desk) -> None:
    """A draft led to nothing yet; the contract of another agency is not there for it; a stale page is refused."""
    draft, plan = desk.file(), desk.approved()
    contract(desk.office, "1/2026")
    foreign = contract(desk.office, "2/2026", agency="Badan Pendapatan")
    own = suggested(desk, plan)[0].position.place_key
    with desk.office.context.sessions() as session:
        user = session.get_one(User, desk.office.reviewer.id)
        first, second = (cases.get(session, one, org=desk.office.org) for one in (draft, plan))
        with pytest.raises(PlanNotThere):
            links.link(session, first, own, user=user, version=first.version, today=TODAY)
        with pytest.raises(Invalid):
            links.link(session, second, (foreign, own[1], own[2]), user=user, version=second.version, today=TODAY)
        with pytest.raises(StalePlan):
            links.link(session, second, own, user=user, version=second.version - 1, today=TODAY)


def test_an_approved_plan_with_a_contract_is_not_withdrawn(desk: Desk) -> None:
    """First the link goes, then the plan; without a link an approver may withdraw it."""
    plan = desk.approved()
    contract(desk.office, "1/2026")
    desk.link(plan)
    gone = replace(SAID, note="Batal")
    with pytest.raises(PlanNotThere):
        desk.take(plan, "withdraw", user=desk.office.approver, form=gone)
    unlink(desk, plan)
    desk.take(plan, "withdraw", user=desk.office.approver, form=gone)
    assert desk.read(plan).state == "withdrawn"


def test_plans_without_contract_and_contracts_without_plan_are_listed(desk: Desk) -> None:
    """Only approved plans whose first day has passed; only contracts with a vendor, page by page."""
    plan, linked = desk.approved(), desk.approved()
    desk.file()
    contract(desk.office, "1/2026")
    desk.link(linked)
    contract(desk.office, "2/2026", starts=date(2026, 5, 1))
    contract(desk.office, "3/2025", agency="Badan Pendapatan", starts=date(2025, 1, 1), ends=date(2025, 12, 31))
    contract(desk.office, "4/PKWT", kind="pkwt")
    org = desk.office.org
    with desk.office.context.sessions() as session:
        assert lists.without_contract(session, org=org, today=APRIL) == ()
        (row,) = lists.without_contract(session, org=org, today=date(2026, 4, 11))
        assert (row.plan.id, row.days, row.agency.name) == (plan, 10, AGENCY)
        page = lists.without_plan(session, org=org, limit=1)
        rest = lists.without_plan(session, org=org, limit=5, after=page.next or 0)
        assert [r.contract.contract_number for r in (*page.rows, *rest.rows)] == ["2/2026", "3/2025"]
        assert rest.next is None
        recent = lists.without_plan(session, org=org, since=date(2026, 1, 1))
        assert [r.contract.contract_number for r in recent.rows] == ["2/2026"]
        cells = list(lists.unplanned_cells(session, org=org, agency=desk.agency("Badan Pendapatan"), since=None))
        assert [cell[3] for cell in cells] == ["3/2025"]
        table = list(lists.plan_cells(session, org=org, wanted=cases.Wanted(state="approved"), today=TODAY))
        assert [(cell[2], cell[3], cell[-1]) for cell in table] == [
            (4, Decimal(145_000_000), 1),
            (4, Decimal(145_000_000), 0),
        ]


def test_a_page_takes_as_many_queries_for_many_contracts_as_for_one(desk: Desk) -> None:
    """Suggestions and comparison ask the database no more often when there are more rows."""
    plan = desk.approved()
    contract(desk.office, "1/2026")
    desk.link(plan)
    contract(desk.office, "2/2026")

    def queries() -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(desk.office.context.engine, "before_cursor_execute", note)
        try:
            suggested(desk, plan)
            compared(desk, plan)
        finally:
            event.remove(desk.office.context.engine, "before_cursor_execute", note)
        return count

    few = queries()
    for number in range(3, 6):
        contract(desk.office, f"{number}/2026")
    desk.link(plan)
    assert queries() == few
