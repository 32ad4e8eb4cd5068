"""The words of the correction forms: what a fact is called by its address, and what can be chosen."""

from __future__ import annotations

from api.masking import covered
from api.routes import web_labels as labels
from api.services.fact_paths import Shape, split
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
    "wage_period": "Satuan upah",
    "form": "Bentuk",
    "function": "Kedudukan",
}
_OF_ALLOWANCE = {"name": "Nama tunjangan", "period": "Satuan tunjangan", "fixed": "Sifat tunjangan"}
_OF_COVER = {"payer": "Penanggung", "employer_pct": "Iuran pemberi kerja", "worker_pct": "Iuran pekerja"}
_COVER = (("granted", "diberikan"), ("excluded", "dikecualikan"), ("absent", "tidak ada dalam kontrak"))
_CLAUSE = (
    ("granted", "ada"), ("excluded", "dikecualikan"), ("prohibited", "dilarang"), ("absent", "tidak ada dalam kontrak"),
)  # fmt: skip


def label_of(path: str) -> str:
    """What the screen calls the fact at this address."""
    part, path = split(path)
    if part != 1:
        return f"{label_of(path)}, kontrak {part}"
    first, *rest = path.split(".")
    match first:
        case "insurance":
            programme = PROGRAMME_NAMES[rest[0]]
            return programme if len(rest) == 1 else f"{_OF_COVER[rest[1]]} ({programme})"
        case "clauses":
            return CLAUSE_NAMES[rest[0]]
        case "parties" | "positions":
            of = "Pihak" if first == "parties" else "Jabatan"
            word = _OF_ALLOWANCE[rest[3]] if len(rest) == 4 else _PARTS[rest[1]]
            return f"{word} ({of} {int(rest[0]) + 1})"
    return _NAMES[path]


def choices_of(shape: Shape) -> tuple[tuple[str, str], ...]:
    match shape:
        case "kind":
            return tuple(CONTRACT_KIND_NAMES.items())
        case "cover":
            return _COVER
        case "clause":
            return _CLAUSE
        case "payer":
            return (("", "tidak disebut"), *labels.PAYERS.items())
        case "form":
            return (("", "tidak diketahui"), *labels.FORMS.items())
        case "function":
            return (("", "tidak diketahui"), *labels.FUNCTIONS.items())
        case "period":
            return (("", "tidak disebut"), *labels.PERIODS.items())
        case "fixed":
            return (("yes", "tetap"), ("no", "tidak tetap"), ("unknown", "tidak disebut"))
    return ()


def covered_whole(number: str) -> str:
    return covered(number) if number else ""
