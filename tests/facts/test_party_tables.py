"""Parties introduced in a table: a column, or a pair of columns, for each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_paper import paper

from extractor.facts.parties import FoundParty, find_parties
from extractor.facts.reading import read
from extractor.geometry import Box
from extractor.structure.types import Cell, Structure, Table


def _with_table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Structure:
    """A page with the rows printed below one another and read as one table with this head."""
    lines = ["PERJANJIAN ALIH DAYA", *[" ".join(row) for row in rows], "Pasal 1", "Upah pekerja dibayar setiap bulan."]
    structure = paper("\n".join(lines))
    text, at, cells = structure.text.text, 0, []
    for row in rows:
        made = []
        for entry in row:
            at = text.index(entry, at) if entry else at
            made.append(Cell(entry, ((at, at + len(entry)),) if entry else (), Box(0, 0, 1, 1)))
            at += len(entry)
        cells.append(tuple(made))
    table = Table((1,), text.index(rows[0][0]), at, head, tuple(cells))
    return replace(structure, tables=(table,))


def _told(party: FoundParty) -> tuple[str, str | None, str | None, str | None]:
    spans = (party.name, party.representative, party.address)
    name, person, address = (s.text if s else None for s in spans)
    return party.role, name, person, address


def test_labels_at_the_left_serve_both_parties() -> None:
    """With the labels in the first column each further column is one party."""
    structure = _with_table(
        ("", "PENGGUNA JASA", "PENYEDIA JASA"),
        (
            ("Nama", "PT Mitra Kain Utama", "PT Insan Karya Prima"),
            ("Alamat", "Jl. Otista No. 8", "Jl. Buah Batu No. 9"),
            ("Diwakili oleh", "Deden Supriadi", "Nina Karlina"),
            ("Jabatan", "Direktur", "Direktur Utama"),
        ),
    )
    found = find_parties(read(structure))
    assert [_told(p) for p in found] == [
        ("PENGGUNA JASA", "PT Mitra Kain Utama", "Deden Supriadi", "Jl. Otista No. 8"),
        ("PENYEDIA JASA", "PT Insan Karya Prima", "Nina Karlina", "Jl. Buah Batu No. 9"),
    ]
    assert [p.function for p in found] == ["user", "vendor"]


def test_each_party_has_labels_of_its_own() -> None:
    """With a label beside every entry two columns are one party, whatever their labels are."""
    structure = _with_table(
        ("PIHAK I (PEMBERI KERJA)", "", "PIHAK II (PEKERJA)", ""),
        (
            ("Perusahaan", "PT Sinar Kabel Batam", "Nama", "Ririn Novita"),
            ("Alamat", "Kawasan Industri Batu Ampar", "Alamat", "Jl. Mawar No. 4"),
            ("Diwakili", "Budi Hartanto", "NIK KTP", "2171066610030002"),
        ),
    )
    found = find_parties(read(structure), employment=True)
    assert [_told(p) for p in found] == [
        ("PIHAK I", "PT Sinar Kabel Batam", "Budi Hartanto", "Kawasan Industri Batu Ampar"),
        ("PIHAK II", "Ririn Novita", None, "Jl. Mawar No. 4"),
    ]
    assert [p.function for p in found] == ["employer", "worker"]
    assert found[1].nik is not None
    assert found[1].nik.text == "2171066610030002"


@pytest.mark.parametrize("label", ["Jaminan Hari Tua", "Iuran JKK"])
def test_contributions_under_the_roles_introduce_nobody(label: str) -> None:
    """A table of contributions bears the same heads, but its rows are no particulars."""
    structure = _with_table(("Program", "PIHAK I", "PIHAK II"), ((label, "3,70%", "2,00%"), ("JKM", "0,30%", "0,00%")))
    assert find_parties(read(structure)) == ()
