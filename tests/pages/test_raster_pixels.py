"""The pixels of a page: the scan's own where that is honest, rendered where it is not, never too many."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import hostile
import numpy as np
import pytest
from PIL import Image, ImageOps

from extractor.pages.imagefile import ImageFile, ImageUnopenable
from extractor.pages.raster import OpenPage, PdfFile
from extractor.pages.types import PixelPage

A4_AT_100 = (826, 1169)
GREY = b"/ColorSpace /DeviceGray"
RGB = b"/ColorSpace /DeviceRGB"


@contextmanager
def opened(content: bytes, *, max_pixels: int = 40_000_000) -> Iterator[OpenPage]:
    document = PdfFile(bytearray(content))
    try:
        with document.page(1, max_pixels=max_pixels) as page:
            yield page
    finally:
        document.close()


def scan_pdf(
    image: Image.Image,
    *,
    place: bytes = b"595 0 0 842 0 0 cm",
    data: bytes | None = None,
    entries: bytes = b"/Filter /DCTDecode",
    space: bytes = GREY,
    bits: int = 8,
    after: bytes = b"",
    page_entries: bytes = b"",
) -> bytes:
    """A PDF page that is one image, as a scanner makes it."""
    packed = data if data is not None else hostile.image_file(image, "JPEG", quality=90)
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d %s %s" % (
        image.width, image.height, bits, space, entries,
    )  # fmt: skip
    return hostile.page(
        contents=hostile.stream(b"q %s /I Do Q %s" % (place, after)),
        resources=b"/XObject << /I 5 0 R >> " + hostile.HELVETICA,
        others={5: hostile.stream(packed, entries=head)},
        entries=page_entries,
    )


def difference(first: np.ndarray, second: np.ndarray) -> float:
    """Mean difference of two pictures of a page, both made grey and small."""
    small = []
    for image in (first, second):
        grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        small.append(cv2.resize(grey, (100, 140), interpolation=cv2.INTER_AREA).astype(int))
    return float(np.abs(small[0] - small[1]).mean())


def pixels_and_rendering(content: bytes) -> tuple[PixelPage, np.ndarray]:
    """What the reader gets, and what a PDF viewer would show."""
    import pypdfium2

    with opened(content) as page:
        taken = page.raw.pixels()
    document = pypdfium2.PdfDocument(content)
    shown = document[0].render(scale=150 / 72, grayscale=True).to_numpy().copy()
    document.close()
    return taken, shown


def test_a_scan_is_taken_out_without_rendering() -> None:
    """One image over the whole page is given as it lies in the file, with its own resolution."""
    taken, shown = pixels_and_rendering(scan_pdf(hostile.picture(*A4_AT_100)))
    assert taken.embedded
    assert taken.image.shape == (1169, 826)
    assert taken.dpi == pytest.approx(100, abs=0.2)
    assert difference(taken.image, shown) < 4


ENCODED = {
    "flate grey": (b"/Filter /FlateDecode", GREY, 8, lambda i: zlib.compress(i.convert("L").tobytes())),
    "flate colour": (b"/Filter /FlateDecode", RGB, 8, lambda i: zlib.compress(i.convert("RGB").tobytes())),
    "flate one-bit": (b"/Filter /FlateDecode", GREY, 1, lambda i: zlib.compress(i.convert("1").tobytes())),
    "inverted": (
        b"/Filter /FlateDecode /Decode [1 0]",
        GREY,
        8,
        lambda i: zlib.compress(ImageOps.invert(i.convert("L")).tobytes()),
    ),
    "palette": (
        b"/Filter /FlateDecode",
        b"/ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>]",
        8,
        lambda i: zlib.compress(i.convert("L").point(lambda v: v > 128).tobytes()),
    ),
    "colour JPEG": (
        b"/Filter /DCTDecode",
        RGB,
        8,
        lambda i: hostile.image_file(i.convert("RGB"), "JPEG", quality=90),
    ),
    "CMYK JPEG": (
        b"/Filter /DCTDecode",
        b"/ColorSpace /DeviceCMYK",
        8,
        lambda i: hostile.image_file(i.convert("RGB").convert("CMYK"), "JPEG", quality=90),
    ),
    "JPEG 2000": (b"/Filter /JPXDecode", GREY, 8, lambda i: hostile.image_file(i.convert("L"), "JPEG2000")),
    "JPEG with an orientation tag": (
        b"/Filter /DCTDecode",
        GREY,
        8,
        lambda i: hostile.image_file(i, "JPEG", quality=90, exif=_exif(6)),
    ),
}


def _exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


@pytest.mark.parametrize("name", ENCODED)
def test_every_way_to_store_a_scan_gives_what_a_viewer_shows(name: str) -> None:
    """Whatever filter and colour space the scanner chose, the pixels are those a person sees."""
    entries, space, bits, encode = ENCODED[name]
    image = hostile.picture(*A4_AT_100)
    taken, shown = pixels_and_rendering(scan_pdf(image, data=encode(image), entries=entries, space=space, bits=bits))
    assert difference(taken.image, shown) < 5


PLACES = {
    "upright": b"595 0 0 842 0 0 cm",
    "upside down": b"-595 0 0 -842 595 842 cm",
    "mirrored": b"-595 0 0 842 595 0 cm",
    "from the top": b"595 0 0 -842 0 842 cm",
    "turned left": b"0 842 -595 0 595 0 cm",
    "turned right": b"0 -842 595 0 0 842 cm",
    "turned and mirrored": b"0 842 595 0 0 0 cm",
    "askew": b"594 10 -10 841 5 0 cm",
}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("place", PLACES)
def test_every_way_to_lay_a_scan_gives_what_a_viewer_shows(place: str, rotate: int) -> None:
    """Matrix and /Rotate together decide how the image stands; all combinations agree with a viewer."""
    image = hostile.picture(*A4_AT_100)
    if "turned" in place:
        image = image.rotate(90, expand=True)
    content = scan_pdf(image, place=PLACES[place], page_entries=b"/Rotate %d" % rotate)
    taken, shown = pixels_and_rendering(content)
    assert taken.embedded is (place != "askew")
    assert (taken.image.shape[0] > taken.image.shape[1]) is (shown.shape[0] > shown.shape[1])
    assert difference(taken.image, shown) < 6


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (b"BT /F1 40 Tf 60 400 Td (DISALIN SESUAI ASLI) Tj ET", "text over the scan"),
        (b"0 0 0 rg 100 100 300 200 re f", "a drawing over the scan"),
    ],
)
def test_what_is_drawn_over_a_scan_is_not_lost(after: bytes, why: str) -> None:
    """A scan with something visible over it is rendered, so that the reader sees both."""
    taken, shown = pixels_and_rendering(scan_pdf(hostile.picture(*A4_AT_100), after=after))
    assert not taken.embedded, why
    assert difference(taken.image, shown) < 6


def test_an_invisible_text_layer_does_not_force_rendering() -> None:
    """The hidden text of an OCR program leaves the scan's own pixels usable."""
    after = b"BT 3 Tr /F1 12 Tf 60 400 Td (lapisan teks tersembunyi) Tj ET"
    with opened(scan_pdf(hostile.picture(*A4_AT_100), after=after)) as page:
        assert page.raw.pixels().embedded
        assert len(page.raw.text_words) == 3
        assert page.raw.image_coverage == pytest.approx(1.0, abs=0.02)


def test_a_scan_with_a_soft_mask_is_rendered() -> None:
    """What a mask hides must not be read."""
    image = hostile.picture(*A4_AT_100)
    hidden = hostile.stream(
        zlib.compress(b"\0" * (image.width * image.height)),
        entries=b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 %s /Filter /FlateDecode"
        % (image.width, image.height, GREY),
    )
    head = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 %s /Filter /DCTDecode /SMask 6 0 R"
        % (image.width, image.height, GREY)
    )
    content = hostile.page(
        contents=hostile.stream(b"595 0 0 842 0 0 cm /I Do"),
        resources=b"/XObject << /I 5 0 R >>",
        others={5: hostile.stream(hostile.image_file(image, "JPEG"), entries=head), 6: hidden},
    )
    taken, shown = pixels_and_rendering(content)
    assert not taken.embedded
    assert shown.min() == 255
    assert taken.image.min() == 255


def test_a_scan_smaller_than_its_page_keeps_its_place() -> None:
    """Margins around the scan are white, so that places on the image are places on the page."""
    image = hostile.picture(780, 1110)
    taken, shown = pixels_and_rendering(scan_pdf(image, place=b"571.2 0 0 812.88 20 10 cm"))
    assert taken.image.shape[0] / taken.dpi * 72 == pytest.approx(842, abs=1.5)
    assert difference(taken.image, shown) < 6


def test_strips_are_rendered_at_their_own_resolution() -> None:
    """A page of several images is rendered as finely as they are, but never under 150 dpi."""
    strip = hostile.image_file(hostile.picture(1654, 1170), "JPEG")
    head = (
        b"/Type /XObject /Subtype /Image /Width 1654 /Height 1170 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /DCTDecode"
    )
    content = hostile.page(
        contents=hostile.stream(b"q 595 0 0 421 0 421 cm /A Do Q q 595 0 0 421 0 0 cm /B Do Q"),
        resources=b"/XObject << /A 5 0 R /B 6 0 R >>",
        others={5: hostile.stream(strip, entries=head), 6: hostile.stream(strip, entries=head)},
    )
    with opened(content) as page:
        taken = page.raw.pixels()
        assert page.raw.image_coverage > 0.95
    assert not taken.embedded
    assert taken.dpi == pytest.approx(200, abs=1)


@pytest.mark.parametrize(("columns", "rows", "dpi"), [(2480, 3508, 300.0), (4960, 7016, 300.0), (3307, 4677, 300.0)])
def test_a_finer_scan_than_needed_is_made_coarser(columns: int, rows: int, dpi: float) -> None:
    """Above 330 dpi the image is reduced to 300: finer pixels cost time and give nothing."""
    data = zlib.compress(b"\xff" * (columns * rows), 1)
    image = Image.new("L", (columns, rows))
    with opened(scan_pdf(image, data=data, entries=b"/Filter /FlateDecode")) as page:
        taken = page.raw.pixels()
    assert taken.embedded
    assert taken.dpi == pytest.approx(dpi, abs=2)
    assert taken.image.shape[1] == pytest.approx(595 * dpi / 72, abs=4)


def test_a_page_of_vectors_is_rendered_at_300_dpi() -> None:
    """Without images there is no own resolution: 300."""
    with opened(hostile.plain()) as page:
        taken = page.raw.pixels()
    assert taken.dpi == 300
    assert taken.image.shape == (3509, 2480)


def test_no_page_has_more_pixels_than_allowed() -> None:
    """A large page is rendered more coarsely instead of using more memory."""
    with opened(hostile.page(media_box=b"0 0 9000 9000"), max_pixels=1_000_000) as page:
        image = page.raw.pixels().image
    assert image.shape[0] * image.shape[1] <= 1_010_000


def test_the_picture_for_people_is_no_wider_than_asked() -> None:
    """The viewer's picture has at most the asked width, in colour for a page that is not a grey scan."""
    with opened(hostile.plain()) as page:
        view = page.view(width=1240)
    assert view.shape[1] in (1240, 1241)
    assert view.ndim == 3
    with opened(scan_pdf(hostile.picture(2480, 3508))) as page:
        page.raw.pixels()
        assert page.view(width=1240).shape[1] == 1240


# -- image files -------------------------------------------------------------------------------------------------------


@contextmanager
def image_page(content: bytes, number: int = 1, *, max_pixels: int = 40_000_000) -> Iterator[PixelPage]:
    file = ImageFile(bytearray(content))
    try:
        with file.page(number, max_pixels=max_pixels) as page:
            assert page.raw.text_words == ()
            assert page.raw.width == pytest.approx(page.raw.pixels().image.shape[1] * 72 / page.raw.pixels().dpi)
            yield page.raw.pixels()
    finally:
        file.close()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_phone_photo_stands_as_the_camera_was_held(orientation: int) -> None:
    """All eight EXIF orientations are undone."""
    upright = hostile.picture(*A4_AT_100)
    undo = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    stored = upright if undo is None else upright.transpose(undo)
    with image_page(hostile.image_file(stored, "JPEG", quality=90, exif=_exif(orientation))) as taken:
        assert taken.image.shape == (1169, 826)
        assert difference(taken.image, np.asarray(upright)) < 3


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [((300, 300), 300.0), ((72, 72), 3508 / 11.69), ((96, 96), 3508 / 11.69), ((1, 1), 3508 / 11.69), (None, 300.1)],
)
def test_only_a_believable_resolution_is_believed(dpi: tuple[int, int] | None, expected: float) -> None:
    """What cameras and screens write is not taken for the resolution of a scan; then an A4 sheet is assumed."""
    options = {"dpi": dpi} if dpi else {}
    with image_page(hostile.image_file(hostile.picture(2480, 3508), "PNG", **options)) as taken:
        assert taken.dpi == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_pixel_format_becomes_grey_or_colour_of_8_bits(mode: str) -> None:
    """Transparency becomes white paper, 16 bits become 8, a palette becomes colours."""
    source = hostile.picture(*A4_AT_100)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(source).astype(np.uint16) * 257)
    elif mode in ("LA", "RGBA"):
        image = source.convert(mode)
        image.putalpha(source.point(lambda v: 255 if v < 128 else 0))
    else:
        image = source.convert(mode)
    with image_page(hostile.image_file(image, "PNG")) as taken:
        assert taken.image.dtype == np.uint8
        assert difference(taken.image, np.asarray(source)) < 4


def test_a_large_photo_is_shrunk_and_its_page_stays_the_same_size() -> None:
    """More pixels than allowed are reduced, with the resolution told accordingly."""
    content = hostile.image_file(hostile.picture(2480, 3508), "JPEG", dpi=(300, 300))
    with image_page(content, max_pixels=1_500_000) as taken:
        assert taken.image.size <= 1_510_000
        assert taken.image.shape[0] / taken.dpi * 72 == pytest.approx(842, abs=2)


def test_a_picture_finer_than_reading_can_use_is_reduced_and_a_phone_photo_is_not() -> None:
    """A scan of 600 dpi or a camera's 50 million pixels cost memory and time for nothing; 12 million are kept."""
    blank = Image.new("L", (4961, 7016), 255)
    with image_page(hostile.image_file(blank, "PNG", dpi=(600, 600))) as taken:
        assert taken.image.shape[0] * taken.image.shape[1] <= 16_100_000
        assert taken.image.shape[0] / taken.dpi * 72 == pytest.approx(842, abs=1)
    with image_page(hostile.image_file(Image.new("L", (3000, 4000), 255), "JPEG")) as taken:
        assert taken.image.shape == (4000, 3000)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_damaged_image_is_an_error_of_its_own(kind: str) -> None:
    """A file cut in half ends in the reader's own error, not in a crash."""
    content = hostile.image_file(hostile.picture(), kind)
    with pytest.raises(ImageUnopenable), image_page(content[: len(content) // 2]):
        pass


def test_each_frame_of_a_tiff_is_decoded_by_itself() -> None:
    """Frames can be asked for in any order."""
    sink = io.BytesIO()
    frames = [hostile.picture(400 + 100 * n, 600) for n in range(3)]
    frames[0].save(sink, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    for number in (3, 1, 2):
        with image_page(sink.getvalue(), number) as taken:
            assert taken.image.shape == (600, 300 + 100 * number)
