"""What corrections suggest to the administrator: listed, accepted or refused, never used before."""

from __future__ import annotations

import pytest
from reviewed import TODAY, Office
from sqlalchemy import event, select

from api.database import transaction
from api.errors import Forbidden, Invalid, NotFound
from api.services import corrections, law, learning, proposals
from api.services.corrections import Drawn
from api.services.proposals import FIELDS_FILE, Proposal
from extractor.geometry import Box
from models import Correction, Document, Event, PositionName, ProposalDecision, User

TITLE = "positions.0.title"


@pytest.fixture
def admin(house: Office) -> User:
    return house.person("kepala", "admin")


def correct(house: Office, document: Document, user: User, path: str, typed: str, drawn: Drawn | None = None) -> None:
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        corrections.correct_fact(
            session, row, path=path, typed=typed, drawn=drawn, reason="", user=user, seen=0, law=house.law, today=TODAY
        )


def found(house: Office, *, org: str = "utama") -> list[Proposal]:
    with house.context.sessions() as session:
        return list(proposals.listing(session, house.context.settings, org=org))


def only(house: Office, kind: str) -> Proposal:
    (one,) = [p for p in found(house) if p.kind == kind]
    return one


def decide(house: Office, key: str, action: str, user: User, *, value: str = "", reason: str = "") -> ProposalDecision:
    with transaction(house.context.sessions) as session:
        return proposals.decide(
            house.context,
            session,
            key,
            action,
            value=value,
            reason=reason,
            user=session.get_one(User, user.id),  # type: ignore[arg-type]
        )


def names(house: Office) -> dict[str, str]:
    with house.context.sessions() as session:
        return {row.key: row.name for row in session.execute(select(PositionName.key, PositionName.name))}


def test_a_corrected_title_proposes_its_spelling(house: Office, sari: User, admin: User) -> None:
    """Two documents with the same correction are one proposal with its sources; nothing is used before it is accepted."""
    for mark in ("satu", "dua"):
        correct(house, house.document(mark), sari, TITLE, "Satuan pengamanan")
    one = only(house, "position")
    assert (one.said, one.meant, one.count, one.people) == ("anggota satpam", "Satuan pengamanan", 2, {"sari"})
    assert len(one.documents) == 2
    assert names(house) == {}
    decide(house, one.key, "accepted", admin)
    assert names(house) == {"anggota satpam": "Satuan pengamanan"}
    (kept,) = [p for p in found(house) if p.kind == "position"]
    assert kept.decision is not None
    assert kept.decision.action == "accepted"
    with house.context.sessions() as session:
        assert session.scalar(select(Event.action).order_by(Event.id.desc())) == "proposal.accepted"


def test_an_accepted_spelling_can_be_taken_out_again(house: Office, sari: User, admin: User) -> None:
    """Refusing afterwards, with a reason, removes the name; it may be accepted anew under another one."""
    correct(house, house.document(), sari, TITLE, "Satuan pengamanan")
    one = only(house, "position")
    decide(house, one.key, "accepted", admin)
    decide(house, one.key, "refused", admin, reason="Jabatan lain.")
    assert names(house) == {}
    decide(house, one.key, "accepted", admin, value="Petugas keamanan")
    assert names(house) == {"anggota satpam": "Petugas keamanan"}


def test_a_title_of_no_field_of_work_proposes_one(house: Office, sari: User, admin: User) -> None:
    """The chosen field goes into the office's own law data, by which titles are judged from then on, and out again."""
    correct(house, house.document(), sari, TITLE, "Pawang gajah")
    one = only(house, "field")
    assert one.said == "Pawang gajah"
    settings = house.context.settings
    assert law.in_force(settings).position_field("pawang gajah") is None
    with pytest.raises(Invalid) as refused:
        decide(house, one.key, "accepted", admin, value="perikanan darat")
    assert refused.value.field == "value"
    chosen = proposals.fields_of(settings)[0]
    decide(house, one.key, "accepted", admin, value=chosen)
    assert law.in_force(settings).position_field("Pawang Gajah Senior") == chosen
    decide(house, one.key, "refused", admin, reason="Bukan alih daya.")
    assert law.in_force(settings).position_field("pawang gajah") is None


def test_a_failed_transaction_leaves_the_law_data_as_it_was(house: Office, sari: User, admin: User) -> None:
    """The file is put back when its record could not be written."""
    correct(house, house.document(), sari, TITLE, "Pawang gajah")
    one = only(house, "field")
    place = house.context.settings.law_folder / FIELDS_FILE
    chosen = proposals.fields_of(house.context.settings)[0]
    with house.context.sessions() as session:
        user = session.get_one(User, admin.id)
        proposals.decide(house.context, session, one.key, "accepted", value=chosen, reason="", user=user)
        assert place.is_file()
        session.rollback()
    assert not place.exists()


def test_a_clause_with_its_words_is_taught_unless_refused(house: Office, sari: User, admin: User) -> None:
    """The words around which a reviewer drew are proposed; refused ones are left out of what is exported."""
    document = house.document()
    with house.context.sessions() as session:
        row = session.scalar(select(Correction).limit(1))
        assert row is None
    clause = next(c for c in house.report(document).contract.clauses if c.status == "absent")
    correct(house, document, sari, f"clauses.{clause.kind}", "granted", Drawn(2, Box(60, 60, 540, 200)))
    one = only(house, "clause")
    assert one.meant == f"{clause.kind} granted"
    assert one.said
    with transaction(house.context.sessions) as session:
        row = session.scalar(select(Correction))
        assert row is not None
        assert proposals.clause_key(row) == one.key
        assert proposals.refused_clauses(session, org="utama") == frozenset()
    decide(house, one.key, "refused", admin, reason="Bukan bunyi klausul.")
    with house.context.sessions() as session:
        assert proposals.refused_clauses(session, org="utama") == {one.key}
        assert list(learning.corrected_documents(session)) == []


def test_only_administrators_decide_and_refusals_have_reasons(house: Office, sari: User, admin: User) -> None:
    """Reviewers, missing or endless reasons, the same decision twice and proposals that are none: refused."""
    correct(house, house.document(), sari, TITLE, "Satuan pengamanan")
    one = only(house, "position")
    with pytest.raises(Forbidden):
        decide(house, one.key, "accepted", sari)
    for reason in ("  ", "x" * 2001):
        with pytest.raises(Invalid) as refused:
            decide(house, one.key, "refused", admin, reason=reason)
        assert refused.value.field == "reason"
    with pytest.raises(NotFound):
        decide(house, "0" * 64, "accepted", admin)
    decide(house, one.key, "accepted", admin)
    with pytest.raises(Invalid):
        decide(house, one.key, "accepted", admin)


def test_what_was_taken_back_and_other_offices_suggest_nothing(house: Office, sari: User) -> None:
    """An undone correction is no suggestion, and no office sees another's."""
    document = house.document()
    correct(house, document, sari, TITLE, "Satuan pengamanan")
    assert found(house, org="lain") == []
    with transaction(house.context.sessions) as session:
        row = session.scalar(select(Correction))
        assert row is not None
        corrections.undo(session, session.get_one(Document, document.id), row.id, user=sari, law=house.law, today=TODAY)
    assert found(house) == []


def test_many_corrections_cost_no_more_statements_than_one(house: Office, sari: User) -> None:
    """The number of statements does not grow with the corrections."""
    counted: list[int] = []
    for mark in ("satu", "dua", "tiga"):
        correct(house, house.document(mark), sari, TITLE, f"Jabatan {mark}")
        statements: list[str] = []

        def count(_c: object, _cur: object, statement: str, *_rest: object, into: list[str] = statements) -> None:
            into.append(statement)

        event.listen(house.context.engine, "before_cursor_execute", count)
        found(house)
        event.remove(house.context.engine, "before_cursor_execute", count)
        counted.append(len(statements))
    assert len(set(counted)) == 1
