"""The files of one installation, by what they are. Nothing is ever half there."""

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

from api.settings import MEBIBYTE, Settings
from api.storage import room
from api.storage.behind import Behind, Stored
from api.storage.bucket import BucketFiles
from api.storage.cache import Cache
from api.storage.folder import Folder
from extractor.intake.errors import FileTooLarge

CHUNK = 1024 * 1024
ORIGINALS, DECREES, ATTACHMENTS, DERIVED = "originals", "decrees", "attachments", "derived"
BY_CONTENT = (ORIGINALS, DECREES, ATTACHMENTS)
"""What no program can make again; each file is named by its SHA-256."""
YOUNG = 12 * 3600.0
"""Seconds for which a kept file is not kept anew: half of what housekeeping leaves files without a document alone."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An upload received whole into the incoming folder. ``size`` in bytes."""

    path: Path
    sha256: str
    size: int


class Storage:
    """Where everything lies, below the data folder or (``LINDUNG_STORAGE``) as objects of a bucket::

    originals/ab/cd/<sha256>                     the file as it was handed in, never written again
    decrees/ab/cd/<sha256>                       a decree behind an office's minimum wage, likewise
    attachments/ab/cd/<sha256>                   a document attached to a planning case, likewise
    derived/<sha256>/<pipeline>/p0001.webp       the image of a page, upright; p0001.90.webp as a person turned it
    derived/<sha256>/<pipeline>/repaired.pdf     the working copy of a damaged PDF
    derived/<sha256>/<pipeline>/searchable.pdf   the copy with its words as invisible text; archive.pdf as PDF/A

    and always on this machine::

    incoming/<random>                            uploads on their way in, and drafts
    cache/...                                    copies of objects, laid out as above

    A *place* is a path on this machine: ``fetch`` it before it is opened. Methods that bring, keep or remove raise
    StorageAway or StorageFull when the bucket does not do its part.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        settings.incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._behind: Behind
        self._cache: Cache | None = None
        if settings.bucket is None:
            for folder in (settings.originals, settings.derived):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._behind = Folder(settings.data_dir)
        else:
            self._cache = Cache(settings.cache, limit=settings.cache_size)
            self._behind = BucketFiles(
                settings.bucket, self._cache, passing=settings.incoming, reserve=settings.min_free // 10
            )

    # -- coming in -----------------------------------------------------------------------------------------------------

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

    def keep_attachment(self, incoming: Incoming) -> Path:
        """Move a received attachment to its place (kept as it is when it was there already)."""
        return self._settle(incoming, self.attachment(incoming.sha256))

    def _settle(self, incoming: Incoming, place: Path) -> Path:
        since = self._behind.kept_since(place)
        if since is not None and time.time() - since < YOUNG:
            incoming.path.unlink()
            return place
        # One that has lain here for long may be an orphan that housekeeping is about to remove: it is kept anew, and
        # is young again before its row is there.
        incoming.path.chmod(0o400)
        self._behind.settle(incoming.path, place)
        return place

    def discard(self, incoming: Incoming) -> None:
        """Forget a received file that will not be kept."""
        incoming.path.unlink(missing_ok=True)

    # -- places --------------------------------------------------------------------------------------------------------

    def original(self, sha256: str) -> Path:
        """Where the original with this hash lies (or would lie)."""
        return self._behind.root / ORIGINALS / sha256[:2] / sha256[2:4] / sha256

    def decree(self, sha256: str) -> Path:
        """Where the decree with this hash lies (or would lie)."""
        return self._behind.root / DECREES / sha256[:2] / sha256[2:4] / sha256

    def attachment(self, sha256: str) -> Path:
        """Where the attachment with this hash lies (or would lie)."""
        return self._behind.root / ATTACHMENTS / sha256[:2] / sha256[2:4] / sha256

    def page_image(self, sha256: str, pipeline: str, number: int, *, turn: int | None = None) -> Path:
        """Where the image of page ``number`` (1-based) lies, or would lie; with ``turn`` the one of the page turned so
        far by a person (0/90/180/270 clockwise)."""
        mark = "" if turn is None else f".{turn}"
        return self._folder(sha256, pipeline) / f"p{number:04d}{mark}.webp"

    def repaired(self, sha256: str, pipeline: str) -> Path:
        """Where the rewritten working copy of a damaged PDF lies, or would lie."""
        return self._folder(sha256, pipeline) / "repaired.pdf"

    def searchable(self, sha256: str, pipeline: str, *, archival: bool) -> Path:
        """Where the searchable copy lies, or would lie."""
        return self._folder(sha256, pipeline) / ("archive.pdf" if archival else "searchable.pdf")

    def passing(self, suffix: str) -> Path:
        """A name for a file that is made, sent and removed; what a crash leaves of it is swept with the uploads."""
        return self._settings.incoming / f"{uuid.uuid4().hex}{suffix}"

    # -- reading and writing -------------------------------------------------------------------------------------------

    def fetch(self, place: Path) -> bool:
        """Have the file lie at its place on this machine; False when there is none.

        What was kept by its content is compared with the hash in its name when it comes out of a bucket:
        StorageDamaged when it is another. Open it soon: copies that nobody used for some minutes may give way.
        """
        by_content = place.relative_to(self._behind.root).parts[0] in BY_CONTENT
        return self._behind.fetch(place, sha256=place.name if by_content else "")

    def has(self, place: Path) -> bool:
        """Is there such a file? It is not brought in."""
        return self._behind.has(place)

    def draft(self, place: Path) -> Path:
        """A name to write to before ``publish``; its folder exists."""
        return self._behind.draft(place)

    def publish(self, draft: Path, place: Path) -> bool:
        """Make a finished draft appear at its place, whole. False when no draft was written."""
        if not draft.exists():
            return False
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        self._behind.settle(draft, place)
        return True

    def take_over(self, file: Path, place: Path) -> None:
        """Copy a finished file from elsewhere to its place, whole."""
        draft = self.draft(place)
        try:
            shutil.copyfile(file, draft)
            draft.chmod(0o400)
            self.publish(draft, place)
        finally:
            draft.unlink(missing_ok=True)

    # -- going ---------------------------------------------------------------------------------------------------------

    def erase(self, sha256: str) -> None:
        """Remove the original and all that was made from it."""
        self._behind.remove(self.original(sha256))
        self._behind.remove_below(self._behind.root / DERIVED / sha256)

    def erase_derived(self, sha256: str) -> None:
        """Remove all that was made from an original that is gone."""
        self._behind.remove_below(self._behind.root / DERIVED / sha256)

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

    def trim(self) -> int:
        """Let copies go that exceed the size of the cache. How many went; none where files lie on this machine."""
        return 0 if self._cache is None else self._cache.trim()

    def stored(self, *, older_than: float) -> Iterator[str]:
        """The hashes of the originals that were stored more than ``older_than`` seconds ago."""
        limit = time.time() - older_than
        for kept in self._behind.below(self._behind.root / ORIGINALS):
            if kept.since < limit:
                yield kept.name.rsplit("/", 1)[-1]

    def still_older(self, sha256: str, *, older_than: float) -> bool:
        """Was the original kept that long ago, asked anew? Not when somebody has just handed it in once more."""
        since = self._behind.kept_since(self.original(sha256))
        return since is not None and since < time.time() - older_than

    def derived(self) -> Iterator[str]:
        """The hashes of the originals of which something was made."""
        return self._behind.folders(self._behind.root / DERIVED)

    def copies(self, *, older_than: float) -> dict[str, list[Path]]:
        """The copies on this machine that nobody used for so many seconds, by the hash of their original; none where
        files lie on this machine anyway. Decrees and attachments are left out: they belong to no document."""
        found: dict[str, list[Path]] = {}
        if self._cache is not None:
            for name in self._cache.names(older_than=older_than):
                kind, *rest = name.split("/")
                if kind not in (DECREES, ATTACHMENTS):
                    found.setdefault(rest[-1] if kind == ORIGINALS else rest[0], []).append(self._cache.root / name)
        return found

    def listing(self) -> Iterator[Stored]:
        """All that no program can make again: originals, decrees, attachments."""
        for kind in BY_CONTENT:
            yield from self._behind.below(self._behind.root / kind)

    def copy_out(self, kept: Stored, target: Path) -> bool:
        """Write something out of a listing to ``target``, past the copies of this machine; False when it is gone."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._behind.copy_out(self._behind.root / kept.name, target)

    def put_back(self, file: Path, name: str) -> None:
        """Keep a copy that was written out earlier, under the name it had in the listing."""
        self.take_over(file, self._behind.root / name)

    def free(self) -> int:
        """Free bytes on the disk of the data folder."""
        return room.free(self._settings.data_dir)

    def require_reserve(self) -> None:
        """DiskFull when even the reserve, which is there for what is made while reading, is nearly used up."""
        room.require_room(self._settings.data_dir, 0, reserve=self._settings.min_free // 10)

    def _folder(self, sha256: str, pipeline: str) -> Path:
        return self._behind.root / DERIVED / sha256 / pipeline

    def _require_space(self, size: int) -> None:
        room.require_room(self._settings.data_dir, size, reserve=self._settings.min_free)
