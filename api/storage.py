"""Files on disk: originals by their content, what is made from them beside it. Nothing is ever half there."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from api.errors import DiskFull
from api.settings import MEBIBYTE, Settings
from extractor.intake.errors import FileTooLarge

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Incoming:
    """An upload received whole into the incoming folder. ``size`` in bytes."""

    path: Path
    sha256: str
    size: int


class Storage:
    """The folders of one installation::

    originals/ab/cd/<sha256>                     the file as it was handed in, never written again
    decrees/ab/cd/<sha256>                       a decree behind an office's minimum wage, likewise
    derived/<sha256>/<pipeline>/p0001.webp       the image of a page, upright
    derived/<sha256>/<pipeline>/repaired.pdf     the working copy of a damaged PDF
    derived/<sha256>/<pipeline>/searchable.pdf   the copy with its words as invisible text; archive.pdf as PDF/A
    incoming/<random>                            uploads on their way in
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        for folder in (settings.originals, settings.derived, settings.incoming):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def receive(self, stream: BinaryIO) -> Incoming:
        """Copy the stream into the incoming folder and hash it on the way.

        Raises FileTooLarge, or DiskFull when the disk would fall below its reserve; then nothing is left of it.
        """
        path = self._settings.incoming / uuid.uuid4().hex
        digest = hashlib.sha256()
        size = 0
        try:
            with path.open("xb") as out:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > self._settings.max_upload:
                        raise FileTooLarge(
                            f"Berkas ini melebihi batas {self._settings.max_upload // MEBIBYTE} MB, "
                            "sehingga tidak diterima dan tidak disimpan."
                        )
                    self._require_space(len(chunk))
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Incoming(path=path, sha256=digest.hexdigest(), size=size)

    def keep(self, incoming: Incoming) -> Path:
        """Move a received file to its place among the originals (kept as it is when it was there already)."""
        return self._settle(incoming, self.original(incoming.sha256))

    def keep_decree(self, incoming: Incoming) -> Path:
        """Move a received decree to its place among the decrees (kept as it is when it was there already)."""
        return self._settle(incoming, self.decree(incoming.sha256))

    def _settle(self, incoming: Incoming, place: Path) -> Path:
        if place.exists():
            incoming.path.unlink()
            return place
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        incoming.path.chmod(0o400)
        incoming.path.replace(place)
        _sync_folder(place.parent)
        return place

    def discard(self, incoming: Incoming) -> None:
        """Forget a received file that will not be kept."""
        incoming.path.unlink(missing_ok=True)

    def original(self, sha256: str) -> Path:
        """Where the original with this hash lies (or would lie)."""
        return self._settings.originals / sha256[:2] / sha256[2:4] / sha256

    def decree(self, sha256: str) -> Path:
        """Where the decree with this hash lies (or would lie)."""
        return self._settings.decrees / sha256[:2] / sha256[2:4] / sha256

    def page_image(self, sha256: str, pipeline: str, number: int) -> Path:
        """Where the image of page ``number`` (1-based) lies, or would lie."""
        return self._folder(sha256, pipeline) / f"p{number:04d}.webp"

    def repaired(self, sha256: str, pipeline: str) -> Path:
        """Where the rewritten working copy of a damaged PDF lies, or would lie."""
        return self._folder(sha256, pipeline) / "repaired.pdf"

    def searchable(self, sha256: str, pipeline: str, *, archival: bool) -> Path:
        """Where the searchable copy lies, or would lie."""
        return self._folder(sha256, pipeline) / ("archive.pdf" if archival else "searchable.pdf")

    def draft(self, place: Path) -> Path:
        """A name beside ``place`` to write to before ``publish``; its folder exists."""
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place.with_name(f".{uuid.uuid4().hex}{place.suffix}")

    def passing(self, suffix: str) -> Path:
        """A name for a file that is made, sent and removed; what a crash leaves of it is swept with the uploads."""
        return self._settings.incoming / f"{uuid.uuid4().hex}{suffix}"

    def publish(self, draft: Path, place: Path) -> bool:
        """Make a finished draft appear at its place, whole. False when no draft was written."""
        if not draft.exists():
            return False
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(place)
        _sync_folder(place.parent)
        return True

    def take_over(self, file: Path, place: Path) -> None:
        """Copy a finished file from elsewhere to its place, whole."""
        draft = self.draft(place)
        shutil.copyfile(file, draft)
        self.publish(draft, place)

    def erase(self, sha256: str) -> None:
        """Remove the original and all that was made from it."""
        self.original(sha256).unlink(missing_ok=True)
        shutil.rmtree(self._settings.derived / sha256, ignore_errors=True)

    def sweep(self, *, older_than: float = 3600) -> int:
        """Remove uploads that a crash left in the incoming folder, ``older_than`` seconds old. How many went."""
        limit = time.time() - older_than
        left = [path for path in self._settings.incoming.iterdir() if path.stat().st_mtime < limit]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def sweep_drafts(self, *, older_than: float) -> int:
        """Remove half-made page images and copies that a crash left beside their places. How many went."""
        limit = time.time() - older_than
        left = [path for path in self._settings.derived.glob("*/*/.*") if path.stat().st_mtime < limit]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def stored(self, *, older_than: float) -> Iterator[str]:
        """The hashes of the originals that were stored more than ``older_than`` seconds ago."""
        limit = time.time() - older_than
        for path in self._settings.originals.glob("??/??/*"):
            if path.stat().st_ctime < limit:
                yield path.name

    def free(self) -> int:
        """Free bytes on the disk of the data folder."""
        return shutil.disk_usage(self._settings.data_dir).free

    def _folder(self, sha256: str, pipeline: str) -> Path:
        return self._settings.derived / sha256 / pipeline

    def _require_space(self, size: int) -> None:
        if self.free() - size < self._settings.min_free:
            raise DiskFull()


def _sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
