"""From corrections in the database to a model in use: what is exported, where models lie, and which one is taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from reviewed import TODAY, Office, office

from api import cli, model_store
from api.commands import model as commands
from api.context import Context
from api.database import transaction
from api.services import corrections, documents, learning
from api.settings import Settings
from extractor.facts.learning.corrections import labelled, read_corrections
from extractor.facts.learning.measure import Score
from extractor.facts.learning.record import model_version, read_record, write_record
from extractor.model_folder import SHIPPED, VARIABLE, model_folder
from extractor.pipeline import PIPELINE_VERSION
from models import Document


@pytest.fixture
def house(context: Context) -> Office:
    return office(context)


def corrected(house: Office, mark: str = "kontrak") -> Document:
    """A document whose second party's name a reviewer corrected."""
    document, user = house.document(mark), house.person(f"sari{mark}")
    with transaction(house.context.sessions) as session:
        corrections.correct_fact(
            session, session.get_one(Document, document.id), path="parties.1.name", typed="PT Garda Jaya Utama",
            drawn=None, reason="", user=user, seen=0, law=house.law, today=TODAY,
        )  # fmt: skip
    return document


def test_a_corrected_document_carries_the_reviewers_contract(house: Office) -> None:
    """Words of all pages, the corrected value, and the place that was corrected."""
    document = corrected(house)
    with house.context.sessions() as session:
        (found,) = learning.corrected_documents(session)
    assert (found.sha256, found.paths, found.checked) == (document.sha256, ("parties.1.name",), False)
    assert found.contract.parties[1].name is not None
    assert found.contract.parties[1].name.value == "PT Garda Jaya Utama"
    assert len(found.pages) == document.page_count
    assert labelled(found).spans


def test_documents_without_standing_corrections_teach_nothing(house: Office) -> None:
    """Neither an untouched document nor one whose correction was taken back is exported."""
    house.document("lain")
    document = corrected(house)
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, document.id)
        (standing,) = corrections.standing(session, row, "fact")
        corrections.undo(session, row, standing.id, user=house.person("tono"), law=house.law, today=TODAY)
    with house.context.sessions() as session:
        assert list(learning.corrected_documents(session)) == []


def test_a_closed_document_counts_as_checked(house: Office) -> None:
    """Once a reviewer has closed it, what nobody corrected counts as right too."""
    document = corrected(house)
    with transaction(house.context.sessions) as session:
        session.get_one(Document, document.id).review_state = "checked"
    with house.context.sessions() as session:
        (found,) = learning.corrected_documents(session)
    assert found.checked


def test_another_office_is_left_out(house: Office) -> None:
    """An office exports its own corrections alone."""
    corrected(house)
    with house.context.sessions() as session:
        assert list(learning.corrected_documents(session, org="lain")) == []
        assert len(list(learning.corrected_documents(session, org="utama"))) == 1


def test_documents_read_by_an_older_version_are_queued_again(house: Office) -> None:
    """Every finished document of another version is read again, one of this version is left; corrections stay."""
    old, new = corrected(house), house.document("baru")
    with transaction(house.context.sessions) as session:
        for document, version in ((old, "lindung-0+model.x"), (new, PIPELINE_VERSION)):
            row = session.get_one(Document, document.id)
            row.status, row.pipeline_version = "complete", version
    with transaction(house.context.sessions) as session:
        assert learning.reread_older(house.context, session) == 1
    with house.context.sessions() as session:
        row = documents.get(session, old.id, org="utama")
        assert (row.status, row.pipeline_version) == ("queued", PIPELINE_VERSION)
        assert len(corrections.standing(session, row, "fact")) == 1


@pytest.fixture
def home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The commands work on this installation, with the shipped model in use."""
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LINDUNG_DATABASE_URL", settings.database_url)
    monkeypatch.setenv(VARIABLE, "")
    return settings


def trained(settings: Settings, mark: str = "a") -> str:
    """A model of the right form, without the work of training one."""
    with model_store.new_model(settings) as folder:
        folder.mkdir()
        (folder / "calibration.json").write_text(json.dumps({"curves": {}, "mark": mark}))
        write_record(folder, {"base": "x", "corrections": {"trained": 3}})
    return str(model_store.listing(settings)[-1].version)


def test_a_trained_model_lies_under_its_version_and_is_not_used_yet(home: Settings) -> None:
    """The folder has the name of the version that its files give; the shipped model goes on."""
    version = trained(home)
    folder = home.data_dir / "models" / version
    assert model_version(folder) == version
    assert model_store.in_use(home) == SHIPPED
    assert [m.in_use for m in model_store.listing(home)] == [True, False]


def test_a_failed_training_leaves_nothing(home: Settings) -> None:
    """An error in the midst of training leaves neither a model nor a half one."""

    def train_badly() -> None:
        with model_store.new_model(home) as folder:
            folder.mkdir()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        train_badly()
    assert list((home.data_dir / "models").iterdir()) == []


def test_the_model_in_use_is_that_of_new_processes(home: Settings) -> None:
    """Switched on, the folder is what the environment names from then on; the shipped one needs no name."""
    version = trained(home)
    environment = {"LINDUNG_DATA_DIR": str(home.data_dir)}
    model_store.activate(environment)
    assert VARIABLE not in environment
    model_store.use(home, version)
    model_store.activate(environment)
    assert model_folder(environment) == home.data_dir / "models" / version
    assert model_folder({}) == SHIPPED


def test_a_model_whose_files_changed_is_not_used(home: Settings) -> None:
    """A model that is no longer what its record says is refused, and the shipped one takes its place."""
    version = trained(home)
    model_store.use(home, version)
    (home.data_dir / "models" / version / "calibration.json").write_text("{}")
    assert model_store.in_use(home) == SHIPPED
    with pytest.raises(model_store.NoSuchModel):
        model_store.use(home, version)


@pytest.mark.parametrize("name", ["../../etc", "", "0123456789", "bawaan/..", "ABCDEF0123"])
def test_no_other_folder_can_be_named(home: Settings, name: str) -> None:
    """Only versions that are there can be used: a name is never taken for a path."""
    with pytest.raises(model_store.NoSuchModel):
        model_store.use(home, name)


def scored(monkeypatch: pytest.MonkeyPatch, *, shipped: Score, new: Score) -> None:
    """The regression set gives these scores."""

    def scores(model: Path, read: object, corrected: Sequence[object]) -> dict[str, Score]:
        return {"number": shipped if model == SHIPPED else new}

    monkeypatch.setattr(commands, "_read", lambda pairs: [])
    monkeypatch.setattr(commands, "_scores", scores)


def test_a_worse_model_is_not_switched_on(
    home: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, the fields that fell are named, and the old model goes on."""
    version = trained(home)
    scored(monkeypatch, shipped=Score(90, 5, 5), new=Score(80, 9, 9))
    assert cli.main(["model", "use", version]) == 1
    assert "number" in capsys.readouterr().err
    assert model_store.in_use(home) == SHIPPED


def test_a_model_that_is_not_worse_is_switched_on_and_back(
    home: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Equal is enough; "bawaan" goes back to the shipped model, and the list marks what is used."""
    version = trained(home)
    scored(monkeypatch, shipped=Score(90, 5, 5), new=Score(90, 5, 5))
    assert cli.main(["model", "use", version]) == 0
    assert model_store.in_use(home).name == version
    monkeypatch.setenv(VARIABLE, "")
    capsys.readouterr()
    assert cli.main(["model", "list", "--json"]) == 0
    assert [(m["version"], m["in_use"]) for m in json.loads(capsys.readouterr().out)] == [
        (read_record(SHIPPED)["version"], False), (version, True),
    ]  # fmt: skip
    monkeypatch.setenv(VARIABLE, "")
    assert cli.main(["model", "use", "bawaan"]) == 0
    assert model_store.in_use(home) == SHIPPED


def test_export_writes_one_private_file(
    home: Settings, house: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The corrected documents of the office come out in one file that only its owner may read; people are warned."""
    out = tmp_path / "koreksi.spacy"
    assert cli.main(["corrections", "export", str(out)]) == 5
    assert not out.exists()
    document = corrected(house)
    assert cli.main(["corrections", "export", str(out)]) == 0
    assert "data pribadi" in capsys.readouterr().err
    assert [d.sha256 for d in read_corrections(out)] == [document.sha256]
    assert out.stat().st_mode & 0o077 == 0


def test_training_from_another_file_is_refused(
    home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that holds no corrections trains nothing and says how to get one."""
    path = tmp_path / "x.spacy"
    path.write_bytes(b"not corrections")
    assert cli.main(["model", "train", "--with", str(path)]) == 5
    assert "lindung corrections export" in capsys.readouterr().err
    assert not (home.data_dir / "models").exists()


def test_evaluation_needs_something_to_measure_on(
    home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without documents whose facts are known there is no figure."""
    assert cli.main(["model", "evaluate", str(tmp_path)]) == 5
    assert "Tidak ada dokumen uji" in capsys.readouterr().err


def test_corrected_documents_measure_the_model_in_use(
    home: Settings, house: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the corrected fact of an open document is measured."""
    corrected(house)
    out = tmp_path / "k.jsonl"
    assert cli.main(["corrections", "export", str(out)]) == 0
    (document,) = read_corrections(out)

    class Mind:
        def __enter__(self) -> Mind:
            return self

        def __exit__(self, *_: object) -> None: ...
        def understand(self, pages: object) -> object:
            return type("U", (), {"contract": replace(document.contract)})

    monkeypatch.setattr("api.commands.model.UnderstandingPool", Mind)
    capsys.readouterr()
    assert cli.main(["model", "evaluate", "--with", str(out), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["fields"]) == {"party name", "all facts"}
