"""The words as hOCR, as ALTO and as invisible text over the original."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import hostile
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.geometry import Box
from extractor.intake import identify
from extractor.pages.raster import PdfFile
from extractor.pages.types import RawPage
from extractor.sandbox import ReadingPool
from extractor.words.export import alto, hocr
from extractor.words.export_pdf import searchable_copy
from extractor.words.types import PageWords, Ruling, Word

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LINES = (("Upah", "pokok", "Rp4.250.000,00"), ("dibayar", "–", "tanggal", "5"), ("oleh", "“Pihak", "Kesatu”"))


def page_of(
    lines: tuple[tuple[str, ...], ...] = LINES, *, width: float = 595, height: float = 842, rotation: int = 0
) -> PageWords:
    """Words set in lines on an upright page."""
    words = []
    for row, line in enumerate(lines):
        x = 60.0
        for text in line:
            box = Box(x, 100 + 20 * row, x + 6 * len(text), 112 + 20 * row)
            words.append(Word(text=text, box=box, confidence=0.9, line=row))
            x = box.x1 + 4
    return PageWords(
        number=1,
        width=width,
        height=height,
        words=tuple(words),
        source="ocr",
        rotation=rotation,
        rulings=(Ruling(Box(50, 90, 500, 91)),),
        confidence=0.9,
    )


@contextmanager
def first_page(content: bytes) -> Iterator[RawPage]:
    document = PdfFile(bytearray(content))
    try:
        with document.page(1) as page:
            yield page.raw
    finally:
        document.close()


# -- hOCR and ALTO -----------------------------------------------------------------------------------------------------


def test_hocr_gives_every_word_with_box_and_confidence() -> None:
    """A program that reads hOCR finds the same words in the same order at 300 dots an inch."""
    root = ElementTree.fromstring(hocr([page_of()], title="SPK & lampiran"))
    spans = [s for s in root.iter(f"{XHTML}span") if s.get("class") == "ocrx_word"]
    assert [s.text for s in spans] == [text for line in LINES for text in line]
    assert spans[0].get("title") == "bbox 250 417 350 467; x_wconf 90"
    assert len([s for s in root.iter(f"{XHTML}span") if s.get("class") == "ocr_line"]) == 3
    page = next(d for d in root.iter(f"{XHTML}div"))
    assert page.get("title") == "bbox 0 0 2479 3508; ppageno 0; scan_res 300 300"


def test_alto_gives_words_lines_rulings_and_second_readings() -> None:
    """A program that reads ALTO finds words with boxes in 1/1200 inch, lines, rulings and alternatives."""
    page = page_of()
    doubtful = Word(text="Rp1.000", box=Box(60, 300, 100, 312), confidence=0.4, line=9, alternative="Rp7.000")
    page = PageWords(**{**_fields(page), "words": (*page.words, doubtful)})
    root = ElementTree.fromstring(alto([page], filename="kontrak.pdf"))
    strings = list(root.iter(f"{ALTO}String"))
    assert [s.get("CONTENT") for s in strings] == [w.text for w in page.words]
    assert (strings[0].get("HPOS"), strings[0].get("VPOS"), strings[0].get("WIDTH")) == ("1000", "1667", "400")
    assert root.findtext(f"{ALTO}Description/{ALTO}MeasurementUnit") == "inch1200"
    assert strings[-1].findtext(f"{ALTO}ALTERNATIVE") == "Rp7.000"
    assert len(list(root.iter(f"{ALTO}TextLine"))) == 4
    assert len(list(root.iter(f"{ALTO}SP"))) == len(page.words) - 4
    assert len(list(root.iter(f"{ALTO}GraphicalElement"))) == 1


def _fields(page: PageWords) -> dict[str, object]:
    return {name: getattr(page, name) for name in PageWords.__dataclass_fields__}


def test_identifiers_are_unique_even_when_lines_are_met_twice() -> None:
    """A line the reader comes back to keeps one element, and no two elements share an identifier."""
    words = tuple(Word(text=t, box=Box(10, 10, 20, 20), line=n) for t, n in (("a", 0), ("b", 1), ("c", 0)))
    page = PageWords(**{**_fields(page_of()), "words": words})
    for text, key in ((hocr([page], title="x"), "id"), (alto([page], filename="x"), "ID")):
        found = [element.get(key) for element in ElementTree.fromstring(text).iter() if element.get(key)]
        assert len(found) == len(set(found))
        assert text.index(">a<" if key == "id" else '"a"') < text.index(">c<" if key == "id" else '"c"')


def test_a_blank_page_is_a_page() -> None:
    """Pages in are pages out, also without words."""
    blank = PageWords(number=2, width=595, height=842, words=(), source="none")
    assert len(list(ElementTree.fromstring(alto([page_of(), blank], filename="x")).iter(f"{ALTO}Page"))) == 2
    assert hocr([page_of(), blank], title="x").count("class='ocr_page'") == 2


@given(st.text(min_size=1, max_size=20))
def test_any_text_gives_well_formed_files(text: str) -> None:
    """No character a reader can produce breaks the files."""
    page = page_of(((text,),))
    ElementTree.fromstring(hocr([page], title=text).encode("utf-8", "replace"))
    ElementTree.fromstring(alto([page], filename=text).encode("utf-8", "replace"))


# -- searchable PDF ----------------------------------------------------------------------------------------------------


def scan(*, rotate: int = 0, crop: bytes = b"") -> bytes:
    """A scanned page without text, turned in the file by ``rotate``."""
    jpeg = hostile.image_file(hostile.picture(), "JPEG", quality=80)
    head = (
        b"/Type /XObject /Subtype /Image /Width 826 /Height 1169 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /DCTDecode"
    )
    return hostile.page(
        contents=hostile.stream(b"595 0 0 842 0 0 cm /I Do"),
        resources=b"/XObject << /I 5 0 R >>",
        others={5: hostile.stream(jpeg, entries=head)},
        entries=b"/Rotate %d %s" % (rotate, crop),
    )


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_text_laid_over_comes_back_in_its_place(rotate: int, rotation: int) -> None:
    """For every /Rotate of the file and every way a page was scanned, word for word and box for box."""
    turned = (rotate + rotation) % 360
    width, height = (842, 595) if turned in (90, 270) else (595, 842)
    words = page_of(width=width, height=height, rotation=rotation)
    with first_page(searchable_copy(scan(rotate=rotate), [words]).content) as raw:
        assert (raw.width, raw.height) == (width, height)
        assert [w.text for w in raw.text_words] == [w.text for w in words.words]
        for laid, wanted in zip(raw.text_words, words.words, strict=True):
            assert laid.box.iou(wanted.box) > 0.9


def test_a_crop_box_moves_the_text_with_the_page() -> None:
    """Places count from the visible corner of the page."""
    words = page_of((("satu", "dua"),), width=400, height=700)
    with first_page(searchable_copy(scan(crop=b"/CropBox [100 50 500 750]"), [words]).content) as raw:
        assert [w.box.iou(v.box) > 0.9 for w, v in zip(raw.text_words, words.words, strict=True)] == [True, True]


def test_the_scan_in_the_copy_is_the_scan_of_the_original() -> None:
    """The image stream is copied byte for byte and the page looks the same."""
    original = scan()
    copy = searchable_copy(original, [page_of()]).content
    streams = []
    for content in (original, copy):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams.append(pdf.pages[0].Resources.XObject.I.read_raw_bytes())
    assert streams[0] == streams[1]
    with first_page(original) as before, first_page(copy) as after:
        assert after.pixels().embedded
        assert (before.pixels().image == after.pixels().image).all()


def test_a_page_with_its_own_text_is_left_alone() -> None:
    """Nothing is laid over a page whose text layer was trusted: its words would be found twice."""
    original = hostile.plain()
    words = PageWords(**{**_fields(page_of()), "source": "text_layer"})
    with first_page(original) as before, first_page(searchable_copy(original, [words]).content) as after:
        assert [w.text for w in before.text_words] == [w.text for w in after.text_words]


def test_more_characters_than_one_font_holds() -> None:
    """Beyond 255 different characters a second font is begun."""
    signs = [chr(0x4E00 + n) for n in range(300)]
    lines = tuple(("".join(signs[start : start + 30]),) for start in range(0, 300, 30))
    with first_page(searchable_copy(scan(), [page_of(lines)]).content) as raw:
        assert "".join(w.text for w in raw.text_words) == "".join(signs)


def test_the_pool_writes_a_copy_and_not_the_original(tmp_path: Path) -> None:
    """The copy is made in a child; the original keeps every byte; a photo becomes a PDF with its words."""
    original = tmp_path / "kontrak.pdf"
    original.write_bytes(scan())
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(hostile.image_file(hostile.picture(), "JPEG", dpi=(100, 100)))
    before = original.read_bytes()
    with ReadingPool(1) as pool:
        for path in (original, photo):
            source = identify(path)
            target = tmp_path / (path.stem + ".cari.pdf")
            inspection = pool.inspect(source)
            pool.searchable_pdf(source, [page_of(width=594.72, height=841.68)], inspection=inspection, target=target)
            with first_page(target.read_bytes()) as raw:
                assert [w.text for w in raw.text_words] == [text for line in LINES for text in line]
                assert raw.image_coverage > 0.95
    assert original.read_bytes() == before
