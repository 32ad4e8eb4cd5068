"""Chapter G: what was reported to whom. Office policy is never called a breach of statute."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.case import Case
from extractor.checks.items import proof
from extractor.report import Finding


def wlkp(case: Case) -> Iterator[Finding]:
    yield proof(
        case,
        "rep-wlkp",
        "wlkp_reporting",
        shown="Bukti wajib lapor ketenagakerjaan disebut.",
        missing="Bukti wajib lapor ketenagakerjaan (WLKP) tidak disebut.",
        notes=("Tidak adanya bukti dalam naskah belum berarti perusahaan tidak melapor.",),
    )


def one_door(case: Case) -> Iterator[Finding]:
    rule = case.rule("rep-one-door")
    local = case.form_day is not None and any(
        not c.instrument.startswith("Kebijakan") for c in rule.citations(case.form_day)
    )
    yield proof(
        case,
        "rep-one-door",
        None,
        shown="Ada tanda pelaporan ke Disnakertrans atau Bagian Hukum.",
        missing="Tanda pelaporan satu pintu tidak ditemukan.",
        weight="statute" if local else "office_policy",
        notes=() if local else ("Ini kebijakan kantor; bukan pelanggaran undang-undang.",),
    )


def company_regulation(case: Case) -> Iterator[Finding]:
    rule_id = "rep-company-regulation"
    people = sum(p.headcount.value for p in case.contract.positions if p.headcount is not None)
    if case.contract.kind != "pkwt" and people and people < 10:
        yield case.not_applicable(rule_id, f"Kontrak ini menyebut {people} pekerja; kewajiban mulai 10 pekerja.")
        return
    yield proof(
        case,
        rule_id,
        None,
        shown="Peraturan perusahaan atau PKB dirujuk.",
        missing="Peraturan perusahaan atau PKB tidak dirujuk.",
        severity="rendah" if case.contract.kind == "pkwt" else None,
        notes=("Wajib hanya bila perusahaan mempekerjakan 10 orang atau lebih.",),
    )
