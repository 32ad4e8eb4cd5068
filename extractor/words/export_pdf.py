"""A searchable PDF: the words as invisible text over the original pages, whose images and drawings stay as they are.

Runs only in the sandboxed child, for it opens the PDF. It makes a copy; the original file, and with it an electronic
signature or e-meterai, is never written to. A signature covers bytes, so in the copy it is no longer valid.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name

from extractor.geometry import Box
from extractor.pages.textlayer import PageFrame
from extractor.pages.types import Image
from extractor.words.types import PageWords, Word

CHARACTER_WIDTH = 500
"""Every character of the invisible font is half as wide as the font is high; words are stretched to their boxes."""
DESCENT = 0.2
_CODES_PER_FONT = 255
_JPEG_QUALITY = 90
_DEEPEST_TREE = 64


def searchable_copy(original: bytes, pages: Sequence[PageWords]) -> bytes:
    """The PDF with the words of its scanned pages laid over it; pages with a text layer stay untouched.

    ``pages`` by number (1-based). Raises ``pikepdf.PdfError`` and ``pikepdf.PasswordError``.
    """
    with pikepdf.open(io.BytesIO(original), suppress_warnings=True) as pdf:
        fonts = _Fonts(pdf)
        for words in pages:
            if words.source == "ocr" and words.words and words.number <= len(pdf.pages):
                page = pdf.pages[words.number - 1]
                frame = _frame_of(page)
                _lay_over(pdf, page, words, frame=frame, fonts=fonts)
                page.obj.Rotate = (frame.turn + words.rotation) % 360  # a page scanned upside down is shown upright
        fonts.finish()
        sink = io.BytesIO()
        # Streams are copied as they are: the scan in the copy is byte for byte the scan in the original.
        pdf.save(sink, recompress_flate=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return sink.getvalue()


def searchable_images(images: Sequence[tuple[Image, PageWords]]) -> bytes:
    """A PDF made of pictures (photos, TIFF frames) with their words; ``images`` not yet turned upright.

    Each page is as large as its ``PageWords`` and stands upright.
    """
    with pikepdf.new() as pdf:
        fonts = _Fonts(pdf)
        for image, words in images:
            sideways = words.rotation in (90, 270)
            width, height = (words.height, words.width) if sideways else (words.width, words.height)
            page = pdf.add_blank_page(page_size=(width, height))
            page.obj.Rotate = words.rotation
            page.obj.Resources = Dictionary(XObject=Dictionary(Scan=_picture(pdf, image)))
            page.obj.Contents = pdf.make_stream(b"q %f 0 0 %f 0 0 cm /Scan Do Q" % (width, height))
            if words.words:
                frame = PageFrame(left=0, bottom=0, right=width, top=height, turn=0)
                _lay_over(pdf, page, words, frame=frame, fonts=fonts)
        fonts.finish()
        sink = io.BytesIO()
        pdf.save(sink)
        return sink.getvalue()


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


def _lay_over(pdf: pikepdf.Pdf, page: pikepdf.Page, words: PageWords, *, frame: PageFrame, fonts: _Fonts) -> None:
    """Add the words to the page behind everything it has, in a graphics state of their own."""
    shown = [operators for word in words.words for operators in _word_operators(word, words, frame, fonts)]
    text = b"Q q BT 3 Tr\n" + b"\n".join(shown) + b"\nET Q"
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(text))
    for name, font in fonts.used.items():
        page.add_resource(font, Name.Font, name, replace_existing=True)


def _word_operators(word: Word, page: PageWords, frame: PageFrame, fonts: _Fonts) -> list[bytes]:
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


@dataclass(slots=True)
class _Codes:
    """One font's codes: 1 to 255, given out as characters turn up."""

    font: pikepdf.Object
    codes: dict[str, int]


class _Fonts:
    """The invisible font: a Type 3 font whose every glyph is empty, with a map back to Unicode.

    It needs no font file, so nothing is embedded and nothing can be missing. A second font is begun after 255
    different characters.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._fonts: list[_Codes] = []
        self._where: dict[str, int] = {}

    @property
    def used(self) -> dict[Name, pikepdf.Object]:
        """All fonts begun so far, by resource name."""
        return {_font_name(place): font.font for place, font in enumerate(self._fonts)}

    def encoded(self, text: str) -> list[tuple[Name, bytes]]:
        """The text as runs of codes, each in one font."""
        runs: list[tuple[int, bytearray]] = []
        for character in text:
            place, code = self._code(character)
            if not runs or runs[-1][0] != place:
                runs.append((place, bytearray()))
            runs[-1][1].append(code)
        return [(_font_name(place), bytes(codes)) for place, codes in runs]

    def finish(self) -> None:
        """Write each font's map to Unicode, now that all its characters are known."""
        for font in self._fonts:
            font.font.ToUnicode = self._pdf.make_stream(_to_unicode(font.codes))

    def _code(self, character: str) -> tuple[int, int]:
        place = self._where.get(character)
        if place is None:
            if not self._fonts or len(self._fonts[-1].codes) >= _CODES_PER_FONT:
                self._fonts.append(_Codes(self._new_font(), {}))
            place = len(self._fonts) - 1
            self._where[character] = place
            self._fonts[place].codes[character] = len(self._fonts[place].codes) + 1
        return place, self._fonts[place].codes[character]

    def _new_font(self) -> pikepdf.Object:
        # d1 tells the box of a glyph that paints nothing: pdfium passes over text without extent.
        glyph = self._pdf.make_stream(b"%d 0 0 -200 %d 800 d1" % (CHARACTER_WIDTH, CHARACTER_WIDTH))
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, -200, CHARACTER_WIDTH, 800]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=Dictionary(blank=glyph),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *[Name.blank] * _CODES_PER_FONT])),
                FirstChar=1,
                LastChar=_CODES_PER_FONT,
                Widths=Array([CHARACTER_WIDTH] * _CODES_PER_FONT),
                Resources=Dictionary(),
            )
        )


def _font_name(place: int) -> Name:
    return Name(f"/LindungTeks{place}")


def _to_unicode(codes: dict[str, int]) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3), at most 100 entries a block."""
    entries = [
        b"<%02X> <%s>" % (code, character.encode("utf-16-be", "replace").hex().upper().encode())
        for character, code in codes.items()
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )  # fmt: skip
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Lindung-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n" + body + b"\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
