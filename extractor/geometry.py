"""Boxes in the one coordinate system of the house.

Unit: PDF points (1/72 inch). Origin: top-left corner of the *upright* page (the page after turning it by a
multiple of 90 degrees so that its text reads left to right). x grows to the right, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An axis-parallel rectangle, ``x0 <= x1`` and ``y0 <= y1``, in points on the upright page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """In JSON a box is the list ``[x0, y0, x1, y1]``, rounded to a hundredth of a point."""
        numbers = core_schema.list_schema(core_schema.float_schema(), min_length=4, max_length=4)
        made = core_schema.no_info_after_validator_function(lambda four: cls(*four), numbers)
        return core_schema.json_or_python_schema(
            json_schema=made,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), made]),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda box: [round(n, 2) for n in (box.x0, box.y0, box.x1, box.y1)],
                return_schema=numbers,
            ),
        )

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def middle_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        return (self.y0 + self.y1) / 2

    def intersection(self, other: Box) -> float:
        """Shared area in square points; 0 when the boxes only touch."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return wide * high if wide > 0 and high > 0 else 0.0

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        shared = self.intersection(other)
        return shared / (self.area + other.area - shared) if shared else 0.0

    def vertical_overlap(self, other: Box) -> float:
        """Share of the lower box's height that both have in common, 0 to 1."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        least = min(self.height, other.height)
        return max(0.0, shared / least) if least > 0 else 0.0

    def clipped(self, *, width: float, height: float) -> Box:
        """The part of the box that lies on a page of this size."""
        x0, x1 = sorted((min(max(self.x0, 0.0), width), min(max(self.x1, 0.0), width)))
        y0, y1 = sorted((min(max(self.y0, 0.0), height), min(max(self.y1, 0.0), height)))
        return Box(x0, y0, x1, y1)

    def turned(self, degrees: int, *, width: float, height: float) -> Box:
        """The box after the page (``width`` x ``height`` before turning) is turned clockwise by 0/90/180/270."""
        match degrees % 360:
            case 0:
                return self
            case 90:
                return Box(height - self.y1, self.x0, height - self.y0, self.x1)
            case 180:
                return Box(width - self.x1, height - self.y1, width - self.x0, height - self.y0)
            case 270:
                return Box(self.y0, width - self.x1, self.y1, width - self.x0)
        raise ValueError(f"a page turns by multiples of 90 degrees, not {degrees}")


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all boxes; ValueError when there is none."""
    every = list(boxes)
    if not every:
        raise ValueError("no box to unite")
    return Box(
        min(b.x0 for b in every),
        min(b.y0 for b in every),
        max(b.x1 for b in every),
        max(b.y1 for b in every),
    )
