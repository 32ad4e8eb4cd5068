"""A fact points to every place it stands on."""

from __future__ import annotations

from facts_paper import paper

from extractor.facts import extract_facts
from extractor.report import Contract


def test_a_computed_end_rests_on_its_length_and_on_its_start() -> None:
    """An end that is only a length of time is shown by the words of the length, not by the first day alone."""
    ends = _contract("Perjanjian ini berlaku selama 6 (enam) bulan terhitung mulai tanggal 1 Mei 2023.").ends_on
    assert ends is not None
    quotes = " ".join(e.quote for e in ends.evidence)
    assert "6 (enam) bulan" in quotes
    assert "1 Mei 2023" in quotes


def test_a_date_printed_twice_shows_both_places() -> None:
    """The signing date of the opening is printed again at the signatures: both are evidence."""
    signed = _contract("Demikian perjanjian ini dibuat.\nKudus, 17 April 2023").signed_on
    assert signed is not None
    assert len({(e.page, e.boxes) for e in signed.evidence}) == 2


def _contract(closing: str) -> Contract:
    return extract_facts(
        paper(
            "PERJANJIAN KERJA WAKTU TERTENTU\nNomor: 12/PKWT/IV/2023\n"
            "Pada hari ini Senin tanggal 17 April 2023 di Kudus, yang bertanda tangan di bawah ini:\n"
            "1. PT Pena Mas Kudus, berkedudukan di Jalan Kartini No. 4, Kudus, diwakili oleh Rini Astuti selaku Direktur, selanjutnya disebut PIHAK PERTAMA.\n"
            "2. Wagiman, bertempat tinggal di Desa Jati, Kudus, selanjutnya disebut PIHAK KEDUA.\n"
            "Pasal 1\nPIHAK PERTAMA mempekerjakan PIHAK KEDUA sebagai pengemudi dengan upah Rp 2.600.000 per bulan.\n"
            f"Pasal 2\n{closing}\n"
        )
    )
