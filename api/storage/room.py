"""Room on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from api.errors import DiskFull


def free(folder: Path) -> int:
    """Free bytes on the disk of the folder."""
    return shutil.disk_usage(folder).free


def require_room(folder: Path, size: int, *, reserve: int) -> None:
    """DiskFull when ``size`` bytes more would leave less than ``reserve`` free."""
    if free(folder) - size < reserve:
        raise DiskFull()
