"""Where the work is done: the named place, else the regency or city of the user's address or of the signing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.parties import FoundParty
from extractor.facts.reading import Reading

_NAMED = r"(?:[A-Z][A-Za-z.’'\-]*|[A-Z]{2,})(?:\s(?:dan\s)?[A-Z][A-Za-z.’'\-]*){0,4}"
_REGENCY = re.compile(rf"\b(?:Kota|KOTA|Kabupaten|KABUPATEN|Kab\.|KAB\.)\s(?:Administrasi\s)?(?P<name>{_NAMED})")
_LABEL = re.compile(
    (
        r"^[ \t]*(?:[a-z0-9]{1,3}[.)] ?)?(?:lokasi(?: (?:pekerjaan|kerja|penempatan|kegiatan))?|"
        r"tempat (?:kerja|pekerjaan|tugas|penempatan)|penempatan|wilayah "
        r"kerja)\s?[:=]\s?(?P<place>[^\n]{3,100})"
    ),
    re.MULTILINE,
)
_PLACED = re.compile(
    r"(?:ditempatkan|penempatan|lokasi (?:kerja|pekerjaan|penempatan)|tempat (?:kerja|pekerjaan)|bertugas|"
    r"bekerja|dilaksanakan|berlokasi|pekerjaan)[^.;\n]{0,60}?\s(?:di|pada)\s(?:lingkungan\s|lokasi\s|"
    r"area\s|kantor\s)?(?P<place>[A-Z][^.;,()]{4,90})"
)
_STOP = re.compile(
    r"\s(?:dengan|yang|untuk|selama|dan (?:berakhir|wajib)|sesuai|sebagai|terhitung|mulai|per tanggal|"
    r"paling|sejumlah|sebanyak|adalah)\b|\sPIHAK\b|\sPihak\b"
)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    start: int
    end: int
    text: str
    strength: float


def find_work_place(
    reading: Reading, parties: Sequence[FoundParty], signing_place: tuple[int, int] | None
) -> FoundPlace | None:
    """The place of work, its regency or city kept in the text where printed."""
    label = _LABEL.search(reading.low)
    if label:
        text = re.sub(r"\s+", " ", reading.text[label.start("place") : label.end("place")]).strip(" .,;")
        if re.search(r"[A-Za-z]{3}", text):
            return FoundPlace(label.start("place"), label.end("place"), text, 0.85)
    body = max((p.block.end for p in parties), default=0)
    flat = re.sub(r"\s", " ", reading.text)
    for match in _PLACED.finditer(flat, body):
        text = match["place"]
        stop = _STOP.search(text)
        text = (text[: stop.start()] if stop else text).strip(" ,")
        if len(text) >= 4 and not re.match(
            r"(?:Pasal|PIHAK|Pihak|Perjanjian|Undang|Hari|Lampiran|BPJS|Rp|Senin|Dinas Tenaga)", text
        ):
            return FoundPlace(match.start("place"), match.start("place") + len(text), text, 0.7)
    for party in sorted(parties, key=lambda p: p.function not in ("user", "ppk", "employer")):
        if party.address:
            regency = _REGENCY.search(flat, party.address.start, party.address.end)
            found = regency.span() if regency else (party.address.start, party.address.end)
            return FoundPlace(found[0], found[1], flat[found[0] : found[1]], 0.5)
    if signing_place:
        return FoundPlace(*signing_place, flat[signing_place[0] : signing_place[1]], 0.4)
    return None
