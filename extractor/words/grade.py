"""How far the words of a page can be relied on, said so that an office knows what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.vocabulary import PageGrade
from extractor.words.engines import SeenWord
from extractor.words.look import UNSURE, PageLook, cut_off

# Measured on 135 pages from clean to illegible (contracts as scanned, and benchmark pages blurred, dark, faded, cut,
# noisy and of 80 to 200 dpi), words up to eight letters weighed by length. Of the pages called good by these figures
# two had a word recall below 0.97: one of 0.966, and one photograph cut at its left edge.
SURE = UNSURE
GOOD, FAIR, POOR = 0.98, 0.9, 0.35
"""The least share of sure words for each grade."""
GOOD_MEAN, FAIR_MEAN = 0.98, 0.93
"""The least mean confidence: where every word is fairly sure and none quite, more are wrong than the shares tell."""
_COARSE = 95.0  # dpi: engines are sure of what they guess
_HEAVIEST = 8  # characters
_SCRAP = 12  # characters
_MOSTLY = 0.75
_HANDWRITTEN = 0.5
_BLURRED = 0.25
_SIGNATURES = 200  # characters: names, offices and the place and day, on a page that holds nothing else
_HALF_A_LINE = 40  # characters

RESCAN = "Pindai ulang halaman ini 300 dpi, hitam-putih keabuan (grayscale), lurus, seluruh tepi terlihat."


@dataclass(frozen=True, slots=True)
class Grade:
    """``reason`` is an Indonesian sentence with the remedy, empty for ``good``; ``confidence`` 0 to 1."""

    grade: PageGrade
    reason: str
    confidence: float


def sure_share(words: Sequence[SeenWord], *, least: float = SURE) -> float:
    """The share of words of at least that confidence, by length up to eight characters; 0.0 for no words."""
    total = sum(map(_weight, words))
    return sum(_weight(w) for w in words if w.confidence >= least) / total if total else 0.0


def _without_disputed(words: Sequence[SeenWord]) -> Sequence[SeenWord]:
    """A figure on which two readings differ is shown to a person by itself and says nothing about the page."""
    return [w for w in words if w.alternative is None or not any(map(str.isdigit, w.text))] or words


def _weight(word: SeenWord) -> int:
    return min(len(word.text), _HEAVIEST)


def without_scraps(words: Sequence[SeenWord]) -> Sequence[SeenWord]:
    """The words without short lines that hold nothing sure, as long as those are few: what an engine makes of a stamp's
    ring or of a signature. Where they are more than a quarter of the page, they are its text, and stay."""
    lines: dict[int, list[SeenWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    scraps = {
        number
        for number, line in lines.items()
        if sum(len(w.text) for w in line) <= _SCRAP and all(w.confidence < SURE for w in line)
    }
    kept = [w for w in words if w.line not in scraps]
    return kept if sum(len(w.text) for w in kept) >= _MOSTLY * sum(len(w.text) for w in words) else words


def grade_page(words: Sequence[SeenWord], *, look: Callable[[], PageLook], columns: int, dpi: float) -> Grade:
    """Grade a page read by OCR from the share of sure words.

    ``look`` looks at its image, asked only when there is something to explain; ``columns`` is the width of the image
    read, ``dpi`` its resolution. Scraps of stamps and signatures, which every signed page has, do not count against it.
    """
    kept = without_scraps(words)
    if not kept:
        return Grade("unreadable", f"Tidak ada tulisan yang terbaca pada halaman ini. {_cause(look()).remedy}", 0.0)
    counted = _without_disputed(kept)
    total = sum(map(_weight, counted))
    mean = sum(w.confidence * _weight(w) for w in counted) / total
    sure = sure_share(counted)
    if sure >= FAIR and cut_off(words, columns=columns):
        # What is left reads well; what the scanner cut off nobody can read.
        return Grade("poor", f"Tepi tulisan pada halaman ini terpotong. {_WHOLE}", mean)
    if sure >= GOOD and mean >= GOOD_MEAN and dpi >= _COARSE:
        return Grade("good", "", mean)
    cause = _cause(look())
    # A page of signatures has few words, and stamps over them. As long as what is unsure would not fill half a line, no
    # clause can hide in it, and the page must not keep the whole document from saying what it lacks.
    little = sure >= POOR and total < _SIGNATURES and (1 - sure) * total < _HALF_A_LINE
    if sure < POOR:
        return Grade("unreadable", f"Halaman ini tidak terbaca: {cause.what}. {cause.remedy}", mean)
    if not little and (sure < FAIR or mean < FAIR_MEAN):
        return Grade("poor", f"Banyak kata sulit dibaca: {cause.what}. {cause.remedy}", mean)
    return Grade("fair", f"Sebagian kata kurang jelas: {cause.what}. Periksa angka pada gambar halaman.", mean)


_AGAIN = "Pindai ulang halaman ini 300 dpi"
_WHOLE = f"{_AGAIN} dengan seluruh tepi kertas terlihat."


@dataclass(frozen=True, slots=True)
class _Cause:
    """Why words are hard to read and what to do about it, in Indonesian."""

    what: str
    remedy: str


def _cause(look: PageLook) -> _Cause:
    if look.dpi < 140:
        return _Cause(f"gambarnya terlalu kecil ({look.dpi:.0f} dpi)", RESCAN)
    if look.letter_height is not None and look.letter_height < 12:
        return _Cause("hurufnya terlalu kecil", "Pindai ulang halaman ini 400 dpi, abu-abu, dari dokumen aslinya.")
    if look.brightness < 0.45:
        return _Cause("gambarnya gelap", f"{_AGAIN} lebih terang; bila difoto, di tempat terang tanpa bayangan.")
    faded = _Cause("tulisannya pudar", f"{_AGAIN} abu-abu dengan kontras lebih tinggi, dari dokumen aslinya.")
    if look.contrast < 0.15:
        return faded
    if look.sharpness < _BLURRED:
        return _Cause("gambarnya kabur", f"{_AGAIN}; bila difoto, tahan kamera diam dan tunggu sampai gambar tajam.")
    if look.contrast < 0.4:
        return faded
    if look.joined >= _HANDWRITTEN:
        return _Cause(
            "tulisan tangan, paraf, atau coretan",
            f"Baca bagian itu pada gambar halaman. {_AGAIN} hanya bila gambarnya juga tidak jelas.",
        )
    return _Cause("cap, noda, atau gangguan pindai", RESCAN)
