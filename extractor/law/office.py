"""An office's own minimum wages: one row put into its file, held to the same validation as every other row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from extractor.law.errors import LawDataError
from extractor.law.load import build_law, law_files, read_files
from extractor.law.tables import read_rows
from extractor.law.types import Law, Region

WAGES_FILE = "minimum_wages_kantor.csv"
"""The file that the program writes; whatever else lies in the office's folder is the office's to edit."""
COLUMNS = (
    "year", "level", "region", "province", "amount", "valid_from", "valid_until", "legal_basis", "source", "verified",
    "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewWage:
    """A minimum wage of a calendar year, as it will stand in the file. ``amount`` rupiah a month."""

    year: int
    region: Region
    amount: Decimal
    legal_basis: str
    source: str
    remark: str = ""

    @property
    def cells(self) -> dict[str, str]:
        # It comes with its decree, seen by who enters it: it decides.
        return {
            "year": str(self.year),
            "level": self.region.level,
            "region": self.region.name,
            "amount": format(self.amount, "f"),
            "legal_basis": self.legal_basis,
            "source": self.source,
            "verified": "yes",
            "remark": self.remark,
        }


def with_wage(text: str, wage: NewWage, *, file: str) -> str:
    """The text of the office's file with this row in it, in place of one for the same region and time.

    Columns unknown to the program stay. Raises ``LawDataError`` when the file as it is cannot be read.
    """
    rows = [dict(row.cells) for row in read_rows(text, file=file, columns=("year", "level", "region"))] if text else []
    rows = [row for row in rows if _about(row) != _about(wage.cells)]
    extra = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[*COLUMNS, *extra], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows, wage.cells])
    return out.getvalue()


def law_with(folder: Path, wage: NewWage) -> tuple[str, Law]:
    """The new text of the office's file and the law as it would be with it, fully validated; nothing is written.

    Raises ``LawDataError``: with a ``column`` when this row cannot be taken, without one when the folder as it is
    cannot, or when another file in it would still have the last word on this region and year.
    """
    place = folder / WAGES_FILE
    label = str(place)
    texts, version = read_files(law_files(folder))
    text = with_wage(texts.pop(label, ""), wage, file=label)
    # In the order in which the files will be read: of two rows for the same thing the later counts.
    own = {name: content for name, content in texts.items() if Path(name).parent == folder}
    shipped = {name: content for name, content in texts.items() if name not in own}
    law = build_law({**shipped, **dict(sorted({**own, label: text}.items()))}, version=version)
    row = law.wage_row(wage.region.level, wage.region.name, date(wage.year, 1, 1))
    if row is None or (row.amount, row.source) != (wage.amount, wage.source):
        raise LawDataError(
            f"Berkas lain di folder ini memuat {row.name if row else 'baris yang sama'}; ubah atau hapus di sana.",
            file=str(folder),
            line=0,
        )
    return text, law


def _about(cells: Mapping[str, str]) -> tuple[str, str, str]:
    since = cells.get("valid_from", "").strip() or f"{cells['year'].strip()}-01-01"
    return cells["level"].strip(), cells["region"].strip(), since
