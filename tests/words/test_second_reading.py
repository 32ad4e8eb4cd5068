"""Figures are read twice; what the two readings say is never settled in silence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.geometry import Box
from extractor.pages.types import Image
from extractor.words.engines import EngineName, Reading, SeenWord
from extractor.words.errors import EngineFailure
from extractor.words.second import crop, read_twice, weighed


class Scripted:
    """A second reader that answers from a list, or fails."""

    name: EngineName = "ppocr"
    wants_prepared = False
    crops_by_another_model = True

    def __init__(self, *answers: tuple[str, float], fails: bool = False) -> None:
        self.answers = [Reading(text, confidence) for text, confidence in answers]
        self.fails = fails
        self.calls: list[int] = []

    def available(self) -> bool:
        return True

    def warm_up(self) -> None:
        """Nothing to load."""

    def turn(self, image: Image, *, dpi: float) -> int | None:
        return 0

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        return ()

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        self.calls.append(len(crops))
        if self.fails:
            raise EngineFailure
        return tuple(self.answers[: len(crops)])


PAGE = np.full((200, 600), 255, np.uint8)


def word(text: str, confidence: float = 0.95) -> SeenWord:
    """A word somewhere on the page."""
    return SeenWord(text=text, box=Box(20, 20, 120, 44), confidence=confidence, line=0)


def test_figures_and_doubtful_words_go_in_one_call() -> None:
    """Sure words are left alone; amounts and words under 0.7 are re-read together, once."""
    reader = Scripted(("3.450.000", 0.99), ("pekerja", 0.9))
    twice = read_twice(
        [word("Upah"), word("3.450.000"), word("pekeria", 0.5)], PAGE, dpi=200, reader=reader, arbiter=None
    )
    assert reader.calls == [2]
    assert twice.reread == 2


def test_agreement_raises_confidence() -> None:
    """Two readers that mean the same value make the figure surer than either, without a mark."""
    twice = read_twice([word("Rp3.450.000")], PAGE, dpi=200, reader=Scripted(("Rp3.450.000,00", 0.9)), arbiter=None)
    (figure,) = twice.seen
    assert figure.alternative is None
    assert figure.confidence > 0.98


def test_disagreement_keeps_both_and_lowers_confidence() -> None:
    """A digit read differently leaves both readings and a confidence under a half."""
    twice = read_twice([word("3.450.000")], PAGE, dpi=200, reader=Scripted(("3.460.000", 0.97)), arbiter=None)
    (figure,) = twice.seen
    assert (figure.text, figure.alternative) == ("3.450.000", "3.460.000")
    assert figure.confidence <= 0.5
    assert twice.disputed == 1


def test_a_third_reader_orders_but_does_not_settle() -> None:
    """The arbiter's vote decides which reading stands first; the other one stays marked."""
    twice = read_twice(
        [word("3.450.000")],
        PAGE,
        dpi=200,
        reader=Scripted(("3.460.000", 0.97)),
        arbiter=Scripted(("3.460.000", 0.8)),
    )
    (figure,) = twice.seen
    assert (figure.text, figure.alternative) == ("3.460.000", "3.450.000")
    assert figure.confidence <= 0.5


def test_the_arbiter_is_not_asked_without_dispute() -> None:
    """Where the two agree no third reading is paid for."""
    arbiter = Scripted()
    read_twice([word("3.450.000")], PAGE, dpi=200, reader=Scripted(("3.450.000", 0.9)), arbiter=arbiter)
    assert arbiter.calls == []


def test_without_a_second_reader_it_is_said() -> None:
    """One engine alone reads the page, and the page says that its figures were read once."""
    twice = read_twice([word("3.450.000")], PAGE, dpi=200, reader=None, arbiter=None)
    assert twice.seen == (word("3.450.000"),)
    assert "satu kali" in twice.notes[0]


def test_a_failing_second_reader_costs_only_the_check() -> None:
    """When the second reader breaks, the first reading stands and the page says so."""
    twice = read_twice([word("3.450.000")], PAGE, dpi=200, reader=Scripted(fails=True), arbiter=None)
    assert twice.seen == (word("3.450.000"),)
    assert "gagal" in twice.notes[0]


def test_a_broken_arbiter_leaves_both_readings() -> None:
    """A dispute stays marked when the third reader fails."""
    twice = read_twice(
        [word("3.450.000")], PAGE, dpi=200, reader=Scripted(("3.460.000", 0.9)), arbiter=Scripted(fails=True)
    )
    assert twice.seen[0].alternative == "3.460.000"


def test_a_scrap_of_the_neighbour_is_no_disagreement() -> None:
    """A second reading with a stray letter of the next word agrees when the figure itself does."""
    figure = weighed(word("08-02-2022,"), Reading("08-02-2022, y", 0.9), None)
    assert figure.alternative is None


def test_a_surer_second_reading_of_a_word_stands_first() -> None:
    """A word hardly read at first takes the second reading and keeps the first as alternative."""
    changed = weighed(word("pekeria", 0.4), Reading("pekerja", 0.97), None)
    assert (changed.text, changed.alternative) == ("pekerja", "pekeria")


def test_crops_stay_on_the_page() -> None:
    """A word at the very edge gives a crop of its size, never an empty one."""
    assert crop(PAGE, Box(560, 180, 640, 230)).shape[0] >= 1
    assert crop(PAGE, Box(-10, -5, 30, 20)).shape[1] >= 30
