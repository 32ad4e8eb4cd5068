"""What an addendum changes, value by value: the printed old one beside the printed new one.

The facts of an addendum are its new values alone (what is "semula" is no longer in force); here both stand side by side
so that a person sees what the addendum does to the contract it belongs to. Read straight from the structure's text,
because the facts' own reading leaves the old text out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.addendum import amended_pairs, old_texts
from extractor.facts.dates import find_dates
from extractor.facts.measures import find_people
from extractor.facts.money import find_amounts
from extractor.structure.types import Structure
from extractor.vocabulary import ChangeKind

_LONGEST = 900
"""So many characters after "menjadi" are looked at; a restated article is not longer than that."""
_MOST = 40
_NEW_BEGINS = re.compile(
    r"\s*(?:(?:diubah|dirubah|berubah)\s+)?(?:sehingga\s+)?(?:menjadi|selengkapnya|berbunyi|sebagai\s+berikut|:|\s)*"
    r"[\"“”'(]*",
    re.IGNORECASE,
)
_NEW_ENDS = re.compile(
    r"\n\s*(?:pasal|bab|ketentuan|[ivx]{1,5}\s?[.)]|(?:ke)?[a-z]{3,9}(?:ma|am|ua|ga|at|uh|an)\s?\.|\d{1,2}\s?[.)]|[a-z]\s?[.)])\s|"
    r"[”\"]\s*\n|\.\s*\n\s*(?=[A-Z][A-Z]+\s)|\bsemula\b",
    re.IGNORECASE,
)
_WAGE = re.compile(r"\b(?:upah|gaji|honor(?:arium)?|imbalan)\b", re.IGNORECASE)
_VALUE = re.compile(r"\b(?:nilai|harga|biaya|anggaran|pagu)\b", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:sejak|mulai|terhitung|dari|berlaku)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:sampai|hingga|berakhir|s\.?\s?/?d\.?|diperpanjang)\b", re.IGNORECASE)
_ALLOWANCE = re.compile(r"\b(?:tunjangan|uang|insentif|premi|denda|iuran|lembur)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundChange:
    """One changed value: what it is about, where old and new stand in the structure's text, and both as written.

    ``old`` and ``new``  an amount as plain decimal, a date as ISO 8601, a number of people, or the printed words
    """

    about: ChangeKind
    label: str
    old_span: tuple[int, int]
    new_span: tuple[int, int]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Value:
    about: ChangeKind
    span: tuple[int, int]
    text: str


def find_changes(structure: Structure) -> tuple[FoundChange, ...]:
    """All changed values in reading order, each once a row; what stays the same is left out."""
    text = structure.text.text
    found: dict[tuple[str, ChangeKind, str, str], FoundChange] = {}
    for label, old, new in _pairs(structure):
        context = label or text[max(0, old[0] - 160) : old[0]]
        for change in _compared(text, old, new, label=_label(label, context), context=context):
            if change.old != change.new and len(found) < _MOST:
                found.setdefault((label, change.about, change.old, change.new), change)
    return tuple(sorted(found.values(), key=lambda c: c.new_span))


def _pairs(structure: Structure) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """(label, span of the old text, span of the new) of every table row and of every "semula ... menjadi ..."."""
    for label, old_spans, new_spans in amended_pairs(structure):
        yield label, (old_spans[0][0], old_spans[-1][1]), (new_spans[0][0], new_spans[-1][1])
    text = structure.text.text
    for start, end in old_texts(structure):
        begun = _NEW_BEGINS.match(text, end)
        at = begun.end() if begun else end
        stop = _NEW_ENDS.search(text, at + 3, min(len(text), at + _LONGEST))
        yield "", (start, end), (at, stop.start() if stop else min(len(text), at + _LONGEST))


def _compared(
    text: str, old: tuple[int, int], new: tuple[int, int], *, label: str, context: str
) -> Iterator[FoundChange]:
    before = list(_values(text, old, context=context))
    after = list(_values(text, new, context=context))
    made = False
    for about in dict.fromkeys(v.about for v in before):
        olds, news = [v for v in before if v.about == about], [v for v in after if v.about == about]
        if len(olds) != len(news):
            # A longer new text names further amounts; only the first of each is surely the same thing.
            olds, news = (olds[:1], news[:1]) if len(olds) == 1 and news else ([], [])
        for one, other in zip(olds, news, strict=True):
            made = True
            yield FoundChange(about, label, one.span, other.span, one.text, other.text)
    if not made:
        yield from _worded(text, old, new, label=label)


def _worded(text: str, old: tuple[int, int], new: tuple[int, int], *, label: str) -> Iterator[FoundChange]:
    """Old and new words where nothing countable stands in both; long texts are left to the page."""
    (a, b), (c, d) = _trimmed(text, old), _trimmed(text, _first_line(text, new))
    if _flat(text[a:b]).lower().startswith(("tidak ada", "belum ada", "belum diatur")):
        return
    if 2 < b - a <= 160 and 2 < d - c <= 160:
        yield FoundChange("other", label, (a, b), (c, d), _flat(text[a:b]), _flat(text[c:d]))


def _values(text: str, span: tuple[int, int], *, context: str) -> Iterator[_Value]:
    start, end = span
    part = text[start:end]
    taken = start
    known: ChangeKind | None = None
    for amount in find_amounts(part, bare=True):
        place = (start + amount.start, start + amount.end)
        # "Upah satpam Rp ... dan pengemudi Rp ...": a name alone goes on with what was named before it.
        lead = text[taken : place[0]]
        taken = place[1]
        if known is None or _names(lead):
            known = _about_amount(lead) if _names(lead) else _about_amount(context)
        if known is not None:
            yield _Value(known, place, format(amount.value, "f"))
    for people in find_people(part):
        yield _Value("headcount", (start + people.start, start + people.end), str(people.count))
    dates = list(find_dates(part))
    for i, found in enumerate(dates):
        lead = part[dates[i - 1].end if i else 0 : found.start]
        begins_at, ends_at = _last(_BEGINS, lead), _last(_ENDS, lead)
        if begins_at < 0 and ends_at < 0 and len(dates) == 2:
            begins_at, ends_at = (0, -1) if i == 0 else (-1, 0)
        if begins_at >= 0 or ends_at >= 0:
            about: ChangeKind = "ends_on" if ends_at > begins_at else "starts_on"
            yield _Value(about, (start + found.start, start + found.end), found.value.isoformat())


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern stands last, -1 nowhere."""
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _names(words: str) -> int:
    """How many words in the text say what an amount is."""
    return sum(len(pattern.findall(words)) for pattern in (_WAGE, _VALUE, _ALLOWANCE))


def _about_amount(words: str) -> ChangeKind | None:
    """What an amount is, by the nearest word before it; None for an allowance or the like."""
    places: list[tuple[int, ChangeKind | None]] = [
        (_last(_WAGE, words), "wage"), (_last(_VALUE, words), "value"), (_last(_ALLOWANCE, words), None),
    ]  # fmt: skip
    at, about = max(places, key=lambda place: place[0])
    return about if at >= 0 else None


def _label(label: str, context: str) -> str:
    """The row's label, else the last words before "semula"."""
    if label:
        return label
    bare = re.sub(
        r"[\s,.:]*(?:\b(?:yang|dari|semula|berbunyi|tertulis|adalah|sebesar|diubah)\b[\s:,.]*)+$",
        "",
        _flat(context),
        flags=re.IGNORECASE,
    )
    bare = re.sub(r"^.*\bPasal\s+\w{1,4}\s+(?=[A-Z])", "", bare)
    return " ".join(re.split(r"[.;:]\s", bare)[-1].split()[-8:]).strip(" ,.")


def _first_line(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The new words up to the end of their sentence."""
    stop = re.search(r"[;.](?=\s|$)|\n\s*\n", text[span[0] : span[1]])
    return span[0], span[0] + stop.start() if stop else span[1]


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")%"):
        end -= 1
    return start, end


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
