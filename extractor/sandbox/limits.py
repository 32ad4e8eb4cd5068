"""What one child process may use, and what one document may ask of it."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds, points and pixels; every one is enforced, none is a hint.

    ``cpu_seconds`` judges a page: exceeding it is the page's fault. ``wall_seconds`` only says that the machine was
    too busy (or the child hung) and that the page may be tried again: a starved machine must not condemn a page.
    ``pages_per_child`` and ``resident_bytes`` end a child between two pages, so that what leaks cannot add up.
    """

    cpu_seconds: int = 60
    wall_seconds: float = 240.0
    start_seconds: float = 120.0
    address_space_bytes: int = 2048 * MIB
    resident_bytes: int = 700 * MIB
    file_bytes: int = 256 * MIB
    open_files: int = 256
    reply_bytes: int = 64 * MIB
    pages_per_child: int = 500
    pages: int = 2000
    page_side_points: float = 10_000.0
    page_pixels: int = 40_000_000
    image_pixels: int = 150_000_000
