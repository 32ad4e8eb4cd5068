"""Counted things: durations, percentages and people, in figures, in words or in both ("12 (dua belas) bulan")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.facts.numbers import NumberWords, find_number_words

Unit = Literal["day", "week", "month", "year"]
_UNITS: dict[str, Unit] = {
    "hari": "day", "hart": "day", "minggu": "week", "pekan": "week", "bulan": "month", "bln": "month", "tahun": "year",
    "thn": "year", "month": "month", "months": "month", "year": "year", "years": "year",
}  # fmt: skip
_DIGIT_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5"})
_BOTH = r"(?P<n>\d{1,4})\s{0,2}(?:[(\[{]\s?(?P<w>[A-Za-z|!\s]{2,40}?)\s?[)\]}])?"
_DURATION = re.compile(
    rf"(?<![\d.,/]){_BOTH}\s{{0,3}}(?P<u>hari|minggu|pekan|bulan|bln|tahun|thn)\b(?P<k>\s{{1,2}}(?:kalender|kerja))?",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(
    r"\s{0,2}[)\]]?\s{0,2}(?P<u>hari|minggu|pekan|bulan|tahun)\b(?P<k>\s{1,2}(?:kalender|kerja))?", re.IGNORECASE
)
_PERCENT = re.compile(
    (
        r"(?<![\d.,])(?P<n>\d{1,3}(?:\s?[.,]\s?\d{1,3})?)\s{0,2}(?:%|°/o|o/o|persen\b|prosen\b|"
        r"\(\s?[A-Za-z\s]{3,50}\s?(?:persen|prosen)\s?\))"
    ),
    re.IGNORECASE,
)
_PEOPLE_WORDS = (
    r"(?:orang(?!\s{0,2}/|\s{1,2}(?:hari|bulan|lain|tua|pribadi|yang|per\b))|personil|personel|personnel|"
    r"pekerja|pax|petugas|tenaga(?!\s{1,2}kerja\s{1,2}(?:asing|dan))|karyawan|anggota|org\b|jiwa)"
)
_PEOPLE = re.compile(rf"(?<![\d.,/:\-]){_BOTH}\s{{0,3}}(?P<u>{_PEOPLE_WORDS})", re.IGNORECASE)
_PEOPLE_AFTER = re.compile(rf"\s{{0,2}}[)\]]?\s{{0,2}}{_PEOPLE_WORDS}", re.IGNORECASE)
_TEAMS = re.compile(
    (
        r"(?P<a>\d{1,3}|dua|tiga|empat|lima|enam)\s{0,2}(?:\([A-Za-z\s]{2,20}\)\s?)?(?:regu|shift|grup|group|pos|tim|unit|lokasi|titik|"
        r"lantai)\s{0,2}(?:@|masing[\s-]*masing|x|×|á)\s{0,2}(?P<b>\d{1,3})\s{0,2}(?:\([A-Za-z\s]{2,20}\)\s?)?"
        r"(?:orang|personil|personel|org)?(?!\s{0,2}jam)"
    ),
    re.IGNORECASE,
)
_TIMES = re.compile(r"\[\s{0,2}(?P<a>\d{1,4})\s{0,2}[xX×]\s{0,2}(?P<b>\d{1,3})\s{0,2}\]")
_ONE = re.compile(r"\b(?:seorang|satu\s{1,2}orang)\b(?!\s{1,2}(?:pun|pihak))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at ``start:end``. ``words`` is the number in brackets when it differs from the figure."""

    start: int
    end: int
    count: int
    unit: Unit
    words: int | None = None
    working_days: bool = False

    @property
    def months(self) -> int | None:
        """Whole months, or None for days and weeks."""
        return {"month": self.count, "year": self.count * 12}.get(self.unit)


@dataclass(frozen=True, slots=True)
class Percent:
    start: int
    end: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class People:
    """A number of people at ``start:end``; ``words`` as in ``Duration``."""

    start: int
    end: int
    count: int
    words: int | None = None


def word_number(text: str | None) -> int | None:
    """The number a bracketed word group names ("dua belas"), None when it names none."""
    if not text:
        return None
    found = next(find_number_words(text.strip()), None)
    return found.value if found and found.end >= len(text.strip()) - 1 else None


def find_durations(text: str) -> Iterator[Duration]:
    """Every duration, left to right: "12 (dua belas) bulan", "satu tahun", "335 hari kalender"."""
    found: list[Duration] = []
    for match in _DURATION.finditer(text):
        words = word_number(match["w"])
        count = int(match["n"])
        other = words if words is not None and words != count else None
        found.append(Duration(match.start(), match.end(), count, _UNITS[match["u"].casefold()], other, _working(match)))
    for number in find_number_words(text):
        tail = _UNIT_WORD.match(text, number.end)
        if tail and "(" not in text[max(0, number.start - 2) : number.start] and number.value > 0:
            made = Duration(number.start, tail.end(), number.value, _UNITS[tail["u"].casefold()], None, _working(tail))
            found.append(made)
    for match in re.finditer(r"\bse(tahun|bulan|minggu|hari)\b", text, re.IGNORECASE):
        found.append(Duration(match.start(), match.end(), 1, _UNITS[match.group(1).casefold()]))
    yield from _apart(found)


def _working(match: re.Match[str]) -> bool:
    return bool(match["k"] and "kerja" in match["k"].casefold())


def _apart(found: list[Duration]) -> Iterator[Duration]:
    end = -1
    for duration in sorted(found, key=lambda d: (d.start, -d.end)):
        if duration.start >= end:
            end = duration.end
            yield duration


def find_percents(text: str) -> Iterator[Percent]:
    """Every percentage: "6,24%", "3.7 %", "5 (lima persen)"."""
    for match in _PERCENT.finditer(text):
        yield Percent(match.start(), match.end(), Decimal(re.sub(r"\s", "", match["n"]).replace(",", ".")))


_TEAM_UNIT = re.compile(r"\s{0,2}\)?\s{0,2}(?:regu|shift|giliran|grup|group|pos|tim|kelompok|titik)\b", re.IGNORECASE)
_EACH = re.compile(
    r"\s{0,2}(?:@|x|×|,?\s?(?:yang\s)?(?:masing[\s-]*masing|setiap\s(?:regu|shift|giliran|grup|pos|tim|kelompok)|tiap[\s-]*tiap\s\w+)"
    r"(?:\s(?:terdiri\s(?:dari|atas)|beranggotakan|berisi|sebanyak|berjumlah))?)\s{0,2}",
    re.IGNORECASE,
)


def _word_teams(text: str) -> Iterator[People]:
    """Teams times people where either number is in words: "tiga regu @ 4 orang", "dua shift masing-masing enam orang"."""
    for each in _EACH.finditer(text):
        begin = max(0, each.start() - 45)
        before = None
        for number in find_number_words(text, at=begin, until=each.start()):
            unit = _TEAM_UNIT.match(text, number.end)
            if unit and unit.end() == each.start():
                figure = re.search(r"\d{1,3}\s?\(\s?$", text[begin : number.start])
                before = (begin + figure.start() if figure else number.start, number.value)
        if before is None:
            figure = re.search(
                r"(?<![\d.,])(\d{1,3})\s{0,2}(?:regu|shift|giliran|grup|group|pos|tim|kelompok|titik)$",
                text[begin : each.start()],
                re.I,
            )
            before = (begin + figure.start(), int(figure.group(1))) if figure else None
        people = count_at(text, each.end()) if before else None
        if before is None or people is None or not 0 < before[1] <= 50 or not 0 < people[2] <= 200:
            continue
        tail = _PEOPLE_AFTER.match(text, people[1])
        if tail:
            yield People(before[0], tail.end(), before[1] * people[2])


def find_people(text: str) -> Iterator[People]:
    """Every number of people: "12 (dua belas) orang", "empat personil", "seorang", "2 regu @ 4 orang", "[145 x 12]"."""
    found: list[People] = []
    for match in _TEAMS.finditer(text):
        found.append(People(match.start(), match.end(), (word_number(match["a"]) or int(match["a"])) * int(match["b"])))
    found.extend(_word_teams(text))
    for match in _TIMES.finditer(text):
        # [145 x 12]: people times months, in the notation of government price lists.
        found.append(People(match.start(), match.end(), int(match["a"])))
    for match in _PEOPLE.finditer(text):
        words, count = word_number(match["w"]), int(match["n"])
        found.append(People(match.start(), match.end(), count, words if words != count else None))
    for number in find_number_words(text):
        tail = _PEOPLE_AFTER.match(text, number.end)
        if tail and not text[max(0, number.start - 2) : number.start].rstrip().endswith("(") and number.value:
            found.append(People(number.start, tail.end(), number.value))
    for match in _ONE.finditer(text):
        found.append(People(match.start(), match.end(), 1))
    end = -1
    for people in sorted(found, key=lambda p: (p.start, -p.end)):
        if people.start >= end:
            end = people.end
            yield people


def count_at(text: str, at: int, *, reach: int = 3) -> tuple[int, int, int] | None:
    """A number in figures or words starting within ``reach`` characters of ``at``: (start, end, value)."""
    figures = re.compile(rf"\s{{0,{reach}}}(\d{{1,4}})(?![\d.,]*\d)(?:\s?\([A-Za-z\s]{{2,40}}\))?").match(text, at)
    if figures:
        return figures.start(1), figures.end(), int(figures.group(1))
    words: NumberWords | None = next(find_number_words(text, at=at, until=at + 40), None)
    if words and words.start - at <= reach:
        return words.start, words.end, words.value
    return None
