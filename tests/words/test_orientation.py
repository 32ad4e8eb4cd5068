"""Which way is up on pages that make it hard."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from extractor.pages.prepare import PageImage, evenly_lit, page_image, turned
from extractor.pages.types import Image, PixelPage
from extractor.words.ppocr import PPOcr
from tests.bench.ocr_pages import make_page


def page_of(image: Image, *, dpi: float) -> PageImage:
    """An image as an evenly lit page."""
    rows, columns = image.shape[:2]
    return evenly_lit(page_image(PixelPage(image=image, dpi=dpi), width=columns * 72 / dpi, height=rows * 72 / dpi))


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_skewed_page_on_its_side_is_told(degrees: int) -> None:
    """Long lines of a page that lies on its side and is a degree askew as well: their boxes are three lines high."""
    page = page_of(make_page(31, kind="photocopy", dpi=200).image, dpi=200)
    assert PPOcr().turn(turned(page, degrees).image, dpi=200) == 360 - degrees


def landscape_table() -> Image:
    """A ruled table of positions and wages printed across a sheet, as annexes are."""
    sheet = Pillow.new("L", (1754, 1240), 250)
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype("LiberationSans-Regular.ttf", 26)
    draw.text((600, 90), "LAMPIRAN RINCIAN BIAYA TENAGA KERJA", font=font, fill=20)
    edges = (120, 220, 620, 820, 1100, 1400, 1640)
    for row in range(12):
        cells = (str(row), f"Petugas kebersihan {row}", f"{row + 3} orang", "12 bulan", f"{row + 2}.450.000", "Rupiah")
        for x, cell in zip(edges, cells, strict=False):
            draw.text((x + 8, 170 + 70 * row), cell, font=font, fill=20)
        draw.line((edges[0], 155 + 70 * row, edges[-1], 155 + 70 * row), fill=40, width=2)
    for x in edges:
        draw.line((x, 155, x, 155 + 70 * 11), fill=40, width=2)
    return cv2.GaussianBlur(np.asarray(sheet), (0, 0), 0.6)


@pytest.mark.parametrize(("scanned", "turn"), [(cv2.ROTATE_90_CLOCKWISE, 270), (cv2.ROTATE_90_COUNTERCLOCKWISE, 90)])
def test_a_landscape_table_in_a_portrait_scan_is_turned(scanned: int, turn: int) -> None:
    """An annex printed across the sheet and scanned upright like the other pages comes out readable, either way round."""
    page = page_of(cv2.rotate(landscape_table(), scanned), dpi=150)
    assert PPOcr().turn(page.image, dpi=150) == turn
