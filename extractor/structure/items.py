"""Which of the possible enumerators are real, and how they nest.

An enumerator is accepted only as the next of an open list, or as the first of a new one: "2." after "1.", "a." at
the beginning. That keeps "12. " at a wrapped line's start or a year in the text from becoming an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.structure.marks import Mark, Option

_NEAR = 14.0  # points: two items of one list begin at about the same indent
_CLOSE = 5.0  # points: when the sign itself is doubtful, the indent must be the same
_GONE = 1.2  # the cost of an item whose number is not there at all
_GAP = 2  # how many numbers a scanner may have lost between two items
_FAMILY = {
    "paren": "number",
    "half": "number",
    "dot": "number",
    "letter_paren": "letter",
    "letter_half": "letter",
    "letter_dot": "letter",
}


@dataclass(slots=True)
class Item:
    """An accepted item: where it begins, where its text begins, its label and style, and the items below it."""

    start: int
    body_start: int
    label: str
    style: str
    number: int
    indent: float
    inside: bool
    children: list[Item] = field(default_factory=list)
    skipped: int = 0


def nest(marks: Sequence[Mark], *, label: str = "") -> list[Item]:
    """The items among these marks as a forest. ``label`` is the article's own number (the "2" of its "2.1")."""
    top: list[Item] = []
    open_levels: list[Item] = []  # the last item of each open list, outermost first
    for index, mark in enumerate(marks):
        placed = _place(mark, open_levels, marks=marks, index=index, label=label)
        if placed is None:
            continue
        option, depth, skipped = placed
        item = Item(
            mark.start, mark.end, option.label, option.style, option.number, mark.indent, mark.inside, skipped=skipped
        )
        del open_levels[depth:]
        (open_levels[-1].children if open_levels else top).append(item)
        open_levels.append(item)
    return top


def _place(
    mark: Mark, levels: Sequence[Item], *, marks: Sequence[Mark], index: int, label: str
) -> tuple[Option, int, int] | None:
    """(what the mark is, the depth it belongs to, how many numbers were skipped before it), or None: not an item."""
    best: tuple[float, Option, int, int] | None = None
    for option in _readings(mark, levels):
        for depth in range(len(levels) - 1, -1, -1):
            cost = _as_next(mark, option, levels[depth])
            if cost is not None:
                cost += 0.05 * (len(levels) - 1 - depth)
                if best is None or cost < best[0]:
                    best = (cost, option, depth, max(0, option.number - levels[depth].number - 1))
        cost = _as_first(mark, option, levels, marks=marks, index=index, label=label)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, option, _new_depth(mark, option, levels), 0)
    return None if best is None or best[0] > 2.0 else (best[1], best[2], best[3])


def _readings(mark: Mark, levels: Sequence[Item]) -> Sequence[Option]:
    """What the mark may be; one whose number is gone may be the next of each open list."""
    if mark.options[0].style != "unread":
        return mark.options
    following = []
    for item in levels:
        if item.style in _FAMILY:
            letter = item.style.startswith("letter")
            label = chr(97 + item.number) if letter else str(item.number + 1)
            following.append(Option(item.style, item.number + 1, label, cost=_GONE))
        elif item.style.startswith("decimal"):
            prefix = item.label.rpartition(".")[0]
            label = f"{prefix}.{item.number + 1}"
            following.append(Option(item.style, item.number + 1, label, prefix=prefix, cost=_GONE))
    return following


def _as_next(mark: Mark, option: Option, last: Item) -> float | None:
    """The cost of taking the mark as a later item of the list whose last item is ``last``; None when it cannot be."""
    near = abs(mark.indent - last.indent) <= _NEAR
    if option.style == "dash":
        return 0.0 if last.style == "dash" and (near or not mark.inside) else None
    cost = option.cost
    if option.style != last.style:
        if _FAMILY.get(option.style) is None or _FAMILY.get(option.style) != _FAMILY.get(last.style):
            return None
        if mark.inside or not near:
            return None
        cost += 0.6
    if option.prefix != last.label.rpartition(".")[0] and option.style.startswith("decimal"):
        return None
    ahead = option.number - last.number
    if option.cost >= 1.0 and not (near and abs(mark.indent - last.indent) <= _CLOSE and not last.inside):
        return None
    if ahead == 1:
        return cost + (0.0 if near or mark.inside or last.inside else 0.35)
    if 1 < ahead <= 1 + _GAP and near and not mark.inside and not last.inside and option.cost == 0 and cost == 0:
        return 0.9 + 0.2 * ahead
    return None


def _as_first(
    mark: Mark, option: Option, levels: Sequence[Item], *, marks: Sequence[Mark], index: int, label: str
) -> float | None:
    """The cost of taking the mark as the first item of a new list."""
    if option.style == "dash":
        return 0.3 if not mark.inside else None
    if option.style.startswith("decimal"):
        parent = levels[-1].label if levels else label
        known = {label, *(item.label for item in levels)} - {""}
        if option.number == 1 and (option.prefix in known or not known or (not label and option.prefix.isdigit())):
            return option.cost
        return 0.8 if option.prefix == parent and option.number == 2 and parent else None
    if option.cost >= 1.0 and (
        levels or option.number != 1 or not _continues(marks, index, option, indent=mark.indent)
    ):
        return None
    lost = 0.0
    if option.number == 2 and option.cost == 0 and not mark.inside and not levels:
        lost = 0.9  # the "(1)" was lost by the scanner
    elif option.number != 1:
        return None
    if any(item.style == option.style and item.number == 1 and not item.children and item.inside for item in levels):
        return None
    if mark.inside and not mark.after_colon:
        return None
    if (mark.inside or lost or option.cost > 0.25) and not _continues(marks, index, option):
        return None
    return option.cost + lost + 0.2


def _continues(marks: Sequence[Mark], index: int, option: Option, *, indent: float | None = None) -> bool:
    """Whether the next number of the same style comes among the following marks (at the same indent if given)."""
    for later in marks[index + 1 : index + 40]:
        if indent is not None and abs(later.indent - indent) > _CLOSE:
            continue
        if any(o.style == option.style and o.number == option.number + 1 and o.cost < 0.7 for o in later.options):
            return True
    return False


def _new_depth(mark: Mark, option: Option, levels: Sequence[Item]) -> int:
    """Where a new list hangs: below the innermost open item, or in place of a list of its own style and indent."""
    if option.style.startswith("decimal"):
        for depth, item in enumerate(levels):
            if item.label == option.prefix or (item.style.startswith("decimal") and item.style == option.style):
                return depth + 1 if item.label == option.prefix else depth
        return 0
    for depth, item in enumerate(levels):
        if item.style == option.style and (mark.indent <= item.indent + 6.0):
            return depth
    return len(levels)
