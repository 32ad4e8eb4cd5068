"""Rights granted, denied and emptied in less usual words."""

from __future__ import annotations

import pytest

from extractor.facts.clauses.engine import judge_sentence
from extractor.facts.units import Unit, sentences
from extractor.report import Detail


def judged(text: str) -> dict[str, tuple[str, tuple[Detail, ...]]]:
    found: dict[str, tuple[str, tuple[Detail, ...]]] = {}
    for sentence in sentences(text, (Unit(0, len(text)),)):
        for hit in judge_sentence(sentence):
            found.setdefault(hit.kind, (hit.status, hit.details))
    return found


# (kind, status, sentence); status None: the sentence is not about the kind.
STANCES: tuple[tuple[str, str | None, str], ...] = (
    ("overtime", "excluded", "Bagi petugas malam tidak dikenal upah lembur."),
    ("overtime", "excluded", "Kasir yang selesai melewati jam pulang tidak memperoleh upah tambahan."),
    ("overtime", "excluded", "Satpam yang bertugas melebihi jadwal tidak dibayar untuk itu."),
    ("overtime", "excluded", "Gaji mencakup seluruh jaga, tanpa tambahan untuk jam di atas tujuh jam sehari."),
    ("overtime", "excluded", "Tidak diberikan imbalan atas kelebihan jam."),
    ("overtime", None, "Pegawai pulang sesuai jadwal dan menyerahkan kunci."),
    ("overtime", "excluded", "Kurir menerima uang bensin, bukan lembur, dan tidak boleh meminta upah lembur."),
    ("weekly_rest", "granted", "Perawat mendapat sehari bebas dinas setiap minggu."),
    ("weekly_rest", "granted", "Porter libur satu kali dalam seminggu tidak boleh pada hari Minggu."),
    ("private_insurance", "granted", "Program itu tidak diambil karena Rekanan memberikan asuransi kesehatan swasta."),
    ("minimum_wage_reference", "granted", "Rekanan tidak dibenarkan menggaji lebih rendah dari UMK Garut."),
    ("minimum_wage_reference", "granted", "Dilarang membayar upah di bawah upah minimum."),
    ("minimum_wage_reference", "excluded", "Pekerja setuju menerima gaji di bawah upah minimum."),
    ("compensation_pkwt", "granted", "Uang kompensasi PKWT menjadi beban Rekanan dan tidak dapat ditagih ke Hotel."),
    ("compensation_pkwt", "excluded", "Uang kompensasi PKWT tidak menjadi beban Perusahaan."),
    ("resignation_penalty", "granted", "Pekerja yang resign tidak menerima kembali jaminan dan dikenai denda."),
    ("resignation_penalty", "prohibited", "Pekerja yang resign tidak dikenai denda."),
    ("dispute_settlement", "granted", "Diselesaikan dengan mufakat; jika tidak berhasil, lewat kantor tenaga kerja."),
    ("termination", "granted", "Pesanan ini bisa kami hentikan kapan pun."),
    ("working_hours", "excluded", "Jam kerja mengikuti jadwal atasan, menyesuaikan keramaian toko."),
    ("working_hours", "granted", "Jam kerja 40 jam seminggu, pembagiannya disesuaikan dengan lokasi."),
    ("weekly_rest", "granted", "Petugas beristirahat pada hari Jumat."),
    ("weekly_rest", "granted", "Pekerja libur setiap hari Sabtu."),
    ("weekly_rest", "granted", "Karyawan mendapat libur sehari tiap minggu, tidak boleh pada hari pasar."),
    ("weekly_rest", "excluded", "Libur diberikan satu hari dalam dua minggu."),
    ("weekly_rest", "excluded", "Istirahat satu hari setiap 3 (tiga) minggu."),
    ("weekly_rest", None, "Dinas pagi dengan istirahat 45 menit, enam hari dalam seminggu."),
    ("compensation_pkwt", "excluded", "Pekerja tidak memperoleh pesangon maupun penggantian apa pun."),
    ("compensation_pkwt", "excluded", "Perusahaan tidak wajib membayar pesangon atau ganti rugi."),
    ("compensation_pkwt", None, "Pesangon dibayar menurut undang-undang."),
    ("transfer_of_protection", "excluded", "Hotel tanpa kewajiban menampung petugas pada kontraktor berikutnya."),
    ("transfer_of_protection", "excluded", "Rekanan penerus tidak diwajibkan merekrut tenaga kebersihan yang lama."),
    ("transfer_of_protection", "granted", "Vendor pengganti wajib menyerap satpam yang ada."),
    ("transfer_of_protection", "granted",
     "Jika kontrak tidak diperpanjang dan bank menunjuk vendor lain, vendor tersebut melanjutkan masa kerja petugas."),
    ("transfer_of_protection", None, "Bank tidak wajib menerima tenaga pengganti yang tidak cakap."),
    ("dispute_settlement", "granted", "Segala hal yang timbul dari kontrak diselesaikan secara kekeluargaan."),
    ("dispute_settlement", None, "Segala hal yang belum diatur akan diselesaikan secara musyawarah."),
    ("registration_disnaker", "granted",
     "Perjanjian ini satu kesatuan yang tidak terpisahkan dan didaftarkan pada Dinas Tenaga Kerja."),
    ("pdp", "granted", "Data pribadi petugas dihapus setelah masa tugas."),
    ("thr", "granted", "Tidak termasuk dalam harga satuan: THR, yang ditagihkan terpisah."),
    ("wage_deduction", "granted", "Harga penggantian alat dipotong dari gaji yang bersangkutan."),
    ("wage_deduction", None, "Penggantian petugas yang sakit tidak mengubah upah."),
    ("overtime", "excluded", "Jika pekerjaan belum selesai, petugas menyelesaikannya tanpa upah tambahan."),
    ("overtime", "excluded", "Kelebihan jam jaga ditukar dengan libur."),
    ("overtime", "excluded", "Upah pokok sudah mencakup kelebihan jam kerja."),
    ("annual_leave", "excluded", "Hak cuti baru berlaku pada kontrak berikutnya."),
    ("weekly_rest", "excluded", "Petugas jaga bertugas tujuh malam seminggu."),
    ("weekly_rest", "excluded", "Libur diberikan dua kali sebulan."),
    ("weekly_rest", "granted", "Pada hari Minggu seluruh petugas diliburkan."),
    ("working_hours", "excluded", "Karyawan tidak mempunyai jam kerja tetap."),
    ("probation", "granted", "Karyawan menjalani training dua bulan dengan upah 75%."),
    ("probation", None, "Karyawan mengikuti training keselamatan selama dua hari."),
    ("original_diploma_withheld", "granted", "BPKB karyawan disimpan perusahaan sebagai jaminan."),
    ("original_diploma_withheld", None, "Karyawan menyerahkan fotokopi KTP dan buku nikah."),
    ("resignation_penalty", "granted", "Biaya pelatihan dikembalikan bila pekerja resign sebelum dua tahun."),
    ("resignation_penalty", None, "Seragam dan ijazah dikembalikan bila pekerja mengundurkan diri."),
    ("wage_deduction", "granted", "Kekurangan setoran menjadi tanggungan kasir."),
    ("overtime", "excluded", "Gaji bersifat all in, sudah dengan lembur dan makan."),
    ("overtime", "granted", "Gaji, termasuk lembur, ditransfer tanggal 25."),
    ("overtime", "granted", "Tiap kelebihan jam dibayar satu setengah kali upah sejam."),
    ("overtime", "excluded", "Penambahan jam karena hajatan tidak dibayar."),
    ("weekly_rest", None, "Apabila hari libur, gaji dibayar sehari sebelumnya."),
    ("original_diploma_withheld", "prohibited", "Perusahaan tidak akan meminta ijazah asli."),
    ("transfer_of_protection", "excluded", "Bank tidak menjamin kelanjutan kerja petugas bila vendor diganti."),
    ("overtime", "granted", "Tidak ada kerja lembur tanpa surat perintah, dan lembur dibayar menurut aturan."),
    ("overtime", "excluded", "Kepala regu tidak termasuk yang berhak atas uang lembur."),
    ("thr", "granted", "Pekerja yang pindah bagian tidak kehilangan haknya atas THR."),
    ("thr", "granted", "Pembayaran THR tidak boleh ditunda."),
    ("annual_leave", "granted", "Selain cuti tahunan 12 hari, petugas tidak mendapat cuti lain."),
    ("compensation_pkwt", "granted", "Uang kompensasi tidak dibayarkan apabila pekerja menolak perpanjangan."),
    ("resignation_penalty", None, "Vendor yang mengakhiri kontrak sebelum waktunya membayar denda."),
    ("wage_deduction", None, "Vendor mengganti kerusakan akibat kelalaian petugasnya."),
    ("probation", None, "Masa orientasi lokasi diadakan pada hari pertama."),
    ("original_diploma_withheld", None, "KTP asli diserahkan untuk difotokopi di pos."),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "status", "text"), STANCES, ids=[s[2][:60] for s in STANCES])
def test_wordings_are_judged(kind: str, status: str | None, text: str) -> None:
    """The kind comes out with its status, or not at all where the sentence is about something else."""
    found = judged(text)
    assert (found[kind][0] if kind in found else None) == status


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Waktu kerja dalam dua regu dengan pola lima hari kerja dan satu hari libur.", "days_per_week", "5"),
        ("Jam kerja 9 jam sehari, libur satu hari dalam dua minggu.", "days_per_week", "6"),
        ("Jam kerja pukul 07.00 - 19.00, tanpa tambahan untuk jam di atas 8 jam sehari.", "hours_per_day", None),
    ],
)
def test_hours_are_those_agreed(text: str, name: str, value: str | None) -> None:
    """Days come from the pattern of work and rest; a limit from which overtime counts is no working day."""
    details = {d.name: d.value for d in judged(text)["working_hours"][1]}
    assert details.get(name) == value
