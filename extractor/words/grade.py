"""How far the words of a page can be relied on, said so that an office knows what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.vocabulary import PageGrade
from extractor.words.engines import SeenWord

# Measured on 22 pages from clean to illegible (six kinds of damage, 65 to 200 dpi, blurred): the share of characters in
# words that are right seven times in ten or more follows the word recall better than the mean confidence does.
SURE = 0.7
GOOD, FAIR, POOR = 0.985, 0.9, 0.35
_SCRAP = 12  # characters
_MOSTLY = 0.75

RESCAN = "Pindai ulang halaman ini 300 dpi, hitam-putih keabuan (grayscale), lurus, seluruh tepi terlihat."


@dataclass(frozen=True, slots=True)
class Grade:
    """``reason`` is an Indonesian sentence with the remedy, empty for ``good``; ``confidence`` 0 to 1."""

    grade: PageGrade
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PageLook:
    """What the image itself says: ``dpi``, ``letter_height`` in pixels (None when unknown), ``sharpness`` and
    ``contrast`` 0 to 1."""

    dpi: float
    letter_height: float | None
    sharpness: float
    contrast: float


def sure_share(words: Sequence[SeenWord], *, least: float = SURE) -> float:
    """The share of characters in words of at least that confidence; 0.0 for no words."""
    total = sum(len(w.text) for w in words)
    return sum(len(w.text) for w in words if w.confidence >= least) / total if total else 0.0


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


def grade_page(words: Sequence[SeenWord], look: PageLook) -> Grade:
    """Grade a page read by OCR from the share of its characters in sure words, and the look of its image.

    Scraps of stamps and signatures, which every signed page has, do not count against it.
    """
    words = without_scraps(words)
    if not words:
        return Grade("unreadable", f"Tidak ada tulisan yang terbaca pada halaman ini. {RESCAN}", 0.0)
    characters = sum(len(w.text) for w in words)
    mean = sum(w.confidence * len(w.text) for w in words) / characters
    sure = sure_share(words)
    if sure < POOR:
        return Grade("unreadable", f"Halaman ini tidak terbaca: {_cause(look)}. {RESCAN}", mean)
    if sure < FAIR:
        return Grade("poor", f"Banyak kata sulit dibaca: {_cause(look)}. {RESCAN}", mean)
    if sure < GOOD:
        return Grade("fair", f"Sebagian kata kurang jelas: {_cause(look)}. Periksa angka pada gambar halaman.", mean)
    return Grade("good", "", mean)


def _cause(look: PageLook) -> str:
    if look.dpi < 140:
        return f"gambarnya terlalu kecil ({look.dpi:.0f} dpi)"
    if look.letter_height is not None and look.letter_height < 12:
        return "hurufnya terlalu kecil"
    if look.contrast < 0.35:
        return "gambarnya gelap atau tulisannya pudar"
    if look.sharpness < 0.2:
        return "gambarnya kabur"
    return "tulisan tangan, cap, noda, atau gangguan pindai"
