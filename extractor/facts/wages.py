"""Amounts a worker is paid: the wage that belongs to a job title, its period, and the allowances beside it.

Not wages: fees, unit prices, penalties, sums insured, targets. Each amount is judged by the words right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.facts.money import Amount, find_amounts
from extractor.facts.occupations import Occupation, find_occupations
from extractor.facts.units import Sentence
from extractor.vocabulary import WagePeriod

Purpose = Literal["wage", "allowance", "other"]
_WAGE = re.compile(
    r"\b(?:upah(?! lembur| minimum)|gaji(?! ke)|honor(?:arium)?|(?<!pajak )penghasilan|take home pay|"
    r"imbalan(?! pasca)(?: kerja| jasa| bulanan| harian)?|bayaran|uang jasa|jasa (?:kerja )?(?:yang )?(?:di)?bayar(?:kan|an)?)\b(?: pokok| dasar| bersih| harian| bulanan| borongan)?"
)
_ALLOWANCE = re.compile(
    r"\b(?:tunj(?:angan|\.)(?: tetap| tidak tetap)?(?! hari raya)(?: [a-z]+){0,2}|uang (?:makan|"
    r"transport?(?:asi)?|hadir|lembur|shift|saku|pulsa|lelah|harian)|premi (?:hadir|kehadiran|mandor|"
    r"panen|[a-z]+)|insentif(?: [a-z]+)?|transport(?:asi)?|makan(?=\s+(?:sebesar|rp))|"
    r"bantuan (?:transport|makan|pulsa)|natura)\b"
)
_OTHER = re.compile(
    r"\b(?:biaya jasa|jasa pengelolaan|management fee|fee|harga(?: satuan| borongan)?|nilai (?:kontrak|"
    r"perjanjian|pekerjaan|spk)|denda|penalti|ganti rugi|uang pertanggungan|santunan|plafon\w*|"
    r"premi asuransi|iuran|bpjs|meterai|materai|target|omzet|omset|deposit|jaminan pelaksanaan|"
    r"ppn|pajak|potongan|dipotong|pemotongan|biaya|tagihan|lembur|thr|tunjangan hari raya|kompensasi|"
    r"pesangon|upah minimum|um[kpr]|hps|pagu|total|jumlah keseluruhan|seragam|bonus|uang jaminan|modal|"
    r"pinjaman|klaim|limit)\b"
)
# "upah sebesar UMK Kota X yaitu Rp ...": the minimum wage named is the wage paid.
_AT_MINIMUM = re.compile(
    r"\b(?:upah|gaji)\b[^.;]{0,40}\b(?:sebesar|setara|sesuai|sama) (?:dengan )?(?:um[kp]\b|upah minimum)[^.;]{0,60}"
    r"\b(?:yaitu|yakni|ialah|sebesar|sejumlah)(?: sebesar)?\W*$"
)
# "dibayar kepada setiap cleaner Rp ... sebulan sebagai upah pokok": the purpose behind the amount.
_WAGE_BEHIND = re.compile(r"^[^.;\d]{0,60}?\bsebagai (?:upah|gaji|honor(?:arium)?)\b(?! lembur)")
_IS_PAID = re.compile(
    r"\b(?:dibayar(?:kan)?|diupah|digaji|diberi|menerima|memperoleh|tarif(?:nya)?|seharinya|sebulannya)(?: upah)?"
    r"(?: secara)?(?: borongan| harian| bulanan)?(?: sebesar| sejumlah)?\W*$"
)
# "upah pokok + tunjangan tetap Rp ...": one sum of both, which is what minimum wages are compared with.
_BASIC_AND_FIXED = re.compile(
    r"\b(?:upah|gaji)(?: pokok)? ?(?:\+|&|dan|ditambah|beserta|berikut) ?tunjangan tetap(?: sebesar| sejumlah| adalah|:)?\W*(?:rp\W*)?$"
)
# "Petugas sampah: Rp 1.500.000 sebulan": a job, its price and a time, and nothing else.
_JOB_PRICED = re.compile(r"^\W*(?:seharinya|sebulannya|sebesar|masing-masing)?\W*(?:rp)?\W*$")
_WAGED = re.compile(r"\b(?:digaji|diupah|bergaji|berupah)(?: masing-masing)?(?: sebesar| sejumlah)?\W*(?:rp\W*)?$")
_NEUTRAL = re.compile(r"sebesar|adalah|:|senilai|yaitu|sebulan|per bulan|ialah")
_BREAKS = re.compile(r"[.;](?=\s)|\bnamun\b|\bsedangkan\b")
_PERIOD = re.compile(
    r"^\W{0,4}(?:\([^)]{3,160}\)\W{0,3})?(?:rupiah\W{0,3})?(?:/|per|setiap|tiap|se|untuk setiap|untuk satu|untuk 1|"
    r"untuk tiap|untuk|dalam)?\s{0,2}(?:(?:se)?(?:orang|org|karyawan|pekerja|personil|personel|"
    r"hari kerja)\s{0,2}(?:/|per|setiap)\s{0,2})?(?:/|per|setiap|tiap|se)?\s{0,2}"
    r"(?P<unit>bulan|bln|hari|hr|jam|minggu|potong|unit|kg|kilogram|liter|lembar|meter|karung|tandan|"
    r"pohon|paket|buah|karton|dus|malam|sks|seribu batang|batang|ritase|rit|trip|shift|kunjungan|ton|hok|hk|oh|ob|janjang|kubik|m3|kuintal|ikat|"
    r"peti|koli|kontainer|porsi)\b"
)
_PERIOD_BEFORE = re.compile(
    r"(?:upah|gaji|honor\w*)\s?(?:pokok)?\s?(?:/|per|se)?\s?(?:orang\s?(?:/|per)\s?)?(?P<unit>bulan|hari|"
    r"jam|harian|bulanan)(?:an)?\b|per orang per (?P<unit2>bulan|hari)|"
    r"\b(?P<unit4>sehari|sebulan)nya\b|\bper (?P<unit3>potong|kg|kilogram|ton|lembar|paket|unit|karung|karton|trip|ritase|buah|batang)\W*$"
)
_UNITS: dict[str, WagePeriod] = {
    "bulan": "month", "bln": "month", "bulanan": "month", "ob": "month", "hari": "day", "hr": "day", "harian": "day",
    "hok": "day", "hk": "day", "oh": "day", "shift": "day", "jam": "hour", "minggu": "piece", "potong": "piece", "unit": "piece",
    "kg": "piece", "kilogram": "piece", "liter": "piece", "lembar": "piece", "meter": "piece", "karung": "piece",
    "tandan": "piece", "pohon": "piece", "paket": "piece", "buah": "piece", "karton": "piece", "dus": "piece", "ritase": "piece", "trip": "piece",
    "kunjungan": "piece", "ton": "piece", "rit": "piece", "janjang": "piece", "kubik": "piece", "m3": "piece",
    "malam": "day", "sks": "piece", "seribu batang": "piece", "batang": "piece", "kuintal": "piece", "ikat": "piece", "peti": "piece", "koli": "piece", "kontainer": "piece", "porsi": "piece",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaidAmount:
    """An amount paid to workers. ``titles`` are the jobs it is for (none: the job the text is about), ``name`` the
    allowance's name. Offsets are in the reading."""

    amount: Amount
    purpose: Purpose
    period: WagePeriod | None
    titles: tuple[Occupation, ...]
    name: str = ""
    fixed: bool | None = None
    basic: bool = False
    """Called basic ("upah pokok"), which a total of basic wage and allowances is not."""


def all_paid(sentences: Sequence[Sentence], text: str, *, known: Sequence[str] = ()) -> Iterator[PaidAmount]:
    """The wages and allowances of all sentences. In a list parted by semicolons ("Pramubakti Rp A; Pengemudi Rp B")
    what was said of the first amount holds for the next."""
    last: Sentence | None = None
    wage = False
    for sentence in sentences:
        goes_on = (
            wage
            and last is not None
            and last.unit.heading == sentence.unit.heading
            and text[last.start : last.end].rstrip().endswith(";")
        )
        found = list(paid_amounts(sentence, text, known=known, wage=goes_on))
        yield from found
        wage = bool(found) and found[-1].purpose == "wage"
        last = sentence


def paid_amounts(
    sentence: Sentence, text: str, *, known: Sequence[str] = (), wage: bool = False
) -> Iterator[PaidAmount]:
    """The wages and allowances one sentence names, in reading order; ``wage`` tells that a list of wages goes on."""
    printed = text[sentence.start : sentence.end]
    low = sentence.low
    context = f"{sentence.unit.heading} {sentence.unit.context}".lower()
    titles = list(find_occupations(printed, known=known))
    previous_end, name = 0, ""
    purpose: Purpose = "other"
    fixed: bool | None = None
    amounts = list(find_amounts(printed))
    for index, amount in enumerate(amounts):
        lead = low[previous_end : amount.start]
        found = _purpose(lead)
        if (found is None or found[0] == "other") and _WAGE_BEHIND.match(_behind(low, amounts, index)):
            found = ("wage", "", None)
        if found is not None:
            purpose, name, fixed = found
        elif (
            index == 0
            and (_period(low, amount) is not None or _WAGED.search(lead))
            and (
                _IS_PAID.search(lead)
                or (titles and titles[0].start < 4 and _JOB_PRICED.match(low[titles[0].end : amount.start] or " "))
            )
        ):
            # "Penjahit dibayar Rp 3.200 per potong": nothing is named, but a person is paid by the period.
            purpose, name, fixed = "wage", "", None
        elif index == 0 or (
            _BREAKS.search(lead)
            and not (purpose == "wage" and any(previous_end <= t.start < amount.start for t in titles))
        ):
            led = any(previous_end <= t.start < amount.start for t in titles)
            headed = _WAGE.search(context) and not _OTHER.search(context)
            named = not lead.strip(" :-") or _NEUTRAL.search(lead) or led
            purpose = "wage" if (wage and index == 0 and led) or (headed and named) else "other"
            name, fixed = "", None
        following = amounts[index + 1].start if index + 1 < len(amounts) else len(low)
        here = _titles_for(titles, low, amount, previous_end, following)
        previous_end = amount.end
        period = _period(low, amount)
        if purpose == "other" or amount.value < (50 if period == "piece" else 500):
            continue
        yield PaidAmount(
            _moved(amount, sentence.start),
            purpose,
            period,
            tuple(_shift(t, sentence.start) for t in here),
            name,
            fixed,
            bool(re.search(r"\b(?:upah|gaji) pokok\b(?![^.;]*\btunjangan\b)", lead)),
        )


def _behind(low: str, amounts: Sequence[Amount], index: int) -> str:
    """The words between an amount and the next one."""
    return low[amounts[index].end : amounts[index + 1].start if index + 1 < len(amounts) else len(low)]


def _purpose(lead: str) -> tuple[Purpose, str, bool | None] | None:
    """What the words before an amount say it is; the nearest word wins, None when they say nothing."""
    if _AT_MINIMUM.search(lead) or _BASIC_AND_FIXED.search(lead):
        return "wage", "", None
    best: tuple[int, Purpose, str] | None = None
    for kind, pattern in (("wage", _WAGE), ("allowance", _ALLOWANCE), ("other", _OTHER)):
        for match in pattern.finditer(lead):
            if kind == "other" and re.search(r"(?:tidak|belum|di luar|selain) (?:termasuk )?$", lead[: match.start()]):
                continue
            if best is None or match.start() >= best[0]:
                best = (match.start(), kind, match.group())  # type: ignore[assignment]
    if best is None:
        return None
    _, purpose, printed = best
    if purpose != "allowance":
        return purpose, "", None
    name = re.sub(
        r"\s+(?:sebesar|sejumlah|rp|senilai|dan|per|yang|sesuai|untuk|kepada|setiap)\b.*$", "", printed
    ).strip()
    fixed = False if "tidak tetap" in printed else True if "tetap" in printed or "jabatan" in printed else None
    return purpose, name, fixed


# "Packer 4 orang dan Checker 1 orang, dengan upah Rp": the people of each job may stand between the jobs.
_COUNTED = r"(?:\d{1,4}\s?(?:\([a-z ]{2,30}\)\s?)?(?:orang|personil|personel)?\s?)?"
_JOINS = re.compile(rf"\s*{_COUNTED}\s*(?:,|dan|serta|/|&|maupun|, dan)\s*(?:untuk\s*)?{_COUNTED}")


def _titles_for(titles: list[Occupation], low: str, amount: Amount, after: int, before: int) -> list[Occupation]:
    between = [t for t in titles if after <= t.start < amount.start]
    if between:
        nearest = between[-1]
        # "Satpam dan Pengemudi Rp ...": the amount is for all titles joined right before it.
        joined = [nearest]
        for title in reversed(between[:-1]):
            if _JOINS.fullmatch(low[title.end : joined[0].start]):
                joined.insert(0, title)
            else:
                break
        return joined
    behind = re.match(
        r"[^.;,]{0,40}?\b(?:untuk|bagi)\s+(?:seorang |setiap |tiap |masing-masing )?", low[amount.end : before]
    )
    if behind:
        return [t for t in titles if t.start == amount.end + behind.end()][:1]
    return []


def _period(low: str, amount: Amount) -> WagePeriod | None:
    after = _PERIOD.match(low[amount.end : amount.end + 60])
    if after:
        return _UNITS.get(after["unit"])
    if amount.value < 500_000 and re.search(r"secara harian|upah harian|setiap hari(?: masuk)?|sehari\b|per hari", low):
        return "day"
    before = next(reversed(list(_PERIOD_BEFORE.finditer(low[max(0, amount.start - 120) : amount.start]))), None)
    if before:
        return _UNITS.get(before["unit"] or before["unit2"] or before["unit3"] or before["unit4"].removeprefix("se"))
    return None


def _moved(amount: Amount, by: int) -> Amount:
    return Amount(amount.start + by, amount.end + by, amount.value, amount.figures, amount.words, amount.marked)


def _shift(title: Occupation, by: int) -> Occupation:
    return Occupation(title.start + by, title.end + by, title.title, title.generic)


def plausible_wage(value: Decimal, period: WagePeriod | None) -> bool:
    """A wage in the range of real ones: 100 thousand to 100 million a month, 10 thousand to 3 million a day."""
    low, high = {"day": (8_000, 3_000_000), "hour": (2_000, 500_000), "piece": (50, 10_000_000)}.get(
        period or "month", (100_000, 100_000_000)
    )
    return low <= value <= high


def named_period(low: str) -> WagePeriod:
    """The period a table row names: "per hari", "/jam", "per ton"; a month when it names none."""
    named = _NAMED_PERIOD.search(low)
    # The first period is what is paid for; "per jam (5 jam/hari)" adds how long a day is.
    return "month" if named is None else named.lastgroup  # type: ignore[return-value]


_NAMED_PERIOD = re.compile(
    r"(?P<day>(?:\bper|/|\bse|\btiap|\bsetiap)\s?(?:hari|hk|hok)\b|\bharian\b)|"
    r"(?P<hour>(?:\bper|/|\bse|\btiap|\bsetiap)\s?jam\b)|"
    r"(?P<piece>(?:\bper|/|\btiap|\bsetiap)\s?(?:kg|kilogram|ton|karung|karton|dus|koli|potong|tandan|rit(?:ase)?|trip|"
    r"unit|liter)\b)"
)
