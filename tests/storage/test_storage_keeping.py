"""Copies stay within their bounds, what nobody owns is cleared away, and a backup comes back, also with a bucket."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fake_reader import FakeReader, pdf
from installation import hand_in, opened, wait_until_finished
from storage_files import forget_copies, keep, make

from api import backup
from api.context import Context
from api.errors import BackupBroken, BackupRefused
from api.jobs import housekeeping
from api.jobs.worker import Worker
from api.services import documents, exports
from api.settings import Settings
from api.storage import Storage
from models import Document


def copies(settings: Settings) -> list[Path]:
    return sorted(path for path in settings.cache.rglob("*") if path.is_file())


def aged(place: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(place, (then, then))


def test_copies_stay_within_their_bounds(far: Settings) -> None:
    """What was not used for longest goes first; all of it can be fetched again."""
    storage = Storage(replace(far, cache_size=3500))
    made = [storage.page_image("ab" * 32, "1", number) for number in range(1, 6)]
    for number, place in enumerate(made):
        make(storage, place, bytes([number]) * 1000)
        aged(place, 1000 - number)
    assert storage.fetch(made[0])  # used just now
    storage.trim()
    assert [place.exists() for place in made] == [True, False, False, True, True]
    assert all(storage.fetch(place) for place in made)
    assert [place.read_bytes()[0] for place in made] == [0, 1, 2, 3, 4]


def test_a_copy_that_was_just_asked_for_is_left_alone(far: Settings) -> None:
    """However small the cache: who asked for it must be able to open it."""
    storage = Storage(replace(far, cache_size=1))
    sha256 = keep(storage, b"%PDF-in use")
    storage.trim()
    assert storage.original(sha256).exists()
    aged(storage.original(sha256), 600)
    assert storage.trim() == 1
    assert copies(far) == []


def test_an_emptied_cache_is_only_slower(far: Settings) -> None:
    """Removing the whole folder while the server runs loses nothing, also for what is written next."""
    storage = Storage(far)
    sha256 = keep(storage, b"%PDF-x")
    for path in sorted(far.cache.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    far.cache.rmdir()
    assert storage.fetch(storage.original(sha256))
    make(storage, storage.page_image(sha256, "1", 1), b"image")


def test_what_nobody_owns_is_cleared_away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Originals without a document after a day, pictures without one at once; all of living documents stays."""
    with opened(settings) as context:
        storage = context.storage
        with Worker(context, FakeReader(page_count=1)):
            kept = wait_until_finished(context, hand_in(context, pdf("kept")))
        orphan = keep(storage, b"%PDF-orphan")
        left = storage.page_image("cd" * 32, "1", 1)
        make(storage, left, b"left")
        assert housekeeping.tidy(context).originals == 1
        assert not storage.has(left)
        assert storage.has(storage.original(orphan))
        monkeypatch.setattr(housekeeping, "GRACE", timedelta(seconds=-5))
        assert housekeeping.tidy(context).originals == 1
        assert not storage.has(storage.original(orphan))
        assert storage.has(storage.original(kept.sha256))
        assert documents.image_path(context, kept, 1).exists()


def test_copies_of_a_document_erased_elsewhere_go(far: Settings, tmp_path: Path) -> None:
    """Another machine erased it: the copies of this one go with the next round (UU 27/2022), others stay."""
    (tmp_path / "second").mkdir()
    with opened(far) as context:
        gone, stays = hand_in(context, pdf("gone")), hand_in(context, pdf("stays"))
        Storage(replace(far, data_dir=tmp_path / "second")).erase(gone.sha256)
        with context.sessions() as session, session.begin():
            session.delete(session.get_one(Document, gone.id))
        places = [context.storage.original(sha) for sha in (gone.sha256, stays.sha256)]
        assert housekeeping.tidy(context).copies == 0  # just come in, its row may follow
        for place in places:
            aged(place, 7200)
        assert housekeeping.tidy(context).copies == 1
        assert [place.exists() for place in places] == [False, True]


def read(context: Context) -> Document:
    with Worker(context, FakeReader(page_count=1)):
        return wait_until_finished(context, hand_in(context, pdf("read")))


@pytest.mark.parametrize("back", ["bucket", "folder"])
def test_a_backup_holds_the_files_of_the_bucket(far: Settings, tmp_path: Path, back: str) -> None:
    """It can be put back into another, empty bucket, or into a data folder; every original is the one that was."""
    with opened(far) as context:
        document = read(context)
    made = backup.backup(far, tmp_path / "copy")
    assert f"originals/{document.sha256[:2]}/{document.sha256[2:4]}/{document.sha256}" in made.files
    assert made.objects == {}
    assert far.bucket is not None
    bucket = replace(far.bucket, prefix=f"{far.bucket.prefix}-baru") if back == "bucket" else None
    fresh = replace(on_new_machine(far, tmp_path), bucket=bucket)
    backup.restore(fresh, tmp_path / "copy")
    forget_copies(fresh)
    with opened(fresh) as context:
        assert exports.original(context, document).read_bytes() == pdf("read")


def test_a_backup_may_leave_the_files_in_the_bucket(far: Settings, tmp_path: Path) -> None:
    """It then lists them, and is put back only where each of them still is; never into a data folder."""
    with opened(far) as context:
        document = read(context)
    made = backup.backup(far, tmp_path / "copy", with_files=False)
    assert list(made.objects.values()) == [document.size]
    assert not any(name.startswith("originals/") for name in made.files)
    fresh = on_new_machine(far, tmp_path)
    with pytest.raises(BackupBroken, match="mendaftar"):
        backup.restore(replace(fresh, bucket=None), tmp_path / "copy")
    backup.restore(fresh, tmp_path / "copy")
    with opened(fresh) as context:
        assert exports.original(context, document).read_bytes() == pdf("read")
    Storage(far).erase(document.sha256)
    with pytest.raises(BackupBroken, match=document.sha256):
        backup.restore(on_new_machine(far, tmp_path / "third"), tmp_path / "copy")


def test_a_backup_of_a_data_folder_always_has_its_files(far: Settings, tmp_path: Path) -> None:
    """Without them it could not be put back, so it is not made."""
    with pytest.raises(BackupRefused):
        backup.backup(replace(far, bucket=None), tmp_path / "copy", with_files=False)
    assert not (tmp_path / "copy").exists()


def on_new_machine(settings: Settings, folder: Path) -> Settings:
    """The same bucket, an empty data folder and database."""
    data_dir = folder / "new"
    return replace(settings, data_dir=data_dir, database_url=f"sqlite:///{data_dir / 'lindung.sqlite3'}")
