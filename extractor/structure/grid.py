"""A table on one page as rows of cells of words, before it is text; and what makes a cell a figure or a head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from extractor.geometry import Box, union
from extractor.structure.rows import group_rows
from extractor.words.types import Word

NOISE = frozenset("|¦[]{}!_—–-~=.,'`\"°·•©®") | {"||", "|_", "_|", "--", "__", "=="}
_RULE_MARKS = frozenset({"|", "¦", "||", "[", "]", "|_", "_|", "{", "}"})
FIGURE = re.compile(
    r"^\W*(?:Rp\.?\s*)?[(\-]?\d[\d.,/x\s%]*[)%]?(?:,-)?(?:\s*(?:orang|org|ob|oh|bulan|bln|hari|paket|%|/\w+|x|\[|\]))*\W*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\w\s?:\s?\w")  # "Satuan Kerja : Dinas ...": a form's cell, not a head
_AMOUNT = re.compile(r"\d[.,]\d{3}\b")
_COUNT = re.compile(
    r"^\W*\(?(?:se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\d+)[\w\s()]*\b(?:orang|org|bulan|"
    r"hari|regu|personil|personel)?\W*$",
    re.IGNORECASE,
)
_HEAD_WORDS = frozenset(
    {
        "no", "nomor", "nama", "jabatan", "posisi", "uraian", "pekerjaan", "jenis", "jumlah", "upah", "gaji", "program",
        "semula", "menjadi", "awal", "perubahan", "sebelum", "sesudah",
        "satuan", "volume", "vol", "harga", "lokasi", "tempat", "keterangan", "iuran", "pekerja",
        "tenaga", "unit", "tunjangan", "personil", "personel", "orang", "total", "bulan", "hari", "besaran", "tarif",
        "komponen", "biaya", "nilai", "ket", "kualifikasi", "pendidikan", "shift", "jam", "waktu", "tugas", "area",
        "pengusaha", "perusahaan", "pemberi", "penanggung", "beban", "persentase", "qty", "fee", "thr", "bpjs",
        "kompensasi", "alamat", "penempatan", "kegiatan", "spesifikasi", "ppn", "item", "rincian", "nik", "umur",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """A table region: ``rows`` x columns of words (cells may be empty), the x of its ``edges`` (one more than columns).

    ``ruled`` tells that printed lines made it. ``heads`` is how many leading rows are the column head.
    """

    box: Box
    rows: tuple[tuple[tuple[Word, ...], ...], ...]
    edges: tuple[float, ...]
    ruled: bool
    heads: int = 0

    @cached_property
    def ids(self) -> frozenset[int]:
        """``id`` of every word of the region."""
        return frozenset(id(w) for row in self.rows for cell in row for w in cell)


def cell_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a cell in reading order: its own lines from top to bottom."""
    if len(words) <= 1:
        return tuple(words)
    return tuple(w for row in group_rows(words) for w in row.words)


def printed(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the traces of ruling lines that a scanner reads as "|" or "[" """
    return tuple(w for w in words if w.text not in _RULE_MARKS)


def is_rule_mark(word: Word) -> bool:
    """Whether a word is only the trace of a ruling line."""
    return word.text in _RULE_MARKS


def text_of(words: Sequence[Word]) -> str:
    """The words of a cell joined by blanks, traces of rulings left out."""
    return " ".join(w.text for w in printed(words))


def is_figure(text: str) -> bool:
    """An amount, a percentage, a count: something a head does not hold."""
    return bool(text) and bool(FIGURE.match(text))


def is_count(text: str) -> bool:
    """A count in words ("dua belas orang")."""
    return len(text.split()) <= 5 and bool(_COUNT.match(text))


def head_score(texts: Sequence[str]) -> int:
    """How many cells begin or end with a word that column heads use."""
    score = 0
    for text in texts:
        words = [re.sub(r"\W", "", w).lower() for w in re.split(r"[\s/]+", text)]
        score += bool(words) and any(w in _HEAD_WORDS for w in words)
    return score


def count_heads(rows: Sequence[Sequence[Sequence[Word]]]) -> int:
    """How many leading rows are column heads: those without figures above the first row with some, else the first
    row when its cells are short and named like heads. A row of column numbers ("1 2 3") right below belongs to it."""
    texts = [[text_of(cell) for cell in row] for row in rows]
    if len(texts) < 2:
        return 0
    heads = 0
    for row in texts[:3]:
        filled = [t for t in row if t]
        if not filled or any(is_figure(t) for t in filled) or any(len(t.split()) > 9 for t in filled):
            break
        if (len(filled) == 1 and len(row) > 2) or any(_LABELLED.search(t) for t in filled):
            break
        heads += 1
    if heads == 0:
        return 0
    rest = texts[heads:]
    figures_below = any(is_figure(t) for row in rest[:3] for t in row)
    if not figures_below or heads == len(texts):
        heads = 1 if head_score(texts[0]) >= max(1, len([t for t in texts[0] if t]) // 2) else 0
    elif heads > 1 and not any(is_figure(t) or is_count(t) for t in texts[heads]):
        heads = 1
    while heads < len(texts) - 1 and _second_line_of_head(texts[heads], texts[0]):
        heads += 1
    while heads > 1 and head_score(texts[heads - 1]) == 0 and all(texts[heads - 1]):
        heads -= 1  # a first data row whose figures are words ("dua belas orang")
    if heads and heads < len(texts) and _column_numbers(texts[heads]):
        heads += 1
    return heads


def _second_line_of_head(row: Sequence[str], head: Sequence[str]) -> bool:
    """A row without a first cell and without amounts right below the head: the head's second line ("Kes 4%")."""
    filled = [t for t in row if t]
    return not row[0] and bool(head[0]) and head_score(filled) > 0 and not any(_AMOUNT.search(t) for t in filled)


def _column_numbers(row: Sequence[str]) -> bool:
    bare = [re.sub(r"\W", "", t) for t in row if t]
    return len(bare) >= 3 and bare == [str(i) for i in range(1, len(bare) + 1)]


def same_heads(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> bool:
    """Whether two heads read alike (a table continued on the next page repeats its head)."""
    if not first or not second:
        return False
    a, b = (" ".join(t for row in rows for t in row).lower() for rows in (first, second))
    return fuzz.ratio(a, b) >= 80


def make_grid(
    rows: Sequence[Sequence[Sequence[Word]]],
    *,
    edges: Sequence[float],
    ruled: bool,
    box: Box | None = None,
    keep_columns: bool = False,
) -> Grid:
    """A grid with its heads counted; empty rows, and empty columns unless ``keep_columns``, are left out."""
    kept_rows = [row for row in rows if any(row)]
    columns = [c for c in range(len(edges) - 1) if keep_columns or any(row[c] for row in kept_rows)]
    cells = tuple(tuple(cell_words(row[c]) for c in columns) for row in kept_rows)
    last = edges[columns[-1] + 1] if columns else edges[-1]
    around = box or union(w.box for row in cells for cell in row for w in cell)
    return Grid(around, cells, (*(edges[c] for c in columns), last), ruled, count_heads(cells))
