"""Reads the tables of cases in tests/facts/cases and sets their passages into a whole contract.

A passage may use these marks, each on a line of its own: ``@P`` two firms, ``@W`` a firm and a worker, ``@G`` a public
office and a provider, ``@B`` a short body, ``@PAGE`` a new page; ``@T``, ``@S``, ``@A`` and ``@K`` are the opening of
an outsourcing contract, of a government order, of an addendum and of a work agreement.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from facts_paper import paper

from extractor.facts import extract_facts
from extractor.report import Contract

CASES = Path(__file__).with_name("cases")

_FIRMS = """1. PT Arunika Sentra Logam, beralamat di Jalan Industri No. 7, diwakili oleh Teguh Prasojo selaku Direktur, \
selanjutnya disebut PIHAK PERTAMA.
2. PT Bintara Karya Gemilang, beralamat di Jalan Melati No. 3, diwakili oleh Inge Wulandari selaku Direktur, \
selanjutnya disebut PIHAK KEDUA."""
_EMPLOYMENT = """Nama : Teguh Prasojo
Jabatan : Manajer Personalia PT Arunika Sentra Logam
Alamat : Jalan Industri No. 7
Selanjutnya disebut PIHAK PERTAMA
Nama : Yusup Maulana
Alamat : Jalan Kenanga No. 12
Selanjutnya disebut PIHAK KEDUA"""
_OFFICE = """Nama : Rahmat Sudrajat, S.E.
Jabatan : Pejabat Pembuat Komitmen Dinas Sosial Kabupaten Muara Sari
Alamat : Jalan Pahlawan No. 2
Selanjutnya disebut PIHAK PERTAMA
Nama : Inge Wulandari
Jabatan : Direktur CV Tirta Resik
Alamat : Jalan Melati No. 3
Selanjutnya disebut PIHAK KEDUA"""
_BODY = """Pasal 9
LAIN-LAIN
PIHAK KEDUA melaksanakan pekerjaan dengan tenaga kerja yang mendapat upah, cuti tahunan dan lembur menurut peraturan.
Pekerja diikutsertakan dalam BPJS Ketenagakerjaan. Hal yang belum diatur akan dimusyawarahkan."""
_MARKS = {
    "P": _FIRMS,
    "W": _EMPLOYMENT,
    "G": _OFFICE,
    "B": _BODY,
    "T": f"PERJANJIAN PENYEDIAAN JASA TENAGA KERJA\nNomor : 21/PPJ/III/2021\n{_FIRMS}",
    "S": f"SURAT PERINTAH KERJA (SPK)\nNomor : 027/21/SPK/2021\n{_OFFICE}",
    "A": f"ADDENDUM I PERJANJIAN PENYEDIAAN JASA TENAGA KERJA\nNomor : 3/ADD/2021\n{_FIRMS}",
    "K": f"PERJANJIAN KERJA WAKTU TERTENTU\nNomor : 21/PKWT/III/2021\n{_EMPLOYMENT}",
}


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    rows: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def label(row: dict[str, Any]) -> str:
    return str(row.get("id") or row["text"])[:60]


def contract(row: dict[str, Any], *, then: str = "") -> Contract:
    """The facts of a row's passage set into a contract; a row with ``source`` "ocr" stands for a scanned page."""
    return _contract(row["text"] + then, row.get("source", "text_layer"))


@lru_cache(maxsize=8)
def _contract(passage: str, source: str) -> Contract:
    text = re.sub(r"^@PAGE\n", "\f", passage, flags=re.MULTILINE)
    text = re.sub(r"^@([A-Z])$", lambda m: _MARKS[m[1]], text, flags=re.MULTILINE)
    return extract_facts(paper(text, source=source))


def bare(text: str | None) -> str | None:
    """Letters and digits only: what spelling leaves of a name when blanks, dots and capitals do not count."""
    return re.sub(r"[^a-z0-9]", "", text.lower()) if text else None
