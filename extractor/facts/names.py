"""Names of organisations and persons as contracts print them, and the legal form an organisation's name shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.vocabulary import PartyForm

_COMPANY = (
    r"(?:[Pp][Tt]\.?(?=\s{1,2}[A-Z])|[Cc][Vv]\.?(?=\s{1,2}[A-Z])|P\s?\.\s?T\b\.?|PT\b\.?|C\s?\.\s?V\b\.?|"
    r"CV\b\.?|U\s?\.\s?D\b\.?|UD\b\.?|PD\b\.?|FA\b\.?|Fa\b\.|Firma\b|FIRMA\b|Toko\b|TOKO\b|PO\b\.?|"
    r"Perseroan Terbatas\b|PERSEROAN TERBATAS\b|Perseroan Komanditer\b|PERSEROAN KOMANDITER\b)"
)
_BODY = (
    r"(?:Koperasi|KOPERASI|KSU|KOPKAR|Kopkar|PRIMKOP\w*|Primkop\w*|KSP|Yayasan|YAYASAN|Perum(?:da|dam)?|"
    r"PERUM(?:DA|DAM)?|PDAM|PERUSAHAAN (?:UMUM|DAERAH)|Perusahaan (?:Umum|Daerah)|Bank|BANK|BPR|BPRS|BPD|"
    r"RSUD|RSUP|RSIA|RSU|RS|Rumah Sakit|RUMAH SAKIT|Klinik|KLINIK|Universitas|UNIVERSITAS|Politeknik|"
    r"POLITEKNIK|Institut|INSTITUT|Sekolah|SEKOLAH|"
    r"Dinas|DINAS|Badan|BADAN|Sekretariat|SEKRETARIAT|Kantor|KANTOR|Kementerian|KEMENTERIAN|Kecamatan|"
    r"KECAMATAN|Kelurahan|KELURAHAN|Pemerintah|PEMERINTAH|Balai|BALAI|UPTD?|BLUD|Pengadilan|PENGADILAN|"
    r"KPU|Komisi|KOMISI|Kejaksaan|KEJAKSAAN|Kepolisian|KEPOLISIAN|Polres|POLRES|Puskesmas|PUSKESMAS|"
    r"Inspektorat|INSPEKTORAT|Satuan Polisi|SATUAN POLISI|Lembaga|LEMBAGA|Direktorat|DIREKTORAT|Bappeda|"
    r"BAPPEDA|"
    r"Bagian Umum|BAGIAN UMUM|Rumah Tahanan|RUMAH TAHANAN|Lapas|LAPAS|Loka|LOKA|Stasiun|STASIUN|"
    r"Perusahaan Daerah|Setda|SETDA|DPRD|Hotel|HOTEL|KSO|Konsorsium|KUD|Perkumpulan|PERKUMPULAN|Polsek|POLSEK|Polda|POLDA|"
    r"(?:SD|SMP|SMA|SMK|SLB|MTs)(?:\s?[Nn]egeri|\sNEGERI|N)?|M[IA]N(?=\s\d))"
)
_WORD = (
    r"(?:(?:dr|drg|Dr|H|Prof)\.(?=\s[A-Z])|[A-Z0-9][\w&.'’\-/]*|&|\+|\((?:Persero|PERSERO|persero|"
    r"Perseroda|PERSERODA)[)}\]])"
)
_LINK = r"(?:dan|DAN|dengan|of|atas|untuk|bagi|di|de|al|el|ke)"
ORGANISATION = re.compile(
    rf"(?<![\w/.\-])(?:{_COMPANY}\s{{0,2}}|{_BODY}(?:\s{{1,2}}|"
    rf"$)){_WORD}?(?:\s{{1,2}}(?:{_LINK}\s{{1,2}})?{_WORD})*(?:,?\s{{0,2}}(?:Tbk|"
    rf"TBK)\b\.?)?(?:,?\s?\((?:Persero|PERSERO|persero)[)}}\]])?"
)
_TITLE = (
    r"(?:(?:[Dd]rg|[Dd]r|DR|DRG|Ir|IR|Drs|DRS|Dra|DRA|Prof|PROF|H|Hj|HJ|KH|R|Rr|RR|T|Tn|Ny|Nn|Sdr|Sdri|"
    r"Bpk|Apt|apt|Ns|Tgk|Teuku|Cut|Raden|Andi|Tuan|Nyonya|Nona|TUAN|NYONYA|NONA|AKBP|Kompol|Kombes|AKP|"
    r"Kol|Letkol|Mayor|Kapten|Capt|Brigjen|"
    r"Irjen)\.?\s{0,2}(?:\(Purn\.?\)\s{0,2})?)"
)
_NAME_WORD = r"(?:[A-Z][A-Za-z’'`\-]*\.?|[a-z]{1,3}[A-Z]{2,}[A-Za-z]*)"
_PARTICLE = r"(?:bin|binti|BIN|BINTI|van|de|al|el|Bin|Binti|a/n)"
DEGREES = (
    r"(?:,?\s{0,2}(?:S\.?\s?(?:E|H|T|Sos|Pd|Si|Kom|Ag|IP|KM|Kep|Hut|P|Pt|Farm|STP|I\.?Kom|I\.?P|A\.?P|ST|"
    r"Ked|Psi|Ap|Stat|Gz|S\.?T)|M\.?\s?(?:M|Si|H|T|Kes|Pd|Kom|Ag|AP|Sc|Hum|A|KM|P|Eng|Ec\.?Dev|Kn|I\.?Kom|"
    r"Ak|Psi|BA)|A\.?Md(?:\.\s?[A-Z][A-Za-z]*)?|Amd|Ak|CA|CPA|Ph\.?D|MBA|MM|MT|MH|MSi|SE|SH|ST|SPd|SSos|"
    r"SKM|SIP|SKep|Ners|Sp\.\s?[A-Z]\w*|B\.?Sc|LL\.?M|S\.?H\.?I|S\.?E\.?I|SI|SP|MAP|MP|M\.?M\.?A|CHRP|"
    r"M\.?\s?B\.?\s?A\.?|M\.?Mar|S\.?H\.?I|Sp\.?\s?[A-Z][A-Za-z]*|"
    # Any other title of study or profession behind a comma: dots between short parts ("A.Md.Keb"), or a few capitals.
    r"(?<=,\s)(?:(?:[A-Z][a-z]{0,4}\.){1,4}[A-Z][a-z]{0,4}|(?!PT\b|CV\b|UD\b|NI[PK]\b|NRP\b|KTP\b|R[TW]\b|JLN?\b|GG\b|KP\b|KEL\b|"
    r"KEC\b|DESA|KOTA|DSN|UMUR|USIA|YANG|LAHIR|DAN\b|HRD?\b|NPWP|S[DM][PAK]?\b|TK\b)[A-Z]{2,4}))\b\.?(?:\s?[A-Z]\.)?)"
)
PERSON = re.compile(
    rf"(?<![\w/])(?:{_TITLE}){{0,3}}{_NAME_WORD}(?:\s{{1,2}}(?:{_PARTICLE}\s{{1,2}})?{_NAME_WORD}){{0,6}}"
    rf"(?:{DEGREES}){{0,5}}"
)
_COURTESY = re.compile(
    r"^(?:(?:Bapak|Ibu|Saudara|Saudari|Sdr|Sdri|Bpk|Tuan|Nyonya|Nona|Tn|Ny|Nn|BAPAK|IBU|SAUDARA|SAUDARI|SDRI?|TUAN|NYONYA|NONA|"
    r"TN|NY|NN)\b\.?\s*/?\s*)+"
)
_ADDRESS_FORM = re.compile(r"(?:(?:Bapak|Ibu|Saudara|Saudari|Sdr|Sdri|Bpk|BAPAK|IBU|SDRI?)\b\.?\s*/?\s*)+")
_NOT_A_NAME = re.compile(
    r"^(?:pihak|direktur|kepala|manager|manajer|pejabat|ketua|pimpinan|jalan|jl|alamat|jabatan|nama|nomor|"
    r"surat|perjanjian|dalam|yang|bertindak|selaku|perusahaan|undang|berdasarkan|kota|kabupaten|"
    r"provinsi|akta|notaris|negara|republik|indonesia|general|dan|dengan|untuk|tersebut|nik|ktp|npwp|"
    r"januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|pada|hari|"
    r"tanggal|penyedia|pengguna|selanjutnya|pemegang)(?:nya)?\b",
    re.IGNORECASE,
)

_FORMS: tuple[tuple[PartyForm, re.Pattern[str]], ...] = (
    (
        "bumn",
        re.compile(
            r"\(persero[)}\]]|\bperum(?:da|dam)?\b|\bpdam\b|perusahaan (?:umum|daerah)|perseroda", re.IGNORECASE
        ),
    ),
    # A bank is told before the company it is; a rural bank (BPR) stays the company whose form it prints.
    ("bank", re.compile(r"^(?:p\s?\.?\s?t\b\.?\s*)?(?:bank(?! perkreditan| perekonomian)|bpd)\b", re.IGNORECASE)),
    ("pt", re.compile(r"^p\s?\.?\s?t\b", re.IGNORECASE)),
    ("cv", re.compile(r"^c\s?\.?\s?v\b|commanditaire|persekutuan komanditer", re.IGNORECASE)),
    (
        "perorangan_usaha",
        re.compile(
            r"^(?:u\s?\.?\s?d\b|toko\b|bengkel\b|warung\b|rumah makan\b|apotek\b|salon\b|kedai\b|restoran\b|percetakan\b|usaha dagang|fa\b|firma\b|po\b|pd\b)",
            re.IGNORECASE,
        ),
    ),
    ("koperasi", re.compile(r"koperasi|\bksu\b|kopkar|primkop|\bksp\b", re.IGNORECASE)),
    ("yayasan", re.compile(r"yayasan", re.IGNORECASE)),
    ("rumah_sakit", re.compile(r"^(?:rsu[dp]?\b|rsia\b|rs\b|rumah sakit|klinik)|\brsud\b|rumah sakit", re.IGNORECASE)),
    (
        "instansi_pusat",
        re.compile(
            r"kementerian|\bkpu\b|komisi pemilihan|pengadilan|kejaksaan|kepolisian|polres|polda|"
            r"balai (?:besar|pelestarian|standardisasi|pengkajian|pelaksana|veteriner|diklat|bahasa|taman nasional|"
            r"wilayah sungai|konservasi|arkeologi|monitor|riset|penelitian|pengawas)|kantor wilayah|direktorat|kpp pratama|universitas negeri|institut (?:negeri|"
            r"teknologi)|politeknik (?:\w+ ){0,2}negeri|sekolah tinggi (?:\w+ ){0,3}negeri|bea (?:dan )?cukai|kesyahbandaran|syahbandar|pelayanan (?:karantina|perbendaharaan|kekayaan)|karantina|lapas|rutan|rumah tahanan|"
            r"lembaga pemasyarakatan|badan pusat statistik|\bbps\b|badan (?:nasional|pengawas obat|"
            r"meteorologi)|imigrasi|kantor (?:pertanahan|pelayanan pajak|kementerian)|loka |stasiun|"
            r"bawaslu|badan pengawas pemilihan|\bbpom\b",
            re.IGNORECASE,
        ),
    ),
    (
        "pemda",
        re.compile(
            r"^(?:dinas|badan|sekretariat|kecamatan|kelurahan|pemerintah|uptd?|blud|puskesmas|inspektorat|"
            r"satuan polisi|bappeda|bagian|setda|desa|kantor (?:camat|bupati|walikota|gubernur|satuan|"
            r"kecamatan|kelurahan)|sekolah|sd\b|sdn|smp|smk|sma|balai|pemkab|pemkot|biro)|"
            r"^[a-z]{2,10} (?:kabupaten|kota|provinsi) |\bdprd\b|pemerintah (?:kota|kabupaten|provinsi|daerah|desa)|\bdinas\b",
            re.IGNORECASE,
        ),
    ),
    ("bank", re.compile(r"\bbank\b|\bbprs?\b|\bbpd\b", re.IGNORECASE)),
    ("pt", re.compile(r"\btbk\b|\bpt\b|perseroan terbatas", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at ``start:end`` of the text it was looked for in. ``strength`` is set where a trained model found it."""

    start: int
    end: int
    text: str
    strength: float | None = None


def form_of(name: str) -> PartyForm | None:
    """The legal form a name shows, None when it shows none."""
    bare = name.strip(' .,"“”')
    return next((form for form, pattern in _FORMS if pattern.search(bare)), None)


def find_organisations(text: str) -> list[NameSpan]:
    """Organisations in flowing text (line ends count as blanks), at least two words or a form with a name."""
    flat = re.sub(r"\s", " ", text)
    found = []
    for match in ORGANISATION.finditer(flat):
        # "Kepala Bagian Umum PT X": the company inside is the organisation, what stands before it an office.
        inner = re.search(rf"(?<=\s){_COMPANY}\s", match.group()[3:])
        begin = match.start() + 3 + inner.start() if inner else match.start()
        name = flat[begin : match.end()].rstrip(" ,.;:-(")
        # "... dan PT Lain" is two organisations; a link word at the end belongs to the sentence.
        name = re.sub(r"\s+(?:dan|DAN|dengan|of|atas|untuk|bagi|di|ke)$", "", name)
        name = re.split(
            r"\s+(?:[Uu]\.\s?[Pp]|NPWP|Npwp|Nomor|Jabatan|Alamat|No|Jl|Jln|Jalan|JL|JLN|JALAN|Selanjutnya|PIHAK|Pihak|Pasal|PASAL|Address|Represented|"
            r"ALAMAT|JABATAN|NPWP|TELP|DIWAKILI|Telp|Telepon|Tlp|Fax|Email|E-mail|Diwakili|Bertindak|NIK|KTP|(?:Kantor\s)?Cabang(?=\s[A-Z])|(?:KANTOR\s)?CABANG(?=\s[A-Z]))\b",
            name,
        )[0]
        # The firm's name ends with its form; what follows is a branch or a unit of it.
        state = re.match(r".{4,70}?\((?:persero|perseroda)[)}\]](?:,?\sTbk\.?)?(?=\s[A-Z])", name, re.IGNORECASE)
        name = state.group() if state else name
        # "BLUD RSUD X": how a public unit keeps its money is no part of its name.
        status = re.match(
            r"(?:BLUD|BLU)\s+(?=(?:RS|UPT|Puskesmas|PUSKESMAS|Rumah|RUMAH|Klinik|Balai|Laboratorium)\w*\s)", name
        )
        begin, name = (begin + status.end(), name[status.end() :]) if status else (begin, name)
        if len(name.split()) < 2 and not re.match(r"(?:PT|CV)\.\w", name):
            continue
        found.append(NameSpan(begin, begin + len(name), name))
    return found


def person_at(text: str, at: int) -> NameSpan | None:
    """A person's name that starts at ``at`` (courtesy words skipped), None when no name stands there."""
    flat = re.sub(r"\s", " ", text)
    courtesy = _COURTESY.match(flat[at:])
    begin = at + (courtesy.end() if courtesy else 0)
    match = PERSON.match(flat, begin)
    if not match or _NOT_A_NAME.match(match.group()) or ORGANISATION.match(flat, begin):
        return None
    name = match.group().rstrip(" ,;:(")
    name = re.split(
        (
            r",?\s(?=(?:Direktur|Kepala|Manager|Manajer|Pimpinan|Ketua|General|Presiden|Komisaris|Pejabat|"
            r"DIREKTUR|KEPALA|PIMPINAN|KETUA|Selaku|SELAKU|Jabatan|NIP|NIK|NPWP|PIHAK|Pihak|Warga|Owner|"
            r"Branch|HRD|Plt|PLT|Kuasa|Wakil|Camat|Sekretaris)\b)"
        ),
        name,
    )[0]
    name = name.rstrip(" ,;:(")
    if len(name) < 3:
        return None
    if " " not in name and courtesy and re.match(r"t(?:ua)?n\b|ny(?:onya)?\b|nona", courtesy.group(), re.IGNORECASE):
        # One word alone is hardly a name; with "Nyonya" before it, it is how the person is called.
        return NameSpan(at, begin + len(name), flat[at : begin + len(name)])
    return NameSpan(begin, begin + len(name), name)


def without_courtesy(name: NameSpan) -> NameSpan:
    """A name on a form without "Bapak" or "Sdri." before it; "Ny." and "Tuan" are how some people write their names."""
    courtesy = _ADDRESS_FORM.match(name.text)
    if not courtesy or len(name.text) - courtesy.end() < 3:
        return name
    return NameSpan(name.start + courtesy.end(), name.end, name.text[courtesy.end() :], name.strength)
