"""Who is insured, and who pays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import contract, cover, findings, group_spk, position, text, verdicts

from extractor.checks import missing, violations

ALL = tuple(cover(p) for p in ("jkk", "jkm", "jht", "jp", "bpjs_kesehatan"))
DAILY = contract(
    "pkwt", title=text("Perjanjian Kerja Harian Lepas"), positions=(position("Pekerja", 130_000, period="day"),)
)


@pytest.mark.parametrize(
    ("subject", "lacking"),
    [
        (contract("pkwt"), ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp", "jkp")),
        (contract(), ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp", "jkp")),
        (contract("spk"), ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp", "jkp")),
        (contract("pkwt", signed="2021-02-01"), ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp")),
        (contract("pkwt", signed="2021-02-02"), ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp", "jkp")),
        (contract("pkwt", signed="2015-07-01"), ("jkk", "jkm", "jht", "bpjs_kesehatan", "jp")),
        (contract("pkwt", signed="2015-06-30"), ("jkk", "jkm", "jht", "bpjs_kesehatan")),
        (
            contract("alih_daya", signed="2008-02-04", starts="2008-02-04", ends=None),
            ("jkk", "jkm", "jht", "bpjs_kesehatan"),
        ),
        (group_spk(), ("jkk", "jkm", "bpjs_kesehatan")),
        (DAILY, ("jkk", "jkm")),
        (contract("addendum"), ()),
        (contract("other"), ()),
        (contract(insurance=ALL), ("jkp",)),
        (contract(insurance=(*ALL, cover("jkp"))), ()),
        (
            contract(insurance=(cover("jkk"), cover("jkm"), cover("jht", "excluded"))),
            ("jht", "bpjs_kesehatan", "jp", "jkp"),
        ),
        (
            contract(insurance=(*ALL[:4], cover("bpjs_kesehatan", "excluded"), cover("private_health"))),
            ("bpjs_kesehatan", "jkp"),
        ),
        (contract("pkwt", signed=None, starts=None, ends=None), ("jkk", "jkm", "jht", "bpjs_kesehatan")),
    ],
)
def test_programmes_missing(subject: Any, lacking: tuple[str, ...]) -> None:
    """Which programmes are missing depends on the kind of relation and the signing date."""
    found = (*findings(subject, "bpjs-enrolment-programmes"), *findings(subject, "bpjs-jkp"))
    assert missing(found) == lacking


@pytest.mark.parametrize(
    ("insurance", "grade", "verdict"),
    [
        (ALL, "good", "satisfied"),
        (ALL[:2], "good", "absent"),
        ((), "good", "absent"),
        ((), "poor", "unreadable"),
        ((cover("jkk"), cover("jkm", "unreadable")), "good", "absent"),
        ((*ALL[:4], cover("bpjs_kesehatan", "unreadable")), "good", "unreadable"),
        ((*ALL[:4], cover("bpjs_kesehatan", "excluded")), "good", "violated"),
        ((*ALL[:4], cover("bpjs_kesehatan", "excluded")), "poor", "violated"),
    ],
)
def test_enrolment(insurance: Any, grade: Any, verdict: str) -> None:
    """Named programmes satisfy, a denied one is violated, and silence counts only on readable pages."""
    assert verdicts(contract(insurance=insurance), "bpjs-enrolment-programmes", grade=grade) == (verdict,)


def test_no_date_leaves_the_dated_programmes_open() -> None:
    """Without a date JP and JKP are neither asked for nor waived."""
    subject = contract("pkwt", signed=None, starts=None, ends=None, insurance=(*ALL[:3], ALL[4]))
    assert verdicts(subject, "bpjs-enrolment-programmes") == ("unclear",)
    assert verdicts(subject, "bpjs-jkp") == ("unclear",)


@pytest.mark.parametrize(
    ("insurance", "verdict"),
    [
        ((cover("jkk"), cover("jkm")), "satisfied"),
        ((cover("jkk", payer="included_in_price"), cover("jkm", payer="user_company")), "satisfied"),
        ((cover("jkk", payer="worker"),), "violated"),
        ((cover("jkk", worker="0.12"),), "violated"),
        ((cover("jkm", worker="0.3"),), "violated"),
        ((cover("jkk", payer="unspecified"),), "unclear"),
        ((cover("jkk", payer="shared"),), "unclear"),
        ((cover("jkk", employer="0.30"),), "unclear"),
        ((cover("jkk", employer="1.74"), cover("jkm", employer="0.3")), "satisfied"),
        ((), "not_applicable"),
        ((cover("jkk", "excluded", payer="worker", quote="iuran JKK dibayar pekerja sendiri"),), "violated"),
        ((cover("jkk", "excluded", payer="worker", quote="biaya dokter ditanggung sendiri"),), "not_applicable"),
    ],
)
def test_accident_and_death_are_the_employers(insurance: Any, verdict: str) -> None:
    """No part of the contributions for JKK and JKM may fall on the worker."""
    assert verdicts(contract(insurance=insurance), "bpjs-jkk-jkm-employer-only") == (verdict,)


def test_a_lumped_rate_is_taken_apart() -> None:
    """A lumped rate is explained by its programmes."""
    found = findings(
        contract(insurance=(cover("jkk", quote="BPJS TK 6,24%"), cover("jkm"))), "bpjs-jkk-jkm-employer-only"
    )[0]
    assert found.calculation is not None
    assert found.calculation.result == "JKK 0,24% + JKM 0,3% + JHT 3,7% + JP 2% = 6,24%"


@pytest.mark.parametrize(
    ("insurance", "verdict"),
    [
        ((cover("jht", payer="shared", employer="3.7", worker="2"),), "satisfied"),
        ((cover("jht", payer="employer", employer="5.7", worker="0"),), "satisfied"),
        ((cover("jht", payer="shared", employer="2.7", worker="3"),), "violated"),
        ((cover("jht", payer="shared", employer="2.7"),), "violated"),
        ((cover("jht", payer="employer", employer="2", worker="0"),), "violated"),
        ((cover("jht", payer="shared", worker="2"),), "satisfied"),
        ((cover("jht", payer="shared", worker="3"),), "violated"),
        ((cover("jp", payer="shared", employer="2", worker="1"),), "satisfied"),
        ((cover("jp", payer="shared", employer="1", worker="2"),), "violated"),
        ((cover("bpjs_kesehatan", payer="shared", employer="4", worker="1"),), "satisfied"),
        ((cover("bpjs_kesehatan", payer="shared", employer="3", worker="2"),), "violated"),
        ((cover("jht", payer="shared"),), "not_applicable"),
        ((), "not_applicable"),
    ],
)
def test_shares(insurance: Any, verdict: str) -> None:
    """The worker's share is never above, the employer's never below the tariff."""
    assert verdicts(contract("pkwt", insurance=insurance), "bpjs-contribution-split") == (verdict,)


def test_a_rate_from_memory_does_not_decide_the_share() -> None:
    """In 2018 the pension row is from memory, so a wrong share goes to a person."""
    subject = contract(
        "pkwt",
        signed="2018-06-04",
        starts="2018-06-04",
        ends=None,
        insurance=(cover("jp", payer="shared", employer="1", worker="2"),),
    )
    assert verdicts(subject, "bpjs-contribution-split") == ("unclear",)


@pytest.mark.parametrize(
    ("insurance", "signed", "verdict"),
    [
        ((cover("jkp"),), "2025-03-03", "satisfied"),
        ((cover("jkp", payer="shared", worker="0.1"),), "2025-03-03", "violated"),
        ((), "2025-03-03", "absent"),
        ((), "2020-03-03", "not_applicable"),
        ((cover("jkp", "excluded"),), "2025-03-03", "absent"),
    ],
)
def test_jkp(insurance: Any, signed: str, verdict: str) -> None:
    """JKP is asked for from 2 February 2021 and never charged to the worker."""
    assert verdicts(contract("pkwt", signed=signed, starts=signed, ends=None, insurance=insurance), "bpjs-jkp") == (
        verdict,
    )


@pytest.mark.parametrize(
    ("insurance", "verdict"),
    [
        ((cover("jht", payer="worker"),), "violated"),
        (
            (cover("bpjs_kesehatan", "excluded", payer="worker", quote="pekerja mendaftar BPJS secara mandiri"),),
            "violated",
        ),
        (
            (cover("bpjs_kesehatan", "excluded", payer="worker", quote="biaya pengobatan menjadi tanggungan pekerja"),),
            "not_applicable",
        ),
        ((cover("jht", payer="shared"),), "satisfied"),
        ((cover("jht", payer="worker", worker="2", quote="JHT 2% dipotong dari upah"),), "satisfied"),
        ((cover("jht", payer="worker", worker="5.7", quote="JHT 5,7% dipotong dari upah"),), "violated"),
        ((cover("jht", payer="worker", quote="yang ingin ikut JHT dapat mendaftar sendiri"),), "satisfied"),
        ((cover("private_accident", payer="worker"),), "not_applicable"),
        ((), "not_applicable"),
    ],
)
def test_not_all_on_the_worker(insurance: Any, verdict: str) -> None:
    """A contribution wholly on the worker, or self-enrolment, is a breach; a doctor's bill is another matter."""
    found = findings(contract(insurance=insurance), "bpjs-not-all-on-worker")
    assert [f.verdict for f in found] == [verdict]
    assert (violations(found) == ("bpjs_borne_by_worker",)) is (verdict == "violated")


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Dasar iuran adalah upah pokok.", "unclear"),
        ("Upah yang dilaporkan kepada BPJS sebesar Rp1.000.000.", "unclear"),
        ("Iuran dibayar setiap bulan.", "not_applicable"),
        ("", "not_applicable"),
    ],
)
def test_wage_base(said: str, verdict: str) -> None:
    """What wage is reported can only be compared with attachments."""
    assert verdicts(contract("pkwt"), "bpjs-wage-base", said=said) == (verdict,)


def test_old_contracts_know_no_tariff() -> None:
    """Before July 2015 the division of contributions is not judged."""
    old = replace(contract("pkwt"), signed_on=contract(signed="2012-05-01").signed_on)
    assert verdicts(old, "bpjs-contribution-split") == ("not_applicable",)
