"""Where each party is introduced: from the opening words to "selanjutnya disebut PIHAK ...", or the two halves of an
order form that names no roles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.facts.reading import Reading

_ORDINAL = r"(?:pertama|kesatu|kedua|ketiga|ke-? ?(?:satu|dua|tiga|i{1,3}|[123])|i{1,3}|[123l]|satu|dua)"
_KIND = (
    r"(?:pengusaha|pekerja(?:an)?|perusahaan|karyawan|karyawati|pemberi (?:kerja|pekerjaan|tugas|borongan)|penerima (?:kerja|pekerjaan|tugas|borongan)|pengguna(?: jasa| tenaga kerja)?|penyedia(?: jasa| tenaga kerja| barang)?|"
    r"klien|client|vendor|pejabat (?:pembuat komitmen|penandatangan kontrak)|ppk|kpa|kontraktor|pemborong|tenaga kerja|buruh|majikan|pegawai|pelaksana(?: pekerjaan)?|user|mitra|perusahaan (?:pengguna|alih daya|penyedia jasa)|"
    r"pekerja/buruh|yayasan|sekolah|guru|bank|koperasi|pihak (?:pemberi|penerima) [a-z]+)"
)
ROLE = re.compile(rf"(?:(?:para )?pihak[ \n]{{1,2}}(?:{_ORDINAL}|{_KIND})(?![a-z])|{_KIND}(?![a-z])|[\"“'‘][a-z0-9 .&/-]{{2,30}}[\"”'’])")
_DEFINES = re.compile(
    r"(?:(?:untuk |yang )*(?:selanjutnya|berikutnya)(?: (?:di ?)?dalam[^\"“,.;:()]{0,60}?)?(?: (?:secara bersama-sama|akan|cukup))? ?disebut(?:kan)?|\bdisebut(?:kan)? (?:sebagai |juga |selaku |pula )+|disebut(?= ?[\"“]))"
    r"(?: (?:juga|sebagai|dengan|selaku|pula|di sini|disini|dalam perjanjian ini|dalam kontrak ini))*[ :]{0,3}"
)
_PARENTHESIS = re.compile(r"\((?:\"|“|‘|')(?P<role>[^\"”)]{3,30})(?:\"|”|’|')\)")
_NOT_A_PARTY = re.compile(
    r"para pihak|kedua belah|^[\"“'‘]?(?:perjanjian|kontrak|pkwt|kkwt|pks|spk|pekerjaan|addendum|kesepakatan|surat|peraturan|jasa|tenaga|gedung|lokasi|obyek|objek|proyek|bpjs)\b(?! kerja)"
)
_OPENING = re.compile(
    r"(?:(?:yang |kami |kami yang )?(?:ber)?tanda ?tangan(?:gan)?(?: di ?bawah)?(?: ini)?|tercantum di ?bawah ini|di ?bawah ini|sebagai ?berikut|oleh dan antara|(?:dibuat|diadakan|terjadi)[^.:;]{0,60}\bantara|\bantara)[ :,]{0,4}\n?"
)
_ORDERED = re.compile(r"(?:memerintahkan|menunjuk|menugaskan|ditujukan|diberikan|kepada yth|kepada)(?: kepada)?(?: (?:penyedia|perusahaan|saudara))? ?:")
_PROVIDER_LABEL = re.compile(r"^[ \t]*(?:\w{1,3}[.)] )?(?:nama )?(?:penyedia(?: jasa)?|perusahaan penyedia|rekanan|pelaksana|kontraktor|vendor|badan usaha)\s*[:=]", re.MULTILINE)
_COMPANY_LABEL = re.compile(r"^[ \t]*nama (?:perusahaan|instansi|badan usaha) ?[:=]", re.MULTILINE)
_OFFICER = re.compile(r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak|pelaksana teknis)|kuasa pengguna anggaran|(?<![/\-.])\bppk\b(?![/\-])|(?<![/\-.])\bkpa\b(?![/\-])")
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
    """"Pihak\\nPengusaha" -> "PIHAK PENGUSAHA", "pihak ke-I" -> "PIHAK KE I", quotes dropped."""
    bare = re.sub(r"[\s]+", " ", printed.strip(" \n\"“”'‘’,.;:()")).upper()
    bare = re.sub(r"\bKE-\s?", "KE ", bare)
    return re.sub(r"^PIHAK (?:L|1)$", "PIHAK I", bare)


def party_blocks(reading: Reading) -> tuple[PartyBlock, ...]:
    """The blocks of all parties in the order of the page; () when no party is introduced."""
    defined = _definitions(reading)
    if len(defined) >= 2:
        return _between(reading, defined)
    formed = _order_form(reading, defined)
    if formed:
        return formed
    return _between(reading, defined)


def _definitions(reading: Reading) -> list[tuple[int, int, str]]:
    """(start of "selanjutnya disebut", end of the role, role) of each party, the first definition of a role only."""
    low = reading.low.replace("\n", " ")
    found: list[tuple[int, int, str]] = []
    for match in _DEFINES.finditer(low):
        opened = re.compile(r"[\"“'‘(\[ ]{0,4}").match(low, match.end())
        at = opened.end() if opened else match.end()
        for begin in (at, match.end()):
            role = ROLE.match(low, begin)
            if role and not _NOT_A_PARTY.search(role.group()):
                found.append((match.start(), role.end(), normalise_role(role.group())))
                break
    for match in _PARENTHESIS.finditer(low):
        if re.search(r"disebut[^()]{0,30}$", low[max(0, match.start() - 40) : match.start()]):
            continue
        if ROLE.fullmatch(match["role"].strip()) and not _NOT_A_PARTY.search(match["role"]):
            found.append((match.start(), match.end(), normalise_role(match["role"])))
    kept: list[tuple[int, int, str]] = []
    for item in sorted(found):
        if item[2] not in {k[2] for k in kept} and (not kept or item[0] - kept[-1][1] < 3000):
            kept.append(item)
    return _without_aliases(kept, low)


def _without_aliases(found: list[tuple[int, int, str]], low: str) -> list[tuple[int, int, str]]:
    """Drops a second name given right after the first ("PIHAK PERTAMA, selanjutnya juga disebut Pengguna Jasa")."""
    kept: list[tuple[int, int, str]] = []
    for start, end, role in found:
        if kept and len(low[kept[-1][1] : start].strip(" \"”'’,.;()")) < 18:
            continue
        kept.append((start, end, role))
    return kept[:4]


def _between(reading: Reading, defined: list[tuple[int, int, str]]) -> tuple[PartyBlock, ...]:
    blocks: list[PartyBlock] = []
    begin = _opening_end(reading, defined[0][0]) if defined else 0
    for start, end, role in defined:
        role_start = reading.low.replace("\n", " ").rfind(role.lower().split()[-1], start, end)
        role_from = max(start, end - len(role) - 2)
        blocks.append(PartyBlock(role, begin, start, (min(role_from, role_start) if role_start > 0 else role_from, end)))
        begin = end
    return tuple(blocks)


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
        if seen and reading.in_table(start + match.start()):
            break
        if re.match(r"\s*(?:untuk (?:melaksanakan|segera)|dengan (?:ketentuan|ini)|selanjutnya|agar |no\b|1\.|a\.|jangka|posisi|no[ .|]|berdasarkan|pekerjaan dimulai|uraian)", line) and seen:
            break
        seen += ":" in line
        end = start + match.end()
        if seen > 14 or end - start > 1200:
            break
    return end
