"""Jobs, people, wages and allowances in running text, read from whole documents."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from facts_paper import paper

from extractor.facts import extract_facts
from extractor.facts.occupations import find_occupations, key_of
from extractor.report import Contract


class Job(NamedTuple):
    title: str
    count: int | None
    wage: int | None
    period: str | None


FIRMS = """PERJANJIAN KERJA SAMA PENYEDIAAN TENAGA KERJA
Nomor : 7/PKS/2023
Yang bertanda tangan di bawah ini:
1. PT Pasar Modern Raya, beralamat di Jalan Raya Darmo 3, Surabaya, diwakili oleh Tan Mei Hwa selaku Direktur,
selanjutnya disebut PIHAK PERTAMA.
2. PT Tenaga Cipta Karya, beralamat di Jalan Jemursari 8, Surabaya, diwakili oleh Sugeng Widodo selaku Direktur,
selanjutnya disebut PIHAK KEDUA.
Pasal 1
"""
WORKER = """PERJANJIAN KERJA WAKTU TERTENTU
Nomor : 9/PKWT/2023
Yang bertanda tangan di bawah ini:
Nama : Wulan Sari
Jabatan : Manajer Personalia
Alamat : Jalan Merdeka 1 Bogor
Bertindak untuk dan atas nama PT Puncak Boga, selanjutnya disebut PIHAK PERTAMA.
Nama : Asep Sunandar
Alamat : Kampung Pasir RT 2 Ciawi
Bertindak untuk dan atas nama diri sendiri, selanjutnya disebut PIHAK KEDUA.
Pasal 1
"""
AFTER = (
    "\nPasal 9\nPekerja berhak atas cuti tahunan dan upah lembur sesuai ketentuan. Perselisihan "
    "diselesaikan secara musyawarah."
)


def jobs(head: str, body: str) -> list[Job]:
    contract = extract_facts(paper(head + body + AFTER))
    return [
        Job(
            p.title.value.lower(),
            p.headcount.value if p.headcount else None,
            int(p.wage.value) if p.wage else None,
            p.wage_period,
        )
        for p in contract.positions
    ]


SUPPLY: tuple[tuple[str, list[Job]], ...] = (
    (
        "PIHAK KEDUA menyediakan 12 (dua belas) orang satpam dengan upah Rp 3.500.000,- per bulan.",
        [Job("satpam", 12, 3_500_000, "month")],
    ),
    (
        (
            "PIHAK KEDUA menyediakan tenaga cleaning service sebanyak sepuluh orang. Upah pekerja "
            "Rp2.900.000,00 per bulan."
        ),
        [Job("tenaga cleaning service", 10, 2_900_000, "month")],
    ),
    (
        "PIHAK KEDUA menempatkan seorang resepsionis dan dua orang pengemudi.",
        [Job("resepsionis", 1, None, None), Job("pengemudi", 2, None, None)],
    ),
    (
        (
            "Tenaga yang disediakan ialah satpam sebanyak 8 orang, pengemudi sebanyak 3 orang dan pramubakti "
            "sebanyak empat orang."
        ),
        [Job("satpam", 8, None, None), Job("pengemudi", 3, None, None), Job("pramubakti", 4, None, None)],
    ),
    (
        "Jumlah tenaga satpam sebanyak 10 orang, terdiri dari 2 (dua) orang danru dan 8 (delapan) orang anggota.",
        [Job("danru", 2, None, None), Job("anggota", 8, None, None)],
    ),
    (
        (
            "PIHAK KEDUA menyediakan security sebanyak 6, cleaning service sebanyak empat, dan helper "
            "sebanyak 10 personil."
        ),
        [Job("security", 6, None, None), Job("cleaning service", 4, None, None), Job("helper", 10, None, None)],
    ),
    ("PIHAK KEDUA menyediakan satpam (3 regu @ 4 orang).", [Job("satpam", 12, None, None)]),
    (
        (
            "PIHAK KEDUA menyediakan tenaga dengan komposisi: tiga regu helper @ 6 orang, 2 (dua) operator "
            "forklift dan seorang checker."
        ),
        [Job("helper", 18, None, None), Job("operator forklift", 2, None, None), Job("checker", 1, None, None)],
    ),
    (
        (
            "PIHAK KEDUA menyediakan lima orang gardener dan 3 orang pool attendant. Gaji gardener "
            "Rp2.900.000/bulan, gaji pool attendant "
            "Rp2.950.000/bulan."
        ),
        [Job("gardener", 5, 2_900_000, "month"), Job("pool attendant", 3, 2_950_000, "month")],
    ),
    (
        (
            "PIHAK KEDUA menyediakan 4 orang satpam dan 2 orang pengemudi. Upah satpam Rp 3.100.000 dan "
            "pengemudi Rp 3.000.000 per bulan."
        ),
        [Job("satpam", 4, 3_100_000, "month"), Job("pengemudi", 2, 3_000_000, "month")],
    ),
    (
        (
            "PIHAK KEDUA menyediakan 4 orang satpam. Upah satpam Rp 3.100.000 per bulan. Biaya jasa Rp "
            "5.000.000 per orang per bulan."
        ),
        [Job("satpam", 4, 3_100_000, "month")],
    ),
    (
        "PIHAK KEDUA menyediakan 4 orang satpam. Biaya jasa Rp 5.000.000 per orang per bulan.",
        [Job("satpam", 4, None, None)],
    ),
    ("PIHAK KEDUA menyediakan 4 orang satpam dengan upah Rp 120.000 per hari.", [Job("satpam", 4, 120_000, "day")]),
    (
        "PIHAK KEDUA menyediakan 4 orang satpam. Bila 1 orang tidak hadir dikenakan denda Rp 200.000 per orang.",
        [Job("satpam", 4, None, None)],
    ),
    (
        "PIHAK KEDUA menyediakan 3 orang kasir dengan upah tiga juta dua ratus ribu rupiah per bulan.",
        [Job("kasir", 3, 3_200_000, "month")],
    ),
    (
        (
            "PIHAK KEDUA menyediakan tenaga. Upah yang diterima : Pramubakti Rp. 2.960.000,-; Pengemudi Rp. "
            "3.050.000,- per bulan."
        ),
        [Job("pramubakti", None, 2_960_000, "month"), Job("pengemudi", None, 3_050_000, "month")],
    ),
    (
        "PIHAK KEDUA menyediakan 5 orang perawat dan 1 orang bidan.",
        [Job("perawat", 5, None, None), Job("bidan", 1, None, None)],
    ),
)


@pytest.mark.parametrize(("body", "expected"), SUPPLY, ids=[s[0][:70] for s in SUPPLY])
def test_supplied_workers_are_read(body: str, expected: list[Job]) -> None:
    """Each job with its people and the worker's wage; prices, fees and fines are no wages."""
    assert jobs(FIRMS, body) == expected


EMPLOYED: tuple[tuple[str, Job], ...] = (
    (
        "PIHAK PERTAMA mempekerjakan PIHAK KEDUA sebagai juru masak dengan upah Rp 3.200.000,- per bulan.",
        Job("juru masak", 1, 3_200_000, "month"),
    ),
    (
        "PIHAK KEDUA bekerja sebagai Operator Wheel Loader WA 500. Upah pokok sebesar Rp 5.100.000 per bulan.",
        Job("operator wheel loader wa 500", 1, 5_100_000, "month"),
    ),
    (
        (
            "PIHAK KEDUA diterima sebagai kurir. PIHAK KEDUA menerima gaji pokok Rp 2.750.000 sebulan dan "
            "uang makan Rp 20.000 per hari."
        ),
        Job("kurir", 1, 2_750_000, "month"),
    ),
    (
        "PIHAK KEDUA dipekerjakan sebagai pemetik teh. Upah dibayar Rp 1.200 untuk setiap kilogram.",
        Job("pemetik teh", 1, 1_200, "piece"),
    ),
    ("Jabatan : Staf Gudang\nUpah : Rp 3.000.000 per bulan", Job("staf gudang", 1, 3_000_000, "month")),
    (
        (
            "PIHAK PERTAMA mempekerjakan PIHAK KEDUA sebagai sopir. Tunjangan jabatan Rp 300.000 per bulan. "
            "Gaji Rp 3.300.000 per bulan."
        ),
        Job("sopir", 1, 3_300_000, "month"),
    ),
    (
        "PIHAK KEDUA ditempatkan sebagai satpam di pabrik. Upah sebesar empat juta seratus ribu rupiah setiap bulan.",
        Job("satpam", 1, 4_100_000, "month"),
    ),
    (
        "PIHAK KEDUA bekerja sebagai tenaga harian pemuat dengan upah Rp 110.000 per hari.",
        Job("tenaga harian pemuat", 1, 110_000, "day"),
    ),
    (
        "PIHAK PERTAMA mempekerjakan PIHAK KEDUA sebagai pramusaji dengan upah sesuai ketentuan.",
        Job("pramusaji", 1, None, None),
    ),
)


@pytest.mark.parametrize(("body", "expected"), EMPLOYED, ids=[e[0][:70] for e in EMPLOYED])
def test_an_employment_agreement_has_one_job(body: str, expected: Job) -> None:
    """The one worker's job, headcount 1, and the wage without allowances."""
    assert jobs(WORKER, body) == [expected]


def contract(body: str) -> Contract:
    return extract_facts(paper(WORKER + body + AFTER))


def test_allowances_keep_name_and_period() -> None:
    """Allowances are listed beside the wage with their own period."""
    found = contract(
        "PIHAK KEDUA bekerja sebagai kasir. Gaji pokok Rp 3.000.000 per bulan, tunjangan jabatan Rp "
        "250.000 per bulan dan "
        "uang makan Rp 15.000 per hari."
    ).positions[0]
    assert [(a.name, int(a.amount.value), a.period) for a in found.allowances] == [
        ("tunjangan jabatan", 250_000, "month"),
        ("uang makan", 15_000, "day"),
    ]


def test_a_blank_form_has_no_invented_wage() -> None:
    """Dots where the wage belongs give no wage."""
    found = contract("PIHAK KEDUA bekerja sebagai kasir dengan upah Rp .............. per bulan.").positions[0]
    assert found.wage is None


def test_every_fact_of_a_job_shows_its_place() -> None:
    """Title, headcount and wage carry quotes and boxes."""
    found = extract_facts(paper(FIRMS + SUPPLY[0][0] + AFTER)).positions[0]
    for fact in (found.title, found.headcount, found.wage):
        assert fact is not None
        assert fact.evidence
        assert all(e.quote and e.boxes for e in fact.evidence)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Satuan Pengamanan", "satpam", True),
        ("tenaga cleaner", "Cleaner", True),
        ("supir", "sopir", True),
        ("komandan regu", "danru", True),
        ("satpam", "anggota satpam", False),
        ("operator forklift", "operator excavator", False),
    ],
)
def test_synonyms_are_the_same_job(a: str, b: str, same: bool) -> None:
    """Two printed titles of one job have the same key."""
    assert (key_of(a) == key_of(b)) is same


def test_titles_are_found_in_text() -> None:
    """The gazetteer finds titles with what qualifies them."""
    text = "Operator Dump Truck, petugas kebersihan dan komandan regu"
    assert [o.title for o in find_occupations(text)] == ["Operator Dump Truck", "petugas kebersihan", "komandan regu"]
