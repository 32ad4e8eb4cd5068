"""Every step of page preparation on an image made for it, with a number that shows that it helps."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.geometry import Box
from extractor.pages.colour import coloured_share, fade_colour, white_paper
from extractor.pages.light import flatten, ink_level, paper, stretch, unevenness
from extractor.pages.photo import find_sheet, lay_flat
from extractor.pages.placement import scaled
from extractor.pages.prepare import PageImage, evenly_lit, page_image, ruling_boxes, straightened, turned
from extractor.pages.ruled import find_rulings, without_rulings
from extractor.pages.skew import slope, straighten
from extractor.pages.speckle import bilevel, despeckle, soften, speckles
from extractor.pages.types import Image, PixelPage

DPI = 150


def text_page(rows: int = 1240, columns: int = 880, *, paper_level: int = 250, ink: int = 20) -> Image:
    """Lines of invented words in a vector font on a grey sheet."""
    page = np.full((rows, columns), paper_level, np.uint8)
    for number, y in enumerate(range(110, rows - 90, 34)):
        line = f"Upah pokok pekerja ke-{number} dibayar setiap bulan Rp{number + 1}.250.000"
        cv2.putText(page, line, (70, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, ink, 2, cv2.LINE_AA)
    return page


def turned_by(image: Image, degrees: float) -> Image:
    """The image with its lines falling to the right by ``degrees``."""
    rows, columns = image.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1.0)
    turned_image: Image = cv2.warpAffine(image, matrix, (columns, rows), borderValue=250)
    return turned_image


@pytest.mark.parametrize("degrees", [-3.2, -0.7, 0.0, 0.4, 1.5, 4.0])
def test_slope_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    """The slope of a page of text is measured to 0.1 degree over the range scanners produce."""
    assert slope(turned_by(text_page(), degrees)) == pytest.approx(degrees, abs=0.1)


def test_slope_of_noise_is_zero() -> None:
    """A page without lines is not turned."""
    noise = np.random.default_rng(1).integers(150, 255, (900, 700)).astype(np.uint8)
    assert slope(noise) == 0.0


def test_straighten_makes_lines_level_and_leads_back() -> None:
    """After straightening the rest slope is under 0.1 degree and a pixel maps back to where it was."""
    skewed = turned_by(text_page(), 1.8)
    straight, back = straighten(skewed, degrees=slope(skewed))
    assert abs(slope(straight)) <= 0.1
    # A mark 300 pixels right of the middle stood 300 * tan(1.8 degrees) lower before.
    rows, columns = skewed.shape
    x, y, _ = back @ (columns / 2 + 300, rows / 2, 1)
    assert x == pytest.approx(columns / 2 + 300 * np.cos(np.radians(1.8)), abs=1.0)
    assert y == pytest.approx(rows / 2 + 300 * np.sin(np.radians(1.8)), abs=1.0)


def test_flatten_removes_a_spine_shadow() -> None:
    """A shadow that takes the paper down by 40 % leaves paper within 3 % of white, and print stays dark."""
    page = text_page()
    shade = 1 - 0.4 * np.exp(-np.arange(page.shape[1]) / 200)
    shaded = (page * shade[None]).astype(np.uint8)
    flat = flatten(shaded)
    assert unevenness(shaded) > 0.15
    assert unevenness(flat) < 0.03
    assert flat[page < 40].mean() < 70


def test_paper_is_the_sheet_without_its_print() -> None:
    """The estimated background of an even sheet differs from it by under 3 levels although a fifth of it is print."""
    estimate = paper(text_page(paper_level=220))
    assert float(np.abs(estimate.astype(int) - 220).max()) <= 3


def test_flatten_lets_bleed_through_vanish() -> None:
    """Print showing through from the back at 7 % becomes paper while the front stays."""
    front = text_page()
    through = (front - 0.07 * (255 - np.fliplr(front).astype(np.float32))).clip(0, 255).astype(np.uint8)
    ghost = (np.fliplr(front) < 60) & (front > 240)
    assert through[ghost].mean() < 240
    assert flatten(through)[ghost].mean() > 252


def test_stretch_darkens_faint_print_and_leaves_dark_print() -> None:
    """Print at 55 % grey becomes dark; a page with black print comes back untouched."""
    faint = text_page(paper_level=255, ink=140)
    assert ink_level(faint) > 0.5
    assert ink_level(stretch(faint)) < 0.1
    dark = text_page()
    assert stretch(dark) is dark


@pytest.mark.parametrize("lines", [1, 3])
def test_a_page_of_a_few_lines_is_not_taken_for_faint(lines: int) -> None:
    """The black print of a signature page is measured, not its paper: its grey stamp is not darkened."""
    page = np.full((1240, 880), 250, np.uint8)
    for number in range(lines):
        cv2.putText(page, "PIHAK PERTAMA", (90, 120 + 60 * number), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 20, 2, cv2.LINE_AA)
    cv2.circle(page, (500, 700), 110, 190, 8, cv2.LINE_AA)
    assert np.percentile(page, 1) > 0.5 * 255  # measured over the whole page it would look faint
    assert stretch(page) is page


def test_an_empty_page_has_no_ink() -> None:
    """Grain alone is no ink, so nothing is stretched."""
    grain = np.random.default_rng(2).normal(235, 5, (600, 400)).clip(0, 255).astype(np.uint8)
    assert ink_level(grain) == 1.0
    assert stretch(grain) is grain


def coloured(ink: tuple[int, int, int]) -> tuple[Image, np.ndarray]:
    """A page of black text under a thick ring of coloured ink, and where only the ring is."""
    page = cv2.cvtColor(text_page(), cv2.COLOR_GRAY2RGB)
    ring = np.zeros(page.shape[:2], np.uint8)
    cv2.circle(ring, (440, 500), 150, 255, 14)
    stamped = np.where(ring[..., None] > 0, page * (np.array(ink) / 255), page).astype(np.uint8)
    return stamped, (ring > 0) & (text_page() > 200)


@pytest.mark.parametrize("ink", [(80, 50, 170), (170, 40, 70), (40, 140, 60)])
def test_coloured_stamps_fade_and_print_stays(ink: tuple[int, int, int]) -> None:
    """Blue, red and green stamp ink of under half brightness ends above 185 of 255; the letters under it stay dark."""
    stamped, only_ring = coloured(ink)
    grey = fade_colour(stamped)
    assert cv2.cvtColor(stamped, cv2.COLOR_RGB2GRAY)[only_ring].mean() < 130
    assert grey[only_ring].mean() > 185
    assert grey[(text_page() < 40)].mean() < 60


def test_a_coffee_ring_over_text_fades() -> None:
    """The ring of a cup, darker at its rim, becomes nearly paper; the letters under it stay dark and apart from it."""
    page = np.repeat(text_page()[..., None], 3, axis=2).astype(np.float32)
    ring = np.zeros(page.shape[:2], np.uint8)
    cv2.circle(ring, (430, 620), 170, 140, 46, cv2.LINE_AA)
    cv2.circle(ring, (430, 620), 192, 255, 5, cv2.LINE_AA)
    stain = cv2.GaussianBlur(ring, (0, 0), 2).astype(np.float32)[..., None] / 255
    stained = (page * (1 - stain * (1 - np.array((0.68, 0.47, 0.27), np.float32)))).astype(np.uint8)
    bare = (ring > 200) & (text_page() > 200)
    under = (ring > 100) & (text_page() < 40)
    assert cv2.cvtColor(stained, cv2.COLOR_RGB2GRAY)[bare].mean() < 160
    grey = flatten(fade_colour(stained))
    assert grey[bare].mean() > 235
    assert grey[under].mean() < 70


def test_a_page_printed_in_blue_is_kept() -> None:
    """Where the text itself is coloured it must not fade."""
    page = text_page()
    blue = np.stack([page, page, np.maximum(page, 170)], axis=-1)
    assert coloured_share(blue) > 0.5
    assert fade_colour(blue)[page < 40].mean() < 60


def test_yellow_paper_becomes_white() -> None:
    """Lamp light on a sheet is undone channel by channel."""
    page = cv2.cvtColor(text_page(), cv2.COLOR_GRAY2RGB)
    lit = (page * np.array([0.95, 0.9, 0.7])).astype(np.uint8)
    assert white_paper(lit)[:50].min() > 240


def ruled_page() -> Image:
    """A page of text with a grid of four rows and three columns under an underlined heading."""
    page = text_page()
    page[600:930] = 250
    for y in (620, 690, 760, 830, 900):
        cv2.line(page, (80, y), (800, y), 30, 2)
    for x in (80, 300, 560, 800):
        cv2.line(page, (x, 620), (x, 900), 30, 2)
    for row in range(4):
        cv2.putText(page, "3.250.000", (320, 665 + 70 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 20, 2, cv2.LINE_AA)
    return page


def test_rulings_are_found_and_letters_are_not() -> None:
    """Exactly the nine lines of the grid are found, none on a page of mere text."""
    found = find_rulings(ruled_page(), dpi=DPI)
    assert sum(box.width > box.height for box in found.boxes) == 5
    assert sum(box.height > box.width for box in found.boxes) == 4
    assert find_rulings(text_page(), dpi=DPI).boxes == ()


def test_rulings_go_and_figures_stay() -> None:
    """Taking the grid out leaves 99 % of the print and under 2 % of the lines."""
    page = ruled_page()
    found = find_rulings(page, dpi=DPI)
    cleaned = without_rulings(page, found)
    lines = found.mask > 0
    assert (cleaned[lines] < 128).mean() < 0.02
    print_ = (page < 128) & ~cv2.dilate(found.mask, np.ones((5, 5), np.uint8)).astype(bool)
    assert (cleaned[print_] < 128).mean() > 0.99


def test_despeckle_takes_the_dirt_and_leaves_full_stops() -> None:
    """Of fax dirt away from print at least 95 % goes; every full stop stays."""
    page = np.where(text_page() < 128, 0, 255).astype(np.uint8)
    stops = [(x, 60) for x in range(100, 800, 50)]
    for x, y in stops:
        page[y - 2 : y + 2, x - 2 : x + 2] = 0
    random = np.random.default_rng(4)
    dirty = page.copy()
    for _ in range(1500):
        dirty[random.integers(0, page.shape[0]), random.integers(0, page.shape[1])] = 0
    clean = despeckle(dirty, dpi=DPI)
    assert bilevel(dirty)
    assert speckles(clean, dpi=DPI) < 0.35 * speckles(dirty, dpi=DPI)
    far = cv2.erode(page, np.ones((13, 13), np.uint8)) == 255
    assert (clean[far] == 0).sum() < 0.05 * (dirty[far] == 0).sum()
    assert all(clean[y, x] == 0 for x, y in stops)


def test_soften_brings_back_grey_edges() -> None:
    """A one-bit page gets grey edges again: its difference from the page before thresholding falls by a quarter."""
    grey = cv2.GaussianBlur(text_page(), (0, 0), 0.8)
    bits = np.where(grey < 128, 0, 255).astype(np.uint8)
    soft = soften(bits, dpi=100)
    before, after = (float(((image.astype(float) - grey) ** 2).mean()) for image in (bits, soft))
    assert after < 0.75 * before


def photo() -> tuple[Image, np.ndarray]:
    """A page photographed on a dark table, and its true corners."""
    sheet = text_page()
    corners = np.array([(150, 120), (980, 90), (1040, 1330), (90, 1290)], np.float32)
    rows, columns = sheet.shape
    matrix = cv2.getPerspectiveTransform(
        np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32), corners
    )
    ground = np.random.default_rng(2).normal(70, 6, (1420, 1120)).clip(0, 255).astype(np.uint8)
    inside = cv2.warpPerspective(np.full_like(sheet, 255), matrix, (1120, 1420))
    return np.where(inside > 127, cv2.warpPerspective(sheet, matrix, (1120, 1420)), ground).astype(np.uint8), corners


def test_a_photographed_sheet_is_found_and_laid_flat() -> None:
    """Corners are found within 8 pixels and the flat sheet's lines are level to 0.1 degree."""
    image, true = photo()
    corners = find_sheet(image)
    assert corners is not None
    assert np.abs(corners - true).max() < 8
    flat, back = lay_flat(image, corners)
    assert abs(slope(flat)) <= 0.1
    x, y, w = back @ (0.0, 0.0, 1.0)
    assert np.hypot(x / w - 150, y / w - 120) < 8


def test_a_scanned_page_is_no_photo() -> None:
    """A page whose rim is paper, even with a dark scanner edge on one side, is left alone."""
    page = text_page()
    page[:, :12] = 30
    assert find_sheet(page) is None


def test_only_pages_that_need_it_are_touched() -> None:
    """A clean straight scan passes without a step; a shaded, skewed one gets the steps for that."""
    clean = page_image(PixelPage(image=text_page(), dpi=DPI), width=422.4, height=595.2)
    assert straightened(evenly_lit(clean)).steps == ()
    shade = 1 - 0.4 * np.exp(-np.arange(880) / 200)
    bad = (turned_by(text_page(), 1.2) * shade[None]).astype(np.uint8)
    page = page_image(PixelPage(image=bad, dpi=DPI), width=422.4, height=595.2)
    assert straightened(evenly_lit(page)).steps == ("flatten", "straighten")


def test_rulings_of_a_skewed_page_lie_where_they_were_scanned() -> None:
    """The middle of the grid's top line comes back within two points of its place on the skewed page."""
    skewed = turned_by(ruled_page(), 1.0)
    page = page_image(PixelPage(image=skewed, dpi=DPI), width=880 * 72 / DPI, height=1240 * 72 / DPI)
    boxes = [box for box in ruling_boxes(evenly_lit(page)) if box.width > box.height]
    assert len(boxes) == 5
    assert min(boxes, key=lambda b: b.y0).middle_y == pytest.approx(620 * 72 / DPI, abs=2.0)


sizes = st.integers(40, 400)


@settings(max_examples=60, deadline=None)
@given(rows=sizes, columns=sizes, degrees=st.sampled_from([90, 180, 270]), x=st.floats(0, 1), y=st.floats(0, 1))
def test_turning_back_is_identity(rows: int, columns: int, degrees: int, x: float, y: float) -> None:
    """A pixel of a turned page lands on the upright page exactly where the box arithmetic of the house puts it."""
    width, height = columns * 0.5, rows * 0.5
    page = PageImage(
        image=np.zeros((rows, columns), np.uint8),
        dpi=144,
        placement=scaled(pixels=(rows, columns), width=width, height=height),
    )
    upright = turned(page, degrees)
    box = Box(x * width * 0.9, y * height * 0.9, x * width * 0.9 + 2, y * height * 0.9 + 1)
    expected = box.turned(degrees, width=width, height=height)
    pixels = Box(*(2 * n for n in (expected.x0, expected.y0, expected.x1, expected.y1)))
    found = upright.placement.box(pixels)
    for name in ("x0", "y0", "x1", "y1"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), abs=1e-6)
    back = turned(turned(page, degrees), 360 - degrees)
    assert np.allclose(back.placement.matrix, page.placement.matrix)


@settings(max_examples=60, deadline=None)
@given(
    degrees=st.floats(-6, 6), x0=st.floats(-50, 900), y0=st.floats(-50, 1300), wide=st.floats(0, 900),
    high=st.floats(0, 400),
)  # fmt: skip
def test_a_box_never_leaves_the_page(degrees: float, x0: float, y0: float, wide: float, high: float) -> None:
    """Whatever box an engine reports on a straightened page, its place on the page lies within the page."""
    blank = np.full((124, 88), 255, np.uint8)
    _, back = straighten(blank, degrees=degrees)
    place = scaled(pixels=(124, 88), width=595, height=842).after(back)
    box = place.box(Box(x0, y0, x0 + wide, y0 + high))
    assert 0 <= box.x0 <= box.x1 <= 595
    assert 0 <= box.y0 <= box.y1 <= 842
