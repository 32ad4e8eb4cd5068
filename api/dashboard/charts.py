"""Bars and lines drawn on the server: plain numbers in, geometry and words out; the templates only write them down.

Nothing hangs on colour: every bar has its value beside it, every line its points, and a table stands behind each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 14, 30
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Bar:
    """``width`` in per cent of the room; ``share`` says the part of the whole ("" where there is none)."""

    name: str
    value: int
    width: str
    share: str
    href: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """``unit`` is what is counted ("pekerja"); ``of`` what names a bar ("Jabatan"). ``note`` stands under it."""

    id: str
    title: str
    description: str
    of: str
    unit: str
    bars: tuple[Bar, ...]
    more: tuple[Bar, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point, a line of the grid or a tick, with its words; coordinates in the units of the picture."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class LineRow:
    name: str
    value: int
    href: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """One series over time. ``path`` is the list of points of a polyline, ``grid`` the lines with their amounts."""

    id: str
    title: str
    description: str
    unit: str
    path: str
    points: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    rows: tuple[LineRow, ...]


def bar_chart(
    id: str,
    *,
    title: str,
    of: str,
    unit: str,
    values: Iterable[tuple[str, int, str]],
    whole: int | None = None,
    shown: int = 10,
    note: str = "",
) -> BarChart:
    """``values`` are name, value and address, in the order wanted. With ``whole`` a full bar is the whole, else the
    longest. What is more than ``shown`` stands in the table alone."""
    known = list(values)
    longest = whole or max((value for _, value, _ in known), default=0)
    bars = tuple(
        Bar(name, value, f"{_part(value, longest) * 100:.1f}", _share(value, whole), href)
        for name, value, href in known
    )
    said = ", ".join(f"{bar.name} {_thousands(bar.value)}{_brackets(bar.share)}" for bar in bars[:shown])
    return BarChart(id, title, f"{said}." if said else "Tidak ada.", of, unit, bars[:shown], bars[shown:], note)


def line_chart(
    id: str,
    *,
    title: str,
    unit: str,
    values: Sequence[tuple[date, int]],
    name: Callable[[date], str],
    tick: Callable[[date], str],
    href: Callable[[date], str],
) -> LineChart:
    """``values`` by day, oldest first, at equal distances; ``name`` and ``tick`` are the words for a day."""
    top = _ceiling(max((value for _, value in values), default=0))
    across, down = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def x(index: int) -> str:
        return f"{_LEFT + across * index / max(len(values) - 1, 1):.1f}"

    def y(value: int) -> str:
        return f"{_TOP + down * (1 - value / top):.1f}"

    points = tuple(Mark(x(i), y(v), f"{name(day)}: {_thousands(v)} {unit}") for i, (day, v) in enumerate(values))
    ticks = tuple(
        Mark(x(i), f"{HEIGHT - 8}", tick(day)) for i, (day, _) in enumerate(values) if (len(values) - 1 - i) % 6 == 0
    )
    first, last = (values[0], values[-1]) if values else ((date.min, 0), (date.min, 0))
    said = f"{name(first[0])}: {_thousands(first[1])} {unit}; {name(last[0])}: {_thousands(last[1])} {unit}."
    return LineChart(
        id=id,
        title=title,
        description=said if values else "Tidak ada.",
        unit=unit,
        path=" ".join(f"{point.x},{point.y}" for point in points),
        points=points,
        grid=tuple(Mark(f"{_LEFT}", y(step), _thousands(step)) for step in (0, top // 2, top)),
        ticks=ticks,
        rows=tuple(LineRow(name(day), value, href(day)) for day, value in values),
    )


def _part(value: int, whole: int) -> float:
    return min(value / whole, 1.0) if whole else 0.0


def _share(value: int, whole: int | None) -> str:
    """Per cent, never rounded up to all of it or down to nothing."""
    if not whole:
        return ""
    per_cent = value * 100 / whole
    if 0 < per_cent < 1:
        return "kurang dari 1%"
    return f"{int(per_cent)}%"


def _brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _ceiling(value: int) -> int:
    """An even round number not under ``value``: 2, 4, 10, 20, 40, 100 …"""
    size = 1
    while True:
        for step in _STEPS:
            if 2 * step * size >= value:
                return 2 * step * size
        size *= 10


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
