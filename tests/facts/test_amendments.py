"""What an addendum changes: each old value beside its new one, both with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from born_words import facts_of
from facts_paper import paper

from extractor.contract_numbers import number_key
from extractor.facts import extract_facts
from extractor.facts.amendments import find_changes
from extractor.report import Contract

CORPUS = Path(__file__).parents[1] / "corpus"

CASES = (
    ("Upah pokok yang semula Rp2.750.000 per bulan menjadi Rp2.980.000 per bulan.", [("wage", "2750000", "2980000")]),
    ("Gaji satpam semula Rp 3.000.000,- diubah menjadi Rp 3.300.000,- sebulan.", [("wage", "3000000", "3300000")]),
    ("Nilai kontrak semula Rp 400.000.000,- menjadi Rp 450.500.000,-.", [("value", "400000000", "450500000")]),
    (
        "Harga borongan yang semula berbunyi Rp 90.000.000 berubah menjadi Rp 99.000.000.",
        [("value", "90000000", "99000000")],
    ),
    (
        (
            "Upah Satpam yang semula Rp 2.600.000 dan Pengemudi Rp 2.700.000 menjadi Satpam Rp 2.800.000 dan Pengemudi "
            "Rp 2.900.000."
        ),
        [("wage", "2600000", "2800000"), ("wage", "2700000", "2900000")],
    ),
    (
        "Jangka waktu yang semula berakhir tanggal 31 Maret 2025 menjadi berakhir tanggal 30 September 2025.",
        [("ends_on", "2025-03-31", "2025-09-30")],
    ),
    (
        (
            "Masa berlaku semula sejak 1 Juni 2023 sampai dengan 31 Mei 2024 diubah menjadi sejak 1 Juni 2024 sampai dengan "
            "31 Mei 2025."
        ),
        [("starts_on", "2023-06-01", "2024-06-01"), ("ends_on", "2024-05-31", "2025-05-31")],
    ),
    ("Jumlah petugas semula 8 (delapan) orang menjadi 11 (sebelas) orang.", [("headcount", "8", "11")]),
    ("Jabatan pekerja yang semula Juru Masak menjadi Kepala Dapur.", [("other", "Juru Masak", "Kepala Dapur")]),
    (
        "Upah yang semula Rp 2.500.000 menjadi Rp 2.700.000 ditambah uang makan Rp 20.000 per hari.",
        [("wage", "2500000", "2700000")],
    ),
    ("Upah yang semula Rp 2.500.000 tetap, tidak berubah menjadi Rp 2.500.000.", []),
    ("Tempat kerja sesuai perjanjian semula.", []),
)


def addendum(body: str) -> Contract:
    return extract_facts(
        paper(
            "ADDENDUM PERTAMA PERJANJIAN KERJA WAKTU TERTENTU\nNomor : 4/ADD/RJA/2024\n"
            "Pada hari ini Selasa tanggal 4 Juni 2024 yang bertanda tangan di bawah ini:\n"
            "Nama : Lindawati\nJabatan : Direktur\nBertindak atas nama PT Rejeki Abadi, selanjutnya disebut PIHAK PERTAMA.\n"
            "Nama : Ramli Hasibuan\nBertindak atas nama diri sendiri, selanjutnya disebut PIHAK KEDUA.\n"
            "mengubah Perjanjian Kerja Nomor 88/PKWT/RJA/2023 tanggal 5 Juni 2023 sebagai berikut:\n"
            f"Pasal 1\n{body}\nPasal 2\nKetentuan lain tetap berlaku."
        )
    )


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_old_and_new_values_are_paired(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    """A sentence "semula ... menjadi ..." gives what changed, from what, to what."""
    changes = find_changes(paper(f"ADDENDUM\nPasal 1\n{sentence}\nPasal 2\nKetentuan lain tetap berlaku."))
    assert [(c.about, c.old, c.new) for c in changes] == expected


def test_changes_stand_beside_the_parent_and_keep_their_places() -> None:
    """The report names the parent contract, the old and the new wage as printed, and quotes both from the page."""
    found = addendum("Upah pokok yang semula Rp2.750.000 per bulan menjadi Rp2.980.000 per bulan.")
    assert found.amends is not None
    assert found.amends.number is not None
    assert found.amends.number.value == "88/PKWT/RJA/2023"
    (change,) = found.amends.changes
    assert (change.label, change.before.raw, change.after.raw) == ("Upah pokok", "Rp2.750.000", "Rp2.980.000")
    assert "".join(e.quote for e in change.before.evidence) == "Rp2.750.000"
    assert "".join(e.quote for e in change.after.evidence) == "Rp2.980.000"


def test_a_table_of_changes_is_read_row_by_row() -> None:
    """The columns "semula" and "menjadi" of a printed table give one change a row and value."""
    found = facts_of(CORPUS / "11.born.pdf").amends
    assert found is not None
    assert {(c.about, c.before.value, c.after.value) for c in found.changes} >= {
        ("ends_on", "2024-06-30", "2025-06-30"),
        ("headcount", "6", "5"),
        ("wage", "2750000", "2815000"),
        ("value", "398400000", "461520000"),
    }


CHANGED = """ADDENDUM KONTRAK JASA KEBERSIHAN
Nomor Addendum : 3/ADD/VI/2023
Tanggal : 26 Juni 2023
Nama : Salmah Yunus
Jabatan : Direktur PT Rejeki Abadi, selanjutnya disebut PIHAK PERTAMA
Nama : Husni Thamrin
Jabatan : Direktur CV Bersih Asri, selanjutnya disebut PIHAK KEDUA
PASAL 1
Perubahan jumlah dan upah sebagai berikut :
Uraian                Kontrak Awal                             Kontrak Perubahan
Petugas Taman         9 orang, upah Rp 2.900.000/bln           7 orang, upah Rp 3.050.000/bln
Pengemudi             4 orang, upah Rp 2.900.000/bln           3 orang, upah Rp 3.050.000/bln
Waktu pelaksanaan     2 Januari 2023 s/d 31 Desember 2023      1 Juli 2023 s/d 31 Oktober 2023
PASAL 2
Hal lain tetap berlaku."""


def test_a_table_headed_kontrak_awal_and_kontrak_perubahan_keeps_the_new_values_alone() -> None:
    """The jobs of the rows have their new numbers and wages and the contract its new period; each row shows its change."""
    found = extract_facts(paper(CHANGED))
    assert [
        (p.title and p.title.value, p.headcount and p.headcount.value, p.wage and int(p.wage.value))
        for p in found.positions
    ] == [("Petugas Taman", 7, 3_050_000), ("Pengemudi", 3, 3_050_000)]
    assert found.starts_on is not None
    assert found.ends_on is not None
    assert (found.starts_on.value.isoformat(), found.ends_on.value.isoformat()) == ("2023-07-01", "2023-10-31")
    assert found.amends is not None
    wages = [c.label for c in found.amends.changes if c.about == "wage"]
    assert wages == ["Petugas Taman", "Pengemudi"]


def test_what_is_no_addendum_changes_nothing() -> None:
    """A work agreement amends nothing, whatever it says about earlier values."""
    assert facts_of(CORPUS / "17.born.pdf").amends is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("15/PKS/WI/V/2023", "15 / PKS / WI / V / 2023", True),
        ("015/PKS/WI/V/2023", "15/pks/wi/v/2023", True),
        ("15/PKS/WI/V/2O23", "15/PKS/WI/V/2023", True),
        ("l5/PKS/WI/V/2023", "15/PKS/WI/V/2023", True),
        ("15.PKS-WI_V.2023", "15/PKS/WI/V/2023", True),
        ("16/PKS/WI/V/2023", "15/PKS/WI/V/2023", False),
        ("15/PKS/WI/VI/2023", "15/PKS/WI/V/2023", False),
    ],
)
def test_numbers_are_compared_without_the_way_they_are_typed(one: str, other: str, same: bool) -> None:
    """Blanks, signs, case, leading zeros and confusable letters do not part two numbers; other figures do."""
    assert (number_key(one) == number_key(other)) is same


def test_no_number_has_no_key() -> None:
    """Two contracts without a number are not the same contract."""
    assert number_key(None) == number_key("") == ""
