"""Contracts written as facts, for tests of the checks. Everything in them is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.checks import judge_rule
from extractor.law import Law, load_law
from extractor.report import (
    Allowance,
    AmountPair,
    Clause,
    Contract,
    CountFact,
    DateFact,
    Detail,
    Evidence,
    Finding,
    InsuranceCover,
    MoneyFact,
    PageResult,
    Party,
    Position,
    TextFact,
)

TODAY = date(2026, 11, 24)


def law() -> Law:
    return load_law()


def evidence(quote: str = "menurut naskah", page: int = 1) -> tuple[Evidence, ...]:
    return (Evidence(page=page, quote=quote, boxes=()),)


def text(value: str) -> TextFact:
    return TextFact(value=value, raw=value, confidence=1.0, evidence=evidence(value))


def day(value: str) -> DateFact:
    return DateFact(value=date.fromisoformat(value), raw=value, confidence=1.0, evidence=evidence(value))


def money(value: str | int | Decimal) -> MoneyFact:
    return MoneyFact(value=Decimal(str(value)), raw=str(value), confidence=1.0, evidence=evidence(str(value)))


def count(value: int) -> CountFact:
    return CountFact(value=value, raw=str(value), confidence=1.0, evidence=evidence(str(value)))


def clause(kind: Any, status: Any = "granted", quote: str = "klausul", **details: str) -> Clause:
    found = evidence(quote) if status not in ("absent", "unreadable") else ()
    return Clause(kind, status, found, tuple(Detail(name, value) for name, value in details.items()))


def cover(
    programme: Any,
    status: Any = "granted",
    *,
    payer: Any = "employer",
    employer: str | None = None,
    worker: str | None = None,
    quote: str = "iuran jaminan sosial",
) -> InsuranceCover:
    return InsuranceCover(
        programme,
        status,
        payer,
        Decimal(employer) if employer else None,
        Decimal(worker) if worker else None,
        evidence(quote),
    )


def position(
    title: str = "Petugas Kebersihan",
    wage: str | int | Decimal | None = None,
    *,
    period: Any = "month",
    heads: int | None = 4,
    allowances: Sequence[tuple[str, int, Any, bool | None]] = (),
) -> Position:
    """``allowances`` as (name, rupiah, period, fixed)."""
    return Position(
        title=text(title),
        headcount=count(heads) if heads is not None else None,
        wage=money(wage) if wage is not None else None,
        wage_period=period if wage is not None else None,
        allowances=tuple(Allowance(name, money(sum_), per, fixed) for name, sum_, per, fixed in allowances),
    )


USER = Party("PIHAK PERTAMA", "user", "pt", text("PT Rimba Kencana Abadi"), address=text("Kabupaten Bengkulu Tengah"))
VENDOR = Party("PIHAK KEDUA", "vendor", "pt", text("PT Sapu Bersih Sentosa"), address=text("Kota Bengkulu"))
OFFICE = Party("PIHAK KESATU", "ppk", "pemda", text("Dinas Arsip Kabupaten Bengkulu Tengah"))
GROUP = Party("PIHAK KEDUA", "worker_group", "perorangan", text("Kelompok Marliah"))
EMPLOYER = Party("PENGUSAHA", "employer", "pt", text("PT Kebun Lestari Makmur"), address=text("Kabupaten Seluma"))
WORKER = Party("PEKERJA", "worker", "perorangan", text("Darsono"), address=text("Desa Talang Empat"))
PARTIES: dict[str, tuple[Party, ...]] = {
    "alih_daya": (USER, VENDOR),
    "surat_perjanjian": (OFFICE, VENDOR),
    "spk": (OFFICE, VENDOR),
    "pkwt": (EMPLOYER, WORKER),
    "addendum": (USER, VENDOR),
    "other": (),
}
WAGE_2026 = Decimal("2945142.20")
"""UMK Kabupaten Bengkulu Tengah 2026, in the law data."""


def contract(
    kind: Any = "alih_daya",
    *,
    signed: str | None = "2026-01-05",
    starts: str | None = "2026-01-05",
    ends: str | None = "2026-12-31",
    **given: Any,
) -> Contract:
    """A contract with parties, one position and dates; anything else as given."""
    made = Contract(
        kind=kind,
        kind_confidence=1.0,
        language="id",
        title=text("Perjanjian"),
        number=text("07/PKS/2026"),
        signed_on=day(signed) if signed else None,
        signed_at=text("Karang Tinggi"),
        starts_on=day(starts) if starts else None,
        ends_on=day(ends) if ends else None,
        work_place=text("Kabupaten Bengkulu Tengah"),
        parties=PARTIES[kind],
        positions=(position(wage=WAGE_2026),),
        signatures=2,
    )
    return replace(made, **given)


def group_spk(**given: Any) -> Contract:
    """An SPK of a government office with a group of individuals."""
    return contract("spk", parties=(OFFICE, GROUP), **given)


def pages(*texts: str, grade: Any = "good") -> tuple[PageResult, ...]:
    return tuple(
        PageResult(
            number=number,
            source="ocr",
            rotation=0,
            grade=grade,
            confidence=0.9,
            text=said,
            width=595.0,
            height=842.0,
        )
        for number, said in enumerate(texts or ("",), start=1)
    )


def findings(
    subject: Contract, rule: str, *, said: str = "", grade: Any = "good", on: Sequence[PageResult] | None = None
) -> tuple[Finding, ...]:
    """The findings of one rule."""
    read = pages(said, grade=grade) if on is None else tuple(on)
    return judge_rule(rule, subject, pages=read, law=law(), today=TODAY)


def verdicts(subject: Contract, rule: str, **how: Any) -> tuple[str, ...]:
    return tuple(f.verdict for f in findings(subject, rule, **how))


def pair(figures: int, words: int) -> AmountPair:
    return AmountPair("nilai kontrak", Decimal(figures), Decimal(words), evidence())
