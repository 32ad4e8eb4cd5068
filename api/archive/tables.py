"""The facts and findings of one document as tables: CSV for programs, XLSX for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from api import sheets
from api.sheets import Sheet
from api.workbook import Cell
from extractor.report import (
    Contract,
    CountFact,
    DateFact,
    Evidence,
    Finding,
    InsuranceCover,
    MoneyFact,
    QuantityFact,
    Report,
    TextFact,
)
from extractor.vocabulary import CLAUSE_NAMES, PROGRAMME_NAMES

FACT_COLUMNS = ("kontrak", "fakta", "sebutan", "nilai", "tercetak", "keyakinan", "halaman", "kutipan")
FINDING_COLUMNS = (
    "kontrak", "aturan", "hasil", "tingkat", "judul", "penjelasan", "saran", "dasar_hukum", "halaman", "kutipan",
)  # fmt: skip
Fact = TextFact | DateFact | MoneyFact | CountFact | QuantityFact

_CONTRACT = {
    "title": "Judul",
    "number": "Nomor",
    "signed_on": "Tanggal",
    "signed_at": "Tempat ditandatangani",
    "starts_on": "Mulai berlaku",
    "ends_on": "Berakhir",
    "duration_months": "Jangka waktu (bulan)",
    "value": "Nilai kontrak",
    "work_place": "Tempat kerja",
}
_PARTY = {
    "name": "Nama",
    "representative": "Diwakili oleh",
    "representative_position": "Jabatan wakil",
    "address": "Alamat",
    "npwp": "NPWP",
    "nik": "NIK",
}
_POSITION = {"title": "Jabatan", "headcount": "Jumlah orang", "wage": "Upah"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact. ``path`` is its stable address in the contract ("parties.0.name"), ``contract`` counts from 1 in a file
    with several; ``page`` and ``quote`` are those of its first evidence."""

    contract: int
    path: str
    label: str
    value: Cell
    raw: str
    confidence: float | None
    page: int | None
    quote: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        sure = None if self.confidence is None else Decimal(self.confidence).quantize(Decimal("0.001"))
        return (self.contract, self.path, self.label, self.value, self.raw, sure, self.page, self.quote)


def fact_rows(report: Report) -> Iterator[FactRow]:
    """Every fact that was found, contract by contract, and the status of every programme and clause looked for."""
    for number in range(1, report.contracts_in_scan + 1):
        contract = report.of_part(number).contract
        yield FactRow(number, "kind", "Jenis", contract.kind, "", contract.kind_confidence, None, "")
        for path, label, fact in _facts(contract):
            if fact is not None:
                yield _fact_row(number, path, label, fact)
        for cover in contract.insurance:
            yield _status_row(number, f"insurance.{cover.programme}", PROGRAMME_NAMES[cover.programme], cover)
        for clause in contract.clauses:
            page, quote = _place(clause.evidence)
            name = CLAUSE_NAMES.get(clause.kind, clause.kind)
            yield FactRow(number, f"clauses.{clause.kind}", name, clause.status, "", clause.confidence, page, quote)


def finding_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """Every finding, contract by contract, as ``FINDING_COLUMNS``."""
    for number in range(1, report.contracts_in_scan + 1):
        for finding in report.of_part(number).findings:
            page, quote = _place(finding.evidence)
            yield (
                number,
                finding.rule,
                finding.verdict,
                finding.severity,
                finding.title,
                finding.explanation,
                finding.advice,
                _law(finding),
                page,
                quote,
            )


def write_csv(rows: Iterable[FactRow], out: TextIO) -> None:
    """The facts as CSV (see ``api.sheets``)."""
    sheets.write_csv(FACT_COLUMNS, (row.cells for row in rows), out)


def write_xlsx(report: Report, place: Path) -> None:
    """A workbook with the sheets "Fakta" and "Temuan"."""
    facts = Sheet("Fakta", FACT_COLUMNS, (row.cells for row in fact_rows(report)))
    sheets.write_xlsx([facts, Sheet("Temuan", FINDING_COLUMNS, finding_rows(report))], place)


def _facts(contract: Contract) -> Iterator[tuple[str, str, Fact | None]]:
    for name, label in _CONTRACT.items():
        yield name, label, getattr(contract, name)
    for number, party in enumerate(contract.parties):
        for name, label in _PARTY.items():
            yield f"parties.{number}.{name}", f"{party.role}: {label}", getattr(party, name)
    for number, position in enumerate(contract.positions):
        for name, label in _POSITION.items():
            yield f"positions.{number}.{name}", f"Jabatan {number + 1}: {label}", getattr(position, name)
        for other, allowance in enumerate(position.allowances):
            path = f"positions.{number}.allowances.{other}"
            yield path, f"Jabatan {number + 1}: {allowance.name}", allowance.amount
    if contract.amends is not None:
        yield "amends.number", "Mengubah kontrak nomor", contract.amends.number
        yield "amends.signed_on", "Tanggal kontrak yang diubah", contract.amends.signed_on


def _fact_row(number: int, path: str, label: str, fact: Fact) -> FactRow:
    page, quote = _place(fact.evidence)
    value: Cell = fact.value if isinstance(fact.value, str | int | Decimal) else fact.value.isoformat()
    return FactRow(number, path, label, value, fact.raw, fact.confidence, page, quote)


def _status_row(number: int, path: str, label: str, cover: InsuranceCover) -> FactRow:
    page, quote = _place(cover.evidence)
    return FactRow(number, path, label, cover.status, cover.payer or "", cover.confidence, page, quote)


def _place(evidence: tuple[Evidence, ...]) -> tuple[int | None, str]:
    return (evidence[0].page, evidence[0].quote) if evidence else (None, "")


def _law(finding: Finding) -> str:
    return "; ".join(f"{citation.instrument} {citation.article}" for citation in finding.citations)
