"""Corrections: a layer over what was read, judged again at once, never overwritten."""

from __future__ import annotations

import pytest
from reviewed import TODAY, Office, office
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from written_contract import NIK

from api.context import Context
from api.database import transaction
from api.errors import Forbidden, Invalid, NotFound, NotOpen, StaleCorrection
from api.jobs import rows
from api.services import corrections, documents, page_words, rejudging, reports, search
from api.services.corrected_report import BY_HAND, MARKED, AddedFinding
from api.services.corrections import Drawn
from extractor.geometry import Box
from models import Correction, Document, Event, SearchText, User

WAGE = "positions.0.wage"
PLACE = Drawn(2, Box(60, 95, 540, 110))


@pytest.fixture
def house(context: Context) -> Office:
    return office(context)


@pytest.fixture
def sari(house: Office) -> User:
    return house.person("sari")


@pytest.fixture
def document(house: Office, sari: User) -> Document:
    """Judged by the real rules: an empty correction made the report of the reading into one of judging."""
    made = house.document()
    with transaction(house.context.sessions) as session:
        corrections.rebuild(session, session.get_one(Document, made.id), law=house.law, today=TODAY)
    return made


def correct(house: Office, document: Document, path: str, typed: str, user: User, **more: object) -> Correction:
    fields: dict[str, object] = {"drawn": None, "reason": "", "seen": 0, **more}
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        return corrections.correct_fact(
            session, row, path=path, typed=typed, user=user, law=house.law, today=TODAY, **fields  # type: ignore[arg-type]
        )  # fmt: skip


def verdicts(house: Office, document: Document, rule: str) -> set[str]:
    return {f.verdict for f in house.report(document).findings if f.rule == rule}


def test_a_correction_removes_a_finding_and_its_undoing_brings_it_back(
    house: Office, document: Document, sari: User
) -> None:
    """The wage was read too low: corrected, nothing is violated; taken back, the finding is there again."""
    assert "violated" in verdicts(house, document, "wage-minimum")
    row = correct(house, document, WAGE, "Rp4.950.000", sari, drawn=PLACE)
    assert "violated" not in verdicts(house, document, "wage-minimum")
    wage = house.report(document).contract.positions[0].wage
    assert wage is not None
    assert (wage.confidence, wage.evidence[0].page, wage.evidence[0].boxes) == (1.0, 2, (PLACE.box,))
    assert "PIHAK KEDUA membayar upah" in wage.evidence[0].quote
    with house.context.sessions() as session:
        found = rejudging.compared(session, house.fresh(document))
    assert found is not None
    assert any(c.rule == "wage-minimum" for c in found.changes)
    with transaction(house.context.sessions) as session:
        live = session.get_one(Document, document.id)
        corrections.undo(session, live, row.id, user=sari, law=house.law, today=TODAY)
    assert "violated" in verdicts(house, document, "wage-minimum")


def test_naming_the_page_where_a_fact_stands_keeps_its_boxes(house: Office, document: Document, sari: User) -> None:
    """The form sends the page along; only the value changes then."""
    before = house.report(document).contract.positions[0].wage
    correct(house, document, WAGE, "Rp4.950.000", sari, drawn=Drawn(2, None))
    after = house.report(document).contract.positions[0].wage
    assert before is not None
    assert after is not None
    assert after.evidence == before.evidence


def test_a_clause_that_was_overlooked_is_shown_where_it_stands(house: Office, document: Document, sari: User) -> None:
    """THR, not found by the program, is found on page 3 by a person, who has to say where."""
    assert "satisfied" not in verdicts(house, document, "thr-allowance")
    with pytest.raises(Invalid) as refused:
        correct(house, document, "clauses.thr", "granted", sari)
    assert refused.value.field == "page"
    correct(house, document, "clauses.thr", "granted", sari, drawn=Drawn(3, None))
    clause = house.report(document).contract.clause("thr")
    assert clause is not None
    assert (clause.status, [e.page for e in clause.evidence]) == ("granted", [3])
    assert "absent" not in verdicts(house, document, "thr-allowance")


def test_corrections_outlive_a_new_reading_and_new_law(house: Office, document: Document, sari: User) -> None:
    """Reading or judging again loses none of them."""
    correct(house, document, WAGE, "4950000", sari)
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        house.store(row, session=session)
        assert corrections.rebuild(session, row, law=house.law, today=TODAY)
    assert "violated" not in verdicts(house, document, "wage-minimum")
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        assert not rejudging.judge_again(session, row, law=house.law, today=TODAY, user=sari)
    assert "violated" not in verdicts(house, document, "wage-minimum")


def test_of_two_people_on_the_same_fact_the_second_is_told(house: Office, document: Document, sari: User) -> None:
    """The form carries which correction it saw; nothing is overwritten."""
    first = correct(house, document, WAGE, "4950000", sari)
    with pytest.raises(StaleCorrection):
        correct(house, document, WAGE, "5100000", house.person("tono"))
    second = correct(house, document, WAGE, "5100000", house.person("ida"), seen=first.id)
    with house.context.sessions() as session:
        assert [row.id for row in corrections.standing(session, document, "fact")] == [second.id]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("value", {"typed": "tiga juta"}),
        ("value", {"typed": "Rp2.950.000"}),
        ("page", {"drawn": Drawn(9, None)}),
        ("box", {"drawn": Drawn(2, Box(500, 10, 700, 40))}),
        ("box", {"drawn": Drawn(2, Box(90, 40, 60, 60))}),
        ("box", {"drawn": Drawn(2, Box(float("nan"), 10, 20, 40))}),
        ("reason", {"reason": "x" * 2001}),
        ("path", {"path": "positions.7.wage"}),
    ],
)
def test_a_bad_correction_is_refused_at_its_field(
    house: Office, document: Document, sari: User, field: str, changes: dict[str, object]
) -> None:
    """No amount, the same amount, a page or box that is not there, too many words: nothing is stored."""
    values: dict[str, object] = {"path": WAGE, "typed": "4950000", **changes}
    with pytest.raises(Invalid) as refused:
        correct(house, document, user=sari, **values)  # type: ignore[arg-type]
    assert refused.value.field == field
    with house.context.sessions() as session:
        assert session.scalars(select(Correction)).all() == []


def test_only_reviewers_correct_and_only_what_is_open(house: Office, document: Document, sari: User) -> None:
    """Not an uploader, not an auditor; not after it was checked."""
    for role in ("uploader", "auditor", "head"):
        with pytest.raises(Forbidden):
            correct(house, document, WAGE, "4950000", house.person(f"p{role}", role))  # type: ignore[arg-type]
    with transaction(house.context.sessions) as session:
        session.get_one(Document, document.id).review_state = "checked"
    with pytest.raises(NotOpen):
        correct(house, document, WAGE, "4950000", sari)


def test_the_trail_tells_of_a_correction_without_its_values(house: Office, document: Document, sari: User) -> None:
    """Who, which fact, which page; a digest of what stood there and stands there now."""
    correct(
        house,
        document,
        "parties.1.nik",
        "6471050000000009",
        sari,
        drawn=Drawn(1, Box(60, 60, 500, 90)),
        reason="salah baca",
    )
    with house.context.sessions() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.action, event.actor_id) == ("fact.corrected", sari.id)
    assert event.after is not None
    assert (event.after["path"], event.after["page"]) == ("parties.1.nik", 1)
    assert event.why
    written = str(vars(event))
    assert all(words not in written for words in ("6471050000000009", NIK, "salah baca"))


def test_a_page_that_nobody_can_read_makes_nothing_absent(house: Office, document: Document, sari: User) -> None:
    """What was "not found" there becomes "not readable", and the document is partial; it can be taken back."""

    def mark(unreadable: bool, number: int = 3) -> Correction | None:
        with transaction(house.context.sessions) as session:
            row = session.get_one(Document, document.id)
            return corrections.mark_page(
                session, row, number, unreadable=unreadable, reason="gelap", user=sari, law=house.law, today=TODAY
            )  # fmt: skip

    before = house.fresh(document).weak_pages
    assert mark(True) is not None
    assert mark(True) is None
    page = house.report(document).document.pages[2]
    assert (page.grade, page.grade_reason) == ("unreadable", MARKED)
    assert house.fresh(document).weak_pages == before + 1
    assert mark(False) is not None
    assert house.report(document).document.pages[2].grade == "fair"
    with pytest.raises(Invalid):
        mark(True, number=5)


def test_a_finding_that_was_missed_is_added_with_its_place(house: Office, document: Document, sari: User) -> None:
    """It cites the rule's provisions, waits for a decision like any other, and survives judging again."""
    added = AddedFinding(
        rule="union-ban" if any(r.id == "union-ban" for r in house.law.rules) else house.law.rules[0].id,
        verdict="violated",
        severity="tinggi",
        title="Larangan berserikat",
        explanation="Anggota satpam tidak boleh menjadi anggota serikat.",
    )

    def add(**changes: object) -> Correction:
        from dataclasses import replace

        with transaction(house.context.sessions) as session:
            row = session.get_one(Document, document.id)
            drawn = changes.pop("drawn", PLACE)
            return corrections.add_finding(
                session, row, replace(added, **changes), drawn=drawn, user=sari, law=house.law, today=TODAY  # type: ignore[arg-type]
            )  # fmt: skip

    for field, wrong in (
        ("rule", {"rule": "tidak-ada"}),
        ("explanation", {"explanation": " "}),
        ("page", {"drawn": None}),
    ):
        with pytest.raises(Invalid) as refused:
            add(**wrong)
        assert refused.value.field == field
    open_before = house.fresh(document).open_count
    row = add()
    with transaction(house.context.sessions) as session:
        live = session.get_one(Document, document.id)
        rejudging.judge_again(session, live, law=house.law, today=TODAY, user=sari)
    last = house.report(document).findings[-1]
    assert (last.title, last.notes, last.evidence[0].page) == ("Larangan berserikat", (BY_HAND,), 2)
    assert last.citations
    assert house.fresh(document).open_count == open_before + 1
    with transaction(house.context.sessions) as session:
        live = session.get_one(Document, document.id)
        corrections.undo(session, live, row.id, user=sari, law=house.law, today=TODAY)
    assert all(BY_HAND not in f.notes for f in house.report(document).findings)


def test_a_word_is_corrected_over_its_box(house: Office, document: Document, sari: User) -> None:
    """Text and search follow, the box stays, and the next understanding of the facts reads the corrected word."""
    with house.context.sessions() as session:
        words = page_words.of(session, document, 2)
    assert words is not None
    place = next(n for n, w in enumerate(words.words) if w.text == "lembur.")
    with transaction(house.context.sessions) as session:
        live = session.get_one(Document, document.id)
        corrections.correct_word(
            session, live, page=2, place=place, typed="overtime.", user=sari, seen=0, law=house.law, today=TODAY
        )
    report = house.report(document)
    assert "overtime." in report.document.pages[1].text
    assert "lembur." not in report.document.pages[1].text
    with house.context.sessions() as session:
        row = session.get_one(Document, document.id)
        again = rows.read_pages(session, row)[1]
        assert again.words[place].text == "overtime."  # type: ignore[union-attr]
        assert again.words[place].box == words.words[place].box  # type: ignore[union-attr]
        assert search.hits(session, search.understood("overtime"), [row], sari) == {row.id: (2,)}
    with house.context.sessions() as session:
        live = session.get_one(Document, document.id)
        with pytest.raises(NotFound):
            corrections.correct_word(
                session, live, page=2, place=9999, typed="x", user=sari, seen=0, law=house.law, today=TODAY
            )


def test_corrections_go_with_their_document_and_cannot_be_rewritten(
    house: Office, document: Document, sari: User
) -> None:
    """The database refuses to change one; erasing the document erases them and its searchable text."""
    correct(house, document, WAGE, "4950000", sari)
    with house.context.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("UPDATE correction SET new_value = '1'"))
    admin = house.person("boss", "admin")
    with transaction(house.context.sessions) as session:
        documents.erase(house.context, session, session.get_one(Document, document.id), user=admin)
    with house.context.sessions() as session:
        assert session.scalars(select(Correction)).all() == []
        assert session.scalars(select(SearchText)).all() == []
        if session.get_bind().dialect.name == "sqlite":
            assert session.scalar(text("SELECT count(*) FROM search_index")) == 0


def test_a_correction_whose_fact_is_gone_is_said_and_not_lost(house: Office, document: Document, sari: User) -> None:
    """A new reading with fewer positions: the report says that a correction could not be put in."""
    from dataclasses import replace

    correct(house, document, "positions.1.wage", "4100000", sari)
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        base = reports.current(session, row).report
        shorter = replace(base, contract=replace(base.contract, positions=base.contract.positions[:1]))
        reports.store(session, row, shorter)
        corrections.rebuild(session, row, law=house.law, today=TODAY)
        assert "1 koreksi tidak dapat diterapkan" in " ".join(reports.current(session, row).report.document.notes)
        assert len(corrections.standing(session, row)) == 1
