"""The compulsory contents of a PKWT."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import (
    EMPLOYER,
    WORKER,
    clause,
    contract,
    count,
    cover,
    day,
    findings,
    money,
    pair,
    position,
    text,
    verdicts,
)

from extractor.checks import violations
from extractor.checks.pkwt_items import birth_date
from extractor.report import TextFact

BUSINESS = "PT Kebun Lestari Makmur bergerak di bidang perkebunan."
PERSON = "Jenis kelamin: laki-laki, umur 31 tahun."


def pkwt(**given: Any) -> Any:
    return contract("pkwt", **given)


def nik(digits: str) -> TextFact:
    return text(digits)


CASES: tuple[tuple[str, str, Any, str, str], ...] = (
    # rule, what, contract, page text, verdict
    ("pkwt-written-indonesian", "Indonesian", pkwt(), "", "satisfied"),
    ("pkwt-written-indonesian", "English", pkwt(language="en"), "", "violated"),
    ("pkwt-written-indonesian", "undecided", pkwt(language=None), "", "unclear"),
    (
        "pkwt-written-indonesian",
        "English prevails",
        pkwt(),
        "In case of doubt the English version shall prevail.",
        "violated",
    ),
    ("pkwt-written-indonesian", "Inggris berlaku", pkwt(), "Yang berlaku adalah naskah bahasa Inggris.", "violated"),
    (
        "pkwt-written-indonesian",
        "Indonesia berlaku",
        pkwt(),
        "Yang berlaku adalah naskah bahasa Indonesia.",
        "satisfied",
    ),
    ("pkwt-written-indonesian", "English, 2010", pkwt(language="en", signed="2010-02-01"), "", "violated"),
    ("pkwt-item-a-employer", "all", pkwt(), BUSINESS, "satisfied"),
    ("pkwt-item-a-employer", "no line of business", pkwt(), "", "absent"),
    ("pkwt-item-a-employer", "no address", pkwt(parties=(replace(EMPLOYER, address=None), WORKER)), BUSINESS, "absent"),
    ("pkwt-item-a-employer", "no name", pkwt(parties=(replace(EMPLOYER, name=None), WORKER)), BUSINESS, "absent"),
    ("pkwt-item-a-employer", "no employer", pkwt(parties=(WORKER,)), BUSINESS, "absent"),
    ("pkwt-item-b-worker", "all", pkwt(), PERSON, "satisfied"),
    (
        "pkwt-item-b-worker",
        "NIK",
        pkwt(parties=(EMPLOYER, replace(WORKER, nik=nik("1771051203900001")))),
        "",
        "satisfied",
    ),
    ("pkwt-item-b-worker", "no sex or age", pkwt(), "", "absent"),
    ("pkwt-item-b-worker", "no address", pkwt(parties=(EMPLOYER, replace(WORKER, address=None))), PERSON, "absent"),
    ("pkwt-item-b-worker", "no worker", pkwt(parties=(EMPLOYER,)), PERSON, "absent"),
    ("pkwt-item-b-worker", "sixteen", pkwt(), "Jenis kelamin: perempuan, umur : 16 (enam belas) tahun.", "unclear"),
    (
        "pkwt-item-b-worker",
        "young by NIK",
        pkwt(parties=(EMPLOYER, replace(WORKER, nik=nik("1771055203100001")))),
        "",
        "unclear",
    ),
    ("pkwt-item-b-worker", "eighteen", pkwt(), "Jenis kelamin: perempuan, umur : 18 tahun.", "satisfied"),
    ("pkwt-item-b-worker", "seventeen", pkwt(), "Jenis kelamin: perempuan, berumur 17 tahun.", "unclear"),
    ("pkwt-item-b-worker", "a child of the worker", pkwt(), PERSON + " Anak usia 5 tahun.", "satisfied"),
    ("pkwt-item-c-position", "title", pkwt(), "", "satisfied"),
    (
        "pkwt-item-c-position",
        "old law",
        pkwt(signed="2006-01-02", starts="2006-01-02", ends="2006-12-31"),
        "",
        "satisfied",
    ),
    ("pkwt-item-c-position", "none", pkwt(positions=()), "", "absent"),
    ("pkwt-item-c-position", "no date", pkwt(signed=None, starts=None, ends=None), "", "satisfied"),
    ("pkwt-item-d-workplace", "place", pkwt(), "", "satisfied"),
    ("pkwt-item-d-workplace", "anywhere", pkwt(work_place=text("di mana saja perusahaan menugaskan")), "", "unclear"),
    ("pkwt-item-d-workplace", "none", pkwt(work_place=None), "", "absent"),
    ("pkwt-item-d-workplace", "unknown place", pkwt(work_place=text("Kantor pusat")), "", "satisfied"),
    ("pkwt-item-e-wage", "amount and day", pkwt(clauses=(clause("wage_payment_date"),)), "", "satisfied"),
    ("pkwt-item-e-wage", "amount only", pkwt(), "", "unclear"),
    ("pkwt-item-e-wage", "no amount", pkwt(positions=(position(),)), "", "absent"),
    (
        "pkwt-item-e-wage",
        "UMK without amount",
        pkwt(positions=(position(),), clauses=(clause("minimum_wage_reference"),)),
        "",
        "absent",
    ),
    ("pkwt-item-e-wage", "wage of 0", pkwt(positions=(position(wage=0),)), "", "unclear"),
    ("pkwt-item-e-wage", "ten digits", pkwt(positions=(position(wage=2_945_142_200),)), "", "unclear"),
    ("pkwt-item-f-rights", "THR", pkwt(clauses=(clause("thr"),)), "", "satisfied"),
    ("pkwt-item-f-rights", "insured", pkwt(insurance=(cover("jkk"),)), "", "satisfied"),
    ("pkwt-item-f-rights", "none", pkwt(), "", "absent"),
    ("pkwt-item-f-rights", "denied", pkwt(clauses=(clause("thr", "excluded"),)), "", "absent"),
    ("pkwt-item-g-period", "both", pkwt(), "", "satisfied"),
    ("pkwt-item-g-period", "duration", pkwt(ends=None, duration_months=count(12)), "", "satisfied"),
    (
        "pkwt-item-g-period",
        "until the job is done",
        pkwt(ends=None, clauses=(clause("job_completion_terms"),)),
        "",
        "satisfied",
    ),
    ("pkwt-item-g-period", "no end", pkwt(ends=None), "", "absent"),
    ("pkwt-item-g-period", "no start", pkwt(starts=None), "", "absent"),
    ("pkwt-item-g-period", "end before start", pkwt(ends="2025-01-01"), "", "unclear"),
    ("pkwt-item-h-placedate", "both", pkwt(), "", "satisfied"),
    ("pkwt-item-h-placedate", "no place", pkwt(signed_at=None), "", "absent"),
    ("pkwt-item-h-placedate", "no date", pkwt(signed=None), "", "absent"),
    ("pkwt-item-h-placedate", "signed after the start", pkwt(signed="2026-02-09"), "", "unclear"),
    ("pkwt-item-i-signature", "two", pkwt(), "", "satisfied"),
    ("pkwt-item-i-signature", "one", pkwt(signatures=1), "", "unclear"),
    ("pkwt-item-i-signature", "none", pkwt(signatures=0), "", "absent"),
    ("pkwt-item-i-signature", "not looked for", pkwt(signatures=None), "", "unclear"),
)


@pytest.mark.parametrize(
    ("rule", "what", "subject", "said", "verdict"), CASES, ids=[f"{c[0][5:]}: {c[1]}" for c in CASES]
)
def test_contents(rule: str, what: str, subject: Any, said: str, verdict: str) -> None:
    """Each compulsory content is judged by what stands in the contract."""
    assert verdicts(subject, rule, said=said)[0] == verdict


@pytest.mark.parametrize("kind", ["alih_daya", "spk"])
def test_contents_are_not_asked_of_vendor_contracts(kind: Any) -> None:
    """The contents of a PKWT are not looked for in a contract between companies."""
    assert verdicts(contract(kind), "pkwt-item-b-worker") == ("not_applicable",)


def test_no_wage_is_a_violation_of_its_own() -> None:
    """A work agreement without the amount of the wage gets the code for it."""
    assert violations(findings(pkwt(positions=(position(),)), "pkwt-item-e-wage")) == ("wage_not_stated",)


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("pkwt", "pkwt-item-e-wage"), ("alih_daya", "ad-price-covers-labour-cost"), ("spk", "spk-core-fields")],
)
def test_figures_and_words_that_differ(kind: Any, rule: str) -> None:
    """An amount whose figures and words differ is reported in every kind of contract, with both amounts."""
    found = findings(contract(kind, value=money(61_400_000), amount_pairs=(pair(61_400_000, 66_990_000),)), rule)
    assert violations(found) == ("digits_words_mismatch",)
    shown = next(f for f in found if f.violations)
    assert shown.calculation is not None
    assert "Rp61.400.000" in shown.explanation


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("6 ( delapan ) orang", ("digits_words_mismatch",)),
        ("8 (delapan) orang", ()),
        ("12 (dua belas) orang", ()),
        ("12 (sebelas) orang", ("digits_words_mismatch",)),
        ("8 orang", ()),
        ("delapan orang", ()),
        ("8 (lihat lampiran) orang", ()),
    ],
)
def test_counts_printed_both_ways(raw: str, codes: tuple[str, ...]) -> None:
    """A number of people whose words name another number is a mismatch too."""
    heads = replace(count(8), raw=raw)
    subject = contract(positions=(replace(position(wage=3_000_000), headcount=heads),))
    assert violations(findings(subject, "ad-price-covers-labour-cost")) == codes


def test_months_printed_both_ways() -> None:
    """So is a length of the term."""
    subject = pkwt(duration_months=replace(count(12), raw="12 (sepuluh) bulan"))
    assert violations(findings(subject, "pkwt-item-e-wage")) == ("digits_words_mismatch",)


def test_figures_and_words_that_agree() -> None:
    """Equal figures and words establish nothing."""
    found = findings(
        contract("spk", value=money(90_000_000), amount_pairs=(pair(90_000_000, 90_000_000),)), "spk-core-fields"
    )
    assert violations(found) == ()


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("1771051203900001", "1990-03-12"),
        ("1771055203900001", "1990-03-12"),
        ("1771051203100001", "2010-03-12"),
        ("177105990390", None),
        ("1771053913900001", None),
    ],
)
def test_birth_date_in_a_nik(digits: str, born: str | None) -> None:
    """A NIK carries the birth date, for women with 40 added to the day; nonsense gives none."""
    found = birth_date(digits, today=day("2026-11-24").value)
    assert (found.isoformat() if found else None) == born
