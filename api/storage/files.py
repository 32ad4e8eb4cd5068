"""Files that appear whole or not at all, whoever pulls the plug."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path


def draft_beside(place: Path) -> Path:
    """A name beside ``place`` to write to before ``publish``; its folder exists."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place.with_name(f".{uuid.uuid4().hex}{place.suffix}")


def publish(draft: Path, place: Path) -> bool:
    """Make a finished draft appear at its place, whole. False when no draft was written."""
    if not draft.exists():
        return False
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(place)
    sync_folder(place.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_of(file: Path) -> str:
    """The SHA-256 of what the file holds."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
