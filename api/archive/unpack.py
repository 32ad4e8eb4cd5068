"""The files of a ZIP archive, one after the other, under limits that its own figures cannot talk away.

A ZIP says how many files it holds and how large they are; a bomb lies. So the list of contents is bounded before it
is parsed, every entry is counted while it is unpacked, and what comes out is compared with what went in.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import RawIOBase
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from api.errors import NotARegularFile
from api.folders.walk import JUNK
from api.refusals import (
    ArchiveRefused,
    ArchiveTooLarge,
    ArchiveTooMany,
    EntryDamaged,
    EntryPacked,
    EntryUnsafe,
)
from extractor.errors import LindungError

MEBIBYTE = 1024 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_ZIP64_LOCATOR = b"PK\x06\x07"
_MAC_FOLDER = "__MACOSX"


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """``entries`` in the list of contents, folders included; ``contents`` bytes of that list; ``total`` bytes that may
    come out of the whole archive; ``ratio`` of bytes out to bytes in, judged once ``free`` bytes came out (a small file
    of spaces is no bomb)."""

    entries: int = 2000
    contents: int = 2 * MEBIBYTE
    total: int = 1024 * MEBIBYTE
    ratio: int = 200
    free: int = 16 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Entry:
    """``stream`` is to be read before the next entry is asked for; None with the ``refusal`` that says why."""

    name: str
    stream: BinaryIO | None
    refusal: LindungError | None = None


def is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", _END))


def entries(file: BinaryIO, *, size: int, limits: UnpackLimits | None = None) -> Iterator[Entry]:
    """The files of the archive ``file`` of ``size`` bytes, in its order; folders, hidden files and what operating
    systems leave behind are passed over.

    Raises a subclass of ArchiveRefused, at once or on the way; whoever took entries out before must then give them
    up. Reading a damaged entry raises EntryDamaged, which concerns that entry alone.
    """
    limits = limits or UnpackLimits()
    _bound_contents(file, size, limits)
    meter = _Meter(size, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            if len(infos) > limits.entries:
                raise ArchiveTooMany()
            for info in infos:
                if not info.is_dir() and not _passed_over(info.filename):
                    yield from _entry(archive, info, meter)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError, OSError) as error:
        raise ArchiveRefused() from error


def _bound_contents(file: BinaryIO, size: int, limits: UnpackLimits) -> None:
    """Look at the end record before anything is parsed: a list of a million names would be held in memory."""
    tail = min(size, _END_SIZE + _LONGEST_COMMENT)
    file.seek(size - tail)
    end = file.read(tail)
    place = end.rfind(_END)
    if place < 0 or len(end) - place < _END_SIZE:
        raise ArchiveRefused()
    count = int.from_bytes(end[place + 10 : place + 12], "little")
    contents = int.from_bytes(end[place + 12 : place + 16], "little")
    # The 64-bit form is for more files or bytes than are taken here, and would have a second set of figures.
    if count > limits.entries or contents > limits.contents or end[max(0, place - 20) :].startswith(_ZIP64_LOCATOR):
        raise ArchiveTooMany()
    file.seek(0)


def _passed_over(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    last = parts[-1] if parts else ""
    return last.encode("utf-8", "replace").lower() in JUNK or _MAC_FOLDER in parts or last.startswith("._")


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, meter: _Meter) -> Iterator[Entry]:
    refusal = _refusal(info)
    if refusal is not None:
        yield Entry(info.filename, None, refusal)
        return
    try:
        stream = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        # Its local header contradicts the list, or lies over another entry's.
        yield Entry(info.filename, None, EntryDamaged())
        return
    with stream:
        yield Entry(info.filename, cast(BinaryIO, _Counted(stream, meter)))


def _refusal(info: zipfile.ZipInfo) -> LindungError | None:
    name = info.filename.replace("\\", "/")
    drive = len(name) > 1 and name[1] == ":"
    if not name or name.startswith("/") or drive or ".." in name.split("/"):
        return EntryUnsafe()
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return NotARegularFile()
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Other packings need memory that the archive names itself.
        return EntryPacked()
    return None


class _Meter:
    """Counts what comes out of the whole archive."""

    def __init__(self, size: int, limits: UnpackLimits) -> None:
        self._size = size
        self._limits = limits
        self._out = 0

    def add(self, count: int) -> None:
        self._out += count
        suspicious = self._out > self._limits.free and self._out > self._limits.ratio * self._size
        if self._out > self._limits.total or suspicious:
            raise ArchiveTooLarge()


class _Counted(RawIOBase):
    """An entry while it is unpacked. Only ``read`` is used."""

    def __init__(self, stream: object, meter: _Meter) -> None:
        self._stream = cast(BinaryIO, stream)
        self._meter = meter

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self._stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise EntryDamaged() from error
        self._meter.add(len(chunk))
        return chunk
