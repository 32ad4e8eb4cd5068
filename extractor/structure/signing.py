"""Blocks side by side, found by their geometry and their words: two or three signatories, or the boxes in which the two
parties of a contract introduce themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.structure.rows import Row, segments
from extractor.structure.textmap import LaidLine

_MOST_WORDS = 9  # in one signatory's line
_CUE = re.compile(
    r"p\s?i\s?h\s?a\s?k|pertama|kedua|ketiga|kesatu|penyedia|pejabat|komitmen|pengguna|direktur|pimpinan|kepala|"
    r"menerima|menyetujui|mengetahui|saksi|pekerja|karyawan|perusahaan|pengusaha|me?t?e?r[ae]i|nip\b|ttd|tertanda|"
    r"yang membuat|hormat|employee|company|\bpt\b|\bcv\b|koperasi|manager|manajer|ketua|^\W*\(.*\)\W*$",
    re.IGNORECASE,
)
_PROSE_END = re.compile(r"[;,]$|\b(?:yang|dan|dengan|untuk|pada|dari|oleh|dalam|di)$", re.IGNORECASE)
_LABEL = re.compile(r"^[:=]|^\(?(?:[0-9]{1,2}|[a-z])[.)]|^[0-9]{1,2}(?:\.[0-9]{1,2})+\.?$|:$", re.IGNORECASE)
_MONEY = re.compile(r"\d[.,]\d{3}\b|%")
_MOST_BOX_LINES = 16
_ROLE_HEAD = re.compile(
    r"(?:[0-9IVX]{1,3}[.)]\s?)?(?:pihak\s(?:pertama|kedua|kesatu|ke-?\s?[i1l]{1,2}|[i1l]{1,2})|pengusaha|perusahaan|pekerja|"
    r"karyawan|operator|pengemudi|(?:pemberi|penerima)\s(?:kerja|tugas|pekerjaan|jasa)|pengguna(?:\sjasa)?|"
    r"penyedia(?:\sjasa)?|klien|vendor|employer|employee)(?:\s?[(/].{3,40})?\s?[:,]?",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    r"\b(?:nama|alamat|jabatan|(?:di)?wakili?|nik|ktp|identitas|npwp|jl|jln|jalan|desa|dusun|kel|kec|telp|lahir|rt)\b",
    re.IGNORECASE,
)
_FORM_LABEL = re.compile(
    r"(?:nama(?: perusahaan| lengkap)?|jabatan|alamat(?: kantor)?|perusahaan|instansi|(?:di)?wakili?(?: oleh)?|npwp|"
    r"nik|no\.? ?ktp|tempat,? ?tanggal lahir|pekerjaan|telepon|telp\.?)",
    re.IGNORECASE,
)
_FURTHEST = 10.0  # text heights between two lines of one block (room for signature, seal, meterai)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One block: for each signatory (or party: ``introduces``) the lines from top to bottom, left to right."""

    columns: tuple[tuple[Row, ...], ...]
    introduces: bool = False


def names_signatory(text: str) -> bool:
    """Whether a short line names a role, an office or a firm as it stands above or below a signature."""
    return bool(_CUE.search(text))


def split_signatures(lines: Sequence[LaidLine], *, height: float) -> list[LaidLine | SideBySide]:
    """The lines with each side-by-side signature block put together."""
    made: list[LaidLine | SideBySide] = []
    at = 0
    while at < len(lines):
        boxes = _party_boxes(lines, first=at, height=height)
        if boxes is not None:
            made.append(boxes[0])
            at = boxes[1]
            continue
        last = _block_end(lines, first=at, height=height)
        if last is None:
            made.append(lines[at])
            at += 1
        else:
            made.append(_divide(lines[at:last], height=height))
            at = last
    return made


def _party_boxes(lines: Sequence[LaidLine], *, first: int, height: float) -> tuple[SideBySide, int] | None:
    """Two parties introduced side by side from line ``first`` on, and one past the last line; None when they are not.

    The line holds the two roles; below, every word stands left or right of the edge at which the right box begins, and
    the words are those of particulars (a label, a street, "diwakili"). Running text follows; none follows signatures.
    """
    opening = _parts(lines[first], height)
    if len(opening) != 2 or not all(_ROLE_HEAD.fullmatch(p.text.strip()) for p in opening):
        return None
    below = lines[first + 1 : first + 1 + _MOST_BOX_LINES]
    seconds = sorted(parts[1].box.x0 for line in below[:6] if len(parts := _parts(line, height)) == 2)
    if not seconds:
        return None
    edge = min(seconds[len(seconds) // 2], opening[1].box.x0 + height) - 0.8 * height
    columns: tuple[list[Row], list[Row]] = ([opening[0]], [opening[1]])
    last = first + 1
    for line in below:
        left = [w for w in line.words if w.box.x0 < edge]
        right = [w for w in line.words if w.box.x0 >= edge]
        crosses = any(w.box.x1 > edge + 0.4 * height for w in left)
        loose = bool(right) and right[0].box.x0 > edge + 3 * height and not left
        if line.setting != "text" or crosses or loose or line.box.y0 - lines[last - 1].box.y1 > 3 * height:
            break
        for column, words in zip(columns, (left, right), strict=True):
            if words:
                column.append(Row.of(words))
        last += 1
    inside = [row.text for column in columns for row in column[1:]]
    told = sum(bool(_PARTICULAR.search(text)) for text in inside)
    prose = sum(len(line.words) >= 7 for line in lines[last : last + 8])
    if last - first < 3 or told < 2 or prose < 2 or min(len(c) for c in columns) < 2:
        return None
    return SideBySide((tuple(columns[0]), tuple(columns[1])), introduces=True), last


def _parts(line: LaidLine, height: float) -> list[Row]:
    if line.setting != "text" or line.table is not None:
        return []
    return segments(Row(line.words, line.box), height, wide=1.6)


def _block_end(lines: Sequence[LaidLine], *, first: int, height: float) -> int | None:
    """One past the last line of a block that begins here, or None.

    A block begins with a line of two or three short parts, at least one of which names a role, a firm or an office.
    """
    opening = _parts(lines[first], height)
    if not 2 <= len(opening) <= 3 or not all(_short(p) for p in opening) or not any(_cued(p) for p in opening):
        return None
    gutters = _gutters(opening)
    last = first + 1
    cues = sum(_cued(p) for p in opening)
    paired = 1
    while last < len(lines):
        line = lines[last]
        if line.setting != "text" or line.box.y0 - lines[last - 1].box.y1 > _FURTHEST * height:
            break
        parts = _split_at(line, gutters, height)
        if not all(_short(p) for p in parts) or _crosses(parts, gutters):
            break
        paired += len(parts) > 1
        cues += sum(_cued(p) for p in parts)
        last += 1
    if sum(_is_form_row(_parts(line, height)) for line in lines[first:last]) >= 2:
        return None
    # a single pair of words is no block; a second pair, or the names below the roles, make it one
    return last if cues >= 2 and last - first >= 2 and (paired >= 2 or cues >= len(opening)) else None


def _split_at(line: LaidLine, gutters: Sequence[float], height: float) -> list[Row]:
    """The line's parts left and right of each gutter, cut at the widest blank near it."""
    words = sorted(line.words, key=lambda w: w.box.x0)
    cuts = set()
    for gutter in gutters:
        blanks = [
            (b.box.x0 - a.box.x1, i + 1)
            for i, (a, b) in enumerate(itertools.pairwise(words))
            if a.box.x1 < gutter + 40 and b.box.x0 > gutter - 40 and b.box.x0 - a.box.x1 > 0.6 * height
        ]
        if blanks:
            cuts.add(max(blanks)[1])
    bounds = [0, *sorted(cuts), len(words)]
    return [Row.of(words[a:b]) for a, b in itertools.pairwise(bounds)]


def _short(part: Row) -> bool:
    text = part.text
    return (
        len(part.words) <= _MOST_WORDS
        and not _LABEL.search(part.words[0].text)
        and not _LABEL.search(text)
        and not _MONEY.search(text)
        and (not _PROSE_END.search(text) or (text.endswith(",") and len(part.words) <= 5))
    )


def _is_form_row(parts: Sequence[Row]) -> bool:
    """A label without its colon, and the entry (or the entries of both parties) set apart from it."""
    return len(parts) >= 2 and bool(_FORM_LABEL.fullmatch(parts[0].text)) and not _FORM_LABEL.fullmatch(parts[1].text)


def _cued(part: Row) -> bool:
    return names_signatory(part.text)


def _gutters(parts: Sequence[Row]) -> list[float]:
    return [(a.box.x1 + b.box.x0) / 2 for a, b in itertools.pairwise(parts)]


def _crosses(parts: Sequence[Row], gutters: Sequence[float]) -> bool:
    """A part that spreads well over both sides of a gutter belongs to no signatory."""
    return any(p.box.x0 < g - 25 and p.box.x1 > g + 25 and len(p.words) > 4 for p in parts for g in gutters)


def _divide(lines: Sequence[LaidLine], *, height: float) -> SideBySide:
    gutters = _gutters(_parts(lines[0], height))
    columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        for part in _split_at(line, gutters, height):
            columns[sum(part.box.middle_x > g for g in gutters)].append(part)
    return SideBySide(tuple(tuple(column) for column in columns))
