"""What intake and inspection hand on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MediaType = Literal["application/pdf", "image/jpeg", "image/png", "image/tiff"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file accepted by content, not by name. ``size`` in bytes; ``sha256`` in lower-case hex. Never written to."""

    path: Path
    filename: str
    media_type: MediaType
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the sandboxed child found out about a whole file before any page is read.

    ``repaired`` is a rewritten working copy to read instead of the original (page counts of two libraries differed
    or the file was damaged); the original stays as it was. ``notes`` are Indonesian remarks for the report.
    """

    page_count: int
    repaired: Path | None = None
    notes: tuple[str, ...] = ()
