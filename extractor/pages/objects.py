"""What is drawn on a PDF page besides text: images with their place and resolution, and straight lines."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pypdfium2.raw as pdfium_c

from extractor.geometry import Box
from extractor.pages import quick
from extractor.pages.textlayer import PageFrame
from extractor.words.types import Ruling

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

THICKEST_RULING = 3.0
SHORTEST_RULING = 8.0
MOST_OBJECTS = 20_000
"""Objects looked at on one page; drawings beyond it (maps, CAD) have no tables worth their time."""
_MOST_SEGMENTS = 256
_DEEPEST = 6
_UNSEEN = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_GREY_SPACES = frozenset({pdfium_c.FPDF_COLORSPACE_DEVICEGRAY, pdfium_c.FPDF_COLORSPACE_CALGRAY})


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A raster image: ``box`` where it is shown, ``columns`` x ``rows`` pixels, the directions on the shown page in
    which its rows run (``along``) and follow each other (``down``) as vectors in points."""

    handle: Any = field(repr=False)
    box: Box
    columns: int
    rows: int
    along: tuple[float, float]
    down: tuple[float, float]
    grey: bool
    nested: bool

    @property
    def dpi(self) -> tuple[float, float]:
        """Pixels an inch along and down."""
        along, down = math.hypot(*self.along), math.hypot(*self.down)
        return (
            72 * self.columns / along if along else 0.0,
            72 * self.rows / down if down else 0.0,
        )

    @property
    def plain(self) -> bool:
        """True when its sides are parallel to the page's and its pixels (nearly) square."""
        (ax, ay), (dx, dy) = self.along, self.down
        straight = (abs(ay) < 0.002 * abs(ax) and abs(dx) < 0.002 * abs(dy)) or (
            abs(ax) < 0.002 * abs(ay) and abs(dy) < 0.002 * abs(dx)
        )
        across, downward = self.dpi
        return straight and downward > 0 and abs(across / downward - 1) < 0.02


@dataclass(frozen=True, slots=True)
class Drawn:
    """Images and rulings of a page; ``painted_over`` tells whether anything visible is drawn after the last image."""

    images: tuple[PlacedImage, ...]
    rulings: tuple[Ruling, ...]
    painted_over: bool

    def coverage(self, frame: PageFrame) -> float:
        """Share of the page covered by images, 0 to 1, measured on a grid of 64 x 64."""
        if not self.images:
            return 0.0
        grid = np.zeros((64, 64), dtype=bool)
        for image in self.images:
            box = image.box.clipped(width=frame.width, height=frame.height)
            rows = slice(round(64 * box.y0 / frame.height), round(64 * box.y1 / frame.height))
            columns = slice(round(64 * box.x0 / frame.width), round(64 * box.x1 / frame.width))
            grid[rows, columns] = True
        return float(grid.mean())


def drawn(page: Any, frame: PageFrame) -> Drawn:
    """Everything drawn on a loaded pdfium page (``FPDF_PAGE``), forms entered up to six levels deep."""
    images: list[PlacedImage] = []
    rulings: dict[Box, Ruling] = {}
    painted_over = False
    for place, (handle, kind, matrix, nested) in enumerate(_walk(page)):
        if place >= MOST_OBJECTS:
            painted_over = True
            break
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            image = _placed_image(page, handle, matrix, frame=frame, nested=nested)
            if image is not None:
                images.append(image)
                painted_over = False
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            painted_over |= _paints(handle)
            for box in _straight_lines(handle, matrix, frame):
                rulings.setdefault(box, Ruling(box))
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            # Most objects of most pages, and asked only where it matters: on top of an image.
            if images and not painted_over:
                painted_over = pdfium_c.FPDFTextObj_GetTextRenderMode(quick.as_object(handle)) not in _UNSEEN
        else:
            painted_over = True  # shadings and the unknown
    return Drawn(images=tuple(images), rulings=tuple(rulings.values()), painted_over=painted_over)


def _walk(page: Any) -> Iterator[tuple[Any, int, Matrix, bool]]:
    """Every object with its kind and the matrix of the form it stands in, in drawing order.

    The handle of a text object outside forms is a bare number (see ``quick``).
    """
    kind_of, matrix_of = pdfium_c.FPDFPageObj_GetType, pdfium_c.FPDFPageObj_GetMatrix
    form, text = pdfium_c.FPDF_PAGEOBJ_FORM, pdfium_c.FPDF_PAGEOBJ_TEXT

    def inside(form_handle: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix, bool]]:
        raw = pdfium_c.FS_MATRIX()
        own = (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f) if matrix_of(form_handle, raw) else IDENTITY
        whole = _product(own, matrix)
        for place in range(pdfium_c.FPDFFormObj_CountObjects(form_handle)):
            handle = pdfium_c.FPDFFormObj_GetObject(form_handle, place)
            kind = kind_of(handle)
            if kind != form:
                yield handle, kind, whole, True
            elif depth < _DEEPEST:
                yield from inside(handle, whole, depth + 1)

    number = quick.number_of(page)
    for place in range(pdfium_c.FPDFPage_CountObjects(page)):
        found = quick.object_at(number, place)
        kind = quick.kind_of(found)
        if kind == text:
            yield found, kind, IDENTITY, False
        elif kind != form:
            yield quick.as_object(found), kind, IDENTITY, False
        else:
            yield from inside(quick.as_object(found), IDENTITY, 1)


def _product(first: Matrix, second: Matrix) -> Matrix:
    """``first`` applied before ``second`` (row vectors, as in PDF)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box_of(points: list[tuple[float, float]], frame: PageFrame) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    sides = frame.shown_sides(min(xs), min(ys), max(xs), max(ys))
    return Box(*(round(side, 2) for side in sides))


def _placed_image(page: Any, handle: Any, matrix: Matrix, *, frame: PageFrame, nested: bool) -> PlacedImage | None:
    raw = pdfium_c.FS_MATRIX()
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, raw):
        return None
    if not pdfium_c.FPDFImageObj_GetImagePixelSize(handle, wide, high) or not wide.value or not high.value:
        return None
    whole = _product((raw.a, raw.b, raw.c, raw.d, raw.e, raw.f), matrix)
    corners = [_point(x, y, whole) for x, y in ((0, 1), (1, 1), (0, 0), (1, 0))]
    if not all(math.isfinite(n) for corner in corners for n in corner):
        return None
    (x0, y0), (x1, y1), (x2, y2), _ = (_shown_point(x, y, frame) for x, y in corners)
    space = pdfium_c.FPDF_IMAGEOBJ_METADATA()
    known = pdfium_c.FPDFImageObj_GetImageMetadata(handle, page, space)
    return PlacedImage(
        handle=handle,
        box=_box_of(corners, frame),
        columns=wide.value,
        rows=high.value,
        along=(x1 - x0, y1 - y0),
        down=(x2 - x0, y2 - y0),
        grey=bool(known) and (_is_grey(space)),
        nested=nested,
    )


def _is_grey(found: Any) -> bool:
    if found.colorspace in _GREY_SPACES or found.bits_per_pixel == 1:
        return True
    return bool(found.bits_per_pixel == 8 and found.colorspace != pdfium_c.FPDF_COLORSPACE_INDEXED)


def _shown_point(x: float, y: float, frame: PageFrame) -> tuple[float, float]:
    shown = frame.shown_sides(x, y, x, y)
    return shown[0], shown[1]


def _paints(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def _straight_lines(path: Any, matrix: Matrix, frame: PageFrame) -> Iterator[Box]:
    """The thin long parts of a painted path that run along the page: drawn lines, thin boxes, sides of frames."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(path, *sides):
        return
    left, bottom, right, top = (side.value for side in sides)
    if not all(map(math.isfinite, (left, bottom, right, top))):
        return
    box = _box_of([_point(x, y, matrix) for x in (left, right) for y in (bottom, top)], frame)
    if min(box.width, box.height) <= THICKEST_RULING:
        if max(box.width, box.height) >= SHORTEST_RULING:
            yield box.clipped(width=frame.width, height=frame.height)
        return
    if not stroke.value:
        return
    raw = pdfium_c.FS_MATRIX()
    own = (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f) if pdfium_c.FPDFPageObj_GetMatrix(path, raw) else IDENTITY
    for start, end in _segments(path, _product(own, matrix)):
        line = _box_of([start, end], frame)
        if min(line.width, line.height) <= 0.5 and max(line.width, line.height) >= SHORTEST_RULING:
            yield line.clipped(width=frame.width, height=frame.height)


def _segments(path: Any, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    count = pdfium_c.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    before = opened = (0.0, 0.0)
    for place in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, place)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = _point(x.value, y.value, matrix)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            opened = here
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield before, here
        before = here
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield here, opened
            before = opened
