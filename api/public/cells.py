"""Groups so small that a figure about them is a figure about a person (small-cell suppression)."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5
"""Workers that a group must have before its wages or insurance are told."""


def told(sizes: Sequence[int]) -> tuple[bool, ...]:
    """Whether each group's figures may be told, given how many workers each has.

    Those under ``LEAST`` may not; and when what is kept back comes to a group under ``LEAST`` itself, or to one group
    alone, the next smallest is kept back too: otherwise the sum over all, less what is told, tells it.
    """
    hidden = {index for index, size in enumerate(sizes) if size < LEAST}
    rest = sorted((index for index in range(len(sizes)) if index not in hidden), key=lambda index: sizes[index])
    while rest and _gives_away([sizes[index] for index in hidden]):
        hidden.add(rest.pop(0))
    return tuple(index not in hidden for index in range(len(sizes)))


def _gives_away(hidden: Sequence[int]) -> bool:
    some = [size for size in hidden if size]
    return bool(some) and (len(some) == 1 or sum(some) < LEAST)
