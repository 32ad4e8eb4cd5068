"""A PDF, page by page: its characters, its lines, and its pixels on demand. Runs only in the sandboxed child.

Rendering is the slow way to the pixels of a scan: where one image covers the page and nothing is drawn over it, that
image is taken as it lies in the file. Everything else is rendered at the resolution its images have.
"""

from __future__ import annotations

import ctypes
import io
import math
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.pages.embedded import cut_off, embedded_image
from extractor.pages.objects import Drawn, drawn
from extractor.pages.textlayer import PageFrame, text_words, with_writing
from extractor.pages.types import Image, PixelPage, RawPage
from extractor.words.types import Word

VECTOR_DPI = 300.0
LOWEST_DPI, HIGHEST_DPI = 150.0, 300.0
MOST_PIXELS = 40_000_000
CUT_OFF = "Gambar halaman ini terpotong di dalam berkasnya; sebagian isi halaman hilang. Pindai ulang halaman ini."
_LARGE_ENOUGH = 0.02
_LIVING_ANNOTATIONS = frozenset({
    pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_INK,
})  # fmt: skip
"""Annotations that carry what people wrote or stamped on the page: filled form fields, typed text, stamps, ink."""
_MOST_ANNOTATIONS = 500


class PageUnopenable(Exception):
    """pdfium cannot load the page (its object is missing or broken)."""


@dataclass(slots=True)
class OpenPage:
    """A loaded page; ``raw`` is what the words stage reads. Valid only inside ``PdfFile.page``.

    ``flaw`` is an Indonesian sentence when part of the page is missing in the file; known after its pixels were taken.
    """

    raw: RawPage
    _page: pdfium.PdfPage
    _drawn: Drawn
    _max_pixels: int
    flaw: str = ""
    _seen: PixelPage | None = field(default=None, repr=False)

    def view(self, *, width: int) -> Image:
        """The page for people, ``width`` pixels wide at most: the scan itself scaled down, else rendered in colour."""
        if self._seen is not None and self._seen.embedded:
            return shrunk(self._seen.image, width=width)
        dpi = min(72 * width / max(self.raw.width, 1.0), capped_dpi(self.raw, HIGHEST_DPI, most=self._max_pixels))
        return _rendered(self._page, dpi=dpi, colour=not self._drawn.images or not _all_grey(self._drawn))


class PdfFile:
    """An open PDF. ``data`` must stay alive and unchanged while it is open. Raises ``pdfium.PdfiumError``."""

    def __init__(self, data: mmap.mmap | bytearray) -> None:
        self._buffer = (ctypes.c_char * len(data)).from_buffer(data)
        self._data = data
        self._pdf = pdfium.PdfDocument(self._buffer)
        self._second: pikepdf.Pdf | None = None

    @property
    def page_count(self) -> int:
        return len(self._pdf)

    def page_size(self, number: int) -> tuple[float, float]:
        """Width and height in points as shown, without loading the page; (0, 0) when even that fails."""
        try:
            width, height = self._pdf.get_page_size(number - 1)
        except pdfium.PdfiumError:
            return 0.0, 0.0
        return float(width), float(height)

    @contextmanager
    def page(self, number: int, *, max_pixels: int = MOST_PIXELS) -> Iterator[OpenPage]:
        """Load page ``number`` (1-based) and close it afterwards. Raises ``PageUnopenable``."""
        try:
            page = self._pdf[number - 1]
            printed: tuple[Word, ...] = ()
            if _carries_writing(page):
                printed = text_words(page.raw, _frame(page))
                page = self._with_annotations(page, number)
        except pdfium.PdfiumError as error:
            raise PageUnopenable(str(error)) from error
        opened = self._opened(page, number, printed=printed, max_pixels=max_pixels)
        try:
            yield opened
        finally:
            # The page's pixels refer to the page and it to them: left alone they would wait for a rare collection.
            opened._seen = None
            page.close()

    def close(self) -> None:
        if self._second is not None:
            self._second.close()
        self._pdf.close()
        del self._buffer

    def _with_annotations(self, page: pdfium.PdfPage, number: int) -> pdfium.PdfPage:
        """Bring filled form fields and typed annotations into the page's content, in memory only.

        Without it a form filled in a PDF viewer reads as an empty form: its values are no part of the text layer.
        """
        # Flattening gives a page whose size stands in its parent the size of US Letter; so write it down first.
        box = page.get_bbox()
        page.set_mediabox(*box)
        page.set_cropbox(*box)
        if pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
            return page
        page.close()
        return self._pdf[number - 1]

    def _opened(self, page: pdfium.PdfPage, number: int, *, printed: tuple[Word, ...], max_pixels: int) -> OpenPage:
        frame = _frame(page)
        things = drawn(page.raw, frame)
        words = text_words(page.raw, frame)
        opened: OpenPage

        def pixels() -> PixelPage:
            if opened._seen is None:
                opened._seen = self._pixels(page, number, opened=opened, max_pixels=max_pixels)
            return opened._seen

        opened = OpenPage(
            raw=RawPage(
                number=number,
                width=frame.width,
                height=frame.height,
                text_words=with_writing(printed, words) if printed else words,
                rulings=things.rulings,
                image_coverage=things.coverage(frame),
                pixels=pixels,
            ),
            _page=page,
            _drawn=things,
            _max_pixels=max_pixels,
        )
        return opened

    def _pixels(self, page: pdfium.PdfPage, number: int, *, opened: OpenPage, max_pixels: int) -> PixelPage:
        things = opened._drawn
        if len(things.images) == 1 and opened.raw.image_coverage > 0.9:
            image, second = things.images[0], self._second_opinion()
            if cut_off(second, number=number, placed=image):
                opened.flaw = CUT_OFF
            taken = None
            if not things.painted_over:
                taken = embedded_image(image, raw=opened.raw, second=second, max_pixels=max_pixels)
            if taken is not None:
                return taken
        dpi = capped_dpi(opened.raw, _own_dpi(things, opened.raw), most=max_pixels)
        return PixelPage(image=_rendered(page, dpi=dpi, colour=bool(things.images) and not _all_grey(things)), dpi=dpi)

    def _second_opinion(self) -> pikepdf.Pdf | None:
        """The same bytes through pikepdf, opened once: only it tells masks and decode arrays of an image."""
        if self._second is None:
            try:
                self._second = pikepdf.open(io.BytesIO(self._data), suppress_warnings=True)
            except (pikepdf.PdfError, RuntimeError, ValueError):
                return None
        return self._second


def capped_dpi(raw: RawPage, dpi: float, *, most: int) -> float:
    """``dpi``, or less where the page would have more than ``most`` pixels."""
    square_inches = max(raw.width * raw.height / 5184, 1e-6)
    return min(dpi, math.sqrt(most / square_inches))


def shrunk(image: Image, *, width: int) -> Image:
    """The image scaled down to ``width`` pixels; returned as it is when it is no wider."""
    if image.shape[1] <= width:
        return image
    height = max(1, round(image.shape[0] * width / image.shape[1]))
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _own_dpi(things: Drawn, raw: RawPage) -> float:
    """The resolution of the page's images that matter, within 150 to 300; 300 where there is none."""
    area = max(raw.width * raw.height, 1.0)
    found = [max(image.dpi) for image in things.images if image.box.area > _LARGE_ENOUGH * area]
    if not found:
        return VECTOR_DPI
    return min(max(max(found), LOWEST_DPI), HIGHEST_DPI)


def _all_grey(things: Drawn) -> bool:
    return all(image.grey for image in things.images)


def _rendered(page: pdfium.PdfPage, *, dpi: float, colour: bool) -> Image:
    bitmap = page.render(scale=dpi / 72, grayscale=not colour, rev_byteorder=True, prefer_bgrx=False)
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
    return pixels[:, :, 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels


def _frame(page: pdfium.PdfPage) -> PageFrame:
    left, bottom, right, top = page.get_bbox()
    return PageFrame(left=left, bottom=bottom, right=right, top=top, turn=page.get_rotation())


def _carries_writing(page: pdfium.PdfPage) -> bool:
    """Whether the page has annotations that show something people wrote, typed or stamped."""
    count = min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)
    return any(_annotation_kind(page, place) in _LIVING_ANNOTATIONS for place in range(count))


def _annotation_kind(page: pdfium.PdfPage, place: int) -> int:
    annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
    if not annotation:
        return -1
    try:
        return int(pdfium_c.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium_c.FPDFPage_CloseAnnot(annotation)
