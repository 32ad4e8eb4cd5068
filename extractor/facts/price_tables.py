"""Price lists cell by cell: items with quantity, price and amount, and the sums, fees and taxes printed under them.

Nothing is judged here: what does not add up is kept as printed (``extractor.checks.sums`` compares).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from extractor.facts.measures import count_at
from extractor.facts.money import parse_figures
from extractor.facts.reading import Reading
from extractor.facts.tables import Column, Grid, GridCell
from extractor.report import Evidence, MoneyFact, PricedRow, PriceTable, QuantityFact, TextFact
from extractor.vocabulary import RowKind

_NOTHING = re.compile(r"(?:rp\.?)?\s*(?:[-–—.,=]*|nihil|0(?:[.,]0{1,2})?)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?P<open>\()?\s*(?P<minus>[-–—])?\s*(?:Rp|RP|rp|IDR)?\s*[.:]?\s*(?P<minus2>[-–—])?\s*"
    r"(?P<figures>\d[\dOoQlI|!SB.,'’ ]*)(?:,?[-–—=]{1,3})?\s*(?P<close>\))?",
)
_TIMES = re.compile(r"^\D{0,3}(?P<first>\d{1,5})\s*(?:orang|org|paket|bh|buah)?\s*[xX×*]\s*(?P<second>\d{1,4})\b")
_NUMBER = re.compile(r"^\W{0,2}(?P<number>\d{1,6}(?:[.,]\d{3})*(?:[.,]\d{1,2})?)(?![\d.,]*\d)")
_MONTHS = re.compile(r"\b(\d{1,2})\s*(?:\([a-z ]+\)\s*)?(?:bulan|bln)\b")
_YEAR = re.compile(r"\b(?:se|per |1 |satu )tahun\b")
_PER = re.compile(r"(?:\bper|/|\btiap|\bsetiap)\s?((?:hari|jam|hadir|shift|kunjungan|km)\b[a-z ]{0,12})")
_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s?%")
_NAMED: tuple[tuple[RowKind, str], ...] = (
    ("carried", r"^(?:jumlah (?:di)?pindah\w*|pindahan|dipindahkan|jumlah lalu)\b"),
    ("rounding", r"^(?:di ?bulatkan|pembulatan)\b|\bdibulatkan\b"),
    ("tax", r"^(?:pajak|ppn|pph|p\.?p\.?n|vat)\b"),
    ("fee", (
        r"^(?:management fee|manajemen fee|fee\b|jasa (?:perusahaan|penyedia|manajemen|pengelola\w*|agen)|imbalan jasa|"
        r"keuntungan|biaya (?:umum|manajemen|pengelolaan)|overhead|laba|profit|diskon|potongan harga)"
    )),
    ("subtotal", r"^(?:sub ?total|sub ?jumlah|jumlah (?:[a-z]|[ivx]+|sebelum|sementara)\b)"),
    ("total", r"^(?:grand total|total|jumlah|jml\b|nilai (?:spk|kontrak|pekerjaan|total)|harga (?:total|keseluruhan))"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _NAMED)


def price_tables(reading: Reading, grids: Sequence[Grid]) -> Iterator[PriceTable]:
    """Every table whose rows carry amounts of money that something can be reckoned from, in reading order."""
    for grid in grids:
        amounts = _amount_column(grid)
        if amounts is None or {"programme", "semula", "menjadi"} & set(grid.columns):
            continue
        maker = _Rows(reading, grid, amounts)
        rows = tuple(row for cells in grid.rows if (row := maker.row(cells)) is not None)
        if not _reckonable(rows):
            continue
        head = grid.header[amounts] if amounts < len(grid.header) else ""
        pages = tuple(sorted({e.page for row in rows for cell in row.cells for e in cell.evidence}))
        yield PriceTable(pages, rows, grid.heads[amounts] if amounts < len(grid.heads) else "", _months(head))


def _amount_column(grid: Grid) -> int | None:
    """The column that says what a row comes to: the last "total", else the last price with other money before it."""
    kinds: tuple[Column, ...] = ("total", "price")
    for kind in kinds:
        columns = grid.all_of(kind)
        if columns:
            return columns[-1]
    # A list of items with one column of money and a sum under it needs no head to say so.
    money = [i for i in range(len(grid.columns)) if _mostly_amounts(grid, i)]
    summed = any(re.match(r"(?:sub ?|grand )?total|jumlah", cell.low) for row in grid.rows for cell in row[:2])
    return money[0] if len(money) == 1 and summed else None


def _mostly_amounts(grid: Grid, index: int) -> bool:
    values = [signed_amount(row[index].text) for row in grid.rows if index < len(row) and row[index].text.strip(" |")]
    return len(values) > 1 and sum(v is not None and abs(v) >= 1000 for v in values) * 4 >= len(values) * 3


def _reckonable(rows: Sequence[PricedRow]) -> bool:
    """Whether anything follows from anything else: a row with a price or parts, or a sum under rows."""
    items = [r for r in rows if r.kind == "item" and r.amount is not None]
    told = any(r.unit_price is not None or r.parts for r in items)
    summed = any(r.kind in ("subtotal", "total") for r in rows)
    return bool(items) and (told or (summed and len(items) > 1))


def signed_amount(text: str) -> Decimal | None:
    """The amount a cell is, zero for a dash, negative in brackets or with a minus; None when it is anything else.

    A letter read for a digit ("2.67O.000") is mended as everywhere; a cell with words beside its figures is no amount.
    """
    bare = text.strip(" |")
    if _NOTHING.fullmatch(bare):
        return Decimal(0) if bare else None
    match = _FIGURE.fullmatch(bare)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    value = parse_figures(match["figures"].strip())
    if value is None:
        return None
    negative = match["open"] or match["minus"] or match["minus2"]
    return -value if negative else value


class _Rows:
    """Reads the rows of one grid; ``amounts`` is its column of amounts."""

    def __init__(self, reading: Reading, grid: Grid, amounts: int) -> None:
        self._reading, self._grid, self._amounts = reading, grid, amounts
        self._prices = [i for i in grid.all_of("price") if i != amounts]
        self._parts = [i for i, column in enumerate(grid.columns) if i != amounts and self._holds_money(i, column)]

    def _holds_money(self, index: int, column: Column) -> bool:
        if column not in ("wage", "allowance", "clause", "other"):
            return False
        cells = [row[index].text for row in self._grid.rows if index < len(row)]
        values = [value for text in cells if (value := signed_amount(text)) is not None]
        return any(abs(value) >= 1000 for value in values) and not any(0 < abs(value) < 100 for value in values)

    def row(self, cells: Sequence[GridCell]) -> PricedRow | None:
        label = self._label(cells)
        if label is None:
            return None
        kind = self._kind(label, cells)
        amount = self._money(cells, self._amounts)
        if amount is None and kind != "item":
            # A sum whose figures slid into a neighbouring column is still the row's only amount; a small figure there
            # is a sum of people.
            slid = [m for i in range(len(cells)) if (m := self._money(cells, i)) is not None and abs(m.value) >= 1000]
            amount = slid[-1] if len(slid) == 1 else None
        description = self._text(label)
        lost = self._amounts < len(cells) and bool(cells[self._amounts].text.strip(" |"))
        if description is None or (amount is None and not (lost and kind == "item")):
            return None
        rate = _PERCENT.search(" ".join(cell.low for cell in cells)) if kind in ("fee", "tax") else None
        if kind != "item":
            return PricedRow(
                kind, description, amount=amount, rate=Decimal(rate[1].replace(",", ".")) if rate else None
            )
        quantity, duration = self._volume(cells)
        # An item whose amount cannot be read stays, so that nobody adds the column up without it.
        price = next((m for i in self._prices if (m := self._money(cells, i)) is not None), None)
        return PricedRow(
            kind="item",
            description=description,
            quantity=quantity,
            duration=duration,
            unit=self._unit(cells),
            unit_price=price,
            parts=tuple(m for i in self._parts if (m := self._money(cells, i)) is not None and m.value),
            amount=amount,
        )

    def _label(self, cells: Sequence[GridCell]) -> GridCell | None:
        """The cell that says what the row is about: under the head of jobs or items, else the first with letters."""
        named = [i for i in (self._grid.column("title"), self._grid.column("person")) if i is not None]
        ordered = [cells[i] for i in named if i < len(cells)] + [c for i, c in enumerate(cells) if i != self._amounts]
        return next((c for c in ordered if c.end and re.search(r"[a-z]{2}", c.low)), None)

    def _kind(self, label: GridCell, cells: Sequence[GridCell]) -> RowKind:
        """A row with a price of its own is an item whatever it is called ("Fee petugas", "Jumlah seragam")."""
        if any(i < len(cells) and self._money(cells, i) for i in (*self._prices, *self._parts)):
            return "item"
        low = re.sub(r"^(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s*", "", label.low)
        return next((kind for kind, pattern in _KINDS if pattern.search(low)), "item")

    def _volume(self, cells: Sequence[GridCell]) -> tuple[QuantityFact | None, QuantityFact | None]:
        counts, periods = self._grid.column("count"), self._grid.column("period")
        quantity = duration = None
        if counts is not None and counts < len(cells) and cells[counts].end:
            cell = cells[counts]
            times = _TIMES.match(cell.text)
            if times is not None:
                quantity = self._quantity(cell, Decimal(times["first"]))
                duration = self._quantity(cell, Decimal(times["second"]))
            elif (value := _number(cell.text)) is not None:
                quantity = self._quantity(cell, value)
        if periods is not None and periods < len(cells) and cells[periods].end and duration is None:
            value = _number(cells[periods].text)
            duration = self._quantity(cells[periods], value) if value is not None else None
        return quantity, duration

    def _unit(self, cells: Sequence[GridCell]) -> str:
        """The unit column, else what a cell says ("15.000/hari", "per hari hadir")."""
        units = self._grid.column("unit")
        if units is not None and units < len(cells):
            return cells[units].text.strip(" |")
        said = next((m for cell in cells if (m := _PER.search(cell.low))), None)
        return said[1] if said else ""

    def _money(self, cells: Sequence[GridCell], index: int) -> MoneyFact | None:
        cell = cells[index] if index < len(cells) else None
        value = signed_amount(cell.text) if cell is not None and cell.end else None
        if cell is None or value is None:
            return None
        evidence, printed, confidence = self._place(cell)
        return MoneyFact(value, printed, confidence, evidence) if evidence else None

    def _quantity(self, cell: GridCell, value: Decimal) -> QuantityFact | None:
        evidence, printed, confidence = self._place(cell)
        return QuantityFact(value, printed, confidence, evidence) if evidence else None

    def _text(self, cell: GridCell) -> TextFact | None:
        evidence, printed, confidence = self._place(cell)
        return TextFact(printed, printed, confidence, evidence) if evidence and printed else None

    def _place(self, cell: GridCell) -> tuple[tuple[Evidence, ...], str, float]:
        start, end = cell.start, cell.end
        evidence = self._reading.evidence(start, end)
        return evidence, self._reading.printed(start, end), round(self._reading.confidence(start, end), 3)


def _number(text: str) -> Decimal | None:
    """A count in figures ("12", "12,5", "1.200 m2", "6 (enam) orang") or in words ("dua belas orang")."""
    match = _NUMBER.match(text.strip(" |"))
    if match is not None:
        bare = match["number"]
        bare = re.sub(r"[.,](?=\d{3}(?!\d))", "", bare).replace(",", ".")
        try:
            return Decimal(bare)
        except InvalidOperation:
            return None
    words = count_at(text.strip(" |").lower(), 0)
    return Decimal(words[2]) if words else None


def _months(head: str) -> int | None:
    match = _MONTHS.search(head)
    if match is not None:
        return int(match[1])
    return 12 if _YEAR.search(head) else None
