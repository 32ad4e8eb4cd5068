"""Insurance in tables: contribution rates by payer, and contributions priced in a cost breakdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.facts.insurance import InsuranceReader
from extractor.facts.measures import find_percents
from extractor.facts.programmes import EMPLOYMENT_CARRIER, NAMES, programmes_of_rate
from extractor.facts.tables import Grid, GridCell
from extractor.vocabulary import PartyFunction, Payer, Programme

_NAME = re.compile("|".join(f"(?P<{programme}>{pattern})" for programme, pattern in NAMES))
_WORKER_HEAD = re.compile(
    r"^(?:(?:beban|tanggungan|bagian|porsi|iuran) )?(?:pihak )?pekerja\b(?!an)|karyawan|tenaga kerja|peserta|dipotong|potongan"
)
_WORKERS_PART = re.compile(
    r"(?P<n>\d{1,2}(?:[.,]\d{1,2})?) ?%[^%]{0,20}?\b(?:bagian|beban|dari|oleh|dipotong)[^%]{0,12}\b(?:pekerja|karyawan|tenaga kerja|"
    r"personi?e?l|peserta|upah|gaji)\b"
)
_EMPLOYER_HEAD = re.compile(r"perusahaan|pengusaha|pemberi kerja|penyedia|vendor|ditanggung|majikan|yayasan|koperasi")


def read_tables(reader: InsuranceReader, grids: Sequence[Grid], *, roles: Mapping[str, PartyFunction | None]) -> None:
    """Adds what the tables say to the reader."""
    for grid in grids:
        if not _rates(reader, grid, roles):
            _price_list(reader, grid, roles)


def _rates(reader: InsuranceReader, grid: Grid, roles: Mapping[str, PartyFunction | None]) -> bool:
    """A table of programmes with one column of rates for each payer."""
    sides = {i: side for i, head in enumerate(grid.header) if (side := _side(head, roles))}
    named = 0
    for row in grid.rows:
        label = next((c for c in row if _NAME.search(c.low)), None)
        if label is None or not sides:
            continue
        rates = {side: _percent(row[i]) for i, side in sides.items() if i < len(row)}
        if not any(r is not None for r in rates.values()):
            continue
        named += 1
        employer, worker = rates.get("employer"), rates.get("worker")
        payer: Payer | None = (
            "shared" if employer and worker else "employer" if employer else "worker" if worker else None
        )
        for match in _NAME.finditer(label.low):
            programme: Programme = match.lastgroup  # type: ignore[assignment]
            reader.grant(programme, _span(row), payer=payer, employer=employer, worker=worker, strength=0.9)
    return named > 0


def _side(head: str, roles: Mapping[str, PartyFunction | None]) -> str | None:
    head = head.lstrip("+-–—*•. ")
    for role, function in sorted(roles.items(), key=lambda item: -len(item[0])):
        # Whole words only: "PIHAK I" also stands at the head of "PIHAK II".
        if role and function and re.search(rf"(?<!\w){re.escape(role)}(?!\w)", head):
            return "worker" if function in ("worker", "worker_group") else "employer"
    if _WORKER_HEAD.search(head):
        return "worker"
    return "employer" if _EMPLOYER_HEAD.search(head) else None


def _percent(cell: GridCell) -> Decimal | None:
    found = next(find_percents(cell.text), None)
    if found:
        return found.value
    bare = re.fullmatch(r"\s*(\d{1,2}[.,]\d{1,2})\s*", cell.text)
    return Decimal(bare.group(1).replace(",", ".")) if bare else None


def _span(row: Sequence[GridCell]) -> tuple[int, int]:
    cells = [c for c in row if c.end]
    return (min(c.start for c in cells), max(c.end for c in cells)) if cells else (0, 0)


def _price_list(reader: InsuranceReader, grid: Grid, roles: Mapping[str, PartyFunction | None]) -> None:
    """Contributions as columns or rows of a price list: the price carries them, so the buyer pays."""
    user_pays = "user" in roles.values() or not roles
    for index, head in enumerate(grid.header):
        filled = [r[index] for r in grid.rows if index < len(r) and re.search(r"\d", r[index].text)]
        if filled and (_NAME.search(head) or EMPLOYMENT_CARRIER.search(head)):
            # The head may have lost its rate to a second line of the head, read as the first row.
            extra = " ".join(c.text for c in filled[:1] if "%" in c.text)
            _grant(reader, f"{head} {extra}", _span(filled), "user_company" if user_pays else "included_in_price")
    for row in grid.rows:
        label = next((c for c in row if _NAME.search(c.low) or EMPLOYMENT_CARRIER.search(c.low)), None)
        if label is None or not any(re.search(r"\d{4}|\d[.,]\d{3}", c.text) for c in row):
            continue
        # A row with its legal rate is the employer's cost; a flat sum is part of the price.
        rated = any(True for _ in find_percents(label.low))
        _grant(reader, label.low, _span(row), "employer" if rated else "included_in_price")


def _grant(reader: InsuranceReader, label: str, span: tuple[int, int], payer: Payer) -> None:
    named = [m.lastgroup for m in _NAME.finditer(label)]
    percents = list(find_percents(label))
    part = _WORKERS_PART.search(label)
    if part and len(named) == 1 and len(percents) > 1:
        # "JHT 3,70 % (di luar 2 % bagian pekerja)": the price carries one part, the workers the other.
        worker = Decimal(part["n"].replace(",", "."))
        reader.grant(named[0], span, payer="shared", employer=percents[0].value, worker=worker, strength=0.75)  # type: ignore[arg-type]
        return
    if EMPLOYMENT_CARRIER.search(label) and not [n for n in named if n != "bpjs_kesehatan"]:
        lumped = next((p for percent in percents if (p := programmes_of_rate(percent.value))), ("jkk", "jkm", "jht"))
        for programme in lumped:
            reader.grant(programme, span, payer=payer, strength=0.65)
        percents = []
    for name in named:
        rate = percents[-1].value if percents and len(named) == 1 else None
        reader.grant(name, span, payer=payer, employer=rate, strength=0.75)  # type: ignore[arg-type]
