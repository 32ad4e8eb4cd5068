"""From a page as scanned to images an engine reads well: the order of the steps and which pages need which.

Every step is a pure function of its own module. A step runs only on pages that need it, because each one harms a
clean page a little.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.geometry import Box
from extractor.pages.backside import showing_through, without_backside
from extractor.pages.colour import fade_colour
from extractor.pages.light import flatten, stretch, unevenness
from extractor.pages.photo import find_sheet, lay_flat
from extractor.pages.placement import Placement, scaled
from extractor.pages.ruled import find_rulings, without_rulings
from extractor.pages.skew import slope, straighten
from extractor.pages.speckle import bilevel, despeckle, soften, speckles
from extractor.pages.types import Image, PixelPage

_LEAST_SLOPE = 0.08
_UNEVEN = 0.08
_RULING_DPI = 150.0
_WHITE = 235
_DIRTY = 40.0  # speckles a square inch


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """A grey image of the page on its way to an engine.

    ``placement`` leads its pixels back to the upright page. ``rulings`` are in its pixels. ``steps`` names what was
    done, for the page's notes and the tests.
    """

    image: Image
    dpi: float
    placement: Placement
    rulings: tuple[Box, ...] = ()
    steps: tuple[str, ...] = ()


def page_image(pixels: PixelPage, *, width: float, height: float) -> PageImage:
    """The page in grey, a photographed sheet laid flat. ``width`` and ``height`` are its points, not yet upright."""
    cv2.setNumThreads(1)
    image = np.ascontiguousarray(pixels.image)
    placement = scaled(pixels=(image.shape[0], image.shape[1]), width=width, height=height)
    dpi, steps = pixels.dpi, tuple[str, ...]()
    corners = find_sheet(image if image.ndim == 2 else image[..., 1])
    if corners is not None:
        image, back = lay_flat(image, corners)
        # The sheet is A4 or F4 (210 or 215 mm wide) whatever page size the photo's PDF claims.
        dpi, placement, steps = min(image.shape[:2]) / 8.35, placement.after(back), ("lay_flat",)
    if image.ndim == 3:
        image, steps = fade_colour(image), (*steps, "fade_colour")
    return PageImage(image=image, dpi=dpi, placement=placement, steps=steps)


def turned(page: PageImage, degrees: int) -> PageImage:
    """The page turned clockwise by a multiple of 90 degrees, its placement on the page turned likewise."""
    if degrees % 360 == 0:
        return page
    code = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}[degrees % 360]
    rows, columns = page.image.shape
    place = page.placement
    # Pixel edges, not centres: a page of n columns runs from 0 to n.
    back, on_page, size = {
        90: (((0, 1, 0), (-1, 0, rows), (0, 0, 1)), ((0, -1, place.height), (1, 0, 0), (0, 0, 1)), (1, 0)),
        180: (
            ((-1, 0, columns), (0, -1, rows), (0, 0, 1)),
            ((-1, 0, place.width), (0, -1, place.height), (0, 0, 1)),
            (0, 1),
        ),
        270: (((0, -1, columns), (1, 0, 0), (0, 0, 1)), ((0, 1, 0), (-1, 0, place.width), (0, 0, 1)), (1, 0)),
    }[degrees % 360]
    before = (place.width, place.height)
    return replace(
        page,
        image=cv2.rotate(page.image, code),
        placement=Placement(
            matrix=np.array(on_page, np.float64) @ place.matrix @ np.array(back, np.float64),
            width=before[size[0]],
            height=before[size[1]],
        ),
    )


def evenly_lit(page: PageImage) -> PageImage:
    """The page with white paper and dark print, free of speckle; its geometry unchanged."""
    image, steps = page.image, page.steps
    if bilevel(image):
        if speckles(image, dpi=page.dpi) > _DIRTY:
            image, steps = despeckle(image, dpi=page.dpi), (*steps, "despeckle")
        return replace(page, image=soften(image, dpi=page.dpi), steps=(*steps, "soften"))
    if (depth := showing_through(image, dpi=page.dpi)) is not None:
        image, steps = without_backside(image, dpi=page.dpi, depth=depth), (*steps, "without_backside")
    elif unevenness(image) > _UNEVEN or np.percentile(image[::8, ::8], 75) < _WHITE:
        image, steps = flatten(image), (*steps, "flatten")
    stretched = stretch(image)
    if stretched is not image:
        image, steps = stretched, (*steps, "stretch")
    return replace(page, image=image, steps=steps)


def straightened(page: PageImage) -> PageImage:
    """An evenly lit page made straight and freed of its rulings (kept in ``rulings``)."""
    image, placement, steps = page.image, page.placement, page.steps
    degrees = slope(image)
    if abs(degrees) >= _LEAST_SLOPE:
        image, back = straighten(image, degrees=degrees)
        placement, steps = placement.after(back), (*steps, "straighten")
    lines = find_rulings(image, dpi=page.dpi)
    if lines.boxes:
        image, steps = without_rulings(image, lines), (*steps, "without_rulings")
    return PageImage(image=image, dpi=page.dpi, placement=placement, rulings=lines.boxes, steps=steps)


def ruling_boxes(page: PageImage, *, degrees: float | None = None) -> tuple[Box, ...]:
    """The rulings of an evenly lit page in points, found on a copy of at most 150 dpi.

    For engines that read the page as it lies: table borders need no more resolution. ``degrees`` is the slope of the
    page's lines where the reader knows it already (as ``slope`` gives it).
    """
    scale = min(1.0, _RULING_DPI / page.dpi)
    small = cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else page.image
    placement = page.placement.after(
        np.diag([page.image.shape[1] / small.shape[1], page.image.shape[0] / small.shape[0], 1.0])
    )
    degrees = slope(small) if degrees is None else degrees
    if abs(degrees) >= _LEAST_SLOPE:
        small, back = straighten(small, degrees=degrees)
        placement = placement.after(back)
    return tuple(placement.box(box) for box in find_rulings(small, dpi=page.dpi * scale).boxes)
