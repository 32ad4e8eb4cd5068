"""Who the parties are: ages from a NIK, forms of a firm, what of an identity lacks, and the end of a transition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from written_facts import EMPLOYER, USER, VENDOR, WORKER, contract, findings, position, text, verdicts


@pytest.mark.parametrize(
    ("born", "verdict"),
    [
        ("050108", "satisfied"),
        ("060108", "unclear"),
        ("460108", "unclear"),
        ("450108", "satisfied"),
        ("310190", "satisfied"),
        ("050126", "satisfied"),
        ("040125", "unclear"),
        ("040126", "satisfied"),
        ("310226", "satisfied"),
    ],
)
def test_the_age_in_a_nik(born: str, verdict: str) -> None:
    """Who is not eighteen on the first day of work is asked about; digits that are no day decide nothing."""
    worker = replace(WORKER, nik=text(f"170101{born}0001"))
    subject = contract("pkwt", starts="2026-01-05", parties=(EMPLOYER, worker))
    assert verdicts(subject, "pkwt-item-b-worker")[0] == verdict


def test_no_first_day_no_age() -> None:
    """Without a first day of work the age then is not known."""
    worker = replace(WORKER, nik=text("1701010601080001"))
    subject = contract("pkwt", signed=None, starts=None, ends=None, parties=(EMPLOYER, worker))
    assert verdicts(subject, "pkwt-item-b-worker")[0] == "satisfied"


@pytest.mark.parametrize(
    ("given", "said", "lacking"),
    [
        ({}, "", "jenis kelamin dan umur"),
        ({"address": None}, "", "alamat, jenis kelamin dan umur"),
        ({}, "Jenis kelamin : Perempuan", "umur"),
        ({}, "Umur : 30 tahun", "jenis kelamin"),
        ({"address": None, "nik": text("1701010501900001")}, "", "alamat"),
    ],
)
def test_what_of_a_workers_identity_lacks(given: dict[str, Any], said: str, lacking: str) -> None:
    """Address, sex and age are each named when they are not there; a NIK holds two of them."""
    subject = contract("pkwt", parties=(EMPLOYER, replace(WORKER, **{"nik": None, **given})))
    found = findings(subject, "pkwt-item-b-worker", said=said)[0]
    assert (found.verdict, found.severity) == ("absent", "sedang")
    assert f"Belum ada: {lacking} pekerja." in found.explanation


@pytest.mark.parametrize(
    ("address", "said", "lacking"),
    [
        (True, "Perusahaan bergerak di bidang jasa.", None),
        (True, "", "jenis usaha"),
        (False, "Perusahaan bergerak di bidang jasa.", "alamat"),
        (False, "", "alamat dan jenis usaha"),
    ],
)
def test_what_of_an_employer_lacks(address: bool, said: str, lacking: str | None) -> None:
    """Name, address and line of business are asked for, each by itself."""
    party = EMPLOYER if address else replace(EMPLOYER, address=None)
    found = findings(contract("pkwt", parties=(party, WORKER)), "pkwt-item-a-employer", said=said)[0]
    assert found.verdict == ("absent" if lacking else "satisfied")
    assert lacking is None or f"Belum ada: {lacking} perusahaan." in found.explanation


@pytest.mark.parametrize(
    ("form", "name", "verdict", "said"),
    [
        ("cv", "CV Tirta", "violated", "persekutuan komanditer/CV"),
        ("perorangan_usaha", "Toko Jaya", "violated", "usaha perorangan"),
        (None, "UD Makmur", "violated", "firma, usaha dagang atau kelompok"),
        (None, "PT Makmur", "satisfied", "berbentuk badan hukum"),
        ("pt", "PT Makmur Perorangan", "satisfied", "berbentuk badan hukum"),
        ("koperasi", "Koperasi Guyub", "satisfied", "berbentuk badan hukum"),
        (None, "Makmur Bersama", "unclear", "tidak jelas"),
    ],
)
def test_the_form_of_a_vendor(form: Any, name: str, verdict: str, said: str) -> None:
    """The form as read decides, else the name; a company of one holder is one, with a note."""
    subject = contract(parties=(USER, replace(VENDOR, form=form, name=text(name))))
    found = findings(subject, "ad-vendor-legal-entity")[0]
    assert found.verdict == verdict
    assert said in found.explanation
    assert any("satu pemegang saham" in note for note in found.notes) is ("Perorangan" in name)


@pytest.mark.parametrize(
    ("signed", "ends", "verdict"),
    [
        ("2026-04-29", "2028-04-30", "not_applicable"),
        ("2026-04-29", "2028-05-01", "unclear"),
        ("2026-04-29", None, "not_applicable"),
        ("2026-04-30", "2028-05-01", "satisfied"),
    ],
)
def test_contracts_from_before_the_six_fields(signed: str, ends: str | None, verdict: str) -> None:
    """A contract made before may run on to the end of the transition; a new one is held against the fields."""
    subject = contract(signed=signed, starts=signed, ends=ends, positions=(position("Satpam", 3_500_000),))
    assert verdicts(subject, "ad-permitted-field-2026") == (verdict,)


@pytest.mark.parametrize(
    ("language", "said", "verdict"),
    [
        ("id", "", "satisfied"),
        ("en", "", "violated"),
        (None, "", "unclear"),
        ("id", "Dalam hal perbedaan penafsiran, bahasa Inggris yang berlaku.", "violated"),
        ("id", "Dalam hal perbedaan penafsiran, bahasa Indonesia yang berlaku.", "satisfied"),
        ("id", "Bila ada perbedaan arti, yang berlaku adalah naskah bahasa Mandarin.", "violated"),
        ("id", "Versi bahasa Inggris yang akan mengikat para pihak.", "violated"),
        ("id", "The English version shall prevail.", "violated"),
        ("id", "The Indonesian version shall prevail over the English version.", "satisfied"),
        ("id", "Perbedaan bahasa Indonesia dan bahasa Inggris, yang berlaku bahasa Indonesia.", "satisfied"),
        ("id", "Bila naskah bahasa Inggris berbeda, maka bahasa Indonesia yang berlaku.", "satisfied"),
        ("id", "Yang berlaku bukan bahasa Inggris melainkan bahasa Indonesia.", "satisfied"),
    ],
)
def test_the_language_that_counts(language: str | None, said: str, verdict: str) -> None:
    """The text is Indonesian and Indonesian prevails."""
    subject = replace(contract("pkwt"), language=language)
    assert verdicts(subject, "pkwt-written-indonesian", said=said) == (verdict,)


@pytest.mark.parametrize(
    ("place", "verdict", "noted"),
    [
        (text("Kabupaten Seluma"), "satisfied", False),
        (text("Kantor Pusat"), "satisfied", True),
        (text("di mana saja sesuai kebutuhan"), "unclear", None),
        (None, "absent", None),
    ],
)
def test_the_place_in_an_agreement(place: Any, verdict: str, noted: bool | None) -> None:
    """A place that cannot be found on the map is noted; anywhere is for a person; none is a want."""
    found = findings(contract("pkwt", work_place=place), "pkwt-item-d-workplace")[0]
    assert found.verdict == verdict
    assert noted is None or bool(found.notes) is noted
