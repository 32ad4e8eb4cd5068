"""Addresses of single facts in a contract ("positions.0.wage"), reading what a person types, and putting it in place.

Pure: takes a contract, gives a contract. What can be addressed is what the screen lists:

``kind``, ``title``, ``number``, ``signed_on``, ``signed_at``, ``starts_on``, ``ends_on``, ``duration_months``,
``value``, ``work_place``, ``amends.number``, ``amends.signed_on``, ``parties.N.name`` (and the other texts of a party),
``parties.N.form|function``, ``positions.N.title|headcount|wage|wage_period``, ``positions.N.allowances.M`` (the amount)
and ``positions.N.allowances.M.name|period|fixed``, ``insurance.<programme>`` and
``insurance.<programme>.payer|employer_pct|worker_pct``, ``clauses.<kind>``. ``parties.N.name`` and
``positions.N.title`` with N one past the last add a party or a position that was not read.

Of a file with several contracts, an address of contract 2 begins with ``2/``; one of the first has no such beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast, get_args

from api.errors import Invalid
from api.services.typed_values import count_of, date_of, money_of, percent_of, wrong
from extractor.report import (
    Amends,
    Clause,
    Contract,
    CountFact,
    DateFact,
    Evidence,
    InsuranceCover,
    MoneyFact,
    Party,
    Position,
    TextFact,
)
from extractor.vocabulary import (
    ClauseKind,
    ClauseStatus,
    ContractKind,
    CoverStatus,
    PartyForm,
    PartyFunction,
    Payer,
    Programme,
    WagePeriod,
)

Shape = Literal[
    "text", "date", "money", "count", "kind", "cover", "clause",
    "payer", "percent", "form", "function", "period", "fixed", "label",
]  # fmt: skip
Fact = TextFact | DateFact | MoneyFact | CountFact
_PLAIN: frozenset[Shape] = frozenset({"payer", "percent", "form", "function", "period", "fixed", "label"})
"""What belongs to a fact and stands nowhere by itself: its place is that of the fact."""
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
_OF_COVER: dict[str, Shape] = {"payer": "payer", "employer_pct": "percent", "worker_pct": "percent"}
_OF_PARTY: dict[str, Shape] = {"form": "form", "function": "function"}
_OF_ALLOWANCE: dict[str, Shape] = {"name": "label", "period": "period", "fixed": "fixed"}
_CHOICES: dict[Shape, frozenset[str]] = {
    "payer": frozenset(get_args(Payer)),
    "form": frozenset(get_args(PartyForm)),
    "function": frozenset(get_args(PartyFunction)),
    "period": frozenset(get_args(WagePeriod)),
    "fixed": frozenset({"yes", "no", "unknown"}),
    "kind": frozenset(get_args(ContractKind)),
    "cover": frozenset({"granted", "excluded", "absent"}),
    "clause": frozenset({"granted", "excluded", "prohibited", "absent"}),
}
_PERSONAL = frozenset({"nik", "npwp"})

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
        case ["parties", number, name] if name in _OF_PARTY and _within(number, contract.parties):
            return Field(path, _OF_PARTY[name])
        case ["positions", number, name] if name in _POSITION and _within(number, contract.positions):
            return Field(path, _POSITION[name])
        case ["positions", number, "wage_period"] if _within(number, contract.positions):
            return Field(path, "period")
        case ["positions", number, "title"] if number == str(len(contract.positions)):
            return Field(path, "text")
        case ["parties", number, "name"] if number == str(len(contract.parties)):
            return Field(path, "text")
        case ["positions", number, "allowances", other] if _within(number, contract.positions):
            if _within(other, contract.positions[int(number)].allowances):
                return Field(path, "money")
        case ["positions", number, "allowances", other, name] if name in _OF_ALLOWANCE:
            if _within(number, contract.positions) and _within(other, contract.positions[int(number)].allowances):
                return Field(path, _OF_ALLOWANCE[name])
        case ["insurance", name, detail] if detail in _OF_COVER and contract.cover(cast(Programme, name)) is not None:
            return Field(path, _OF_COVER[detail])
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
    if field.shape in _PLAIN:
        return _plain_at(contract, path)
    fact = cast(Fact | None, _part(contract, path))
    if fact is None:
        return None
    return str(fact.value) if not isinstance(fact.value, date) else fact.value.isoformat()


def evidence_at(contract: Contract, path: str) -> tuple[Evidence, ...]:
    """Where the present value stands."""
    shape = field_at(contract, path).shape
    if shape == "kind":
        return ()
    part = _owner(contract, path) if shape in _PLAIN else _part(contract, path)
    return () if part is None else cast(tuple[Evidence, ...], part.evidence)


def understood(field: Field, typed: str) -> str | None:
    """What was typed, in the form that is stored (ISO date, plain decimal); None for an emptied field.

    Invalid at ``value`` when it is no date, amount, number or choice.
    """
    text = " ".join(typed.split())
    if not text and field.shape not in _CHOICES:
        return None
    if len(text) > LONGEST:
        raise wrong(f"Isian lebih panjang dari {LONGEST} huruf.", "Isikan nilainya saja.")
    match field.shape:
        case "date":
            return date_of(text).isoformat()
        case "money":
            return str(money_of(text))
        case "count":
            return str(count_of(text))
        case "percent":
            return f"{percent_of(text).normalize():f}"
        case "text" | "label":
            return text
    if not text and field.shape in _PLAIN and field.shape != "fixed":
        return None
    if text not in _CHOICES[field.shape]:
        raise wrong("Pilihan ini tidak ada.", "Pilih dari daftar.")
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
    if field.shape in _PLAIN:
        return _put_plain(contract, path, value, evidence=evidence)
    if value is None and path.split(".")[-1] == "title" and path != "title":
        raise wrong("Nama jabatan tidak dapat dikosongkan.", "Tulis jabatannya; temuan yang keliru dapat diabaikan.")
    if field.shape == "clause":
        clause = cast(Clause, _part(contract, path))
        new_clause = replace(clause, status=cast(ClauseStatus, value), evidence=evidence, confidence=1.0)
        return replace(contract, clauses=tuple(new_clause if c is clause else c for c in contract.clauses))
    return cast(Contract, _put(contract, path.split("."), _fact(field, value, evidence, _part(contract, path))))


def split(path: str) -> tuple[int, str]:
    """Which contract of the file (from 1) an address means, and the address in that contract."""
    head, slash, rest = path.partition("/")
    if not slash:
        return 1, path
    if head.isascii() and head.isdecimal() and head == str(int(head)) and int(head) > 1:
        return int(head), rest
    return 0, path


def joined(part: int, path: str) -> str:
    """The address in the file of what contract ``part`` calls ``path``."""
    return path if part == 1 else f"{part}/{path}"


def makes(path: str) -> bool:
    """Whether a correction of this address may add what the others refer to: it is put in before them."""
    names = split(path)[1].split(".")
    return len(names) == 3 and (names[0], names[2]) in (("positions", "title"), ("parties", "name"))


def _put_plain(contract: Contract, path: str, value: str | None, *, evidence: tuple[Evidence, ...]) -> Contract:
    names = path.split(".")
    if names[0] == "insurance":
        cover = cast(InsuranceCover, contract.cover(cast(Programme, names[1])))
        if cover.status not in ("granted", "excluded") and value is not None:
            raise wrong(
                "Program ini dinyatakan tidak ada dalam kontrak; penanggung dan iurannya tidak dapat diisi.",
                "Koreksi dahulu apakah program itu diberikan.",
            )
        shown = Decimal(value) if value is not None and names[2] != "payer" else value
        made = replace(cover, **{names[2]: shown}, evidence=evidence, confidence=1.0)  # type: ignore[arg-type]
        return replace(contract, insurance=tuple(made if c is cover else c for c in contract.insurance))
    if names[-1] in ("name", "period") and value is None:
        raise wrong("Tunjangan tanpa nama atau satuan tidak dapat diperiksa.", "Isi nilainya.")
    meant: Any = {"yes": True, "no": False, "unknown": None}.get(value or "") if names[-1] == "fixed" else value
    return cast(Contract, _put_attribute(contract, names, meant))


def _put_attribute(part: Any, names: list[str], value: Any) -> Any:
    name, rest = names[0], names[1:]
    if isinstance(part, tuple):
        at = int(name)
        return (*part[:at], _put_attribute(part[at], rest, value), *part[at + 1 :])
    return replace(part, **{name: _put_attribute(getattr(part, name), rest, value) if rest else value})


def _plain_at(contract: Contract, path: str) -> str | None:
    names = path.split(".")
    if names[0] == "insurance":
        part: Any = contract.cover(cast(Programme, names[1]))
    else:
        part = getattr(contract, names[0])
        for name in names[1:-1]:
            part = part[int(name)] if isinstance(part, tuple) else getattr(part, name)
    value = getattr(part, names[-1])
    if names[-1] == "fixed":
        return {True: "yes", False: "no", None: "unknown"}[value]
    return None if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _owner(contract: Contract, path: str) -> Any:
    """The fact or cover at whose place the plain value stands."""
    match path.split("."):
        case ["insurance", name, _]:
            return contract.cover(cast(Programme, name))
        case ["parties", number, _]:
            return contract.parties[int(number)].name
        case ["positions", number, "wage_period"]:
            position = contract.positions[int(number)]
            return position.wage or position.title
        case ["positions", number, "allowances", other, _]:
            return contract.positions[int(number)].allowances[int(other)].amount
    return None


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
        if number == len(part):
            new = Position(title=fact) if rest == ["title"] else Party("", None, None, name=fact)
            return (*part, new)
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
        if not isinstance(part, tuple):
            part = getattr(part, name)
            continue
        part = part[int(name)] if int(name) < len(part) else None
    return part.amount if hasattr(part, "amount") else part


def _within(number: str, items: tuple[object, ...]) -> bool:
    return number.isascii() and number.isdecimal() and int(number) < len(items) and str(int(number)) == number
