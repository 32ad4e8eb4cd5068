"""Which names may stand on a page for everybody. A name is shown when it is known to be that of a body or of a job; all
else is put together under a word, because what was read from a contract may hold a person's name or number."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractor.facts.occupations import TITLE

OTHER_AGENCY = "instansi lain"
PERSONAL = "perorangan"
A_FIRM = "badan usaha"
UNKNOWN_VENDOR = "penyedia tidak disebut"
OTHER_TITLE = "jabatan lain"

_AGENCY = re.compile(
    r"(?:pemerintah|pemkab|pemkot|pemprov|dinas|badan|sekretariat|inspektorat|kantor|kementerian|direktorat|balai|"
    r"bagian|bidang|uptd?|unit|rumah sakit|rsud|rsu|rs|puskesmas|kecamatan|kelurahan|desa|satuan|satpol|komisi|"
    r"lembaga|universitas|politeknik|institut|sekolah|sdn?|smpn?|sman?|smkn?|tk|perpustakaan|museum|terminal|pasar|"
    r"pengadilan|kejaksaan|kepolisian|polres|polda|perumda|perusda|perum|bank)\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"(?:(?:pt|cv|fa|firma|perum|perumda|perusda|koperasi|kop|kopkar|yayasan|perseroan terbatas)\b\.?\s*\S)"
    r"|(?:\S.*[\s,.](?:pt|cv|tbk|\(persero\)|persero)\.?$)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:kepala|pimpinan|ketua|ppk|pejabat pembuat komitmen|kuasa pengguna anggaran)\s+(?:pada\s+)?", re.IGNORECASE
)
_PARTS = re.compile(r"\s*(?:[,;:/()\[\]\n]|\s-\s|\b(?:u\.p|c\.?q|q\.?q|a\.n|d\.a|atas nama)\b\.?)\s*", re.IGNORECASE)
_ABOUT_A_PERSON = re.compile(
    r"\b(?:diwakili|diwakilkan|direktur|direktris|pemilik|pimpinan|sdr|sdri|saudara|saudari|bapak|"
    r"ibu(?! (?:dan anak|kota))|nip|nik|npwp|telp|telepon|hp|wa|rek|rekening|alamat|ppk|pejabat)\b",
    re.IGNORECASE,
)
MOST_DIGITS = 5
"""A name with more digits holds a number that is not the house number of a school."""


def agency(name: str) -> str:
    """The name of a public body or a firm that uses the work; ``OTHER_AGENCY`` for what is not known to be one."""
    parts: list[str] = []
    for part in _PARTS.split(_LEADING.sub("", name.strip())):
        if not _AGENCY.match(part) or not _bare(part):
            break
        parts.append(part)
    return ", ".join(parts) or _firm(name) or OTHER_AGENCY


def vendor(name: str, *, named: bool, individual: bool) -> str:
    """The name of a firm, ``A_FIRM`` when vendors are not ``named``; ``PERSONAL`` for everything that has no legal form
    of a body (a trader's shop carries its owner's name)."""
    if not name:
        return PERSONAL if individual else UNKNOWN_VENDOR
    firm = _firm(name)
    if not firm:
        return PERSONAL
    return firm if named else A_FIRM


def title(shown: str, *, known: Collection[str]) -> str:
    """A position that is a known job, or one of the office's own names for positions (``known``, in small letters)."""
    plain = " ".join(shown.split())
    if not _bare(plain):
        return OTHER_TITLE
    return plain if plain.lower() in known or TITLE.fullmatch(plain) else OTHER_TITLE


def _firm(name: str) -> str:
    """The firm's name without what stands after it; "" when it has no legal form."""
    plain = name.strip().replace("(Persero)", "Persero").replace("(PERSERO)", "PERSERO")
    parts = _PARTS.split(plain)
    firm = parts[0]
    if not _FIRM.match(firm) and len(parts) > 1 and re.fullmatch(r"(?:pt|cv)\.?", parts[1], re.IGNORECASE):
        firm = f"{parts[1]} {parts[0]}"  # "Jaga Aman, PT"
    return firm if _FIRM.match(firm) and _bare(firm) else ""


def _bare(text: str) -> bool:
    """Holds no number but a short one, and no word that a person's name or number follows."""
    return sum(c.isdigit() for c in text) <= MOST_DIGITS and not _ABOUT_A_PERSON.search(text)
