"""Files on disk."""

from __future__ import annotations

import hashlib
import io
import os
import time
from pathlib import Path

import pytest
from installation import opened, settings_in

from api.services.intake import clean_filename
from api.settings import Settings, from_environment
from api.storage import Storage


@pytest.fixture
def storage(settings: Settings) -> Storage:
    return Storage(settings)


def test_an_original_lies_under_its_hash_and_is_never_written_again(storage: Storage, settings: Settings) -> None:
    """The kept file has the bytes that came, at the address of their SHA-256, read-only; the second copy is dropped."""
    data = os.urandom(3_000_00)
    place = storage.keep(storage.receive(io.BytesIO(data)))
    sha256 = hashlib.sha256(data).hexdigest()
    assert place == settings.originals / sha256[:2] / sha256[2:4] / sha256
    assert place.read_bytes() == data
    assert place.stat().st_mode & 0o222 == 0
    before = place.stat()
    assert storage.keep(storage.receive(io.BytesIO(data))) == place
    assert (place.stat().st_ino, place.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(settings.incoming.iterdir()) == []


def test_a_stream_that_breaks_leaves_nothing(storage: Storage, settings: Settings) -> None:
    """When the sender goes away in the middle, the half file is gone too."""

    class Broken(io.RawIOBase):
        def read(self, _size: int = -1) -> bytes:
            if self.tell_count:
                raise ConnectionResetError
            self.tell_count = 1
            return b"x" * 1000

        tell_count = 0

    with pytest.raises(ConnectionResetError):
        storage.receive(Broken())  # type: ignore[arg-type]
    assert list(settings.incoming.iterdir()) == []


def test_sweeping_removes_only_old_leftovers(storage: Storage, settings: Settings) -> None:
    """Uploads that a crash left behind go; one that is coming in stays."""
    old, new = settings.incoming / "old", settings.incoming / "new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    assert storage.sweep() == 1
    assert [path.name for path in settings.incoming.iterdir()] == ["new"]


def test_a_draft_appears_whole_or_not_at_all(storage: Storage) -> None:
    """A page image is under its name only once it was published; without a draft nothing appears."""
    place = storage.page_image("ab" * 32, "p1", 7)
    assert place.name == "p0007.webp"
    draft = storage.draft(place)
    assert not storage.publish(draft, place)
    draft.write_bytes(b"image")
    assert not place.exists()
    assert storage.publish(draft, place)
    assert place.read_bytes() == b"image"
    assert not draft.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Scan\\kontrak 1.pdf", "kontrak 1.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("  spasi   ganda .pdf ", "spasi ganda .pdf"),
        ("", "dokumen"),
        ("...", "dokumen"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_file_names_are_only_names(given: str, kept: str) -> None:
    """No folder, no control or direction character, no endless name survives."""
    assert clean_filename(given) == kept


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    """Every variable has its place; what cannot be understood is named."""
    read = from_environment(
        {"LINDUNG_DATA_DIR": str(tmp_path), "LINDUNG_WORKERS": "4", "LINDUNG_HOSTS": "lindung.dinas.local, 10.0.0.5"}
    )
    assert read.database_url == f"sqlite:///{tmp_path}/lindung.sqlite3"
    assert (read.workers, read.hosts) == (4, ("lindung.dinas.local", "10.0.0.5"))
    assert from_environment({"XDG_DATA_HOME": "/x"}).data_dir == Path("/x/lindung")
    with pytest.raises(ValueError, match="LINDUNG_WORKERS"):
        from_environment({"LINDUNG_WORKERS": "banyak"})
    with pytest.raises(ValueError, match="LINDUNG_WORKERS"):
        from_environment({"LINDUNG_WORKERS": "0"})


def test_the_default_settings_stay_on_this_machine(tmp_path: Path) -> None:
    """Without configuration only loopback names are answered."""
    assert set(settings_in(tmp_path, hosts=from_environment({}).hosts).hosts) == {"localhost", "127.0.0.1", "[::1]"}


def test_nobody_else_on_the_machine_can_read_the_data(tmp_path: Path) -> None:
    """Database and folders are for their owner only, also in a data folder that others may enter."""
    tmp_path.chmod(0o755)
    settings = settings_in(tmp_path)
    with opened(settings):
        made = [path for path in tmp_path.iterdir() if path.name != "worker.lock"]
        assert {path.name: oct(path.stat().st_mode & 0o077) for path in made} == {path.name: "0o0" for path in made}
        assert settings.originals in made
