"""A photographed page: the sheet found before its background and laid flat."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractor.pages.placement import Matrix
from extractor.pages.types import Image

Corners = npt.NDArray[np.float32]
_ROWS = 500


def find_sheet(image: Image) -> Corners | None:
    """The four corners (4 x 2 pixels: top left, top right, bottom right, bottom left) of a sheet on a darker ground.

    None when the page fills the picture (a scanner's image) or no clear four-cornered sheet is seen. Grey in.
    """
    rows, columns = image.shape
    scale = _ROWS / max(rows, columns)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    small = cv2.GaussianBlur(small, (5, 5), 0)
    level, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    rim = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    # A scan's rim is paper. A photo's rim is table: mostly below the threshold between sheet and ground.
    if float((rim < level).mean()) < 0.5:
        return None
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    sheet = cv2.convexHull(max(contours, key=cv2.contourArea))
    share = cv2.contourArea(sheet) / small.size
    if not 0.25 < share < 0.97:
        return None
    around = cv2.arcLength(sheet, True)
    for tolerance in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(sheet, tolerance * around, True)
        if len(corners) == 4:
            break
    else:
        return None
    four = _ordered(corners.reshape(4, 2).astype(np.float32))
    if cv2.contourArea(four) < 0.9 * cv2.contourArea(sheet):
        return None
    ordered: Corners = four / np.float32(scale)
    return ordered


def _ordered(corners: Corners) -> Corners:
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    return corners[[total.argmin(), difference.argmax(), total.argmax(), difference.argmin()]]


def lay_flat(image: Image, corners: Corners) -> tuple[Image, Matrix]:
    """The sheet inside ``corners`` as a rectangle, and the matrix that takes its pixels back to the photo's.

    The longer of two opposite edges sets the size, so that no part loses resolution.
    """
    top_left, top_right, bottom_right, bottom_left = corners
    wide = round(max(np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_right - bottom_left)))
    high = round(max(np.linalg.norm(bottom_left - top_left), np.linalg.norm(bottom_right - top_right)))
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    back = cv2.getPerspectiveTransform(target, corners).astype(np.float64)
    flat: Image = cv2.warpPerspective(
        image, back, (wide, high), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return flat, back
