"""Number, dates, period, value, place, and what an addendum leaves in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from facts_paper import paper

from extractor.facts import extract_facts
from extractor.report import Contract

PARTIES = """1. PT Wana Indah, beralamat di Jalan Cendana 7, Kota Palu, diwakili oleh Fitri Amalia selaku Direktur, selanjutnya
disebut PIHAK PERTAMA.
2. PT Sigi Tenaga, beralamat di Jalan Kartini 3, Kota Palu, diwakili oleh Arman Lasau selaku Direktur, selanjutnya disebut
PIHAK KEDUA."""
LABOUR = """
Pasal 8
Tenaga kerja dan satpam menerima upah, cuti tahunan dan lembur sesuai peraturan. Pekerja memakai seragam."""


def document(
    *,
    title: str = "PERJANJIAN ALIH DAYA JASA KEAMANAN",
    number: str = "Nomor : 15/PKS/WI/V/2023",
    opening: str = "Pada hari ini Senin tanggal 8 Mei 2023 yang bertanda tangan di bawah ini:",
    body: str = "Pasal 1\nPIHAK KEDUA menyediakan satpam.",
    end: str = "",
) -> Contract:
    return extract_facts(paper(f"{title}\n{number}\n{opening}\n{PARTIES}\n{body}{LABOUR}\n{end}"))


NUMBERS: tuple[tuple[str, str | None], ...] = (
    ("Nomor : 15/PKS/WI/V/2023", "15/PKS/WI/V/2023"),
    ("No. 15/PKS/WI/V/2023", "15/PKS/WI/V/2023"),
    ("No.15/PKS/WI/V/2023", "15/PKS/WI/V/2023"),
    ("NOMER : 15/PKS/WI/V/2023", "15/PKS/WI/V/2023"),
    ("Nomor: 18/ 104 /PL-2/SLO", "18/ 104 /PL-2/SLO"),
    ("Nomor : 15.PKS-WI.V.2023", "15.PKS-WI.V.2023"),
    ("No. 4 2 6 8 / P M K / 2020", "4268 / PMK / 2020"),
    ("Nomor : /PKWT/HRD/2024", None),
    ("Nomor : ........../PKWT/HRD/2024", None),
    ("Nomor Pihak Pertama : 9/ADD/WI/I/2025\nNomor Pihak Kedua : 14/ADD/ST/I/2025", "9/ADD/WI/I/2025"),
    ("Nomor Kontrak : 3/KTR/2022", "3/KTR/2022"),
    ("026 / SPKK / CV-BAJ / 2022", "026 / SPKK / CV-BAJ / 2022"),
    ("Ref. HR/FTC/24-0316/MWL", "HR/FTC/24-0316/MWL"),
    ("Nomor : ..........", None),
    ("Nomor Surat Penawaran : 5/SP/2023\nNomor : 15/PKS/WI/V/2023", "15/PKS/WI/V/2023"),
)


@pytest.mark.parametrize(("printed", "number"), NUMBERS, ids=[n[0][:40] for n in NUMBERS])
def test_the_contracts_own_number_is_chosen(printed: str, number: str | None) -> None:
    """The labelled number near the title, not that of another paper; a blank serial is no number."""
    found = document(number=printed).number
    assert (found.value if found else None) == number


def test_the_second_partys_number_is_kept_beside() -> None:
    """Two numbers, one a party: the second is an alternative."""
    found = document(number="Nomor Pihak Pertama : 9/ADD/WI/I/2025\nNomor Pihak Kedua : 14/ADD/ST/I/2025").number
    assert found is not None
    assert found.alternatives == ("14/ADD/ST/I/2025",)


SIGNINGS: tuple[tuple[str, str, str | None], ...] = (
    ("Pada hari ini Senin tanggal 8 Mei 2023 yang bertanda tangan di bawah ini:", "", "2023-05-08"),
    (
        (
            "Pada hari ini tanggal delapan bulan Mei tahun dua ribu dua puluh tiga (08-05-2023), kami yang "
            "bertanda tangan di bawah ini:"
        ),
        "",
        "2023-05-08",
    ),
    (
        "Perjanjian ini dibuat dan ditandatangani di Palu, pada hari Senin tanggal 8 Mei 2023, oleh dan antara:",
        "",
        "2023-05-08",
    ),
    (
        "Yang bertanda tangan di bawah ini:",
        "Palu, 10 Mei 2023\nPIHAK PERTAMA PIHAK KEDUA\nFitri Amalia Arman Lasau",
        "2023-05-10",
    ),
    ("Tanggal : 9 Mei 2023\nYang bertanda tangan di bawah ini:", "", "2023-05-09"),
    ("Yang bertanda tangan di bawah ini:", "", None),
)


@pytest.mark.parametrize(("opening", "end", "signed"), SIGNINGS)
def test_the_signing_date_is_found(opening: str, end: str, signed: str | None) -> None:
    """In the opening, in the head, or at the signatures; nowhere else."""
    found = document(opening=opening, end=end).signed_on
    assert (found.value.isoformat() if found else None) == signed


PERIODS: tuple[tuple[str, str | None, str | None, int | None], ...] = (
    ("Perjanjian berlaku sejak 1 Juni 2023 sampai dengan 31 Mei 2024.", "2023-06-01", "2024-05-31", 12),
    ("Perjanjian berlaku 12 (dua belas) bulan terhitung mulai tanggal 1 Juni 2023.", "2023-06-01", "2024-05-31", 12),
    (
        "Perjanjian ini berlaku selama satu tahun sejak 15 Juni 2023 dan berakhir 14 Juni 2024.",
        "2023-06-15",
        "2024-06-14",
        12,
    ),
    (
        "Jangka waktu perjanjian 60 (enam puluh) hari kalender sejak tanggal 1 Juni 2023.",
        "2023-06-01",
        "2023-07-30",
        None,
    ),
    ("Perjanjian berlaku dari 3 Juni s.d 31 Desember 2023.", "2023-06-03", "2023-12-31", None),
    ("Perjanjian berlaku selama 6 (enam) bulan sejak ditandatangani.", "2023-05-08", "2023-11-07", 6),
    ("Perjanjian berlaku dari Juni 2023 sampai dengan Mei 2024.", "2023-06-01", "2024-05-31", 12),
    ("Perjanjian berlaku sampai pekerjaan selesai.", None, None, None),
    ("Perjanjian berlaku 24 bulan, 1 Juni 2023 – 31 Mei 2025.", "2023-06-01", "2025-05-31", 24),
)


@pytest.mark.parametrize(("text", "start", "end", "months"), PERIODS, ids=[p[0][:50] for p in PERIODS])
def test_the_period_is_read_or_computed(text: str, start: str | None, end: str | None, months: int | None) -> None:
    """Both ends from the text, or the end from start and length; "until the work is done" gives none."""
    found = document(body=f"Pasal 1\nJANGKA WAKTU\n{text}")
    assert (
        found.starts_on.value.isoformat() if found.starts_on else None,
        found.ends_on.value.isoformat() if found.ends_on else None,
        found.duration_months.value if found.duration_months else None,
    ) == (start, end, months)


VALUES: tuple[tuple[str, int | None], ...] = (
    ("Nilai kontrak sebesar Rp 480.000.000,- (empat ratus delapan puluh juta rupiah) sudah termasuk PPN.", 480_000_000),
    ("Harga borongan Rp 20.000.000,- per bulan atau Rp 240.000.000,- untuk 12 bulan.", 240_000_000),
    ("PIHAK PERTAMA membayar Rp 42.500.000,- setiap bulan, seluruhnya Rp 510.000.000,-.", 510_000_000),
    ("Biaya jasa sebesar Rp 5.000.000,- per orang per bulan.", None),
    ("Upah satpam Rp 3.500.000,- per bulan.", None),
    ("Nilai perjanjian Rp 99.000.000. Jaminan pelaksanaan sebesar Rp 4.950.000.", 99_000_000),
    ("Total biaya keseluruhan adalah seratus dua puluh juta rupiah.", 120_000_000),
    ("Denda keterlambatan paling banyak Rp 10.000.000,-.", None),
)


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[v[0][:50] for v in VALUES])
def test_the_total_is_told_from_other_amounts(text: str, value: int | None) -> None:
    """The contract's total, never a monthly price, a wage, a fine or a deposit."""
    found = document(body=f"Pasal 1\nHARGA\n{text}").value
    assert (found.value if found else None) == (None if value is None else Decimal(value))


def test_figures_and_words_that_differ_make_a_pair() -> None:
    """Both readings of an amount are kept for the check of figures against words."""
    text = "Nilai kontrak sebesar Rp 61.407.500,- (enam puluh enam juta sembilan ratus sembilan puluh ribu rupiah)."
    pairs = document(body=f"Pasal 1\n{text}").amount_pairs
    assert [(p.about, p.figures, p.words) for p in pairs] == [("value", Decimal(61_407_500), Decimal(66_990_000))]


def test_an_addendum_counts_only_what_is_new() -> None:
    """Old number, date, period, wage and value do not come out; the parent contract is named."""
    found = document(
        title="ADDENDUM KEDUA PERJANJIAN ALIH DAYA",
        number="Nomor : 2/ADD/WI/2024",
        opening="Pada hari ini Rabu tanggal 3 April 2024 yang bertanda tangan di bawah ini:",
        body=(
            "PARA PIHAK telah menandatangani Perjanjian Alih Daya Nomor 15/PKS/WI/V/2023 tanggal 8 Mei 2023.\n"
            "Pasal 1\nJangka waktu yang semula berbunyi sejak 1 Juni 2023 sampai dengan 31 Mei 2024 "
            "diubah menjadi berlaku\n"
            "sejak 1 Juni 2024 sampai dengan 31 Mei 2025.\n"
            "Pasal 2\nUpah satpam semula Rp 3.000.000,- menjadi Rp 3.300.000,- per bulan.\n"
            "Pasal 3\nNilai perjanjian semula Rp 400.000.000,- menjadi Rp 450.000.000,-."
        ),
    )
    assert found.kind == "addendum"
    assert (found.starts_on and found.starts_on.value, found.ends_on and found.ends_on.value) == (
        date(2024, 6, 1),
        date(2025, 5, 31),
    )
    assert [int(p.wage.value) for p in found.positions if p.wage] == [3_300_000]
    assert found.value is not None
    assert found.value.value == Decimal(450_000_000)
    assert found.amends is not None
    assert found.amends.number is not None
    assert found.amends.signed_on is not None
    assert (found.amends.number.value, found.amends.signed_on.value) == ("15/PKS/WI/V/2023", date(2023, 5, 8))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            "Pasal 1\nSatpam ditempatkan di Gudang Pantoloan Kabupaten Donggala dengan jadwal tetap.",
            "Gudang Pantoloan Kabupaten Donggala",
        ),
        ("Pasal 1\nLokasi pekerjaan : Mal Tatura Kota Palu", "Mal Tatura Kota Palu"),
        ("Pasal 1\nPIHAK KEDUA menyediakan satpam.", "Kota Palu"),
    ],
)
def test_the_place_of_work(body: str, place: str) -> None:
    """The place the text names, else the city of the user's address."""
    found = document(body=body).work_place
    assert found is not None
    assert found.value == place


def test_every_fact_has_its_words_and_boxes() -> None:
    """Number, dates, period and value point at words on the page."""
    found = document(
        body=(
            "Pasal 1\nPerjanjian berlaku sejak 1 Juni 2023 sampai dengan 31 Mei 2024 dengan nilai kontrak Rp "
            "480.000.000,-."
        )
    )
    for fact in (found.title, found.number, found.signed_on, found.starts_on, found.ends_on, found.value):
        assert fact is not None
        assert fact.evidence
        assert all(e.page == 1 and e.quote and e.boxes for e in fact.evidence)
        assert 0 < fact.confidence <= 1


def test_a_misread_word_lowers_the_confidence() -> None:
    """Confidence falls with the least certain word, and OCR slips of contract words are mended for reading."""
    text = (
        "PERIANJIAN ALIH DAYA JASA KEAMANAN\nNomor : 15/PKS/WI/V/2023\nPada hari ini Senin tanggal 8 Mei "
        "2023 yang bertanda tangan di bawah ini:\n"
    )
    found = extract_facts(paper(f"{text}{PARTIES}\nPasal 1\nPIHAK KEDUA menyediakan satpam.{LABOUR}", source="ocr"))
    assert found.kind == "alih_daya"
    assert found.title is not None
    assert found.title.raw.startswith("PERIANJIAN")
