"""Addresses of single facts in a contract ("positions.0.wage"), reading what a person types, and putting it in place.

Pure: takes a contract, gives a contract. What can be addressed is what the screen lists:

``kind``, ``title``, ``number``, ``signed_on``, ``signed_at``, ``starts_on``, ``ends_on``, ``duration_months``,
``value``, ``work_place``, ``amends.number``, ``amends.signed_on``, ``parties.N.name`` (and the other texts of a party),
``positions.N.title|headcount|wage``, ``positions.N.allowances.M``, ``insurance.<programme>``, ``clauses.<kind>``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast, get_args

from api.errors import Invalid
from extractor.report import (
    Amends,
    Clause,
    Contract,
    CountFact,
    DateFact,
    Evidence,
    InsuranceCover,
    MoneyFact,
    TextFact,
)
from extractor.vocabulary import ClauseKind, ClauseStatus, ContractKind, CoverStatus, Programme

Shape = Literal["text", "date", "money", "count", "kind", "cover", "clause"]
Fact = TextFact | DateFact | MoneyFact | CountFact
_OF_SHAPE: dict[Shape, type[Fact]] = {"text": TextFact, "date": DateFact, "money": MoneyFact, "count": CountFact}
_READ: dict[Shape, Callable[[str], Any]] = {"text": str, "date": date.fromisoformat, "money": Decimal, "count": int}
_CONTRACT: dict[str, Shape] = {
    "title": "text", "number": "text", "signed_at": "text", "work_place": "text",
    "signed_on": "date", "starts_on": "date", "ends_on": "date",
    "duration_months": "count", "value": "money",
}  # fmt: skip
_PARTY = frozenset({"name", "representative", "representative_position", "address", "npwp", "nik"})
_POSITION: dict[str, Shape] = {"title": "text", "headcount": "count", "wage": "money"}
_AMENDS: dict[str, Shape] = {"number": "text", "signed_on": "date"}
_CHOICES: dict[Shape, frozenset[str]] = {
    "kind": frozenset(get_args(ContractKind)),
    "cover": frozenset({"granted", "excluded", "absent"}),
    "clause": frozenset({"granted", "excluded", "prohibited", "absent"}),
}
_PERSONAL = frozenset({"nik", "npwp"})

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan", "februari feb", "maret mar", "april apr", "mei", "juni jun", "juli jul", "agustus agu agt ags",
         "september sep", "oktober okt", "november nov", "desember des"), start=1)
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_LONG = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})")
_MONEY = re.compile(r"(?:Rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-))?(?:,-)?", re.I)
MOST = Decimal(10) ** 15
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that can be corrected. ``personal``: its value is a number of a person and is covered on screens."""

    path: str
    shape: Shape
    personal: bool = False


def field_at(contract: Contract, path: str) -> Field:
    """The field of this address; Invalid at ``path`` when the contract has none."""
    parts = path.split(".")
    match parts:
        case ["kind"]:
            return Field(path, "kind")
        case [name] if name in _CONTRACT:
            return Field(path, _CONTRACT[name])
        case ["amends", name] if name in _AMENDS:
            return Field(path, _AMENDS[name])
        case ["parties", number, name] if name in _PARTY and _within(number, contract.parties):
            return Field(path, "text", personal=name in _PERSONAL)
        case ["positions", number, name] if name in _POSITION and _within(number, contract.positions):
            return Field(path, _POSITION[name])
        case ["positions", number, "allowances", other] if _within(number, contract.positions):
            if _within(other, contract.positions[int(number)].allowances):
                return Field(path, "money")
        case ["insurance", name] if contract.cover(cast(Programme, name)) is not None:
            return Field(path, "cover")
        case ["clauses", name] if contract.clause(cast(ClauseKind, name)) is not None:
            return Field(path, "clause")
    raise Invalid.at(
        "path", "Fakta ini tidak dapat dikoreksi di sini; tidak ada yang diubah.", remedy="Muat ulang halamannya."
    )


def value_at(contract: Contract, path: str) -> str | None:
    """The value there as ``understood`` writes it; None when the contract has no such fact."""
    field = field_at(contract, path)
    if field.shape == "kind":
        return contract.kind
    if field.shape in ("cover", "clause"):
        return cast(InsuranceCover | Clause, _part(contract, path)).status
    fact = cast(Fact | None, _part(contract, path))
    if fact is None:
        return None
    return str(fact.value) if not isinstance(fact.value, date) else fact.value.isoformat()


def evidence_at(contract: Contract, path: str) -> tuple[Evidence, ...]:
    """Where the present value stands."""
    part = None if field_at(contract, path).shape == "kind" else _part(contract, path)
    return () if part is None else part.evidence


def understood(field: Field, typed: str) -> str | None:
    """What was typed, in the form that is stored (ISO date, plain decimal); None for an emptied field.

    Invalid at ``value`` when it is no date, amount, number or choice.
    """
    text = " ".join(typed.split())
    if not text and field.shape not in _CHOICES:
        return None
    if len(text) > LONGEST:
        raise _wrong(f"Isian lebih panjang dari {LONGEST} huruf.", "Isikan nilainya saja.")
    match field.shape:
        case "date":
            return _date(text).isoformat()
        case "money":
            return str(_money(text))
        case "count":
            return str(_count(text))
        case "text":
            return text
    if text not in _CHOICES[field.shape]:
        raise _wrong("Pilihan ini tidak ada.", "Pilih dari daftar.")
    return text


def put(contract: Contract, path: str, value: str | None, *, evidence: tuple[Evidence, ...]) -> Contract:
    """The contract with that fact set (None: taken out). A corrected fact is certain, and keeps what the reader had
    read as another reading."""
    field = field_at(contract, path)
    if field.shape == "kind":
        return replace(contract, kind=cast(ContractKind, value), kind_confidence=1.0, reason="")
    if field.shape == "cover":
        cover = cast(InsuranceCover, _part(contract, path))
        new_cover = replace(cover, status=cast(CoverStatus, value), evidence=evidence, confidence=1.0)
        return replace(contract, insurance=tuple(new_cover if c is cover else c for c in contract.insurance))
    if field.shape == "clause":
        clause = cast(Clause, _part(contract, path))
        new_clause = replace(clause, status=cast(ClauseStatus, value), evidence=evidence, confidence=1.0)
        return replace(contract, clauses=tuple(new_clause if c is clause else c for c in contract.clauses))
    return cast(Contract, _put(contract, path.split("."), _fact(field, value, evidence, _part(contract, path))))


def _fact(field: Field, value: str | None, evidence: tuple[Evidence, ...], before: Any) -> Fact | None:
    if value is None:
        return None
    converted: Any = _READ[field.shape](value)
    others = () if before is None or before.value == converted else (before.raw, *before.alternatives)
    raw = " … ".join(e.quote for e in evidence if e.quote) or value
    return _OF_SHAPE[field.shape](converted, raw, 1.0, evidence, alternatives=others)


def _put(part: Any, names: list[str], fact: Any) -> Any:
    name, rest = names[0], names[1:]
    if isinstance(part, tuple):
        number = int(name)
        return (*part[:number], _put_in(part[number], rest, fact), *part[number + 1 :])
    below = getattr(part, name)
    if name == "amends" and below is None:
        below = Amends()
    return replace(part, **{name: _put_in(below, rest, fact)})


def _put_in(part: Any, names: list[str], fact: Any) -> Any:
    if not names:
        # An allowance is an amount with a name: only the amount is corrected.
        return replace(part, amount=fact) if hasattr(part, "amount") and fact is not None else fact
    return _put(part, names, fact)


def _part(contract: Contract, path: str) -> Any:
    """The fact, cover or clause at the address."""
    first, *rest = path.split(".")
    if first == "insurance":
        return contract.cover(cast(Programme, rest[0]))
    if first == "clauses":
        return contract.clause(cast(ClauseKind, rest[0]))
    part: Any = getattr(contract, first)
    for name in rest:
        if part is None:
            return None
        part = part[int(name)] if isinstance(part, tuple) else getattr(part, name)
    return part.amount if hasattr(part, "amount") else part


def _within(number: str, items: tuple[object, ...]) -> bool:
    return number.isascii() and number.isdecimal() and int(number) < len(items) and str(int(number)) == number


def _date(text: str) -> date:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _SHORT.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif (found := _LONG.fullmatch(text)) and found[2].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
    else:
        raise _wrong(f"“{text}” bukan tanggal; koreksi belum disimpan.", "Tulis seperti 2 Juni 2025 atau 02-06-2025.")
    try:
        made = date(year, month, day)
    except ValueError:
        raise _wrong(f"Tanggal {text} tidak ada; koreksi belum disimpan.", "Periksa hari dan bulannya.") from None
    if not 1945 <= made.year <= 2100:
        raise _wrong(f"Tahun {made.year} tidak mungkin untuk kontrak ini.", "Periksa tahunnya.")
    return made


def _money(text: str) -> Decimal:
    found = _MONEY.fullmatch(text)
    if found is None:
        raise _wrong(
            f"“{text}” bukan jumlah rupiah; koreksi belum disimpan.",
            "Tulis seperti Rp3.250.000 atau 3250000; sen setelah koma.",
        )
    amount = Decimal(found[1].replace(".", "")) + Decimal((found[2] or "").strip("-").ljust(2, "0")) / 100
    if amount >= MOST:
        raise _wrong("Jumlah ini terlalu besar untuk sebuah kontrak.", "Periksa banyaknya angka.")
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.quantize(Decimal("0.01"))


def _count(text: str) -> int:
    plain = text.replace(".", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 7:
        raise _wrong(f"“{text}” bukan bilangan; koreksi belum disimpan.", "Tulis dengan angka, misalnya 12.")
    return int(plain)


def _wrong(message: str, remedy: str) -> Invalid:
    return Invalid.at("value", message, remedy=remedy)
