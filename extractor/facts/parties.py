"""The parties: who they are, by whom represented, and what they are to the workers (user, vendor, employer, worker)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.facts.names import NameSpan, find_organisations, form_of, person_at, without_courtesy
from extractor.facts.party_addresses import begins_with_street, flowing_address, has_street
from extractor.facts.party_blocks import PartyBlock, party_blocks
from extractor.facts.party_cover import (
    address_on_cover,
    house,
    letterhead,
    letterhead_address,
    signer,
    without_telephone,
)
from extractor.facts.party_fields import (
    FieldSpan,
    acts_for_house,
    acts_for_self,
    first_line_name,
    first_person,
    identifiers,
    labelled,
    leading_person,
    named_after_link,
    organisation_acted_for,
    owned_by,
    represented_by,
)
from extractor.facts.party_functions import GROUP, OFFICER, with_functions
from extractor.facts.party_functions import FoundParty as FoundParty
from extractor.facts.party_tables import TabledParty, tabled_parties
from extractor.facts.reading import Reading
from extractor.facts.tables import grids

_OFFICER_ORG = re.compile(
    (
        r"(?:Pejabat (?:Pembuat Komitmen|Penandatangan(?:an)? Kontrak)(?: \(PPK\))?|PEJABAT PEMBUAT KOMITMEN|"
        r"Kuasa Pengguna Anggaran|Kepala)\s+(?:pada\s|di\s)?"
    ),
    re.IGNORECASE,
)


def find_parties(reading: Reading, *, employment: bool | None = None) -> tuple[FoundParty, ...]:
    """All parties in the order of the page, with their functions.

    ``employment`` tells that the document is an employment agreement by its title (None: not known).
    """
    tabled = tabled_parties(reading)
    if tabled:
        parties = [_tabled(reading, t) for t in tabled]
        return tuple(with_functions(reading, parties, employment=employment))
    parties = [_party(reading, block) for block in party_blocks(reading)]
    parties = [p for p in parties if p.name or p.representative or p.address or p.block.role_at]
    parties = [q for p in parties for q in _listed(reading, p)]
    parties = _from_other_places(reading, parties)
    return tuple(with_functions(reading, parties, employment=employment))


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


def _tabled(reading: Reading, tabled: TabledParty) -> FoundParty:
    """A party of a table of particulars."""
    block, first = tabled.block, tabled.fields
    organisation = _organisation(reading, block, first, None, None)
    person, office = _person(reading, block, first, None, None)
    address = _span(first.get("address"))
    base = FoundParty(
        block.role, block, None, None,
        address=without_telephone(address) if address else None,
        npwp=_span(first.get("npwp")), nik=_span(first.get("nik")),
    )  # fmt: skip
    if organisation is not None:
        form = form_of(organisation.text)
        return replace(base, name=organisation, form=form, representative=person, representative_position=office)
    return replace(base, name=person, form="perorangan" if person else None)


def _party(reading: Reading, block: PartyBlock) -> FoundParty:
    text = reading.text
    fields = list(labelled(text, block.start, block.end))
    first: dict[str, FieldSpan] = {}
    for field in fields:
        first.setdefault(field.field, field)
    held = next((f for f in fields if f.field == "other" and _OFFICE_WORD.match(f.text)), None)
    if held is not None and "name" in first:
        first.setdefault("position", held)  # "Pekerjaan : Pemilik UD. X"
    opening = re.compile(r"[\s:]*(?P<line>[^\n:]{4,80})\n").match(text, block.start, block.end)
    if opening and "name" in first and _HEAD_OF.match(opening["line"]):
        # "Yang memberi tugas : Lurah X", then "Nama : ...".
        first.setdefault("position", FieldSpan("position", opening.start("line"), opening.end("line"), opening["line"]))
    ids = list(identifiers(text, block.start, block.end))
    npwp = next((i for i in ids if i.field == "npwp"), None)
    nik = next((i for i in ids if i.field == "nik"), None)
    acted_for = organisation_acted_for(text, block.start, block.end)
    represented = represented_by(text, block.start, block.end) or owned_by(text, block.start, block.end)
    leading = None if "name" in first else leading_person(text, block.start, block.end)
    organisation = _organisation(reading, block, first, acted_for, represented or leading)
    person, office = _person(reading, block, first, represented, leading)
    plain = first_line_name(text, block.start, block.end)
    by_itself = (
        plain is not None and not _is_organisation(plain[0].text) and not (acted_for or represented or "name" in first)
    )
    if plain and ((organisation is None and person is None) or (by_itself and "organisation" not in first)):
        # A person's name in a line of its own, and no word of anybody they act for: "Kecamatan X" below is the address.
        whole, _ = plain
        organisation, person = (whole, None) if _is_organisation(whole.text) else (None, whole)
    if organisation is None and person is None:
        person = first_person(text, block.start, block.end) or named_after_link(text, block.start, block.end)
    address = _span(first.get("address")) if "address" in first else flowing_address(text, block.start, block.end)
    inner = (
        plain
        and plain[1]
        and address
        and "address" not in first
        and address.text in plain[1].text
        and begins_with_street(plain[1].text)
    )
    if plain and plain[1] and (address is None or inner or not has_street(address.text)):
        address = plain[1]
    address = without_telephone(address) if address else None
    base = FoundParty(block.role, block, None, None, address=address, npwp=_span(npwp), nik=_span(nik))
    if organisation is None and person is not None and acts_for_house(text, block.start, block.end):
        # "bertindak untuk dan atas nama perusahaan": the house whose letterhead the paper bears.
        organisation, head_address = house(text, before=block.start)
        if address is None:
            base = replace(base, address=head_address)
    if organisation is not None and not (acts_for_self(text, block.start, block.end) and acted_for is None):
        form = form_of(organisation.text)
        return replace(base, name=organisation, form=form, representative=person, representative_position=office)
    if person is None:
        return base
    group = GROUP.search(person.text) or GROUP.search(text[block.start : block.end])
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
    held_in = _after_officer(text, block, officer)
    if held_in is not None and acted_for is not None:
        return held_in
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
    if name and position and not OFFICER.search(position.text) and not _HEAD_OF.match(position.text):
        return None
    if block.role in ("PPK", "KPA") or OFFICER.search(text[block.start : block.end]):
        head = letterhead(reading.text) or _public(house(text, before=block.start)[0])
        if head is not None and not find_organisations(text[block.start : block.end]):
            return head
    alone = person is not None and person[1] is None
    if alone and not re.search(
        r"(?:di)?wakili|dipimpin|dijabat|diketuai|pemilik|u\.\s?p\b", text[block.start : block.end]
    ):
        return None
    address = flowing_address(text, block.start, block.end)
    found = [_on_its_line(text, block.start, o) for o in find_organisations(text[block.start : block.end])]
    office = _office_held(reading, block, position)
    if office is not None:
        return office
    for candidate in found:
        if address and address.start <= block.start + candidate.start < address.end:
            continue
        before = text[max(0, block.start + candidate.start - 60) : block.start + candidate.start]
        if re.match(r"kecamatan|kelurahan", candidate.text, re.IGNORECASE) and before.rstrip().endswith(","):
            continue  # "..., Kecamatan X, Kabupaten Y" is the end of an address
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


def _public(name: NameSpan | None) -> NameSpan | None:
    return name if name and form_of(name.text) in ("pemda", "instansi_pusat", "rumah_sakit") else None


def _after_officer(text: str, block: PartyBlock, officer: re.Match[str] | None) -> NameSpan | None:
    """The office right behind the officer's title: "Kuasa Pengguna Anggaran Balai X, ... untuk dan atas nama Pemerintah"."""
    if officer is None:
        return None
    at = block.start + officer.end()
    found = find_organisations(text[at : min(block.end, at + 140)])
    return NameSpan(at + found[0].start, at + found[0].end, found[0].text) if found and found[0].start <= 1 else None


_OFFICE_WORD = re.compile(
    r"(?:pemilik|pimpinan|direktur|direktris|ketua|manajer|manager|kepala|owner|pengelola|pengusaha)\b", re.IGNORECASE
)
_LABEL_BELOW = re.compile(r"[ \t]*[A-Z][\w ./()-]{1,28}\s?[:=]")


def _on_its_line(text: str, offset: int, name: NameSpan) -> NameSpan:
    """The name without what the next line begins with, when that line is an entry of its own ("Alamat : ...")."""
    line = text.find("\n", offset + name.start, offset + name.end)
    if line < 0 or not (_LABEL_BELOW.match(text, line + 1) or begins_with_street(text[line + 1 : line + 40])):
        return name
    return NameSpan(name.start, line - offset, name.text[: line - offset - name.start].rstrip(" ,.;"))


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
    officer = OFFICER.search(position.text)
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
        return without_courtesy(_first_line(name)), office
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
    for match in OFFICER.finditer(flat):
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
            if found is None and party.address is None and OFFICER.search(_opening(reading, party.block)):
                found = letterhead_address(reading.text)
            party = replace(party, address=found or party.address)
        if party.name and party.form not in (None, "perorangan") and party.representative is None:
            party = replace(party, representative=signer(reading.text, party.name.text))
        made.append(party)
    return made


def _opening(reading: Reading, block: PartyBlock) -> str:
    return f"{block.role} {reading.text[block.start : block.end]}"
