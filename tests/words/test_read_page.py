"""A page in, words out: every way through ``read_page`` that needs no real engine."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractor.geometry import Box
from extractor.pages.types import Image, PixelPage, RawPage
from extractor.words import read_page
from extractor.words.engines import EngineName, Reading, SeenWord
from extractor.words.errors import EngineFailure, NoEngine
from extractor.words.reading import layer_turn
from extractor.words.types import Word
from tests.words.test_source import SENTENCES, words_of


class Fake:
    """An engine that reads given words wherever it looks, or fails."""

    def __init__(
        self, text: str = "", *, name: EngineName = "tesseract", fails: bool = False, turn: int = 0, sure: float = 0.99
    ) -> None:
        self.name: EngineName = name
        self.wants_prepared = False
        self.crops_by_another_model = False
        self.text, self.fails, self.sure = text, fails, sure
        self.way_up = turn
        self.reads = 0

    def available(self) -> bool:
        return True

    def warm_up(self) -> None:
        """Nothing to load."""

    def turn(self, image: Image, *, dpi: float) -> int | None:
        if self.fails:
            raise EngineFailure
        return self.way_up

    def read(self, image: Image, *, dpi: float) -> tuple[SeenWord, ...]:
        self.reads += 1
        if self.fails:
            raise EngineFailure
        return tuple(
            SeenWord(text=token, box=Box(20 + 50 * (i % 8), 20 + 30 * (i // 8), 65 + 50 * (i % 8), 40 + 30 * (i // 8)),
                     confidence=self.sure, line=i // 8)
            for i, token in enumerate(self.text.split())
        )  # fmt: skip

    def read_crops(self, crops: Sequence[Image], *, dpi: float) -> tuple[Reading, ...]:
        return tuple(Reading("", 0.0) for _ in crops)


def inked() -> Image:
    """A grey page with enough marks not to be blank."""
    page = np.full((842, 595), 250, np.uint8)
    for y in range(100, 700, 24):
        cv2.putText(page, "tulisan pada halaman ini", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 10, 1)
    return page


def page(image: Image | None = None, *, words: tuple[Word, ...] = (), coverage: float = 1.0) -> RawPage:
    """A page of 595 x 842 points with the image as its pixels."""
    pixels = inked() if image is None else image
    return RawPage(
        number=3,
        width=595,
        height=842,
        text_words=words,
        rulings=(),
        image_coverage=coverage,
        pixels=lambda: PixelPage(image=pixels, dpi=72),
    )


def test_a_text_layer_is_taken_without_ocr() -> None:
    """A born-digital page keeps its own words, graded good, and no engine runs."""
    engine = Fake("tidak dipakai")
    words = words_of(SENTENCES * 2)
    read = read_page(page(words=words, coverage=0.1), engines=[engine])
    assert read.source == "text_layer"
    assert [w.text for w in read.words] == [w.text for w in words]
    assert (read.grade, read.confidence, engine.reads) == ("good", 1.0, 0)


@pytest.mark.parametrize("level", [255, 190, 120])
def test_a_blank_page_is_a_result(level: int) -> None:
    """An empty sheet of any shade has no source and no words, and says that it is blank."""
    noise = np.random.default_rng(5).normal(level, 4, (842, 595)).clip(0, 255).astype(np.uint8)
    read = read_page(page(noise), engines=[Fake("hantu")])
    assert (read.source, read.words) == ("none", ())
    assert read.notes == ("Halaman kosong.",)


def test_a_black_page_is_unreadable_not_blank() -> None:
    """A scan of the open lid is reported as unreadable with what to do."""
    read = read_page(page(np.zeros((842, 595), np.uint8)), engines=[Fake("")])
    assert read.grade == "unreadable"
    assert "Pindai ulang" in read.grade_reason


def test_a_scan_without_engine_names_the_remedy() -> None:
    """No engine installed is an error that says what to install."""
    with pytest.raises(NoEngine) as caught:
        read_page(page(), engines=[])
    assert "tesseract-ocr-ind" in caught.value.remedy


def test_another_engine_takes_over_and_says_so() -> None:
    """When the first engine fails the second one reads the page, and the page names the one that failed."""
    read = read_page(page(), engines=[Fake(name="ppocr", fails=True), Fake(SENTENCES)])
    assert read.engine == "tesseract"
    assert any("ppocr gagal" in note for note in read.notes)
    assert len(read.words) == len(SENTENCES.split())


def test_all_engines_failing_is_a_failure() -> None:
    """A page that no engine can read is a failure, never an empty page."""
    with pytest.raises(EngineFailure):
        read_page(page(), engines=[Fake(name="ppocr", fails=True), Fake(fails=True)])


def test_words_of_an_unreadable_page_are_not_handed_on() -> None:
    """What an engine imagines in a picture (nothing surer than a third) does not become text."""
    read = read_page(page(), engines=[Fake("xq vv lk jj pp rt", sure=0.3)])
    assert (read.grade, read.words) == ("unreadable", ())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_reported_upright(turn: int) -> None:
    """Width and height are those of the upright page, boxes lie on it, and the turn is told."""
    read = read_page(page(), engines=[Fake(SENTENCES, turn=turn)])
    assert read.rotation == turn
    assert (read.width, read.height) == ((842, 595) if turn in (90, 270) else (595, 842))
    assert all(0 <= w.box.x0 < w.box.x1 <= read.width for w in read.words)


def test_a_person_turns_the_page() -> None:
    """A given turn wins over what the engine sees."""
    assert read_page(page(), engines=[Fake(SENTENCES, turn=180)], turn=0).rotation == 0


def test_a_true_hidden_layer_is_kept() -> None:
    """A hidden text layer that says what the image says is used, with its own boxes."""
    words = words_of(SENTENCES * 9)
    read = read_page(page(words=words), engines=[Fake(SENTENCES * 9)])
    assert read.source == "text_layer"
    assert len(read.words) == len(words)


def test_a_false_hidden_layer_is_dropped() -> None:
    """A hidden text layer that says something else than the image is replaced by what was read."""
    other = "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore magna "
    read = read_page(page(words=words_of(other * 9)), engines=[Fake(SENTENCES * 9)])
    assert read.source == "ocr"
    assert {w.text for w in read.words} == set(SENTENCES.split())


def test_few_digital_words_survive_when_ocr_sees_nothing() -> None:
    """A page with a handful of characters and an image without text keeps the characters."""
    read = read_page(page(words=words_of("Lampiran II")), engines=[Fake("")])
    assert [w.text for w in read.words] == ["Lampiran", "II"]


@pytest.mark.parametrize(("down", "turn"), [(True, 270), (False, 90)])
def test_a_text_layer_on_its_side_is_turned(down: bool, turn: int) -> None:
    """Characters that run down the page need 270 degrees, those that run up it 90."""
    places = [
        Box(50 + 20 * (i // 10), 100 + 60 * (i % 10), 62 + 20 * (i // 10), 150 + 60 * (i % 10)) for i in range(40)
    ]
    words = [Word(text="pekerja", box=box) for box in places]
    if not down:
        words = words[::-1]
    assert layer_turn(words) == turn
    assert layer_turn(words_of(SENTENCES)) == 0
