"""When the contract was signed, where, and from when to when it runs; ends computed from durations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.facts.dates import FoundDate, add_months, find_dates, find_months, last_day
from extractor.facts.measures import Duration, find_durations
from extractor.facts.reading import Reading
from extractor.facts.units import Sentence

_DAY_OPENING = re.compile(
    r"pada hari(?: ini)?\b|pada tanggal\b|hari ini\b|\bhari,? (?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\b|ditandatangani|dibuat(?: dan ditandatangani)?|"
    r"ditetapkan|mengadakan|sepakat|bertanda tangan|telah diadakan"
)
_SIGNED_LABEL = re.compile(
    r"(?:^|\n)[ \t]*(?:tanggal|tgl\.?|ter?tanggal|date)(?: (?:spk|kontrak|perjanjian|surat perintah kerja|surat perjanjian|"
    r"pkwt))?\s?[:=-]?\s{0,2}$|(?:spk|kontrak|perjanjian|nomor[^\n]{3,50})[ ,]{1,3}tanggal\s?:?\s{0,2}$"
)
_OTHER_DOCUMENT = re.compile(
    r"(?:akta|notaris|keputusan|surat kuasa|penawaran|undangan|berita acara|bahpl|sppbj|\bsk\b|dipa|dpa|"
    r"surat no\.?[^,;]{0,40}|surat nomor[^,;]{0,40}|lahir|pengesahan|notulen|"
    r"perjanjian (?:kerja ?sama )?(?:nomor|no\.?|pokok|induk)[^,;]{0,60}|undang-undang|peraturan|ktp|rev|"
    r"pengumuman|lampiran (?:surat|keputusan|peraturan)|negosiasi|penetapan|memo|pks (?:nomor|no)[^,;]{0,40})[^.;]{0,45}$"
)
# "... telah berakhir pada tanggal": the end of an earlier contract, told before this one's own date.
_PERIOD_OVER = re.compile(
    r"\b(?:berakhir(?:nya)?|habis(?: masa \w+)?|jatuh tempo|sampai(?: dengan)?|hingga|s/d)(?: pada)?(?: hari \w+)?(?: tanggal| tgl\.?)?\s*$"
)
_PLACE_DATE = re.compile(r"(?:^|\n)[^\n]{0,50}?(?P<place>[A-Z][A-Za-z.’' ]{2,28}?)\s?,\s?(?:tanggal\s|tgl\.?\s)?$")
_WEEKDAY_LINE = re.compile(
    r"\s*(?:hari\s)?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\s?,?\s*(?:tanggal\s|tgl\.?\s)?"
)
_SIGNED_AT = re.compile(
    r"(?:ditanda ?tangani|dibuat(?: dan ditanda ?tangani)?|bertempat|diadakan)(?:\s(?:di|"
    r"pada))\s+(?P<place>(?:Kota |Kabupaten |Kab\. )?[A-Z][A-Za-z’'\-]+(?:\s[A-Z][A-Za-z’'\-]+){0,3})"
)
_DATE_IN_PLACE = re.compile(
    r"\bdi\s+(?P<place>(?:Kota |Kabupaten )?[A-Z][A-Za-z’'\-]+(?:\s[A-Z][A-Za-z’'\-]+){0,2})(?=\s*[,.]|"
    r"\s+(?:antara|oleh|kami|telah|yang|pada)\b)"
)
_PERIOD = re.compile(
    r"jangka waktu|\bberlaku\b|terhitung|\bmasa (?:kontrak|kerja|berlaku|perjanjian|pelaksanaan|"
    r"penugasan)|waktu pelaksanaan|pelaksanaan pekerjaan|mulai (?:bekerja|ditempatkan|berlaku|tanggal|"
    r"dari|melaksanakan)|dimulai|penempatan|diperpanjang|\btmt\b|selama|dipekerjakan|periode|"
    r"kontrak kerja|berakhir|mempekerjakan|lama (?:pekerjaan|kontrak|kerja)|durasi|tanggal mulai|akhir (?:kontrak|kerja)|"
    r"(?:start|finish|end|commencement|expiry) date"
)
_PERIOD_HEADING = re.compile(
    r"jangka waktu|lama (?:kontrak|perjanjian|kerja|pekerjaan)|masa (?:berlaku|kontrak|kerja|perjanjian)|"
    r"waktu pelaksanaan|berlakunya|periode"
)
_START_CUE = re.compile(
    r"(?:terhitung(?: (?:mulai|sejak|dari))?|\bsejak|\bmulai(?: berlaku| bekerja| ditempatkan| dari| kerja| kontrak|"
    r" efektif)?|dimulai|\btmt(?: kontrak| kerja)?|\bdari|efektif|berlaku|start(?:ing)? date|commencement date|effective(?: date| from)?|"
    r"per)(?: pada| per| dari| sejak)?(?: pukul [\d.:]+(?: wi[bt]a?)?,?)?(?: tanggal| tgl\.?|"
    r" hari \w+ tanggal| hari \w+,?)?\s?:?\s{0,2}$"
)
_END_CUE = re.compile(
    r"(?:berakhir(?:nya)?(?: demi hukum| dengan sendirinya| secara otomatis)?|selesai|sampai(?: dengan)?|hingga|"
    r"s ?[./]? ?d\.?|s/d\.?|sld|sid|—|–|-|(?:selesai|berakhir|diselesaikan)[^.;]{0,25}(?:paling lambat|selambat-lambatnya)|"
    r"batas akhir|ditutup|akhir (?:kontrak|kerja|masa \w+)|until|(?:finish|end|expiry) date)(?: pada| dengan| per)?"
    r"(?: pukul [\d.:]+(?: wi[bt]a?)?,?)?(?: tanggal| tgl\.?| hari \w+ tanggal)?\s?:?\s{0,2}$"
)
_JOIN = re.compile(
    r"^[\s,)]{0,3}(?:dan (?:akan )?(?:berakhir|selesai)(?: pada)?|s ?[./]? ?d\b\.?|s/d\.?|"
    r"sampai(?: dengan)?|hingga|sld\b|sid\b|[-–—])[\s:]{0,2}(?:dengan )?(?:pada )?(?:pukul [\d.:]+(?: wi[bt]a?)?,? )?(?:hari \w+,? "
    r")?(?:tanggal|tgl\.?)?[\s:]{0,2}$"
)
_NOT_PERIOD = re.compile(
    r"perjanjian pokok[^.;]{0,40}$|kompensasi|sebelum tanggal|denda|pembayaran (?:dilakukan|tahap)|"
    r"paling lambat (?:tanggal|pada)|tagihan|berlaku sejak ditetapkan|upah minimum|undang-undang|"
    r"peraturan (?:pemerintah|menteri|presiden)"
)
_ON_SIGNING = re.compile(
    r"(?:sejak|mulai|terhitung(?: mulai| sejak)?|dari)(?: tanggal)?(?: perjanjian ini| spk ini|"
    r" kontrak ini)? ?(?:di)?(?:tanda ?tangani|penandatanganan|tanda tangan|buat(?:nya)?\b|tetapkan|sepakati)"
)


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A date at ``start:end`` of the reading, or computed from those words; ``others`` are different readings.

    ``also`` are further words that a computed date rests on: the length of the contract beside its other end.
    """

    value: date
    start: int
    end: int
    strength: float
    others: tuple[date, ...] = ()
    also: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """``months`` as (number, start, end); None for what the text does not say."""

    starts: DatedFact | None = None
    ends: DatedFact | None = None
    months: tuple[int, int, int] | None = None


def find_signing(reading: Reading, *, parties_end: int, title_end: int, number_end: int = 0) -> DatedFact | None:
    """The signing date: the opening words, a labelled date in the head, or "Kota, tanggal" at the signatures."""
    low = reading.low.replace("\n", " ")
    best: DatedFact | None = None
    dates = list(find_dates(reading.text))
    for found in dates:
        strength = _signing_strength(
            reading, low, found, parties_end=parties_end, title_end=title_end, number_end=number_end
        )
        if strength > (best.strength if best else 0.3):
            others = (found.other,) if found.other else ()
            best = DatedFact(found.value, found.start, found.end, strength, others)
    if best is None:
        return None
    rivals = {
        f.value for f in dates
        if f.value != best.value
        and _signing_strength(reading, low, f, parties_end=parties_end, title_end=title_end, number_end=number_end) >= 0.8
    }  # fmt: skip
    return DatedFact(best.value, best.start, best.end, best.strength, (*best.others, *sorted(rivals)))


def _signing_strength(
    reading: Reading, low: str, found: FoundDate, *, parties_end: int, title_end: int, number_end: int
) -> float:
    before = low[max(0, found.start - 130) : found.start]
    if (
        number_end
        and 0 <= found.start - number_end <= 12
        and re.fullmatch(r"[\s,./|(-]*(?:tanggal|tgl\.?)?[\s:]*", low[number_end : found.start])
    ):
        return 0.9
    opening = list(_DAY_OPENING.finditer(before))
    # "Perjanjian Kerja Sama Nomor 1/2 / Pada hari ini ... tanggal": the title above does not lead this date.
    led = before[opening[-1].end() :] if opening and "hari" in opening[-1].group() else before[-75:]
    if _OTHER_DOCUMENT.search(led) or _PERIOD_OVER.search(led):
        return 0.0
    in_head = found.start < max(parties_end, 1)
    if (
        not in_head
        and found.start < parties_end + 300
        and opening
        and re.match(r"(?:pada )?hari|pada", opening[-1].group())
        and re.search(r"sepakat|setuju|mengikatkan|mengadakan|menandatangani", low[found.start - 60 : found.end + 80])
    ):
        return 0.8  # "PARA PIHAK pada hari ini ... sepakat mengikatkan diri": the date stands behind the parties
    if in_head and opening and not re.search(r"[.;]\s", before[opening[-1].end() :]):
        base = 0.95 if "hari" in opening[-1].group() else 0.85
        return base if opening[-1].group() != "sepakat" else 0.4
    line_start = reading.text.rfind("\n", 0, found.start)
    if in_head and found.start > title_end and _WEEKDAY_LINE.fullmatch(reading.low[line_start + 1 : found.start]):
        return 0.7
    if in_head and _SIGNED_LABEL.search(reading.low[max(0, line_start) : found.start]):
        return 0.9 if title_end and found.start > title_end else 0.7
    place = _PLACE_DATE.search(reading.text[max(0, line_start) : found.start])
    alone = not reading.text[found.end : reading.line_at(found.end)[1]].strip(" .,") if place else False
    if place and alone and in_head and found.start > title_end - 400 and found.start < parties_end:
        return 0.65  # a letter is dated at its head
    if place and found.start > parties_end * 0.5:
        late = found.start > 0.6 * len(reading.text) or reading.in_signature(found.start)
        return 0.8 if late else 0.6
    if reading.in_signature(found.start):
        return 0.6
    if re.search(r"(?:ditetapkan|dikeluarkan|dibuat|ditandatangani)[^.;]{0,60}$", before) and found.start > 0.6 * len(
        low
    ):
        return 0.6
    return 0.0


def find_signing_place(reading: Reading, signed: DatedFact | None) -> tuple[int, int] | None:
    """Where it was signed: "ditandatangani di ...", or the place before the date at the signatures."""
    match = _SIGNED_AT.search(reading.text.replace("\n", " "))
    if match:
        return match.span("place")
    if signed:
        line_start = reading.text.rfind("\n", 0, signed.start)
        place = _PLACE_DATE.search(reading.text[max(0, line_start) : signed.start])
        if place:
            offset = max(0, line_start)
            return offset + place.start("place"), offset + place.end("place")
        after = _DATE_IN_PLACE.search(reading.text.replace("\n", " ")[signed.end : signed.end + 60])
        if after and after.start() < 25:
            return signed.end + after.start("place"), signed.end + after.end("place")
    return None


def find_period(reading: Reading, sentences: Sequence[Sentence], signed: DatedFact | None) -> Period:
    """Start, end and length of the contract, the best sentence first."""
    # The cover's entries come after the terms in ``sentences``; what runs on is found in the order of the page.
    whole = [*sentences, *_run_on(sorted(sentences, key=lambda s: s.start))]
    candidates = sorted((c for s in whole if (c := _candidate(reading, s, signed))), key=lambda c: -c[0])
    starts = ends = None
    months: tuple[int, int, int] | None = None
    duration: Duration | None = None
    for _, period, length in candidates:
        starts = starts or period.starts
        if ends is None and period.ends and (starts is None or period.ends.value > starts.value):
            ends = period.ends
        if months is None and period.months:
            months, duration = period.months, length
        if duration is None:
            duration = length
    if starts is None and ends is None:
        starts, ends = _whole_months(reading, sentences)
    if starts is None and ends is None and duration and duration.unit == "day" and duration.count >= 30 and signed:
        # An order for so many calendar days and no word of their first: they run from the day it is given.
        starts = DatedFact(signed.value, signed.start, signed.end, 0.5)
    starts, ends = _computed(starts, ends, duration)
    if months is None and starts and ends:
        counted = _months_between(starts.value, ends.value)
        months = (counted, starts.start, ends.end) if counted else None
    return Period(starts, ends, months)


def _run_on(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Two neighbours as one sentence where the first has no end ("terhitung sejak tanggal 1 (satu)" / "Juni 2023 ...",
    "1 Maret 2025 s.d." / "28 Februari 2026"): a short line is taken for the end of a paragraph."""
    for one, two in itertools.pairwise(sentences):
        bare = one.low.rstrip()
        open_end = bare[-1:] not in ".;:" or bool(re.search(r"\bs\.?\s?/?d\.?$", bare))
        if open_end and 0 <= two.start - one.end <= 2 and (_PERIOD.search(one.low) or _END_CUE.search(bare)):
            yield replace(one, end=two.end, low=one.low + " " * (two.start - one.end) + two.low)


def _candidate(
    reading: Reading, sentence: Sentence, signed: DatedFact | None
) -> tuple[float, Period, Duration | None] | None:
    low = sentence.low
    heading = bool(_PERIOD_HEADING.search(sentence.unit.heading.lower()))
    text = reading.text[sentence.start : sentence.end]
    if not heading and not _PERIOD.search(low) and not _bare_range(text, low):
        return None
    score = 2.0 if heading else 0.0
    starts = ends = None
    dates = [d for d in find_dates(text) if not _OTHER_DOCUMENT.search(low[max(0, d.start - 70) : d.start])]
    for index, found in enumerate(dates):
        before = low[max(0, found.start - 70) : found.start]
        if _NOT_PERIOD.search(before):
            continue
        made = DatedFact(found.value, sentence.start + found.start, sentence.start + found.end, 0.9)
        joined = index > 0 and _JOIN.match(low[dates[index - 1].end : found.start])
        if joined and starts and ends is None:
            ends = made
            score += 3.0
        elif _END_CUE.search(before) and ends is None:
            ends = made
            score += 1.5
        elif starts is None and (_START_CUE.search(before) or _joined_next(low, dates, index)):
            starts = made
            score += 1.5
    length = next((d for d in find_durations(low) if _is_length(low, d, heading=heading)), None)
    if length:
        score += 1.0
    if starts is None and signed and _ON_SIGNING.search(low) and (length or ends):
        starts = DatedFact(signed.value, signed.start, signed.end, 0.75)
        score += 1.0
    if starts is None and ends is None and length is None:
        return None
    if _NOT_PERIOD.search(low) and not heading:
        score -= 1.5
    if re.search(r"jangka waktu|\bberlaku\b|masa kontrak|waktu pelaksanaan", low):
        score += 1.0
    months = length.months if length else None
    if length:
        length = replace(length, start=sentence.start + length.start, end=sentence.start + length.end)
    spot = (months, length.start, length.end) if months and length else None
    return score, Period(starts, ends, spot), length


def _bare_range(text: str, low: str) -> bool:
    """Two whole dates joined, four weeks or more apart: a period even where no word says so."""
    dates = list(find_dates(text))
    return any(
        _JOIN.match(low[a.end : b.start]) and (b.value - a.value).days >= 27 for a, b in itertools.pairwise(dates)
    )


def _joined_next(low: str, dates: Sequence[FoundDate], index: int) -> bool:
    return index + 1 < len(dates) and bool(_JOIN.match(low[dates[index].end : dates[index + 1].start]))


def _is_length(low: str, duration: Duration, *, heading: bool) -> bool:
    """Whether a duration is the contract's length and not a notice, a probation or a deadline."""
    if duration.working_days:
        return False
    before, after = low[max(0, duration.start - 60) : duration.start], low[duration.end : duration.end + 40]
    if re.search(
        (
            r"\b(?:paling (?:lambat|lama)|sebelum|selambat|percobaan|pemberitahuan|teguran|peringatan|setiap|"
            r"tiap|per|garansi|pemeliharaan|maksimal|cuti|masa tenggang|sekali)\b\W{0,3}(?:\w+\W+){0,3}$"
        ),
        before,
    ):
        return False
    if re.match(r"\s*(?:sebelum|sekali|sejak (?:tanggal )?(?:diterima|tagihan|surat)|berturut|setelah|kerja)", after):
        return False
    return heading or bool(
        re.search(r"selama|jangka waktu|berlaku|masa|waktu|kontrak|untuk", before)
        or re.match(r"\s*(?:terhitung|sejak|mulai|dari|yang|,|\()", after)
        or re.search(r"(?:durasi|lama(?:nya)?)\s?:?\s*$", before)
    )


def _computed(
    starts: DatedFact | None, ends: DatedFact | None, duration: Duration | None
) -> tuple[DatedFact | None, DatedFact | None]:
    """The missing end (or start) from the length: 12 months from 1 May end on 30 April."""
    if duration is None:
        return starts, ends
    months, days = duration.months or 0, duration.count * {"day": 1, "week": 7}.get(duration.unit, 0)
    if not months and not days:
        return starts, ends
    if starts and not ends and months <= 240 and days <= 4000:
        end = last_day(starts.value, months=months, days=days)
        ends = DatedFact(end, starts.start, starts.end, 0.7, also=((duration.start, duration.end),))
    elif ends and not starts and months and months <= 240:
        begin = add_months(ends.value, -months)
        begun = date.fromordinal(begin.toordinal() + 1)
        starts = DatedFact(begun, ends.start, ends.end, 0.5, also=((duration.start, duration.end),))
    return starts, ends


def _months_between(start: date, end: date) -> int | None:
    """Whole months between both ends counted, None when the period is no whole number of months."""
    months = (end.year - start.year) * 12 + end.month - start.month
    for count in (months, months + 1):
        if count > 0 and last_day(start, months=count) == end:
            return count
    return None


def _whole_months(reading: Reading, sentences: Sequence[Sentence]) -> tuple[DatedFact | None, DatedFact | None]:
    """ "Januari s.d. Desember 2024" in a sentence about the period: first day of the one, last day of the other."""
    for sentence in sentences:
        if not _PERIOD.search(sentence.low) and not _PERIOD_HEADING.search(sentence.unit.heading.lower()):
            continue
        found = list(find_months(reading.text[sentence.start : sentence.end]))
        if (len(found) >= 2 and _JOIN.match(sentence.low[found[0].end : found[1].start].replace("tahun", ""))) or (
            len(found) == 2
            and found[0].value < found[1].value
            and re.search(r"s\.?/?d|sampai|hingga|-|–", sentence.low[found[0].end : found[1].start])
        ):
            first, second = found[0], found[1]
            at = sentence.start
            return (
                DatedFact(first.value, at + first.start, at + first.end, 0.6),
                DatedFact(last_day(second.value, months=1), at + second.start, at + second.end, 0.6),
            )
    return None, None
