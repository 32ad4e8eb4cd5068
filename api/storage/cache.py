"""Copies of objects on this machine, as many as fit: what was not used for longest goes first."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.storage.files import sync_folder

IN_USE = 120.0
"""Seconds for which a copy is left alone after it was asked for: whoever asked has opened it by then, and an open file
stays readable whatever becomes of its name. So the folder may exceed its size by what came within this time."""
IDLE_FOLDER = 86_400.0
"""Seconds after which an empty folder goes."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """``used`` in seconds of the epoch."""

    used: float
    size: int
    place: Path


class Cache:
    """``limit`` bytes below ``root``. Several processes may use one folder: each file appears whole by a rename, and
    one that another process cleared away is fetched again."""

    def __init__(self, root: Path, *, limit: int) -> None:
        self.root = root
        self.limit = limit
        self._lock = threading.Lock()
        self._new = limit  # looked through at the first copy: an earlier process may have left any number
        root.mkdir(parents=True, exist_ok=True, mode=0o700)

    def use(self, place: Path) -> bool:
        """Is there a copy? If so, it counts as used now."""
        try:
            os.utime(place)
        except FileNotFoundError:
            return False
        return True

    def add(self, file: Path, place: Path) -> None:
        """Make a finished file the copy at ``place``."""
        size = file.stat().st_size
        for attempt in range(3):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                file.replace(place)
                os.utime(place)
            except FileNotFoundError:
                # The empty folder was cleared away by another process in this very moment.
                if attempt == 2:
                    raise
            else:
                break
        sync_folder(place.parent)
        with self._lock:
            self._new += size
            due = self._new > self.limit // 10
            if due:
                self._new = 0
        if due:
            self.trim()

    def trim(self, *, room: int = 0) -> int:
        """Remove the copies that were not used for longest until the rest is within the limit less ``room``. How many
        went."""
        now = time.time()
        copies, folders = self._look()
        total, removed = sum(copy.size for copy in copies), 0
        for copy in sorted(copies, key=lambda copy: copy.used):
            if total <= self.limit - room or copy.used > now - IN_USE:
                break
            copy.place.unlink(missing_ok=True)
            total -= copy.size
            removed += 1
        for folder in folders:
            with suppress(OSError):  # not empty, or gone
                if folder.stat().st_mtime < now - IDLE_FOLDER:
                    folder.rmdir()
        return removed

    def names(self, *, older_than: float) -> set[str]:
        """The paths below the root of the copies that nobody used for ``older_than`` seconds."""
        limit = time.time() - older_than
        copies, _ = self._look()
        return {str(copy.place.relative_to(self.root)) for copy in copies if copy.used < limit}

    def _look(self) -> tuple[list[_Copy], list[Path]]:
        """All copies, and all folders with the deepest first."""
        copies, folders = [], []
        for top, _, names in os.walk(self.root, topdown=False):
            if Path(top) != self.root:
                folders.append(Path(top))
            for name in names:
                place = Path(top, name)
                with suppress(FileNotFoundError):
                    state = place.stat()
                    copies.append(_Copy(state.st_mtime, state.st_size, place))
        return copies, folders
