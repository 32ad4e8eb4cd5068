"""Addresses in flowing text: after "beralamat di", "berkedudukan di", or only a street behind a comma."""

from __future__ import annotations

import re

from extractor.facts.names import NameSpan

_ADDRESS_CUES = re.compile(
    (
        r"(?:beralamat(?:kan)?(?:\skantor)?(?:\s(?:lengkap|terakhir))?|ber(?:kantor|domisili|tempat tinggal|"
        r"kedudukan)(?:\s(?:hukum|usaha|kantor|kebun|pabrik|pusat|cabang|operasional))?(?:\sdan\s(?:beralamat|berkantor)(?:\skantor)?)?|"
        r"tempat tinggal|(?<![a-z])tinggal|kantor (?:cabang|pusat|perwakilan|operasional)|alamat(?:nya)?)\s*(?:pusat\s)?(?:di|pada|:|,)\s*:?\s*|(?:(?:ber)?alamat(?:kan)?|berkedudukan|"
        r"dengan alamat)\s+(?=J|Gang|Gg|Desa|Dusun|Kp|Kampung|Komplek|Perum|Lorong|Kel|Blok|RT)"
    ),
    re.IGNORECASE,
)
ADDRESS_END = re.compile(
    (
        r"[,;.]?\s*(?:(?<![A-Za-z])(?:yang|dan (?:dipimpin|dijabat|dalam)|(?:as )?represented by|hereinafter|having its)\b|"
        r"(?<![A-Za-z])(?:yang\s)?(?:dalam (?:hal|perbuatan(?: hukum)?|kedudukan|kontrak|perjanjian) ini|diwakili|bertindak|selanjutnya|"
        r"berdasarkan|didirikan|sesuai\b|memerintahkan|NPWP|N\.P\.W\.P|pemegang|pemilik|dengan (?:NIK|nomor|"
        r"NPWP|KTP)|NIK\b|No(?:mor)?\.?\sKTP|KTP|Telp|telepon|selaku|disebut|untuk dan atas|yang anggaran|"
        r"suatu|sebuah|akta|bernomor|lahir|Warga|jenis|bergerak|dan diwakili|oleh karena|u\.\s?p)\b|"
        r"\((?:selanjutnya|untuk)|[“\"(]\s*(?:selanjutnya|PIHAK)|;|$)"
    ),
    re.IGNORECASE,
)
_STREET = re.compile(
    (
        r"(?:^|\s)(?:Jl|Jln|Jin|JIn|Jalan|JL|JLN|JALAN|Gg|Gang|Komplek|Kompleks|Komp|Perum|Ruko|Gedung|Dusun|"
        r"Dsn|Desa|Ds|Dukuh|Dk|Kel|Kelurahan|Kp|Kampung|RT|Blok|Kawasan|Pergudangan|Lingkungan|Menara|Wisma|Plaza|"
        r"Graha|Lantai|Jorong|Banjar|Nagari|Perumahan)\b"
    ),
    re.IGNORECASE,
)


def flowing_address(text: str, start: int, end: int) -> NameSpan | None:
    """The address in flowing text; the one with a street beats a bare place name ("berkedudukan di Bandung")."""
    flat = re.sub(r"\s", " ", text[start:end])
    best: NameSpan | None = None
    for match in _ADDRESS_CUES.finditer(flat):
        stop = ADDRESS_END.search(flat, match.end())
        stop_at = stop.start() if stop else len(flat)
        value = flat[match.end() : min(stop_at, match.end() + 220)]
        inner = list(_ADDRESS_CUES.finditer(value))
        if inner:
            value = value[: inner[0].start()]
        value = re.sub(r"[\s,]+(?:dan|yang|dengan|serta|pada)$", "", value.rstrip(' ,.;:(“"')).rstrip(' ,.;:(“"')
        if len(value) < 4 or not re.match(r"[A-Z0-9“\"]", value):
            continue
        made = NameSpan(start + match.end(), start + match.end() + len(value), value)
        if best is None or (_STREET.search(value) and not _STREET.search(best.text)):
            best = made
    return best or _street_after_comma(flat, start)


def _street_after_comma(flat: str, offset: int) -> NameSpan | None:
    """ "RSIA X, Jalan Y Nomor 6, Kota Z, diwakili ...": an address without a word that says so."""
    match = re.search(
        r",\s+(?P<a>(?:Jl\.?|Jln\.?|Jalan|JL\.?|JALAN|Gg\.?|Gang|Komplek|Ruko|Desa|Ds\.?|Dusun|Dsn\.?|Dukuh|Dk\.?|Kp\.?|Kampung|Kampong|"
        r"Kelurahan|Kel\.|Jorong|Nagari|Banjar|Br\.|Lingkungan|Blok|Perum|Kawasan|Lorong|Lr\.|Perumahan)\s)",
        flat,
    )
    if not match:
        return None
    at = match.start("a")
    stop = ADDRESS_END.search(flat, at)
    value = flat[at : min(stop.start() if stop else len(flat), at + 200)].rstrip(' ,.;:(“"')
    return NameSpan(offset + at, offset + at + len(value), value) if len(value) > 8 else None


def begins_with_street(text: str) -> bool:
    match = _STREET.search(text)
    return bool(match and match.start() <= 2)


def has_street(text: str) -> bool:
    return bool(_STREET.search(text))
