"""Clause kinds and their stance, sentence by sentence."""

from __future__ import annotations

import pytest

from extractor.facts import search_terms
from extractor.facts.clauses.engine import KINDS, find_clauses, judge_sentence
from extractor.facts.units import Unit, sentences
from extractor.vocabulary import PROGRAMME_NAMES


def judged(text: str, context: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for sentence in sentences(text, (Unit(0, len(text), "", context),)):
        for hit in judge_sentence(sentence):
            found.setdefault(hit.kind, hit.status)
    return found


# (kind, status, sentence); status None: the sentence is not about the kind.
STANCES: tuple[tuple[str, str | None, str], ...] = (
    ("overtime", "granted", "Kerja lembur dibayar sesuai ketentuan peraturan perundang-undangan."),
    ("overtime", "granted", "Kelebihan jam kerja dihitung sebagai lembur."),
    ("overtime", "granted", "Bekerja melampaui waktu kerja diberikan upah tambahan per jam."),
    ("overtime", "granted", "Perusahaan dilarang mempekerjakan lembur tanpa bayaran."),
    ("overtime", "granted", "Lembur dilaksanakan atas perintah tertulis dan tidak boleh melebihi empat jam sehari."),
    ("overtime", "excluded", "Pekerja tidak mendapat upah lembur."),
    ("overtime", "excluded", "Pekerjaan ini tidak mengenal lembur."),
    ("overtime", "excluded", "Lembur : NIHIL"),
    ("overtime", "excluded", "Upah tersebut sudah termasuk uang lembur."),
    ("overtime", "excluded", "Pekerja bekerja melebihi jam kerja di atas tanpa menuntut bayaran tambahan."),
    ("overtime", "excluded", "Jam tambahan tidak diberi imbalan apa pun."),
    ("overtime", "excluded", "Kerja di luar jadwal tidak dihitung lembur melainkan diganti hari libur."),
    ("working_hours", "granted", "Jam kerja delapan jam sehari dan 40 jam seminggu."),
    ("working_hours", "granted", "Senin s/d Sabtu pukul 07.00 - 15.00 WIB."),
    ("working_hours", "granted", "Penjagaan dibagi dalam 3 shift masing-masing 8 jam."),
    ("working_hours", "granted", "Waktu kerja mengikuti jadwal yang berlaku di lokasi."),
    ("working_hours", "excluded", "Jam kerja tidak terbatas dan menyesuaikan kebutuhan."),
    ("annual_leave", "granted", "Pekerja berhak cuti tahunan 12 (dua belas) hari kerja."),
    ("annual_leave", "granted", "Setelah setahun bekerja diberikan cuti dua belas hari."),
    ("annual_leave", "excluded", "Pekerja tidak berhak atas cuti tahunan."),
    ("annual_leave", "excluded", "Selama masa kontrak tidak ada cuti."),
    ("annual_leave", None, "Pekerja perempuan berhak cuti melahirkan tiga bulan."),
    ("weekly_rest", "granted", "Hari Minggu libur."),
    ("weekly_rest", "granted", "Pekerja mendapat satu hari istirahat mingguan."),
    ("weekly_rest", "granted", "Enam hari kerja dan 1 hari istirahat dalam seminggu."),
    ("weekly_rest", "granted", "Hari Minggu tidak bekerja."),
    ("weekly_rest", "excluded", "Petugas berjaga setiap hari tanpa hari libur."),
    ("weekly_rest", "excluded", "Bekerja tujuh hari seminggu."),
    ("weekly_rest", None, "Lembur pada hari libur nasional dibayar dua kali."),
    ("thr", "granted", "Tunjangan Hari Raya sebesar satu bulan upah dibayar tujuh hari sebelum hari raya."),
    ("thr", "granted", "THR diberikan sesuai kemampuan perusahaan."),
    ("thr", "excluded", "Pekerja tidak menerima THR."),
    ("thr", "excluded", "Honorarium sudah termasuk tunjangan hari raya."),
    ("thr", "excluded", "THR tidak diberikan kepada pekerja harian."),
    ("thr", "excluded", "Bekerja tanpa tunjangan hari raya."),
    ("k3_apd", "granted", "Perusahaan menyediakan alat pelindung diri."),
    ("k3_apd", "granted", "Pekerja memakai helm, masker dan sarung tangan."),
    ("k3_apd", "excluded", "APD dibeli sendiri oleh pekerja masing-masing."),
    ("k3_apd", "excluded", "Sarung tangan dan sepatu dibebankan kepada pekerja sendiri."),
    ("compensation_pkwt", "granted", "Uang kompensasi dibayarkan pada saat berakhirnya PKWT."),
    ("compensation_pkwt", "excluded", "Perjanjian berakhir dengan sendirinya tanpa kompensasi apapun."),
    ("compensation_pkwt", "excluded", "Pekerja tidak berhak atas uang kompensasi."),
    ("compensation_pkwt", None, "Peristiwa Kompensasi dapat diberikan kepada penyedia."),
    ("probation", "granted", "Pekerja menjalani masa percobaan tiga bulan."),
    ("probation", "granted", "Dua bulan pertama merupakan masa orientasi."),
    ("probation", "prohibited", "Tidak ada masa percobaan."),
    ("probation", "prohibited", "PKWT ini tidak mensyaratkan masa percobaan kerja."),
    (
        "transfer_of_protection",
        "granted",
        "Bila penyedia jasa diganti, penyedia jasa yang baru melanjutkan hubungan kerja dan masa kerja tetap diakui.",
    ),
    (
        "transfer_of_protection",
        "granted",
        "Pengalihan pelindungan hak pekerja dijamin bila terjadi pergantian perusahaan alih daya.",
    ),
    ("transfer_of_protection", "excluded", "Perusahaan penyedia yang baru tidak berkewajiban menerima tenaga lama."),
    ("registration_disnaker", "granted", "Perjanjian ini dicatatkan pada Dinas Tenaga Kerja Kabupaten."),
    ("registration_disnaker", None, "Kecelakaan kerja dilaporkan kepada Dinas Tenaga Kerja."),
    ("termination", "granted", "Salah satu pihak dapat mengakhiri perjanjian dengan pemberitahuan 30 hari."),
    ("termination", None, "Perjanjian berlaku sampai dengan 31 Desember 2024."),
    ("dispute_settlement", "granted", "Perselisihan diselesaikan secara musyawarah."),
    ("dispute_settlement", "granted", "Kedua pihak memilih domisili di Kepaniteraan Pengadilan Negeri."),
    ("minimum_wage_reference", "granted", "Upah tidak boleh lebih rendah dari upah minimum kota."),
    ("minimum_wage_reference", "granted", "Dilarang membayar upah di bawah UMK."),
    ("minimum_wage_reference", "excluded", "Pekerja bersedia menerima upah di bawah upah minimum."),
    ("late_wage_penalty", "granted", "Keterlambatan pembayaran upah dikenakan denda 5% per hari."),
    ("late_wage_penalty", "excluded", "Denda keterlambatan sebesar 1/1000 dari nilai kontrak per hari."),
    ("original_diploma_withheld", "granted", "Pekerja menyerahkan ijazah asli sebagai jaminan."),
    ("original_diploma_withheld", "granted", "Karyawan menitipkan ijazah asli kepada perusahaan selama kontrak."),
    ("original_diploma_withheld", "prohibited", "Perusahaan tidak menahan ijazah asli pekerja."),
    ("original_diploma_withheld", None, "Pekerja menyerahkan fotokopi ijazah dan KTP."),
    (
        "resignation_penalty",
        "granted",
        "Pekerja yang mengundurkan diri sebelum kontrak berakhir wajib membayar denda satu bulan upah.",
    ),
    ("resignation_penalty", "prohibited", "Pekerja yang mengundurkan diri tidak dikenakan denda."),
    ("private_insurance", "granted", "Perusahaan menutup asuransi kecelakaan diri bagi pekerja."),
    ("third_party_insurance", "granted", "Penyedia menutup asuransi tanggung gugat pihak ketiga."),
    ("third_party_insurance", None, "Perusahaan mengasuransikan gedung terhadap kebakaran."),
    ("pdp", "granted", "Para pihak melindungi data pribadi pekerja."),
    ("late_delivery_fine", "granted", "Denda 1/1000 per hari keterlambatan pekerjaan."),
    ("subcontract_ban", "granted", "Penyedia dilarang mengalihkan pekerjaan kepada pihak lain."),
    ("wlkp_reporting", "granted", "Perusahaan telah memenuhi wajib lapor ketenagakerjaan."),
    ("maternity_leave", "granted", "Pekerja perempuan berhak cuti melahirkan tiga bulan."),
    ("marriage_pregnancy_ban", "granted", "Karyawati dilarang menikah selama masa kontrak."),
    ("union_ban", "granted", "Pekerja dilarang melakukan mogok kerja."),
    ("age_limit", "granted", "Usia maksimal 30 tahun dan berpenampilan menarik."),
    ("worker_contract_form", "granted", "Hubungan kerja antara PIHAK KEDUA dengan pekerja dituangkan dalam PKWT."),
    (
        "vendor_bears_protection",
        "granted",
        "PIHAK KEDUA bertanggung jawab atas upah, kesejahteraan dan jaminan sosial pekerja.",
    ),
    ("job_completion_terms", "granted", "Perjanjian kerja ini berdasarkan selesainya suatu pekerjaan tertentu."),
)


@pytest.mark.parametrize(("kind", "status", "text"), STANCES, ids=[f"{s[0]}: {s[2][:50]}" for s in STANCES])
def test_a_sentence_is_judged(kind: str, status: str | None, text: str) -> None:
    """A sentence grants, excludes or prohibits the kind, or is not about it."""
    assert judged(text).get(kind) == status


@pytest.mark.parametrize(
    ("context", "text", "kind"),
    [
        ("Pekerja tidak berhak atas:", "tunjangan hari raya;", "thr"),
        ("PIHAK KEDUA tidak memperoleh:", "uang kompensasi pada akhir PKWT;", "compensation_pkwt"),
        ("Pekerja tidak mendapat:", "cuti tahunan 12 hari;", "annual_leave"),
    ],
)
def test_a_lead_in_denies_its_items(context: str, text: str, kind: str) -> None:
    """An item under a denying lead-in is excluded though it names only the right."""
    assert judged(text, context)[kind] == "excluded"


def test_one_sentence_may_deny_several_rights() -> None:
    """A negation reaches over a list."""
    found = judged("Pekerja tidak mendapat THR, cuti, lembur maupun uang kompensasi.")
    assert {k: found.get(k) for k in ("thr", "annual_leave", "overtime", "compensation_pkwt")} == dict.fromkeys(
        ("thr", "annual_leave", "overtime", "compensation_pkwt"), "excluded"
    )


@pytest.mark.parametrize(
    ("kind", "text", "detail", "value"),
    [
        ("working_hours", "Waktu kerja 8 (delapan) jam sehari dan 40 jam seminggu.", "hours_per_day", "8"),
        ("working_hours", "Waktu kerja 8 (delapan) jam sehari dan 40 jam seminggu.", "hours_per_week", "40"),
        ("working_hours", "Jaga dalam 2 regu masing-masing 12 (dua belas) jam.", "hours_per_day", "12"),
        ("working_hours", "Jam kerja Senin s/d Jumat pukul 08.00 - 16.30.", "days_per_week", "5"),
        ("working_hours", "Jam kerja Senin s/d Jumat pukul 08.00 - 16.30.", "clock_hours_per_day", "8.5"),
        ("working_hours", "Jam kerja pukul 19.00 - 07.00 WIB.", "clock_hours_per_day", "12"),
        ("annual_leave", "Berhak cuti tahunan dua belas hari kerja.", "leave_days", "12"),
        ("thr", "THR diberikan sesuai kemampuan perusahaan.", "discretionary", "true"),
        ("thr", "Upah sudah termasuk THR.", "included_in_wage", "true"),
        ("probation", "Masa percobaan 3 (tiga) bulan.", "months", "3"),
        ("registration_disnaker", "Perjanjian didaftarkan pada Disnaker paling lambat 7 hari.", "days", "7"),
        ("wage_payment_date", "Upah dibayarkan setiap tanggal 25.", "day", "25"),
        ("late_wage_penalty", "Keterlambatan pembayaran upah dikenakan denda 5%.", "percent", "5"),
        (
            "resignation_penalty",
            "Pihak yang mengakhiri sebelum waktunya membayar ganti rugi sesuai Pasal 62.",
            "statutory",
            "true",
        ),
    ],
)
def test_details_are_read(kind: str, text: str, detail: str, value: str) -> None:
    """Hours, days, months and conditions stand in the clause's details."""
    findings = {f.kind: f for f in find_clauses(sentences(text, (Unit(0, len(text)),)))}
    assert next((d.value for d in findings[kind].details if d.name == detail), None) == value  # type: ignore[index]


def test_a_denial_beats_a_mention_and_a_grant_beats_a_partial_denial() -> None:
    """Clear words win: "wajib lembur" with "tanpa upah lembur" is a denial; a paid overtime with an exception a grant."""
    denied = "Pekerja wajib lembur bila diperlukan. Pekerja tidak mendapat upah lembur."
    granted = "Upah lembur dibayar sesuai ketentuan. Pengemudi tidak mendapat upah lembur."
    for text, status in ((denied, "excluded"), (granted, "granted")):
        found = {f.kind: f.status for f in find_clauses(sentences(text, (Unit(0, len(text)),)))}
        assert found["overtime"] == status


def test_every_kind_is_listed_and_has_search_terms() -> None:
    """Absent kinds are listed too, and each kind and programme can say what was searched."""
    assert [f.kind for f in find_clauses(())] == list(KINDS)
    assert [k for k in (*KINDS, *PROGRAMME_NAMES) if not search_terms(k)] == []
