"""The particulars inside one party's introduction: labelled lines and flowing ("notarial") text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.facts.identifiers import find_bare_nik, find_nik, find_npwp
from extractor.facts.names import NameSpan, find_organisations, form_of, person_at
from extractor.facts.party_addresses import ADDRESS_END, has_street

Field = Literal["name", "organisation", "position", "address", "representative", "npwp", "nik", "other"]
_LABELS: tuple[tuple[Field, str], ...] = (
    ("organisation", (
        r"(?:bertindak )?(?:untuk dan )?atas(?: nama)?(?= ?:)|n ?a ?m ?a (?:perusahaan|penyedia(?: jasa)?|"
        r"instansi|badan usaha|lembaga|koperasi|rekanan|satuan kerja|skpd|opd|vendor|organisasi|yayasan)|"
        r"penyedia(?: jasa)?|perusahaan|instansi|satuan kerja|satker|unit kerja|badan usaha|(?:company|employer)(?:'s)?(?: name)?"
    )),
    ("representative", (
        r"(?:yang )?(?:di ?)?wak[il1]{1,3} ?i?(?: ?oleh)?|wakil (?:sah|yang sah|resmi)(?: \w+)?|represented by|representative|"
        r"kuasa(?: direksi)?|nama (?:direktur|pimpinan|wakil|penandatangan|penanggung jawab|"
        r"pejabat)(?: ?/ ?jabatan)?|nama wakil(?: ?/ ?jabatan)?|penanggung jawab|pimpinan|direktur|"
            r"direktris|direktur utama|pemilik"
    )),
    ("name", (
        r"n ?a ?m ?a(?: ppk| pejabat pembuat komitmen| kpa| pengguna anggaran| lengkap| pekerja| karyawan|"
        r" tenaga kerja| pihak \w+)?|(?:full |employee(?:'s)? |worker(?:'s)? )?name"
    )),
    ("position", r"jabatan(?: penandatangan| wakil)?|kedudukan|selaku|posisi/jabatan|pekerjaan/jabatan|position|title"),
    ("address", (
        r"alamat(?! ?e-?mail| penempatan| lokasi| tempat (?:kerja|tugas))(?: [a-z/]+){0,3}|tempat tinggal|domisili|"
        r"tempat kedudukan|(?:berkedudukan|beralamat|berkantor|berdomisili)(?: di)?|(?:[a-z]+(?:'s)? )?address"
    )),
    ("npwp", r"(?:no(?:mor)?\.? ?)?n\.? ?p\.? ?w\.? ?p\.?(?: penyedia| perusahaan)?"),
    ("nik", (
        r"(?:no(?:mor)?\.? ?)?(?:n\.? ?[i1l]\.? ?k\.?|k\.? ?t\.? ?p\.?)(?: ?/? ?(?:sim(?: ?[abc]\d?)?|nik|ktp))?|"
        r"nomor induk kependudukan|(?:no|nomor)\.? (?:kartu )?identitas|(?:id|identity|ktp) (?:card )?(?:no|number)\.?"
    )),
    ("other", (
        r"n\.? ?[i1l]\.? ?p\.?|nrp|tempat(?:,? ?(?:/|dan|&)? ?t(?:an)?g{1,2}a?l?\.?)? ?lahir|ttl|"
        r"tanggal lahir|jenis kelamin|umur|usia|pendidikan(?: terakhir)?|agama|status(?: perkawinan| kawin)?|"
        r"no(?:mor)?\.? (?:telepon|telp|hp|rekening|handphone|surat|spk|akta)|telepon|telp\.?|hp|e-?mail|fax|"
        r"faksimili|bank|rekening|kewarganegaraan|pekerjaan|bidang usaha|jenis usaha|tugas|unit|lokasi|bagian|"
        r"pangkat[^:]{0,12}|golongan|nib|tanggal|hari|program|kegiatan|sumber dana|paket pekerjaan|nilai|sk|"
        r"dasar|tanggal [a-z]+|nomor(?: [a-z]+){0,3}|tahun anggaran|perihal|ttd|tugas pokok"
    )),
)  # fmt: skip
_LABEL_LINE = re.compile(
    r"^[ \t]*(?:(?:[ivxl1]{1,4}|\d{1,2}|[a-h])[.)]\s{0,2})?(?:"
    + "|".join(f"(?P<{f}{i}>{p})" for i, (f, p) in enumerate(_LABELS))
    + r")\s{0,3}(?P<colon>(?:[:=;—_]\s?){1,3}|-(?=\s)|\.\s?:|(?<=\s)\.(?=\s))\s{0,2}",
    re.IGNORECASE,
)
# Several entries on one line: "Nama : A ; Jabatan : B", "Nama : A No. KTP : 16 digits".
_INLINE = re.compile(
    r"\s*[;/|]\s+(?=[A-Z][A-Za-z. /]{1,30}\s?:)|(?<=\w)\s+(?=(?:No\.? ?KTP|NIK|NPWP|NIP|No\.? ?SIM)\b[^:\n]{0,14}:?\s*[\dx])"
)
# Two rows of a form drawn into one by the scanner: "Nama lengkap Nomor KTP : BUDI SANTOSO", the number below.
_PAIR_LABEL = (
    r"(?:nama(?: lengkap)?|jabatan|alamat(?: sesuai ktp)?|n\.?i\.?k\.?|no(?:mor|\.)? ?(?:ktp|hp|telepon|telp\.?)|npwp)"
)
_PAIRED = re.compile(
    rf"^[ \t]*(?:(?:[ivx]{{1,4}}|\d{{1,2}})[.)] ?)?(?P<a>{_PAIR_LABEL})[ :]{{1,3}}(?P<b>{_PAIR_LABEL}) ?:[ :]*(?=\S)",
    re.IGNORECASE,
)
# A label whose colon the scanner lost: "1. Nama Budi Santoso".
_BARE_LABEL = re.compile(
    r"^[ \t]*(?:(?:[IVXl1]{1,4}|\d{1,2}|[a-h])[.)]\s{0,2})?(?:(?P<name2>Nama|NAMA)(?!\s+(?i:Pejabat|Pengguna|Pimpinan|Direktur|Wakil|PPK|KPA|Kuasa|Paket|Pekerjaan|Kegiatan|"
    r"Program|Satuan|dan)\b)|(?P<position3>Jabatan|JABATAN)|(?P<address4>Alamat|ALAMAT))\s+"
    r"(?=[A-Z][\w.]*\s)(?!(?i:Perusahaan|Penyedia|Instansi|Badan|Lengkap|Pekerja|Karyawan|Kantor|Rumah|Jabatan|Tempat)\b)"
)
# Any other short line head with a colon is a label too; its value belongs to no particular.
_OTHER_LABEL = re.compile(r"^[ \t]*(?:\w{1,3}[.)]\s)?[A-Z][A-Za-z./(), ]{2,36}\s?[:=](?=\s|$)")
_STREET_LINE = re.compile(r"\s*(?:Jl|Jln|Jalan|JL|JALAN|Gg|Gang)\b\.?\s")
_STOP_LINE = re.compile(
    (
        r"^\s*[(“\"]?(?:yang )?(?:dalam (?:hal|perjanjian|kedudukan)|bertindak|selanjutnya|n\.?i\.?p\b|npwp\b|nik\b|no\.? ?ktp\b|u\.\s?p\b|telp|untuk (?:dan atas|"
        r"selanjutnya|[a-z]+kan\b)|berdasarkan|dengan ini|disebut|dan$|dan\s*$|oleh karena|mewakili|"
        r"sah mewakili|pasal\b|adalah\b|sebagai\b)"
    ),
    re.IGNORECASE,
)
_STOP_IN_LINE = re.compile(
    (
        r"[,;.]?\s[(“\"]?(?:(?:yang )?dalam (?:hal|kedudukan|perjanjian) ini|(?:yang )?bertindak|(?:yang |"
        r"untuk )?selanjutnya|untuk dan atas nama|yang berkedudukan|berdasarkan (?:akta|surat|keputusan)|"
        r"yang diwakili|diwakili oleh|sah mewakili)\b"
    ),
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(
    r"(?:untuk dan )?(?:atas nama|mewakili(?: untuk dan atas nama)?|bertindak (?:atas nama|mewakili))\s+", re.IGNORECASE
)
_SELF = re.compile(
    r"(?:atas nama|mewakili|bertindak untuk)\s+(?:diri(?:nya)?(?: pribadi| sendiri)?|pribadi|sendiri|dirinya)",
    re.IGNORECASE,
)
_REPRESENTED = re.compile(
    (
        r"(?:diwakili|di wakili|dikuasakan|diwakilkan|dijabat|dipimpin|diketuai|ditandatangani oleh)(?:\s+(?:secara sah|dengan sah|dalam hal ini|"
        r"untuk hal ini|secara bersama-sama|bersama-sama|secara hukum))*(?:\s+(?:oleh|kepada)|\s+(?:pemilik|"
        r"pimpinan|pengurus|ketua|direktur)nya)?\s*:?\s*|represented by\s*(?:/\s*diwakili oleh\s*)?:?\s*|"
        r"(?:dalam hal ini|bertindak) oleh\s+|dalam hal ini bertindak\s+(?=[A-Z])|\bu\.\s?p\.?\s*:?\s*"
    ),
    re.IGNORECASE,
)
_AS = re.compile(
    (
        r"[\s,]{0,3}(?:(?:yang\s)?(?:dalam hal ini\s)?(?:bertindak\s)?(?:dalam "
        r"(?:ke)?jabatan(?:nya)?(?:\s(?:selaku|sebagai))?|selaku|sebagai|menjabat(?:\ssebagai)?|"
        r"jabatan\s?:?)\s+|,\s*(?=[A-Z]))"
    ),
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"(?P<p>[A-Z][\w./&’'\-]*(?:\s(?:dan|&|of|dan/atau|pada|di)\s[A-Z][\w./&’'\-]*|\s(?!PT\b|CV\b|UD\b|"
    r"P\.T|Koperasi|Yayasan|RSUD|Dinas\b|Bank\b)[A-Z&][\w./&’'\-]*)*)"
)


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """A particular at ``start:end`` of the reading."""

    field: Field
    start: int
    end: int
    text: str


def labelled(text: str, start: int, end: int) -> Iterator[FieldSpan]:
    """The particulars of labelled lines ("Alamat : ..."), values that run over several lines included."""
    at = start
    current: tuple[Field, int, str] | None = None
    value_end = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        pair = _PAIRED.match(text[at:stop])
        below = text.find("\n", stop + 1, end) if pair and stop < end else -1
        if pair and below > 0 and not _LABEL_LINE.match(text[stop + 1 : below]):
            if current:
                yield from _field(text, current, value_end)
            current = None
            for field, begin, close in ((pair["a"], at + pair.end(), stop), (pair["b"], stop + 1, below)):
                named = _LABEL_LINE.match(f"{field} : x")
                if named:
                    yield from _field(text, (_which(named)[0], begin, field.lower()), close)
            at = below + 1
            continue
        inline = _INLINE.search(text, at, stop)
        if inline and "/" in inline.group() and ":" not in text[at : inline.start()]:
            inline = None  # "Nama Wakil / Jabatan :" is one label
        stop = inline.start() if inline else stop
        line = text[at:stop]
        match = _LABEL_LINE.match(line) or _BARE_LABEL.match(line)
        if match:
            if current:
                yield from _field(text, current, value_end)
            field, label = _which(match)
            current = (field, at + match.end(), label)
            value_end = stop
        elif (current and _OTHER_LABEL.match(line)) or (current and _STOP_LINE.match(line)):
            yield from _field(text, current, value_end)
            current = None
        elif current and current[0] != "address" and _STREET_LINE.match(line):
            yield from _field(text, current, value_end)
            current = ("address", at, "")
            value_end = stop
        elif current:
            value_end = stop
        at = inline.end() if inline else stop + 1
    if current:
        yield from _field(text, current, value_end)


def field_of(label: str) -> Field | None:
    """The particular a label names ("Alamat Kantor" -> address), None for none of them."""
    match = _LABEL_LINE.match(f"{label.strip(' :.')} : x")
    return _which(match)[0] if match else None


def _which(match: re.Match[str]) -> tuple[Field, str]:
    for index, (field, _) in enumerate(_LABELS):
        printed = match.groupdict().get(f"{field}{index}")
        if printed:
            return field, printed.lower()
    return "other", ""


def _field(text: str, current: tuple[Field, int, str], end: int) -> Iterator[FieldSpan]:
    field, start, label = current
    value = text[start:end]
    cut = _STOP_IN_LINE.search(value)
    if cut:
        value = value[: cut.start()]
    # "Alamat : Jl. A, Kota" / "Perusahaan   B": the label itself ran over two lines.
    tail = re.search(r"\n(?:Perusahaan|Penyedia|Lengkap|Kantor|Jasa|Kerja|Oleh|[Nn]ama)\b[ :]*", value)
    if tail and field in ("address", "organisation") and re.match(r"alamat$|nama$|bertindak|atas|untuk", label):
        value = value[: tail.start()] + " " * (tail.end() - tail.start()) + value[tail.end() :]
    trimmed = value.strip(' \n,;:.-—=|_*(“"')
    # A dot that ends an abbreviation ("No. 4 Jl.") is lost without harm.
    if not re.search(r"[A-Za-z0-9]", trimmed) or re.fullmatch(r"[\s._…\-]*", trimmed):
        return
    begin = start + value.index(trimmed[0])
    yield FieldSpan(
        field,
        begin,
        begin + len(value[value.index(trimmed[0]) :].rstrip(' \n,;:.-—=|_*(“"')),
        re.sub(r"\s+", " ", trimmed),
    )


def organisation_acted_for(text: str, start: int, end: int) -> NameSpan | None:
    """The organisation after "untuk dan atas nama", None when the person acts for themselves or for nobody."""
    block = text[start:end]
    for match in _ON_BEHALF.finditer(re.sub(r"\s", " ", block)):
        for found in find_organisations(block[match.end() : match.end() + 160]):
            if found.start <= 14:
                return NameSpan(start + match.end() + found.start, start + match.end() + found.end, found.text)
    return None


def acts_for_self(text: str, start: int, end: int) -> bool:
    return bool(_SELF.search(re.sub(r"\s+", " ", text[start:end])))


_FOR_HOUSE = re.compile(
    r"atas nama\s+(?:perusahaan|instansi|lembaga|yayasan|koperasi|kantor)(?:nya)?\b(?!\s+[A-Z])", re.IGNORECASE
)


def acts_for_house(text: str, start: int, end: int) -> bool:
    """Whether a person acts "atas nama perusahaan" without the firm's name."""
    return any(not re.match(r"\s+[A-Z]", text[m.end() :]) for m in _FOR_HOUSE.finditer(text, start, end))


def represented_by(text: str, start: int, end: int) -> tuple[NameSpan, NameSpan | None] | None:
    """(person, office) after "diwakili oleh", None when the phrase or a name is missing."""
    flat = re.sub(r"\s", " ", text[start:end])
    for match in _REPRESENTED.finditer(flat):
        person = _person_at(text[start:end], match.end())
        if person:
            office = office_after(flat, person.end)
            return _moved(person, start), _moved(office, start) if office else None
        # "diwakili Ketua Pengurus, NAMA": the office first.
        before = re.compile(r"(?P<o>[A-Z][^,;:()]{3,50}),\s+").match(flat, match.end())
        person = person_at(flat, before.end()) if before else None
        if before and person:
            held = NameSpan(before.start("o"), before.end("o"), before["o"])
            return _moved(person, start), _moved(held, start)
    return None


_OWNED = re.compile(r"\b(?:milik|dimiliki oleh|kepunyaan|pemilik(?:nya)?(?: adalah|,| bernama)?)\s+(?=[A-Z])")


def owned_by(text: str, start: int, end: int) -> tuple[NameSpan, NameSpan] | None:
    """(person, office) of a business that names its owner: "usaha perorangan milik Ny. X"."""
    flat = re.sub(r"\s", " ", text[start:end])
    for match in _OWNED.finditer(flat):
        person = person_at(flat, match.end())
        if person and (len(person.text.split()) >= 2 or person.start > match.end()):
            return _moved(person, start), NameSpan(start + match.start(), start + match.end() - 1, "Pemilik")
    return None


_WORK_UNIT = re.compile(
    r"\b(?:satuan kerja|satker|unit kerja|perangkat daerah|skpd|opd)\s?:\s?(?P<unit>[A-Z][^\n:]{5,90})", re.IGNORECASE
)
# "BPKD Kabupaten X": local agencies go by their initials.
_AGENCY = re.compile(r"[A-Z]{2,10}\s(?:Kabupaten|KABUPATEN|Kota|KOTA|Provinsi|PROVINSI)\s")
_NEXT_LABEL = re.compile(r"\s+(?:Tanggal|Nomor|No|Tgl|Kode|Alamat|Tahun|Program|Kegiatan)\b.*", re.IGNORECASE)


def work_unit(text: str) -> NameSpan | None:
    """The office an order form names as "Satuan Kerja : ...", None when it is no organisation's name."""
    for match in _WORK_UNIT.finditer(text, 0, 3000):
        name = _NEXT_LABEL.sub("", match["unit"]).rstrip(" ,.;")
        found = find_organisations(name)
        if form_of(name) and ((found and found[0].start == 0) or _AGENCY.match(name)):
            return NameSpan(match.start("unit"), match.start("unit") + len(name), name)
    return None


def named_after_link(text: str, start: int, end: int) -> NameSpan | None:
    """The first person named after "dengan", "dan", "kepada" or "Saudara" ("mengikat kontrak dengan NAMA")."""
    flat = re.sub(r"\s", " ", text[start:end])
    for match in re.finditer(
        (
            r"(?:\b(?:dengan|dan|kepada|bernama|antara)\s+(?:(?:seorang\s)?(?:pekerja|karyawan|saudara|sdr\.?|"
            r"tuan|nyonya)\s+(?:bernama\s+)?)?|\b(?:Saudara|Saudari|Sdr\.?|Sdri\.?)\s+)(?=[A-Z])"
        ),
        flat,
    ):
        person = person_at(flat, match.end())
        if person and (len(person.text.split()) >= 2 or re.match(r"\s*[,(]", flat[person.end :])):
            return _moved(person, start)
    return None


def first_line_name(text: str, start: int, end: int) -> tuple[NameSpan, NameSpan | None] | None:
    """(name, address) of a block that is a name on a line of its own with the address on the lines below."""
    lines = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    if not lines:
        return None
    a, b = lines[0]
    name = text[a:b].strip(" ,;:.")
    person = person_at(name, 0)
    organisation = find_organisations(name)
    whole = (person and person.end >= len(name) - 1) or (
        organisation and organisation[0].start == 0 and organisation[0].end >= len(name) - 1
    )
    if not whole:
        return None
    last = None
    for line_start, line_end in lines[1:4]:
        line = text[line_start:line_end]
        if (
            _LABEL_LINE.match(line)
            or _OTHER_LABEL.match(line)
            or re.match(r"\s*(?:diwakili|no\b|nik|npwp|selanjutnya|telp)", line.lower())
        ):
            break
        last = line_end
    address = None
    if last is not None and has_street(text[lines[1][0] : last]):
        flat = re.sub(r"\s", " ", text[lines[1][0] : last])
        cut = ADDRESS_END.search(flat)
        value = flat[: cut.start() if cut else len(flat)].rstrip(" ,;")
        address = (
            NameSpan(lines[1][0], lines[1][0] + len(value), re.sub(r"\s+", " ", value).strip(" ,;")) if value else None
        )
    at = text.index(name[0], a)
    return NameSpan(at, at + len(name), name), address


_ENTRY_BELOW = re.compile(r"[ \t]*[A-Z][\w ./(),-]{1,32}\s?[:=]")


def _person_at(block: str, at: int) -> NameSpan | None:
    """The person named at ``at``, without what the next line begins with when that line is an entry of its own."""
    person = person_at(block, at)
    line = block.find("\n", person.start, person.end) if person else -1
    if person is None or line < 0 or not _ENTRY_BELOW.match(block, line + 1):
        return person
    return NameSpan(person.start, line, person.text[: line - person.start].rstrip(" ,.;"))


_LIST_MARK = re.compile(
    r"[\s,.;:)”\"•*–-]*(?:(?:dan|dengan|serta)\s+)?(?:(?:saya|kami)[,:]?\s+)?(?:\(?(?:[IVXl]{1,4}|\d{1,2}|[a-zA-Z])[.)]\s*)?"
)


def first_person(text: str, start: int, end: int) -> NameSpan | None:
    """The person whose name opens the introduction before a comma or bracket ("2. NAMA, pemborong, KTP ..."): the last
    resort, for a block in which nobody else is named."""
    flat = re.sub(r"\s", " ", text[start:end])
    mark = _LIST_MARK.match(flat)
    at = mark.end() if mark else 0
    person = _person_at(text[start:end], at)
    if person is None or not re.match(r"\s?[,(]", flat[person.end :]):
        return None
    if len(person.text.split()) < 2 and not _RESIDENT.search(flat[person.end : person.end + 90]):
        return None
    return _moved(person, start)


def leading_person(text: str, start: int, end: int) -> tuple[NameSpan, NameSpan | None] | None:
    """(person, office) when the introduction opens with a person: "1. NAMA : Kepala ..." or "NAMA, Direktur ..."."""
    flat = re.sub(r"\s", " ", text[start:end])
    head = re.match(
        r"[\s,.;:)”\"]*(?:(?:dan|dengan|serta)\s+)?(?:(?:saya|kami)[,:]?\s+)?(?:\(?(?:[IVXl]{1,4}|\d{1,2}|[a-zA-Z])[.)]\s*)?[\s:]*(?:Nama\s*:?\s*)?",
        flat,
    )
    at = head.end() if head else 0
    person = _person_at(text[start:end], at)
    if person is None or (
        find_organisations(flat[at : at + 80]) and find_organisations(flat[at : at + 80])[0].start == 0
    ):
        return None
    rest = flat[person.end : person.end + 90]
    colon = re.match(r"\s{0,3}[:]\s{0,2}", rest)
    if colon:
        office = _office_at(flat, person.end + colon.end())
        return _moved(person, start), _moved(office, start) if office else None
    office = office_after(flat, person.end)
    if office or re.match(
        (
            r",?\s*(?:NIP|NIK|lahir|bertempat tinggal|beralamat|Warga|pemegang|jabatan|laki|perempuan|pria|"
            r"wanita|umur|usia|kelahiran|tempat|KTP|nomor KTP|No\.? KTP)"
        ),
        rest,
    ):
        return _moved(person, start), _moved(office, start) if office else None
    return None


def office_after(flat: str, at: int) -> NameSpan | None:
    """The office held, after "selaku", "sebagai", "dalam jabatannya sebagai" or a comma."""
    match = _AS.match(flat, at)
    office = _office_at(flat, match.end()) if match else None
    if office:
        return office
    plain = re.compile(
        r",\s*(?P<o>(?:pemilik|pimpinan|direktur|direktris|ketua|kepala|manajer|pengurus)(?:\s[a-z]+)?)\b"
    ).match(flat, at)
    return NameSpan(plain.start("o"), plain.end("o"), plain["o"]) if plain else None


def _office_at(flat: str, at: int) -> NameSpan | None:
    office = _POSITION.match(flat, at)
    if not office:
        return None
    text = office["p"].strip(" ,.")
    return NameSpan(at, at + len(text), text) if len(text) > 2 else None


_RESIDENT = re.compile(r"\b(?:K\s?T\s?P|N\s?I\s?K|[Kk]ependudukan|[Ii]dentitas)\b")


def identifiers(text: str, start: int, end: int) -> Iterator[FieldSpan]:
    """Tax and resident numbers anywhere in the introduction."""
    block = text[start:end]
    for npwp in find_npwp(block):
        yield FieldSpan("npwp", start + npwp.start, start + npwp.end, npwp.value)
    found = list(find_nik(block))
    if not found and _RESIDENT.search(block):
        # The scanner parted label and number; one number of the right build, and no tax number, is the NIK.
        taxes = [n.start for n in find_npwp(block)]
        loose = [n for n in find_bare_nik(block) if n.start not in taxes]
        found = loose if len(loose) == 1 else []
    for nik in found:
        yield FieldSpan("nik", start + nik.start, start + nik.end, nik.digits if len(nik.digits) == 16 else nik.value)


def _moved(span: NameSpan, by: int) -> NameSpan:
    return NameSpan(span.start + by, span.end + by, span.text)
