"""The sealed audit trail: what was changed, removed, cut off or slipped in is named."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from fake_reader import pdf
from installation import hand_in, opened, settings_in
from sqlalchemy import select, text

from api.audit_key import audit_key
from api.commands import audit as command
from api.context import Context
from api.database import make_engine, transaction
from api.errors import AuditKeyMissing, AuditKeyWrong
from api.services import audit, events
from api.services.audit import Proof
from models import AuditHead, Event
from models.migrations import upgrade


@pytest.fixture
def trail(context: Context) -> Context:
    """An installation with five events, numbered 1 to 5."""
    for number in range(5):
        record(context, f"step.{number}")
    return context


def record(context: Context, action: str, *, why: str = "") -> None:
    with transaction(context.sessions) as session:
        events.record(
            session, action, org="utama", actor_id=None, subject=("document", 7), after={"b": 1, "a": "é"}, why=why
        )


def proof(context: Context, *, noted: str = "") -> Proof:
    key = audit_key(context.settings, context.engine)
    with context.sessions() as session:
        return audit.verify(session, key, noted=noted)


def tamper(context: Context, *statements: str) -> None:
    """As somebody who owns the machine and takes the triggers away first."""
    with context.engine.begin() as connection:
        for trigger in ("event_no_update", "event_no_delete"):
            of = "" if connection.dialect.name == "sqlite" else " ON event"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}{of}"))
        for statement in statements:
            connection.execute(text(statement))


def breaks(context: Context, *, noted: str = "") -> list[tuple[int, int, str]]:
    return [(b.first, b.last, b.what) for b in proof(context, noted=noted).breaks]


def test_an_untouched_trail_is_whole(trail: Context) -> None:
    """Every event written through the services is sealed to the one before."""
    assert proof(trail).whole
    assert proof(trail).events == 5


@pytest.mark.parametrize(
    "change",
    [
        "action = 'x'",
        "actor_id = '00000000000000000000000000000001'",
        "at = '2020-01-01 00:00:00.000000'",
        "subject_id = '8'",
        "org = 'lain'",
        'after = \'{"a": "é", "b": 2}\'',
        "before = '{}'",
        "why = 'x'",
        "hash = 'x'",
    ],
)
def test_a_changed_row_is_named(trail: Context, change: str) -> None:
    """Whichever column was changed by hand, the row is the first that is named."""
    tamper(trail, f"UPDATE event SET {change} WHERE id = 3")
    assert breaks(trail)[0] == (3, 3, "diubah")


def test_removed_rows_are_named(trail: Context) -> None:
    """Rows taken out of the middle leave a gap in the numbers."""
    tamper(trail, "DELETE FROM event WHERE id IN (2, 3)")
    assert breaks(trail) == [(2, 3, "dihapus")]


def test_a_gap_closed_by_renumbering_is_named(trail: Context) -> None:
    """The number is under the seal: the moved rows do not fit."""
    tamper(trail, "DELETE FROM event WHERE id = 2", "UPDATE event SET id = id - 1 WHERE id > 2")
    assert (2, 2, "diubah") in breaks(trail)


def test_rows_cut_off_at_the_end_are_named(trail: Context) -> None:
    """The head knows how far the trail went, and cannot be set back without the key."""
    tamper(trail, "DELETE FROM event WHERE id > 3")
    assert breaks(trail) == [(4, 5, "dihapus dari ujung")]
    tamper(trail, "UPDATE audit_head SET last_id = 3, hash = (SELECT hash FROM event WHERE id = 3)")
    assert breaks(trail) == [(3, 3, "kepala jejak audit diubah")]


def test_a_row_slipped_in_at_the_end_is_named(trail: Context) -> None:
    """A row without a seal was not written by this program."""
    tamper(
        trail,
        "INSERT INTO event (id, at, org, action, subject_type, subject_id) "
        "VALUES (6, '2026-01-01 00:00:00.000000', 'utama', 'finding.confirm', 'document', '1')",
    )
    assert breaks(trail) == [(6, 6, "diubah"), (6, 6, "ditambahkan tanpa segel")]


def test_a_whole_older_state_is_noticed_by_a_noted_head(trail: Context) -> None:
    """Database and head put back together contradict the head that was noted elsewhere."""
    before = proof(trail).head
    with trail.sessions() as session:
        old = session.get_one(AuditHead, 1)
    record(trail, "step.5")
    noted = proof(trail).head
    assert breaks(trail, noted=before) == []
    tamper(
        trail,
        "DELETE FROM event WHERE id = 6",
        f"UPDATE audit_head SET last_id = 5, hash = '{old.hash}', mac = '{old.mac}'",
    )
    assert breaks(trail) == []
    assert breaks(trail, noted=noted) == [(6, 6, "tidak sama dengan kepala yang dicatat dahulu")]


def test_events_older_than_the_seal_are_sealed_as_a_whole(tmp_path: Path) -> None:
    """A trail that began before it was sealed cannot be changed afterwards either."""
    settings = settings_in(tmp_path)
    engine = make_engine(settings)
    upgrade(engine)
    with engine.begin() as connection:
        for number in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO event (id, at, org, action, subject_type, subject_id) "
                    f"VALUES ({number}, '2026-01-01 00:00:00.000000', 'utama', 'a', 'document', '1')"
                )
            )
    engine.dispose()
    with opened(settings) as context:
        record(context, "step")
        assert proof(context).whole
        assert proof(context).events == 3
        tamper(context, "UPDATE event SET action = 'b' WHERE id = 1")
        assert breaks(context) == [(3, 3, "diubah, atau salah satu peristiwa sebelum penyegelan")]


def test_an_event_is_written_only_if_its_change_is(context: Context) -> None:
    """What was rolled back leaves no event, and the chain goes on without a gap."""
    with context.sessions() as session:
        events.record(session, "lost", org="utama", actor_id=None, subject=("document", 1))
        session.rollback()
        session.commit()
    record(context, "kept")
    with context.sessions() as session:
        assert session.scalars(select(Event.action)).all() == ["kept"]
    assert proof(context).whole


def test_writers_at_the_same_moment_make_one_chain(context: Context) -> None:
    """Eight threads write; no number is used twice and every seal holds."""
    together = threading.Barrier(8)

    def write(number: int) -> None:
        together.wait()
        for _ in range(3):
            record(context, f"writer.{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert proof(context).whole
    assert proof(context).events == 24


def test_of_a_reason_only_a_keyed_digest_is_kept(context: Context) -> None:
    """The words can be erased with their document, and still be proved to be the ones."""
    record(context, "finding.dismiss", why="menurut Ibu Ratna cukup")
    key = audit_key(context.settings, context.engine)
    with context.sessions() as session:
        event = session.scalars(select(Event)).one()
    assert event.why == audit.digest(key, "menurut Ibu Ratna cukup")
    assert "Ratna" not in str(vars(event))


def test_a_lost_or_foreign_key_stops_the_start(tmp_path: Path) -> None:
    """Going on with another key would break the chain for good; the message says what to bring back."""
    settings = settings_in(tmp_path)
    with opened(settings) as context:
        hand_in(context, pdf())
    assert settings.audit_key_file.stat().st_mode & 0o777 == 0o600
    kept = settings.audit_key_file.read_text()
    settings.audit_key_file.unlink()
    with pytest.raises(AuditKeyMissing), opened(settings):
        pass
    with pytest.raises(AuditKeyWrong), opened(replace(settings, audit_key="0" * 64)):
        pass
    with pytest.raises(AuditKeyWrong), opened(replace(settings, audit_key="rahasia")):
        pass
    with opened(replace(settings, audit_key=kept.strip())) as context:
        assert proof(context).whole


def test_the_command_names_the_row_that_was_changed_by_hand(
    trail: Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``lindung audit verify`` ends with 9 and says which event; with 0 while all is well."""
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(trail.settings.data_dir))
    monkeypatch.setenv("LINDUNG_DATABASE_URL", trail.settings.database_url)
    assert command.head() == 0
    noted = capsys.readouterr().out.strip()
    assert command.verify(noted=noted) == 0
    assert "utuh: 5 peristiwa" in capsys.readouterr().out
    assert command.verify(noted="bukan kepala") == 2
    tamper(trail, "UPDATE event SET action = 'x' WHERE id = 4")
    assert command.verify() == command.BROKEN
    assert "Peristiwa 4: diubah." in capsys.readouterr().out
