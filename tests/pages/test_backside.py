"""Print of the other side: found only where it shows through, taken away without harm to this side."""

from __future__ import annotations

from collections import Counter

import cv2
import numpy as np
import pytest

from extractor.pages import prepare
from extractor.pages.backside import showing_through, without_backside
from extractor.pages.types import Image, PixelPage, RawPage
from extractor.words import read_page
from tests.bench.ocr_pages import BenchPage, make_page
from tests.pages.test_preparation import DPI, text_page


def through(front: Image, *, strength: float, back: Image | None = None) -> Image:
    """The front with the back (its own mirror image by default) shining through, blurred as paper blurs."""
    behind = cv2.GaussianBlur(np.fliplr(front if back is None else back), (0, 0), 1.5).astype(np.float32)
    page: Image = (front.astype(np.float32) - strength * (255 - behind)).clip(0, 255).astype(np.uint8)
    return page


def shaded(image: Image) -> Image:
    """The shadow of a spine at the left edge."""
    shade = 1 - 0.5 * np.exp(-np.arange(image.shape[1]) / 60)
    dark: Image = (image * shade[None, :]).astype(np.uint8)
    return dark


@pytest.mark.parametrize("strength", [0.12, 0.18, 0.25])
@pytest.mark.parametrize("shadow", [False, True])
def test_the_back_vanishes_and_the_front_stays(strength: float, shadow: bool) -> None:
    """Ghosts of 12 to 25 % end as paper; 99 % of the print is as dark as before, also beside a spine."""
    front = text_page()
    page = through(front, strength=strength)
    page = shaded(page) if shadow else page
    ghost = (cv2.GaussianBlur(np.fliplr(front), (0, 0), 1.5) < 120) & (cv2.erode(front, np.ones((9, 9))) > 245)
    print_ = front < 60
    depth = showing_through(page, dpi=DPI)
    assert depth is not None
    cleaned = without_backside(page, dpi=DPI, depth=depth)
    assert np.mean(cleaned[ghost] == 255) > 0.99
    assert np.mean(cleaned[print_] < 110) > 0.99


@pytest.mark.parametrize("kind", ["clean", "grey heading", "spine", "grain", "grey stamp", "faint", "blank"])
def test_a_page_without_ghosts_is_left_alone(kind: str) -> None:
    """Nothing is taken from clean, shaded, grainy or faint pages, nor from print or stamps in grey."""
    page = text_page()
    match kind:
        case "grey heading":
            cv2.putText(page, "LAMPIRAN DUA", (80, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 130, 2, cv2.LINE_AA)
        case "spine":
            page = shaded(page)
        case "grain":
            page = np.clip(page + np.random.default_rng(4).normal(0, 6, page.shape), 0, 255).astype(np.uint8)
        case "grey stamp":
            cv2.circle(page, (500, 700), 110, 150, 6, cv2.LINE_AA)
        case "faint":
            page = text_page(paper_level=235, ink=150)
        case "blank":
            page = np.full((1240, 880), 235, np.uint8)
    assert showing_through(page, dpi=DPI) is None


def bleeding(number: int, other: int) -> BenchPage:
    """The last page of a contract: a benchmark page of which only the upper third is printed, with another one, of the
    same size, showing through at a fifth of its depth."""
    page, back = make_page(number, kind="office", dpi=150), make_page(other, kind="office", dpi=150)
    front, end = page.image.copy(), round(0.35 * page.image.shape[0])
    front[end:] = np.uint8(np.median(front))
    size = front.shape[1], front.shape[0]
    image = through(front, strength=0.2, back=cv2.resize(back.image, size, interpolation=cv2.INTER_AREA))
    words = tuple(w for w in page.words if w.box.y1 < end / 150 * 72)
    return BenchPage(**{**{n: getattr(page, n) for n in BenchPage.__slots__}, "image": image, "words": words})


def nonsense(page: BenchPage) -> tuple[int, int]:
    """Words read that do not stand on the page, and words of the page that were not read."""
    raw = RawPage(
        number=1, width=page.width, height=page.height, text_words=(), rulings=(), image_coverage=1.0,
        pixels=lambda: PixelPage(image=page.image, dpi=page.dpi),
    )  # fmt: skip
    read, true = Counter(w.text for w in read_page(raw).words), Counter(page.text.split())
    return (read - true).total(), (true - read).total()


def test_reading_gains_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a page with its back showing at a fifth, nonsense read falls by at least two thirds, and no more is missed."""
    page = bleeding(12, 0)
    more, missed = nonsense(page)
    monkeypatch.setattr(prepare, "showing_through", lambda *_, **__: None)
    before, missed_before = nonsense(page)
    assert before >= 30
    assert more <= before / 3  # measured: 63 words of nonsense before, 4 after
    assert missed <= missed_before
