"""Names of insurance programmes and carriers, old and new, and the rates by which a lump sum names its programmes."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.vocabulary import Programme

# Order matters only for overlapping names; the longer one is tried first.
NAMES: tuple[tuple[Programme, str], ...] = (
    ("jkp", r"jaminan kehilangan pekerjaan|\bj\.?k\.?p\b"),
    ("jkk", (
        r"jaminan kecelakaan(?: kerja)?|asuransi kecelakaan kerja|\bj\.?k\.?k\b|(?<=program )kecelakaan kerja|"
        r"\bkecelakaan kerja \(jkk\)"
    )),
    ("jkm", r"jaminan kematian|\bj\.?k\.?m\b|\bjkm\b|\bjk(?= |,|\))(?! ?k)"),
    ("jht", r"jaminan hari tua|tunjangan hari tua|\bj\.?h\.?t\b|\btht\b"),
    ("jp", r"jaminan pensiun|program pensiun|\bj\.?p\b(?!\.?[a-z])"),
    (
        "bpjs_kesehatan",
        (
            r"bpjs[\s-]*(?:kesehatan|kes\b|kesehata)|\bjkn(?:[- ]?kis)?\b|jaminan kesehatan(?: nasional)?|"
            r"jaminan pemeliharaan kesehatan|\bjpk\b|\baskes\b|\bjamkesda\b|\bjamkesmas\b|"
            r"pemeliharaan kesehatan|bpjskes\b|(?<=ketenagakerjaan dan )kesehatan\b(?! kerja)|"
            r"badan penyelenggara jaminan sosial kesehatan"
        ),
    ),
)  # fmt: skip

# Short names, understood only where a carrier, a contribution or a programme is spoken of.
SHORT_NAMES: tuple[tuple[Programme, str], ...] = (
    ("jkp", r"kehilangan pekerjaan"),
    ("jkk", r"kecelakaan kerja"),
    ("jkm", r"kematian"),
    ("jht", r"hari tua"),
    ("jp", r"\bpensiun\b(?! dini)"),
    (
        "bpjs_kesehatan",
        (
            r"iuran kesehatan|program kesehatan|\bkesehatan(?= \d{1,2}(?:[.,]\d{1,2})? ?%)|(?<=% \()kesehatan(?=\))|(?:(?<=\bjp)|(?<=\bjht)|(?<=\bjkm)|(?<=pensiun)|(?<=hari tua)|(?<=kematian))"
            r",? (?:dan|serta) kesehatan\b(?! kerja)"
        ),
    ),
)
NAME_OR_SHORT = re.compile(
    "|".join(f"(?P<{programme}>{pattern}|{dict(SHORT_NAMES).get(programme, pattern)})" for programme, pattern in NAMES)
)
SHORT_CONTEXT = re.compile(r"\bbpjs\b|jamsostek|\bastek\b|\biuran\b|jaminan sosial|\bprogram\b")

# The carrier of the employment programmes, when it stands without naming them.
EMPLOYMENT_CARRIER = re.compile(
    r"bpjs[\s-]*(?:ketenagakerjaan|tenaga ?kerja|naker|tk\b|sosial ketenagakerjaan|ketenaga kerjaan)|"
    r"\bbpjstk\b|\bjamsostek\b|\bastek\b|jaminan sosial \(?(?:tenaga ?kerja|ketenagakerjaan|pekerja)|"
    r"badan penyelenggara jaminan sosial ketenagakerjaan|\bbp jamsostek\b|\bbpjamsostek\b"
)
BOTH_CARRIERS = re.compile(
    r"bpjs (?:ketenagakerjaan|tk|kesehatan)?,? ?(?:dan|maupun|serta|&|/|atau) ?(?:bpjs )?(?:kesehatan|"
    r"ketenagakerjaan|kes\b|tk\b)"
)
ANY_BPJS = re.compile(
    r"\bbpjs\b(?![\s-]*(?:ketenagakerjaan|tenaga|tk|kes|naker|sosial|/))|\bjaminan sosial\b(?! (?:tenaga|"
    r"ketenagakerjaan|pekerja|kesehatan))|badan penyelenggara jaminan sosial(?! (?:kesehatan|"
    r"ketenagakerjaan))"
)

OTHER: tuple[tuple[Programme, str], ...] = (
    (
        "private_accident",
        (
            r"asuransi (?:[a-z]+ )?kecelakaan(?: diri)?(?! kerja)|asuransi personal accident|"
            r"personal accident|polis kecelakaan|asuransi jiwa dan kecelakaan"
        ),
    ),
    (
        "private_health",
        (
            r"asuransi (?:[a-z]+ )?(?:kesehatan|rawat inap|rawat jalan)(?! nasional)|"
            r"asuransi kesehatan (?:swasta|tambahan|komersial)|polis kesehatan|asuransi (?:swasta|"
            r"komersial) kesehatan"
        ),
    ),
    (
        "third_party_liability",
        (
            r"(?:asuransi|pertanggungan)[^.;]{0,170}\b(?:serta|dan|bagi|terhadap|untuk|atas) (?:kerugian )?pihak ketiga|"
            r"(?:asuransi|polis|pertanggungan)[^.;]{0,90}(?:tanggung (?:gugat|jawab hukum)|pihak ketiga|public liability|"
            r"\bliability\b)|tanggung gugat|(?:public|third party|comprehensive general) liability"
        ),
    ),
    (
        "goods",
        (
            r"(?:asuransi|pertanggungan|\bpolis\b)[^.;]{0,60}(?:bangunan|gedung|kebakaran|kendaraan|barang|mesin|peralatan|logistik|"
            r"muatan|kargo|alat berat|kapal|mobil|truk|kebanjiran|gempa|kehilangan atas|pencurian|aset|"
            r"all ?risks?|kebongkaran|stok|persediaan|kargo|kiriman|fasilitas)|(?:barang|muatan|kargo|kiriman|bangunan|gedung|kendaraan|fasilitas)\b[^.;]{0,50}"
            r"\b(?:dilindungi|dijamin|dengan|oleh) (?:polis )?asuransi|"
            r"(?:mengasuransikan|mengasuransi) (?!(?:seluruh |para |setiap )?(?:tenaga|pekerja|karyawan|personil|"
            r"personel|petugas|anggota|diri))|^(?!.*(?:pekerja|karyawan|tenaga kerja|personil|personel)"
            r"[^.;,]{0,30}diasuransikan).*\bdiasuransikan\b"
        ),
    ),
)  # fmt: skip

# Lump rates printed without programme names: JKK 0.24 to 1.74 + JKM 0.30 + JHT 3.7 (employer), + JP 2 (PP 44, 45 and
# 46 of 2015).
_JKK = (Decimal("0.24"), Decimal("0.54"), Decimal("0.89"), Decimal("1.27"), Decimal("1.74"))
_JKM, _JHT, _JHT_ALL, _JP, _JP_ALL = (Decimal(n) for n in ("0.30", "3.7", "5.7", "2", "3"))


def programmes_of_rate(rate: Decimal) -> tuple[Programme, ...]:
    """The programmes a lump rate in percent stands for, () when it fits none ("6.24" -> jkk, jkm, jht, jp)."""
    for jkk in _JKK:
        for jht in (_JHT, _JHT_ALL):
            for jp in (_JP, _JP_ALL):
                if rate == jkk + _JKM + jht + jp:
                    return ("jkk", "jkm", "jht", "jp")
            if rate == jkk + _JKM + jht:
                return ("jkk", "jkm", "jht")
        if rate == jkk + _JKM:
            return ("jkk", "jkm")
    return ()
