"""The public result of one check, and its JSON form (schema name ``lindung/report/1``).

These types are the contract with the web, the API, archive systems and the scorer: change them only together with
the schema and its test. Unknown is ``None``, never a guess. Money is exact (``Decimal``, JSON string).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

from extractor.geometry import Box
from extractor.vocabulary import (
    ChangeKind,
    ClauseKind,
    ClauseStatus,
    ContractKind,
    CoverStatus,
    DocumentStatus,
    LegalWeight,
    PageGrade,
    PageSource,
    PartyForm,
    PartyFunction,
    Payer,
    Programme,
    RowKind,
    Severity,
    Verdict,
    WagePeriod,
)

SCHEMA: Literal["lindung/report/1"] = "lindung/report/1"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something stands: page (1-based), the words as printed, boxes in points on the upright page."""

    page: int
    quote: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class TextFact:
    """A fact whose value is text. ``raw`` is the text as printed; ``confidence`` 0 to 1.

    ``alternatives`` are other readings found elsewhere in the document, as printed (dates and amounts in plain form);
    ``alternative_evidence`` are the places where they stand.
    """

    value: str
    raw: str
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[str, ...] = ()
    alternative_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DateFact:
    value: date
    raw: str
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[str, ...] = ()
    alternative_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """An amount in rupiah."""

    value: Decimal
    raw: str
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[str, ...] = ()
    alternative_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class CountFact:
    value: int
    raw: str
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[str, ...] = ()
    alternative_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class QuantityFact:
    """How many of something, possibly a fraction ("12,5")."""

    value: Decimal
    raw: str
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    role: str
    function: PartyFunction | None
    form: PartyForm | None
    name: TextFact | None
    representative: TextFact | None = None
    representative_position: TextFact | None = None
    address: TextFact | None = None
    npwp: TextFact | None = None
    nik: TextFact | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """``fixed`` is True for a fixed allowance (tunjangan tetap), False when it depends on attendance, None unknown."""

    name: str
    amount: MoneyFact
    period: WagePeriod
    fixed: bool | None = None


@dataclass(frozen=True, slots=True)
class Position:
    title: TextFact
    headcount: CountFact | None = None
    wage: MoneyFact | None = None
    wage_period: WagePeriod | None = None
    allowances: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True)
class InsuranceCover:
    """One programme. Percentages are of the wage ("3.7"); None when the text does not say."""

    programme: Programme
    status: CoverStatus
    payer: Payer | None = None
    employer_pct: Decimal | None = None
    worker_pct: Decimal | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Detail:
    """A value read inside a clause, by name: hours_per_day, hours_per_week, days_per_week, leave_days, months, ..."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Clause:
    kind: ClauseKind
    status: ClauseStatus
    evidence: tuple[Evidence, ...] = ()
    details: tuple[Detail, ...] = ()
    confidence: float = 1.0

    def detail(self, name: str) -> str | None:
        """The first detail of that name, or None."""
        return next((d.value for d in self.details if d.name == name), None)


@dataclass(frozen=True, slots=True)
class AmountPair:
    """An amount printed in figures and in words side by side, each as read (they may disagree)."""

    about: str
    figures: Decimal
    words: Decimal
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PricedRow:
    """One row of a price table, cell by cell, as printed.

    ``kind``        an item, or what the row does with the items above it (sum, fee, tax, rounding, carried over)
    ``quantity``    people or pieces; ``duration`` the months or days the price counts for ("8 x 60": 8 and 60)
    ``unit``        as printed ("Orang Bulan"), "" when there is none
    ``unit_price``  the price of one; ``parts`` are the columns it is made of (wage, contributions, fee), in order
    ``amount``      what the row comes to; negative for a deduction or an amount in brackets
    ``rate``        the printed per cent of a fee or tax row
    """

    kind: RowKind
    description: TextFact
    quantity: QuantityFact | None = None
    duration: QuantityFact | None = None
    unit: str = ""
    unit_price: MoneyFact | None = None
    parts: tuple[MoneyFact, ...] = ()
    amount: MoneyFact | None = None
    rate: Decimal | None = None

    @property
    def cells(self) -> tuple[QuantityFact | MoneyFact, ...]:
        """Every figure of the row that was read."""
        named = (self.quantity, self.duration, self.unit_price, *self.parts, self.amount)
        return tuple(cell for cell in named if cell is not None)


@dataclass(frozen=True, slots=True)
class PriceTable:
    """A priced list with its printed sums, in printed order. ``pages`` are the pages it runs over; ``amount_head`` is
    the head of the column of amounts, ``amount_months`` the months that head says they are for (None: it does not)."""

    pages: tuple[int, ...]
    rows: tuple[PricedRow, ...]
    amount_head: str = ""
    amount_months: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One value an addendum changes: before it and after it, both as printed.

    ``value`` of both facts is a decimal string for "wage" and "value", an ISO date for "starts_on" and "ends_on", a
    whole number for "headcount", and the printed words for "other". ``label`` is what the addendum calls it.
    """

    about: ChangeKind
    label: str
    before: TextFact
    after: TextFact


@dataclass(frozen=True, slots=True)
class Amends:
    """What an addendum changes: number and date of the parent contract, and the values before and after."""

    number: TextFact | None = None
    signed_on: DateFact | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """All facts of one contract. ``insurance`` and ``clauses`` list every kind looked for, found or not.

    ``duration_months``  as printed or computed from the dates; ``signatures`` is how many signature blocks stand at
    the end (None: not looked for, 0: none found). ``language`` is "id", "en", ... or None when undecided.
    ``reason`` says in Indonesian why ``kind`` is "other" or doubtful.
    """

    kind: ContractKind = "other"
    kind_confidence: float = 0.0
    reason: str = ""
    language: str | None = None
    title: TextFact | None = None
    number: TextFact | None = None
    signed_on: DateFact | None = None
    signed_at: TextFact | None = None
    starts_on: DateFact | None = None
    ends_on: DateFact | None = None
    duration_months: CountFact | None = None
    value: MoneyFact | None = None
    work_place: TextFact | None = None
    parties: tuple[Party, ...] = ()
    positions: tuple[Position, ...] = ()
    insurance: tuple[InsuranceCover, ...] = ()
    clauses: tuple[Clause, ...] = ()
    amount_pairs: tuple[AmountPair, ...] = ()
    price_tables: tuple[PriceTable, ...] = ()
    signatures: int | None = None
    amends: Amends | None = None

    def clause(self, kind: ClauseKind) -> Clause | None:
        return next((c for c in self.clauses if c.kind == kind), None)

    def cover(self, programme: Programme) -> InsuranceCover | None:
        return next((i for i in self.insurance if i.programme == programme), None)


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision: instrument ("PP 35/2021"), article ("Pasal 8 ayat (1)"), when in force, where it was checked."""

    instrument: str
    article: str
    in_force_from: date | None
    in_force_until: date | None
    source: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked for when something is absent: terms, pages (1-based) and the grade of each page."""

    terms: tuple[str, ...]
    pages: tuple[int, ...]
    grades: tuple[PageGrade, ...]


@dataclass(frozen=True, slots=True)
class CalculationInput:
    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """The working of a numeric finding: inputs with their origin, steps as text, result. Exact decimals as text."""

    inputs: tuple[CalculationInput, ...]
    steps: tuple[str, ...]
    result: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule judged. ``protections`` are the items this finding reports as missing, in the vocabulary of
    insurance programmes and clause kinds; ``violations`` the violation codes it establishes."""

    rule: str
    verdict: Verdict
    severity: Severity
    title: str
    explanation: str
    advice: str
    weight: LegalWeight = "statute"
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searched: Searched | None = None
    calculation: Calculation | None = None
    protections: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageResult:
    """``width`` and ``height`` in points of the upright page; ``rotation`` degrees clockwise applied."""

    number: int
    source: PageSource
    rotation: int
    grade: PageGrade
    confidence: float
    text: str
    width: float
    height: float
    grade_reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentResult:
    sha256: str
    filename: str
    status: DocumentStatus
    pages: tuple[PageResult, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractPart:
    """One of several contracts in a file, judged by itself.

    ``pages`` are its pages (1-based, in order); ``reason`` says in Indonesian why a new contract begins there, "" for
    the first. Evidence and searched pages count in pages of the file, not of the part.
    """

    pages: tuple[int, ...]
    reason: str
    contract: Contract
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    violations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``contract``, ``findings``, ``missing`` and ``violations`` are those of the file's first (mostly only) contract.

    ``parts`` is empty for a file with one contract. For a file with several it holds every one of them, the first
    included, so that each can be read the same way.
    """

    document: DocumentResult
    contract: Contract
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    violations: tuple[str, ...]
    schema: Literal["lindung/report/1"] = SCHEMA
    law_version: str = ""
    pipeline_version: str = ""
    banners: tuple[str, ...] = ()
    parts: tuple[ContractPart, ...] = ()

    @property
    def contracts_in_scan(self) -> int:
        """How many contracts the file holds."""
        return len(self.parts) or 1

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings on every contract of the file, contract by contract."""
        return tuple(f for part in self.parts for f in part.findings) if self.parts else self.findings

    def of_part(self, number: int) -> Report:
        """The report on contract ``number`` (1 for the first) alone: that contract on top and no parts, all pages of
        the file kept. IndexError when the file holds no such contract."""
        if not 1 <= number <= self.contracts_in_scan:
            raise IndexError(number)
        if not self.parts:
            return self
        part = self.parts[number - 1]
        return replace(
            self,
            contract=part.contract,
            findings=part.findings,
            missing=part.missing,
            violations=part.violations,
            parts=(),
        )


_ADAPTER: TypeAdapter[Report] = TypeAdapter(Report)


def to_json(report: Report, *, indent: int | None = None) -> str:
    """The report as JSON text. Boxes are written as ``[x0, y0, x1, y1]`` with two decimals."""
    import json

    return json.dumps(to_dict(report), ensure_ascii=False, indent=indent)


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain JSON values (dates ISO 8601, decimals as strings)."""
    made: dict[str, Any] = _ADAPTER.dump_python(report, mode="json")
    return made


def from_json(text: str | bytes) -> Report:
    """Read a report written by ``to_json``; pydantic's ValidationError when it does not fit the schema."""
    return _ADAPTER.validate_json(text)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of a report."""
    made = _ADAPTER.json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Lindung report", **made}
