"""Passages of contracts, written by hand, put through the real way: words, structure, facts, judgement.

``passages/*.json`` hold the rows. A row is one to five sentences as an office would write them, the kind of document
they stand in, the day it was signed, and what a careful reader takes from them:

id, of, signed   name of the row; kind of document (a key of ``OPENINGS``); ISO date
text             the passage; with ``whole`` it is the whole document, with ``unreadable`` its page cannot be read
clauses          clause kind -> status; "none" when the text is not about it
insurance        programme -> {status, payer, employer_pct, worker_pct}
positions        [{title, headcount, wage (null: no wage may be read), period, allowances}]
rules            rule id -> verdict
violations, no_violations, missing, not_missing   codes and items that must or must not be reported
use              "train": the row may also teach the passage model; "test": it may not (a seeded split)

Two readings that both stand are written ``a|b``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from facts_paper import typed_pages

from extractor.checks import judge, missing, violations
from extractor.law import Law, load_law
from extractor.report import Contract, Finding, PageResult
from extractor.understanding import understand

FOLDER = Path(__file__).parent / "passages"
TODAY = date(2026, 11, 24)
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip

_COMPANIES = """PERJANJIAN KERJA SAMA PENYEDIAAN JASA TENAGA KERJA
Nomor : 031/PKS/LKN-BTU/{year}

Perjanjian ini dibuat pada tanggal {day} di Kota Bengkulu oleh dan antara:
1. PT Lentera Kargo Nusa, berkedudukan di Jalan Pantai Jakat No. 11, Kota Bengkulu, diwakili oleh Dewi Anjani
selaku Direktur, selanjutnya disebut PIHAK PERTAMA sebagai pengguna jasa;
2. PT Bina Tenaga Utama, berkedudukan di Jalan Merapi No. 7, Kota Bengkulu, diwakili oleh Hamdan Harahap selaku
Direktur, selanjutnya disebut PIHAK KEDUA sebagai penyedia jasa.
PARA PIHAK mengikat perjanjian mengenai tenaga kerja PIHAK KEDUA, selanjutnya disebut personel, menurut butir berikut.

{text}

PIHAK PERTAMA
Dewi Anjani
PIHAK KEDUA
Hamdan Harahap"""
_WORKER = """PERJANJIAN KERJA WAKTU TERTENTU
Nomor : 017/PKWT/LKN/{year}

Pada tanggal {day} di Kota Bengkulu, yang bertanda tangan di bawah ini:
1. PT Lentera Kargo Nusa, beralamat di Jalan Pantai Jakat No. 11, Kota Bengkulu, diwakili oleh Dewi Anjani selaku
Direktur, selanjutnya disebut PIHAK PERTAMA atau perusahaan;
2. Doni Saputra, laki-laki, lahir di Curup tanggal 3 Mei 1988, beralamat di Jalan Merak No. 4 Kota Bengkulu,
selanjutnya disebut PIHAK KEDUA atau pekerja.
Hubungan antara perusahaan dan karyawan diatur dalam butir berikut.{title}

{text}

PIHAK PERTAMA
Dewi Anjani
PIHAK KEDUA
Doni Saputra"""
_ORDER = """PEMERINTAH KOTA BENGKULU
DINAS PERIKANAN
SURAT PERINTAH KERJA
Nomor : 027/44/SPK/DP/{year}
Tanggal : {day}
Paket Pekerjaan : Jasa Tenaga Kerja Penunjang Kantor
{staff}
Yang bertanda tangan di bawah ini: Marlina Siregar, S.Pi., Pejabat Pembuat Komitmen Dinas Perikanan Kota Bengkulu,
selanjutnya disebut PPK, memerintahkan kepada:
{provider}

{text}

Pejabat Pembuat Komitmen
Marlina Siregar, S.Pi.
{signs}"""
_FIRM = """PT Bina Tenaga Utama, beralamat di Jalan Merapi No. 7 Kota Bengkulu, diwakili oleh Hamdan Harahap selaku
Direktur, selanjutnya disebut Penyedia, untuk melaksanakan pekerjaan dengan ketentuan berikut."""
_PERSON = """Nama : Paimin Suroso
Alamat : Jalan Kuala No. 3 Kota Bengkulu
selanjutnya disebut Pelaksana, untuk melaksanakan pekerjaan secara perorangan dengan ketentuan berikut."""
_LETTER = """PT LENTERA KARGO NUSA
Jalan Pantai Jakat No. 11, Kota Bengkulu
SURAT PERINTAH KERJA
Nomor : 0031/SPK/LKN/{year}

Bersama surat ini PT Lentera Kargo Nusa, diwakili Dewi Anjani selaku General Manager, menunjuk PT Bina Tenaga Utama,
Jalan Merapi No. 7 Kota Bengkulu, diwakili Hamdan Harahap selaku Direktur, untuk penyediaan tenaga kerja (personel).

{text}

Kota Bengkulu, {day}
Dewi Anjani
General Manager"""
OPENINGS: dict[str, str] = {
    "alih_daya": _COMPANIES,
    "pkwt": _WORKER.replace("{title}", ""),
    "daily": _WORKER.replace("PERJANJIAN KERJA WAKTU TERTENTU", "PERJANJIAN KERJA HARIAN LEPAS").replace(
        "{title}", " Hubungan kerja ini bersifat harian lepas."
    ),
    "spk": _ORDER.replace("{provider}", _FIRM).replace("{signs}", "Penyedia\nHamdan Harahap"),
    "spk_individuals": _ORDER.replace("{provider}", _PERSON).replace("{signs}", "Pelaksana\nPaimin Suroso"),
    "surat_perjanjian": _ORDER.replace("SURAT PERINTAH KERJA", "SURAT PERJANJIAN")
    .replace("{provider}", _FIRM)
    .replace("memerintahkan kepada:", "dan")
    .replace("{signs}", "Penyedia\nHamdan Harahap"),
    "private_spk": _LETTER,
    "addendum": _COMPANIES.replace(
        "PERJANJIAN KERJA SAMA PENYEDIAAN", "ADDENDUM I\nATAS PERJANJIAN KERJA SAMA PENYEDIAAN"
    ),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One row of the table (see the module's docstring)."""

    id: str
    of: str
    signed: date
    text: str
    row: dict[str, Any]

    @property
    def headed(self) -> bool:
        """Whether the passage stands in an article: every second one of the kinds that have articles."""
        plain = not re.match(r"(?:pasal|bab|\d{1,2}\.)", self.text, re.IGNORECASE)
        return plain and self.of in ("alih_daya", "pkwt", "daily", "addendum") and int(self.id[-3:]) % 2 == 0

    @property
    def document(self) -> str:
        """The passage inside a document of its kind; page breaks are form feeds."""
        if self.row.get("whole"):
            return self.text
        day = f"{self.signed.day} {_MONTHS[self.signed.month - 1]} {self.signed.year}"
        opening = OPENINGS[self.of]
        body = "\n".join(_wrapped(line) for line in self.text.split("\n"))
        if self.headed:
            body = f"PASAL 1\nKETENTUAN KERJA\n{body}"
        # An SPK is judged as labour only when it names people; rows on positions name their own.
        staff = "" if "positions" in self.row else "Personel : 2 (dua) orang petugas kebersihan\n"
        return opening.format(day=day, year=self.signed.year, text=body, staff=staff)


@dataclass(frozen=True, slots=True)
class Miss:
    """Where the reading differs from the row: which area, what was asked, what came."""

    passage: str
    area: str
    asked: str
    came: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything asked of one row: how many questions of each area, and which were answered wrongly."""

    asked: dict[str, int]
    misses: tuple[Miss, ...]


def passages(stem: str) -> list[Passage]:
    """The rows of one file."""
    rows = json.loads((FOLDER / f"{stem}.json").read_text("utf-8"))
    return [Passage(r["id"], r["of"], date.fromisoformat(r["signed"]), r["text"], r) for r in rows]


def files() -> list[str]:
    """The names of the files with rows, without their suffix."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def outcome(passage: Passage) -> Outcome:
    """Read the passage, judge it, and compare with its row."""
    contract, pages = _read(passage)
    findings = judge(contract, pages=pages, law=_law(), today=TODAY)
    asked: dict[str, int] = {}
    misses = []
    for area, want, got, right in _questions(passage.row, contract, findings):
        asked[area] = asked.get(area, 0) + 1
        if not right:
            misses.append(Miss(passage.id, area, want, got))
    return Outcome(asked, tuple(misses))


def _read(passage: Passage) -> tuple[Contract, list[PageResult]]:
    words = typed_pages(passage.document)
    if passage.row.get("unreadable"):
        words = [replace(page, words=(), source="none", grade="unreadable", confidence=0.0) for page in words]
    read = understand(words)
    pages = [
        PageResult(
            number=page.number,
            source=page.source,
            rotation=0,
            grade=page.grade,
            confidence=page.confidence,
            text=text,
            width=page.width,
            height=page.height,
        )
        for page, text in zip(words, read.page_texts, strict=True)
    ]
    contract = read.contract
    if passage.row.get("unreadable"):
        # The kind comes from another page of the same document, which could be read.
        known = understand(typed_pages(replace(passage, text="").document)).contract
        contract = replace(known, clauses=(), insurance=())
    return contract, pages


@cache
def _law() -> Law:
    return load_law()


def _questions(
    row: dict[str, Any], contract: Contract, findings: tuple[Finding, ...]
) -> Iterator[tuple[str, str, str, bool]]:
    """(area, asked, came, right) for everything the row asks."""
    clauses = {clause.kind: clause.status for clause in contract.clauses if clause.status != "absent"}
    for kind, want in row.get("clauses", {}).items():
        got = str(clauses.get(kind, "none"))
        yield "clause", f"{kind} {want}", got, got in want.split("|")
    covers = {cover.programme: cover for cover in contract.insurance if cover.status != "absent"}
    for programme, asks in row.get("insurance", {}).items():
        cover = covers.get(programme)
        got = cover.status if cover else "none"
        yield "insurance status", f"{programme} {asks['status']}", got, got in asks["status"].split("|")
        if cover is None or got != "granted":
            continue
        if "payer" in asks:
            payer = cover.payer or "unspecified"
            yield "insurance payer", f"{programme} {asks['payer']}", payer, payer in asks["payer"].split("|")
        for key, share in (("employer_pct", cover.employer_pct), ("worker_pct", cover.worker_pct)):
            if key in asks:
                right = share is not None and share == Decimal(asks[key])
                yield "insurance share", f"{programme} {key} {asks[key]}", str(share), right
    yield from _position_questions(row.get("positions", []), contract)
    yield from _judgement_questions(row, findings)


def _position_questions(wanted: list[dict[str, Any]], contract: Contract) -> Iterator[tuple[str, str, str, bool]]:
    left = list(contract.positions)
    listed = "; ".join(_told(position) for position in contract.positions) or "no position"
    for want in wanted:
        names = want["title"].casefold().split("/")
        near = [p for p in left if any(_alike(name, p.title.value if p.title else "") for name in names)]
        if not near and want["title"]:
            yield "position", f"{want['title']}", listed, False
            continue
        if not near:
            near = left
        if not near:
            yield "position", f"{want['title']}", listed, False
            continue
        got = near[0]
        left.remove(got)
        if want["title"]:
            yield "position", want["title"], listed, True
        if "headcount" in want:
            count = str(got.headcount.value) if got.headcount else "none"
            yield "headcount", f"{want['title']} {want['headcount']}", listed, count in want["headcount"].split("|")
        if "wage" in want:
            wage = got.wage.value if got.wage else None
            asked = Decimal(want["wage"]) if want["wage"] else None
            yield "wage", f"{want['title']} {want['wage']}", listed, wage == asked
        if "period" in want:
            yield "wage period", f"{want['title']} {want['period']}", listed, got.wage_period == want["period"]
        for asked_for in want.get("allowances", []):
            same = [
                a
                for a in got.allowances
                if a.amount.value == Decimal(asked_for["amount"]) and a.period == asked_for["period"]
            ]
            yield "allowance", f"{asked_for}", listed, bool(same)


def _alike(asked: str, got: str) -> bool:
    """One title names the other, in whole or by its first word."""
    asked, got = asked.casefold(), got.casefold()
    return bool(got) and (asked in got or got in asked)


def _told(position: Any) -> str:
    title = position.title.value if position.title else "?"
    count = position.headcount.value if position.headcount else "?"
    wage = position.wage.value if position.wage else "?"
    extra = ",".join(f"{a.name} {a.amount.value}/{a.period}" for a in position.allowances)
    return f"{title} x{count} @{wage}/{position.wage_period} [{extra}]"


def _judgement_questions(row: dict[str, Any], findings: tuple[Finding, ...]) -> Iterator[tuple[str, str, str, bool]]:
    for rule, want in row.get("rules", {}).items():
        got = {finding.verdict for finding in findings if finding.rule == rule}
        yield "rule", f"{rule} {want}", "|".join(sorted(got)), bool(got & set(want.split("|")))
    broken, lacking = violations(findings), missing(findings)
    for code in row.get("violations", []):
        yield "violation", code, str(broken), code in broken
    for code in row.get("no_violations", []):
        yield "no violation", code, str(broken), code not in broken
    for item in row.get("missing", []):
        yield "missing", item, "not reported", item in lacking
    for item in row.get("not_missing", []):
        yield "not missing", item, "reported", item not in lacking


def _wrapped(line: str, width: int = 110) -> str:
    """Lines as a page holds them."""
    rows, row = [], ""
    for word in line.split(" "):
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}" if row else word
    return "\n".join([*rows, row])
