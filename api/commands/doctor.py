"""``doctor``: is everything here that reading needs, and which layers protect this machine from a hostile file."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from api.settings import MEBIBYTE, Settings, from_environment
from api.storage.bucket import probe
from extractor.errors import LindungError
from extractor.law import LawDataError, load_law
from extractor.sandbox.fences import active_layers

LANGUAGES = ("ind", "osd")
LEAST_DISK = 2048 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Check:
    """``needed`` is False for what only makes things better; ``text`` says what is so, and what to do when not ok."""

    name: str
    ok: bool
    needed: bool
    text: str


def doctor(*, as_json: bool) -> int:
    """Print every check; 1 when something needed is missing."""
    settings = from_environment()
    checks = [
        *_tesseract(),
        _law(settings),
        *_sandbox(),
        _sqlite(),
        _data_folder(settings),
        _disk(settings),
        *_buckets(settings),
    ]
    if as_json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    else:
        for check in checks:
            mark = "ada  " if check.ok else "KURANG" if check.needed else "tidak"
            print(f"{mark:<7}{check.name}: {check.text}")
    return 1 if any(check.needed and not check.ok for check in checks) else 0


def _tesseract() -> list[Check]:
    program = shutil.which("tesseract")
    if program is None:
        return [Check("tesseract", False, True, "Pasang dengan: apt-get install tesseract-ocr tesseract-ocr-ind")]
    version = _output([program, "--version"]).splitlines()
    languages = set(_output([program, "--list-langs"]).split())
    checks = [Check("tesseract", bool(version), True, version[0] if version else "Program tidak dapat dijalankan.")]
    for language in LANGUAGES:
        there = language in languages
        text = "terpasang" if there else f"Pasang dengan: apt-get install tesseract-ocr-{language}"
        checks.append(Check(f"tesseract {language}", there, True, text))
    return checks


def _law(settings: Settings) -> Check:
    try:
        law = load_law(settings.law_folder)
    except LawDataError as error:
        return Check("data hukum", False, True, str(error))
    return Check("data hukum", True, True, f"{law.version}, {len(law.rules)} aturan")


def _sandbox() -> list[Check]:
    return [Check(f"pengaman {layer.name}", layer.active, False, layer.explanation) for layer in active_layers()]


def _sqlite() -> Check:
    return Check("sqlite", sqlite3.sqlite_version_info >= (3, 35), True, f"versi {sqlite3.sqlite_version}")


def _data_folder(settings: Settings) -> Check:
    folder = _existing(settings.data_dir)
    probe = folder / ".lindung-doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Check("folder data", False, True, f"{settings.data_dir} tidak dapat ditulisi: {error.strerror}")
    return Check("folder data", True, True, str(settings.data_dir))


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(_existing(settings.data_dir)).free
    return Check(
        "disk", free >= LEAST_DISK, True, f"{free // MEBIBYTE} MB kosong (sedikitnya {LEAST_DISK // MEBIBYTE})"
    )


def _buckets(settings: Settings) -> list[Check]:
    """Where files lie, if not in the data folder: is it there, and may it be written, read, listed and removed from?"""
    if settings.bucket is None:
        return []
    try:
        probe(settings.bucket)
    except LindungError as error:
        return [Check("penyimpanan S3", False, True, f"{settings.bucket}: {error.message}")]
    return [Check("penyimpanan S3", True, True, f"{settings.bucket} di {settings.bucket.endpoint}")]


def _existing(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.is_dir())


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
