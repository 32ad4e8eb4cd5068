"""A workbook (Office Open XML, ECMA-376 part 1) written row by row: one part of the ZIP at a time, nothing kept.

Texts are inline strings, so no table of strings grows; formulas and links cannot be written at all. A general library
took three times as long over the recapitulation of a hundred thousand contracts (decision 0025).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | Decimal | None
MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
"""Rows of a sheet and characters of a cell, by the limits of the format's readers."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The cell formats by their number: 0 plain, 1 bold, 2 whole number, 3 bold, 4 amount with sen, 5 bold. Numbers 3 and 4
# of the built-in formats are #,##0 and #,##0.00.
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{bold}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyFont="1"/>'
        for number in (0, 3, 4)
        for bold in (0, 1)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a reader would take for an escaped character."""


class Workbook:
    """``begin`` a sheet, then its rows in order, counted from 1."""

    def __init__(self, place: Path | str) -> None:
        self._zip = zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self._names: list[str] = []
        self._part: IO[bytes] | None = None
        self._letters: list[str] = []

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()
        if kind is None:
            self._finish()
        self._zip.close()

    def begin(self, name: str, *, widths: Sequence[int] = (), frozen: int = 0) -> None:
        """A sheet whose first ``frozen`` rows stay in sight; ``widths`` of the first columns, in characters."""
        self._end()
        self._names.append(name)
        part = self._zip.open(f"xl/worksheets/sheet{len(self._names)}.xml", "w", force_zip64=True)
        self._part = part
        panes = ""
        if frozen:
            panes = (
                f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" '
                'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            )
        columns = "".join(
            f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(widths, start=1)
        )
        head = f'{_XML}<worksheet xmlns="{_MAIN}">{panes}{f"<cols>{columns}</cols>" if columns else ""}<sheetData>'
        part.write(head.encode())

    def row(self, number: int, cells: Sequence[Cell], *, bold: bool = False) -> None:
        assert self._part is not None  # noqa: S101  (a sheet was begun)
        while len(self._letters) < len(cells):
            self._letters.append(_letters(len(self._letters)))
        made = [f'<row r="{number}">']
        strong = int(bold)
        for letters, cell in zip(self._letters, cells, strict=False):
            if isinstance(cell, str):
                made.append(
                    f'<c r="{letters}{number}" s="{strong}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t>'
                    "</is></c>"
                )
            elif isinstance(cell, int):
                made.append(f'<c r="{letters}{number}" s="{2 + strong}"><v>{int(cell)}</v></c>')
            elif cell is not None:
                style = (2 if cell == cell.to_integral_value() else 4) + strong
                made.append(f'<c r="{letters}{number}" s="{style}"><v>{cell:f}</v></c>')
        made.append("</row>")
        self._part.write("".join(made).encode())

    def _end(self) -> None:
        if self._part is not None:
            self._part.write(b"</sheetData></worksheet>")
            self._part.close()
            self._part = None

    def _finish(self) -> None:
        """The parts that name the sheets."""
        count = range(1, len(self._names) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>'
            for i, name in zip(count, self._names, strict=True)
        )
        style = len(self._names) + 1
        links = "".join(
            f'<Relationship Id="rId{i}" Type="{_DOC}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in count
        )
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPES}.worksheet+xml"/>' for i in count
        )
        for place, text in (
            (
                "[Content_Types].xml",
                (
                    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                    f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPES}'
                    '.sheet.main+xml"/>'
                    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{parts}</Types>'
                ),
            ),
            (
                "_rels/.rels",
                (
                    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
                    f'Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
                ),
            ),
            ("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{sheets}</sheets></workbook>'),
            (
                "xl/_rels/workbook.xml.rels",
                (
                    f'<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="rId{style}" '
                    f'Type="{_DOC}/styles" Target="styles.xml"/></Relationships>'
                ),
            ),
        ):
            self._zip.writestr(place, _XML + text)
        self._zip.writestr("xl/styles.xml", _STYLES)


def _text(cell: str) -> str:
    if "_x" in cell:
        cell = _ESCAPED.sub("_x005F_", cell)
    return escape(_UNSAYABLE.sub("", cell[:MOST_TEXT]))


def _letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made
