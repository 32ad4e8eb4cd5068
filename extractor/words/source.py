"""Can the characters in the file be trusted, or must the page be read by OCR? Decided per page, in milliseconds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.pages.types import RawPage
from extractor.words.types import Word

Trust = Literal["trust", "doubt", "refuse"]

LEAST_CHARACTERS = 50
LEAST_FUNCTION_WORDS = 0.06
_ENOUGH_WORDS = 15
_SCANNED_SHARE = 0.5
_STAMP_SHARE = 0.2

# The commonest words of Indonesian (and of the English half of bilingual contracts): real text holds 32-49 % of them,
# a text layer with a broken character map under 1 %.
FUNCTION_WORDS: frozenset[str] = frozenset({
    "yang", "dan", "di", "ke", "dari", "untuk", "dengan", "pada", "dalam", "oleh", "ini", "itu", "atau", "sebagai",
    "adalah", "akan", "tidak", "telah", "dapat", "antara", "serta", "atas", "bahwa", "secara", "para", "tersebut",
    "pihak", "pertama", "kedua", "pasal", "ayat", "huruf", "angka", "maka", "jika", "apabila", "bila", "karena",
    "sesuai", "berdasarkan", "terhadap", "kepada", "hal", "setiap", "masing-masing", "sampai", "selama", "setelah",
    "sebelum", "tentang", "maupun", "wajib", "berhak", "bertanda", "tangan", "selanjutnya", "disebut", "kerja",
    "pekerja", "pekerjaan", "perjanjian", "surat", "nomor", "tanggal", "tahun", "bulan", "hari", "jumlah", "harga",
    "nilai", "upah", "gaji", "total", "satuan", "orang", "uraian", "jabatan", "nama", "alamat", "rupiah", "lampiran",
    "keterangan", "biaya", "per", "no", "the", "of", "and", "to", "in", "for", "by", "on", "with", "or", "be", "is",
    "shall", "this", "that", "as", "at", "from", "any", "its", "their", "party",
})  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class TextLayer:
    """``trust`` with the reason as an Indonesian phrase when it is not full."""

    trust: Trust
    reason: str = ""


def judge_text_layer(raw: RawPage) -> TextLayer:
    """Whether a page's own characters are its text.

    ``refuse``: too few characters, characters without meaning, or a stamp laid over a scan. ``doubt``: a hidden OCR
    layer of unknown origin, or hardly an Indonesian function word (a wage table, or garbage that only the image can
    tell from one): to be compared with the image.
    """
    words = raw.text_words
    characters = "".join(w.text for w in words)
    if len(characters) < LEAST_CHARACTERS:
        return TextLayer("refuse", "hampir tidak ada teks digital")
    if bad_characters(characters) > 0.05:
        return TextLayer("refuse", "teks digitalnya rusak")
    scanned = raw.image_coverage >= _SCANNED_SHARE
    if scanned and covered_height(words, height=raw.height) < _STAMP_SHARE:
        return TextLayer("refuse", "teks digitalnya hanya cap atau catatan kaki di atas hasil pindai")
    if scanned:
        return TextLayer("doubt", "lapisan OCR bawaan yang asalnya tidak diketahui")
    plain = letter_words(words)
    if len(plain) >= _ENOUGH_WORDS and function_share(plain) < LEAST_FUNCTION_WORDS:
        return TextLayer("doubt", "teks digitalnya tidak menyerupai kalimat")
    return TextLayer("trust")


def letter_words(words: Sequence[Word]) -> tuple[str, ...]:
    """The purely alphabetic tokens, case folded; figures and codes say nothing about language."""
    return tuple(t.casefold() for w in words for t in _LETTERS.findall(w.text))


def function_share(tokens: Sequence[str]) -> float:
    """The share of ``FUNCTION_WORDS`` among alphabetic tokens; 0.0 for none."""
    return sum(t in FUNCTION_WORDS for t in tokens) / len(tokens) if tokens else 0.0


def bad_characters(text: str) -> float:
    """The share of characters that no font maps to on purpose: private use, unassigned, replacement, controls."""
    if not text:
        return 0.0
    bad = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") for c in text)
    return bad / len(text)


def covered_height(words: Sequence[Word], *, height: float) -> float:
    """The share of the page's height on which text stands, in steps of a fortieth of the page."""
    steps = 40
    taken = {min(steps - 1, max(0, int(w.box.middle_y / height * steps))) for w in words}
    return len(taken) / steps


def same_text(layer: Sequence[Word], read: Sequence[Word]) -> float:
    """How much of what was read stands in the text layer too: the share of common tokens, 0 to 1.

    Compared as bags, because the order of a hidden layer is its producer's.
    """
    left = list(letter_words(layer))
    tokens = letter_words([w for w in read if w.confidence >= 0.8])
    tokens = tuple(t for t in tokens if len(t) > 2)
    if len(tokens) < 5:
        return 1.0
    bag: dict[str, int] = {}
    for token in left:
        bag[token] = bag.get(token, 0) + 1
    common = 0
    for token in tokens:
        if bag.get(token, 0) > 0:
            bag[token] -= 1
            common += 1
    return common / len(tokens)
