"""Where a pixel of a prepared image lies on the upright page.

Reading often works on an image that was turned, straightened or flattened from a photo. Words found there are shown on
the page as it was scanned, so every geometric step contributes one 3 x 3 matrix and ``Placement`` is their product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.geometry import Box

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """``matrix`` takes a pixel (x, y, 1) of the prepared image to (x, y, w) in points on the upright page.

    ``width`` and ``height`` are points of the upright page; boxes never leave it.
    """

    matrix: Matrix
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One pixel in points on the upright page."""
        across, down, scale = self.matrix @ (x, y, 1.0)
        return float(across / scale), float(down / scale)

    def box(self, pixels: Box) -> Box:
        """A box of pixels in points on the upright page.

        The middles of the four edges are mapped, not the corners: on a skewed page the box around mapped corners grows
        by the width of the word times the slope and would touch the neighbouring lines.
        """
        left, _ = self.point(pixels.x0, pixels.middle_y)
        right, _ = self.point(pixels.x1, pixels.middle_y)
        _, top = self.point(pixels.middle_x, pixels.y0)
        _, bottom = self.point(pixels.middle_x, pixels.y1)
        (x0, x1), (y0, y1) = sorted((left, right)), sorted((top, bottom))
        return Box(x0, y0, x1, y1).clipped(width=self.width, height=self.height)

    def after(self, step: Matrix) -> Placement:
        """The placement of an image made from this one, where ``step`` takes its pixels back to this one's."""
        return Placement(matrix=self.matrix @ step, width=self.width, height=self.height)


def scaled(*, pixels: tuple[int, int], width: float, height: float) -> Placement:
    """The placement of an untouched page image of ``pixels`` (height, width) on a page of ``width`` x ``height``."""
    rows, columns = pixels
    return Placement(matrix=np.diag([width / columns, height / rows, 1.0]), width=width, height=height)
