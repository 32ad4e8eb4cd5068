"""What stands outside a party's introduction: the office and address of cover and letterhead, the signature below."""

from __future__ import annotations

import itertools
import re

from rapidfuzz import fuzz

from extractor.facts.names import NameSpan, find_organisations, form_of, person_at
from extractor.facts.party_addresses import has_street
from extractor.facts.party_fields import work_unit

_TITLE_LINE = re.compile(r"perjanjian|kontrak|surat|spk\b|s p k|nomor")
_TELEPHONE = re.compile(r"[\s,|-]+(?:Telp|Tlp|Telepon|Fax|Faks|Kode Pos|Website|E-?mail|e-mail|NPWP|u\.\s?p\b|www)\b")


def without_telephone(address: NameSpan) -> NameSpan:
    """The address without the telephone, mail and tax numbers a letterhead prints behind it."""
    lead = len(address.text) - len(address.text.lstrip())
    cut = _TELEPHONE.search(address.text)
    text = (address.text[: cut.start()] if cut else address.text).strip(" -,|")
    return NameSpan(address.start + lead, address.start + lead + len(text), text) if cut else address


def letterhead(text: str) -> NameSpan | None:
    """The office that orders: the form's "Satuan Kerja" if it has one, else the last organisation above the title
    ("PEMERINTAH KABUPATEN X / DINAS Y" gives DINAS Y)."""
    best = work_unit(text)
    if best is not None:
        return best
    for match in list(re.finditer(r"[^\n]+", text))[:5]:
        line = match.group().strip()
        if _TITLE_LINE.search(line.lower()):
            break
        found = find_organisations(line)
        if found and found[0].start == 0 and len(found[0].text) > 0.7 * len(line) and form_of(line):
            best = NameSpan(match.start(), match.end(), line)
    return best


def letterhead_address(text: str) -> NameSpan | None:
    """The first street address above the title."""
    for match in itertools.islice(re.finditer(r"[^\n]+", text), 6):
        line = match.group()
        if _TITLE_LINE.search(line.lower()):
            return None
        if has_street(line) and not _names_office(line):
            return without_telephone(NameSpan(match.start(), match.end(), line))
    return None


def house(text: str, *, before: int) -> tuple[NameSpan | None, NameSpan | None]:
    """The firm whose paper this is, named on a line of its own above ``before``, with the street in the line below."""
    lines = list(itertools.islice(re.finditer(r"[^\n]+", text[:before]), 15))
    for index, match in enumerate(lines):
        line = match.group().strip()
        found = find_organisations(line)
        if not found or found[0].start or len(found[0].text) < 0.7 * len(line) or not form_of(line):
            continue
        name = NameSpan(match.start(), match.start() + len(match.group().rstrip()), line)
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below is None or not has_street(below.group()) or _names_office(below.group()):
            return name, None
        return name, without_telephone(NameSpan(below.start(), below.end(), below.group()))
    return None, None


def address_on_cover(text: str, name: str, *, before: int) -> NameSpan | None:
    """The street address in the line under a line that ends with the name, above ``before``."""
    key = _letters(name)
    if len(key) <= 8:
        return None
    lines = list(itertools.islice(re.finditer(r"[^\n]+", text), 40))
    for line, below in itertools.pairwise(lines):
        bare = _letters(line.group())
        address = below.group()
        named = key[-14:] in bare and len(address) < 140 and below.start() < before
        if named and has_street(address) and not _names_office(address):
            return without_telephone(NameSpan(below.start(), below.end(), address))
    return None


def signer(text: str, name: str) -> NameSpan | None:
    """The person whose name stands alone right under the organisation's in the signatures, None when nobody does."""
    lines = list(re.finditer(r"[^\n]+", text[max(0, len(text) - 1500) :]))
    offset = max(0, len(text) - 1500)
    key = _letters(name)
    for line, below in itertools.pairwise(lines):
        if len(key) < 6 or fuzz.ratio(_letters(line.group()), key) < 92:
            continue
        printed = below.group().strip(" ()._")
        person = person_at(printed, 0)
        if (
            person
            and len(person.text.split()) >= 2
            and len(person.text) >= len(printed) - 1
            and not _OFFICE.match(printed)
        ):
            begin = offset + below.start() + below.group().index(printed)
            return NameSpan(begin, begin + len(person.text), person.text)
    return None


_OFFICE = re.compile(
    r"(?:direk|manag|manaj|kepala|ketua|pemilik|pimpinan|operation|general|kuasa|pihak|menyetujui)", re.IGNORECASE
)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _names_office(line: str) -> bool:
    """Whether the line is an office's name: "DINAS LINGKUNGAN HIDUP" holds a word that addresses begin with."""
    found = find_organisations(line)
    return bool(found and found[0].start == 0 and len(found[0].text) > 0.7 * len(line.strip()))
