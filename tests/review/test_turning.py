"""A page that a reviewer turned and had read again: both readings, the choice, and what follows from it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from fake_reader import FakeReader
from reviewed import TODAY, Office
from sqlalchemy import func, select
from written_contract import HEIGHT, WIDTH, page_words, written_report

from api.context import Context
from api.database import transaction
from api.errors import Forbidden, Invalid, NotFound, NotOpen, NotReady
from api.jobs import rows, turned
from api.jobs.steps import Steps
from api.services import copies, corrections, documents, reports, turning
from api.services import page_words as stored_words
from api.services.corrections import Drawn
from extractor.geometry import Box
from extractor.intake.types import Inspection, SourceFile
from extractor.sandbox.errors import PageTimeout
from extractor.words.types import PageWords
from models import Correction, Document, Event, Page, PageTurn, User

WAGE = "positions.0.wage"


class TurningReader(FakeReader):
    """Reads a page worse or better by which way up it is: 90 degrees is right."""

    def read_page(
        self, source: SourceFile, number: int, *, inspection: Inspection, image_path: Path, turn: int | None = None
    ) -> PageWords:
        super().read_page(source, number, inspection=inspection, image_path=image_path)
        image_path.write_bytes(f"picture of {number} at {turn}".encode())
        words = page_words(number)
        degrees = turn or 0
        size = (HEIGHT, WIDTH) if degrees in (90, 270) else (WIDTH, HEIGHT)
        good = degrees == 90
        return replace(
            words,
            rotation=degrees,
            width=size[0],
            height=size[1],
            confidence=0.97 if good else 0.2,
            grade="good" if good else "poor",
            words=tuple(replace(w, box=w.box.turned(degrees, width=WIDTH, height=HEIGHT)) for w in words.words),
        )


@pytest.fixture
def document(house: Office) -> Document:
    return house.document()


@pytest.fixture
def steps(house: Office) -> Steps:
    return Steps(context=house.context, reader=TurningReader(page_count=4), stopping=threading.Event())


def ask(house: Office, document: Document, user: User, *, number: int = 2, by: int = 90) -> PageTurn:
    with transaction(house.context.sessions) as session:
        return turning.ask(house.context, session, session.get_one(Document, document.id), number, by=by, user=user)


def read_turned(steps: Steps, house: Office, document: Document, user: User, **how: int) -> PageTurn:
    row = ask(house, document, user, **how)
    assert turned.read(steps, row.id) == "done"
    return row


def act(house: Office, document: Document, name: str, row: PageTurn, user: User) -> PageTurn:
    with transaction(house.context.sessions) as session:
        found = session.get_one(Document, document.id)
        if name == "drop":
            return turning.drop(session, found, row.id, user=user)
        return getattr(turning, name)(house.context, session, found, row.id, user=user)  # type: ignore[no-any-return]


def finish(house: Office, document: Document) -> None:
    """What the reading job does after a page was exchanged: the same report with the pages as they are now."""
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        source = SourceFile(Path("/"), row.filename, "application/pdf", row.sha256, row.size)
        report = replace(written_report(source), pipeline_version=row.pipeline_version)
        now = {p.number: p for p in documents.pages(session, row)}
        pages = tuple(
            replace(p, rotation=now[p.number].rotation or 0, width=now[p.number].width, height=now[p.number].height)
            for p in report.document.pages
        )
        report = replace(report, document=replace(report.document, pages=pages))
        corrections.store_reading(session, row, report, settings=house.context.settings)
        row.status = "partial"


def page_of(house: Office, document: Document, number: int = 2) -> Page:
    with house.context.sessions() as session:
        page = rows.one_page(session, session.get_one(Document, document.id), number)
        assert page is not None
        return page


def actions(house: Office) -> list[str]:
    with house.context.sessions() as session:
        return list(session.scalars(select(Event.action).order_by(Event.id)))


def test_the_turned_reading_stands_beside_the_one_in_use(
    house: Office, document: Document, sari: User, steps: Steps
) -> None:
    """Nothing of the report changes until somebody chooses; grade, confidence and words of both are shown."""
    before = house.report(document)
    row = read_turned(steps, house, document, sari)
    with house.context.sessions() as session:
        found = session.get_one(Document, document.id)
        both = turning.compared(session, found, turning.find(session, found, row.id))
    assert (both.used.rotation, both.used.confidence) == (0, 0.94)
    assert (both.other.rotation, both.other.grade, both.other.confidence) == (90, "good", 0.97)
    assert both.other.words == both.used.words > 0
    assert both.better == "other"
    assert house.report(document) == before
    assert page_of(house, document).rotation == 0
    assert "page.turn-asked" in actions(house)


def test_a_worse_reading_is_not_recommended(house: Office, document: Document, sari: User, steps: Steps) -> None:
    """Turned upside down the page reads worse: the one in use is the better one, and letting go changes nothing."""
    row = read_turned(steps, house, document, sari, by=180)
    with house.context.sessions() as session:
        found = session.get_one(Document, document.id)
        assert turning.compared(session, found, turning.find(session, found, row.id)).better == "used"
    assert act(house, document, "drop", row, sari).status == "dropped"
    assert page_of(house, document).rotation == 0
    with pytest.raises(Invalid):
        act(house, document, "keep", row, sari)


def test_a_kept_reading_brings_its_words_boxes_and_picture(
    house: Office, document: Document, sari: User, steps: Steps
) -> None:
    """Words, boxes and picture are those of the turned page, and the document is put together anew."""
    row = read_turned(steps, house, document, sari)
    act(house, document, "keep", row, sari)
    page = page_of(house, document)
    assert (page.rotation, page.grade, page.confidence, page.width) == (90, "good", 0.97, HEIGHT)
    with house.context.sessions() as session:
        found = session.get_one(Document, document.id)
        assert found.status == "queued"
        words = stored_words.of(session, found, 2)
        assert words is not None
        wanted = page_words(2).words[0].box.turned(90, width=WIDTH, height=HEIGHT)
        assert words.words[0].box.iou(wanted) > 0.99
        place = documents.image_path(house.context, found, 2, rotation=90)
        assert place.read_bytes() == b"picture of 2 at 90"
        assert documents.image_path(house.context, found, 1, rotation=0).name == "p0001.webp"
    assert {"page.turn-kept", "document.reread"} <= set(actions(house))


def test_restoring_brings_the_earlier_reading_back(house: Office, document: Document, sari: User, steps: Steps) -> None:
    """The choice can be taken back: the page is as it was, and a later reading finds out by itself again."""
    row = read_turned(steps, house, document, sari)
    act(house, document, "keep", row, sari)
    with house.context.sessions() as session:
        assert turning.standing(session, session.get_one(Document, document.id), 2) == 90
    finish(house, document)
    act(house, document, "restore", row, sari)
    page = page_of(house, document)
    assert (page.rotation, page.confidence, page.width) == (0, 0.94, WIDTH)
    with house.context.sessions() as session:
        assert turning.standing(session, session.get_one(Document, document.id), 2) is None
    assert "page.turn-restored" in actions(house)


def test_a_page_turned_twice_goes_back_one_step(house: Office, document: Document, sari: User, steps: Steps) -> None:
    """Restoring the second turn leads to the first one, not to what the reader had found by itself."""
    act(house, document, "keep", read_turned(steps, house, document, sari), sari)
    finish(house, document)
    second = read_turned(steps, house, document, sari, by=180)
    act(house, document, "keep", second, sari)
    assert page_of(house, document).rotation == 270
    finish(house, document)
    act(house, document, "restore", second, sari)
    assert page_of(house, document).rotation == 90
    with house.context.sessions() as session:
        assert turning.standing(session, session.get_one(Document, document.id), 2) == 90


def test_what_was_drawn_on_the_page_turns_with_it(house: Office, document: Document, sari: User, steps: Steps) -> None:
    """A corrected fact keeps its box on the words it was drawn around, and decisions stay."""
    drawn = Box(60, 95, 540, 110)
    with transaction(house.context.sessions) as session:
        corrections.correct_fact(
            session, session.get_one(Document, document.id), path=WAGE, typed="4000000", drawn=Drawn(2, drawn),
            reason="", user=sari, seen=0, law=house.law, today=TODAY,
        )  # fmt: skip
    house.decide_all(document, sari)
    with house.context.sessions() as session:
        decided = {j.row.fingerprint for j in reports.current(session, house.fresh(document)).findings if j.decision}
    act(house, document, "keep", read_turned(steps, house, document, sari), sari)
    finish(house, document)
    wage = house.report(document).contract.positions[0].wage
    assert wage is not None
    assert wage.evidence[0].boxes == (drawn.turned(90, width=WIDTH, height=HEIGHT),)
    with house.context.sessions() as session:
        still = {j.row.fingerprint for j in reports.current(session, house.fresh(document)).findings if j.decision}
    assert decided
    assert decided == still


def test_word_corrections_of_the_page_end_with_its_reading(
    house: Office, document: Document, sari: User, steps: Steps
) -> None:
    """A place in the old words means nothing in the new ones: the corrections of that page are taken back, no others."""
    for page in (1, 2):
        with transaction(house.context.sessions) as session:
            corrections.correct_word(
                session, session.get_one(Document, document.id), page=page, place=0, typed="Terkoreksi", user=sari,
                seen=0, law=house.law, today=TODAY,
            )  # fmt: skip
    act(house, document, "keep", read_turned(steps, house, document, sari), sari)
    with house.context.sessions() as session:
        found = session.get_one(Document, document.id)
        left = {row.page for row in corrections.standing(session, found, "word")}
    assert left == {1}


def test_a_turn_is_asked_for_by_a_reviewer_of_an_open_document(house: Office, document: Document, sari: User) -> None:
    """Wrong angles, pages that are not there, uploaders, documents being read or closed: refused, nothing written."""
    for number, by in ((2, 45), (2, 0), (99, 90)):
        with pytest.raises(Invalid):
            ask(house, document, sari, number=number, by=by)
    with pytest.raises(Forbidden):
        ask(house, document, house.person("budi", "uploader"))
    with transaction(house.context.sessions) as session:
        session.get_one(Document, document.id).status = "reading"
    with pytest.raises(NotReady):
        ask(house, document, sari)
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        row.status, row.review_state = "partial", "approved"
    with pytest.raises(NotOpen):
        ask(house, document, sari)
    with house.context.sessions() as session:
        assert session.scalar(select(func.count()).select_from(PageTurn)) == 0


def test_a_page_that_is_being_read_is_not_asked_for_twice(house: Office, document: Document, sari: User) -> None:
    """The second click gives the first request back."""
    assert ask(house, document, sari).id == ask(house, document, sari, by=180).id


def test_a_newer_try_takes_the_place_of_an_older_one(
    house: Office, document: Document, sari: User, steps: Steps
) -> None:
    """Of two readings that wait for a choice only the last can be kept."""
    older = read_turned(steps, house, document, sari, by=180)
    newer = read_turned(steps, house, document, sari)
    with pytest.raises(Invalid):
        act(house, document, "keep", older, sari)
    assert act(house, document, "keep", newer, sari).status == "kept"


def test_a_reading_of_a_page_that_was_changed_since_is_not_kept(
    house: Office, document: Document, sari: User, steps: Steps
) -> None:
    """Somebody had the whole document read by another version meanwhile."""
    row = read_turned(steps, house, document, sari)
    with transaction(house.context.sessions) as session:
        page = rows.one_page(session, session.get_one(Document, document.id), 2)
        assert page is not None
        page.rotation = 180
    with pytest.raises(Invalid):
        act(house, document, "keep", row, sari)


def test_a_turn_of_another_document_does_not_exist(house: Office, document: Document, sari: User, steps: Steps) -> None:
    """An address with the id of another document's try answers as if there were none."""
    row = read_turned(steps, house, document, sari)
    other = house.document("lain")
    with pytest.raises(NotFound):
        act(house, other, "keep", row, sari)


def test_a_turned_page_that_cannot_be_read_says_why(house: Office, document: Document, sari: User) -> None:
    """After as many tries as any page has, the failure stands beside the reading in use, which stays."""
    reader = TurningReader(page_count=4, failures={2: PageTimeout()})
    steps = Steps(context=house.context, reader=reader, stopping=threading.Event())
    row = ask(house, document, sari)
    assert turned.read(steps, row.id) == "failed"
    assert len(reader.read) == 3
    with house.context.sessions() as session:
        kept = session.get_one(PageTurn, row.id)
        assert (kept.status, kept.error_code) == ("failed", PageTimeout.code)
    with pytest.raises(Invalid):
        act(house, document, "keep", row, sari)
    assert turned.read(steps, row.id) == "gone"


def test_a_later_reading_turns_the_page_as_the_person_did(
    house: Office, document: Document, sari: User, steps: Steps
) -> None:
    """When the whole document is read anew, the page is turned by what was kept; the others find out by themselves."""
    act(house, document, "keep", read_turned(steps, house, document, sari), sari)
    with transaction(house.context.sessions) as session:
        found = session.get_one(Document, document.id)
        for page in documents.pages(session, found):
            page.status, page.rotation = "queued", None
        run = found.run
    for number in (1, 2):
        assert steps.read_page(document.id, run, number) == "done"
    assert [page_of(house, document, n).rotation for n in (1, 2)] == [0, 90]
    with house.context.sessions() as session:
        rows_of_turns = session.scalars(select(Correction).where(Correction.kind == "turn")).all()
    assert [(r.path, r.old_value, r.new_value, r.undo) for r in rows_of_turns] == [("2", "0", "90", False)]


def test_a_searchable_copy_is_made_anew_for_other_words(
    house: Office, document: Document, sari: User, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy from before the page was turned, or of another office with the same file, is not handed out."""
    made: list[Path] = []

    def make(context: Context, _session: object, _document: Document, *, place: Path, archival: bool) -> None:
        draft = context.storage.draft(place)
        draft.write_bytes(b"%PDF-")
        context.storage.publish(draft, place)
        made.append(place)

    monkeypatch.setattr(copies, "_make", make)

    def asked() -> Path:
        with house.context.sessions() as session:
            return copies.searchable(house.context, session, session.get_one(Document, document.id), archival=False)

    before = asked()
    assert asked() == before
    act(house, document, "keep", read_turned(steps, house, document, sari), sari)
    finish(house, document)
    after = asked()
    assert asked() == after
    assert made == [before, after]
    assert before != after
