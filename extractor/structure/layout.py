"""The reading order of a page: its lines one after the other, each with what it is set as."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.columns import Columns, split_columns
from extractor.structure.rows import Row, group_rows, slope_of, text_height
from extractor.structure.signing import SideBySide, split_signatures
from extractor.structure.textmap import LaidLine
from extractor.structure.types import LineSetting
from extractor.words.types import PageWords


def lay_out(page: PageWords) -> list[LaidLine]:
    """All words of the page as lines in reading order: a two-column stretch one column after the other
    (the Indonesian one first), a signature block one signatory after the other."""
    words = [w for w in page.words if w.text.strip()]
    if not words:
        return []
    height = text_height(words)
    slope = slope_of(words, height)
    rows = group_rows(words, slope=slope)
    lines: list[LaidLine] = []
    group = 0
    for part in split_columns(rows, height=height, slope=slope):
        if isinstance(part, Columns):
            for column, setting in _in_order(part):
                group += 1
                lines += [_line(row, page=page.number, group=group, setting=setting) for row in column]
            group += 1
        else:
            lines.append(_line(part, page=page.number, group=group))
    return _with_signatures(lines, page=page.number, height=height)


def _in_order(columns: Columns) -> list[tuple[tuple[Row, ...], LineSetting]]:
    left_setting: LineSetting = "foreign" if columns.foreign == "left" else "text"
    right_setting: LineSetting = "foreign" if columns.foreign == "right" else "text"
    pair: list[tuple[tuple[Row, ...], LineSetting]] = [(columns.left, left_setting), (columns.right, right_setting)]
    return pair[::-1] if columns.foreign == "left" else pair


def _line(row: Row, *, page: int, group: int, setting: LineSetting = "text") -> LaidLine:
    return LaidLine(words=row.words, box=row.box, page=page, setting=setting, group=group)


def _with_signatures(lines: Sequence[LaidLine], *, page: int, height: float) -> list[LaidLine]:
    """Signature blocks that stand side by side are read one signatory after the other."""
    made: list[LaidLine] = []
    group = max((line.group for line in lines), default=0)
    for part in split_signatures(lines, height=height):
        if isinstance(part, SideBySide):
            for column in part.columns:
                group += 1
                made += [_line(row, page=page, group=group, setting="signature") for row in column]
            group += 1
        else:
            made.append(part)
    return made
