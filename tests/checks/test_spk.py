"""The government work order."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import USER, VENDOR, clause, contract, cover, group_spk, money, position, text, verdicts

FUNDS = "Sumber dana: APBD tahun anggaran 2026."


def spk(**given: Any) -> Any:
    return contract("spk", **{"value": money(150_000_000), **given})


PRIVATE = (USER, VENDOR)


@pytest.mark.parametrize(
    ("subject", "said", "verdict"),
    [
        (spk(), FUNDS, "satisfied"),
        (spk(), "", "absent"),
        (spk(parties=PRIVATE), "", "satisfied"),
        (spk(value=None), FUNDS, "absent"),
        (spk(number=None), FUNDS, "absent"),
        (spk(starts=None, ends=None), FUNDS, "absent"),
        (spk(signatures=0), FUNDS, "absent"),
        (spk(parties=(VENDOR,)), FUNDS, "absent"),
    ],
)
def test_core_fields(subject: Any, said: str, verdict: str) -> None:
    """Number, date, parties, price, time, funds and signatures make an SPK."""
    assert verdicts(subject, "spk-core-fields", said=said)[0] == verdict


@pytest.mark.parametrize(
    ("subject", "said", "verdict"),
    [
        (spk(), "", "satisfied"),
        (spk(value=money(200_000_000)), "", "satisfied"),
        (spk(value=money(200_000_001)), "", "violated"),
        (spk(value=money(350_000_000)), "melalui e-purchasing", "unclear"),
        (spk(value=None), "", "unclear"),
        (spk(parties=PRIVATE, value=money(900_000_000)), "", "not_applicable"),
        (contract("surat_perjanjian", value=money(900_000_000)), "", "satisfied"),
        (spk(signed="2017-01-04", value=money(900_000_000)), "", "not_applicable"),
    ],
)
def test_form_by_value(subject: Any, said: str, verdict: str) -> None:
    """Above 200 million a government service needs a Surat Perjanjian, except through the catalogue."""
    assert verdicts(subject, "spk-form-threshold", said=said) == (verdict,)


@pytest.mark.parametrize(
    ("insurance", "verdict"),
    [
        ((cover("jkk"),), "satisfied"),
        ((cover("bpjs_kesehatan"), cover("goods")), "satisfied"),
        ((cover("private_accident"),), "unclear"),
        ((cover("goods"),), "absent"),
        ((cover("third_party_liability"),), "absent"),
        ((), "absent"),
    ],
)
def test_insurance_must_touch_workers(insurance: Any, verdict: str) -> None:
    """Insured goods and third parties are no insurance of workers."""
    assert verdicts(spk(insurance=insurance), "spk-insurance-clause") == (verdict,)


@pytest.mark.parametrize(
    ("clauses", "said", "verdict"),
    [
        ((clause("late_delivery_fine", quote="denda 1/1000 dari nilai SPK per hari"),), "", "satisfied"),
        ((clause("late_delivery_fine", quote="denda satu perseribu per hari"),), "", "satisfied"),
        ((clause("late_delivery_fine", quote="denda 5% per hari"),), "", "unclear"),
        ((), "", "not_applicable"),
        ((), "Denda keterlambatan dibebankan kepada personel yang bersangkutan.", "violated"),
    ],
)
def test_procurement_fine(clauses: Any, said: str, verdict: str) -> None:
    """One in a thousand a day falls on the provider, never on its people."""
    assert verdicts(spk(clauses=clauses), "spk-late-fine", said=said) == (verdict,)


FOUR = (clause("working_hours"), clause("k3_apd"), clause("worker_contract_form"))


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"clauses": FOUR, "insurance": (cover("jkk"),)}, "satisfied"),
        ({"clauses": FOUR}, "unclear"),
        ({"clauses": FOUR[:2]}, "unclear"),
        ({"clauses": FOUR[:1]}, "absent"),
        ({"positions": (position(),)}, "absent"),
        ({"positions": (position(),), "clauses": FOUR[:2]}, "absent"),
    ],
)
def test_labour_protection_gap(given: dict[str, Any], verdict: str) -> None:
    """Of wage, insurance, hours, safety and a written work relation at least three must be there."""
    assert verdicts(spk(**given), "spk-labour-protection-gap") == (verdict,)


@pytest.mark.parametrize("status", ["granted", "prohibited"])
def test_a_ban_on_subcontracting(status: Any) -> None:
    """A ban counts however the facts stage words it."""
    assert verdicts(spk(clauses=(clause("subcontract_ban", status),)), "spk-no-subcontract") == ("satisfied",)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (spk(positions=(), title=text("SPK Pengadaan Kursi Rapat")), "not_applicable"),
        (spk(positions=(), title=text("SPK Jasa Kebersihan Gedung")), "absent"),
        (spk(positions=(), insurance=(cover("jkk"),)), "absent"),
        (group_spk(positions=()), "absent"),
    ],
)
def test_an_order_for_goods_is_not_judged(subject: Any, verdict: str) -> None:
    """Without any sign of labour an SPK is about goods, and no protection of workers is looked for."""
    assert verdicts(subject, "overtime-pay-and-cap") == (verdict,)
