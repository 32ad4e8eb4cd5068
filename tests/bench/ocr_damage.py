"""What scanners, fax machines, copiers and phones do to a page; every kind seeded, geometry kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

Damage = Literal["office", "fax", "stamp", "photocopy", "phone", "low_jpeg"]
DAMAGES: tuple[Damage, ...] = ("office", "fax", "stamp", "photocopy", "phone", "low_jpeg")


@dataclass(frozen=True, slots=True, eq=False)
class Damaged:
    """The damaged image (grey or RGB) and the matrix that takes a pixel of the clean page to its pixel here."""

    image: np.ndarray
    matrix: np.ndarray


def damage(clean: np.ndarray, kind: Damage, *, dpi: int, seed: int) -> Damaged:
    """Damage a clean grey page."""
    pick = np.random.default_rng(seed)
    match kind:
        case "office":
            image, matrix = _skewed(clean, pick.uniform(-0.8, 0.8))
            return Damaged(_jpeg(_noise(image, pick, 4), 72), matrix)
        case "fax":
            image, matrix = _skewed(clean, pick.uniform(-1.0, 1.0))
            rough = _noise(cv2.GaussianBlur(image, (0, 0), 0.6), pick, 22)
            bits = np.where(rough < 140, 0, 255).astype(np.uint8)
            specks = pick.random(bits.shape) < 0.0012
            bits[specks] = 255 - bits[specks]
            return Damaged(bits, matrix)
        case "stamp":
            image, matrix = _skewed(clean, pick.uniform(-0.7, 0.7))
            return Damaged(_jpeg(_stamps(_noise(image, pick, 3), pick, dpi=dpi), 70), matrix)
        case "photocopy":
            image, matrix = _skewed(clean, pick.uniform(-1.2, 1.2))
            return Damaged(_jpeg(_photocopied(image, pick), 68), matrix)
        case "phone":
            return _photographed(clean, pick)
        case "low_jpeg":
            image, matrix = _skewed(clean, pick.uniform(-0.5, 0.5))
            return Damaged(_jpeg(_noise(cv2.GaussianBlur(image, (0, 0), 0.7), pick, 4), 22), matrix)


def _skewed(image: np.ndarray, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = image.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    turned = cv2.warpAffine(image, matrix, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=250)
    return turned, np.vstack([matrix, (0, 0, 1)])


def _noise(image: np.ndarray, pick: np.random.Generator, strength: float) -> np.ndarray:
    noise = pick.normal(0, strength, image.shape)
    return np.clip(image * (247 / 255) + noise, 0, 255).astype(np.uint8)


def _jpeg(image: np.ndarray, quality: int) -> np.ndarray:
    coded = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", coded, [cv2.IMWRITE_JPEG_QUALITY, quality])
    back = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    return back if image.ndim == 2 else cv2.cvtColor(back, cv2.COLOR_BGR2RGB)


def _stamps(image: np.ndarray, pick: np.random.Generator, *, dpi: int) -> np.ndarray:
    rows, columns = image.shape
    page = cv2.cvtColor(image, cv2.COLOR_GRAY2RGB).astype(np.float32)
    for colour in ((70, 50, 160), (150, 30, 60)):
        ink = np.zeros((rows, columns), np.uint8)
        x, y = int(pick.uniform(0.3, 0.8) * columns), int(pick.uniform(0.3, 0.85) * rows)
        radius = int(dpi * 0.6)
        cv2.circle(ink, (x, y), radius, 255, max(2, dpi // 60))
        cv2.circle(ink, (x, y), int(radius * 0.72), 255, max(1, dpi // 110))
        cv2.putText(ink, "DISETUJUI", (x - radius // 2, y), cv2.FONT_HERSHEY_SIMPLEX, dpi / 260, 255, max(1, dpi // 90))
        # A signature: a smooth random scribble across the stamp.
        t = np.linspace(0, 7, 160)
        wave = np.stack([x + t * dpi * 0.12 - dpi * 0.4, y + dpi * 0.18 * np.sin(t * pick.uniform(2, 4))], axis=1)
        cv2.polylines(ink, [wave.astype(np.int32)], False, 230, max(1, dpi // 90))
        layer = cv2.GaussianBlur(ink, (0, 0), 0.8).astype(np.float32)[..., None] / 255 * pick.uniform(0.65, 0.9)
        page *= 1 - layer * (1 - np.array(colour, np.float32) / 255)
    return np.clip(page, 0, 255).astype(np.uint8)


def _photocopied(image: np.ndarray, pick: np.random.Generator) -> np.ndarray:
    columns = image.shape[1]
    behind = cv2.GaussianBlur(image[:, ::-1], (0, 0), 2.0).astype(np.float32)
    page = image.astype(np.float32) - (255 - behind) * 0.14
    page = 60 + page * (150 / 255)
    spine = np.exp(-np.arange(columns) / (columns * 0.08)) * pick.uniform(60, 90)
    page -= spine[None, :] * (page / 210)
    page += pick.normal(0, 6, image.shape)
    return np.clip(page, 0, 255).astype(np.uint8)


def _photographed(image: np.ndarray, pick: np.random.Generator) -> Damaged:
    rows, columns = image.shape
    wide, high = int(columns * 1.12), int(rows * 1.1)
    inset = lambda: pick.uniform(0.02, 0.06)  # noqa: E731
    corners = np.array([
        (wide * inset(), high * inset()), (wide * (1 - inset()), high * inset()),
        (wide * (1 - inset()), high * (1 - inset())), (wide * inset(), high * (1 - inset())),
    ], np.float32)  # fmt: skip
    source = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    flat = cv2.warpPerspective(image, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=0).astype(np.float32)
    inside = cv2.warpPerspective(np.full(image.shape, 255, np.uint8), matrix, (wide, high)) > 127
    table = np.array((92, 70, 52), np.float32) + pick.normal(0, 5, (high, wide, 1))
    y, x = np.mgrid[0:high, 0:wide]
    light = 0.62 + 0.36 * (x / wide * pick.uniform(0.3, 0.8) + y / high * pick.uniform(0.1, 0.4))
    paper = flat[..., None] * np.array((0.97, 0.95, 0.88), np.float32) * light[..., None]
    page = np.where(inside[..., None], paper, table * light[..., None])
    page = cv2.GaussianBlur(page, (0, 0), 0.7) + pick.normal(0, 3, page.shape)
    return Damaged(_jpeg(np.clip(page, 0, 255).astype(np.uint8), 74), matrix)
