"""A line of contracts as a picture and a table: one bar a contract, one letter a vendor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.register.history import Change, Line, Term

TONES = 6
"""Colours of vendors; the letter tells them apart when there are more."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A contract on the picture: where it begins and how wide it is, in per cent of the time shown."""

    lane: int
    left: str
    width: str
    letter: str
    tone: int


@dataclass(frozen=True, slots=True)
class Tick:
    left: str
    year: int


@dataclass(frozen=True, slots=True)
class Picture:
    """``lanes`` of bars; ``holes`` are times without a contract (left, width)."""

    bars: tuple[Bar, ...]
    holes: tuple[tuple[str, str], ...]
    ticks: tuple[Tick, ...]
    lanes: int
    today: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One contract in the table, with its vendor's letter and what is said of it against the one before."""

    term: Term
    letter: str
    tone: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    line: Line
    picture: Picture | None
    entries: tuple[Entry, ...]


def view(line: Line, *, today: date) -> LineView:
    """The line as a picture and a table. Vendors have letters in the order in which they came."""
    order = {vendor.id: n for n, vendor in enumerate(line.vendors)}
    entries = []
    for term in (*line.terms, *line.undated):
        number = order.get(term.vendor.id) if term.vendor is not None else None
        entries.append(
            Entry(
                term=term,
                letter="?" if number is None else _letter(number),
                tone=0 if number is None else number % TONES + 1,
                changes=tuple(change for change in line.changes if change.after is term),
            )
        )
    return LineView(line=line, picture=_picture(line, entries, today=today), entries=tuple(entries))


def _picture(line: Line, entries: Sequence[Entry], *, today: date) -> Picture | None:
    """None when no contract of the line has both its days."""
    placed = [(entry, entry.term.starts_on, entry.term.ends_on) for entry in entries[: len(line.terms)]]
    dated = [(entry, start, end) for entry, start, end in placed if start is not None and end is not None]
    if not dated:
        return None
    first = date(min(start for _, start, _ in dated).year, 1, 1)
    last = date(max(end for _, _, end in dated).year, 12, 31)
    span = (last - first).days + 1

    def at(day: date) -> str:
        return f"{(day - first).days / span * 100:.2f}"

    def wide(start: date, end: date) -> str:
        return f"{((end - start).days + 1) / span * 100:.2f}"

    free: list[date] = []
    bars = []
    for entry, start, end in dated:
        lane = next((n for n, until in enumerate(free) if until < start), len(free))
        free[lane : lane + 1] = [end]
        bars.append(Bar(lane, at(start), wide(start, end), entry.letter, entry.tone))
    holes = [
        (at(change.before.ends_on + _DAY), wide(change.before.ends_on + _DAY, change.after.starts_on - _DAY))
        for change in line.changes
        if change.kind == "gap" and change.before.ends_on is not None and change.after.starts_on is not None
    ]
    step = max(1, (last.year - first.year + 1) // 12 + 1)
    return Picture(
        bars=tuple(bars),
        holes=tuple(holes),
        ticks=tuple(Tick(at(date(year, 1, 1)), year) for year in range(first.year, last.year + 1, step)),
        lanes=len(free),
        today=at(today) if first <= today <= last else None,
    )


def _letter(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
