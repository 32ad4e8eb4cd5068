"""The agreement between user and vendor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import OFFICE, USER, VENDOR, clause, contract, cover, findings, group_spk, position, text, verdicts


def vendor(form: Any, name: str = "Maju Bersama") -> Any:
    return contract(parties=(USER, replace(VENDOR, form=form, name=text(name))))


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (contract(), "satisfied"),
        (contract(parties=(USER,)), "absent"),
        (contract(signed=None), "absent"),
        (contract(positions=()), "absent"),
        (contract(positions=(), clauses=(clause("object_of_work"),)), "satisfied"),
        (contract(signatures=0), "absent"),
        (contract(signatures=1), "unclear"),
        (contract(signatures=None), "satisfied"),
        (group_spk(), "not_applicable"),
        (contract("pkwt"), "not_applicable"),
        (contract(signed="2005-04-01", starts="2005-04-01", ends="2006-03-31"), "satisfied"),
        (contract("other"), "not_applicable"),
    ],
)
def test_written_agreement(subject: Any, verdict: str) -> None:
    """Two parties, a date, the work and signatures make a written agreement."""
    assert verdicts(subject, "ad-written-agreement") == (verdict,)


@pytest.mark.parametrize(
    ("subject", "verdict", "weight"),
    [
        (contract(), "satisfied", "statute"),
        (contract(positions=()), "absent", "statute"),
        (contract(positions=(position(heads=None),)), "absent", "office_policy"),
        (contract(work_place=None), "absent", "office_policy"),
        (contract(signed="2019-02-01", positions=()), "absent", "office_policy"),
        (contract(positions=(), clauses=(clause("object_of_work"),)), "absent", "office_policy"),
    ],
)
def test_object_and_headcount(subject: Any, verdict: str, weight: str) -> None:
    """The field of work is law since 31 October 2024; head count and place are office policy."""
    found = findings(subject, "ad-object-type-headcount")[0]
    assert (found.verdict, found.weight) == (verdict, weight)


@pytest.mark.parametrize(
    ("signed", "ends", "title", "verdict"),
    [
        ("2026-05-04", "2027-05-03", "Cleaning Service", "satisfied"),
        ("2026-05-04", "2027-05-03", "Sopir Operasional", "satisfied"),
        ("2026-05-04", "2027-05-03", "Resepsionis", "unclear"),
        ("2026-05-04", "2027-05-03", "Guru Bantu", "unclear"),
        ("2026-04-29", "2027-04-28", "Resepsionis", "not_applicable"),
        ("2026-04-01", "2028-04-30", "Resepsionis", "not_applicable"),
        ("2026-04-01", "2028-05-01", "Resepsionis", "unclear"),
        ("2026-04-01", "2028-12-31", "Resepsionis", "unclear"),
        (None, None, "Resepsionis", "unclear"),
    ],
)
def test_fields_of_2026(signed: str | None, ends: str | None, title: str, verdict: str) -> None:
    """From 30 April 2026 a title outside the clear fields goes to a reviewer, never fails by itself."""
    subject = contract(signed=signed, starts=signed, ends=ends, positions=(position(title),))
    assert verdicts(subject, "ad-permitted-field-2026") == (verdict,)


@pytest.mark.parametrize(
    ("signed", "title", "verdict"),
    [
        ("2013-01-07", "Satpam", "satisfied"),
        ("2013-01-07", "Operator Komputer", "unclear"),
        ("2012-11-18", "Operator Komputer", "not_applicable"),
        ("2021-02-02", "Operator Komputer", "not_applicable"),
        ("2021-02-01", "Pramusaji", "satisfied"),
    ],
)
def test_fields_of_2012(signed: str, title: str, verdict: str) -> None:
    """Between 19 November 2012 and 1 February 2021 the five supporting services are looked at."""
    subject = contract(signed=signed, starts=signed, ends=None, positions=(position(title),))
    assert verdicts(subject, "ad-permitted-field-2012") == (verdict,)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (vendor("pt"), "satisfied"),
        (vendor("koperasi"), "satisfied"),
        (vendor("yayasan"), "satisfied"),
        (vendor("cv"), "violated"),
        (vendor("perorangan_usaha"), "violated"),
        (vendor(None, "PT Maju Bersama"), "satisfied"),
        (vendor(None, "UD Maju Bersama"), "violated"),
        (vendor(None, "Firma Maju Bersama"), "violated"),
        (vendor(None, "Maju Bersama"), "unclear"),
        (contract(parties=(USER,)), "unclear"),
        (replace(vendor("cv"), signed_on=contract(signed="2004-02-02").signed_on), "violated"),
        (group_spk(), "not_applicable"),
    ],
)
def test_legal_entity(subject: Any, verdict: str) -> None:
    """A vendor must be a legal entity: PT, koperasi, yayasan; a CV, firma or trader is none."""
    assert verdicts(subject, "ad-vendor-legal-entity") == (verdict,)


FIVE = (
    clause("minimum_wage_reference"),
    clause("thr"),
    clause("working_hours"),
    clause("dispute_settlement"),
    clause("k3_apd"),
)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"clauses": (clause("vendor_bears_protection"),)}, "satisfied"),
        ({"clauses": (clause("vendor_bears_protection", "excluded"),)}, "violated"),
        ({"clauses": FIVE}, "satisfied"),
        ({"clauses": FIVE[:4]}, "unclear"),
        ({"clauses": FIVE[2:4]}, "unclear"),
        ({"clauses": (), "insurance": (cover("jkk"),)}, "absent"),
        ({"clauses": (), "positions": (position(),)}, "absent"),
    ],
)
def test_vendor_bears_protection(given: dict[str, Any], verdict: str) -> None:
    """The clause, or all five of its parts, satisfy; three or four need a reviewer; fewer are absent."""
    assert verdicts(contract(**given), "ad-vendor-bears-protection")[0] == verdict


@pytest.mark.parametrize(
    ("signed", "verdict"),
    [
        ("2012-01-16", "not_applicable"),
        ("2012-01-17", "absent"),
        ("2021-02-02", "absent"),
        ("2008-01-01", "not_applicable"),
    ],
)
def test_transfer_since_the_court_ruling(signed: str, verdict: str) -> None:
    """The transfer of protection is asked for from 17 January 2012."""
    assert verdicts(contract(signed=signed, starts=signed, ends=None), "ad-transfer-of-protection") == (verdict,)


def test_transfer_in_the_agreement_of_an_outsourced_worker() -> None:
    """A PKWT that names the user company must carry the clause; one of a direct employer need not."""
    plain = contract("pkwt")
    assert verdicts(plain, "ad-transfer-of-protection") == ("not_applicable",)
    outsourced = replace(plain, parties=(*plain.parties, USER))
    found = findings(outsourced, "ad-transfer-of-protection")[0]
    assert (found.verdict, found.severity) == ("absent", "kritis")


@pytest.mark.parametrize(
    ("signed", "weight"),
    [
        ("2009-03-02", "contested"),
        ("2014-03-03", "ministerial_rule"),
        ("2012-11-18", "contested"),
        ("2012-11-19", "ministerial_rule"),
        ("2021-02-01", "ministerial_rule"),
        ("2021-02-02", "contested"),
        ("2022-03-01", "contested"),
        ("2026-06-01", "contested"),
    ],
)
def test_registration_of_vendor_contracts(signed: str, weight: str) -> None:
    """A duty to register existed from 2012 to 2021 only; the item stays on the checklist with its weight."""
    found = findings(contract(signed=signed, starts=signed, ends=None), "ad-registration-history")[0]
    assert (found.verdict, found.weight) == ("absent", weight)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (group_spk(), "unclear"),
        (contract("spk"), "not_applicable"),
        (contract("spk", parties=(OFFICE, replace(VENDOR, form="perorangan"))), "unclear"),
        (contract("spk", parties=(OFFICE, replace(VENDOR, form="cv"))), "not_applicable"),
        (contract("pkwt"), "not_applicable"),
        (contract("pkwt", parties=(OFFICE, contract("pkwt").parties[1])), "unclear"),
        (contract(), "not_applicable"),
    ],
)
def test_individual_provider(subject: Any, verdict: str) -> None:
    """People engaged one by one, above all by an office, are shown to a reviewer."""
    assert verdicts(subject, "spk-individual-provider") == (verdict,)
