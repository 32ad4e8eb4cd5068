"""Chapter A: the agreement between the user company and the outsourcing company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.checks.case import Case, spots
from extractor.checks.items import forbidden_clause, proof, required_clause
from extractor.checks.term import term_against_dates
from extractor.checks.text import daftar, tanggal
from extractor.report import Evidence, Finding, Party
from extractor.vocabulary import ClauseKind, LegalWeight

_LEGAL_ENTITY = {"pt", "koperasi", "yayasan", "bumn", "bank"}
_NO_ENTITY = {"cv", "perorangan", "perorangan_usaha"}
_NO_ENTITY_NAME = re.compile(r"^\s*(?:UD|PD|Toko|Firma|Fa|Usaha Dagang|Paguyuban|Kelompok)\b\.?", re.IGNORECASE)
_ENTITY_NAME = re.compile(r"\b(?:PT|Perseroan|Koperasi|Yayasan|Perumda|Perum)\b\.?", re.IGNORECASE)
_FIELDS_2026 = {"kebersihan", "katering", "pengamanan", "pengemudi", "tambang_migas_listrik"}
_FIELDS_2012 = {"kebersihan", "katering", "pengamanan", "pengemudi", "tambang_migas_listrik"}
FIELD_NAMES = {
    "kebersihan": "kebersihan",
    "katering": "makanan dan minuman",
    "pengamanan": "pengamanan",
    "pengemudi": "pengemudi/angkutan pekerja",
    "penunjang_operasional": "layanan penunjang operasional",
    "tambang_migas_listrik": "penunjang pertambangan, migas, ketenagalistrikan",
}
TRANSITION_ENDS = date(2028, 4, 30)
"""Permenaker 7/2026: contracts running on 30 April 2026 may run on, at most to this day (one secondary source)."""


NOT_VENDOR = "Kontrak ini bukan antara pemberi pekerjaan dan perusahaan penyedia tenaga kerja."


def vendors(case: Case) -> tuple[Party, ...]:
    return tuple(p for p in case.contract.parties if p.function == "vendor")


def written_agreement(case: Case) -> Iterator[Finding]:
    contract = case.contract
    lacking = []
    if sum(p.name is not None for p in contract.parties) < 2:
        lacking.append("nama kedua pihak")
    if contract.signed_on is None:
        lacking.append("tanggal perjanjian")
    if not contract.positions and not case.granted("object_of_work"):
        lacking.append("pekerjaan yang diserahkan")
    if contract.signatures == 0:
        lacking.append("tanda tangan")
    evidence = tuple(e for p in contract.parties if p.name for e in p.name.evidence)
    if lacking:
        yield case.not_found(
            "ad-written-agreement",
            f"Perjanjian tertulis belum lengkap: tidak ditemukan {daftar(lacking)}.",
            terms=("para pihak", "tanggal", "ruang lingkup", "tanda tangan"),
            evidence=evidence,
        )
    elif contract.signatures == 1:
        yield case.unclear(
            "ad-written-agreement",
            "Hanya satu blok tanda tangan yang tampak; periksa naskah aslinya.",
            evidence=evidence,
        )
    elif (apart := term_against_dates(case)) is not None:
        yield case.unclear("ad-written-agreement", apart, evidence=evidence)
    else:
        yield case.satisfied("ad-written-agreement", "Perjanjian tertulis antara kedua pihak.", evidence=evidence)


def object_type_headcount(case: Case) -> Iterator[Finding]:
    rule_id, contract = "ad-object-type-headcount", case.contract
    clause = contract.clause("object_of_work")
    weight: LegalWeight | None = None if case.in_force(rule_id) is not False else "office_policy"
    if not contract.positions and not case.granted("object_of_work"):
        yield case.not_found(
            rule_id,
            "Jenis pekerjaan, jabatan dan lokasi tidak ditemukan.",
            terms=case.terms("object_of_work"),
            weight=weight,
            unreadable=clause is not None and clause.status == "unreadable",
        )
        return
    lacking = [p.title.value for p in contract.positions if p.headcount is None]
    evidence = (*(e for p in contract.positions for e in p.title.evidence), *spots(clause))
    unsaid = []
    if lacking or not contract.positions:
        unsaid.append("jumlah pekerja" + (f" untuk {daftar(lacking)}" if lacking else ""))
    if contract.work_place is None:
        unsaid.append("lokasi penempatan")
    if unsaid:
        yield case.not_found(
            rule_id,
            f"Belum dirinci: {daftar(unsaid)}.",
            terms=case.terms("object_of_work"),
            severity="sedang",
            weight="office_policy",
            evidence=evidence,
        )
    else:
        yield case.satisfied(rule_id, "Jabatan, jumlah pekerja dan lokasi dirinci.", evidence=evidence)


def permitted_field_2026(case: Case) -> Iterator[Finding]:
    rule_id = "ad-permitted-field-2026"
    if case.form_day is None:
        yield case.unclear(rule_id, "Bidang pekerjaan tidak dapat dinilai karena tanggal kontrak tidak diketahui.")
        return
    if not case.in_force(rule_id):
        if case.last_day and case.last_day > TRANSITION_ENDS:
            yield case.unclear(
                rule_id,
                f"Kontrak lama ini berjalan melewati {tanggal(TRANSITION_ENDS)}, batas peralihan Permenaker 7/2026.",
                day=case.last_day,
            )
        else:
            yield case.not_applicable(rule_id, "Kontrak dibuat sebelum Permenaker 7/2026 (30 April 2026).")
        return
    yield _fields(case, rule_id, allowed=_FIELDS_2026, name="bidang yang dibolehkan Permenaker 7/2026")


def permitted_field_2012(case: Case) -> Iterator[Finding]:
    yield _fields(
        case, "ad-permitted-field-2012", allowed=_FIELDS_2012, name="lima jasa penunjang Permenakertrans 19/2012"
    )


def _fields(case: Case, rule_id: str, *, allowed: set[str], name: str) -> Finding:
    titles = case.contract.positions
    if not titles:
        return case.unclear(rule_id, f"Jabatan tidak ditemukan, sehingga {name} tidak dapat dicocokkan.")
    evidence = tuple(e for p in titles for e in p.title.evidence)
    open_titles = []
    for position in titles:
        field = case.law.position_field(position.title.value)
        if field not in allowed:
            said = FIELD_NAMES.get(field or "", "belum dikenal")
            open_titles.append(f"{position.title.value} ({said})")
    if open_titles:
        return case.unclear(rule_id, f"Perlu ditelaah terhadap {name}: {daftar(open_titles)}.", evidence=evidence)
    return case.satisfied(rule_id, f"Semua jabatan termasuk {name}.", evidence=evidence)


def vendor_legal_entity(case: Case) -> Iterator[Finding]:
    rule_id, found = "ad-vendor-legal-entity", vendors(case)
    named = [p for p in found if p.name is not None]
    if not named:
        yield case.unclear(
            rule_id, "Nama perusahaan alih daya tidak ditemukan, sehingga bentuk badannya tidak diketahui."
        )
        return
    for party in named:
        name = party.name.value if party.name else ""
        evidence = party.name.evidence if party.name else ()
        by_name = _NO_ENTITY_NAME.match(name)
        if party.form in _LEGAL_ENTITY or (party.form is None and _ENTITY_NAME.search(name)):
            single = "perorangan" in name.casefold()
            notes = ("PT Perorangan: badan hukum dengan satu pemegang saham; periksa kemampuannya.",) if single else ()
            yield case.satisfied(rule_id, f"{name} berbentuk badan hukum.", evidence=evidence, notes=notes)
        elif party.form in _NO_ENTITY or (party.form is None and by_name):
            yield case.finding(
                rule_id, "violated", f"{name} bukan badan hukum ({_form_name(party)}).", evidence=evidence
            )
        else:
            yield case.unclear(rule_id, f"Bentuk badan {name} tidak jelas.", evidence=evidence)


def _form_name(party: Party) -> str:
    names = {
        "cv": "persekutuan komanditer/CV",
        "perorangan": "orang perorangan",
        "perorangan_usaha": "usaha perorangan",
    }
    return names.get(party.form or "", "firma, usaha dagang atau kelompok")


def vendor_licence(case: Case) -> Iterator[Finding]:
    yield proof(
        case,
        "ad-vendor-licence",
        "vendor_licence",
        shown="NIB atau izin usaha vendor disebut.",
        missing="NIB atau perizinan berusaha vendor tidak ditemukan.",
    )


def worker_contract_form(case: Case) -> Iterator[Finding]:
    yield required_clause(
        case,
        "ad-worker-contract-form",
        "worker_contract_form",
        absent="Tidak ditemukan ketentuan bahwa vendor mengikat pekerja dengan PKWT atau PKWTT tertulis.",
        granted="Hubungan kerja vendor dan pekerja berdasarkan perjanjian kerja tertulis.",
        excluded="Kontrak meniadakan hubungan kerja tertulis antara vendor dan pekerja.",
        optional=True,
    )


_FIVE: tuple[tuple[str, tuple[ClauseKind, ...]], ...] = (
    ("upah", ("minimum_wage_reference", "wage_payment_date")),
    ("kesejahteraan", ("thr", "annual_leave")),
    ("syarat kerja", ("working_hours", "weekly_rest", "overtime")),
    ("perselisihan", ("dispute_settlement",)),
    ("pelindungan (K3 dan jaminan sosial)", ("k3_apd",)),
)


def vendor_bears_protection(case: Case) -> Iterator[Finding]:
    rule_id = "ad-vendor-bears-protection"
    clause = case.contract.clause("vendor_bears_protection")
    if case.profile != "vendor":
        yield case.not_applicable(rule_id, NOT_VENDOR)
    elif clause and clause.status == "granted":
        yield case.satisfied(rule_id, "Pelindungan pekerja ditanggung vendor.", evidence=clause.evidence)
    elif clause and clause.status in ("excluded", "prohibited"):
        yield case.finding(rule_id, "violated", "Kontrak meniadakan tanggung jawab vendor.", evidence=clause.evidence)
    else:
        yield _five_items(case, rule_id)
    if case.contract.kind != "spk":
        yield from settlement_items(case, rule_id)


def _five_items(case: Case, rule_id: str) -> Finding:
    there: list[str] = []
    lacking: list[str] = []
    evidence: list[Evidence] = []
    for name, kinds in _FIVE:
        found = [c for k in kinds if (c := case.contract.clause(k)) and c.status == "granted"]
        with_wage = name == "upah" and any(p.wage for p in case.contract.positions)
        insured = (name.startswith("pelindungan") and case.covered("jkk")) or (
            name == "kesejahteraan" and case.covered("bpjs_kesehatan")
        )
        (there if found or with_wage or insured else lacking).append(name)
        evidence.extend(spots(*found))
    if len(there) == len(_FIVE):
        return case.satisfied(
            rule_id,
            "Upah, kesejahteraan, syarat kerja, perselisihan dan pelindungan pekerja diatur dalam kontrak ini.",
            evidence=evidence,
        )
    if len(there) >= 3:
        return case.unclear(
            rule_id,
            f"Tanggung jawab vendor baru sebagian diatur: ada {daftar(there)}; belum ada {daftar(lacking)}.",
            evidence=evidence,
        )
    return case.not_found(
        rule_id,
        f"Tanggung jawab vendor atas pekerjanya tidak dimuat; belum ada {daftar(lacking)}.",
        terms=case.terms("vendor_bears_protection"),
        evidence=evidence,
    )


_SETTLEMENT: tuple[tuple[ClauseKind, str, str, str], ...] = (
    (
        "termination",
        "pengakhiran perjanjian",
        "Tanpa ketentuan itu pekerja dapat diberhentikan sewaktu-waktu tanpa tahu haknya.",
        (
            "Perjanjian berakhir karena jangka waktunya habis, pekerjaannya selesai, atau alasan yang disebut di sini; "
            "pengakhiran lebih awal diberitahukan tertulis 30 hari sebelumnya dan hak pekerja dibayar sampai hari "
            "terakhir."
        ),
    ),
    (
        "dispute_settlement",
        "penyelesaian perselisihan",
        "Tanpa ketentuan itu pekerja tidak tahu ke mana mengadu bila haknya tidak dipenuhi.",
        (
            "Perselisihan diselesaikan dengan musyawarah; bila tidak tercapai, melalui dinas ketenagakerjaan "
            "kabupaten/kota dan pengadilan hubungan industrial."
        ),
    ),
)


def settlement_items(case: Case, rule_id: str) -> Iterator[Finding]:
    """The checklist items "termination" and "disputes", reported under the rule on duties of this kind of contract."""
    for kind, name, why, wording in _SETTLEMENT:
        yield required_clause(
            case,
            rule_id,
            kind,
            absent=f"Ketentuan {name} tidak ditemukan.",
            granted=f"Ketentuan {name} dimuat.",
            excluded=f"Ketentuan {name} ditiadakan.",
            severity="sedang",
            why=why,
            wording=wording,
        )


def transfer_of_protection(case: Case) -> Iterator[Finding]:
    vendor_contract = case.profile == "vendor"
    yield required_clause(
        case,
        "ad-transfer-of-protection",
        "transfer_of_protection",
        absent="Tidak ada ketentuan pengalihan pelindungan hak pekerja bila perusahaan alih daya berganti.",
        granted="Pengalihan pelindungan hak pekerja diatur.",
        excluded="Kontrak menolak melanjutkan hubungan kerja atau masa kerja bila vendor berganti.",
        severity="sedang" if vendor_contract else "kritis",
        notes=["Kewajiban pokoknya ada pada perjanjian kerja (PKWT) pekerja; klausul ini cerminnya."]
        if vendor_contract
        else (),
    )


def registration_history(case: Case) -> Iterator[Finding]:
    day = case.form_day
    duty = day is not None and date(2012, 11, 19) <= day <= date(2021, 2, 1)
    yield required_clause(
        case,
        "ad-registration-history",
        "registration_disnaker",
        absent="Bukti atau ketentuan pendaftaran/pelaporan perjanjian kepada Disnaker tidak ditemukan.",
        granted="Pendaftaran atau pelaporan kepada Disnaker disebut.",
        excluded="Kontrak meniadakan pendaftaran kepada Disnaker.",
        severity="sedang" if duty else "rendah",
        weight="ministerial_rule" if duty else "contested",
    )


def no_rights_waiver(case: Case) -> Iterator[Finding]:
    yield forbidden_clause(
        case,
        "no-rights-waiver",
        "rights_waiver",
        found="Ada klausul yang membuat pekerja melepaskan hak atau memberi satu pihak hak mengubah/memutus sesukanya.",
        clean="Tidak ditemukan klausul pelepasan hak.",
    )
