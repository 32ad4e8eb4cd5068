"""The parties: who they are, by whom represented, and what they are to the workers (user, vendor, employer, worker)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.facts.names import NameSpan, find_organisations, form_of, person_at
from extractor.facts.party_blocks import PartyBlock, party_blocks
from extractor.facts.party_cover import address_on_cover, letterhead, letterhead_address, signer, without_telephone
from extractor.facts.party_fields import (
    FieldSpan,
    acts_for_self,
    first_line_name,
    flowing_address,
    has_street,
    identifiers,
    labelled,
    leading_person,
    named_after_link,
    organisation_acted_for,
    owned_by,
    represented_by,
)
from extractor.facts.reading import Reading
from extractor.facts.tables import grids
from extractor.vocabulary import PartyForm, PartyFunction

_OFFICER = re.compile(
    (
        r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak)|kuasa pengguna anggaran|"
        r"(?<![/\-.(])\bppk\b(?![/\-])|(?<![/\-.])\bkpa\b(?![/\-])"
    ),
    re.IGNORECASE,
)
_OFFICER_ORG = re.compile(
    (
        r"(?:Pejabat (?:Pembuat Komitmen|Penandatangan(?:an)? Kontrak)(?: \(PPK\))?|PEJABAT PEMBUAT KOMITMEN|"
        r"Kuasa Pengguna Anggaran|Kepala)\s+(?:pada\s|di\s)?"
    ),
    re.IGNORECASE,
)
_GROUP = re.compile(
    (
        r"mewakili \d+|rekan(?:-rekan)?nya|rekan-rekan|kelompok|\bdkk\b|dan kawan-kawan|ketua kelompok|"
        r"regu kerja|para pekerja"
    ),
    re.IGNORECASE,
)
_WORKER_ROLE = re.compile(r"PEKERJA(?!AN)|KARYAWA|BURUH|TENAGA KERJA|PEGAWAI|PENERIMA KERJA|GURU")
_EMPLOYER_ROLE = re.compile(r"PENGUSAHA|PERUSAHAAN$|MAJIKAN|PEMBERI KERJA")
_USER_ROLE = re.compile(r"PENGGUNA|KLIEN|CLIENT|USER|PEMBERI(?! JASA)|PENERIMA JASA|PEMILIK|PERUSAHAAN PENGGUNA")
_VENDOR_ROLE = re.compile(
    r"PENYEDIA|VENDOR|KONTRAKTOR|PEMBORONG|PENERIMA(?! JASA)|PEMBERI JASA|PENYELENGGARA|PENGELOLA|"
    r"OUTSOURCING|PELAKSANA|ALIH DAYA|MITRA"
)
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


def find_parties(reading: Reading, *, employment: bool | None = None) -> tuple[FoundParty, ...]:
    """All parties in the order of the page, with their functions.

    ``employment`` tells that the document is an employment agreement by its title (None: not known).
    """
    parties = [_party(reading, block) for block in party_blocks(reading)]
    parties = [p for p in parties if p.name or p.representative or p.address or p.block.role_at]
    parties = [q for p in parties for q in _listed(reading, p)]
    parties = _from_other_places(reading, parties)
    return tuple(_with_functions(reading, parties, employment=employment))


_LISTED = re.compile(r"para pekerja|nama-nama|daftar|tercantum|tersebut dalam|lampiran|tabel")
_MOST_LISTED = 200


def _listed(reading: Reading, party: FoundParty) -> Iterator[FoundParty]:
    """The party itself, or, where it is "the workers named below", each person of the list as a party."""
    block = reading.low[party.block.start : party.block.end]
    if party.name or party.representative or not _LISTED.search(block):
        yield party
        return
    for grid in grids(reading):
        names = grid.column("person")
        if names is None or grid.end <= party.block.start:
            continue
        found = False
        for row in grid.rows[:_MOST_LISTED]:
            cell = row[names]
            if not cell.end or not re.search(r"[A-Za-z]{3}", cell.text) or re.match(r"jumlah|total", cell.low):
                continue
            found = True
            nik = next((c for c in row if c is not cell and re.fullmatch(r"[\d\s.]{16,20}", c.text.strip())), None)
            yield replace(
                party,
                name=NameSpan(cell.start, cell.end, re.sub(r"\s+", " ", cell.text).strip(" |")),
                form="perorangan",
                nik=NameSpan(nik.start, nik.end, nik.text.strip()) if nik else None,
            )
        if found:
            return
    yield party


def _party(reading: Reading, block: PartyBlock) -> FoundParty:
    text = reading.text
    fields = list(labelled(text, block.start, block.end))
    first: dict[str, FieldSpan] = {}
    for field in fields:
        first.setdefault(field.field, field)
    ids = list(identifiers(text, block.start, block.end))
    npwp = next((i for i in ids if i.field == "npwp"), None)
    nik = next((i for i in ids if i.field == "nik"), None)
    acted_for = organisation_acted_for(text, block.start, block.end)
    represented = represented_by(text, block.start, block.end) or owned_by(text, block.start, block.end)
    leading = None if "name" in first else leading_person(text, block.start, block.end)
    organisation = _organisation(reading, block, first, acted_for, represented or leading)
    person, office = _person(reading, block, first, represented, leading)
    plain = first_line_name(text, block.start, block.end)
    if plain and organisation is None and person is None:
        whole, _ = plain
        organisation, person = (whole, None) if _is_organisation(whole.text) else (None, whole)
    if organisation is None and person is None:
        person = named_after_link(text, block.start, block.end)
    address = _span(first.get("address")) if "address" in first else flowing_address(text, block.start, block.end)
    if plain and plain[1] and (address is None or not has_street(address.text)):
        address = plain[1]
    address = without_telephone(address) if address else None
    base = FoundParty(block.role, block, None, None, address=address, npwp=_span(npwp), nik=_span(nik))
    if organisation is not None and not (acts_for_self(text, block.start, block.end) and acted_for is None):
        form = form_of(organisation.text)
        return replace(base, name=organisation, form=form, representative=person, representative_position=office)
    if person is None:
        return base
    group = _GROUP.search(person.text) or _GROUP.search(text[block.start : block.end])
    if group:
        leader = person_at(person.text, 0)
        alone = NameSpan(person.start, person.start + leader.end, leader.text) if leader else person
        return replace(base, name=person, form="perorangan", representative=alone, representative_position=office)
    return replace(base, name=person, form="perorangan")


def _organisation(
    reading: Reading,
    block: PartyBlock,
    first: dict[str, FieldSpan],
    acted_for: NameSpan | None,
    person: tuple[NameSpan, NameSpan | None] | None,
) -> NameSpan | None:
    """The organisation that is the party: acted for, labelled, in the office's line, or the first one named."""
    text = reading.text
    label = first.get("organisation")
    if label and not person_only(label.text):
        found = find_organisations(label.text)
        # The printed line is the name; it is cut only where another label was drawn into it.
        junk = found and found[0].start == 0 and re.search(r"[:=;]|,\s", label.text[found[0].end :])
        return _inside(label, found[0]) if junk else _first_line(label)
    name = first.get("name")
    if name and form_of(name.text) in ("pt", "cv", "koperasi", "yayasan", "bumn", "rumah_sakit", "perorangan_usaha"):
        found = find_organisations(name.text)
        if found and found[0].start == 0:
            return _inside(name, found[0])
    officer = _OFFICER_ORG.search(re.sub(r"\s", " ", text[block.start : block.end]))
    if acted_for is not None and not (officer and re.match(r"pemerintah", acted_for.text, re.IGNORECASE)):
        return acted_for
    position = first.get("position")
    if position:
        found = find_organisations(position.text)
        if found:
            return _inside(position, found[0])
        owned = _OWNER_OF.match(position.text)
        if owned and name:
            return _inside(position, NameSpan(owned.start("firm"), owned.end("firm"), owned["firm"]))
    if acted_for is not None:
        return acted_for
    if name and not (position or person) and block.role not in ("PPK", "KPA"):
        found = find_organisations(name.text)
        return _inside(name, found[0]) if found and found[0].start < 4 else None
    if name and not position and block.role not in ("PPK", "KPA"):
        return None
    if name and position and not _OFFICER.search(position.text) and not _HEAD_OF.match(position.text):
        return None
    if block.role in ("PPK", "KPA") or _OFFICER.search(text[block.start : block.end]):
        head = letterhead(reading.text)
        if head is not None and not find_organisations(text[block.start : block.end]):
            return head
    alone = person is not None and person[1] is None
    if alone and not re.search(r"(?:di)?wakili|u\.\s?p\b", text[block.start : block.end]):
        return None
    address = flowing_address(text, block.start, block.end)
    found = find_organisations(text[block.start : block.end])
    office = _office_held(reading, block, position)
    if office is not None:
        return office
    for candidate in found:
        if address and address.start <= block.start + candidate.start < address.end:
            continue
        before = text[max(0, block.start + candidate.start - 60) : block.start + candidate.start]
        if re.search(
            (
                r"(?:penempatan|ditempatkan|Notaris|notaris|pengesahan|Keputusan|keputusan|akta|Akta|Menteri|"
                r"lokasi|Undang)[^.;]{0,50}$"
            ),
            before,
        ):
            continue
        return NameSpan(block.start + candidate.start, block.start + candidate.end, candidate.text)
    return None


# A business without a legal form, known by what it is and whose it is: "Pemilik Bengkel X".
_OWNER_OF = re.compile(
    r"(?:Pemilik|Pimpinan|Owner|Pengelola)\s+(?P<firm>(?:Toko|Bengkel|Warung|Rumah Makan|RM|Apotek|Salon|Laundry|Usaha|Kedai|"
    r"Kafe|Cafe|Restoran|Depot|Percetakan|Penggilingan|Konveksi|Katering|Catering|Butik|Peternakan|Kebun)\s[A-Z][\w&' .-]+)"
)
_HEAD_OF = re.compile(
    (
        r"(?:Plt\.?\s|Pj\.?\s)?(?P<office>Camat|Lurah|Kepala|Ketua|Direktur|Sekretaris|Kabag|"
        r"Kepala Bagian)\b(?P<rest>[^,;\n]*)"
    ),
    re.IGNORECASE,
)
_BODIES = {"camat": "Kecamatan", "lurah": "Kelurahan"}


def _office_held(reading: Reading, block: PartyBlock, position: FieldSpan | None) -> NameSpan | None:
    """The agency whose head signs: named by the office ("Camat X") or on the letterhead."""
    if position is None:
        return None
    match = _HEAD_OF.match(position.text)
    officer = _OFFICER.search(position.text)
    if not match and not officer:
        return None
    head = letterhead(reading.text)
    if match and (body := _BODIES.get(match["office"].lower())):
        rest = re.split(r"\s(?:selaku|sebagai)\b", match["rest"])[0].strip()
        if head and head.text.lower().startswith(body.lower()):
            return head
        return (
            NameSpan(position.start, position.start + len(match["office"]) + 1 + len(rest), f"{body} {rest}".strip())
            if rest
            else None
        )
    return head if officer or match else None


def person_only(text: str) -> bool:
    return bool(re.match(r"(?:Bapak|Ibu|Sdr|Sdri|Tuan|Ny)\b", text))


def _person(
    reading: Reading,
    block: PartyBlock,
    first: dict[str, FieldSpan],
    represented: tuple[NameSpan, NameSpan | None] | None,
    leading: tuple[NameSpan, NameSpan | None] | None,
) -> tuple[NameSpan | None, NameSpan | None]:
    position = first.get("position")
    office = _office(position) if position else None
    name = first.get("name")
    if name and not _is_organisation(name.text):
        return _first_line(name), office
    label = first.get("representative")
    if label:
        person = person_at(label.text, 0)
        if person:
            rest = re.match(r"[\s,]*(?:selaku |sebagai |\()?(?P<p>[A-Z][^,;()]{2,60})", label.text[person.end :])
            held = (
                _inside(label, NameSpan(person.end + rest.start("p"), person.end + rest.end("p"), rest["p"].strip()))
                if rest
                else office
            )
            return _inside(label, person), held
    if represented:
        return represented[0], represented[1] or office
    if leading:
        return leading[0], leading[1] or office
    officer = _officer_person(reading, block)
    return officer if officer else (None, office)


def _officer_person(reading: Reading, block: PartyBlock) -> tuple[NameSpan, NameSpan | None] | None:
    """ "Pejabat Pembuat Komitmen Sekretariat X, NAMA, S.E., beralamat di ...": office, organisation, then the name."""
    flat = re.sub(r"\s", " ", reading.text[block.start : block.end])
    for match in _OFFICER.finditer(flat):
        for comma in re.finditer(r",\s+", flat[match.end() : match.end() + 160]):
            person = person_at(flat, match.end() + comma.end())
            if person and len(person.text.split()) >= 2:
                held = NameSpan(block.start + match.start(), block.start + match.end(), match.group())
                return NameSpan(block.start + person.start, block.start + person.end, person.text), held
    return None


def _office(position: FieldSpan) -> NameSpan:
    """The office without the organisation it is held in."""
    found = find_organisations(position.text)
    if found and found[0].start > 3:
        text = position.text[: found[0].start].strip(" ,.-")
        return NameSpan(position.start, position.start + len(text), text)
    return NameSpan(position.start, position.end, position.text)


def _is_organisation(text: str) -> bool:
    found = find_organisations(text)
    return bool(found and found[0].start == 0)


def _first_line(field: FieldSpan) -> NameSpan:
    return NameSpan(field.start, field.end, field.text)


def _inside(field: FieldSpan, inner: NameSpan) -> NameSpan:
    return NameSpan(field.start + inner.start, field.start + inner.end, inner.text)


def _span(field: FieldSpan | None) -> NameSpan | None:
    return NameSpan(field.start, field.end, field.text) if field else None


def _from_other_places(reading: Reading, parties: list[FoundParty]) -> list[FoundParty]:
    """A missing address may stand on the cover or letterhead, a missing representative in the signatures, each in the
    line under the party's name."""
    made = []
    for party in parties:
        if party.name and (party.address is None or not has_street(party.address.text)):
            found = address_on_cover(reading.text, party.name.text, before=party.block.start)
            if found is None and party.address is None and _OFFICER.search(_opening(reading, party.block)):
                found = letterhead_address(reading.text)
            party = replace(party, address=found or party.address)
        if party.name and party.form not in (None, "perorangan") and party.representative is None:
            party = replace(party, representative=signer(reading.text, party.name.text))
        made.append(party)
    return made


def _opening(reading: Reading, block: PartyBlock) -> str:
    return f"{block.role} {reading.text[block.start : block.end]}"


def _with_functions(reading: Reading, parties: Sequence[FoundParty], *, employment: bool | None) -> list[FoundParty]:
    if not parties:
        return []
    functions: list[PartyFunction | None] = [_function_by_role(reading, p) for p in parties]
    persons = [p.form == "perorangan" for p in parties]
    for index, party in enumerate(parties):
        if persons[index] and functions[index] in (None, "vendor", "employer"):
            functions[index] = (
                "worker_group"
                if party.representative and _GROUP.search(reading.text[party.block.start : party.block.end])
                else "worker"
            )
    if "worker" in functions or "worker_group" in functions:
        return [
            replace(p, function=f or "employer")
            if f != "user"
            else replace(
                p,
                function="employer" if _EMPLOYER_ROLE.search(p.role) or (f == "user" and len(parties) == 2) else "user",
            )
            for p, f in zip(parties, functions, strict=True)
        ]
    if employment and len(parties) == 2 and any(p.name is None for p in parties):
        # A blank form: the employer is printed, the worker's particulars are still dots.
        return [
            replace(p, function=f or ("employer" if p.name or i == 0 else "worker"))
            for i, (p, f) in enumerate(zip(parties, functions, strict=True))
        ]
    return [replace(p, function=f) for p, f in zip(parties, _two_firms(reading, parties, functions), strict=True)]


def _function_by_role(reading: Reading, party: FoundParty) -> PartyFunction | None:
    role = party.role
    block = reading.text[party.block.start : party.block.end]
    if (
        role in ("PPK", "KPA")
        or role.startswith("PEJABAT")
        or (_OFFICER.search(block) and party.form in ("pemda", "instansi_pusat", "rumah_sakit", None))
    ):
        return "ppk"
    if _WORKER_ROLE.search(role):
        return "worker"
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
