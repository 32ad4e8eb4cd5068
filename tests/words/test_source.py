"""Text layer or OCR: decided per page."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.pages.types import PixelPage, RawPage
from extractor.words.source import bad_characters, covered_height, function_share, judge_text_layer, same_text
from extractor.words.types import Word

SENTENCES = (
    "Pihak Pertama wajib membayar upah kepada pekerja setiap bulan sesuai dengan ketentuan dalam perjanjian ini dan "
    "peraturan yang berlaku. Pihak Kedua berhak atas cuti tahunan setelah bekerja selama dua belas bulan. "
)


def _place(column: int, top: float) -> Box:
    return Box(60 + 60 * column, top, 110 + 60 * column, top + 12)


def words_of(text: str, *, top: float = 60, step: float = 16, per_line: int = 8) -> tuple[Word, ...]:
    """The words of a text set in lines from ``top`` downwards."""
    tokens = text.split()
    return tuple(
        Word(
            text=token,
            box=_place(i % per_line, top + step * (i // per_line)),
            line=i // per_line,
        )
        for i, token in enumerate(tokens)
    )


def page(words: tuple[Word, ...], *, coverage: float = 0.0) -> RawPage:
    """A page whose pixels nobody may ask for."""

    def pixels() -> PixelPage:
        raise AssertionError("the decision must not need pixels")

    return RawPage(
        number=1, width=595, height=842, text_words=words, rulings=(), image_coverage=coverage, pixels=pixels
    )


def test_a_page_of_sentences_is_trusted() -> None:
    """Indonesian text in a born-digital page needs no OCR and no look at the pixels."""
    assert judge_text_layer(page(words_of(SENTENCES * 3))).trust == "trust"


def test_few_characters_are_refused() -> None:
    """Under 50 characters a page is treated as an image."""
    assert judge_text_layer(page(words_of("Halaman 3 dari 7"))).trust == "refuse"


def test_a_broken_character_map_is_refused() -> None:
    """Private-use and replacement characters in more than a twentieth of the text mean that it is no text."""
    broken = SENTENCES.translate({ord("a"): "\ue001", ord("e"): "\ufffd"})
    assert bad_characters(broken) > 0.05
    assert judge_text_layer(page(words_of(broken * 2))).trust == "refuse"


def test_shifted_letters_are_doubted() -> None:
    """Letters that form no Indonesian word (a font with a shifted encoding) are compared with the image."""
    shifted = "".join(chr((ord(c) - 97 + 7) % 26 + 97) if c.islower() else c for c in SENTENCES.lower())
    layer = judge_text_layer(page(words_of(shifted * 3)))
    assert layer.trust == "doubt"
    assert "kalimat" in layer.reason


def test_shifted_letters_of_a_short_page_are_doubted_too() -> None:
    """A cover page of twenty words whose letters are all other ones is compared with its image; a true one is not."""
    cover = (
        "PERJANJIAN KERJA SAMA tentang penyediaan tenaga kebersihan antara PT Ubi Kayu Lestari dengan "
        "PT Sapu Lidi Bersih pada tahun dua ribu"
    )
    shifted = "".join(chr(ord(c) + 1) if c.isalpha() else c for c in cover)
    assert judge_text_layer(page(words_of(cover))).trust == "trust"
    assert judge_text_layer(page(words_of(shifted))).trust == "doubt"


def test_a_wage_table_is_no_garbage() -> None:
    """A born-digital page of positions and amounts with hardly a sentence on it is trusted."""
    rows = ["Uraian Jumlah Satuan Harga Total"]
    for number, job in enumerate(["Satpam", "Petugas Kebersihan", "Pengemudi", "Teknisi", "Juru Masak"] * 4, start=1):
        rows.append(f"{number} {job} {number + 2} orang 12 bulan Rp{number}.450.000 Rp{number * 3}.900.000")
    assert judge_text_layer(page(words_of(" ".join(rows)))).trust == "trust"


def test_a_signature_stamp_over_a_scan_is_refused() -> None:
    """A footer sentence of an electronic signature does not make a full-page scan a text page."""
    stamp = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang sah"
    layer = judge_text_layer(page(words_of(stamp, top=800, step=10), coverage=1.0))
    assert layer.trust == "refuse"
    assert "cap" in layer.reason


def test_a_hidden_layer_over_a_scan_is_doubted() -> None:
    """A full text layer over a full-page image comes from an unknown OCR and is compared with the image."""
    assert judge_text_layer(page(words_of(SENTENCES * 9), coverage=0.97)).trust == "doubt"


@pytest.mark.parametrize(
    ("read", "least", "most"), [(SENTENCES, 0.95, 1.0), ("lorem ipsum dolor sit amet elit", 0.0, 0.1)]
)
def test_same_text_compares_bags(read: str, least: float, most: float) -> None:
    """The measure is near 1 for the same text in another order and near 0 for another text."""
    shuffled = " ".join(sorted(read.split()))
    assert least <= same_text(words_of(SENTENCES), words_of(shuffled)) <= most


def test_same_text_of_almost_nothing_cannot_refute() -> None:
    """Fewer than five sure words read are no evidence against a text layer."""
    assert same_text(words_of(SENTENCES), words_of("satu dua")) == 1.0


def test_function_share_and_height() -> None:
    """Sentences hold at least 30 % function words; eight lines of 16 points cover about a sixth of the page."""
    assert function_share([t.lower() for t in SENTENCES.replace(".", "").split()]) > 0.3
    assert function_share([]) == 0.0
    assert 0.1 < covered_height(words_of("kata " * 64), height=842) < 0.25
