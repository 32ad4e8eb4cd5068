"""The jobs of the contract: title, how many, what they are paid, and their allowances, from tables and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import fuzz

from extractor.facts.headcount import Headcount, headcounts
from extractor.facts.money import Amount, find_amounts
from extractor.facts.names import NameSpan
from extractor.facts.occupations import Occupation, find_occupations, key_of
from extractor.facts.parties import FoundParty
from extractor.facts.party_fields import labelled
from extractor.facts.position_tables import RowPosition, positions_in_tables
from extractor.facts.reading import Reading
from extractor.facts.tables import Grid, cell_amount
from extractor.facts.units import Sentence
from extractor.facts.wages import PaidAmount, all_paid, named_period, plausible_wage
from extractor.vocabulary import ContractKind, WagePeriod

_AS = re.compile(
    r"(?:mempekerjakan|menerima|dipekerjakan|diterima|bekerja|ditempatkan|ditugaskan|menjabat|diangkat|"
    r"mengangkat|tugas|mengikatkan diri|jabatan|posisi|pekerjaan)\b[^.;:]{0,90}?\b(?:sebagai|selaku|"
    r"jabatan|posisi)\s+(?:seorang\s+|tenaga\s+kerja\s+kontrak\s+(?:pada|untuk)\s+(?:posisi|jabatan)\s+|"
    r"jabatan\s+|posisi\s+)?(?P<title>[\"“]?[A-Za-z][^.;:\n,(]{2,60})"
)
_BECOMES = re.compile(
    r"\b(?:jabatan|posisi|bagian)\b[^.;]{0,60}\bmenjadi\s+(?:sebagai\s+)?(?P<title>[A-Za-z][^.;:,(]{2,60})"
)
_DOES = re.compile(
    r"\b(?:melakukan|melaksanakan|mengerjakan|diberi|diserahi|menerima) (?:tugas(?: dan| atau|/)? ?)?(?:pekerjaan |tugas )"
    r"(?:sebagai |selaku )?(?P<title>[a-z][^.;:,(]{2,60})"
)
_DOES = re.compile(
    r"\b(?:melakukan|melaksanakan|mengerjakan) pekerjaan (?:sebagai )?(?P<title>[a-z]+(?: [a-z]+)?)(?= dan\b|,|\.|$)"
)
_IN_BRACKETS = re.compile(
    r"\b(?:menerima|melaksanakan|mengerjakan) pekerjaan\b[^.;(]{0,50}\((?P<title>[a-z][a-z ]{3,30})\)"
)
_TITLE_LABEL = re.compile(
    (
        r"^[ \t]*(?:[a-z0-9]{1,3}[.)] ?)?(?:jabatan|posisi|jabatan/posisi|posisi/jabatan|jenis pekerjaan|"
        r"bagian/jabatan|pekerjaan/jabatan)(?: pekerjaan| pekerja| karyawan)?\s?[:=]\s?(?P<title>[^\n]{3,70})"
    ),
    re.MULTILINE,
)
# "[ X ] Penjaga Kincir  [ ] Tukang Pakan": the job that is ticked.
_TICKED = re.compile(r"[\[(]\s?[xX√✓vV]\s?[\])]\s{0,3}(?P<title>[A-Za-z][A-Za-z /]{2,40}?)(?=\s*(?:[\[(]|\n|$))")
_TITLE_STOP = re.compile(
    (
        r"\s(?:dengan|pada|di|untuk|yang|dalam|selama|terhitung|mulai|sejak|dan (?:ditempatkan|bertanggung|"
        r"akan|wajib|bersedia)|serta|oleh|berdasarkan|sesuai|bagi|kepada|pihak|milik|atas|bertempat|tersebut|"
        r"sebagaimana|adalah|yaitu|guna|dari)\b|[\"”]"
    ),
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"^(?:pihak|berikut|imbalan|karyawan(?:\s+(?:kontrak|tetap|waktu))?$|pekerja(?: kontrak| waktu|"
    r" harian)?$|tenaga kerja(?: kontrak)?$|(?:upah |kerja |uang )?lembur|bagian|akibat|dasar|jaminan|pengganti|upah|wakil|direktur|"
    r"kuasa|peserta|berikut|mana|bukti|pemberi|penerima|pengguna|badan|perusahaan|penyedia|pkwt|suatu|"
    r"salah|hasil)"
)


# The strength of a wage that is only the price of one worker in a price list: any wage the text names replaces it.
_PRICED = 0.5


_WORKER_WORD = re.compile(r"\b(?:pekerja|karyawan|karyawati|pegawai|buruh|tenaga kerja)\b(?! (?:waktu|untuk waktu))")


@dataclass(slots=True)
class PositionDraft:
    """A job while it is put together; spans are in the reading."""

    title: NameSpan
    count: Headcount | None = None
    other_counts: list[int] = field(default_factory=list)
    wage: Amount | None = None
    period: WagePeriod | None = None
    wage_strength: float = 0.0
    allowances: list[PaidAmount] = field(default_factory=list)
    strength: float = 0.7
    single: bool = False
    """An employment agreement is with one worker, whether or not it says so."""


def find_positions(
    reading: Reading,
    sentences: Sequence[Sentence],
    grids: Sequence[Grid],
    *,
    parties: Sequence[FoundParty],
    kind: ContractKind,
    title: str,
) -> tuple[PositionDraft, ...]:
    """The jobs in the order of the page."""
    plain = [s for s in sentences if not _in_grid(grids, s.start, s.end)]
    workers = [p for p in parties if p.function == "worker"]
    if (kind == "pkwt" or workers) and len(workers) <= 1:
        return _employment(reading, plain, grids, parties)
    drafts: list[PositionDraft] = []
    for row in positions_in_tables(reading, grids):
        _from_row(drafts, row)
    tabled = bool(drafts)
    known = [d.title.text for d in drafts]
    loose: list[Headcount] = []
    for sentence in plain:
        for head in headcounts(sentence, reading.text, known=known):
            if head.title is None or (head.title.generic and _find(drafts, head.title.title) is None and tabled):
                loose.append(head)
            elif not tabled or not any(d.count for d in drafts) or _find(drafts, head.title.title) is not None:
                _count(drafts, head)
    known = [d.title.text for d in drafts]
    paid = list(all_paid(plain, reading.text, known=known))
    for amount in paid:
        _pay(drafts, amount, create=not tabled)
    if not drafts:
        _subject(reading, drafts, title, paid)
    _share_loose(drafts, loose, paid)
    return tuple(sorted(drafts, key=lambda d: d.title.start))


def _in_grid(grids: Sequence[Grid], start: int, end: int) -> bool:
    return any(g.start <= start and end <= g.end + 1 for g in grids)


def _from_row(drafts: list[PositionDraft], row: RowPosition) -> None:
    draft = _find(drafts, row.title.text)
    if draft is None:
        draft = PositionDraft(row.title, strength=row.strength)
        drafts.append(draft)
    if row.count is not None and draft.count is None:
        draft.count = Headcount(None, row.count[0], row.count[1], row.count[2])
    if row.wage is not None and draft.wage is None:
        draft.wage, draft.period, draft.wage_strength = row.wage, row.period, row.strength
    draft.allowances.extend(row.allowances)


def _find(drafts: Sequence[PositionDraft], title: str) -> PositionDraft | None:
    """The draft of the same job: equal after synonyms, else the same words but for a slip, else the only one that
    contains the words."""
    key = key_of(title)
    for draft in drafts:
        if key_of(draft.title.text) == key:
            return draft
    for draft in drafts:
        other = key_of(draft.title.text)
        if len(key) > 4 and len(other) > 4 and fuzz.ratio(key, other) >= 88:
            return draft
    partial = [
        d
        for d in drafts
        if set(key.split()) <= set(key_of(d.title.text).split())
        or set(key_of(d.title.text).split()) <= set(key.split())
    ]
    return partial[0] if len(partial) == 1 else None


def _count(drafts: list[PositionDraft], head: Headcount) -> None:
    if head.title is None:
        return
    draft = _find(drafts, head.title.title)
    if draft is None:
        draft = PositionDraft(NameSpan(head.title.start, head.title.end, head.title.title))
        drafts.append(draft)
    if draft.count is None:
        draft.count = head
    elif draft.count.count != head.count:
        draft.other_counts.append(head.count)


def _pay(drafts: list[PositionDraft], paid: PaidAmount, *, create: bool) -> None:
    if paid.purpose == "allowance":
        named = [d for t in paid.titles if (d := _find(drafts, t.title))]
        for draft in named or ([] if paid.titles else drafts):
            draft.allowances.append(paid)
        return
    if not plausible_wage(paid.amount.value, paid.period):
        return
    for title in paid.titles:
        paid_draft = _find(drafts, title.title)
        if paid_draft is None and create and not title.generic:
            paid_draft = PositionDraft(NameSpan(title.start, title.end, title.title))
            drafts.append(paid_draft)
        if paid_draft is not None and (paid_draft.wage is None or paid_draft.wage_strength <= _PRICED):
            paid_draft.wage, paid_draft.period, paid_draft.wage_strength = paid.amount, paid.period or "month", 0.85


def _share_loose(drafts: list[PositionDraft], loose: Sequence[Headcount], paid: Sequence[PaidAmount]) -> None:
    """Numbers and wages that name no job belong to the only job, or (a wage) to all that have none."""
    if len(drafts) == 1 and drafts[0].count is None and loose:
        drafts[0].count = loose[0]
        drafts[0].other_counts.extend(h.count for h in loose[1:] if h.count != loose[0].count)
    general = [p for p in paid if p.purpose == "wage" and not p.titles and plausible_wage(p.amount.value, p.period)]
    without = [d for d in drafts if d.wage is None or d.wage_strength <= _PRICED]
    if general and without and (len(drafts) == 1 or len({p.amount.value for p in general}) == 1):
        for draft in without:
            draft.wage, draft.period, draft.wage_strength = general[0].amount, general[0].period or "month", 0.7


def _subject(reading: Reading, drafts: list[PositionDraft], title: str, paid: Sequence[PaidAmount]) -> None:
    """The job the contract is about, when no number or wage names one: from the title, else the most frequent."""
    seen: dict[str, list[Occupation]] = {}
    for occupation in find_occupations(reading.text):
        if not occupation.generic:
            seen.setdefault(key_of(occupation.title), []).append(occupation)
    in_title = [key_of(o.title) for o in find_occupations(title) if not o.generic]
    keys = [k for k in dict.fromkeys(in_title) if k in seen] or sorted(seen, key=lambda k: -len(seen[k]))[:1]
    for key in keys:
        first = seen[key][0]
        drafts.append(PositionDraft(NameSpan(first.start, first.end, first.title), strength=0.5))


def _employment(
    reading: Reading, sentences: Sequence[Sentence], grids: Sequence[Grid], parties: Sequence[FoundParty]
) -> tuple[PositionDraft, ...]:
    """The one job of an employment agreement, headcount 1."""
    title = _employment_title(reading, sentences, parties)
    paid = list(all_paid(sentences, reading.text))
    wages = [p for p in paid if p.purpose == "wage" and plausible_wage(p.amount.value, p.period)]
    if title is None:
        # A wage is a fact whether or not the job is named; the words for the worker stand in for the title.
        title = _stand_in(reading) if wages else None
        if title is None:
            return ()
        draft = PositionDraft(title, strength=0.3, single=True)
    else:
        draft = PositionDraft(title, strength=0.85, single=True)
    if wages:
        best = next((w for w in wages if w.basic), next((w for w in wages if w.period), wages[0]))
        draft.wage, draft.period, draft.wage_strength = best.amount, best.period or "month", 0.85
    else:
        _wage_from_rows(reading, grids, draft)
    draft.allowances = [p for p in paid if p.purpose == "allowance"]
    return (draft,)


def _stand_in(reading: Reading) -> NameSpan | None:
    """What the worker is called where no job is named: "Operator", else "Pekerja"."""
    loose = next((o for o in find_occupations(reading.text) if not _WORKER_WORD.match(o.title.lower())), None)
    if loose is not None:
        return NameSpan(loose.start, loose.end, loose.title)
    named = _WORKER_WORD.search(reading.low)
    return NameSpan(named.start(), named.end(), reading.text[named.start() : named.end()]) if named else None


def _wage_from_rows(reading: Reading, grids: Sequence[Grid], draft: PositionDraft) -> None:
    """A small table in the wage article: "Gaji pokok | Rp ..." row by row."""
    for grid in grids:
        for row in grid.rows:
            priced = next((i for i, c in enumerate(row) if i and c.end and cell_amount(c) is not None), None)
            if priced is None:
                continue
            label = " ".join(c.low for c in row[:priced])
            if not re.search(r"\b(?:upah|gaji|honor(?:arium)?)\b", label) or re.search(
                r"minimum|lembur|total|jumlah|potongan", label
            ):
                continue
            cell = row[priced]
            period = named_period(" ".join((label, *(c.low for c in row[priced:]))))
            found = list(find_amounts(cell.text, bare=True))
            if len(found) == 1 and plausible_wage(found[0].value, period):
                draft.wage = Amount(cell.start, cell.end, found[0].value, found[0].figures, found[0].words)
                draft.period, draft.wage_strength = period, 0.8
                return


def _employment_title(
    reading: Reading, sentences: Sequence[Sentence], parties: Sequence[FoundParty]
) -> NameSpan | None:
    worker = next((p for p in parties if p.function == "worker"), None)
    candidates: list[tuple[float, NameSpan]] = []
    for sentence in sentences:
        printed = reading.text[sentence.start : sentence.end]
        flat = re.sub(r"\s", " ", printed)
        for match in (
            *_BECOMES.finditer(sentence.low),
            *_IN_BRACKETS.finditer(sentence.low),
            *_DOES.finditer(sentence.low),
        ):
            made = _cut_title(flat, match.start("title"), match.end("title"))
            if made:
                candidates.append((3.5, NameSpan(sentence.start + made.start, sentence.start + made.end, made.text)))
        for match in _DOES.finditer(sentence.low):
            # "melakukan pekerjaan" is followed by a task as often as by a job: only a known job counts.
            named_job = next((o for o in find_occupations(flat[match.start("title") : match.end("title")])), None)
            if named_job is not None and named_job.start == 0:
                begin = sentence.start + match.start("title")
                candidates.append((2.2, NameSpan(begin, begin + named_job.end, named_job.title)))
        for match in _AS.finditer(sentence.low):
            made = _cut_title(flat, match.start("title"), match.end("title"))
            if made:
                candidates.append((3.0, NameSpan(sentence.start + made.start, sentence.start + made.end, made.text)))
    for match in _TICKED.finditer(reading.text):
        candidates.append((4.0, NameSpan(match.start("title"), match.end("title"), match["title"])))
    for match in _TITLE_LABEL.finditer(reading.low):
        if worker and worker.block.end < match.start():
            made = _cut_title(reading.text, match.start("title"), match.end("title"))
            if made:
                candidates.append((2.5, made))
    if worker:
        for particular in labelled(reading.text, worker.block.start, worker.block.end):
            if particular.field == "position":
                made = _cut_title(reading.text, particular.start, particular.end)
                if made:
                    candidates.append((2.0, made))
    ranked = sorted(candidates, key=lambda c: -c[0] - (0.8 if any(True for _ in find_occupations(c[1].text)) else 0.0))
    if ranked:
        return ranked[0][1]
    named = [o for o in find_occupations(reading.text) if not o.generic]
    return NameSpan(named[0].start, named[0].end, named[0].title) if named else None


def _cut_title(flat: str, start: int, end: int) -> NameSpan | None:
    """A title cut where the sentence goes on; None for words that are no job title."""
    value = re.sub(r"\s", " ", flat[start:end])
    lead = len(value) - len(value.lstrip(' "“:'))
    value = value[lead:]
    stop = _TITLE_STOP.search(value)
    if stop:
        value = value[: stop.start()]
    value = value.strip(' .,;:"”_')
    if len(value) < 2 or not re.search(r"[A-Za-z]{2}", value) or re.fullmatch(r"[._… ]+", value):
        return None
    known = list(find_occupations(value))
    if _NOT_A_TITLE.match(value.lower()) and not (known and known[0].start < 16):
        return None
    if len(value.split()) > 7:
        if not known:
            return None
        value = value[known[0].start : known[0].end]
        lead += known[0].start
    return NameSpan(start + lead, start + lead + len(value), value)


def wage_total(drafts: Sequence[PositionDraft]) -> Decimal:
    """The sum of all monthly wages times people, 0 when none is known (used to tell a total from a monthly price)."""
    return sum((d.wage.value * (d.count.count if d.count else 1) for d in drafts if d.wage), Decimal(0))


def all_allowances(drafts: Sequence[PositionDraft]) -> Iterator[PaidAmount]:
    for draft in drafts:
        yield from draft.allowances
