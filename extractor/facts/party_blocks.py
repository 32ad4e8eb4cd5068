"""Where each party is introduced: from the opening words to "selanjutnya disebut PIHAK ...", or the two halves of an
order form that names no roles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.facts.heading import find_title
from extractor.facts.names import find_organisations
from extractor.facts.party_namings import (
    KIND,
    ORDINAL,
    Naming,
    bracketed_namings,
    normalise_role,
    strong_namings,
    weak_namings,
)
from extractor.facts.reading import Reading

# The role before the particulars: "PIHAK PERTAMA : PT ..." or a line of its own.
_HEADED = re.compile(
    (
        rf"^[ \t]*(?:[ivx\d]{{1,4}}[.)] ?)?(?P<role>(?:pihak[ ](?:{ORDINAL}|{KIND})|"
        rf"{KIND})(?![a-z]))[ ]?(?:\((?P<alias>[^)\n]{{3,40}})\))?[ ]?(?P<mark>[:=–—-]|$)"
    ),
    re.MULTILINE,
)
_OPENING = re.compile(
    r"(?:(?:telah )?(?:sepakat|bersepakat|setuju)\s?:|para pihak\s?:|(?:yang |kami |"
    r"kami yang )?(?<![a-z])(?:ber)?tanda ?tangan(?:gan)?(?: di ?bawah)?(?: ini)?|tercantum di ?bawah ini|"
    r"di ?bawah ini|sebagai ?berikut|oleh dan (?:di ?)?antara|\boleh\s?:|masing-masing\s?:|(?:dibuat|diadakan|"
    r"terjadi)[^.:;]{0,60}\b(?:di ?)?antara|\b(?:di)?antara)[ :,]{0,4}\n?"
)
_ORDERED = re.compile(
    r"(?:memerintahkan|menunjuk|menugaskan|ditujukan|diberikan|kepada yth|"
    r"kepada)(?: kepada)?(?: (?:penyedia|perusahaan|saudara))? ?:"
)
_PROVIDER_LABEL = re.compile(
    (
        r"^[ \t]*(?:\w{1,3}[.)] )?(?:nama )?(?:penyedia(?: jasa)?|perusahaan penyedia|rekanan|pelaksana|"
        r"kontraktor|vendor|badan usaha)\s*[:=]"
    ),
    re.MULTILINE,
)
_COMPANY_LABEL = re.compile(r"^[ \t]*nama (?:perusahaan|instansi|badan usaha) ?[:=]", re.MULTILINE)
_OFFICER = re.compile(
    r"pejabat (?:pembuat komitmen|penandatangan(?:an)? kontrak|pelaksana teknis)|kuasa pengguna anggaran|"
    r"(?<![/\-.])\bppk\b(?![/\-])|(?<![/\-.])\bkpa\b(?![/\-])"
)
_BODY = re.compile(r"^\s*(?:pasal|bab)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """The text that introduces one party, ``start:end`` in the reading. ``role`` as printed, upper case;
    ``role_at`` where it stands (None when the form names none and the role is ours), ``alias`` a second role given."""

    role: str
    start: int
    end: int
    role_at: tuple[int, int] | None = None
    alias: str = ""


def party_blocks(reading: Reading) -> tuple[PartyBlock, ...]:
    """The blocks of all parties in the order of the page; () when no party is introduced."""
    head = _head_end(reading)
    strong = strong_namings(reading, head)
    if len(strong) >= 2:
        return _between(reading, strong)
    bracketed = bracketed_namings(reading, head)
    if len(bracketed) >= 2 and not strong:
        return _between(reading, bracketed)
    weak = weak_namings(reading, head)
    if len(weak) >= 2:
        return _between(reading, weak)
    headed = _headed(reading, head)
    if len(headed) >= 2 and not strong and all(_heads_labels(reading, b) for b in headed[:2]):
        return headed
    formed = _order_form(reading, strong)
    if formed:
        return formed
    if len(headed) >= 2:
        return headed
    if len(strong) == 1 and len(weak) == 1 and weak[0].role != strong[0].role:
        return _between(reading, sorted([*strong, *weak], key=lambda n: n.start))
    return _between(reading, strong or weak) or _appointed(reading) or _joined(reading, head)


def _head_end(reading: Reading) -> int:
    """Where the terms begin: the first article, else a third of the text but at least its first 2,500 characters."""
    start = next(
        (
            s.start
            for s in reading.structure.root.children
            if s.kind in ("pasal", "bab", "ayat", "angka", "huruf", "recitals")
        ),
        None,
    )
    if start is not None and reading.at(start) > 150:
        return reading.at(start)
    return min(len(reading.text), max(2500, len(reading.text) // 3))


def _headed(reading: Reading, head: int) -> tuple[PartyBlock, ...]:
    """Blocks that begin with the role: "PIHAK PERTAMA : PT X, ..." or the role as a line above the particulars."""
    marks: list[tuple[int, int, int, str]] = []
    for match in _HEADED.finditer(reading.low, 0, head + 400):
        role = normalise_role(match["role"])
        lone = match["mark"] == ""
        if reading.in_signature(match.start()) or (
            lone
            and not role.startswith("PIHAK")
            and not reading.text[match.start("role") : match.end("role")].isupper()
        ):
            continue
        if role in {m[3] for m in marks}:
            break
        marks.append((match.start(), match.end(), match.end("role"), role))
    blocks = []
    for index, (start, end, role_end, role) in enumerate(marks):
        stop = (
            marks[index + 1][0]
            if index + 1 < len(marks)
            else _with_labels(reading, min(_section_end(reading, end), end + 900))
        )
        blocks.append(PartyBlock(role, end, stop, (start, role_end)))
    return tuple(blocks)


def _heads_labels(reading: Reading, block: PartyBlock) -> bool:
    """Whether the role stands in a line of its own, above labelled lines that begin with a name."""
    return bool(re.match(r"[ \t]*\n[ \t]*nama\b[^\n:]{0,30}:", reading.low[block.start : block.end]))


def _section_end(reading: Reading, at: int) -> int:
    """Where the parties' part ends after ``at``: the next section of the structure, else the next blank formula."""
    later = sorted(reading.at(s.start) for s in reading.structure.root.children if reading.at(s.start) > at)
    formula = re.compile(
        r"\n[^\n]{0,60}(?:dengan ini|sepakat|menerangkan|terlebih dahulu|para pihak|kedua belah)"
    ).search(reading.low, at)
    ends = [*later[:1], *([formula.start()] if formula else [])]
    return min(ends, default=len(reading.text))


def _with_labels(reading: Reading, at: int) -> int:
    """``at`` moved past labelled lines that follow ("No. KTP : ..."): they are particulars, not a heading."""
    for match in re.finditer(r"[^\n]*\n", reading.text[at : at + 300]):
        if not re.match(r"\s*[A-Za-z][A-Za-z./ ]{1,28}\s?[:=]\s*\S", match.group()):
            return at + match.start()
    return at


_APPOINTS = re.compile(
    r"\b(?:dengan ini )?(?:menunjuk|memerintahkan|menugaskan|memesan|"
    r"memberikan pekerjaan)(?: kembali)?(?: kepada)?\s+(?=[A-Z])"
)
_ADDRESSEE = re.compile(
    r"kepada\s*(?:yth|yang terhormat)\.?\s*:?\s*(?:saudara |sdr\.? |bapak/ibu )?(?:pimpinan|"
    r"direktur(?: utama)?|ketua|direksi)?\s*"
)


def _appointed(reading: Reading) -> tuple[PartyBlock, ...]:
    """A letter: "PT X menunjuk Koperasi Y untuk menyediakan ...", addressed to Y."""
    flat = reading.text.replace("\n", " ")
    for match in _APPOINTS.finditer(flat):
        stop = re.compile(r"\s(?:untuk|guna|sebagai|dengan ketentuan)\b|[.;]\s").search(flat, match.end())
        begin = max(
            (m.end() for m in re.finditer(r"[.;:]\s|,\s(?=P\.?T|CV|Koperasi)", flat[: match.start()])), default=0
        )
        begin = max(begin, match.start() - 260)
        end = stop.start() if stop else min(len(flat), match.end() + 120)
        taker_start = match.end()
        addressee = _ADDRESSEE.search(reading.low, 0, match.start())
        if addressee:
            # The letter's address block carries the provider's particulars.
            close = re.compile(r"\n[^\n]*(?:dengan hormat|perihal|di[ -]tempat)", re.IGNORECASE).search(
                reading.low, addressee.end()
            )
            return (
                PartyBlock("PEMBERI KERJA", begin, match.start()),
                PartyBlock("PENYEDIA", addressee.end(), close.start() if close else min(addressee.end() + 250, begin)),
            )
        return PartyBlock("PEMBERI KERJA", begin, match.start()), PartyBlock("PENYEDIA", taker_start, end)
    return _letter(reading)


_CHOSEN = re.compile(
    r"\b(?:menunjuk|memerintahkan|menugaskan|memesan|mempercayakan|"
    r"memberi(?:kan)? (?:surat )?(?:pekerjaan|perintah(?: kerja)?|tugas|order|kepercayaan|penugasan))\b"
)


def _letter(reading: Reading) -> tuple[PartyBlock, ...]:
    """A letter that says "menunjuk perusahaan Saudara": the writer is on the letterhead, the addressee is chosen."""
    addressee = _ADDRESSEE.search(reading.low)
    if not addressee or not _CHOSEN.search(reading.low, addressee.end()):
        return ()
    close = re.compile(r"\n[^\n]*(?:dengan hormat|perihal|di[ -]tempat)", re.IGNORECASE).search(
        reading.low, addressee.end()
    )
    head = re.compile(r"\n\s*(?:no|nomor|lamp|hal|perihal)\b").search(reading.low)
    giver = head.start() if head else addressee.start()
    dated = _PLACE_AND_DATE.search(reading.text, 0, giver)
    giver = dated.start() if dated else giver
    return (
        PartyBlock("PEMBERI KERJA", _firm_line(reading.text, giver), giver),
        PartyBlock("PENYEDIA", addressee.end(), close.start() if close else addressee.end() + 250),
    )


# The line that dates a letter: "Manado, 8 Juni 2022".
_PLACE_AND_DATE = re.compile(
    r"\n[ \t]*[A-Z][A-Za-z .’'-]{2,28},\s?(?:tanggal\s|tgl\.?\s)?\d{1,2}\s[A-Za-z]{3,9}\s\d{4}\b"
)


def _firm_line(text: str, until: int) -> int:
    """Where the letterhead's line begins that opens with a firm: a brand or a motto may stand above it. 0 without one."""
    for line in re.finditer(r"[^\n]+", text[:until]):
        firms = find_organisations(line.group())
        if firms and not line.group()[: firms[0].start].strip():
            return line.start()
    return 0


_BETWEEN_NAMES = re.compile(
    r"\bantara\b\s*:?\s*(?P<a>[^;]{4,400}?)\s(?:dengan|dan)\s*:?\s*(?P<b>(?:P\.?T\b|CV\b|Koperasi|Yayasan|"
    r"[A-Z])[^;]{4,400})"
)


def _joined(reading: Reading, head: int) -> tuple[PartyBlock, ...]:
    """A cover or short letter that only says "antara X dengan Y": two blocks without roles of their own."""
    flat = reading.text.replace("\n", " ")
    match = _BETWEEN_NAMES.search(flat, 0, head)
    if not match:
        return ()
    return (
        PartyBlock("PIHAK PERTAMA", match.start("a"), match.end("a")),
        PartyBlock("PIHAK KEDUA", match.start("b"), min(match.end("b"), head)),
    )


def _between(reading: Reading, namings: list[Naming]) -> tuple[PartyBlock, ...]:
    """The blocks of the namings: a party is described before its role, and where the sentence runs on, after it too;
    or, where the roles lead ("yang disebut PIHAK PERTAMA adalah PT X"), after it only."""
    blocks: list[PartyBlock] = []
    flat = reading.text.replace("\n", " ")
    if len(namings) >= 2 and all(n.leads for n in namings):
        for index, naming in enumerate(namings):
            last = index + 1 == len(namings)
            stop = _section_end(reading, naming.end) if last else namings[index + 1].start
            stop = min(stop, naming.end + 900)
            blocks.append(PartyBlock(naming.role, naming.end, stop, (naming.start, naming.end), naming.alias))
        return tuple(blocks)
    begin = _opening_end(reading, namings[0].start) if namings else 0
    for index, naming in enumerate(namings):
        following = namings[index + 1].start if index + 1 < len(namings) else min(len(reading.text), naming.end + 400)
        close = _rest_of_form(reading.text, naming.end, following)
        if close == naming.end:
            close = _rest_of_sentence(reading.text, naming.end, following)
        end = naming.start if close == naming.end else close
        begin = max(begin, _in_passing(flat, begin, naming.start))
        blocks.append(PartyBlock(naming.role, begin, end, (naming.start, naming.end), naming.alias))
        begin = close
    return tuple(blocks)


def _in_passing(flat: str, begin: int, at: int) -> int:
    """The start of the sentence at ``at`` when a firm is named in passing there ("Dengan ini PT X (selanjutnya disebut
    ...) memerintahkan"): what stands before that sentence describes somebody else. Else ``begin``."""
    if flat[at - 1 : at] != "(" and flat[at : at + 1] != "(":
        return begin
    firms = find_organisations(flat[max(begin, at - 120) : at])
    if not firms or max(begin, at - 120) + firms[-1].end < at - 3:
        return begin
    stops = list(
        re.finditer(
            r"[.;:]\s+(?=[A-Z])|\b(?:[Dd]engan ini|memerintahkan|menunjuk|menugaskan|kepada)\s",
            flat[begin : at - len(firms[-1].text)],
        )
    )
    return begin + stops[-1].end() if stops else begin


_RUNS_ON = re.compile(
    r"[\"”'’)\]]{0,3}\s?,?\s*(?=(?:yang\s(?:di|ber|meng)?|suatu\s|sebuah\s|(?:ber)?alamat\b|ber(?:kedudukan|kantor|domisili|tempat)\b|"
    r"diwakili\b|dalam hal ini\b|dengan (?:alamat|npwp|nomor|nik)\b|npwp\b|pemegang\b|no(?:mor|\.)? ktp\b|nik\b|jalan\b|jln?\b))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.;]\s*\n|[;,]\s+(?:dan|dengan|serta)\b\s*:?\s*(?=\n|P\.?T\b|CV\b|[A-Z][a-z]* )|\n\s*(?:\d{1,2}|[IVX]{1,4}|[a-cA-C])[.)]\s|"
    r"[.;]\s+(?=(?:\d|[IVX]{1,3})[.)]\s)|\n\s*(?:dan|dengan|serta|DAN|DENGAN)\s*:?\s*\n"
)


def _rest_of_sentence(text: str, at: int, until: int) -> int:
    """Where the sentence ends that goes on about the party after its role ("..., selanjutnya disebut PIHAK PERTAMA,
    beralamat di ..."); ``at`` when it does not, or when no end is met before the next role."""
    if not _RUNS_ON.match(text, at):
        return at
    stop = _SENTENCE_END.search(text, at, until)
    return stop.start() + 1 if stop else at


_REST = re.compile(
    r"[ \t]*(?:\d[.)] ?|[a-h][.)] ?)?(?:alamat|n\.?p\.?w\.?p\.?|jabatan|no(?:mor|\.)? ?(?:ktp|telp|telepon|hp)|nik|telp|telepon|e-?mail)"
    r"[^\n:]{0,20}:[^\n]*",
    re.IGNORECASE,
)


def _rest_of_form(text: str, at: int, until: int) -> int:
    """Where the labelled lines end that follow a role given in the line of the name ("Perusahaan : PT X (selanjutnya
    disebut PIHAK I)" / "Alamat : ..."): they still belong to that party; ``at`` when none follow."""
    tail = re.compile(r"[\s\"”'’)\].,;]{0,6}\n").match(text, at)
    end = at
    while tail and tail.end() < until:
        line = _REST.match(text, tail.end(), until)
        if not line:
            break
        end = line.end()
        tail = re.compile(r"\n").match(text, end)
    return end


def _opening_end(reading: Reading, before: int) -> int:
    """Where the introduction of the first party begins."""
    low = reading.low.replace("\n", " ")
    begin = 0
    for match in _OPENING.finditer(low, 0, before):
        rest = low[match.end() : before].strip()
        if len(rest) >= 12:
            begin = match.end()
            # The first opening after the date is the right one when labels follow it at once.
            if re.match(r"(?:\W|[ivx]+\.|\d\.)*\s*n ?a ?m ?a\b", rest):
                break
    return begin or _under_title(reading, before)


_ENTRY = re.compile(r"\s*(?:(?:1|I|A|a)[.)]|[-•*–])\s+(?=[A-Z])|\s*(?:nama|NAMA|Nama)\b")


def _under_title(reading: Reading, before: int) -> int:
    """Where no opening words stand: the first line under the title that begins with a list mark, a label or a firm,
    0 when there is none (the title then says nothing about a party, but may hold the only mention of it)."""
    title = find_title(reading)
    if not title.end or title.end >= before:
        return 0
    for line in re.finditer(r"[^\n]+", reading.text[title.end : before]):
        start = title.end + line.start()
        firm = find_organisations(line.group())
        if _ENTRY.match(line.group()) or (firm and not line.group()[: firm[0].start].strip() and start < before - 12):
            return start
    return 0


def _order_form(reading: Reading, defined: list[Naming]) -> tuple[PartyBlock, ...]:
    """An order names the office first, then "memerintahkan kepada :" and the provider's particulars."""
    low = reading.low
    flat = low.replace("\n", " ")
    body = _BODY.search(low)
    limit = body.start() if body else len(low)
    provider = _PROVIDER_LABEL.search(low, 0, limit)
    ordered = next((m for m in _ORDERED.finditer(flat, 0, limit) if len(flat[m.end() : limit].strip()) > 10), None)
    if provider is None and ordered is None:
        labels = list(_COMPANY_LABEL.finditer(low, 0, limit))
        if len(labels) < 2:
            return ()
        provider = labels[1]
    cut = ordered.end() if ordered is not None else provider.start() if provider else 0
    if provider is not None and ordered is not None and provider.start() < ordered.start():
        cut = provider.start()
    stop = _form_end(reading, cut, limit)
    giver_end = ordered.start() if ordered is not None and ordered.start() < cut else cut
    begin = _opening_end(reading, giver_end)
    officer = _OFFICER.search(low, 0, giver_end)
    if officer and begin == 0:
        begin = reading.text.rfind("\n", 0, officer.start()) + 1
    giver = "PPK" if officer else "PEMBERI KERJA"
    taker = "PENYEDIA"
    if len(defined) == 1:
        role = defined[0].role
        giver, taker = (role, taker) if defined[0].start < cut else (giver, role)
    return (PartyBlock(giver, begin, giver_end), PartyBlock(taker, cut, stop))


def _form_end(reading: Reading, start: int, limit: int) -> int:
    """The provider's particulars end where running text or a numbered list begins."""
    end = start
    low = reading.low
    seen = 0
    for match in re.finditer(r"[^\n]*\n", low[start:limit]):
        line = match.group()
        if seen and ":" not in line and reading.in_table(start + match.start()) and not reading.in_table(start):
            break
        if (
            re.match(
                (
                    r"\s*(?:untuk (?:melaksanakan|segera)|dengan (?:ketentuan|ini)|selanjutnya|agar |no\b|1\.|"
                    r"a\.|jangka|posisi|no[ .|]|berdasarkan|pekerjaan dimulai|uraian)"
                ),
                line,
            )
            and seen
        ):
            break
        seen += ":" in line
        end = start + match.end()
        if seen > 14 or end - start > 1200:
            break
    return end
