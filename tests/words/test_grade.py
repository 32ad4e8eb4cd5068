"""How a page is graded, and what the sentence says that explains the grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractor.geometry import Box
from extractor.pages.types import Image
from extractor.words.engines import SeenWord
from extractor.words.grade import Grade, grade_page
from extractor.words.look import PageLook, cut_off, joined, look_of
from tests.bench.ocr_pages import make_page

LOOK = PageLook(dpi=200, letter_height=25, sharpness=0.6, contrast=0.9)


def seen(confidence: float, count: int = 40, *, text: str = "pekerja") -> list[SeenWord]:
    """Words of one confidence, one a line, in the middle of the page."""
    return [SeenWord(text=text, box=Box(300, 30 * i, 380, 30 * i + 20), confidence=confidence, line=i)
            for i in range(count)]  # fmt: skip


def grade(words: Sequence[SeenWord], look: PageLook = LOOK, *, dpi: float = 200) -> Grade:
    return grade_page(words, look=lambda: look, columns=1650, dpi=dpi)


def test_a_page_without_words_is_unreadable() -> None:
    """Nothing read is never good; the reason says what to do."""
    found = grade([])
    assert found.grade == "unreadable"
    assert "300 dpi" in found.reason


def test_grades_fall_with_the_share_of_sure_words() -> None:
    """The fewer sure words the worse the grade; only good comes without a reason, each other one with what to do."""
    grades = [grade(seen(0.99, n) + seen(0.5, 200 - n)) for n in (200, 190, 140, 30)]
    assert [g.grade for g in grades] == ["good", "fair", "poor", "unreadable"]
    assert [bool(g.reason) for g in grades] == [False, True, True, True]
    assert "Periksa angka" in grades[1].reason
    assert "300 dpi" in grades[2].reason
    assert "300 dpi" in grades[3].reason


def test_many_words_that_are_only_fairly_sure_are_not_good() -> None:
    """A page on which no word is doubtful and none quite sure is not called good."""
    assert grade(seen(0.93)).grade == "poor"
    assert grade(seen(0.96)).grade == "fair"


def test_stamps_over_a_page_of_signatures_do_not_make_it_poor() -> None:
    """No clause hides in less than half a line of unsure letters; in more of them, or among more text, one may."""
    assert grade(seen(0.99, 16) + seen(0.5, 5)).grade == "fair"
    assert grade(seen(0.99, 16) + seen(0.5, 9)).grade == "poor"
    assert grade(seen(0.99, 3) + seen(0.5, 14)).grade == "unreadable"
    assert grade(seen(0.99, 40) + seen(0.5, 6)).grade == "poor"


def test_a_coarse_picture_is_never_good() -> None:
    """Under 95 dots an inch engines are sure of what they guess."""
    assert grade(seen(0.99), replace(LOOK, dpi=80), dpi=80).grade == "fair"
    assert "80 dpi" in grade(seen(0.99), replace(LOOK, dpi=80), dpi=80).reason


def test_one_disputed_figure_does_not_spoil_a_page() -> None:
    """A long number read in two ways is shown to a person by itself; the page around it stays good."""
    number = replace(
        seen(0.4, 1, text="0512/ABC-LGL/PKS/VIII/2023")[0], alternative="0512/ABC-LGL/PKS/III/2023", line=99
    )
    assert grade([*seen(0.99, 12), number]).grade == "good"
    assert grade([*seen(0.99, 12), replace(number, alternative=None)]).grade != "good"


def scraps(count: int) -> list[SeenWord]:
    """Short lines of nothing, as a stamp gives them."""
    return [replace(word, text="KEQ", line=1000 + word.line) for word in seen(0.2, count)]


def test_stamp_scraps_do_not_spoil_a_page() -> None:
    """A few unsure short lines beside sure text leave the page good; a page of nothing else is unreadable."""
    assert grade(seen(0.99, 40) + scraps(8)).grade == "good"
    assert grade(scraps(40)).grade == "unreadable"
    assert grade(seen(0.99, 10) + scraps(40)).grade == "poor"


@pytest.mark.parametrize(
    ("look", "cause", "remedy"),
    [
        (replace(LOOK, dpi=90, letter_height=9), "terlalu kecil (90 dpi)", "300 dpi"),
        (replace(LOOK, letter_height=8), "hurufnya terlalu kecil", "400 dpi"),
        (replace(LOOK, brightness=0.3), "gelap", "lebih terang"),
        (replace(LOOK, sharpness=0.1), "kabur", "kamera diam"),
        (replace(LOOK, contrast=0.1, sharpness=0.0), "pudar", "kontras"),
        (replace(LOOK, joined=0.8), "tulisan tangan", "gambar halaman"),
        (LOOK, "gangguan pindai", "300 dpi"),
    ],
)
def test_the_reason_names_the_cause_and_what_to_do(look: PageLook, cause: str, remedy: str) -> None:
    """Too few pixels, small letters, darkness, blur, fading and handwriting are told apart, each with its remedy."""
    reason = grade(seen(0.5), look).reason
    assert cause in reason
    assert remedy in reason


# -- cut off -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edge", ["left", "right"])
def test_lines_that_run_out_of_the_picture_make_the_page_poor(edge: str) -> None:
    """However well the rest reads, what the scanner cut off is missing: nothing may be called absent on that page."""
    x = 0 if edge == "left" else 1570
    cut = [replace(w, box=Box(x, w.box.y0, x + 80, w.box.y1)) for w in seen(0.99)]
    found = grade(cut)
    assert found.grade == "poor"
    assert "terpotong" in found.reason
    assert "seluruh tepi kertas" in found.reason


def test_a_few_words_at_the_edge_are_no_cut() -> None:
    """A stamp or a note at the rim, or unsure dirt along it, is not text that runs out."""
    rim = [replace(w, box=Box(0, w.box.y0, 60, w.box.y1), line=100 + w.line) for w in seen(0.99, 3)]
    dirt = [replace(w, box=Box(0, w.box.y0, 60, w.box.y1), line=200 + w.line) for w in seen(0.2, 30)]
    assert not cut_off([*seen(0.99), *rim, *dirt], columns=1650)


# -- the look of an image ----------------------------------------------------------------------------------------------


def page() -> Image:
    image: Image = make_page(0, kind="office", dpi=200).image
    return image


def look(image: Image) -> PageLook:
    return look_of(image, [], dpi=200)


def test_blur_darkness_and_fading_are_seen_in_the_image() -> None:
    """Each damage moves its own figure beyond its mark and leaves the others on the sound side."""
    sound = page()
    blurred: Image = cv2.GaussianBlur(sound, (0, 0), 3.5)
    dark: Image = (sound * 0.35).astype(np.uint8)
    faded: Image = (235 - (235 - np.minimum(sound, 235).astype(np.float32)) * 0.3).astype(np.uint8)
    assert look(sound).sharpness > 0.35 > 0.25 > look(blurred).sharpness
    assert look(sound).brightness > 0.9 > 0.45 > look(dark).brightness
    assert look(sound).contrast > 0.8 > 0.4 > look(faded).contrast
    assert look(dark).sharpness > 0.35
    assert look(faded).sharpness > 0.25


def test_handwriting_is_one_stroke_and_print_is_not() -> None:
    """The share of words that are one unbroken stroke tells a scribble from print."""
    image = np.full((300, 900), 245, np.uint8)
    cv2.putText(image, "pekerjaan", (20, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 20, 3, cv2.LINE_AA)
    x = np.arange(20, 320)
    scribble = np.stack([x, 200 + 30 * np.sin(x / 11) + 10 * np.sin(x / 3)], axis=1).astype(np.int32)
    cv2.polylines(image, [scribble], False, 20, 3, cv2.LINE_AA)
    print_, hand = Box(15, 40, 260, 95), Box(15, 150, 325, 245)
    assert joined([print_], image) == 0.0
    assert joined([hand], image) == 1.0
    assert joined([print_, hand], image) == 0.5
