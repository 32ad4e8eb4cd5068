"""The closed vocabularies of the report (docs: design, section 4) and their Indonesian names for people."""

from __future__ import annotations

from typing import Literal

PageSource = Literal["text_layer", "ocr", "none"]
PageGrade = Literal["good", "fair", "poor", "unreadable"]
DocumentStatus = Literal["complete", "partial", "failed"]
ContractKind = Literal["alih_daya", "surat_perjanjian", "spk", "pkwt", "addendum", "other"]
PartyFunction = Literal["user", "vendor", "employer", "worker", "worker_group", "ppk"]
PartyForm = Literal[
    "pt", "cv", "koperasi", "yayasan", "bumn", "bank", "pemda", "instansi_pusat", "rumah_sakit",
    "perorangan", "perorangan_usaha",
]  # fmt: skip
ChangeKind = Literal["wage", "value", "starts_on", "ends_on", "headcount", "other"]
"""What an addendum's changed value is about."""
WagePeriod = Literal["month", "day", "hour", "piece"]
Programme = Literal[
    "jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan",
    "private_health", "private_accident", "third_party_liability", "goods",
]  # fmt: skip
STATUTORY_PROGRAMMES: tuple[Programme, ...] = ("jkk", "jkm", "jht", "jp", "jkp", "bpjs_kesehatan")
Payer = Literal["employer", "shared", "worker", "user_company", "government", "included_in_price", "unspecified"]
CoverStatus = Literal["granted", "excluded", "absent", "unreadable"]
ClauseStatus = Literal["granted", "excluded", "prohibited", "absent", "unreadable"]

ClauseKind = Literal[
    "overtime", "working_hours", "annual_leave", "weekly_rest", "thr", "k3_apd", "compensation_pkwt", "probation",
    "transfer_of_protection", "registration_disnaker", "termination", "dispute_settlement",
    "minimum_wage_reference", "late_wage_penalty", "original_diploma_withheld", "resignation_penalty",
    "private_insurance", "third_party_insurance", "pdp",
    # beyond the scored kinds, needed by the rules of extractor/law
    "object_of_work", "worker_contract_form", "vendor_bears_protection", "wage_payment_date", "paid_absence",
    "maternity_leave", "wage_deduction", "rights_waiver", "vendor_licence", "wlkp_reporting",
    "bpjs_evidence", "marriage_pregnancy_ban", "union_ban", "subcontract_ban", "late_delivery_fine",
    "personnel_liability", "price_composition", "age_limit", "women_night_work", "job_completion_terms",
]  # fmt: skip
"""Kinds for which ``granted`` means that a forbidden thing is agreed (a violation, not a protection)."""
FORBIDDEN_KINDS: frozenset[str] = frozenset({
    "probation", "original_diploma_withheld", "resignation_penalty", "rights_waiver", "marriage_pregnancy_ban",
    "union_ban", "age_limit", "wage_deduction",
})  # fmt: skip

Verdict = Literal["satisfied", "violated", "absent", "unreadable", "unclear", "not_applicable"]
Severity = Literal["kritis", "tinggi", "sedang", "rendah"]
LegalWeight = Literal["statute", "ministerial_rule", "circular", "office_policy", "contested", "calculation"]
"""What stands behind a finding. "calculation": figures of the contract held against each other or against a sum of our
own making ("perhitungan bantu"); no article is broken by it."""
RowKind = Literal["item", "subtotal", "fee", "tax", "rounding", "carried", "total"]

CONTRACT_KIND_NAMES: dict[str, str] = {
    "alih_daya": "Perjanjian alih daya",
    "surat_perjanjian": "Surat Perjanjian (pemerintah)",
    "spk": "Surat Perintah Kerja (SPK)",
    "pkwt": "Perjanjian Kerja Waktu Tertentu (PKWT)",
    "addendum": "Addendum",
    "other": "Bukan kontrak kerja / belum dikenali",
}
PROGRAMME_NAMES: dict[str, str] = {
    "jkk": "Jaminan Kecelakaan Kerja (JKK)",
    "jkm": "Jaminan Kematian (JKM)",
    "jht": "Jaminan Hari Tua (JHT)",
    "jp": "Jaminan Pensiun (JP)",
    "jkp": "Jaminan Kehilangan Pekerjaan (JKP)",
    "bpjs_kesehatan": "BPJS Kesehatan (JKN)",
    "private_health": "Asuransi kesehatan swasta",
    "private_accident": "Asuransi kecelakaan diri",
    "third_party_liability": "Asuransi tanggung gugat pihak ketiga",
    "goods": "Asuransi barang/bangunan",
}
CLAUSE_NAMES: dict[str, str] = {
    "overtime": "Upah lembur",
    "working_hours": "Waktu kerja",
    "annual_leave": "Cuti tahunan",
    "weekly_rest": "Istirahat mingguan",
    "thr": "Tunjangan Hari Raya (THR)",
    "k3_apd": "Keselamatan kerja (K3) dan alat pelindung diri",
    "compensation_pkwt": "Uang kompensasi PKWT",
    "probation": "Masa percobaan",
    "transfer_of_protection": "Pengalihan pelindungan bila vendor berganti",
    "registration_disnaker": "Pencatatan pada dinas ketenagakerjaan",
    "termination": "Pengakhiran perjanjian",
    "dispute_settlement": "Penyelesaian perselisihan",
    "minimum_wage_reference": "Rujukan upah minimum",
    "late_wage_penalty": "Denda keterlambatan upah",
    "original_diploma_withheld": "Penahanan ijazah asli",
    "resignation_penalty": "Penalti mengundurkan diri",
    "private_insurance": "Asuransi swasta",
    "third_party_insurance": "Asuransi pihak ketiga",
    "pdp": "Pelindungan data pribadi",
    "object_of_work": "Jenis dan lokasi pekerjaan",
    "worker_contract_form": "Hubungan kerja vendor dan pekerja (PKWT/PKWTT)",
    "vendor_bears_protection": "Vendor menanggung pelindungan pekerja",
    "wage_payment_date": "Waktu dan cara pembayaran upah",
    "paid_absence": "Upah saat sakit/izin",
    "maternity_leave": "Cuti melahirkan",
    "wage_deduction": "Potongan atau ganti rugi dari upah",
    "rights_waiver": "Pelepasan hak",
    "vendor_licence": "Perizinan vendor",
    "wlkp_reporting": "Wajib lapor ketenagakerjaan",
    "bpjs_evidence": "Bukti kepesertaan BPJS",
    "marriage_pregnancy_ban": "Larangan menikah/hamil",
    "union_ban": "Larangan berserikat",
    "subcontract_ban": "Larangan subkontrak",
    "late_delivery_fine": "Denda keterlambatan pekerjaan",
    "personnel_liability": "Tanggungan risiko personel",
    "price_composition": "Komposisi harga",
    "age_limit": "Batas usia/penampilan",
    "women_night_work": "Kerja malam pekerja perempuan",
    "job_completion_terms": "Batas selesainya pekerjaan",
}
