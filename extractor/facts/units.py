"""Units of judgement: a paragraph or list item with the words that govern it (heading and lead-in)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.facts.reading import Reading
from extractor.structure.clauses import clauses

# A full stop after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nomor|rp|pt|cv|tbk|jl|jln|dr|drs|ir|hj|h|s\.?e|s\.?h|m\.?si|m\.?kes|s\.?kom|st|tgl|dsb|"
    r"dll|dst|sbb|tsb|ttd|a\.?n|s\.?d|u\.?p|kec|kel|kab|prov|km|blok|psl|ps|"
    r"bag|ket|maks|min|telp|pp|uu|ad|tn|ny|nn|sdr|sdri|prof|alm|gg|rt|rw|lt|jend|hlm|d\.?h|cq|q\.?q|"
    r"n\.?i\.?p|npwp|tunj|jan|feb|peb|mar|mrt|apr|jun|jul|agt|agu|ags|sept?|okt|nov|nop|des)|\b[A-Za-z]|\d)$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;](?=\s+[\"“(A-Z0-9])|[.;]\s*\n|\n\s*\n|\.(?=\s*$)|;(?=\s)|\?(?=\s)")


@dataclass(frozen=True, slots=True)
class Unit:
    """Characters ``start:end`` of the reading. ``context`` is the lead-in that governs the unit ("PIHAK KEDUA tidak
    menanggung:"), ``heading`` the title of its article."""

    start: int
    end: int
    heading: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a unit at ``start:end``; ``low`` is its text in lower case with every white space as a blank
    (same length), so that patterns need not care for line ends."""

    start: int
    end: int
    low: str
    unit: Unit


# A list inside a paragraph: "Pekerja berhak atas: (a) upah; (b) cuti tahunan; ...".
_LIST_OPENS = re.compile(r":\s*\(?(?:a|1|i)[.)]\s")
_LIST_ITEM = re.compile(r"\s*(?:dan |serta |atau )?\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s", re.IGNORECASE)


def sentences(text: str, units: tuple[Unit, ...]) -> Iterator[Sentence]:
    """The sentences of all units, in reading order; an item of a list inside a paragraph is governed by its lead-in."""
    for unit in units:
        lead = ""
        for index, (start, end) in enumerate(_cut(text, unit.start, unit.end)):
            piece = text[start:end]
            if (
                not index
                and end < unit.end
                and len(piece.split()) <= 5
                and piece.rstrip().endswith(".")
                and not re.search(r"\d", piece)
            ):
                # "(3) Upah. Rp ... sebulan.": a title set in the same line.
                unit = replace(unit, heading=f"{unit.heading} {piece.strip(' .')}".strip())
            if not piece.strip():
                continue
            opens = _LIST_OPENS.search(piece)
            if opens:
                lead = piece[: opens.start() + 1]
            elif lead and not _LIST_ITEM.match(piece):
                lead = ""
            governed = replace(unit, context=_governing(lead) or unit.context) if lead and not opens else unit
            yield Sentence(start, end, re.sub(r"\s", " ", piece.lower()), governed)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _BREAK.finditer(text, start, end):
        if re.match(r"[.;]\s+(?:Apabila|Jika|Bila|Kalau) tidak[,\s]", text[match.start() : match.start() + 30]):
            continue  # "... memberitahukan 30 hari sebelumnya. Apabila tidak, ... membayar denda" is one condition
        before = text[max(start, match.start() - 8) : match.start()]
        if match.group()[0] == "." and _ABBREVIATION.search(before):
            # A figure or letter before the stop: a list number or an initial, unless a new sentence clearly begins.
            if not re.search(r"\d$|[a-z]{3,}$", before) or re.search(r"(?:^|\s|\()[\dA-Za-z]{1,2}$", before):
                continue
            if not re.match(r"[.;]\s+[A-Z(]", text[match.start() : match.start() + 4]):
                continue
        yield at, match.end()
        at = match.end()
    if at < end:
        yield at, end


def units_of(reading: Reading) -> tuple[Unit, ...]:
    """The judgeable pieces of the document in the reading, with heading and governing lead-in."""
    made: list[Unit] = []
    lead, reaches = "", -1
    for piece in clauses(reading.structure):
        start, end = reading.span(piece.start, piece.end)
        while start < end and reading.text[start].isspace():
            start += 1
        if start >= end:
            continue
        context = _governing(piece.lead_in)
        if not context and not piece.heading:
            # A line above the items that no numbering ties to them ("Hal-hal yang tidak ditanggung PIHAK KEDUA").
            above = _line_above(reading.text, start)
            if above:
                lead, reaches = above, start
            if lead and start - reaches <= _NEXT_ITEM:
                context, reaches = lead, end
            context = context or _list_above(reading.text, start)
        made.append(Unit(start, end, piece.heading, context))
    return tuple(made) or (Unit(0, len(reading.text)),)


_NEXT_ITEM = 8  # characters between the items of one list: a line end and an enumerator


def _list_above(text: str, start: int) -> str:
    """The lead-in of a list that began inside the paragraph above ("Kewajiban PIHAK KEDUA: a. ...; b. ...;") and goes on
    at ``start``; "" when no such list is open there."""
    before = text[max(0, start - 500) : start]
    if not re.search(r"[;,]\s*(?:dan\s+|serta\s+)?\(?[a-z\d]{1,2}[.)]\s*$", before) and not (
        before.rstrip().endswith((";", ",")) and _LIST_ITEM.match(text, start)
    ):
        return ""
    opens = next(reversed(list(_LIST_OPENS.finditer(before))), None)
    if opens is None or re.search(r"\.\s*\n\s*[A-Z]", before[opens.end() :]):
        return ""
    return re.split(r"[.;]\s+|\n", before[: opens.start() + 1])[-1].strip()


def _line_above(text: str, start: int) -> str:
    """The line above the one with ``start``, when it heads a list of what is owed or left out; "" otherwise."""
    here = text.rfind("\n", 0, start)
    if here <= 0:
        return ""
    line = text[text.rfind("\n", 0, here) + 1 : here].strip()
    return line if _LISTS.search(line) and len(line.split()) <= 14 else ""


def with_rows(units: tuple[Unit, ...], rows: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with these rows cut out and put in as units of their own."""
    made: list[Unit] = []
    for unit in units:
        at = unit.start
        for row in rows:
            if row.end <= at or row.start >= unit.end:
                continue
            if at < row.start:
                made.append(Unit(at, row.start, unit.heading, unit.context))
            at = max(at, row.end)
        if at < unit.end:
            made.append(Unit(at, unit.end, unit.heading, unit.context))
    return tuple(sorted([*made, *rows], key=lambda u: u.start))


_ENTRY = re.compile(
    r"^[^\n:]{2,45}?\s?[:=](?=\s)|^[A-Z\W\d]{6,}$|^(?:Pada hari|Yang bertanda|Kami|Berlaku|Nama|\d{1,2}[.)])",
    re.MULTILINE,
)


def front_of(units: tuple[Unit, ...], text: str) -> tuple[Unit, ...]:
    """What the units leave out (cover, title, parties, form grids), an entry or paragraph a unit."""
    made: list[Unit] = []
    at = 0
    for start, end in [*sorted((u.start, u.end) for u in units), (len(text), len(text))]:
        if start > at:
            made.extend(_entries(text, at, start))
        at = max(at, end)
    return tuple(made)


def _entries(text: str, start: int, end: int) -> Iterator[Unit]:
    cuts = [start, *(start + m.start() for m in _ENTRY.finditer(text[start:end]) if m.start()), end]
    for a, b in itertools.pairwise(cuts):
        if text[a:b].strip():
            yield Unit(a, b)


def cut_at_tables(units: tuple[Unit, ...], text: str, tables: list[tuple[int, int]]) -> tuple[Unit, ...]:
    """The units with every table cut out, each line of a table a unit of its own: a row is no part of a sentence."""
    made: list[Unit] = []
    for unit in units:
        at = unit.start
        for start, end in tables:
            if end <= at or start >= unit.end:
                continue
            if at < start:
                made.append(Unit(at, start, unit.heading, unit.context))
            inside = text[max(start, at) : min(end, unit.end)]
            for line in re.finditer(r"[^\n]+", inside):
                made.append(Unit(max(start, at) + line.start(), max(start, at) + line.end(), unit.heading, ""))
            at = min(end, unit.end)
        if at < unit.end:
            made.append(Unit(at, unit.end, unit.heading, unit.context))
    return tuple(made)


_LISTS = re.compile(
    r"(?:^|\.\s)(?:hal(?:-hal)?|hak(?:-hak)?|kewajiban|fasilitas|yang)\b[^.;:]{0,90}"
    r"\b(?:tidak|bukan|dikecualikan|berhak|ditanggung|tanggungan|pengecualian)\b[^.;:]*$",
    re.IGNORECASE,
)


def _governing(lead_in: str) -> str:
    """The last sentence of the lead-in when it runs on into the item ("PIHAK KEDUA tidak menanggung:")."""
    bare = lead_in.rstrip()
    if _LISTS.search(bare) and len(bare.split()) <= 14:
        return bare  # "Hal-hal yang tidak ditanggung PIHAK KEDUA", set as a line above its items
    if not bare.endswith((":", ",", "-", "–")) and not re.search(
        r"(?:sebagai berikut|meliputi|yaitu|antara lain|adalah|atas|dari|untuk)\W*$", bare
    ):
        return ""
    return re.split(r"[.;]\s+(?=[A-Z(])", bare)[-1][-220:]
