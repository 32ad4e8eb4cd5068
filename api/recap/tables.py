"""The figures of a recapitulation as rows, for page, CSV and XLSX alike: one place says which stands where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from api.recap import head as heads
from api.recap.head import Head
from api.recap.rules import PROGRAMME_SHORT, STATUS_NAMES, WELFARE_NAMES, rules
from api.recap.sums import WELFARE, Contract, Line, Recap, Sums
from api.sheets import Bold, Row, Sheet
from extractor.vocabulary import STATUTORY_PROGRAMMES

SUM_COLUMNS = (
    "kontrak", "dilaporkan", "belum_dilaporkan", "jabatan_tercatat", "pekerja", "jabatan_tanpa_jumlah",
    "pekerja_upah_tertulis", "pekerja_di_bawah_upah_minimum",
    *(f"pekerja_{programme}" for programme in STATUTORY_PROGRAMMES),
    "pekerja_tanpa_thr", "pekerja_tanpa_cuti", "pekerja_tanpa_k3_apd", "pekerja_tanpa_kompensasi_pkwt",
    "upah_bulanan_terendah", "upah_bulanan_tertinggi",
)  # fmt: skip
LINE_COLUMNS = ("baris", "instansi", "penyedia", "jabatan", "status", *SUM_COLUMNS)
CONTRACT_COLUMNS = (
    "instansi", "penyedia", "status", "nomor_kontrak", "tanggal", "mulai", "berakhir", "jabatan", "jumlah_orang",
    "upah", "per", "jaminan", "tidak_memuat", "di_bawah_upah_minimum", "laporan_diterima", "dihitung",
)  # fmt: skip
UNNAMED_AGENCY = "(instansi tidak disebut)"
UNNAMED_VENDOR = "(penyedia tidak disebut)"
_PERIODS = {"month": "bulan", "day": "hari", "hour": "jam", "piece": "satuan"}
_NAMES = 30
"""Characters that a column of names is wide."""


def sum_cells(sums: Sums) -> Row:
    """In the order of ``SUM_COLUMNS``."""
    return (
        sums.contracts, sums.reported, sums.unreported, sums.positions, sums.workers, sums.unknown,
        sums.wage_stated, sums.below_minimum,
        *(sums.insured[programme] for programme in STATUTORY_PROGRAMMES),
        *(sums.lacking[protection] for protection in WELFARE),
        sums.wage_low, sums.wage_high,
    )  # fmt: skip


def summary(recap: Recap) -> tuple[tuple[str, int], ...]:
    """The figures of the first sheet and of the page, with their words."""
    total = recap.total
    return (
        ("Instansi", sum(1 for one in recap.agencies if one.id is not None)),
        ("Penyedia", recap.vendors),
        ("Kontrak berlaku", total.contracts),
        ("Kontrak dilaporkan", total.reported),
        ("Kontrak belum dilaporkan", total.unreported),
        ("Pekerja", total.workers),
        ("Jabatan tanpa jumlah orang", total.unknown),
        ("Kontrak berlaku kapan pun dalam periode", recap.movement.any_day),
        ("Kontrak mulai dalam periode", recap.movement.begun),
        ("Kontrak berakhir dalam periode", recap.movement.ended),
    )


def protections(recap: Recap) -> tuple[tuple[str, int], ...]:
    """Workers by what their contracts say about insurance, wages and welfare."""
    total = recap.total
    return (
        *((f"Kontraknya memberi {PROGRAMME_SHORT[p]}", total.insured[p]) for p in STATUTORY_PROGRAMMES),
        ("Upahnya tertulis", total.wage_stated),
        ("Upahnya di bawah upah minimum", total.below_minimum),
        *((f"Kontraknya tidak memuat {WELFARE_NAMES[w]}", total.lacking[w]) for w in WELFARE),
    )


def line_rows(recap: Recap, lines: Iterable[Line]) -> Iterator[Row]:
    """Every line, after the last of each agency its sums, and at the end those of all. ``lines`` in their order."""
    of_agency = {one.id: one.sums for one in recap.agencies}
    last: Line | None = None
    for line in lines:
        if last is not None and line.agency_id != last.agency_id:
            yield _agency_row(last, of_agency[last.agency_id])
        yield (
            "rincian", line.agency or UNNAMED_AGENCY, line.vendor or UNNAMED_VENDOR, line.title,
            STATUS_NAMES[line.status], *sum_cells(line.sums),
        )  # fmt: skip
        last = line
    if last is not None:
        yield _agency_row(last, of_agency[last.agency_id])
    yield Bold(("jumlah semua", None, None, None, None, *sum_cells(recap.total)))


def contract_rows(contracts: Iterable[Contract]) -> Iterator[Row]:
    for one in contracts:
        yield (
            one.agency, one.vendor, STATUS_NAMES[one.status], one.number, _day(one.signed_on), _day(one.starts_on),
            _day(one.ends_on), one.title, one.headcount, one.wage, _PERIODS.get(one.wage_period or ""),
            ", ".join(one.insured), ", ".join(one.lacking), "ya" if one.below_minimum else "tidak",
            _day(one.reported_on), "ya" if one.counted else "tidak",
        )  # fmt: skip


def sheets(recap: Recap, head: Head, *, lines: Iterable[Line], contracts: Iterable[Contract] | None) -> Iterator[Sheet]:
    """The workbook: what it comes to, by agency, by position, line by line, and (for one made now) the contracts."""
    yield Sheet("Ringkasan", ("Uraian", "Jumlah"), _first(recap), above=_above(recap, head), widths=(48, 16))
    yield Sheet(
        "Per instansi",
        ("instansi", *SUM_COLUMNS),
        [*((one.name or UNNAMED_AGENCY, *sum_cells(one.sums)) for one in recap.agencies), _total(recap)],
        widths=(_NAMES,),
    )
    yield Sheet(
        "Per jabatan",
        ("jabatan", *SUM_COLUMNS),
        [*((one.name, *sum_cells(one.sums)) for one in recap.titles), _total(recap)],
        widths=(_NAMES,),
    )
    yield Sheet("Rincian", LINE_COLUMNS, line_rows(recap, lines), widths=(15, _NAMES, _NAMES, _NAMES, _NAMES))
    if contracts is not None:
        yield Sheet("Kontrak", CONTRACT_COLUMNS, contract_rows(contracts), widths=(_NAMES, _NAMES, _NAMES, 24))
    notes = [(number, text) for number, text in enumerate(rules(recap.period), start=1)]
    yield Sheet("Cara menghitung", ("nomor", "aturan"), notes, widths=(8, 120))


def _first(recap: Recap) -> Iterator[Row]:
    yield from summary(recap)
    yield Bold(("Pekerja menurut status", None))
    for one in recap.statuses:
        yield STATUS_NAMES[one.name], one.sums.workers
    yield Bold(("Pekerja menurut isi kontrak", None))
    yield from protections(recap)


def _above(recap: Recap, head: Head) -> Iterator[Row]:
    if head.letterhead is not None:
        for text in (head.letterhead.above, head.letterhead.name, *head.letterhead.lines):
            if text:
                yield (text,)
        yield ()
    yield Bold((heads.TITLE,))
    yield from heads.lines(recap, head)
    yield ()


def _total(recap: Recap) -> Row:
    return Bold(("Jumlah", *sum_cells(recap.total)))


def _agency_row(line: Line, sums: Sums) -> Row:
    return Bold(("jumlah instansi", line.agency or UNNAMED_AGENCY, None, None, None, *sum_cells(sums)))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
