"""Fills what the party rules left empty, from the entities of the trained recogniser. It never overrules a rule.

Two cases: a particular missing inside a party's own block, and a document in which the rules met fewer than two
parties. Everything found here carries a low ``strength``, so that it is shown as to be checked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from extractor.facts.entity_model import Entity
from extractor.facts.names import NameSpan, find_organisations, form_of, person_at
from extractor.facts.party_addresses import has_street
from extractor.facts.party_blocks import PartyBlock
from extractor.facts.party_functions import FoundParty
from extractor.facts.reading import Reading
from extractor.vocabulary import ContractKind, PartyFunction

STRENGTH: Final = 0.55
"""Of a particular found by the model alone, below the limit at which a fact is shown as "periksa"."""
REACH: Final = 4000
"""Characters from the start of the reading in which parties introduce themselves."""
_TOP: Final = 600
_NO_PARTY = re.compile(
    r"notaris|akta|pengadilan|dinas (?:tenaga|ketenagakerjaan)|disnaker|bpjs|jamsostek|\bbank\b[^\n]{0,20}rekening|"
    r"menteri|undang|saksi|mengetahui|ditempatkan|penempatan|lokasi|berlokasi|bertempat di|hasil negosiasi",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:BAB|PASAL|Bab|Pasal) |.*\b(?:PEKERJAAN|PERJANJIAN|KETENTUAN|UPAH|WAKTU)\b")
_WORKER_ROLE = re.compile(r"\b(PIHAK (?:KEDUA|II)|PEKERJA|KARYAWAN|KARYAWATI|BURUH|TENAGA KERJA|PEGAWAI)\b")
_OFFICES_FIRST: Final = 700
"""Later than this an office in an employment agreement is the one that registers it, not the employer."""
_ACTS_FOR_OTHERS = re.compile(r"wakil[ia]?[^\n]{0,20}$|u\. ?p\.[^\n]{0,12}$|selaku[^\n]{0,20}$", re.IGNORECASE)
_PERSON_SIGNS = re.compile(r"lahir|ktp|\bnik\b|identitas|tempat tinggal|jenis kelamin|umur|\d{12,}", re.IGNORECASE)


def has_gaps(parties: Sequence[FoundParty]) -> bool:
    """Whether the recogniser has anything to add: fewer than two parties, or one without a particular."""
    return len(parties) < 2 or any(
        p.name is None or p.address is None or (p.form != "perorangan" and p.representative is None) for p in parties
    )


def fill_gaps(
    parties: tuple[FoundParty, ...], entities: Sequence[Entity], *, reading: Reading, kind: ContractKind
) -> tuple[FoundParty, ...]:
    """The parties with their gaps filled and, where the rules found fewer than two, with the missing ones added."""
    # Names set in two columns at the very top look like signatures to the structure stage; they are an opening.
    named = [e for e in entities if e.start < _TOP or not reading.in_signature(e.start)]
    filled = [_within_block(p, named, reading) for p in parties]
    if len(filled) < 2 and kind != "other":
        filled = _completed(filled, named, reading=reading, kind=kind)
    signing = [e for e in entities if reading.in_signature(e.start)]
    return tuple(_signed(p, signing, filled, reading) for p in filled)


def _signed(
    party: FoundParty, signing: Sequence[Entity], parties: Sequence[FoundParty], reading: Reading
) -> FoundParty:
    """An organisation's missing representative, from the name right under the organisation's in the signatures."""
    if party.name is None or party.form == "perorangan" or party.representative is not None:
        return party
    others = [s for p in parties for s in (p.name, p.representative) if s is not None]
    for above, below in itertools.pairwise(e for e in signing if e.label in ("ORG", "PER")):
        organisation = _organisation(above, reading) if above.label == "ORG" else None
        if organisation is None or below.label != "PER" or not _same(organisation, party.name):
            continue
        person = _person(below, reading)
        if person is not None and not any(_same(person, other) for other in others):
            return replace(party, representative=person)
    return party


def _within_block(party: FoundParty, entities: Sequence[Entity], reading: Reading) -> FoundParty:
    """``party`` with its empty particulars taken from the entities inside its own block."""
    inside = [e for e in entities if party.block.start <= e.start and e.end <= party.block.end]
    if party.name is None and party.representative is None and (name := _own_name(party.function, inside, reading)):
        party = replace(party, name=name, form=form_of(name.text) if party.function != "worker" else "perorangan")
    if party.name is not None and party.form != "perorangan" and party.representative is None:
        person = next((p for e in inside if e.label == "PER" and (p := _person(e, reading)) and _apart(p, party)), None)
        if person is not None:
            party = replace(party, representative=person)
    if party.representative is not None and party.representative_position is None and party.form != "perorangan":
        office = next((e for e in inside if e.label == "JAB" and abs(e.start - party.representative.end) < 90), None)
        if office is not None:
            party = replace(party, representative_position=_as_span(office))
    if party.address is None and party.name is not None:
        address = next((e for e in inside if e.label == "ADDR" and _is_address(e, reading)), None)
        if address is not None:
            party = replace(party, address=_as_span(address))
    return party


def _own_name(function: PartyFunction | None, inside: Sequence[Entity], reading: Reading) -> NameSpan | None:
    wanted = "PER" if function == "worker" else "ORG"
    for entity in inside:
        if entity.label == wanted:
            name = _person(entity, reading) if wanted == "PER" else _organisation(entity, reading)
            if name is not None:
                return name
    return None


def _completed(
    parties: list[FoundParty], entities: Sequence[Entity], *, reading: Reading, kind: ContractKind
) -> list[FoundParty]:
    """Up to two parties: those the rules found, and new ones begun by names that belong to none of them."""
    taken = [s for p in parties for s in (p.name, p.representative) if s is not None]
    employment = kind == "pkwt" or (kind == "addendum" and _has_worker(reading))
    has_firm = any(p.form not in (None, "perorangan") for p in parties)
    has_worker = any(p.form == "perorangan" for p in parties)
    made: list[FoundParty] = []
    for entity in entities:
        if len(parties) + len(made) == 2:
            break
        if entity.label == "ORG" and not (employment and has_firm):
            name = _organisation(entity, reading)
            form = form_of(name.text) if name else None
            if name is None or form is None or any(_same(name, t) for t in taken):
                continue
            if employment and form in ("pemda", "instansi_pusat") and entity.start > _OFFICES_FIRST:
                continue
            has_firm = True
        elif entity.label == "PER" and employment and not has_worker:
            name = _person(entity, reading)
            if name is None or any(_same(name, t) for t in taken) or not _is_worker(name, reading):
                continue
            has_worker = True
        else:
            continue
        taken.append(name)
        made.append(_new_party(name, entity, reading, kind=kind, employment=employment, first=not (parties or made)))
    if not made:
        return parties
    together = sorted([*parties, *made], key=lambda p: p.name.start if p.name else p.block.start)
    ends = [p.name.start if p.name else p.block.start for p in together[1:]]
    return [
        _within_block(replace(p, block=replace(p.block, end=max(p.block.start, end))), entities, reading)
        if p in made
        else _employer_again(p, employment=employment, added=bool(made))
        for p, end in zip(together, [*ends, min(len(reading.text), together[-1].block.start + 500)], strict=True)
    ]


def _employer_again(party: FoundParty, *, employment: bool, added: bool) -> FoundParty:
    """A firm whose block had swallowed the worker's role is the employer once the worker is found."""
    if employment and added and party.form != "perorangan" and party.function != "user":
        return replace(party, function="employer")
    return party


def _new_party(
    name: NameSpan, entity: Entity, reading: Reading, *, kind: ContractKind, employment: bool, first: bool
) -> FoundParty:
    form = "perorangan" if entity.label == "PER" else form_of(name.text)
    if form == "perorangan":
        printed = _WORKER_ROLE.search(reading.text, entity.end, entity.end + 500)
        role, function = (printed.group() if printed else "PEKERJA"), "worker"
    elif employment:
        role, function = "PENGUSAHA", "employer"
    elif first:
        role, function = ("PPK", "ppk") if kind in ("spk", "surat_perjanjian") else ("PEMBERI KERJA", "user")
        if form in ("pt", "cv", "koperasi", "yayasan"):
            role, function = "PEMBERI KERJA", "user"
    else:
        role, function = "PENYEDIA", "vendor"
    block = PartyBlock(role, entity.start, min(len(reading.text), entity.end + 500))
    return FoundParty(role, block, name, form, function)  # type: ignore[arg-type]


def _organisation(entity: Entity, reading: Reading) -> NameSpan | None:
    """The entity's first line as a name; None when the words before it say that it is nobody's party."""
    first_line = entity.text.split("\n")[0]
    if _NO_PARTY.search(reading.text[max(0, entity.start - 45) : entity.start] + " " + first_line):
        return None
    found = find_organisations(entity.text)
    if not found or found[0].start > 2:
        return None
    return NameSpan(entity.start + found[0].start, entity.start + found[0].end, found[0].text, STRENGTH)


def _person(entity: Entity, reading: Reading) -> NameSpan | None:
    """The entity as a person's name of at least two words; None for a notary, a witness or no name."""
    if _NO_PARTY.search(reading.text[max(0, entity.start - 60) : entity.start]):
        return None
    if _NO_PARTY.search(reading.text[entity.end : entity.end + 25]):
        return None
    found = person_at(entity.text.split("\n")[0], 0)
    if found is None or len(found.text.split()) < 2 or _HEADING.match(found.text):
        return None
    return NameSpan(entity.start + found.start, entity.start + found.end, found.text, STRENGTH)


def _is_address(entity: Entity, reading: Reading) -> bool:
    return len(entity.text.split()) >= 3 and (
        has_street(entity.text)
        or bool(re.search(r"(?:alamat|berkedudukan|tinggal|kantor)[^\n]{0,25}$", reading.low[: entity.start][-40:]))
    )


def _is_worker(name: NameSpan, reading: Reading) -> bool:
    """Whether the particulars of a private person follow, and nobody is represented by the name."""
    line = reading.text[max(0, name.start - 40) : name.start]
    after = reading.text[name.end : name.end + 160]
    held = re.search(r"jabatan|direktur|manager|manajer|pemilik", after[:60], re.IGNORECASE)
    return bool(_PERSON_SIGNS.search(after)) and not held and not _ACTS_FOR_OTHERS.search(line)


def _as_span(entity: Entity) -> NameSpan:
    text = re.sub(r"\s+", " ", entity.text).strip(" ,;:.-(")
    return NameSpan(entity.start, entity.start + len(entity.text.rstrip(" \n,;:-(")), text, STRENGTH)


def _apart(person: NameSpan, party: FoundParty) -> bool:
    return party.name is None or not _same(person, party.name)


def _same(one: NameSpan, other: NameSpan) -> bool:
    return fuzz.ratio(one.text.lower(), other.text.lower()) > 80 or (one.start < other.end and other.start < one.end)


def _has_worker(reading: Reading) -> bool:
    return bool(re.search(r"waktu tertentu|\bpkwt\b|perjanjian kerja(?! ?sama)", reading.low[:1500]))
