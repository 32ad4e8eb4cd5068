"""The files lie in an S3 bucket; this machine keeps copies of those that were used last."""

from __future__ import annotations

import hashlib
import logging
import threading
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from api.buckets import Bucket
from api.errors import DiskFull, StorageDamaged
from api.storage.behind import Stored
from api.storage.cache import Cache
from api.storage.errors import StorageAway, StorageFull, StorageRefused
from api.storage.files import draft_beside
from api.storage.room import require_room
from extractor.errors import LindungError

LOG = logging.getLogger("lindung.storage")

CHUNK = 1024 * 1024
AT_ONCE = 500
"""Objects of one listing that are asked for together."""
_FULL = ("QuotaExceeded", "StorageFull", "InsufficientStorage", "507 Insufficient", "no space left")
_REFUSED = ("NoSuchBucket", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403 Forbidden")
_STRIPES = 32


def connect(bucket: Bucket) -> S3Store:
    """The client of a bucket. Nothing is asked yet. It retries a few times within seconds: whoever waits at a screen
    is told soon, and a job waits by itself."""
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        endpoint=bucket.endpoint,
        region=bucket.region,
        access_key_id=bucket.access_key,
        secret_access_key=bucket.secret_key,
        virtual_hosted_style_request=False,
        client_options={
            "allow_http": bucket.plain_http,
            "connect_timeout": timedelta(seconds=5),
            "read_timeout": timedelta(seconds=30),
            # Of one request: a part of an upload is 5 MiB, a download at most one file.
            "timeout": timedelta(seconds=300),
        },
        retry_config={
            "max_retries": 3,
            "retry_timeout": timedelta(seconds=15),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=3),
                "base": 2,
            },
        },
    )


def probe(bucket: Bucket) -> None:
    """Write a small object, read it, list it and remove it. StorageAway (or refused, full) when one of that fails."""
    store, name, data = connect(bucket), f"doctor/{uuid.uuid4().hex}", b"lindung"
    try:
        with told():
            obstore.put(store, name, data)
            read = bytes(obstore.get(store, name).bytes())
            listed = [entry["path"] for chunk in obstore.list(store, "doctor") for entry in chunk]
            obstore.delete(store, name)
    except FileNotFoundError:
        raise StorageAway() from None
    if read != data or name not in listed:
        raise StorageAway()


@contextmanager
def told() -> Iterator[None]:
    """Say in our words what the library raises, FileNotFoundError apart. Its text names the address and may quote the
    server: the log gets the first line of it, people get a sentence."""
    try:
        yield
    except FileNotFoundError as error:
        # A bucket that is not there answers 404 too; a document must not count as lost because of that.
        if "NoSuchBucket" in str(error):
            raise _said(error) from None
        raise
    except BaseError as error:
        raise _said(error) from None


def _said(error: Exception) -> LindungError:
    text = str(error)
    LOG.warning("bucket: %s", text.splitlines()[0][:300])
    if any(mark in text for mark in _FULL):
        return StorageFull()
    refused = isinstance(error, (PermissionDeniedError, UnauthenticatedError))
    return StorageRefused() if refused or any(mark in text for mark in _REFUSED) else StorageAway()


class BucketFiles:
    """``passing`` is where drafts are written, on the disk of the cache; ``reserve`` bytes of it stay free."""

    def __init__(self, bucket: Bucket, cache: Cache, *, passing: Path, reserve: int) -> None:
        self._store = connect(bucket)
        self._cache = cache
        self._passing = passing
        self._reserve = reserve
        # Two pages of one document ask for its file at once: the second waits for the first and finds the copy.
        self._stripes = [threading.Lock() for _ in range(_STRIPES)]

    @property
    def root(self) -> Path:
        return self._cache.root

    @property
    def cache(self) -> Cache:
        return self._cache

    def draft(self, place: Path) -> Path:
        # Not beside the place: the cache's empty folders are cleared away.
        return draft_beside(self._passing / place.name)

    def settle(self, file: Path, place: Path) -> None:
        """The object first: a copy without an object would be believed and lost."""
        with told():
            obstore.put(self._store, self._name(place), file)
        self._cache.add(file, place)

    def fetch(self, place: Path, *, sha256: str = "") -> bool:
        with self._stripes[zlib.crc32(str(place).encode()) % _STRIPES]:
            return self._cache.use(place) or self._bring(place, sha256=sha256)

    def copy_out(self, place: Path, target: Path) -> bool:
        return self._download(place, target) is not None

    def has(self, place: Path) -> bool:
        return place.is_file() or self.kept_since(place) is not None

    def kept_since(self, place: Path) -> float | None:
        try:
            with told():
                return obstore.head(self._store, self._name(place))["last_modified"].timestamp()
        except FileNotFoundError:
            return None

    def remove(self, place: Path) -> None:
        with told():
            obstore.delete(self._store, self._name(place))
        place.unlink(missing_ok=True)

    def remove_below(self, folder: Path) -> None:
        with told():
            for chunk in obstore.list(self._store, self._name(folder), chunk_size=AT_ONCE):
                obstore.delete(self._store, [entry["path"] for entry in chunk])
        for copy in sorted(folder.rglob("*"), reverse=True):
            if copy.is_file():
                copy.unlink(missing_ok=True)

    def below(self, folder: Path) -> Iterator[Stored]:
        with told():
            for chunk in obstore.list(self._store, self._name(folder), chunk_size=AT_ONCE):
                for entry in chunk:
                    yield Stored(entry["path"], entry["size"], entry["last_modified"].timestamp())

    def folders(self, folder: Path) -> Iterator[str]:
        with told():
            found = obstore.list_with_delimiter(self._store, self._name(folder))
        yield from (name.rsplit("/", 1)[-1] for name in found["common_prefixes"])

    def _bring(self, place: Path, *, sha256: str) -> bool:
        draft = self.draft(place)
        try:
            if (found := self._download(place, draft)) is None:
                return False
            if sha256 and found != sha256:
                LOG.error("object %s is not what its name says", self._name(place))
                raise StorageDamaged(
                    "Berkas di penyimpanan (S3) tidak lagi sama dengan yang diserahkan; berkas itu tidak dipakai.",
                    remedy="Hubungi pengelola untuk memulihkan objek itu dari cadangan.",
                )
            self._cache.add(draft, place)
        finally:
            draft.unlink(missing_ok=True)
        return True

    def _download(self, place: Path, target: Path) -> str | None:
        """Write the object to ``target``; its SHA-256, None when there is none. Whole objects only: some servers answer
        a request for a part with the whole, or not at all."""
        try:
            with told():
                got = obstore.get(self._store, self._name(place))
                size = got.meta["size"]
                self._make_room(target.parent, size)
                digest = hashlib.sha256()
                with target.open("xb") as out:
                    for chunk in got.stream(min_chunk_size=CHUNK):
                        digest.update(chunk)
                        out.write(chunk)
        except FileNotFoundError:
            return None
        if target.stat().st_size != size:
            raise StorageAway()
        return digest.hexdigest()

    def _make_room(self, folder: Path, size: int) -> None:
        """Copies give way before the disk counts as full."""
        try:
            require_room(folder, size, reserve=self._reserve)
        except DiskFull:
            self._cache.trim(room=self._cache.limit)
            require_room(folder, size, reserve=self._reserve)

    def _name(self, place: Path) -> str:
        return place.relative_to(self.root).as_posix()
