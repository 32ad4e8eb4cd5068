"""Which procurement packages buy outsourced labour: a guess by the words of their names, which a person may turn round.

The cues are the jobs that agencies buy as services (satpam, cleaners, drivers, pramubakti) and the words for the buying
itself (alih daya, tenaga outsourcing). Goods for such jobs (uniforms of guards, cleaning agents) are no labour.
"""

from __future__ import annotations

import re

_JOBS = (
    r"keamanan|pengaman(?:an)?|satpam|security|kebersihan|cleaning|pengemudi|sopir|supir|driver|pramubakti|pramusaji"
    r"|pramukantor|office boy|caraka|resepsionis|operator|administrasi|taman|pertamanan|penjaga|juru masak|laundry"
    r"|binatu|teknisi|call center|petugas|parkir|lapangan|pendukung|outsourcing|alih daya|kontrak|honorer"
)
_ALWAYS = re.compile(
    r"\b(?:alih[ -]?daya|outsourc(?:e|ing)|cleaning service|satpam|pramubakti|pramusaji|pramukantor|office boy"
    r"|security service|penyedia(?:an)? (?:jasa )?tenaga(?: kerja)?|jasa (?:pengemudi|sopir|supir|driver|satpam|caraka"
    r"|juru masak|resepsionis|call center)"
    rf"|(?:jasa )?tenaga (?:{_JOBS})"
    r"|jasa (?:layanan |pelayanan )?(?:kebersihan|keamanan|pengamanan|cleaning|security|laundry|pertamanan)"
    r"|(?:petugas|pengelolaan|layanan|pelayanan) (?:kebersihan|keamanan|pengamanan))\b"
)
_GOODS = re.compile(
    r"\b(?:bahan|alat|peralatan|perlengkapan|sarana|aplikasi|sistem|perangkat|seragam|pakaian|sepatu|kendaraan|mobil"
    r"|cctv|kamera|makan(?:an)?|minum(?:an)?|pelatihan|bimbingan teknis|bimtek|sertifikasi|diklat|pembangunan"
    r"|rehabilitasi|konsultan(?:si)?|asuransi|iuran|modul|spanduk|buku|server|antivirus|obat|vaksin)\b"
)
_NOT_OF_PLACES = re.compile(r"(?:siber|informasi|jaringan|pangan|data|hayati|darah|air|sungai|saluran|pantai|tebing)\b")
"""After "keamanan", "pengamanan", "kebersihan": no guards or cleaners of a place."""
_NO_SERVICE = re.compile(r"\b(?:barang|konstruksi|konsultansi)\b")


def cue_of(name: str, *, category: str = "") -> str:
    """The words of the package's name that speak for outsourced labour; "" when there are none.

    ``category`` is the kind of procurement as the list says it: goods, works and consultants are no such labour.
    """
    plain = " ".join(name.lower().split())
    if _NO_SERVICE.search(category.lower()):
        return ""
    found = _ALWAYS.search(plain)
    if found is None:
        return ""
    # "Seragam satpam", "bahan pembersih untuk cleaning service": goods stand before the job they are for.
    if _GOODS.search(plain[: found.start()]) or _NOT_OF_PLACES.match(plain[found.end() :].lstrip()):
        return ""
    return found[0][:64]
