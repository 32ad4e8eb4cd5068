"""Decisions on findings, and how they hold when a document is read again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fake_reader import make_report, pdf
from installation import add_user, hand_in
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.context import Context
from api.database import transaction
from api.errors import Forbidden, Invalid, NotFound, NotReady, ReasonMissing, StaleDecision
from api.services import reports, reviews
from extractor.geometry import Box
from extractor.intake.types import SourceFile
from extractor.report import Report
from extractor.words.types import PageWords
from models import Decision, Document, Event, User
from models.decision import Action

PAGES = [PageWords(number=1, width=595.0, height=842.0, words=(), source="ocr")]


@pytest.fixture
def document(context: Context) -> Document:
    """A document whose report has a violated, an absent and a satisfied finding."""
    made = hand_in(context, pdf())
    store(context, made, report_of(context, made))
    return made


@pytest.fixture
def reviewer(context: Context) -> User:
    return add_user(context)


def report_of(context: Context, document: Document) -> Report:
    source = SourceFile(
        context.storage.original(document.sha256), document.filename, "application/pdf", document.sha256, document.size
    )
    return make_report(source, PAGES)


def store(context: Context, document: Document, report: Report) -> None:
    with transaction(context.sessions) as session:
        row = session.get_one(Document, document.id)
        reports.store(session, row, report)
        row.status = report.document.status


def findings(context: Context, document: Document) -> list[reports.JudgedFinding]:
    with context.sessions() as session:
        return list(reports.current(session, document).findings)


def decide(
    context: Context, finding: int, action: Action, user: User, reason: str = "", *, seen: int | None = None
) -> Decision:
    with transaction(context.sessions) as session:
        return reviews.decide(
            session, org=user.org, finding_id=finding, action=action, user=user, reason=reason, seen=seen
        )


def open_count(context: Context, document: Document) -> int:
    with context.sessions() as session:
        return session.get_one(Document, document.id).open_count


def test_a_decision_stands_with_its_reviewer_and_lowers_the_backlog(
    context: Context, document: Document, reviewer: User
) -> None:
    """Confirming and dismissing mark the findings and count down what is open."""
    first, second, _ = findings(context, document)
    assert open_count(context, document) == 2
    decide(context, first.row.id, "confirm", reviewer)
    decide(context, second.row.id, "dismiss", reviewer, "THR diatur dalam Pasal 9 lampiran")
    assert open_count(context, document) == 0
    states = [f.decision for f in findings(context, document)]
    assert [None if d is None else (d.action, d.user.name, d.reason) for d in states] == [
        ("confirm", "sari", ""),
        ("dismiss", "sari", "THR diatur dalam Pasal 9 lampiran"),
        None,
    ]


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_dismissing_needs_a_reason(context: Context, document: Document, reviewer: User, reason: str) -> None:
    """Without a reason nothing is stored, and the refusal names the field."""
    finding = findings(context, document)[0]
    with pytest.raises(ReasonMissing) as refused:
        decide(context, finding.row.id, "dismiss", reviewer, reason)
    assert refused.value.field == "reason"
    assert findings(context, document)[0].decision is None


def test_reopening_takes_a_decision_back(context: Context, document: Document, reviewer: User) -> None:
    """After reopening the finding is open again; history keeps both rows; reopening an open one is refused."""
    finding = findings(context, document)[0]
    decide(context, finding.row.id, "confirm", reviewer)
    decide(context, finding.row.id, "reopen", reviewer)
    assert findings(context, document)[0].decision is None
    assert open_count(context, document) == 2
    with context.sessions() as session:
        assert [d.action for d in reviews.history(session, document)] == ["confirm", "reopen"]
    with pytest.raises(Invalid):
        decide(context, finding.row.id, "reopen", reviewer)


def test_two_reviewers_do_not_overwrite_each_other(context: Context, document: Document, reviewer: User) -> None:
    """Who decides on an outdated screen is told, and the first decision stands."""
    other = add_user(context, "budi")
    finding = findings(context, document)[0]
    first = decide(context, finding.row.id, "confirm", reviewer, seen=0)
    with pytest.raises(StaleDecision):
        decide(context, finding.row.id, "dismiss", other, "menurut saya cukup", seen=0)
    state = findings(context, document)[0].decision
    assert state is not None
    assert state.id == first.id
    decide(context, finding.row.id, "dismiss", other, "menurut saya cukup", seen=first.id)


@pytest.mark.parametrize(("role", "error"), [("uploader", Forbidden), ("auditor", Forbidden)])
def test_only_reviewers_decide(context: Context, document: Document, role: str, error: type[Exception]) -> None:
    """Uploaders and auditors may look, not decide."""
    user = add_user(context, "tamu", role=role)  # type: ignore[arg-type]
    with pytest.raises(error):
        decide(context, findings(context, document)[0].row.id, "confirm", user)


def test_another_offices_finding_does_not_exist(context: Context, document: Document) -> None:
    """A reviewer of another office cannot decide on it, and is not told that it is there."""
    stranger = add_user(context, "asing", org="dinas-lain")
    with pytest.raises(NotFound):
        decide(context, findings(context, document)[0].row.id, "confirm", stranger)


def test_decisions_hold_when_the_same_is_found_again(context: Context, document: Document, reviewer: User) -> None:
    """A new reading with other boxes and confidences keeps the decisions; a finding that changed is open again."""
    first, second, _ = findings(context, document)
    decide(context, first.row.id, "confirm", reviewer)
    decide(context, second.row.id, "dismiss", reviewer, "ada di lampiran")
    report = report_of(context, document)
    moved = replace(report.findings[0].evidence[0], boxes=(Box(51.0, 70.5, 261.0, 82.5),))
    again = (
        replace(report.findings[0], evidence=(moved,), explanation="Dengan kata lain."),
        replace(report.findings[1], verdict="unclear"),
        report.findings[2],
    )
    store(context, document, replace(report, findings=again))
    states = [f.decision for f in findings(context, document)]
    assert [None if d is None else d.action for d in states] == ["confirm", None, None]
    assert open_count(context, document) == 1
    with pytest.raises(NotFound):
        decide(context, second.row.id, "confirm", reviewer)


def test_equal_findings_are_told_apart_by_order(context: Context, document: Document) -> None:
    """Two findings that say the same have different fingerprints, the same ones at each reading."""
    finding = report_of(context, document).findings[1]
    marks = reports.fingerprints((finding, finding))
    assert marks[0] != marks[1]
    assert marks == reports.fingerprints((finding, finding))


def test_a_decision_cannot_be_changed_in_the_database(context: Context, document: Document, reviewer: User) -> None:
    """The database itself refuses to rewrite a decision."""
    decide(context, findings(context, document)[0].row.id, "confirm", reviewer)
    with context.engine.begin() as connection, pytest.raises(IntegrityError, match="append-only"):
        connection.execute(text("UPDATE decision SET action = 'dismiss'"))


def test_every_decision_is_in_the_audit_trail_without_its_words(
    context: Context, document: Document, reviewer: User
) -> None:
    """The event says who, when and on what, and repeats nothing that a person typed."""
    finding = findings(context, document)[1]
    decide(context, finding.row.id, "dismiss", reviewer, "menurut Bapak Joko cukup")
    with context.sessions() as session:
        event = session.query(Event).order_by(Event.id.desc()).first()
        assert event is not None
        assert (event.action, event.actor_id, event.subject_id) == ("finding.dismiss", reviewer.id, str(document.id))
        assert "Joko" not in str(event.after)


def test_there_is_no_report_before_the_first_reading(context: Context) -> None:
    """Asking too early is told as such."""
    waiting = hand_in(context, pdf("waiting"))
    with context.sessions() as session, pytest.raises(NotReady):
        reports.current(session, waiting)


def test_of_two_decisions_at_the_same_moment_one_is_told(context: Context, document: Document, reviewer: User) -> None:
    """Ten reviewers press the button together on the same screen: exactly one decision is stored."""
    finding = findings(context, document)[0]
    start = threading.Barrier(10)

    def press(_: int) -> bool:
        start.wait(10)
        try:
            decide(context, finding.row.id, "confirm", reviewer, seen=0)
        except StaleDecision:
            return False
        return True

    with ThreadPoolExecutor(10) as threads:
        assert list(threads.map(press, range(10))).count(True) == 1
    with context.sessions() as session:
        assert len(reviews.history(session, document)) == 1


def test_the_same_file_ten_times_at_once_is_one_document(context: Context) -> None:
    """Ten uploads of one file at the same moment: one document, one job, no error."""
    start = threading.Barrier(10)

    def upload(_: int) -> str:
        start.wait(10)
        return str(hand_in(context, pdf("together")).id)

    with ThreadPoolExecutor(10) as threads:
        assert len(set(threads.map(upload, range(10)))) == 1
    with context.sessions() as session:
        assert session.query(Document).count() == 1
    assert list(context.settings.incoming.iterdir()) == []
