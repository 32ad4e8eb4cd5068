"""What becomes an alert, when, for whom, and when it goes away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from approved import Job, Office
from installation import add_user
from sqlalchemy import select

from api.alerts import desk, sweep
from api.clock import today_here
from api.database import transaction
from api.errors import Forbidden, NotFound
from api.register import gaps
from api.services import reviews, workflow
from extractor.law import Law, load_law
from models import Alert, Document, FindingRow, User
from models.alert import AlertKind
from models.letter import FollowUp, FollowUpState, Letter
from models.user import Role

TODAY = date(2024, 9, 2)
SATPAM = Job("Satpam", 4, 2_500_000)


def look(office: Office, *, today: date = TODAY, law: Law | None = None) -> sweep.Swept:
    with transaction(office.context.sessions) as session:
        return sweep.sweep(session, org=office.org, law=law or load_law(), today=today)


def alerts(office: Office, kind: AlertKind | None = None) -> list[Alert]:
    """The open ones, oldest first."""
    with office.context.sessions() as session:
        found = session.scalars(select(Alert).where(Alert.resolved_at.is_(None)).order_by(Alert.id)).all()
    return [alert for alert in found if kind in (None, alert.kind)]


def report(office: Office, number: str) -> None:
    with transaction(office.context.sessions) as session:
        gaps.record(
            session,
            user=session.get_one(User, office.reviewer.id),
            letter_number="560/11",
            received_on=TODAY,
            channel="online",
            sender="vendor",
            contract_number=number,
            headcount=None,
            wage=None,
            today=TODAY,
        )


def person(office: Office, name: str, role: Role, *, agency: str = "", org: str = "utama") -> User:
    user = add_user(office.context, name, role=role, org=org)
    with transaction(office.context.sessions) as session:
        session.get_one(User, user.id).agency = agency
    user.agency = agency
    return user


def dismiss(office: Office, document: Document) -> None:
    with transaction(office.context.sessions) as session:
        for finding in session.scalars(select(FindingRow).where(FindingRow.document_id == document.id)).all():
            reviews.decide(
                session,
                org=office.org,
                finding_id=finding.id,
                action="dismiss",
                reason="sudah diatur",
                user=session.get_one(User, office.reviewer.id),
            )


def count(office: Office, user: User) -> int:
    with office.context.sessions() as session:
        return desk.unseen(session, user)


def test_a_contract_that_ends_is_told_at_its_narrowest_stage(office: Office) -> None:
    """From 90 days before its end on, at 90, 60 and 30 days; the last day counts, the day after does not."""
    for days in (91, 90, 60, 31, 30, 0, -1):
        office.contract(f"{days}/A", SATPAM, ends=TODAY + timedelta(days=days))
    look(office)
    told = {alert.about: alert.stage.split("/")[0] for alert in alerts(office, "ending")}
    assert told == {"90/A": "90", "60/A": "60", "31/A": "60", "30/A": "30", "0/A": "30"}


def test_each_stage_is_told_once(office: Office) -> None:
    """Looking again makes nothing new; the next stage replaces the one before."""
    office.contract("1/A", SATPAM, ends=TODAY + timedelta(days=80))
    report(office, "1/A")
    assert look(office).made == 1
    assert look(office) == sweep.Swept(made=0, resolved=0)
    assert look(office, today=TODAY + timedelta(days=50)) == sweep.Swept(made=1, resolved=1)
    assert [alert.stage[:2] for alert in alerts(office)] == ["30"]


def test_an_alert_names_contract_and_agency_and_leads_to_the_document(office: Office) -> None:
    """Its text is complete without opening anything, and holds no worker."""
    document = office.contract("12/PKS/2024", SATPAM, ends=date(2024, 9, 20))
    look(office)
    alert = alerts(office, "ending")[0]
    assert (alert.about, alert.who) == ("12/PKS/2024", "Dinas Sosial Kabupaten Wanasari")
    assert alert.what == "Kontrak berakhir 20 September 2024, dalam 30 hari."
    assert (alert.path, alert.due_on) == (f"/dokumen/{document.id}", date(2024, 9, 20))


def test_a_missing_report_is_told_and_goes_with_the_report(office: Office) -> None:
    """Office policy is never worded as a duty; once the report is recorded the alert is resolved."""
    office.contract("1/A", SATPAM, signed=date(2024, 3, 1))
    look(office)
    alert = alerts(office, "overdue")[0]
    assert "bukan kewajiban undang-undang" in alert.what
    assert "PP 35/2021" not in alert.what
    report(office, "1/A")
    look(office)
    assert alerts(office, "overdue") == []


def test_the_deadline_of_a_pkwt_is_that_of_the_regulation(office: Office) -> None:
    """Seven working days in writing are left before it is overdue, and the article is named."""
    office.contract("9/PKWT", SATPAM, kind="pkwt", signed=date(2024, 8, 26), agency=None)
    look(office, today=date(2024, 9, 4))
    assert alerts(office, "overdue") == []
    look(office, today=date(2024, 9, 5))
    assert alerts(office, "overdue")[0].what == (
        "Belum pernah dilaporkan; batas pencatatan PKWT 4 September 2024 (PP 35/2021 Pasal 14)."
    )


def test_a_contract_that_is_over_is_not_asked_for_any_more(office: Office) -> None:
    """An archive of ended contracts makes no alerts about reports."""
    office.contract("1/A", SATPAM, signed=date(2015, 3, 1), starts=date(2015, 3, 1), ends=date(2016, 2, 28))
    look(office)
    assert alerts(office) == []


def test_a_new_minimum_wage_names_the_running_contracts_below_it(office: Office) -> None:
    """Only a region's own row that decides counts, and only for contracts that began before and run on."""
    law = load_law()
    row = next(r for r in law.minimum_wages if r.region == "Bengkulu Tengah" and r.year == 2025)
    raised = replace(row, amount=row.amount + Decimal(1))
    law = replace(law, minimum_wages=(*law.minimum_wages, raised))
    for number, wage in (("1/A", 2_000_000), ("2/A", 9_000_000)):
        office.contract(number, Job("Satpam", 4, wage), ends=date(2025, 6, 30), place="Kabupaten Bengkulu Tengah")
    office.contract("3/A", SATPAM, ends=date(2024, 12, 31), place="Kabupaten Bengkulu Tengah")
    office.contract("4/A", SATPAM, ends=date(2025, 6, 30), place="Kota Bengkulu")
    look(office, law=law, today=date(2024, 12, 20))
    told = [alert for alert in alerts(office, "wage") if alert.about == raised.name]
    assert len(told) == 1
    assert "2 kontrak berjalan terkena; 1 di antaranya" in told[0].what
    assert told[0].path == "/data-hukum"
    look(office, law=law, today=date(2025, 6, 1))
    assert alerts(office, "wage") == []


def test_approval_tells_at_once(office: Office) -> None:
    """Nobody waits for the next sweep to learn that the contract just approved ends soon."""
    office.contract("1/A", SATPAM, signed=today_here(), ends=today_here() + timedelta(days=10))
    assert [alert.kind for alert in alerts(office)] == ["ending"]


def test_what_leaves_the_register_is_resolved(office: Office) -> None:
    """A contract that was sent back alerts no more until it is approved anew, and then as before."""
    document = office.contract("1/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    office.step(document, "send_back", office.approver, reason="jumlah orang")
    look(office)
    assert alerts(office) == []
    office.step(document, "check", office.reviewer)
    office.step(document, "approve", office.approver)
    look(office)
    assert {alert.kind for alert in alerts(office)} == {"ending", "overdue"}


def test_an_erased_document_takes_its_alerts_with_it(office: Office) -> None:
    """Nothing about an erased contract stays behind."""
    document = office.contract("1/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    with transaction(office.context.sessions) as session:
        session.delete(session.get_one(Document, document.id))
    assert alerts(office) == []


def test_each_person_sees_their_own_part(office: Office) -> None:
    """Another office sees nothing, an uploader has no bell, one agency's reviewer only its own documents."""
    document = office.contract("1/A", SATPAM, ends=date(2024, 9, 20))
    office.contract("2/A", SATPAM, ends=date(2024, 9, 21))
    with transaction(office.context.sessions) as session:
        session.get_one(Document, document.id).agency = "dinsos"
    look(office)
    assert count(office, office.reviewer) == 4
    assert count(office, person(office, "dinsos", "reviewer", agency="dinsos")) == 2
    assert count(office, person(office, "lain", "reviewer", org="lain")) == 0
    uploader = person(office, "pengunggah", "uploader")
    assert count(office, uploader) == 0
    with office.context.sessions() as session, pytest.raises(Forbidden):
        desk.listing(session, uploader)


def test_seen_is_each_persons_own(office: Office) -> None:
    """What one has seen stays new for the other; somebody else's alert cannot be marked."""
    office.contract("1/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    first = alerts(office)[0]
    with transaction(office.context.sessions) as session:
        desk.see(session, office.reviewer, first.id)
        desk.see(session, office.reviewer, first.id)
    assert (count(office, office.reviewer), count(office, office.approver)) == (1, 2)
    stranger = person(office, "lain", "reviewer", org="lain")
    with transaction(office.context.sessions) as session, pytest.raises(NotFound):
        desk.see(session, stranger, first.id)


def test_marking_all_leaves_what_came_since(office: Office) -> None:
    """Only what was on the screen is marked."""
    office.contract("1/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    newest = alerts(office)[-1].id
    office.contract("2/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    with transaction(office.context.sessions) as session:
        desk.see_all(session, office.reviewer, up_to=newest)
    assert count(office, office.reviewer) == 2


def test_critical_findings_are_told_until_they_are_dismissed(office: Office) -> None:
    """One alert per document, naming the findings; another critical finding is news again."""
    document = office.contract("1/A", SATPAM, approve=False, critical=("Upah di bawah minimum",))
    look(office, today=today_here())
    told = alerts(office, "critical")
    assert [alert.what for alert in told] == ["1 temuan kritis: Upah di bawah minimum."]
    assert told[0].document_id == document.id
    dismiss(office, document)
    look(office, today=today_here())
    assert alerts(office, "critical") == []


def test_an_answer_that_does_not_come_is_told_until_it_does(office: Office) -> None:
    """The letter's number and day are named, not its addressee; the alert goes when the answer is recorded."""
    document = office.contract("1/A", SATPAM, ends=date(2030, 1, 1))
    report(office, "1/A")
    letter = Letter(
        org="utama", kind="clarify", state="issued", document_id=document.id, contract_number="1/A",
        number="560/21/2024", number_key="560/21/2024", letter_date=date(2024, 8, 1), answer_until=date(2024, 8, 30),
        addressee="Ratri Wulansari", subject="Klarifikasi", created_by=office.reviewer.id,
    )  # fmt: skip

    def follow(state: FollowUpState) -> None:
        with transaction(office.context.sessions) as session:
            session.add(
                FollowUp(
                    letter_id=letter.id, document_id=document.id, fingerprint="f", state=state, happened_on=TODAY,
                    user_id=office.reviewer.id,
                )
            )  # fmt: skip

    with transaction(office.context.sessions) as session:
        session.add(letter)
    follow("sent")
    look(office, today=date(2024, 8, 30))
    assert alerts(office) == []
    look(office)
    told = alerts(office, "answer")
    assert [alert.what for alert in told] == [
        "Surat 560/21/2024 minta jawaban paling lambat 30 Agustus 2024; 1 temuan belum dijawab."
    ]
    assert told[0].path == f"/daftar/surat/{letter.id}"
    follow("answered")
    look(office)
    assert alerts(office) == []


def test_an_old_archive_makes_no_news_of_its_findings(office: Office) -> None:
    """A critical finding that was judged long before the first sweep is no alert."""
    office.contract("1/A", SATPAM, approve=False, critical=("Upah di bawah minimum",))
    look(office, today=today_here() + timedelta(days=60))
    assert alerts(office, "critical") == []


def test_the_number_of_queries_does_not_grow(office: Office) -> None:
    """Ten contracts that are told already cost as many queries as one."""
    from sqlalchemy import event

    asked: list[int] = []

    def measure() -> int:
        statements: list[str] = []
        listener = lambda *a: statements.append(a[2])  # noqa: E731
        event.listen(office.context.engine, "before_cursor_execute", listener)
        look(office)
        event.remove(office.context.engine, "before_cursor_execute", listener)
        return len(statements)

    office.contract("0/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    asked.append(measure())
    for index in range(1, 10):
        office.contract(f"{index}/A", SATPAM, ends=date(2024, 9, 20))
    look(office)
    asked.append(measure())
    assert asked[0] == asked[1]


def test_a_step_that_is_refused_tells_nothing(office: Office) -> None:
    """An approval that fails leaves no alert behind: it is made in the same transaction."""
    document = office.contract("1/A", SATPAM, approve=False, ends=today_here() + timedelta(days=10))
    with office.context.sessions() as session:
        row = session.get_one(Document, document.id)
        row.open_count = 0
        workflow.move(session, row, "check", user=office.reviewer, version=row.version)
        workflow.move(session, row, "approve", user=office.approver, version=row.version)
        session.rollback()
    assert alerts(office) == []
