"""Jobs in tables: one row a job, one column a job, one row a person, and price lists with volumes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.facts.measures import count_at, find_people
from extractor.facts.money import Amount
from extractor.facts.names import NameSpan
from extractor.facts.occupations import find_occupations
from extractor.facts.reading import Reading
from extractor.facts.tables import Grid, GridCell, cell_amount
from extractor.facts.wages import PaidAmount, named_period, plausible_wage
from extractor.vocabulary import WagePeriod

_NOT_A_JOB = re.compile(
    r"^(?:nilai|imbalan|harga|pembulatan|komponen|uraian|catatan|keterangan|jumlah|total|sub ?total|"
    r"grand total|ppn|pajak|dibulatkan|terbilang|iuran|bpjs|jkk|jkm|jht|management|fee|jasa|biaya|seragam|"
    r"thr|tunjangan|uang|lembur|peralatan|bahan|keuntungan|pph|asuransi|kompensasi|chemical|alat|"
    r"program)\b"
)
_BRACKET = re.compile(r"\[\s*(\d{1,4})\s*[xX×]\s*\d{1,3}\s*\]")
_PRODUCT = re.compile(r"(\d{1,4})\s*[xX×]\s*(\d{1,3})\W*$")
_VOLUME = re.compile(r"^\D{0,3}(\d{1,4})\s*(?:orang|org|personil)?\s*(?:[x×X]\s*(\d{1,3}))?")
_PERSON_UNIT = re.compile(
    r"\b(?:orang|org|o)\s*[/.]?\s*(?:bulan|bln|hari|b\b|h\b)|\boh\b|\bob\b|man ?(?:month|day)|orang"
)
_DAY_UNIT = re.compile(r"hari|\boh\b|man ?day|\bhok\b")


@dataclass(frozen=True, slots=True)
class RowPosition:
    """A job as one table gives it. ``count`` is (people, start, end) in the reading."""

    title: NameSpan
    count: tuple[int, int, int] | None
    wage: Amount | None
    period: WagePeriod | None
    allowances: tuple[PaidAmount, ...] = ()
    strength: float = 0.85


def positions_in_tables(reading: Reading, grids: Sequence[Grid]) -> Iterator[RowPosition]:
    """The jobs of all tables, wage tables before price lists."""
    found = False
    for grid in grids:
        if "menjadi" in grid.columns or ("employer" in grid.columns and "programme" in grid.columns):
            continue
        listed = list(_rows(reading, grid))
        found = found or bool(listed)
        yield from listed
        if not listed:
            for row in (*_columns_as_jobs(grid), *_places_by_jobs(reading, grid)):
                found = True
                yield row
    if not found:
        for grid in grids:
            yield from _name_list(reading, grid)


def _rows(reading: Reading, grid: Grid) -> Iterator[RowPosition]:
    titles = grid.column("title")
    if titles is None:
        titles = _title_column(grid)
        if titles is None:
            return
    head = grid.header[titles] if titles < len(grid.header) else ""
    sure = bool(re.search(r"jabatan|posisi|jenis tenaga|tenaga|bagian|tugas", head))
    counts, wages, prices, units = (grid.column(k) for k in ("count", "wage", "price", "unit"))
    seen: Counter[str] = Counter()
    for row in grid.rows:
        cell = row[titles] if titles < len(row) else None
        title = _job(cell, sure=sure) if cell else None
        if title is None or cell is None:
            continue
        unit = row[units].low if units is not None else ""
        count = _people(row, counts, cell)
        wage, period, strength = _wage(grid, row, wages, prices, unit)
        if count is None and wage is None and (not sure or counts is not None or wages is not None):
            continue
        if grid.column("person") is not None and count is None:
            seen[title.text.lower()] += 1
            if seen[title.text.lower()] > 1:
                continue
            same = [r for r in grid.rows if titles < len(r) and r[titles].low == cell.low]
            count = (len(same), same[0][titles].start, same[-1][titles].end)
        yield RowPosition(title, count, wage, period, strength=strength)


def _title_column(grid: Grid) -> int | None:
    """The column in which most cells are job titles, when no head says so."""
    best, most = None, 0
    width = len(grid.columns)
    for index in range(width):
        if grid.columns[index] not in ("other", "person", "number"):
            continue
        hits = sum(
            1 for r in grid.rows if index < len(r) and any(not o.generic for o in find_occupations(r[index].text))
        )
        if hits > most:
            best, most = index, hits
    return best if most and most * 2 >= len(grid.rows) else None


def _job(cell: GridCell, *, sure: bool) -> NameSpan | None:
    """The job title in a cell: the known title in it, or the whole cell under a head that says so."""
    if not cell.end or _NOT_A_JOB.match(cell.low):
        return None
    text = re.sub(r"\s+", " ", cell.text).strip(" |")
    bare = re.split(r"\s*[(\[@]|\s+\d+\s*(?:orang|org|regu)|\s*[:=]", text)[0]
    bare = re.sub(
        r"^(?:upah|gaji|honor(?:arium)?|jasa|belanja|biaya|uang)\s+(?:pokok\s+)?(?:untuk\s+)?",
        "",
        bare,
        flags=re.IGNORECASE,
    ).strip(" .-|")
    bare = _PRODUCT.sub("", re.sub(r"^\d{1,2}[.)]?\s+", "", bare)).strip(" .-|")
    known = list(find_occupations(bare))
    if not known and not (sure and 2 < len(bare) < 50 and re.search(r"[A-Za-z]{3}", bare)):
        return None
    if not sure and known and known[0].start > 20:
        return None
    return NameSpan(cell.start, cell.end, bare)


def _people(row: Sequence[GridCell], counts: int | None, title: GridCell) -> tuple[int, int, int] | None:
    teams = next(iter(find_people(title.text)), None)
    if teams:
        return teams.count, title.start, title.end
    bracket = next((c for c in row if c.end and _BRACKET.search(c.text)), None)
    if bracket is not None and (times := _BRACKET.search(bracket.text)):
        return int(times.group(1)), bracket.start, bracket.end
    if counts is None or counts >= len(row):
        return None
    cell = row[counts]
    product = _PRODUCT.search(title.text)
    if product and cell.text.strip().isdigit() and int(product.group(1)) * int(product.group(2)) == int(cell.text):
        return int(product.group(1)), title.start, title.end
    people = next(iter(find_people(cell.text)), None)
    if people:
        return people.count, cell.start, cell.end
    volume = _VOLUME.match(cell.text)
    if volume:
        return int(volume.group(1)), cell.start, cell.end
    words = count_at(cell.text, 0)
    return (words[2], cell.start, cell.end) if words else None


def _wage(
    grid: Grid, row: Sequence[GridCell], wages: int | None, prices: int | None, unit: str
) -> tuple[Amount | None, WagePeriod | None, float]:
    if wages is not None and wages < len(row):
        head = grid.header[wages] if wages < len(grid.header) else ""
        named = f"{head} {unit} {row[wages].low}"
        period: WagePeriod = named_period(row[wages].low)
        if period == "month" and not re.search(r"\b(?:bulan|bln)", row[wages].low):
            period = named_period(named)
        if period == "month" and not re.search(r"\b(?:bulan|bln)", row[wages].low):
            period = "day" if "hari" in named else "hour" if "jam" in head else "month"
        made = _amount(row[wages])
        if made and plausible_wage(made.value, period):
            return made, period, 0.85
        return None, None, 0.85
    if prices is not None and prices < len(row) and _PERSON_UNIT.search(unit):
        # The price of one worker's day or month, when the list knows no wage: shown with low confidence.
        period = "day" if _DAY_UNIT.search(unit) else "month"
        made = _amount(row[prices])
        if made and plausible_wage(made.value, period):
            return made, period, 0.5
    return None, None, 0.85


def _amount(cell: GridCell) -> Amount | None:
    value = cell_amount(cell)
    return Amount(cell.start, cell.end, value, figures=value, marked=False) if value is not None and cell.end else None


_WAGE_ITEM = re.compile(r"^(?!.*(?:minimum|lembur|total|jumlah|ditambah)).*\b(?:upah|gaji|honor(?:arium)?)\b")
_COUNT_ITEM = re.compile(
    r"^(?:jumlah|kebutuhan|banyaknya|formasi)\b.*\b(?:orang|tenaga|personil|personel|pekerja|petugas|karyawan)\b|"
    r"^(?:kebutuhan|formasi|jumlah orang|personil|personel|orang|headcount)$"
)


def _item_column(grid: Grid) -> int:
    """The column that names the cost items: past a column of running numbers or letters."""
    for index in range(min(2, len(grid.columns))):
        cells = [r[index].text.strip(" .)|") for r in grid.rows if index < len(r)]
        if sum(bool(re.search(r"[A-Za-z]{3}", c)) for c in cells) * 2 > len(cells):
            return index
    return 0


def _item(cell: GridCell) -> str:
    """A cost item without the number or letter it is listed under."""
    return re.sub(r"^(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s*", "", cell.low.strip())


def _label(row: Sequence[GridCell]) -> str:
    """The item of a cost row: its first cell with letters."""
    return next((c.low for c in row if re.search(r"[a-z]{2}", c.low)), "")


def _columns_as_jobs(grid: Grid) -> Iterator[RowPosition]:
    """Jobs as columns, cost items as rows; the items stand in the first column that is not a running number."""
    items = _item_column(grid)
    wage_row = next((r for r in grid.rows if items < len(r) and _WAGE_ITEM.search(_item(r[items]))), None)
    count_row = next((r for r in grid.rows if items < len(r) and _COUNT_ITEM.search(_item(r[items]))), None)
    jobs = [i for i, head in enumerate(grid.header) if i > items and any(not o.generic for o in find_occupations(head))]
    if wage_row is not None and count_row is not None:
        # Both rows there: every column with a wage is a job, whether or not the title is known.
        jobs = [
            i
            for i, head in enumerate(grid.header)
            if i > items
            and head
            and i < len(wage_row)
            and cell_amount(wage_row[i]) is not None
            and not _NOT_A_JOB.match(head)
        ]
    if (wage_row is None and count_row is None) or not jobs:
        return
    anchor_row = wage_row if wage_row is not None else count_row
    for index in jobs:
        if anchor_row is None or index >= len(anchor_row):
            continue
        wage = _amount(wage_row[index]) if wage_row is not None and index < len(wage_row) else None
        count = None
        if (
            count_row is not None
            and index < len(count_row)
            and (number := re.search(r"\d{1,4}", count_row[index].text))
        ):
            count = (int(number.group()), count_row[index].start, count_row[index].end)
        anchor = anchor_row[index]
        title = grid.heads[index] if index < len(grid.heads) else grid.header[index]
        people = next(iter(find_people(title)), None)
        if people is not None and count is None:
            count = (people.count, anchor.start, anchor.end)
            title = title[: people.start].rstrip(" ([:-")
        if wage is None and count is None:
            continue
        yield RowPosition(
            NameSpan(anchor.start, anchor.end, title), count, wage, "month" if wage else None, strength=0.7
        )


_HEADCOUNT = re.compile(r"\s*(\d{1,4})\s*(?:orang|org|personil|personel)?\s*", re.IGNORECASE)
_NOBODY = re.compile(r"[\s\-–—.]*|nihil", re.IGNORECASE)
_SUM_ROW = re.compile(r"^(?:grand )?(?:jumlah|total)\b")


def _places_by_jobs(reading: Reading, grid: Grid) -> Iterator[RowPosition]:
    """Places as rows, jobs as columns, people in the cells ("Lokasi | Satpam | Pengemudi"): a job has the number under
    its column, as its sum row prints it or as the places add up."""
    if any(_WAGE_ITEM.search(c.low) or _COUNT_ITEM.search(c.low) for row in grid.rows for c in row):
        return
    for index, head in enumerate(grid.header):
        if not any(not o.generic and o.start == 0 for o in find_occupations(head)):
            continue
        cells = [(row, row[index]) for row in grid.rows if index < len(row) and not _NOBODY.fullmatch(row[index].text)]
        counts = [int(m[1]) for _, c in cells if (m := _HEADCOUNT.fullmatch(c.text))]
        if not counts or len(counts) < len(cells):
            continue
        summed = bool(_SUM_ROW.match(_label(cells[-1][0])))
        first, last = (cells[-1][1], cells[-1][1]) if summed else (cells[0][1], cells[-1][1])
        title = grid.heads[index] if index < len(grid.heads) else head
        at = reading.text.lower().find(title.lower(), grid.start, grid.end)
        span = (at, at + len(title)) if at >= 0 else (first.start, last.end)
        people = counts[-1] if summed else sum(counts)
        yield RowPosition(NameSpan(*span, title), (people, first.start, last.end), None, None, strength=0.8)


def _name_list(reading: Reading, grid: Grid) -> Iterator[RowPosition]:
    """A list of persons without a column for their job: the job stands before the table; people are its rows."""
    names = grid.column("person")
    if names is None:
        return
    people = [
        r
        for r in grid.rows
        if names < len(r)
        and re.search(r"[A-Za-z]{3}", r[names].text)
        and not _NOT_A_JOB.match(r[names].low)
        and not _NOT_A_JOB.match(r[0].low)
    ]
    before = list(find_occupations(reading.text[: grid.start]))
    proper = [o for o in before if not o.generic] or before
    if not people or not proper:
        return
    title = proper[-1]
    wages = grid.column("wage")
    values: Counter[Decimal] = Counter()
    cells: dict[Decimal, GridCell] = {}
    if wages is not None:
        for row in people:
            value = cell_amount(row[wages]) if wages < len(row) else None
            if value is not None:
                values[value] += 1
                cells.setdefault(value, row[wages])
    wage = None
    period: WagePeriod | None = None
    if values:
        value = values.most_common(1)[0][0]
        head = grid.header[wages] if wages is not None else ""
        period = "day" if "hari" in head else "month"
        wage = (
            Amount(cells[value].start, cells[value].end, value, figures=value, marked=False)
            if plausible_wage(value, period)
            else None
        )
    span = (people[0][names].start, people[-1][names].end)
    yield RowPosition(
        NameSpan(title.start, title.end, title.title),
        (len(people), *span),
        wage,
        period if wage else None,
        strength=0.8,
    )
