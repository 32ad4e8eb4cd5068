"""The language models of an installation: the shipped one, those trained here, and which of them is in use.

Trained models lie in ``models/VERSION`` of the data folder; the file ``models/current`` names the one in use. A model
counts for processes started after it was switched on: results name the version they were read with.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.settings import Settings, from_environment
from extractor.errors import LindungError
from extractor.facts.learning.record import model_version, read_record
from extractor.model_folder import RECORD, SHIPPED, VARIABLE

SHIPPED_NAME = "bawaan"
_VERSION = re.compile(r"[0-9a-f]{10}")


class NoSuchModel(LindungError):
    """A model that was named is not there, or not what its record says."""

    code = "no-such-model"
    status = 404
    exit_code = 5
    message = "Model itu tidak ada atau berkasnya tidak utuh; model yang dipakai tidak berubah."
    remedy = "Lihat model yang ada dengan: lindung model list"


@dataclass(frozen=True, slots=True)
class StoredModel:
    """``version`` is that of its record; ``in_use`` marks the one that new processes take."""

    version: str
    folder: Path
    shipped: bool
    in_use: bool


def folder_of(settings: Settings) -> Path:
    return settings.data_dir / "models"


def listing(settings: Settings) -> tuple[StoredModel, ...]:
    """The shipped model, then those trained here by age."""
    used = in_use(settings)
    found = [SHIPPED]
    if folder_of(settings).is_dir():
        own = [p for p in folder_of(settings).iterdir() if _VERSION.fullmatch(p.name) and (p / RECORD).is_file()]
        found += sorted(own, key=lambda p: ((p / RECORD).stat().st_mtime, p.name))
    return tuple(
        StoredModel(str(read_record(p).get("version", "")), p, shipped=p == SHIPPED, in_use=p == used) for p in found
    )


def find(settings: Settings, version: str) -> Path:
    """The folder of a model, "bawaan" for the shipped one. NoSuchModel when it is not there whole."""
    if version == SHIPPED_NAME or version == read_record(SHIPPED).get("version"):
        return SHIPPED
    folder = folder_of(settings) / version
    if not _VERSION.fullmatch(version) or not (folder / RECORD).is_file() or model_version(folder) != version:
        raise NoSuchModel()
    return folder


def in_use(settings: Settings) -> Path:
    """The folder of the model in use; the shipped one when nothing else was chosen or the chosen one is gone."""
    try:
        named = (folder_of(settings) / "current").read_text(encoding="utf-8").strip()
        return find(settings, named)
    except (OSError, NoSuchModel):
        return SHIPPED


def use(settings: Settings, version: str) -> Path:
    """Switch a model on for processes started from now on. NoSuchModel."""
    folder = find(settings, version)
    place = folder_of(settings)
    place.mkdir(parents=True, exist_ok=True)
    draft = place / "current.new"
    draft.write_text(f"{version}\n", encoding="utf-8")
    draft.replace(place / "current")
    return folder


@contextmanager
def new_model(settings: Settings) -> Iterator[Path]:
    """A folder (not made yet) to train in. Afterwards it is kept under the version of its record; an error leaves
    nothing behind."""
    place = folder_of(settings)
    place.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="training-", dir=place))
    try:
        yield draft / "model"
        (draft / "model").rename(place / str(read_record(draft / "model")["version"]))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def activate(environment: dict[str, str] | os._Environ[str] = os.environ) -> None:
    """Let this process and its children use the office's model. A folder that the environment names already stays."""
    if environment.get(VARIABLE):
        return
    folder = in_use(from_environment(environment))
    if folder != SHIPPED:
        environment[VARIABLE] = str(folder)
