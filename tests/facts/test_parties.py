"""The parties, read from many styles of introduction."""

from __future__ import annotations

import re

import pytest
from facts_paper import paper
from facts_party_cases import CASES, Case
from facts_party_styles import MORE_CASES

from extractor.facts import extract_facts
from extractor.report import Contract, TextFact

BODY = """
Pasal 1
PIHAK KEDUA melaksanakan pekerjaan tenaga keamanan dan kebersihan dengan upah sesuai upah minimum.
Pasal 2
Pekerja bekerja 8 jam sehari, 40 jam seminggu. Pekerja berhak atas cuti tahunan dan upah lembur.
"""


def contract_of(case: Case) -> Contract:
    return extract_facts(paper(f"{case.title}\nNomor : 12/AB/2023\n{case.text}{BODY}"))


def bare(fact: TextFact | None) -> str | None:
    return re.sub(r"[^a-z0-9]", "", fact.value.lower()) if fact else None


def plain(text: str | None) -> str | None:
    return re.sub(r"[^a-z0-9]", "", text.lower()) if text else None


@pytest.mark.parametrize("case", [*CASES, *MORE_CASES], ids=lambda c: c.style)
def test_parties_are_read_in_every_style(case: Case) -> None:
    """Role, function, form, name, representative, address and numbers of each party come out in page order."""
    read = [
        (p.role, p.function, p.form, bare(p.name), bare(p.representative), bare(p.address), bare(p.nik), bare(p.npwp))
        for p in contract_of(case).parties
    ]
    assert read == [
        (
            s.role,
            s.function,
            s.form,
            plain(s.name),
            plain(s.representative),
            plain(s.address),
            plain(s.nik),
            plain(s.npwp),
        )
        for s in case.sides
    ]
