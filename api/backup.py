"""A copy of everything that is kept, and the way back from it.

The database first, then the files: whatever a row names was stored before the row was, so the copy never lacks a file.
Both may run while the server works. Page images and other derived files are left out: they are made again.

Files in a bucket are copied out like those of the data folder, and such a copy can be put back into either. A bucket
that is itself copied elsewhere (replicated, versioned) need not be copied once more: the copy then holds a list of its
objects, and is put back only where each of them is there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select
from sqlalchemy.engine import URL, make_url

from api.errors import BackupBroken, BackupRefused
from api.settings import Settings
from api.storage import BY_CONTENT, Storage
from models import Base
from models.base import utc_now

FORMAT = "lindung/backup/1"
FILES = ("audit.key", "webhook.key")
MANIFEST = "manifest.json"
_SQLITE, _POSTGRES = "lindung.sqlite3", "lindung.pgdump"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds: ``rows`` by table, ``files`` as SHA-256 by path below the copy, ``objects`` as bytes by name:
    those that were left in the bucket."""

    made_at: datetime
    database: str
    rows: dict[str, int]
    files: dict[str, str]
    objects: dict[str, int]


def backup(settings: Settings, target: Path, *, with_files: bool = True) -> Manifest:
    """Copy database, originals, decrees, law data and keys into ``target``, which must be empty or not exist.

    Without ``with_files`` what lies in the bucket is only listed. Raises BackupRefused when the target is not empty, or
    when the database's own program for copies fails; StorageAway.
    """
    if not with_files and settings.bucket is None:
        raise BackupRefused(
            "Berkas kantor ini ada di folder data; cadangan tanpa berkas tidak dapat dipulihkan, jadi tidak dibuat.",
            remedy="Jalankan lindung backup tanpa --no-files.",
        )
    if target.exists() and any(target.iterdir()):
        raise BackupRefused.at(target)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        database = _SQLITE
        _copy_sqlite(Path(str(url.database)), target / database)
    else:
        database = _POSTGRES
        _postgres(["pg_dump", "--format=custom", "--file", str(target / database)], url)
    counted = f"sqlite:///{target / database}" if database == _SQLITE else settings.database_url
    rows = _counted(counted)
    for name in FILES:
        if (settings.data_dir / name).is_file():
            shutil.copy2(settings.data_dir / name, target / name)
    if settings.law_folder.is_dir():
        shutil.copytree(settings.law_folder, target / "law")
    storage, objects = Storage(settings), dict[str, int]()
    for kept in storage.listing():
        if with_files:
            storage.copy_out(kept, target / kept.name)
        else:
            objects[kept.name] = kept.size
    files = {str(path.relative_to(target)): _hash(path) for path in _files(target)}
    made = Manifest(made_at=utc_now(), database=database, rows=rows, files=files, objects=objects)
    body = {"format": FORMAT, **asdict(made), "made_at": made.made_at.isoformat()}
    (target / MANIFEST).write_text(json.dumps(body, indent=2, sort_keys=True))
    return made


def restore(settings: Settings, source: Path) -> Manifest:
    """Put a copy back as the data folder of ``settings``, which must not hold anything yet; files go into its bucket,
    if there is one.

    Everything is checked before anything is written. Raises BackupBroken when a file of the copy is missing or not
    the one that was copied, BackupRefused when there is data already.
    """
    manifest = verify(source)
    _require_objects(settings, manifest)
    url = make_url(settings.database_url)
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite != (manifest.database == _SQLITE):
        raise BackupBroken(
            "Cadangan ini berasal dari jenis basis data lain; tidak ada yang dipulihkan.",
            remedy="Pulihkan dengan LINDUNG_DATABASE_URL dari jenis yang sama dengan asalnya.",
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(settings.data_dir.iterdir()):
        raise BackupRefused.at(settings.data_dir)
    for name in FILES:
        if (source / name).is_file():
            shutil.copy2(source / name, settings.data_dir / name)
    if (source / "law").is_dir():
        shutil.copytree(source / "law", settings.law_folder)
    storage = Storage(settings)
    for name in manifest.files:
        if name.split("/")[0] in BY_CONTENT:
            storage.put_back(source / name, name)
    if sqlite:
        _copy_sqlite(source / manifest.database, Path(str(url.database)))
        Path(str(url.database)).chmod(0o600)
    else:
        command = [
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--dbname",
            _libpq(url),
            str(source / manifest.database),
        ]
        _run(command, url)
    return manifest


def verify(source: Path) -> Manifest:
    """The manifest of a copy whose files are all there and unchanged; BackupBroken otherwise, with the first that is
    not."""
    try:
        body = json.loads((source / MANIFEST).read_text())
    except (OSError, ValueError):
        raise BackupBroken() from None
    if body.get("format") != FORMAT:
        raise BackupBroken()
    for name, wanted in body["files"].items():
        path = source / name
        if not path.is_file() or _hash(path) != wanted:
            raise BackupBroken.at(name)
    return Manifest(
        made_at=datetime.fromisoformat(body["made_at"]),
        database=body["database"],
        rows=body["rows"],
        files=body["files"],
        objects=body.get("objects", {}),
    )


def _require_objects(settings: Settings, manifest: Manifest) -> None:
    """BackupBroken when an object that the copy counts on is not in the bucket, or is not as long as it was."""
    if not manifest.objects:
        return
    if settings.bucket is None:
        raise BackupBroken(
            "Cadangan ini hanya mendaftar berkas dalam bucket S3, tidak memuatnya; tidak ada yang dipulihkan.",
            remedy="Pulihkan dengan LINDUNG_STORAGE yang sama, atau dari cadangan yang memuat berkasnya.",
        )
    with tempfile.TemporaryDirectory() as place:
        # Elsewhere than in the data folder, which must still be empty afterwards.
        kept = {entry.name: entry.size for entry in Storage(replace(settings, data_dir=Path(place))).listing()}
    for name, size in manifest.objects.items():
        if kept.get(name) != size:
            raise BackupBroken.at(name)


def _counted(url: str) -> dict[str, int]:
    """Rows by table, for whoever compares a restored database: of the copy itself on SQLite, of the running database
    right after the copy on PostgreSQL."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
            }
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a database that may be in use (SQLite's online backup)."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
    live.close()
    copy.close()
    target.chmod(0o600)


def _postgres(command: list[str], url: URL) -> None:
    _run([*command, _libpq(url)], url)


def _run(command: list[str], url: URL) -> None:
    """The password goes through the environment: a command line can be read by everybody on the machine."""
    environment: dict[str, Any] = {"PATH": "/usr/lib/postgresql/bin:/usr/local/bin:/usr/bin:/bin"}
    if url.password:
        environment["PGPASSWORD"] = str(url.password)
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise BackupRefused(
            f"Program {command[0]} tidak terpasang; cadangan PostgreSQL tidak dapat dibuat atau dipulihkan.",
            remedy="Pasang paket postgresql-client lalu ulangi.",
        ) from None
    except subprocess.CalledProcessError as error:
        raise BackupRefused(
            f"{command[0]} gagal; tidak ada cadangan yang dapat dipakai.",
            remedy=f"Periksa alamat basis data dan versinya: {error.stderr.strip()[:300]}",
        ) from None


def _libpq(url: URL) -> str:
    """The address as PostgreSQL's own programs take it, without the password."""
    plain = url.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
