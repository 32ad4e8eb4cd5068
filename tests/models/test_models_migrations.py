"""Migrations against a real database: an SQLite file, or an empty PostgreSQL database under ``--database postgresql``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from installation import settings_in
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from api.database import make_engine
from models import Base
from models.migrations import configuration, upgrade
from models.migrations.env_filter import is_ours


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    # Not the migrated copy that installations of other tests begin with.
    empty = {"database_url": postgres.empty("migrations")} if postgres.VARIABLE in os.environ else {}
    made = make_engine(settings_in(tmp_path, **empty))
    yield made
    made.dispose()


def test_upgrading_an_empty_database_gives_exactly_the_models(engine: Engine) -> None:
    """After all migrations the database has every table, column, index and constraint of the mapped classes."""
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "target_metadata": Base.metadata, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    """Every start-up upgrades; on a database that is up to date nothing happens."""
    upgrade(engine)
    before = sorted(inspect(engine).get_table_names())
    upgrade(engine)
    assert sorted(inspect(engine).get_table_names()) == before


def test_every_migration_can_be_undone(engine: Engine) -> None:
    """Going back to the start and forward again works, triggers included."""
    upgrade(engine)
    with engine.connect() as connection:
        command.downgrade(configuration(connection), "base")
        connection.commit()
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(engine)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_migration_that_fails_leaves_the_database_as_it_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that were done before the failing one are rolled back with it: no half-made schema."""
    from models.migrations import guards

    def fail(table: str, change: str) -> None:
        raise RuntimeError("disk error")

    script = ScriptDirectory.from_config(configuration()).get_revision("0001")
    assert script is not None
    monkeypatch.setattr(guards.op, "execute", lambda *_: fail("", ""))
    with pytest.raises(RuntimeError):
        upgrade(engine)
    assert inspect(engine).get_table_names() == []


@pytest.mark.parametrize("statement", ["UPDATE event SET action = 'x'", "DELETE FROM event"])
def test_the_audit_trail_cannot_be_changed(engine: Engine, statement: str) -> None:
    """The database itself refuses to change or delete an event."""
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO event (at, org, action, subject_type, subject_id) "
                "VALUES ('2026-01-01 00:00:00', 'utama', 'a', 'document', '1')"
            )
        )
    with engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))


def test_sqlite_connections_are_set_up_for_many_readers_and_one_writer(tmp_path: Path) -> None:
    """Every connection has WAL, synchronous NORMAL, a 30 s busy timeout and foreign keys on."""
    engine = make_engine(settings_in(tmp_path, database_url=f"sqlite:///{tmp_path / 'lindung.sqlite3'}"))
    with engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    engine.dispose()
    assert values == ["wal", 1, 30000, 1]
