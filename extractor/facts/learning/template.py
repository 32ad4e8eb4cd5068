"""A small template language for invented contract text with labelled spans.

``<a|b|c>`` takes one alternative, ``[x]`` appears half of the time, ``{slot}`` is filled by a function. Alternatives
and options nest. A slot returns its text and, when it is an entity, the entity's label.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Slot = Callable[[random.Random], tuple[str, str | None]]
_CLOSERS = {"<": ">", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` carry ``label``."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its labelled spans, ordered and not overlapping."""

    text: str
    spans: tuple[Span, ...] = ()

    def __add__(self, other: Labelled) -> Labelled:
        shift = len(self.text)
        moved = tuple(Span(s.start + shift, s.end + shift, s.label) for s in other.spans)
        return Labelled(self.text + other.text, self.spans + moved)


def join(parts: list[Labelled], separator: str) -> Labelled:
    """All parts in order with ``separator`` between them."""
    made = Labelled("")
    for index, part in enumerate(parts):
        made = made + (Labelled(separator) if index else Labelled("")) + part
    return made


def render(template: str, rng: random.Random, slots: Mapping[str, Slot]) -> Labelled:
    """One random expansion of ``template``. KeyError for an unknown slot, ValueError for an unclosed bracket."""
    made = Labelled("")
    at = 0
    while at < len(template):
        opener = template[at]
        if opener not in _CLOSERS:
            stop = min((i for i in (template.find(c, at) for c in _CLOSERS) if i >= 0), default=len(template))
            made += Labelled(template[at:stop])
            at = stop
            continue
        inside, at = _inside(template, at)
        if opener == "{":
            made += _fill(inside, rng, slots)
        elif opener == "[":
            if rng.random() < 0.5:
                made += render(inside, rng, slots)
        else:
            made += render(rng.choice(_alternatives(inside)), rng, slots)
    return made


def _fill(name: str, rng: random.Random, slots: Mapping[str, Slot]) -> Labelled:
    text, label = slots[name](rng)
    return Labelled(text, (Span(0, len(text), label),) if label else ())


def _inside(template: str, at: int) -> tuple[str, int]:
    """The text between the bracket at ``at`` and its partner, and where the template goes on."""
    opener, closer = template[at], _CLOSERS[template[at]]
    depth = 0
    for index in range(at, len(template)):
        depth += (template[index] == opener) - (template[index] == closer)
        if depth == 0:
            return template[at + 1 : index], index + 1
    raise ValueError(f"unclosed {opener} in {template[at : at + 40]!r}")


def _alternatives(inside: str) -> list[str]:
    found, depth, begin = [], 0, 0
    for index, character in enumerate(inside):
        if character in _CLOSERS:
            depth += 1
        elif character in _CLOSERS.values():
            depth -= 1
        elif character == "|" and depth == 0:
            found.append(inside[begin:index])
            begin = index + 1
    return [*found, inside[begin:]]
