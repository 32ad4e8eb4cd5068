"""The copy for the archive: PDF/A-2b, checked against the standard's own sentences by code that shares nothing with it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cv2
import hostile
import numpy as np
import pikepdf
import pytest

from extractor.intake import identify
from extractor.pages.raster import PdfFile
from extractor.sandbox import ReadingPool
from extractor.words.export_archive import ATTACHMENTS, SCRIPTS, srgb_profile
from extractor.words.export_pdf import SIGNED, About, Copied, searchable_copy
from extractor.words.types import PageWords
from tests.words.test_export import LINES, first_page, page_of, scan

ABOUT = About(title="kontrak.pdf", sha256="ab" * 32, archival=True)
XMP = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def archived(content: bytes, pages: list[PageWords] | None = None) -> Copied:
    """The archival copy; without words given, page 1 gets some as if read by OCR."""
    return searchable_copy(content, [page_of()] if pages is None else pages, about=ABOUT)


def require_pdfa(content: bytes) -> None:
    """Fail unless the file keeps the rules of ISO 19005-2 that can be seen in its structure; clauses are named."""
    first, second = content.split(b"\n", 2)[:2]
    assert re.fullmatch(rb"%PDF-1\.[0-7]", first), "6.1.2 header"
    assert second.startswith(b"%"), "6.1.2 binary comment"
    assert sum(byte > 127 for byte in second) >= 4, "6.1.2 binary comment"
    assert content.rstrip().endswith(b"%%EOF"), "6.1.3"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/ID" in pdf.trailer, "6.1.3"
        assert "/Encrypt" not in pdf.trailer, "6.1.3"
        root = pdf.Root
        for key in ("/AA", "/OpenAction", "/AcroForm", "/Perms", "/Requirements", "/Collection"):
            assert key not in root, f"6.4, 6.5, 6.1.12 {key}"
        assert set(root.get("/Names", {}).keys()) <= {"/Dests"}, "6.5, 6.8"
        (intent,) = root.OutputIntents
        assert intent.S == "/GTS_PDFA1", "6.2.3"
        profile = intent.DestOutputProfile.read_bytes()
        assert (profile[36:40], profile[16:20], int(intent.DestOutputProfile.N)) == (b"acsp", b"RGB ", 3), "6.2.3"
        assert int.from_bytes(profile[:4], "big") == len(profile)
        _require_metadata(root)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                _require_object(thing, root)
        for page in pdf.pages:
            assert "/Resources" in page.obj, "6.2.2"
            for note in page.obj.get("/Annots", []):
                assert (note.Subtype, int(note.F)) == ("/Link", 4), "6.3"


def _require_metadata(root: Any) -> None:
    assert "/Filter" not in root.Metadata, "6.6.2.1"
    packet = root.Metadata.read_bytes()
    assert b"bytes=" not in packet.split(b"?>")[0], "6.6.2.1"
    tree = ElementTree.fromstring(packet)
    values = {element.tag: element.text for element in tree.iter()} | {
        key: value for element in tree.iter() for key, value in element.attrib.items()
    }
    assert (values[f"{XMP}part"], values[f"{XMP}conformance"]) == ("2", "B"), "6.6.4"


def _require_object(thing: Any, root: Any) -> None:
    if thing.objgen != root.objgen:
        assert "/Metadata" not in thing, "6.6.2.1"
    assert str(thing.get("/S", "")) not in ("/JavaScript", "/Launch", "/ImportData", "/ResetForm"), "6.5.1"
    packing = thing.get("/Filter", [])
    names = [str(packing)] if isinstance(packing, pikepdf.Name) else [str(name) for name in packing]
    assert not {"/LZWDecode", "/Crypt", "/JPXDecode"} & set(names), "6.1.7.2"
    if thing.get("/Subtype", "") == "/Image":
        assert not bool(thing.get("/Interpolate", False)), "6.2.8"
        assert "CMYK" not in str(thing.get("/ColorSpace", "")), "6.2.4.3"
    if thing.get("/Type", "") == "/Font" and thing.get("/Subtype", "") in ("/Type1", "/TrueType"):
        described = thing.FontDescriptor
        assert any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")), "6.2.11.4.1"


def looks(content: bytes) -> list[np.ndarray]:
    """Every page as seen, small and grey."""
    document = PdfFile(bytearray(content))
    try:
        seen = []
        for number in range(1, document.page_count + 1):
            with document.page(number) as page:
                image = page.view(width=300)
                seen.append((image if image.ndim == 2 else image.mean(axis=2)).astype(np.float64))
        return seen
    finally:
        document.close()


def test_a_scan_becomes_a_searchable_archive_file() -> None:
    """The scan stays byte for byte, its words are there, and the file keeps the rules of PDF/A-2b."""
    original = scan()
    copy = archived(original)
    require_pdfa(copy.content)
    assert copy.notes == ()
    with pikepdf.open(io.BytesIO(original)) as before, pikepdf.open(io.BytesIO(copy.content)) as after:
        images = [pdf.pages[0].Resources.XObject.I.read_raw_bytes() for pdf in (before, after)]
    assert images[0] == images[1]
    with first_page(copy.content) as raw:
        assert [w.text for w in raw.text_words] == [text for line in LINES for text in line]


@pytest.mark.parametrize("name", ["01.born.pdf", "03.scan.pdf", "04.scan.pdf"])
def test_the_sample_contracts_fit_the_archive_unchanged(name: str) -> None:
    """Printed by a browser or scanned, colour or one-bit: no page becomes a picture, and every page looks the same."""
    original = (SAMPLES / name).read_bytes()
    copy = archived(original, [])
    require_pdfa(copy.content)
    assert copy.notes == ()
    for before, after in zip(looks(original), looks(copy.content), strict=True):
        assert np.array_equal(before, after)


def test_the_same_file_gives_the_same_bytes() -> None:
    """No time and no chance in the copy: an archive can compare hashes."""
    assert archived(scan()).content == archived(scan()).content


def cmyk_page() -> bytes:
    return hostile.page(contents=hostile.stream(b"0 1 1 0 k 50 50 200 200 re f"))


def jpeg2000_page() -> bytes:
    head = b"/Type /XObject /Subtype /Image /Width 826 /Height 1169 /Filter /JPXDecode"
    data = hostile.image_file(hostile.picture(), "JPEG2000")
    return hostile.page(
        contents=hostile.stream(b"595 0 0 842 0 0 cm /I Do"),
        resources=b"/XObject << /I 5 0 R >>",
        others={5: hostile.stream(data, entries=head)},
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (hostile.plain(), "hurufnya tidak disertakan"),
        (cmyk_page(), "warna mesin cetak"),
        (jpeg2000_page(), "dimampatkan dengan cara"),
        (hostile.page(contents=hostile.stream(b"q " * 40 + b"0 0 9 9 re f " + b"Q " * 40)), "tidak diizinkan dalam"),
    ],
)
def test_what_an_archive_may_not_hold_becomes_a_picture_with_its_words(content: bytes, reason: str) -> None:
    """The page still looks the same and still can be searched, and the copy says which page it was and why."""
    copy = archived(content, [page_of()])
    require_pdfa(copy.content)
    (note,) = copy.notes
    assert note.startswith("Halaman 1 disimpan sebagai gambar")
    assert reason in note
    (before,), (after,) = looks(content), looks(copy.content)
    assert np.abs(cv2.blur(before, (15, 15)) - cv2.blur(after, (15, 15))).mean() < 3
    with first_page(copy.content) as raw:
        assert [w.text for w in raw.text_words] == [text for line in LINES for text in line]


def test_a_scanners_hidden_layer_does_not_cost_the_scan() -> None:
    """A font that only shows invisible text need not be carried: the scan stays as it is."""
    jpeg = hostile.image_file(hostile.picture(), "JPEG")
    head = (
        b"/Type /XObject /Subtype /Image /Width 826 /Height 1169 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /DCTDecode"
    )
    hidden = b"q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F1 11 Tf 60 700 Td (upah pokok) Tj ET"
    content = hostile.page(
        contents=hostile.stream(hidden),
        resources=b"/XObject << /I 5 0 R >> " + hostile.HELVETICA,
        others={5: hostile.stream(jpeg, entries=head)},
    )
    assert archived(content, []).notes == ()


def test_scripts_and_attachments_stay_behind_and_are_told() -> None:
    """What an archive may not run or carry is left out of the copy, and the copy says so."""
    copy = archived(hostile.with_extras(scan()))
    require_pdfa(copy.content)
    assert set(copy.notes) == {SIGNED, ATTACHMENTS, SCRIPTS}


def stamped(flags: int = 4) -> bytes:
    """A scan with a stamp annotation that has a drawn appearance, and a link with a script."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        drawing = pdf.make_stream(b"0.8 0 0 rg 0 0 100 50 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        drawing.BBox = pikepdf.Array([0, 0, 100, 50])
        stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=flags)
        stamp.Rect = pikepdf.Array([100, 100, 200, 150])
        stamp.AP = pikepdf.Dictionary(N=pdf.make_indirect(drawing))
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]))
        link.A = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(stamp), pdf.make_indirect(link)])
        pdf.save(sink)
    return sink.getvalue()


def test_a_stamp_becomes_part_of_its_page() -> None:
    """What is drawn as an annotation is still seen; nothing that acts is left."""
    content = stamped()
    copy = archived(content, [])
    require_pdfa(copy.content)
    (before,), (after,) = looks(content), looks(copy.content)
    assert np.abs(before - after).mean() < 0.5
    assert np.abs(looks(scan())[0] - after).mean() > 0.5


def signed() -> bytes:
    """A scan with a filled signature field."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"))
        value.Contents = pikepdf.String("bukan tanda tangan sungguhan")
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=pdf.make_indirect(value), T=pikepdf.String("ttd"))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]), SigFlags=3)
        pdf.save(sink)
    return sink.getvalue()


@pytest.mark.parametrize("archival", [False, True])
def test_the_copy_of_a_signed_file_says_that_it_is_unsigned(archival: bool) -> None:
    """A signature over other bytes would show as broken: the copy carries none, and says where the real one is."""
    copy = searchable_copy(signed(), [page_of()], about=About("k.pdf", "cd" * 32, archival))
    assert copy.notes == (SIGNED,)
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert not int(pdf.Root.get("/AcroForm", {}).get("/SigFlags", 0))
        assert all("/V" not in field for field in pdf.Root.get("/AcroForm", {}).get("/Fields", []))
        description = str(pdf.open_metadata()["dc:description"])
    assert SIGNED in description
    assert "cd" * 32 in description


def test_the_copy_drops_the_originals_claim() -> None:
    """An original that calls itself PDF/A-1b does not make its plain copy one."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "1", "B"
        pdf.save(sink)
    copy = searchable_copy(sink.getvalue(), [page_of()])
    with pikepdf.open(io.BytesIO(copy.content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == ""
    with pikepdf.open(io.BytesIO(archived(sink.getvalue()).content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"


def test_the_colour_profile_is_whole_and_always_the_same() -> None:
    """A display profile of RGB in ICC version 4 or less, of the length it states."""
    profile = srgb_profile()
    assert len(profile) == int.from_bytes(profile[:4], "big")
    assert (profile[8] <= 4, profile[12:16], profile[16:20]) == (True, b"mntr", b"RGB ")
    assert profile == srgb_profile()


def test_the_pool_makes_archive_copies_of_pdfs_and_photos(tmp_path: Path) -> None:
    """Made in a child, told what was left out; the original keeps every byte."""
    original = tmp_path / "kontrak.pdf"
    original.write_bytes(hostile.encrypted(hostile.with_extras(scan()), user=""))
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(hostile.image_file(hostile.picture(mode="RGB"), "JPEG", dpi=(100, 100)))
    before = original.read_bytes()
    with ReadingPool(1) as pool:
        for path, notes in ((original, 3), (photo, 0)):
            source, target = identify(path), tmp_path / f"{path.stem}.arsip.pdf"
            inspection = pool.inspect(source)
            pages = [page_of(width=594.72, height=841.68)]
            told = pool.searchable_pdf(source, pages, inspection=inspection, target=target, archival=True)
            assert len(told) == notes
            require_pdfa(target.read_bytes())
    assert original.read_bytes() == before
