"""Files that a program names instead of sending them: in a folder, or in a bucket, that the administrator has opened
for that. A program names a path in it and nothing else: neither server nor bucket, so that no request can make this
machine ask another one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import ExitStack
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

import obstore
from obstore.store import S3Store

from api.buckets import Bucket
from api.errors import FileGone, FileUnreadable, NotARegularFile, ShareGone
from api.folders.feeder import opened
from api.refusals import EntryUnsafe
from api.services.handovers import Part
from api.settings import MEBIBYTE
from api.storage import CHUNK, StorageAway
from api.storage.bucket import connect, told
from extractor.errors import LindungError
from extractor.intake.errors import FileTooLarge

Open = Callable[[str, ExitStack], Part]
"""From a path to the file, its stream closed with the stack; or why it is not taken."""


def in_folder(folder: Path) -> Open:
    """Files below the folder. Opening raises ShareGone when the folder itself is gone."""
    return lambda path, streams: _part(folder, path, streams)


def in_bucket(bucket: Bucket, *, most: int) -> Open:
    """Objects below the bucket's prefix, of at most ``most`` bytes. Opening raises StorageAway when it does not
    answer."""
    store = connect(bucket)
    return lambda path, _: _object(store, path, most=most)


def _safe(path: str) -> bool:
    """A path that stays below where it starts, in the one way it can be written."""
    plain = PurePosixPath(path)
    return not plain.is_absolute() and ".." not in plain.parts and "\\" not in path and str(plain) == path


def _part(folder: Path, path: str, streams: ExitStack) -> Part:
    if not _safe(path):
        return Part(path, None, EntryUnsafe())
    try:
        # One at a time: what was opened before has been read by the time the next one is asked for.
        streams.close()
        return Part(path, streams.enter_context(opened(folder, os.fsencode(path))))
    except ShareGone:
        raise
    except LindungError as error:
        return Part(path, None, error)
    except OSError as error:
        return Part(path, None, NotARegularFile() if error.errno in (errno.ELOOP, errno.EISDIR) else FileUnreadable())


def _object(store: S3Store, path: str, *, most: int) -> Part:
    if not _safe(path):
        return Part(path, None, EntryUnsafe())
    try:
        with told():
            got = obstore.get(store, path)
            if got.meta["size"] > most:
                # Told before anything of it is brought here; the size is also watched while it comes in.
                problem = f"Berkas ini melebihi batas {most // MEBIBYTE} MB, sehingga tidak diambil."
                return Part(path, None, FileTooLarge(problem))
            return Part(path, cast(BinaryIO, _Object(got)))
    except FileNotFoundError:
        return Part(path, None, FileGone())


class _Object(RawIOBase):
    """An object as it comes in, from beginning to end."""

    def __init__(self, got: obstore.GetResult) -> None:
        self._parts = iter(got.stream(min_chunk_size=CHUNK))
        self._left = b""
        self._missing = got.meta["size"]

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            with told():
                self._left = bytes(next(self._parts, b""))
            self._missing -= len(self._left)
            if not self._left and self._missing:
                raise StorageAway()
        whole = size is None or size < 0
        data, self._left = (self._left, b"") if whole else (self._left[:size], self._left[size:])
        return data
