"""Documents that reviewers corrected, as training and test data: one file, as spaCy's DocBin or as JSON lines.

Each document carries the words of its pages and the contract as the reviewers left it, so that everything else (text,
entities, clause passages, true facts) is derived from it anew, by whatever rules there are then. The entities of the
DocBin's documents are derived at the time of writing, for other tools; Lindung reads them again itself.

Such a file holds personal data of the contracts: it stays in the office.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans
from spacy.vocab import Vocab

from extractor.facts.components import make_contract_tokenizer
from extractor.facts.learning.invented import Passage
from extractor.facts.learning.template import Labelled, Span
from extractor.facts.party_gaps import REACH
from extractor.facts.passage_model import load_passage_model
from extractor.facts.reading import Reading, read
from extractor.facts.units import sentences, units_of
from extractor.report import Contract, Evidence, TextFact
from extractor.structure import build_structure
from extractor.words.types import PageWords

KEY = "lindung"
"""Where a document of the DocBin keeps its JSON, in ``user_data``."""
FORMAT = 1
HELD_SHARE = 4
"""Every fourth document, by its hash, is never trained on: it tests the model that the others made."""
_INSIDE = 0.5
_STANCES = {"granted": "granted", "excluded": "excluded", "prohibited": "excluded"}
_INSURANCE = {"jkk": "jkk_jkm", "jkm": "jkk_jkm", "bpjs_kesehatan": "bpjs_kesehatan"}


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """One corrected document.

    ``contract`` is the (first) contract with all corrections; ``paths`` are the places that were corrected
    ("parties.0.name", "clauses.thr"). ``checked`` says that a reviewer closed the document: then what nobody corrected
    counts as right too. ``pipeline_version`` is that of the reading that was corrected.
    """

    sha256: str
    pipeline_version: str
    checked: bool
    paths: tuple[str, ...]
    contract: Contract
    pages: tuple[PageWords, ...]

    @property
    def held_back(self) -> bool:
        """Whether the document belongs to the part that tests and never trains."""
        return int(hashlib.sha256(self.sha256.encode()).hexdigest(), 16) % HELD_SHARE == 0


_ONE: TypeAdapter[CorrectedDocument] = TypeAdapter(CorrectedDocument)


class NoCorrections(ValueError):
    """The file is no file of corrections, or of a newer make."""


def write_corrections(documents: Iterable[CorrectedDocument], path: Path) -> int:
    """Write a DocBin (``.spacy``) or JSON lines (any other name); how many documents it holds."""
    known = list(documents)
    if path.suffix == ".spacy":
        tokenize = make_contract_tokenizer()(Language())  # the 16,000 exceptions of "id" would cost seconds
        made = DocBin(store_user_data=True)
        for document in known:
            made.add(_doc(tokenize, document))
        made.to_disk(path)
    else:
        lines = (json.dumps({"format": FORMAT, **_ONE.dump_python(d, mode="json")}, ensure_ascii=False) for d in known)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    path.chmod(0o600)
    return len(known)


def read_corrections(path: Path) -> tuple[CorrectedDocument, ...]:
    """The documents of a file that ``write_corrections`` wrote, each once. Raises NoCorrections for anything else."""
    try:
        documents = [_ONE.validate_json(text) for text in _stored(path)]
    except (OSError, ValueError, KeyError) as error:
        raise NoCorrections(str(path)) from error
    return tuple({d.sha256: d for d in documents}.values())


def _stored(path: Path) -> Iterator[str]:
    if path.suffix == ".spacy":
        try:
            docs = list(DocBin().from_disk(path).get_docs(Vocab()))
        except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
            raise NoCorrections(str(path)) from error
        for doc in docs:
            yield str(doc.user_data[KEY])
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        stored = json.loads(line)
        if stored.pop("format") != FORMAT:
            raise NoCorrections(str(path))
        yield json.dumps(stored)


def _doc(tokenize: Tokenizer, document: CorrectedDocument) -> Doc:
    made = labelled(document)
    doc = tokenize(made.text)
    found = (doc.char_span(s.start, s.end, label=s.label, alignment_mode="expand") for s in made.spans)
    doc.set_ents(filter_spans([span for span in found if span is not None]))
    doc.user_data[KEY] = _ONE.dump_json(document).decode()
    return doc


def labelled(document: CorrectedDocument) -> Labelled:
    """The opening of the contract with its entities: organisations, persons, offices, addresses, jobs."""
    reading = read(build_structure(list(document.pages)))
    spans: dict[tuple[int, int], Span] = {}
    for label, fact in _entities(document.contract):
        span = _place(reading, fact)
        if span is not None and span[1] <= REACH:
            spans.setdefault(span, Span(*span, label))
    return Labelled(reading.text[:REACH], tuple(sorted(spans.values(), key=lambda s: s.start)))


def _entities(contract: Contract) -> Iterator[tuple[str, TextFact]]:
    for party in contract.parties:
        person = party.form in ("perorangan", None)
        named = (
            ("PER" if person else "ORG", party.name), ("PER", party.representative),
            ("JAB", party.representative_position), ("ADDR", party.address),
        )  # fmt: skip
        yield from ((label, fact) for label, fact in named if fact is not None)
    for position in contract.positions:
        yield "POS", position.title


def _place(reading: Reading, fact: TextFact) -> tuple[int, int] | None:
    """Where the fact's words stand in the reading: inside its boxes, and narrowed to its value where that is there."""
    for evidence in fact.evidence:
        span = _boxed(reading, evidence)
        if span is None:
            continue
        at = reading.low.find(fact.value.lower(), max(0, span[0] - 2), span[1] + 2)
        return (at, at + len(fact.value)) if at >= 0 else span
    return None


def _boxed(reading: Reading, evidence: Evidence) -> tuple[int, int] | None:
    """The words of the page that lie in the boxes, as one span of the reading."""
    inside = [
        placed
        for placed in reading.structure.text.words
        if placed.page == evidence.page
        and any(placed.word.box.intersection(box) >= _INSIDE * placed.word.box.area > 0 for box in evidence.boxes)
    ]
    if not inside:
        return None
    start, end = reading.span(min(p.start for p in inside), max(p.end for p in inside))
    return (start, end) if end > start else None


def passages(document: CorrectedDocument) -> tuple[Passage, ...]:
    """The sentences of corrected clauses and programmes, each with what the reviewer says it is.

    A clause that a reviewer called absent teaches that the sentence which was taken for it says nothing.
    """
    reading = read(build_structure(list(document.pages)))
    known = {label for label, _ in _labels()}
    made: list[Passage] = []
    for path in document.paths:
        area, _, name = path.partition(".")
        if area == "clauses":
            clause = next((c for c in document.contract.clauses if c.kind == name), None)
            kind, status, evidence = name, clause.status if clause else "", clause.evidence if clause else ()
        elif area == "insurance":
            cover = next((c for c in document.contract.insurance if c.programme == name), None)
            kind, status = _INSURANCE.get(name, ""), cover.status if cover else ""
            evidence = cover.evidence if cover else ()
        else:
            continue
        stance = _STANCES.get(status)
        if stance is None:
            kind, stance = "other", "mentioned"
        if kind in known:
            made += (Passage(heading, text, kind, stance) for heading, text in _sentences(reading, evidence))
    return tuple(dict.fromkeys(made))


def _labels() -> Sequence[tuple[str, str]]:
    model = load_passage_model()
    return model.labels if model is not None else ()


def _sentences(reading: Reading, evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    """(heading, text) of the sentences on which the evidence stands."""
    found = list(sentences(reading.text, units_of(reading)))
    for one in evidence:
        span = _boxed(reading, one)
        for sentence in found if span is not None else ():
            if span is not None and sentence.start < span[1] and sentence.end > span[0]:
                yield sentence.unit.heading, reading.text[sentence.start : sentence.end]
