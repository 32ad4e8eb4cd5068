"""Values read inside a clause: hours and days of work, days of leave, months of trial, days to register, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.facts.measures import find_durations, find_percents, word_number
from extractor.facts.numbers import find_number_words
from extractor.report import Detail
from extractor.vocabulary import ClauseKind

_N = r"(?P<n>\d{1,2}(?:[.,]\d)?|[a-z]+(?: belas| puluh(?: [a-z]+)?)?)(?: ?\((?P<w>[^)]{2,24})\))?"
_PER_DAY = re.compile(
    rf"{_N} jam(?: kerja)?(?:,)? ?(?:/ ?hari|(?:se|per |setiap |dalam (?:satu|1|se)(?: \(satu\))? ?|"
    r"tiap )hari|sehari|dalam sehari)"
)
_PER_DAY_LEFT = re.compile(rf"(?:sehari|per hari|setiap hari|hari kerja)[^.;,]{{0,25}}?\b{_N} jam\b")
_PER_WEEK = re.compile(
    rf"{_N} jam(?: kerja)?(?:,)? ?(?:/ ?minggu|(?:se|per |setiap |dalam (?:satu|1|se)?(?: \(satu\))? ?|"
    r"tiap )minggu|seminggu)"
)
_PER_WEEK_LEFT = re.compile(rf"(?:seminggu|per minggu|dalam (?:satu |1 )?minggu)[^.;,\d]{{0,25}}?\b{_N} jam\b")
_SHIFT = re.compile(
    rf"(?:shift|regu|giliran|grup|tim)\b[^.;]{{0,40}}?(?:@|masing-masing|selama|setiap|per|=|:|dengan|"
    rf",)? ?\b{_N} ?\(?\w*\)? ?jam\b"
)
_SHIFT_LEFT = re.compile(rf"\b{_N} jam(?: kerja)? ?(?:per |/ ?|setiap |tiap )(?:shift|regu|giliran)")
_DAYS_WEEK = re.compile(
    rf"{_N} hari(?: kerja)? ?(?:dalam |/ ?|per |se)?(?:satu |1 |1 \(satu\) )?minggu|"
    rf"untuk {_N.replace('?P<n>', '?P<n2>').replace('?P<w>', '?P<w2>')} hari kerja"
)
_SIX_AND_ONE = re.compile(
    rf"{_N} hari kerja,? (?:dan|serta|diikuti|dengan) (?:1|satu)(?: ?\([^)]{{2,20}}\))? hari (?:libur|istirahat|off)"
)
_BEYOND = re.compile(
    r"(?:di ?atas|melebihi|melampaui|lebih dari|lewat(?: dari)?|setelah|sesudah|selebihnya dari|maksimal lembur) $"
)
_FORTNIGHT = re.compile(
    r"(?:libur|istirahat)[^.;]{0,25}(?:dalam|setiap|tiap|per) ?(?:[2-9]|dua|tiga|empat)(?: ?\([^)]{2,20}\))? (?:minggu|pekan)\b"
)
_CLOCK = re.compile(
    r"(\d{1,2})[.:](\d{2})(?: ?(?:wi(?:b|ta|t)|pagi|siang|sore|malam))? ?(?:-|–|—|s\.? ?/? ?d\.?|sampai(?: dengan)?|"
    r"hingga) ?(?:pukul |jam |pkl\.? )?(\d{1,2})[.:](\d{2})"
)
_IN_AND_OUT = re.compile(
    r"(?:masuk|mulai|datang|membuka\b[^.;\d]{0,12})[^.;\d]{0,14}(\d{1,2})[.:](\d{2})[^.;\d]{0,12}(?:pulang|selesai|berakhir)[^.;\d]{0,14}(\d{1,2})[.:](\d{2})"
)
_DAY_NAMES = {
    "senin": 1,
    "selasa": 2,
    "rabu": 3,
    "kamis": 4,
    "jumat": 5,
    "jum'at": 5,
    "jum’at": 5,
    "sabtu": 6,
    "minggu": 7,
    "ahad": 7,
}
_DAY_RANGE = re.compile(
    r"(senin|selasa|rabu|kamis|jum[’']?at|sabtu|minggu|ahad) ?(?:-|–|—|s\.? ?/? ?d\.?|sampai(?: dengan)?|"
    r"hingga) ?(?:hari )?(senin|selasa|rabu|kamis|jum[’']?at|sabtu|minggu|ahad)"
)
_DISCRETION = re.compile(
    r"kemampuan|kebijak(?:an|sanaan)|apabila (?:tersedia|ada|anggaran|memungkinkan)|jika (?:tersedia|"
    r"memungkinkan)|(?:anggaran|dana)(?:nya)? (?:yang )?(?:tersedia|ada|memungkinkan)|dapat memberikan|sepanjang (?:tersedia|dianggarkan)|tergantung|dapat diberikan|sukarela|bila anggaran|"
    r"disesuaikan dengan (?:anggaran|keuangan|kondisi)"
)
_INCLUDED = re.compile(
    r"(?:sudah|telah) (?:termasuk|mencakup|diperhitungkan|tercakup|memperhitungkan)|"
    r"termasuk (?:di )?dalam (?:upah|gaji|honor)"
)
_MONTHLY_DAY = re.compile(
    r"tanggal (\d{1,2})(?! ?(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|"
    r"oktober|no[vp]ember|desember|-|/|bulan januari))"
)


def details_of(kind: ClauseKind, low: str) -> tuple[Detail, ...]:
    """The details one (lower-case) sentence gives for a kind; values are plain decimals or "true"."""
    reader = _READERS.get(kind)
    return tuple(reader(low)) if reader else ()


def _value(match: re.Match[str]) -> Decimal | None:
    groups = match.groupdict()
    printed = groups.get("n") or groups.get("n2") or ""
    if printed[:1].isdigit():
        return Decimal(printed.replace(",", "."))
    number = word_number(printed)
    if number is None:
        number = next((n.value for n in reversed(list(find_number_words(printed)))), None)
    return Decimal(number) if number is not None else None


def _number_detail(name: str, pattern: re.Pattern[str], low: str, *, most: int) -> Iterator[Detail]:
    for match in pattern.finditer(low):
        value = _value(match)
        if _BEYOND.search(low[max(0, match.start() - 25) : match.start()]):
            continue  # "jam di atas delapan jam sehari": a limit, not the hours agreed
        if value is not None and 0 < value <= most:
            yield Detail(name, str(value))
            return


def _hours(low: str) -> Iterator[Detail]:
    found: list[Detail] = []
    for name, pattern, most in (
        ("hours_per_day", _PER_DAY, 24), ("hours_per_day", _SHIFT_LEFT, 24), ("hours_per_day", _SHIFT, 24),
        ("hours_per_day", _PER_DAY_LEFT, 24), ("hours_per_week", _PER_WEEK, 168),
        ("hours_per_week", _PER_WEEK_LEFT, 168), ("days_per_week", _DAYS_WEEK, 7),
        ("days_per_week", _SIX_AND_ONE, 7),
    ):  # fmt: skip
        if any(d.name == name for d in found):
            continue
        found.extend(_number_detail(name, pattern, low, most=most))
    names = _DAY_RANGE.search(low)
    if names and not any(d.name == "days_per_week" for d in found):
        first, last = (_DAY_NAMES[n.replace("’", "'")] for n in names.groups())
        found.append(Detail("days_per_week", str((last - first) % 7 + 1)))
        if re.search(r"\bsabtu\b[^.;]{0,12}\d", low[names.end() :]) and last < 6:
            found[-1] = Detail("days_per_week", "6")
    if re.search(r"tanpa (?:hari )?libur|setiap hari (?:termasuk|tanpa)", low):
        found = [d for d in found if d.name != "days_per_week"]
        found.append(Detail("days_per_week", "7"))
    if _FORTNIGHT.search(low):
        # At most one day off in two weeks: no week has fewer than six days of work on the average.
        found = [d for d in found if d.name != "days_per_week"]
        found.append(Detail("days_per_week", "6"))
    clock = [_span(m) for m in (*_CLOCK.finditer(low), *_IN_AND_OUT.finditer(low))]
    if clock:
        found.append(Detail("clock_hours_per_day", str(max(clock))))
    if re.search(r"\bshift\b|\bregu\b|giliran", low):
        found.append(Detail("shift", "true"))
    if re.search(r"menyesuaikan|disesuaikan|tidak (?:ditentukan|dibatasi|terbatas)|fleksibel", low):
        found.append(Detail("undetermined", "true"))
    yield from found


def _span(match: re.Match[str]) -> Decimal:
    """Hours between two clock times; the second may lie after midnight."""
    h1, m1, h2, m2 = (int(g) for g in match.groups())
    minutes = (h2 * 60 + m2 - h1 * 60 - m1) % (24 * 60)
    return (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize()


def _leave(low: str) -> Iterator[Detail]:
    at = low.find("cuti")
    days = [d for d in find_durations(low) if d.unit == "day" and d.count <= 60]
    after = [d for d in days if d.start >= at]
    if days:
        yield Detail("leave_days", str((after or days)[0].count))


def _condition(low: str) -> Iterator[Detail]:
    if _DISCRETION.search(low):
        yield Detail("discretionary", "true")
    if _INCLUDED.search(low):
        yield Detail("included_in_wage", "true")
    if re.search(r"ditagih(?:kan)? (?:secara )?terpisah|reimburse", low):
        yield Detail("billed_separately", "true")


def _overtime(low: str) -> Iterator[Detail]:
    yield from _condition(low)
    law = re.search(
        (
            r"(?:kep\.? ?\d+|kepmenaker\w*|pp (?:no\.? |nomor )?\d+|peraturan pemerintah|undang-undang|"
            r"peraturan perundang)[^,;.]{0,40}"
        ),
        low,
    )
    if law:
        yield Detail("method", law.group().strip())
    elif "per jam" in low or "/jam" in low:
        yield Detail("method", "tarif per jam")


def _months(low: str) -> Iterator[Detail]:
    for duration in find_durations(low):
        if duration.months:
            yield Detail("months", str(duration.months))
            return
        if duration.unit == "day":
            yield Detail("days", str(duration.count))
            return


def _days(low: str) -> Iterator[Detail]:
    for duration in find_durations(low):
        if duration.unit == "day":
            yield Detail("days", str(duration.count))
            return


def _pay_day(low: str) -> Iterator[Detail]:
    day = _MONTHLY_DAY.search(low)
    if day and 1 <= int(day.group(1)) <= 31:
        yield Detail("day", str(int(day.group(1))))
    elif "akhir bulan" in low:
        yield Detail("day", "akhir bulan")
    if re.search(
        r"(?:setelah|sesudah|apabila)[^.;]{0,60}(?:termin|pencairan|cair|menerima pembayaran|dibayar oleh)", low
    ):
        yield Detail("pay_when_paid", "true")
    if re.search(r"transfer|rekening|bank", low):
        yield Detail("method", "transfer")


def _fine(low: str) -> Iterator[Detail]:
    percent = next(find_percents(low), None)
    if percent:
        yield Detail("percent", str(percent.value))


def _forum(low: str) -> Iterator[Detail]:
    for name, pattern in (
        ("phi", r"hubungan industrial|\bphi\b"), ("pn", r"pengadilan negeri|\bpn\b"), ("bani", r"\bbani\b|arbitrase"),
        ("disnaker", (
            r"disnaker|dinas[^.;]{0,30}tenaga kerja|mediasi|mediator"
        )), ("bipartit", (
            r"bipartit|musyawarah|mufakat|kekeluargaan"
        )),
    ):  # fmt: skip
        if re.search(pattern, low):
            yield Detail(f"forum_{name}", "true")


def _transfer(low: str) -> Iterator[Detail]:
    if re.search(r"masa kerja", low):
        yield Detail("years_of_service", "true")


_READERS = {
    "working_hours": _hours,
    "weekly_rest": _hours,
    "annual_leave": _leave,
    "thr": _condition,
    "compensation_pkwt": _condition,
    "overtime": _overtime,
    "probation": _months,
    "registration_disnaker": _days,
    "termination": _days,
    "wage_payment_date": _pay_day,
    "late_wage_penalty": _fine,
    "dispute_settlement": _forum,
    "transfer_of_protection": _transfer,
}
