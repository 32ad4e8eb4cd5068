"""A table as a download for people: CSV that a spreadsheet program opens rightly, or a workbook."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from fastapi import Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api import sheets
from api.sheets import Row, Sheet

Suffix = Literal["csv", "xlsx"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(columns: Sequence[str], rows: Iterable[Row], *, name: str, suffix: Suffix, sheet: str = "Daftar") -> Response:
    """The table under ``name`` (without its suffix)."""
    if suffix == "xlsx":
        return workbook([Sheet(sheet, columns, rows)], name=name)
    out = io.StringIO(newline="")
    sheets.write_csv(columns, rows, out)
    # With the mark at the beginning spreadsheet programs take the file for the UTF-8 that it is.
    text = ("\ufeff" + out.getvalue()).encode()
    return Response(text, media_type="text/csv; charset=utf-8", headers=_named(f"{name}.csv"))


def workbook(tables: Iterable[Sheet], *, name: str) -> Response:
    """A workbook of several sheets under ``name`` (without its suffix)."""
    return made_file(lambda place: sheets.write_xlsx(tables, place), name=f"{name}.xlsx", media_type=XLSX)


def made_file(write: Callable[[Path], object], *, name: str, media_type: str) -> Response:
    """A file that is made by ``write``, sent under ``name`` and removed when it has been sent."""
    handle, text = tempfile.mkstemp(suffix=Path(name).suffix)
    os.close(handle)
    place = Path(text)
    try:
        write(place)
    except BaseException:
        place.unlink()
        raise
    return FileResponse(place, media_type=media_type, headers=_named(name), background=BackgroundTask(place.unlink))


def _named(file: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{file}"', "cache-control": "no-store"}
