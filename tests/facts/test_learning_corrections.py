"""Corrected documents as training and test data, and the rule by which a new model takes the old one's place."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from born_words import born_words
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from extractor.facts import extract_facts
from extractor.facts.entity_model import FOLDER, load_entity_model
from extractor.facts.learning import train, train_entities
from extractor.facts.learning.compare_models import TOLERANCE, judge_models, outcomes_of, truth_of
from extractor.facts.learning.corrections import (
    CorrectedDocument,
    NoCorrections,
    labelled,
    passages,
    read_corrections,
    write_corrections,
)
from extractor.facts.learning.measure import Score, compare
from extractor.facts.learning.record import HELD, model_version, read_record
from extractor.facts.learning.train import train_with
from extractor.model_folder import SHIPPED
from extractor.report import Clause, Contract
from extractor.structure import build_structure
from extractor.words.types import PageWords

CORPUS = Path(__file__).parents[1] / "corpus"


def corrected(
    name: str = "45",
    *,
    sha256: str = "a" * 64,
    checked: bool = False,
    paths: tuple[str, ...] = ("parties.0.name",),
    contract: Contract | None = None,
) -> CorrectedDocument:
    return CorrectedDocument(sha256, "lindung-0", checked, paths, contract or read_contract(name), pages_of(name))


@lru_cache
def pages_of(name: str) -> tuple[PageWords, ...]:
    return born_words(CORPUS / f"{name}.born.pdf")


@lru_cache
def read_contract(name: str) -> Contract:
    return extract_facts(build_structure(pages_of(name)))


def learnt_and_held() -> tuple[CorrectedDocument, CorrectedDocument]:
    """One document that trains and one that tests."""
    made = [corrected(sha256=f"{n:064x}") for n in range(40)]
    return next(d for d in made if not d.held_back), next(d for d in made if d.held_back)


@pytest.mark.parametrize("name", ["koreksi.spacy", "koreksi.jsonl"])
def test_documents_survive_both_kinds_of_file(tmp_path: Path, name: str) -> None:
    """Words, contract and corrected places come back as they were, each document once, readable by its owner alone."""
    path = tmp_path / name
    documents = (corrected(), corrected("22", sha256="b" * 64, checked=True))
    assert write_corrections((*documents, documents[0]), path) == 3
    stored = read_corrections(path)
    assert [(d.sha256, d.checked, d.paths, d.pipeline_version) for d in stored] == [
        (d.sha256, d.checked, d.paths, d.pipeline_version) for d in documents
    ]
    assert [labelled(d) for d in stored] == [labelled(d) for d in documents]
    assert [truth_of(d.contract) for d in stored] == [truth_of(d.contract) for d in documents]
    assert write_corrections(stored, path) == 2
    assert read_corrections(path) == stored
    assert path.stat().st_mode & 0o077 == 0


def test_a_docbin_is_one_for_other_tools_too(tmp_path: Path) -> None:
    """spaCy alone reads the texts and their entities from the file."""
    write_corrections([corrected()], tmp_path / "k.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "k.spacy").get_docs(Vocab())
    assert {ent.label_ for ent in doc.ents} >= {"ORG", "PER", "ADDR"}


@pytest.mark.parametrize(
    "content", [b"", b"not a docbin", b"{}", b'{"format": 99}'], ids=("empty", "text", "json", "newer")
)
@pytest.mark.parametrize("name", ["x.spacy", "x.jsonl"])
def test_another_file_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    """What is no file of corrections is said to be none; an empty list of lines holds no document."""
    path = tmp_path / name
    path.write_bytes(content)
    if name == "x.jsonl" and not content:
        assert read_corrections(path) == ()
    else:
        with pytest.raises(NoCorrections):
            read_corrections(path)


def test_entities_stand_on_the_words_of_their_facts() -> None:
    """Every span of the opening holds the very words that the reviewed fact has as its value."""
    document = corrected()
    made = labelled(document)
    values = {
        f.value
        for p in document.contract.parties
        for f in (p.name, p.representative, p.representative_position, p.address)
        if f is not None
    }
    texts = [" ".join(made.text[s.start : s.end].split()) for s in made.spans if s.label != "POS"]
    assert len(texts) >= 6
    assert sum(text in {" ".join(v.split()) for v in values} for text in texts) >= len(texts) - 1


def test_a_corrected_name_moves_its_span() -> None:
    """The span follows the reviewer's value, not what had been read."""
    document = corrected()
    party = document.contract.parties[0]
    assert party.name is not None
    cut = party.name.value.split()[-1]
    renamed = replace(party, name=replace(party.name, value=cut))
    contract = replace(document.contract, parties=(renamed, *document.contract.parties[1:]))
    made = labelled(replace(document, contract=contract))
    assert cut in [made.text[s.start : s.end] for s in made.spans if s.label == "ORG"]


def test_corrected_clauses_become_passages() -> None:
    """A clause called denied teaches denial, one called absent teaches that its sentence says nothing of the kind."""
    document = corrected("22")
    granted = next(c for c in document.contract.clauses if c.status == "granted" and c.kind == "overtime")
    for status, expected in (("excluded", ("overtime", "excluded")), ("absent", ("other", "mentioned"))):
        changed: Clause = replace(granted, status=status)  # type: ignore[arg-type]
        clauses = tuple(changed if c is granted else c for c in document.contract.clauses)
        made = passages(
            replace(document, paths=("clauses.overtime",), contract=replace(document.contract, clauses=clauses))
        )
        assert made
        assert {(p.kind, p.stance) for p in made} == {expected}


def test_uncorrected_clauses_teach_nothing() -> None:
    """What no reviewer touched is the program's own opinion."""
    assert passages(corrected("22")) == ()


def test_a_document_tests_or_trains_but_never_both() -> None:
    """The part a document belongs to is fixed by its content; about a quarter tests."""
    parts = [corrected(sha256=f"{n:064x}").held_back for n in range(200)]
    assert 30 <= sum(parts) <= 70


def test_a_reviewed_contract_is_its_own_truth() -> None:
    """Compared with itself a contract has nothing wrong, missed or invented."""
    contract = corrected("22").contract
    assert {o.verdict for o in compare(truth_of(contract), contract)} == {"right"}


def test_of_an_open_document_only_corrected_facts_are_measured() -> None:
    """A document that was not closed says nothing of what nobody looked at."""
    open_one = corrected("22", paths=("positions.0.wage",))
    assert {o.field for o in outcomes_of(open_one, open_one.contract)} == {"position wage"}
    assert len({o.field for o in outcomes_of(replace(open_one, checked=True), open_one.contract)}) > 8


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ((90, 5, 5), (90, 5, 5), ()),
        ((90, 5, 5), (92, 4, 3), ()),
        ((90, 5, 5), (89, 6, 6), ("number", "all facts")),
        ((900, 50, 50), (899, 50, 51), ("all facts",)),
    ],
    ids=("same", "better", "worse", "worse by less than the tolerance"),
)
def test_a_model_must_not_be_worse(
    before: tuple[int, int, int], after: tuple[int, int, int], worse: tuple[str, ...]
) -> None:
    """A fall of everything together, however small, or of a field beyond the tolerance, keeps the old model."""
    judged = judge_models({"number": Score(*before)}, {"number": Score(*after)})
    assert judged.worse == worse
    assert judged.may_be_used is not worse


def test_one_field_may_not_pay_for_another() -> None:
    """A model that gains names and loses wages is not used, although it is better in sum."""
    before = {"party name": Score(80, 20, 20), "position wage": Score(98, 2, 2)}
    after = {"party name": Score(95, 5, 5), "position wage": Score(94, 6, 6)}
    judged = judge_models(before, after)
    assert judged.after > judged.before
    assert judged.worse == ("position wage",)
    assert before["position wage"].f1 - after["position wage"].f1 > TOLERANCE


def test_a_field_that_vanished_is_worse() -> None:
    """A model that finds nothing of a field any more has no score for it, and is not used."""
    assert not judge_models(
        {"number": Score(9, 0, 0), "value": Score(90, 1, 1)}, {"value": Score(99, 0, 0)}
    ).may_be_used


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little training: what is tested is the way, not the skill."""
    improve = train_entities.improve
    monkeypatch.setattr(train.train_entities, "improve", lambda made, **k: improve(made, **k, epochs=1, replay=6))


def test_training_with_corrections_makes_a_whole_model(tmp_path: Path, quick: None) -> None:
    """The new folder holds both models, the curves, a record that names its base, and the documents held back; the same
    corrections on the same base give the same model, byte for byte."""
    learnt, held = learnt_and_held()
    again = train_with([learnt], base=SHIPPED, folder=tmp_path / "again", passages=False)
    record = train_with([learnt, held], base=SHIPPED, folder=tmp_path / "m", passages=False)
    assert record["version"] == model_version(tmp_path / "m") != read_record(SHIPPED)["version"]
    assert again["version"] == record["version"]
    assert record["base"] == read_record(SHIPPED)["version"]
    assert {p.name for p in (tmp_path / "m").iterdir()} == {
        FOLDER,
        "passages.npz",
        "calibration.json",
        "record.json",
        HELD,
    }
    assert [d.sha256 for d in read_corrections(tmp_path / "m" / HELD)] == [held.sha256]
    nlp = load_entity_model(tmp_path / "m" / FOLDER)
    assert nlp is not None
    assert nlp("PT Arta Graha Kencana") is not None


def test_nothing_to_learn_from_is_an_error(tmp_path: Path) -> None:
    """A file whose documents are all held back makes no model, and no folder."""
    _, held = learnt_and_held()
    with pytest.raises(ValueError, match="held back"):
        train_with([held], base=SHIPPED, folder=tmp_path / "m")
    assert not (tmp_path / "m").exists()
