"""The files lie in a folder of this machine (or of a network share): served by the operating system itself.

Not through the object library: it knows no fsync, no read-only files and no rename of a file that is on the disk
already, and it would copy every upload once more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from api.storage.behind import Stored
from api.storage.files import draft_beside, sync_folder


class Folder:
    """The data folder, laid out as ``Storage`` says."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        return self._root

    def draft(self, place: Path) -> Path:
        return draft_beside(place)

    def settle(self, file: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.replace(place)
        sync_folder(place.parent)

    def fetch(self, place: Path, *, sha256: str = "") -> bool:
        return place.is_file()

    def copy_out(self, place: Path, target: Path) -> bool:
        try:
            shutil.copyfile(place, target)
        except FileNotFoundError:
            return False
        return True

    def has(self, place: Path) -> bool:
        return place.is_file()

    def kept_since(self, place: Path) -> float | None:
        # When it came to lie here, not when its content was made: a restored file brings its old time along.
        try:
            return place.stat().st_ctime
        except FileNotFoundError:
            return None

    def remove(self, place: Path) -> None:
        place.unlink(missing_ok=True)

    def remove_below(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def below(self, folder: Path) -> Iterator[Stored]:
        for top, _, names in os.walk(folder):
            for name in names:
                place = Path(top, name)
                # A half-written draft is not kept yet; a file may be erased while we look.
                if not name.startswith("."):
                    with suppress(FileNotFoundError):
                        state = place.stat()
                        yield Stored(str(place.relative_to(self._root)), state.st_size, state.st_ctime)

    def folders(self, folder: Path) -> Iterator[str]:
        if folder.is_dir():
            yield from (entry.name for entry in os.scandir(folder) if entry.is_dir())
