"""What each party is to the workers: user, vendor, employer, worker, or the public office that orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.facts.names import NameSpan
from extractor.facts.party_blocks import PartyBlock
from extractor.facts.reading import Reading
from extractor.vocabulary import PartyForm, PartyFunction

OFFICER = re.compile(
    (
        r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak)|(?:kuasa )?pengguna anggaran|"
        r"(?<![/\-.(])\bppk\b(?![/\-])|(?<![/\-.])\bkpa\b(?![/\-])"
    ),
    re.IGNORECASE,
)
GROUP = re.compile(
    (
        r"mewakili \d+|rekan(?:-rekan)?nya|rekan-rekan|kelompok|\bdkk\b|dan kawan-kawan|ketua kelompok|"
        r"regu kerja|para pekerja"
    ),
    re.IGNORECASE,
)
_WORKER_ROLE = re.compile(
    r"PEKERJA(?!AN)|KARYAWA|BURUH|TENAGA KERJA|PEGAWAI|PENERIMA KERJA|GURU|EMPLOYEE|WORKER|PELAUT"
)
_EMPLOYER_ROLE = re.compile(r"PENGUSAHA|PERUSAHAAN$|MAJIKAN|PEMBERI KERJA|EMPLOYER|COMPANY")
_USER_ROLE = re.compile(
    r"PENGGUNA|KLIEN|CLIENT|USER|PEMBERI(?! JASA)|YANG MEMBERI|PENERIMA JASA|PEMILIK|PERUSAHAAN PENGGUNA"
)
_VENDOR_ROLE = re.compile(
    r"PENYEDIA|VENDOR|KONTRAKTOR|PEMBORONG|PENERIMA(?! JASA)|YANG MENERIMA|PEMBERI JASA|PENYELENGGARA|PENGELOLA|"
    r"OUTSOURCING|PELAKSANA|ALIH DAYA|MITRA|PROVIDER|CONTRACTOR"
)
_CONTRACTOR = re.compile(r"\b(?:pemborong|kontraktor|pengusaha jasa|penyedia jasa|mandor borong)\b")
_SUPPLIES = (
    r"(?:wajib |akan |sanggup |bersedia |berkewajiban |bertanggung ?jawab |dilarang |telah |"
    r"dapat )*(?:untuk )?(?:menyediakan|menempatkan|mempekerjakan|mengikutsertakan|mendaftarkan|"
    r"membayar(?:kan)? (?:upah|gaji|tunjangan)|menyiapkan (?:tenaga|personil)|"
    r"menanggung|merekrut|mengganti(?:kan)? (?:tenaga|personil|petugas)|memberikan (?:upah|tunjangan|"
    r"seragam|jasa)|melaksanakan pekerjaan|menjamin (?:bahwa )?(?:tenaga|pekerja|penyedia|seluruh)|"
    r"menerima (?:penyerahan|pemberian) )"
)
_SUPPLIER_IS = (
    r"(?:adalah |merupakan |ialah )(?:suatu |sebuah )?(?:perusahaan|badan usaha|perseroan|badan hukum|"
    r"penyedia|koperasi)[^.;]{0,80}(?:penyedia|alih daya|outsourcing|jasa (?:tenaga|keamanan|pengamanan|"
    r"kebersihan|cleaning)|bergerak)|mempunyai izin|memiliki izin"
)
_ORDERS = (
    r"(?:dengan ini |telah |bermaksud |akan |berhak |sepakat |dapat |wajib )*(?:untuk )?(?:menunjuk|"
    r"memborongkan|menyerahkan|memberikan (?:pekerjaan|tugas)|menugaskan|memerintahkan|membayar (?:kepada|"
    r"biaya|harga|jasa|tagihan)|membutuhkan|memerlukan|"
    r"menggunakan jasa|mengundang|menerima (?:laporan|tenaga)|melakukan pembayaran|meminta penggantian)"
)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party before it becomes a fact; every span is in the reading."""

    role: str
    block: PartyBlock
    name: NameSpan | None
    form: PartyForm | None
    function: PartyFunction | None = None
    representative: NameSpan | None = None
    representative_position: NameSpan | None = None
    address: NameSpan | None = None
    npwp: NameSpan | None = None
    nik: NameSpan | None = None


def with_functions(reading: Reading, parties: Sequence[FoundParty], *, employment: bool | None) -> list[FoundParty]:
    if not parties:
        return []
    functions: list[PartyFunction | None] = [_function_by_role(reading, p) for p in parties]
    persons = [p.form == "perorangan" for p in parties]
    for index, party in enumerate(parties):
        hires = functions[index] == "employer" and sum(persons) > 1
        block = reading.low[party.block.start : party.block.end]
        contracts = not employment and bool(_CONTRACTOR.search(block))
        if contracts and persons[index]:
            functions[index] = "vendor"
        elif persons[index] and functions[index] in (None, "vendor", "employer") and not hires:
            functions[index] = (
                "worker_group"
                if party.representative and GROUP.search(reading.text[party.block.start : party.block.end])
                else "worker"
            )
    if "worker" in functions or "worker_group" in functions:
        firms = [
            _beside_worker(p, f, len(parties), employment=employment) for p, f in zip(parties, functions, strict=True)
        ]
        return [replace(p, function=f) for p, f in zip(parties, firms, strict=True)]
    if employment and len(parties) == 2 and any(p.name is None for p in parties):
        # A blank form: the employer is printed, the worker's particulars are still dots.
        return [
            replace(p, function=f or ("employer" if p.name or i == 0 else "worker"))
            for i, (p, f) in enumerate(zip(parties, functions, strict=True))
        ]
    return [replace(p, function=f) for p, f in zip(parties, _two_firms(reading, parties, functions), strict=True)]


def _beside_worker(
    party: FoundParty, function: PartyFunction | None, parties: int, *, employment: bool | None
) -> PartyFunction:
    """What a party is in a paper that a worker signs too: with one counterpart the employer, or the office that
    orders; with several, what its role says."""
    if party.form in ("pemda", "instansi_pusat") and not employment and function in (None, "employer", "user"):
        return "ppk"
    if function is None or (function == "user" and (_EMPLOYER_ROLE.search(party.role) or parties == 2)):
        return "employer"
    return function


def _function_by_role(reading: Reading, party: FoundParty) -> PartyFunction | None:
    """The function that the role, else the second role given with it, says of itself; None when neither does."""
    by_role = _function_of(reading, party, party.role)
    neutral = by_role is None or (by_role == "worker" and not _WORKER_ROLE.search(party.role))
    if party.block.alias and neutral:
        return _function_of(reading, party, party.block.alias) or by_role
    return by_role


def _function_of(reading: Reading, party: FoundParty, role: str) -> PartyFunction | None:
    block = reading.text[party.block.start : party.block.end]
    if (
        role in ("PPK", "KPA")
        or role.startswith("PEJABAT")
        or (OFFICER.search(block) and party.form in ("pemda", "instansi_pusat", "rumah_sakit", None))
    ):
        return "ppk"
    if _WORKER_ROLE.search(role):
        return "worker"
    if party.form == "perorangan" and _EMPLOYER_ROLE.search(role):
        return "employer"
    if party.form == "perorangan" and not _VENDOR_ROLE.search(role):
        return "worker_group" if party.representative else "worker"
    if _VENDOR_ROLE.search(role):
        return "vendor"
    if role == "PEMBERI KERJA" and party.block.role_at is None:
        return "user"
    if _USER_ROLE.search(role) and role != "PEMBERI KERJA":
        return "user"
    if _EMPLOYER_ROLE.search(role):
        return "employer"
    return None


def _two_firms(
    reading: Reading, parties: Sequence[FoundParty], functions: list[PartyFunction | None]
) -> list[PartyFunction | None]:
    """Which of two organisations supplies the workers: the verbs after each role's name decide, else the first is
    the user (18 of 20 agreements read)."""
    known = list(functions)
    # "employer" beside another organisation is the vendor's or the user's alias, not an employment agreement.
    known = [None if f == "employer" else f for f in known]
    if len(known) >= 2 and set(known) == {"vendor"}:
        # "PENGELOLA" and "PELAKSANA": both words fit a provider, so the verbs decide.
        known = [None] * len(known)
    if len(parties) >= 2 and None in known:
        scores = [_supply_score(reading, p) for p in parties]
        if "vendor" in known:
            known = [f or "user" for f in known]
        elif "user" in known or "ppk" in known:
            known = [f or "vendor" for f in known]
        else:
            user = min(range(len(parties)), key=lambda i: (scores[i], i))
            known = ["user" if i == user else "vendor" for i in range(len(parties))]
    return known


def _supply_score(reading: Reading, party: FoundParty) -> float:
    low = reading.low.replace("\n", " ")
    names = [re.escape(party.role.lower())]
    score = 0.0
    for name in names:
        score += len(re.findall(rf"{name}[\"”’']? {_SUPPLIES}", low))
        score += 2 * len(re.findall(rf"{name}[\"”’']? (?:ini )?{_SUPPLIER_IS}", low))
        score -= len(re.findall(rf"{name}[\"”’']? {_ORDERS}", low))
        score += 0.5 * len(
            re.findall(rf"(?:kepada|oleh) {name}[\"”’']?[^.;]{{0,30}}(?:untuk menyediakan|pekerjaan)", low)
        )
    if party.name:
        score += (
            1.0
            if re.search(
                (
                    r"outsourc|alih daya|security|pengaman|tenaga|resik|cleaning|jasa|sumber daya|insani|"
                    r"man ?power|service|facility|guard|karya"
                ),
                party.name.text.lower(),
            )
            else 0.0
        )
    block = reading.low[party.block.start : party.block.end]
    if re.search(
        r"penyedia(?:an)? (?:jasa|tenaga)|alih daya|outsourcing|jasa (?:pengamanan|keamanan|kebersihan|tenaga)", block
    ):
        score += 2
    return score
