"""Train the entity model (organisation, person, office held, address, position) on invented contracts.

A small spaCy pipeline: a convolutional tok2vec over norm, affixes and shape, and a transition-based recogniser. It is
trained on our own grammar only, with and without scanner noise; the hand-written evaluation documents are never seen.
"""

from __future__ import annotations

import hashlib
import random
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compounding, fix_random_seed, minibatch

from extractor.facts.components import make_contract_tokenizer
from extractor.facts.entity_model import read_entity_model
from extractor.facts.learning.invented import contracts
from extractor.facts.learning.noise import roughen
from extractor.facts.learning.template import Labelled
from extractor.model_folder import SHIPPED

SEED = 20260302
LABELS = ("ORG", "PER", "JAB", "ADDR", "POS")
WIDTH, DEPTH = 96, 4
ROWS = (4000, 1000, 2000, 1500)


def blank() -> Language:
    """The untrained pipeline with the tokenizer of the facts stage."""
    nlp = spacy.blank("id")
    nlp.tokenizer = make_contract_tokenizer()(nlp)
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": WIDTH,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                    "rows": list(ROWS),
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": WIDTH,
                    "depth": DEPTH,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            }
        },
    )
    recogniser = nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"},
            }
        },
    )
    for label in LABELS:
        recogniser.add_label(label)
    return nlp


def train(
    *, documents: int = 2600, epochs: int = 3, seed: int = SEED, path: Path = SHIPPED / "entities"
) -> dict[str, float | str]:
    """Train and store; returns span F on invented contracts held back (says nothing about real ones) and the hash of
    the training text."""
    fix_random_seed(seed)
    nlp = blank()
    texts = list(contracts(count=documents, seed=seed))
    examples = list(_examples(nlp, iter(texts)))
    held = list(_examples(nlp, contracts(count=100, seed=seed + 1)))
    optimizer = nlp.initialize(lambda: examples[:200])
    optimizer.learn_rate = 0.001
    rng = random.Random(seed)
    for epoch in range(epochs):
        rng.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=compounding(4.0, 16.0, 1.002)):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}")
    scores = nlp.evaluate(held)
    nlp.meta.update(
        {"name": "lindung_entities", "version": "0.1.0", "description": "Entities of Indonesian labour contracts"}
    )
    nlp.to_disk(path)
    return {
        "data_sha256": data_hash(texts), "documents": documents, "epochs": epochs, "seed": seed,
        "invented_span_f": round(float(scores["ents_f"]), 4),
    }  # fmt: skip


def improve(
    corrected: Iterable[Labelled], *, base: Path, path: Path, epochs: int = 4, replay: int = 350, seed: int = SEED
) -> dict[str, float | str]:
    """Go on from the model in ``base`` with corrected openings, each once clean and twice damaged, among ``replay``
    invented ones so that it forgets nothing. Stores the new model in ``path``."""
    fix_random_seed(seed)
    nlp = read_entity_model(base)
    if nlp is None:
        raise FileNotFoundError(base)
    rng = random.Random(seed)
    own = [roughen(made, rate=rate, rng=rng) for made in corrected for rate in (0.0, 0.01, 0.03)]
    texts = [*own, *contracts(count=replay, seed=seed + 2)]
    examples = list(_examples(nlp, iter(texts)))
    optimizer = nlp.resume_training()
    optimizer.learn_rate = 0.0005
    for epoch in range(epochs):
        rng.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=8):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}")
    nlp.to_disk(path)
    return {"data_sha256": data_hash(texts), "corrected_documents": len(own) // 3, "epochs": epochs, "seed": seed}


def data_hash(texts: Iterable[Labelled]) -> str:
    """One hash over all training texts and their labelled spans."""
    whole = hashlib.sha256()
    for labelled in texts:
        spans = " ".join(f"{s.start}:{s.end}:{s.label}" for s in labelled.spans)
        whole.update(f"{labelled.text}\n{spans}\n".encode())
    return whole.hexdigest()


def _examples(nlp: Language, texts: Iterator[Labelled]) -> Iterator[Example]:
    for labelled in texts:
        doc = nlp.make_doc(labelled.text)
        gold = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        spans = (gold.char_span(s.start, s.end, label=s.label, alignment_mode="expand") for s in labelled.spans)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gold.ents = spacy.util.filter_spans([span for span in spans if span is not None and span.text.strip()])
        yield Example(doc, gold)


if __name__ == "__main__":
    print(train())
