"""Whole invented contracts and labelled clause passages, drawn from the grammar with a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.learning import neutral, openings, passages, rights, wordings
from extractor.facts.learning.noise import roughen
from extractor.facts.learning.slots import SLOTS
from extractor.facts.learning.template import Labelled, Slot, join, render

NOISE_LEVELS = (0.0, 0.0, 0.005, 0.01, 0.03, 0.06)
"""Share of damaged characters; a third of the texts stay clean."""


_RIGHTS_SLOTS: dict[str, Slot] = {
    **SLOTS,
    "S": lambda rng: (rng.choice(rights.DEBTORS), None),
    "B": lambda rng: (rng.choice(rights.WORKERS), None),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A judgeable piece of a contract: ``heading`` of its article ("" when none), its text, what it is and its stance."""

    heading: str
    text: str
    kind: str
    stance: str


def contracts(*, count: int, seed: int) -> Iterator[Labelled]:
    """``count`` invented contracts with entity spans ORG, PER, JAB (office held), ADDR and POS."""
    rng = random.Random(seed)
    for _ in range(count):
        yield roughen(_wrapped(_contract(rng), rng), rate=rng.choice(NOISE_LEVELS), rng=rng)


@dataclass(frozen=True, slots=True)
class Fold:
    """One of ``FOLDS`` parts of the wordings: ``held`` draws on that part only, otherwise on all the others."""

    index: int
    held: bool


FOLDS = 4


def labelled_passages(*, count: int, seed: int, fold: Fold | None = None) -> Iterator[Passage]:
    """``count`` clause passages; every (kind, stance) of the grammar comes up about equally often.

    ``fold`` restricts the wordings (patterns and nouns alike), so that a model can be calibrated on wordings it has
    never seen; None draws on all.
    """
    rng = random.Random(seed)
    fixed = {key: _part(known, fold) for key, known in all_wordings().items()}
    silent = ("other", "mentioned")
    keys = sorted({*fixed, *((kind, stance) for kind in rights.NOUNS for stance in ("granted", "excluded"))})
    for index in range(count):
        # a contract has far more neutral sentences than promises, so every fourth passage is one
        kind, stance = silent if index % 4 == 0 else keys[(index - index // 4) % len(keys)]
        known = fixed.get((kind, stance), ())
        if kind in rights.NOUNS and stance != "mentioned" and (not known or rng.random() < 0.5):
            clean = _right(kind, stance, rng=rng, fold=fold)
        elif known:
            clean = render(rng.choice(known), rng, _RIGHTS_SLOTS)
        else:
            continue
        if rng.random() < 0.15:
            clean = _enumerated(rng) + clean
        if rng.random() < 0.08:
            clean = Labelled(clean.text.upper())
        noisy = roughen(clean, rate=rng.choice(NOISE_LEVELS), rng=rng)
        headings = passages.HEADINGS.get(kind, ("HAK DAN KEWAJIBAN", "KETENTUAN LAIN"))
        heading = rng.choice(headings) if rng.random() < 0.5 else ""
        yield Passage(heading=heading, text=noisy.text, kind=kind, stance=stance)


def all_wordings() -> dict[tuple[str, str], tuple[str, ...]]:
    """Every wording of the grammar by (kind, stance), without those the common grammar of rights makes."""
    joined: dict[tuple[str, str], tuple[str, ...]] = dict(passages.PASSAGES)
    for key, more in wordings.WORDINGS.items():
        joined[key] = joined.get(key, ()) + more
    joined[("other", "mentioned")] += neutral.NEUTRAL
    # a sentence that stands in two lists would be learned and held back at once
    return {key: tuple(dict.fromkeys(known)) for key, known in joined.items()}


def _part(known: tuple[str, ...], fold: Fold | None) -> tuple[str, ...]:
    if fold is None or len(known) < 2:
        return known
    part = tuple(w for at, w in enumerate(known) if (at % FOLDS == fold.index) == fold.held)
    return part or known


def _right(kind: str, stance: str, *, rng: random.Random, fold: Fold | None) -> Labelled:
    """A sentence of the common grammar of rights."""
    patterns = rights.GRANTED if stance == "granted" else rights.EXCLUDED + rights.SHIFTED
    others = [other for other in rights.NOUNS if other != kind]
    slots: dict[str, Slot] = {
        **_RIGHTS_SLOTS,
        "R": lambda r: (r.choice(_part(rights.NOUNS[kind], fold)), None),
        "R2": lambda r: (r.choice(rights.NOUNS[r.choice(others)]), None),
    }
    return render(rng.choice(_part(patterns, fold)), rng, slots)


def _contract(rng: random.Random) -> Labelled:
    def draw(pool: tuple[str, ...]) -> Labelled:
        return render(rng.choice(pool), rng, SLOTS)

    parts = [draw(openings.DISTRACTORS)] if rng.random() < 0.6 else []
    parts += [draw(openings.OPENINGS), draw(openings.PARTIES)]
    if rng.random() < 0.3:
        parts.append(Labelled("dan"))
    parts.append(draw(openings.PARTIES))
    middle = [draw(openings.POSITIONS) for _ in range(rng.choice((1, 1, 2, 3)))]
    middle += [draw(openings.DISTRACTORS) for _ in range(rng.choice((1, 2, 3)))]
    middle += [_article(rng) for _ in range(rng.choice((2, 4, 6)))]
    rng.shuffle(middle)
    parts += middle
    parts += [draw(openings.CLOSINGS) for _ in range(rng.choice((0, 1, 2)))]
    return join(parts, "\n")


def _article(rng: random.Random) -> Labelled:
    """An article with heading and one to three sentences: most of a contract names nobody."""
    heading = rng.choice(passages.HEADINGS[rng.choice(list(passages.HEADINGS))])
    mark = rng.choice(
        (
            f"Pasal {rng.randint(1, 20)}\n{heading}\n",
            f"PASAL {rng.randint(1, 20)}\n{heading}\n",
            f"{heading}\n",
            f"BAB {rng.choice('IVX')}. {heading}. ",
            f"{rng.randint(1, 20)}. {heading.title()}. ",
            "",
        )
    )
    sentences = [
        render(
            rng.choice(neutral.NEUTRAL if rng.random() < 0.6 else rng.choice(list(passages.PASSAGES.values()))),
            rng,
            _RIGHTS_SLOTS,
        )
        for _ in range(rng.choice((1, 2, 3)))
    ]
    return Labelled(mark) + join(sentences, " ")


def _enumerated(rng: random.Random) -> Labelled:
    return Labelled(
        rng.choice(
            (
                f"({rng.randint(1, 9)}) ",
                f"{rng.choice('abcdefg')}. ",
                f"{rng.randint(1, 9)}. ",
                f"{rng.randint(1, 9)}.{rng.randint(1, 9)}. ",
                "- ",
            )
        )
    )


def _wrapped(clean: Labelled, rng: random.Random) -> Labelled:
    """The text broken into printed lines of a random width: blanks become line ends, so spans keep their places."""
    width = rng.choice((45, 60, 72, 80, 88, 100))
    characters, since = list(clean.text), 0
    last_blank = -1
    for index, character in enumerate(clean.text):
        since = 0 if character == "\n" else since + 1
        if character == " ":
            last_blank = index
        if since > width and last_blank > index - since:
            characters[last_blank] = "\n"
            since = index - last_blank
    return Labelled("".join(characters), clean.spans)
