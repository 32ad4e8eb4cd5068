"""Working time as written in a contract: hours a day and a week, days a week, read from clause details or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from extractor.report import Clause

_DAYS = {
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "jum’at": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}


def _clock(number: int) -> str:
    return rf"(?:pukul|jam|pkl\.?)?\s{{0,2}}(?P<h{number}>[0-2]?\d)\s?[.:]\s?(?P<m{number}>[0-5]\d)"


_SPAN = re.compile(
    _clock(1) + r"\s{0,2}(?:WIB|WITA|WIT)?\s{0,2}(?:-|–|—|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga)\s{0,2}" + _clock(2),
    re.IGNORECASE,
)
_DAY = "|".join(_DAYS)
_DAY_RANGE = re.compile(
    rf"\b(?P<a>{_DAY})\b\s{{0,2}}(?:-|–|—|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga)\s{{0,2}}(?:hari\s)?(?P<b>{_DAY})\b",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(rf"\b(?P<a>{_DAY})\b", re.IGNORECASE)
_N = r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s{0,2}(?:\([^)]{2,30}\)\s?)?"
_HOURS_A_DAY = re.compile(
    rf"{_N}jam(?:\s+kerja)?\s*(?:/|per\s+|dalam\s+|untuk\s+)?(?:se|satu\s+|1\s*(?:\(satu\)\s*)?)?hari", re.IGNORECASE
)
# "jam di atas 8 jam sehari" tells from where overtime counts, not what was agreed.
_BEYOND = re.compile(r"(?:di\s?atas|melebihi|melampaui|lebih dari|lewat(?: dari)?|setelah|sesudah)\s+$", re.IGNORECASE)
_HOURS_A_WEEK = re.compile(
    rf"{_N}jam(?:\s+kerja)?\s*(?:/|per\s+|dalam\s+|untuk\s+)?(?:se|satu\s+|1\s*(?:\(satu\)\s*)?)?minggu", re.IGNORECASE
)
_DAYS_A_WEEK = re.compile(
    rf"{_N}hari(?:\s+kerja)?\s*(?:/|per\s+|dalam\s+|untuk\s+)?(?:se|satu\s+|1\s*(?:\(satu\)\s*)?)?minggu"
    r"|(?P<all>setiap hari tanpa libur|tanpa hari libur|tanpa libur)",
    re.IGNORECASE,
)
_SHIFT_HOURS = re.compile(
    rf"(?:shift|regu|plug|giliran)[^.;]{{0,40}}?{_N}jam|@\s{{0,2}}(?P<m>\d{{1,2}})\s{{0,2}}(?:\([^)]{{2,20}}\)\s?)?jam",
    re.IGNORECASE,
)


_BREAK = re.compile(
    r"istirahat[^.;]{0,25}?\b(?P<n>\d{1,3}(?:[.,]\d)?)\s{0,2}(?:\([^)]{2,25}\)\s?)?(?P<unit>jam|menit)\b(?! kerja)",
    re.IGNORECASE,
)
WHOLE_DAY = Decimal(20)
"""Hours from which a figure means a post manned around the clock and not one person's day."""
_SHIFTS = re.compile(r"\b(?:shift|regu|giliran|bergilir|bergantian|plug|grup jaga)\b", re.IGNORECASE)
_NO_REST = re.compile(
    r"tanpa (?:hari )?(?:libur|istirahat)|(?:7|tujuh)\s?(?:\(\w+\)\s?)?hari (?:kerja )?(?:dalam |per |se)",
    re.IGNORECASE,
)
_AROUND_THE_CLOCK = re.compile(r"\b(?:1\s?x\s?)?24\s?(?:\([a-z ]+\)\s?)?jam\b(?! kerja)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roster:
    """``daily`` the longest working day and ``weekly`` the working week in hours, None when the text does not say.

    ``whole_day`` True when the text only says that a post is manned around the clock, which is nobody's working day.
    ``rest`` is the printed break in hours ("istirahat 1 (satu) jam"). ``clock`` True when ``daily`` is the span between
    two clock times, so that unpaid breaks may lie in it.
    """

    daily: Decimal | None = None
    weekly: Decimal | None = None
    days: int | None = None
    clock: bool = False
    rest: Decimal | None = None
    whole_day: bool = False

    @property
    def known(self) -> bool:
        return self.daily is not None or self.weekly is not None


def read_roster(clause: Clause) -> Roster:
    """The roster a working-hours clause writes: from its details (hours_per_day, clock_hours_per_day, hours_per_week,
    days_per_week) and where these are silent from the words of its evidence."""
    said = " ".join(e.quote for e in clause.evidence)
    words = read_words(said)
    daily, weekly = _number(clause.detail("hours_per_day")), _number(clause.detail("hours_per_week"))
    if daily is not None and daily >= WHOLE_DAY:
        daily = None
    clock = daily is None and words.daily is None and not words.whole_day
    if clock:
        daily = _number(clause.detail("clock_hours_per_day"))
    days = _number(clause.detail("days_per_week"))
    whole = int(days) if days is not None and days == int(days) and 1 <= days <= 7 else words.days
    if whole == 7 and clause.detail("shift") and not _NO_REST.search(said):
        whole = None
    return Roster(
        daily=daily if daily is not None else words.daily,
        weekly=weekly if weekly is not None else words.weekly,
        days=whole,
        clock=clock or (words.clock and daily is None),
        rest=words.rest,
        whole_day=words.whole_day and daily is None,
    )


def read_words(text: str) -> Roster:
    """The roster written in a text: "07.00-19.00", "2 regu @ 12 jam", "Senin s/d Jumat", "8 jam sehari"."""
    stated_day = [
        n
        for m in _HOURS_A_DAY.finditer(text)
        if (n := _number(m["n"])) is not None and not _BEYOND.search(text, max(0, m.start() - 25), m.start())
    ]
    stated_week = [n for m in _HOURS_A_WEEK.finditer(text) if (n := _number(m["n"])) is not None]
    shifts = [n for m in _SHIFT_HOURS.finditer(text) if (n := _number(m["n"] or m["m"])) is not None]
    spans = [(m.start(), _length(m)) for m in _SPAN.finditer(text)]
    found = [n for n in (*stated_day, *shifts) if 0 < n <= 24]
    people = [n for n in found if n < WHOLE_DAY]
    short = [(start, length) for start, length in spans if length < WHOLE_DAY]
    days = _days(text)
    if days == 7 and _SHIFTS.search(text) and not _NO_REST.search(text):
        # "Senin s/d Minggu" of a post in shifts says when the post is manned, not when each one works.
        days = None
    daily = max(people, default=None)
    clock = daily is None and bool(short)
    if clock:
        daily = max(length for _, length in short)
    weekly = min((n for n in stated_week if 0 < n <= 168), default=None)
    if weekly is None and clock and not _SHIFTS.search(text):
        weekly = _week_of_spans(text, short)
    whole_day = daily is None and bool(found or spans or _AROUND_THE_CLOCK.search(text))
    return Roster(daily=daily, weekly=weekly, days=days, clock=clock, rest=_rest(text), whole_day=whole_day)


def _rest(text: str) -> Decimal | None:
    """The printed break in hours; several breaks are added up only when they stand apart ("dua kali")."""
    match = _BREAK.search(text)
    number = _number(match["n"]) if match else None
    if match is None or number is None:
        return None
    hours = number / 60 if match["unit"].casefold() == "menit" else number
    return hours.quantize(Decimal("0.01")) if 0 < hours <= 3 else None


def _length(match: re.Match[str]) -> Decimal:
    start, end = int(match["h1"]) * 60 + int(match["m1"]), int(match["h2"]) * 60 + int(match["m2"])
    # A shift may run over midnight; "07.00 - 07.00" is a whole day.
    return hours_of((end - start) % (24 * 60) or 24 * 60)


def hours_of(minutes: int) -> Decimal:
    """Minutes in hours, to the hundredth."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def times(hours: Decimal, days: int) -> Decimal:
    """So many days of so many hours. Counted in whole minutes: six days of 6 hours 40 are 40 hours and not 40.02."""
    return hours_of(int((hours * 60).to_integral_value()) * days).normalize() + 0


def _days(text: str) -> int | None:
    for match in _DAYS_A_WEEK.finditer(text):
        if match["all"]:
            return 7
        number = _number(match["n"])
        if number is not None and 1 <= number <= 7:
            return int(number)
    ranges = [_DAY_RANGE.search(text)]
    working = {day for match in ranges if match for day in _between(match)}
    for match in _ONE_DAY.finditer(text):
        # A single day counts as worked only when a clock time follows it ("Sabtu pukul 06.30").
        if re.match(
            r"[\s,:]{0,3}(?:pukul|jam|pkl|[0-2]?\d[.:]\d\d)", text[match.end() : match.end() + 12], re.IGNORECASE
        ):
            working.add(_DAYS[match["a"].casefold()])
    return len(working) or None


def _between(match: re.Match[str]) -> set[int]:
    first, last = _DAYS[match["a"].casefold()], _DAYS[match["b"].casefold()]
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _week_of_spans(text: str, spans: list[tuple[int, Decimal]]) -> Decimal | None:
    """Sum of the week when each span follows its days ("Senin-Jumat 07.00-15.00, Sabtu 07.00-12.00")."""
    total, seen = Decimal(0), 0
    last = 0
    for start, length in spans:
        before = text[last:start]
        ranged = _DAY_RANGE.search(before)
        count = len(_between(ranged)) if ranged else int(bool(_ONE_DAY.search(before)))
        if count:
            total += times(length, count)
            seen += 1
        last = start
    return total if seen == len(spans) and seen else None


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
