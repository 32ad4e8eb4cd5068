"""Rules that forbid a clause: agreed, expressly forbidden, not found, not readable."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import clause, contract, findings

from extractor.checks import violations

# rule, clause kind, kind of contract, words of the clause, code it establishes
RULES: tuple[tuple[str, Any, str, str, str | None], ...] = (
    ("no-rights-waiver", "rights_waiver", "pkwt", "pekerja tidak akan menuntut apa pun", None),
    ("no-rights-waiver", "rights_waiver", "spk", "tidak menuntut diangkat menjadi ASN", None),
    ("pkwt-no-probation", "probation", "pkwt", "masa percobaan tiga bulan", "probation_in_pkwt"),
    ("pkwt-early-termination", "resignation_penalty", "pkwt", "denda dua bulan upah", "resignation_penalty"),
    ("wage-deductions-fines", "wage_deduction", "pkwt", "kehilangan barang", "wage_deduction_for_losses"),
    ("wage-deductions-fines", "wage_deduction", "alih_daya", "selisih kas", "wage_deduction_for_losses"),
    ("no-marriage-pregnancy-ban", "marriage_pregnancy_ban", "pkwt", "tidak menikah selama kontrak", None),
    ("no-diploma-retention", "original_diploma_withheld", "pkwt", "ijazah asli", "original_diploma_withheld"),
    ("no-union-ban", "union_ban", "pkwt", "dilarang menjadi anggota serikat pekerja", None),
)
every = pytest.mark.parametrize(("rule", "kind", "of", "words", "code"), RULES, ids=[f"{r[0]}-{r[2]}" for r in RULES])


@every
def test_an_agreed_clause_is_violated(rule: str, kind: Any, of: str, words: str, code: str | None) -> None:
    """A forbidden thing that is agreed breaks the rule, at its place, with its code."""
    found = findings(contract(of, clauses=(clause(kind, quote=words),)), rule)
    assert [f.verdict for f in found] == ["violated"]
    assert found[0].evidence[0].quote == words
    assert violations(found) == ((code,) if code else ())


@every
def test_a_prohibition_names_the_thing_but_satisfies(
    rule: str, kind: Any, of: str, words: str, code: str | None
) -> None:
    """A clause that forbids the forbidden thing is good, although it names it."""
    found = findings(contract(of, clauses=(clause(kind, "prohibited", quote=words),)), rule)
    assert [f.verdict for f in found] == ["satisfied"]
    assert violations(found) == ()


@every
def test_silence_satisfies(rule: str, kind: Any, of: str, words: str, code: str | None) -> None:
    """Not finding a forbidden clause on readable pages is good, and says what was searched."""
    found = findings(contract(of), rule)
    assert [f.verdict for f in found] == ["satisfied"]
    assert found[0].searched is not None


@every
def test_silence_on_a_poor_page_is_unreadable(rule: str, kind: Any, of: str, words: str, code: str | None) -> None:
    """Not finding it on a page that cannot be read says nothing."""
    found = findings(contract(of), rule, grade="unreadable")
    assert [f.verdict for f in found] == ["unreadable"]


@every
def test_agreed_on_a_poor_page_is_still_violated(rule: str, kind: Any, of: str, words: str, code: str | None) -> None:
    """What was found stays found, however poor another page is."""
    found = findings(contract(of, clauses=(clause(kind, quote=words),)), rule, grade="poor")
    assert [f.verdict for f in found] == ["violated"]


@pytest.mark.parametrize(
    ("signed", "weight"),
    [("2026-01-05", "circular"), ("2025-05-20", "circular"), ("2025-05-19", "contested"), ("2011-02-01", "contested")],
)
def test_the_diploma_rule_has_the_weight_of_its_date(signed: str, weight: str) -> None:
    """Before the circular of 20 May 2025 a held diploma is contested ground, after it a matter of a circular."""
    held = contract("pkwt", signed=signed, starts=signed, ends=None, clauses=(clause("original_diploma_withheld"),))
    found = findings(held, "no-diploma-retention")
    assert found[0].weight == weight
    assert found[0].violations == ("original_diploma_withheld",)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("ijazah asli hasil pendidikan yang dibiayai perusahaan disimpan perusahaan", "unclear"),
        ("ijazah asli disimpan perusahaan", "violated"),
        ("ijazah asli diserahkan; biaya pelatihan ditanggung pekerja", "violated"),
    ],
)
def test_a_diploma_the_employer_paid_for(words: str, verdict: str) -> None:
    """The circular excepts diplomas of training the employer financed: a reviewer looks at the agreement."""
    held = contract("pkwt", clauses=(clause("original_diploma_withheld", quote=words),))
    assert [f.verdict for f in findings(held, "no-diploma-retention")] == [verdict]


def test_a_mutual_indemnity_is_left_to_a_person() -> None:
    """Pasal 62 lets both sides claim the remaining wages: such a clause is no one-sided penalty."""
    mutual = contract("pkwt", clauses=(clause("resignation_penalty", statutory="true"),))
    found = findings(mutual, "pkwt-early-termination")
    assert [f.verdict for f in found] == ["unclear"]
    assert violations(found) == ()


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("perjanjian kerja waktu tidak tertentu (PKWTT)", "unclear"),
        ("perjanjian kerja waktu tertentu", "violated"),
        ("", "violated"),
    ],
)
def test_probation_in_a_vendor_contract(said: str, verdict: str) -> None:
    """Probation is lawful for permanent workers only, so a vendor contract that names them needs a person."""
    found = findings(contract("alih_daya", clauses=(clause("probation"),)), "pkwt-no-probation", said=said)
    assert [f.verdict for f in found] == [verdict]


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("granted", "unclear"), ("prohibited", "satisfied"), ("absent", "satisfied"), ("unreadable", "unreadable")],
)
def test_age_limits_are_judged_by_a_person(status: Any, verdict: str) -> None:
    """An age or appearance requirement may have a reason in the job, so it is shown and not decided."""
    found = findings(contract("pkwt", clauses=(clause("age_limit", status),)), "no-discrimination-age-limit")
    assert [f.verdict for f in found] == [verdict]


def test_a_ban_on_strikes_is_not_a_ban_on_unions() -> None:
    """A clause against strikes alone goes to a reviewer."""
    found = findings(contract("pkwt", clauses=(clause("union_ban", quote="dilarang mogok kerja"),)), "no-union-ban")
    assert [f.verdict for f in found] == ["unclear"]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Pekerja menyetor uang jaminan sebesar Rp500.000.", "unclear"),
        ("Seragam dipotong dari upah pertama.", "unclear"),
        ("Pekerja tidak dikenakan uang jaminan.", "satisfied"),
        ("Perusahaan menyediakan seragam.", "satisfied"),
    ],
)
def test_deposits_and_fees_are_shown(said: str, verdict: str) -> None:
    """A deposit, fee or uniform charge named in the text goes to a reviewer, a denial of one does not."""
    assert [f.verdict for f in findings(contract("pkwt"), "wage-deductions-fines", said=said)] == [verdict]
