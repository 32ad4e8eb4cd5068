"""The contract's total value, told from monthly prices, wages, limits and fines; amounts in figures against words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.facts.money import Amount, find_amounts
from extractor.facts.numbers import find_number_words
from extractor.facts.reading import Reading
from extractor.facts.tables import Grid, GridCell
from extractor.facts.units import Unit

_STRONG = re.compile(
    r"\b(?:nilai|harga|biaya|besar(?:nya)?)\s+(?:total\s+|keseluruhan\s+|maksimum\s+|maksimal\s+)?(?:kontrak|perjanjian|spk|"
    r"pekerjaan|borongan|pengadaan|kesepakatan|jasa keseluruhan|addendum|keseluruhan|pelaksanaan|total)\b|"
    r"\btotal\s+(?:nilai|harga|biaya|kontrak|keseluruhan|pembayaran)\b|"
    r"harga (?:(?:setelah|hasil) negosiasi|total|kesepakatan|penawaran|(?:yang )?(?:disepakati|disetujui|dinegosiasikan))|"
    r"(?:nilai|harga|biaya|imbalan)(?: jasa)? seluruh|jumlah (?:harga|keseluruhan|total|nilai)|^nilai\s?:|"
    r"jumlah (?:setahun|seluruhnya|selama)|\bnilai\s?[:=]|pemenang dengan nilai|dengan nilai sebesar|"
    r"(?:biaya|harga|imbalan)(?: jasa)? (?:keseluruhan|total|selama)|"
    r"nilai (?:spk|kontrak)|\bnilai (?:selama |untuk )?(?:\d+|setahun|satu tahun|dua \w+)|\bseluruhnya\b|"
    r"\bkeseluruhan(?:nya)?\b|\bnilai (?:menjadi|baru|akhir)|\b(?:jumlah|total) (?:untuk )?(?:\d+|[a-z]+)(?: \([a-z ]+\))? "
    r"(?:bulan|tahun)\b|sehingga (?:total |jumlah )?(?:seluruhnya |keseluruhan )?menjadi|dibulatkan(?: menjadi)?|"
    r"(?:nilai|harga|biaya|imbalan)(?: \w+){0,2} (?:setahun|per tahun|satu tahun)\b|nilai paket|untuk pelaksanaan pekerjaan[^.;]{0,60}sebesar|"
    r"(?:total )?contract (?:price|value|sum|amount)|total (?:contract )?(?:price|value|amount)"
)
_WEAK = re.compile(r"\b(?:nilai|harga|biaya|imbalan|sebesar|total|jumlah)\b")
_AGAINST = re.compile(
    r"\b(?:upah|gaji|honor(?:arium)?|tunjangan|uang (?:makan|transport|lembur)|denda|penalti|"
    r"pertanggungan|santunan|meterai|materai|iuran|premi|bpjs|lembur|thr|kompensasi|target|omzet|limit|"
    r"plafon\w*|pagu|hps|jaminan (?:pelaksanaan|uang muka)|uang muka|"
    r"uang jaminan|deposit|potongan|dipotong|ppn(?! \d* ?%?\)? sebesar)|pph|pajak pertambahan|fee|"
    r"harga satuan|minimum|termin|angsuran|tahap|seragam|ganti rugi|modal)\b"
)
_MONTHLY = re.compile(
    r"^\W{0,4}(?:\([^)]{3,200}\)\W{0,3})?(?:rupiah\W{0,3})?(?:/|per|setiap|tiap|se)\s{0,2}(?:orang|"
    r"personil|bulan|bln|hari|jam|ob\b|oh\b|kg|paket|unit)|^\W{0,4}(?:\([^)]{3,200}\)\W{0,3})?(?:untuk "
    r")?(?:setiap|tiap) (?:bulan|orang)"
)
_MONTHLY_BEFORE = re.compile(r"(?:per|setiap|tiap|se|/)\s?(?:bulan|orang|hari)\b[^.;]{0,30}$|perbulan[^.;]{0,30}$")
_WHOLE = re.compile(
    r"^\W{0,4}(?:\([^)]{3,220}\)\W{0,3})?(?:untuk|selama|dalam)\s+(?:jangka waktu\s+|masa\s+|"
    r"periode\s+)?(?:\d{1,2}|satu|dua|tiga|dua belas|setahun|seluruh|jangka)"
)
_WHOLE_BEFORE = re.compile(
    r"\b(?:untuk|selama) (?:seluruh (?:masa|jangka waktu|periode)\b[^.;]{0,30}|(?:\d{1,2}|[a-z]+(?: belas| puluh)?)"
    r"(?: \([a-z ]+\))? (?:bulan|tahun)) (?:ini )?(?:berjumlah|menjadi|adalah|sebesar|ditetapkan|seharga|senilai)\b\W*(?:sebesar\W*)?$"
)
_TAX_INCLUDED = re.compile(
    r"\(?\b(?:(?:sudah|telah|belum|tidak)\s)?(?:termasuk|meliputi|mencakup|di ?luar|tanpa|inklusif|eksklusif|include|exclude)\s"
    r"(?:biaya\s|seluruh\s|semua\s)?(?:pajak(?:\spertambahan\snilai)?|ppn|pph)"
    r"(?:\s?\((?:ppn|pph)\))?(?:\s(?:sebesar\s)?\d{1,2}\s?%)?(?:\s(?:dan|serta|/)\s(?:pph|pajak)(?:\s\w{2,12}){0,2})?\)?"
)
_TAXED = re.compile(r"(?:sudah|telah|belum)? ?(?:termasuk|diluar|di luar|exclude|include)[^.;]{0,15}(?:ppn|pajak)")
_TOTAL_ROW = re.compile(
    r"^(?:grand total|total(?: (?:harga|biaya|keseluruhan|nilai|pembayaran))?|jumlah(?: (?:total|"
    r"keseluruhan|harga|biaya|akhir))?|dibulatkan|pembulatan|nilai (?:kontrak|spk|pekerjaan))\b"
)
_LEAST_SUM = 15_000_000
"""A sum under lines of costs that is smaller is the cost of one worker in one month."""
_PRODUCT = re.compile(
    r"(?:x|×|\*|kali)\s?(?:\d{1,3}|[a-z]+)(?: \([a-z ]+\))?\s?(?:bulan|bln|tahun|hari)[^.;]{0,20}=\W*$|\bbulan x [^=;]{5,40}=\W*$"
)
_YEARLY = re.compile(
    r"^\W{0,4}(?:\([^)]{3,220}\)\W{0,3})?(?:/\s?|per |se|dalam se|untuk se|dalam satu |untuk satu )tahun"
)
_WORDS_LINE = re.compile(r"terbilang\s?[:=]?\s?[(\"“#*]{0,3}")


@dataclass(frozen=True, slots=True)
class FoundValue:
    """The contract total; ``others`` are amounts that contend for it. Offsets in the reading."""

    amount: Amount
    strength: float
    others: tuple[Decimal, ...] = ()


def find_value(reading: Reading, grids: Sequence[Grid], units: Sequence[Unit]) -> FoundValue | None:
    """The contract total, None when the text only knows monthly or unit prices."""
    headings = {u.start: u.heading.lower() for u in units if u.heading}
    scored = [*_from_text(reading, grids, headings), *_from_tables(reading, grids)]
    best = sorted((s for s in scored if s[0] >= 3.0), key=lambda s: (-s[0], -s[1].value))
    if not best:
        return None
    score, amount = best[0]
    others = tuple(dict.fromkeys(a.value for s, a in best[1:] if s >= score - 0.5 and a.value != amount.value))
    return FoundValue(amount, min(0.95, 0.55 + 0.06 * score), others[:3])


def amounts_with_words(reading: Reading) -> Iterator[Amount]:
    """Every marked amount of the text, with the words that follow it up to 45 characters later in brackets."""
    for amount in find_amounts(reading.text):
        yield amount if amount.words is not None else _later_words(reading.text, amount)


def _later_words(text: str, amount: Amount) -> Amount:
    """ "Rp. 198.000.000,- untuk 12 bulan (seratus ... rupiah)": the words may stand after the period."""
    gap = re.compile(r"[^.;(]{0,45}\(\s{0,2}").match(text, amount.end)
    if not gap or re.search(r"(?:Rp|\d[.,]\d{3})", gap.group()):
        return amount
    words = next(find_number_words(text, at=gap.end(), until=gap.end() + 260), None)
    if words is None or words.start - gap.end() > 2 or words.value < 1000:
        return amount
    tail = re.compile(r"\s{0,3}rupia[hn]\s{0,2}[).]?", re.IGNORECASE).match(text, words.end)
    if not tail:
        return amount
    return replace(amount, words=Decimal(words.value), end=tail.end())


def _from_text(reading: Reading, grids: Sequence[Grid], headings: Mapping[int, str]) -> Iterator[tuple[float, Amount]]:
    low = re.sub(r"\s", " ", reading.low)
    previous = sums = 0
    before: Decimal | None = None
    carried = ""
    for amount in amounts_with_words(reading):
        if amount.value < 100_000 or any(g.start <= amount.start < g.end for g in grids):
            previous = amount.end
            continue
        lead = low[max(previous, amount.start - 130) : amount.start]
        # "Rp A per bulan atau Rp B untuk 12 bulan": what was said of A leads B too, its period does not.
        entry = next(
            (
                s
                for s in range(previous, amount.start + 1)
                if s in headings and not re.search(r"[a-z]{3}", low[s : amount.start])
            ),
            None,
        )
        chained = (
            None
            if entry is not None
            else re.match(
                (
                    r"^\W{0,3}(?:/|per|setiap|tiap)?\s?(?:orang|bulan|bln|hari)?(?:\s?/\s?\w+)?\W{0,3}(?:atau|"
                    r"atau sebesar|dan|yaitu|=|sehingga|atau total|total|x \d+ bulan|, ?)?\W{0,3}(?:"
                    r"sebesar |sejumlah )*$"
                ),
                lead,
            )
            if previous
            else None
        )
        lead = carried if chained else lead
        carried = lead
        clause = re.split(r"[;]|\.\s(?=\S)", lead)[-1]
        # The period of the amount before ("Rp A setiap bulan, seluruhnya Rp B") says nothing of this one.
        clause = re.sub(r"^(?:\W{0,3}(?:/|per|setiap|tiap|se)\s?(?:orang|bulan|bln|hari)\b)+", "", clause)
        # "... termasuk Pajak Pertambahan Nilai (PPN) adalah sebesar Rp": the tax in it is not what the amount is.
        clause = _TAX_INCLUDED.sub(" ", clause)
        # An entry that is nothing but the amount is named by its heading ("Nilai setahun | Rp ...").
        if entry is not None:
            clause = headings[entry]
        label = _line_label(reading, amount)
        if label is not None and entry is None:
            clause = label
        after = low[amount.end : amount.end + 70]
        inside = low[amount.start : amount.end]
        previous = amount.end
        score = _lead_score(clause)
        if amount.words is not None:
            score += 1.0
        if (
            _MONTHLY.match(after)
            or _MONTHLY_BEFORE.search(clause[-40:])
            or re.search(r"(?:per|/) ?bulan|per orang", inside)
        ):
            score -= 6.0
        if _WHOLE_BEFORE.search(clause) and not _AGAINST.search(clause):
            score += 3.0
        if _YEARLY.match(after) and before is not None and amount.value == 12 * before:
            score = max(score, 0.0) + 4.0  # "Rp A setiap bulan atau Rp B setahun", B twelve times A
        before = amount.value
        if _PRODUCT.search(low[max(0, amount.start - 60) : amount.start]):
            score = max(score, 0.0) + 4.0
        if label is not None and _TOTAL_ROW.match(label) and amount.value >= _LEAST_SUM:
            sums += 1
            score += 3.0 + 0.2 * sums + (0.5 if re.match(r"grand|total|dibulatkan", label) else 0.0)
        if re.search(r"sehingga [^.;]{0,30}menjadi\W*(?:sebesar\W*)?$|dibulatkan[^.;]{0,20}$", clause):
            score += 1.0
        if _WHOLE.match(after) or re.search(r"untuk \d+ bulan|selama", inside):
            score += 3.0
        if amount.figures is None and re.search(r"terbilang\W*$", lead):
            score += 4.0
        if _TAXED.search(after):
            score += 0.7
        if amount.value < 1_000_000:
            score -= 2.0
        yield score, amount


_LINE_LABEL = re.compile(r"\s*(?:[\w]{1,3}[.)]\s)?(?P<label>[A-Z][^\n.;:]{2,60}?)\s*[:=]?\s*(?:Rp\.?\s*)?$")


def _line_label(reading: Reading, amount: Amount) -> str | None:
    """The label of an amount that ends a line of its own ("Grand total  Rp ..."), lower case; None in running text."""
    start, _ = reading.line_at(amount.start)
    _, close = reading.line_at(max(amount.start, amount.end - 1))
    label = _LINE_LABEL.match(reading.text[start : amount.start])
    if label is None or len(label["label"].split()) > 6 or re.search(r"[A-Za-z]{3}", reading.text[amount.end : close]):
        return None
    above = reading.text[max(0, start - 2) : start].strip()
    return None if above and above[-1] in ",(-–" else label["label"].lower()


def _lead_score(clause: str) -> float:
    """How far the words before an amount say that it is the total; the nearest word counts."""
    score = 0.0
    strong = weak = against = -1
    for strong_match in _STRONG.finditer(clause):
        strong = strong_match.start()
    for against_match in _AGAINST.finditer(clause):
        against = against_match.start()
    for weak_match in _WEAK.finditer(clause):
        weak = weak_match.start()
    if strong >= 0:
        score += 4.0
    elif weak >= 0:
        score += 1.0
    if against > strong or (against >= 0 and strong < 0):
        score -= 5.0
    return score


def _from_tables(reading: Reading, grids: Sequence[Grid]) -> Iterator[tuple[float, Amount]]:
    """The total row of a price table, the last one best (after tax); the words under the table settle it."""
    for grid in grids:
        if "semula" in grid.columns:
            continue
        spelled = _spelled_after(reading, grid)
        said = spelled is not None and any(
            a.value == spelled for row in grid.rows for c in row for a in find_amounts(c.text, bare=True)
        )
        position = 0.0
        for row in grid.rows:
            label = next((c.low for c in row if re.search(r"[a-z]{3}", c.low)), "")
            if not _TOTAL_ROW.match(label):
                continue
            if _per_job(grid, row):
                continue
            cells = [(c, list(find_amounts(c.text, bare=True))) for c in row]
            cells = [(c, a) for c, a in cells if a and c.end]
            if not cells:
                continue
            cell, amounts = cells[-1]
            head = grid.header[row.index(cell)] if row.index(cell) < len(grid.header) else ""
            amount = Amount(cell.start, cell.end, amounts[-1].value, amounts[-1].figures, marked=False)
            position += 0.2
            score = 3.0 + position + (0.5 if re.match(r"grand|total|dibulatkan", label) else 0.0)
            if re.search(r"per bulan|/bln|/bulan|bulan\)?$", head) and not re.search(r"\d+ bulan", head):
                score -= 3.0
            if amount.value < 1_000_000:
                score -= 2.0
            if spelled is not None:
                if spelled == amount.value:
                    score += 3.0
                    amount = replace(amount, words=spelled)
                elif not said and _adds_up(grid, row, row.index(cell), amount.value):
                    score += 4.0  # words and figures disagree, and the rows above say which is the slip
                else:
                    score -= 0.5
            yield score, amount


def _adds_up(grid: Grid, total: Sequence[GridCell], column: int, value: Decimal) -> bool:
    """Whether the lines above a total row (two at least, sums among them left out) come to its amount."""
    lines: list[Decimal] = []
    for row in grid.rows[: grid.rows.index(tuple(total))]:
        label = next((c.low for c in row if re.search(r"[a-z]{3}", c.low)), "")
        amounts = list(find_amounts(row[column].text, bare=True)) if column < len(row) else []
        if amounts and not _TOTAL_ROW.match(label):
            lines.append(amounts[-1].value)
    return len(lines) >= 2 and sum(lines) == value


def _per_job(grid: Grid, row: Sequence[GridCell]) -> bool:
    """Whether a total row adds up the cost of one worker, a job a column: several amounts, none under "Jumlah"."""
    if any(kind in ("total", "price") for kind in grid.columns):
        return False
    amounts = [i for i, c in enumerate(row) if c.end and any(find_amounts(c.text, bare=True))]
    return len(amounts) >= 2 and not any(
        re.search(r"\btotal|jumlah", grid.header[i]) for i in amounts if i < len(grid.header)
    )


def _spelled_after(reading: Reading, grid: Grid) -> Decimal | None:
    """The amount in words on the "Terbilang" line inside or just under a table."""
    match = _WORDS_LINE.search(reading.low, grid.start, min(len(reading.low), grid.end + 200))
    if not match:
        return None
    words = next(find_number_words(reading.text, at=match.end(), until=match.end() + 300), None)
    return Decimal(words.value) if words and words.start - match.end() < 4 and words.value >= 1000 else None


def spelled_totals(reading: Reading, grids: Sequence[Grid]) -> Iterator[Amount]:
    """Totals of tables with the words under them, as pairs to compare (they may disagree)."""
    for grid in grids:
        spelled = _spelled_after(reading, grid)
        if spelled is None:
            continue
        totals = [a for s, a in _from_tables(reading, [grid]) if s > 2]
        same = next((a for a in totals if a.value == spelled), None)
        if totals:
            yield replace(same or totals[-1], words=spelled)
