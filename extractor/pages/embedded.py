"""The scan's own image, taken out of the PDF without rendering, and laid out as the page is shown."""

from __future__ import annotations

import ctypes
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.pages.objects import PlacedImage
from extractor.pages.types import Image, PixelPage, RawPage

FINEST_DPI = 330.0
"""A finer scan is halved: engines gain nothing above 300 dpi and pay for every pixel."""
_END_MARK_WITHIN = 1024
_GREY, _RGB = "/DeviceGray", "/DeviceRGB"


def embedded_image(
    placed: PlacedImage, *, raw: RawPage, second: pikepdf.Pdf | None, max_pixels: int
) -> PixelPage | None:
    """The page's pixels from its only image, or None where rendering is the only honest way.

    That is: turned by odd angles, unequal resolutions, masks, inverted or odd colours, too many pixels, or no second
    library to ask about these.
    """
    if second is None or not placed.plain or placed.columns * placed.rows > max_pixels:
        return None
    entry = _dictionary(second, raw.number, placed)
    if entry is None or not _honest(entry):
        return None
    pixels = _jpeg(entry, placed) if _filters(entry) == ["/DCTDecode"] else None
    if pixels is None:
        pixels = _decoded(placed.handle)
    if pixels is None or pixels.shape[:2] != (placed.rows, placed.columns):
        return None
    dpi = sum(placed.dpi) / 2
    image = _cropped(_as_shown(pixels, placed), placed=placed, raw=raw, dpi=dpi)
    while dpi > FINEST_DPI and min(image.shape[:2]) > 1:
        factor = 0.5 if dpi > 2 * FINEST_DPI - 60 else 300 / dpi
        image = np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        dpi *= factor
    return PixelPage(image=image, dpi=dpi, embedded=True)


def _dictionary(second: pikepdf.Pdf, number: int, placed: PlacedImage) -> Any | None:
    """The image's own entry in the page's resources; None unless it is the only one of its size there."""
    try:
        images = [
            image
            for image in second.pages[number - 1].get_images().values()
            if int(image.get("/Width", 0)) == placed.columns and int(image.get("/Height", 0)) == placed.rows
        ]
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, IndexError):
        return None
    return images[0] if len(images) == 1 else None


def _honest(entry: Any) -> bool:
    """No mask, no decode array: what the stream holds is what is shown."""
    return not any(name in entry for name in ("/SMask", "/Mask", "/Decode")) and not bool(
        entry.get("/ImageMask", False)
    )


def _filters(entry: Any) -> list[str]:
    found = entry.get("/Filter", [])
    return [str(found)] if isinstance(found, pikepdf.Name) else [str(name) for name in found]


def cut_off(second: pikepdf.Pdf | None, *, number: int, placed: PlacedImage) -> bool:
    """Whether the page's JPEG ends before its end mark: libraries fill the missing part with grey and say nothing."""
    entry = _dictionary(second, number, placed) if second is not None else None
    if entry is None or _filters(entry) != ["/DCTDecode"]:
        return False
    try:
        return b"\xff\xd9" not in entry.read_raw_bytes()[-_END_MARK_WITHIN:]
    except (pikepdf.PdfError, RuntimeError):
        return True


def _components(entry: Any) -> int:
    """Colour components of a plain colour space, 0 when it is another."""
    space = entry.get("/ColorSpace", None)
    if isinstance(space, pikepdf.Name):
        return {_GREY: 1, _RGB: 3}.get(str(space), 0)
    if isinstance(space, pikepdf.Array) and len(space) >= 2:
        kind = str(space[0])
        if kind == "/ICCBased":
            return int(space[1].get("/N", 0))
        return {"/CalGray": 1, "/CalRGB": 3}.get(kind, 0)
    return 0


def _jpeg(entry: Any, placed: PlacedImage) -> Image | None:
    """Decode the JPEG as it lies in the file: several times faster than through a PDF library."""
    components = _components(entry)
    if components not in (1, 3) or int(entry.get("/BitsPerComponent", 8)) != 8:
        return None
    # The PDF alone says how the image stands: an orientation tag inside the JPEG is not obeyed by PDF viewers.
    how = (cv2.IMREAD_GRAYSCALE if components == 1 else cv2.IMREAD_COLOR_RGB) | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        stream = np.frombuffer(entry.read_raw_bytes(), dtype=np.uint8)
        pixels = cv2.imdecode(stream, how) if stream.size else None
    except (pikepdf.PdfError, RuntimeError, cv2.error):
        return None
    if pixels is None or pixels.shape[:2] != (placed.rows, placed.columns):
        return None
    return np.asarray(pixels, dtype=np.uint8)


def _decoded(handle: Any) -> Image | None:
    """Through pdfium, which knows every filter and colour space; grey where the image is grey."""
    raw = pdfium_c.FPDFImageObj_GetBitmap(handle)
    if not raw:
        return None
    bitmap = pdfium.PdfBitmap.from_raw(raw)
    bitmap.warn_on_close = False  # its pixels are copied before it is closed
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    except (ValueError, KeyError, RuntimeError, ctypes.ArgumentError):
        return None
    finally:
        bitmap.close()
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    return np.ascontiguousarray(pixels[:, :, 2::-1])  # pdfium hands out blue, green, red


def _as_shown(pixels: Image, placed: PlacedImage) -> Image:
    """Turn and mirror so that row 0 is the top of the page as shown."""
    (ax, ay), (dx, dy) = placed.along, placed.down
    if abs(ax) >= abs(ay):
        across, downward = ax, dy
    else:
        pixels = pixels.swapaxes(0, 1)
        across, downward = dx, ay
    if across < 0:
        pixels = pixels[:, ::-1]
    if downward < 0:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def _cropped(image: Image, *, placed: PlacedImage, raw: RawPage, dpi: float) -> Image:
    """Exactly the page: what sticks out is cut off, what is missing is white."""
    scale = dpi / 72
    left, top = round(placed.box.x0 * scale), round(placed.box.y0 * scale)
    width, height = max(1, round(raw.width * scale)), max(1, round(raw.height * scale))
    rows, columns = image.shape[:2]
    if abs(left) <= 1 and abs(top) <= 1 and abs(width - columns) <= 2 and abs(height - rows) <= 2:
        return image
    page = np.full((height, width, *image.shape[2:]), 255, dtype=np.uint8)
    from_y, from_x = max(0, -top), max(0, -left)
    to_y, to_x = max(0, top), max(0, left)
    part = image[from_y : from_y + height - to_y, from_x : from_x + width - to_x]
    page[to_y : to_y + part.shape[0], to_x : to_x + part.shape[1]] = part
    return page
