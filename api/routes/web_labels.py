"""The Indonesian words under which the closed vocabularies of the report are shown."""

from __future__ import annotations

from typing import Literal

from extractor.law.types import Verified
from extractor.report import Finding
from extractor.vocabulary import (
    CLAUSE_NAMES,
    PROGRAMME_NAMES,
    ChangeKind,
    ClauseStatus,
    CoverStatus,
    LegalWeight,
    PageGrade,
    PageSource,
    PartyForm,
    PartyFunction,
    Payer,
    Severity,
    Verdict,
    WagePeriod,
)

Tone = Literal["kritis", "tinggi", "sedang", "rendah", "baik", "buram", "netral"]
"""A tone is a colour and, because colour alone says nothing to many people, always comes with a word or a mark."""

VERDICTS: dict[Verdict, str] = {
    "violated": "Melanggar",
    "absent": "Tidak ditemukan",
    "unclear": "Perlu diperiksa",
    "unreadable": "Tidak terbaca",
    "satisfied": "Terpenuhi",
    "not_applicable": "Tidak berlaku",
}
VERDICT_HELP: dict[Verdict, str] = {
    "violated": "Bunyi kontrak bertentangan dengan aturan yang berlaku pada tanggalnya.",
    "absent": "Pelindungan yang diwajibkan sudah dicari di semua halaman yang terbaca dan tidak ditemukan.",
    "unclear": "Ada petunjuk, tetapi tidak cukup untuk memutuskan. Mohon dibaca sendiri.",
    "unreadable": "Halaman yang mungkin memuatnya tidak terbaca; ini bukan berarti tidak ada.",
    "satisfied": "Ketentuan ditemukan dan sesuai aturan.",
    "not_applicable": "Aturan ini tidak berlaku untuk jenis atau tanggal kontrak ini.",
}
VERDICT_ORDER: tuple[Verdict, ...] = ("violated", "absent", "unclear", "unreadable", "satisfied", "not_applicable")
_CALCULATION: tuple[str, Verdict, str, str] = (
    "calculation",
    "unclear",
    "Hitungan tidak cocok",
    (
        "Angka-angka dalam naskah tidak cocok satu sama lain atau tidak cukup menurut perhitungan bantu. Tidak ada "
        "pasal yang dilanggar karenanya, tetapi perlu ditanyakan kepada para pihak."
    ),
)
_BY_VERDICT: tuple[tuple[str, Verdict, str, str], ...] = tuple(
    (verdict, verdict, VERDICTS[verdict], VERDICT_HELP[verdict]) for verdict in VERDICT_ORDER
)
GROUPS = (*_BY_VERDICT[:2], _CALCULATION, *_BY_VERDICT[2:])
"""The groups of a report in the order shown: key, verdict (for the mark), heading, what it means."""
CHANGES: dict[ChangeKind, str] = {
    "wage": "Upah",
    "value": "Nilai kontrak",
    "starts_on": "Mulai berlaku",
    "ends_on": "Berakhir",
    "headcount": "Jumlah orang",
    "other": "Ketentuan lain",
}
SEVERITIES: dict[Severity, str] = {"kritis": "Kritis", "tinggi": "Tinggi", "sedang": "Sedang", "rendah": "Rendah"}
SEVERITY_ORDER: tuple[Severity, ...] = ("kritis", "tinggi", "sedang", "rendah")

WEIGHTS: dict[LegalWeight, str] = {
    "statute": "Undang-undang / PP",
    "ministerial_rule": "Peraturan menteri",
    "circular": "Surat edaran",
    "office_policy": "Kebijakan kantor",
    "contested": "Diperdebatkan",
    "calculation": "Perhitungan bantu",
}
WEIGHT_HELP: dict[LegalWeight, str] = {
    "statute": "Mengikat sebagai undang-undang atau peraturan pemerintah.",
    "ministerial_rule": "Mengikat sebagai peraturan menteri.",
    "circular": "Surat edaran: petunjuk bagi instansi, bukan aturan yang mengikat para pihak.",
    "office_policy": "Diminta oleh kantor ini; bukan kewajiban menurut undang-undang.",
    "contested": "Penafsirannya diperdebatkan atau sumbernya belum dipastikan; ditampilkan sebagai catatan.",
    "calculation": "Angka dalam naskah dihitung ulang; tidak ada pasal yang menetapkan hitungan ini.",
}
GRADES: dict[PageGrade, str] = {
    "good": "terbaca jelas",
    "fair": "cukup terbaca",
    "poor": "kabur",
    "unreadable": "tidak terbaca",
}
GRADE_TONES: dict[PageGrade, Tone] = {"good": "baik", "fair": "netral", "poor": "sedang", "unreadable": "buram"}
SOURCES: dict[PageSource, str] = {
    "text_layer": "teks asli PDF",
    "ocr": "dibaca dari gambar (OCR)",
    "none": "tidak ada teks",
}
FUNCTIONS: dict[PartyFunction, str] = {
    "user": "Pemberi pekerjaan",
    "vendor": "Perusahaan alih daya / penyedia",
    "employer": "Pengusaha",
    "worker": "Pekerja",
    "worker_group": "Kelompok pekerja",
    "ppk": "Pejabat Pembuat Komitmen (PPK)",
}
FORMS: dict[PartyForm, str] = {
    "pt": "Perseroan terbatas",
    "cv": "CV",
    "koperasi": "Koperasi",
    "yayasan": "Yayasan",
    "bumn": "BUMN",
    "bank": "Bank",
    "pemda": "Pemerintah daerah",
    "instansi_pusat": "Instansi pusat",
    "rumah_sakit": "Rumah sakit",
    "perorangan": "Perorangan",
    "perorangan_usaha": "Usaha perorangan",
}
PERIODS: dict[WagePeriod, str] = {
    "month": "per bulan",
    "day": "per hari",
    "hour": "per jam",
    "piece": "per satuan hasil",
}
PAYERS: dict[Payer, str] = {
    "employer": "ditanggung pemberi kerja",
    "shared": "ditanggung bersama",
    "worker": "dibebankan kepada pekerja",
    "user_company": "ditanggung pemberi pekerjaan",
    "government": "ditanggung pemerintah",
    "included_in_price": "termasuk dalam harga kontrak",
    "unspecified": "penanggung tidak disebut",
}
COVER_STATUSES: dict[CoverStatus, str] = {
    "granted": "diberikan",
    "excluded": "dikecualikan",
    "absent": "tidak ditemukan",
    "unreadable": "tidak terbaca",
}
CLAUSE_STATUSES: dict[ClauseStatus, str] = {
    "granted": "ada",
    "excluded": "dikecualikan",
    "prohibited": "dilarang",
    "absent": "tidak ditemukan",
    "unreadable": "tidak terbaca",
}
STATUS_TONES: dict[ClauseStatus, Tone] = {
    "granted": "baik",
    "excluded": "tinggi",
    "prohibited": "netral",
    "absent": "sedang",
    "unreadable": "buram",
}
STANDINGS: dict[Verified, str] = {
    "yes": "dipakai memutus",
    "yes-follows-ump": "dipakai memutus (mengikuti UMP)",
    "approx": "hanya ditampilkan: angka dibulatkan",
    "derived": "hanya ditampilkan: dihitung dari persentase",
    "conflict": "hanya ditampilkan: ada dua angka berbeda",
    "no": "hanya ditampilkan: dari ingatan",
}
"""What a row of the law data is good for, by how well it is vouched for (docs/law-data.md)."""
PENDING: dict[str, str] = {
    "pending": "dalam pembahasan",
    "passed": "sudah disahkan",
    "withdrawn": "ditarik; tidak ada spanduk",
}
VIOLATIONS: dict[str, str] = {
    "wage_below_minimum": "Upah di bawah upah minimum",
    "no_overtime_pay": "Lembur tidak dibayar",
    "resignation_penalty": "Penalti bila pekerja mengundurkan diri",
    "hours_over_limit": "Jam kerja melebihi batas",
    "no_weekly_rest": "Tidak ada istirahat mingguan",
    "bpjs_borne_by_worker": "Iuran BPJS dibebankan kepada pekerja",
    "digits_words_mismatch": "Angka dan huruf tidak sama",
    "row_sum_mismatch": "Rincian harga tidak cocok",
    "probation_in_pkwt": "Masa percobaan dalam PKWT",
    "original_diploma_withheld": "Ijazah asli ditahan",
    "wage_not_stated": "Besar upah tidak disebut",
    "wage_deduction_for_losses": "Upah dipotong untuk ganti rugi",
}
DETAILS: dict[str, str] = {
    "hours_per_day": "jam per hari",
    "hours_per_week": "jam per minggu",
    "days_per_week": "hari per minggu",
    "leave_days": "hari cuti",
    "months": "bulan",
}


def protection_name(code: str) -> str:
    """Insurance programme or clause kind in words; an unknown code is shown as it is, readable enough."""
    return PROGRAMME_NAMES.get(code) or CLAUSE_NAMES.get(code) or code.replace("_", " ")


def violation_name(code: str) -> str:
    return VIOLATIONS.get(code) or CLAUSE_NAMES.get(code) or code.replace("_", " ")


def verdict_label(finding: Finding) -> str:
    """The verdict in words; figures that contradict each other are "not matching", never a breach."""
    if finding.weight == "calculation" and finding.verdict == "violated":
        return "Tidak cocok"
    return VERDICTS[finding.verdict]


def finding_tone(verdict: Verdict, severity: Severity) -> Tone:
    """Violated and absent take the colour of their severity; the other verdicts have their own."""
    match verdict:
        case "satisfied":
            return "baik"
        case "unreadable":
            return "buram"
        case "not_applicable":
            return "netral"
    return severity
