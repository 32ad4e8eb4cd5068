"""The inspector's checklist by kind of relation and date, over whole contracts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import TODAY, USER, clause, contract, cover, group_spk, law, pages, position, text

from extractor.checks import judge, missing
from extractor.checks.profile import profile_of

PERSONAL = {
    "working_hours",
    "overtime",
    "annual_leave",
    "weekly_rest",
    "thr",
    "k3_apd",
    "termination",
    "dispute_settlement",
}
BASE = {"jkk", "jkm", "jht", "bpjs_kesehatan", *PERSONAL, "registration_disnaker"}
VENDOR_TOO = {"minimum_wage_reference"}
TODAYS = BASE | VENDOR_TOO | {"transfer_of_protection", "jp", "jkp", "compensation_pkwt"}
DAILY = contract(
    "pkwt", title=text("Perjanjian Kerja Harian Lepas"), positions=(position("Pemetik Teh", 120_000, period="day"),)
)


def lacks(subject: Any, grade: Any = "good") -> set[str]:
    return set(missing(judge(subject, pages=pages("naskah", grade=grade), law=law(), today=TODAY)))


def dated(kind: Any, signed: str, **given: Any) -> Any:
    return contract(kind, signed=signed, starts=signed, ends=None, **given)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (dated("alih_daya", "2009-06-01"), BASE | VENDOR_TOO),
        (dated("alih_daya", "2012-01-16"), BASE | VENDOR_TOO),
        (dated("alih_daya", "2012-01-17"), BASE | VENDOR_TOO | {"transfer_of_protection"}),
        (dated("alih_daya", "2015-07-01"), BASE | VENDOR_TOO | {"transfer_of_protection", "jp"}),
        (dated("alih_daya", "2021-02-01"), BASE | VENDOR_TOO | {"transfer_of_protection", "jp"}),
        (dated("alih_daya", "2021-02-02"), TODAYS),
        (dated("surat_perjanjian", "2024-05-06"), TODAYS),
        (dated("spk", "2024-05-06"), TODAYS),
        (dated("pkwt", "2010-05-03"), BASE),
        (dated("pkwt", "2019-05-06"), BASE | {"jp"}),
        (dated("pkwt", "2026-05-04"), BASE | {"jp", "jkp", "compensation_pkwt"}),
        (group_spk(), {"jkk", "jkm", "bpjs_kesehatan", *PERSONAL}),
        (replace(group_spk(), kind="surat_perjanjian"), {"jkk", "jkm", "bpjs_kesehatan", *PERSONAL}),
        (DAILY, {"jkk", "jkm", *PERSONAL, "registration_disnaker", "compensation_pkwt"}),
        (group_spk(positions=(position("Kuli", 120_000, period="day"),)), {"jkk", "jkm", *PERSONAL}),
        (contract("addendum"), set()),
        (contract("other"), set()),
        (contract("spk", positions=(), title=text("Pengadaan Meja")), set()),
        (contract("pkwt", signed=None, starts=None, ends=None), BASE),
    ],
)  # fmt: skip
def test_what_an_empty_contract_lacks(subject: Any, expected: set[str]) -> None:
    """A contract that says nothing lacks exactly the items of its kind and date."""
    assert lacks(subject) == expected


def test_a_pkwt_with_a_named_user_needs_the_transfer() -> None:
    """The agreement of an outsourced worker must say what happens when the vendor changes."""
    subject = contract("pkwt")
    assert "transfer_of_protection" in lacks(replace(subject, parties=(*subject.parties, USER)))


def test_nothing_is_missing_on_pages_that_cannot_be_read() -> None:
    """A poor page makes every want unreadable."""
    assert lacks(contract(), grade="poor") == set()


FORMAL: tuple[Any, ...] = ("registration_disnaker", "minimum_wage_reference", "transfer_of_protection")
EVERYTHING = tuple(clause(kind) for kind in (*sorted(PERSONAL), *FORMAL, "compensation_pkwt"))


def test_a_full_contract_lacks_nothing() -> None:
    """Every item granted leaves nothing missing."""
    insurance = tuple(cover(p) for p in ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan"))
    assert lacks(contract(clauses=EVERYTHING, insurance=insurance)) == set()


@pytest.mark.parametrize("item", sorted(PERSONAL))
def test_one_denied_item_is_the_one_missing(item: Any) -> None:
    """A right denied in so many words counts as missing, and only that one."""
    insurance = tuple(cover(p) for p in ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan"))
    clauses = tuple(clause(c.kind, "excluded") if c.kind == item else c for c in EVERYTHING)
    assert lacks(contract(clauses=clauses, insurance=insurance)) == {item}


@pytest.mark.parametrize(
    ("subject", "profile"),
    [
        (contract(), "vendor"),
        (contract("spk"), "vendor"),
        (group_spk(), "individuals"),
        (group_spk(positions=(position("Kuli Angkut", 120_000, period="day"),)), "daily"),
        (contract("pkwt"), "employment"),
        (contract("pkwt", positions=(position("Mandor", 120_000, period="day"),), title=text("PKWT")), "employment"),
        (
            contract("pkwt", positions=(position("Mandor", 120_000, period="day"),), title=text("Perjanjian Kerja")),
            "daily",
        ),
        (DAILY, "daily"),
        (contract("addendum"), "addendum"),
        (contract("other"), "none"),
        (contract("spk", positions=(), title=text("Pengadaan Meja")), "none"),
        (contract("spk", positions=(), title=text("Pengadaan Tenaga Kebersihan")), "vendor"),
        (contract("spk", positions=(), title=None, clauses=(clause("overtime"),)), "vendor"),
    ],
)
def test_profiles(subject: Any, profile: str) -> None:
    """What relation a contract is about follows from its kind, its parties and how wages are paid."""
    assert profile_of(subject) == profile
