"""What is searched for each clause kind and insurance programme, as shown to people when nothing was found."""

from __future__ import annotations

from extractor.facts.clauses.engine import search_terms as clause_terms

_PROGRAMMES: dict[str, tuple[str, ...]] = {
    "jkk": ("Jaminan Kecelakaan Kerja", "JKK", "BPJS Ketenagakerjaan", "Jamsostek"),
    "jkm": ("Jaminan Kematian", "JKM", "BPJS Ketenagakerjaan", "Jamsostek"),
    "jht": ("Jaminan Hari Tua", "JHT", "BPJS Ketenagakerjaan", "Jamsostek"),
    "jp": ("Jaminan Pensiun", "JP", "BPJS Ketenagakerjaan"),
    "jkp": ("Jaminan Kehilangan Pekerjaan", "JKP"),
    "bpjs_kesehatan": ("BPJS Kesehatan", "JKN", "Jaminan Kesehatan", "JPK", "Askes"),
    "private_health": ("asuransi kesehatan", "asuransi rawat inap"),
    "private_accident": ("asuransi kecelakaan diri", "personal accident"),
    "third_party_liability": ("asuransi pihak ketiga", "tanggung gugat"),
    "goods": ("asuransi bangunan", "asuransi barang", "asuransi kebakaran"),
}


def search_terms(kind: str) -> tuple[str, ...]:
    """The words searched for a clause kind or insurance programme; () for an unknown name."""
    return _PROGRAMMES.get(kind) or clause_terms(kind)
