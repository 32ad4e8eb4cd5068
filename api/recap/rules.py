"""What the figures of a recapitulation count, in the words that stand under every one of them."""

from __future__ import annotations

from api.recap.period import Period
from api.routes.web_format import long_date

STATUS_NAMES: dict[str, str] = {
    "alih_daya": "Pekerja penyedia (perjanjian alih daya)",
    "surat_perjanjian": "Pekerja penyedia (surat perjanjian pemerintah)",
    "spk": "Pekerja penyedia (SPK dengan badan usaha)",
    "person": "Perorangan (SPK atau perjanjian langsung)",
    "pkwt": "PKWT",
    "addendum": "Menurut addendum",
}
WELFARE_NAMES: dict[str, str] = {
    "thr": "THR",
    "annual_leave": "cuti tahunan",
    "k3_apd": "K3 dan APD",
    "compensation_pkwt": "uang kompensasi PKWT",
}
PROGRAMME_SHORT: dict[str, str] = {
    "jkk": "JKK", "jkm": "JKM", "jht": "JHT", "jp": "JP", "jkp": "JKP", "bpjs_kesehatan": "BPJS Kesehatan",
}  # fmt: skip
_RULES = """
Angka menghitung kontrak yang sudah disetujui dan berlaku pada {day} (keadaan per tanggal itu). Kontrak tanpa tanggal
berakhir dianggap masih berlaku.

Pekerja adalah jumlah orang yang tertulis dalam kontrak. Jabatan yang tidak menyebut jumlah orang dihitung tersendiri
(“tanpa jumlah”) dan tidak pernah dikira-kira; jumlah pekerja yang sebenarnya dapat lebih besar.

Satu orang yang tertulis dalam dua kontrak yang berlaku bersamaan terhitung dua kali: kontrak tidak selalu menyebut
nama. Addendum dihitung dalam kontraknya; addendum yang kontraknya belum ada dalam daftar dihitung sendiri.

Jaminan sosial: pekerja yang kontraknya menyatakan program itu diberikan. Ini isi kontrak, bukan bukti kepesertaan.

Di bawah upah minimum: pekerja pada kontrak yang temuannya menyatakan upah di bawah upah minimum yang berlaku; jabatan
yang upahnya tidak tertulis tidak dapat dinilai. Upah terendah dan tertinggi hanya dari upah yang tertulis per bulan.

Kesejahteraan: pekerja yang kontraknya tidak memuat hal itu. Halaman yang tidak terbaca tidak dianggap tidak memuat.

Dilaporkan: kontrak yang laporannya diterima kantor paling lambat {day}. Sebagian laporan adalah kewajiban (PKWT: PP
35/2021 Pasal 14), sebagian permintaan kantor (satu pintu); lihat halaman Pelaporan.
"""


def rules(period: Period) -> tuple[str, ...]:
    """The sentences for that period, one a rule."""
    text = _RULES.format(day=long_date(period.as_of))
    return tuple(" ".join(rule.split()) for rule in text.strip().split("\n\n"))
