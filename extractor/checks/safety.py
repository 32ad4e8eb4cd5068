"""Chapter E: safety, special jobs, special protection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from extractor.checks.case import Case, spots
from extractor.checks.items import forbidden_clause, proof, required_clause
from extractor.report import Finding
from extractor.vocabulary import LegalWeight

DIPLOMA_CIRCULAR = date(2025, 5, 20)
SMK3_FROM = 100
"""PP 50/2012 Pasal 5: from this number of workers a safety management system is compulsory."""
_SMK3 = "Sedikitnya 100 pekerja: perusahaan wajib menerapkan SMK3 (PP 50/2012 Pasal 5 ayat (2))."
_FINANCED = re.compile(
    r"(?:pelatihan|pendidikan|beasiswa|ijazah)[^.]{0,60}(?:yang )?dibiayai (?:oleh )?(?:perusahaan|pihak)",
    re.IGNORECASE,
)
NIGHT = (time(23), time(7))
"""UU 13/2003 Pasal 76: from eleven at night to seven in the morning."""
_CLOCK = re.compile(
    r"\b([0-2]?\d)[.:]([0-5]\d)\s{0,2}(?:WIB|WITA|WIT)?\s{0,2}"
    r"(?:-|–|—|s/d|s\.d\.?|sampai(?: dengan)?|hingga)\s{0,2}(?:pukul |jam )?([0-2]?\d)[.:]([0-5]\d)",
    re.IGNORECASE,
)
_CHARGED_PPE = re.compile(
    r"(?:alat pelindung|apd|seragam|sepatu|helm|perlengkapan)[^.\n]{0,60}"
    r"(?:ditanggung (?:oleh )?pekerja|dipotong dari (?:upah|gaji)|dibebankan kepada pekerja|biaya sendiri)",
    re.IGNORECASE,
)


def k3_clause(case: Case) -> Iterator[Finding]:
    people = sum(p.headcount.value for p in case.contract.positions if p.headcount is not None)
    yield required_clause(
        case,
        "k3-clause",
        "k3_apd",
        absent="Ketentuan keselamatan dan kesehatan kerja (K3) tidak ditemukan.",
        granted="K3 atau alat pelindung diri diatur.",
        excluded="Yang disebut hanya alat kerja, atau K3 dibebankan kepada pekerja sendiri.",
        notes=(_SMK3,) if people >= SMK3_FROM else (),
    )


def ppe_free(case: Case) -> Iterator[Finding]:
    rule_id, clause = "ppe-free", case.contract.clause("k3_apd")
    for page in case.pages:
        match = _CHARGED_PPE.search(page.text)
        if match and not re.search(r"tidak|dilarang", match.group()):
            hits = case.find((re.escape(match.group()),))
            yield case.finding(
                rule_id, "violated", "Alat pelindung atau perlengkapan dibebankan kepada pekerja.",
                evidence=tuple(h.evidence for h in hits[:1]),
            )  # fmt: skip
            return
    hits = case.find(case.rule(rule_id).cues)
    if hits:
        yield case.satisfied(rule_id, "Alat pelindung diri disebut.", evidence=(*spots(clause), hits[0].evidence))
        return
    yield case.not_found(
        rule_id,
        "Penyediaan alat pelindung diri secara cuma-cuma tidak disebut.",
        terms=("alat pelindung diri", "APD", "sarung tangan", "helm", "rompi"),
        severity="sedang",
    )


def has_field(case: Case, field: str) -> bool:
    """Whether a position (or the title, when no position was read) belongs to a field of work."""
    titles = [p.title.value for p in case.contract.positions]
    if not titles and case.contract.title:
        titles = [case.contract.title.value]
    return any(case.law.position_field(t) == field for t in titles)


def bujp_licence(case: Case) -> Iterator[Finding]:
    rule_id = "security-bujp-licence"
    if not has_field(case, "pengamanan") or case.profile != "vendor":
        yield case.not_applicable(rule_id, "Bukan jasa pengamanan oleh perusahaan.")
        return
    yield proof(case, rule_id, None, shown="Izin BUJP disebut.", missing="Izin operasional BUJP tidak ditemukan.")


def guard_qualification(case: Case) -> Iterator[Finding]:
    rule_id = "security-guard-qualification"
    if not has_field(case, "pengamanan"):
        yield case.not_applicable(rule_id, "Tidak ada jabatan satpam.")
        return
    yield proof(
        case, rule_id, None, shown="Pelatihan satpam atau KTA disebut.", missing="Gada pratama atau KTA tidak disebut."
    )


def driver_licence(case: Case) -> Iterator[Finding]:
    rule_id = "driver-licence-and-hours"
    if not has_field(case, "pengemudi"):
        yield case.not_applicable(rule_id, "Tidak ada jabatan pengemudi.")
        return
    yield proof(case, rule_id, None, shown="SIM atau jam mengemudi disebut.", missing="SIM pengemudi tidak disebut.")


def women_night_work(case: Case) -> Iterator[Finding]:
    rule_id, clause = "women-night-work", case.contract.clause("women_night_work")
    hours = case.contract.clause("working_hours")
    if clause is not None and clause.status == "granted":
        yield case.satisfied(rule_id, "Pelindungan kerja malam bagi perempuan diatur.", evidence=clause.evidence)
        return
    if hours is None or hours.status != "granted" or not touches_night(" ".join(e.quote for e in hours.evidence)):
        yield case.not_applicable(rule_id, "Jadwal tidak menyentuh pukul 23.00-07.00.")
        return
    yield case.unclear(
        rule_id,
        "Jadwal menyentuh pukul 23.00-07.00; bagi pekerja perempuan makanan, keamanan dan antar-jemput wajib diatur.",
        evidence=hours.evidence,
        searched=case.searched(case.terms("women_night_work")),
    )


def touches_night(text: str) -> bool:
    """Whether a span of clock times in the text overlaps 23.00-07.00 by more than an early start."""
    for match in _CLOCK.finditer(text):
        start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if end <= start or start >= 23 * 60 or start < 5 * 60:
            return True
    return False


def maternity_leave(case: Case) -> Iterator[Finding]:
    clause = case.contract.clause("maternity_leave")
    denied = clause is not None and clause.status in ("excluded", "prohibited")
    yield required_clause(
        case,
        "maternity-leave",
        "maternity_leave",
        absent="Cuti melahirkan tidak diatur; ketentuan undang-undang tetap berlaku.",
        granted="Cuti melahirkan diatur.",
        excluded="Kontrak meniadakan cuti melahirkan atau upahnya.",
        severity="tinggi" if denied else "sedang",
        optional=True,
    )


def marriage_pregnancy_ban(case: Case) -> Iterator[Finding]:
    yield forbidden_clause(
        case,
        "no-marriage-pregnancy-ban",
        "marriage_pregnancy_ban",
        found="Kontrak melarang menikah/hamil atau menjadikannya alasan berakhirnya kerja.",
        clean="Tidak ditemukan larangan menikah atau hamil.",
    )


def diploma_retention(case: Case) -> Iterator[Finding]:
    day = case.form_day
    old = day is not None and day < DIPLOMA_CIRCULAR
    weight: LegalWeight = "contested" if old else "circular"
    clause = case.contract.clause("original_diploma_withheld")
    financed = clause is not None and bool(_FINANCED.search(" ".join(e.quote for e in clause.evidence)))
    if financed and clause is not None and clause.status == "granted":
        yield case.unclear(
            "no-diploma-retention",
            "Ijazah ditahan dengan alasan pelatihan yang dibiayai perusahaan; periksa perjanjian tertulisnya.",
            evidence=clause.evidence,
            weight=weight,
        )
        return
    yield forbidden_clause(
        case,
        "no-diploma-retention",
        "original_diploma_withheld",
        found="Ijazah atau dokumen asli pekerja diminta, ditahan atau disimpan.",
        clean="Tidak ditemukan penahanan ijazah atau dokumen asli.",
        weight=weight,
        violations=("original_diploma_withheld",),
        notes=("Kontrak ini lebih tua dari SE Menaker M/5/HK.04.00/V/2025 (20 Mei 2025).",) if old else (),
    )


def age_limit(case: Case) -> Iterator[Finding]:
    rule_id, clause = "no-discrimination-age-limit", case.contract.clause("age_limit")
    if clause is not None and clause.status == "granted":
        yield case.unclear(
            rule_id,
            "Ada syarat usia, penampilan atau status; perlu alasan dari sifat pekerjaan.",
            evidence=clause.evidence,
        )
        return
    yield forbidden_clause(case, rule_id, "age_limit", found="", clean="Tidak ditemukan syarat usia atau penampilan.")


def union_ban(case: Case) -> Iterator[Finding]:
    rule_id, clause = "no-union-ban", case.contract.clause("union_ban")
    said = " ".join(e.quote for e in clause.evidence).casefold() if clause is not None else ""
    if clause is not None and clause.status == "granted" and "serikat" not in said:
        yield case.unclear(
            rule_id,
            "Kontrak melarang mogok atau unjuk rasa; mogok kerja yang sah dilindungi.",
            evidence=clause.evidence,
        )
        return
    yield forbidden_clause(
        case,
        rule_id,
        "union_ban",
        found="Kontrak melarang pekerja berserikat.",
        clean="Tidak ditemukan larangan berserikat.",
    )
