"""A planning case on its way: filed, changed, agreed to, sent back, withdrawn; and what is refused."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from approved import Office
from planned import FORM, PDF, SAID, TODAY, Desk, account, docx, uploads
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from api.database import transaction
from api.errors import Forbidden, NotFound
from api.planning import attachments, cases
from api.planning.errors import PlanNotThere, PlanRefused, SameFiler, StalePlan
from models import Event, Plan, PlanFile, User
from models.planning import PlanState


def edit(desk: Desk, plan: uuid.UUID, *, user: User | None = None, version: int | None = None, **changes: str) -> None:
    with transaction(desk.office.context.sessions) as session:
        row = cases.get(session, plan, org=desk.office.org)
        cases.edit(
            session,
            row,
            user=session.get_one(User, (user or desk.office.reviewer).id),
            form=replace(FORM, **{"agency": str(row.agency_id), **changes}),
            version=row.version if version is None else version,
            today=TODAY,
        )


def test_a_case_goes_from_desk_to_desk_and_keeps_who_decided_when(desk: Desk) -> None:
    """Each step holds the body, its day, letter and note, and the person who recorded it; each is on the trail."""
    plan = desk.file()
    desk.take(plan, "submit")
    letter = replace(SAID, decided_on="2026-02-27", note="Setuju", letter_number="050/12", letter_date="2026-02-26")
    desk.take(plan, "agree", form=letter)
    assert desk.read(plan).state == "disnakertrans"
    desk.take(plan, "agree")
    desk.take(plan, "agree", user=desk.office.approver)
    assert desk.read(plan).state == "approved"
    steps = desk.steps(plan)
    assert [(s.action, s.body, s.after) for s in steps] == [
        ("file", "draft", "draft"),
        ("submit", "draft", "bappeda"),
        ("agree", "bappeda", "disnakertrans"),
        ("agree", "disnakertrans", "legal"),
        ("agree", "legal", "approved"),
    ]
    assert (steps[2].decided_on, steps[2].letter_number, steps[2].letter_date, steps[2].note) == (
        date(2026, 2, 27),
        "050/12",
        date(2026, 2, 26),
        "Setuju",
    )
    assert steps[4].user_id == desk.office.approver.id
    with desk.office.context.sessions() as session:
        told = session.scalars(select(Event).where(Event.subject_id == str(plan)).order_by(Event.id)).all()
    assert [row.action for row in told] == ["plan.file", "plan.submit", "plan.agree", "plan.agree", "plan.agree"]
    assert "Setuju" not in str([row.after for row in told])


def test_the_history_cannot_be_rewritten(desk: Desk) -> None:
    """The database itself refuses to change a step."""
    desk.file()
    with pytest.raises(DBAPIError), transaction(desk.office.context.sessions) as session:
        session.execute(text("UPDATE plan_step SET note = 'x'"))


@pytest.mark.parametrize("agreed", [0, 1, 2])
def test_every_body_can_send_back_with_a_reason_only(desk: Desk, agreed: int) -> None:
    """Without a reason nothing moves; with it the agency has the draft again and may change and file it anew."""
    plan = desk.file()
    for step in ("submit", *["agree"] * agreed):
        desk.take(plan, step)  # type: ignore[arg-type]
    before = desk.read(plan)
    with pytest.raises(PlanRefused) as caught:
        desk.take(plan, "send_back", form=replace(SAID, note="  "))
    assert list(caught.value.errors) == ["note"]
    assert (desk.read(plan).state, desk.read(plan).version) == (before.state, before.version)
    desk.take(plan, "send_back", form=replace(SAID, note="Jumlahnya tidak sesuai beban kerja"))
    assert desk.read(plan).state == "draft"
    edit(desk, plan, headcount="3")
    desk.take(plan, "submit")
    said = desk.steps(plan)
    assert [s.action for s in said][-3:] == ["send_back", "edit", "submit"]
    assert said[-2].note == "jumlah orang: 4 menjadi 3"


def test_who_wrote_or_filed_a_case_cannot_record_its_final_approval(desk: Desk) -> None:
    """Two people: neither the last writer nor the one who sent it on its way; the database refuses it as well."""
    plan = desk.file(user=desk.office.approver)
    for step in ("submit", "agree", "agree"):
        desk.take(plan, step)  # type: ignore[arg-type]
    with pytest.raises(SameFiler):
        desk.take(plan, "agree", user=desk.office.approver)
    assert desk.read(plan).state == "legal"
    head = desk.person("head")
    desk.take(plan, "agree", user=head)
    assert desk.read(plan).approved_by == head.id
    other = desk.file()
    with pytest.raises(DBAPIError), transaction(desk.office.context.sessions) as session:
        session.get_one(Plan, other).approved_by = desk.office.reviewer.id


def test_the_final_approval_asks_for_the_permission(desk: Desk) -> None:
    """A reviewer records what the bodies answered, but not the approval that ends the way."""
    plan = desk.file()
    other = desk.person("reviewer")
    for step in ("submit", "agree", "agree"):
        desk.take(plan, step)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        desk.take(plan, "agree", user=other)


@pytest.mark.parametrize("role", ["auditor", "uploader", "api"])
def test_those_who_only_read_keep_no_cases(desk: Desk, role: str) -> None:
    """An auditor sees cases, an uploader not even that; neither files or moves one."""
    person = desk.person(role)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        desk.file(user=person)
    plan = desk.file()
    with pytest.raises(Forbidden):
        desk.take(plan, "submit", user=person)


def test_every_slip_is_told_at_once(desk: Desk) -> None:
    """A form with several mistakes is refused once, not once a mistake."""
    with pytest.raises(PlanRefused) as caught:
        desk.file(title="", headcount="x", ends_on="2026-01-01")
    assert set(caught.value.errors) == {"title", "headcount", "ends_on"}


def test_a_form_made_before_anothers_change_is_refused(desk: Desk) -> None:
    """The second of two people who had the same page open is told, and nothing is overwritten."""
    plan = desk.file()
    seen = desk.read(plan).version
    edit(desk, plan, headcount="5")
    with pytest.raises(StalePlan):
        edit(desk, plan, headcount="6", version=seen)
    with pytest.raises(StalePlan):
        desk.take(plan, "submit", version=seen)
    assert (desk.read(plan).headcount, desk.read(plan).state) == (5, "draft")


def test_a_change_that_changes_nothing_leaves_no_step(desk: Desk) -> None:
    """Saving the form as it was is no edit."""
    plan = desk.file()
    edit(desk, plan)
    assert [s.action for s in desk.steps(plan)] == ["file"]


@pytest.mark.parametrize(("state", "step"), [("bappeda", "submit"), ("draft", "agree"), ("draft", "send_back")])
def test_a_step_from_the_wrong_desk_is_refused(desk: Desk, state: PlanState, step: str) -> None:
    """Nothing can be agreed to that was not filed, nor filed twice."""
    plan = desk.file()
    if state == "bappeda":
        desk.take(plan, "submit")
    with pytest.raises(PlanNotThere):
        desk.take(plan, step, form=replace(SAID, note="x"))  # type: ignore[arg-type]
    assert desk.read(plan).state == state


def test_what_is_on_its_way_cannot_be_edited(desk: Desk) -> None:
    """The text that a body sees stays what it was until it is sent back."""
    plan = desk.file()
    desk.take(plan, "submit")
    with pytest.raises(PlanNotThere):
        edit(desk, plan, headcount="40")


def test_a_withdrawn_case_is_at_its_end(desk: Desk) -> None:
    """Withdrawing asks for a reason; afterwards nothing can be done with it."""
    plan = desk.file()
    with pytest.raises(PlanRefused):
        desk.take(plan, "withdraw")
    desk.take(plan, "withdraw", form=replace(SAID, note="Gedung tidak jadi dipakai"))
    for step in ("submit", "attach", "withdraw"):
        with pytest.raises(PlanNotThere):
            desk.take(plan, step, form=replace(SAID, note="x"))  # type: ignore[arg-type]


def test_documents_are_kept_by_content_under_the_name_that_was_given(desk: Desk) -> None:
    """PDF, JPG, PNG and DOCX by what they are; the suffix is that of the content, whatever the name said."""
    plan = desk.file()
    desk.take(
        plan,
        "submit",
        documents=uploads(
            ("surat bappeda.exe", PDF),
            ("foto.JPEG", b"\xff\xd8\xff\xe0"),
            ("peta.png", b"\x89PNG\r\n\x1a\n"),
            ("../kak.docx", docx()),
        ),
    )
    with desk.office.context.sessions() as session:
        rows = session.scalars(select(PlanFile).where(PlanFile.plan_id == plan)).all()
    storage = desk.office.context.storage
    assert {row.filename for row in rows} == {
        "surat bappeda.exe.pdf",
        "foto.jpg",
        "peta.png",
        "-kak.docx",
    }
    assert all(storage.attachment(row.sha256).stat().st_size == row.size for row in rows)
    assert [path for path in desk.office.context.settings.incoming.iterdir() if path.is_file()] == []


def test_a_document_of_a_forbidden_kind_or_size_stops_the_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the file; neither the step nor the good document beside it is kept."""
    monkeypatch.setattr(attachments, "MAX_BYTES", 1000)
    plan = desk.file()
    for name, data, word in (
        ("a.pdf", b"", "kosong"),
        ("b.pdf", b"MZ\x90 program", "bukan PDF"),
        ("c.docx", b"PK\x03\x04 broken", "bukan PDF"),
        ("d.docm", docx("word/vbaProject.bin"), "tanpa makro"),
        ("e.svg", b"<svg onload='x'>", "bukan PDF"),
        ("f.pdf", PDF + b"x" * 1000, "lebih besar"),
    ):
        with pytest.raises(PlanRefused) as caught:
            desk.take(plan, "submit", documents=uploads(("baik.pdf", PDF), (name, data)))
        message = caught.value.errors["files"].message
        assert name in message
        assert word in message
    assert desk.read(plan).state == "draft"
    with desk.office.context.sessions() as session:
        assert session.scalars(select(PlanFile).where(PlanFile.plan_id == plan)).all() == []
    assert list(desk.office.context.settings.incoming.iterdir()) == []


def test_too_many_documents_at_once_are_refused(desk: Desk) -> None:
    """Eleven in one step are too many."""
    plan = desk.file()
    with pytest.raises(PlanRefused):
        desk.take(plan, "attach", documents=uploads(*[(f"{n}.pdf", PDF) for n in range(11)]))


def test_an_addition_needs_something_to_add(desk: Desk) -> None:
    """An empty addition is refused; a note alone is one, and moves nothing."""
    plan = desk.file()
    with pytest.raises(PlanRefused):
        desk.take(plan, "attach")
    desk.take(plan, "attach", form=replace(SAID, note="Menunggu pagu"))
    assert (desk.read(plan).state, desk.steps(plan)[-1].note) == ("draft", "Menunggu pagu")


def test_cases_of_another_office_do_not_exist(desk: Desk, office: Office) -> None:
    """Neither by address nor as an agency to plan for."""
    plan = desk.file()
    with office.context.sessions() as session, pytest.raises(NotFound):
        cases.get(session, plan, org="lain")
    stranger = account(office.context, "reviewer", org=f"lain-{office.org}")
    with pytest.raises(PlanRefused) as caught:
        desk.file(user=stranger)
    assert list(caught.value.errors) == ["agency"]


def test_lists_filter_count_and_say_how_long(desk: Desk) -> None:
    """By desk, agency, year and position; newest first; counts name every desk; as many queries for many as for few."""
    first = desk.file()
    desk.take(first, "submit")
    second = desk.file(
        agency="Badan Pendapatan", title="Pengemudi", starts_on="2027-01-01", ends_on="2027-12-31", year="2027"
    )
    later = date(2026, 11, 30)

    def found(**wanted: object) -> list[uuid.UUID]:
        with desk.office.context.sessions() as session:
            chosen = cases.Wanted(**wanted)  # type: ignore[arg-type]
            return [r.plan.id for r in cases.listing(session, org=desk.office.org, wanted=chosen, today=later).rows]

    assert found() == [second, first]
    assert found(state="bappeda") == [first]
    assert found(year=2027) == [second]
    assert found(title="SATPAM") == [first]
    assert found(agency=desk.agency("Badan Pendapatan")) == [second]
    with desk.office.context.sessions() as session:
        counted = cases.counts(session, org=desk.office.org, today=later)
        page = cases.listing(session, org=desk.office.org, wanted=cases.Wanted(), today=later, limit=1)
        rest = cases.listing(
            session, org=desk.office.org, wanted=cases.Wanted(), today=later, limit=1, after=page.next or ""
        )
    assert {state: count.number for state, count in counted.items() if count.number} == {"draft": 1, "bappeda": 1}
    assert set(counted) == {"draft", "bappeda", "disnakertrans", "legal", "approved", "withdrawn"}
    assert [row.plan.id for row in (*page.rows, *rest.rows)] == [second, first]
    assert rest.next is None


def test_the_list_takes_one_query_for_any_number(desk: Desk) -> None:
    """No query per row."""

    def queries() -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(desk.office.context.engine, "before_cursor_execute", note)
        try:
            with desk.office.context.sessions() as session:
                cases.listing(session, org=desk.office.org, wanted=cases.Wanted(), today=TODAY)
        finally:
            event.remove(desk.office.context.engine, "before_cursor_execute", note)
        return count

    desk.file()
    few = queries()
    for number in range(3):
        desk.file(agency=f"Dinas {number}")
    assert queries() == few == 1


def test_the_days_on_a_desk_are_counted_by_the_calendar_of_the_office() -> None:
    """An evening in UTC is the next morning in Indonesia."""
    assert cases.days_since(datetime(2026, 3, 1, 18, 0, tzinfo=UTC), date(2026, 3, 3)) == 1
