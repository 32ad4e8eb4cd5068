"""What the facts stage looks for, by kind, so that "absent" can say what was searched."""

from __future__ import annotations

_TERMS: dict[str, tuple[str, ...]] = {
    "overtime": ("lembur", "kelebihan jam kerja", "overtime"),
    "working_hours": ("waktu kerja", "jam kerja", "shift", "pukul ... sampai ...", "jam sehari"),
    "annual_leave": ("cuti tahunan", "hak cuti", "12 hari kerja"),
    "weekly_rest": ("istirahat mingguan", "hari libur", "hari istirahat"),
    "thr": ("THR", "Tunjangan Hari Raya"),
    "k3_apd": ("K3", "keselamatan dan kesehatan kerja", "alat pelindung diri", "APD"),
    "compensation_pkwt": ("uang kompensasi", "kompensasi PKWT", "kompensasi akhir kontrak"),
    "probation": ("masa percobaan", "probation", "masa orientasi"),
    "transfer_of_protection": ("pengalihan pelindungan", "penggantian perusahaan alih daya", "penyedia jasa yang baru"),
    "registration_disnaker": ("dicatatkan", "didaftarkan", "Disnaker", "Dinas Tenaga Kerja"),
    "termination": ("pemutusan", "pengakhiran", "berakhirnya perjanjian"),
    "dispute_settlement": ("perselisihan", "musyawarah", "Pengadilan Hubungan Industrial", "bipartit"),
    "minimum_wage_reference": ("upah minimum", "UMK", "UMP", "UMR"),
    "late_wage_penalty": ("denda keterlambatan upah", "terlambat membayar upah"),
    "original_diploma_withheld": ("ijazah asli", "dokumen asli", "jaminan ijazah"),
    "resignation_penalty": ("mengundurkan diri", "penalti", "ganti rugi", "denda pengunduran diri"),
    "object_of_work": ("ruang lingkup", "jenis pekerjaan", "lokasi", "jumlah tenaga"),
    "worker_contract_form": ("hubungan kerja", "perjanjian kerja waktu tertentu", "PKWT", "PKWTT"),
    "vendor_bears_protection": ("tanggung jawab atas upah", "kesejahteraan", "membebaskan dari tuntutan pekerja"),
    "wage_payment_date": ("dibayarkan setiap tanggal", "transfer", "slip upah", "pembayaran upah"),
    "paid_absence": ("sakit", "surat dokter", "izin", "ibadah"),
    "maternity_leave": ("cuti melahirkan", "keguguran", "menyusui"),
    "wage_deduction": ("potongan upah", "ganti rugi", "uang jaminan"),
    "rights_waiver": ("tidak menuntut", "tidak berhak", "sewaktu-waktu"),
    "vendor_licence": ("NIB", "Nomor Induk Berusaha", "izin operasional", "KBLI"),
    "wlkp_reporting": ("WLKP", "wajib lapor ketenagakerjaan"),
    "bpjs_evidence": ("sertifikat kepesertaan", "NPP", "bukti setor iuran"),
    "marriage_pregnancy_ban": ("tidak menikah", "tidak hamil"),
    "union_ban": ("serikat pekerja", "mogok", "unjuk rasa"),
    "subcontract_ban": ("subkontrak", "mengalihkan pekerjaan"),
    "late_delivery_fine": ("denda keterlambatan", "1/1000"),
    "personnel_liability": ("cedera", "sakit atau meninggalnya personel", "menanggung"),
    "price_composition": ("harga SPK telah memperhitungkan", "rincian harga"),
    "age_limit": ("usia maksimal", "berpenampilan menarik", "belum menikah"),
    "women_night_work": ("pekerja perempuan", "antar jemput", "pukul 23.00"),
    "job_completion_terms": ("selesainya pekerjaan", "dinyatakan selesai", "estimasi penyelesaian"),
    "jkk": ("Jaminan Kecelakaan Kerja", "JKK", "BPJS Ketenagakerjaan", "Jamsostek", "Astek"),
    "jkm": ("Jaminan Kematian", "JKM", "BPJS Ketenagakerjaan", "Jamsostek"),
    "jht": ("Jaminan Hari Tua", "JHT", "BPJS Ketenagakerjaan", "Jamsostek"),
    "jp": ("Jaminan Pensiun", "JP", "BPJS Ketenagakerjaan"),
    "jkp": ("Jaminan Kehilangan Pekerjaan", "JKP", "BPJS Ketenagakerjaan"),
    "bpjs_kesehatan": ("BPJS Kesehatan", "JKN", "jaminan kesehatan", "JPK"),
}


def search_terms(kind: str) -> tuple[str, ...]:
    """The words looked for when a clause kind or insurance programme is searched; () for an unknown kind."""
    return _TERMS.get(kind, ())
