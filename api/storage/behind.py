"""What the storage needs from whatever the files lie in: a folder of this machine or a bucket.

Every file has a *place*, a path below ``root``. In the folder that is the file itself; with a bucket it is where the
copy of this machine lies once it was fetched, and the path below ``root`` is the object's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept. ``name`` is its path below the root; ``since`` seconds of the epoch; ``size`` in bytes."""

    name: str
    size: int
    since: float


class Behind(Protocol):
    """``StorageAway`` may come out of any call, and ``DiskFull`` out of those that write."""

    @property
    def root(self) -> Path:
        """The folder that all places lie below."""
        ...

    def draft(self, place: Path) -> Path:
        """A name on the same disk to write to before ``settle``; its folder exists."""
        ...

    def settle(self, file: Path, place: Path) -> None:
        """Keep a finished file under its place, whole; it is gone from where it was."""
        ...

    def fetch(self, place: Path, *, sha256: str = "") -> bool:
        """Have the file lie at its place; False when there is none. With ``sha256`` what is brought in is compared
        with it: StorageDamaged when it is another."""
        ...

    def copy_out(self, place: Path, target: Path) -> bool:
        """Write the file to ``target``; False when there is none."""
        ...

    def has(self, place: Path) -> bool:
        """Is the file kept? Nothing is brought in."""
        ...

    def kept_since(self, place: Path) -> float | None:
        """When the file was kept (seconds of the epoch), asked anew; None when it is not."""
        ...

    def remove(self, place: Path) -> None:
        """Remove a file; nothing happens when there is none."""
        ...

    def remove_below(self, folder: Path) -> None:
        """Remove all files below a folder."""
        ...

    def below(self, folder: Path) -> Iterator[Stored]:
        """All files kept below a folder, in any order."""
        ...

    def folders(self, folder: Path) -> Iterator[str]:
        """The names of the folders right below a folder."""
        ...
