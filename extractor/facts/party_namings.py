"""How a contract gives its parties their names: "selanjutnya disebut PIHAK KEDUA", "sebagai PEMBERI KERJA;",
"(\"KBM\")" behind a firm, "yang disebut PIHAK PERTAMA adalah PT X"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.facts.names import find_organisations
from extractor.facts.party_addresses import has_street
from extractor.facts.reading import Reading

ORDINAL = r"(?:pertama|kesatu|kedua|ketiga|keempat|ke-? ?(?:satu|dua|tiga|i{1,3}|[123])|[il]{1,3}|[123]|satu|dua|tiga)"
KIND = (
    r"(?:pengusaha|pekerja(?:an)?(?: harian(?: lepas)?| kontrak| borongan)?|perusahaan(?: (?:pengguna|"
    r"alih daya|penyedia jasa|pemberi kerja|pemberi pekerjaan|penerima pekerjaan))?|karyawan|karyawati|"
    r"pemberi (?:kerja|pekerjaan|tugas|borongan|jasa|order)|"
    r"penerima (?:kerja|pekerjaan|tugas|borongan|jasa)|pengguna(?: jasa| tenaga kerja| barang/jasa)?|"
    r"penyedia(?: jasa| tenaga kerja| barang)?|penyelenggara(?: jasa)?|pengelola|klien|client|vendor|"
    r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak)|ppk|kpa|kontraktor|pemborong|tenaga kerja|"
    r"buruh|majikan|pegawai|pelaksana(?: pekerjaan| jasa| tugas)?|user|mitra|pekerja/buruh|yayasan|sekolah|guru|"
    r"bank|koperasi|rumah sakit|hotel|"
    r"pemilik(?: pekerjaan)?|kontrak(?:tor|tan)|outsourcing|perseroan|kebun|pabrik|dinas|petugas|"
    r"tenaga (?:honorer|outsourcing|alih daya|pendukung)|driver|pengemudi|operator|satpam|cleaner|"
    r"kelompok kerja|ketua kelompok|yang (?:memberi|menerima) (?:tugas|perintah|pekerjaan|kerja)|employer|employee|company|worker|contractor|service provider|service user)"
)
ROLE = re.compile(
    rf"(?:(?:para )?pihak[ \n]{{1,2}}(?:{ORDINAL}|{KIND})(?![a-z])|{KIND}(?![a-z])|"
    rf"[\"“'‘][a-z0-9 .&/-]{{2,30}}[\"”'’])"
)
_PARTY_ROLE = re.compile(rf"(?:para )?pihak[ \n]{{1,2}}(?:{ORDINAL}|{KIND})(?![a-z])")
_NAMED = r"(?:disebut(?:kan)?|dinamakan|dinamai|disingkat|dinyatakan|dikenal|ditulis|dipanggil|diistilahkan)"
_DEFINES = re.compile(
    r"(?:hereinafter(?: (?:referred to|called|known))?(?: as)?(?: the)?|(?:untuk |yang )*(?:selanjutnya|berikutnya|kemudian|seterusnya)(?: (?:di "
    rf"?)?dalam[^\"“,.;:()]{{0,60}}?)?(?: (?:secara bersama-sama|akan|cukup|dapat|hanya))* ?{_NAMED}?"
    rf"|\b{_NAMED}(?= ?: ?pihak)|\b{_NAMED} (?:sebagai |juga |selaku |pula |saja )+|\b{_NAMED}(?= ?[\"“(])|\b{_NAMED}(?= [a-z]))"
    r"(?: (?:juga|sebagai|dengan|selaku|pula|saja|di sini|disini|dalam (?:perjanjian|kontrak|"
    r"surat perjanjian|kesepakatan|surat|pkwt|spk) ini))*[ :]{0,3}"
)
# Weaker signs, trusted only in the opening part: "sebagai PIHAK KESATU;" - "(PIHAK PERTAMA)" - ', "PENGGUNA JASA"'.
_AS_PARTY = re.compile(r"\b(?:sebagai|selaku|berkedudukan sebagai|bertindak sebagai)\s?:? (?=(?:para )?pihak )")
_AS_SIDE = re.compile(
    r"\b(?:sebagai|selaku|bertindak sebagai)\s?:? (?P<role>(?:pemberi|penerima) (?:kerja|pekerjaan|tugas|borongan|jasa|order)|"
    r"pengguna(?: jasa)?|penyedia(?: jasa)?|pelaksana(?: pekerjaan| jasa| tugas)?|pengusaha|pekerja|klien|vendor|pemborong|"
    r"kontraktor|karyawan|buruh)"
    r"(?=\s*[.,;)(]|\s*(?:$|\n)|\s(?:dan|dengan)\s)"
)
_APART = re.compile(r"(?:\(|[-–—,:;] ?|\b|(?<=\s)(?=\(pihak))(?P<q>[\"“'‘(])(?P<role>[a-z][a-z .&/-]{2,30})[\"”'’)]")
_PARENTHESIS = re.compile(r"\((?:\"|“|‘|')(?P<role>[^\"”)]{3,30})(?:\"|”|’|')\)")
_NOT_A_PARTY = re.compile(
    r"para pihak|kedua belah|^[\"“'‘]?(?:perjanjian|kontrak|pkwt|kkwt|pks|spk|pekerjaan|addendum|"
    r"kesepakatan|surat|peraturan|jasa|tenaga|gedung|lokasi|obyek|objek|proyek|bpjs)\b(?! kerja)"
)
# A second name given with the first: "PIHAK PERTAMA (Pengguna Jasa)", "PIHAK KEDUA / PERUSAHAAN".
_SECOND = re.compile(
    rf"[\"”'’]?\s?(?:/|\((?:selaku |sebagai )?|atau |selaku |sebagai )\s?[\"“'‘]?(?P<alias>(?:para )?pihak \w+|{KIND})(?![a-z])[\"”'’]?\s?\)?"
)
# A role of the list that goes on in capitals: "PENGUSAHA KAPAL".
_MORE = re.compile(r"(?: (?!DAN\b|DENGAN\b|ATAU\b|YANG\b|DALAM\b)[A-Z]{3,}){1,2}(?=[\"”'’]?[ ]?(?:[.,;)]|\n|$))")
_LEADS = re.compile(r"[\"”'’)]*\s*(?:adalah|ialah|yaitu)\s?:?\s+(?=[A-Z\d])")
# A role of the contract's own making: initials or a few words in capitals, up to a stop.
_OWN = re.compile(
    r"(?P<role>[A-Z][A-Za-z0-9&.\-]*(?: [A-Z][A-Za-z0-9&.\-]*){0,2})(?=[\"”'’]?[ ]?(?:[.,;)(/]|\n|$)|[\"”'’]?\sdan\s)"
)
_NO_ROLE = re.compile(
    r"bpjs|pkwt|kkwt|spk\b|pks\b|perjanjian|kontrak|pekerjaan|upah|gaji|ump\b|umk\b|umr\b|thr\b|seragam|jasa|tenaga|lokasi|"
    r"proyek|gedung|undang|uu\b|pp\b|hari|biaya|nilai|harga|lembur|objek|obyek|area|addendum|para pihak|dpa|hps|kak\b|apbd|"
    r"sppbj|spmk|notaris|akta|kuasa|sk\b"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """The words ``start:end`` that give a party the ``role``; ``alias`` is a second name given at once.

    ``leads`` tells that the party is described after the role ("yang disebut PIHAK PERTAMA adalah PT X"), not before.
    """

    start: int
    end: int
    role: str
    alias: str = ""
    leads: bool = False


def normalise_role(printed: str) -> str:
    """ "Pihak\\nPengusaha" -> "PIHAK PENGUSAHA", "pihak ke-I" -> "PIHAK KE I", quotes dropped."""
    bare = re.sub(r"[\s]+", " ", printed.strip(" \n\"“”'‘’,.;:()")).upper()
    bare = re.sub(r"\bKE-\s?", "KE ", bare)
    # A scanner reads the strokes of a roman numeral as l: "PIHAK Il".
    bare = re.sub(r"(?<=^PIHAK )[IL]{1,3}$", lambda m: "I" * len(m.group()), bare)
    return re.sub(r"^PIHAK 1$", "PIHAK I", bare)


def strong_namings(reading: Reading, head: int) -> list[Naming]:
    """The roles given by a verb of naming; the first naming of a role only, four at most.

    Roles outside the usual vocabulary ("CSB", "PENGUSAHA KAPAL") count where the usual ones are fewer than two.
    """
    usual = _defined(reading, head, own=False)
    if len(usual) >= 2:
        return usual
    wider = _defined(reading, head, own=True)
    return wider if len(wider) > len(usual) else usual


def _defined(reading: Reading, head: int, *, own: bool) -> list[Naming]:
    low = reading.low.replace("\n", " ")
    flat = reading.text.replace("\n", " ")
    found: list[Naming] = []
    for match in _DEFINES.finditer(low):
        opened = re.compile(r"[\"“'‘(\[ ]{0,4}").match(low, match.end())
        at = opened.end() if opened else match.end()
        for begin in (at, match.end()):
            role = ROLE.match(low, begin)
            if (
                role
                and not _NOT_A_PARTY.search(role.group())
                and _is_meant(reading, match, role, quoted=at > match.end())
            ):
                found.append(_naming(low, reading.text, start=match.start(), end=role.end(), role=role.group()))
                break
        else:
            named = _OWN.match(reading.text, at) if own and at < head + 200 and "selanjutnya" in match.group() else None
            if named and not _NO_ROLE.match(named["role"].lower()) and _introduces(flat, found, match.start()):
                found.append(_naming(low, reading.text, start=match.start(), end=named.end("role"), role=named["role"]))
    for match in _PARENTHESIS.finditer(low):
        if re.search(r"disebut[^()]{0,30}$", low[max(0, match.start() - 40) : match.start()]):
            continue
        if ROLE.fullmatch(match["role"].strip()) and not _NOT_A_PARTY.search(match["role"]):
            found.append(_naming(low, reading.text, start=match.start(), end=match.end(), role=match["role"]))
    return _without_aliases(_first_of_each(found), low)


def _naming(low: str, text: str, *, start: int, end: int, role: str) -> Naming:
    flat = text.replace("\n", " ")
    more = None if re.search(r"pihak\s", role) else _MORE.match(text, end)
    if more and flat[start:end].split()[-1].isupper():
        role, end = f"{role}{more.group()}", more.end()
    second = _SECOND.match(low, end)
    alias = normalise_role(second["alias"]) if second else ""
    end = second.end() if second else end
    return Naming(start, end, normalise_role(role), alias, bool(_LEADS.match(flat, end)))


def _introduces(flat: str, found: list[Naming], at: int) -> bool:
    """Whether somebody is described between the last naming and ``at``: a firm, or a person with particulars."""
    since = flat[max(found[-1].end if found else 0, at - 700) : at]
    return (
        bool(find_organisations(since))
        or has_street(since)
        or bool(re.search(r"\b(?:ktp|nik|beralamat|alamat|bertempat tinggal|lahir)\b", since, re.IGNORECASE))
    )


def _is_meant(reading: Reading, match: re.Match[str], role: re.Match[str], *, quoted: bool) -> bool:
    """Whether the words name a party: a full phrase, or a short one with a role in quotes or capitals."""
    if "selanjutnya" in match.group() and re.search(_NAMED, match.group()):
        return True
    if quoted or role.group().startswith("pihak") or re.search(r"(?:sebagai|selaku)\W*$", match.group()):
        return True
    if reading.text[role.start() : role.end()].isupper():
        return True
    return reading.text[: match.start()].rstrip().endswith("(")


def bracketed_namings(reading: Reading, head: int) -> list[Naming]:
    """Short names in quotes and brackets right behind a firm's name: 'PT X ("KBM")'."""
    flat = reading.text.replace("\n", " ")
    found: list[Naming] = []
    named: list[str] = []
    for match in re.finditer(r"\s?\([\"“'‘](?P<role>[A-Z][A-Za-z0-9&. \-]{1,30})[\"”'’]\)", flat[: head + 200]):
        since = flat[max(found[-1].end if found else 0, match.start() - 400) : match.start()]
        firms = find_organisations(since)
        closes = bool(firms) and (
            firms[-1].end >= len(since) - 2
            or bool(
                re.search(r"wakil[^\"“(]{5,90}$", since) and firms[0].text.lower() not in {f.lower() for f in named}
            )
        )
        if closes and not _NO_ROLE.match(match["role"].lower()):
            named.append(firms[-1].text if firms[-1].end >= len(since) - 2 else firms[0].text)
            found.append(Naming(match.start(), match.end(), normalise_role(match["role"])))
    return _first_of_each(found)[:4]


def weak_namings(reading: Reading, head: int) -> list[Naming]:
    """Roles given without a verb of naming, in the opening part only."""
    low = reading.low.replace("\n", " ")
    flat = reading.text.replace("\n", " ")
    found: list[Naming] = []
    for match in _AS_PARTY.finditer(low, 0, head + 200):
        role = _PARTY_ROLE.match(low, match.end())
        if role and not _NOT_A_PARTY.search(role.group()):
            found.append(_naming(low, reading.text, start=match.start(), end=role.end(), role=role.group()))
    for match in _AS_SIDE.finditer(reading.low, 0, head + 200):
        if flat[match.start("role") : match.end("role")].istitle() or flat[match.start("role")].isupper():
            found.append(_naming(low, reading.text, start=match.start(), end=match.end("role"), role=match["role"]))
    for match in _APART.finditer(low, 0, head + 200):
        inner = match["role"].strip()
        whole = ROLE.fullmatch(inner)
        proper = reading.text[match.start("role") : match.end("role")]
        if whole and not _NOT_A_PARTY.search(inner) and (proper[:1].isupper() or inner.startswith("pihak")):
            found.append(_naming(low, reading.text, start=match.start(), end=match.end(), role=inner))
    return _without_aliases(_first_of_each(found), low)


def _first_of_each(found: list[Naming]) -> list[Naming]:
    kept: list[Naming] = []
    for item in sorted(found, key=lambda n: (n.start, n.end, n.role)):
        if item.role not in {k.role for k in kept} and (not kept or item.start - kept[-1].end < 3000):
            kept.append(item)
    return kept


def _without_aliases(found: list[Naming], low: str) -> list[Naming]:
    """Drops a second name given right after the first ("PIHAK PERTAMA, selanjutnya juga disebut Pengguna Jasa")."""
    kept: list[Naming] = []
    for item in found:
        between = low[kept[-1].end : item.start].strip(" \"”'’,.;()") if kept else ""
        if kept and len(between) < 18 and not re.search(r"\bdan\b|\bdengan\b", between):
            if not kept[-1].alias and item.start >= kept[-1].end:
                kept[-1] = replace(kept[-1], alias=item.role)
            continue
        kept.append(item)
    return kept[:4]
