"""What paper, stamps, scanners, fax machines and telephones do to a page, drawn with a seed.

All images are ``uint8`` arrays of shape (height, width, 3), RGB, until ``Scan.mode`` says otherwise at the end.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import TiffImageFile

Picture = NDArray[np.uint8]

INK = {"blue": (38, 52, 150), "purple": (104, 48, 140), "red": (170, 40, 48)}
_FONT_FOLDER = Path("/usr/share/fonts/truetype/liberation")


@dataclass(frozen=True)
class Stamp:
    """A round office stamp pressed near ``anchor`` (text on the page), shifted by dx, dy in millimetres."""

    page: int
    anchor: str
    name: str
    colour: str = "purple"
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True)
class Signature:
    """A pen stroke above ``anchor`` (the printed name)."""

    page: int
    anchor: str


@dataclass(frozen=True)
class Scan:
    """One office scan: how the sheets were copied. Angles in degrees, noise as a standard deviation of grey levels."""

    seed: int
    dpi: int = 200
    mode: str = "grey"
    """grey | colour | fax | phone"""
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 60
    faded: float = 0.0
    """0 is full contrast, 1 is a blank page."""
    bleed: float = 0.0
    """How much of the other side shows through."""
    spine: bool = False
    punch: bool = False
    threshold: int = 165
    upside_down: tuple[int, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Scan:
        """Build from one entry of ``recipes.json``; an unknown key is a ``TypeError``."""
        values = dict(data)
        values["stamps"] = tuple(Stamp(**stamp) for stamp in values.pop("stamps", ()))
        values["signatures"] = tuple(Signature(**one) for one in values.pop("signatures", ()))
        values["upside_down"] = tuple(values.pop("upside_down", ()))
        return cls(**values)


@dataclass
class _Sheet:
    picture: Picture
    anchors: dict[str, tuple[float, float]] = field(default_factory=dict)


def scan_pdf(born: Path, target: Path, scan: Scan) -> None:
    """Render every page of ``born``, wear it as ``scan`` says, and write an image-only PDF to ``target``."""
    sheets = _render(born, scan)
    rng = np.random.default_rng(scan.seed)
    with pikepdf.new() as pdf:
        for number, sheet in enumerate(sheets, start=1):
            other = sheets[number % len(sheets)].picture if len(sheets) > 1 else None
            worn = wear(sheet, number, other, scan, rng)
            _add_page(pdf, worn, scan)
        pdf.save(target, deterministic_id=True)


def wear(sheet: _Sheet, number: int, other: Picture | None, scan: Scan, rng: np.random.Generator) -> Picture:
    """Apply the ink, the paper and the machine to one page, in the order in which they happen."""
    picture = sheet.picture.copy()
    scale = scan.dpi / 25.4
    for signature in (s for s in scan.signatures if s.page == number):
        x, y = sheet.anchors[signature.anchor]
        picture = _sign(picture, x, y - 8 * scale, scale, rng)
    for stamp in (s for s in scan.stamps if s.page == number):
        x, y = sheet.anchors[stamp.anchor]
        picture = _press(picture, stamp, x + stamp.dx * scale, y + stamp.dy * scale, scale, rng)
    if other is not None and scan.bleed:
        ghost = cv2.GaussianBlur(other[:, ::-1], (0, 0), 2.0)
        picture = np.minimum(picture, (255 - (255 - ghost.astype(np.float32)) * scan.bleed).astype(np.uint8))
    if scan.punch:
        for share in (0.36, 0.64):
            centre = (int(9 * scale), int(picture.shape[0] * share))
            cv2.circle(picture, centre, int(2.8 * scale), (60, 60, 60), -1)
    if scan.mode == "phone":
        picture = _photograph(picture, rng)
    else:
        picture = _turn(picture, float(rng.uniform(0.4, 1.0)) * scan.skew * (1 if rng.random() < 0.5 else -1))
    if scan.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), scan.blur)
    values = picture.astype(np.float32)
    if scan.faded:
        values = 235 - (235 - values) * (1 - scan.faded)
    if scan.spine:
        shade = np.clip(1 - np.arange(values.shape[1]) / (14 * scale), 0, 1) ** 2
        values *= (1 - 0.6 * shade)[None, :, None]
    if scan.noise:
        grain = rng.normal(0, scan.noise, values.shape[:2]).astype(np.float32)
        values += cv2.GaussianBlur(grain, (0, 0), 0.6)[:, :, None] * 1.6
    picture = np.clip(values, 0, 255).astype(np.uint8)
    if scan.mode == "fax":
        picture = _fax(picture, scan.threshold, rng)
    if number in scan.upside_down:
        picture = picture[::-1, ::-1].copy()
    return picture


def _render(born: Path, scan: Scan) -> list[_Sheet]:
    wanted = [(s.page, s.anchor) for s in scan.stamps] + [(s.page, s.anchor) for s in scan.signatures]
    sheets = []
    pdf = pypdfium2.PdfDocument(born)
    try:
        for number, page in enumerate(pdf, start=1):
            image = page.render(scale=scan.dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3]
            sheet = _Sheet(np.ascontiguousarray(image))
            text = page.get_textpage()
            for anchor in (a for p, a in wanted if p == number):
                place = None
                search = text.search(anchor, match_case=True)
                while (found := search.get_next()) is not None:
                    place = found  # the last one: names stand at the top and again in the signature block
                if place is None:
                    raise ValueError(f"{born.name}: no text {anchor!r} on page {number}")
                left, bottom, _, _ = text.get_charbox(place[0])
                right = text.get_charbox(place[0] + place[1] - 1)[2]
                sheet.anchors[anchor] = (
                    (left + right) / 2 * scan.dpi / 72, (page.get_height() - bottom) * scan.dpi / 72,
                )  # fmt: skip
            sheets.append(sheet)
            page.close()
    finally:
        pdf.close()
    return sheets


def _turn(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper_white = (250, 250, 248)
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper_white)
    return np.asarray(turned, np.uint8)


def _photograph(picture: Picture, rng: np.random.Generator) -> Picture:
    """A sheet on a desk under a lamp, held a little askew."""
    height, width = picture.shape[:2]
    pad = int(width * 0.06)
    frame = (width + 2 * pad, height + 2 * pad)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = rng.uniform(-0.6, 0.6, (4, 2)).astype(np.float32) * pad
    matrix = cv2.getPerspectiveTransform(source, source + pad + shift)
    desk = np.full((frame[1], frame[0], 3), (122, 96, 70), np.uint8)
    out = cv2.warpPerspective(picture, matrix, frame, flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, frame)
    out = np.where(covered[:, :, None] > 127, out, desk)
    rows, columns = np.mgrid[0 : frame[1], 0 : frame[0]].astype(np.float32)
    centre = rng.uniform(0.3, 0.7, 2)
    far = np.hypot(columns / frame[0] - centre[0], rows / frame[1] - centre[1])
    light = 1.02 - 0.42 * far + 0.04 * np.sin(columns / frame[0] * math.pi * 1.3)
    tint = np.array([1.0, 0.97, 0.90], np.float32)
    lit: Picture = np.clip(out * light[:, :, None] * tint, 0, 255).astype(np.uint8)
    return lit


def _fax(picture: Picture, threshold: int, rng: np.random.Generator) -> Picture:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    bits = np.where(grey > threshold, 255, 0).astype(np.uint8)
    specks = rng.random(bits.shape)
    bits[specks < 0.0004] = 0
    bits[specks > 0.9985] = 255
    column = int(rng.uniform(0.15, 0.85) * bits.shape[1])
    bits[:, column : column + 1] = np.where(rng.random((bits.shape[0], 1)) < 0.5, 0, bits[:, column : column + 1])
    return np.asarray(cv2.cvtColor(bits, cv2.COLOR_GRAY2RGB), np.uint8)


def _sign(picture: Picture, x: float, y: float, scale: float, rng: np.random.Generator) -> Picture:
    steps = np.linspace(0, 1, 160)
    wide, high = 14 * scale, 5 * scale
    curve_x = x + wide * (steps - 0.5) + 2 * scale * np.sin(steps * math.tau * rng.uniform(2, 4) + rng.uniform(0, 6))
    curve_y = y - high * np.sin(steps * math.tau * rng.uniform(2.5, 4.5) + rng.uniform(0, 6)) * (1.1 - steps)
    points = np.stack([curve_x, curve_y], axis=1).astype(np.int32).reshape(-1, 1, 2)
    over = picture.copy()
    cv2.polylines(over, [points], False, (30, 36, 110), max(2, round(0.35 * scale)), cv2.LINE_AA)
    return np.minimum(picture, over)


def _press(picture: Picture, stamp: Stamp, x: float, y: float, scale: float, rng: np.random.Generator) -> Picture:
    size = int(38 * scale)
    layer = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(layer)
    line = max(2, round(0.45 * scale))
    draw.ellipse((line, line, size - line, size - line), outline=255, width=line)
    inner = size * 0.17
    draw.ellipse((inner, inner, size - inner, size - inner), outline=255, width=max(1, line // 2))
    font = ImageFont.truetype(str(_FONT_FOLDER / "LiberationSans-Bold.ttf"), int(3.6 * scale))
    letters = f"* {stamp.name} "
    for index, letter in enumerate(letters):
        angle = index / len(letters) * math.tau
        tile = Image.new("L", (int(5 * scale), int(5 * scale)), 0)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, 255, font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        radius = size * 0.41
        left = size / 2 + radius * math.sin(angle) - tile.width / 2
        top = size / 2 - radius * math.cos(angle) - tile.height / 2
        layer.paste(255, (int(left), int(top)), tile)
    short = "".join(word[0] for word in stamp.name.split()[:4])
    big = ImageFont.truetype(str(_FONT_FOLDER / "LiberationSans-Bold.ttf"), int(6.5 * scale))
    draw.text((size / 2, size / 2), short, 255, font=big, anchor="mm")
    layer = layer.rotate(float(rng.uniform(-25, 25)), resample=Image.Resampling.BICUBIC)
    wet = np.asarray(layer, np.float32) / 255
    patchy = cv2.GaussianBlur(rng.random(wet.shape).astype(np.float32), (0, 0), 2.5 * scale)
    patchy = (patchy - patchy.min()) / (patchy.max() - patchy.min())
    cover = wet * (0.35 + 0.5 * patchy)
    top, left = int(y - size / 2), int(x - size / 2)
    height, width = picture.shape[:2]
    y0, x0, y1, x1 = max(0, top), max(0, left), min(height, top + size), min(width, left + size)
    part = picture[y0:y1, x0:x1].astype(np.float32)
    share = cover[y0 - top : y1 - top, x0 - left : x1 - left, None]
    ink = np.array(INK[stamp.colour], np.float32)
    picture[y0:y1, x0:x1] = np.minimum(part, part * (1 - share) + ink * share).astype(np.uint8)
    return picture


def _add_page(pdf: pikepdf.Pdf, picture: Picture, scan: Scan) -> None:
    height, width = picture.shape[:2]
    points = (round(width * 72 / scan.dpi, 2), round(height * 72 / scan.dpi, 2))
    entries: dict[str, Any] = {
        "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": width, "/Height": height,
    }  # fmt: skip
    buffer = io.BytesIO()
    if scan.mode == "fax":
        bits = Image.fromarray(picture[:, :, 0]).convert("1", dither=Image.Dither.NONE)
        bits.save(buffer, "TIFF", compression="group4", tiffinfo={278: height})
        buffer.seek(0)
        with TiffImageFile(buffer) as tiff:
            offset, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
            black_is_one = tiff.tag_v2[262] == 1
        data = buffer.getvalue()[offset : offset + length]
        entries |= {
            "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 1, "/Filter": pikepdf.Name.CCITTFaxDecode,
            "/DecodeParms": pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=black_is_one),
        }  # fmt: skip
    else:
        grey = scan.mode == "grey"
        image = Image.fromarray(picture).convert("L") if grey else Image.fromarray(picture)
        image.save(buffer, "JPEG", quality=scan.quality, optimize=True)
        data = buffer.getvalue()
        entries |= {
            "/ColorSpace": pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name.DCTDecode,
        }  # fmt: skip
    image_stream = pikepdf.Stream(pdf, data, pikepdf.Dictionary(entries))
    page = pdf.add_blank_page(page_size=points)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image_stream))
    page.Contents = pikepdf.Stream(pdf, f"q {points[0]} 0 0 {points[1]} 0 0 cm /Im0 Do Q".encode())
