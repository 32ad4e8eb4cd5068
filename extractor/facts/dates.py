"""Dates as Indonesian contracts print them: figures, month names, words, or words with figures in brackets.

The weekday is never used to choose a date (it contradicts the date in about one contract of seven); a date in figures
beside a date in words is read from both, and both are kept when they differ.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractor.facts.numbers import NumberWords, find_number_words

MONTHS: dict[str, int] = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "agustus": 8, "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
    "december": 12,
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "agt": 8, "agu": 8, "ags": 8, "agust": 8,
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
_LONG_MONTHS = [m for m in MONTHS if len(m) >= 5]
_MONTH_NUMBERS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "duabelas": 12, "dua belas": 12,
}  # fmt: skip
_FOLD = str.maketrans({"0": "o", "1": "i", "|": "l", "5": "s", "!": "i"})
_STROKES = str.maketrans({"0": "o", "1": "l", "|": "l", "!": "l", "5": "s"})
_DIGIT_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"})

_YEAR = r"(?P<y>(?:19|20|2[O o])[\dOlIS]{2})(?![\d])"
_MONTH_NAME = r"(?P<m>[A-Za-z|!015]{3,10})\.?"
_DAY = r"(?P<d>[0-3lI]?[\dOlI])"
_WEEKDAY_GAP = r"[\s,.\-–—/]{1,4}"
_NAMED = re.compile(
    rf"(?<![\w.,/]){_DAY}(?:\s?\([A-Za-z\s]{{3,24}}\))?{_WEEKDAY_GAP}(?:bulan\s{{1,3}})?{_MONTH_NAME}"
    rf"(?:{_WEEKDAY_GAP}(?:tahun\s{{1,3}})?|\s{{0,2}}(?=20\d\d))['’]?{_YEAR}(?:\s?\([A-Za-z\s]{{8,45}}\))?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(rf"\b{_MONTH_NAME}\s{{1,2}}{_DAY}(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}", re.IGNORECASE)
_SEP = r"\s?(?P<s>[-–—./])\s?"
_NUMERIC = re.compile(
    rf"(?<![\w./\-–—]){_DAY}{_SEP}(?P<m>[0-3]?[\dOlI]|[XVI]{{1,4}})\s?[-–—./]\s?(?P<y>(?:19|20)\d{{2}}|"
    rf"\d{{2}})(?![\w/]|[.\-–—]\d)"
)
_NAME_DASH = re.compile(rf"(?<![\w/]){_DAY}\s?[-–—/]\s?{_MONTH_NAME}\s?[-–—/]\s?(?P<y>(?:19|20)?\d{{2}})(?![\w/])")
_YEAR_FIGURES = re.compile(r"(?P<y>(?:19|20)\d{2})(?!\d)")
_BRACKET = re.compile(r"[\s,.;:]{0,4}(?:atau\s)?[(\[{]\s{0,3}")
_FIGURE_DATE = re.compile(
    r"(?P<d>[0-3]?[\dOlI])\s{0,2}[-–—./]{1,2}\s{0,2}(?P<m>[01]?[\dOlI]|[XVI]{1,4}|"
    r"[A-Za-z]{3,9})\s{0,2}[-–—./]{1,2}\s{0,2}"
    r"(?P<y>(?:19|20)?[\dOlI]{2})\s{0,3}[)\]}]"
)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_JOIN = (
    r"\s{0,3}(?:s\s?[./]?\s?d\.?|s/d\.?|sId|sampai(?:\s{1,3}dengan)?|hingga|[-–—]|until|"
    r"to)\s{1,3}(?:tan[gq]gal\s{1,2}|tgl\.?\s)?"
)
_RANGE_HEAD = re.compile(
    (
        rf"(?<![\w.,/]){_DAY}(?:\s{{1,2}}(?:bulan\s)?(?P<m>[A-Za-z]{{3,10}}))?(?={_JOIN}[0-3]?\d\s{{1,2}}(?:bul"
        rf"an\s)?[A-Za-z]{{3,10}}\s{{1,2}}(?:tahun\s)?(?:19|20)\d{{2}})"
    ),
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?<![\d] )\b(?P<m>[A-Za-z]{{3,10}})(?:{_JOIN}(?P<m2>[A-Za-z]{{3,10}}))?\s{{1,2}}(?:tahun\s{{1,2}})?{_YEAR}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``start:end``. ``other`` is a second, different reading printed beside it (figures against words).

    ``whole`` is False when only month and year are printed; ``value`` is then the first day of that month.
    """

    start: int
    end: int
    value: date
    other: date | None = None
    whole: bool = True
    exact: bool = True


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """The month a printed word names, OCR slips allowed ("Pebruari", "Agusius", "Desernber", "0ktober")."""
    if not word.isupper():
        word = word[:1] + word[1:].replace("I", "l")  # a scanner's "JuIi"
    low = word.casefold().strip(".")
    if low in MONTHS:
        return MONTHS[low]
    strokes = low.translate(_STROKES)
    low = low.translate(_FOLD).replace("rn", "m")
    if low in MONTHS or strokes in MONTHS:
        return MONTHS.get(low) or MONTHS[strokes]
    if len(low) < 4:
        return None
    near = {MONTHS[m] for m in _LONG_MONTHS if Levenshtein.distance(m, low, score_cutoff=1) <= 1}
    if not near and len(low) >= 7:
        near = {MONTHS[m] for m in _LONG_MONTHS if len(m) >= 7 and Levenshtein.distance(m, low, score_cutoff=2) <= 2}
    if low in ("ape", "mare", "jual", "juri", "marer", "tret"):
        return None
    return near.pop() if len(near) == 1 else None


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day; years outside 1970-2069 are a misreading."""
    if not (1970 <= year <= 2069 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_months(start: date, months: int) -> date:
    """The same day ``months`` later, the last day of the month when that month is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def last_day(start: date, *, months: int = 0, days: int = 0) -> date:
    """The last day of a period that begins on ``start`` and runs ``months`` or ``days`` (both ends counted)."""
    if days:
        return start + timedelta(days=days - 1)
    return add_months(start, months) - timedelta(days=1)


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date in the text, left to right, without overlaps; longer readings win."""
    found = [*_word_dates(text), *_figure_dates(text), *_range_heads(text)]
    taken: list[FoundDate] = []
    for candidate in sorted(found, key=lambda f: (-(f.end - f.start), f.start)):
        if all(candidate.end <= t.start or candidate.start >= t.end for t in taken):
            taken.append(candidate)
    yield from sorted(taken, key=lambda f: f.start)


def find_months(text: str) -> Iterator[FoundDate]:
    """Month and year without a day ("Januari 2024"), and "Januari s.d. Desember 2024" as two months."""
    for match in _MONTH_YEAR.finditer(text):
        year = int(match["y"].translate(_DIGIT_SLIPS).replace(" ", "0"))
        for name in ("m", "m2"):
            month = match[name] and _plain_month(match[name])
            made = month and make_date(year, month, 1)
            if made:
                yield FoundDate(
                    match.start(name),
                    match.end() if name == "m2" or not match["m2"] else match.end(name),
                    made,
                    whole=False,
                )


def _plain_month(word: str) -> int | None:
    return MONTHS.get(word.casefold()) or (month_of(word) if len(word) >= 5 else None)


def _number(figures: str) -> int | None:
    plain = figures.translate(_DIGIT_SLIPS).replace(" ", "0")
    return int(plain) if plain.isdigit() else None


def _full_year(figures: str) -> int | None:
    year = _number(figures)
    if year is None or year >= 100:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _month(printed: str) -> int | None:
    if printed.upper() in _ROMAN and not printed.isdigit():
        return _ROMAN[printed.upper()]
    number = _number(printed)
    if number is not None and 1 <= number <= 12:
        return number
    return month_of(printed)


def _figure_dates(text: str) -> Iterator[FoundDate]:
    for match in _NAMED.finditer(text):
        yield from _made(match, month_of(match["m"]))
    for match in _ENGLISH.finditer(text):
        yield from _made(match, MONTHS.get(match["m"].casefold()))
    for match in _NUMERIC.finditer(text):
        month, day, year = _month(match["m"]), _number(match["d"]), _full_year(match["y"])
        if len(match["y"]) == 2 and match["s"] == ".":
            continue  # 1.2.10 is a paragraph number far more often than a date
        # US order occurs (10/26/2021); it is taken only when the Indonesian order is impossible.
        numeric_middle = _number(match["m"])
        if month is None and numeric_middle is not None and day is not None and day <= 12:
            month, day = day, numeric_middle
        if month and day and year and (made := make_date(year, month, day)):
            yield FoundDate(match.start(), match.end(), made)
    for match in _NAME_DASH.finditer(text):
        yield from _made(match, month_of(match["m"]))


def _made(match: re.Match[str], month: int | None) -> Iterator[FoundDate]:
    day, year = _number(match["d"]), _full_year(match["y"])
    if month and day and year and (made := make_date(year, month, day)):
        yield FoundDate(match.start(), match.end(), made)


def _range_heads(text: str) -> Iterator[FoundDate]:
    """The first half of "3 Februari s.d 31 Desember 2025" or "1 s.d. 30 Juni 2024", which lacks its year."""
    for match in _RANGE_HEAD.finditer(text):
        tail = next(_figure_dates(text[match.end() : match.end() + 70]), None)
        month = _plain_month(match["m"]) if match["m"] else (tail.value.month if tail else None)
        day = _number(match["d"])
        if tail and month and day:
            year = tail.value.year - (1 if (month, day) > (tail.value.month, tail.value.day) else 0)
            made = make_date(year, month, day)
            if made:
                yield FoundDate(match.start(), match.end(), made)


def _word_dates(text: str) -> Iterator[FoundDate]:
    for match in re.finditer(r"\bbulan\b|\bbu[l1]an\b", text, re.IGNORECASE):
        head_at = max(0, match.start() - 48)
        day = _day_before(text, head_at, match.start())
        if day is None:
            continue
        day_start, day_value, exact = day
        tail = re.compile(
            (
                r"\s{1,3}:?\s?(?P<m>[A-Za-z|!015]+(?:\s{1,2}be[l1]as)?|"
                r"[01]?\d)(?:\s?\([^)\n]{1,20}\))?[\s,.]{0,4}(?:\b(?:tahun|tahu[mn]|thn\.?)[\s:,]{1,3})?"
            ),
            re.IGNORECASE,
        ).match(text, match.end())
        if not tail:
            continue
        month = _MONTH_NUMBERS.get(re.sub(r"\s+", " ", tail["m"].casefold())) or _month(tail["m"])
        year_end, year = _year_at(text, tail.end())
        if not (month and year):
            continue
        made = make_date(year, month, day_value)
        end, other = _bracket_date(text, year_end)
        value = made or other
        if value is None:
            continue
        yield FoundDate(day_start, end, value, other if other != value else None, exact=exact)
    yield from _word_dates_without_month_label(text)


def _word_dates_without_month_label(text: str) -> Iterator[FoundDate]:
    """ "tanggal dua puluh Maret dua ribu dua puluh empat": day in words, month name, year in words."""
    for match in re.finditer(r"\btan[gq]gal\s{1,3}", text, re.IGNORECASE):
        day = next(find_number_words(text, at=match.end(), until=match.end() + 40), None)
        if not day or day.start - match.end() > 1 or not 1 <= day.value <= 31:
            continue
        name = re.compile(r"\s{1,3}([A-Za-z]{3,10})\s{1,3}(?:tahun\s{1,3})?").match(text, day.end)
        month = name and month_of(name.group(1))
        if not (name and month):
            continue
        year_end, year = _year_at(text, name.end())
        made = year and make_date(year, month, day.value)
        if made:
            end, other = _bracket_date(text, year_end)
            yield FoundDate(match.end(), end, made, other if other != made else None, exact=day.exact)


def _day_before(text: str, at: int, until: int) -> tuple[int, int, bool] | None:
    """Day of the month printed right before ``until``: figures, words, or figures with words in brackets."""
    figures = re.compile(r"(?<![\d./])([0-3]?\d)(?:\s?\([A-Za-z\s]{3,24}\))?[\s,]{1,3}$").search(text[at:until])
    if figures and 1 <= int(figures.group(1)) <= 31:
        return at + figures.start(1), int(figures.group(1)), True
    last: NumberWords | None = next(reversed(list(find_number_words(text, at=at, until=until))), None)
    if last and 1 <= last.value <= 31 and not re.sub(r"\([^)]*\)", "", text[last.end : until]).strip(" \n,()"):
        return last.start, last.value, last.exact
    return None


def _year_at(text: str, at: int) -> tuple[int, int | None]:
    figures = _YEAR_FIGURES.match(text, at)
    if figures:
        words = re.compile(r"\s?\([A-Za-z\s]{8,45}\)").match(text, figures.end())
        return (words.end() if words else figures.end()), int(figures["y"])
    found = next(find_number_words(text, at=at, until=at + 60), None)
    if found and found.start - at <= 2 and 1970 <= found.value <= 2069:
        return found.end, found.value
    return at, None


def _bracket_date(text: str, at: int) -> tuple[int, date | None]:
    """The same date in figures in brackets after words: "(02 – 01 – 2020)"; (at, None) when there is none."""
    opened = _BRACKET.match(text, at)
    figures = opened and _FIGURE_DATE.match(text, opened.end())
    if not figures:
        return at, None
    day, month, year = _number(figures["d"]), _month(figures["m"]), _full_year(figures["y"])
    made = make_date(year, month, day) if day and month and year else None
    return figures.end(), made
