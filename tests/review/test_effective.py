"""What holds of a contract after its addenda, day by day, and what of it reaches the register."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from approved import Job
from approved import Office as Approved
from fake_reader import PDF, make_report
from installation import add_user, hand_in
from sqlalchemy import event, select

from api.context import Context
from api.database import transaction
from api.services import effective, reports
from api.services.effective import Effective
from extractor.intake.types import SourceFile
from extractor.report import Amends, Change, Contract, DateFact, Evidence, Party, TextFact
from extractor.vocabulary import ChangeKind
from extractor.words.types import PageFailure
from models import Document, Engagement, RegisterContract, User

NUMBER = "7/PKS/DINSOS/2024"
HERE = (Evidence(page=1, quote="di sini", boxes=()),)


def text(value: str) -> TextFact:
    return TextFact(value, value, 0.9, HERE)


def change(about: ChangeKind, before: str, after: str, label: str = "") -> Change:
    return Change(about, label, text(before), text(after))


@pytest.fixture
def approved(context: Context) -> Approved:
    return Approved(
        context=context,
        reviewer=add_user(context, "peninjau", role="reviewer"),
        approver=add_user(context, "penyetuju", role="approver"),
    )


def addendum(
    office: Approved, number: str, *changes: Change, signed: date, starts: date | None = None, agency: str = "",
    parties: tuple[str, str] = ("Dinas Sosial Kabupaten Wanasari", "PT Jaga Aman"), approve: bool = True,
) -> Document:  # fmt: skip
    made = hand_in(office.context, PDF + number.encode(), filename=f"{number.replace('/', '-')}.pdf", org=office.org)
    source = SourceFile(None, made.filename, made.media_type, made.sha256, made.size)  # type: ignore[arg-type]
    report = make_report(source, [PageFailure(number=1, code="x", message="x", remedy="x")])
    contract = Contract(
        kind="addendum",
        number=text(number),
        signed_on=DateFact(signed, signed.isoformat(), 0.9, HERE),
        starts_on=None if starts is None else DateFact(starts, starts.isoformat(), 0.9, HERE),
        parties=(
            Party("PIHAK KESATU", "user", "pemda", text(parties[0])),
            Party("PIHAK KEDUA", "vendor", "pt", text(parties[1])),
        ),
        amends=Amends(number=text(NUMBER), signed_on=None, changes=changes),
    )
    with transaction(office.context.sessions) as session:
        row = session.get_one(Document, made.id)
        row.agency = agency
        done = replace(report.document, status="complete")
        reports.store(session, row, replace(report, contract=contract, document=done, findings=()))
        row.status = "complete"
    if approve:
        office.approve(made)
    return made


def holds(office: Approved, document: Document, **how: object) -> Effective | None:
    with office.context.sessions() as session:
        row = session.get_one(Document, document.id)
        contract = reports.current(session, row).report.contract
        find = effective.around if contract.kind == "addendum" else effective.of
        return find(session, row, contract, **how)  # type: ignore[operator, no-any-return]


def parent(office: Approved, *jobs: Job) -> Document:
    return office.contract(NUMBER, *(jobs or (Job("Satpam", 4, 2_500_000), Job("Pengemudi", 2, 2_700_000))))


def registered(office: Approved, document: Document) -> list[tuple[str, int | None, Decimal | None, date | None]]:
    with office.context.sessions() as session:
        rows = session.scalars(
            select(Engagement).where(Engagement.document_id == document.id).order_by(Engagement.position)
        )
        return [(r.title, r.headcount, r.wage, r.ends_on) for r in rows]


def test_changes_hold_from_their_days_in_their_order(approved: Approved) -> None:
    """Two addenda handed in the other way round: the wage rises twice, the end moves, each from its own day."""
    document = parent(approved)
    addendum(
        approved, "2/ADD/2024", change("wage", "2600000", "2800000"), signed=date(2024, 9, 1), starts=date(2024, 10, 1)
    )
    addendum(
        approved, "1/ADD/2024", change("wage", "2500000", "2600000"), change("ends_on", "2025-02-28", "2025-06-30"),
        signed=date(2024, 5, 2),
    )  # fmt: skip
    found = holds(approved, document)
    assert found is not None
    assert [(s.about, s.since, s.after, s.applied, s.agrees) for s in found.steps] == [
        ("wage", date(2024, 5, 2), "2600000", True, True),
        ("ends_on", date(2024, 5, 2), "2025-06-30", True, True),
        ("wage", date(2024, 10, 1), "2800000", True, True),
    ]
    assert [p.wage.value for p in found.now.positions if p.wage] == [Decimal(2_800_000), Decimal(2_700_000)]
    assert found.now.ends_on is not None
    assert found.now.ends_on.value == date(2025, 6, 30)
    assert found.contract.ends_on is not None
    assert found.contract.ends_on.value == date(2025, 2, 28)


def test_the_addendum_shows_the_same_as_its_contract(approved: Approved) -> None:
    """Seen from either side, the same steps; the contract is named."""
    document = parent(approved)
    added = addendum(approved, "1/ADD/2024", change("headcount", "4", "6"), signed=date(2024, 5, 2))
    one, other = holds(approved, document), holds(approved, added)
    assert one is not None
    assert one == other
    assert one.document_id == document.id


@pytest.mark.parametrize(
    ("jobs", "what", "position"),
    [
        ((Job("Satpam", 4, 2_500_000), Job("Pengemudi", 2, 2_500_000)), change("wage", "2500000", "1"), None),
        ((Job("Satpam", 4, 2_500_000), Job("Pengemudi", 2, 2_500_000)), change("wage", "2500000", "1", "Upah pengemudi"), 1),
        ((Job("Satpam", 4, 2_500_000), Job("Pengemudi", 2, 2_700_000)), change("wage", "9", "1"), None),
        ((Job("Satpam", 4, 2_500_000),), change("wage", "9", "1"), 0),
        ((Job("Satpam", 4, 2_500_000),), change("wage", "2500000", "tidak terbaca"), 0),
    ],
)  # fmt: skip
def test_a_change_is_laid_over_only_what_it_plainly_means(
    approved: Approved, jobs: tuple[Job, ...], what: Change, position: int | None
) -> None:
    """By its old value, else by its name, else because there is no other; otherwise it is shown and changes nothing."""
    document = parent(approved, *jobs)
    addendum(approved, "1/ADD/2024", what, signed=date(2024, 5, 2))
    found = holds(approved, document)
    assert found is not None
    (step,) = found.steps
    assert step.position == position
    assert step.applied == (position is not None and what.after.value == "1")
    assert bool(step.doubt) == (not step.applied)
    if not step.applied:
        assert found.now == found.contract


def test_other_parties_and_other_peoples_addenda_change_nothing(approved: Approved) -> None:
    """A number that two vendors share leads to no change; what a person may not see is not shown to that person."""
    document = parent(approved)
    addendum(
        approved,
        "1/ADD/2024",
        change("headcount", "4", "9"),
        signed=date(2024, 5, 2),
        parties=("Dinas Lain", "CV Lain"),
    )
    assert holds(approved, document) is None
    addendum(approved, "2/ADD/2024", change("headcount", "4", "6"), signed=date(2024, 5, 3), agency="dinkes")
    outsider = User(id=uuid.uuid4(), org="utama", role="reviewer", agency="dinsos", name="ani")
    assert holds(approved, document, user=outsider) is None
    assert holds(approved, document) is not None


def test_the_register_takes_approved_addenda_over(approved: Approved) -> None:
    """With the approval of an addendum the contract's rows change, and when it is sent back they are as before."""
    document = parent(approved)
    before = registered(approved, document)
    added = addendum(
        approved, "1/ADD/2024", change("wage", "2500000", "2800000"), change("headcount", "2", "3"),
        change("ends_on", "2025-02-28", "2025-12-31"), signed=date(2024, 5, 2), approve=False,
    )  # fmt: skip
    assert registered(approved, document) == before
    approved.approve(added)
    assert registered(approved, document) == [
        ("Satpam", 4, Decimal(2_800_000), date(2025, 12, 31)),
        ("Pengemudi", 3, Decimal(2_700_000), date(2025, 12, 31)),
    ]
    approved.step(added, "send_back", approved.approver, reason="Halaman kedua belum ada.")
    assert registered(approved, document) == before


def test_a_contract_that_is_approved_after_its_addendum_enters_with_it(approved: Approved) -> None:
    """The order of the two approvals does not matter."""
    document = approved.contract(NUMBER, Job("Satpam", 4, 2_500_000), approve=False)
    addendum(approved, "1/ADD/2024", change("wage", "2500000", "2800000"), signed=date(2024, 5, 2))
    approved.approve(document)
    assert registered(approved, document) == [("Satpam", 4, Decimal(2_800_000), date(2025, 2, 28))]


def test_an_addendum_is_counted_in_its_contract(approved: Approved) -> None:
    """Approved in either order, contract and addendum are one contract of the register; alone, the addendum stands for
    itself, and does so again when the contract is sent back."""

    def counted() -> list[tuple[str, int]]:
        with approved.context.sessions() as session:
            rows = session.scalars(select(RegisterContract).order_by(RegisterContract.contract_number)).all()
            return [(row.kind, row.workers) for row in rows]

    document = approved.contract(NUMBER, Job("Satpam", 4, 2_500_000), approve=False)
    addendum(approved, "1/ADD/2024", change("headcount", "4", "6"), signed=date(2024, 5, 2))
    assert [kind for kind, _ in counted()] == ["addendum"]
    approved.approve(document)
    assert counted() == [("alih_daya", 6)]
    approved.step(document, "send_back", approved.approver, reason="Halaman kedua belum ada.")
    assert [kind for kind, _ in counted()] == ["addendum"]


def test_many_addenda_cost_no_more_statements_than_one(approved: Approved) -> None:
    """The number of statements does not grow with the addenda."""
    document = parent(approved)
    counted: list[int] = []
    for number in range(1, 5):
        addendum(
            approved, f"{number}/ADD/2024", change("headcount", "4", "4"), signed=date(2024, 5, number), approve=False
        )
        statements: list[str] = []

        def count(_c: object, _cur: object, statement: str, *_rest: object, into: list[str] = statements) -> None:
            into.append(statement)

        event.listen(approved.context.engine, "before_cursor_execute", count)
        holds(approved, document)
        event.remove(approved.context.engine, "before_cursor_execute", count)
        counted.append(len(statements))
    assert len(set(counted)) == 1
