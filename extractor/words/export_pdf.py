"""A searchable PDF: the words as invisible text over the original pages, whose images and drawings stay as they are.

Runs only in the sandboxed child, for it opens the PDF. It makes a copy; the original file, and with it an electronic
signature or e-meterai, is never written to. A signature covers bytes, so the copy carries none and says so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from extractor.geometry import Box
from extractor.pages.raster import PageUnopenable, PdfFile
from extractor.pages.textlayer import PageFrame
from extractor.pages.types import Image
from extractor.words.export_archive import (
    PICTURE_DPI,
    declare,
    describe,
    make_fit,
    tell_pictured,
    unsigned,
)
from extractor.words.export_font import CHARACTER_WIDTH, InvisibleFonts
from extractor.words.types import PageWords, Word

DESCENT = 0.2
_JPEG_QUALITY = 90
COPY = "Salinan terbaca-cari buatan Lindung dari berkas asli dengan SHA-256 {sha256}; berkas asli tidak diubah."
COPY_UNKNOWN = "Salinan terbaca-cari buatan Lindung; berkas asli tidak diubah."
SIGNED = (
    "Berkas asli bertanda tangan elektronik. Tanda tangan itu hanya berlaku pada berkas asli, tidak pada salinan ini."
)
_DEEPEST_TREE = 64


@dataclass(frozen=True, slots=True)
class Copied:
    """The new PDF, and Indonesian sentences on what in it differs from the original besides the words."""

    content: bytes
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """``title`` and ``sha256`` of the original, told in the copy's metadata; ``archival`` makes it PDF/A-2b."""

    title: str = ""
    sha256: str = ""
    archival: bool = False


def searchable_copy(original: bytes, pages: Sequence[PageWords], *, about: About = About()) -> Copied:
    """The PDF with the words of its scanned pages laid over it; pages with a text layer stay untouched.

    ``pages`` by number (1-based). Raises ``pikepdf.PdfError`` and ``pikepdf.PasswordError``.
    """
    with pikepdf.open(io.BytesIO(original), suppress_warnings=True) as pdf:
        signed = unsigned(pdf)
        pictured: list[tuple[int, str]] = []
        notes: tuple[str, ...] = (SIGNED,) if signed else ()
        if about.archival:
            with _Renderer(original) as renderer:

                def picture(number: int, reason: str) -> None:
                    _become_picture(pdf, number, renderer.picture(number))
                    pictured.append((number, reason))

                notes += (*make_fit(pdf, pictured=picture), *tell_pictured(pictured))
        fonts = InvisibleFonts(pdf)
        lost = {number for number, _ in pictured}
        for words in pages:
            wanted = words.source == "ocr" or words.number in lost
            if wanted and words.words and words.number <= len(pdf.pages):
                page = pdf.pages[words.number - 1]
                frame = _frame_of(page)
                _lay_over(pdf, page, words, frame=frame, fonts=fonts)
                page.obj.Rotate = (frame.turn + words.rotation) % 360  # a page scanned upside down is shown upright
        fonts.finish()
        return Copied(_finished(pdf, about, notes), notes)


def searchable_images(images: Sequence[tuple[Image, PageWords]], *, about: About = About()) -> Copied:
    """A PDF made of pictures (photos, TIFF frames) with their words; ``images`` not yet turned upright.

    Each page is as large as its ``PageWords`` and stands upright.
    """
    with pikepdf.new() as pdf:
        fonts = InvisibleFonts(pdf)
        for image, words in images:
            sideways = words.rotation in (90, 270)
            width, height = (words.height, words.width) if sideways else (words.width, words.height)
            page = pdf.add_blank_page(page_size=(width, height))
            _show(pdf, page, image, size=(width, height))
            page.obj.Rotate = words.rotation
            if words.words:
                frame = PageFrame(left=0, bottom=0, right=width, top=height, turn=0)
                _lay_over(pdf, page, words, frame=frame, fonts=fonts)
        fonts.finish()
        return Copied(_finished(pdf, about, ()), ())


def _finished(pdf: pikepdf.Pdf, about: About, notes: tuple[str, ...]) -> bytes:
    """The bytes of the copy, which tells in its own metadata what it is and how it differs."""
    said = [COPY.format(sha256=about.sha256) if about.sha256 else COPY_UNKNOWN, *notes]
    sink = io.BytesIO()
    if about.archival:
        declare(pdf, title=about.title, description=" ".join(said))
        # Whatever is packed in a way the archive forbids (LZW) is packed anew; images as JPEG, fax or JBIG2 are not.
        level = pikepdf.StreamDecodeLevel.generalized
        pdf.save(sink, stream_decode_level=level, force_version="1.7", deterministic_id=True)
    else:
        describe(pdf, title="", description=" ".join(said))
        # Streams are copied as they are: the scan in the copy is byte for byte the scan in the original.
        level = pikepdf.StreamDecodeLevel.none
        pdf.save(sink, recompress_flate=False, stream_decode_level=level, deterministic_id=True)
    return sink.getvalue()


class _Renderer:
    """Pages as pictures, for what cannot stand in an archive otherwise; the file is opened when first needed."""

    def __init__(self, original: bytes) -> None:
        self._original = original
        self._pdf: PdfFile | None = None

    def __enter__(self) -> _Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def picture(self, number: int) -> tuple[Image, float, float] | None:
        """The page as shown, with its width and height in points; None when it cannot be opened."""
        try:
            if self._pdf is None:
                self._pdf = PdfFile(bytearray(self._original))
            with self._pdf.page(number) as page:
                size = page.raw.width, page.raw.height
                return (page.view(width=round(size[0] * PICTURE_DPI / 72)), *size)
        except (PageUnopenable, pdfium.PdfiumError):
            return None


def _become_picture(pdf: pikepdf.Pdf, number: int, seen: tuple[Image, float, float] | None) -> None:
    """Replace all a page has by its picture; by nothing when it has none."""
    page = pdf.pages[number - 1]
    image, width, height = seen if seen is not None else (None, *_size_of(page))
    for key in [key for key in page.obj.keys() if key not in ("/Type", "/Parent")]:  # noqa: SIM118 - a PDF dictionary
        del page.obj[key]
    page.obj.MediaBox = page.obj.CropBox = Array([0, 0, width, height])
    page.obj.Rotate = 0
    if image is None:
        page.obj.Resources = Dictionary()
        page.obj.Contents = pdf.make_stream(b"")
    else:
        _show(pdf, page, image, size=(width, height))


def _size_of(page: pikepdf.Page) -> tuple[float, float]:
    frame = _frame_of(page)
    return frame.width, frame.height


def _show(pdf: pikepdf.Pdf, page: pikepdf.Page, image: Image, *, size: tuple[float, float]) -> None:
    """Fill the page with the image."""
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=_picture(pdf, image)))
    page.obj.Contents = pdf.make_stream(b"q %f 0 0 %f 0 0 cm /Scan Do Q" % size)


def _picture(pdf: pikepdf.Pdf, image: Image) -> pikepdf.Stream:
    blue_green_red = image if image.ndim == 2 else np.ascontiguousarray(image[:, :, ::-1])
    _, encoded = cv2.imencode(".jpg", blue_green_red, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return pdf.make_stream(
        encoded.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.shape[1],
        Height=image.shape[0],
        ColorSpace=Name.DeviceGray if image.ndim == 2 else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def _frame_of(page: pikepdf.Page) -> PageFrame:
    """The visible area in user space, as pdfium sees it: the part of the crop box inside the media box."""
    media, crop = _sides(page.mediabox), _sides(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if left >= right or bottom >= top:
        left, bottom, right, top = media
    return PageFrame(left=left, bottom=bottom, right=right, top=top, turn=_own_turn(page) // 90 * 90 % 360)


def _own_turn(page: pikepdf.Page) -> int:
    """/Rotate of the page or of the nearest node above it in the page tree."""
    node = page.obj
    for _ in range(_DEEPEST_TREE):
        if "/Rotate" in node:
            return int(node.Rotate)
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _sides(box: Array) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _lay_over(
    pdf: pikepdf.Pdf, page: pikepdf.Page, words: PageWords, *, frame: PageFrame, fonts: InvisibleFonts
) -> None:
    """Add the words to the page behind everything it has, in a graphics state of their own."""
    shown = [operators for word in words.words for operators in _word_operators(word, words, frame, fonts)]
    text = b"Q q BT 3 Tr\n" + b"\n".join(shown) + b"\nET Q"
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(text))
    for name, font in fonts.used.items():
        page.add_resource(font, Name.Font, name, replace_existing=True)


def _word_operators(word: Word, page: PageWords, frame: PageFrame, fonts: InvisibleFonts) -> list[bytes]:
    """Place and show one word, stretched over its box, running the way it runs on the page."""
    box, text = word.box, word.text
    if box.width <= 0 or box.height <= 0 or not text:
        return []
    base = box.y1 - DESCENT * box.height
    x, y = _in_user_space(box.x0, base, page, frame)
    along_x, along_y = _direction(box.x0, base, 1, 0, page, frame)
    up_x, up_y = _direction(box.x0, base, 0, -1, page, frame)
    stretch = box.width / (len(text) + 1e-9) / (box.height * CHARACTER_WIDTH / 1000)
    numbers = (along_x * stretch, along_y * stretch, up_x, up_y, x, y)
    operators = [b"%s Tm" % b" ".join(b"%.4f" % n for n in numbers)]
    # The blank at the end keeps the word apart from the next one for programs that look at characters only.
    for font, codes in fonts.encoded(text + " "):
        operators.append(b"%s %.2f Tf <%s> Tj" % (str(font).encode(), box.height, codes.hex().encode()))
    return operators


def _direction(x: float, y: float, dx: float, dy: float, page: PageWords, frame: PageFrame) -> tuple[float, float]:
    start, end = _in_user_space(x, y, page, frame), _in_user_space(x + dx, y + dy, page, frame)
    return end[0] - start[0], end[1] - start[1]


def _in_user_space(x: float, y: float, page: PageWords, frame: PageFrame) -> tuple[float, float]:
    """A point of the upright page in the PDF's own coordinates: first turned back, then through /Rotate."""
    back = (360 - page.rotation) % 360
    point = Box(x, y, x, y).turned(back, width=page.width, height=page.height)
    px, py = point.x0, point.y0
    match frame.turn:
        case 90:
            return py + frame.left, px + frame.bottom
        case 180:
            return frame.right - px, py + frame.bottom
        case 270:
            return frame.right - py, frame.top - px
        case _:
            return px + frame.left, frame.top - py
