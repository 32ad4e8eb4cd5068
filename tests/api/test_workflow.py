"""The way of a document through the office, and who may take which step."""

from __future__ import annotations

from typing import get_args

import pytest
from reviewed import Office, office
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from api.context import Context
from api.database import transaction
from api.errors import Forbidden, Invalid, NotFound, NotOpen, SamePerson, StaleDocument
from api.permissions import ROLE_NAMES, ROLES, may
from api.services import documents, reports, reviews, workflow
from api.services.workflow import Action
from models import Document, Event, StateChange, User
from models.user import Role


@pytest.fixture
def house(context: Context) -> Office:
    return office(context)


def step(house: Office, document: Document, action: Action, user: User, **more: object) -> Document:
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        version = more.pop("version", row.version)
        workflow.move(session, row, action, user=user, version=version, **more)  # type: ignore[arg-type]
    return house.fresh(document)


def test_from_reading_to_approval_by_two_people(house: Office) -> None:
    """To review, in review, checked by one, approved by another; each step with its person and its event."""
    sari, dewi = house.person("sari"), house.person("dewi", "approver")
    document = house.document()
    assert house.fresh(document).review_state == "to_review"
    assert step(house, document, "take", sari).reviewer_id == sari.id
    house.decide_all(document, sari)
    checked = step(house, document, "check", sari)
    assert (checked.review_state, checked.checked_by) == ("checked", sari.id)
    approved = step(house, document, "approve", dewi)
    assert (approved.review_state, approved.approved_by, approved.checked_by) == ("approved", dewi.id, sari.id)
    with house.context.sessions() as session:
        trail = session.scalars(select(Event.action).where(Event.action.startswith("document.")).order_by(Event.id))
        assert list(trail)[-3:] == ["document.take", "document.check", "document.approve"]
        assert [s.action for s in workflow.history(session, document)] == ["take", "check", "approve"]


def test_the_one_who_checked_cannot_approve(house: Office) -> None:
    """Not even an administrator; and the database refuses it as well."""
    boss, document = house.person("boss", "admin"), house.document()
    house.decide_all(document, boss)
    step(house, document, "check", boss)
    with pytest.raises(SamePerson):
        step(house, document, "approve", boss)
    with house.context.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("UPDATE document SET approved_by = checked_by"))


def test_open_findings_keep_a_document_from_being_checked(house: Office) -> None:
    """The message says how many are left."""
    sari, document = house.person("sari"), house.document()
    with pytest.raises(Invalid, match="belum diputuskan"):
        step(house, document, "check", sari)
    assert house.fresh(document).review_state == "to_review"


def test_sending_back_needs_a_reason_and_opens_the_document(house: Office) -> None:
    """The reviewer keeps the document, can decide again, and its reason stands in no event."""
    sari, dewi, document = house.person("sari"), house.person("dewi", "approver"), house.document()
    house.decide_all(document, sari)
    step(house, document, "check", sari)
    with pytest.raises(Invalid, match="tanpa alasan") as refused:
        step(house, document, "send_back", dewi, reason="  ")
    assert refused.value.field == "reason"
    back = step(house, document, "send_back", dewi, reason="Lihat upah Bapak Joko")
    assert (back.review_state, back.reviewer_id, back.approved_by) == ("sent_back", sari.id, None)
    with house.context.sessions() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert event is not None
        assert event.why
        assert "Joko" not in str(vars(event))
        assert session.scalars(select(StateChange.reason).where(StateChange.action == "send_back")).one()
    again = step(house, document, "check", sari)
    assert again.review_state == "checked"


def test_what_is_checked_cannot_be_decided_on(house: Office) -> None:
    """It has to be taken back first, by the one who checked."""
    sari, tono, document = house.person("sari"), house.person("tono"), house.document()
    house.decide_all(document, sari)
    with house.context.sessions() as session:
        finding = reports.current(session, document).findings[0].row.id
    step(house, document, "check", sari)
    with pytest.raises(NotOpen), transaction(house.context.sessions) as session:
        reviews.decide(session, org="utama", finding_id=finding, action="reopen", user=sari)
    with pytest.raises(Forbidden):
        step(house, document, "withdraw", tono)
    assert step(house, document, "withdraw", sari).review_state == "in_review"


def test_a_stale_form_overwrites_nothing(house: Office) -> None:
    """Two people press a button on the same screen: the second is told."""
    sari, tono, document = house.person("sari"), house.person("tono"), house.document()
    seen = house.fresh(document).version
    step(house, document, "take", sari, version=seen)
    with pytest.raises(StaleDocument):
        step(house, document, "take", tono, version=seen)
    assert house.fresh(document).reviewer_id == sari.id


def test_the_first_decision_takes_the_document_in_hand(house: Office) -> None:
    """Nobody has to press a button for what is plain; another one who helps does not take it away."""
    sari, tono, document = house.person("sari"), house.person("tono"), house.document()
    with house.context.sessions() as session:
        first, second = (f.row.id for f in reports.current(session, document).findings[:2])
    for user, finding in ((sari, first), (tono, second)):
        with transaction(house.context.sessions) as session:
            reviews.decide(session, org="utama", finding_id=finding, action="confirm", user=user)
    assert (house.fresh(document).review_state, house.fresh(document).reviewer_id) == ("in_review", sari.id)
    house.decide_all(document, sari)
    with pytest.raises(Invalid, match="peninjau lain"):
        step(house, document, "check", tono)


def test_a_document_is_given_to_a_person_who_can_review_it(house: Office) -> None:
    """By those who may assign; not to an auditor, nor to somebody of another agency."""
    dewi, sari = house.person("dewi", "approver"), house.person("sari")
    others = [house.person("audi", "auditor"), house.person("jauh", agency="dinas-lain")]
    document = house.document()
    for nobody in (*others, None):
        with pytest.raises(Invalid) as refused:
            step(house, document, "assign", dewi, assignee=nobody)
        assert refused.value.field == "assignee"
    with pytest.raises(Forbidden):
        step(house, document, "assign", sari, assignee=sari)
    assert step(house, document, "assign", dewi, assignee=sari).reviewer_id == sari.id
    with house.context.sessions() as session:
        assert {u.name for u in workflow.reviewers(session, document, dewi)} == {"dewi", "sari"}


def test_a_new_reading_that_changes_an_approved_report_opens_it_again(house: Office) -> None:
    """An approval holds for what was approved; an equal reading leaves it."""
    sari, dewi, document = house.person("sari"), house.person("dewi", "head"), house.document()
    house.decide_all(document, sari)
    step(house, document, "check", sari)
    step(house, document, "approve", dewi)
    with transaction(house.context.sessions) as session:
        house.store(session.get_one(Document, document.id), session=session)
    assert house.fresh(document).review_state == "approved"
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        stored = reports.current(session, row).report
        from dataclasses import replace

        reports.store(session, row, replace(stored, findings=stored.findings[:-3]))
    opened = house.fresh(document)
    assert (opened.review_state, opened.approved_by, opened.checked_by) == ("to_review", None, None)


def test_a_step_that_does_not_begin_here_is_refused(house: Office) -> None:
    """Approving what nobody checked, releasing what nobody has."""
    boss, document = house.person("boss", "admin"), house.document()
    for action in ("approve", "release", "withdraw", "send_back"):
        with pytest.raises(NotOpen):
            step(house, document, action, boss, reason="x")


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("role", ROLES)
def test_only_the_roles_of_the_table_take_a_step(house: Office, role: Role, action: Action) -> None:
    """Whatever the state, a role without the permission is refused before anything else."""
    user, document = house.person("orang", role), house.document()
    if may(user, workflow.STEPS[action].permission):
        with house.context.sessions() as session:
            row = session.get_one(Document, document.id)
            row.review_state = next(iter(workflow.STEPS[action].before))
            assert action in workflow.possible(row, user) or action in ("withdraw", "release")
    else:
        with pytest.raises(Forbidden):
            step(house, document, action, user, reason="x")


def test_every_role_has_a_name(house: Office) -> None:
    """The table of names and the table of permissions speak of the same roles."""
    assert set(ROLE_NAMES) == set(ROLES) == set(get_args(Role))


@pytest.mark.parametrize(
    ("role", "agency", "seen"),
    [
        ("uploader", "dinkes", {"dinkes"}),
        ("uploader", "", {""}),
        ("api", "dinkes", {"dinkes"}),
        ("reviewer", "", {"", "dinkes", "rsud"}),
        ("reviewer", "rsud", {"rsud"}),
        ("auditor", "", {"", "dinkes", "rsud"}),
    ],
)
def test_a_person_sees_only_the_own_part_of_the_house(house: Office, role: Role, agency: str, seen: set[str]) -> None:
    """In the list, in the counts, and by address: what is not seen does not exist."""
    made = {name: house.document(f"k-{name}", agency=name) for name in ("", "dinkes", "rsud")}
    user = house.person("orang", role, agency=agency)
    with house.context.sessions() as session:
        assert {d.agency for d in documents.listing(session, user=user).documents} == seen
        assert documents.counts(session, user=user).total == len(seen)
        for name, document in made.items():
            if name in seen:
                assert documents.seen_by(session, user, document.id).id == document.id
            else:
                with pytest.raises(NotFound):
                    documents.seen_by(session, user, document.id)
