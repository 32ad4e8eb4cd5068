"""The protections of an SPK, a vendor's duties, insurance and documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import (
    OFFICE,
    TODAY,
    USER,
    VENDOR,
    WAGE_2026,
    WORKER,
    clause,
    contract,
    cover,
    findings,
    law,
    pages,
    position,
    text,
    verdicts,
)

from extractor.checks.case import make_case
from extractor.checks.workplace import workplace

# -- the SPK and the vendor's duties ---------------------------------------------------------------------------------------
ITEMS: dict[str, dict[str, Any]] = {
    "upah": {"positions": (position(wage=WAGE_2026),)},
    "jaminan sosial": {"insurance": (cover("jkm"),)},
    "jam kerja/lembur": {"clauses": (clause("overtime"),)},
    "K3": {"clauses": (clause("k3_apd"),)},
    "hubungan kerja tertulis": {"clauses": (clause("worker_contract_form"),)},
}


@pytest.mark.parametrize("there", ITEMS)
def test_each_protection_of_a_work_order(there: str) -> None:
    """Of the five protections the one that is there is said to be, the other four are named."""
    subject = contract("spk", **{"positions": (position(),), **ITEMS[there]})
    found = findings(subject, "spk-labour-protection-gap")[0]
    assert found.verdict == "absent"
    assert "hanya memuat 1 dari 5" in found.explanation
    assert there not in found.explanation.split("tidak ada: ")[1].split(". ")[0]


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({}, "upah, jaminan sosial, jam kerja/lembur, K3 dan hubungan kerja tertulis"),
        (
            {"clauses": (clause("overtime", "excluded"), clause("k3_apd", "prohibited"))},
            "upah, jaminan sosial, jam kerja/lembur, K3 dan hubungan kerja tertulis",
        ),
        ({"insurance": (cover("jht"),)}, "upah, jaminan sosial, jam kerja/lembur, K3 dan hubungan kerja tertulis"),
        (
            {"insurance": (cover("jkk", "excluded"),)},
            "upah, jaminan sosial, jam kerja/lembur, K3 dan hubungan kerja tertulis",
        ),
        (
            {"clauses": (clause("minimum_wage_reference"),)},
            "jaminan sosial, jam kerja/lembur, K3 dan hubungan kerja tertulis",
        ),
    ],
)
def test_what_is_denied_is_not_there(given: dict[str, Any], lacking: str) -> None:
    """Denied clauses and insurance of other kinds protect nobody from an accident."""
    found = findings(contract("spk", **{"positions": (position(),), **given}), "spk-labour-protection-gap")[0]
    assert lacking in found.explanation


@pytest.mark.parametrize(("count", "verdict"), [(2, "absent"), (3, "unclear"), (4, "unclear"), (5, "satisfied")])
def test_how_many_protections_are_enough(count: int, verdict: str) -> None:
    """Three of five are for a person, all five are good; the working lists each."""
    given: dict[str, Any] = {"positions": (position(),), "clauses": (), "insurance": ()}
    for item in list(ITEMS.values())[:count]:
        for key, value in item.items():
            given[key] = (*given[key], *value) if key == "clauses" else value
    found = findings(contract("spk", **given), "spk-labour-protection-gap")[0]
    assert found.verdict == verdict
    if verdict != "absent":
        assert found.calculation is not None
        assert [i.value for i in found.calculation.inputs] == ["ada"] * count + ["tidak ada"] * (5 - count)


@pytest.mark.parametrize(
    ("insurance", "there"),
    [
        ((cover("jkk"),), ("pelindungan",)),
        ((cover("bpjs_kesehatan"),), ("kesejahteraan",)),
        ((cover("jkk"), cover("bpjs_kesehatan")), ("kesejahteraan", "pelindungan")),
        ((cover("jht"),), ()),
    ],
)
def test_insurance_among_the_vendors_duties(insurance: Any, there: tuple[str, ...]) -> None:
    """Accident insurance is protection, health insurance welfare; they stand for nothing else."""
    subject = contract(positions=(position(),), insurance=insurance)
    found = findings(subject, "ad-vendor-bears-protection")[0]
    assert found.verdict == "absent"
    lacking = found.explanation.split("belum ada ")[1].split(". ")[0]
    for item in ("upah", "kesejahteraan", "syarat kerja", "perselisihan", "pelindungan"):
        assert (item in lacking) is (item not in there), item


@pytest.mark.parametrize(
    ("kind", "parties", "applies"),
    [
        ("pkwt", (replace(OFFICE, function="employer"), WORKER), True),
        ("pkwt", (replace(USER, function="employer"), WORKER), False),
        ("spk", (USER, replace(VENDOR, form="perorangan")), True),
    ],
)
def test_people_engaged_by_an_office(kind: Any, parties: Any, applies: bool) -> None:
    """A worker of a company is no provider; one engaged by a government body is asked about."""
    found = findings(contract(kind, parties=parties), "spk-individual-provider")[0]
    assert (found.verdict != "not_applicable") is applies


def test_a_holiday_after_the_deadline_is_no_input() -> None:
    """Only days off before the last day in time are listed."""
    done = "Perjanjian ini telah dicatatkan pada Dinas dengan nomor 7 tanggal 8 Januari 2026"
    subject = contract(
        "pkwt", signed="2026-01-06", starts="2026-01-06", clauses=(clause("registration_disnaker", quote=done),)
    )
    found = findings(subject, "pkwt-registration")[0]
    assert found.calculation is not None
    assert [i.name for i in found.calculation.inputs] == ["Tanggal tanda tangan", "Tanggal pencatatan"]


# -- insurance, subcontracting, documents ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("covers", "verdict", "said"),
    [
        ((cover("jkk"),), "satisfied", "disebut"),
        ((cover("bpjs_kesehatan"), cover("goods")), "satisfied", "disebut"),
        ((cover("private_health"),), "unclear", "swasta"),
        ((cover("private_accident"), cover("goods")), "unclear", "swasta"),
        ((cover("goods"),), "absent", "barang atau pihak ketiga"),
        ((cover("third_party_liability"),), "absent", "barang atau pihak ketiga"),
        ((cover("goods", "excluded"),), "absent", ""),
        ((cover("jkk", "excluded"),), "absent", ""),
        ((cover("private_health", "excluded"),), "absent", ""),
        ((cover("jht"),), "absent", ""),
        ((), "absent", ""),
    ],
)
def test_whom_the_insurance_of_a_work_order_covers(covers: Any, verdict: str, said: str) -> None:
    """Statutory cover counts, private cover is for a person, cover of things or cover denied is none."""
    found = findings(contract("spk", insurance=covers), "spk-insurance-clause")[0]
    assert found.verdict == verdict
    assert said in found.explanation
    assert ("barang atau pihak ketiga" in found.explanation) is (said == "barang atau pihak ketiga")


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("granted", "satisfied"), ("prohibited", "satisfied"), ("excluded", "violated"), ("absent", "absent")],
)
def test_a_ban_on_subcontracting(status: Any, verdict: str) -> None:
    """A ban in either form is kept; leave to pass the work on is a breach; silence a want."""
    assert verdicts(contract("spk", clauses=(clause("subcontract_ban", status),)), "spk-no-subcontract") == (verdict,)


FINANCED = "ijazah asli ditahan sampai biaya pelatihan yang dibiayai perusahaan lunas"


@pytest.mark.parametrize(
    ("status", "quote", "verdict"),
    [
        ("granted", FINANCED, "unclear"),
        ("granted", "ijazah asli ditahan selama kontrak", "violated"),
        ("prohibited", FINANCED, "satisfied"),
    ],
)
def test_a_diploma_kept_for_a_paid_training(status: Any, quote: str, verdict: str) -> None:
    """The circular lets a diploma be kept for a training the employer paid: a person looks."""
    subject = contract("pkwt", clauses=(clause("original_diploma_withheld", status, quote=quote),))
    assert verdicts(subject, "no-diploma-retention") == (verdict,)


@pytest.mark.parametrize(
    ("said", "clauses", "verdict"),
    [
        ("Denda dipotong dari upah personel.", (clause("late_delivery_fine", quote="denda 1/1000 per hari"),), None),
        ("", (clause("late_delivery_fine", quote="denda 1/1000 per hari"),), "satisfied"),
        ("", (clause("late_delivery_fine", quote="denda 1‰ per hari"),), None),
        ("", (clause("late_delivery_fine", quote="denda 5% per hari"),), "unclear"),
        ("", (clause("late_delivery_fine", "absent"),), "not_applicable"),
        ("", (), "not_applicable"),
    ],
)
def test_the_fine_for_late_work(said: str, clauses: Any, verdict: str | None) -> None:
    """A thousandth a day is the usual fine; another rate is for a person, no clause is no matter."""
    found = findings(contract("spk", clauses=clauses), "spk-late-fine", said=said)[0]
    if verdict is not None:
        assert found.verdict == verdict
    assert found.violations == ()


@pytest.mark.parametrize(
    ("texts", "place", "decides"),
    [
        (("Kabupaten Bengkulu Tengah", None, None), "Kabupaten Bengkulu Tengah", True),
        ((None, "Provinsi Bengkulu", "Kota Bengkulu"), "Kota Bengkulu", True),
        ((None, "Provinsi Bengkulu", "Kota Padang"), "Provinsi Bengkulu", True),
        ((None, None, "Kota Padang"), "Kota Padang", False),
    ],
)
def test_a_later_place_makes_the_first_more_exact(texts: Any, place: str, decides: bool) -> None:
    """A town named later in the same province is taken; one elsewhere is not; the place of signing never decides."""
    work, seat, signed = texts
    party = replace(USER, address=text(seat) if seat else None, name=text("PT Rimba"))
    subject = contract(
        work_place=text(work) if work else None, parties=(party, VENDOR), signed_at=text(signed) if signed else None
    )
    found = workplace(make_case(subject, pages=pages("naskah"), law=law(), today=TODAY))
    assert found is not None
    assert (found.text, found.decides) == (place, decides)


@pytest.mark.parametrize(
    ("programme", "employer", "worker", "said"),
    [
        ("jht", "3.7", "2", None),
        ("jht", "3.6", "2", "bagian pemberi kerja JHT 3,6% (paling sedikit 3,7%)"),
        ("jht", "3.7", "2.1", "bagian pekerja JHT 2,1% (paling banyak 2%)"),
        ("jp", "2", "1", None),
        ("jp", "3", "0", None),
        ("jp", "1.9", "1.1", "bagian pekerja JP 1,1% (paling banyak 1%) dan bagian pemberi kerja JP 1,9%"),
        ("bpjs_kesehatan", "4", "1", None),
        ("bpjs_kesehatan", "1", "4", "bagian pemberi kerja BPJS Kesehatan 1% (paling sedikit 4%)"),
    ],
)
def test_shares_on_either_side_of_the_tariff(programme: Any, employer: str, worker: str, said: str | None) -> None:
    """A share that is too small or too large is named with what it should be."""
    insured = (cover(programme, employer=employer, worker=worker),)
    found = findings(contract("pkwt", insurance=insured), "bpjs-contribution-split")[0]
    assert (found.verdict == "satisfied") is (said is None)
    assert said is None or said in found.explanation
    assert found.calculation is not None
    assert found.calculation.result == ("sesuai" if said is None else "tidak sesuai")
