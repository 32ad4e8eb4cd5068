"""``lindung register import``: the same lists from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from installation import opened, settings_in
from sqlalchemy import select

from api import cli
from models import Event, Organisation, RegisterImport


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own, as the command finds it in the environment."""
    settings = settings_in(tmp_path / "data")
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LINDUNG_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("LINDUNG_MIN_FREE_MB", "0")
    return tmp_path / "data"


def names(folder: Path) -> list[str]:
    with opened(settings_in(folder)) as context, context.sessions() as session:
        return list(session.scalars(select(Organisation.name).order_by(Organisation.name)))


def test_wrong_rows_hold_everything_back_unless_asked_otherwise(
    own_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every wrong row is named and the exit code tells; --partial takes the good ones; --dry-run nothing."""
    list_ = tmp_path / "opd.csv"
    list_.write_text("Nama OPD;NPWP;Telepon\nDinas A;;1\nDinas B;12;1\n")
    command = ["register", "import", "instansi", str(list_)]
    assert cli.main(command) == 4
    out, err = capsys.readouterr()
    assert out == "1 baru, 0 berubah, 0 sama, 1 salah\n"
    assert "baris 3, kolom NPWP: NPWP harus 15 atau 16 angka; ini 2." in err
    assert "Kolom yang tidak dipakai: Telepon" in err
    assert cli.main([*command, "--partial", "--dry-run"]) == 4
    assert names(own_data) == []
    assert cli.main([*command, "--partial"]) == 4
    assert names(own_data) == ["Dinas A"]
    with opened(settings_in(own_data)) as context, context.sessions() as session:
        made = session.scalars(select(RegisterImport)).one()
        told = session.scalars(select(Event).where(Event.action == "import.confirmed")).one()
    assert (made.state, made.created_by, told.actor_id) == ("done", None, None)


def test_good_lists_and_files_that_are_none(own_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 when all is in, also when all was known; 3 with a sentence for what is no list or is not there."""
    list_ = tmp_path / "opd.csv"
    list_.write_text("Nama OPD\nDinas A\n")
    assert [cli.main(["register", "import", "instansi", str(list_)]) for _ in range(2)] == [0, 0]
    assert names(own_data) == ["Dinas A"]
    list_.write_bytes(b"%PDF-1.7")
    assert cli.main(["register", "import", "rup", str(list_)]) == 3
    assert "isinya PDF" in capsys.readouterr().err
    assert cli.main(["register", "import", "rup", str(tmp_path / "tidak-ada.csv")]) == 3
