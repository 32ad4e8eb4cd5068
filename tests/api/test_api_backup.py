"""A copy of everything, put back onto an empty machine and compared row by row and file by file."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import postgres
import pytest
from fake_reader import FakeReader, pdf
from installation import add_user, hand_in, opened, settings_in, wait_until_finished
from sqlalchemy import select

from api import backup
from api.context import Context
from api.errors import BackupBroken, BackupRefused
from api.jobs.worker import Worker
from api.services import reports
from api.settings import Settings
from models import Base, Document


def filled(folder: Path) -> Settings:
    """An installation with accounts, a read document and one that still waits."""
    settings = settings_in(folder)
    with opened(settings) as context:
        add_user(context)
        with Worker(context, FakeReader(page_count=2)):
            wait_until_finished(context, hand_in(context, pdf("read")))
        hand_in(context, pdf("waiting"))
    (settings.law_folder).mkdir()
    (settings.law_folder / "minimum_wages_kantor.csv").write_text("kept\n")
    return settings


def rows(context: Context) -> dict[str, list[Any]]:
    """Every row of every table of ours, as plain values."""
    with context.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
        }


def stored(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in ("originals", "law")
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def test_a_copy_put_back_onto_an_empty_machine_is_the_same(tmp_path: Path) -> None:
    """All rows and files are equal; the report opens, and the document that waited is read."""
    settings = filled(tmp_path / "old")
    with opened(settings) as context:
        before = rows(context)
    made = backup.backup(settings, tmp_path / "copy")
    assert made.rows["document"] == 2
    assert {name for name in made.files if name.startswith("originals/")}
    fresh = settings_in(tmp_path / "new")
    if fresh.database_url.startswith("sqlite"):
        assert not fresh.data_dir.exists()
    else:
        fresh = settings_in(tmp_path / "new", database_url=postgres.empty("restored"))
    backup.restore(fresh, tmp_path / "copy")
    with opened(fresh) as context:
        assert rows(context) == before
        assert stored(fresh.data_dir) == stored(settings.data_dir)
        with context.sessions() as session:
            read, waiting = session.scalars(select(Document).order_by(Document.created_at)).all()
            assert reports.current(session, read).findings[0].row.rule == "wage-minimum"
            assert waiting.status == "queued"
        with Worker(context, FakeReader(page_count=1)):
            assert wait_until_finished(context, waiting).status == "complete"


def test_a_copy_made_while_somebody_writes_is_consistent(tmp_path: Path) -> None:
    """Every document of the copy has its original, although uploads went on while it was made."""
    settings = filled(tmp_path / "old")
    with opened(settings) as context:
        for number in range(3):
            hand_in(context, pdf(f"more {number}"))
        backup.backup(settings, tmp_path / "copy")
        hand_in(context, pdf("too late"))
    if (tmp_path / "copy" / "lindung.sqlite3").exists():
        with sqlite3.connect(tmp_path / "copy" / "lindung.sqlite3") as copy:
            hashes = [row[0] for row in copy.execute("SELECT sha256 FROM document")]
        assert len(hashes) == 5
        for sha256 in hashes:
            assert (tmp_path / "copy" / "originals" / sha256[:2] / sha256[2:4] / sha256).is_file()
    backup.verify(tmp_path / "copy")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A target with files in it and a data folder that is in use are refused, and stay as they are."""
    settings = filled(tmp_path / "old")
    (tmp_path / "busy").mkdir()
    (tmp_path / "busy" / "mine").write_text("mine")
    with pytest.raises(BackupRefused):
        backup.backup(settings, tmp_path / "busy")
    assert [path.name for path in (tmp_path / "busy").iterdir()] == ["mine"]
    backup.backup(settings, tmp_path / "copy")
    with pytest.raises(BackupRefused):
        backup.restore(settings, tmp_path / "copy")


@pytest.mark.parametrize("harm", ["changed", "removed", "no manifest"])
def test_a_copy_that_is_not_whole_is_not_put_back(tmp_path: Path, harm: str) -> None:
    """A changed or missing file is named before anything is written."""
    settings = filled(tmp_path / "old")
    made = backup.backup(settings, tmp_path / "copy")
    original = next(name for name in made.files if name.startswith("originals/"))
    victim = tmp_path / "copy" / ("manifest.json" if harm == "no manifest" else original)
    victim.chmod(0o600)
    if harm == "changed":
        victim.write_bytes(b"another")
    else:
        victim.unlink()
    with pytest.raises(BackupBroken) as caught:
        backup.restore(settings_in(tmp_path / "new"), tmp_path / "copy")
    assert harm == "no manifest" or original in caught.value.message
    assert not (tmp_path / "new" / "originals").exists()
