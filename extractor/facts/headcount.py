"""How many people for which job, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.measures import People, count_at, find_people, word_number
from extractor.facts.occupations import Occupation, find_occupations
from extractor.facts.units import Sentence

_NOT_A_NEED = re.compile(
    r"denda|pengurangan|kekurangan|pengganti|terdampak|tidak hadir|pelatihan|rangkap|saksi|anak|maksimum|"
    r"per orang\\W*$|mengurangi|dipotong|absen|sakit|setiap (?:kelompok|regu) terdiri|tamu|penumpang|siswa|"
    r"murid|pasien"
)
_BEFORE_TITLE = re.compile(
    r"^\s*(?:\)|orang|personil|personel|tenaga|petugas|org|pekerja|karyawan|pax|untuk|sebagai|posisi|"
    r"jabatan|dengan|bagian|:|-|–|\s)*$"
)
_AFTER_TITLE = re.compile(
    r"^[\s\"”),]*(?:\([a-z .]{1,30}\)\s*)?(?:yang\s)?(?:(?:sebanyak|sejumlah|berjumlah|dengan jumlah|"
    r"jumlah(?:nya)?|total|kebutuhan|adalah|yaitu|:|=|-|–|\()\s*){0,3}$"
)
_AMOUNT_CUE = re.compile(r"\s*(?:yang )?(?:sebanyak|sejumlah|berjumlah|dengan jumlah|jumlah(?:nya)?\s?[:=]?)\s*")
# "Sopir 3, Kurir 2, Office Boy 5": bare numbers behind the titles of a list.
_LIST_CUE = re.compile(r"\s{1,2}(?:\(|: ?|= ?)?(?P<n>\d{1,3})(?=\)?\s*(?:[,;.]|\bdan\b|$))(?![.,]\d)")
_BREAKDOWN = re.compile(
    r"terdiri (?:dari|atas)|yaitu|meliputi|dengan (?:rincian|perincian|komposisi)|yang terdiri|masing-masing"
)


@dataclass(frozen=True, slots=True)
class Headcount:
    """``count`` people for ``title`` (None: for the job the text is about); ``start:end`` in the reading. ``words`` is
    a different number printed in words beside the figure."""

    title: Occupation | None
    count: int
    start: int
    end: int
    words: int | None = None


def headcounts(sentence: Sentence, text: str, *, known: Sequence[str] = ()) -> Iterator[Headcount]:
    """The people one sentence asks for; a total followed by its breakdown yields to the breakdown."""
    low = sentence.low
    printed = text[sentence.start : sentence.end]
    titles = list(find_occupations(printed, known=known))
    found: list[Headcount] = []
    used: set[int] = set()
    people = [p for p in find_people(printed) if not _NOT_A_NEED.search(low[max(0, p.start - 45) : p.start])]
    for person in people:
        title = (
            _title_of(low, person, titles, used)
            or _open_title(low, printed, person)
            or _open_title_before(printed, person)
        )
        if title is not None:
            used.add(title.start)
        found.append(_made(sentence, person, title))
    found.extend(_teams(sentence, printed, low, titles, used))
    for title in titles:
        if title.start in used:
            continue
        bare = _NUMBER_BEFORE.search(low[max(0, title.start - 40) : title.start])
        if bare and (found or _SUPPLY.search(low)):
            number = count_at(low, title.start - len(bare.group()))
            if (
                number
                and number[2] <= 2000
                and not any(number[0] < h.end - sentence.start and number[1] > h.start - sentence.start for h in found)
            ):
                used.add(title.start)
                found.append(
                    Headcount(
                        _moved(title, sentence.start), number[2], sentence.start + number[0], sentence.start + number[1]
                    )
                )
                continue
        cue = _AMOUNT_CUE.match(low, title.end) or _LIST_CUE.match(low, title.end)
        listed = cue is not None and cue.re is _LIST_CUE
        if listed and not (len(titles) > 1 or _SUPPLY.search(low) or "banyaknya" in low):
            cue = None
        number = count_at(printed, cue.end() - (len(cue["n"]) if listed else 0)) if cue else None
        if number and not _NOT_A_NEED.search(low[max(0, title.start - 45) : title.start]):
            start, end, value = number
            if not any(start < h.end - sentence.start and end > h.start - sentence.start for h in found):
                found.append(
                    Headcount(_moved(title, sentence.start), value, sentence.start + start, sentence.start + end)
                )
    yield from _without_totals(low, sorted(found, key=lambda h: h.start), sentence.start)


_NUMBER_BEFORE = re.compile(
    r"(?<![\w.,/@])(?:\d{1,4}(?: ?\([a-z ]{2,30}\))?|(?:satu|se|dua|tiga|empat|lima|enam|tujuh|delapan|"
    r"sembilan|sebelas)[a-z]*(?: (?:belas|puluh)(?: [a-z]+)?)?) (?:tenaga )?$"
)
_TEAMS = re.compile(
    r"(?P<a>\d{1,3}|[a-z]+(?: belas)?)(?: ?\([a-z ]+\))? (?:regu|shift|grup|tim|"
    r"kelompok) (?P<t>[a-z][a-z ]{2,30}?) ?(?:@|masing-masing|a) ?(?P<b>\d{1,3}|"
    r"[a-z]+)(?: ?\([a-z ]+\))? (?:orang|personil|personel)"
)


def _teams(sentence: Sentence, printed: str, low: str, titles: list[Occupation], used: set[int]) -> Iterator[Headcount]:
    """ "tiga regu helper @ 6 orang": teams times people."""
    for match in _TEAMS.finditer(low):
        teams, people = (int(g) if g.isdigit() else word_number(g) for g in (match["a"], match["b"]))
        title = next((t for t in titles if match.start("t") <= t.start < match.end("t")), None)
        if teams and people and title is not None:
            used.add(title.start)
            yield Headcount(
                _moved(title, sentence.start),
                teams * people,
                sentence.start + match.start(),
                sentence.start + match.end(),
            )


_SUPPLY = re.compile(
    r"menyediakan|disediakan|penyediaan|tenaga|personil|personel|kebutuhan|terdiri|sebanyak|sejumlah|"
    r"ditempatkan|menempatkan|penempatan|mempekerjakan|berjumlah|dibutuhkan"
)
_OPEN = re.compile(
    r"\s+(?P<t>[a-z][a-z]+(?: [a-z]+){0,3}?)(?=\s*(?:[,;.()]|\bdan\b|\bserta\b|\bdengan\b|\buntuk\b|"
    r"\byang\b|\bdi\b|\bpada\b|\bsebagai\b|\bsebanyak\b|\bper\b|\b(?:diberi|dibayar|diupah|digaji|mendapat|menerima)|$))"
)
_NO_JOB = re.compile(
    r"\b(?:dengan|untuk|yang|di|pada|per|setiap|oleh|dari|dalam|atau|ahli waris|saksi|anak|wakil|tua|lain|"
    r"hari|bulan|tahun|kali|rangkap|tersebut|ini|pihak|pengganti|berikut|cadangan|istirahat|"
    r"tenaga(?: kerja)?$|pekerja$|personil$|laki|perempuan|pria|wanita|di antaranya|terdiri|adalah|secara|"
    r"sesuai|wajib|akan|harus|bekerja|masuk|hadir)\b"
)


def _open_title(low: str, printed: str, people: People) -> Occupation | None:
    """A job no gazetteer knows, in a sentence that provides people: "3 orang pool attendant"."""
    if not _SUPPLY.search(low) or not low[people.start : people.end].rstrip().endswith(
        ("orang", "org", "personil", "personel")
    ):
        return None
    match = _OPEN.match(low, people.end)
    if not match or _NO_JOB.search(match["t"]) or len(match["t"]) < 4:
        return None
    start, end = match.span("t")
    return Occupation(start, end, re.sub(r"\s", " ", printed[start:end]), False)


_LISTED = re.compile(r"(?:^|[;:,]|\bdan\b)\s*(?P<t>[A-Z][A-Za-z/]+(?: [A-Za-z/]+){0,4})\s*[:=]?\s*$")


def _open_title_before(printed: str, people: People) -> Occupation | None:
    """A capitalised job before its number in a list: "...; Petugas Halaman 5 orang"."""
    match = _LISTED.search(re.sub(r"\s", " ", printed[: people.start]))
    if (
        not match
        or _NO_JOB.search(match["t"].lower())
        or re.match(r"(?:Jumlah|Total|PIHAK|Pihak|Tenaga$|Personil|Sebanyak|Yang|Terdiri|Minimal|Untuk)", match["t"])
    ):
        return None
    if not re.match(
        (
            r"(?:Petugas|Tenaga|Juru|Operator|Staf|Anggota|Pengawas|Koordinator|Pekerja|Penjaga|Tukang|"
            r"Teknisi|Mandor|Kepala|Ahli|Pelaksana)\b"
        ),
        match["t"],
    ):
        return None
    return Occupation(match.start("t"), match.end("t"), match["t"], False)


def _made(sentence: Sentence, person: People, title: Occupation | None) -> Headcount:
    return Headcount(
        _moved(title, sentence.start) if title else None,
        person.count, sentence.start + person.start, sentence.start + person.end, person.words,
    )  # fmt: skip


def _moved(title: Occupation, by: int) -> Occupation:
    return Occupation(title.start + by, title.end + by, title.title, title.generic)


def _title_of(low: str, people: People, titles: list[Occupation], used: set[int]) -> Occupation | None:
    """The title right after the number ("dua orang Danru", "12 petugas kebersihan"), else the one right before it."""
    for title in titles:
        if title.start in used:
            continue
        if people.start < title.start < people.end or (
            title.start >= people.end and _BEFORE_TITLE.match(low[people.end : title.start])
        ):
            return title
    before = [t for t in titles if t.end <= people.start and t.start not in used]
    if before and _AFTER_TITLE.match(low[before[-1].end : people.start]):
        return before[-1]
    return None


_EACH = re.compile(r"\b(?:setiap|tiap|per) (?:shift|pos|regu|giliran|lantai|gedung)\b[^.;]{0,25}$")
_IN_ALL = re.compile(r"\b(?:total|seluruhnya|semuanya|jumlah(?:nya)?|sehingga)\b[^.;,\d]{0,25}$")


def _without_totals(low: str, found: list[Headcount], offset: int) -> Iterator[Headcount]:
    if len(found) == 2 and found[1].title is None and found[0].title is not None:
        first, whole = found
        if _EACH.search(low[: first.start - offset]) and _IN_ALL.search(low[: whole.start - offset]):
            # "Setiap shift dijaga 3 orang satpam, total 9 orang": what is needed is the sum of all shifts.
            yield Headcount(first.title, whole.count, whole.start, whole.end, whole.words)
            return
    for index, head in enumerate(found):
        rest = found[index + 1 :]
        gap = low[head.end - offset : rest[0].start - offset] if rest else ""
        if len(rest) >= 1 and _BREAKDOWN.search(gap) and sum(h.count for h in rest) == head.count:
            continue
        yield head
