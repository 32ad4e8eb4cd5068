"""A recapitulation as PDF, on the office's paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from api.paper import Block, Heading, Paragraph, Space, Table, write_pdf
from api.recap import head as heads
from api.recap import tables
from api.recap.head import Head
from api.recap.rules import PROGRAMME_SHORT, STATUS_NAMES, rules
from api.recap.sums import WELFARE, Line, Recap, Sums
from api.routes.web_format import rupiah, thousands
from api.sheets import Bold
from extractor.vocabulary import STATUTORY_PROGRAMMES

MOST_LINES = 2000
"""Lines that are set on paper: about sixty pages. Beyond that nobody leafs, and the workbook holds them all."""
_SMALL = 6.5
_WORK = ("Kontrak", "Dilaporkan", "Belum dilap.", "Pekerja", "Tanpa jumlah")
_TERMS = (
    "Di bawah UM", *("JKN" if p == "bpjs_kesehatan" else PROGRAMME_SHORT[p] for p in STATUTORY_PROGRAMMES),
    "Tanpa THR", "Tanpa cuti", "Tanpa K3", "Tanpa komp.",
)  # fmt: skip


def write(recap: Recap, head: Head, out: BinaryIO, *, lines: Iterator[Line]) -> int:
    """How many pages were written. ``lines`` in their order; see ``MOST_LINES``."""
    return write_pdf(
        _blocks(recap, head, lines),
        out,
        title=f"{heads.TITLE}: {recap.period.label}",
        author=head.letterhead.name if head.letterhead else "",
        orientation="landscape",
        letterhead=head.letterhead,
        size=9,
    )


def _blocks(recap: Recap, head: Head, lines: Iterator[Line]) -> Iterator[Block]:
    yield Heading(heads.TITLE, 1)
    yield Table((), [[f"{word}:", text] for word, text in heads.lines(recap, head)], widths=(1, 6), lines=False)
    yield Space(6)
    yield Table(("Uraian", "Jumlah"), _words(tables.summary(recap)), widths=(4, 1), caption="Ringkasan")
    statuses = [(STATUS_NAMES[one.name], one.sums.workers) for one in recap.statuses]
    yield Table(("Status", "Pekerja"), _words(statuses), widths=(4, 1), caption="Pekerja menurut status")
    yield Table(
        ("Isi kontrak", "Pekerja"),
        _words(tables.protections(recap)),
        widths=(4, 1),
        caption="Pekerja menurut isi kontraknya: jaminan sosial, upah, kesejahteraan",
    )
    yield Heading("Per instansi")
    yield _table("Instansi", [(one.name or tables.UNNAMED_AGENCY, one.sums) for one in recap.agencies], recap.total)
    yield Heading("Per jabatan")
    yield _table("Jabatan", [(one.name, one.sums) for one in recap.titles], recap.total)
    yield from _lines(recap, lines)
    yield Heading("Cara menghitung")
    for number, rule in enumerate(rules(recap.period), start=1):
        yield Paragraph.of(f"{number}. {rule}")


def _lines(recap: Recap, lines: Iterator[Line]) -> Iterator[Block]:
    yield Heading("Rincian per instansi, penyedia, dan jabatan")
    found = list(islice(lines, MOST_LINES + 1))
    if len(found) > MOST_LINES:
        yield Paragraph.of(
            f"Rinciannya lebih dari {thousands(MOST_LINES)} baris dan tidak dicetak di sini. Semua barisnya ada dalam "
            "berkas XLSX dan CSV rekapitulasi yang sama; untuk dicetak, buat rekapitulasi per instansi."
        )
        return
    rows = [
        (("" if isinstance(row, Bold) else row[1], row[2], row[3] or _sum_word(row), row[4], *_cells(row[5:])))
        for row in tables.line_rows(recap, found)
    ]
    upah = ("Upah terendah", "Upah tertinggi")
    yield Table(
        ("Instansi", "Penyedia", "Jabatan", "Status", *_WORK, *upah),
        rows,
        widths=(5, 5, 4, 5, 2, 2.2, 2.2, 2, 2.2, 3, 3),
        size=_SMALL,
        total=True,
    )


def _sum_word(row: Sequence[object]) -> str:
    return f"Jumlah {row[1]}" if row[1] else "Jumlah semua"


def _cells(cells: Sequence[object]) -> tuple[str | int | None, ...]:
    """Of the cells of ``tables.sum_cells`` those about contracts and workers, and the wages as rupiah."""
    return (*(_number(cell) for cell in cells[:3]), _number(cells[4]), _number(cells[5]), *map(_wage, cells[-2:]))


def _number(cell: object) -> str:
    return thousands(int(str(cell)))


def _wage(cell: object) -> str:
    return rupiah(cell) if isinstance(cell, Decimal) else "–"


def _table(word: str, named: Sequence[tuple[str, Sums]], total: Sums) -> Table:
    rows = [[name, *_row(sums)] for name, sums in (*named, ("Jumlah", total))]
    count = len(_WORK) + len(_TERMS)
    return Table((word, *_WORK, *_TERMS), rows, widths=(5, *[1.7] * count), size=_SMALL, total=True)


def _row(sums: Sums) -> list[str]:
    numbers = (
        sums.contracts, sums.reported, sums.unreported, sums.workers, sums.unknown, sums.below_minimum,
        *(sums.insured[p] for p in STATUTORY_PROGRAMMES), *(sums.lacking[w] for w in WELFARE),
    )  # fmt: skip
    return [thousands(number) for number in numbers]


def _words(rows: Sequence[tuple[str, int]]) -> list[list[str]]:
    return [[word, thousands(number)] for word, number in rows]
