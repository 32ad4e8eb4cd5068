"""Price lists judged: rows against their amounts, amounts against the printed sums, the sum against the value.

A list that does not add up breaks no article: the finding carries the weight "calculation". What was poorly read is
never called wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor.checks.case import DOUBTFUL_GRADES, Case
from extractor.checks.rows import VAT, Reckoned, reckon
from extractor.checks.term import term_months
from extractor.checks.text import daftar, jam, rupiah
from extractor.report import Calculation, CalculationInput, Evidence, Finding, PricedRow, PriceTable
from extractor.vocabulary import Verdict

MISMATCH = "row_sum_mismatch"
READ_WELL = 0.8
"""The least word confidence at which a figure may be held against another one."""
MOST_SHOWN, MOST_INPUTS = 3, 60
NEAR = (Decimal("0.8"), Decimal("1.25"))
"""A list that sums to something this near to the contract value is the list of that value."""
_WHY = "Selama rinciannya tidak cocok, tidak jelas berapa yang disepakati dan berapa yang tersedia untuk upah."
_ADVICE = (
    "Minta para pihak menghitung ulang rincian harga dan menetapkan angka yang benar melalui addendum atau renvoi yang "
    "diparaf kedua pihak. Hubungi: {contact}"
)


def price_sums(case: Case, rule_id: str, *, about: str = "harga") -> Iterator[Finding]:
    """One finding a list of prices (or wages): it adds up, it does not, or it was not read well enough to say."""
    months, before = term_months(case), list[PricedRow]()
    tables = case.contract.price_tables
    for table in tables:
        made = reckon(table, months=months, before=tuple(before))
        before.extend(row for row in table.rows if row.kind == "item")
        if made:
            yield _finding(case, rule_id, table, made=made, about=about)
    yield from _against_value(case, rule_id, months)


def _finding(case: Case, rule_id: str, table: PriceTable, *, made: tuple[Reckoned, ...], about: str) -> Finding:
    apart = [one for one in made if one.state == "apart" and not _doubtful(case, one)]
    open_ = [one for one in made if one.state == "open" or (one.state == "apart" and one not in apart)]
    where = f"halaman {daftar(str(page) for page in table.pages)}"
    if apart:
        verdict: Verdict = "violated"
        text = f"Rincian {about} di {where} tidak cocok. {_told(apart)}"
    elif open_:
        verdict = "unclear"
        text = f"Rincian {about} di {where} belum dapat dipastikan cocok; cocokkan dengan naskahnya. {_told(open_)}"
    else:
        verdict = "satisfied"
        text = f"Rincian {about} di {where} sudah dihitung ulang dan cocok ({len(made)} hitungan)."
    shown = apart or open_
    calculation = Calculation(
        inputs=tuple(_inputs(table, shown)),
        steps=tuple(one.step for one in made),
        result={"violated": "tidak cocok", "unclear": "belum pasti", "satisfied": "cocok"}[verdict],
        label=f"Perhitungan bantu: rincian {about}",
    )
    cells = [one.row for one in shown[:MOST_SHOWN]] or [row for row in table.rows if row.kind != "item"][-1:]
    return case.finding(
        rule_id,
        verdict,
        text,
        why=_WHY,
        advice="" if verdict == "satisfied" else _ADVICE.format(contact=case.contact(case.rule(rule_id))),
        severity="tinggi" if verdict == "violated" else "sedang",
        weight="calculation",
        evidence=_places(cells),
        calculation=calculation,
        violations=(MISMATCH,) if verdict == "violated" else (),
        by_law=False,
        title=f"Kecocokan rincian {about}",
    )


def _told(made: Iterable[Reckoned]) -> str:
    steps = [one.step for one in made]
    more = f" Masih ada {len(steps) - MOST_SHOWN} lainnya." if len(steps) > MOST_SHOWN else ""
    return "; ".join(step.rstrip(".") for step in steps[:MOST_SHOWN]) + "." + more


def _places(rows: Iterable[PricedRow]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for row in rows for fact in (row.description, *row.cells) for e in fact.evidence))


def _inputs(table: PriceTable, shown: list[Reckoned]) -> Iterator[CalculationInput]:
    """Every figure of the list with its page; of a long list only those of the rows that are named."""
    named = {id(one.row) for one in shown}
    count = sum(len(row.cells) for row in table.rows)
    for number, row in enumerate(table.rows, start=1):
        if count > MOST_INPUTS and id(row) not in named:
            continue
        for what, fact in (("volume", row.quantity), ("bulan/hari", row.duration)):
            if fact is not None:
                yield _input(f"Baris {number} {what}", jam(fact.value), fact.evidence)
        if row.unit_price is not None:
            yield _input(f"Baris {number} harga satuan", rupiah(row.unit_price.value), row.unit_price.evidence)
        for part in row.parts:
            yield _input(f"Baris {number} kolom biaya", rupiah(part.value), part.evidence)
        if row.amount is not None:
            yield _input(f"Baris {number} {row.description.value}", rupiah(row.amount.value), row.amount.evidence)


def _input(name: str, value: str, evidence: tuple[Evidence, ...]) -> CalculationInput:
    return CalculationInput(name, value, f"rincian harga, halaman {daftar(str(e.page) for e in evidence)}")


def _doubtful(case: Case, one: Reckoned) -> bool:
    """Whether reading may be what is wrong: an uncertain figure, a poor page, one misread figure on a scanned page,
    or, where a sum is larger than its rows, a row that a scan did not give up."""
    cells = [cell for row in one.rows for cell in row.cells]
    if any(cell.confidence < READ_WELL for cell in cells):
        return True
    touched = {e.page for cell in cells for e in cell.evidence}
    pages = [page for page in case.pages if page.number in touched]
    if any(page.grade in DOUBTFUL_GRADES for page in pages):
        return True
    if not any(page.source == "ocr" for page in pages):
        return False
    amount = one.row.amount
    if amount is None or one.expected is None:
        return True
    if one.row.kind != "item" and amount.value > one.expected:
        return True
    return any(one_figure_apart(amount.value, value) for value in one.tried) or _factor_misread(one)


def _factor_misread(one: Reckoned) -> bool:
    """Whether another price or quantity, one figure away from the one read, would give the printed amount."""
    row = one.row
    if row.kind != "item" or row.amount is None or not one.expected:
        return False
    factors = [fact.value for fact in (row.quantity, row.duration, row.unit_price) if fact is not None]
    return any(
        (needed := row.amount.value * factor / one.expected) == needed.to_integral_value()
        and one_figure_apart(needed, factor)
        for factor in factors
    )


def one_figure_apart(first: Decimal, second: Decimal) -> bool:
    """Whether two whole amounts differ by one figure read wrongly, dropped or added."""
    a, b = f"{abs(first):.0f}", f"{abs(second):.0f}"
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _against_value(case: Case, rule_id: str, months: int | None) -> Iterator[Finding]:
    """A list that comes near the contract value and does not meet it, with or without tax and months."""
    value = case.contract.value
    totals = [
        row for table in case.contract.price_tables for row in table.rows
        if row.kind in ("subtotal", "total", "rounding") and row.amount is not None
    ]  # fmt: skip
    if value is None or not totals:
        return
    reached = [
        (row, row.amount.value * times * tax)
        for row in totals if row.amount is not None
        for times in dict.fromkeys((1, months or 1))
        for tax in (Decimal(1), *VAT)
    ]  # fmt: skip
    if any(abs(amount - value.value) <= 1 for _, amount in reached):
        return
    near = [(row, amount) for row, amount in reached if row.amount is not None and amount == row.amount.value]
    near = [(row, amount) for row, amount in near if NEAR[0] * value.value <= amount <= NEAR[1] * value.value]
    if not near:
        return
    row, amount = min(near, key=lambda pair: abs(pair[1] - value.value))
    yield case.finding(
        rule_id,
        "unclear",
        f"Rincian harga berjumlah {rupiah(amount)}, sedangkan nilai kontrak {rupiah(value.value)}; dengan atau tanpa "
        "PPN keduanya tidak bertemu. Pastikan angka mana yang benar.",
        advice=_ADVICE.format(contact=case.contact(case.rule(rule_id))),
        severity="sedang",
        weight="calculation",
        evidence=(*_places((row,)), *value.evidence),
        calculation=Calculation(
            inputs=(
                CalculationInput("Nilai kontrak", rupiah(value.value), "kontrak"),
                _input(row.description.value, rupiah(amount), row.amount.evidence if row.amount else ()),
            ),
            steps=(f"{rupiah(amount)} - {rupiah(value.value)} = {rupiah(amount - value.value)}",),
            result="tidak sama",
            label="Perhitungan bantu: rincian harga terhadap nilai kontrak",
        ),
        why=_WHY,
        by_law=False,
        title="Kecocokan rincian harga dengan nilai kontrak",
    )
