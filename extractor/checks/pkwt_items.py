"""Chapter B: the nine contents a PKWT must have (PP 35/2021 Pasal 13) and its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.checks.alih_daya import settlement_items
from extractor.checks.case import Case, spots
from extractor.checks.consistency import figures_and_words
from extractor.checks.sums import price_sums
from extractor.checks.term import term_against_dates
from extractor.checks.text import daftar, tanggal
from extractor.checks.wages import plausible, wages
from extractor.report import Finding, Party
from extractor.vocabulary import ClauseKind

_BUSINESS = (
    r"bergerak (?:di|dalam) bidang",
    r"jenis usaha",
    r"bidang usaha",
    r"badan usaha (?:di|dalam) bidang",
    r"usaha perkebunan",
)
_FOREIGN = r"bahasa (?:inggris|mandarin|tiongkok|cina|jepang|korea|belanda|jerman|arab)"
_PREVAILS = r"(?:berlaku|mengikat|diutamakan|digunakan|dipakai|dijadikan acuan)"
_FOREIGN_PREVAILS = (
    r"(?:english|chinese|japanese|korean) (?:text|version|language)?[^.\n]{0,40}(?:shall |will )?(?:prevail|govern)",
    rf"{_PREVAILS}(?:(?!bukan|tidak|indonesia)[^.\n]){{0,30}}(?:naskah |versi |teks )?(?:dalam )?{_FOREIGN}",
    (
        rf"(?:naskah |versi |teks )(?:dalam )?{_FOREIGN}(?:(?!indonesia)[^.]){{0,30}}(?:yang )?{_PREVAILS}"
        r"(?![^.\n]{0,40}bahasa indonesia)"
    ),
    rf"{_FOREIGN}(?:lah)?,?\s(?:yang\s)?(?:akan\s|tetap\s)?{_PREVAILS}(?![^.\n]{{0,40}}bahasa indonesia)",
)
_SEX = (r"jenis kelamin", r"\blaki-laki\b", r"\bperempuan\b", r"\bpria\b", r"\bwanita\b", r"\bL/P\b")
_AGE = (r"\b(?:umur|usia)\b", r"tanggal lahir", r"tgl\.? ?lahir", r"\blahir\b")
_STATED_AGE = re.compile(
    r"\b(?:(?:umur|usia)\s{0,3}:|berumur|berusia)\s{0,3}(\d{1,2})\s{0,3}(?:\([^)]{3,25}\)\s{0,2})?(?:tahun|th)\b",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(r"di mana (?:saja|pun)|dimana (?:saja|pun)|seluruh wilayah", re.IGNORECASE)
_RIGHTS: tuple[ClauseKind, ...] = (
    "thr",
    "annual_leave",
    "weekly_rest",
    "overtime",
    "compensation_pkwt",
    "paid_absence",
)


def written_indonesian(case: Case) -> Iterator[Finding]:
    rule_id, language = "pkwt-written-indonesian", case.contract.language
    foreign = [hit for hit in case.find(_FOREIGN_PREVAILS) if not hit.negated]
    if foreign:
        yield case.finding(
            rule_id,
            "violated",
            "Naskah menyatakan bahasa asing yang berlaku bila terjadi perbedaan.",
            evidence=(foreign[0].evidence,),
        )
    elif language == "id":
        yield case.satisfied(rule_id, "Naskah berbahasa Indonesia.")
    elif language is None:
        yield case.unclear(rule_id, "Bahasa naskah tidak dapat ditentukan.")
    else:
        yield case.finding(rule_id, "violated", f"Naskah tidak berbahasa Indonesia (terbaca: {language}).")


def _party(case: Case, function: str) -> Party | None:
    return next((p for p in case.contract.parties if p.function == function), None)


def item_employer(case: Case) -> Iterator[Finding]:
    rule_id, party = "pkwt-item-a-employer", _party(case, "employer") or _party(case, "vendor")
    if party is None or party.name is None:
        yield case.not_found(
            rule_id, "Nama perusahaan tidak ditemukan.", terms=("nama perusahaan", "berkedudukan di"), severity="tinggi"
        )
        return
    lacking = [] if party.address else ["alamat"]
    if not case.find(_BUSINESS):
        lacking.append("jenis usaha")
    if lacking:
        yield case.not_found(
            rule_id, f"Belum ada: {daftar(lacking)} perusahaan.", terms=("alamat", "jenis usaha", "bergerak di bidang"),
            evidence=party.name.evidence,
        )  # fmt: skip
    else:
        yield case.satisfied(rule_id, "Nama, alamat dan jenis usaha perusahaan dimuat.", evidence=party.name.evidence)


def item_worker(case: Case) -> Iterator[Finding]:
    rule_id, party = "pkwt-item-b-worker", _party(case, "worker") or _party(case, "worker_group")
    if party is None or party.name is None:
        yield case.not_found(rule_id, "Nama pekerja tidak ditemukan.", terms=("nama", "NIK", "pekerja"))
        return
    young = _young(case, party)
    if young is not None:
        yield young
        return
    lacking = [] if party.address else ["alamat"]
    if party.nik is None and not case.find(_SEX):
        lacking.append("jenis kelamin")
    if party.nik is None and not case.find(_AGE):
        lacking.append("umur")
    if lacking:
        yield case.not_found(
            rule_id, f"Belum ada: {daftar(lacking)} pekerja.", severity="sedang",
            terms=("jenis kelamin", "umur", "tanggal lahir", "alamat"), evidence=party.name.evidence,
        )  # fmt: skip
    else:
        notes = ("Umur dan jenis kelamin dapat diturunkan dari NIK.",) if party.nik else ()
        yield case.satisfied(rule_id, "Identitas pekerja dimuat.", evidence=party.name.evidence, notes=notes)


def _young(case: Case, party: Party) -> Finding | None:
    rule_id = "pkwt-item-b-worker"
    for page in case.pages:
        for match in _STATED_AGE.finditer(page.text):
            if int(match.group(1)) < 18:
                return case.unclear(
                    rule_id,
                    f"Tertulis umur {match.group(1)} tahun; pekerja di bawah 18 tahun adalah anak.",
                    severity="kritis" if int(match.group(1)) < 15 else "tinggi",
                )
    born = birth_date(party.nik.value, today=case.today) if party.nik else None
    if born is None or case.first_day is None or party.nik is None:
        return None
    age = case.first_day.year - born.year - ((case.first_day.month, case.first_day.day) < (born.month, born.day))
    if 0 <= age < 18:
        return case.unclear(
            rule_id,
            f"Menurut NIK pekerja berumur {age} tahun saat mulai bekerja; periksa akta lahir.",
            severity="tinggi",
            evidence=party.nik.evidence,
        )
    return None


def birth_date(nik: str, *, today: date) -> date | None:
    """The birth date in digits 7 to 12 of a NIK (day + 40 for women; layout from memory, decides nothing)."""
    digits = re.sub(r"\D", "", nik)
    if len(digits) != 16:
        return None
    day, month, year = int(digits[6:8]) % 40, int(digits[8:10]), int(digits[10:12])
    try:
        return date(2000 + year if 2000 + year < today.year else 1900 + year, month, day)
    except ValueError:
        return None


def item_position(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-item-c-position"
    if case.contract.positions:
        evidence = tuple(e for p in case.contract.positions for e in p.title.evidence)
        yield case.satisfied(rule_id, "Jabatan disebut.", evidence=evidence)
    else:
        yield case.not_found(
            rule_id, "Jabatan atau jenis pekerjaan tidak ditemukan.", terms=("jabatan", "sebagai", "tugas")
        )


def item_workplace(case: Case) -> Iterator[Finding]:
    rule_id, place = "pkwt-item-d-workplace", case.contract.work_place
    if place is None:
        yield case.not_found(
            rule_id, "Tempat pekerjaan tidak ditemukan.", terms=("tempat kerja", "lokasi penempatan", "ditempatkan di")
        )
    elif _ANYWHERE.search(place.value):
        yield case.unclear(
            rule_id, "Tempat kerja disebut 'di mana saja'; upah minimum menjadi tidak pasti.", evidence=place.evidence
        )
    else:
        located = case.law.locate(place.value)
        yield case.satisfied(
            rule_id,
            f"Tempat kerja: {place.value}.",
            evidence=place.evidence,
            notes=(located.reason,) if located.reason else (),
        )


def item_wage(case: Case) -> Iterator[Finding]:
    rule_id, stated = "pkwt-item-e-wage", wages(case)
    piece = any(p.wage_period == "piece" for p in case.contract.positions)
    if not stated:
        if piece:
            yield case.unclear(rule_id, "Upah dihitung menurut satuan hasil; besarannya tidak terbaca.")
        else:
            yield case.not_found(
                rule_id, "Besaran upah tidak disebut.", terms=("upah", "gaji", "Rp"), violations=("wage_not_stated",)
            )
        return
    evidence = tuple(e for w in stated for e in w.evidence)
    if not all(plausible(w) for w in stated):
        yield case.unclear(rule_id, "Besaran upah terbaca tidak masuk akal.", evidence=evidence)
    elif not case.granted("wage_payment_date"):
        yield case.unclear(
            rule_id,
            "Besaran upah disebut; cara atau waktu pembayarannya tidak ditemukan.",
            severity="sedang",
            evidence=evidence,
        )
    else:
        yield case.satisfied(rule_id, "Besaran dan cara pembayaran upah disebut.", evidence=evidence)
    yield from figures_and_words(case, rule_id)
    yield from price_sums(case, rule_id, about="upah")


def item_rights(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-item-f-rights"
    found = [c for kind in _RIGHTS if (c := case.contract.clause(kind)) and c.status == "granted"]
    if found or case.covered("jkk") or case.granted("k3_apd"):
        yield case.satisfied(rule_id, "Hak pekerja dimuat.", evidence=spots(*found))
    else:
        yield case.not_found(
            rule_id, "Hak pekerja tidak ditemukan; naskah hanya memuat kewajiban.", terms=("hak pekerja", "berhak")
        )
    yield from settlement_items(case, rule_id)


def item_period(case: Case) -> Iterator[Finding]:
    rule_id, contract = "pkwt-item-g-period", case.contract
    facts = [f for f in (contract.starts_on, contract.ends_on, contract.duration_months) if f is not None]
    evidence = tuple(e for f in facts for e in f.evidence)
    if case.date_notes:
        yield case.unclear(rule_id, " ".join(case.date_notes), evidence=evidence)
    elif (apart := term_against_dates(case)) is not None:
        yield case.unclear(rule_id, apart, evidence=evidence)
    elif contract.starts_on and (contract.ends_on or contract.duration_months or case.granted("job_completion_terms")):
        yield case.satisfied(rule_id, "Mulai dan jangka waktu dimuat.", evidence=evidence)
    else:
        lacking = "tanggal mulai" if contract.starts_on is None else "tanggal berakhir atau lamanya"
        yield case.not_found(
            rule_id,
            f"Belum ada: {lacking}.",
            terms=("terhitung mulai", "sampai dengan", "jangka waktu"),
            evidence=evidence,
        )


def item_place_date(case: Case) -> Iterator[Finding]:
    rule_id, contract = "pkwt-item-h-placedate", case.contract
    lacking = [n for n, f in (("tempat", contract.signed_at), ("tanggal", contract.signed_on)) if f is None]
    evidence = tuple(e for f in (contract.signed_at, contract.signed_on) if f for e in f.evidence)
    if lacking:
        yield case.not_found(
            rule_id,
            f"Belum ada {daftar(lacking)} pembuatan perjanjian.",
            terms=("dibuat di", "pada tanggal"),
            evidence=evidence,
        )
        return
    if contract.signed_on and contract.starts_on and contract.signed_on.value > contract.starts_on.value:
        yield case.unclear(
            rule_id,
            f"Ditandatangani {tanggal(contract.signed_on.value)}, sesudah mulai bekerja "
            f"{tanggal(contract.starts_on.value)}: periksa penanggalan mundur dan tenggat pencatatan.",
            evidence=evidence,
        )
        return
    yield case.satisfied(rule_id, "Tempat dan tanggal pembuatan dimuat.", evidence=evidence)


def item_signature(case: Case) -> Iterator[Finding]:
    rule_id, count = "pkwt-item-i-signature", case.contract.signatures
    if count is None:
        yield case.unclear(rule_id, "Blok tanda tangan tidak dapat diperiksa; lihat naskah aslinya.")
    elif count == 0:
        yield case.not_found(
            rule_id, "Blok tanda tangan tidak ditemukan.", terms=("tanda tangan", "PIHAK PERTAMA", "PIHAK KEDUA")
        )
    elif count == 1:
        yield case.unclear(rule_id, "Hanya satu blok tanda tangan yang tampak; periksa naskah aslinya.")
    else:
        yield case.satisfied(rule_id, "Blok tanda tangan kedua pihak ada.")
