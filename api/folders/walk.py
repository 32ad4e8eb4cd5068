"""What lies in a folder: names in any encoding, nothing followed out of it, nothing opened.

Opening a FIFO blocks for ever and a device can do worse; a link may lead to the whole disk. So only what the file
system calls a regular file is handed on, and the rest is told with its reason.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.errors import FolderUnreadable, NotARegularFile, ShareGone
from extractor.errors import LindungError

JUNK = frozenset({b"thumbs.db", b"desktop.ini", b"ehthumbs.db"})
"""What Windows leaves in every folder of scans."""
SIDECAR = b"lindung.csv"
UNFINISHED = (b".part", b".tmp", b".crdownload", b".partial", b".filepart")
"""Names under which programs write a file that is still arriving."""


@dataclass(frozen=True, slots=True)
class Found:
    """One entry below the folder. ``raw`` are the bytes of its path from there, ``size`` is in bytes, ``modified_ns``
    nanoseconds since 1970; ``refusal`` says why it cannot be handed in, None for a regular file."""

    raw: bytes
    size: int
    modified_ns: int
    refusal: LindungError | None = None

    @property
    def path(self) -> str:
        """For showing; bytes that are not UTF-8 stand as ``\\xNN``."""
        return shown(self.raw)


def walk(folder: Path) -> Iterator[Found]:
    """All entries below ``folder`` in order of name, depth first. Hidden files and folders, the sidecar file, junk of
    the file system and files still being written under a temporary name are left out.

    Raises ShareGone when the folder itself cannot be listed; a folder within it that cannot is one refused entry.
    """
    try:
        yield from _below(os.fsencode(folder), b"")
    except _TopUnlistable as error:
        raise ShareGone() from error


class _TopUnlistable(Exception):
    pass


def _below(top: bytes, prefix: bytes) -> Iterator[Found]:
    place = os.path.join(top, prefix) if prefix else top
    try:
        with os.scandir(place) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        if not prefix:
            raise _TopUnlistable from error
        yield Found(raw=prefix, size=0, modified_ns=0, refusal=FolderUnreadable())
        return
    for entry in entries:
        name = entry.name
        if name.startswith((b".", b"~$")) or name.lower() in JUNK or name.lower().endswith(UNFINISHED):
            continue
        raw = os.path.join(prefix, name) if prefix else name
        try:
            known = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue  # gone between the listing and the look
        except OSError:
            yield Found(raw=raw, size=0, modified_ns=0, refusal=FolderUnreadable())
            continue
        if stat.S_ISDIR(known.st_mode):
            yield from _below(top, raw)
        elif raw == SIDECAR:
            continue
        else:
            yield Found(
                raw=raw,
                size=known.st_size,
                modified_ns=known.st_mtime_ns,
                refusal=None if stat.S_ISREG(known.st_mode) else NotARegularFile(),
            )


def shown(raw: bytes) -> str:
    """A path as people may read it, whatever bytes it consists of."""
    return raw.decode("utf-8", "backslashreplace")
