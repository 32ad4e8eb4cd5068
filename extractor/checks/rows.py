"""The arithmetic of price lists: what a row, a sum, a fee or a tax should come to, and whether it does.

Everything here is exact; a result is compared with what is printed under every reading that price lists know (with or
without months, before or after fee and tax) before it is said not to add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Literal

from extractor.checks.text import jam, persen, rupiah
from extractor.report import MoneyFact, PricedRow, PriceTable

VAT = (Decimal("1.10"), Decimal("1.11"), Decimal("1.12"))
"""Value added tax on a price, as contracts since 1985 print it: 10, 11 and 12 per cent."""
OTHER_BASE = Decimal(11) / Decimal(12)
"""12 % on eleven twelfths of the price comes to 11 % of it ("DPP nilai lain")."""
COARSEST_ROUNDING = Decimal(100_000)
_DEDUCTS = re.compile(r"^(?:pph|pajak penghasilan|potongan|diskon)", re.IGNORECASE)
_TAXED = re.compile(r"\b(?:ppn|pajak)\b", re.IGNORECASE)
_MONTHS = re.compile(r"\b(\d{1,2})\s*(?:\([a-z ]+\)\s*)?(?:bulan|bln)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:setahun|per tahun|(?:1|satu) tahun)\b", re.IGNORECASE)
_ROUNDED = re.compile(r"bulat", re.IGNORECASE)
_LABOUR = re.compile(r"\b(?:orang|org|ob|oh|hok)\b", re.IGNORECASE)
_BY_THE_DAY = re.compile(r"\b(?:hari|hadir|jam|shift|kunjungan)", re.IGNORECASE)
_PAY = re.compile(r"\b(?:upah|gaji|honor\w*|tenaga)\b", re.IGNORECASE)

State = Literal["agrees", "apart", "open"]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One row reckoned again. ``step`` shows it; ``rows`` are the rows it rests on, its own last.

    ``expected`` is what it should come to by the plainest reading (None where nothing was expected); ``tried`` every
    amount that would have been right.
    """

    row: PricedRow
    state: State
    step: str
    expected: Decimal | None = None
    tried: tuple[Decimal, ...] = ()
    rows: tuple[PricedRow, ...] = ()


@dataclass(slots=True)
class _Column:
    """What has been added up so far, from the top of the list."""

    items: list[PricedRow] = field(default_factory=list)
    block: list[PricedRow] = field(default_factory=list)
    extras: list[PricedRow] = field(default_factory=list)
    """Fees and taxes since the last sum; ``fees`` are all of them."""
    fees: list[PricedRow] = field(default_factory=list)
    sums: list[Decimal] = field(default_factory=list)
    lost: str = ""
    """Why the rows cannot be added up, "" when they can."""

    @property
    def last(self) -> Decimal | None:
        return self.sums[-1] if self.sums else None


def reckon(table: PriceTable, *, months: int | None, before: Sequence[PricedRow] = ()) -> tuple[Reckoned, ...]:
    """Every row of a table that something can be said about, in printed order.

    ``months`` is the length of the contract, if known; ``before`` the rows of the lists above this one, as a list
    may run on under a repeated head.
    """
    column = _Column()
    found: list[Reckoned] = []
    for row in table.rows:
        if row.kind == "item":
            if row.amount is None:
                column.lost = "ada baris yang jumlahnya tidak terbaca"
            elif row.quantity is None and _BY_THE_DAY.search(row.unit):
                column.lost = column.lost or "ada baris yang dihitung per hari atau per kehadiran"
            column.items.append(row)
            column.block.append(row)
            made = _item(row, table, months)
        elif row.kind in ("fee", "tax"):
            made = _share(row, column)
            column.extras.append(row)
            column.fees.append(row)
        elif row.kind == "carried":
            continue
        else:
            made = _sum(row, column, months=months or table.amount_months, before=before)
            if row.amount is not None:
                column.sums.append(row.amount.value)
            column.block, column.extras = [], []
        if made is not None:
            found.append(made)
    return tuple(found)


def _item(row: PricedRow, table: PriceTable, months: int | None) -> Reckoned | None:
    """ "Quantity x months x price = amount", with the price as printed or as the sum of its columns."""
    if row.amount is None:
        return Reckoned(row, "open", f"{_name(row)}: jumlahnya tidak terbaca.", rows=(row,))
    bases = tuple(_bases(row))
    if not bases:
        return None
    quantity = row.quantity.value if row.quantity else Decimal(1)
    duration = row.duration.value if row.duration else None
    head = Decimal(table.amount_months) if table.amount_months else None
    natural = quantity * (duration or head or 1)
    times = dict.fromkeys((natural, quantity, duration or 1, head or 1, quantity * (months or 1), Decimal(1)))
    amount = row.amount.value
    tried = tuple(base * n for _, base in bases for n in times)
    for (how, base), n in product(bases, times):
        # A unit price rounded to the rupiah is off by half a rupiah for each one bought.
        if abs(base * n - amount) <= max(Decimal(1), Decimal(n) / 2):
            step = f"{_name(row)}: {_product(row, n, natural, base)}{how} = {rupiah(amount)}"
            return Reckoned(row, "agrees", step, amount, tried, (row,))
    how, base = bases[0]
    expected = base * natural
    step = (
        f"{_name(row)}: {_product(row, natural, natural, base)}{how} = {rupiah(expected)}; tertulis {rupiah(amount)}, "
        f"selisih {rupiah(abs(expected - amount))}"
    )
    return Reckoned(row, "apart", step, expected, tried, (row,))


def _bases(row: PricedRow) -> Iterator[tuple[str, Decimal]]:
    if row.unit_price is not None:
        yield "", row.unit_price.value
    if row.parts:
        whole = _total(row.parts)
        if row.unit_price is None or row.unit_price.value != whole:
            yield (" (jumlah kolom biaya)" if len(row.parts) > 1 else ""), whole
    if len(row.parts) > 1 and row.unit_price is None:
        yield " (kolom biaya pertama)", row.parts[0].value


def _product(row: PricedRow, times: Decimal | int, natural: Decimal, base: Decimal) -> str:
    if times == natural and row.quantity is not None and row.duration is not None:
        return f"{jam(row.quantity.value)} x {jam(row.duration.value)} x {rupiah(base)}"
    return f"{jam(Decimal(times))} x {rupiah(base)}" if times != 1 else rupiah(base)


def _share(row: PricedRow, column: _Column) -> Reckoned | None:
    """A fee or tax of so many per cent: of the sum above, of it with the fees, of the fees alone, of the labour."""
    if row.amount is None or row.rate is None:
        return None
    amount = abs(row.amount.value)
    bases = tuple(_taxed_bases(column))
    tolerance = Decimal(1) if amount % 1000 else Decimal(1000)
    rows = (*column.items, *column.extras, row)
    for name, base in bases:
        for share, note in ((Decimal(1), ""), (OTHER_BASE, " x 11/12")):
            if base and abs(base * share * row.rate / 100 - amount) <= tolerance:
                step = f"{_name(row)}: {persen(row.rate)} x {rupiah(base)} ({name}){note} = {rupiah(amount)}"
                return Reckoned(row, "agrees", step, amount, rows=rows)
    said = f"{_name(row)}: {rupiah(amount)} bukan {persen(row.rate)} dari jumlah, jumlah dengan jasa, jasa, atau upah"
    return Reckoned(row, "open", said, rows=rows)


def _taxed_bases(column: _Column) -> Iterator[tuple[str, Decimal]]:
    whole = column.last if column.last is not None else _amounts(column.items)
    extra = _amounts(column.extras)
    yield "jumlah", whole
    if column.extras:
        yield "jumlah dengan jasa", whole + extra
        yield "jasa", extra
    for row in column.fees:
        yield row.description.value, _amounts((row,))
    yield "seluruh baris", _amounts(column.items)
    yield "biaya per orang", _amounts(r for r in column.items if _LABOUR.search(r.unit) or r.parts)
    yield "upah", _amounts(r for r in column.items if _PAY.search(r.description.value))


def _sum(row: PricedRow, column: _Column, *, months: int | None, before: Sequence[PricedRow]) -> Reckoned | None:
    """A printed sum: of all rows, of those since the last sum, of the sums, with fees and taxes, times the months."""
    if row.amount is None or not (column.items or column.sums):
        return None
    amount, rows = row.amount.value, (*column.items, *column.extras, row)
    tried = tuple(dict.fromkeys(_sums(row, column, months=months, before=before)))
    if not tried:
        return None
    coarse = row.kind == "rounding" or bool(_ROUNDED.search(row.description.value))
    tolerance = _rounding(amount) if coarse else Decimal(1)
    for value in tried:
        if abs(value - amount) <= tolerance:
            note = "" if value == amount else f", dibulatkan dari {rupiah(value)}"
            return Reckoned(row, "agrees", f"{_name(row)}: {rupiah(amount)}{note}", amount, tried, rows)
    if column.lost:
        return Reckoned(row, "open", f"{_name(row)}: {column.lost}", rows=rows)
    step = (
        f"{_name(row)}: baris di atasnya berjumlah {rupiah(tried[0])}; tertulis {rupiah(amount)}, "
        f"selisih {rupiah(abs(tried[0] - amount))}"
    )
    return Reckoned(row, "apart", step, tried[0], tried, rows)


def _sums(row: PricedRow, column: _Column, *, months: int | None, before: Sequence[PricedRow]) -> Iterator[Decimal]:
    plain = tuple(_plain_sums(column, before))
    yield from plain
    said = row.description.value
    printed = _MONTHS.search(said)
    times = int(printed[1]) if printed else 12 if _YEAR.search(said) else months
    for value in plain:
        if times is not None:
            yield value * times
        if _TAXED.search(said):
            yield from (value * tax for tax in VAT)


def _plain_sums(column: _Column, before: Sequence[PricedRow]) -> Iterator[Decimal]:
    block = _amounts(column.block)
    for extra in _signed(column.extras):
        if column.last is None:
            yield _amounts(column.items) + extra
        else:
            yield column.last + block + extra
            yield block + extra
            yield sum(column.sums, Decimal(0)) + block + extra
            yield _amounts(column.items) + extra
        # A heading row that already carries the sum of the rows under it is not added again.
        led = [r for r in column.items if r.unit_price is not None or r.parts]
        for part in (led, [r for r in column.items if r not in led]):
            if part and len(part) < len(column.items):
                yield _amounts(part) + extra
        if before:
            yield _amounts(before) + _amounts(column.items) + extra
    # Under a column of unit prices the sum may be of the prices times the people.
    if all(r.quantity is not None and r.unit_price is None for r in column.items):
        yield sum((r.quantity.value * r.amount.value for r in column.items if r.quantity and r.amount), Decimal(0))


def _signed(extras: Sequence[PricedRow]) -> Iterator[Decimal]:
    """The fees and taxes added; what is called a deduction is also tried subtracted."""
    plus = _amounts(r for r in extras if not _DEDUCTS.search(r.description.value))
    minus = _amounts(r for r in extras if _DEDUCTS.search(r.description.value))
    yield plus + minus
    if minus:
        yield plus - minus


def _rounding(amount: Decimal) -> Decimal:
    """How far a rounded amount may lie from what it was: its own last figure, at most a hundred thousand."""
    unit = Decimal(1)
    while unit < COARSEST_ROUNDING and amount % (unit * 10) == 0:
        unit *= 10
    return unit


def _amounts(rows: Iterable[PricedRow]) -> Decimal:
    return sum((row.amount.value for row in rows if row.amount is not None), Decimal(0))


def _total(parts: Iterable[MoneyFact]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _name(row: PricedRow) -> str:
    return f"“{row.description.value}”"
