"""Which of two columns is Indonesian: a count of the commonest small words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Language = Literal["id", "foreign", "unclear"]

_INDONESIAN = frozenset(
    [
        "yang",
        "dan",
        "di",
        "dengan",
        "untuk",
        "pada",
        "dari",
        "ini",
        "oleh",
        "atas",
        "tidak",
        "dalam",
        "pihak",
        "adalah",
        "sebagai",
        "sesuai",
        "akan",
        "serta",
        "atau",
        "tersebut",
        "kepada",
        "berdasarkan",
        "bahwa",
        "telah",
        "dapat",
        "sampai",
        "perjanjian",
        "pekerjaan",
        "pekerja",
        "perusahaan",
        "karyawan",
        "selama",
        "antara",
        "secara",
        "lebih",
        "para",
        "kerja",
        "hari",
        "bulan",
        "tahun",
        "upah",
        "wajib",
        "setiap",
        "apabila",
        "maka",
        "selanjutnya",
        "disebut",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "shall",
        "by",
        "be",
        "this",
        "with",
        "is",
        "on",
        "as",
        "at",
        "from",
        "that",
        "or",
        "agreement",
        "party",
        "parties",
        "employee",
        "employer",
        "company",
        "work",
        "which",
        "any",
        "all",
        "its",
        "will",
        "not",
        "an",
        "are",
        "hereinafter",
        "between",
        "under",
        "upon",
        "other",
        "per",
    ]
)
_WORD = re.compile(r"[a-z]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def language_of(words: Iterable[str]) -> Language:
    """The language of a column. Chinese, Japanese and Korean letters decide at once; few small words: unclear."""
    indonesian = english = letters = 0
    for word in words:
        letters += len(_CJK.findall(word))
        bare = "".join(_WORD.findall(word.lower()))
        indonesian += bare in _INDONESIAN
        english += bare in _ENGLISH
    if letters >= 8 and letters > indonesian:
        return "foreign"
    if english >= 4 and english > 2 * indonesian:
        return "foreign"
    if indonesian >= 3 and indonesian > english:
        return "id"
    return "unclear"
