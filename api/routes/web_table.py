"""A table as a download for people: CSV that a spreadsheet program opens rightly, or a workbook."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Sequence
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
    """A workbook of several sheets; its file is removed when it has been sent."""
    handle, place = tempfile.mkstemp(suffix=".xlsx")
    os.close(handle)
    try:
        sheets.write_xlsx(tables, place)
    except BaseException:
        os.unlink(place)
        raise
    return FileResponse(
        place, media_type=XLSX, headers=_named(f"{name}.xlsx"), background=BackgroundTask(os.unlink, place)
    )


def _named(file: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{file}"', "cache-control": "no-store"}
