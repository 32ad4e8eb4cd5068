"""Repeated headers and footers, and page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractor.structure.numbering import is_pasal
from extractor.structure.textmap import LaidLine
from extractor.structure.types import LineRole
from extractor.words.types import PageWords

_ZONE = 0.14  # of the page height, at the top and at the bottom
_DEEPEST = 6  # lines from the edge that can be a header (form boxes have several)
_DRIFT = 14.0  # points a repeated line may stand higher or lower on another page
_GAPS = 1  # unlike lines (a stamp, a misread line) that may lie between the edge and a header's line
_ALIKE = 84.0  # rapidfuzz ratio

_NUMBER = r"[0-9OoIlivx]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"^\W*(?:{_NUMBER}|[-–—~]+\s*{_NUMBER}\s*[-–—~]+|{_NUMBER}\s*(?:/|dari|of)\s*{_NUMBER})\W*$", re.IGNORECASE
)
_PAGE_WORDS = re.compile(
    rf"\b(?:ha[l1]aman|hal|page)\.?\s*:?\s*{_NUMBER}\s*(?:dari|of|/)\s*{_NUMBER}\W*$"
    # a form's code before its pages ("FRM 2/3"), but neither a number's end ("/III/2024") nor "No. 12/24"
    rf"|(?<![/\w])(?!(?:no|nomor|tgl|rt|rw)\b)[A-Z]{{2,5}}\b\.?\s*:?\s*{_NUMBER}\s*(?:dari|of|/)\s*[0-9OoIl]{{1,3}}\W*$"
    rf"|^\W*(?:ha[l1](?:aman)?|page)\.?\s*:?\s*{_NUMBER}\W*$"
    rf"|^\W*{_NUMBER}\s*\|\s*p\s*a\s*g\s*e",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_TITLE = re.compile(r"PERJANJIAN|KONTRAK|KESEPAKATAN|PERINTAH KERJA|ADD?ENDUM|AMANDEMEN")
_ARTICLE = re.compile(r"^\W*(?:bab\b|lampiran\b|ayat\b|\(?(?:\d{1,2}|[a-z])[.)])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or bottom edge: its index on the page, its height from that edge, its text sans digits,
    and whether it reads like a contract's title."""

    index: int
    top: bool
    level: float
    key: str
    title: bool


def mark_margins(pages: Sequence[PageWords], laid: Sequence[Sequence[LaidLine]]) -> list[list[LaidLine]]:
    """The same lines with headers, footers and page numbers marked.

    A line is a header or footer when a like line stands at the same level on a neighbouring page, digits aside
    (odd and even pages may have their own). A page number is known by its form and its place.
    """
    edges = [_edge_lines(page, lines) for page, lines in zip(pages, laid, strict=True)]
    marked = []
    for number, lines in enumerate(laid):
        others = [e for other in (-2, -1, 1, 2) if 0 <= number + other < len(laid) for e in edges[number + other]]
        roles: dict[int, LineRole] = {}
        missed = {True: 0, False: 0}
        for edge in edges[number]:  # from the edge inwards: what lies behind body text is no header
            if missed[edge.top] > _GAPS:
                continue
            if _PAGE_NUMBER.match(_bare(lines[edge.index])) or _PAGE_WORDS.search(_bare(lines[edge.index])):
                roles[edge.index] = "page_number"
            elif _repeats(edge, others):
                roles[edge.index] = "header" if edge.top else "footer"
            else:
                missed[edge.top] += 1
        _keep_tables_whole(lines, roles)
        marked.append([replace(line, role=roles.get(i, "body")) for i, line in enumerate(lines)])
    return marked


def _bare(line: LaidLine) -> str:
    return " ".join(w.text for w in line.words)


def _edge_lines(page: PageWords, lines: Sequence[LaidLine]) -> list[_Edge]:
    """The lines in the page's top and bottom zone, few of each. "Pasal 5" here and "Pasal 9" there is no header."""
    zone = _ZONE * page.height
    free = [
        i
        for i, line in enumerate(lines)
        if not _ARTICLE.match(_bare(line)) and not is_pasal(line.words[0].text) and not _goes_on(line)
    ]
    top = [i for i in free if lines[i].box.middle_y <= zone]
    bottom = [i for i in free if lines[i].box.middle_y >= page.height - zone]
    top = sorted(top, key=lambda i: lines[i].box.middle_y)[:_DEEPEST]
    bottom = sorted(bottom, key=lambda i: -lines[i].box.middle_y)[:_DEEPEST]
    return [_edge(lines[i], i, top=True, level=lines[i].box.middle_y) for i in top] + [
        _edge(lines[i], i, top=False, level=page.height - lines[i].box.middle_y) for i in bottom
    ]


def _goes_on(line: LaidLine) -> bool:
    """Whether a line is the middle of a sentence: long, and begun with a small letter."""
    return len(line.words) >= 6 and line.words[0].text[:1].islower()


def _edge(line: LaidLine, index: int, *, top: bool, level: float) -> _Edge:
    text = _bare(line)
    title = text.isupper() and bool(_TITLE.search(text))
    return _Edge(index, top, level, _DIGITS.sub("#", text.lower()), title)


def _repeats(edge: _Edge, others: Sequence[_Edge]) -> bool:
    """Whether a like line stands at this level elsewhere. A contract's title may stand on its cover and on the page
    after it: it takes a third place to make it a header."""
    if len(edge.key.replace("#", "").strip()) < 2:
        return False
    needed = 2 if edge.title else 1
    for other in others:
        if (
            other.top == edge.top
            and abs(other.level - edge.level) <= _DRIFT
            and fuzz.ratio(other.key, edge.key) >= _ALIKE
        ):
            needed -= 1
            if needed == 0:
                return True
    return False


def _keep_tables_whole(lines: Sequence[LaidLine], roles: dict[int, LineRole]) -> None:
    """A table continued over pages repeats its head, which is no page header; a form box repeats as a whole."""
    tables = {line.table for i, line in enumerate(lines) if i in roles and line.table is not None}
    for table in tables:
        own = [i for i, line in enumerate(lines) if line.table == table]
        if any(i not in roles for i in own):
            for i in own:
                roles.pop(i, None)
