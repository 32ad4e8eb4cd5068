"""Wearing pages like office scans, and printing that comes out the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from samples import paper, press

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
BORN = SAMPLES / "07.born.pdf"
PLAIN = paper.Scan(seed=5, dpi=40)
WORN = paper.Scan(
    seed=5, dpi=40, skew=0.8, noise=4, blur=0.5, faded=0.2, bleed=0.1, spine=True, punch=True,
    stamps=(paper.Stamp(page=2, anchor="( Ronal Fitrianto )", name="MITRA SWALAYAN"),),
    signatures=(paper.Signature(page=2, anchor="( Desi Ramadhani )"),),
)  # fmt: skip


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pictures(path: Path, scale: float = 0.5) -> list[np.ndarray]:
    """Each page of a PDF rendered small, grey levels as integers."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.render(scale=scale, grayscale=True).to_numpy().astype(int) for page in pdf]
    finally:
        pdf.close()


@pytest.mark.parametrize("mode", ["grey", "colour", "fax", "phone"])
def test_the_same_seed_gives_the_same_bytes(mode: str, tmp_path: Path) -> None:
    """Two scans with one seed are the same file, and another seed gives another."""
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        paper.scan_pdf(BORN, tmp_path / f"{name}.pdf", replace(WORN, mode=mode, seed=seed))
    assert digest(tmp_path / "a.pdf") == digest(tmp_path / "b.pdf") != digest(tmp_path / "c.pdf")


@pytest.mark.parametrize(
    ("mode", "coding", "bits"),
    [("grey", "/DCTDecode", 8), ("colour", "/DCTDecode", 8), ("fax", "/CCITTFaxDecode", 1), ("phone", "/DCTDecode", 8)],
)
def test_a_scan_is_coded_as_its_machine_would(mode: str, coding: str, bits: int, tmp_path: Path) -> None:
    """A fax is one-bit CCITT group 4, the other scans are JPEG."""
    paper.scan_pdf(BORN, tmp_path / "a.pdf", replace(PLAIN, mode=mode))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        image = pdf.pages[0].Resources.XObject.Im0
        assert (str(image.Filter), int(image.BitsPerComponent)) == (coding, bits)


def test_a_fax_shows_dark_letters_on_white(tmp_path: Path) -> None:
    """The one-bit page comes back with its polarity right: mostly white with some black."""
    paper.scan_pdf(BORN, tmp_path / "a.pdf", replace(PLAIN, dpi=100, mode="fax"))
    first = pictures(tmp_path / "a.pdf")[0]
    assert first.mean() > 200
    assert first.min() < 120


def test_only_the_named_page_is_upside_down(tmp_path: Path) -> None:
    """A page listed as upside-down is turned by 180 degrees and the others are not."""
    paper.scan_pdf(BORN, tmp_path / "up.pdf", PLAIN)
    paper.scan_pdf(BORN, tmp_path / "down.pdf", replace(PLAIN, upside_down=(2,)))
    up, down = pictures(tmp_path / "up.pdf"), pictures(tmp_path / "down.pdf")
    assert np.abs(up[0] - down[0]).mean() < 1
    turned_back, as_it_lies = np.abs(up[1] - down[1][::-1, ::-1]).mean(), np.abs(up[1] - down[1]).mean()
    assert turned_back < as_it_lies / 3


def test_stamp_and_signature_darken_their_place_only(tmp_path: Path) -> None:
    """Ink changes the signed page and leaves the other page alone."""
    paper.scan_pdf(BORN, tmp_path / "plain.pdf", PLAIN)
    paper.scan_pdf(BORN, tmp_path / "inked.pdf", replace(PLAIN, stamps=WORN.stamps, signatures=WORN.signatures))
    plain, inked = pictures(tmp_path / "plain.pdf"), pictures(tmp_path / "inked.pdf")
    assert np.abs(plain[0] - inked[0]).max() < 5
    assert inked[1].mean() < plain[1].mean()


def test_ink_for_words_that_are_not_on_the_page_is_refused(tmp_path: Path) -> None:
    """A stamp anchored at text that the page does not hold is an error that names the text."""
    scan = replace(PLAIN, signatures=(paper.Signature(page=1, anchor="Tidak Ada"),))
    with pytest.raises(ValueError, match="Tidak Ada"):
        paper.scan_pdf(BORN, tmp_path / "a.pdf", scan)


def test_an_unknown_word_in_a_recipe_is_refused() -> None:
    """A recipe with a misspelt key is not read as if the key were absent."""
    with pytest.raises(TypeError, match="skwe"):
        paper.Scan.from_json({"seed": 1, "skwe": 2.0})


@pytest.mark.browser
def test_printing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Chromium's time stamps and identifiers are gone from the born-digital PDF."""
    source = SAMPLES / "src" / "06-pkwt-baik-2026.html"
    for name in ("a", "b"):
        press.print_html(source, tmp_path / f"{name}.pdf")
    assert digest(tmp_path / "a.pdf") == digest(tmp_path / "b.pdf")
    assert "PERJANJIAN KERJA WAKTU TERTENTU" in press.page_texts(tmp_path / "a.pdf")[0]
