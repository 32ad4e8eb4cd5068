"""The common grammar of rights: one set of sentence patterns for every right, so that kind and stance vary freely.

Patterns are written once and combined with each right's nouns; ``S`` is who owes, ``B`` who benefits, ``R`` the right.
"""

from __future__ import annotations

from typing import Final

DEBTORS: Final = (
    "PIHAK KEDUA", "Pihak Kedua", "PIHAK PERTAMA", "Perusahaan", "perusahaan alih daya", "Vendor", "Penyedia", "Penyedia Jasa", "Pengusaha", "Pemberi Kerja", "PIHAK KESATU", "Koperasi",
    "Kontraktor", "Pelaksana", "Pemborong", "Majikan", "Perseroan",
)  # fmt: skip
WORKERS: Final = (
    "pekerja", "Pekerja", "tenaga kerja", "karyawan", "Karyawan", "PIHAK KEDUA", "petugas", "personil", "pekerja/buruh", "para pekerja", "tenaga kerja yang ditempatkan", "pegawai kontrak",
    "tenaga outsourcing", "buruh", "personel", "tenaga alih daya", "setiap pekerja", "yang bersangkutan", "anggota", "pekerjanya", "tenaga lepas", "karyawannya",
)  # fmt: skip
GRANTED: Final = (
    "{S} <wajib|harus|berkewajiban|akan|bersedia|berjanji|> <memberikan|membayar|membayarkan|menyediakan|menjamin|memenuhi|menanggung|memperhitungkan> {R}[ <kepada|bagi|untuk> {B}].",
    "{B} <berhak|berhak penuh> <atas|memperoleh|mendapat|mendapatkan|menerima> {R}.",
    "{B} <diberikan|diberi|mendapat|mendapatkan|memperoleh|menerima> {R}[ <dari|oleh> {S}].",
    "Kepada {B} <diberikan|dibayarkan|disediakan> {R}[ <sesuai|menurut> <ketentuan|peraturan> <yang berlaku|perundang-undangan>].",
    "{R} <diberikan|dibayarkan|disediakan|menjadi hak|ditanggung> <kepada|untuk|bagi|oleh> <{B}|{S}>.",
    "Hak {B} <meliputi|antara lain|terdiri dari> : upah, {R} dan {R2}.",
    "{S} menjamin terpenuhinya {R}, {R2} serta hak lainnya bagi {B}.",
    "{R} : <ada|sesuai ketentuan|ditanggung perusahaan|diberikan>.",
    "Ketentuan mengenai {R} <mengikuti|mengacu pada|diatur sesuai> peraturan <perundang-undangan|ketenagakerjaan|perusahaan>[ yang berlaku].",
    "Biaya <tersebut|di atas> sudah <termasuk|memperhitungkan> {R} yang <wajib|harus> dibayarkan kepada {B}.",
    "{S} tidak boleh <mengurangi|menghapus|menghilangkan> {R} <{B}|yang menjadi hak {B}>.",
    "Pelaksanaan {R} bagi {B} menjadi tanggung jawab {S}.",
)
EXCLUDED: Final = (
    "{B} <tidak berhak|tidak akan> <atas|memperoleh|mendapat|mendapatkan|menerima> {R}.",
    "{S} tidak <memberikan|membayar|menanggung|menyediakan|berkewajiban atas> {R}[ <kepada|bagi|untuk> {B}].",
    "{R} <tidak diberikan|ditiadakan|dihapuskan|tidak dibayarkan|tidak ada|tidak berlaku|belum diberikan>[ bagi {B}].",
    "<Upah|Honor|Imbalan|Harga> <tersebut|di atas> <tidak|belum> termasuk {R}.",
    "{B} <melepaskan|tidak akan menuntut|tidak dapat menuntut> <hak atas |>{R}[ dalam bentuk apa pun].",
    "<Selama|Dalam> <masa kontrak|masa perjanjian|penugasan> {B} bekerja tanpa {R}.",
    "{R} : <nihil|tidak ada|->.",
    "Dengan dibayarkannya upah <maka|,> {S} dibebaskan dari <kewajiban|pembayaran> {R}.",
    "{B} <mengerti|menyetujui|menyadari> bahwa tidak ada {R} maupun {R2}.",
    "Hal-hal yang tidak ditanggung {S} : {R}, {R2}.",
)
SHIFTED: Final = (
    "{R} <menjadi|merupakan> <beban|tanggungan|tanggung jawab> {B}[ sendiri| masing-masing].",
    "Biaya {R} <dipotong|dipotongkan> [seluruhnya ]dari <upah|gaji|honor> {B}.",
    "{B} <mengurus|membayar|menanggung|mendaftar> {R} <secara mandiri|sendiri|atas biaya sendiri>.",
    "{R} dibebankan <sepenuhnya |>kepada {B}.",
)
NOUNS: Final[dict[str, tuple[str, ...]]] = {
    "overtime": (
        "upah lembur",
        "uang lembur",
        "lembur",
        "upah kerja lembur",
        "kompensasi kelebihan jam kerja",
        "pembayaran jam tambahan",
        "upah atas kelebihan jam kerja",
        "uang kelebihan jam",
    ),
    "annual_leave": (
        "cuti tahunan",
        "hak cuti",
        "cuti 12 hari kerja",
        "cuti",
        "istirahat tahunan",
        "cuti tahunan selama dua belas hari",
        "hari cuti",
    ),
    "weekly_rest": (
        "istirahat mingguan",
        "hari libur",
        "libur mingguan",
        "hari istirahat",
        "libur satu hari dalam seminggu",
        "hari off",
    ),
    "thr": (
        "THR",
        "Tunjangan Hari Raya",
        "tunjangan hari raya keagamaan",
        "Tunjangan Hari Raya (THR)",
        "THR keagamaan",
        "tunjangan hari raya sebesar satu bulan upah",
        "THR sebesar 1 (satu) kali upah",
    ),
    "k3_apd": (
        "alat pelindung diri",
        "APD",
        "perlengkapan keselamatan kerja",
        "sarung tangan, masker dan sepatu",
        "helm dan sepatu keselamatan",
        "alat pelindung diri (APD)",
        "perlindungan keselamatan dan kesehatan kerja",
    ),
    "compensation_pkwt": (
        "uang kompensasi",
        "uang kompensasi PKWT",
        "kompensasi akhir kontrak",
        "kompensasi atas berakhirnya perjanjian kerja",
        "uang kompensasi sesuai masa kerja",
    ),
    "jkk_jkm": (
        "JKK dan JKM",
        "BPJS Ketenagakerjaan",
        "Jaminan Kecelakaan Kerja dan Jaminan Kematian",
        "program Jamsostek",
        "iuran BPJS Ketenagakerjaan",
        "jaminan sosial tenaga kerja",
        "kepesertaan BPJS TK",
        "JKK, JKM dan JHT",
    ),
    "bpjs_kesehatan": (
        "BPJS Kesehatan",
        "jaminan kesehatan",
        "iuran BPJS Kesehatan",
        "jaminan pemeliharaan kesehatan",
        "kepesertaan JKN",
        "JKN",
        "biaya pengobatan",
    ),
    "private_insurance": (
        "asuransi kecelakaan diri",
        "asuransi rawat inap",
        "asuransi kesehatan swasta",
        "asuransi jiwa kelompok",
    ),
    "paid_absence": (
        "upah selama sakit",
        "upah ketika sakit dengan surat dokter",
        "izin menikah dengan upah",
        "upah saat menjalankan ibadah",
        "izin kedukaan",
    ),
    "maternity_leave": ("cuti melahirkan", "cuti hamil dan melahirkan", "istirahat melahirkan tiga bulan", "cuti haid"),
}
