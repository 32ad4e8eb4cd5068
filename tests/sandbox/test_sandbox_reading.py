"""Real documents through real children: inspection, reading, pictures, and what hostile files come to."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import hostile
import pytest
from PIL import Image

from extractor.errors import UnreadableFile
from extractor.intake import Inspection, SourceFile, identify
from extractor.intake.errors import (
    DamagedFile,
    ImageTooLarge,
    NoPages,
    PageTooLarge,
    PasswordProtected,
    TooManyPages,
    TruncatedPdf,
)
from extractor.sandbox import Limits, ReadingPool
from extractor.words.types import PageFailure, PageWords

MIB = 1024 * 1024
# A quarter of the memory and a fraction of the time of the real limits: the same end, sooner.
TIGHT = Limits(cpu_seconds=1, address_space_bytes=1024 * MIB)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, TIGHT) as ready:
        yield ready


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., SourceFile]:
    def make(content: bytes, name: str = "kontrak.pdf") -> SourceFile:
        path = tmp_path / name
        path.write_bytes(content)
        return identify(path)

    return make


Given = Callable[..., SourceFile]


def leftovers(pool: ReadingPool) -> list[str]:
    """What lies in the pool's folder besides its lock, the living children's own folders and repaired copies."""
    known = {"lock"} | {worker.folder.name for worker in pool._living} | {copy.name for copy in pool._copies}
    return [p.name for p in pool._workspace.path.iterdir() if p.name not in known]


# -- inspection --------------------------------------------------------------------------------------------------------


def test_an_honest_file_is_counted_and_not_copied(pool: ReadingPool, given: Given) -> None:
    """Two libraries that agree need no repair and leave no note."""
    assert pool.inspect(given(hostile.plain(3))) == Inspection(page_count=3, repaired=None, notes=())


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (hostile.no_pages(), NoPages),
        (hostile.encrypted(hostile.plain()), PasswordProtected),
        (hostile.plain(2001), TooManyPages),
        (hostile.many_kids(300_000), TooManyPages),
        (hostile.huge_page(200_000), PageTooLarge),
        (hostile.truncated(hostile.plain(3), share=0.03), TruncatedPdf),
        (b"%PDF-1.7\n" + b"bukan apa-apa " * 50 + b"\n%%EOF\n", DamagedFile),
        (hostile.png_header_only(40_000, 40_000), ImageTooLarge),
        (b"\x89PNG\r\n\x1a\n" + b"rusak" * 20, DamagedFile),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, DamagedFile),
    ],
)
def test_a_file_of_no_use_is_refused_with_its_reason(
    pool: ReadingPool, given: Given, content: bytes, refusal: type[UnreadableFile]
) -> None:
    """Each kind of useless file ends in its own message with a remedy, and nothing is left behind."""
    with pytest.raises(refusal) as caught:
        pool.inspect(given(content))
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")
    assert leftovers(pool) == []


def test_a_file_locked_only_against_changes_is_read(pool: ReadingPool, given: Given) -> None:
    """An empty user password opens a file; its text is read."""
    source = given(hostile.encrypted(hostile.plain(2), user=""))
    inspection = pool.inspect(source)
    page = pool.read_page(source, 2, inspection=inspection)
    assert inspection.page_count == 2
    assert "Halaman 2" in " ".join(word.text for word in page.words)


def test_pages_hidden_by_a_wrong_count_are_found(pool: ReadingPool, given: Given) -> None:
    """A file that claims one page and has three is read from a repaired copy with all three."""
    content = hostile.wrong_count(hostile.plain(3), claimed=1)
    source = given(content)
    inspection = pool.inspect(source)
    pages = list(pool.read_pages(source, inspection))
    assert inspection.page_count == 3
    assert inspection.repaired is not None
    assert "diperbaiki" in inspection.notes[0]
    assert [getattr(page, "source", "failed") for page in pages] == ["text_layer"] * 3
    assert source.path.read_bytes() == content


def test_a_repaired_copy_that_vanished_is_made_again(pool: ReadingPool, given: Given) -> None:
    """An inspection made by a process that is gone still leads to the pages."""
    source = given(hostile.wrong_count(hostile.plain(2), claimed=1))
    made_elsewhere = Inspection(page_count=2, repaired=Path("/tidak/ada/salinan.pdf"))
    assert "Halaman 2" in " ".join(w.text for w in pool.read_page(source, 2, inspection=made_elsewhere).words)


def test_repaired_copies_do_not_pile_up(given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that lives for months keeps only the latest repaired copies; older ones are made again when needed."""
    monkeypatch.setattr("extractor.sandbox.pool.KEPT_COPIES", 1)
    sources = [given(hostile.wrong_count(hostile.plain(n), claimed=1), f"{n}.pdf") for n in (2, 3)]
    with ReadingPool(1, TIGHT) as pool:
        inspections = [pool.inspect(source) for source in sources]
        assert len(list(pool._workspace.path.glob("*.pdf"))) == 1
        page = pool.read_page(sources[0], 2, inspection=inspections[0])
    assert "Halaman 2" in " ".join(word.text for word in page.words)


def test_pages_a_file_claims_but_lacks_become_failures(pool: ReadingPool, given: Given) -> None:
    """The larger page count is kept; what cannot be opened is a failed page and a note for a person."""
    source = given(hostile.wrong_count(hostile.plain(2), claimed=4))
    inspection = pool.inspect(source)
    pages = list(pool.read_pages(source, inspection))
    assert [isinstance(page, PageFailure) for page in pages] == [False, False, True, True]
    assert "Petugas harus mencocokkan" in " ".join(inspection.notes)


def test_the_pages_a_cut_off_file_lost_are_missed(pool: ReadingPool, given: Given) -> None:
    """A file cut off in the middle is not taken for a shorter contract."""
    source = given(hostile.truncated(hostile.plain(5), share=0.6))
    inspection = pool.inspect(source)
    pages = list(pool.read_pages(source, inspection))
    assert inspection.page_count == 5
    assert any("terpotong" in note or "hilang" in note for note in inspection.notes)
    assert isinstance(pages[0], PageWords)
    assert isinstance(pages[4], PageFailure)


def test_scripts_forms_attachments_and_signatures_are_told(pool: ReadingPool, given: Given) -> None:
    """What is never run or opened is at least named."""
    notes = " ".join(pool.inspect(given(hostile.with_extras(hostile.plain()))).notes)
    assert all(word in notes for word in ("skrip", "XFA", "lampiran", "tanda tangan elektronik"))


def test_a_header_after_other_bytes_is_told(pool: ReadingPool, given: Given) -> None:
    """A PDF behind some other content is read, and the other content mentioned."""
    inspection = pool.inspect(given(b"GIF89a;" + hostile.plain()))
    assert inspection.page_count == 1
    assert "diabaikan" in inspection.notes[0]


# -- bombs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "endings"),
    [
        (lambda: hostile.flate_bomb(512 * MIB), {"page-crashed", "page-memory-limit", "page-cpu-limit"}),
        (lambda: hostile.flate_in_flate(512 * MIB), {"page-crashed", "page-memory-limit", "page-cpu-limit"}),
        (lambda: hostile.doubling_forms(25), {"page-crashed", "page-memory-limit", "page-cpu-limit"}),
        (lambda: hostile.many_paths(3_000_000), {"page-crashed", "page-memory-limit", "page-cpu-limit"}),
        (hostile.form_in_itself, {"none"}),
        (lambda: hostile.huge_image(12_000), {"none", "ocr"}),
    ],
    ids=["flate", "flate-in-flate", "doubling-forms", "many-paths", "form-in-itself", "huge-image"],
)
def test_a_bomb_costs_its_page_and_nothing_else(
    pool: ReadingPool, given: Given, make: Callable[[], bytes], endings: set[str]
) -> None:
    """A page made to exhaust its reader ends in a message or harmlessly; the next document is read as ever."""
    source = given(make())
    outcome = next(iter(pool.read_pages(source, Inspection(page_count=1))))
    assert (outcome.code if isinstance(outcome, PageFailure) else outcome.source) in endings
    after = given(hostile.plain(), "sesudahnya.pdf")
    assert pool.read_page(after, 1, inspection=pool.inspect(after)).source == "text_layer"
    assert leftovers(pool) == []


def test_one_enormous_page_fails_alone(pool: ReadingPool, given: Given) -> None:
    """A page beyond the size limit is refused before it is loaded; its neighbours are read."""
    content = hostile.plain(2).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 99999 9]", 1)
    source = given(content)
    pages = list(pool.read_pages(source, pool.inspect(source)))
    assert isinstance(pages[0], PageFailure)
    assert pages[0].code == "page-beyond-limits"
    assert isinstance(pages[1], PageWords)


@pytest.mark.parametrize(
    "content",
    [
        hostile.image_file(Image.new("L", (8, 8), 255), "PNG"),
        hostile.image_file(Image.new("L", (2000, 9), 255), "PNG"),
        hostile.page(media_box=b"0 0 595 4"),
    ],
    ids=["dot", "strip", "flat page"],
)
def test_what_is_too_small_to_be_a_page_says_so(pool: ReadingPool, given: Given, content: bytes) -> None:
    """A dot or a strip ends in a message of its own, not in a crash of an image step."""
    source = given(content, "kecil")
    (page,) = pool.read_pages(source, pool.inspect(source))
    assert isinstance(page, PageFailure)
    assert page.code == "page-too-small"


# -- reading and pictures ----------------------------------------------------------------------------------------------


def test_the_words_come_back_with_their_places(pool: ReadingPool, given: Given) -> None:
    """A text layer arrives in the parent as typed words on the page."""
    source = given(hostile.plain())
    page = pool.read_page(source, 1, inspection=pool.inspect(source))
    assert page.source == "text_layer"
    assert (page.width, page.height) == (595, 842)
    assert [word.text for word in page.words[:2]] == ["Halaman", "1"]
    assert all(0 <= w.box.x0 < w.box.x1 <= 595 and 0 <= w.box.y0 < w.box.y1 <= 842 for w in page.words)


def test_a_persons_turn_is_obeyed_and_the_picture_follows(pool: ReadingPool, given: Given, tmp_path: Path) -> None:
    """Told to turn the page by 90 degrees, words and picture are those of the turned page."""
    source = given(hostile.plain())
    picture = tmp_path / "0001.webp"
    page = pool.read_page(source, 1, inspection=pool.inspect(source), image_path=picture, turn=90)
    with Image.open(picture) as image:
        assert image.format == "WEBP"
        assert image.width > image.height
        assert 1200 <= image.height <= 1660
    assert page.rotation == 90
    assert page.width > page.height
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_failed_page_leaves_no_picture(pool: ReadingPool, given: Given, tmp_path: Path) -> None:
    """A picture appears whole or not at all."""
    folder = tmp_path / "gambar"
    folder.mkdir()
    source = given(hostile.wrong_count(hostile.plain(1), claimed=2))
    list(pool.read_pages(source, pool.inspect(source), image_dir=folder))
    assert [p.name for p in folder.iterdir()] == ["0001.webp"]


def test_the_frames_of_a_tiff_are_pages(pool: ReadingPool, given: Given) -> None:
    """Each frame of a TIFF is one page of its own size and resolution."""
    frames = [Image.new("1", (1240, 1754), 1), Image.new("L", (1754, 1240), 255)]
    sink = io.BytesIO()
    frames[0].save(sink, "TIFF", save_all=True, append_images=frames[1:], dpi=(150, 150))
    source = given(sink.getvalue(), "pindai.tif")
    inspection = pool.inspect(source)
    pages = [pool.read_page(source, n, inspection=inspection) for n in (2, 1)]
    assert inspection.page_count == 2
    assert [(round(p.width), round(p.height)) for p in pages] == [(842, 595), (595, 842)]


def test_a_page_whose_scan_is_cut_off_is_poor(given: Given) -> None:
    """A JPEG that ends early inside the PDF makes the page poor, so that nothing is called absent on it."""
    jpeg = hostile.image_file(hostile.picture(), "JPEG", quality=80, dpi=(100, 100))
    entries = (
        b"/Type /XObject /Subtype /Image /Width 826 /Height 1169 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /DCTDecode"
    )
    content = hostile.page(
        contents=hostile.stream(b"595 0 0 842 0 0 cm /I Do"),
        resources=b"/XObject << /I 5 0 R >>",
        others={5: hostile.stream(jpeg[: len(jpeg) // 2], entries=entries)},
    )
    source = given(content)
    with ReadingPool(1) as pool:
        page = pool.read_page(source, 1, inspection=pool.inspect(source))
    assert page.grade in ("poor", "unreadable")
    assert page.grade_reason
