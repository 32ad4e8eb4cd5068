"""Clause passages by kind and stance: many wordings of the same promise, denial or shift, old law and new, good and evasive.

Stances: ``granted`` the right or duty is given (for forbidden kinds: the forbidden thing is agreed), ``excluded`` a right
is denied or the forbidden thing is ruled out, ``mentioned`` the words stand there but settle nothing for the worker.
"""

from __future__ import annotations

from typing import Final

PASSAGES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("overtime", "granted"): (
        "<Pekerjaan|Kerja> yang <melebihi|melampaui> <jam kerja|waktu kerja> <dihitung|diperhitungkan> sebagai <lembur|kerja lembur>[ sesuai <PP 35 Tahun 2021|Kepmenakertrans Nomor 102 Tahun 2004|ketentuan yang berlaku>].",
        "Upah lembur dibayar <1,5|satu setengah> kali upah sejam untuk jam pertama dan 2 kali untuk jam berikutnya.",
        "{pos} yang bertugas di luar jam kerja atas perintah tertulis berhak <atas|mendapat> <uang|upah> lembur.",
        "Kelebihan jam kerja dibayar menurut peraturan ketenagakerjaan.",
        "Perhitungan lembur : upah sebulan x 1/173.",
    ),
    ("overtime", "excluded"): (
        "<PIHAK KEDUA|Pekerja|Karyawan> <tidak berhak atas|tidak mendapat|tidak menerima> <upah|uang> lembur.",
        "Kerja di luar jam dinas <merupakan|adalah> bentuk loyalitas dan tidak diperhitungkan sebagai lembur.",
        "Pekerja bersedia bekerja melebihi jam kerja di atas tanpa menuntut bayaran tambahan <apa pun|>.",
        "Lembur : nihil.",
        "Upah tersebut sudah termasuk <lembur|segala kelebihan jam kerja> sehingga tidak ada pembayaran lain.",
        "Perusahaan tidak mengenal <sistem|istilah> lembur bagi {pos}.",
    ),
    ("working_hours", "granted"): (
        "Waktu kerja <adalah|ditetapkan|ialah> 8 (delapan) jam <sehari|per hari> dan 40 (empat puluh) jam seminggu.",
        "Jam kerja : Senin <s/d|s.d.|sampai> <Jumat|Sabtu> pukul 0{n}.00 - 1{n}.00 <WIB|WITA|WIT>.",
        "Pengamanan dilakukan dalam <3 (tiga)|dua|2> shift masing-masing {n} jam.",
        "Hari kerja <dalam seminggu|> adalah <enam|6|lima> hari, setiap hari <tujuh|7|delapan> jam.",
        "PIHAK KEDUA bekerja mulai jam 07.00 sampai dengan jam 15.00.",
    ),
    ("working_hours", "mentioned"): (
        "Hari dan jam kerja menyesuaikan kebutuhan <PIHAK PERTAMA|perusahaan|user>.",
        "Pekerja wajib hadir tepat waktu dan mengisi daftar hadir.",
    ),
    ("annual_leave", "granted"): (
        "Setelah bekerja 12 (dua belas) bulan <berturut-turut|terus menerus> pekerja berhak <atas|mendapat> cuti tahunan <12 (dua belas)|dua belas> hari kerja.",
        "Hak cuti : 12 hari per tahun[ dengan upah penuh].",
        "<PIHAK PERTAMA|Perusahaan> memberikan cuti tahunan sesuai peraturan perundang-undangan.",
        "Istirahat tahunan sekurang-kurangnya dua belas hari kerja dengan tetap menerima upah.",
    ),
    ("annual_leave", "excluded"): (
        "<Selama masa kontrak|> PIHAK KEDUA tidak <mendapat|memperoleh|berhak atas> cuti[ tahunan].",
        "Karena masa kontrak kurang dari satu tahun maka tidak ada hak cuti.",
        "Pekerja yang mengambil cuti tidak dibayar upahnya.",
    ),
    ("weekly_rest", "granted"): (
        "<Hari Minggu|Hari Sabtu dan Minggu> <adalah|merupakan> hari <istirahat|libur>[ mingguan].",
        "Pekerja diberi istirahat mingguan <1 (satu)|satu|2 (dua)> hari dalam seminggu.",
        "Setiap {pos} libur sehari dalam tujuh hari.",
        "Sistem kerja 4 hari masuk 2 hari libur.",
        "Hari Minggu <dan hari besar|dan hari raya|> tidak <bekerja|masuk kerja|masuk>.",
        "<Sabtu dan Minggu|Minggu> <libur|tidak bekerja|istirahat>.",
        "Pekerja <beristirahat|libur> pada hari <Minggu|Jumat|Ahad>.",
    ),
    ("weekly_rest", "excluded"): (
        "PIHAK KEDUA bekerja setiap hari termasuk hari Minggu dan hari libur nasional.",
        "Pekerja bertugas tujuh hari seminggu tanpa hari libur.",
        "Tidak ada hari libur selama masa penugasan.",
    ),
    ("thr", "granted"): (
        "<THR|Tunjangan Hari Raya[ Keagamaan]> diberikan <sebesar|> 1 (satu) bulan <upah|gaji>[ paling lambat 7 hari sebelum hari raya].",
        "PIHAK PERTAMA membayarkan tunjangan hari raya secara proporsional bagi yang masa kerjanya di bawah 12 bulan.",
        "Pekerja berhak atas THR sesuai <Permenaker 6/2016|peraturan yang berlaku>.",
        "Biaya sudah termasuk pencadangan THR sebesar 1/12 upah yang wajib dibayarkan vendor kepada pekerja.",
    ),
    ("thr", "excluded"): (
        "<PIHAK KEDUA|Tenaga kerja> <tidak mendapat|tidak memperoleh|tidak berhak atas> <THR|Tunjangan Hari Raya>.",
        "Honorarium tersebut sudah mencakup segala hak, tanpa tunjangan hari raya.",
        "THR ditiadakan[ selama masa kontrak].",
    ),
    ("k3_apd", "granted"): (
        "<PIHAK KEDUA|Vendor|Perusahaan> <wajib|> menyediakan <alat pelindung diri|APD|perlengkapan keselamatan kerja>[ secara cuma-cuma].",
        "Para pihak mematuhi ketentuan keselamatan dan kesehatan kerja[ (K3)].",
        "Kepada {pos} diberikan helm, sepatu dan masker tanpa biaya.",
        "Setiap kecelakaan kerja dilaporkan dalam 2 x 24 jam.",
    ),
    ("k3_apd", "excluded"): (
        "Alat pelindung diri <menjadi tanggungan|disediakan sendiri oleh> pekerja.",
        "Perusahaan tidak bertanggung jawab atas kecelakaan yang menimpa pekerja.",
    ),
    ("compensation_pkwt", "granted"): (
        "<Pada saat|Bila> <PKWT|perjanjian> berakhir <pekerja|karyawan> berhak atas uang kompensasi[ sesuai PP 35 Tahun 2021].",
        "Uang kompensasi dihitung masa kerja dibagi 12 dikali satu bulan upah.",
        "Perusahaan membayar kompensasi akhir kontrak paling lambat pada hari terakhir.",
    ),
    ("compensation_pkwt", "excluded"): (
        "Perjanjian berakhir <demi hukum|dengan sendirinya> tanpa <kompensasi|pesangon atau kompensasi|kewajiban membayar> apa pun.",
        "PIHAK KEDUA tidak akan menuntut uang kompensasi maupun pesangon.",
    ),
    ("compensation_pkwt", "mentioned"): (
        "Peristiwa Kompensasi dapat diberikan kepada Penyedia bila PPK mengubah jadwal.",
        "Penyedia berhak atas kompensasi waktu akibat keterlambatan serah terima lokasi.",
    ),
    ("probation", "granted"): (
        "Masa percobaan ditetapkan {n} bulan.",
        "<3 (tiga)|Tiga|Dua> bulan pertama merupakan masa <percobaan|orientasi dan penilaian dengan upah 75%|training>.",
        "Selama masa percobaan perusahaan dapat mengakhiri hubungan kerja sewaktu-waktu.",
    ),
    ("probation", "excluded"): (
        "<Perjanjian|PKWT> ini tidak mensyaratkan <adanya |>masa percobaan.",
        "Tidak ada masa percobaan.",
        "Hubungan kerja dimulai tanpa masa percobaan kerja.",
    ),
    ("transfer_of_protection", "granted"): (
        "Apabila <terjadi pergantian|vendor diganti oleh> perusahaan alih daya <lain|baru>, masa kerja dan hak pekerja <dialihkan|dilanjutkan>[ sepanjang obyek pekerjaan tetap ada].",
        "PIHAK KEDUA menjamin kelangsungan bekerja dan pengakuan masa kerja bila kontrak beralih ke penyedia lain.",
        "Penyedia <baru|pengganti|berikutnya> <wajib|harus> <meneruskan|menerima> tenaga kerja yang ada beserta masa kerjanya.",
        "Masa kerja pada penyedia lama <diperhitungkan|dihitung|diakui> <oleh penyedia baru|secara terus-menerus>.",
        "Perlindungan hak-hak pekerja tetap dijamin walaupun terjadi pergantian penyedia jasa.",
    ),
    ("transfer_of_protection", "excluded"): (
        "Penyedia baru tidak berkewajiban menerima tenaga kerja lama.",
        "Berakhirnya perjanjian ini mengakhiri seluruh hubungan kerja tanpa pengalihan hak kepada penyedia berikutnya.",
    ),
    ("registration_disnaker", "granted"): (
        "<Perjanjian|PKWT> ini <dicatatkan|didaftarkan|dilaporkan> <pada|ke|kepada> Dinas Tenaga Kerja[ dan Transmigrasi] {place}[ paling lambat 7 hari].",
        "Salinan <perjanjian|kontrak> ini disampaikan kepada <dinas yang membidangi ketenagakerjaan|Disnakertrans> untuk dicatat.",
        "{S} mencatatkannya ke <Suku Dinas|Dinas> Tenaga Kerja {place}.",
        "Pencatatan dilakukan secara daring pada <Kementerian Ketenagakerjaan|sistem wajib lapor>.",
        "PIHAK KEDUA wajib melaporkan jenis pekerjaan dan jumlah tenaga kerja kepada instansi yang membidangi ketenagakerjaan.",
    ),
    ("termination", "granted"): (
        "<Para pihak|PIHAK PERTAMA|Salah satu pihak> dapat <mengakhiri|memutuskan> perjanjian ini dengan pemberitahuan tertulis {n} hari sebelumnya.",
        "<Kontrak|Perjanjian|SPK> <berhenti|berakhir|dapat dicabut|dinyatakan batal> <bila|apabila|jika> {S} <melanggar|lalai|tidak sanggup|tidak lagi memerlukan jasa>[ atau anggaran tidak tersedia].",
        "<Perusahaan|Yayasan|Dinas> dapat <menghentikan|memberhentikan> Pekerja dengan pemberitahuan {n} hari.",
        "Pekerja yang <mangkir|tidak masuk> {n} hari berturut-turut <dianggap|dikualifikasikan> mengundurkan diri.",
        "Hubungan kerja berakhir karena <meninggal dunia|berakhirnya jangka waktu|putusan pengadilan>.",
        "PPK dapat memutuskan kontrak apabila penyedia lalai setelah tiga kali surat peringatan.",
    ),
    ("dispute_settlement", "granted"): (
        "<Perselisihan|Sengketa> diselesaikan secara musyawarah[ untuk mufakat], <dan bila gagal|apabila tidak tercapai> melalui <Pengadilan Hubungan Industrial|Pengadilan Negeri|mediasi Dinas Tenaga Kerja|BANI>.",
        "<Bila buntu|Jika tidak ada titik temu|Selanjutnya> perkara dibawa ke <Dinas Tenaga Kerja {place}|mediator hubungan industrial|Pengadilan Negeri {place}>.",
        "Perbedaan pendapat dibicarakan <bersama|dengan pengurus|secara musyawarah> lebih dahulu.",
        "Segala perbedaan pendapat diselesaikan secara kekeluargaan.",
        "Para pihak memilih domisili hukum di Kepaniteraan Pengadilan Negeri {place}.",
    ),
    ("minimum_wage_reference", "granted"): (
        "Upah <tidak boleh lebih rendah dari|sekurang-kurangnya sebesar|mengikuti> <UMK|UMP|upah minimum> {place}.",
        "Apabila upah minimum berubah maka upah pekerja disesuaikan.",
        "Besaran upah sesuai Keputusan Gubernur tentang Upah Minimum {place}.",
    ),
    ("late_wage_penalty", "granted"): (
        "Keterlambatan pembayaran upah dikenakan denda 5% per hari mulai hari keempat.",
        "Bila upah terlambat dibayar, perusahaan membayar denda kepada pekerja.",
    ),
    ("late_wage_penalty", "mentioned"): (
        "Keterlambatan penyelesaian pekerjaan dikenakan denda 1/1000 per hari dari nilai kontrak.",
        "Penyedia yang terlambat dikenakan denda 1 (satu) permil setiap hari keterlambatan.",
    ),
    ("original_diploma_withheld", "granted"): (
        "<PIHAK KEDUA|Pekerja> menyerahkan ijazah asli sebagai jaminan[ selama masa kontrak].",
        "Ijazah asli disimpan perusahaan dan dikembalikan setelah kontrak selesai.",
    ),
    ("original_diploma_withheld", "excluded"): (
        "Perusahaan tidak menahan ijazah atau dokumen asli milik pekerja.",
        "Pekerja hanya menyerahkan fotokopi ijazah, dilarang menahan dokumen asli.",
    ),
    ("resignation_penalty", "granted"): (
        "Pekerja yang mengundurkan diri sebelum kontrak selesai wajib membayar <denda|penalti|ganti rugi> sebesar {n} bulan <gaji|upah>.",
        "Apabila PIHAK KEDUA berhenti sebelum waktunya dikenakan penalti {rp}.",
    ),
    ("resignation_penalty", "excluded"): ("Pekerja dapat mengundurkan diri tanpa dikenakan denda atau ganti rugi apa pun.",),
    ("wage_payment_date", "granted"): (
        "Upah dibayarkan <setiap|selambat-lambatnya|paling lambat> tanggal {n} <tiap bulan|bulan berikutnya>[ melalui transfer bank].",
        "Pembayaran gaji dilakukan pada akhir bulan disertai slip.",
    ),
    ("wage_deduction", "granted"): (
        "Kehilangan <barang|aset|inventaris> akibat kelalaian dipotong dari <upah|gaji> pekerja.",
        "Biaya seragam dan pelatihan dipotong dari gaji selama {n} bulan.",
        "Pekerja membayar uang jaminan sebesar {rp} yang dipotong dari upah pertama.",
    ),
    ("vendor_bears_protection", "granted"): (
        "<Upah, kesejahteraan dan syarat kerja|Perlindungan, upah dan perselisihan> <pekerja|tenaga kerja> menjadi tanggung jawab <PIHAK KEDUA|perusahaan alih daya|vendor> sepenuhnya.",
        "Seluruh hak normatif tenaga kerja ditanggung oleh penyedia jasa.",
    ),
    ("worker_contract_form", "granted"): (
        "Hubungan kerja <antara|> PIHAK KEDUA dengan pekerjanya <didasarkan pada|dituangkan dalam> <PKWT|PKWT atau PKWTT|perjanjian kerja> tertulis.",
        "Tenaga kerja merupakan karyawan PIHAK KEDUA yang diikat dengan perjanjian kerja.",
    ),
    ("pdp", "granted"): (
        "Data pribadi pekerja dilindungi sesuai Undang-Undang Nomor 27 Tahun 2022.",
        "Para pihak menjaga kerahasiaan data pribadi tenaga kerja.",
    ),
    ("jkk_jkm", "granted"): (
        "<PIHAK KEDUA|Perusahaan> mendaftarkan pekerja pada program <JKK dan JKM|Jaminan Kecelakaan Kerja dan Jaminan Kematian> yang iurannya <ditanggung|dibayar> perusahaan.",
        "Iuran BPJS Ketenagakerjaan (JKK, JKM, JHT{jp}) sebesar {n},24% ditanggung pemberi kerja.",
    ),
    ("jkk_jkm", "excluded"): (
        "<Harga|Upah> tersebut <tidak termasuk|belum termasuk> <BPJS|BPJS Ketenagakerjaan|jaminan sosial>.",
        "PIHAK PERTAMA tidak menanggung BPJS Ketenagakerjaan maupun BPJS Kesehatan.",
        "Iuran BPJS <menjadi beban pekerja|dibayar sendiri oleh pekerja|dipotong seluruhnya dari upah>.",
    ),
    ("bpjs_kesehatan", "granted"): (
        "Pekerja [beserta keluarganya ]<diikutsertakan|didaftarkan> <pada|dalam> BPJS Kesehatan dengan iuran 4% perusahaan dan 1% pekerja.",
        "Jaminan kesehatan melalui BPJS Kesehatan[ ditanggung perusahaan].",
    ),
    ("bpjs_kesehatan", "excluded"): (
        "Biaya pengobatan menjadi tanggungan <pekerja sendiri|masing-masing>.",
        "Karyawan belum diikutsertakan dalam BPJS Kesehatan.",
    ),
    ("private_insurance", "granted"): ("Pekerja diikutkan asuransi <kecelakaan diri|kesehatan swasta|rawat inap> dengan premi ditanggung perusahaan.",),
    ("third_party_insurance", "granted"): ("PIHAK KEDUA wajib menutup asuransi tanggung gugat pihak ketiga.",),
    ("third_party_insurance", "mentioned"): (
        "Bangunan dan persediaan barang telah diasuransikan terhadap kebakaran.",
        "Penyedia mengasuransikan barang dan peralatan yang mempunyai risiko tinggi.",
    ),
    ("other", "mentioned"): (
        "Para pihak menjaga nama baik dan kerahasiaan masing-masing.",
        "Perubahan perjanjian dituangkan dalam addendum yang merupakan bagian tidak terpisahkan.",
        "Perjanjian ini dibuat rangkap dua, bermeterai cukup, dan berkekuatan hukum sama.",
        "PIHAK KEDUA wajib menaati tata tertib, berpakaian rapi dan bersikap sopan.",
        "Pembayaran kepada PIHAK KEDUA dilakukan setelah invoice diterima lengkap.",
        "Keadaan kahar adalah bencana alam, perang, huru-hara dan wabah penyakit.",
        "Ruang lingkup pekerjaan meliputi menyapu, mengepel dan membersihkan kaca.",
        "Harga sudah termasuk pajak, biaya umum dan keuntungan.",
        "PIHAK PERTAMA menyediakan listrik, air dan ruang ganti.",
        "Bahan dan peralatan disediakan PIHAK KEDUA.",
    ),
}  # fmt: skip
# Headings under which passages are found; half of the training passages carry one.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "overtime": ("LEMBUR", "WAKTU KERJA DAN LEMBUR", "UPAH"), "working_hours": ("JAM KERJA", "WAKTU KERJA"), "annual_leave": ("CUTI", "CUTI DAN IZIN", "HAK PEKERJA"),
    "weekly_rest": ("WAKTU KERJA", "HARI KERJA"), "thr": ("TUNJANGAN HARI RAYA", "UPAH DAN TUNJANGAN"), "k3_apd": ("K3", "KESELAMATAN KERJA", "PERLENGKAPAN KERJA"),
    "compensation_pkwt": ("KOMPENSASI", "BERAKHIRNYA PERJANJIAN"), "probation": ("MASA PERCOBAAN", "JANGKA WAKTU"), "termination": ("PEMUTUSAN PERJANJIAN", "BERAKHIRNYA HUBUNGAN KERJA"),
    "dispute_settlement": ("PENYELESAIAN PERSELISIHAN", "LAIN-LAIN"), "jkk_jkm": ("JAMINAN SOSIAL", "BPJS", "PERLINDUNGAN TENAGA KERJA"), "bpjs_kesehatan": ("JAMINAN SOSIAL", "KESEHATAN"),
    "third_party_insurance": ("ASURANSI",), "private_insurance": ("ASURANSI",), "other": ("LAIN-LAIN", "KETENTUAN UMUM", "PENUTUP", "HAK DAN KEWAJIBAN"),
}  # fmt: skip
