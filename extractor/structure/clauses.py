"""The smallest pieces that can be judged on their own, each with the context it needs to be understood.

Whether "a. seragam;" is granted or withheld stands in the sentence above it and in the article's title; both are
given with the piece.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.report import Evidence
from extractor.structure.types import Section, SectionKind, Structure

_FLOW = str.maketrans("\n\f", "  ")
_NO_STOP = re.compile(
    r"(?:\b(?:PT|CV|UD|No|Nomor|Jl|Jln|Jalan|Rp|Sdr|Sdri|Bpk|Tn|Ny|Hj?|Dr|dr|drg|Drs|Dra|Ir|Prof|St|SH|SE|MM|"
    r"Tbk|Kel|Kec|Kab|Gg|Km|Telp|Pasal|ayat|hlm|hal|tgl|dsb|dll|dst|dkk|sbb|tsb|yg|dgn|jo|juncto|cq|a\.n|u\.p|s\.d|d\.a|[A-Z])|"
    r"\b(?:[A-Z]\.)+[A-Z]?[a-z]{0,3}|^\W*\(?\w{1,2})\.$"
)
_SENTENCE = re.compile(r"[.;!?][\"”)]?\s+(?=[A-Z(“\"])")


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text without headers, footers, page numbers and foreign columns, and the way back to the document.

    ``text`` has a blank where a line or page ends. ``spans`` are the document's characters it was made of, in order.
    """

    text: str
    spans: tuple[tuple[int, int], ...]

    def document_span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start:end`` of this text stand in the document's text."""
        if not self.spans:
            return 0, 0
        begins = []
        length = 0
        for a, b in self.spans:
            begins.append(length)
            length += b - a
        first = max(0, bisect_right(begins, start) - 1)
        last = max(0, bisect_right(begins, max(start, end - 1)) - 1)
        return (
            min(self.spans[first][0] + start - begins[first], self.spans[first][1]),
            min(self.spans[last][0] + end - begins[last], self.spans[last][1]),
        )


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A judgeable piece: an item, an unnumbered article's text, or the sentence that leads into items.

    ``start:end`` is its extent in the document's text and ``flow`` its words (the enumerator left out).
    ``where`` names it for people ("Pasal 5 ayat (2) huruf a"); ``heading`` is the title of the nearest titled node
    around it; ``lead_in`` the opening sentences of all nodes above it, outermost first, joined by a blank.
    ``pasal`` is the article's number, "" outside articles; ``section`` the kind of the node.
    ``leads`` is True for the opening sentence itself. ``sentences`` are the document spans of its sentences.
    """

    start: int
    end: int
    flow: Flow
    section: SectionKind
    where: str
    pasal: str
    heading: str
    lead_in: str
    part: SectionKind
    leads: bool = False
    sentences: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The words of the piece in one line."""
        return self.flow.text

    @property
    def in_context(self) -> str:
        """Heading, lead-in and the piece itself in one line, as a person would read it."""
        return " ".join(part for part in (self.heading, self.lead_in, self.flow.text) if part)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the document by its extent: title, party, recital or signature block."""

    kind: SectionKind
    start: int
    end: int
    flow: Flow


def flow(structure: Structure, start: int = 0, end: int | None = None) -> Flow:
    """The running text of a stretch of the document (of all of it by default)."""
    stop = len(structure.text.text) if end is None else end
    spans: list[tuple[int, int]] = []
    lines = structure.lines
    first = _first_line(structure, start)
    for line in lines[first:]:
        if line.start >= stop:
            break
        a, b = max(line.start, start), min(line.end + 1, stop)
        if not line.running or b <= a:
            continue
        if spans and spans[-1][1] == a:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    text = "".join(structure.text.text[a:b] for a, b in spans).translate(_FLOW)
    inner = text.strip()
    return Flow(inner, _cut(spans, len(text) - len(text.lstrip()), len(inner)))


def _cut(spans: Sequence[tuple[int, int]], skip: int, length: int) -> tuple[tuple[int, int], ...]:
    """The spans without their first ``skip`` characters and without what comes after ``length`` more."""
    cut = []
    for a, b in spans:
        first = min(a + skip, b)
        skip -= first - a
        last = min(b, first + length)
        length -= last - first
        if last > first:
            cut.append((first, last))
    return tuple(cut)


def _first_line(structure: Structure, offset: int) -> int:
    low, high = 0, len(structure.lines)
    while low < high:
        middle = (low + high) // 2
        if structure.lines[middle].end < offset:
            low = middle + 1
        else:
            high = middle
    return low


def evidence(structure: Structure, start: int, end: int) -> tuple[Evidence, ...]:
    """Like ``TextMap.evidence``, but without the headers, footers and foreign lines that lie inside the span."""
    found: list[Evidence] = []
    for a, b in flow(structure, start, end).spans:
        for piece in structure.text.evidence(a, b):
            if found and found[-1].page == piece.page:
                found[-1] = Evidence(piece.page, f"{found[-1].quote} {piece.quote}", found[-1].boxes + piece.boxes)
            else:
                found.append(piece)
    return tuple(found)


def clauses(structure: Structure) -> tuple[ClauseText, ...]:
    """All judgeable pieces in reading order: recitals, articles, points, annexes (not title, parties, signatures)."""
    found: list[ClauseText] = []
    for child in structure.root.children:
        if child.kind == "parties":  # a letter's sentences between its two parties
            for inner in child.children:
                found += _of_section(structure, inner, above=(), heading="", lead_ins=(), part=child.kind)
        elif child.kind not in ("cover", "title", "signatures"):
            found += _of_section(structure, child, above=(), heading="", lead_ins=(), part=child.kind)
    return tuple(found)


def _of_section(
    structure: Structure,
    section: Section,
    *,
    above: tuple[Section, ...],
    heading: str,
    lead_ins: tuple[str, ...],
    part: SectionKind,
) -> Iterator[ClauseText]:
    path = (*above, section)
    heading = section.heading or heading
    body_end = section.children[0].start if section.children else section.end
    opening = flow(structure, section.body_start or section.start, body_end)
    if opening.text:
        yield _clause(
            structure, path, opening, heading=heading, lead_ins=lead_ins, part=part, leads=bool(section.children)
        )
    inner = (*lead_ins, opening.text) if section.children and opening.text else lead_ins
    for child in section.children:
        yield from _of_section(structure, child, above=path, heading=heading, lead_ins=inner, part=part)


def _clause(
    structure: Structure,
    path: Sequence[Section],
    words: Flow,
    *,
    heading: str,
    lead_ins: Sequence[str],
    part: SectionKind,
    leads: bool,
) -> ClauseText:
    start, end = words.spans[0][0], words.spans[-1][1]
    pasal = next((s.label for s in reversed(path) if s.kind == "pasal"), "")
    return ClauseText(
        start=start,
        end=end,
        flow=words,
        section=path[-1].kind,
        where=where(path),
        pasal=pasal,
        heading=heading,
        lead_in=" ".join(lead_ins),
        part=part,
        leads=leads,
        sentences=tuple(words.document_span(a, b) for a, b in sentence_spans(words.text)),
    )


def where(path: Sequence[Section]) -> str:
    """The place in words, as the law is cited: "Pasal 5 ayat (2) huruf a"."""
    names = []
    for section in path:
        match section.kind:
            case "pasal":
                names.append(f"Pasal {section.label}")
            case "bab":
                names.append(f"Bab {section.label}")
            case "ayat":
                names.append(f"ayat ({section.label})" if "." not in section.label else f"angka {section.label}")
            case "huruf":
                names.append(f"huruf {section.label}")
            case "angka":
                names.append(f"angka {section.label}")
            case "annex":
                names.append(
                    section.label if section.label in ("SSUK", "SSKK") else f"Lampiran {section.label}".strip()
                )
            case "recitals":
                names.append("Pertimbangan")
            case _:
                pass
    if any(s.kind == "pasal" for s in path):
        names = [n for n in names if not n.startswith("Bab ")]
    return " ".join(names)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a flowed text; abbreviations ("PT.", "No.", titles) do not end one."""
    spans = []
    start = 0
    for match in _SENTENCE.finditer(text):
        cut = match.start() + 1
        if text[match.start()] == "." and _NO_STOP.search(text[max(start, cut - 14) : cut]):
            continue
        spans.append((start, cut))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _block(structure: Structure, *kinds: SectionKind) -> Block | None:
    for kind in kinds:
        for section in structure.root.children:
            if section.kind == kind:
                return Block(kind, section.start, section.end, flow(structure, section.start, section.end))
    return None


def title_block(structure: Structure) -> Block | None:
    """The title with its numbers (the cover when the contract begins right after it), None when there is none."""
    return _block(structure, "title", "cover")


def party_block(structure: Structure) -> Block | None:
    """From the opening sentence to the recitals or the first article."""
    return _block(structure, "parties")


def recitals(structure: Structure) -> Block | None:
    """What the parties state before they agree ("bahwa ..."), None when there is none."""
    return _block(structure, "recitals")


def signature_block(structure: Structure) -> Block | None:
    """The signatures at the end of the main part."""
    return _block(structure, "signatures")


def section_of(structure: Structure, offset: int) -> tuple[Section, ...]:
    """The path of nodes from the root down to the smallest one that holds the character."""
    path = [structure.root]
    while True:
        inner = next((c for c in path[-1].children if c.start <= offset < c.end), None)
        if inner is None:
            return tuple(path)
        path.append(inner)
