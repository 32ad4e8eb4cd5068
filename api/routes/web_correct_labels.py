"""The words of the correction forms: what a fact is called by its address, and what can be chosen."""

from __future__ import annotations

from api.masking import covered
from api.services.fact_paths import Shape
from extractor.vocabulary import CLAUSE_NAMES, CONTRACT_KIND_NAMES, PROGRAMME_NAMES

_NAMES = {
    "kind": "Jenis dokumen",
    "title": "Judul",
    "number": "Nomor",
    "signed_on": "Ditandatangani pada",
    "signed_at": "Ditandatangani di",
    "starts_on": "Mulai berlaku",
    "ends_on": "Berakhir",
    "duration_months": "Jangka waktu (bulan)",
    "value": "Nilai kontrak",
    "work_place": "Tempat kerja",
    "amends.number": "Mengubah kontrak nomor",
    "amends.signed_on": "Tanggal kontrak yang diubah",
}
_PARTS = {
    "name": "Nama",
    "representative": "Diwakili oleh",
    "representative_position": "Jabatan wakil",
    "address": "Alamat",
    "npwp": "NPWP",
    "nik": "NIK",
    "title": "Jabatan",
    "headcount": "Jumlah orang",
    "wage": "Upah",
    "allowances": "Tunjangan",
}
_COVER = (("granted", "diberikan"), ("excluded", "dikecualikan"), ("absent", "tidak ada dalam kontrak"))
_CLAUSE = (
    ("granted", "ada"), ("excluded", "dikecualikan"), ("prohibited", "dilarang"), ("absent", "tidak ada dalam kontrak"),
)  # fmt: skip


def label_of(path: str) -> str:
    """What the screen calls the fact at this address."""
    first, *rest = path.split(".")
    match first:
        case "insurance":
            return PROGRAMME_NAMES[rest[0]]
        case "clauses":
            return CLAUSE_NAMES[rest[0]]
        case "parties" | "positions":
            of = "Pihak" if first == "parties" else "Jabatan"
            return f"{_PARTS[rest[1]]} ({of} {int(rest[0]) + 1})"
    return _NAMES[path]


def choices_of(shape: Shape) -> tuple[tuple[str, str], ...]:
    match shape:
        case "kind":
            return tuple(CONTRACT_KIND_NAMES.items())
        case "cover":
            return _COVER
        case "clause":
            return _CLAUSE
    return ()


def covered_whole(number: str) -> str:
    return covered(number) if number else ""
