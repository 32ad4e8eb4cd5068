"""The head of the document: its title and its number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.facts.identifiers import LABEL, Identifier, contract_number_at, mended_figures, mended_month
from extractor.facts.reading import Reading

_TITLE = re.compile(
    r"perjanjian|kontrak|kesepakatan|surat perintah|add?endum|amandemen|\bspk\b|\bpkwt\b|perpanjangan|"
    r"surat pesanan|purchase order|penunjukan|nota kesepahaman|memorandum|agreement|contract"
)
_TITLE_START = re.compile(
    r"^(?:draft |rancangan )?(?:surat |perpanjangan |perubahan |akta |atas |terhadap |dari |\(|\) ?|(?:pertama|kedua|ketiga|"
    r"keempat|ke-?\w+) )*(?:perjanjian|kontrak|kesepakatan|surat perintah|surat perjanjian|adend?d?um|"
    r"addendum|amandemen|spk\b|pkwt\b|perpanjangan|surat pesanan|purchase order|surat penunjukan|"
    r"nota kesepahaman|memorandum|employment|agreement|\w+ agreement|contract)"
)
_TITLE_STOP = re.compile(
    r"^\W*(?:antara|dengan|dan|nomor|nomer|no\b|no\.|n o|tanggal|pada hari|yang bertanda|kami|"
    r"perjanjian ini|\d+|program|kegiatan|pekerjaan\s*:|paket|satuan kerja|dokumen|jl|jln|jalan|kepada|"
    r"pasal|oleh|perihal|lampiran|rev|berdasarkan|halaman)\b|^\W*$|:"
)
# "S.014/KK.SDM.VI.2023": a number on a line of its own ends the title.
_BARE_NUMBER = re.compile(r"\s*(?=\S*\d)[\w&-]+(?:[./]+[\w&-]+){2,}\s*")
_SUBJECT = re.compile(r"\s*(?:perihal|hal|tentang|subjek)\s*:\s*")
_FOREIGN_NUMBER = re.compile(
    r"\b(?:surat(?! perjanjian| perintah)(?: \w+){0,2}|kuasa|undangan(?: \w+){0,4}|penawaran(?: \w+){0,3}|akta|keputusan|\bsk\b|"
    r"berita acara(?: \w+){0,5}|bahpl|dipa|dpa|mak|npwp|rekening|telepon|telp|faks?|kode|undang-undang|peraturan|uu|pp|"
    r"permen\w*|perpres|kep(?:men\w*|\.)?|tahun|putusan|"
    r"notulen|penetapan|nota dinas|memo|notaris|form(?:ulir)?|dokumen|hp|handphone|wa|ktp|revisi|perjanjian pokok|kontrak induk|"
    r"jalan|jl\.?|jln\.?|gg\.?|blok|izin|nib|ahu|sppbj|kak|hps|polis|pasal|ayat|rt|rw)[ .:,]*(?:nomor|"
    r"no)?[ .:]*$"
)
_PARENT = re.compile(
    r"(?:atas|terhadap|perubahan|menandatangani|berdasarkan|sebagaimana|mengubah|merubah|memperpanjang|"
    r"perjanjian (?:kerja ?sama|pokok|induk|awal|sebelumnya)|kontrak (?:awal|induk|sebelumnya)|"
    r"pkwt (?:sebelumnya|pertama))[^.;]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The title at ``start:end`` of the reading ((0, 0) when none was found), lower case in ``low``."""

    start: int
    end: int
    low: str


def find_title(reading: Reading) -> Heading:
    """The title: the first heading line that names a kind of agreement, with the lines that continue it."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", reading.text)][:60]
    for index, (start, end) in enumerate(lines):
        subject = _SUBJECT.match(reading.low[start:end])
        if subject and _TITLE_START.match(reading.low[start + subject.end() : end]):
            # A letter's title is its subject: "Perihal : Surat Perintah Kerja ...".
            return Heading(start + subject.end(), end, re.sub(r"\s+", " ", reading.low[start + subject.end() : end]))
        low = reading.low[start:end].strip(" .:*-_|")
        spaced = re.sub(r"(?<=\b\w) (?=\w\b)", "", low)
        if not (_TITLE_START.match(low) or _TITLE_START.match(spaced)) or not _is_heading(reading.text[start:end]):
            continue
        stop = end
        for next_start, next_end in lines[index + 1 : index + 6]:
            line = reading.text[next_start:next_end]
            if _BARE_NUMBER.fullmatch(line):
                break
            if _TITLE_STOP.search(reading.low[next_start:next_end].strip()) or not _is_heading(line):
                break
            stop = next_end
        return Heading(start, stop, re.sub(r"\s+", " ", reading.low[start:stop]))
    return Heading(0, 0, "")


def _is_heading(line: str) -> bool:
    """Short and mostly capitals, or every long word capitalised."""
    letters = [c for c in line if c.isalpha()]
    if not letters or len(line) > 110:
        return False
    if sum(c.isupper() for c in letters) > 0.7 * len(letters):
        return True
    words = [
        w
        for w in re.findall(r"[A-Za-z]{4,}", line)
        if w.lower() not in ("untuk", "dengan", "antara", "tentang", "atas")
    ]
    return (
        bool(words) and len(line) < 80 and all(w[0].isupper() for w in words) and not line.rstrip().endswith((",", ";"))
    )


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """The contract's number and the other numbers it bears (the second party's)."""

    number: Identifier
    others: tuple[Identifier, ...]

    def mended(self, month: int | None) -> FoundNumber:
        """The same with the roman month set right where a scanner misread it."""
        made = [
            replace(n, value=mended_figures(mended_month(n.value, month=month))) for n in (self.number, *self.others)
        ]
        return FoundNumber(made[0], tuple(made[1:]))


def find_number(reading: Reading, title: Heading, *, until: int) -> FoundNumber | None:
    """The number of this document: labelled, near the title, before the parties' text ends at ``until``."""
    scored: list[tuple[float, Identifier]] = []
    flat = reading.low.replace("\n", " ")
    for match in LABEL.finditer(reading.text, 0, until):
        at = _skip_blanks(reading.text, match.end())
        found = contract_number_at(reading.text, at) or _plain_number(reading, match.start(), at, title)
        if (
            found is None
            or re.match(r"DPA|DIPA|08\d{2}-|\(0", found.value)
            or _is_blank(reading.text, match.start(), found)
        ):
            continue
        score = _score(reading, title, match, flat)
        if score > 0:
            scored.append((score, found))
    if not scored:
        bare = _unlabelled(reading, title)
        return FoundNumber(bare, ()) if bare else None
    # The first party's number comes first; the sort is stable.
    scored.sort(key=lambda item: -item[0])
    best = scored[0][1]
    key = re.sub(r"\W", "", best.value.lower())
    others = tuple(n for s, n in scored[1:] if s >= 4 and re.sub(r"\W", "", n.value.lower()) != key)
    return FoundNumber(best, others)


_PLAIN = re.compile(r"\d{1,4}\s[Tt](?:ahun|AHUN)\s(?:19|20)\d\d\b|\d{6,14}\b(?![.,/-]\d)")


def _plain_number(reading: Reading, label: int, at: int, title: Heading) -> Identifier | None:
    """A number without strokes right under the title, or behind "Kontrak No.": "12 Tahun 2023", "4600012875"."""
    match = _PLAIN.match(reading.text, at)
    line, _ = reading.line_at(label)
    before = reading.low[line:label].strip(" (")
    if match is None or before not in ("", "kontrak", "spk", "perjanjian", "agreement", "contract", "po"):
        return None
    if not title.end or not 0 <= reading.text.count("\n", *sorted((title.end, label))) <= 2 or label < title.start:
        return None
    return Identifier(at, match.end(), match.group(), re.sub(r"\D", "", match.group()), labelled=True)


def _skip_blanks(text: str, at: int) -> int:
    """Dots and underscores of a form where the serial was never filled in ("No. ....../PKWT/2024")."""
    match = re.compile(r"[\s._…]*(?=[/A-Za-z0-9])").match(text, at)
    return match.end() if match and "\n" not in match.group() else at


def _is_blank(text: str, at: int, number: Identifier) -> bool:
    """Whether the serial was never filled in: dots, or nothing at all, stand between the label and the first stroke."""
    return number.value.startswith(("/", "-")) and bool(
        re.search(r"[._…]{3,}\s*$|[:=]\s*$", text[max(0, at) : number.start])
    )


def _score(reading: Reading, title: Heading, match: re.Match[str], flat: str) -> float:
    before = flat[max(0, match.start() - 70) : match.start()]
    if _FOREIGN_NUMBER.search(before[-40:]):
        return 0.0
    line_start = reading.text.rfind("\n", 0, match.start()) + 1
    starts_line = not reading.text[line_start : match.start()].strip(" (|*•-")
    score = 1.0 + (3.0 if starts_line else 0.0)
    if match["of"] and match["of"].strip(" .:").lower() != "surat":  # "Nomor Surat :" alone is this paper's own
        # "Nomor Surat Penawaran" bears the number of another paper.
        if _FOREIGN_NUMBER.search(match["of"].lower().strip()) or re.search(
            r"\bdok\b|\bform|formulir|penawaran|undangan|kuasa|akta|telp|rekening|npwp|dipa|dpa|registrasi|dokumen|polis",
            match["of"].lower(),
        ):
            return 0.0
        score += 2.0
    if title.end:
        distance = reading.text.count("\n", *sorted((title.end, match.start())))
        if match.start() >= title.start and distance <= 4:
            score += 3.0 - 0.4 * distance
        elif distance > 25:
            score -= 2.0
    titled = title.start <= match.start() < title.end and not re.search(
        r"add?end|amandemen|perubahan|perpanjangan", title.low
    )
    if titled:
        score += 3.0
    elif _PARENT.search(before) and not starts_line:
        score -= 4.0
    return score


def _unlabelled(reading: Reading, title: Heading) -> Identifier | None:
    """A line under the title that is nothing but a number with slashes."""
    if not title.end:
        return None
    at = title.end + 1
    for _ in range(3):
        stop = reading.text.find("\n", at)
        if stop < 0:
            return None
        line = reading.text[at:stop]
        dotted = re.fullmatch(r"\s*[\w]{1,6}(?:[./-][\w-]{1,12}){2,5}\s*", line) and re.search(r"\d", line)
        dotted = dotted and re.search(r"[./-](?:[IVX]{1,4}|\d{2})[./-](?:20)?\d\d\s*$", line)
        if dotted or (
            line.count("/") >= 2
            and (re.search(r"(?:19|20)\d\d", line) or line.count("/") >= 3)
            and len(line) < 60
            and not re.search(r"\bjl|\bjalan|telp", line.lower())
        ):
            return contract_number_at(reading.text, at + len(line) - len(line.lstrip(" (")))
        at = stop + 1
    return None
