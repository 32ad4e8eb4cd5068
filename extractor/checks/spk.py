"""Chapter F: the government work order (SPK), which the procurement model leaves without labour clauses."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.alih_daya import settlement_items, vendors
from extractor.checks.case import Case, by_government, spots
from extractor.checks.consistency import figures_and_words
from extractor.checks.items import required_clause
from extractor.checks.sums import price_sums
from extractor.checks.term import term_against_dates
from extractor.checks.text import daftar, rupiah
from extractor.report import Calculation, CalculationInput, Evidence, Finding

SPK_CEILING = Decimal(200_000_000)
"""Perpres 16/2018 Pasal 28: other services above this need a Surat Perjanjian, not an SPK."""


def core_fields(case: Case) -> Iterator[Finding]:
    rule_id, contract = "spk-core-fields", case.contract
    facts = {
        "nomor": contract.number,
        "tanggal": contract.signed_on,
        "nilai pekerjaan": contract.value,
        "waktu pelaksanaan": contract.starts_on or contract.ends_on or contract.duration_months,
    }
    lacking = [name for name, fact in facts.items() if fact is None]
    if sum(p.name is not None for p in contract.parties) < 2:
        lacking.append("kedua pihak")
    if by_government(case) and not case.find(case.rule(rule_id).cues):
        lacking.append("sumber dana")
    if contract.signatures == 0:
        lacking.append("tanda tangan")
    evidence = tuple(e for fact in facts.values() if fact is not None for e in fact.evidence)
    if lacking:
        heavy = {"nilai pekerjaan", "waktu pelaksanaan"} & set(lacking)
        yield case.not_found(
            rule_id,
            f"Unsur pokok SPK belum ada: {daftar(lacking)}.",
            terms=("nomor", "tanggal", "nilai", "waktu pelaksanaan", "sumber dana", "tanda tangan"),
            severity="tinggi" if heavy else "sedang",
            evidence=evidence,
        )
    elif (apart := term_against_dates(case)) is not None:
        yield case.unclear(rule_id, apart, evidence=evidence)
    else:
        yield case.satisfied(rule_id, "Unsur pokok SPK dimuat.", evidence=evidence)
    yield from settlement_items(case, rule_id)
    yield from figures_and_words(case, rule_id)
    yield from price_sums(case, rule_id)


def form_threshold(case: Case) -> Iterator[Finding]:
    rule_id, value = "spk-form-threshold", case.contract.value
    if not by_government(case):
        yield case.not_applicable(rule_id, "Bukan pengadaan pemerintah.")
        return
    if value is None:
        yield case.unclear(rule_id, "Nilai kontrak tidak ditemukan, sehingga bentuk kontraknya tidak dapat dinilai.")
        return
    calculation = Calculation(
        inputs=(CalculationInput("Nilai kontrak", rupiah(value.value), "kontrak"),),
        steps=(f"{rupiah(value.value)} terhadap batas SPK {rupiah(SPK_CEILING)}",),
        result="di atas batas" if value.value > SPK_CEILING else "sampai batas",
        label="Bentuk kontrak menurut nilai",
    )
    catalogue = [h for h in case.find((r"e-?purchasing", r"e-?katalog", r"surat pesanan")) if not h.negated]
    if case.contract.kind == "spk" and value.value > SPK_CEILING:
        if catalogue:
            yield case.unclear(
                rule_id, "Nilai di atas Rp200 juta lewat e-katalog; periksa surat pesanan.", evidence=value.evidence,
                calculation=calculation,
            )  # fmt: skip
            return
        yield case.finding(
            rule_id, "violated", f"SPK dipakai untuk nilai {rupiah(value.value)}.", evidence=value.evidence,
            calculation=calculation,
        )  # fmt: skip
        return
    near = case.contract.kind == "spk" and value.value >= SPK_CEILING * Decimal("0.95")
    notes = ("Nilai tepat di bawah Rp200 juta: periksa pemecahan paket dan kecukupan upah.",) if near else ()
    yield case.satisfied(
        rule_id, "Bentuk kontrak sesuai nilainya.", evidence=value.evidence, calculation=calculation, notes=notes
    )


def price_composition(case: Case) -> Iterator[Finding]:
    yield required_clause(
        case,
        "spk-price-composition",
        "price_composition",
        absent="Klausul komposisi harga (pajak, biaya umum, asuransi, upah) tidak ditemukan.",
        granted="Komposisi harga dimuat; periksa apakah upah, BPJS, THR dan kompensasi ada dalam rinciannya.",
        excluded="Kontrak mengeluarkan biaya tenaga kerja dari harga.",
        optional=True,
    )


def insurance_clause(case: Case) -> Iterator[Finding]:
    rule_id = "spk-insurance-clause"
    bpjs = [
        c for c in case.contract.insurance if c.status == "granted" and c.programme in ("jkk", "jkm", "bpjs_kesehatan")
    ]
    private = [c for c in case.contract.insurance if c.status == "granted" and c.programme.startswith("private")]
    goods = [
        c
        for c in case.contract.insurance
        if c.status == "granted" and c.programme in ("goods", "third_party_liability")
    ]
    if bpjs:
        yield case.satisfied(rule_id, "Jaminan sosial pekerja disebut.", evidence=spots(*bpjs))
    elif private:
        yield case.unclear(
            rule_id,
            "Hanya asuransi swasta bagi pekerja; BPJS tidak disebut.",
            evidence=spots(*private),
            severity="tinggi",
        )
    elif goods:
        yield case.not_found(
            rule_id,
            "Asuransi hanya untuk barang atau pihak ketiga, tidak menyentuh pekerja.",
            terms=case.terms("jkk", "bpjs_kesehatan"),
            evidence=spots(*goods),
        )
    else:
        yield case.not_found(
            rule_id,
            "Tidak ada klausul asuransi atau jaminan sosial pekerja.",
            terms=case.terms("jkk", "bpjs_kesehatan"),
        )


def personnel_liability(case: Case) -> Iterator[Finding]:
    yield required_clause(
        case,
        "spk-personnel-liability",
        "personnel_liability",
        absent="Penanggungan risiko cedera/sakit/meninggal personel tidak ditemukan.",
        granted="Penanggungan risiko personel dimuat; ini bukan pengganti jaminan sosial.",
        excluded="Kontrak melepaskan tanggungan atas risiko personel.",
        optional=True,
    )


def no_subcontract(case: Case) -> Iterator[Finding]:
    rule_id, clause = "spk-no-subcontract", case.contract.clause("subcontract_ban")
    if clause is not None and clause.status in ("granted", "prohibited"):
        yield case.satisfied(rule_id, "Larangan pengalihan atau subkontrak dimuat.", evidence=clause.evidence)
        return
    yield required_clause(
        case,
        rule_id,
        "subcontract_ban",
        absent="Larangan pengalihan atau subkontrak tidak ditemukan.",
        granted="",
        excluded="Kontrak membolehkan pekerjaan dialihkan atau disubkontrakkan.",
        severity="sedang",
        optional=True,
    )


def late_fine(case: Case) -> Iterator[Finding]:
    rule_id, clause = "spk-late-fine", case.contract.clause("late_delivery_fine")
    passed_on = [h for h in case.find(case.rule(rule_id).cues) if not h.negated]
    if passed_on:
        yield case.finding(
            rule_id, "violated", "Denda pengadaan dibebankan kepada personel.", severity="tinggi",
            evidence=(passed_on[0].evidence,),
        )  # fmt: skip
        return
    if clause is None or clause.status != "granted":
        yield case.not_applicable(rule_id, "Klausul denda keterlambatan pekerjaan tidak ditemukan.")
        return
    said = " ".join(e.quote for e in clause.evidence)
    if any(
        mark in said.casefold().replace(" ", "") for mark in ("1/1000", "1‰", "seperseribu", "satuperseribu", "0,1%")
    ):
        yield case.satisfied(rule_id, "Denda 1/1000 per hari atas penyedia.", evidence=clause.evidence)
    else:
        yield case.unclear(rule_id, "Besaran denda tidak terbaca sebagai 1/1000 per hari.", evidence=clause.evidence)


def labour_protection_gap(case: Case) -> Iterator[Finding]:
    rule_id = "spk-labour-protection-gap"
    there: list[str] = []
    lacking: list[str] = []
    evidence: list[Evidence] = []
    for name, present, found in _gap_items(case):
        (there if present else lacking).append(name)
        evidence.extend(found)
    calculation = Calculation(
        inputs=tuple(CalculationInput(n, "ada" if n in there else "tidak ada", "kontrak") for n in (*there, *lacking)),
        steps=(f"{len(there)} dari 5 unsur",),
        result=f"{len(there)}/5",
        label="Unsur pelindungan dalam SPK",
    )
    if len(there) == 5:
        yield case.satisfied(
            rule_id, "SPK memuat kelima pelindungan pokok pekerja.", evidence=evidence, calculation=calculation
        )
    elif len(there) >= 3:
        yield case.unclear(
            rule_id, f"SPK memuat {len(there)} dari 5 pelindungan pokok pekerja; belum ada: {daftar(lacking)}.",
            severity="tinggi",
            evidence=evidence, calculation=calculation,
        )  # fmt: skip
    else:
        yield case.not_found(
            rule_id,
            f"SPK hanya memuat {len(there)} dari 5 pelindungan pokok pekerja; tidak ada: {daftar(lacking)}.",
            terms=case.terms(
                "minimum_wage_reference", "jkk", "working_hours", "overtime", "k3_apd", "worker_contract_form"
            ),
            evidence=evidence,
        )


def _gap_items(case: Case) -> Iterator[tuple[str, bool, tuple[Evidence, ...]]]:
    contract = case.contract
    wage = any(p.wage is not None for p in contract.positions) or case.granted("minimum_wage_reference")
    yield "upah", wage, tuple(e for p in contract.positions if p.wage for e in p.wage.evidence)
    insured = [
        c for c in contract.insurance if c.status == "granted" and c.programme in ("jkk", "jkm", "bpjs_kesehatan")
    ]
    yield "jaminan sosial", bool(insured), spots(*insured)
    hours = [
        c for k in ("working_hours", "overtime") for c in contract.clauses if c.kind == k and c.status == "granted"
    ]
    yield "jam kerja/lembur", bool(hours), spots(*hours)
    safety = [c for c in contract.clauses if c.kind == "k3_apd" and c.status == "granted"]
    yield "K3", bool(safety), spots(*safety)
    form = [c for c in contract.clauses if c.kind == "worker_contract_form" and c.status == "granted"]
    yield "hubungan kerja tertulis", bool(form), spots(*form)


def individual_provider(case: Case) -> Iterator[Finding]:
    rule_id, contract = "spk-individual-provider", case.contract
    workers = [p for p in contract.parties if p.function in ("worker", "worker_group") or p.form == "perorangan"]
    by_office = by_government(case)
    if contract.kind == "pkwt" and not by_office:
        yield case.not_applicable(rule_id, "Perjanjian kerja antara pekerja dan perusahaan.")
        return
    if not workers or (vendors(case) and all(p.form != "perorangan" for p in vendors(case))):
        yield case.not_applicable(rule_id, "Penyedia adalah perusahaan.")
        return
    evidence = tuple(e for p in workers if p.name for e in p.name.evidence)
    notes = ["Apakah ada perintah, upah dan pekerjaan (unsur hubungan kerja)?"]
    if by_office:
        notes.append("Apakah ini pengangkatan tenaga non-ASN yang dilarang sejak UU 20/2023?")
    text = "Penyedia adalah orang perorangan" + (
        " yang dikontrak langsung oleh instansi pemerintah." if by_office else "."
    )
    yield case.unclear(rule_id, text, evidence=evidence, notes=notes)
