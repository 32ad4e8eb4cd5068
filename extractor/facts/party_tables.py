"""Parties introduced in a table: a column (or a pair of columns) for each party, a row for each particular.

    PIHAK I (PEMBERI KERJA)          |  PIHAK II (PEKERJA)              |  PENGGUNA JASA | PENYEDIA JASA
Perusahaan | PT X                    |  Nama | Y              Nama      |  PT X          | PT Y
Alamat     | Jl. ...                 |  Alamat | Jl. ...      Alamat    |  Jl. ...       | Jl. ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.party_blocks import PartyBlock
from extractor.facts.party_fields import FieldSpan, field_of, labelled
from extractor.facts.party_namings import KIND, ORDINAL, normalise_role
from extractor.facts.reading import Reading
from extractor.structure.types import Cell, Table

_REACH = 6000
"""Characters from the start in which such a table stands; the contribution tables below bear the same heads."""
_ROLE = re.compile(
    rf"\W*(?:[ivx\d]{{1,3}}[.)]\s?)?(?P<role>pihak (?:{ORDINAL}|{KIND})|{KIND})(?:\s?[(/]\s?(?P<alias>[a-z /]{{3,40}}?)\s?\)?)?\W*"
)


@dataclass(frozen=True, slots=True)
class TabledParty:
    """A party's place (an empty block behind the table) and the particulars of its column, the first of each kind."""

    block: PartyBlock
    fields: dict[str, FieldSpan]


def tabled_parties(reading: Reading) -> tuple[TabledParty, ...]:
    """The parties of the first table that has them, () when none has."""
    for table in reading.structure.tables:
        if table.start > _REACH:
            break
        found = tuple(_parties(reading, table))
        if len(found) >= 2 and all({"name", "organisation"} & set(p.fields) for p in found):
            return found
    return ()


def _parties(reading: Reading, table: Table) -> Iterator[TabledParty]:
    heads = [(table.header, table.rows)] if any(table.header) else []
    heads += [(tuple(c.text for c in table.rows[i]), table.rows[i + 1 :]) for i in range(min(2, len(table.rows)))]
    for head, rows in heads:
        roles = [(i, m) for i, text in enumerate(head) if (m := _ROLE.fullmatch(text.lower().strip()))]
        if len({m["role"] for _, m in roles}) < 2 or not rows:
            continue
        end = reading.at(table.end)
        for number, (column, match) in enumerate(roles):
            block = PartyBlock(
                normalise_role(match["role"]), end, end, (end, end), normalise_role(match["alias"] or "")
            )
            cells = list(_entries(rows, column, number=number, roles=len(roles)))
            yield TabledParty(block, dict(_fields(reading, cells)))
        return


def _entries(
    rows: Sequence[Sequence[Cell]], column: int, *, number: int, roles: int
) -> Iterator[tuple[Cell | None, Cell]]:
    """(label, entry) of each row for the party whose role heads ``column``; the label is None inside a box."""
    width = len(rows[0])
    for row in rows:
        if width == 2 * roles:
            yield row[2 * number], row[2 * number + 1]
        elif width == roles + 1:
            yield row[0], row[number + 1]
        elif width == roles:
            yield None, row[number]


def _fields(reading: Reading, cells: Sequence[tuple[Cell | None, Cell]]) -> Iterator[tuple[str, FieldSpan]]:
    seen: set[str] = set()
    for label, entry in cells:
        if not entry.spans:
            continue
        start, end = reading.span(entry.spans[0][0], entry.spans[-1][1])
        if label is None:
            found = list(labelled(reading.text, start, end))
        else:
            field = field_of(label.text)
            text = re.sub(r"\s+", " ", entry.text).strip(" :;,.")
            found = [FieldSpan(field, start, end, text)] if field and re.search(r"[A-Za-z0-9]", text) else []
        for one in found:
            if one.field not in seen:
                seen.add(one.field)
                yield one.field, one
