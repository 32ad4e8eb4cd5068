"""Where each party is introduced: from the opening words to "selanjutnya disebut PIHAK ...", or the two halves of an
order form that names no roles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.facts.reading import Reading

_ORDINAL = r"(?:pertama|kesatu|kedua|ketiga|keempat|ke-? ?(?:satu|dua|tiga|i{1,3}|[123])|[il]{1,3}|[123]|satu|dua|tiga)"
_KIND = (
    r"(?:pengusaha|pekerja(?:an)?(?: harian(?: lepas)?| kontrak| borongan)?|perusahaan(?: (?:pengguna|"
    r"alih daya|penyedia jasa|pemberi kerja|pemberi pekerjaan|penerima pekerjaan))?|karyawan|karyawati|"
    r"pemberi (?:kerja|pekerjaan|tugas|borongan|jasa|order)|"
    r"penerima (?:kerja|pekerjaan|tugas|borongan|jasa)|pengguna(?: jasa| tenaga kerja| barang/jasa)?|"
    r"penyedia(?: jasa| tenaga kerja| barang)?|penyelenggara(?: jasa)?|pengelola|klien|client|vendor|"
    r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak)|ppk|kpa|kontraktor|pemborong|tenaga kerja|"
    r"buruh|majikan|pegawai|pelaksana(?: pekerjaan| jasa)?|user|mitra|pekerja/buruh|yayasan|sekolah|guru|"
    r"bank|koperasi|rumah sakit|hotel|"
    r"pemilik(?: pekerjaan)?|kontrak(?:tor|tan)|outsourcing|perseroan|kebun|pabrik|dinas|petugas|"
    r"tenaga (?:honorer|outsourcing|alih daya|pendukung)|driver|pengemudi|operator|satpam|cleaner|"
    r"kelompok kerja|ketua kelompok)"
)
ROLE = re.compile(
    rf"(?:(?:para )?pihak[ \n]{{1,2}}(?:{_ORDINAL}|{_KIND})(?![a-z])|{_KIND}(?![a-z])|"
    rf"[\"“'‘][a-z0-9 .&/-]{{2,30}}[\"”'’])"
)
_PARTY_ROLE = re.compile(rf"(?:para )?pihak[ \n]{{1,2}}(?:{_ORDINAL}|{_KIND})(?![a-z])")
_NAMED = r"(?:disebut(?:kan)?|dinamakan|dinamai|disingkat|dinyatakan|dikenal|ditulis|dipanggil|diistilahkan)"
_DEFINES = re.compile(
    r"(?:(?:untuk |yang )*(?:selanjutnya|berikutnya|kemudian|seterusnya)(?: (?:di "
    rf"?)?dalam[^\"“,.;:()]{{0,60}}?)?(?: (?:secara bersama-sama|akan|cukup|dapat|hanya))* ?{_NAMED}?"
    rf"|\b{_NAMED} (?:sebagai |juga |selaku |pula |saja )+|\b{_NAMED}(?= ?[\"“(])|\b{_NAMED}(?= [a-z]))"
    r"(?: (?:juga|sebagai|dengan|selaku|pula|saja|di sini|disini|dalam (?:perjanjian|kontrak|"
    r"surat perjanjian|kesepakatan|surat|pkwt|spk) ini))*[ :]{0,3}"
)
# Weaker signs, trusted only in the opening part: "sebagai PIHAK KESATU;" - "(PIHAK PERTAMA)" - ', "PENGGUNA JASA"'.
_AS_PARTY = re.compile(r"\b(?:sebagai|selaku|berkedudukan sebagai|bertindak sebagai) (?=(?:para )?pihak )")
_APART = re.compile(r"(?:\(|[-–—,:;] ?|\b)(?P<q>[\"“'‘(])(?P<role>[a-z][a-z .&/-]{2,30})[\"”'’)]")
# The role before the particulars: "PIHAK PERTAMA : PT ..." or a line of its own.
_HEADED = re.compile(
    (
        rf"^[ \t]*(?:[ivx\d]{{1,4}}[.)] ?)?(?P<role>(?:pihak[ ](?:{_ORDINAL}|{_KIND})|"
        rf"{_KIND})(?![a-z]))[ ]?(?:\((?P<alias>[^)\n]{{3,40}})\))?[ ]?(?P<mark>[:=–—-]|$)"
    ),
    re.MULTILINE,
)
_PARENTHESIS = re.compile(r"\((?:\"|“|‘|')(?P<role>[^\"”)]{3,30})(?:\"|”|’|')\)")
_NOT_A_PARTY = re.compile(
    r"para pihak|kedua belah|^[\"“'‘]?(?:perjanjian|kontrak|pkwt|kkwt|pks|spk|pekerjaan|addendum|"
    r"kesepakatan|surat|peraturan|jasa|tenaga|gedung|lokasi|obyek|objek|proyek|bpjs)\b(?! kerja)"
)
_OPENING = re.compile(
    r"(?:(?:telah )?(?:sepakat|bersepakat|setuju)\s?:|para pihak\s?:|(?:yang |kami |"
    r"kami yang )?(?:ber)?tanda ?tangan(?:gan)?(?: di ?bawah)?(?: ini)?|tercantum di ?bawah ini|"
    r"di ?bawah ini|sebagai ?berikut|oleh dan antara|masing-masing\s?:|(?:dibuat|diadakan|"
    r"terjadi)[^.:;]{0,60}\bantara|\bantara)[ :,]{0,4}\n?"
)
_ORDERED = re.compile(
    r"(?:memerintahkan|menunjuk|menugaskan|ditujukan|diberikan|kepada yth|"
    r"kepada)(?: kepada)?(?: (?:penyedia|perusahaan|saudara))? ?:"
)
_PROVIDER_LABEL = re.compile(
    (
        r"^[ \t]*(?:\w{1,3}[.)] )?(?:nama )?(?:penyedia(?: jasa)?|perusahaan penyedia|rekanan|pelaksana|"
        r"kontraktor|vendor|badan usaha)\s*[:=]"
    ),
    re.MULTILINE,
)
_COMPANY_LABEL = re.compile(r"^[ \t]*nama (?:perusahaan|instansi|badan usaha) ?[:=]", re.MULTILINE)
_OFFICER = re.compile(
    r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak|pelaksana teknis)|kuasa pengguna anggaran|"
    r"(?<![/\-.])\bppk\b(?![/\-])|(?<![/\-.])\bkpa\b(?![/\-])"
)
_BODY = re.compile(r"^\s*(?:pasal|bab)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """The text that introduces one party, ``start:end`` in the reading. ``role`` as printed, upper case;
    ``role_at`` where it stands (None when the form names none and the role is ours)."""

    role: str
    start: int
    end: int
    role_at: tuple[int, int] | None = None


def normalise_role(printed: str) -> str:
    """ "Pihak\\nPengusaha" -> "PIHAK PENGUSAHA", "pihak ke-I" -> "PIHAK KE I", quotes dropped."""
    bare = re.sub(r"[\s]+", " ", printed.strip(" \n\"“”'‘’,.;:()")).upper()
    bare = re.sub(r"\bKE-\s?", "KE ", bare)
    # A scanner reads the strokes of a roman numeral as l: "PIHAK Il".
    bare = re.sub(r"(?<=^PIHAK )[IL]{1,3}$", lambda m: "I" * len(m.group()), bare)
    return re.sub(r"^PIHAK 1$", "PIHAK I", bare)


def party_blocks(reading: Reading) -> tuple[PartyBlock, ...]:
    """The blocks of all parties in the order of the page; () when no party is introduced."""
    head = _head_end(reading)
    defined = _definitions(reading)
    if len(defined) >= 2:
        return _between(reading, defined)
    weak = _weak_definitions(reading, head)
    if len(weak) >= 2:
        return _between(reading, weak)
    formed = _order_form(reading, defined)
    if formed:
        return formed
    headed = _headed(reading, head)
    if len(headed) >= 2:
        return headed
    if len(defined) == 1 and len(weak) == 1 and weak[0][2] != defined[0][2]:
        return _between(reading, sorted([*defined, *weak]))
    return _between(reading, defined or weak) or _appointed(reading) or _joined(reading, head)


def _head_end(reading: Reading) -> int:
    """Where the terms begin: the first article, else a third of the text but at least its first 2,500 characters."""
    start = next(
        (
            s.start
            for s in reading.structure.root.children
            if s.kind in ("pasal", "bab", "ayat", "angka", "huruf", "recitals")
        ),
        None,
    )
    if start is not None and reading.at(start) > 150:
        return reading.at(start)
    return min(len(reading.text), max(2500, len(reading.text) // 3))


def _definitions(reading: Reading) -> list[tuple[int, int, str]]:
    """(start of "selanjutnya disebut", end of the role, role) of each party, the first definition of a role only."""
    low = reading.low.replace("\n", " ")
    found: list[tuple[int, int, str]] = []
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
                found.append((match.start(), role.end(), normalise_role(role.group())))
                break
    for match in _PARENTHESIS.finditer(low):
        if re.search(r"disebut[^()]{0,30}$", low[max(0, match.start() - 40) : match.start()]):
            continue
        if ROLE.fullmatch(match["role"].strip()) and not _NOT_A_PARTY.search(match["role"]):
            found.append((match.start(), match.end(), normalise_role(match["role"])))
    return _without_aliases(_first_of_each(found), low)


def _is_meant(reading: Reading, match: re.Match[str], role: re.Match[str], *, quoted: bool) -> bool:
    """Whether the words name a party: a full phrase, or a short one with a role in quotes or capitals."""
    if "selanjutnya" in match.group() and re.search(_NAMED, match.group()):
        return True
    if quoted or role.group().startswith("pihak") or re.search(r"(?:sebagai|selaku)\W*$", match.group()):
        return True
    if reading.text[role.start() : role.end()].isupper():
        return True
    return reading.text[: match.start()].rstrip().endswith("(")


def _weak_definitions(reading: Reading, head: int) -> list[tuple[int, int, str]]:
    """Roles given without a verb of naming, in the opening part only."""
    low = reading.low.replace("\n", " ")
    found: list[tuple[int, int, str]] = []
    for match in _AS_PARTY.finditer(low, 0, head + 200):
        role = _PARTY_ROLE.match(low, match.end())
        if role and not _NOT_A_PARTY.search(role.group()):
            found.append((match.start(), role.end(), normalise_role(role.group())))
    for match in _APART.finditer(low, 0, head + 200):
        inner = match["role"].strip()
        whole = ROLE.fullmatch(inner)
        proper = reading.text[match.start("role") : match.end("role")]
        if whole and not _NOT_A_PARTY.search(inner) and (proper[:1].isupper() or inner.startswith("pihak")):
            found.append((match.start(), match.end(), normalise_role(inner)))
    return _without_aliases(_first_of_each(found), low)


def _first_of_each(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for item in sorted(found):
        if item[2] not in {k[2] for k in kept} and (not kept or item[0] - kept[-1][1] < 3000):
            kept.append(item)
    return kept


def _headed(reading: Reading, head: int) -> tuple[PartyBlock, ...]:
    """Blocks that begin with the role: "PIHAK PERTAMA : PT X, ..." or the role as a line above the particulars."""
    marks: list[tuple[int, int, int, str]] = []
    for match in _HEADED.finditer(reading.low, 0, head + 400):
        role = normalise_role(match["role"])
        lone = match["mark"] == ""
        if reading.in_signature(match.start()) or (
            lone
            and not role.startswith("PIHAK")
            and not reading.text[match.start("role") : match.end("role")].isupper()
        ):
            continue
        if role in {m[3] for m in marks}:
            break
        marks.append((match.start(), match.end(), match.end("role"), role))
    blocks = []
    for index, (start, end, role_end, role) in enumerate(marks):
        stop = (
            marks[index + 1][0]
            if index + 1 < len(marks)
            else _with_labels(reading, min(_section_end(reading, end), end + 900))
        )
        blocks.append(PartyBlock(role, end, stop, (start, role_end)))
    return tuple(blocks)


def _section_end(reading: Reading, at: int) -> int:
    """Where the parties' part ends after ``at``: the next section of the structure, else the next blank formula."""
    later = sorted(reading.at(s.start) for s in reading.structure.root.children if reading.at(s.start) > at)
    formula = re.compile(
        r"\n[^\n]{0,60}(?:dengan ini|sepakat|menerangkan|terlebih dahulu|para pihak|kedua belah)"
    ).search(reading.low, at)
    ends = [*later[:1], *([formula.start()] if formula else [])]
    return min(ends, default=len(reading.text))


def _with_labels(reading: Reading, at: int) -> int:
    """``at`` moved past labelled lines that follow ("No. KTP : ..."): they are particulars, not a heading."""
    for match in re.finditer(r"[^\n]*\n", reading.text[at : at + 300]):
        if not re.match(r"\s*[A-Za-z][A-Za-z./ ]{1,28}\s?[:=]\s*\S", match.group()):
            return at + match.start()
    return at


_APPOINTS = re.compile(
    r"\b(?:dengan ini )?(?:menunjuk|memerintahkan|menugaskan|memesan|"
    r"memberikan pekerjaan)(?: kembali)?(?: kepada)?\s+(?=[A-Z])"
)
_ADDRESSEE = re.compile(
    r"kepada\s*(?:yth|yang terhormat)\.?\s*:?\s*(?:saudara |sdr\.? |bapak/ibu )?(?:pimpinan|"
    r"direktur(?: utama)?|ketua|direksi)?\s*"
)


def _appointed(reading: Reading) -> tuple[PartyBlock, ...]:
    """A letter: "PT X menunjuk Koperasi Y untuk menyediakan ...", addressed to Y."""
    flat = reading.text.replace("\n", " ")
    for match in _APPOINTS.finditer(flat):
        stop = re.compile(r"\s(?:untuk|guna|sebagai|dengan ketentuan)\b|[.;]\s").search(flat, match.end())
        begin = max(
            (m.end() for m in re.finditer(r"[.;:]\s|,\s(?=P\.?T|CV|Koperasi)", flat[: match.start()])), default=0
        )
        begin = max(begin, match.start() - 260)
        end = stop.start() if stop else min(len(flat), match.end() + 120)
        taker_start = match.end()
        addressee = _ADDRESSEE.search(reading.low, 0, match.start())
        if addressee:
            # The letter's address block carries the provider's particulars.
            close = re.compile(r"\n[^\n]*(?:dengan hormat|perihal|di[ -]tempat)", re.IGNORECASE).search(
                reading.low, addressee.end()
            )
            return (
                PartyBlock("PEMBERI KERJA", begin, match.start()),
                PartyBlock("PENYEDIA", addressee.end(), close.start() if close else min(addressee.end() + 250, begin)),
            )
        return PartyBlock("PEMBERI KERJA", begin, match.start()), PartyBlock("PENYEDIA", taker_start, end)
    return _letter(reading)


_CHOSEN = re.compile(r"\b(?:menunjuk|memerintahkan|menugaskan|memesan|memberikan pekerjaan)\b")


def _letter(reading: Reading) -> tuple[PartyBlock, ...]:
    """A letter that says "menunjuk perusahaan Saudara": the writer is on the letterhead, the addressee is chosen."""
    addressee = _ADDRESSEE.search(reading.low)
    if not addressee or not _CHOSEN.search(reading.low, addressee.end()):
        return ()
    close = re.compile(r"\n[^\n]*(?:dengan hormat|perihal|di[ -]tempat)", re.IGNORECASE).search(
        reading.low, addressee.end()
    )
    head = re.compile(r"\n\s*(?:no|nomor|lamp|hal|perihal)\b").search(reading.low)
    return (
        PartyBlock("PEMBERI KERJA", 0, head.start() if head else addressee.start()),
        PartyBlock("PENYEDIA", addressee.end(), close.start() if close else addressee.end() + 250),
    )


_BETWEEN_NAMES = re.compile(
    r"\bantara\b\s*:?\s*(?P<a>[^;]{4,400}?)\s(?:dengan|dan)\s*:?\s*(?P<b>(?:P\.?T\b|CV\b|Koperasi|Yayasan|"
    r"[A-Z])[^;]{4,400})"
)


def _joined(reading: Reading, head: int) -> tuple[PartyBlock, ...]:
    """A cover or short letter that only says "antara X dengan Y": two blocks without roles of their own."""
    flat = reading.text.replace("\n", " ")
    match = _BETWEEN_NAMES.search(flat, 0, head)
    if not match:
        return ()
    return (
        PartyBlock("PIHAK PERTAMA", match.start("a"), match.end("a")),
        PartyBlock("PIHAK KEDUA", match.start("b"), min(match.end("b"), head)),
    )


def _without_aliases(found: list[tuple[int, int, str]], low: str) -> list[tuple[int, int, str]]:
    """Drops a second name given right after the first ("PIHAK PERTAMA, selanjutnya juga disebut Pengguna Jasa")."""
    kept: list[tuple[int, int, str]] = []
    for start, end, role in found:
        between = low[kept[-1][1] : start].strip(" \"”'’,.;()") if kept else ""
        if kept and len(between) < 18 and not re.search(r"\bdan\b|\bdengan\b", between):
            continue
        kept.append((start, end, role))
    return kept[:4]


def _between(reading: Reading, defined: list[tuple[int, int, str]]) -> tuple[PartyBlock, ...]:
    blocks: list[PartyBlock] = []
    begin = _opening_end(reading, defined[0][0]) if defined else 0
    for index, (start, end, role) in enumerate(defined):
        following = defined[index + 1][0] if index + 1 < len(defined) else min(len(reading.text), end + 400)
        close = _rest_of_form(reading.text, end, following)
        role_start = reading.low.replace("\n", " ").rfind(role.lower().split()[-1], start, end)
        role_from = max(start, end - len(role) - 2)
        blocks.append(
            PartyBlock(
                role,
                begin,
                start if close == end else close,
                (min(role_from, role_start) if role_start > 0 else role_from, end),
            )
        )
        begin = close
    return tuple(blocks)


_REST = re.compile(
    r"[ \t]*(?:\d[.)] ?|[a-h][.)] ?)?(?:alamat|n\.?p\.?w\.?p\.?|jabatan|no(?:mor|\.)? ?(?:ktp|telp|telepon|hp)|nik|telp|telepon|e-?mail)"
    r"[^\n:]{0,20}:[^\n]*",
    re.IGNORECASE,
)


def _rest_of_form(text: str, at: int, until: int) -> int:
    """Where the labelled lines end that follow a role given in the line of the name ("Perusahaan : PT X (selanjutnya
    disebut PIHAK I)" / "Alamat : ..."): they still belong to that party; ``at`` when none follow."""
    tail = re.compile(r"[\s\"”'’)\].,;]{0,6}\n").match(text, at)
    end = at
    while tail and tail.end() < until:
        line = _REST.match(text, tail.end(), until)
        if not line:
            break
        end = line.end()
        tail = re.compile(r"\n").match(text, end)
    return end


def _opening_end(reading: Reading, before: int) -> int:
    """Where the introduction of the first party begins."""
    low = reading.low.replace("\n", " ")
    begin = 0
    for match in _OPENING.finditer(low, 0, before):
        rest = low[match.end() : before].strip()
        if len(rest) >= 12:
            begin = match.end()
            # The first opening after the date is the right one when labels follow it at once.
            if re.match(r"(?:\W|[ivx]+\.|\d\.)*\s*n ?a ?m ?a\b", rest):
                break
    return begin


def _order_form(reading: Reading, defined: list[tuple[int, int, str]]) -> tuple[PartyBlock, ...]:
    """An order names the office first, then "memerintahkan kepada :" and the provider's particulars."""
    low = reading.low
    flat = low.replace("\n", " ")
    body = _BODY.search(low)
    limit = body.start() if body else len(low)
    provider = _PROVIDER_LABEL.search(low, 0, limit)
    ordered = next((m for m in _ORDERED.finditer(flat, 0, limit) if len(flat[m.end() : limit].strip()) > 10), None)
    if provider is None and ordered is None:
        labels = list(_COMPANY_LABEL.finditer(low, 0, limit))
        if len(labels) < 2:
            return ()
        provider = labels[1]
    cut = ordered.end() if ordered is not None else provider.start() if provider else 0
    if provider is not None and ordered is not None and provider.start() < ordered.start():
        cut = provider.start()
    stop = _form_end(reading, cut, limit)
    giver_end = ordered.start() if ordered is not None and ordered.start() < cut else cut
    begin = _opening_end(reading, giver_end)
    officer = _OFFICER.search(low, 0, giver_end)
    if officer and begin == 0:
        begin = reading.text.rfind("\n", 0, officer.start()) + 1
    giver = "PPK" if officer else "PEMBERI KERJA"
    taker = "PENYEDIA"
    if len(defined) == 1:
        start, _, role = defined[0]
        giver, taker = (role, taker) if start < cut else (giver, role)
    return (PartyBlock(giver, begin, giver_end), PartyBlock(taker, cut, stop))


def _form_end(reading: Reading, start: int, limit: int) -> int:
    """The provider's particulars end where running text or a numbered list begins."""
    end = start
    low = reading.low
    seen = 0
    for match in re.finditer(r"[^\n]*\n", low[start:limit]):
        line = match.group()
        if seen and ":" not in line and reading.in_table(start + match.start()) and not reading.in_table(start):
            break
        if (
            re.match(
                (
                    r"\s*(?:untuk (?:melaksanakan|segera)|dengan (?:ketentuan|ini)|selanjutnya|agar |no\b|1\.|"
                    r"a\.|jangka|posisi|no[ .|]|berdasarkan|pekerjaan dimulai|uraian)"
                ),
                line,
            )
            and seen
        ):
            break
        seen += ":" in line
        end = start + match.end()
        if seen > 14 or end - start > 1200:
            break
    return end
