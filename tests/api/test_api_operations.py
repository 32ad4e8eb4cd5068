"""docs/operations.md says what is so: its tables against the code, its backup against a restore."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from installation import hand_in, opened, settings_in, wait_until_finished

from api import cli, errors, storage
from api import settings as settings_module
from api.jobs.worker import Worker
from api.services import reports
from extractor.errors import LindungError


@pytest.fixture
def guide(root: Path) -> str:
    return (root / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_setting_is_explained(guide: str) -> None:
    """The table of settings names exactly the variables that the program reads."""
    variable = r"LINDUNG_[A-Z][A-Z0-9_]*[A-Z0-9]"
    read = set(re.findall(variable, Path(settings_module.__file__).read_text(encoding="utf-8")))
    assert set(re.findall(variable, guide.split("## Settings")[1].split("\n## ")[0])) == read


def test_every_exit_code_is_explained(guide: str) -> None:
    """Every exit code an error can have, and those of the command itself, stand in the table and in ``cli``."""
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", guide, re.MULTILINE)}
    used = {
        error.exit_code
        for error in (*vars(errors).values(), *vars(storage).values())
        if isinstance(error, type) and issubclass(error, LindungError)
    }
    assert used | {0, 2, 3, 4, 130} <= explained
    assert cli.__doc__ is not None
    assert {int(code) for code in re.findall(r"^(\d+) ", cli.__doc__, re.MULTILINE)} == explained


def test_a_backup_restores(guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The printed commands, the first while the server works, restore on an empty machine; what waited is read there."""
    block = guide.split("## Backup and restore")[1].split("```sh\n")[1].split("```")[0]
    backup, restore = (shlex.split(line, comments=True)[1:] for line in block.strip().splitlines())
    here, there, copy = tmp_path / "here", tmp_path / "there", str(tmp_path / "copy")
    monkeypatch.delenv("LINDUNG_DATABASE_URL", raising=False)
    with opened(settings_in(here)) as context:
        with Worker(context, FakeReader(page_count=2)):
            done = wait_until_finished(context, hand_in(context, pdf("done")))
        waiting = hand_in(context, pdf("waiting"))
        monkeypatch.setenv("LINDUNG_DATA_DIR", str(here))
        assert cli.main([*backup[:-1], copy]) == 0
        original = context.storage.original(done.sha256).read_bytes()
        with context.sessions() as session:
            report = reports.body(session, done)
    for path in sorted((here / "originals").rglob("*"), reverse=True):
        path.chmod(0o700)
    shutil.rmtree(here)
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(there))
    assert cli.main([*restore[:-1], copy]) == 0
    with opened(settings_in(there)) as context:
        with context.sessions() as session:
            assert reports.body(session, done) == report
        assert context.storage.original(done.sha256).read_bytes() == original
        with Worker(context, FakeReader(page_count=2)):
            assert wait_until_finished(context, waiting).status == "complete"
