"""Files put into a storage, and a machine that has seen none of them."""

from __future__ import annotations

import io
from pathlib import Path

from api.settings import Settings
from api.storage import Storage


def keep(storage: Storage, data: bytes) -> str:
    """An original with these bytes; its hash."""
    incoming = storage.receive(io.BytesIO(data))
    storage.keep(incoming)
    return incoming.sha256


def make(storage: Storage, place: Path, data: bytes) -> None:
    draft = storage.draft(place)
    draft.write_bytes(data)
    assert storage.publish(draft, place)


def forget_copies(settings: Settings) -> None:
    """As on a machine that has never seen the files; in the folder they are no copies."""
    if settings.bucket is not None:
        for copy in settings.cache.rglob("*"):
            if copy.is_file():
                copy.unlink()
