"""Negation and its scope: whether a sentence grants the thing its cue names, denies it, or merely conditions on it.

A negator reaches forward over a list ("tidak mendapat THR, cuti maupun lembur") but stops at a contrast ("namun",
"kecuali") and at a new verb of giving; a negator in a condition ("apabila tidak tercapai mufakat, ...") denies nothing.
"""

from __future__ import annotations

import re
from typing import Literal

Stance = Literal["affirmed", "denied"]

_CONTRAST = re.compile(
    r"\b(?:namun|tetapi|akan\s+tetapi|sedangkan|melainkan|kecuali|selain|di\s*luar|diluar|adapun|"
    r"sebaliknya|walaupun|meskipun)\b|[;.](?=\s)|[:](?=\s+[A-Z])"
)
_NEGATOR = re.compile(
    r"\b(?:tidak|tdk|tak|tanpa|bukan|belum|tiada|nihil|dilarang|meniadakan|ditiadakan|melepaskan|"
    r"dikecualikan|menghapus(?:kan)?|gugur(?:nya)?|hapus)\b"
)
# What looks like a negation and is none: limits, conditions, ways of settling, and duties put negatively.
_HARMLESS = re.compile(
    r"\b(?:tidak\s+(?:kehilangan\s+hak\w*|boleh\s+(?:ditunda|dicicil|dihapus|ditiadakan|diganti|digugurkan)|harus|gugur|hangus|diperpanjang|terpisahkan|dapat\s+dipisahkan|termasuk\s+(?:di\s*|ke\s*)?dalam\s+(?:rincian|harga|biaya|nilai)|lebih|kurang|terbatas|hanya|terlambat|tercapai|dapat\s+dicapai|menghasilkan|"
    r"berhasil|selesai|boleh\s+(?:lebih|kurang|dipotong|dikurangi|"
    r"dibebankan|melebihi|terlambat|digabung)|melebihi|mengurangi|menggantikan|menghapus(?:kan)?|menghilangkan|"
    r"menggugurkan|masuk|hadir|mengurangkan|dipotong|memotong|dipungut|memungut|dikenakan|dikenai|"
    r"dibebani|membebani|terputus|"
    r"(?:(?:dapat|boleh|akan|berhak)\s+)?(?:mewajibkan|memaksa(?:kan)?|mengharuskan)|ada\s+(?:potongan|pungutan|pemotongan|iuran|biaya)|dapat\s+(?:diselesaikan|dihindari|dielakkan|ditarik|diganggu|bekerja|masuk|menjalankan|"
    r"menyelesaikan|melaksanakan)|sah|sesuai|mengambil|"
    r"bekerja|memenuhi|mematuhi|melaksanakan|menggunakan|memakai|jelas|tetap|langsung|sedang|mampu|"
    r"(?:boleh|dapat|harus)\s+(?:pada\s+|jatuh\s+|di\s+)*(?:hari\s+)?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)|"
    r"disiplin|dipenuhi|dibebankan\s+kepada\s+pe(?:kerja|gawai)|menerima\s+apapun)"
    r"|tanpa\s+(?:mengurangi|dipungut|potongan|dipotong|biaya|alasan|izin|ijin|keterangan|pemberitahuan|"
    r"pengecualian|kecuali|persetujuan|membedakan|terputus|membebani|ada\s+potongan|menghilangkan|"
    r"terkecuali|seizin|harus\s+menunggu|paksaan|tekanan|seijin)|belum\s+(?:diatur|tercapai|cukup|selesai|"
    r"dibayar)|bukan\s+(?:penerima\s+upah|hanya|karena|saja|merupakan\s+keharusan)"
    r"|dilarang\s+(?:memotong|mengurangi|membebankan|membayar|menahan\s+upah|meninggalkan|menolak|mengalihkan))\b"
)
_CONDITION = re.compile(
    r"\b(?:apabila|jika|bila(?:mana)?|dalam\s+hal|manakala|kalau|jikalau|seandainya|andaikata|sekiranya|"
    r"selama|bagi\s+\w+\s+yang|yang)\b[^,;]{0,90}$"
)
_NEW_VERB = re.compile(
    r"(?:,|\bdan\b|\bserta\b|\bnamun\b|\bmaka\b)\s+(?:\w+\s+){0,3}?(?:berhak|mendapat(?:kan)?|"
    r"diberi(?:kan)?|memperoleh|menerima|dibayar(?:kan)?|membayar(?:kan)?|wajib|harus|memberikan|"
    r"dikenakan|dikenai|dibebani|menanggung|disediakan|menyediakan|ditanggung)\b"
)
# "Program X tidak diikuti karena Penyedia memberi Y": the reason is not what is denied.
_REASON = re.compile(r"\b(?:karena|sebab|mengingat|lantaran)\b")
_FORWARD = re.compile(
    r"^[\s\"”')]{0,3}(?:\([^)]{0,40}\)\s*)?(?:[\w\-/,()]+\s+){0,8}?(?P<neg>tidak|tdk|belum|bukan|tak|nihil|"
    r"ditiadakan|dihapus(?:kan)?|dikecualikan|gugur|hapus|hangus|ditunda|ditangguhkan)\b"
)
_APART_FROM = re.compile(r"\bselain\b[^,;.]*$")
_NIL = re.compile(
    r"^\s{0,3}(?:[:=]\s{0,2}|\s)\(?(?:nihil|tidak\s+ada|tidak\s+diberikan|tidak\s+dibayar(?:kan)?|-\s*0\s*-)",
    re.IGNORECASE,
)


def stance_of(sentence: str, start: int, end: int) -> Stance:
    """The stance of a (lower-case) sentence towards the words at ``start:end``."""
    if _NIL.match(sentence[end : end + 40]):
        return "denied"
    if _denied_before(sentence, start) or _denied_after(sentence, end):
        return "denied"
    return "affirmed"


def segment_start(sentence: str, start: int) -> int:
    """Where the segment with ``start`` begins: after the last contrast or sentence mark before it."""
    begin = 0
    for match in _CONTRAST.finditer(sentence, 0, start):
        begin = match.end()
    return begin


_NOT_WITHOUT = re.compile(
    r"\b(?:tidak\s+(?:boleh|dapat|diperkenankan|diperbolehkan|dibenarkan)|dilarang)\b[^.;]{0,60}$"
)


def _denied_before(sentence: str, start: int) -> bool:
    begin = max(segment_start(sentence, start), start - 160)
    before = sentence[begin:start]
    for match in reversed(list(_NEGATOR.finditer(before))):
        at = begin + match.start()
        if _HARMLESS.match(sentence, at):
            continue
        if match.group() == "tanpa" and _NOT_WITHOUT.search(before[: match.start()]):
            continue  # "tidak boleh masuk tanpa helm" demands the helmet
        between = sentence[begin + match.end() : start]
        if _NEW_VERB.search(between) or _REASON.search(between):
            return False
        condition = _CONDITION.search(before[: match.start()])
        if condition and ("," in between or not condition.group().startswith(("yang", "bagi", "selama"))):
            continue
        if match.group() == "bukan" and len(between) > 40:
            continue
        return True
    return False


# "cuti, THR dan lembur yang menjadi hak karyawan tetap tidak berlaku": the relative clause is passed over.
_WHOSE = re.compile(r"\s+yang (?:menjadi|merupakan) (?:hak|bagian)(?: \w+){1,2}?(?= tidak| tdk)")


def _denied_after(sentence: str, end: int) -> bool:
    if _APART_FROM.search(sentence, max(0, end - 80), end):
        return False  # "selain JKK dan JKM, tidak diberikan ...": what stands apart is not what is denied
    stop = _CONTRAST.search(sentence, end)
    after = sentence[end : min(stop.start() if stop else len(sentence), end + 140)]
    after = _WHOSE.sub("", after)
    match = _FORWARD.match(after)
    if not match:
        return False
    passed = after[: match.start("neg")]
    if passed.rstrip().endswith(",") and match["neg"] in ("tidak", "tdk", "tak", "belum", "bukan"):
        return False  # "libur satu hari, tidak boleh hari Sabtu": the negation begins a clause of its own
    if "," in passed and re.search(r"\b(?:di|me|ber|ter)\w{3,}", passed):
        return False
    if re.search(
        r"\b(?:apabila|jika|bila|yang|dalam hal|bagi|selama|kepada|sehingga|jadi|karena|maka|agar|supaya)\b", passed
    ):
        return False
    return not _HARMLESS.match(after, match.start("neg"))
