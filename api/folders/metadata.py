"""What the office already knows of a file: from a sidecar table, or from the names of the folders it lies in.

A pattern names the folders from the top: ``{instansi}/{tahun}/{penyedia}`` reads ``Dinas Sosial/2024/PT Maju/a.pdf``.
``*`` skips one folder. The sidecar ``lindung.csv`` lies at the top of the folder and has a column ``berkas`` (path
below the folder); its other columns are taken as they are called, and go before what the pattern says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.errors import Invalid
from api.folders.walk import SIDECAR

FILE_COLUMN = "berkas"
_PART = re.compile(r"\{([a-z][a-z0-9_]{0,31})\}|(\*)")
_LONGEST = 500
"""Characters of one value: a cell that holds a whole letter is not what an office knows of a file."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """``names`` of the folders from the top; None for one that is skipped."""

    names: tuple[str | None, ...] = ()

    def read(self, path: str) -> dict[str, str]:
        """The values for a file at ``path`` ("/" between folders); empty when it lies less deep than the pattern."""
        folders = path.split("/")[:-1]
        if len(folders) < len(self.names):
            return {}
        return {name: folder for name, folder in zip(self.names, folders, strict=False) if name is not None}


def read_pattern(text: str) -> Pattern:
    """Invalid (field ``pattern``) when a part is neither ``{nama}`` nor ``*``, or a name occurs twice."""
    if not text.strip():
        return Pattern()
    names: list[str | None] = []
    for part in text.strip().strip("/").split("/"):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise _bad_pattern(f"Bagian “{part}” pada pola folder tidak dikenali")
        names.append(found.group(1))
    known = [name for name in names if name is not None]
    if len(set(known)) < len(known):
        raise _bad_pattern("Pola folder memakai satu nama dua kali")
    return Pattern(tuple(names))


def read_sidecar(folder: Path) -> Mapping[str, dict[str, str]]:
    """The rows of ``lindung.csv`` by the path of their file; empty when there is none.

    UTF-8 (with or without BOM), ``;`` or ``,`` between columns: as spreadsheet programs save it. Invalid (field
    ``sidecar``) with the line number of a row that names no file or one named before.
    """
    place = folder / SIDECAR.decode()
    if not place.is_file() or place.is_symlink():
        return {}
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _bad_sidecar("lindung.csv tidak tersimpan sebagai UTF-8") from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") >= first.count(",") else ",")
    if FILE_COLUMN not in (rows.fieldnames or ()):
        raise _bad_sidecar(f"lindung.csv tidak mempunyai kolom “{FILE_COLUMN}”")
    known: dict[str, dict[str, str]] = {}
    for row in rows:
        path = (row.get(FILE_COLUMN) or "").strip().replace("\\", "/")
        if not path:
            raise _bad_sidecar(f"lindung.csv baris {rows.line_num} tidak menyebut berkas")
        if path in known:
            raise _bad_sidecar(f"lindung.csv baris {rows.line_num} menyebut berkas yang sudah disebut: {path}")
        known[path] = {
            str(name).strip(): value.strip()[:_LONGEST]
            for name, value in row.items()
            if name and name != FILE_COLUMN and isinstance(value, str) and value.strip()
        }
    return known


def _bad_pattern(message: str) -> Invalid:
    return Invalid.at(
        "pattern",
        f"{message}; folder belum dibaca.",
        remedy="Tulis misalnya {instansi}/{tahun}/{penyedia}, atau * untuk folder yang dilewati.",
    )


def _bad_sidecar(message: str) -> Invalid:
    return Invalid.at("sidecar", f"{message}; folder belum dibaca.", remedy="Perbaiki lindung.csv lalu jalankan lagi.")
