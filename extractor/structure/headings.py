"""Headings of chapters and articles: "BAB II", "Pasal 5", "PASAL - V", "P A S A L 3", "Pasa1 (7)".

Candidates are collected generously and the sequence of them that counts up best is taken as a whole (dynamic
programming), so one misread number does not derail what follows, and a reference ("dalam Pasal 5 ayat (2)") that
happens to begin a line stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.structure.numbering import is_pasal, may_be_pasal, mistaken_numbers, numbers
from extractor.structure.outline import Line

_REFERS_ON = re.compile(
    r"^[\s\W]*(?:ayat|huruf|angka|butir|dan\b|atau\b|jo\b|juncto|s/?d\b|sampai|undang|uu\b|pp\b|kuh|peraturan|keputusan|"
    r"permen|di\s?atas|tersebut|di\s?maksud|yang\b|diubah|mengenai|perjanjian ini|ini\b|kitab|"
    r"tentang (?:undang|peraturan))",
    re.IGNORECASE,
)
_REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:dalam|pada|sesuai|ketentuan|dengan|dari|dan|atau|oleh|menurut|berdasarkan|sebagaimana|maksud|melanggar|"
    r"antara|atas|huruf [a-z]|ayat|bunyi|isi|terhadap|mengenai|kecuali|jo\.?|s/d|serta)|[,(])\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:!?)”\"]\W*$")
_SPACED_PASAL = re.compile(r"^\W*P\s+[A4]\s+[S5$]\s+[A4]\s+[L1I|]\b", re.IGNORECASE)
_SPACED_BAB = re.compile(r"^\W*B\s+[A4]\s+[B8]\b", re.IGNORECASE)
_GLUED = re.compile(r"^\W*(?P<word>[A-Za-z1|$4]{5})(?P<rest>[\W_]*\(?\d{1,2}\)?)(?=\W|$)")
_NUMBER = re.compile(
    r"^[\s\-–—.:_~(\[{]*(?P<number>[0-9IVXLOQSBZGloisqz|!]{1,7}|[A-Za-z]{4,14})(?P<letter>[A-C])?(?=[\s)\]}.,:;\-–—]|$)[)\]}.:\-–—\s]*"
)
_BAB = re.compile(r"^\W*(?:BAB|8AB|BA8|Bab)(?=[\s\-–—.:]|$)")
_STANDS_ALONE = 2.4  # the weight of a heading that has its line for itself
_WRONG_NUMBER = 2.5  # the cost of a number that is not what was read; a skipped article must stay cheaper
_MOST_STATES = 5
_MOST_HEADINGS = 600
_WINDOW = 12  # earlier candidates a heading may follow


@dataclass(frozen=True, slots=True)
class Heading:
    """A chosen heading: the line it stands on, its number, and where on the line the rest begins (in the text)."""

    line: int
    number: int
    rest: int
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    readings: tuple[tuple[int, float], ...]  # number and its cost
    weight: float
    rest: int
    suffix: str


def find_pasals(lines: Sequence[Line]) -> list[Heading]:
    """The headings of articles in reading order."""
    found = [c for i, line in enumerate(lines) if (c := _pasal(i, line, lines[i - 1] if i else None)) is not None]
    return _best_path(found)


def find_babs(lines: Sequence[Line]) -> list[Heading]:
    """The headings of chapters in reading order."""
    found = [c for i, line in enumerate(lines) if (c := _bab(i, line, lines[i - 1] if i else None)) is not None]
    return _best_path(found)


def _pasal(index: int, line: Line, before: Line | None) -> _Candidate | None:
    at = _word_end(line.text)
    if at is not None:
        return _candidate(index, line, before=before, at=at)
    words = line.text.split()
    stands_alone = len(words) == 2 and not line.table and (line.centred or line.gap_before)
    if stands_alone and may_be_pasal(words[0]) and numbers(words[1]):
        found = _candidate(index, line, before=before, at=line.text.index(words[0]) + len(words[0]))
        return None if found is None else replace(found, weight=found.weight - 1.0)
    return None


def _word_end(text: str) -> int | None:
    """Where the word "Pasal" ends at the start of this line, None when the line begins otherwise."""
    if spaced := _SPACED_PASAL.match(text):
        return spaced.end()
    if (glued := _GLUED.match(text)) and is_pasal(glued["word"]):
        return glued.end("word")
    first = text.lstrip(" -–—~*•_.'\"“”‘’|()[]")
    begin = len(text) - len(first)
    word = re.split(r"[\s\-–—.:(]", first, maxsplit=1)[0]
    return begin + len(word) if word and is_pasal(word) else None


def _bab(index: int, line: Line, before: Line | None) -> _Candidate | None:
    match = _SPACED_BAB.match(line.text) or _BAB.match(line.text)
    return _candidate(index, line, before=before, at=match.end()) if match else None


def _candidate(index: int, line: Line, *, before: Line | None, at: int) -> _Candidate | None:
    tail = line.text[at:]
    match = _NUMBER.match(tail)
    readings: list[tuple[int, float]] = []
    suffix = ""
    rest = at
    if match is not None:
        token = match["number"]
        readings = [(n, 0.15 * i) for i, n in enumerate(numbers(token))]
        readings += [(n, 1.2) for n in mistaken_numbers(token)]
        if readings:
            suffix = match["letter"] or ""
            rest = at + match.end()
    after = line.text[rest:].strip()
    weight = _weight(line, before=before, after=after, numbered=bool(readings))
    if weight <= 0:
        return None
    return _Candidate(index, tuple(readings), weight, line.start + rest, suffix)


def _weight(line: Line, *, before: Line | None, after: str, numbered: bool) -> float:
    """How much a line looks like a heading; 0 or less: it is none."""
    if after and _REFERS_ON.match(after):
        return 0.0
    if not numbered and not ((line.centred or line.gap_before) and (len(after) <= 3 or line.capitals)):
        return 0.0
    weight = 0.5 if numbered else -0.2
    lower = line.text.lstrip()[:1].islower()
    words = after.split()
    if not words:
        weight += 1.5
    elif (
        len(words) <= 9
        and (line.capitals or sum(w[:1].isupper() for w in words) >= 0.6 * len(words))
        and not after.endswith((".", ";", ","))
    ):
        weight += 1.0
    elif after[:1].isupper() or after[:1] in '(:“"0123456789':
        weight += 0.4
    else:
        weight -= 1.0
    if line.centred:
        weight += 1.0
    if before is not None:
        if before.same_flow(line) and _REFERENCE_BEFORE.search(before.text) and not before.heading_like:
            weight -= 3.0 if not line.centred or words else 1.0
        elif _SENTENCE_END.search(before.text) or line.gap_before or before.heading_like:
            weight += 0.5
        elif not line.centred and words:
            weight -= 1.2
    if lower:
        weight -= 1.5
    return weight


def _best_path(candidates: Sequence[_Candidate]) -> list[Heading]:
    """The chain of candidates with the highest sum of weights and steps."""
    # state of candidate i: number -> (score, previous candidate, previous number)
    states: list[dict[int, tuple[float, int, int]]] = []
    best: tuple[float, int, int] | None = None
    for i, candidate in enumerate(candidates):
        mine: dict[int, tuple[float, int, int]] = {}
        earlier = range(max(0, i - _WINDOW), i)
        # thousands of headings are no contract: then the numbers are taken as read, to stay fast
        near = earlier[-4:] if len(candidates) <= _MOST_HEADINGS else range(0)
        readings = candidate.readings + _as_expected(candidate, {n for j in near for n in states[j]})
        for number, cost in readings:
            score, origin, came_from = _start(number), -1, 0
            for j in earlier:
                for previous, state in states[j].items():
                    reached = state[0] + _step(previous, number, candidate.suffix)
                    if reached > score:
                        score, origin, came_from = reached, j, previous
            score += candidate.weight - cost
            if number not in mine or score > mine[number][0]:
                mine[number] = (score, origin, came_from)
        if len(mine) > _MOST_STATES:
            mine = dict(sorted(mine.items(), key=lambda pair: -pair[1][0])[:_MOST_STATES])
        states.append(mine)
        for number, state in mine.items():
            if best is None or state[0] > best[0]:
                best = (state[0], i, number)
    if best is None or best[0] < 1.5:
        return []
    chain = []
    i, number = best[1], best[2]
    while i >= 0:
        chosen = candidates[i]
        chain.append(Heading(chosen.line, number, chosen.rest, chosen.suffix))
        _, i, number = states[i][number]
    return chain[::-1]


def _as_expected(candidate: _Candidate, before: set[int]) -> tuple[tuple[int, float], ...]:
    """The numbers that would come next, for a heading whose number cannot be read, or was read wrong."""
    if not candidate.readings:
        return (*((n + 1, 0.4) for n in before), (1, 0.8))
    if candidate.weight < _STANDS_ALONE:
        return ()
    return tuple((n + 1, _WRONG_NUMBER) for n in before)


def _start(number: int) -> float:
    return 1.0 if number == 1 else -0.4 * min(number - 1, 4)


def _step(previous: int, number: int, suffix: str) -> float:
    """Counting up by one is what articles do; a skipped number happens, a new count from 1 too."""
    ahead = number - previous
    if ahead == 1:
        return 1.5
    if ahead == 0 and suffix:
        return 0.8
    if 2 <= ahead <= 3:
        return -0.3 * ahead
    if number == 1:
        return -1.3
    return -2.5 if ahead > 3 else -3.5
