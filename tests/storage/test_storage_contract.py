"""What the storage promises, wherever the files really lie."""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from storage_files import forget_copies, keep, make

from api.errors import DiskFull, StorageDamaged
from api.settings import Settings
from api.storage import BY_CONTENT, Storage
from api.storage.behind import Stored

SHA = "ab" * 32


def test_an_original_comes_back_as_it_was(storage: Storage, settings: Settings) -> None:
    """Kept once, fetched whole, also without the copy of this machine; the upload is gone from the incoming folder."""
    data = b"%PDF-" + bytes(range(256)) * 30_000  # more than one part of an upload
    sha256 = keep(storage, data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    place = storage.original(sha256)
    for _ in range(2):
        assert storage.fetch(place)
        assert place.read_bytes() == data
        forget_copies(settings)
    assert storage.has(place)
    assert list(settings.incoming.iterdir()) == []


def test_what_is_not_there_is_not_there(storage: Storage, settings: Settings) -> None:
    """Nothing is fetched, nothing is left of the try, and removing it is no error."""
    place = storage.page_image(SHA, "1", 3)
    assert not storage.fetch(place)
    assert not storage.has(place)
    assert not place.exists()
    assert not storage.fetch(storage.original(SHA))
    storage.erase(SHA)
    assert list(settings.incoming.iterdir()) == []


def test_a_draft_is_kept_whole_or_not_at_all(storage: Storage, settings: Settings) -> None:
    """Under its name only once it was published; a draft that nobody wrote is none."""
    place = storage.page_image(SHA, "versi+1", 7)
    draft = storage.draft(place)
    assert not storage.publish(draft, place)
    draft.write_bytes(b"image")
    assert not storage.has(place)
    assert storage.publish(draft, place)
    assert not draft.exists()
    forget_copies(settings)
    assert storage.fetch(place)
    assert place.read_bytes() == b"image"


def test_what_is_made_again_replaces_what_was(storage: Storage, settings: Settings) -> None:
    """A second reading of a page leaves its own picture."""
    place = storage.page_image(SHA, "1", 1)
    make(storage, place, b"first")
    make(storage, place, b"second")
    forget_copies(settings)
    assert storage.fetch(place)
    assert place.read_bytes() == b"second"


def test_the_same_bytes_are_kept_once(storage: Storage) -> None:
    """A second upload of them, also at the same moment, is the same original."""
    threads = [threading.Thread(target=keep, args=(storage, b"%PDF-same")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keep(storage, b"%PDF-same")
    assert [kept.size for kept in storage.listing()] == [9]
    assert list(storage.stored(older_than=-5)) == [hashlib.sha256(b"%PDF-same").hexdigest()]


def test_erasing_takes_the_original_and_all_made_from_it(storage: Storage, settings: Settings) -> None:
    """Pictures of every version go, and the copies of this machine; other documents stay."""
    gone, stays = keep(storage, b"%PDF-gone"), keep(storage, b"%PDF-stays")
    made = [storage.page_image(sha, version, 1) for sha in (gone, stays) for version in ("1", "2")]
    for place in made:
        make(storage, place, b"image")
    storage.erase(gone)
    assert [storage.has(place) for place in made] == [False, False, True, True]
    assert not storage.has(storage.original(gone))
    assert storage.fetch(storage.original(stays))
    assert list(storage.derived()) == [stays]
    assert not [path for path in settings.data_dir.rglob("*") if path.is_file() and gone in str(path)]


def test_only_files_of_their_kind_are_listed(storage: Storage) -> None:
    """Originals by their age; decrees and attachments are in the listing but are no originals."""
    sha256 = keep(storage, b"%PDF-original")
    decree = storage.receive(io.BytesIO(b"%PDF-decree"))
    storage.keep_decree(decree)
    make(storage, storage.page_image(sha256, "1", 1), b"image")
    assert list(storage.stored(older_than=-5)) == [sha256]
    assert list(storage.stored(older_than=3600)) == []
    assert {kept.name.split("/")[0] for kept in storage.listing()} == {"originals", "decrees"} <= set(BY_CONTENT)
    assert storage.still_older(sha256, older_than=-5)
    assert not storage.still_older(sha256, older_than=3600)


def test_a_listing_can_be_copied_out_and_put_back(storage: Storage, settings: Settings, tmp_path: Path) -> None:
    """What a backup does with each file; one that was erased meanwhile is told."""
    sha256 = keep(storage, b"%PDF-copied")
    (kept,) = storage.listing()
    assert storage.copy_out(kept, tmp_path / "copy" / kept.name)
    storage.erase(sha256)
    assert not storage.copy_out(kept, tmp_path / "copy" / "again")
    storage.put_back(tmp_path / "copy" / kept.name, kept.name)
    forget_copies(settings)
    assert storage.fetch(storage.original(sha256))
    assert storage.original(sha256).read_bytes() == b"%PDF-copied"


def test_an_old_original_is_young_again_when_it_is_handed_in_again(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Housekeeping that has just listed it as an orphan looks again, and leaves it alone."""
    sha256 = keep(storage, b"%PDF-orphan")
    monkeypatch.setattr("api.storage.storage.YOUNG", -10.0)
    before = next(iter(storage.listing()))
    monkeypatch.setattr("api.storage.storage.time.time", lambda: before.since + 90_000)
    assert storage.still_older(sha256, older_than=86_400)
    monkeypatch.undo()
    monkeypatch.setattr("api.storage.storage.YOUNG", -10.0)
    keep(storage, b"%PDF-orphan")
    after = next(iter(storage.listing()))
    assert isinstance(after, Stored)
    assert after.since >= before.since


def test_an_object_that_was_changed_is_not_given_out(far: Settings) -> None:
    """What comes out of the bucket under the hash of an original must have that hash; nothing of it stays here."""
    storage = Storage(far)
    sha256 = keep(storage, b"%PDF-true")
    false = storage.receive(io.BytesIO(b"%PDF-fake"))
    storage.put_back(false.path, f"originals/{sha256[:2]}/{sha256[2:4]}/{sha256}")
    storage.discard(false)
    forget_copies(far)
    with pytest.raises(StorageDamaged, match="tidak lagi sama"):
        storage.fetch(storage.original(sha256))
    assert not storage.original(sha256).exists()
    assert list(far.incoming.iterdir()) == []


def test_a_full_disk_is_told_before_a_copy_is_made(far: Settings) -> None:
    """No room for the copy: DiskFull, and nothing half there; the object stays."""
    storage = Storage(far)
    sha256 = keep(storage, b"%PDF-large")
    forget_copies(far)
    small = Storage(replace(far, min_free=10**18))
    with pytest.raises(DiskFull):
        small.fetch(small.original(sha256))
    assert list(far.incoming.iterdir()) == []
    assert storage.fetch(storage.original(sha256))
